//! `--env`, `--env-file` and `--label-file`, with the rules of the CLI's own `pkg/kvfile` and `opts.ReadKVEnvStrings`.

use naru_command::{EnvVar, KeyValue};
use naru_view::ProblemCode;

use crate::error::{Error, Result};

/// The variables of files and then of flags, as the engine takes them. A variable that is only named has the value it has for Naru, which
/// stands in for the terminal; one of a file that has none there is left out, and one of a flag stays a name, which takes an image's away.
pub(super) async fn environment(files: &[String], given: &[EnvVar]) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for file in files {
        all.extend(parse(file, &read(file).await?, &of_process)?);
    }
    all.extend(given.iter().map(|variable| match (variable.value(), of_process(variable.key())) {
        (None, Some(value)) => format!("{}={value}", variable.key()),
        _ => variable.to_string(),
    }));
    Ok(all)
}

/// The labels of files and then of flags. One of a file that is only named is left out, as the CLI does it; one of a flag is empty.
pub(super) async fn labels(files: &[String], given: &[KeyValue]) -> Result<Vec<(String, String)>> {
    let mut all = Vec::new();
    for file in files {
        for line in parse(file, &read(file).await?, &|_| None)? {
            let (key, value) = line.split_once('=').unwrap_or((&line, ""));
            all.push((key.to_owned(), value.to_owned()));
        }
    }
    for label in given {
        let key = label.key().trim_start_matches([' ', '\t']);
        if key.is_empty() || key.contains([' ', '\t']) {
            return Err(invalid(&label.to_string(), "a label's name is not empty and has no space in it"));
        }
        all.push((label.key().to_owned(), label.value().unwrap_or_default().to_owned()));
    }
    Ok(all)
}

fn of_process(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A value that docker does not understand either.
pub(super) fn invalid(value: &str, why: impl Into<String>) -> Error {
    Error::new(ProblemCode::InvalidValue, why).with("value", value)
}

/// A file on this computer, whole.
pub(super) async fn read(path: &str) -> Result<Vec<u8>> {
    tokio::fs::read(path).await.map_err(|error| Error::file(path, error))
}

fn parse(path: &str, bytes: &[u8], look_up: &dyn Fn(&str) -> Option<String>) -> Result<Vec<String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| Error::caused(ProblemCode::InvalidValue, error).with("value", path))?;
    let mut variables = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line).trim_start();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (key, value) = line.split_once('=').map_or((line, None), |(key, value)| (key, Some(value)));
        if key.is_empty() || key.contains([' ', '\t']) {
            // Without the line itself: what is written like no variable may be a password all the same.
            let said = format!("{path}:{number}: a variable's name is not empty and has no space in it");
            return Err(invalid(&format!("{path}:{number}"), said).with("path", path));
        }
        match value {
            Some(_) => variables.push(line.to_owned()),
            None => variables.extend(look_up(key).map(|value| format!("{key}={value}"))),
        }
    }
    Ok(variables)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_the_cli_reads_it() {
        let look_up = |name: &str| (name == "HOME").then(|| "/me".to_owned());
        let text = "\u{feff}# comment\r\n  A=1 \n\nB=\"q\"=x\n\t#no\nHOME\nNOWHERE\nEMPTY=\r\nC=# kept";
        assert_eq!(parse("f", text.as_bytes(), &look_up).unwrap(), ["A=1 ", "B=\"q\"=x", "HOME=/me", "EMPTY=", "C=# kept"]);
        for wrong in ["=1", "A B=1", "A =1", "A\t=1"] {
            assert_eq!(parse("f", wrong.as_bytes(), &look_up).unwrap_err().code(), ProblemCode::InvalidValue, "{wrong:?}");
        }
        assert!(parse("f", b"A=\xff", &look_up).is_err());
    }

    #[tokio::test]
    async fn a_file_that_is_not_there_is_named() {
        let missing = environment(&["/no/such.env".to_owned()], &[]).await.unwrap_err().problem();
        assert_eq!((missing.code, missing.params["path"].as_str()), (ProblemCode::FileNotFound, "/no/such.env"));
    }

    #[tokio::test]
    async fn a_name_alone_is_a_label_and_a_variable_that_is_taken_away() {
        let labels = labels(&[], &["a=b".parse().unwrap(), "c".parse().unwrap()]).await.unwrap();
        assert_eq!(labels, [("a".to_owned(), "b".to_owned()), ("c".to_owned(), String::new())]);
        let variables = environment(&[], &["NARU_NO_SUCH".parse().unwrap(), "A=".parse().unwrap()]).await.unwrap();
        assert_eq!(variables, ["NARU_NO_SUCH", "A="]);
    }
}
