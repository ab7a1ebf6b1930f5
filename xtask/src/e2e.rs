//! The end-to-end tests: the real window, driven by a program, on a real engine.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, bail};
use naru_lab::{Generation, Lab};

use crate::app::{Profile, build_command, check_fresh, program};
use crate::driver;
use crate::engine::{TaskEngine, privileged};
use crate::npm::npm;
use crate::packages::{LAB, VIRTUAL_SCREEN, WINDOW, ensure, is_root};
use crate::place::output;
use crate::run_command::run;
use crate::step::{Log, for_task};
use crate::test::nothing_skipped;
use crate::tour::generation;
use crate::window_build;

/// Makes the engines' trees, the registry and its images, unless they are there.
pub fn prepare_lab(log: &mut Log) -> Result<()> {
    if is_root() {
        log.say("preparing the lab")?;
        return Ok(Lab::prepare()?);
    }
    log.run(privileged()?.args(["engine", "prepare"]))
}

/// All of them, on the window as it is now, on an engine of each generation.
pub fn test(log: &mut Log) -> Result<()> {
    // Right before use: any other build of the window in between could have left one without its assets.
    log.run(&mut build_command(Profile::Dev))?;
    let program = program(Profile::Dev);
    check_fresh(&program)?;
    // A window mostly waits, for the engine and for its own page: the two together take little longer than one.
    let logs = [log.beside("old")?, log.beside("new")?];
    let both: Vec<(Log, Result<()>)> = thread::scope(|scope| {
        let running: Vec<_> = Generation::ALL
            .into_iter()
            .zip(logs)
            .map(|(generation, mut log)| {
                let program = &program;
                scope.spawn(move || {
                    let ended = on(generation, program, &mut log);
                    (log, ended)
                })
            })
            .collect();
        running.into_iter().filter_map(|each| each.join().ok()).collect()
    });
    if both.len() < Generation::ALL.len() {
        bail!("the tests on one of the engines were not run to their end");
    }
    for (of_one, _) in &both {
        log.take_in(of_one)?;
    }
    both.into_iter().try_for_each(|(_, ended)| ended)
}

fn on(generation: Generation, program: &Path, log: &mut Log) -> Result<()> {
    let engine = TaskEngine::up(generation)?;
    log.say(&format!("--- on the {generation} engine, {}", engine.reach.docker_host))?;
    let ended = log.run(&mut script("test", program, &engine, &pictures(generation))?);
    nothing_skipped(log, " skipped")?;
    ended.with_context(|| format!("on the {generation} engine"))
}

/// Some of the end-to-end tests.
#[derive(Debug, clap::Args)]
pub struct Some {
    /// Files whose path has this in it
    file: Option<String>,
    /// Tests whose name has this in it
    #[arg(long, short = 't')]
    name: Option<String>,
    /// The engine's generation: `old` or `new`
    #[arg(long, default_value = "new", value_parser = generation)]
    engine: Generation,
}

/// Those, in sight.
pub fn some(some: &Some) -> Result<()> {
    ensure(&[WINDOW, VIRTUAL_SCREEN, LAB])?;
    let program = window_build::build(Profile::Dev)?;
    driver::ensure(&mut for_task()?)?;
    let engine = TaskEngine::up(some.engine)?;
    let mut tests = script("test", &program, &engine, &pictures(some.engine))?;
    tests.args(some.file.iter());
    if let Some(name) = &some.name {
        tests.args(["--testNamePattern", name]);
    }
    run(&mut tests)
}

fn pictures(generation: Generation) -> PathBuf {
    output("e2e").join(generation.to_string())
}

/// A script of `e2e/package.json`, told where everything is.
pub fn script(name: &str, program: &Path, engine: &TaskEngine, pictures: &Path) -> Result<Command> {
    let reach = &engine.reach;
    let task = privileged()?;
    let words = std::iter::once(task.get_program()).chain(task.get_args()).map(|word| word.to_string_lossy());
    let words = serde_json::to_string(&words.collect::<Vec<_>>())?;
    let mut command = script_without_engine(name, program, pictures);
    command
        .env("NARU_LAB_NAME", &reach.name)
        .env("NARU_LAB_DOCKER_HOST", &reach.docker_host)
        .env("NARU_LAB_DOCKER", &reach.docker)
        .env("NARU_LAB_DOCKER_CONFIG", &reach.docker_config)
        .env("NARU_LAB_PORTS_HOST", &reach.ports_host)
        .env("NARU_XTASK", words);
    Ok(command)
}

/// The same, for what needs no engine.
pub fn script_without_engine(name: &str, program: &Path, pictures: &Path) -> Command {
    let mut command = npm(&["run", name, "--workspace", "e2e", "--"]);
    command.env("NARU_APP", program).env("NARU_TAURI_DRIVER", driver::program()).env("NARU_OUT", pictures);
    command
}
