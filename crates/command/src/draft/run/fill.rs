//! A run or create that somebody pasted as the text of the form.

use super::{RunForm, VolumeText, fields};
use crate::{Command, EnvVar, RestartPolicy, Run, Volume, draft::words};

/// The form of a run or create; none for other commands.
///
/// What a field shows exactly goes into the field. What none does (and what a text box could not hold as it is) stays in the base.
#[must_use]
pub fn run_form(command: &Command) -> Option<RunForm> {
    match command {
        Command::Run(run) => Some(of(run.clone())),
        Command::Create(create) => Some(RunForm { create: true, ..of(Run::from(create.clone())) }),
        _ => None,
    }
}

fn of(mut run: Run) -> RunForm {
    let mut form = RunForm {
        image: run.image.to_string(),
        name: run.name.take().map(|name| name.to_string()).unwrap_or_default(),
        ports: run.publish.drain(..).map(|port| port.to_string()).collect(),
        detach: std::mem::take(&mut run.detach),
        rm: std::mem::take(&mut run.rm),
        interactive: run.interactive && run.tty,
        ..RunForm::default()
    };
    if form.interactive {
        (run.interactive, run.tty) = (false, false);
    }
    (form.env, run.env) = variables(std::mem::take(&mut run.env));
    (form.env_files, run.env_file) = parted(run.env_file, |path| is_plain(path).then(|| path.clone()).filter(|path| path != "-"));
    (form.volumes, run.volume) = parted(run.volume, volume);
    if let [network] = run.network.as_slice()
        && let Some(text) = plain(&network.to_string()).filter(|text| !text.contains('='))
    {
        form.network = text;
        run.network.clear();
    }
    let aliases = run.network_alias.join(" ");
    if is_plain(&aliases) && fields::aliases(&aliases) == run.network_alias {
        form.aliases = aliases;
        run.network_alias.clear();
    }
    if let Some(text) = words::write(&run.command) {
        form.command = text;
        run.command.clear();
    }
    form.entrypoint = taken(&mut run.entrypoint, |text| plain(text));
    form.user = taken(&mut run.user, |text| plain(text));
    form.workdir = taken(&mut run.workdir, |text| plain(text));
    // "Never" is docker's default: a choice that says nothing would look like one that says it.
    form.restart =
        taken(&mut run.restart, |policy| (!matches!(policy, RestartPolicy::Empty | RestartPolicy::No)).then(|| policy.to_string()));
    form.memory = taken(&mut run.memory, |memory| Some(memory.to_string()));
    form.cpus = taken(&mut run.cpus, |cpus| Some(cpus.to_string()));
    form.base = Some(Box::new(run));
    form
}

/// True for what a text box shows as it is and [`super::draft_run`] reads as it is.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains(char::is_control)
}

fn plain(text: &str) -> Option<String> {
    is_plain(text).then(|| text.to_owned())
}

/// The text of a field, which is then no longer in the run; empty where it does not fit.
fn taken<T>(field: &mut Option<T>, text: impl FnOnce(&T) -> Option<String>) -> String {
    let Some(text) = field.as_ref().and_then(text) else { return String::new() };
    *field = None;
    text
}

/// Those that fit the form, as text, and the others.
fn parted<T, U>(values: Vec<T>, fits: impl Fn(&T) -> Option<U>) -> (Vec<U>, Vec<T>) {
    let (mut texts, mut others) = (Vec::new(), Vec::new());
    for value in values {
        match fits(&value) {
            Some(text) => texts.push(text),
            None => others.push(value),
        }
    }
    (texts, others)
}

fn variables(all: Vec<EnvVar>) -> (Vec<String>, Vec<EnvVar>) {
    let text = |variable: &EnvVar| {
        let text = variable.to_string();
        let fits = variable.value().is_some() && !text.contains(char::is_control) && fields::variable(&text).as_ref() == Ok(variable);
        fits.then_some(text)
    };
    let stays: Vec<String> = all.iter().filter(|variable| text(variable).is_none()).map(|variable| variable.key().to_owned()).collect();
    // Of two values the last one counts, so that the order of one variable's is kept.
    parted(all, |variable| text(variable).filter(|_| !stays.iter().any(|key| key == variable.key())))
}

fn volume(volume: &Volume) -> Option<VolumeText> {
    let read_only = match volume.options() {
        [] => false,
        [option] if option == "ro" => true,
        _ => return None,
    };
    let text = VolumeText { source: volume.source().unwrap_or_default().to_owned(), target: volume.target().to_owned(), read_only };
    let shown = [&text.source, &text.target].into_iter().all(|text| !text.contains(char::is_control));
    (shown && fields::volume(&text).as_ref() == Ok(volume)).then_some(text)
}
