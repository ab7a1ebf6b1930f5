//! What Naru does on real engines, old and new: run, the life of a container, logs, and what goes wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what it expects by failing")]

mod absence;
mod archives;
mod attached;
mod copy;
mod files;
mod images;
mod life;
mod life_detail;
mod life_events;
mod life_flags;
mod looks;
mod networks;
mod ports;
mod registry;
mod run;
mod run_flags;
mod system;
mod usage;
mod volumes;

use std::time::Duration;

use naru_command::{Command, ContainerName, Run};
use naru_engine::{Engine, Environment, Error};
use naru_lab::{Generation, Lab, Options};
use naru_view::{Container, EngineStatus, Outcome, Progress};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// How long a busy machine may take to show something.
const LIMIT: Duration = Duration::from_secs(30);

/// A lab and Naru on it.
struct Bench {
    lab: Lab,
    engine: Engine,
}

impl Bench {
    async fn up(generation: Generation) -> Self {
        let lab = tokio::task::spawn_blocking(move || Lab::up(&Options::ephemeral(generation))).await.unwrap();
        let lab = lab.unwrap_or_else(|error| panic!("the {generation:?} lab does not start ({error}); see `cargo xtask lab up`"));
        let engine = at(&lab.docker_host());
        until(|| engine.is_settled(), "the engine to be mirrored").await;
        Self { lab, engine }
    }

    async fn perform(&self, command: &Command) -> Result<(Outcome, Vec<Progress>), Error> {
        let (sender, mut receiver) = mpsc::channel(4);
        let listen = async {
            let mut told = Vec::new();
            while let Some(progress) = receiver.recv().await {
                told.push(progress);
            }
            told
        };
        let (outcome, told) = tokio::join!(self.engine.perform(command, sender, CancellationToken::new()), listen);
        outcome.map(|outcome| (outcome, told))
    }

    /// What the docker CLI prints.
    async fn docker(&self, line: &str) -> String {
        let words: Vec<&str> = line.split(' ').collect();
        let output = tokio::process::Command::from(self.lab.docker(&words)).output().await.unwrap();
        assert!(output.status.success(), "docker {line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Runs a container into its limit of memory, the kernel's own, and comes back when it has ended. An engine hears of the
    /// kill only if it came after the container's start was done and before its end, and else never says a word of memory.
    async fn run_out_of_memory(&self, name: &str) {
        let waits = |file: &str| format!("until\ttest\t-e\t{file};do\tsleep\t.1;done");
        let program = format!("{};tail\t/dev/zero;ended=$?;{};exit\t$ended", waits("/started"), waits("/told"));
        let id = self.docker(&format!("run -d --name {name} -m 8m --memory-swap 8m busybox sh -c {program}")).await;
        self.docker(&format!("cp /etc/hostname {name}:/started")).await;
        let told = format!("events --since 10m --until 0s --filter event=oom --filter container={id}");
        let began = tokio::time::Instant::now();
        while self.docker(&told).await.is_empty() {
            assert!(began.elapsed() < LIMIT, "waited for the engine to tell that {name} is out of memory");
        }
        self.docker(&format!("cp /etc/hostname {name}:/told")).await;
        assert_eq!(self.docker(&format!("wait {name}")).await, "137");
    }

    fn container(&self, name: &str) -> Option<Container> {
        self.engine.containers().into_iter().find(|container| container.name == name)
    }

    /// Waits until the mirror shows a container as wanted.
    async fn shows(&self, name: &str, wanted: impl Fn(&Container) -> bool) {
        until(|| self.container(name).is_some_and(|container| wanted(&container)), &format!("{name} to look as wanted")).await;
    }
}

fn at(address: &str) -> Engine {
    Engine::start(Environment { docker_host: Some(address.to_owned()), ..Environment::default() })
}

async fn until(done: impl Fn() -> bool, what: &str) {
    let began = tokio::time::Instant::now();
    while !done() {
        assert!(began.elapsed() < LIMIT, "waited for {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn is_connected(engine: &Engine) -> bool {
    matches!(engine.status(), EngineStatus::Connected { .. })
}

fn run(image: &str, name: &str, publish: &[&str], command: &[&str]) -> Run {
    Run {
        name: (!name.is_empty()).then(|| name.parse::<ContainerName>().unwrap()),
        publish: publish.iter().map(|mapping| mapping.parse().unwrap()).collect(),
        detach: true,
        ..Run::new(image.parse().unwrap(), command.iter().map(ToString::to_string).collect())
    }
}
