//! The only way anything changes on an engine: a file per noun, a function per command.
//!
//! Every function takes its value apart with all its fields named, so that a new flag cannot be dropped by oversight: what an engine
//! cannot do for Naru is refused by its name ([`ProblemCode::NotPerformed`]).

mod container;
mod context;
mod filters;
mod image;
mod moment;
mod network;
mod objects;
mod platform;
mod query;
mod system;
mod targets;
mod volume;
mod work;
pub(crate) mod written;

use futures_util::FutureExt;
use naru_command::Command;
use naru_view::{Outcome, Progress};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

pub(crate) use targets::segment;

use crate::build;
use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::terminal::Terminal;
pub(crate) use container::{clean_path, file_changes};
pub(crate) use moment::moment_here;
use work::Work;
pub(crate) use work::{not_performed, refuse};

/// Does what a command says; in a terminal, when it is given one and the command is one that is watched while it runs.
pub(crate) async fn perform(
    connection: &Connection,
    command: &Command,
    terminal: Option<&Terminal>,
    progress: mpsc::Sender<Progress>,
    cancel: CancellationToken,
) -> Result<Outcome> {
    // A build ends its own stream on a cancel, so that the engine ends the step that runs.
    if let Command::Build(command) = command {
        // What is known of a build is much, and would make every other command as large.
        return Box::pin(build::build(connection, command, progress, cancel)).await;
    }
    let work = Work { connection, progress: &progress, cancel: &cancel, terminal };
    // Boxed as what may move between threads: the shell asks for that, and here the compiler says which command breaks it.
    let performed = perform_on(work, command).boxed();
    tokio::select! {
        // What is done is done: a cancel that comes with the end does not hide it.
        biased;
        outcome = performed => outcome,
        () = cancel.cancelled() => Err(Error::cancelled()),
    }
}

async fn perform_on(work: Work<'_>, command: &Command) -> Result<Outcome> {
    match command {
        Command::Run(run) => container::run(work, run).await,
        Command::Create(create) => container::create(work, create).await,
        Command::Start(start) => container::start(work, start).await,
        Command::Stop(stop) => container::stop(work, stop).await,
        Command::Restart(stop) => container::restart(work, stop).await,
        Command::Pause(targets) => container::pause(work, targets).await,
        Command::Unpause(targets) => container::unpause(work, targets).await,
        Command::Kill(kill) => container::kill(work, kill).await,
        Command::Rm(rm) => container::rm(work, rm).await,
        Command::RmAll(all) => container::rm_all(work, all).await,
        Command::StopAll(all) => container::stop_all(work, all).await,
        Command::Rename(rename) => container::rename(work, rename).await,
        Command::Wait(targets) => container::wait(work, targets).await,
        Command::Attach(attach) => container::attach(work, attach).await,
        Command::Exec(exec) => container::exec(work, exec).await,
        Command::Logs(logs) => container::logs(work, logs).await,
        Command::Ps(ps) => container::ps(work, ps).await,
        Command::Top(top) => container::top(work, top).await,
        Command::Stats(stats) => container::stats(work, stats).await,
        Command::Port(port) => container::port(work, port).await,
        Command::Diff(target) => container::diff(work, target).await,
        Command::Commit(commit) => container::commit(work, commit).await,
        Command::Cp(cp) => container::cp(work, cp).await,
        Command::Export(export) => container::export(work, export).await,
        Command::ContainerInspect(target) => container::inspect(work, target).await,
        Command::ContainerPrune(prune) => container::prune(work, prune).await,
        Command::Pull(pull) => image::pull(work, pull).await,
        Command::Push(push) => image::push(work, push).await,
        Command::Tag(tag) => image::tag(work, tag).await,
        Command::ImageLs(ls) => image::ls(work, ls).await,
        Command::ImageInspect(inspect) => image::inspect(work, inspect).await,
        Command::ImageHistory(history) => image::history(work, history).await,
        Command::Rmi(rmi) => image::rmi(work, rmi).await,
        Command::RmiAll(all) => image::rmi_all(work, all).await,
        Command::ImagePrune(prune) => image::prune(work, prune).await,
        Command::Save(save) => image::save(work, save).await,
        Command::Load(load) => image::load(work, load).await,
        Command::Import(import) => image::import(work, import).await,
        Command::Search(search) => image::search(work, search).await,
        Command::NetworkLs(ls) => network::ls(work, ls).await,
        Command::NetworkCreate(create) => network::create(work, create).await,
        Command::NetworkRm(rm) => network::rm(work, rm).await,
        Command::NetworkInspect(inspect) => network::inspect(work, inspect).await,
        Command::NetworkConnect(connect) => network::connect(work, connect).await,
        Command::NetworkDisconnect(disconnect) => network::disconnect(work, disconnect).await,
        Command::NetworkPrune(prune) => network::prune(work, prune).await,
        Command::VolumeLs(ls) => volume::ls(work, ls).await,
        Command::VolumeCreate(create) => volume::create(work, create).await,
        Command::VolumeRm(rm) => volume::rm(work, rm).await,
        Command::VolumeInspect(inspect) => volume::inspect(work, inspect).await,
        Command::VolumePrune(prune) => volume::prune(work, prune).await,
        Command::SystemDf(df) => system::df(work, df).await,
        Command::SystemPrune(prune) => system::prune(work, prune).await,
        Command::Events(events) => system::events(work, events).await,
        Command::Info(info) => system::info(work, info).await,
        Command::Version(version) => system::version(work, version).await,
        Command::ContextLs(ls) => context::ls(work, ls).await,
        Command::ContextInspect(inspect) => context::inspect(work, inspect).await,
        Command::ContextUse(_) => Err(not_performed("context use")),
        Command::Login(_) => Err(not_performed("login")),
        Command::Logout(_) => Err(not_performed("logout")),
        Command::ComposeUp(_)
        | Command::ComposeDown(_)
        | Command::ComposePs(_)
        | Command::ComposeLogs(_)
        | Command::ComposeStop(_)
        | Command::ComposeStart(_)
        | Command::ComposeRestart(_)
        | Command::ComposeBuild(_)
        | Command::ComposePull(_)
        | Command::ComposeConfig(_) => Err(not_performed("compose")),
        // Answered above.
        Command::Build(_) => Err(not_performed("build")),
    }
}
