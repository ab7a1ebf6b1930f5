//! An engine of the lab for a task, whether this user is root or has to ask sudo for it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use anyhow::{Context, Result, bail};
use naru_lab::{Generation, Lab, Options};
use serde::{Deserialize, Serialize};

use crate::packages::{is_root, on_path};
use crate::place::cache;
use crate::run_command::{output, run};
use crate::tour::generation;

/// How to reach an engine of the lab.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reach {
    /// The lab's name.
    pub name: String,
    /// The value for `DOCKER_HOST`.
    pub docker_host: String,
    /// The docker CLI.
    pub docker: PathBuf,
    /// The value for `DOCKER_CONFIG`.
    pub docker_config: PathBuf,
    /// Where its published ports answer, seen from this machine.
    pub ports_host: String,
}

impl Reach {
    pub fn of(lab: &Lab) -> Self {
        Self {
            name: lab.name().to_owned(),
            docker_host: lab.docker_host(),
            docker: lab.docker_program(),
            docker_config: lab.docker_config(),
            ports_host: lab.ports_host(),
        }
    }

    /// What a shell has to be told so that a bare `docker` there is the lab's and reaches its engine.
    pub fn exports(&self) -> String {
        let programs = self.docker.parent().unwrap_or(&self.docker).display();
        let Self { docker_host, docker_config, .. } = self;
        format!("export DOCKER_HOST={docker_host}\nexport DOCKER_CONFIG={}\nexport PATH={programs}:\"$PATH\"", docker_config.display())
    }

    /// The engine's socket.
    pub fn socket(&self) -> Result<&Path> {
        self.docker_host.strip_prefix("unix://").map(Path::new).context("the lab's engine is not on a socket")
    }
}

/// An engine that lives as long as this.
pub struct TaskEngine {
    /// How to reach it.
    pub reach: Reach,
    /// None when sudo started it.
    lab: Option<Lab>,
}

impl TaskEngine {
    /// Starts one.
    pub fn up(generation: Generation) -> Result<Self> {
        if is_root() {
            let lab = Lab::up(&Options::ephemeral(generation))?;
            return Ok(Self { reach: Reach::of(&lab), lab: Some(lab) });
        }
        let name = format!("task-{}-{generation}", std::process::id());
        let reach = up_by_sudo(&name, generation, Some(std::process::id()))?;
        Ok(Self { reach, lab: None })
    }

    #[cfg(unix)]
    /// Makes containers that were created and never started, named one after the other.
    pub fn make_containers(&self, count: usize) -> Result<()> {
        if let Some(lab) = &self.lab {
            lab.make_containers(count)?;
            return Ok(());
        }
        run(privileged()?.args(["engine", "make-containers", "--name", &self.reach.name, &count.to_string()]))
    }
}

impl Drop for TaskEngine {
    fn drop(&mut self) {
        if self.lab.is_none() {
            let ended = privileged().and_then(|mut xtask| run(xtask.args(["engine", "down", "--name", &self.reach.name])));
            if let Err(error) = ended {
                eprintln!("the lab {} could not be ended: {error:#}", self.reach.name);
            }
        }
    }
}

/// The engine of that name, started when it is not there; it stays until `cargo xtask lab down`.
pub fn lasting(name: &str, generation: Generation) -> Result<Reach> {
    if is_root() { as_root(name, generation, None) } else { up_by_sudo(name, generation, None) }
}

fn as_root(name: &str, generation: Generation, owner: Option<u32>) -> Result<Reach> {
    if let Ok(lab) = Lab::find(name) {
        lab.start_engine()?;
        return Ok(Reach::of(&lab));
    }
    if Lab::all()?.iter().any(|known| known.name == name) {
        // Nothing of it runs any more: the machine was started again since.
        Lab::down_by_name(name)?;
    }
    let options = match owner {
        Some(owner) => Options::owned_by(generation, name, owner),
        None => Options::detached(generation, name),
    };
    Ok(Reach::of(&Lab::up(&options)?))
}

