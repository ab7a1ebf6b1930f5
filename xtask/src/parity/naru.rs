//! Naru's side: its core with no window, told one line after the other (`crates/engine/examples/perform`).

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::Value;

use super::case::Case;
use super::place::{interrupt, kill, surround};
use crate::cargo::workspace;
use crate::engine::Reach;
use crate::place::cargo_target;
use crate::run_command::run;

/// How long it may take to end after a Ctrl-C.
const GRACE: Duration = Duration::from_secs(14);

/// Builds it; answers where it is.
pub fn build() -> Result<PathBuf> {
    run(workspace("build").args(["--quiet", "--example", "perform"]))?;
    Ok(cargo_target().join("debug/examples/perform"))
}

/// How a line of Naru's ended.
#[derive(Debug)]
pub struct NaruEnd {
    /// The line as Naru writes it; none when it could not read it.
    pub rendered: Option<String>,
    /// What it came to.
    pub came: Came,
}

/// What a line came to.
#[derive(Debug)]
pub enum Came {
    /// It was performed; what ran ended with this.
    Performed(i64),
    /// It was refused, or could not be read.
    Refused(Refusal),
    /// It had to be interrupted.
    Interrupted,
    /// Naru itself ended.
    Died,
}

/// What Naru answers when it does not perform a line.
#[derive(Debug)]
pub struct Refusal {
    /// In words.
    pub why: String,
    /// The flag that Naru knows and does not perform (`--secret`), where that is why; or what of it (`--platform of several`).
    pub not_performed: Option<String>,
}

/// A running one.
pub struct Naru {
    program: PathBuf,
    engine: Reach,
    running: Option<Running>,
}

struct Running {
    child: Child,
    input: ChildStdin,
    objects: Receiver<Value>,
}

impl Naru {
    pub fn new(program: &Path, engine: &Reach) -> Self {
        Self { program: program.to_owned(), engine: engine.clone(), running: None }
    }

    /// Performs a line typed in this folder.
    pub fn perform(&mut self, case: &Case, folder: &Path) -> Result<NaruEnd> {
        let mut running = match self.running.take() {
            Some(running) => running,
            None => Running::start(&self.program, &self.engine, folder)?,
        };
        let ended = running.perform(case)?;
        if matches!(ended.came, Came::Died) {
            running.child.wait().context("could not wait for Naru")?;
        } else {
            self.running = Some(running);
        }
        Ok(ended)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It ends by itself with its input, unless it hangs.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    fn start(program: &Path, engine: &Reach, folder: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        surround(&mut command, engine, folder).arg("--stdin").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("could not start {}", program.display()))?;
        let input = child.stdin.take().context("no input")?;
        let output = child.stdout.take().context("no output")?;
        let (sender, objects) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let Ok(object) = serde_json::from_str(&line) else { break };
                if sender.send(object).is_err() {
                    break;
                }
            }
        });
        Ok(Self { child, input, objects })
    }

    fn perform(&mut self, case: &Case) -> Result<NaruEnd> {
        let mut ended = NaruEnd { rendered: None, came: Came::Died };
        if writeln!(self.input, "{}", case.line).and_then(|()| self.input.flush()).is_err() {
            return Ok(ended);
        }
        let mut until = Instant::now() + case.limit();
        let mut asked = false;
        loop {
            match self.objects.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(object) => {
                    if let Some(rendered) = object["posix"].as_str() {
                        ended.rendered = Some(rendered.to_owned());
                    }
                    if let Some(came) = came(&object) {
                        ended.came = if asked { Came::Interrupted } else { came };
                        return Ok(ended);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(ended),
                Err(RecvTimeoutError::Timeout) => {
                    let process = self.child.id().to_string();
                    if asked {
                        kill(&process);
                    } else {
                        interrupt(&process);
                    }
                    asked = true;
                    until = Instant::now() + GRACE;
                }
            }
        }
    }
}

/// What an object says about the end of a line; none when it is not the last.
fn came(object: &Value) -> Option<Came> {
    if let Some(outcome) = object.get("outcome") {
        let exit = if outcome["kind"] == "ended" { outcome["exitCode"].as_i64().unwrap_or(-1) } else { 0 };
        return Some(Came::Performed(exit));
    }
    let problem = object.get("problem").or_else(|| object.get("parse"))?;
    let text = |key: &str| problem[key].as_str().unwrap_or_default();
    let what = problem["params"]["what"].as_str().filter(|_| text("code") == "notPerformed");
    let not_performed = what.filter(|what| what.starts_with("--")).map(str::to_owned);
    Some(Came::Refused(Refusal { why: format!("{}: {}", text("code"), text("detail")), not_performed }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_flag_that_is_not_performed_is_named_by_the_answer() {
        let flag = |object: &Value| match came(object) {
            Some(Came::Refused(refusal)) => refusal.not_performed,
            _ => Some("it is not refused".to_owned()),
        };
        let problem = |code: &str, what: &str| json!({ "problem": { "code": code, "params": { "what": what }, "detail": "" } });
        assert_eq!(flag(&problem("notPerformed", "--platform of several")).as_deref(), Some("--platform of several"));
        assert_eq!(flag(&problem("notPerformed", "cp -")), None, "that is no flag");
        assert_eq!(flag(&problem("invalidValue", "--platform")), None, "refused for another reason");
    }
}
