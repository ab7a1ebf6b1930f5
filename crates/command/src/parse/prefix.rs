//! What stands before `docker` in a line and is not docker's.

use super::{Fault, ParseCode, Placed, mark::Marks};
use crate::{EngineFlag, scan::Word};

/// The keys of such words.
pub(super) const SUDO: &str = "line.sudo";
pub(super) const ENVIRONMENT: &str = "line.environment";
pub(super) const WRAPPER: &str = "line.wrapper";

/// Programs that only start another one.
const WRAPPERS: [&str; 5] = ["winpty", "time", "nohup", "exec", "command"];

/// How many words stand before the program, and the engine that a variable among them names.
pub(super) fn read(words: &[Word], marks: &mut Marks<'_>) -> Result<(usize, Option<EngineFlag>), Placed> {
    let mut engine = None;
    let mut at = 0;
    while let Some(word) = words.get(at) {
        match word.text.as_str() {
            "sudo" => {
                marks.shell(word.span(), SUDO);
                at += 1;
                at += options_of_sudo(&words[at..], marks);
            }
            text if WRAPPERS.contains(&text) => {
                marks.shell(word.span(), WRAPPER);
                at += 1;
            }
            text => {
                let Some((name, value)) = text.split_once('=').filter(|(name, _)| is_variable(name)) else { break };
                match name {
                    "DOCKER_HOST" => engine = Some(EngineFlag::Host(value.to_owned())),
                    "DOCKER_CONTEXT" => engine = Some(EngineFlag::Context(value.to_owned())),
                    // What docker does by itself today, and how it talks while it builds.
                    "DOCKER_BUILDKIT" if value != "0" => {}
                    "COMPOSE_DOCKER_CLI_BUILD" | "BUILDKIT_PROGRESS" | "DOCKER_CLI_HINTS" | "MSYS_NO_PATHCONV" => {}
                    _ => {
                        let fault = Fault::new(ParseCode::KnownUnsupported, format!("the variable {name} is not supported here yet"));
                        return Err((fault.about(name), word.span()));
                    }
                }
                marks.shell(word.span(), ENVIRONMENT);
                at += 1;
            }
        }
    }
    Ok((at, engine))
}

fn is_variable(name: &str) -> bool {
    !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn options_of_sudo(words: &[Word], marks: &mut Marks<'_>) -> usize {
    let mut at = 0;
    while let Some(word) = words.get(at).filter(|word| word.text.starts_with('-')) {
        marks.shell(word.span(), SUDO);
        at += 1;
        if matches!(word.text.as_str(), "-u" | "-g" | "--user" | "--group")
            && let Some(value) = words.get(at)
        {
            marks.shell(value.span(), SUDO);
            at += 1;
        }
    }
    at
}
