//! `bench logs`: a log of a million lines, and one that is written as fast as a container can.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use naru_lab::Generation;
use serde::Deserialize;
use tempfile::TempDir;

use super::Measure;
use super::painted::milliseconds;
use crate::cargo::cargo;
use crate::engine::{Reach, TaskEngine};
use crate::place::output;
use crate::run_command::{output as answer_of, run};
use crate::step::for_task;
use crate::{driver, e2e};

/// Lines of the long log; of about 100 bytes each.
const LINES: u64 = 1_000_000;

/// What writes them. busybox's own numbers, so that each line is another.
const WRITES: &str = r#"awk 'BEGIN { for (n = 1; n <= 1000000; n++) printf "%07d GET /item/%d HTTP/1.1 200 %d the quick brown fox jumps over the lazy dog and over %d\n", n, n * 7 % 99991, n % 1500, n % 13 }'"#;

/// A line of 100,000 characters, between two others.
const WRITES_LONG: &str = r"echo before; head -c 100000 /dev/zero | tr '\0' x; echo; echo after";

/// What is looked for: a few thousand lines, and nothing that a plain search for a word would find.
const PATTERN: &str = r"/item/\d*77 HTTP.* 1?\d{2} .*over (3|11)$";

/// As fast as it can, for 20 s. The first process of a container does not hear what would end it, so that is the shell.
const FLOODS: [&str; 3] = ["sh", "-c", "timeout 20 seq 1 1000000000; echo over"];

/// Everything about logs.
pub fn measure(program: &Path, runs: u32) -> Result<Vec<Measure>> {
    driver::ensure(&mut for_task()?)?;
    run(cargo("build").args(["--release", "--package", "naru-engine", "--example", "logbook-bench"]))?;
    let bench = program.parent().context("a program is in a folder")?.join("examples/logbook-bench");
    let engine = TaskEngine::up(Generation::New)?;
    let reach = &engine.reach;
    run(docker(reach, &["run", "--name", "million", "busybox", "sh", "-c", WRITES]).stdout(Stdio::null()))?;
    run(docker(reach, &["run", "--name", "long-line", "busybox", "sh", "-c", WRITES_LONG]).stdout(Stdio::null()))?;
    let mut measures = of_loading(&bench, reach, runs)?;
    measures.extend(in_the_window(program, &engine, runs)?);
    measures.push(of_a_flood(&bench, reach)?);
    Ok(measures)
}

/// What `logbook-bench load` prints, in milliseconds.
#[derive(Debug, Deserialize)]
struct Loaded {
    first: f64,
    load: f64,
    search: f64,
    lines: u64,
    matching: u64,
}

fn of_loading(bench: &Path, reach: &Reach, runs: u32) -> Result<Vec<Measure>> {
    let folder = TempDir::with_prefix("naru-bench-")?;
    let file = folder.path().join("million.log");
    run(docker(reach, &["logs", "million"]).stdout(File::create(&file)?))?;
    let ours = || -> Result<Loaded> {
        let said = answer_of(Command::new(bench).args(["load", "million", PATTERN]).env("DOCKER_HOST", &reach.docker_host))?;
        serde_json::from_str(said.trim()).with_context(|| format!("not what logbook-bench prints: {said}"))
    };
    let cli = || timed(docker(reach, &["logs", "million"]).stdout(Stdio::null()).stderr(Stdio::null()));
    let rg = || timed(Command::new("rg").args(["--count", "--no-config", PATTERN]).arg(&file).stdout(Stdio::null()));
    // One of each that does not count.
    ours()?;
    cli()?;
    rg()?;
    let (mut load, mut first, mut search) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let (ours, cli, rg) = (ours()?, cli()?, rg()?);
        let counted = answer_of(Command::new("rg").args(["--count", "--no-config", PATTERN]).arg(&file))?;
        if ours.lines != LINES || counted.trim() != ours.matching.to_string() {
            bail!("{} lines and {} matches, where ripgrep counts {}", ours.lines, ours.matching, counted.trim());
        }
        load.push((ours.load, cli));
        first.push((ours.first, cli));
        search.push((ours.search, rg));
    }
    Ok(vec![
        Measure::paired("logs.load_1m", "ms", &load, 0.8),
        Measure::paired("logs.first_screen", "ms", &first, 0.02),
        Measure::paired("logs.search_vs_rg", "ms", &search, 3.0),
    ])
}

