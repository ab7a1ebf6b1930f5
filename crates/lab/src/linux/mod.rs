//! The lab itself; see `docs/lab.md`.

mod available;
mod cache;
mod cgroups;
mod cli;
mod containers;
mod content;
mod engine;
mod http;
mod mirror;
mod namespaces;
mod network;
mod process;
mod program;
mod record;
mod rootfs;
mod sweep;
mod tree;
mod user;

use std::{
    path::{Path, PathBuf},
    process::{Child, Command},
    sync::atomic::{AtomicU32, Ordering},
};

use cache::Cache;
pub use http::{Answer, Connection};
use namespaces::Shelf;
use nix::sys::signal::Signal;
use process::Process;
use record::{Home, Record};
use sweep::Ran;
use tree::Trees;

use crate::options::Until;
use crate::{Generation, LabError, LabState, LabStatus, Options, Unavailable};

/// A disposable engine with its network, its registry and its CLI.
///
/// An ephemeral one ends when this is dropped; a detached one goes on until [`Lab::down`].
#[derive(Debug)]
pub struct Lab {
    cache: Cache,
    home: Home,
    record: Record,
    init: Process,
    /// The process that waits for the namespaces, if this process started it.
    waiter: Option<Child>,
    /// Whether dropping this ends the lab.
    ends_with_this: bool,
}

impl Lab {
    /// Whether a lab can run on this machine; if not, what is missing, in plain words.
    pub fn available() -> Result<(), Unavailable> {
        available::check(Cache::open().ok().as_ref())
    }

    /// Makes what labs need once and keep: the Debian trees and the registry's images. Minutes on a fresh machine (it fetches about
    /// 300 MB of Debian packages), nothing after that. [`Lab::up`] does it too.
    pub fn prepare() -> Result<(), LabError> {
        Self::available()?;
        let cache = Cache::open()?;
        let trees = Trees::ready(&cache)?;
        content::ready(&cache, &trees).map(|_| ())
    }

    /// Brings a lab up: seconds, once everything is prepared. Labs whose owners died are removed first.
    pub fn up(options: &Options) -> Result<Self, LabError> {
        Self::available()?;
        let cache = Cache::open()?;
        sweep::left(&cache)?;
        let trees = Trees::ready(&cache)?;
        let content = content::ready(&cache, &trees)?;
        let mut lab = Self::raise(&cache, &trees, options.generation, options.name.as_deref(), &Shelf::Prepared(content), options.until)?;
        let owner = match options.until {
            Until::Dropped => return Ok(lab),
            Until::Down => None,
            // One that has ended meanwhile leaves the lab to this process, which is about to.
            Until::Ends(owner) => Process::of(owner).or(lab.record.owner),
        };
        lab.record.owner = owner;
        lab.record.write(&lab.home)?;
        lab.ends_with_this = false;
        Ok(lab)
    }

    /// A lab that is up already, by its name. Dropping the result leaves it up.
    pub fn find(name: &str) -> Result<Self, LabError> {
        let cache = Cache::open()?;
        let record = Record::read(&cache, name)?;
        let init = record.running_init().ok_or_else(|| LabError::EngineNotRunning { name: name.to_owned() })?;
        Ok(Self { home: Home::of(&cache, name)?, cache, record, init, waiter: None, ends_with_this: false })
    }

    /// Every lab of this cache, running or left over, by name.
    pub fn all() -> Result<Vec<LabStatus>, LabError> {
        let cache = Cache::open()?;
        Record::all(&cache)?.iter().map(|record| Ok(status(record, &Home::of(&cache, &record.name)?))).collect()
    }

    /// Ends the lab of this name, in whatever state it is, and removes all of it.
    pub fn down_by_name(name: &str) -> Result<(), LabError> {
        let cache = Cache::open()?;
        let mut record = Record::read(&cache, name)?;
        let ran = Ran::of(&record);
        // It is this process's to end now: nobody else takes it for left over meanwhile.
        record.owner = Process::this();
        record.init = record.running_init();
        record.boot = process::boot();
        record.write(&Home::of(&cache, name)?)?;
        sweep::end(&cache, &record, ran)
    }

    /// Everything that `up` does once the lasting parts are there.
    fn raise(
        cache: &Cache,
        trees: &Trees,
        generation: Generation,
        name: Option<&str>,
        shelf: &Shelf,
        until: Until,
    ) -> Result<Self, LabError> {
        let name = name.map_or_else(next_name, str::to_owned);
        let home = Home::of(cache, &name)?;
        let lock = cache::lock_machine()?;
        let mut record = Record::reserve(cache, &name, generation)?;
        let network = record.network();
        let networked = network.up();
        drop(lock);
        let namespaces = networked.and_then(|()| {
            let registry = trees.bookworm.join("usr/bin/docker-registry");
            namespaces::make(&home, &name, &network.path(), trees.of(generation), &registry, shelf, until)
        });
        let (waiter, init) = match namespaces {
            Ok(made) => made,
            Err(error) => {
                // What is left of it would only be in the next one's way; the first error is the one to tell.
                let _ = sweep::end(cache, &record, Ran::Now);
                return Err(error);
            }
        };
        record.init = Some(init);
        // From here on dropping it ends it, whatever fails.
        let lab = Self { cache: cache.clone(), home, record, init, waiter: Some(waiter), ends_with_this: true };
        lab.record.write(&lab.home)?;
        engine::start_registry(&lab.home, init)?;
        cli::set_up(&lab.home, &trees.sid)?;
        if let Some(user) = lab.record.user {
            user.own(&lab.docker_config())?;
        }
        engine::start(&lab.home, &lab.record, init)?;
        Ok(lab)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.record.name
    }

