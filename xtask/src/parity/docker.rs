//! The side of the docker CLI: a line in a shell.

use std::fs::{self, File};
use std::io::{Read, Seek, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::case::Case;
use super::place::{interrupt, kill, surround};
use crate::engine::Reach;

/// How often to look whether it has ended.
const LOOK: Duration = Duration::from_millis(4);

/// How long it may take to end after a Ctrl-C: a container has 10 s to stop.
const GRACE: Duration = Duration::from_secs(14);

/// The end of what it said that is kept.
const SAID: usize = 600;

/// How a line of the CLI ended.
#[derive(Debug)]
pub struct DockerEnd {
    /// Its exit status; none when it had to be interrupted.
    pub exit: Option<i32>,
    /// The end of what it said.
    pub said: String,
}

/// Runs a line as a person's shell does.
///
/// There is nobody at the input: it is empty, but where the CLI asks whether it should go on, the answer is yes. A line that wants a
/// terminal gets one of its own (`script`), whose input is empty as well.
pub fn run(line: &str, case: &Case, engine: &Reach, folder: &Path) -> Result<DockerEnd> {
    let mut said = tempfile::tempfile().context("could not make a file")?;
    let mut command = if case.wants_terminal() {
        let mut command = Command::new("script");
        command.args(["--quiet", "--return", "--command", line, "/dev/null"]);
        command
    } else {
        let mut command = Command::new("sh");
        command.args(["-c", line]);
        command
    };
    surround(&mut command, engine, folder).env("SHELL", "/bin/sh").process_group(0);
    command.stdin(input(case)?).stdout(said.try_clone()?).stderr(said.try_clone()?);
    let mut child = command.spawn().with_context(|| format!("could not start: {line}"))?;
    let exit = wait(&mut child, case.limit())?;
    Ok(DockerEnd { exit, said: end_of(&mut said)? })
}

fn input(case: &Case) -> Result<Stdio> {
    if !case.is_asked() {
        return Ok(Stdio::null());
    }
    let mut answer = tempfile::tempfile().context("could not make a file")?;
    answer.write_all(b"y\n")?;
    answer.rewind()?;
    Ok(answer.into())
}

fn wait(child: &mut Child, limit: Duration) -> Result<Option<i32>> {
    let group = format!("-{}", child.id());
    let mut until = Instant::now() + limit;
    let mut asked = false;
    loop {
        if let Some(status) = child.try_wait().context("could not wait for the docker CLI")? {
            // A shell says 128 and the signal's number of a program that a signal ended.
            let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal));
            return Ok(if asked { None } else { code });
        }
        if Instant::now() >= until {
            if asked { kill(&group) } else { interrupt(&group) }
            asked = true;
            until = Instant::now() + GRACE;
        }
        sleep(LOOK);
    }
}

fn end_of(said: &mut File) -> Result<String> {
    let mut bytes = Vec::new();
    said.rewind()?;
    said.read_to_end(&mut bytes)?;
    let from = bytes.len().saturating_sub(SAID);
    Ok(String::from_utf8_lossy(&bytes[from..]).trim().to_owned())
}

/// The version of the CLI and of the engine that it reaches, for the head of a report.
pub fn versions(engine: &Reach) -> Result<String> {
    let line = "docker version --format 'docker CLI {{.Client.Version}} · engine {{.Server.Version}}'";
    let folder = fs::canonicalize("/").context("no root folder")?;
    let mut command = Command::new("sh");
    crate::run_command::output(surround(&mut command, engine, &folder).args(["-c", line])).map(|text| text.trim().to_owned())
}
