//! Whether the project's own script says every flag that is performed.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use naru_command::{Here, Shell, flags, parse};

use super::report::{Reported, Verdict};

/// Every command that is performed.
const PERFORMED: &[&[&str]] = &[
    &["run"],
    &["create"],
    &["start"],
    &["stop"],
    &["restart"],
    &["pause"],
    &["unpause"],
    &["kill"],
    &["rm"],
    &["rename"],
    &["wait"],
    &["attach"],
    &["exec"],
    &["logs"],
    &["ps"],
    &["top"],
    &["stats"],
    &["port"],
    &["diff"],
    &["commit"],
    &["cp"],
    &["export"],
    &["inspect"],
    &["container", "prune"],
    &["pull"],
    &["push"],
    &["tag"],
    &["image", "ls"],
    &["image", "inspect"],
    &["image", "history"],
    &["rmi"],
    &["image", "prune"],
    &["save"],
    &["load"],
    &["import"],
    &["search"],
    &["build"],
    &["network", "ls"],
    &["network", "create"],
    &["network", "rm"],
    &["network", "inspect"],
    &["network", "connect"],
    &["network", "disconnect"],
    &["network", "prune"],
    &["volume", "ls"],
    &["volume", "create"],
    &["volume", "rm"],
    &["volume", "inspect"],
    &["volume", "prune"],
    &["system", "df"],
    &["system", "prune"],
    &["events"],
    &["info"],
    &["version"],
    &["context", "ls"],
    &["context", "inspect"],
];

/// Flags that no engine of the lab takes, by their keys; where one generation is named, that one does not.
const EXCUSED: &[(&str, Option<&str>, &str)] = &[];

/// Fails with what is missing: a flag that no line has which was performed, or a line that was not refused, on some engine.
pub fn check(engines: &[Vec<Reported>]) -> Result<()> {
    let mut missing = Vec::new();
    for reported in engines {
        let Some(generation) = reported.first().map(|first| first.generation.as_str()) else { continue };
        let said: BTreeSet<String> = reported.iter().filter(|one| one.verdict != Verdict::RefusedByBoth).flat_map(|one| keys(&one.line)).collect();
        for words in PERFORMED {
            let all = flags(words).with_context(|| format!("there is no docker {}", words.join(" ")))?;
            let performed = all.into_iter().filter_map(|flag| flag.key);
            let left_out = performed.filter(|key| !said.contains(key) && !is_excused(key, generation));
            missing.extend(left_out.map(|key| format!("{key} ({generation})")));
        }
    }
    if !missing.is_empty() {
        bail!("{} flags are in no line that is performed:\n  {}", missing.len(), missing.join("\n  "));
    }
    Ok(())
}

fn is_excused(key: &str, generation: &str) -> bool {
    EXCUSED.iter().any(|(excused, only, _)| *excused == key && only.is_none_or(|only| only == generation))
}

/// The keys of the flags of a line.
fn keys(line: &str) -> Vec<String> {
    let anywhere = Here { shell: Shell::Posix, folder: Some("/".to_owned()), home: Some("/".to_owned()) };
    let parts = parse(line, &anywhere).map(|parsed| parsed.parts).unwrap_or_default();
    parts.into_iter().filter_map(|part| part.key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_named_here_is_one() {
        assert!(PERFORMED.iter().all(|words| flags(words).is_some()));
    }

    #[test]
    fn a_flag_is_found_in_a_line_however_it_is_written() {
        assert!(keys("docker run -it --name=x nginx").contains(&"run.tty".to_owned()));
        assert!(keys("docker container run -p80:80 nginx").contains(&"run.publish".to_owned()));
    }

    #[test]
    fn every_excuse_says_why_and_is_of_a_flag() {
        let all: BTreeSet<String> = PERFORMED.iter().filter_map(|words| flags(words)).flatten().filter_map(|flag| flag.key).collect();
        assert!(EXCUSED.iter().all(|(key, _, why)| all.contains(*key) && !why.is_empty()));
    }
}
