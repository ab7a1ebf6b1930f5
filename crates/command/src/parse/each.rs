//! Several commands in one text.

use super::{Here, ParseError, Parsed, parse_masked, prompt};
use crate::shell;

/// What each command of several lines says, in order; comments and empty lines are passed over.
#[must_use]
pub fn parse_all(text: &str, here: &Here) -> Vec<Result<Parsed, ParseError>> {
    parse_each(text, here).into_iter().map(|(_, result)| result).collect()
}

/// The same, with where each command stands in the text, in bytes.
pub(crate) fn parse_each(text: &str, here: &Here) -> Vec<((usize, usize), Result<Parsed, ParseError>)> {
    let masked = prompt::mask(text);
    let reading = shell::read(here.shell, &masked.text, here);
    let mut characters = Characters::of(text);
    // Each command is read out of its own piece of the text, so that many lines take no longer than they are long.
    let mut parsed = |(from, end): (usize, usize)| {
        let prompts: Vec<_> = before(text, &masked.prompts, from);
        let begins = prompts.first().map_or(from, |prompt| prompt.0);
        let prompts = prompts.iter().map(|(start, end)| (start - begins, end - begins)).collect();
        let result = parse_masked(&text[begins..end], &masked.text[begins..end], here, prompts);
        (begins, moved(result, characters.before(begins)))
    };
    let mut results = Vec::new();
    let mut start = None;
    for statement in &reading.statements {
        let (Some(first), Some(last)) = (statement.words.first(), statement.words.last()) else { continue };
        let from = *start.get_or_insert(first.start);
        if statement.operator.is_some() {
            continue;
        }
        let (begins, result) = parsed((from, last.end));
        results.push(((begins, last.end), result));
        start = None;
    }
    if let Some(from) = start {
        let (begins, result) = parsed((from, text.len()));
        results.push(((begins, text.trim_end().len().max(from)), result));
    }
    results
}

/// The prompts with nothing but space between them and the command that begins here.
fn before(text: &str, prompts: &[(usize, usize)], from: usize) -> Vec<(usize, usize)> {
    let until = prompts.partition_point(|prompt| prompt.1 <= from);
    let own = prompts[..until].iter().rev().take_while(|prompt| text[prompt.1..from].trim_start().is_empty());
    let mut own: Vec<_> = own.copied().collect();
    own.reverse();
    own
}

/// A result of a piece of a text that has so many characters before it.
fn moved(result: Result<Parsed, ParseError>, by: u32) -> Result<Parsed, ParseError> {
    match result {
        Ok(mut parsed) => {
            for part in &mut parsed.parts {
                part.at = part.at.saturating_add(by);
                part.end = part.end.saturating_add(by);
            }
            Ok(parsed)
        }
        Err(mut error) => {
            error.at = error.at.saturating_add(by);
            error.end = error.end.saturating_add(by);
            Err(error)
        }
    }
}

/// Counts the characters of a text from its beginning on.
pub(crate) struct Characters<'a> {
    text: &'a str,
    /// A place that was counted to, and how many characters are before it.
    counted: (usize, u32),
}

impl<'a> Characters<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self { text, counted: (0, 0) }
    }

    /// How many characters are before a place, in bytes, that is not before the last one asked for.
    pub(crate) fn before(&mut self, bytes: usize) -> u32 {
        let (at, characters) = self.counted;
        let more = self.text.get(at..bytes).map_or(0, |passed| passed.chars().count());
        // A text has never more characters than a u32 counts.
        self.counted = (bytes.max(at), characters.saturating_add(u32::try_from(more).unwrap_or(u32::MAX)));
        self.counted.1
    }
}
