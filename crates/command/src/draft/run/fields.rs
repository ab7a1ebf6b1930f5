//! What each field of the run form means.

use super::{FieldProblemCode, Problems, RunForm, VolumeText};
use crate::{
    EnvVar, Here, ImageReference, PortMapping, PortMappingError, Run, Shell, Volume, VolumeError,
    draft::words,
    parse::Context,
    path,
    table::{InnerFolder, Kind, Paths},
};

const HERE: &Here = &Here { shell: Shell::Posix, folder: None, home: None };
/// A form stands in no folder: its paths are absolute.
const NOWHERE: Context<'static> = Context { here: HERE, remote_build: false };

/// The run with the fields put over what the form's line said; the name and the ports are of each container.
pub(super) fn put_over(form: &RunForm, image: ImageReference, problems: &mut Problems) -> Run {
    let mut run = form.base(image);
    let first = |mut given: Vec<EnvVar>, rest: Vec<EnvVar>| {
        given.extend(rest);
        given
    };
    run.detach |= form.detach && !form.create;
    run.interactive |= form.interactive;
    run.tty |= form.interactive;
    run.rm |= form.rm;
    run.env = first(variables(&form.env, problems), run.env);
    run.env_file.splice(0..0, files(&form.env_files, problems));
    run.volume.splice(0..0, volumes(&form.volumes, problems));
    let network = problems.text("network", &form.network, |text| text.parse().map_err(|_| FieldProblemCode::InvalidNetwork));
    run.network.splice(0..0, network);
    run.network_alias.splice(0..0, aliases(&form.aliases));
    if let Some(words) = problems.text("command", &form.command, words::read) {
        run.command = words;
    }
    let plain = |text: &str| Ok(text.to_owned());
    run.entrypoint = problems.text("entrypoint", &form.entrypoint, plain).or(run.entrypoint);
    run.user = problems.text("user", &form.user, plain).or(run.user);
    run.workdir = problems.text("workdir", &form.workdir, workdir).flatten().or(run.workdir);
    run.restart =
        problems.text("restart", &form.restart, |text| text.parse().map_err(|_| FieldProblemCode::InvalidRestart)).or(run.restart);
    run.memory = problems.text("memory", &form.memory, |text| text.parse().map_err(|_| FieldProblemCode::InvalidMemory)).or(run.memory);
    run.cpus = problems.text("cpus", &form.cpus, |text| text.parse().map_err(|_| FieldProblemCode::InvalidCpus)).or(run.cpus);
    run
}

/// The ports, each with its place in the form.
pub(super) fn ports(texts: &[String], problems: &mut Problems) -> Vec<(usize, PortMapping)> {
    problems.texts("ports", texts, |text| {
        text.parse().map_err(|error| match error {
            PortMappingError::OutOfRange(_) => FieldProblemCode::PortOutOfRange,
            _ => FieldProblemCode::InvalidPort,
        })
    })
}

pub(super) fn variable(text: &str) -> Result<EnvVar, FieldProblemCode> {
    // Spaces may belong to the value, never to the name.
    text.trim_start().parse().map_err(|_| FieldProblemCode::InvalidVariable)
}

fn variables(texts: &[String], problems: &mut Problems) -> Vec<EnvVar> {
    let given = texts.iter().enumerate().filter(|(_, text)| !text.trim().is_empty());
    given.filter_map(|(index, text)| problems.keep("env", index, variable(text))).collect()
}

fn files(texts: &[String], problems: &mut Problems) -> Vec<String> {
    let read = |text: &str| {
        let mut files = Vec::new();
        match <Paths as Kind<Vec<String>>>::read(&mut files, path::uncopied(text), &NOWHERE) {
            // The input of a window is nobody's.
            Ok(()) if text != "-" => Ok(files),
            _ => Err(FieldProblemCode::PathNotAbsolute),
        }
    };
    problems.texts("envFiles", texts, read).into_iter().flat_map(|(_, files)| files).collect()
}

pub(super) fn volume(text: &VolumeText) -> Result<Volume, FieldProblemCode> {
    let (source, target) = (path::uncopied(text.source.trim()), text.target.trim());
    Volume::new((!source.is_empty()).then_some(source), target, text.read_only).map_err(|error| match error {
        VolumeError::Target(_) | VolumeError::Option(_) | VolumeError::Empty => FieldProblemCode::TargetNotAbsolute,
        VolumeError::TooMany => FieldProblemCode::PathWithColon,
        VolumeError::Source(source) if source.starts_with(['.', '~']) || source.contains(['/', '\\']) => FieldProblemCode::PathNotAbsolute,
        VolumeError::Source(_) => FieldProblemCode::InvalidVolume,
    })
}

fn volumes(texts: &[VolumeText], problems: &mut Problems) -> Vec<Volume> {
    let mut volumes: Vec<Volume> = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        if text.source.trim().is_empty() && text.target.trim().is_empty() {
            continue;
        }
        let Some(volume) = problems.keep("volumes", index, volume(text)) else { continue };
        let bare = |volume: &Volume| volume.target().trim_end_matches('/').to_owned();
        if volumes.iter().any(|other| bare(other) == bare(&volume)) {
            problems.add("volumes", index, FieldProblemCode::TargetTwice);
        }
        volumes.push(volume);
    }
    volumes
}

/// The names of a text.
pub(super) fn aliases(text: &str) -> Vec<String> {
    text.split(|c: char| c == ',' || c.is_whitespace()).filter(|alias| !alias.is_empty()).map(str::to_owned).collect()
}

fn workdir(text: &str) -> Result<Option<String>, FieldProblemCode> {
    let mut folder = None;
    match <InnerFolder as Kind<Option<String>>>::read(&mut folder, text, &NOWHERE) {
        Ok(()) => Ok(folder),
        Err(_) => Err(FieldProblemCode::TargetNotAbsolute),
    }
}
