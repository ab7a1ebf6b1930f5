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
    /// Its one-letter name.
    pub short: Option<char>,
    /// The key of its explanation; none where it is not supported.
    pub key: Option<String>,
    /// The key that explains its value; none for a switch.
    pub value: Option<String>,
    /// What docker does when it is not given, where there is a word for that.
    pub default: Option<String>,
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
            short: flag.short,
            key: (flag.support == Support::Field).then(|| verb.flag_key(flag)),
            value: (flag.takes == Takes::Value && !flag.value.is_empty()).then(|| flag.value.to_owned()),
            default: flag.default.map(str::to_owned),
        });
    }
    Some(flags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_a_flag_with_its_default() {
        let flags = flags(&["container", "stop"]).unwrap_or_default();
        let time = flags.iter().find(|flag| flag.long == "time");
        assert_eq!(time.and_then(|flag| flag.default.as_deref()), Some("10"));
        assert_eq!(time.and_then(|flag| flag.short), Some('t'));
        assert_eq!(super::flags(&["bogus"]), None);
    }
}
