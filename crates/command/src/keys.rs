use std::{collections::BTreeSet, sync::LazyLock};

use crate::{
    ShellVersion,
    commands::VERBS,
    engine_flags, parse, render,
    table::{FlagSpec, Support},
};

static KEYS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let mut keys: BTreeSet<String> =
        [render::END_OF_FLAGS, render::VERBATIM_KEY, render::EACH_KEY, ShellVersion::PowerShell7.key(), "docker"]
            .into_iter()
            .chain(render::PAIR_KEYS)
            .chain(parse::LINE_KEYS)
            .map(str::to_owned)
            .collect();
    let value = |flag: &FlagSpec| (!flag.value.is_empty()).then(|| flag.value.to_owned());
    for flag in &engine_flags::FLAGS {
        keys.insert(format!("docker.{}", flag.long));
        keys.extend(value(flag));
    }
    for verb in VERBS {
        keys.extend(verb.spellings().filter(|words| words.len() > 1).map(|words| words[0].to_owned()));
        keys.insert(verb.key());
        for flag in verb.flags.iter().filter(|flag| flag.support != Support::Known) {
            keys.insert(verb.flag_key(flag));
            keys.extend(value(flag));
        }
        keys.extend(verb.arguments.iter().map(|argument| argument.key.to_owned()));
    }
    keys
});

/// The key of every explanation that a line can ask for, sorted, each once. Both languages have a text for each.
///
/// - A word of a command: the words up to it, joined by dots, without `docker`: `run`, `image`, `image.ls`; `docker` for
///   `docker` itself.
/// - A flag: the command's key and the flag's long name: `run.publish`, `image.history.no-trunc`, `docker.context`. `create`
///   has the flags of `run`, and `docker compose` has some of its own (`compose.file`).
/// - A value, whichever flag or command it belongs to: what it is of, and what about it: `port.mapping`,
///   `image.reference`, `container.name`.
/// - What belongs to the line itself: `line.end-of-flags` (`--`), `line.verbatim` (PowerShell's `--%`), `line.sudo`, `line.only-powershell-7`.
pub fn message_keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(String::as_str)
}

#[cfg(test)]
mod tests;
