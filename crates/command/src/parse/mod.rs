//! Reads a docker line: what it says, what each of its words is, or where it stops making sense and what was meant.

mod conflict;
mod context;
mod each;
mod every;
mod fault;
mod image;
mod mark;
mod placeholder;
mod prefix;
mod prompt;
mod typography;
mod verb;

pub(crate) use conflict::conflict;
pub(crate) use context::Context;
pub use context::Here;
pub use each::parse_all;
pub(crate) use each::{Characters, parse_each};
pub(crate) use fault::Fault;
pub use fault::{ParseCode, ParseError};
pub(crate) use image::parts as image_parts;
pub use image::{ImagePart, ImagePartKind};
pub use mark::ExplainedPart;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Command, EngineFlag, Globals, shell};
use mark::Marks;

/// The keys of what belongs to the line itself and not to docker.
pub(crate) const LINE_KEYS: [&str; 6] = [prefix::SUDO, prefix::ENVIRONMENT, prefix::WRAPPER, prompt::KEY, mark::COMMENT, verb::COMPOSE_V1];

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Parsed {
    /// The command.
    pub command: Command,
    /// The engine that the line names; none where it leaves that to the CLI.
    pub engine: Option<EngineFlag>,
    /// What else it says to `docker` itself.
    pub globals: Globals,
    /// Every word of it, explained.
    pub parts: Vec<ExplainedPart>,
}

/// A fault and where it is, in bytes.
type Placed = (Fault, (usize, usize));

/// What a line says that is typed here.
///
/// It may have a prompt, `sudo`, comments and continued lines around and in it. Several commands are answered as such;
/// [`parse_all`] takes them one by one.
pub fn parse(text: &str, here: &Here) -> Result<Parsed, ParseError> {
    let masked = prompt::mask(text);
    parse_masked(text, &masked.text, here, masked.prompts)
}

fn parse_masked(source: &str, text: &str, here: &Here, prompts: Vec<(usize, usize)>) -> Result<Parsed, ParseError> {
    let reading = shell::read(here.shell, text, here);
    let mut marks = Marks::new(source);
    for prompt in prompts {
        marks.shell(prompt, prompt::KEY);
    }
    for comment in &reading.comments {
        marks.shell(*comment, mark::COMMENT);
    }
    if let Some(verbatim) = reading.verbatim {
        marks.flag(verbatim, crate::render::VERBATIM_KEY.to_owned());
    }
    read_statements(&reading, text, here, &mut marks)
        .map(|read| Parsed { command: read.command, engine: read.engine, globals: read.globals, parts: marks.finish() })
        .map_err(|(fault, span)| typography::explain(fault, span, source).at(source, span))
}

/// A command and the engine it is for.
struct Read {
    command: Command,
    engine: Option<EngineFlag>,
    globals: Globals,
}

fn read_statements(reading: &shell::Reading, text: &str, here: &Here, marks: &mut Marks<'_>) -> Result<Read, Placed> {
    let mut statements = reading.statements.iter();
    let Some(first) = statements.next() else {
        return Err((Fault::new(ParseCode::Empty, "there is no command".to_owned()), (0, text.len())));
    };
    if let Some(operator) = first.operator {
        if operator.code == ParseCode::Pipe
            && let Some(read) = every::piped(first, operator.span, text, here, marks)
        {
            return read;
        }
        // A mistake before the operator is the first one, but what is missing there may stand behind it. What another program
        // only hands on to docker (`cat FILE | docker load`) is a pipe before it is anything else.
        let fault = || (Fault::new(operator.code, "the shell would do more than this command".to_owned()), operator.span);
        if operator.code == ParseCode::Pipe && !calls_docker(first) && statements.clone().any(calls_docker) {
            return Err(fault());
        }
        let alone = every::substituted(&first.words, text, here, &mut Marks::new(text));
        match alone.map_or_else(|| read_words(&first.words, text, here, &mut Marks::new(text)), Ok) {
            Err((missing, _))
                if matches!(
                    missing.code,
                    ParseCode::Empty | ParseCode::IncompleteCommand | ParseCode::MissingValue | ParseCode::MissingArgument
                ) =>
            {
                return Err(fault());
            }
            Err(placed) => return Err(placed),
            Ok(read) => {
                if let Some(flag) = instead_of_redirection(&read.command, &text[..operator.span.1], operator) {
                    let (fault, span) = fault();
                    return Err((fault.suggest(Some(flag.to_owned())), span));
                }
            }
        }
        // A semicolon at the end joins nothing.
        if operator.code != ParseCode::SeveralCommands
            || statements.clone().next().is_some()
            || text[operator.span.0..operator.span.1] == *"&"
        {
            return Err(fault());
        }
    }
    if let Some(second) = statements.next() {
        let span = second.words.first().map_or((text.len(), text.len()), crate::scan::Word::span);
        return Err((Fault::new(ParseCode::SeveralCommands, "a second command follows".to_owned()), span));
    }
    if let Some(read) = every::substituted(&first.words, text, here, marks) {
        return Ok(read);
    }
    read_words(&first.words, text, here, marks)
}

fn calls_docker(statement: &shell::Statement) -> bool {
    statement.words.iter().find(|word| word.text != "sudo").is_some_and(|word| word.text == "docker")
}

/// The flag that says what a redirection does, to stand in its place: `docker save nginx > nginx.tar`, `docker load < nginx.tar`.
fn instead_of_redirection(command: &Command, until: &str, operator: shell::Operator) -> Option<&'static str> {
    let (before, sign) = until.split_at(operator.span.0);
    if operator.code != ParseCode::Redirection || !before.ends_with(' ') {
        return None;
    }
    match (command, sign) {
        (Command::Save(save), ">") if save.output.is_none() => Some("-o"),
        (Command::Export(export), ">") if export.output.is_none() => Some("-o"),
        (Command::Load(load), "<") if load.input.is_none() => Some("-i"),
        _ => None,
    }
}

/// Reads the words of one command. What only a running shell knows is a mistake where it stands, unless another comes
/// before it.
fn read_words(words: &[crate::scan::Word], text: &str, here: &Here, marks: &mut Marks<'_>) -> Result<Read, Placed> {
    typography::curly_quotes(words, text, here.shell)?;
    let trouble = words.iter().find_map(|word| word.trouble.as_ref());
    let result = verb::read(words, text, here, marks);
    match (result, trouble) {
        (Err((fault, span)), Some(trouble)) if span.0 < trouble.span.0 => Err((fault, span)),
        (_, Some(trouble)) => Err(every::unknown_word(trouble, text, here)),
        (result, None) => result,
    }
}

#[cfg(test)]
mod tests;
