//! What is watched while it runs: `run` and `start -a`, `attach`, `exec`, `logs` and `wait`.
//!
//! In a terminal the reader sees every byte and types. Without one nobody types: an input that is asked for is at its end at once, and
//! lines are told. A cancel looks away and ends nothing, so that it says which container goes on.

mod exec;
mod logs;
mod moment;
mod output;
mod waiting;

use naru_command::{Attach, Start, Targets};
use naru_view::{Exit, Outcome, ProblemCode, Progress};
use tokio::io::AsyncWriteExt;

use super::super::targets::segment;
use super::super::work::Work;
use super::create::not_started;
use super::variables::invalid;
use crate::error::{Error, Result};
use crate::refusal::of_bollard;
use crate::terminal::{Over, Program, Talk};
use crate::transport::percent_encode;
pub(crate) use exec::exec;
pub(crate) use logs::logs;
use output::tell_lines;
pub(super) use waiting::{Until, Waiting};

/// The streams of a container that are watched, or fed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Streams {
    pub(super) stdin: bool,
    pub(super) stdout: bool,
    pub(super) stderr: bool,
}

impl Streams {
    pub(super) const NONE: Self = Self { stdin: false, stdout: false, stderr: false };
}

/// A container that is started to be watched, and by which of its streams.
pub(super) struct Attachment<'a> {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) tty: bool,
    pub(super) streams: Streams,
    pub(super) detach_keys: Option<&'a str>,
    /// `--rm`
    pub(super) removes_itself: bool,
    /// `--sig-proxy`
    pub(super) signals: bool,
}

impl Attachment<'_> {
    fn path(&self) -> Result<String> {
        let mut path = format!("/containers/{}/attach?stream=1", segment(&self.id)?);
        let Streams { stdin, stdout, stderr } = self.streams;
        for (asked, name) in [(stdin, "stdin"), (stdout, "stdout"), (stderr, "stderr")] {
            if asked {
                path = format!("{path}&{name}=1");
            }
        }
        Ok(self.detach_keys.map_or(path.clone(), |keys| format!("{path}&detachKeys={}", percent_encode(keys))))
    }
}

/// Attaches, then starts, so that not a byte is missed; ends with the container.
pub(super) async fn run_attached(work: Work<'_>, attachment: Attachment<'_>) -> Result<Outcome> {
    let name = attachment.name.clone();
    tokio::select! {
        biased;
        ended = start_and_watch(work, attachment) => ended,
        () = work.cancel.cancelled() => Err(Error::cancelled().with("container", name)),
    }
}

async fn start_and_watch(work: Work<'_>, attachment: Attachment<'_>) -> Result<Outcome> {
    let named = |error: Error| error.with("container", attachment.name.as_str());
    let stream = work.raw().hijack(&attachment.path()?, None).await.map_err(named)?;
    let until = if attachment.removes_itself { Until::Removed } else { Until::NextExit };
    let waiting = Waiting::begin(work, &attachment.id, until).await.map_err(named)?;
    if let Err(error) = work.docker().start_container(&attachment.id, None).await {
        return Err(start_failed(error, &attachment.name, attachment.removes_itself.then_some(waiting)).await);
    }
    let exit = watch(work, stream, &attachment, waiting, false).await.map_err(named)?;
    Ok(outcome(attachment.id, attachment.name, exit))
}

/// Without an exit the reader left and it goes on.
fn outcome(id: String, name: String, exit: Option<i64>) -> Outcome {
    match exit {
        Some(exit_code) => Outcome::Ended { id, name, exit_code },
        None => Outcome::Detached { id, name },
    }
}

/// Why a container did not start, and by its name that it is there still; one that removes itself is gone before this is said.
pub(super) async fn start_failed(error: bollard::errors::Error, name: &str, removal: Option<Waiting>) -> Error {
    let error = not_started(of_bollard(error));
    let Some(removal) = removal else { return error.with("container", name) };
    if let Err(error) = removal.end().await {
        tracing::debug!(%error, "a container that did not start was not seen to go");
    }
    error
}

/// Shows what it writes until it has ended, and what it ended with; none when the reader left before. One that `ran` before it was
/// attached to has to show again what is on its terminal.
async fn watch(
    work: Work<'_>,
    mut stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin,
    attachment: &Attachment<'_>,
    waiting: Waiting,
    ran: bool,
) -> Result<Option<i64>> {
    let Attachment { id, name, tty, streams, detach_keys, signals, removes_itself: _ } = attachment;
    if let Some(terminal) = work.terminal {
        let program = Program::Container { id, signals: *signals, redraw: ran };
        work.tell(Progress::Attached { id: id.clone(), name: name.clone(), tty: *tty }).await;
        let talk = Talk { terminal, program, tty: *tty, input: streams.stdin, detach_keys: *detach_keys };
        if talk.over(work.raw(), stream).await? == Over::Detached {
            return Ok(None);
        }
    } else {
        if streams.stdin {
            close_input(&mut stream).await;
        }
        if streams.stdout || streams.stderr {
            tell_lines(work, stream, *tty).await?;
        }
    }
    waiting.end().await.map(Some)
}

