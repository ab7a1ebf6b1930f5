use std::time::Duration;

use tokio::time::Instant;

use crate::error::Result;

/// For how long an engine may refuse a list, and nothing but refuse it, before it counts as one that cannot be read.
const PATIENCE: Duration = Duration::from_secs(10);

/// The refusals of one of the lists.
///
/// A containerd store lists its images one by one and refuses the whole list when one of them goes meanwhile ("content digest …: not
/// found", 28.5): that says nothing of the connection, and the event of what went asks for the list again anyway.
#[derive(Debug, Default)]
pub(super) struct Patience {
    since: Option<Instant>,
}

impl Patience {
    /// What was read; nothing when it has to be asked for again. Fails when the connection broke, or when patience is at its end.
    pub(super) fn allow<T>(&mut self, answer: Result<T>, now: Instant) -> Result<Option<T>> {
        match answer {
            Ok(read) => {
                self.since = None;
                Ok(Some(read))
            }
            Err(error) if error.is_refusal() && self.is_left(now) => {
                tracing::info!(%error, "a list was refused, and is asked for again");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn is_left(&mut self, now: Instant) -> bool {
        now - *self.since.get_or_insert(now) < PATIENCE
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use naru_view::ProblemCode;

    use super::*;
    use crate::error::Error;

    fn refused() -> Result<()> {
        Err(Error::new(ProblemCode::EngineRefused, "content digest sha256:0: not found"))
    }

    #[test]
    fn a_list_that_is_refused_now_and_then_is_asked_for_again() {
        let (mut patience, mut now) = (Patience::default(), Instant::now());
        for _ in 0..10 {
            assert_eq!(patience.allow(refused(), now).unwrap(), None);
            now += PATIENCE / 2;
            assert_eq!(patience.allow(refused(), now).unwrap(), None);
            assert_eq!(patience.allow(Ok(()), now).unwrap(), Some(()));
        }
    }

    #[test]
    fn one_that_is_only_refused_is_given_up() {
        let (mut patience, now) = (Patience::default(), Instant::now());
        assert_eq!(patience.allow(refused(), now).unwrap(), None);
        assert_eq!(patience.allow(refused(), now + PATIENCE).unwrap_err().code(), ProblemCode::EngineRefused);
    }

    #[test]
    fn a_connection_that_broke_is_not_waited_for() {
        let broke: Result<()> = Err(Error::new(ProblemCode::EngineUnreachable, "reset"));
        assert_eq!(Patience::default().allow(broke, Instant::now()).unwrap_err().code(), ProblemCode::EngineUnreachable);
    }
}
