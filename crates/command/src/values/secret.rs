use std::fmt;

use serde::{Deserialize, Serialize};
use specta::Type;

/// A text that is never shown, rendered, logged or sent to the window again.
#[derive(Clone, PartialEq, Eq, Hash, Deserialize, Type)]
#[serde(from = "String")]
#[specta(type = String)]
pub struct Secret(String);

/// What stands in a secret's place.
pub(crate) const MASK: &str = "••••••••";

impl Secret {
    /// Keeps a text secret.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself, for the one who has to use it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(MASK)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}
