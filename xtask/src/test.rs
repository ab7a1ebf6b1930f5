//! `cargo xtask test`: everything that `.ci/run` runs.

use std::process::Command;

use anyhow::{Result, bail};

use crate::app::{Profile, build_command};
use crate::cargo::{cargo, test_workspace, workspace};
use crate::packages::{LAB, VIRTUAL_SCREEN, WINDOW, WINDOWS_CHECK, ensure};
use crate::place::output;
use crate::step::{Failed, Log, Step, Steps};
use crate::{driver, e2e, macos_check, npm, rust};

/// Runs every step. A step that cannot run because an earlier one failed fails as well; none is left out.
pub fn test() -> Result<Result<(), Failed>> {
    let mut steps = Steps::new(output("test-logs"))?;
    // The packages say what they are for, in sight.
    let packages = ensure(&[WINDOW, VIRTUAL_SCREEN, LAB, WINDOWS_CHECK]);
    steps.step("system packages", |_| packages);
    steps.step("rust components", rust::ensure_components);
    steps.step("format", |log| log.run(cargo("fmt").args(["--all", "--", "--check"])));
    steps.step("npm packages", |log| log.run(&mut npm::clean_install()));
    // Before cargo: the window's program has these in it.
    steps.step("ui build", |log| log.run(&mut npm::npm(&["run", "build"])));
    // What needs nothing of one another shares the time; what has engines waits much, and has no compiler beside it but its own.
    steps.beside([
        vec![
            Step::new("ui lint", |log| log.run(&mut npm::npm(&["run", "lint", "--", "--colors=off"]))),
            Step::new("ui types", |log| log.run(&mut npm::npm(&["run", "check"]))),
            Step::new("ui tests", |log| {
                log.run(&mut npm::npm(&["test"]))?;
                nothing_skipped(log, " skipped")
            }),
            Step::new("lab", e2e::prepare_lab),
        ],
        vec![
            Step::new("clippy", |log| log.run(workspace("clippy").args(["--all-targets", "--", "-D", "warnings"]))),
            Step::new("build", |log| log.run(&mut build_command(Profile::Dev))),
            Step::new("windows check", |log| log.run(&mut check_for(rust::WINDOWS))),
            Step::new("macos check", macos_check::check),
        ],
    ]);
    steps.beside([
        vec![Step::new("rust tests", |log| {
            log.run(test_workspace()?.arg("--no-fail-fast"))?;
            nothing_skipped(log, " ignored")
        })],
        vec![
            #[cfg(target_os = "linux")]
            Step::new("parity", crate::parity::test),
            Step::new("tauri-driver", driver::ensure),
        ],
    ]);
    steps.step("end to end", e2e::test);
    Ok(steps.end())
}

/// `cargo check` of the whole workspace for another system.
pub fn check_for(target: &str) -> Command {
    let mut command = workspace("check");
    command.args(["--target", target]);
    command
}

/// A skipped test is not a passed one: fails when the log counts any, as in `3 ignored` or `2 skipped`.
pub fn nothing_skipped(log: &Log, word: &str) -> Result<()> {
    let text = log.text()?;
    let skipped: Vec<&str> = text.lines().filter(|line| counts(line, word)).collect();
    if !skipped.is_empty() {
        bail!("some tests did not run:\n{}", skipped.join("\n"));
    }
    Ok(())
}

/// True when the line has a number above 0 before the word.
fn counts(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = &line[..at];
        let digits = before.len() - before.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
        before[before.len() - digits..].parse::<u64>().is_ok_and(|count| count > 0)
    })
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn a_skipped_test_is_seen_in_what_the_runners_print() {
        assert!(counts("test result: ok. 5 passed; 0 failed; 3 ignored; 0 measured", " ignored"), "cargo's way to say it");
        assert!(counts("      Tests  2 passed | 10 skipped (12)", " skipped"), "vitest's way to say it");
        assert!(!counts("test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured", " ignored"), "none is none");
        assert!(!counts("the event is ignored", " ignored"), "words alone are not a count");
    }
}
