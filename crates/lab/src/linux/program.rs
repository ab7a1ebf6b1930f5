use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use crate::LabError;

/// How much of a failed program's output goes into the error: its end says why.
const OUTPUT_KEPT: usize = 4000;

/// Runs `command` to its end; its stdout. Anything but exit status 0 is an error that carries what it wrote.
pub fn run(command: &mut Command) -> Result<String, LabError> {
    let output = output(command)?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(stdout);
    }
    let written = format!("{stdout}{}", String::from_utf8_lossy(&output.stderr));
    Err(LabError::Program { line: line(command), status: output.status, output: end_of(&written, OUTPUT_KEPT).to_owned() })
}

/// Runs `command` to its end, however that is.
pub fn output(command: &mut Command) -> Result<Output, LabError> {
    command.stdin(Stdio::null()).output().map_err(LabError::io("run", command.get_program()))
}

/// The last `bytes` of a text, from a character's start.
pub fn end_of(text: &str, bytes: usize) -> &str {
    let mut from = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// Where a program is on the PATH, or in the directories for root that a plain user's PATH lacks.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/sbin", "/usr/bin", "/bin"].map(PathBuf::from))
        .map(|directory| directory.join(program))
        .find(|candidate| candidate.is_file())
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).display().to_string();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a failed test says so by panicking")]

    use super::*;

    #[test]
    fn a_failed_program_says_what_it_was_and_what_it_wrote() {
        let error = run(Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"])).expect_err("exit 3 is a failure");
        let said = error.to_string();
        for part in ["sh -c", "exit status: 3", "out", "err"] {
            assert!(said.contains(part), "{part:?} is missing in {said:?}");
        }
    }

    #[test]
    fn the_end_of_a_text_never_splits_a_character() {
        assert_eq!(end_of("가나다", 4), "다");
        assert_eq!(end_of("ab", 4), "ab");
    }
}
