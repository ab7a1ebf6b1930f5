//! What a pasted text says, command by command, for those who explain it, run it or turn it into a form.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    Here, Line, ParseCode, ParseError, Parsed, Place, Shell,
    commands::{KNOWN, VERBS},
    parse::{Characters, parse_each},
    render_with,
    table::Verb,
};

/// What a text says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Understanding {
    /// The shell that the text was read for: the one asked for, or the other when only that one makes sense of all of it.
    pub shell: Shell,
    /// Its commands, in order; comments and empty lines are passed over.
    pub commands: Vec<Understood>,
}

/// One command of a text: understood, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum Understood {
    /// A command.
    Command {
        /// Where it begins in the text, in characters from 0.
        at: u32,
        /// Where it ends.
        end: u32,
        /// What it says.
        parsed: Box<Parsed>,
        /// The same as a POSIX shell reads it.
        posix: Line,
        /// The same as `PowerShell` reads it.
        powershell: Line,
    },
    /// A mistake. Its positions count in the whole text.
    Mistake {
        /// Where the command begins in the text, in characters from 0.
        at: u32,
        /// Where it ends.
        end: u32,
        /// What is wrong, and where.
        error: ParseError,
    },
}

/// What each command of a text says that is typed here.
///
/// A text that this shell does not understand whole, and the other one does, is the other's. A docker command without
/// `docker` before it (`run -p 80:80 nginx`) is a mistake that suggests it.
#[must_use]
pub fn understand(text: &str, here: &Here) -> Understanding {
    let own = read(text, here);
    if own.iter().all(sound) {
        return Understanding { shell: here.shell, commands: own };
    }
    let shell = match here.shell {
        Shell::Posix => Shell::PowerShell,
        Shell::PowerShell => Shell::Posix,
    };
    let other = read(text, &Here { shell, ..here.clone() });
    if other.iter().all(sound) {
        return Understanding { shell, commands: other };
    }
    Understanding { shell: here.shell, commands: own }
}

/// The shell is not to blame: it is understood, or would be with a folder.
fn sound(one: &Understood) -> bool {
    match one {
        Understood::Command { .. } => true,
        Understood::Mistake { error, .. } => matches!(error.code, ParseCode::FolderNeeded | ParseCode::HomeNeeded),
    }
}

fn read(text: &str, here: &Here) -> Vec<Understood> {
    let mut characters = Characters::of(text);
    let one = |((start, end), result): ((usize, usize), Result<Parsed, ParseError>)| {
        let (at, end) = (characters.before(start), characters.before(end));
        match result {
            Ok(parsed) => {
                let line = |shell| render_with(&parsed.command, &Place { shell, engine: parsed.engine.clone() }, &parsed.globals);
                let (posix, powershell) = (line(Shell::Posix), line(Shell::PowerShell));
                Understood::Command { at, end, parsed: Box::new(parsed), posix, powershell }
            }
            Err(error) => Understood::Mistake { at, end, error: with_docker(error) },
        }
    };
    parse_each(text, here).into_iter().map(one).collect()
}

/// Somebody who copies `run nginx` out of a sentence means docker's.
fn with_docker(mut error: ParseError) -> ParseError {
    let word = error.what.as_str();
    let is_ours = || VERBS.iter().flat_map(Verb::spellings).chain(KNOWN.iter().copied()).any(|words| words[0] == word);
    if error.code == ParseCode::NotDocker && is_ours() {
        error.suggestion = Some(format!("docker {word}"));
    }
    error
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::Command;

    fn here(shell: Shell) -> Here {
        Here { shell, folder: None, home: Some("/home/me".to_owned()) }
    }

    fn mistake(one: &Understood) -> &ParseError {
        match one {
            Understood::Mistake { error, .. } => error,
            Understood::Command { .. } => panic!("understood"),
        }
    }

    #[test]
    fn each_command_of_a_text_is_at_its_place() {
        let text = "# first\n$ docker pull nginx\n\ndocker puase 웹\ndocker run -d nginx";
        let understanding = understand(text, &here(Shell::Posix));
        let places: Vec<String> = understanding
            .commands
            .iter()
            .map(|one| {
                let (Understood::Command { at, end, .. } | Understood::Mistake { at, end, .. }) = one;
                text.chars().skip(*at as usize).take((end - at) as usize).collect()
            })
            .collect();
        assert_eq!(places, ["$ docker pull nginx", "docker puase 웹", "docker run -d nginx"]);
        assert_eq!(mistake(&understanding.commands[1]).suggestion.as_deref(), Some("pause"));
    }

    #[test]
    fn a_text_of_the_other_shell_is_understood_in_that_one() {
        let text = "docker ps -aq | ForEach-Object {docker rm -f $_}\ndocker run `\n  nginx";
        let understanding = understand(text, &here(Shell::Posix));
        assert_eq!(understanding.shell, Shell::PowerShell);
        assert!(understanding.commands.iter().all(sound));
        let wrong = understand("docker puase `\n web", &here(Shell::Posix));
        assert_eq!(wrong.shell, Shell::Posix, "what no shell understands stays the reader's");
    }

    #[test]
    fn a_command_without_docker_suggests_it() {
        let understanding = understand("run -p 80:80 nginx", &here(Shell::Posix));
        assert_eq!(mistake(&understanding.commands[0]).suggestion.as_deref(), Some("docker run"));
    }

    #[test]
    fn a_line_that_needs_a_folder_says_so_and_its_secrets_are_masked() {
        let understanding = understand("docker build -t a .", &here(Shell::Posix));
        assert_eq!(mistake(&understanding.commands[0]).code, ParseCode::FolderNeeded);
        let understanding = understand("docker login -u me -p hunter2", &here(Shell::Posix));
        let Understood::Command { parsed, posix, powershell, .. } = &understanding.commands[0] else { panic!("a mistake") };
        assert!(matches!(parsed.command, Command::Login(_)));
        for text in [&posix.text, &powershell.text] {
            assert!(!text.contains("hunter2"), "{text}");
        }
        assert!(parsed.parts.iter().all(|part| !part.text.contains("hunter2")));
        let secret = parsed.parts.last().unwrap();
        assert_eq!((secret.at, secret.end), (22, 29), "the mask stands for the whole of it");
    }
}
