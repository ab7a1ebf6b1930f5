use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{ContainerName, ImageReference, PortMapping};

/// A docker command. `None` and an empty list mean "not given": docker's defaults are shown, never stored.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "verb")]
pub enum Command {
    /// `docker run`
    Run(Run),
    /// `docker start`
    Start(Targets),
    /// `docker stop`
    Stop(Stop),
    /// `docker restart`
    Restart(Stop),
    /// `docker pause`
    Pause(Targets),
    /// `docker unpause`
    Unpause(Targets),
    /// `docker rm`
    Rm(Rm),
    /// `docker logs`
    Logs(Logs),
    /// `docker ps`
    Ps(Ps),
    /// `docker pull`
    Pull(Pull),
    /// `docker image ls`
    ImageLs(ImageLs),
    /// `docker image inspect`
    ImageInspect(ImageInspect),
    /// `docker image history`
    ImageHistory(ImageHistory),
    /// `docker inspect` of a container
    ContainerInspect(Target),
    /// `docker build`
    Build(Build),
}

/// `docker run [OPTIONS] IMAGE [COMMAND] [ARG...]`
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    /// The image to run.
    pub image: ImageReference,
    /// `--name`
    #[serde(default)]
    pub name: Option<ContainerName>,
    /// `-p`, in the order given.
    #[serde(default)]
    pub publish: Vec<PortMapping>,
    /// `-d`: give the prompt back at once.
    #[serde(default)]
    pub detach: bool,
    /// What runs instead of the image's `CMD`.
    #[serde(default)]
    pub command: Vec<String>,
}

/// A command on one container.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Target {
    /// Its name or id.
    pub container: String,
}

/// A command on containers, by name or id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Targets {
    /// Names or ids; at least one.
    pub containers: Vec<String>,
}

/// `docker stop` and `docker restart`
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Stop {
    /// Names or ids; at least one.
    pub containers: Vec<String>,
    /// `-t`: seconds to wait before killing; -1 waits for ever. Docker waits 10 unless the container says otherwise.
    #[serde(default)]
    pub time: Option<i32>,
}

/// `docker rm`
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Rm {
    /// Names or ids; at least one.
    pub containers: Vec<String>,
    /// `-f`: kill it first when it runs.
    #[serde(default)]
    pub force: bool,
    /// `-v`: remove its anonymous volumes too.
    #[serde(default)]
    pub volumes: bool,
}

/// `docker logs`
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Logs {
    /// Its name or id.
    pub container: String,
    /// `-f`
    #[serde(default)]
    pub follow: bool,
    /// `-n`: only the last lines; all when not given.
    #[serde(default)]
    pub tail: Option<u32>,
}

/// `docker ps`
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Ps {
    /// `-a`: those that do not run, too.
    #[serde(default)]
    pub all: bool,
    /// `--filter status=…`, in the order given; docker shows what has any of them.
    #[serde(default)]
    pub status: Vec<String>,
}

/// `docker pull`
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Pull {
    /// What to pull.
    pub image: ImageReference,
}

/// `docker image ls [REPOSITORY[:TAG]]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImageLs {
    /// Only images of this name; a pattern may be given.
    #[serde(default)]
    pub name: Option<String>,
}

/// `docker image inspect`
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImageInspect {
    /// Its name or id.
    pub image: String,
}

/// `docker image history`
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImageHistory {
    /// Its name or id.
    pub image: String,
    /// `--no-trunc`
    #[serde(default)]
    pub no_trunc: bool,
}

/// `docker build [OPTIONS] PATH`
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Build {
    /// The folder that is sent to the engine; absolute.
    pub context: String,
    /// `-f`: absolute; `Dockerfile` in the context when not given.
    #[serde(default)]
    pub file: Option<String>,
    /// `-t`
    #[serde(default)]
    pub tag: Option<ImageReference>,
    /// `--build-arg`, in the order given.
    #[serde(default)]
    pub build_args: Vec<BuildArg>,
    /// `--target`: stop at this stage.
    #[serde(default)]
    pub target: Option<String>,
    /// `--no-cache`
    #[serde(default)]
    pub no_cache: bool,
}

/// `--build-arg KEY=value`
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BuildArg {
    /// The name.
    pub key: String,
    /// The value; may be empty.
    pub value: String,
}
