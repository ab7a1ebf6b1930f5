use naru_view::ProblemCode;

use crate::connection::Connection;
use crate::error::{Error, Result};

/// What decides what may be asked of an engine: the version of its API (1.`minor`) and the system of its containers.
#[derive(Clone, Copy)]
pub(super) struct Api<'a> {
    pub(super) minor: u32,
    pub(super) os: &'a str,
}

impl<'a> Api<'a> {
    pub(super) fn of(connection: &'a Connection) -> Self {
        let version = &connection.engine.api_version;
        let minor = version.split_once('.').and_then(|(_, minor)| minor.parse().ok()).unwrap_or_default();
        Self { minor, os: &connection.engine.os }
    }

    /// Refuses a flag that an engine is too old for, as the CLI does.
    pub(super) fn needs(self, minor: u32, flag: &str) -> Result<()> {
        if self.minor >= minor {
            return Ok(());
        }
        Err(cannot(flag, format!("{flag} needs API 1.{minor}, and this engine speaks 1.{}", self.minor)))
    }

    /// Refuses a flag of Windows containers on another system.
    pub(super) fn needs_windows(self, flag: &str) -> Result<()> {
        if self.os == "windows" {
            return Ok(());
        }
        Err(cannot(flag, format!("{flag} is for an engine of Windows containers, and this one's are of {}", self.os)))
    }
}

fn cannot(flag: &str, why: String) -> Error {
    Error::new(ProblemCode::NotPerformed, why).with("what", flag)
}
