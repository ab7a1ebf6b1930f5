//! Lines as courses, READMEs and answers write them, and what each is read as.
//!
//! A line of a file is `LINE ⇒ RENDERED` or `LINE ⇒ !CODE WHAT[ → SUGGESTION]`; `⏎` is a line end. It is typed in `/work` by
//! somebody whose home is `/home/me`, or on Windows in `C:\work` with the home `C:\Users\me`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, fs, path::Path};

use naru_command::{Here, Place, Role, Shell, message_keys, parse, render_with};

fn here(shell: Shell) -> Here {
    let (folder, home) = match shell {
        Shell::Posix => ("/work", "/home/me"),
        Shell::PowerShell => (r"C:\work", r"C:\Users\me"),
    };
    Here { shell, folder: Some(folder.to_owned()), home: Some(home.to_owned()) }
}

fn read(line: &str, shell: Shell) -> String {
    match parse(line, &here(shell)) {
        Ok(parsed) => render_with(&parsed.command, &Place { shell, engine: parsed.engine }, &parsed.globals).text,
        Err(error) => {
            let code = serde_json::to_value(error.code).unwrap();
            let suggestion = error.suggestion.map(|suggestion| format!(" → {suggestion}")).unwrap_or_default();
            format!("!{} {}{suggestion}", code.as_str().unwrap(), error.what)
        }
    }
}

#[test]
fn every_line_is_read_as_it_is_meant() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let (mut lines, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let shell = if path.ends_with("powershell.txt") { Shell::PowerShell } else { Shell::Posix };
        for case in fs::read_to_string(&path).unwrap().lines() {
            let (line, expected) = case.split_once(" ⇒ ").expect(case);
            let found = read(&line.replace('⏎', "\n"), shell).replace('\n', "⏎");
            lines += 1;
            if found.trim_end() != expected.trim_end() {
                wrong.push(format!("{line}\n  expected {expected}\n  found    {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {lines} lines:\n{}", wrong.len(), wrong.join("\n"));
    assert!(lines >= 400, "only {lines} lines");
}

/// What is rendered reads as the same again: the line is stable.
#[test]
fn every_rendered_line_is_read_as_itself() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let shell = if path.ends_with("powershell.txt") { Shell::PowerShell } else { Shell::Posix };
        for case in fs::read_to_string(&path).unwrap().lines() {
            let (line, _) = case.split_once(" ⇒ ").expect(case);
            let rendered = read(&line.replace('⏎', "\n"), shell);
            if !rendered.starts_with('!') {
                assert_eq!(read(&rendered, shell), rendered, "{line}");
            }
        }
    }
}

/// What explains a word is a key that both languages have a text for.
#[test]
fn every_word_of_docker_has_an_explanation() {
    let keys: BTreeSet<&str> = message_keys().collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let (mut asked, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let shell = if path.ends_with("powershell.txt") { Shell::PowerShell } else { Shell::Posix };
        for case in fs::read_to_string(&path).unwrap().lines() {
            let line = case.split_once(" ⇒ ").expect(case).0.replace('⏎', "\n");
            let Ok(parsed) = parse(&line, &here(shell)) else { continue };
            for part in parsed.parts {
                if matches!(part.role, Role::Command | Role::Flag | Role::FlagValue) {
                    asked += 1;
                    if part.key.as_deref().is_none_or(|key| !keys.contains(key)) {
                        wrong.push(format!("{line}\n  {:?} {:?}", part.text, part.key));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(asked >= 1000, "only {asked} words");
}
