use serde::{Deserialize, Serialize};
use specta::Type;

use super::image::{self, ImagePart};
use crate::{ImageReference, Role, values::MASK};

/// The key of a comment.
pub(super) const COMMENT: &str = "line.comment";
/// The key of what is never shown.
const PASSWORD: &str = "account.password";

/// A word of a line, or a part of one, explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExplainedPart {
    /// As it stands in the line; a secret is masked.
    pub text: String,
    /// Where it begins, in characters from 0.
    pub at: u32,
    /// Where it ends; a masked secret is as long as it is in the line.
    pub end: u32,
    /// What kind of word it is.
    pub role: Role,
    /// The key of its explanation in the message files (`run.publish`).
    pub key: Option<String>,
    /// The parts of an image reference; empty for anything else.
    pub image: Vec<ImagePart>,
}

/// A span in bytes, and what stands there.
type Mark = ((usize, usize), Role, String, Vec<ImagePart>);

/// What is known about the words of a line so far.
pub(crate) struct Marks<'a> {
    source: &'a str,
    marks: Vec<Mark>,
}

impl<'a> Marks<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, marks: Vec::new() }
    }

    pub(super) fn add(&mut self, span: (usize, usize), role: Role, key: String) {
        self.marks.push((span, role, key, Vec::new()));
    }

    pub(super) fn shell(&mut self, span: (usize, usize), key: &str) {
        self.add(span, Role::Shell, key.to_owned());
    }

    pub(super) fn flag(&mut self, span: (usize, usize), key: String) {
        self.add(span, Role::Flag, key);
    }

    /// A word that names an image, taken apart when it can be.
    pub(super) fn image(&mut self, span: (usize, usize), role: Role, key: String, text: &str) {
        let parts = text.parse::<ImageReference>().map(|reference| image::parts(&reference)).unwrap_or_default();
        self.marks.push((span, role, key, parts));
    }

    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    /// Forgets what stands exactly here.
    pub(super) fn drop_at(&mut self, span: (usize, usize)) {
        self.marks.retain(|(other, ..)| *other != span);
    }

    /// With what is known from elsewhere in the same line.
    pub(super) fn take(&mut self, other: Self) {
        self.marks.extend(other.marks);
    }

    /// The parts, in their order in the line.
    pub(super) fn finish(mut self) -> Vec<ExplainedPart> {
        self.marks.sort_by_key(|(span, ..)| *span);
        let source = self.source;
        let (mut at, mut counted) = (0_u32, 0);
        self.marks
            .into_iter()
            .map(|((start, last), role, key, image)| {
                // A line has never more characters than a u32 counts.
                let characters = |range| u32::try_from(source.get(range).map_or(0, |text: &str| text.chars().count())).unwrap_or(u32::MAX);
                at = characters(counted..start).saturating_add(at);
                counted = start;
                let end = characters(start..last).saturating_add(at);
                let text = if key == PASSWORD { MASK } else { source.get(start..last).unwrap_or_default() };
                ExplainedPart { text: text.to_owned(), at, end, role, key: Some(key), image }
            })
            .collect()
    }
}
