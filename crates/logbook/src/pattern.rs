//! What is searched for.

use std::ops::Range;

use naru_view::{LogPattern, LogPatternFault, LogPatternMistake};
use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ast;

use crate::escapes::escapes;

/// More than this is not compiled.
const LARGEST: usize = 8 << 20;

/// A pattern that can be looked for in lines.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

/// Reads a pattern: as a regular expression of Rust's syntax, or as the text that it is.
///
/// # Errors
///
/// What is wrong with it, and where.
pub fn compile(pattern: &LogPattern) -> Result<Pattern, LogPatternFault> {
    let LogPattern { text, regex, case } = pattern;
    let text = if *regex { text.clone() } else { regex::escape(text) };
    if *regex && let Err(error) = regex_syntax::Parser::new().parse(&text) {
        return Err(fault(&text, &error));
    }
    let built = RegexBuilder::new(&text).multi_line(true).crlf(true).case_insensitive(!*case).size_limit(LARGEST).build();
    built.map(Pattern).map_err(|_| LogPatternFault { mistake: LogPatternMistake::TooLarge, from: 0, to: units(&text) })
}

fn fault(text: &str, error: &regex_syntax::Error) -> LogPatternFault {
    use regex_syntax::Error;
    let (mistake, span) = match error {
        Error::Parse(error) => (mistake(error.kind()), Some(error.span())),
        Error::Translate(error) => (LogPatternMistake::Other, Some(error.span())),
        _ => (LogPatternMistake::Other, None),
    };
    let place = |at: usize| units(text.get(..at).unwrap_or(text));
    let (from, to) = span.map_or((0, units(text)), |span| (place(span.start.offset), place(span.end.offset)));
    // Where something is missing there is nothing; what can be shown is what stands there.
    LogPatternFault { mistake, from, to: to.max((from + 1).min(units(text))) }
}

fn mistake(kind: &ast::ErrorKind) -> LogPatternMistake {
    use ast::ErrorKind as Kind;
    match kind {
        Kind::GroupUnclosed => LogPatternMistake::GroupUnclosed,
        Kind::GroupUnopened => LogPatternMistake::GroupUnopened,
        Kind::ClassUnclosed => LogPatternMistake::ClassUnclosed,
        Kind::RepetitionMissing => LogPatternMistake::RepetitionMissing,
        Kind::EscapeUnexpectedEof | Kind::EscapeUnrecognized => LogPatternMistake::Escape,
        Kind::UnsupportedLookAround | Kind::UnsupportedBackreference => LogPatternMistake::Unsupported,
        _ => LogPatternMistake::Other,
    }
}

/// Places in a text as JavaScript counts them.
pub(crate) fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

impl Pattern {
    /// The first match at `from` or behind it.
    pub(crate) fn find_at(&self, text: &[u8], from: usize) -> Option<Range<usize>> {
        self.0.find_at(text, from).map(|found| found.range())
    }

    /// Whether a line has it. The carriage return of a terminal's line end is none of its text.
    pub(crate) fn is_in(&self, line: &[u8]) -> bool {
        self.0.is_match(line.strip_suffix(b"\r").unwrap_or(line))
    }

    /// Where it is in a line as it is sent to the window, in bytes. Escapes inside of a match do not part it.
    pub(crate) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let gaps: Vec<Range<usize>> = if text.contains('\u{1b}') { escapes(text.as_bytes()).collect() } else { Vec::new() };
        let mut plain = text.to_owned();
        for gap in gaps.iter().rev() {
            plain.replace_range(gap.clone(), "");
        }
        let back = |at: usize, end: bool| {
            let mut at = at;
            for gap in &gaps {
                if gap.start < at || (gap.start == at && !end) {
                    at += gap.len();
                }
            }
            at
        };
        let found = self.0.find_iter(plain.as_bytes()).filter(|found| !found.is_empty());
        found.map(|found| back(found.start(), false)..back(found.end(), true)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str, regex: bool, case: bool) -> Result<Pattern, LogPatternFault> {
        compile(&LogPattern { text: text.to_owned(), regex, case })
    }

    #[test]
    fn text_is_text_and_a_pattern_is_one() {
        let is_in = |text: &str, regex, case, line: &str| pattern(text, regex, case).is_ok_and(|pattern| pattern.is_in(line.as_bytes()));
        assert!(is_in("a.c (", false, true, "xa.c (y") && !is_in("a.c", false, true, "abc"));
        assert!(is_in("a.c$", true, true, "abc\r"), "the carriage return of a terminal's line end is none of its text");
        assert!(is_in("에러", false, true, "큰 에러") && is_in("ERROR", false, false, "error") && !is_in("ERROR", true, true, "error"));
    }

    #[test]
    fn a_wrong_pattern_says_what_and_where() {
        for (text, mistake, from, to) in [
            ("가나(ab", LogPatternMistake::GroupUnclosed, 2, 3),
            ("ab)", LogPatternMistake::GroupUnopened, 2, 3),
            ("a[b", LogPatternMistake::ClassUnclosed, 1, 2),
            ("*", LogPatternMistake::RepetitionMissing, 0, 1),
            ("a\\", LogPatternMistake::Escape, 1, 2),
            ("(?=a)", LogPatternMistake::Unsupported, 0, 3),
        ] {
            let fault = pattern(text, true, true).err();
            assert_eq!(fault, Some(LogPatternFault { mistake, from, to }), "{text}");
        }
        let large = pattern("\\w{1000}{1000}", true, true).err().map(|fault| fault.mistake);
        assert_eq!(large, Some(LogPatternMistake::TooLarge));
    }

    #[test]
    fn escapes_do_not_part_a_match() {
        let text = "\u{1b}[31mno\u{1b}[0m favicon";
        let places = pattern("no fav", false, true).map(|pattern| pattern.places(text)).unwrap_or_default();
        assert_eq!(places.iter().map(|place| &text[place.clone()]).collect::<Vec<_>>(), ["no\u{1b}[0m fav"]);
    }
}
