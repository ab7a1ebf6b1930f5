//! A row of an image's history, as the instruction that somebody wrote in a Dockerfile.
//!
//! Builders note what they ran, not what they read: the classic builder a shell line (`/bin/sh -c #(nop)  CMD ["nginx"]`),
//! `BuildKit` the instruction with its shell and a mark (`RUN /bin/sh -c make # buildkit`). Lists stand there as Go prints them.

use super::golang;

/// What an instruction does to an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `RUN`
    Run,
    /// `COPY`, `ADD`
    Copy,
    /// `WORKDIR`, which makes a folder where there is none.
    Workdir,
    /// Only what containers get told: `ENV`, `CMD`, `LABEL`…
    Metadata,
    /// Anything else: a commit, an import, another builder.
    Unknown,
}

const METADATA: [&str; 14] = [
    "ENV",
    "CMD",
    "LABEL",
    "EXPOSE",
    "ENTRYPOINT",
    "USER",
    "ARG",
    "VOLUME",
    "STOPSIGNAL",
    "HEALTHCHECK",
    "ONBUILD",
    "SHELL",
    "MAINTAINER",
    "FROM",
];

/// The instruction in a `CreatedBy`, and what kind it is of.
pub(crate) fn read(created_by: &str) -> (String, Kind) {
    let text = created_by.trim();
    if let Some(rest) = text.strip_suffix("# buildkit") {
        return buildkit(rest.trim_end());
    }
    let (keyword, rest) = keyword(text);
    if kind(keyword) != Kind::Unknown && !rest.is_empty() {
        return buildkit(text);
    }
    classic(text)
}

/// `RUN |1 A=b /bin/sh -c make`, `COPY a /b`, `CMD ["nginx" "-g" "daemon off;"]`.
fn buildkit(text: &str) -> (String, Kind) {
    let (keyword, rest) = keyword(text);
    let kind = kind(keyword);
    let instruction = match kind {
        Kind::Unknown => text.to_owned(),
        Kind::Run => run(rest),
        Kind::Metadata => metadata(keyword, rest),
        Kind::Copy | Kind::Workdir => format!("{keyword} {rest}"),
    };
    (instruction, kind)
}

/// `/bin/sh -c #(nop)  CMD ["nginx"]`, `/bin/sh -c make`, `|1 A=b /bin/sh -c make`, or whatever a container ran.
fn classic(text: &str) -> (String, Kind) {
    let without_args = skip_args(text);
    match strip_shell(without_args) {
        Some(line) => match line.trim_start().strip_prefix("#(nop)") {
            Some(noted) => {
                let (keyword, rest) = keyword(noted.trim());
                match kind(keyword) {
                    Kind::Metadata => (metadata(keyword, rest), Kind::Metadata),
                    Kind::Copy => (format!("{keyword} {}", short_source(rest)), Kind::Copy),
                    kind => (noted.trim().to_owned(), kind),
                }
            }
            None => (format!("RUN {}", line.trim()), Kind::Run),
        },
        // Build arguments come before what a RUN ran, and before nothing else.
        None if without_args.len() < text.len() => (format!("RUN {without_args}"), Kind::Run),
        None => (text.to_owned(), Kind::Unknown),
    }
}

fn run(rest: &str) -> String {
    let mut flags = Vec::new();
    let mut rest = rest;
    while let Some((flag, behind)) = rest.split_once(' ').filter(|(flag, _)| flag.starts_with("--")) {
        flags.push(flag);
        rest = behind.trim_start();
    }
    let line = skip_args(rest);
    let line = strip_shell(line).unwrap_or(line).trim();
    flags.insert(0, "RUN");
    flags.push(line);
    flags.join(" ")
}

fn metadata(keyword: &str, rest: &str) -> String {
    let written = match keyword {
        "CMD" | "ENTRYPOINT" => golang::quoted_list(rest).map(|words| match words.as_slice() {
            [shell, flag, line] if is_shell(shell) && is_command_flag(flag) => line.clone(),
            words => json_list(words),
        }),
        "SHELL" => golang::bare_list(rest).map(|words| json_list(&words)),
        "VOLUME" => golang::bare_list(rest).map(|words| words.join(" ")),
        "EXPOSE" => golang::map_keys(rest).map(|ports| ports.join(" ")),
        "HEALTHCHECK" => golang::healthcheck(rest),
        _ => None,
    };
    format!("{keyword} {}", written.unwrap_or_else(|| rest.to_owned()))
}

