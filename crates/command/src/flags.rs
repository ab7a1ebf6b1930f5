use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    commands::VERBS,
    table::{Support, Takes},
};

/// A flag of a docker command, for whoever makes a form or a completion of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FlagInfo {
    /// Without the dashes.
    pub long: String,
    /// Other long names that docker takes for it.
    pub also: Vec<String>,
    /// Its one-letter name.
    pub short: Option<char>,
    /// True where the command has a field for it; docker has the others too, and here they are answered by their name.
    pub supported: bool,
    /// True where docker takes it and does not show it in its help: it is old, or for another system.
    pub hidden: bool,
    /// The key of its explanation; none where it is not supported.
    pub key: Option<String>,
    /// The key that explains its value; none for a switch.
    pub value: Option<String>,
    /// What docker does when it is not given, where there is a word for that.
    pub default: Option<String>,
}

/// Every docker command that there is a form for, by the words that it is written with (`["image", "ls"]`).
pub fn commands() -> impl Iterator<Item = &'static [&'static str]> {
    VERBS.iter().map(|verb| verb.words)
}

/// The flags of a command (`["image", "ls"]`, by any of its names), in the order in which they are written; none when there is
/// no such command.
#[must_use]
pub fn flags(words: &[&str]) -> Option<Vec<FlagInfo>> {
    let verb = VERBS.iter().find(|verb| verb.spellings().any(|spelling| spelling == words))?;
    let mut flags: Vec<FlagInfo> = Vec::new();
    for flag in verb.flags {
        // Two fields may share a flag.
        if flags.iter().any(|other| other.long == flag.long) {
            continue;
        }
        flags.push(FlagInfo {
            long: flag.long.to_owned(),
            also: flag.also.iter().map(|&name| name.to_owned()).collect(),
            short: flag.short,
            supported: flag.support == Support::Field,
            hidden: flag.hidden,
            key: (flag.support == Support::Field).then(|| verb.flag_key(flag)),
            value: (flag.takes == Takes::Value && !flag.value.is_empty()).then(|| flag.value.to_owned()),
            default: flag.default.map(str::to_owned),
        });
    }
    Some(flags)
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn every_command_tells_its_flags() {
        for words in commands() {
            let told = flags(words).unwrap_or_else(|| panic!("{words:?}"));
            assert!(told.iter().all(|flag| flag.supported == flag.key.is_some()), "{words:?}: what is supported is explained");
        }
        assert!(commands().any(|words| words == ["network", "create"]));
    }

    #[test]
    fn tells_a_flag_with_its_default() {
        let flags = flags(&["container", "stop"]).unwrap_or_default();
        let time = flags.iter().find(|flag| flag.long == "time");
        assert_eq!(time.and_then(|flag| flag.default.as_deref()), Some("10"));
        assert_eq!(time.and_then(|flag| flag.short), Some('t'));
        assert_eq!(super::flags(&["bogus"]), None);
        assert_eq!(time.map(|flag| flag.also.clone()), Some(vec!["timeout".to_owned()]));
    }
}
