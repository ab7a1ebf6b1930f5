//! Which engine a bare `docker` reaches.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::endpoint::{Environment, candidates};

/// So long what was read is believed: a line is made for each button that is pointed at, and contexts are files.
const BELIEVED: Duration = Duration::from_secs(1);

/// Where the CLI would go now: `docker context use` changes that while a connection lasts.
#[derive(Debug)]
pub(super) struct Bare {
    environment: Environment,
    /// When that was read last, and the address; none where it cannot be understood.
    read: Mutex<Option<(Instant, Option<String>)>>,
}

impl Bare {
    pub(super) fn new(environment: Environment) -> Self {
        Self { environment, read: Mutex::default() }
    }

    /// True when a line that names no engine reaches this one.
    pub(super) fn reaches(&self, address: &str) -> bool {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if read.as_ref().is_none_or(|(at, _)| at.elapsed() > BELIEVED) {
            let first = candidates(&self.environment).into_iter().next();
            *read = Some((Instant::now(), first.and_then(|first| first.address.ok()).map(|address| address.to_string())));
        }
        read.as_ref().is_some_and(|(_, reached)| reached.as_deref() == Some(address))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;
    use crate::endpoint::Address;

    #[test]
    fn another_context_is_another_engine() {
        let folder = tempfile::tempdir().unwrap();
        let environment = Environment { config_dir: Some(folder.path().to_owned()), ..Environment::default() };
        let default = candidates(&environment)[0].address.as_ref().map(Address::to_string).unwrap();
        assert!(Bare::new(environment.clone()).reaches(&default));
        std::fs::write(folder.path().join("config.json"), r#"{"currentContext":"other"}"#).unwrap();
        assert!(!Bare::new(environment).reaches(&default), "whatever the other is");
    }
}
