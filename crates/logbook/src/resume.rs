//! Where to go on in a log that is read a second time.

use naru_view::LogStream;

use crate::lines::Line;

/// What tells a line from others: engines write nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    stamp: u64,
    stream: LogStream,
    length: usize,
}

impl Key {
    fn of(line: &Line<'_>) -> Self {
        Self { stamp: line.stamp, stream: line.stream, length: line.bytes.len() }
    }
}

/// Remembers how far a log has been read.
#[derive(Debug, Default, Clone)]
pub(crate) struct Place {
    last: Option<Key>,
    /// How many in a row looked like the last one.
    times: u64,
    /// The newest moment of any line. The two streams can be written down a little out of order.
    newest: u64,
}

impl Place {
    pub(crate) fn pass(&mut self, line: &Line<'_>) {
        let key = Key::of(line);
        if self.last == Some(key) {
            self.times += 1;
        } else {
            (self.last, self.times) = (Some(key), 1);
        }
        self.newest = self.newest.max(line.stamp);
    }

    pub(crate) fn begun(&self) -> bool {
        self.last.is_some()
    }

    /// The moment to ask an engine for: a little before the last line that was read, and before those that had begun.
    pub(crate) fn since(&self, open: impl Iterator<Item = u64>) -> Option<u64> {
        const BEFORE: u64 = 1_000_000_000;
        let last = self.last?.stamp;
        Some(open.fold(last, u64::min).saturating_sub(BEFORE))
    }
}

/// How the second reading goes with the first.
#[derive(Debug, Default, Clone)]
pub enum Resume {
    /// Every line is new.
    #[default]
    All,
    /// Lines that were read before come first.
    Skip(Skip),
    /// The reading began behind lines that were never read: it has to begin earlier.
    Gap,
}

/// Looking for the last line that was read.
#[derive(Debug, Clone)]
pub struct Skip {
    place: Place,
    seen: u64,
    /// Only the end of the log is being read: a newer line says that something is missing before it.
    tail: bool,
}

impl Resume {
    /// Goes on behind `place`; with `tail`, among the last lines of a log only.
    pub(crate) fn behind(place: &Place, tail: bool) -> Self {
        if place.begun() { Self::Skip(Skip { place: place.clone(), seen: 0, tail }) } else { Self::All }
    }

    /// True when the line is new.
    pub(crate) fn is_new(&mut self, line: &Line<'_>) -> bool {
        let Self::Skip(skip) = self else { return matches!(self, Self::All) };
        if line.stamp > skip.place.newest {
            *self = if skip.tail { Self::Gap } else { Self::All };
            return matches!(self, Self::All);
        }
        if skip.place.last == Some(Key::of(line)) {
            skip.seen += 1;
            if skip.seen == skip.place.times {
                *self = Self::All;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(stamp: u64, text: &str) -> Line<'_> {
        Line { stream: LogStream::Stdout, stamp, continued: false, bytes: text.as_bytes() }
    }

    fn new<'a>(read: &[Line<'_>], tail: bool, again: &[Line<'a>]) -> (Vec<&'a [u8]>, Resume) {
        let mut place = Place::default();
        for line in read {
            place.pass(line);
        }
        let mut resume = Resume::behind(&place, tail);
        (again.iter().filter(|line| resume.is_new(line)).map(|line| line.bytes).collect(), resume)
    }

    #[test]
    fn nothing_is_lost_and_nothing_twice() {
        let all = [line(5, "a"), line(7, "b"), line(6, "c"), line(9, "d"), line(9, "d"), line(9, "d"), line(12, "e")];
        for read in 0..=all.len() {
            let (found, _) = new(&all[..read], false, &all);
            let expected: Vec<&[u8]> = all[read..].iter().map(|line| line.bytes).collect();
            assert_eq!(found, expected, "after {read} lines");
        }
    }

    #[test]
    fn what_was_read_may_be_gone_by_then() {
        let (found, _) = new(&[line(5, "a"), line(6, "b")], false, &[line(8, "c"), line(9, "d")]);
        assert_eq!(found, [b"c", b"d"], "the engine rotated it away");
    }

    #[test]
    fn the_end_alone_shows_that_something_is_missing() {
        let (found, resume) = new(&[line(5, "a")], true, &[line(8, "c")]);
        assert!(found.is_empty() && matches!(resume, Resume::Gap));
    }
}
