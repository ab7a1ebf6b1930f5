//! Every developer task: `cargo xtask TASK`.

mod app;
#[cfg(unix)]
mod bench;
mod bindings;
mod cargo;
mod driver;
mod e2e;
mod engine;
mod lab;
mod macos_check;
mod npm;
mod packages;
#[cfg(target_os = "linux")]
mod parity;
mod place;
mod reachable;
mod run;
mod run_command;
mod rust;
mod step;
mod test;
mod tour;
mod window_build;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

/// Every developer task of Naru
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Task {
    /// Installs what is missing, builds, and opens the window
    Run,
    /// Everything that has to pass: the same that .ci/run runs
    Test,
    /// The end-to-end tests alone
    E2e(e2e::Some),
    /// Pictures of every page and state of the window
    Tour(tour::Tour),
    /// Measures ours and the peer, in turn
    #[cfg(unix)]
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Writes the window's TypeScript anew from Rust
    Bindings,
    /// Holds Naru to the docker CLI, line by line
    #[cfg(target_os = "linux")]
    Parity(parity::Parity),
    /// Disposable engines to try things on
    Lab(lab::Args),
    /// What other tasks and tests ask of a running lab
    #[command(subcommand, hide = true)]
    Engine(engine::EngineTask),
}

fn main() -> ExitCode {
    // Building the workspace replaces this program, and it is needed again afterwards.
    engine::remember_this_program();
    let ended = match Task::parse() {
        Task::Run => run::run(),
        Task::Test => match test::test() {
            // The last line is the count, and nothing comes after it.
            Ok(counted) => return if counted.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE },
            Err(error) => Err(error),
        },
        Task::E2e(some) => e2e::some(&some),
        Task::Tour(wanted) => tour::tour(&wanted),
        #[cfg(unix)]
        Task::Bench(what) => bench::bench(what),
        Task::Bindings => bindings::bindings(),
        #[cfg(target_os = "linux")]
        Task::Parity(wanted) => parity::parity(&wanted),
        Task::Lab(args) => lab::run(args),
        Task::Engine(task) => engine::engine(&task),
    };
    report(ended)
}

fn report(ended: Result<()>) -> ExitCode {
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
