use crate::Generation;

/// Which lab to bring up, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    pub(crate) generation: Generation,
    pub(crate) name: Option<String>,
    pub(crate) until: Until,
}

/// What ends a lab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    Dropped,
    Down,
    /// `down`, or the end of the process with this id.
    Ends(u32),
}

impl Options {
    /// A lab that ends when its [`Lab`](crate::Lab) is dropped. If the process dies before that, the lab's processes end with it, and the next
    /// lab to come up (or `cargo xtask lab down`) removes its data. For tests.
    #[must_use]
    pub fn ephemeral(generation: Generation) -> Self {
        Self { generation, name: None, until: Until::Dropped }
    }

    /// A lab that outlives this process, until `down`. For people.
    #[must_use]
    pub fn detached(generation: Generation, name: impl Into<String>) -> Self {
        Self { generation, name: Some(name.into()), until: Until::Down }
    }

    /// A lab that outlives this process, until `down`. If the process `owner` ends before that, the lab's processes end with it, and the next lab
    /// to come up removes its data. For a task of a user who isn't root, whose labs other processes bring up.
    #[must_use]
    pub fn owned_by(generation: Generation, name: impl Into<String>, owner: u32) -> Self {
        Self { generation, name: Some(name.into()), until: Until::Ends(owner) }
    }
}
