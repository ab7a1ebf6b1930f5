//! `bench list`: long lists, and none of the cost of looking at them.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use naru_lab::Generation;
use serde::Deserialize;

use super::painted::Window;
use super::screen::Screen;
use super::{Measure, idle};
use crate::cargo::cargo;
use crate::engine::{Reach, TaskEngine};
use crate::place::output;
use crate::run_command::{output as answer_of, run};
use crate::step::for_task;
use crate::{driver, e2e};

const MANY: usize = 1_000;

/// Everything about lists.
pub fn measure(program: &Path, runs: u32) -> Result<Vec<Measure>> {
    driver::ensure(&mut for_task()?)?;
    let screen = Screen::start()?;
    let quiet = TaskEngine::up(Generation::New)?;
    quiet.make_containers(1)?;
    let few = mirror(program, &quiet.reach, runs)?;
    let mut measures = idle::measure(program, &screen, &quiet.reach, runs)?;
    drop(quiet);
    let engine = TaskEngine::up(Generation::New)?;
    engine.make_containers(MANY)?;
    let many = mirror(program, &engine.reach, runs)?;
    let painted = painted(program, &screen, &engine.reach, runs)?;
    let [gaps, chosen] = frame_gaps(program, &engine, runs)?;
    let ours: Vec<f64> = few.iter().map(|pair| pair.ours).collect();
    let pairs: Vec<(f64, f64)> = many.iter().map(|pair| (pair.ours, pair.peer)).collect();
    measures.splice(
        0..0,
        [
            Measure::paired("list.mirror_1000", "ms", &pairs, 1.15),
            Measure::alone("list.mirror_1", "ms", &ours, None),
            Measure::alone("list.painted_1000", "ms", &painted, None),
            Measure::alone("list.frame_gap_ms", "ms", &gaps, Some(50.0)),
            Measure::alone("list.frame_gap_chosen_ms", "ms", &chosen, Some(50.0)),
        ],
    );
    Ok(measures)
}

/// A line of what the engine crate's `mirror-bench` prints, which leaves out a first pair by itself: milliseconds from connected to the mirror complete, and of the same list
/// read and parsed by itself.
#[derive(Debug, Deserialize)]
struct Pair {
    ours: f64,
    peer: f64,
}

fn mirror(program: &Path, engine: &Reach, runs: u32) -> Result<Vec<Pair>> {
    run(cargo("build").args(["--release", "--package", "naru-engine", "--example", "mirror-bench"]))?;
    let bench = program.parent().context("a program is in a folder")?.join("examples/mirror-bench");
    let answer = answer_of(Command::new(&bench).arg(runs.to_string()).env("DOCKER_HOST", &engine.docker_host))?;
    answer.lines().map(|line| serde_json::from_str(line).with_context(|| format!("not what mirror-bench prints: {line}"))).collect()
}

fn painted(program: &Path, screen: &Screen, engine: &Reach, runs: u32) -> Result<Vec<f64>> {
    let once = || Window::start(program, screen, &engine.docker_host)?.painted("containers");
    once()?;
    (0..runs).map(|_| once()).collect()
}

/// The longest frame of each scroll through the list, as it opens and with every row chosen, by the end-to-end harness: it can look into
/// the page.
fn frame_gaps(program: &Path, engine: &TaskEngine, runs: u32) -> Result<[Vec<f64>; 2]> {
    let out = output("bench");
    let mut script = e2e::script("bench", program, engine, &out)?;
    script.arg("frames").env("NARU_BENCH_RUNS", runs.to_string());
    let mut log = for_task()?;
    log.run(&mut script)?;
    let read = |file: &str| -> Result<Vec<f64>> {
        let file = out.join(file);
        let text = std::fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?;
        Ok(serde_json::from_str(&text)?)
    };
    Ok([read("frame-gaps.json")?, read("frame-gaps-chosen.json")?])
}
