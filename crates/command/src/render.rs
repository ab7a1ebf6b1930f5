mod every;
mod piece;

use crate::{
    Command, EngineFlag, Globals, Line, Part, Place, Role, Shell, ShellVersion,
    commands::{Told, tell},
    engine_flags, shell,
    table::{FlagSpec, Written},
};

pub(crate) use every::KEY as EACH_KEY;
pub(crate) use piece::Piece;

/// The key of PowerShell's `--%`.
pub(crate) const VERBATIM_KEY: &str = "line.verbatim";
/// The key of `--`, after which nothing is a flag.
pub(crate) const END_OF_FLAGS: &str = "line.end-of-flags";

/// Switches that everybody writes as one: `-it`, `-aq`; with the key of both together.
const PAIRS: [(&str, &str, &str); 2] = [("interactive", "tty", PAIR_KEYS[0]), ("all", "quiet", PAIR_KEYS[1])];
/// The keys of such pairs.
pub(crate) const PAIR_KEYS: [&str; 2] = ["line.interactive-tty", "line.all-quiet"];

/// The line that a person would type for this command in this place: docker's short forms, flags before arguments, quoted
/// for the shell.
///
/// A name that begins with a dash stands behind `--`. The line is one line, whatever stands in it, but for newlines at the
/// end of a word in a POSIX shell ([`Shell::quote`]). Where no form is right for every version of the shell, it says for which one
/// it is. A secret is never written: `login -p X` becomes `--password-stdin`.
#[must_use]
pub fn render(command: &Command, place: &Place) -> Line {
    render_with(command, place, &Globals::default())
}

/// The same with what the line says to `docker` itself.
#[must_use]
pub fn render_with(command: &Command, place: &Place, globals: &Globals) -> Line {
    let Words { parts, only } = match tell(command) {
        Some(told) => write(pieces(&told, place, globals), place.shell, true),
        None => every::parts(command, place, globals),
    };
    let text = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
    Line { text, parts, only }
}

/// The words of a line before a shell quotes them.
fn pieces(told: &Told, place: &Place, globals: &Globals) -> Vec<Piece> {
    let verb = told.verb;
    let mut pieces = engine(place, globals);
    let group = |flag: &FlagSpec| flag.is_of_group();
    pieces.push(Piece::new(verb.words[0], Role::Command, verb.words[0].to_owned()));
    pieces.extend(flags(told, group));
    for (index, word) in verb.words.iter().enumerate().skip(1) {
        pieces.push(Piece::new(word, Role::Command, verb.words[..=index].join(".")));
    }
    pieces.extend(flags(told, |flag| !group(flag)));
    let arguments: Vec<Piece> = verb
        .arguments
        .iter()
        .zip(&told.arguments)
        .flat_map(|(argument, words)| words.iter().map(|word| Piece::new(word, argument.role, argument.key.to_owned())))
        .collect();
    let could_be_flags = if verb.stops { 1 } else { arguments.len() };
    let dashed = |text: &str| text.len() > 1 && text.starts_with(['-', '\u{2013}', '\u{2014}']);
    if arguments.iter().take(could_be_flags).any(|argument| dashed(&argument.text)) {
        pieces.push(Piece::new("--", Role::Flag, END_OF_FLAGS.to_owned()));
    }
    pieces.extend(arguments);
    pieces
}

/// `docker`, the engine that is meant, and what else is said to `docker` itself.
fn engine(place: &Place, globals: &Globals) -> Vec<Piece> {
    let mut pieces = vec![Piece::new("docker", Role::Command, "docker".to_owned())];
    let engine = place.engine.as_ref().map(|engine| match engine {
        EngineFlag::Context(name) => ("context", Some(name.as_str())),
        EngineFlag::Host(address) => ("host", Some(address.as_str())),
    });
    for (long, value) in engine.into_iter().chain(globals.given()) {
        for flag in engine_flags::FLAGS.iter().filter(|flag| flag.long == long) {
            pieces.push(Piece::new(&flag.written(), Role::Flag, format!("docker.{long}")));
            pieces.extend(value.map(|value| Piece::new(value, Role::FlagValue, flag.value.to_owned())));
        }
    }
    pieces
}

fn flags(told: &Told, choose: impl Fn(&FlagSpec) -> bool) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before: Option<&FlagSpec> = None;
    for (flag, written) in told.verb.flags.iter().zip(&told.flags).filter(|(flag, _)| choose(flag)) {
        for one in written {
            let key = told.verb.flag_key(flag);
            match one {
                Written::On => {
                    let pair = PAIRS.iter().find(|(first, second, _)| before.is_some_and(|b| b.long == *first) && flag.long == *second);
                    match (pair, pieces.last_mut(), flag.short) {
                        (Some((_, _, key)), Some(last), Some(short)) => {
                            last.text.push(short);
                            (*key).clone_into(&mut last.key);
                        }
                        _ => pieces.push(Piece::new(&flag.written(), Role::Flag, key)),
                    }
                    before = Some(flag);
                    continue;
                }
                Written::Off => pieces.push(Piece::new(&format!("--{}=false", flag.long), Role::Flag, key)),
                Written::Value(text) => {
                    pieces.push(Piece::new(&flag.written(), Role::Flag, key));
                    pieces.push(Piece::new(text, Role::FlagValue, flag.value.to_owned()));
                }
                Written::Instead(long) => {
                    let key = told.verb.flags.iter().find(|other| other.long == *long).map(|other| told.verb.flag_key(other));
                    pieces.push(Piece::new(&format!("--{long}"), Role::Flag, key.unwrap_or_default()));
                }
            }
            before = None;
        }
    }
    pieces
}

/// The words of a line as they are written, and which shells read them so.
struct Words {
    parts: Vec<Part>,
    only: Option<ShellVersion>,
}

/// Quotes the words. What is verbatim goes on to the line's end, so that not every place has room for it.
fn write(pieces: Vec<Piece>, shell: Shell, room_for_verbatim: bool) -> Words {
    let texts = || pieces.iter().map(|piece| piece.text.as_str());
    let lost = shell == Shell::PowerShell && shell::loses_words(texts());
    let verbatim = lost && room_for_verbatim && shell::verbatim_can_say(texts());
    let quote = |word: &str| if verbatim { shell::quote_verbatim(word) } else { shell.quote(word) };
    let mut parts: Vec<Part> =
        pieces.into_iter().map(|piece| Part { text: quote(&piece.text), role: piece.role, key: Some(piece.key) }).collect();
    if verbatim {
        // Behind the program's name, which PowerShell still has to find.
        parts.insert(1, Part { text: shell::VERBATIM.to_owned(), role: Role::Flag, key: Some(VERBATIM_KEY.to_owned()) });
    }
    Words { parts, only: (lost && !verbatim).then_some(ShellVersion::PowerShell7) }
}

#[cfg(test)]
mod tests;
