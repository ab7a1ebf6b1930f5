use crate::Role;

/// A word of a line before a shell quotes it.
pub(crate) struct Piece {
    pub text: String,
    pub role: Role,
    pub key: String,
}

impl Piece {
    pub(crate) fn new(text: &str, role: Role, key: String) -> Self {
        Self { text: text.to_owned(), role, key }
    }
}
