//! The form of `docker run`, which with a switch is that of `docker create`.

mod fields;
mod fill;

use std::collections::HashSet;

pub use fill::run_form;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{FieldProblem, FieldProblemCode, Problems};
use crate::{Command, ContainerName, Create, ImagePart, ImageReference, PortMapping, Run, Shell, parse};

/// Containers that one form makes at most.
const MOST: u32 = 20;
/// What stands in a name for the number of the container.
const NUMBER: &str = "{n}";

/// The text of the run form, as typed. Empty texts are not given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a box of the form")]
pub struct RunForm {
    /// What a line said that the form has no field for; the fields are put over it.
    pub base: Option<Box<Run>>,
    /// It is only made, and not started: `docker create`.
    pub create: bool,
    /// How many containers; 0 is one. Each has its number where the name says `{n}`, and host ports of its own, counted up.
    pub count: u32,
    /// The image.
    pub image: String,
    /// The name; empty lets docker invent one.
    pub name: String,
    /// Ports, each `80:80`.
    pub ports: Vec<String>,
    /// `-d`; a container that is only made has nothing to leave.
    pub detach: bool,
    /// `-it`
    pub interactive: bool,
    /// `--rm`
    pub rm: bool,
    /// Variables, each `KEY=value`; `KEY` alone hands on what it is where Naru runs.
    pub env: Vec<String>,
    /// Files of variables, absolute.
    pub env_files: Vec<String>,
    /// Volumes and folders.
    pub volumes: Vec<VolumeText>,
    /// The network.
    pub network: String,
    /// Its names in the network, between spaces or commas.
    pub aliases: String,
    /// What runs instead of the image's `CMD`: words, as in a shell.
    pub command: String,
    /// What runs instead of the image's `ENTRYPOINT`: one program.
    pub entrypoint: String,
    /// The folder that it starts in.
    pub workdir: String,
    /// As whom it runs.
    pub user: String,
    /// `always`, `unless-stopped`, `on-failure`, `on-failure:3`.
    pub restart: String,
    /// `512m`
    pub memory: String,
    /// `1.5`
    pub cpus: String,
}

/// A volume or folder as typed; one without any text is passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct VolumeText {
    /// The name of a volume, or an absolute path of the engine's host; empty makes a new volume without a name.
    pub source: String,
    /// Where in the container, absolute.
    pub target: String,
    /// `:ro`
    pub read_only: bool,
}

/// What the run form means so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunDraft {
    /// A command for each container; none while there is a mistake.
    pub commands: Vec<Command>,
    /// The first with the switch the other way: only made, or run.
    pub other: Option<Command>,
    /// What cannot be understood, and where.
    pub problems: Vec<FieldProblem>,
    /// The image in its parts, once it can be understood.
    pub image: Vec<ImagePart>,
    /// The host ports that are asked for, in the order of the form.
    pub ports: Vec<ClaimedPort>,
}

/// Host ports that a form asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClaimedPort {
    /// Which of the form's ports.
    pub index: u32,
    /// The address on the host; none for every address.
    pub host_ip: Option<String>,
    /// The first port.
    pub first: u16,
    /// The last, with those of every container.
    pub last: u16,
    /// tcp, udp or sctp.
    pub protocol: String,
}

/// The commands that the form means.
///
/// Spaces around a value are not part of it, but for the value of a variable.
#[must_use]
pub fn draft_run(form: &RunForm) -> RunDraft {
    let mut problems = Problems::default();
    if form.image.trim().is_empty() {
        problems.add("image", 0, FieldProblemCode::Missing);
    }
    let image = problems.reference("image", &form.image);
    let count = if form.count > MOST {
        problems.add("count", 0, FieldProblemCode::TooMany);
        1
    } else {
        form.count.max(1)
    };
    let names = names(form, count, &mut problems);
    let ports = fields::ports(&form.ports, &mut problems);
    let counted = counted(&ports, count, &mut problems);
    let parts = image.as_ref().map(parse::image_parts).unwrap_or_default();
    // A conflict is said while the image is still to come.
    if let Some(image) = image.clone().or_else(|| "image".parse().ok()) {
        let run = fields::put_over(form, image, &mut problems);
        blame(run, &mut problems);
    }
    let mut draft = RunDraft { image: parts, ports: claims(&ports, &counted), problems: problems.0, commands: Vec::new(), other: None };
    if let (Some(image), true) = (image, draft.problems.is_empty()) {
        let run = fields::put_over(form, image, &mut Problems::default());
        let each = |(name, publish): (Option<ContainerName>, Vec<PortMapping>)| Run { publish, name, ..run.clone() };
        let runs: Vec<Run> = names.into_iter().zip(counted).map(each).collect();
        draft.other = runs.first().cloned().map(|run| command(run, !form.create));
        draft.commands = runs.into_iter().map(|run| command(run, form.create)).collect();
    }
    draft
}

