//! Words in one field of a form, as a shell would part them; but no shell is there that could do more.

use super::FieldProblemCode;
use crate::{Here, ParseCode, Shell, shell};

/// The words of a text. Quotes and backslashes are those of a POSIX shell; variables, pipes and the like are a mistake.
pub(super) fn read(text: &str) -> Result<Vec<String>, FieldProblemCode> {
    let here = Here { shell: Shell::Posix, folder: None, home: None };
    let reading = shell::read(here.shell, text, &here);
    let words: Vec<_> = reading.statements.iter().flat_map(|statement| &statement.words).collect();
    let troubles = || words.iter().filter_map(|word| word.trouble.as_ref());
    if troubles().any(|trouble| trouble.fault.code == ParseCode::UnclosedQuote) {
        return Err(FieldProblemCode::UnclosedQuote);
    }
    let joined = reading.statements.iter().filter(|statement| !statement.words.is_empty()).count() > 1;
    let operator = reading.statements.iter().any(|statement| statement.operator.is_some());
    if joined || operator || !reading.comments.is_empty() || troubles().next().is_some() {
        return Err(FieldProblemCode::NeedsShell);
    }
    Ok(words.into_iter().map(|word| word.text.clone()).collect())
}

/// The text of words, which [`read`] reads again; none for words that a line cannot show as they are.
pub(super) fn write(words: &[String]) -> Option<String> {
    let text = words.iter().map(|word| Shell::Posix.quote(word)).collect::<Vec<_>>().join(" ");
    (read(&text).as_deref() == Ok(words)).then_some(text)
}
