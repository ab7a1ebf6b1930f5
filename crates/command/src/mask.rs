use crate::{Command, EnvVar, KeyValue, values::MASK};

/// What [`each`] asks of a value with the name before it: another in its place, or none to leave it.
type Ask<'a> = dyn FnMut(&str, &str) -> Option<String> + 'a;

impl Command {
    /// With every value of an environment variable and of a build arg masked, and with the values that were there: each with its
    /// name, in the order of the line. A login's password is not among them: it never leaves its type.
    #[must_use]
    pub fn masked(&self) -> (Self, Vec<(String, String)>) {
        let (mut masked, mut values) = (self.clone(), Vec::new());
        each(&mut masked, &mut |name, value| {
            values.push((name.to_owned(), value.to_owned()));
            Some(MASK.to_owned())
        });
        (masked, values)
    }

    /// With these values in the place of those that [`Command::masked`] masked, in the same order; what is missing stays masked.
    #[must_use]
    pub fn filled(&self, values: Vec<String>) -> Self {
        let (mut filled, mut values) = (self.clone(), values.into_iter());
        each(&mut filled, &mut |_, _| values.next());
        filled
    }
}

fn each(command: &mut Command, ask: &mut Ask<'_>) {
    match command {
        Command::Run(run) => {
            variables(&mut run.env, ask);
            options(&mut run.log_opt, ask);
        }
        Command::Create(create) => {
            variables(&mut create.env, ask);
            options(&mut create.log_opt, ask);
        }
        Command::Exec(exec) => variables(&mut exec.env, ask),
        Command::Build(build) => {
            address(&mut build.context, ask);
            for arg in build.build_args.iter_mut().filter(|arg| !arg.value.is_empty()) {
                if let Some(value) = ask(&arg.key, &arg.value) {
                    arg.value = value;
                }
            }
        }
        Command::ComposeBuild(build) => {
            for arg in &mut build.build_arg {
                if let Some(other) = other(arg.key(), arg.value(), ask).and_then(|text| text.parse::<KeyValue>().ok()) {
                    *arg = other;
                }
            }
        }
        Command::Commit(commit) => instructions(&mut commit.change, ask),
        Command::Import(import) => {
            address(&mut import.file, ask);
            instructions(&mut import.change, ask);
        }
        Command::VolumeCreate(create) => options(&mut create.opt, ask),
        _ => {}
    }
}

fn variables(variables: &mut [EnvVar], ask: &mut Ask<'_>) {
    for variable in variables {
        if let Some(other) = other(variable.key(), variable.value(), ask).and_then(|text| text.parse().ok()) {
            *variable = other;
        }
    }
}

/// Words in the name of an option, or in its value, that say that there is a secret in it: `splunk-token=…`, `o=username=me,password=…`.
const TELLING: [&str; 3] = ["password", "token", "secret"];

fn options(options: &mut [KeyValue], ask: &mut Ask<'_>) {
    for option in options {
        // One that was masked is one of them.
        let tells = |text: &str| text == MASK || TELLING.iter().any(|word| text.to_ascii_lowercase().contains(word));
        if !tells(option.key()) && !option.value().is_some_and(tells) {
            continue;
        }
        if let Some(other) = other(option.key(), option.value(), ask).and_then(|text| text.parse().ok()) {
            *option = other;
        }
    }
}

/// The password of an address, or what stands alone before its `@`: `https://me:password@host/…`, `https://token@host/…`.
fn address(text: &mut String, ask: &mut Ask<'_>) {
    let Some(begin) = text.find("://").map(|at| at + 3) else { return };
    let end = text[begin..].find(['/', '?', '#']).map_or(text.len(), |at| begin + at);
    let Some(at) = text[begin..end].rfind('@').map(|at| begin + at) else { return };
    let from = text[begin..at].find(':').map_or(begin, |colon| begin + colon + 1);
    if from == at {
        return;
    }
    let name = text[at + 1..end].to_owned();
    if let Some(value) = ask(&name, &text[from..at]) {
        text.replace_range(from..at, &value);
    }
}

