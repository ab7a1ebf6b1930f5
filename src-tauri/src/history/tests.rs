#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use naru_command::{Command, Here, Shell};
use naru_view::ProblemCode;

use super::*;

fn command(line: &str) -> Command {
    let here = Here { shell: Shell::Posix, folder: Some("/work".to_owned()), home: None };
    naru_command::parse(line, &here).unwrap().command
}

fn made() -> Outcome {
    Outcome::Container { id: "c1".to_owned(), name: "web".to_owned() }
}

#[test]
fn what_was_performed_survives_a_restart_with_its_values_masked_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data").join("history.jsonl");
    let history = History::open(Some(path.clone()));
    let line = "docker run -d -e PASSWORD=hunter2 -e TZ nginx";
    history.begin(&command(line), None).end(&Ok(made()));
    assert_eq!(history.entries()[0].command, command(line), "in this session it is whole");
    history.write();

    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("hunter2") && text.contains("PASSWORD"), "{text}");
    let again = History::open(Some(path.clone()));
    let [entry] = again.entries().try_into().unwrap();
    assert_eq!(entry.masked, ["PASSWORD"]);
    assert_eq!(entry.end, HistoryEnd::Done { result: (&made()).into() });
    assert_eq!(entry.command.filled(vec!["hunter2".to_owned()]), command(line));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    // Written once more, by the start that knows only the mask.
    again.begin(&command("docker ps"), None).end(&Ok(Outcome::Done));
    again.write();
    let third = History::open(Some(path)).entries();
    assert_eq!(third.iter().map(|entry| entry.id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(third[0].masked, ["PASSWORD"], "what is missing is still said");
}

#[test]
fn a_problem_is_kept_by_its_code_and_tells_no_value() {
    let history = History::open(None);
    let params = [("value".to_owned(), "A=hunter2".to_owned()), ("name".to_owned(), "web".to_owned())].into();
    let problem = Problem { code: ProblemCode::InvalidValue, params, detail: "invalid A=hunter2".to_owned() };
    history.begin(&command("docker run -e A=hunter2 nginx"), None).end(&Err(problem));
    let HistoryEnd::Failed { problem } = &history.entries()[0].end else { unreachable!("it failed") };
    assert_eq!(problem.code, ProblemCode::InvalidValue);
    assert_eq!(problem.params.get("name").map(String::as_str), Some("web"));
    assert!(!serde_json::to_string(problem).unwrap().contains("hunter2"));
}

#[test]
fn damage_costs_its_own_line_and_a_newer_entry_is_kept_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.jsonl");
    let history = History::open(Some(path.clone()));
    history.begin(&command("docker ps"), None).end(&Ok(Outcome::Done));
    let running = history.begin(&command("docker pull nginx"), None);
    history.write();
    running.end(&Ok(Outcome::Done));
    let newer = r#"{"id":90,"command":{"verb":"teleport"},"end":{"kind":"done"}}"#;
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.extend_from_slice(b"{\"id\":3,\"comm\n\xff\xfe\n[]\n");
    bytes.extend_from_slice(newer.as_bytes());
    std::fs::write(&path, bytes).unwrap();

    let again = History::open(Some(path.clone()));
    let ends: Vec<_> = again.entries().into_iter().map(|entry| entry.end).collect();
    assert_eq!(ends.len(), 2);
    assert_eq!(ends[1], HistoryEnd::Interrupted, "nobody is left to end it");
    again.begin(&command("docker info"), None).end(&Ok(Outcome::Done));
    assert_eq!(again.entries().last().unwrap().id, 91, "no id is given twice");
    again.write();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(newer), "{text}");
}

#[test]
fn the_oldest_make_room_and_the_window_hears_of_all_of_it() {
    let history = History::open(None);
    let (all, mut changes) = history.subscribe();
    assert!(matches!(all, HistoryChange::All { entries } if entries.is_empty()));
    let begun = history.begin(&command("docker ps"), None);
    assert!(matches!(changes.try_recv(), Ok(HistoryChange::Set { entry }) if entry.end == HistoryEnd::Running));
    history.forget(None);
    assert_eq!(history.entries().len(), 1, "what goes on is not forgotten");
    drop(begun);
    assert_eq!(history.entries()[0].end, HistoryEnd::Interrupted);
    for _ in 0..KEPT {
        history.begin(&command("docker ps"), None).end(&Ok(Outcome::Done));
    }
    assert_eq!(history.entries().len(), KEPT);
    assert_eq!(history.entries()[0].id, 2);
    history.forget(Some(&[5]));
    assert!(history.entry(5).is_none() && history.entry(6).is_some());
    history.forget(None);
    assert!(history.entries().is_empty());
}

#[test]
fn a_password_never_comes_back() {
    let history = History::open(None);
    history.begin(&command("docker login -u me -p hunter2"), None).end(&Ok(Outcome::Done));
    assert_eq!(history.entries()[0].masked, ["password"]);
    assert!(!serde_json::to_string(&history.entries()).unwrap().contains("hunter2"));
}
