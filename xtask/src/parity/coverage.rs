//! Whether the project's own script says every flag that is performed.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use naru_command::{Here, Parsed, Shell, flags, parse};

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

/// Flags that no line here can have performed.
struct Excuse {
    commands: &'static [&'static str],
    flags: &'static [&'static str],
    /// Only on this generation; none: on both.
    only: Option<&'static str>,
    why: &'static str,
}

const OLD: Option<&str> = Some("old");
const MAKING: &[&str] = &["run", "create"];

const EXCUSED: &[Excuse] = &[
    Excuse {
        commands: MAKING,
        flags: &["cpu-count", "cpu-percent", "io-maxbandwidth", "io-maxiops"],
        only: None,
        why: "only for an engine on Windows; the CLI refuses it for any other",
    },
    Excuse { commands: &["run"], flags: &["gpus"], only: None, why: "there is no GPU, and the container does not start; create has it" },
    Excuse {
        commands: &["run"],
        flags: &["cpu-rt-period", "cpu-rt-runtime"],
        only: None,
        why: "the kernel gives realtime to no container here; create has it",
    },
    Excuse {
        commands: &["run"],
        flags: &["cgroup-parent"],
        only: None,
        why: "the cgroup would stay on the machine when the lab is gone; create has it",
    },
    Excuse {
        commands: &["run", "exec"],
        flags: &["privileged"],
        only: OLD,
        why: "a lab has not every capability that there is, and its old runtime asks for all of them; create has it",
    },
    Excuse { commands: &["volume prune"], flags: &["all"], only: OLD, why: "needs API 1.42" },
    Excuse { commands: MAKING, flags: &["storage-opt"], only: OLD, why: "overlay2 takes it only on xfs with quotas" },
    Excuse { commands: &["image ls"], flags: &["tree"], only: OLD, why: "needs API 1.47" },
    Excuse { commands: &["image history", "save", "load"], flags: &["platform"], only: OLD, why: "needs API 1.48" },
    Excuse { commands: &["image inspect"], flags: &["platform"], only: OLD, why: "needs API 1.49" },
    Excuse { commands: &["push"], flags: &["platform"], only: OLD, why: "needs API 1.46" },
    Excuse { commands: &["rmi"], flags: &["platform"], only: OLD, why: "needs API 1.50" },
    Excuse {
        commands: &["search"],
        flags: &["filter", "limit", "format", "no-trunc"],
        only: None,
        why: "searching asks Docker Hub, which a lab can't reach",
    },
];

/// Fails with what is missing: a flag that is in no line which both sides performed, on some engine. One that Naru itself said it does
/// not perform there is none; `not_performed` has those of lines that the CLI was not asked for.
pub fn check(engines: &[Vec<Reported>], not_performed: &[Vec<(String, String)>]) -> Result<()> {
    let mut missing = Vec::new();
    for (reported, refused) in engines.iter().zip(not_performed) {
        let Some(generation) = reported.first().map(|first| first.generation.as_str()) else { continue };
        let identical = reported.iter().filter(|one| one.verdict == Verdict::Identical);
        let said: BTreeSet<Said> = identical.flat_map(|one| said(&one.line)).collect();
        let by_name = reported.iter().filter_map(|one| Some((verb_of(&one.line), one.not_performed.clone()?)));
        let refused: BTreeSet<(String, String)> = by_name.chain(refused.iter().cloned()).collect();
        for words in PERFORMED {
            let name = words.join(" ");
            for flag in flags(words).with_context(|| format!("there is no docker {name}"))? {
                let Some(key) = flag.key else { continue };
                if !said.contains(&(verb(words), key))
                    && !refused.contains(&(verb(words), format!("--{}", flag.long)))
                    && !is_excused(&name, &flag.long, generation)
                {
                    missing.push(format!("docker {name} --{} ({generation})", flag.long));
                }
            }
        }
    }
    if !missing.is_empty() {
        bail!("{} flags are in no line that is performed:\n  {}", missing.len(), missing.join("\n  "));
    }
    Ok(())
}

/// Prints the flags that no line has to have.
pub fn excuses() {
    for Excuse { commands, flags, only, why } in EXCUSED {
        let which = commands.iter().map(|words| format!("docker {words}")).collect::<Vec<_>>().join(", ");
        let on = only.map(|only| format!(" (on the {only} engine)")).unwrap_or_default();
        println!("not performed here: {which} --{}{on}\n{:11}{why}", flags.join(" --"), "");
    }
}

fn is_excused(words: &str, flag: &str, generation: &str) -> bool {
    let fits = |excuse: &&Excuse| excuse.commands.contains(&words) && excuse.flags.contains(&flag);
    EXCUSED.iter().filter(fits).any(|excuse| excuse.only.is_none_or(|only| only == generation))
}

/// A command, as its value is tagged, and the key of one of its flags.
type Said = (String, String);

/// The flags of a line.
fn said(line: &str) -> Vec<Said> {
    let Some(parsed) = read(line) else { return Vec::new() };
    let verb = tag(&parsed);
    parsed.parts.into_iter().filter_map(|part| Some((verb.clone(), part.key?))).collect()
}

/// The command of a line, as its value is tagged; nothing when it is none.
fn verb_of(line: &str) -> String {
    read(line).as_ref().map(tag).unwrap_or_default()
}

fn read(line: &str) -> Option<Parsed> {
    parse(line, &Here { shell: Shell::Posix, folder: Some("/".to_owned()), home: Some("/".to_owned()) }).ok()
}

fn tag(parsed: &Parsed) -> String {
    serde_json::to_value(&parsed.command).ok().and_then(|value| value["verb"].as_str().map(str::to_owned)).unwrap_or_default()
}

/// How the value of a command is tagged: `imageLs`.
fn verb(words: &[&str]) -> String {
    let words = if words == ["inspect"] { &["container", "inspect"] } else { words };
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    words.iter().enumerate().map(|(index, word)| if index == 0 { (*word).to_owned() } else { capital(word) }).collect()
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
        let has = |line: &str, words: &[&str], key: &str| said(line).contains(&(verb(words), key.to_owned()));
        assert!(has("docker run -it --name=web nginx", &["run"], "run.tty"));
        assert!(has("docker container run -p80:80 nginx", &["run"], "run.publish"));
        assert!(has("docker inspect -s x", &["inspect"], "inspect.size"));
        assert!(has("docker images -q", &["image", "ls"], "image.ls.quiet"));
        assert!(!has("docker create -p80:80 nginx", &["run"], "run.publish"), "create has the same flags, and is another command");
    }

    #[test]
    fn every_excuse_says_why_and_is_of_a_flag() {
        for excuse in EXCUSED {
            assert!(!excuse.why.is_empty());
            for command in excuse.commands {
                let words: Vec<&str> = command.split(' ').collect();
                let all = flags(&words).unwrap_or_default();
                let is_one = |flag: &&str| all.iter().any(|known| known.long == **flag);
                assert!(excuse.flags.iter().all(is_one), "{command}: {:?}", excuse.flags);
            }
        }
    }
}
