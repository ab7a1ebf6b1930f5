use std::collections::BTreeSet;

use crate::{
    render,
    verb::{self, Table},
    verbs,
};

/// The key of every explanation that a line can ask for, sorted, each once. Both languages have a text for each.
///
/// - A word of a command: the words up to it, joined by dots, without `docker`: `run`, `image`, `image.ls`; `docker` for
///   `docker` itself.
/// - A flag: the command's key and the flag's long name: `run.publish`, `image.history.no-trunc`, `docker.context`.
/// - A value, whichever flag or command it belongs to: what it is of, and what about it: `port.mapping`,
///   `image.reference`, `container.name`.
/// - What belongs to the line itself: `line.end-of-flags` (`--`), `line.verbatim` (PowerShell's `--%`).
pub fn message_keys() -> impl Iterator<Item = &'static str> {
    let mut keys = BTreeSet::from([verb::END_OF_FLAGS, render::VERBATIM_KEY]);
    keys.extend(verbs::tables().into_iter().flat_map(Table::explained).map(|(_, key)| key));
    keys.into_iter()
}

#[cfg(test)]
mod tests;
