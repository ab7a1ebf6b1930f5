//! Go's ways to print a value, read back: builders note lists and maps as Go prints them.

/// `["a" "b c"]`, as `%q` prints a list.
pub(crate) fn quoted_list(text: &str) -> Option<Vec<String>> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    quoted_words(inside)
}

/// `[a b]`, as `%v` prints a list. An element with a space looks like two.
pub(crate) fn bare_list(text: &str) -> Option<Vec<String>> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    // A list that is quoted after all is a Dockerfile's own.
    if inside.starts_with('"') {
        return None;
    }
    Some(inside.split_whitespace().map(str::to_owned).collect())
}

/// The keys of `map[80/tcp:{} 443/tcp:{}]`, as `%v` prints a set; newer builders have a list instead.
pub(crate) fn map_keys(text: &str) -> Option<Vec<String>> {
    let Some(inside) = text.strip_prefix("map[").and_then(|rest| rest.strip_suffix(']')) else { return bare_list(text) };
    inside.split_whitespace().map(|entry| entry.strip_suffix(":{}").map(str::to_owned)).collect()
}

/// `&{["CMD-SHELL" "test"] "30s" "3s" "0s" "0s" '\x03'}`, as `%q` prints a health check: the test, its interval, timeout and
/// start period, in newer builders the start interval, and how often it may fail. Zero means docker's default.
pub(crate) fn healthcheck(text: &str) -> Option<String> {
    let inside = text.strip_prefix("&{")?.strip_suffix('}')?;
    let (test, rest) = inside.rsplit_once("] ")?;
    let test = format!("{test}]");
    let (durations, retries) = rest.rsplit_once(' ')?;
    // The classic builder of newer engines prints the same with `%v`, without quotes.
    let (test, durations, retries) = match (quoted_list(&test), quoted_words(durations)) {
        (Some(test), Some(durations)) => (test, durations, rune(retries)?),
        _ => (bare_list(&test)?, durations.split_whitespace().map(str::to_owned).collect(), retries.parse().ok()?),
    };
    let (first, arguments) = test.split_first()?;
    let command = match first.as_str() {
        "NONE" => return Some("NONE".to_owned()),
        "CMD-SHELL" => format!("CMD {}", arguments.join(" ")),
        "CMD" => format!("CMD {}", super::instruction::json_list(arguments)),
        _ => return None,
    };
    let names = ["interval", "timeout", "start-period", "start-interval"];
    let mut words: Vec<String> = names
        .iter()
        .zip(&durations)
        .filter(|(_, duration)| duration.as_str() != "0s")
        .map(|(name, duration)| format!("--{name}={duration}"))
        .collect();
    if retries != 0 {
        words.push(format!("--retries={retries}"));
    }
    words.push(command);
    Some(words.join(" "))
}

/// `"a" "b\n"`, each word quoted as Go quotes strings.
fn quoted_words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (word, behind) = quoted(rest.strip_prefix('"')?)?;
        words.push(word);
        rest = behind.trim_start();
    }
    Some(words)
}

/// A word up to its closing quote, and what is behind it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut word = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((word, &text[at + 1..])),
            '\\' => {
                let (_, escape) = characters.next()?;
                let digits = match escape {
                    'x' => 2,
                    'u' => 4,
                    'U' => 8,
                    _ => 0,
                };
                word.push(match escape {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'a' => '\u{7}',
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'v' => '\u{b}',
                    '"' | '\\' | '\'' => escape,
                    'x' | 'u' | 'U' => {
                        let code: String = characters.by_ref().take(digits).map(|(_, digit)| digit).collect();
                        char::from_u32(u32::from_str_radix(&code, 16).ok()?)?
                    }
                    _ => return None,
                });
            }
            character => word.push(character),
        }
    }
    None
}

/// The number in `'\x03'` or `'\n'`: a small number as `%q` prints it.
fn rune(text: &str) -> Option<u32> {
    let inside = text.strip_prefix('\'')?.strip_suffix('\'')?;
    let (word, rest) = quoted(&format!("{inside}\"")).map(|(word, rest)| (word, rest.to_owned()))?;
    let mut characters = word.chars();
    let number = characters.next()?;
    (rest.is_empty() && characters.next().is_none()).then_some(u32::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        assert_eq!(quoted_list(r#"["a" "b c" "\"" "\t\u00e9"]"#), Some(["a", "b c", "\"", "\té"].map(str::to_owned).to_vec()));
        assert_eq!(quoted_list("[]"), Some(Vec::new()));
        assert_eq!(quoted_list(r#"["a", "b"]"#), None, "a comma is not Go's");
        assert_eq!(quoted_list(r#"["a"#), None);
        assert_eq!(bare_list("[/a /b]"), Some(vec!["/a".to_owned(), "/b".to_owned()]));
        assert_eq!(bare_list("/a /b"), None);
        assert_eq!(map_keys("map[80/tcp:{}]"), Some(vec!["80/tcp".to_owned()]));
        assert_eq!(map_keys("80 443"), None);
    }

    #[test]
    fn health_checks() {
        let old = r#"&{["CMD" "curl" "-f"] "0s" "0s" "5s" '\x00'}"#;
        assert_eq!(healthcheck(old).as_deref(), Some(r#"--start-period=5s CMD ["curl", "-f"]"#));
        let ten = r#"&{["CMD-SHELL" "x"] "1m0s" "0s" "0s" "0s" '\n'}"#;
        assert_eq!(healthcheck(ten).as_deref(), Some("--interval=1m0s --retries=10 CMD x"));
        assert_eq!(healthcheck(r#"&{["NONE"] "0s" "0s" "0s" '\x00'}"#).as_deref(), Some("NONE"));
        let bare = "&{[CMD-SHELL wget -q localhost || exit 1] 30s 3s 0s 0s 2}";
        assert_eq!(healthcheck(bare).as_deref(), Some("--interval=30s --timeout=3s --retries=2 CMD wget -q localhost || exit 1"));
        assert_eq!(healthcheck("whatever"), None);
    }
}
