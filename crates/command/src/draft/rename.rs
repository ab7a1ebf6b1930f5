use super::{Draft, FieldProblem, FieldProblemCode};
use crate::{Command, ContainerName, Rename};

/// The rename that a new name for a container means. Spaces around the name are not part of it.
#[must_use]
pub fn draft_rename(container: &str, name: &str) -> Draft {
    let mistake = |code| Draft { command: None, problems: vec![FieldProblem { field: "name".to_owned(), index: 0, code }] };
    match name.trim() {
        "" => mistake(FieldProblemCode::Missing),
        name => match name.parse::<ContainerName>() {
            Ok(name) => Draft { command: Some(Command::Rename(Rename { container: container.to_owned(), name })), problems: Vec::new() },
            Err(_) => mistake(FieldProblemCode::InvalidName),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_name_is_a_command_or_a_mistake_at_its_field() {
        let draft = draft_rename("web", " shop ");
        assert!(matches!(draft.command, Some(Command::Rename(rename)) if rename.container == "web" && rename.name.as_str() == "shop"));
        for (name, code) in [
            ("", FieldProblemCode::Missing),
            ("  ", FieldProblemCode::Missing),
            ("a", FieldProblemCode::InvalidName),
            ("-web", FieldProblemCode::InvalidName),
            ("가게", FieldProblemCode::InvalidName),
        ] {
            let draft = draft_rename("web", name);
            assert_eq!(draft.command, None, "{name:?}");
            assert_eq!(draft.problems, [FieldProblem { field: "name".to_owned(), index: 0, code }], "{name:?}");
        }
    }
}
