//! Lines as a window shows them.

use std::io::{Result, Write};
use std::ops::Range;

use naru_view::{LogMark, LogRow, LogStream, LogStreams};

use crate::book::{Book, Entry, Open};
use crate::on_disk::outside;
use crate::pattern::{Pattern, units};
use crate::stamp;

/// Bytes of a line that are sent at first.
pub const CUT: usize = 2_000;

/// Bytes that are sent when somebody asks for the rest.
pub const WHOLE: usize = 128 << 10;

/// Rows that are sent together at most.
const MOST: u64 = 1_000;

/// Lines that are copied or saved at once.
const BLOCK: u64 = 4_096;

impl Book {
    /// Rows of a view of these streams, from one to before another; fewer where there are no more.
    ///
    /// # Errors
    ///
    /// What the system says when it reads the disk.
    pub fn view(&self, from: u64, to: u64, streams: LogStreams) -> Result<Vec<LogRow>> {
        let search = self.search();
        let pattern = search.as_deref().map(|search| &search.pattern);
        let (lines, open) = {
            let written = self.written();
            let ended = written.ended(streams);
            let lines: Vec<u64> =
                (from..to.min(ended).min(from.saturating_add(MOST))).filter_map(|row| written.line_of(row, streams)).collect();
            let open: Vec<_> = written.open.iter().filter(|line| streams.has(line.stream)).cloned().collect();
            let behind = |row: u64| usize::try_from(row.saturating_sub(ended)).unwrap_or(usize::MAX).min(open.len());
            (lines, open[behind(from)..behind(to).max(behind(from))].to_vec())
        };
        let mut rows = Vec::with_capacity(lines.len() + open.len());
        // Of one stream, lines beside each other are read together all the same.
        for together in lines.chunk_by(|before, after| before + 1 == *after) {
            let (Some(first), Some(last)) = (together.first(), together.last()) else { continue };
            for (line, entry) in (*first..).zip(self.entries(*first, last + 1)?) {
                rows.push(self.row(line, entry, CUT, pattern)?);
            }
        }
        rows.extend(open.iter().map(|line| row(None, line.stream, line.stamp, &line.bytes, 0, pattern)));
        Ok(rows)
    }

    /// More of one line than a view shows: 128 KiB.
    ///
    /// # Errors
    ///
    /// There is no such line, or the disk cannot be read.
    pub fn whole(&self, line: u64) -> Result<LogRow> {
        let search = self.search();
        let entry = self.entries(line, line + 1)?.into_iter().next().ok_or_else(outside)?;
        self.row(line, entry, WHOLE, search.as_deref().map(|search| &search.pattern))
    }

    fn row(&self, line: u64, entry: Entry, most: usize, pattern: Option<&Pattern>) -> Result<LogRow> {
        let length = usize::try_from(entry.end - entry.start).map_err(|_| outside())?;
        let mut bytes = vec![0; length.min(most)];
        self.text.read(&mut bytes, entry.start)?;
        let stream = self.written().stream(line);
        Ok(row_cut(Some(line), stream, entry.stamp, &bytes, length - bytes.len(), most, pattern))
    }

    /// Writes rows of a view as `docker logs` prints them, `-t` or not, and none after `most` bytes of text; answers with the row that
    /// would have been next. A line that has not ended is one of them, and gets no line end.
    ///
    /// # Errors
    ///
    /// The disk cannot be read, or what `out` says.
    pub fn write_rows(&self, rows: Range<u64>, streams: LogStreams, stamps: bool, most: usize, out: &mut impl Write) -> Result<u64> {
        let Range { start: mut row, end } = rows;
        let (mut text, mut bytes) = (Vec::new(), 0);
        while row < end {
            let (lines, open) = {
                let written = self.written();
                let lines: Vec<u64> = (row..end.min(row + BLOCK)).map_while(|row| written.line_of(row, streams)).collect();
                let open = if lines.is_empty() { written.open_from(row, streams) } else { Vec::new() };
                (lines, open)
            };
            if lines.is_empty() {
                for Open { stamp, bytes: text, .. } in open {
                    if row >= end || bytes >= most {
                        break;
                    }
                    bytes += write_row(out, stamps.then_some(stamp), &text)?;
                    row += 1;
                }
                break;
            }
            for together in lines.chunk_by(|before, after| before + 1 == *after) {
                let (Some(first), Some(last)) = (together.first(), together.last()) else { continue };
                for entry in self.entries(*first, last + 1)? {
                    if bytes >= most {
                        return Ok(row);
                    }
                    text.resize(usize::try_from(entry.end - entry.start).map_err(|_| outside())?, 0);
                    self.text.read(&mut text, entry.start)?;
                    if !entry.continued {
                        text.push(b'\n');
                    }
                    bytes += write_row(out, stamps.then_some(entry.stamp), &text)?;
                    row += 1;
                }
            }
        }
        Ok(row)
    }
}

