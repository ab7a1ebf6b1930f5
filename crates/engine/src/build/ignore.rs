//! `.dockerignore`, with docker's meaning.
//!
//! The rules are those of moby's patternmatcher, which differ from git's: a pattern is anchored at the context's root, the
//! last rule that applies wins, a rule applies to a path when it applied to a folder above it, and `!` takes paths back in.

use super::glob::{Glob, GlobError};

/// A line that cannot be understood. Docker refuses the build then, and so does Naru.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {pattern}: {cause}")]
pub(crate) struct IgnoreError {
    /// 1-based.
    pub(crate) line: usize,
    /// As it stands in the file.
    pub(crate) pattern: String,
    cause: GlobError,
}

/// The rules of one `.dockerignore`, in order.
#[derive(Debug, Default)]
pub(crate) struct Ignore {
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    /// `!`: what it matches is sent after all.
    exception: bool,
    glob: Glob,
}

/// Which rules applied to a folder; what is in it is judged with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Applied(Vec<bool>);

impl Ignore {
    /// The rules in the text of a `.dockerignore`.
    pub(crate) fn parse(text: &str) -> Result<Self, IgnoreError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut rules = Vec::new();
        for (index, line) in text.lines().enumerate() {
            // Only a `#` in the first column makes a comment; behind a space it is part of a name.
            let pattern = line.trim();
            if line.starts_with('#') || pattern.is_empty() {
                continue;
            }
            let rule = Rule::parse(pattern);
            rules.push(rule.map_err(|cause| IgnoreError { line: index + 1, pattern: pattern.to_owned(), cause })?);
        }
        Ok(Self { rules })
    }

    /// Whether `path` is left out, and what to judge the paths below it with. `path` is relative to the context, with `/`
    /// between its parts; `above` is what this said of the folder that holds it.
    pub(crate) fn excludes(&self, path: &str, above: &Applied) -> (bool, Applied) {
        let mut excluded = false;
        let mut applied = vec![false; self.rules.len()];
        for (index, rule) in self.rules.iter().enumerate() {
            let inherited = above.0.get(index).copied().unwrap_or_default();
            // A rule that could not change the verdict is not asked, and is then not inherited either: docker does so,
            // and what is below an excepted folder depends on it.
            if inherited || (rule.exception == excluded && rule.glob.matches(path)) {
                applied[index] = true;
                excluded = !rule.exception;
            }
        }
        (excluded, Applied(applied))
    }

    /// Whether something below an excluded folder could be sent after all, so that it has to be looked into.
    pub(crate) fn may_except_below(&self, folder: &str) -> bool {
        let mut exceptions = self.rules.iter().filter(|rule| rule.exception).peekable();
        if exceptions.peek().is_none() {
            return false;
        }
        let inside = format!("{folder}/");
        exceptions.any(|rule| match rule.glob.literal_folder() {
            Some(literal) => format!("{literal}/").starts_with(&inside),
            None => true,
        })
    }
}

impl Rule {
    fn parse(pattern: &str) -> Result<Self, GlobError> {
        let (exception, pattern) = match pattern.strip_prefix('!') {
            Some(rest) => (true, rest.trim()),
            None => (false, pattern),
        };
        let pattern = if cfg!(windows) { pattern.replace('\\', "/") } else { pattern.to_owned() };
        let cleaned = clean(&pattern);
        let cleaned = if cleaned.len() > 1 { cleaned.trim_start_matches('/') } else { &cleaned };
        if exception && matches!(cleaned, "/" | "") {
            return Err(GlobError::NothingExcepted);
        }
        Ok(Self { exception, glob: Glob::parse(cleaned)? })
    }
}

/// The shortest path of the same meaning, read without looking at the disk: no doubled or trailing slash, no `.`, no `a/..`.
fn clean(path: &str) -> String {
    if path.is_empty() {
        return String::new();
    }
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    match (rooted, parts.is_empty()) {
        (true, _) => format!("/{}", parts.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => parts.join("/"),
    }
}

#[cfg(test)]
mod tests;
