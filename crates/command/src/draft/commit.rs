use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Draft, FieldProblemCode, Problems};
use crate::{Command, Commit, ImageReference};

/// The text of the commit form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct CommitForm {
    /// The container's name.
    pub container: String,
    /// What the image is called; empty makes one without a name.
    pub image: String,
    /// What the change is about.
    pub message: String,
    /// Who made it.
    pub author: String,
    /// Instructions of a Dockerfile, each `CMD …`; empty ones are passed over.
    pub changes: Vec<String>,
    /// The container is paused meanwhile.
    pub pause: bool,
}

/// What the form means so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CommitDraft {
    /// The command, or what keeps it from being one.
    pub draft: Draft,
    /// What docker reads into the image's name.
    pub name: Option<NameParts>,
}

/// The parts of an image's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NameParts {
    /// `docker.io` when none is written.
    pub registry: String,
    /// With the `library/` that docker puts before a plain name.
    pub repository: String,
    /// `latest` when none is written.
    pub tag: String,
}

/// The instructions that `docker commit --change` takes.
const INSTRUCTIONS: [&str; 11] =
    ["CMD", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "ONBUILD", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"];

/// The commit that the form means. Spaces around a value are not part of it.
#[must_use]
pub fn draft_commit(form: &CommitForm) -> CommitDraft {
    let CommitForm { container, image, message, author, changes, pause } = form;
    let mut problems = Problems::default();
    let image = problems.reference("image", image);
    let name = image.as_ref().and_then(parts);
    if image.is_some() && name.is_none() {
        // An id or a digest follows from what is committed; nobody can give one.
        problems.add("image", 0, FieldProblemCode::InvalidReference);
    }
    let mut change = Vec::new();
    for (index, text) in changes.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        change.extend(problems.keep("changes", index, instruction(text.trim())));
    }
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let (author, message, pause) = (given(author), given(message), (!pause).then_some(false));
    let commit = Commit { image, author, message, change, pause, ..Commit::new(container.clone(), None) };
    CommitDraft { draft: problems.draft(Some(Command::Commit(commit))), name }
}

fn parts(image: &ImageReference) -> Option<NameParts> {
    if image.digest().is_some() {
        return None;
    }
    Some(NameParts { registry: image.registry()?.to_owned(), repository: image.repository()?.to_owned(), tag: image.tag()?.to_owned() })
}

/// `CMD ["sh"]`: a word that docker knows here, in any case, and what it takes.
fn instruction(text: &str) -> Result<String, FieldProblemCode> {
    let known = text.split_once(char::is_whitespace).is_some_and(|(word, rest)| {
        !rest.trim().is_empty() && !text.contains('\n') && INSTRUCTIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
    });
    if known { Ok(text.to_owned()) } else { Err(FieldProblemCode::InvalidChange) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    fn form(image: &str, changes: &[&str]) -> CommitForm {
        let changes = changes.iter().map(ToString::to_string).collect();
        CommitForm { container: "web".into(), image: image.into(), changes, pause: true, ..CommitForm::default() }
    }

    #[test]
    fn a_name_is_taken_apart() {
        let parts = |image: &str| draft_commit(&form(image, &[])).name.map(|name| (name.registry, name.repository, name.tag));
        let apart = |registry: &str, repository: &str, tag: &str| Some((registry.to_owned(), repository.to_owned(), tag.to_owned()));
        assert_eq!(parts("web"), apart("docker.io", "library/web", "latest"));
        assert_eq!(parts("me/web:2"), apart("docker.io", "me/web", "2"));
        assert_eq!(parts("localhost:5000/web"), apart("localhost:5000", "web", "latest"));
        assert_eq!(parts(""), None);
    }

    #[test]
    fn a_form_means_a_commit() {
        let all = CommitForm { message: " note ".into(), author: "me".into(), pause: false, ..form("web:2", &["", "cmd [\"sh\"]"]) };
        let Some(Command::Commit(commit)) = draft_commit(&all).draft.command else { panic!("no commit") };
        assert_eq!((commit.container.as_str(), commit.image.unwrap().as_str()), ("web", "web:2"));
        assert_eq!((commit.message.as_deref(), commit.author.as_deref(), commit.pause), (Some("note"), Some("me"), Some(false)));
        assert_eq!(commit.change, ["cmd [\"sh\"]"]);
        let Some(Command::Commit(plain)) = draft_commit(&form("", &[])).draft.command else { panic!("no commit") };
        assert_eq!(plain, Commit::new("web".into(), None), "docker pauses by itself");
    }

    #[test]
    fn a_mistake_is_told_at_its_field() {
        let mistakes = |form: &CommitForm| {
            let problems = draft_commit(form).draft.problems;
            problems.into_iter().map(|problem| (problem.field, problem.index, problem.code)).collect::<Vec<_>>()
        };
        assert_eq!(mistakes(&form("Web", &[])), [("image".into(), 0, FieldProblemCode::ReferenceUppercase)]);
        let digest = format!("web@sha256:{}", "a".repeat(64));
        assert_eq!(mistakes(&form(&digest, &[])), [("image".into(), 0, FieldProblemCode::InvalidReference)]);
        let bad = |index| ("changes".to_owned(), index, FieldProblemCode::InvalidChange);
        assert_eq!(mistakes(&form("web", &["RUN x", "CMD", "ENV A=b", "CMD a\nRUN x"])), [bad(0), bad(1), bad(3)]);
    }
}