/// Writes a row, and says how many bytes that were.
fn write_row(out: &mut impl Write, stamp: Option<u64>, text: &[u8]) -> Result<usize> {
    let stamp = stamp.map(|stamp| stamp::text(stamp) + " ").unwrap_or_default();
    out.write_all(stamp.as_bytes())?;
    out.write_all(text)?;
    Ok(stamp.len() + text.len())
}

/// A line as the window gets it.
pub(crate) fn row(line: Option<u64>, stream: LogStream, stamp: u64, bytes: &[u8], more: usize, pattern: Option<&Pattern>) -> LogRow {
    row_cut(line, stream, stamp, bytes, more, CUT, pattern)
}

fn row_cut(line: Option<u64>, stream: LogStream, stamp: u64, bytes: &[u8], more: usize, most: usize, pattern: Option<&Pattern>) -> LogRow {
    let shown = &bytes[..whole_characters(bytes, most)];
    let text = String::from_utf8_lossy(shown).into_owned();
    let more = more + bytes.len() - shown.len();
    let marks = pattern.map(|pattern| pattern.places(&text)).unwrap_or_default();
    let marks = marks.into_iter().map(|place| LogMark { from: units(&text[..place.start]), to: units(&text[..place.end]) }).collect();
    LogRow { line, stream, at: if stamp == 0 { None } else { Some(stamp::text(stamp)) }, text, more: more as u64, marks }
}

