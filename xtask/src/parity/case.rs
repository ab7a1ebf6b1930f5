//! The script of docker lines.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use naru_command::{Command, Here, ParseCode, Shell, parse};
use serde_json::Value;

/// A line that has not ended by then is interrupted, as a person would by Ctrl-C.
const LIMIT: Duration = Duration::from_secs(40);

/// The same for a line that shows what happens until somebody has seen enough.
const ENDLESS_LIMIT: Duration = Duration::from_secs(3);

/// The same for `attach`.
const ATTACHED_LIMIT: Duration = Duration::from_secs(5);

/// One docker line.
pub struct Case {
    /// Where it stands in the file, from 1.
    pub number: usize,
    /// As it was written.
    pub line: String,
    /// As Naru reads it in the folder of the runs; none when it does not.
    pub command: Option<Command>,
    /// The command as plain data, by the names of its flags; null when there is none.
    said: Value,
    /// Naru says that it is no docker line at all.
    pub other_program: bool,
}

/// Every line of a file but empty ones and comments.
pub fn read(file: &Path, folder: &Path) -> Result<Vec<Case>> {
    let text = fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
    let written = |path: &Path| path.to_str().map(str::to_owned);
    let here = Here { shell: Shell::Posix, folder: written(folder), home: written(folder) };
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let cases: Vec<Case> = lines.map(|(index, line)| Case::new(index + 1, line, &here)).collect::<Result<_>>()?;
    if cases.is_empty() {
        bail!("there is no line in {}", file.display());
    }
    Ok(cases)
}

impl Case {
    fn new(number: usize, line: &str, here: &Here) -> Result<Self> {
        let parsed = parse(line, here);
        let other_program = parsed.as_ref().is_err_and(|error| error.code == ParseCode::NotDocker);
        let command = parsed.ok().map(|parsed| parsed.command);
        let said = serde_json::to_value(&command).context("a command that is no JSON")?;
        Ok(Self { number, line: line.to_owned(), command, said, other_program })
    }

    /// The command as its value is tagged: `imageLs`; nothing when there is none.
    pub fn verb(&self) -> &str {
        self.said["verb"].as_str().unwrap_or_default()
    }

    /// Whether it shows a terminal to a program: with `-t`, and not `-d`.
    pub fn wants_terminal(&self) -> bool {
        self.says("tty") && !self.says("detach") && !matches!(self.command, Some(Command::Create(_)))
    }

    /// Whether the CLI asks before it does this.
    pub fn is_asked(&self) -> bool {
        self.verb().ends_with("Prune") && !self.says("force")
    }

    /// Whether the images that are new after it were made by it, and not fetched from a registry or a file.
    pub fn makes_images(&self) -> bool {
        matches!(self.command, Some(Command::Build(_) | Command::Commit(_) | Command::Import(_)))
    }

    /// How long it may take before it is interrupted.
    pub fn limit(&self) -> Duration {
        let endless = match &self.command {
            Some(Command::Logs(_)) => self.says("follow"),
            Some(Command::Stats(_)) => !self.says("noStream"),
            Some(Command::Events(_)) => self.said["until"].is_null(),
            // What it is attached to may end soon.
            Some(Command::Attach(_)) => return ATTACHED_LIMIT,
            _ => false,
        };
        if endless { ENDLESS_LIMIT } else { LIMIT }
    }

    fn says(&self, switch: &str) -> bool {
        self.said[switch] == Value::Bool(true)
    }
}