/// `["a", "b"]`, as a Dockerfile has it.
pub(crate) fn json_list(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| serde_json::Value::from(word.as_str()).to_string()).collect();
    format!("[{}]", quoted.join(", "))
}

fn keyword(text: &str) -> (&str, &str) {
    let (keyword, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (keyword, rest.trim())
}

fn kind(keyword: &str) -> Kind {
    match keyword {
        "RUN" => Kind::Run,
        "COPY" | "ADD" => Kind::Copy,
        "WORKDIR" => Kind::Workdir,
        keyword if METADATA.contains(&keyword) => Kind::Metadata,
        _ => Kind::Unknown,
    }
}

/// Takes away `|2 A=b C=d e `, the build arguments: their number, then each. A value may hold spaces, so that their end is
/// where the shell begins, and only where there is none the next word but so many.
fn skip_args(text: &str) -> &str {
    let Some((count, rest)) = text.strip_prefix('|').and_then(|text| text.split_once(' ')) else { return text };
    let Ok(count) = count.parse::<usize>() else { return text };
    let starts = std::iter::once(0).chain(rest.match_indices(' ').map(|(at, _)| at + 1));
    let mut starts = starts.skip(count);
    let fallback = starts.next().map_or("", |at| &rest[at..]);
    let shell = rest.match_indices(' ').map(|(at, _)| &rest[at + 1..]).find(|rest| strip_shell(rest).is_some());
    shell.unwrap_or(if strip_shell(rest).is_some() { rest } else { fallback })
}

/// The line in `/bin/sh -c line`, `/bin/bash -o pipefail -c line`, `cmd /S /C line`, `powershell -Command line`.
fn strip_shell(text: &str) -> Option<&str> {
    let (shell, mut rest) = text.split_once(' ')?;
    if !is_shell(shell) {
        return None;
    }
    // More options than these no `SHELL` has; behind them the line itself could look like one.
    for _ in 0..8 {
        let (option, behind) = rest.trim_start().split_once(' ').unwrap_or((rest.trim_start(), ""));
        if is_command_flag(option) {
            return Some(behind);
        }
        if option.is_empty() {
            return None;
        }
        rest = behind;
    }
    None
}

fn is_shell(word: &str) -> bool {
    const SHELLS: [&str; 9] = ["sh", "bash", "ash", "dash", "zsh", "ksh", "cmd", "powershell", "pwsh"];
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    SHELLS.contains(&name.strip_suffix(".exe").unwrap_or(name).to_lowercase().as_str())
}

/// `-c`, `-ec`, `-lc`; `/C`; `-Command`.
fn is_command_flag(word: &str) -> bool {
    let short = word.strip_prefix('-').and_then(|rest| rest.strip_suffix('c'));
    short.is_some_and(|others| others.len() < 6 && others.bytes().all(|byte| byte.is_ascii_lowercase()))
        || word.eq_ignore_ascii_case("/c")
        || word.eq_ignore_ascii_case("-command")
}

/// `file:<64 digits> in /app` with as much of the digest as docker shows elsewhere.
fn short_source(text: &str) -> String {
    let words = text.split_whitespace().map(|word| match word.split_once(':') {
        Some((what @ ("file" | "dir" | "multi"), digest)) if digest.len() > 12 && digest.is_ascii() => format!("{what}:{}", &digest[..12]),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_classic_builder() {
        let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        for (created_by, instruction, kind) in [
            ("/bin/sh -c #(nop)  CMD [\"nginx\"]", "CMD [\"nginx\"]", Kind::Metadata),
            ("/bin/sh -c #(nop)  CMD [\"nginx\" \"-g\" \"daemon off;\"]", "CMD [\"nginx\", \"-g\", \"daemon off;\"]", Kind::Metadata),
            ("/bin/sh -c #(nop)  CMD [\"/bin/sh\" \"-c\" \"echo $HOME\"]", "CMD echo $HOME", Kind::Metadata),
            ("/bin/sh -c #(nop)  ENV NGINX_VERSION=1.21", "ENV NGINX_VERSION=1.21", Kind::Metadata),
            ("/bin/sh -c #(nop)  EXPOSE 80", "EXPOSE 80", Kind::Metadata),
            ("/bin/sh -c #(nop) WORKDIR /app", "WORKDIR /app", Kind::Workdir),
            ("/bin/sh -c #(nop)  VOLUME [/data /log]", "VOLUME /data /log", Kind::Metadata),
            ("/bin/sh -c apt-get update && apt-get install -y curl", "RUN apt-get update && apt-get install -y curl", Kind::Run),
            ("|1 FOO=bar /bin/sh -c make", "RUN make", Kind::Run),
            ("|2 A=b C=d e f /bin/sh -c make $A", "RUN make $A", Kind::Run),
            ("|1 A=b make all", "RUN make all", Kind::Run),
            ("/bin/bash -o pipefail -c #(nop)  CMD [\"a\"]", "CMD [\"a\"]", Kind::Metadata),
            ("/bin/bash -o pipefail -c a | b", "RUN a | b", Kind::Run),
            ("cmd /S /C dir", "RUN dir", Kind::Run),
            ("powershell -NoProfile -Command Get-Date", "RUN Get-Date", Kind::Run),
            ("nginx -g daemon off;", "nginx -g daemon off;", Kind::Unknown),
            ("sh", "sh", Kind::Unknown),
            ("", "", Kind::Unknown),
        ] {
            assert_eq!(read(created_by), (instruction.to_owned(), kind), "{created_by}");
        }
        let (copied, _) = read(&format!("/bin/sh -c #(nop) COPY file:{digest} in /app "));
        assert_eq!(copied, "COPY file:9f86d081884c in /app");
        let (added, _) = read(&format!("/bin/sh -c #(nop) ADD multi:{digest} in / "));
        assert_eq!(added, "ADD multi:9f86d081884c in /");
    }

    #[test]
    fn buildkit_marks_what_it_made() {
        for (created_by, instruction, kind) in [
            ("RUN /bin/sh -c make # buildkit", "RUN make", Kind::Run),
            ("RUN |1 FOO=bar /bin/sh -c make # buildkit", "RUN make", Kind::Run),
            ("RUN |1 FOO=a b /bin/sh -c make -j # buildkit", "RUN make -j", Kind::Run),
            ("RUN make all # buildkit", "RUN make all", Kind::Run),
            ("RUN --mount=type=cache,target=/root /bin/sh -c make # buildkit", "RUN --mount=type=cache,target=/root make", Kind::Run),
            ("RUN /bin/sh -c echo a # a comment # buildkit", "RUN echo a # a comment", Kind::Run),
            ("RUN /bin/bash -eo pipefail -c a | b # buildkit", "RUN a | b", Kind::Run),
            ("COPY a b /c/ # buildkit", "COPY a b /c/", Kind::Copy),
            ("ADD https://example.test/a /a # buildkit", "ADD https://example.test/a /a", Kind::Copy),
            ("WORKDIR /app", "WORKDIR /app", Kind::Workdir),
            ("CMD [\"nginx\" \"-g\" \"daemon off;\"]", "CMD [\"nginx\", \"-g\", \"daemon off;\"]", Kind::Metadata),
            ("ENTRYPOINT [\"/bin/sh\" \"-c\" \"say \\\"hi\\\"\"]", "ENTRYPOINT say \"hi\"", Kind::Metadata),
            ("ENTRYPOINT [\"say\" \"\\\"hi\\\"\"]", "ENTRYPOINT [\"say\", \"\\\"hi\\\"\"]", Kind::Metadata),
            ("CMD []", "CMD []", Kind::Metadata),
            ("EXPOSE map[443/tcp:{} 80/tcp:{}]", "EXPOSE 443/tcp 80/tcp", Kind::Metadata),
            ("EXPOSE [80/tcp 443/tcp]", "EXPOSE 80/tcp 443/tcp", Kind::Metadata),
            ("VOLUME [/data]", "VOLUME /data", Kind::Metadata),
            ("SHELL [/bin/bash -o pipefail -c]", "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]", Kind::Metadata),
            (
                "HEALTHCHECK &{[\"CMD-SHELL\" \"curl -f localhost\"] \"30s\" \"3s\" \"0s\" \"0s\" '\\x03'}",
                "HEALTHCHECK --interval=30s --timeout=3s --retries=3 CMD curl -f localhost",
                Kind::Metadata,
            ),
            ("LABEL a=b c=d", "LABEL a=b c=d", Kind::Metadata),
            ("ONBUILD RUN make", "ONBUILD RUN make", Kind::Metadata),
        ] {
            assert_eq!(read(created_by), (instruction.to_owned(), kind), "{created_by}");
        }
    }

    #[test]
    fn other_builders_are_left_as_they_are() {
        for created_by in ["# debian.sh --arch 'amd64' out/ 'trixie' '@1700000000'", "bazel build ...", "RUN", "crane flatten sha256:12"] {
            assert_eq!(read(created_by), (created_by.to_owned(), Kind::Unknown));
        }
    }
}