/// At most `most` bytes, and no half of a character.
fn whole_characters(bytes: &[u8], most: usize) -> usize {
    if bytes.len() < most {
        return bytes.len();
    }
    let begins = |at: &usize| bytes.get(*at).is_none_or(|byte| byte & 0b1100_0000 != 0b1000_0000);
    // A text that is none has no beginnings; it is cut where it is.
    let cut = bytes.len().min(most);
    let last = (cut.saturating_sub(4)..cut).rev().find(begins);
    match last {
        Some(at) if std::str::from_utf8(&bytes[at..cut]).is_err() => at,
        _ => cut,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{Framing, Room, Search, Writer, compile};
    use naru_view::{LogMatch, LogPattern};

    const ROOM: Room = Room { most: 1 << 30, free: 0 };

    fn frame(stream: u8, nanos: usize, text: &[u8]) -> Vec<u8> {
        let payload = [format!("2026-11-24T00:30:01.{nanos:09}Z ").as_bytes(), text].concat();
        [&[stream, 0, 0, 0], u32::try_from(payload.len()).unwrap_or(0).to_be_bytes().as_slice(), &payload].concat()
    }

    fn book(texts: &[(u8, &[u8])]) -> Result<(tempfile::TempDir, Arc<Book>, Writer)> {
        let folder = tempfile::tempdir()?;
        let book = Book::create(folder.path())?;
        let mut writer = Writer::new(Arc::clone(&book), ROOM);
        writer.begin(Framing::Frames, false);
        for (nanos, (stream, text)) in texts.iter().enumerate() {
            writer.feed(&frame(*stream, nanos, text));
        }
        writer.flush()?;
        Ok((folder, book, writer))
    }

    fn texts(rows: &[LogRow]) -> Vec<&str> {
        rows.iter().map(|row| row.text.as_str()).collect()
    }

    #[test]
    fn rows_of_both_streams_and_of_one() -> Result<()> {
        let (_folder, book, _) = book(&[(1, b"a\n"), (2, b"b\n"), (1, b"c\n"), (2, b"d\n"), (1, b"open")])?;
        assert_eq!((book.lines(), book.rows(LogStreams::Both), book.rows(LogStreams::Stdout)), (4, 5, 3));
        assert_eq!(texts(&book.view(0, 9, LogStreams::Both)?), ["a", "b", "c", "d", "open"]);
        assert_eq!(texts(&book.view(1, 3, LogStreams::Stdout)?), ["c", "open"]);
        let rows = book.view(0, 9, LogStreams::Stderr)?;
        assert_eq!(rows.iter().map(|row| (row.line, row.text.as_str())).collect::<Vec<_>>(), [(Some(1), "b"), (Some(3), "d")]);
        assert_eq!(rows[0].at.as_deref(), Some("2026-11-24T00:30:01.000000001Z"));
        assert_eq!((book.written().row_of(2, LogStreams::Stderr), book.line_of(1, LogStreams::Stderr)), (1, Some(3)));
        Ok(())
    }

    #[test]
    fn nobody_else_can_read_the_files() -> Result<()> {
        let (folder, _book, _) = book(&[(1, b"secret\n")])?;
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 0, "they have no name that is left behind");
        Ok(())
    }

    #[test]
    fn long_lines_are_cut_between_characters_and_the_rest_is_there() -> Result<()> {
        let long = ["가".repeat(1_000), "\n".to_owned()].concat();
        let (_folder, book, _) = book(&[(1, long.as_bytes())])?;
        let row = &book.view(0, 1, LogStreams::Both)?[0];
        assert_eq!((row.text.chars().count(), row.more), (666, 3_000 - 1_998), "2,000 bytes and no half character");
        assert_eq!(book.whole(0)?.text.chars().count(), 1_000);
        Ok(())
    }

    #[test]
    fn bytes_that_are_no_text_do_no_harm() -> Result<()> {
        let (_folder, book, _) = book(&[(1, b"a\xffb\xf0\x9f\n"), (1, &[&[0x80; 3_000][..], b"\n"].concat())])?;
        let rows = book.view(0, 2, LogStreams::Both)?;
        assert_eq!(rows[0].text, "a\u{fffd}b\u{fffd}");
        assert_eq!(rows[1].more, 1_000);
        Ok(())
    }

    #[test]
    fn matches_are_marked_as_the_window_counts() -> Result<()> {
        let (_folder, book, _) = book(&[(1, "😀 에러 error\n".as_bytes()), (2, b"fine\n"), (1, b"error\n")])?;
        let pattern = LogPattern { text: "error".into(), regex: false, case: true };
        let search = compile(&pattern).map(Search::new).map_err(|_| outside())?;
        search.finish(&book, || ())?;
        assert_eq!(search.counts(&book, LogStreams::Both), (3, 2));
        assert_eq!(search.counts(&book, LogStreams::Stderr), (3, 0));
        assert_eq!(search.beside(&book, 0, true, LogStreams::Both), Some(LogMatch { line: 2, row: 2, nth: 1, open: false, lines: 3 }));
        assert_eq!(search.beside(&book, 2, true, LogStreams::Both), None);
        assert_eq!(search.beside(&book, 2, false, LogStreams::Both), Some(LogMatch { line: 0, row: 0, nth: 0, open: false, lines: 3 }));
        book.set_search(Some(Arc::new(search)));
        assert_eq!(book.view(0, 1, LogStreams::Both)?[0].marks, [LogMark { from: 6, to: 11 }]);
        Ok(())
    }

    #[test]
    fn what_has_not_ended_is_found_behind_all_that_has() -> Result<()> {
        let (_folder, book, mut writer) = book(&[(1, b"ask\n"), (2, b"ask again\n"), (1, b"name?"), (2, b"\x1b[1mas\x1b[0mk")])?;
        let pattern = LogPattern { text: "ask".into(), regex: false, case: true };
        let search = compile(&pattern).map(Search::new).map_err(|_| outside())?;
        let both = LogStreams::Both;
        assert_eq!(search.counts(&book, both), (0, 0));
        assert_eq!(search.beside(&book, -1, true, both), None, "it is behind lines that were not searched");
        search.finish(&book, || ())?;
        assert_eq!([both, LogStreams::Stdout, LogStreams::Stderr].map(|streams| search.counts(&book, streams).1), [3, 1, 2]);
        let last = LogMatch { line: 3, row: 3, nth: 2, open: true, lines: 2 };
        assert_eq!(search.beside(&book, 1, true, both), Some(last));
        assert_eq!(search.beside(&book, 3, true, both), None);
        assert_eq!(search.beside(&book, i64::MAX, false, both), Some(last));
        assert_eq!(search.beside(&book, 3, false, both), Some(LogMatch { line: 1, row: 1, nth: 1, open: false, lines: 2 }));
        assert_eq!(search.beside(&book, 1, true, LogStreams::Stdout), None);
        assert_eq!(search.beside(&book, 1, true, LogStreams::Stderr), Some(LogMatch { row: 1, nth: 1, ..last }));
        book.set_search(Some(Arc::new(search)));
        assert_eq!(book.view(3, 4, both)?[0].marks.len(), 1, "the row that is gone to is the one that has it");

        writer.feed(&frame(2, 4, b"ed\n"));
        writer.flush()?;
        let search = book.search().ok_or_else(outside)?;
        search.finish(&book, || ())?;
        assert_eq!(
            search.beside(&book, 1, true, both),
            Some(LogMatch { line: 2, row: 2, nth: 2, open: false, lines: 3 }),
            "it ended before the other"
        );
        Ok(())
    }

    #[test]
    fn what_is_saved_is_what_docker_prints() -> Result<()> {
        let (_folder, book, _) = book(&[(1, b"a\r\n"), (2, b"\xff\n")])?;
        let mut out = Vec::new();
        assert_eq!(book.write_rows(0..9, LogStreams::Both, false, usize::MAX, &mut out)?, 2);
        assert_eq!(out, b"a\r\n\xff\n");
        out.clear();
        book.write_rows(1..2, LogStreams::Both, true, usize::MAX, &mut out)?;
        assert_eq!(out, b"2026-11-24T00:30:01.000000001Z \xff\n");
        out.clear();
        assert_eq!(book.write_rows(0..9, LogStreams::Both, false, 1, &mut out)?, 1, "the row that goes beyond the bound is the last");
        assert_eq!(out, b"a\r\n");
        out.clear();
        book.write_rows(0..9, LogStreams::Both, true, 20, &mut out)?;
        assert_eq!(out.len(), 31 + 3, "a stamp counts");
        Ok(())
    }

    #[test]
    fn what_has_no_line_end_is_saved_without_one() -> Result<()> {
        let (_folder, book, _) = book(&[(1, b"a\n"), (1, b"fatal: x"), (2, b"no end")])?;
        let written = |rows, streams, stamps| {
            let mut out = Vec::new();
            book.write_rows(rows, streams, stamps, usize::MAX, &mut out).map(|row| (row, String::from_utf8_lossy(&out).into_owned()))
        };
        assert_eq!(written(0..9, LogStreams::Both, false)?, (3, "a\nfatal: xno end".to_owned()));
        assert_eq!(written(0..2, LogStreams::Both, false)?, (2, "a\nfatal: x".to_owned()));
        assert_eq!(written(0..9, LogStreams::Stderr, true)?, (1, "2026-11-24T00:30:01.000000002Z no end".to_owned()));
        assert_eq!(written(2..9, LogStreams::Both, false)?, (3, "no end".to_owned()));
        Ok(())
    }

    #[test]
    fn what_the_engine_complains_of_is_no_line() -> Result<()> {
        let (_folder, book, mut writer) = book(&[(1, b"a\n")])?;
        assert_eq!(writer.complaint(), None);
        let text = b"Error grabbing logs: invalid character";
        writer.feed(&[&[3, 0, 0, 0, 0, 0, 0, 38], text.as_slice()].concat());
        writer.flush()?;
        assert_eq!((book.lines(), writer.complaint().as_deref()), (1, Some("Error grabbing logs: invalid character")));
        Ok(())
    }

    #[test]
    fn reading_on_takes_up_what_had_begun() -> Result<()> {
        let (_folder, book, mut writer) = book(&[(1, b"a\n"), (1, b"half ")])?;
        assert_eq!(book.rows(LogStreams::Both), 2);
        writer.begin(Framing::Frames, true);
        for (nanos, text) in [(0, "a\n"), (1, "half "), (1, "whole\n"), (2, "b\n")] {
            writer.feed(&frame(1, nanos, text.as_bytes()));
        }
        writer.flush()?;
        assert_eq!(texts(&book.view(0, 9, LogStreams::Both)?), ["a", "half whole", "b"]);
        Ok(())
    }

    #[test]
    fn a_full_book_says_so_and_goes_on_when_it_may() -> Result<()> {
        let (_folder, book, mut writer) = book(&[(1, b"a\n")])?;
        assert_eq!(book.hold(), None);
        writer.raise(Room { most: 2, free: 0 });
        assert_eq!(book.hold(), Some(crate::Hold::Full));
        writer.raise(Room { most: 100, free: u64::MAX });
        assert_eq!(book.hold(), Some(crate::Hold::Disk));
        writer.raise(ROOM);
        assert_eq!(book.hold(), None);
        Ok(())
    }
}
