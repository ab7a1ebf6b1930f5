//! Looking for a pattern in all of a log, a piece at a time.

use std::io::Result;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use memchr::{memchr, memchr_iter, memrchr};
use naru_view::{LogMatch, LogStream, LogStreams};

use crate::book::{Book, Written};
use crate::escapes;
use crate::lines::LONGEST;
use crate::marks::Marks;
use crate::on_disk::outside;
use crate::pattern::Pattern;

/// Text that is read and searched at once.
const PIECE: usize = 4 << 20;

/// A pattern, and the lines in which it was found so far. The lines that come later are searched when they are there.
#[derive(Debug)]
pub struct Search {
    /// What is looked for.
    pub pattern: Pattern,
    found: Mutex<Found>,
    cancelled: AtomicBool,
}

#[derive(Debug, Default)]
struct Found {
    /// The lines that match, and with that how many were searched.
    lines: Marks,
    /// Where the first that was not searched begins.
    at: u64,
    open: OpenFound,
}

/// The lines that had not ended when they were searched, and match.
#[derive(Debug, Default)]
struct OpenFound {
    /// So many lines had ended.
    behind: u64,
    /// Counted on from those.
    lines: Vec<(u64, LogStream)>,
}

impl Search {
    /// Nothing searched yet.
    #[must_use]
    pub fn new(pattern: Pattern) -> Self {
        Self { pattern, found: Mutex::default(), cancelled: AtomicBool::new(false) }
    }

    /// Searches everything that is there and was not searched, or until it is cancelled; `told` is called after each piece. This reads the disk.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn finish(&self, book: &Book, mut told: impl FnMut()) -> Result<()> {
        let mut buffer = Vec::new();
        while self.advance_in(book, &mut buffer)? {
            told();
        }
        self.search_open(book);
        Ok(())
    }

    /// Of these nothing is kept: they are others each time.
    fn search_open(&self, book: &Book) {
        if self.cancelled.load(Ordering::Relaxed) {
            return;
        }
        let (behind, open) = {
            let written = book.written();
            (written.stderr.len(), written.open.clone())
        };
        let matching = (behind..).zip(open).filter(|(_, line)| self.pattern.is_in(&escapes::without(&line.bytes)));
        let lines = matching.map(|(at, line)| (at, line.stream)).collect();
        self.found().open = OpenFound { behind, lines };
    }

    fn advance_in(&self, book: &Book, buffer: &mut Vec<u8>) -> Result<bool> {
        let from = self.found().at;
        let total = book.bytes();
        if self.cancelled.load(Ordering::Relaxed) || from >= total {
            return Ok(false);
        }
        // No line is longer than a piece.
        const { assert!(PIECE > LONGEST + 1) };
        let length = usize::try_from(total - from).unwrap_or(PIECE).min(PIECE);
        buffer.resize(length, 0);
        book.text.read(buffer, from)?;
        let end = memrchr(b'\n', buffer).ok_or_else(outside)? + 1;
        let mut marks = Vec::new();
        let lines = scan(&self.pattern, &buffer[..end], &mut marks);
        let found = &mut *self.found();
        let mut next = 0;
        for line in marks {
            found.lines.push_none(line - next);
            found.lines.push(true);
            next = line + 1;
        }
        found.lines.push_none(lines - next);
        found.at = from + end as u64;
        // It ended, and is counted among those that have.
        let searched = found.lines.len();
        found.open.lines.retain(|(at, _)| *at >= searched);
        Ok(found.at < book.bytes())
    }

    /// It is over: nobody scans any further.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// How many lines were searched, and how many of them match; of these streams. Among those are the lines that had not
    /// ended when all that had were searched.
    #[must_use]
    pub fn counts(&self, book: &Book, streams: LogStreams) -> (u64, u64) {
        let found = self.found();
        let written = book.written();
        let matching = before(&found.lines, &written.stderr, u64::MAX, streams);
        (found.lines.len(), matching + found.open_of(streams).count() as u64)
    }

    /// The next line that matches behind `line` (the first is behind -1), or the one before it; none when there is none on that side.
    /// Lines that have not ended are behind all that have, once those were searched.
    #[must_use]
    pub fn beside(&self, book: &Book, line: i64, forward: bool, streams: LogStreams) -> Option<LogMatch> {
        let found = self.found();
        let written = book.written();
        let lines = written.stderr.len();
        let of = |line: u64, nth: u64, open: bool| LogMatch { line, row: written.row_of(line, streams), nth, open, lines };
        let ended = |line: u64| before(&found.lines, &written.stderr, line, streams);
        let all = found.lines.len() >= lines && found.open.behind == lines;
        let open = found.open_of(streams).take_while(|_| all).zip(ended(u64::MAX)..);
        let open: Vec<LogMatch> = open.map(|(line, nth)| of(line, nth, true)).collect();
        let closed = |line| of(line, ended(line), false);
        if forward {
            let first = u64::try_from(line.saturating_add(1)).unwrap_or(0);
            let behind = found.lines.rank(first, true)..found.lines.ones();
            found.first_of(behind, &written, streams).map(closed).or_else(|| open.iter().find(|one| one.line >= first).copied())
        } else {
            let end = u64::try_from(line).unwrap_or(0);
            let open = open.iter().rev().find(|one| one.line < end).copied();
            open.or_else(|| found.first_of((0..found.lines.rank(end, true)).rev(), &written, streams).map(closed))
        }
    }

    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Found {
    /// The matching lines of these streams that had not ended.
    fn open_of(&self, streams: LogStreams) -> impl Iterator<Item = u64> {
        self.open.lines.iter().filter(move |(_, stream)| streams.has(*stream)).map(|(line, _)| *line)
    }

    /// The first of some matches that is of these streams: its line.
    fn first_of(&self, nth: impl Iterator<Item = u64>, written: &Written, streams: LogStreams) -> Option<u64> {
        nth.filter_map(|nth| self.lines.select(nth, true)).find(|line| streams.has(written.stream(*line)))
    }
}

