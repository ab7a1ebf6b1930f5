use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

/// The name of a container: letters, digits, `_`, `.` and `-`, two at least, beginning with a letter or digit.
///
/// The rule is the engine's own (`[a-zA-Z0-9][a-zA-Z0-9_.-]+`), so a name that is refused here would be refused there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct ContainerName(String);

/// Why a text is not the name of a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ContainerNameError {
    /// Nothing, or a single character.
    #[error("a container's name has at least two characters")]
    TooShort,
    /// It begins with something else than a letter or digit.
    #[error("a container's name begins with a letter or digit, not with {0:?}")]
    Beginning(char),
    /// A character that no name has.
    #[error("a container's name has only letters, digits, '_', '.' and '-', not {0:?}")]
    Character(char),
}

impl ContainerName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ContainerName {
    type Error = ContainerNameError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let mut characters = text.chars();
        match characters.next() {
            None => return Err(ContainerNameError::TooShort),
            Some(first) if !first.is_ascii_alphanumeric() => return Err(ContainerNameError::Beginning(first)),
            Some(_) => {}
        }
        if let Some(other) = characters.clone().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))) {
            return Err(ContainerNameError::Character(other));
        }
        if characters.next().is_none() {
            return Err(ContainerNameError::TooShort);
        }
        Ok(Self(text))
    }
}

impl FromStr for ContainerName {
    type Err = ContainerNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.to_owned().try_into()
    }
}

impl From<ContainerName> for String {
    fn from(name: ContainerName) -> Self {
        name.0
    }
}

impl AsRef<str> for ContainerName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContainerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn says_what_is_wrong_with_a_name() {
        assert_eq!("".parse::<ContainerName>(), Err(ContainerNameError::TooShort));
        assert_eq!("a".parse::<ContainerName>(), Err(ContainerNameError::TooShort), "the engine wants two characters");
        assert_eq!("-x".parse::<ContainerName>(), Err(ContainerNameError::Beginning('-')));
        assert_eq!("한글".parse::<ContainerName>(), Err(ContainerNameError::Beginning('한')));
        assert_eq!("a b".parse::<ContainerName>(), Err(ContainerNameError::Character(' ')));
        assert_eq!("ab\n".parse::<ContainerName>(), Err(ContainerNameError::Character('\n')));
    }

    #[test]
    fn is_a_plain_string_outside() {
        let name: ContainerName = serde_json::from_str("\"hellonginx\"").unwrap();
        assert_eq!(name.as_str(), "hellonginx");
        assert_eq!(serde_json::to_string(&name).unwrap(), "\"hellonginx\"");
        assert!(serde_json::from_str::<ContainerName>("\"no good\"").is_err(), "the window cannot smuggle a bad name in");
    }

    proptest! {
        #[test]
        fn every_name_of_the_engines_pattern_round_trips(text in "[a-zA-Z0-9][a-zA-Z0-9_.-]{1,40}") {
            prop_assert_eq!(text.parse::<ContainerName>().unwrap().to_string(), text);
        }

        #[test]
        fn any_text_is_answered(text in any::<String>()) {
            if let Ok(name) = text.parse::<ContainerName>() {
                prop_assert_eq!(name.to_string(), text);
            }
        }
    }
}
