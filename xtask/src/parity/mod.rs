//! `cargo xtask parity`: the proof that the line shown is true.
//!
//! A script of docker lines is performed by Naru on one engine of the lab, and what Naru writes of each line by the docker CLI on
//! another one. After each line, what `docker inspect` shows of everything on both is compared; docs/parity.md says how.

mod case;
mod coverage;
mod difference;
mod docker;
mod files;
mod folder;
mod hex;
mod names;
mod naru;
mod normal;
mod place;
mod report;
mod rules;
mod run;
mod snapshot;

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use naru_lab::Generation;

use crate::engine::this_program;
use crate::place::{output, root};
use crate::step::Log;
use crate::tour::generation;
use folder::Folders;
use report::{Count, Reported};
use run::{Run, Script};

/// `cargo xtask parity …`
#[derive(Debug, clap::Args)]
pub struct Parity {
    /// A script of docker lines, one a line [default: parity/cases.txt, which also has to cover every flag]
    #[arg(long)]
    cases: Option<PathBuf>,
    /// One JSON object for each line on each engine, and one with the count
    #[arg(long)]
    json: bool,
    /// Only this generation of engines: `old` or `new`
    #[arg(long, value_parser = generation)]
    generation: Option<Generation>,
    /// Only says which fields are not compared as they stand, which flags no lab takes, and why
    #[arg(long)]
    rules: bool,
}

/// The project's own script, on every generation, as a step of `cargo xtask test`: by this same program, with the table in the log.
pub fn test(log: &mut Log) -> Result<()> {
    log.run(Command::new(this_program()?).arg("parity"))
}

/// Performs the script, and says what differs. Any difference is an error, and so is a flag that the project's own file leaves out.
pub fn parity(wanted: &Parity) -> Result<()> {
    if wanted.rules {
        report::rules();
        coverage::excuses();
        return Ok(());
    }
    let own = root().join("parity/cases.txt");
    let file = wanted.cases.as_deref().unwrap_or(&own);
    let fixtures = file.parent().map(|folder| folder.join("fixtures")).filter(|folder| folder.is_dir());
    let fixtures = fixtures.unwrap_or_else(|| root().join("parity/fixtures"));
    let generations = wanted.generation.map_or_else(|| Generation::ALL.to_vec(), |one| vec![one]);
    let program = naru::build()?;
    let refused = wanted.cases.is_none().then(|| root().join("parity/not-performed.txt"));
    let runs = on_all(&generations, &Files { cases: file, not_performed: refused.as_deref(), fixtures: &fixtures }, &program)?;
    let (engines, not_performed): (Vec<_>, Vec<_>) = runs.into_iter().map(|run| (run.reported, run.not_performed)).unzip();
    if wanted.json {
        report::json(&engines)?;
    } else {
        report::table(&engines, &generations);
    }
    if wanted.cases.is_none() {
        coverage::check(&engines, &not_performed)?;
    }
    let different = Count::of(&engines).different;
    if different > 0 {
        bail!("{different} lines are not what the docker CLI makes of them");
    }
    Ok(())
}

/// What is read.
struct Files<'a> {
    cases: &'a Path,
    /// Lines that Naru has to refuse.
    not_performed: Option<&'a Path>,
    /// What the folders of the lines begin with.
    fixtures: &'a Path,
}

/// On each generation at the same time.
fn on_all(generations: &[Generation], files: &Files<'_>, program: &Path) -> Result<Vec<Run>> {
    thread::scope(|scope| {
        let running: Vec<_> = generations.iter().map(|generation| scope.spawn(move || on(*generation, files, program))).collect();
        running.into_iter().map(|each| each.join().map_err(|_| anyhow!("a comparison panicked"))?).collect()
    })
}

fn on(generation: Generation, files: &Files<'_>, program: &Path) -> Result<Run> {
    let folders = Folders::new(files.fixtures)?;
    let read = |file: &Path| case::read(file, &folders.place());
    let script = Script { cases: read(files.cases)?, not_performed: files.not_performed.map(read).transpose()?.unwrap_or_default() };
    let mut log = log(generation)?;
    let keep = |reported: &Reported| Ok(writeln!(log, "{}", serde_json::to_string(reported)?)?);
    run::run(generation, &script, &folders, program, keep).with_context(|| format!("on the {generation} engine"))
}

/// Where each line is told as soon as it is done: one JSON object each, as `--json` prints them.
fn log(generation: Generation) -> Result<File> {
    let folder = output("parity");
    fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    let file = folder.join(format!("{generation}.jsonl"));
    File::create(&file).with_context(|| format!("could not write {}", file.display()))
}
