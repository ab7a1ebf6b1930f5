use crate::Generation;

/// Which lab to bring up, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    pub(crate) generation: Generation,
    pub(crate) name: Option<String>,
    pub(crate) detached: bool,
}

impl Options {
    /// A lab that ends when its [`Lab`](crate::Lab) is dropped; if the process dies before that, the next lab to come up
    /// (or `cargo xtask lab down`) removes what it left. For tests.
    #[must_use]
    pub fn ephemeral(generation: Generation) -> Self {
        Self { generation, name: None, detached: false }
    }

    /// A lab that outlives this process, until `down`. For people.
    #[must_use]
    pub fn detached(generation: Generation, name: impl Into<String>) -> Self {
        Self { generation, name: Some(name.into()), detached: true }
    }
}
