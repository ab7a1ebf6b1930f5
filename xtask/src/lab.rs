//! `cargo xtask lab up|down|status`: disposable engines, for people.

use std::env;

use anyhow::Result;
use naru_lab::{Generation, Lab, LabState, LabStatus, Options, Unavailable};

use crate::{engine, run_command};

/// `cargo xtask lab …`
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, clap::Subcommand)]
enum Task {
    /// Starts an engine that stays until `down`, and prints how to reach it: eval "$(cargo xtask lab up)"
    Up {
        /// Which engine: 20.10 with overlay2, or 28.5 with the containerd image store
        #[arg(long, value_enum, default_value_t = Which::Old)]
        generation: Which,
        /// What to call it [default: the generation]
        #[arg(long)]
        name: Option<String>,
    },
    /// Ends an engine, or all of them, and removes everything of it
    Down {
        /// Only this one
        #[arg(long)]
        name: Option<String>,
    },
    /// Lists the engines, and what a killed process left of one
    Status,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Which {
    Old,
    New,
}

impl From<Which> for Generation {
    fn from(which: Which) -> Self {
        match which {
            Which::Old => Self::Old,
            Which::New => Self::New,
        }
    }
}

/// Does it; asks sudo for a user who isn't root.
pub fn run(args: Args) -> Result<()> {
    if Lab::available() == Err(Unavailable::NotRoot) {
        return run_command::run(engine::privileged()?.args(env::args_os().skip(1)));
    }
    match args.task {
        Task::Up { generation, name } => up(generation.into(), name),
        Task::Down { name: Some(name) } => Ok(Lab::down_by_name(&name)?),
        Task::Down { name: None } => down_all(),
        Task::Status => status(),
    }
}

fn up(generation: Generation, name: Option<String>) -> Result<()> {
    let name = name.unwrap_or_else(|| generation.to_string());
    let lab = Lab::up(&Options::detached(generation, name))?;
    // A shell can take this whole; what is for the reader alone is a comment to it.
    let reach = engine::Reach::of(&lab);
    println!("{}", reach.exports());
    println!("# published ports answer at {}", reach.ports_host);
    println!("# to end it: cargo xtask lab down --name {}", reach.name);
    Ok(())
}

/// Ends every lab; one that can't be ended doesn't keep the others.
fn down_all() -> Result<()> {
    let failed: Vec<_> = Lab::all()?.iter().filter_map(|lab| Lab::down_by_name(&lab.name).err()).collect();
    for error in &failed {
        eprintln!("{error}");
    }
    anyhow::ensure!(failed.is_empty(), "{} labs are still there", failed.len());
    Ok(())
}

fn status() -> Result<()> {
    let labs = Lab::all()?;
    if labs.is_empty() {
        println!("no lab is up");
    }
    for LabStatus { name, generation, state, docker_host, ports_host, owner, .. } in labs {
        let state = match state {
            LabState::Running => "running",
            LabState::EngineStopped => "engine stopped",
            LabState::Left => "left over",
        };
        let until = owner.map_or_else(|| "until down".to_owned(), |pid| format!("until process {pid} ends"));
        println!("{name}\t{generation}\t{state}\t{until}\tDOCKER_HOST={docker_host}\tports at {ports_host}");
    }
    Ok(())
}
