use super::{Context, Fault, Here, ParseCode, Placed, Read, conflict, context::is_remote, mark::Marks, placeholder, prefix};
use crate::{
    Command, EngineFlag, Formatted, Globals, Role,
    commands::{KNOWN, VERBS},
    engine_flags,
    nearest::nearest,
    render,
    scan::{Given, Rules, Scanned, Word},
    table::{FlagSpec, Verb},
};

/// The key of `docker-compose`, which today is `docker compose`.
pub(super) const COMPOSE_V1: &str = "line.compose-v1";

/// Reads the words of one command.
pub(super) fn read(words: &[Word], text: &str, here: &Here, marks: &mut Marks<'_>) -> Result<Read, Placed> {
    let (before, mut engine) = prefix::read(words, marks)?;
    let Some(program) = words.get(before) else {
        return Err((Fault::new(ParseCode::Empty, "no program is called".to_owned()), (text.len(), text.len())));
    };
    let mut reader = Reader { words: &words[before + 1..], end: words.last().map_or(0, |word| word.end), here, marks };
    let name = program.text.rsplit(['/', '\\']).next().unwrap_or(&program.text);
    let mut globals = Globals::default();
    match name.strip_suffix(".exe").unwrap_or(name) {
        "docker" => {
            reader.marks.add(program.span(), Role::Command, "docker".to_owned());
            let scanned = reader.globals()?;
            if let Some(command) = take_globals(&scanned.given, &mut engine, &mut globals, &Context { here, remote_build: false })? {
                return Ok(Read { command, engine, globals });
            }
            reader.words = &reader.words[scanned.read..];
        }
        "docker-compose" => {
            reader.marks.add(program.span(), Role::Command, COMPOSE_V1.to_owned());
            let command = reader.group("compose", program)?;
            return Ok(Read { command, engine, globals });
        }
        other => {
            let meant = nearest(other, ["docker", "docker-compose"].into_iter()).or((other == "podman").then_some("docker"));
            let fault = Fault::new(ParseCode::NotDocker, format!("{other:?} is not docker"));
            return Err((fault.suggest(meant.map(str::to_owned)), program.span()));
        }
    }
    let command = reader.command(program)?;
    Ok(Read { command, engine, globals })
}

fn take_globals(
    given: &[Given<'_>],
    engine: &mut Option<EngineFlag>,
    globals: &mut Globals,
    context: &Context<'_>,
) -> Result<Option<Command>, Placed> {
    let mut version = None;
    for given in given {
        let text = given.text().to_owned();
        let on = || match given.text() {
            "true" | "1" | "t" | "T" | "TRUE" | "True" => Ok(true),
            "false" | "0" | "f" | "F" | "FALSE" | "False" => Ok(false),
            other => Err((Fault::new(ParseCode::InvalidValue, format!("{other:?} is neither true nor false")), given.value_span())),
        };
        let path = || context.file(given.text()).map_err(|fault| (fault, given.value_span()));
        match given.flag.long {
            "context" => *engine = Some(EngineFlag::Context(text)),
            "host" => *engine = Some(EngineFlag::Host(text)),
            "config" => globals.config = Some(path()?),
            "log-level" => {
                // The names that the CLI's logger has.
                if !["panic", "fatal", "error", "warn", "warning", "info", "debug", "trace"].contains(&text.to_lowercase().as_str()) {
                    return Err((Fault::new(ParseCode::InvalidValue, format!("{text:?} is not a level")), given.value_span()));
                }
                globals.log_level = Some(text);
            }
            "debug" => globals.debug = on()?,
            "tls" => globals.tls = on()?,
            "tlsverify" => globals.tlsverify = on()?,
            "tlscacert" => globals.tlscacert = Some(path()?),
            "tlscert" => globals.tlscert = Some(path()?),
            "tlskey" => globals.tlskey = Some(path()?),
            _ => version = on()?.then(|| Command::Version(Formatted::default())),
        }
    }
    Ok(version)
}

struct Reader<'a, 'm, 's> {
    words: &'a [Word],
    end: usize,
    here: &'a Here,
    marks: &'m mut Marks<'s>,
}