/// What `e2e/bench/logs.bench.ts` leaves behind: a number for each run.
#[derive(Debug, Deserialize)]
struct Window {
    gaps: Vec<f64>,
    web: Vec<f64>,
    main: Vec<f64>,
    again: Vec<f64>,
}

fn in_the_window(program: &Path, engine: &TaskEngine, runs: u32) -> Result<Vec<Measure>> {
    let out = output("bench");
    let mut script = e2e::script("bench", program, engine, &out)?;
    script.arg("logs").env("NARU_BENCH_RUNS", runs.to_string());
    for_task()?.run(&mut script)?;
    let file = out.join("logs.json");
    let text = std::fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?;
    let Window { gaps, web, main, again } = serde_json::from_str(&text)?;
    Ok(vec![
        Measure::alone("logs.frame_gap_ms", "ms", &gaps, Some(50.0)),
        Measure::alone("logs.web_growth_mb", "MB", &web, Some(32.0)),
        Measure::alone("logs.web_growth_twice_mb", "MB", &again, None),
        Measure::alone("logs.main_growth_mb", "MB", &main, Some(48.0)),
    ])
}

/// `logs.flood_wrong_lines`: of a log that was followed while it was written for 20 s, the lines that are not those of `docker logs` afterwards.
fn of_a_flood(bench: &Path, reach: &Reach) -> Result<Measure> {
    let folder = TempDir::with_prefix("naru-bench-")?;
    let (ours, theirs) = (folder.path().join("ours.log"), folder.path().join("theirs.log"));
    run(docker(reach, &["run", "--detach", "--name", "flood", "busybox"]).args(FLOODS).stdout(Stdio::null()))?;
    answer_of(Command::new(bench).args(["follow", "flood"]).arg(&ours).env("DOCKER_HOST", &reach.docker_host))?;
    // What it says about ending is on stderr, and is a line of the log like any other.
    let file = File::create(&theirs)?;
    run(docker(reach, &["logs", "flood"]).stdout(file.try_clone()?).stderr(file))?;
    let (wrong, lines) = differing(&ours, &theirs)?;
    if lines == 0 {
        bail!("nothing was written");
    }
    Ok(Measure::alone("logs.flood_wrong_lines", "lines", &[wrong], Some(0.0)))
}

/// How many lines are not the same at the same place, and how many there are in the second.
fn differing(ours: &Path, theirs: &Path) -> Result<(f64, u64)> {
    let lines = |path: &Path| -> Result<_> { Ok(BufReader::new(File::open(path)?).split(b'\n')) };
    let (mut ours, mut theirs) = (lines(ours)?, lines(theirs)?);
    let (mut wrong, mut all) = (0_u32, 0);
    loop {
        match (ours.next().transpose()?, theirs.next().transpose()?) {
            (None, None) => return Ok((f64::from(wrong), all)),
            (a, b) => {
                wrong += u32::from(a != b);
                all += u64::from(b.is_some());
            }
        }
    }
}

fn timed(command: &mut Command) -> Result<f64> {
    let began = Instant::now();
    run(command)?;
    Ok(milliseconds(began.elapsed()))
}

fn docker(reach: &Reach, words: &[&str]) -> Command {
    let mut command = Command::new(&reach.docker);
    command.args(words).env("DOCKER_HOST", &reach.docker_host).env("DOCKER_CONFIG", &reach.docker_config);
    command
}
