use crate::{Command, Line, Part, Place, Role, Shell, shell, verb::Piece, verbs};

/// The key of PowerShell's `--%`.
pub(crate) const VERBATIM_KEY: &str = "line.verbatim";

/// The line that a person would type for this command in this place: docker's short forms, flags before arguments, quoted
/// for the shell.
///
/// A name that begins with a dash stands behind `--`. The line is one line, whatever stands in it, but for newlines at the
/// end of a word in a POSIX shell ([`Shell::quote`]).
#[must_use]
pub fn render(command: &Command, place: &Place) -> Line {
    let mut pieces = verbs::DOCKER.pieces(place);
    pieces.extend(verbs::pieces(command));
    let parts = write(pieces, place.shell);
    let text = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
    Line { text, parts }
}

fn write(pieces: Vec<Piece>, shell: Shell) -> Vec<Part> {
    let verbatim = shell == Shell::PowerShell && shell::needs_verbatim(pieces.iter().map(|piece| piece.text.as_str()));
    let quote = |word: &str| if verbatim { shell::quote_verbatim(word) } else { shell.quote(word) };
    let mut parts: Vec<Part> =
        pieces.into_iter().map(|piece| Part { text: quote(&piece.text), role: piece.role, key: Some(piece.key.to_owned()) }).collect();
    if verbatim {
        // Behind the program's name, which PowerShell still has to find.
        parts.insert(1, Part { text: shell::VERBATIM.to_owned(), role: Role::Flag, key: Some(VERBATIM_KEY.to_owned()) });
    }
    parts
}

#[cfg(test)]
mod tests;
