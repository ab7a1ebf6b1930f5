//! What a command says beyond the fields of its form: each piece with its explanation, and the command without it.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Command, Here, Part, Place, Role, Shell, parse, render, render::VERBATIM_KEY};

/// Something that a command says and its form has no field for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Further {
    /// The words that say it, as in the line: a flag and its value, or the words behind the image.
    pub parts: Vec<Part>,
    /// The key of its explanation.
    pub key: String,
    /// The command without it.
    pub without: Command,
}

/// What the run form edits itself.
const OF_RUN: [&str; 2] = ["run.name", "run.publish"];
/// What the build form edits itself; of several tags the first.
const OF_BUILD: [&str; 3] = ["build.tag", "build.file", "build.build-arg"];
/// The words of the command in the container.
const WORDS: &str = "container.command";

/// What a run or a build says beyond its form, in the order of its line, written for a shell; nothing for other commands.
#[must_use]
pub fn further(command: &Command, shell: Shell) -> Vec<Further> {
    let edited = match command {
        Command::Run(_) => OF_RUN.as_slice(),
        Command::Build(_) => OF_BUILD.as_slice(),
        _ => return Vec::new(),
    };
    let line = |shell| {
        let parts = render(command, &Place { shell, engine: None }).parts;
        parts.into_iter().filter(|part| part.key.as_deref() != Some(VERBATIM_KEY)).collect::<Vec<_>>()
    };
    let (words, shown) = (line(Shell::Posix), line(shell));
    let mut seen_tag = false;
    let is_field = |range: &std::ops::Range<usize>, seen_tag: &mut bool| {
        let key = words[range.start].key.as_deref().unwrap_or_default();
        // `--build-arg KEY` hands a variable on, which no field of the form says.
        let handed_on = key == "build.build-arg" && words.get(range.end - 1).is_some_and(|value| !value.text.contains('='));
        let another_tag = key == "build.tag" && std::mem::replace(seen_tag, true);
        edited.contains(&key) && !handed_on && !another_tag
    };
    ranges(&words)
        .into_iter()
        .filter(|range| !is_field(range, &mut seen_tag))
        .filter_map(|range| {
            let left = words.iter().enumerate().filter(|(at, _)| !range.contains(at)).map(|(_, part)| part.text.as_str());
            let text = left.collect::<Vec<_>>().join(" ");
            // Every path of a rendered line is absolute, so that it means the same anywhere.
            let without = parse(&text, &Here { shell: Shell::Posix, folder: None, home: None }).ok()?.command;
            let key = words[range.start].key.clone()?;
            Some(Further { parts: shown.get(range)?.to_vec(), key, without })
        })
        .collect()
}

/// Which parts of a line belong together: a flag with its value; the words of the command in the container.
fn ranges(words: &[Part]) -> Vec<std::ops::Range<usize>> {
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, part) in words.iter().enumerate() {
        let continues = match part.role {
            Role::FlagValue => true,
            _ if part.key.as_deref() == Some(WORDS) => ranges.last().is_some_and(|last| words[last.start].key.as_deref() == Some(WORDS)),
            Role::Flag => false,
            _ => continue,
        };
        match ranges.last_mut() {
            Some(last) if continues && last.end == at => last.end = at + 1,
            _ => ranges.push(at..at + 1),
        }
    }
    ranges
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn command(line: &str) -> Command {
        parse(line, &Here { shell: Shell::Posix, folder: None, home: None }).unwrap().command
    }

    fn says(line: &str) -> Vec<(String, String)> {
        let text = |parts: &[Part]| parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
        let written = |command| render(command, &Place { shell: Shell::Posix, engine: None }).text;
        further(&command(line), Shell::Posix).iter().map(|one| (text(&one.parts), written(&one.without))).collect()
    }

    #[test]
    fn all_that_a_run_says_beside_its_form_is_there_once_and_can_go() {
        let line = "docker run -d -it -p 80:80 --name web -e A=1 -e 'B=two words' --sig-proxy=false nginx sh -c 'echo -p'";
        let says = says(line);
        let texts: Vec<&str> = says.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["-d", "-it", "-e A=1", "-e 'B=two words'", "--sig-proxy=false", "sh -c 'echo -p'"]);
        assert_eq!(says[2].1, "docker run -d -it -p 80:80 --name web -e 'B=two words' --sig-proxy=false nginx sh -c 'echo -p'");
        assert!(says[5].1.ends_with("nginx"), "{}", says[5].1);
    }

    #[test]
    fn of_a_build_too_with_the_tags_behind_the_first() {
        let line = "docker build -t a -t b -f /src/x --build-arg K=v --build-arg HANDED --no-cache --target t /src";
        let texts: Vec<String> = says(line).into_iter().map(|(text, _)| text).collect();
        assert_eq!(texts, ["-t b", "--build-arg HANDED", "--target t", "--no-cache"]);
    }

    #[test]
    fn a_value_that_looks_like_a_flag_stays_with_its_flag() {
        let says = says("docker run -e --name=x nginx");
        assert_eq!(says.len(), 1);
        assert_eq!(says[0].1, "docker run nginx");
    }
}
