#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::*;

#[test]
fn stands_bare_where_that_is_safe() {
    for word in ["nginx", "80:80", "127.0.0.1:80:80", r"C:\Users\me\app", "status=running", "-p", "--no-trunc", "-1", "3f2a9c"] {
        assert_eq!(quote(word), word);
    }
}

#[test]
fn quotes_what_powershell_would_read() {
    for (word, line) in [
        ("", "''"),
        ("a b", "'a b'"),
        ("a,b", "'a,b'"),
        ("@x", "'@x'"),
        ("$env:HOME", "'$env:HOME'"),
        ("{x}", "'{x}'"),
        ("[::1]:80:80", "'[::1]:80:80'"),
        ("-x.y", "'-x.y'"),
        ("it's", "'it''s'"),
        ("it\u{2019}s", "'it\u{2019}\u{2019}s'"),
        ("`n", "'`n'"),
    ] {
        assert_eq!(quote(word), line, "{word:?}");
    }
}

#[test]
fn hidden_characters_are_spelled_out_in_what_both_know() {
    assert_eq!(quote("a\nb\tc\r"), "\"a`nb`tc`r\"");
    assert_eq!(quote("\u{1b}[0m$x`\"\u{201c}"), "\"$([char]27)[0m`$x```\"`\u{201c}\"");
    assert_eq!(quote("\u{e0001}"), "\"$([char]56128)$([char]56321)\"");
}

#[test]
fn goes_verbatim_only_where_5_1_would_lose_something_and_verbatim_can_say_it() {
    let needs = |words: &[&str]| loses_words(words.iter().copied()) && verbatim_can_say(words.iter().copied());
    assert!(needs(&["docker", "run", "x", "say \"hi\""]));
    assert!(needs(&["docker", "run", "x", ""]));
    assert!(needs(&["docker", "build", "C:\\my app\\"]));
    assert!(!needs(&["docker", "build", "C:\\my app"]));
    assert!(!needs(&["docker", "run", "it's"]));
    assert!(needs(&["docker", "run", "\"", "100%"]), "one sign makes no %NAME%");
    assert!(!needs(&["docker", "run", "\"", "%PATH%"]), "verbatim would expand %NAME%");
    assert!(!needs(&["docker", "run", "\"", "a|b"]), "verbatim would end at the bar");
    assert!(!needs(&["docker", "run", "\"", "a\nb"]), "verbatim would end at the line end");
}

/// Reads a word as PowerShell's tokenizer does: the inverse of what the module claims.
fn read_by_powershell(line: &str) -> String {
    let inside = |quote: fn(char) -> bool| line.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    if let Some(text) = inside(|c| c == '\'') {
        single_quoted_text(text)
    } else if let Some(text) = inside(|c| c == '"') {
        double_quoted_text(text)
    } else {
        line.to_owned()
    }
}

fn single_quoted_text(text: &str) -> String {
    let mut word = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        if is_single_quote(c) {
            assert!(characters.next().is_some_and(is_single_quote), "the quotes end before the word does: {text}");
        }
        word.push(c);
    }
    word
}

fn double_quoted_text(text: &str) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let read = match c {
            '`' => {
                let escaped = rest.chars().next().unwrap();
                rest = &rest[escaped.len_utf8()..];
                match escaped {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    other => other,
                }
            }
            '$' => {
                let (number, after) = rest.strip_prefix("([char]").unwrap().split_once(')').unwrap();
                units.push(number.parse().unwrap());
                rest = after;
                continue;
            }
            c => {
                assert!(!is_double_quote(c), "the quotes end before the word does: {text}");
                c
            }
        };
        units.extend_from_slice(read.encode_utf16(&mut [0; 2]));
    }
    String::from_utf16(&units).unwrap()
}

/// Parts a command line as Windows programs do: backslashes count only before a quote.
fn split_by_windows(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let (mut quoted, mut backslashes) = (false, 0usize);
    for c in line.chars() {
        if c == '\\' {
            backslashes += 1;
            continue;
        }
        let before = std::mem::take(&mut backslashes);
        if c == '"' {
            let text = word.get_or_insert_default();
            text.extend(std::iter::repeat_n('\\', before / 2));
            if before % 2 == 1 {
                text.push('"');
            } else {
                quoted = !quoted;
            }
            continue;
        }
        if before > 0 {
            word.get_or_insert_default().extend(std::iter::repeat_n('\\', before));
        }
        if c.is_whitespace() && !quoted {
            words.extend(word.take());
        } else {
            word.get_or_insert_default().push(c);
        }
    }
    if backslashes > 0 {
        word.get_or_insert_default().extend(std::iter::repeat_n('\\', backslashes));
    }
    words.extend(word);
    words
}

#[test]
fn verbatim_doubles_backslashes_before_a_quote_and_nowhere_else() {
    for (word, line) in [
        ("", r#""""#),
        (r"C:\app", r"C:\app"),
        (r"C:\my app\", r#""C:\my app\\""#),
        (r#"say "hi""#, r#""say \"hi\"""#),
        (r#"a\"b"#, r#""a\\\"b""#),
    ] {
        assert_eq!(quote_verbatim(word), line, "{word:?}");
    }
}

proptest! {
    #[test]
    fn the_tokenizer_reads_the_word_back(word in prop_oneof![any::<String>(), "[a'\u{2018}\u{2019}\"\u{201c}$`\\n\\r\\t\u{1b} ]{0,12}"]) {
        let line = quote(&word);
        prop_assert_eq!(read_by_powershell(&line), word, "{}", &line);
        prop_assert!(line.chars().all(|c| !is_hidden(c)), "{:?}", line);
    }

    #[test]
    fn windows_reads_verbatim_words_back(words in prop::collection::vec("[a \"\\\\나]{0,10}", 1..5)) {
        let line = words.iter().map(|word| quote_verbatim(word)).collect::<Vec<_>>().join(" ");
        prop_assert_eq!(split_by_windows(&line), words, "{}", line);
    }
}
