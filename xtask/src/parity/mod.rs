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

use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use naru_lab::Generation;

use crate::place::root;
use crate::tour::generation;
use case::Case;
use folder::Folders;
use report::{Count, Reported};

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
}

/// Performs the script, and says what differs. Any difference is an error, and so is a flag that the project's own file leaves out.
pub fn parity(wanted: &Parity) -> Result<()> {
    let own = root().join("parity/cases.txt");
    let file = wanted.cases.as_deref().unwrap_or(&own);
    let fixtures = file.parent().map(|folder| folder.join("fixtures")).filter(|folder| folder.is_dir());
    let fixtures = fixtures.unwrap_or_else(|| root().join("parity/fixtures"));
    let generations = wanted.generation.map_or_else(|| Generation::ALL.to_vec(), |one| vec![one]);
    let program = naru::build()?;
    let engines = on_all(&generations, file, &fixtures, &program)?;
    if wanted.json {
        report::json(&engines)?;
    } else {
        report::table(&engines, &generations);
    }
    if wanted.cases.is_none() {
        coverage::check(&engines)?;
    }
    let different = Count::of(&engines).different;
    if different > 0 {
        bail!("{different} lines are not what the docker CLI makes of them");
    }
    Ok(())
}

/// On each generation at the same time.
fn on_all(generations: &[Generation], file: &Path, fixtures: &Path, program: &Path) -> Result<Vec<Vec<Reported>>> {
    thread::scope(|scope| {
        let running: Vec<_> = generations.iter().map(|generation| scope.spawn(move || on(*generation, file, fixtures, program))).collect();
        running.into_iter().map(|each| each.join().map_err(|_| anyhow!("a comparison panicked"))?).collect()
    })
}

fn on(generation: Generation, file: &Path, fixtures: &Path, program: &Path) -> Result<Vec<Reported>> {
    let folders = Folders::new(fixtures)?;
    let cases: Vec<Case> = case::read(file, &folders.place())?;
    run::run(generation, &cases, &folders, program).with_context(|| format!("on the {generation} engine"))
}