/// A `KEY=value` with another value; nothing of one that has none.
fn other(key: &str, value: Option<&str>, ask: &mut Ask<'_>) -> Option<String> {
    let value = value.filter(|value| !value.is_empty())?;
    ask(key, value).map(|value| format!("{key}={value}"))
}

/// `ENV KEY=value` and `ENV KEY value`: all behind the first name counts as its value.
fn instructions(instructions: &mut [String], ask: &mut Ask<'_>) {
    for instruction in instructions {
        let text = instruction.trim_start();
        let Some(rest) = text.get(..3).filter(|word| word.eq_ignore_ascii_case("env")).and_then(|_| text.get(3..)) else { continue };
        let Some(at) = rest.trim_start().find(['=', ' ', '\t']) else { continue };
        if !rest.starts_with([' ', '\t']) {
            continue;
        }
        let rest = rest.trim_start();
        let (key, value) = (&rest[..at], &rest[at + 1..]);
        if let Some(value) = ask(key, value) {
            *instruction = format!("ENV {key}{}{value}", &rest[at..=at]);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test fails by panicking")]

    use crate::{Command, Here, Place, Shell, parse, render};

    fn command(line: &str) -> Command {
        let here = Here { shell: Shell::Posix, folder: Some("/work".to_owned()), home: None };
        parse(line, &here).expect(line).command
    }

    #[test]
    fn no_value_is_left_in_a_masked_command_and_every_name_is() {
        for line in [
            "docker run -e PASSWORD=hunter2 -e TZ -e EMPTY= nginx",
            "docker create -e PASSWORD=hunter2 nginx",
            "docker exec -e PASSWORD=hunter2 web env",
            "docker build --build-arg PASSWORD=hunter2 .",
            "docker commit -c 'ENV PASSWORD=hunter2' web",
            "docker commit -c 'env PASSWORD hunter2' web",
            "docker import -c 'ENV PASSWORD=hunter2' - a",
            "docker compose build --build-arg PASSWORD=hunter2",
        ] {
            let whole = command(line);
            let (masked, values) = whole.masked();
            let stored = serde_json::to_string(&masked).expect("JSON");
            assert!(!stored.contains("hunter2") && stored.contains("PASSWORD"), "{line}: {stored}");
            assert_eq!(values, [("PASSWORD".to_owned(), "hunter2".to_owned())], "{line}");
            let place = Place { shell: Shell::Posix, engine: None };
            assert!(!render(&masked, &place).text.contains("hunter2"), "{line}");
            let filled = masked.filled(values.into_iter().map(|(_, value)| value).collect());
            assert_eq!(render(&filled, &place).text.to_lowercase(), render(&whole, &place).text.to_lowercase(), "{line}");
        }
        for line in [
            "docker build https://me:hunter2@example.com/app.git",
            "docker build https://hunter2@example.com/app.git#main",
            "docker import http://me:hunter2@example.com/a.tar a",
            "docker volume create -o 'o=username=me,password=hunter2' shared",
            "docker run --log-opt splunk-token=hunter2 nginx",
            "docker create --log-opt splunk-token=hunter2 nginx",
        ] {
            let whole = command(line);
            let (masked, values) = whole.masked();
            assert!(!serde_json::to_string(&masked).expect("JSON").contains("hunter2"), "{line}");
            assert_eq!(masked.filled(values.into_iter().map(|(_, value)| value).collect()), whole, "{line}");
        }
        for line in ["docker build https://example.com/me@home/app.git", "docker volume create -o type=nfs shared", "docker build ."] {
            assert_eq!(command(line).masked().1, [], "{line}");
        }
        let login = command("docker login -u me -p hunter2");
        assert!(!serde_json::to_string(&login.masked().0).expect("JSON").contains("hunter2"), "a password stays in its type");
    }

    #[test]
    fn two_values_of_one_name_are_told_apart() {
        let whole = command("docker run -e A=1 -e A=2 -e B=3 nginx");
        let (masked, values) = whole.masked();
        assert_eq!(masked.filled(values.into_iter().map(|(_, value)| value).collect()), whole);
    }
}
