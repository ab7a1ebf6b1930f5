//! Starting programs and taking their failure seriously.

use std::process::Command;

use anyhow::{Context, Result, bail};

/// Runs it to its end, in sight. An exit code other than 0 is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    let status = command.status().with_context(|| format!("could not start: {line}"))?;
    if !status.success() {
        bail!("{status}: {line}");
    }
    Ok(())
}

/// Runs it to its end and answers what it wrote to stdout.
pub fn output(command: &mut Command) -> Result<String> {
    let line = line(command);
    let answer = command.output().with_context(|| format!("could not start: {line}"))?;
    if !answer.status.success() {
        bail!("{}: {line}\n{}", answer.status, String::from_utf8_lossy(&answer.stderr));
    }
    String::from_utf8(answer.stdout).with_context(|| format!("not UTF-8: {line}"))
}

/// The command as somebody would type it, more or less.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