    /// Its engine's generation.
    #[must_use]
    pub fn generation(&self) -> Generation {
        self.record.generation
    }

    /// How it stands now.
    #[must_use]
    pub fn status(&self) -> LabStatus {
        status(&self.record, &self.home)
    }

    /// The value for `DOCKER_HOST`: `unix:///…`.
    #[must_use]
    pub fn docker_host(&self) -> String {
        docker_host(&self.home)
    }

    /// The engine's socket.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.home.socket()
    }

    /// The address where published ports answer, seen from this machine: `10.83.N.2`. The engine carries it as its label
    /// `naru.ports-host`.
    #[must_use]
    pub fn ports_host(&self) -> String {
        self.record.network().address()
    }

    /// The docker CLI of the newest tree.
    #[must_use]
    pub fn docker_program(&self) -> PathBuf {
        cli::programs(&self.home).join("docker")
    }

    /// The value for `DOCKER_CONFIG`: the lab's own, with the compose and buildx plugins.
    #[must_use]
    pub fn docker_config(&self) -> PathBuf {
        cli::configuration(&self.home)
    }

    /// A command of the docker CLI, pointed at this lab's engine.
    #[must_use]
    pub fn docker(&self, arguments: &[&str]) -> Command {
        cli::command(&self.home, arguments)
    }

    /// A command that runs in the lab's network, and is otherwise of the machine: there `localhost:PORT` is a published port.
    #[must_use]
    pub fn in_network(&self, program: &Path) -> Command {
        let mut command = Command::new("nsenter");
        let mut network = std::ffi::OsString::from("--net=");
        network.push(self.record.network().path());
        command.arg(network).arg("--").arg(program);
        command
    }

    /// SIGKILL to the engine. Its containers' processes live on, as after a crash, until [`Lab::start_engine`].
    pub fn kill_engine(&self) -> Result<(), LabError> {
        engine::kill(self.init)
    }

    /// SIGTERM to the engine: it stops its containers, then ends.
    pub fn stop_engine(&self) -> Result<(), LabError> {
        engine::stop(self.name(), self.init)
    }

    /// Starts a killed or stopped engine again on the same data and socket; returns when it answers.
    pub fn start_engine(&self) -> Result<(), LabError> {
        if engine::runs(self.init) {
            return Ok(());
        }
        engine::start(&self.home, &self.record, self.init)
    }

    /// Freezes the engine: it takes connections and answers nothing, as an overloaded one.
    pub fn pause_engine(&self) -> Result<(), LabError> {
        engine::signal(self.name(), self.init, Signal::SIGSTOP)
    }

    /// Lets a frozen engine go on.
    pub fn resume_engine(&self) -> Result<(), LabError> {
        engine::signal(self.name(), self.init, Signal::SIGCONT)
    }

    /// Creates this many busybox containers, and starts none: `many-0001`, `many-0002`… Their ids, in that order.
    pub fn make_containers(&self, count: usize) -> Result<Vec<String>, LabError> {
        containers::make(&self.home.socket(), count)
    }

    /// Ends the lab and removes all of it: processes, mounts, cgroups, network, data.
    pub fn down(mut self) -> Result<(), LabError> {
        self.end()
    }

    fn home(&self) -> &Home {
        &self.home
    }

    fn end(&mut self) -> Result<(), LabError> {
        self.ends_with_this = false;
        let ended = sweep::end(&self.cache, &self.record, Ran::Now);
        if let Some(mut waiter) = self.waiter.take() {
            // Not waited for it would be a zombie. It ends with what it waits for; if that is still in use, `ended` says so.
            if ended.is_ok() {
                let _ = waiter.wait();
            }
        }
        ended
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        if self.ends_with_this
            && let Err(error) = self.end()
        {
            cache::say(&format!("lab `{}` did not end cleanly: {error}", self.name()));
        }
    }
}

/// A name for a lab that has no reader: unique among the labs of living processes.
fn next_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(1);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("t{}-{count}", std::process::id())
}

fn docker_host(home: &Home) -> String {
    format!("unix://{}", home.socket().display())
}

fn status(record: &Record, home: &Home) -> LabStatus {
    LabStatus {
        name: record.name.clone(),
        generation: record.generation,
        state: match record.running_init() {
            Some(init) if engine::runs(init) => LabState::Running,
            Some(_) => LabState::EngineStopped,
            None => LabState::Left,
        },
        docker_host: docker_host(home),
        ports_host: record.network().address(),
        owner: record.owner.map(|owner| owner.pid),
    }
}
