//! What can go wrong, as a code the window branches on, with the cause kept.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use naru_view::{Problem, ProblemCode};

/// An error of the engine crate. `Display` says the detail; the code says what the window does about it.
#[derive(Debug, thiserror::Error)]
#[error("{detail}")]
pub struct Error {
    code: ProblemCode,
    params: BTreeMap<String, String>,
    detail: String,
    #[source]
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The crate's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error with the engine's or the system's own words.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self { code, params: BTreeMap::new(), detail: detail.into(), cause: None }
    }

    /// An error whose words are those of its cause and of that cause's causes.
    pub fn caused(code: ProblemCode, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let cause = cause.into();
        let detail = chain(cause.as_ref());
        Self { code, params: BTreeMap::new(), detail, cause: Some(cause) }
    }

    /// A file on this computer that could not be read or written.
    pub(crate) fn file(path: impl AsRef<Path>, error: io::Error) -> Self {
        let full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
        let code = if full { ProblemCode::DiskFull } else { ProblemCode::FileNotFound };
        Self::caused(code, error).with("path", path.as_ref().display().to_string())
    }

    /// The reader cancelled it.
    #[must_use]
    pub fn cancelled() -> Self {
        Self::new(ProblemCode::Cancelled, "cancelled")
    }

    /// Adds a name that the message needs; see [`ProblemCode`] for which go with which code.
    #[must_use]
    pub fn with(mut self, param: &str, value: impl Into<String>) -> Self {
        self.params.insert(param.to_owned(), value.into());
        self
    }

    /// Names the engine it is about, where the code asks for that and nobody named it yet.
    #[must_use]
    pub(crate) fn at(mut self, address: &str) -> Self {
        if self.is_of_the_connection() {
            self.params.entry("address".to_owned()).or_insert_with(|| address.to_owned());
        }
        self
    }

    /// True when no engine could be asked, or the one that was did not answer; false when it answered something else than was wanted.
    #[must_use]
    pub(crate) fn is_of_the_connection(&self) -> bool {
        matches!(self.code, ProblemCode::EngineAbsent | ProblemCode::EngineUnreachable | ProblemCode::PermissionDenied)
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        self.code
    }

    /// As the window sees it.
    #[must_use]
    pub fn problem(&self) -> Problem {
        Problem { code: self.code, params: self.params.clone(), detail: self.detail.clone() }
    }
}

/// The words of an error and of everything that caused it, each once.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut words = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let said = cause.to_string();
        if !words.contains(&said) {
            words = format!("{words}: {said}");
        }
        next = cause.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_not_a_missing_file() {
        let code = |kind: io::ErrorKind| Error::file("/there", kind.into()).code();
        assert_eq!(code(io::ErrorKind::StorageFull), ProblemCode::DiskFull);
        assert_eq!(code(io::ErrorKind::NotFound), ProblemCode::FileNotFound);
        assert_eq!(Error::file("/there", io::ErrorKind::NotFound.into()).problem().params["path"], "/there");
    }
}