/// Says that nothing more is typed.
async fn close_input(stream: &mut (impl tokio::io::AsyncWrite + Unpin)) {
    if let Err(error) = stream.shutdown().await {
        tracing::debug!(%error, "the input of a container was closed already");
    }
}

/// `docker start -a` and `-i`, of one container.
pub(super) async fn start_attached(work: Work<'_>, start: &Start) -> Result<Outcome> {
    let Start { attach: _, interactive, detach_keys, containers } = start;
    let [container] = containers.as_slice() else {
        return Err(invalid(&containers.join(" "), "docker attaches to one container at a time"));
    };
    let known = Known::look(work, container).await?;
    let attachment = Attachment {
        streams: Streams { stdin: *interactive && known.open_stdin, stdout: true, stderr: true },
        detach_keys: detach_keys.as_deref(),
        id: known.id,
        name: known.name,
        tty: known.tty,
        removes_itself: known.removes_itself,
        signals: true,
    };
    run_attached(work, attachment).await
}

/// `docker attach`. Without a terminal nobody types, and its input is left alone: closing it could end what waits for more.
pub(crate) async fn attach(work: Work<'_>, attach: &Attach) -> Result<Outcome> {
    let Attach { no_stdin, sig_proxy, detach_keys, container } = attach;
    let waiting = Waiting::begin(work, container, Until::Stopped).await.map_err(|error| error.with("container", container.as_str()))?;
    let known = Known::running(work, container).await?;
    let attachment = Attachment {
        streams: Streams { stdin: work.terminal.is_some() && !no_stdin && known.open_stdin, stdout: true, stderr: true },
        detach_keys: detach_keys.as_deref(),
        id: known.id,
        name: known.name.clone(),
        tty: known.tty,
        removes_itself: known.removes_itself,
        signals: sig_proxy.unwrap_or(true),
    };
    let watched = async {
        let stream = work.raw().hijack(&attachment.path()?, None).await?;
        // One that ended in between would be watched for ever.
        Known::running(work, container).await?;
        watch(work, stream, &attachment, waiting, true).await
    };
    let exit = tokio::select! {
        biased;
        ended = watched => ended,
        () = work.cancel.cancelled() => Err(Error::cancelled()),
    }
    .map_err(|error| error.with("container", known.name.as_str()))?;
    Ok(outcome(attachment.id, attachment.name, exit))
}

/// `docker wait`: one after the other; ends with the first failure when one fails.
pub(crate) async fn wait(work: Work<'_>, targets: &Targets) -> Result<Outcome> {
    let Targets { containers } = targets;
    let (mut exits, mut failed) = (Vec::new(), None);
    for container in containers {
        let ended = async { Waiting::begin(work, container, Until::Stopped).await?.end().await }.await;
        let ended = ended.map_err(|error: Error| error.with("container", container.as_str()));
        if containers.len() > 1 {
            work.tell(Progress::Item { name: container.clone(), problem: ended.as_ref().err().map(Error::problem) }).await;
        }
        match ended {
            Ok(exit_code) => exits.push(Exit { container: container.clone(), exit_code }),
            Err(error) => {
                failed.get_or_insert(error);
            }
        }
    }
    failed.map_or(Ok(Outcome::Exits { exits }), Err)
}

/// What has to be known of a container before it is watched.
struct Known {
    id: String,
    name: String,
    tty: bool,
    open_stdin: bool,
    removes_itself: bool,
    state: serde_json::Value,
}

impl Known {
    async fn look(work: Work<'_>, container: &str) -> Result<Self> {
        let found = work.raw().get_json(&format!("/containers/{}/json", segment(container)?)).await;
        let mut found = found.map_err(|error| error.with("container", container))?;
        let is = |part: &str, key: &str| found[part][key].as_bool().unwrap_or_default();
        Ok(Self {
            id: found["Id"].as_str().unwrap_or_default().to_owned(),
            name: found["Name"].as_str().unwrap_or_default().trim_start_matches('/').to_owned(),
            tty: is("Config", "Tty"),
            open_stdin: is("Config", "OpenStdin"),
            removes_itself: is("HostConfig", "AutoRemove"),
            state: found["State"].take(),
        })
    }

    /// The CLI asks for one that runs, and so does this.
    async fn running(work: Work<'_>, container: &str) -> Result<Self> {
        let known = Self::look(work, container).await?;
        let is = |key: &str| known.state[key].as_bool().unwrap_or_default();
        let why = match (is("Running"), is("Paused"), is("Restarting")) {
            (false, ..) => "it is stopped: start it first",
            (_, true, _) => "it is paused: unpause it first",
            (_, _, true) => "it is restarting: wait until it runs",
            _ => return Ok(known),
        };
        Err(Error::new(ProblemCode::Conflict, why).with("container", known.name))
    }
}
