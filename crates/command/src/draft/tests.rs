#![allow(clippy::panic, reason = "a test fails by panicking")]

use super::*;

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn build(folder: &str, dockerfile: &str, tag: &str, args: &[&str]) -> Draft {
    draft_build(&BuildForm {
        folder: folder.to_owned(),
        dockerfile: dockerfile.to_owned(),
        tag: tag.to_owned(),
        build_args: texts(args),
        base: None,
    })
}

/// What went wrong where; a draft with a mistake has no command, and one without has one.
fn problems(draft: &Draft) -> Vec<(&str, u32, FieldProblemCode)> {
    assert_eq!(draft.command.is_none(), !draft.problems.is_empty(), "{draft:?}");
    draft.problems.iter().map(|problem| (problem.field.as_str(), problem.index, problem.code)).collect()
}

fn line(draft: &Draft) -> Option<String> {
    let place = crate::Place { shell: crate::Shell::Posix, engine: None };
    draft.command.as_ref().map(|command| crate::render(command, &place).text)
}

#[test]
fn a_build_form_becomes_a_build() {
    let draft = build("/home/me/app/", "docker/dev.Dockerfile", "me/app", &["FAIL=a=b ", " ", "EMPTY="]);
    assert_eq!(
        line(&draft).as_deref(),
        Some("docker build -t me/app -f /home/me/app/docker/dev.Dockerfile --build-arg 'FAIL=a=b ' --build-arg EMPTY= /home/me/app")
    );
    for default in ["", " ", "Dockerfile", "./Dockerfile", "/home/me/app/Dockerfile"] {
        assert_eq!(line(&build("/home/me/app", default, "", &[])).as_deref(), Some("docker build /home/me/app"), "{default:?}");
    }
}

#[test]
fn windows_paths_are_read_as_windows_reads_them_on_every_system() {
    let file = |folder: &str, dockerfile: &str| match build(folder, dockerfile, "", &[]).command {
        Some(Command::Build(build)) => (build.context, build.file),
        _ => (String::new(), None),
    };
    let paths = |context: &str, file: Option<&str>| (context.to_owned(), file.map(ToOwned::to_owned));
    assert_eq!(file(r"C:\app\", r"docker/dev.Dockerfile"), paths(r"C:\app", Some(r"C:\app\docker\dev.Dockerfile")));
    assert_eq!(file(r"C:\app", r".\Dockerfile"), paths(r"C:\app", None));
    assert_eq!(file(r#""C:\my app""#, ""), paths(r"C:\my app", None), "as \"Copy as path\" gives it");
    assert_eq!(file(r"\\server\share\app", "x"), paths(r"\\server\share\app", Some(r"\\server\share\app\x")));
}

#[test]
fn each_mistake_of_a_build_form_is_at_its_field() {
    use FieldProblemCode::{InvalidBuildArg, InvalidReference, Missing, PathNotAbsolute, ReferenceUppercase};
    assert_eq!(problems(&build("", "", "", &[])), [("folder", 0, Missing)]);
    for folder in ["app", "./app", "~/app", r"C:app", r"\app"] {
        assert_eq!(problems(&build(folder, "", "", &[])), [("folder", 0, PathNotAbsolute)], "{folder}");
    }
    assert_eq!(
        problems(&build("/a", "", "App", &["x", "=y", "A=b"])),
        [("tag", 0, ReferenceUppercase), ("buildArgs", 0, InvalidBuildArg), ("buildArgs", 1, InvalidBuildArg),]
    );
    let digest = format!("app@sha256:{}", "f".repeat(64));
    for tag in [digest.as_str(), &"f".repeat(64)] {
        assert_eq!(problems(&build("/a", "", tag, &[])), [("tag", 0, InvalidReference)], "{tag}: nobody can give a digest");
    }
}

proptest::proptest! {
    #[test]
    fn any_form_is_answered(tag: String, folder: String, dockerfile: String, args: Vec<String>) {
        problems(&draft_build(&BuildForm { folder, dockerfile, tag, build_args: args, base: None }));
    }
}

fn said(line: &str) -> Command {
    let here = crate::Here { shell: crate::Shell::Posix, folder: None, home: None };
    crate::parse(line, &here).map_or_else(|error| panic!("{line}: {error}"), |parsed| parsed.command)
}

#[test]
fn a_form_of_a_pasted_build_keeps_what_it_has_no_field_for() {
    let Command::Build(base) = said("docker build -t a -t b --no-cache --build-arg HANDED --build-arg K=v /src") else {
        panic!("no build")
    };
    let form = BuildForm { base: Some(Box::new(base)), folder: "/other".to_owned(), build_args: texts(&["K=w"]), ..BuildForm::default() };
    assert_eq!(
        line(&draft_build(&form)).as_deref(),
        Some("docker build -t b --build-arg K=w --build-arg HANDED --no-cache /other"),
        "the second tag is the first, when that one is taken away"
    );
}