fn up_by_sudo(name: &str, generation: Generation, owner: Option<u32>) -> Result<Reach> {
    let mut up = privileged()?;
    up.args(["engine", "up", "--name", name, "--generation", &generation.to_string()]);
    if let Some(owner) = owner {
        up.args(["--owner", &owner.to_string()]);
    }
    let answer = output(&mut up)?;
    let last = answer.lines().last().unwrap_or_default();
    serde_json::from_str(last).with_context(|| format!("not what `engine up` prints: {last}"))
}

/// This program as root, on this user's cache.
pub fn privileged() -> Result<Command> {
    let me = this_program()?;
    if is_root() {
        return Ok(Command::new(me));
    }
    if !on_path("sudo") {
        bail!("a lab's engine needs root, or sudo, which is not here");
    }
    let mut command = Command::new("sudo");
    command.arg("env").arg(format!("NARU_CACHE={}", cache().display()));
    if let Ok(mirror) = env::var("NARU_DEBIAN_MIRROR") {
        command.arg(format!("NARU_DEBIAN_MIRROR={mirror}"));
    }
    command.arg(me);
    Ok(command)
}

/// This program. Building the workspace puts a new one in its place, after which the system no longer knows the old one's
/// path; so it is asked once, early.
pub fn this_program() -> Result<&'static Path> {
    THIS_PROGRAM.as_deref().context("could not find this program")
}

/// To be called before anything is built.
pub fn remember_this_program() {
    LazyLock::force(&THIS_PROGRAM);
}

static THIS_PROGRAM: LazyLock<Option<PathBuf>> = LazyLock::new(|| env::current_exe().ok());

/// `cargo xtask engine …`: what other tasks and the end-to-end tests ask of a running lab. Not for people.
#[derive(Debug, clap::Subcommand)]
pub enum EngineTask {
    /// Makes the engines' trees, the registry and its images, unless they are there.
    Prepare,
    /// Starts one, lets the user who called sudo use it, and prints how to reach it.
    Up {
        /// The lab's name.
        #[arg(long)]
        name: String,
        /// `old` or `new`.
        #[arg(long, value_parser = generation)]
        generation: Generation,
        /// The process after whose end it is nobody's [default: it stays until `down`]
        #[arg(long)]
        owner: Option<u32>,
    },
    /// Ends it.
    Down {
        /// The lab's name.
        #[arg(long)]
        name: String,
    },
    /// Kills the engine as a crash would.
    Kill {
        /// The lab's name.
        #[arg(long)]
        name: String,
    },
    /// Starts it again.
    Start {
        /// The lab's name.
        #[arg(long)]
        name: String,
    },
    /// Makes containers, not started.
    MakeContainers {
        /// The lab's name.
        #[arg(long)]
        name: String,
        /// How many.
        count: usize,
    },
}

/// Does it.
pub fn engine(task: &EngineTask) -> Result<()> {
    match task {
        EngineTask::Prepare => Lab::prepare()?,
        EngineTask::Up { name, generation, owner } => {
            let reach = as_root(name, *generation, *owner)?;
            give_to_caller(&reach)?;
            println!("{}", serde_json::to_string(&reach)?);
        }
        EngineTask::Down { name } => Lab::down_by_name(name)?,
        EngineTask::Kill { name } => Lab::find(name)?.kill_engine()?,
        EngineTask::Start { name } => {
            let lab = Lab::find(name)?;
            lab.start_engine()?;
            give_to_caller(&Reach::of(&lab))?;
        }
        EngineTask::MakeContainers { name, count } => {
            Lab::find(name)?.make_containers(*count)?;
        }
    }
    Ok(())
}

/// The engine makes its socket root's. Whoever called sudo owns the lab, and may use it.
fn give_to_caller(reach: &Reach) -> Result<()> {
    if let Some(user) = env::var_os("SUDO_UID") {
        run(Command::new("chown").arg(user).arg(reach.socket()?))?;
    }
    Ok(())
}
