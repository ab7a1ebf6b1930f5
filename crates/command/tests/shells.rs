//! Rendered lines in the shells themselves: what a program gets is what was meant.
//!
//! PowerShell is not on the machines that test this; `src/shell/powershell/tests.rs` reads its lines by its published rules.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::{fs, path::Path, process::Command as Process};

use naru_command::{Command, Here, Place, Run, Shell, parse, render, render_with};
use proptest::prelude::*;

const PLACE: Place = Place { shell: Shell::Posix, engine: None };

/// Those that are here; `sh` is always.
fn shells() -> impl Iterator<Item = &'static str> {
    ["sh", "bash", "zsh"].into_iter().filter(|shell| *shell == "sh" || Process::new(shell).arg("-c").arg("true").output().is_ok())
}

/// What a program that is called `docker` gets, for each of the lines.
fn arguments(shell: &str, lines: &[String]) -> Vec<Vec<String>> {
    let mut script = "docker() { for word in \"$@\"; do printf '%s\\0' \"$word\"; done; printf '\\001\\0'; }\n".to_owned();
    for line in lines {
        script.push_str(line);
        script.push('\n');
    }
    let output = Process::new(shell).arg("-c").arg(&script).current_dir("/").output().unwrap();
    assert!(output.status.success(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut all = vec![Vec::new()];
    for word in text.split_terminator('\0') {
        if word == "\u{1}" {
            all.push(Vec::new());
        } else {
            all.last_mut().unwrap().push(word.to_owned());
        }
    }
    all.pop();
    all
}

#[test]
fn every_line_of_the_corpus_reaches_docker_word_by_word() {
    let here = Here { shell: Shell::Posix, folder: Some("/work".into()), home: Some("/home/me".into()) };
    let mut lines = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")).unwrap() {
        for case in fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            let (line, _) = case.split_once(" ⇒ ").expect(case);
            let Ok(parsed) = parse(&line.replace('⏎', "\n"), &here) else { continue };
            let line = render_with(&parsed.command, &Place { shell: Shell::Posix, engine: parsed.engine }, &parsed.globals).text;
            // What lists is run first, and says nothing here.
            if !line.contains("$(docker") {
                lines.push(line);
            }
        }
    }
    // An independent reader of the same rules says what the words are.
    let words: Vec<Vec<String>> = lines.iter().map(|line| shell_words::split(line).unwrap()[1..].to_vec()).collect();
    for shell in shells() {
        for ((line, words), read) in lines.iter().zip(&words).zip(arguments(shell, &lines)) {
            assert_eq!(&read, words, "{shell}: {line}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_runs_in_a_container_gets_its_words(
        words in prop::collection::vec("[^\\x00\\x01]{0,16}|[\\n\\t'\"$`\\\\ ~!*a]{0,12}", 1..12),
        entrypoint in "[^\\x00\\x01]{1,12}",
    ) {
        let command = Command::Run(Run { entrypoint: Some(entrypoint.clone()), ..Run::new("busybox".parse().unwrap(), words.clone()) });
        let line = render(&command, &PLACE).text;
        let mut expected = vec!["run".to_owned(), "--entrypoint".to_owned(), entrypoint, "busybox".to_owned()];
        expected.extend(words);
        for shell in shells() {
            prop_assert_eq!(&arguments(shell, std::slice::from_ref(&line))[0], &expected, "{}: {}", shell, line);
        }
    }
}
