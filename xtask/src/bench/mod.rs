//! `cargo xtask bench`: ours and the peer, in turn, in one run. docs/bench.md says how to read it.

mod idle;
mod list;
mod logs;
mod measure;
mod painted;
mod processes;
mod requests;
mod screen;
mod start;
mod terminal;

use anyhow::Result;

pub use measure::Measure;

use crate::app::Profile;
use crate::packages::{LAB, RIPGREP, VIRTUAL_SCREEN, WINDOW, ensure};
use crate::window_build;

/// What to measure.
#[derive(Debug, Clone, Copy, clap::Subcommand)]
pub enum Bench {
    /// From the process's start to the first container list painted, against a blank window
    Start(Form),
    /// Lists of 1 and of 1,000 containers, and idle minutes
    List(Form),
    /// 100 MB printed in a terminal, against the same bytes in a bare xterm.js
    Terminal(Form),
    /// A log of a million lines: its first screen, all of it, a search; and one that floods
    Logs(Form),
}

/// How to print it.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Form {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Pairs of runs
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
}

/// Measures and prints. A missed goal is shown, and is no failure.
pub fn bench(what: Bench) -> Result<()> {
    let (Bench::Start(form) | Bench::List(form) | Bench::Logs(form) | Bench::Terminal(form)) = what;
    ensure(&[WINDOW, VIRTUAL_SCREEN, LAB])?;
    let program = window_build::build(Profile::Release)?;
    let measures = match what {
        Bench::Start(_) => start::measure(&program, form.runs)?,
        Bench::List(_) => list::measure(&program, form.runs)?,
        Bench::Terminal(_) => terminal::measure(&program, form.runs)?,
        Bench::Logs(_) => {
            ensure(&[RIPGREP])?;
            logs::measure(&program, form.runs)?
        }
    };
    if form.json {
        for measure in &measures {
            println!("{}", serde_json::to_string(measure)?);
        }
    } else {
        print!("{}", measure::table(&measures));
    }
    Ok(())
}
