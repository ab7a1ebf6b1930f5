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
    pieces.extend(command_pieces(command));
    let parts = write(pieces, place.shell);
    let text = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
    Line { text, parts }
}

fn command_pieces(command: &Command) -> Vec<Piece> {
    match command {
        Command::Run(run) => verbs::RUN.pieces(run),
        Command::Start(targets) => verbs::START.pieces(targets),
        Command::Stop(stop) => verbs::STOP.pieces(stop),
        Command::Restart(restart) => verbs::RESTART.pieces(restart),
        Command::Pause(targets) => verbs::PAUSE.pieces(targets),
        Command::Unpause(targets) => verbs::UNPAUSE.pieces(targets),
        Command::Rm(rm) => verbs::RM.pieces(rm),
        Command::Logs(logs) => verbs::LOGS.pieces(logs),
        Command::Ps(ps) => verbs::PS.pieces(ps),
        Command::Pull(pull) => verbs::PULL.pieces(pull),
        Command::ImageLs(ls) => verbs::IMAGE_LS.pieces(ls),
        Command::ImageInspect(inspect) => verbs::IMAGE_INSPECT.pieces(inspect),
        Command::ImageHistory(history) => verbs::IMAGE_HISTORY.pieces(history),
        Command::ContainerInspect(target) => verbs::INSPECT.pieces(target),
        Command::Build(build) => verbs::BUILD.pieces(build),
    }
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
