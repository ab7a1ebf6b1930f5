#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::*;

#[test]
fn stands_bare_where_that_is_safe() {
    for word in ["nginx", "80:80", "127.0.0.1:80:80", "/home/나루/app", "status=running", "-p", "--name", "a_b@c%d+e,f"] {
        assert_eq!(quote(word), word);
    }
}

#[test]
fn quotes_what_a_shell_would_read() {
    for (word, line) in [
        ("", "''"),
        ("a b", "'a b'"),
        ("[::1]:80:80", "'[::1]:80:80'"),
        ("ngin*", "'ngin*'"),
        ("$HOME", "'$HOME'"),
        ("~", "'~'"),
        ("=ls", "'=ls'"),
        ("hey!", "'hey!'"),
        ("it's", "'it'\\''s'"),
        ("'", "\\'"),
        ("\u{3000}", "'\u{3000}'"),
    ] {
        assert_eq!(quote(word), line, "{word:?}");
    }
}

#[test]
fn hidden_characters_are_spelled_out_in_what_every_sh_knows() {
    assert_eq!(quote("a\u{1b}[201~b"), "'a'\"$(printf '\\033')\"'[201~b'", "an escape would end a terminal's bracketed paste");
    assert_eq!(quote("a\r"), "'a'\"$(printf '\\015')\"");
    assert_eq!(quote("a\nb c"), "'a'\"$(printf '\\012\\142')\"' c'", "the line stays one line");
    assert_eq!(quote("a\n"), "'a\n'", "substitution would drop it");
    assert!(!quote("abc\u{202e}txt").contains('\u{202e}'), "the line must look like what it is");
}

proptest! {
    #[test]
    fn shell_words_reads_the_word_back(words in prop::collection::vec("[^\\p{C}\\p{Z}]{0,12}| a|~'\"\\\\`\\$!;&|\\*", 0..5)) {
        let line = words.iter().map(|word| quote(word)).collect::<Vec<_>>().join(" ");
        prop_assert_eq!(shell_words::split(&line).unwrap(), words, "{}", line);
    }

    #[test]
    fn a_line_has_nothing_that_a_terminal_acts_on(word in any::<String>()) {
        prop_assert!(quote(&word).trim_end_matches(['\'', '\n']).chars().all(|c| !is_hidden(c)), "{:?}", quote(&word));
    }
}

/// The shells themselves are the judges where there are any; other systems have the tests above.
#[cfg(unix)]
mod in_a_shell {
    use std::process::Command;

    use super::*;

    fn read_by(shell: &str, words: &[String]) -> Vec<u8> {
        let line = words.iter().map(|word| quote(word)).collect::<Vec<_>>().join(" ");
        let script = format!("printf '%s\\000' {line}");
        let output = Command::new(shell).arg("-c").arg(script).output().unwrap();
        assert!(output.status.success(), "{line:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    fn as_arguments(words: &[String]) -> Vec<u8> {
        words.iter().flat_map(|word| word.bytes().chain([0])).collect()
    }

    #[test]
    fn every_ascii_character_comes_through() {
        let words: Vec<String> = (1u8..128).map(|b| format!("x{}y", char::from(b))).collect();
        assert_eq!(read_by("sh", &words), as_arguments(&words));
        let words: Vec<String> = (1u8..128).map(|b| char::from(b).to_string()).collect();
        assert_eq!(read_by("sh", &words), as_arguments(&words));
    }

    /// What sh makes of a text; none where it refuses it.
    fn words_of(text: &str) -> Option<Vec<String>> {
        let script = format!("printf '%s\\000' {text}");
        let output = Command::new("sh").arg("-c").arg(script).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        output.status.success().then(|| said.split_terminator('\0').map(str::to_owned).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn a_text_is_read_as_sh_reads_it(text in "x[a가'\"\\\\ =:,.@%+^-]{0,14}") {
            let here = crate::Here { shell: crate::Shell::Posix, folder: None, home: None };
            let reading = read(&text, &here);
            let words = &reading.statements[0].words;
            let read = (!words.iter().any(|word| word.trouble.is_some())).then(|| words.iter().map(|word| word.text.clone()).collect());
            // A backslash behind a drive's letter is kept here, on purpose.
            prop_assume!(!text.contains(":\\"));
            prop_assert_eq!(words_of(&text), read, "{}", text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_words_come_through_sh(words in prop::collection::vec("[^\\x00]{0,16}|[\\n\\r\\t'%\\\\a\\x1b]{0,12}", 1..16)) {
            prop_assert_eq!(read_by("sh", &words), as_arguments(&words));
        }
    }
}