fn command(run: Run, create: bool) -> Command {
    if create { Command::Create(Create::from(run)) } else { Command::Run(run) }
}

/// A name for each container.
fn names(form: &RunForm, count: u32, problems: &mut Problems) -> Vec<Option<ContainerName>> {
    let text = form.name.trim();
    if count > 1 && !text.is_empty() && !text.contains(NUMBER) {
        problems.add("name", 0, FieldProblemCode::NameNeedsNumber);
        return Vec::new();
    }
    let read = |number: u32| text.replace(NUMBER, &number.to_string()).parse().map_err(|_| FieldProblemCode::InvalidName);
    let first = problems.text("name", text, |_| read(1));
    (1..=count).map(|number| if number == 1 { first.clone() } else { read(number).ok() }).collect()
}

/// The ports of each container, the host's counted up.
fn counted(ports: &[(usize, PortMapping)], count: u32, problems: &mut Problems) -> Vec<Vec<PortMapping>> {
    let mut all: Vec<Vec<PortMapping>> = Vec::new();
    let mut blamed = HashSet::new();
    for number in 0..count {
        let mut own: Vec<PortMapping> = Vec::new();
        for (index, port) in ports {
            let by = u16::try_from(number).unwrap_or(u16::MAX);
            let Some(port) = port.counted_up(by) else {
                if blamed.insert(*index) {
                    problems.add("ports", *index, FieldProblemCode::PortOutOfRange);
                }
                continue;
            };
            if all.iter().flatten().chain(&own).any(|other| other.collides_with(&port)) && blamed.insert(*index) {
                problems.add("ports", *index, FieldProblemCode::PortTwice);
            }
            own.push(port);
        }
        all.push(own);
    }
    all
}

fn claims(ports: &[(usize, PortMapping)], counted: &[Vec<PortMapping>]) -> Vec<ClaimedPort> {
    let last = |at: usize| counted.last().and_then(|ports| ports.get(at)).and_then(PortMapping::fixed_host_ports);
    let claim = |(at, (index, port)): (usize, &(usize, PortMapping))| {
        let host = port.fixed_host_ports()?;
        Some(ClaimedPort {
            index: u32::try_from(*index).unwrap_or(u32::MAX),
            host_ip: port.host_ip().map(|ip| ip.to_string()),
            first: host.first(),
            last: last(at).unwrap_or(host).last(),
            protocol: port.protocol().as_str().to_owned(),
        })
    };
    ports.iter().enumerate().filter_map(claim).collect()
}

/// What docker would refuse about flags together is a mistake of the field that says the flag to blame.
fn blame(run: Run, problems: &mut Problems) {
    let Some((_, long)) = parse::conflict(&Command::Run(run), Shell::Posix) else { return };
    let (field, code) = match long {
        "restart" => ("restart", FieldProblemCode::RestartWithRm),
        "network-alias" => ("aliases", FieldProblemCode::AliasNeedsNetwork),
        "network" => ("network", FieldProblemCode::Conflict),
        "attach" => ("detach", FieldProblemCode::Conflict),
        _ => ("base", FieldProblemCode::Conflict),
    };
    problems.add(field, 0, code);
}

impl RunForm {
    fn base(&self, image: ImageReference) -> Run {
        match self.base.as_deref() {
            Some(base) => Run { image, ..base.clone() },
            None => Run::new(image, Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests;
