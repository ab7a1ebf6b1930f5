//! The only way anything changes on an engine: a file per noun, a function per command.

mod container;
mod image;
mod reach;

use naru_command::Command;
use naru_view::{Outcome, ProblemCode, Progress};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::build;
use crate::connection::Connection;
use crate::error::{Error, Result};

/// Does what a command says.
pub(crate) async fn perform(
    connection: &Connection,
    command: &Command,
    progress: mpsc::Sender<Progress>,
    cancel: CancellationToken,
) -> Result<Outcome> {
    let docker = &connection.docker;
    if reach::says_more(command) {
        return Err(Error::new(ProblemCode::Internal, "a flag of this command is not performed yet"));
    }
    // A build ends its own stream on a cancel, so that the engine ends the step that runs.
    if let Command::Build(command) = command {
        return build::build(docker, command, progress, cancel).await;
    }
    let work = async {
        match command {
            Command::Run(run) => container::run(docker, run, &progress).await,
            Command::Start(targets) => container::start(docker, &targets.containers).await,
            Command::Stop(stop) => container::stop(docker, stop).await,
            Command::Restart(stop) => container::restart(docker, stop).await,
            Command::Pause(targets) => container::pause(docker, &targets.containers).await,
            Command::Unpause(targets) => container::unpause(docker, &targets.containers).await,
            Command::Rm(rm) => container::remove(docker, rm).await,
            Command::Pull(pull) => image::pull(docker, &pull.image, &progress).await,
            Command::Build(_)
            | Command::Logs(_)
            | Command::Ps(_)
            | Command::ImageLs(_)
            | Command::ImageInspect(_)
            | Command::ImageHistory(_)
            | Command::ContainerInspect(_) => Err(Error::new(ProblemCode::Internal, "a command that only reads is not performed")),
            _ => Err(Error::new(ProblemCode::Internal, "this command is not performed yet")),
        }
    };
    tokio::select! {
        // What is done is done: a cancel that comes with the end does not hide it.
        biased;
        outcome = work => outcome,
        () = cancel.cancelled() => Err(Error::cancelled()),
    }
}