/// How many lines of these streams match before `line`.
fn before(matching: &Marks, stderr: &Marks, line: u64, streams: LogStreams) -> u64 {
    match streams {
        LogStreams::Both => matching.rank(line, true),
        LogStreams::Stdout => matching.common(stderr, false, line),
        LogStreams::Stderr => matching.common(stderr, true, line),
    }
}

/// The lines of `text` that match, and how many lines there are. `text` ends with a line end.
fn scan(pattern: &Pattern, text: &[u8], marks: &mut Vec<u64>) -> u64 {
    let plain;
    let text = if memchr(0x1b, text).is_some() {
        plain = escapes::without(text);
        plain.as_slice()
    } else {
        text
    };
    let (mut line, mut at) = (0, 0);
    let (mut counted, mut from) = (0, 0);
    while from < text.len() {
        let Some(found) = pattern.find_at(text, from) else { break };
        line += memchr_iter(b'\n', &text[counted..found.start]).count() as u64;
        counted = found.start;
        let start = memrchr(b'\n', &text[at..found.start]).map_or(at, |end| at + end + 1);
        let Some(end) = memchr(b'\n', &text[found.start..]).map(|end| found.start + end) else { break };
        // One that reaches into the line's end is none; the line may still have a shorter one.
        let text_end = if end > start && text[end - 1] == b'\r' { end - 1 } else { end };
        if found.end <= text_end || pattern.is_in(&text[start..end]) {
            marks.push(line);
        }
        (from, at) = (end + 1, end + 1);
    }
    line + memchr_iter(b'\n', &text[counted..]).count() as u64
}

#[cfg(test)]
mod tests {
    use naru_view::LogPattern;
    use proptest::prelude::*;

    use super::*;
    use crate::compile;

    fn found(text: &str, regex: &str) -> Vec<u64> {
        let mut marks = Vec::new();
        if let Ok(pattern) = compile(&LogPattern { text: regex.to_owned(), regex: true, case: true }) {
            let lines = scan(&pattern, text.as_bytes(), &mut marks);
            assert_eq!(lines, text.matches('\n').count() as u64);
        }
        marks
    }

    #[test]
    fn a_line_counts_once_and_no_match_reaches_into_the_next() {
        assert_eq!(found("aa\nb\na\n", "a"), [0, 2]);
        assert_eq!(found("a\nb\nab\n", "a\\s*b"), [2]);
        assert_eq!(found("a\nb\n", "[^b]"), [0]);
        assert_eq!(found("\n\nx\n", "^$"), [0, 1]);
        assert_eq!(found("a\r\nb\n", "a$"), [0]);
        assert_eq!(found("x\n", "z*"), [0]);
        assert_eq!(found("\u{1b}[31mno\u{1b}[0m way\n", "no way"), [0]);
    }

    proptest! {
        #[test]
        fn it_finds_what_a_search_line_by_line_finds(
            lines in proptest::collection::vec("[ab\\r ]{0,4}", 0..12),
            regex in "(a|b|\\\\s|\\^|\\$|\\.|\\[\\^a\\]|a\\*){1,3}",
        ) {
            let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
            let Ok(pattern) = compile(&LogPattern { text: regex.clone(), regex: true, case: true }) else { return Ok(()) };
            let expected: Vec<u64> = (0_u64..).zip(&lines).filter(|(_, line)| pattern.is_in(line.as_bytes())).map(|(at, _)| at).collect();
            prop_assert_eq!(found(&text, &regex), expected, "{:?} in {:?}", regex, text);
        }
    }
}
