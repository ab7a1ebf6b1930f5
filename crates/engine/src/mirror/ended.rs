//! Containers whose end was announced, until their rows say so.

use std::collections::BTreeMap;
use std::time::Duration;

use super::pending::SETTLE;

/// An engine that has not said after this long what it announced is not waited for any more.
const LONGEST: Duration = Duration::from_mins(1);

/// Each with the pause before it is read once more.
///
/// moby announces an end, then cleans up, and only then writes the copy that lists read from. On a slow disk that takes longer than
/// [`SETTLE`], and no further event comes.
#[derive(Debug, Default)]
pub(super) struct Ended(BTreeMap<String, Duration>);

impl Ended {
    /// `die` was announced.
    pub(super) fn died(&mut self, id: String) {
        self.0.insert(id, SETTLE);
    }

    /// `start` was announced: it may run again.
    pub(super) fn started(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// `read` were read (none: all of them). Those that are `up` all the same, and after how long each is to be read once more; what is `due` to be
    /// read anyway is not looked at yet.
    pub(super) fn again(
        &mut self,
        read: Option<&[String]>,
        up: impl Fn(&str) -> bool,
        due: impl Fn(&str) -> bool,
    ) -> Vec<(String, Duration)> {
        let mut again = Vec::new();
        self.0.retain(|id, pause| {
            if due(id) || read.is_some_and(|read| !read.contains(id)) {
                return true;
            }
            if !up(id) || *pause > LONGEST {
                return false;
            }
            again.push((id.clone(), *pause));
            *pause *= 2;
            true
        });
        again
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(id: &str) -> Ended {
        let mut ended = Ended::default();
        ended.died(id.into());
        ended
    }

    #[test]
    fn one_that_is_still_up_is_read_again_ever_later_and_not_for_ever() {
        let mut ended = of("a");
        assert!(ended.again(None, |_| true, |_| true).is_empty(), "the read that its event asked for is still to come");
        assert!(ended.again(Some(&["b".into()]), |_| true, |_| false).is_empty(), "another was read");
        let mut pauses = Vec::new();
        while let [(id, pause)] = &ended.again(Some(&["a".into()]), |_| true, |_| false)[..] {
            assert_eq!(id, "a");
            pauses.push(pause.as_millis());
        }
        assert_eq!(pauses, [400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200]);
    }

    #[test]
    fn one_that_is_over_or_began_anew_is_not() {
        let mut ended = of("a");
        assert!(ended.again(None, |_| false, |_| false).is_empty());
        assert!(ended.again(None, |_| true, |_| false).is_empty(), "it was over, and is up by a start that comes later");
        let mut ended = of("a");
        ended.started("a");
        assert!(ended.again(None, |_| true, |_| false).is_empty());
    }
}