impl<'a> Reader<'a, '_, '_> {
    fn globals(&mut self) -> Result<Scanned<'a>, Placed> {
        let flags: Vec<&'static FlagSpec> = engine_flags::FLAGS.iter().collect();
        let scanned = Rules { flags: &flags, stops: true, leaves_rest: true }.scan(self.words)?;
        self.mark_flags(&scanned, |flag| format!("docker.{}", flag.long));
        Ok(scanned)
    }

    fn command(&mut self, program: &Word) -> Result<Command, Placed> {
        let Some(word) = self.words.first() else {
            return Err((Fault::new(ParseCode::IncompleteCommand, "docker needs a command".to_owned()), program.span()));
        };
        let text = word.text.as_str();
        self.words = &self.words[1..];
        if let Some(verb) = VERBS.iter().find(|verb| verb.spellings().any(|words| words == [text])) {
            self.marks.add(word.span(), Role::Command, verb.key());
            return self.verb(verb, Vec::new());
        }
        if is_group(text) {
            return self.group(text, word);
        }
        if KNOWN.contains(&[text].as_slice()) {
            return Err((Fault::new(ParseCode::KnownUnsupported, format!("docker {text} is not supported here yet")), word.span()));
        }
        if text == "help" {
            return Err((Fault::new(ParseCode::Help, "docker's own help is not a command".to_owned()), word.span()));
        }
        let names = VERBS.iter().flat_map(Verb::spellings).chain(KNOWN.iter().copied()).map(|words| words[0]);
        let fault = Fault::new(ParseCode::UnknownCommand, format!("docker has no command {text:?}"));
        Err((fault.suggest(nearest(text, names).map(str::to_owned)), word.span()))
    }

    fn group(&mut self, group: &str, name: &Word) -> Result<Command, Placed> {
        if name.text == group {
            self.marks.add(name.span(), Role::Command, group.to_owned());
        }
        let flags: Vec<&'static FlagSpec> = VERBS
            .iter()
            .find(|verb| verb.words[0] == group)
            .map(|verb| verb.flags.iter().filter(|flag| flag.is_of_group()).collect())
            .unwrap_or_default();
        let scanned = Rules { flags: &flags, stops: true, leaves_rest: true }.scan(self.words)?;
        self.mark_flags(&scanned, |flag| format!("{group}.{}", flag.long));
        let Some(word) = self.words.get(scanned.read) else {
            return Err((Fault::new(ParseCode::IncompleteCommand, format!("docker {group} needs a command")), name.span()));
        };
        let path = [group, word.text.as_str()];
        self.words = &self.words[scanned.read + 1..];
        if let Some(verb) = VERBS.iter().find(|verb| verb.spellings().any(|words| words == path)) {
            self.marks.add(word.span(), Role::Command, verb.key());
            let command = self.verb(verb, scanned.given)?;
            return self.of_group(group, command);
        }
        if KNOWN.contains(&path.as_slice()) || KNOWN.contains(&[group].as_slice()) {
            let fault = Fault::new(ParseCode::KnownUnsupported, format!("docker {} is not supported here yet", path.join(" ")));
            return Err((fault.about(&path.join(" ")), word.span()));
        }
        let names =
            VERBS.iter().flat_map(Verb::spellings).chain(KNOWN.iter().copied()).filter(|words| words.len() == 2 && words[0] == group);
        let fault = Fault::new(ParseCode::UnknownCommand, format!("docker {group} has no command {:?}", word.text));
        let meant = nearest(&word.text, names.map(|words| words[1])).map(str::to_owned);
        // `docker container images`: the command is there, without the group, and stands in the place of both words.
        let alone = VERBS.iter().flat_map(Verb::spellings).any(|words| words == [word.text.as_str()]);
        if meant.is_none() && alone && name.text == group {
            return Err((fault.suggest(Some(word.text.clone())), (name.span().0, word.span().1)));
        }
        Err((fault.suggest(meant), word.span()))
    }

    /// `docker inspect` finds any object, and `docker container inspect` only containers.
    fn of_group(&self, group: &str, command: Command) -> Result<Command, Placed> {
        match command {
            Command::ContainerInspect(target) if group == "container" && target.kind.is_some() => {
                let flag = self.words.iter().find(|word| word.text.starts_with("--type")).map_or((self.end, self.end), Word::span);
                Err((Fault::new(ParseCode::UnknownFlag, "docker container inspect has no --type".to_owned()), flag))
            }
            Command::ContainerInspect(target) if group == "container" => {
                Ok(Command::ContainerInspect(crate::Target { kind: Some("container".to_owned()), ..target }))
            }
            command => Ok(command),
        }
    }

    fn verb(&mut self, verb: &'static Verb, mut given: Vec<Given<'a>>) -> Result<Command, Placed> {
        let (flags, stops) = Rules::of(verb);
        let mut scanned = Rules { flags: &flags, stops, leaves_rest: false }.scan(self.words)?;
        self.mark_flags(&scanned, |flag| verb.flag_key(flag));
        if let Some(span) = scanned.end_of_flags {
            self.marks.flag(span, render::END_OF_FLAGS.to_owned());
        }
        for (index, word) in scanned.arguments.iter().enumerate() {
            let Some(argument) = verb.arguments.get(index).or(verb.arguments.last()) else { break };
            if argument.role == Role::Image {
                self.marks.image(word.span(), argument.role, argument.key.to_owned(), word.text());
            } else {
                self.marks.add(word.span(), argument.role, argument.key.to_owned());
            }
        }
        scanned.take_argument()?;
        given.extend(scanned.given);
        let docker_reads = if verb.stops { 1 } else { scanned.arguments.len() };
        let values = given.iter().filter_map(|given| Some((given.given_value()?, given.text())));
        let mut words: Vec<_> = values.chain(scanned.arguments.iter().take(docker_reads).map(|word| (word.span(), word.text()))).collect();
        words.sort_unstable();
        placeholder::find(words.into_iter(), self.marks.source())?;
        let end = (self.end, self.end);
        let built = scanned.arguments.first().map_or("", |word| word.text());
        let context = Context { here: self.here, remote_build: built == "-" || is_remote(built) };
        let command = (verb.read)(&given, &scanned.arguments, &context).map_err(|(fault, span)| (fault, span.unwrap_or(end)))?;
        if let Some((fault, long)) = conflict(&command, self.here.shell) {
            let span = given.iter().rev().find(|given| given.flag.long == long).map(|given| given.name);
            let argument =
                if matches!(command, Command::Tag(_) | Command::Commit(_)) { scanned.arguments.last() } else { scanned.arguments.first() };
            return Err((fault, span.or(argument.map(crate::scan::Positional::span)).unwrap_or(end)));
        }
        Ok(command)
    }

    fn mark_flags(&mut self, scanned: &Scanned<'_>, key: impl Fn(&FlagSpec) -> String) {
        for given in &scanned.given {
            self.marks.flag(given.name, key(given.flag));
            let Some(span) = given.given_value() else { continue };
            if given.flag.takes == crate::table::Takes::Nothing {
                self.marks.add(span, Role::FlagValue, key(given.flag));
            } else if given.flag.value == "image.reference" {
                self.marks.image(span, Role::FlagValue, given.flag.value.to_owned(), given.text());
            } else {
                self.marks.add(span, Role::FlagValue, given.flag.value.to_owned());
            }
        }
    }
}

fn is_group(word: &str) -> bool {
    VERBS.iter().flat_map(Verb::spellings).any(|words| words.len() > 1 && words[0] == word)
}
