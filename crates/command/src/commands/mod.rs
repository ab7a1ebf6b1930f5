//! Every docker command: its words, its value and its table. A file per noun declares the tables.

mod build;
mod compose;
mod create;
mod every;
mod image;
mod known;
mod life;
mod look;
mod network;
mod system;

pub use build::{Build, BuildArg};
pub use compose::{
    ComposeBuild, ComposeConfig, ComposeDown, ComposeLogs, ComposePs, ComposePull, ComposeRestart, ComposeStart, ComposeStop, ComposeUp,
};
pub use create::{Create, Run};
pub use every::{RmAll, RmiAll, StopAll};
pub use image::{ImageHistory, ImageInspect, ImageLs, Import, Load, Pull, Push, Rmi, Save, Search, Tag};
pub(crate) use known::KNOWN;
pub use life::{Attach, Commit, Cp, Exec, Export, Kill, Prune, PruneAll, Rename, Rm, Start, Stop, Targets};
pub use look::{Logs, OneContainer, PortTarget, Ps, Stats, Target, Top};
pub use network::{
    NetworkConnect, NetworkCreate, NetworkDisconnect, NetworkInspect, NetworkLs, NetworkRm, VolumeCreate, VolumeInspect, VolumeLs, VolumeRm,
};
use serde::{Deserialize, Serialize};
use specta::Type;
pub use system::{ContextInspect, ContextLs, ContextUse, Events, Formatted, Login, Logout, SystemDf, SystemPrune};

use crate::table::{Values, Verb, Written};

/// The parts of a command as text.
pub(crate) struct Told {
    pub verb: &'static Verb,
    /// What each flag with a field says.
    pub flags: Vec<Vec<Written>>,
    /// The words of each argument.
    pub arguments: Vec<Vec<String>>,
}

