//! `docker create` and `docker run`.

mod api;
mod body;
mod devices;
mod flags;
mod host;
mod id_file;
mod mounts;
mod network;
mod platform;
mod security;

use std::net::IpAddr;

use naru_command::{Create, Pull, Run};
use naru_view::{Outcome, ProblemCode, Progress};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::image;
use super::super::targets::segment;
use super::super::work::Work;
use super::attached::{Attachment, Streams, Until, Waiting, run_attached, start_failed};
use super::variables::invalid;
use crate::error::{Error, Result};
use crate::terminal::Terminal;
use crate::transport::percent_encode;
use api::Api;
use body::{Given, body};
use flags::Flags;
use id_file::IdFile;

/// `docker create`
pub(crate) async fn create(work: Work<'_>, create: &Create) -> Result<Outcome> {
    let flags = Flags::of_create(create);
    let streams = Streams::of(&flags)?;
    let (id, name) = make(work, &flags, streams).await?;
    Ok(Outcome::Container { id, name })
}

/// `docker run`: creates, and starts. Without `-d` it shows what the container writes and ends with it; a cancel then only looks away,
/// and the container goes on. Where there is no terminal nobody types to it, so that with `-i` its input is at its end at once.
pub(crate) async fn run(work: Work<'_>, run: &Run) -> Result<Outcome> {
    let (flags, only) = Flags::of_run(run);
    let streams = Streams::of(&flags)?;
    if only.detach && !flags.attach.is_empty() {
        return Err(invalid("--detach", "docker takes either --attach or --detach"));
    }
    let streams = if only.detach { Streams::NONE } else { streams };
    let (id, name) = make(work, &flags, streams).await?;
    if streams == Streams::NONE {
        start(work, &id, &name, *flags.rm).await?;
        return Ok(Outcome::Container { id, name });
    }
    let attachment = Attachment {
        id,
        name,
        tty: *flags.tty,
        streams,
        detach_keys: only.detach_keys,
        removes_itself: *flags.rm,
        signals: only.sig_proxy.unwrap_or(true),
    };
    run_attached(work, attachment).await
}

/// Starts what was just made. It stays when it cannot start, and the window says so by its name; with `--rm` the engine takes it away again,
/// which the CLI waits for.
async fn start(work: Work<'_>, id: &str, name: &str, removes_itself: bool) -> Result<()> {
    let removal = if removes_itself { Some(Waiting::begin(work, id, Until::Removed).await?) } else { None };
    let Err(error) = work.docker().start_container(id, None).await else { return Ok(()) };
    Err(start_failed(error, name, removal).await)
}

/// Makes the container, after a pull where one is wanted: its id and name.
async fn make(work: Work<'_>, flags: &Flags<'_>, streams: Streams) -> Result<(String, String)> {
    let policy = Policy::of(flags)?;
    let api = Api::of(work.connection);
    let given = Given::read(flags).await?;
    let mut body = body(flags, &given, streams, api)?;
    if let Some(size) = work.terminal.map(Terminal::size).filter(|_| *flags.tty && work.connection.speaks(1, 42)) {
        body["HostConfig"]["ConsoleSize"] = json!([size.rows, size.columns]);
    }
    let id_file = match flags.cidfile.as_deref().filter(|path| !path.is_empty()) {
        Some(path) => Some(IdFile::make(path).await?),
        None => None,
    };
    let path = path(flags)?;
    if policy == Policy::Always {
        pull(work, flags).await?;
    }
    let made = match post(work, &path, &body).await {
        // An id names an image that is here or nowhere.
        Err(error) if error.code() == ProblemCode::ImageNotFound && policy == Policy::Missing && flags.image.id().is_none() => {
            pull(work, flags).await?;
            post(work, &path, &body).await
        }
        made => made,
    };
    let Made { id, warnings } = made.map_err(|error| error.with("image", flags.image.to_string()))?;
    if let Some(file) = id_file {
        file.write(&id).await.map_err(|error| error.with("container", id.as_str()))?;
    }
    let name = match flags.name {
        Some(name) => name.to_string(),
        None => given_name(work, &id).await?,
    };
    work.tell(Progress::Created { id: id.clone(), name: name.clone() }).await;
    // Docker's client warns of this by itself.
    let loopback = flags.dns.iter().find(|address| address.trim().parse().is_ok_and(|address: IpAddr| address.is_loopback()));
    let warnings =
        warnings.into_iter().flatten().chain(loopback.map(|address| format!("Localhost DNS ({address}) may fail in containers.")));
    for text in warnings {
        work.tell(Progress::Warning { text }).await;
    }
    Ok((id, name))
}

/// When the image is pulled.
#[derive(PartialEq, Eq)]
enum Policy {
    Always,
    Missing,
    Never,
}

impl Policy {
    fn of(flags: &Flags<'_>) -> Result<Self> {
        match flags.pull.as_deref() {
            None | Some("missing") => Ok(Self::Missing),
            Some("always") => Ok(Self::Always),
            Some("never" | "") => Ok(Self::Never),
            Some(other) => Err(invalid(other, format!("{other} is not always, missing or never"))),
        }
    }
}

async fn pull(work: Work<'_>, flags: &Flags<'_>) -> Result<()> {
    let pull = Pull { platform: flags.platform.clone(), quiet: *flags.quiet, ..Pull::new(flags.image.clone()) };
    image::pull(work, &pull).await?;
    Ok(())
}

fn path(flags: &Flags<'_>) -> Result<String> {
    let mut query = Vec::new();
    if let Some(text) = flags.platform.as_deref().filter(|text| !text.is_empty()) {
        query.push(format!("platform={}", percent_encode(&platform::platform(text)?)));
    }
    query.extend(flags.name.iter().map(|name| format!("name={}", percent_encode(name.as_str()))));
    Ok(format!("/containers/create?{}", query.join("&")))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Made {
    id: String,
    warnings: Option<Vec<String>>,
}

async fn post(work: Work<'_>, path: &str, body: &Value) -> Result<Made> {
    let answer = work.raw().post_json(path, body).await?;
    serde_json::from_slice(&answer).map_err(|error| Error::caused(ProblemCode::EngineRefused, error))
}

/// The name the engine invented.
async fn given_name(work: Work<'_>, id: &str) -> Result<String> {
    let inspected = work.raw().get_json(&format!("/containers/{}/json", segment(id)?)).await?;
    Ok(inspected["Name"].as_str().unwrap_or_default().trim_start_matches('/').to_owned())
}

/// Why a container did not start. Little of it has a code of its own, and its words are anybody's: a command's name, a logging
/// driver's `dial tcp …: connection refused`.
pub(super) fn not_started(error: Error) -> Error {
    match error.code() {
        ProblemCode::PortInUse
        | ProblemCode::ContainerNotFound
        | ProblemCode::NetworkNotFound
        | ProblemCode::Conflict
        | ProblemCode::EngineUnreachable => error,
        _ => {
            let flag = error.problem().params.remove("flag");
            let failed = Error::caused(ProblemCode::StartFailed, error);
            match flag {
                Some(flag) => failed.with("flag", flag),
                None => failed,
            }
        }
    }
}

#[cfg(test)]
mod tests;