/// Says which words and which table write which command, once for all who need it.
macro_rules! commands {
    ($($(#[$meta:meta])* $command:ident($values:ident) = [$($word:literal)+] $(also $([$($other:literal)+])+)? $(keys $keys:literal)? ;)*) => {
        /// A docker command. `None` and an empty list mean "not given": docker's defaults are shown, never stored.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
        #[serde(rename_all = "camelCase", tag = "verb")]
        pub enum Command {
            $($(#[$meta])* $command($values),)*
            /// `docker rm -f $(docker ps -aq)`
            RmAll(RmAll),
            /// `docker stop $(docker ps -q)`
            StopAll(StopAll),
            /// `docker rmi $(docker images -q)`
            RmiAll(RmiAll),
        }

        /// Every table.
        pub(crate) static VERBS: &[Verb] = &[$(
            Verb {
                words: &[$($word),+],
                also: &[$($(&[$($other),+]),+)?],
                keys: first_of!($($keys)?),
                flags: $values::FLAGS,
                arguments: $values::ARGUMENTS,
                stops: $values::STOPS,
                read: |given, arguments, context| $values::read(given, arguments, context).map(Command::$command),
            },
        )*];

        /// What a command says; none for one that is made of several.
        pub(crate) fn tell(command: &Command) -> Option<Told> {
            #[allow(clippy::items_after_statements, reason = "the numbers of the tables belong to the match")]
            #[derive(Clone, Copy)]
            enum Number { $($command,)* }
            let of = |number: Number, flags, arguments| Some(Told { verb: &VERBS[number as usize], flags, arguments });
            match command {
                $(Command::$command(values) => of(Number::$command, values.flags(), values.arguments()),)*
                Command::RmAll(_) | Command::StopAll(_) | Command::RmiAll(_) => None,
            }
        }

        /// Any command.
        #[cfg(test)]
        pub(crate) fn any_command() -> proptest::strategy::BoxedStrategy<Command> {
            use proptest::prelude::*;
            let all: Vec<BoxedStrategy<Command>> = vec![$(crate::table::whole::whole::<$values>().prop_map(Command::$command).boxed(),)*];
            proptest::strategy::Union::new(all).boxed()
        }
    };
}

macro_rules! first_of {
    () => {
        None
    };
    ($first:literal) => {
        Some($first)
    };
}

commands! {
    /// `docker run`
    Run(Run) = ["run"] also ["container" "run"];
    /// `docker create`
    Create(Create) = ["create"] also ["container" "create"] keys "run";
    /// `docker start`
    Start(Start) = ["start"] also ["container" "start"];
    /// `docker stop`
    Stop(Stop) = ["stop"] also ["container" "stop"];
    /// `docker restart`
    Restart(Stop) = ["restart"] also ["container" "restart"];
    /// `docker pause`
    Pause(Targets) = ["pause"] also ["container" "pause"];
    /// `docker unpause`
    Unpause(Targets) = ["unpause"] also ["container" "unpause"];
    /// `docker kill`
    Kill(Kill) = ["kill"] also ["container" "kill"];
    /// `docker rm`
    Rm(Rm) = ["rm"] also ["container" "rm"] ["container" "remove"];
    /// `docker rename`
    Rename(Rename) = ["rename"] also ["container" "rename"];
    /// `docker wait`
    Wait(Targets) = ["wait"] also ["container" "wait"];
    /// `docker attach`
    Attach(Attach) = ["attach"] also ["container" "attach"];
    /// `docker exec`
    Exec(Exec) = ["exec"] also ["container" "exec"];
    /// `docker logs`
    Logs(Logs) = ["logs"] also ["container" "logs"];
    /// `docker ps`
    Ps(Ps) = ["ps"] also ["container" "ls"] ["container" "list"] ["container" "ps"];
    /// `docker top`
    Top(Top) = ["top"] also ["container" "top"];
    /// `docker stats`
    Stats(Stats) = ["stats"] also ["container" "stats"];
    /// `docker port`
    Port(PortTarget) = ["port"] also ["container" "port"];
    /// `docker diff`
    Diff(OneContainer) = ["diff"] also ["container" "diff"];
    /// `docker commit`
    Commit(Commit) = ["commit"] also ["container" "commit"];
    /// `docker cp`
    Cp(Cp) = ["cp"] also ["container" "cp"];
    /// `docker export`
    Export(Export) = ["export"] also ["container" "export"];
    /// `docker inspect` of a container
    ContainerInspect(Target) = ["inspect"] also ["container" "inspect"];
    /// `docker container prune`
    ContainerPrune(Prune) = ["container" "prune"];
    /// `docker pull`
    Pull(Pull) = ["pull"] also ["image" "pull"];
    /// `docker push`
    Push(Push) = ["push"] also ["image" "push"];
    /// `docker tag`
    Tag(Tag) = ["tag"] also ["image" "tag"];
    /// `docker image ls`
    ImageLs(ImageLs) = ["image" "ls"] also ["images"] ["image" "list"];
    /// `docker image inspect`
    ImageInspect(ImageInspect) = ["image" "inspect"];
    /// `docker image history`
    ImageHistory(ImageHistory) = ["image" "history"] also ["history"];
    /// `docker rmi`
    Rmi(Rmi) = ["rmi"] also ["image" "rm"] ["image" "remove"];
    /// `docker image prune`
    ImagePrune(PruneAll) = ["image" "prune"];
    /// `docker save`
    Save(Save) = ["save"] also ["image" "save"];
    /// `docker load`
    Load(Load) = ["load"] also ["image" "load"];
    /// `docker import`
    Import(Import) = ["import"] also ["image" "import"];
    /// `docker search`
    Search(Search) = ["search"];
    /// `docker build`
    Build(Build) = ["build"] also ["image" "build"] ["buildx" "build"] ["buildx" "b"] ["builder" "build"];
    /// `docker login`
    Login(Login) = ["login"];
    /// `docker logout`
    Logout(Logout) = ["logout"];
    /// `docker network ls`
    NetworkLs(NetworkLs) = ["network" "ls"] also ["network" "list"];
    /// `docker network create`
    NetworkCreate(NetworkCreate) = ["network" "create"];
    /// `docker network rm`
    NetworkRm(NetworkRm) = ["network" "rm"] also ["network" "remove"];
    /// `docker network inspect`
    NetworkInspect(NetworkInspect) = ["network" "inspect"];
    /// `docker network connect`
    NetworkConnect(NetworkConnect) = ["network" "connect"];
    /// `docker network disconnect`
    NetworkDisconnect(NetworkDisconnect) = ["network" "disconnect"];
    /// `docker network prune`
    NetworkPrune(Prune) = ["network" "prune"];
    /// `docker volume ls`
    VolumeLs(VolumeLs) = ["volume" "ls"] also ["volume" "list"];
    /// `docker volume create`
    VolumeCreate(VolumeCreate) = ["volume" "create"];
    /// `docker volume rm`
    VolumeRm(VolumeRm) = ["volume" "rm"] also ["volume" "remove"];
    /// `docker volume inspect`
    VolumeInspect(VolumeInspect) = ["volume" "inspect"];
    /// `docker volume prune`
    VolumePrune(PruneAll) = ["volume" "prune"];
    /// `docker system df`
    SystemDf(SystemDf) = ["system" "df"];
    /// `docker system prune`
    SystemPrune(SystemPrune) = ["system" "prune"];
    /// `docker events`
    Events(Events) = ["events"] also ["system" "events"];
    /// `docker info`
    Info(Formatted) = ["info"] also ["system" "info"];
    /// `docker version`
    Version(Formatted) = ["version"];
    /// `docker context ls`
    ContextLs(ContextLs) = ["context" "ls"] also ["context" "list"];
    /// `docker context use`
    ContextUse(ContextUse) = ["context" "use"];
    /// `docker context inspect`
    ContextInspect(ContextInspect) = ["context" "inspect"];
    /// `docker compose up`
    ComposeUp(ComposeUp) = ["compose" "up"];
    /// `docker compose down`
    ComposeDown(ComposeDown) = ["compose" "down"];
    /// `docker compose ps`
    ComposePs(ComposePs) = ["compose" "ps"];
    /// `docker compose logs`
    ComposeLogs(ComposeLogs) = ["compose" "logs"];
    /// `docker compose stop`
    ComposeStop(ComposeStop) = ["compose" "stop"];
    /// `docker compose start`
    ComposeStart(ComposeStart) = ["compose" "start"];
    /// `docker compose restart`
    ComposeRestart(ComposeRestart) = ["compose" "restart"];
    /// `docker compose build`
    ComposeBuild(ComposeBuild) = ["compose" "build"];
    /// `docker compose pull`
    ComposePull(ComposePull) = ["compose" "pull"];
    /// `docker compose config`
    ComposeConfig(ComposeConfig) = ["compose" "config"] also ["compose" "convert"];
}
