//! A lab with Naru on it, for the tests of this crate. Each test binary brings up one lab for each generation.

use std::path::Path;
use std::time::{Duration, Instant};

use naru_command::{Build, Command};
use naru_engine::{Engine, Environment, Error};
use naru_lab::{Generation, Lab, Options};
use naru_view::{BuildProgress, BuildStep, Outcome, Progress};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// How long a busy machine may take for anything.
const LIMIT: Duration = Duration::from_secs(30);

pub struct Bench {
    pub lab: Lab,
    pub engine: Engine,
}

/// How a build ended, and everything that it told, merged as the window merges it.
pub struct Built {
    pub outcome: Result<Outcome, Error>,
    /// Sorted by their order, each as it was last told.
    pub steps: Vec<BuildStep>,
    /// Everything that was told, in turn.
    pub told: Vec<BuildProgress>,
    /// What was warned of.
    pub warned: Vec<String>,
}

impl Bench {
    pub async fn up(generation: Generation) -> Self {
        let lab = tokio::task::spawn_blocking(move || Lab::up(&Options::ephemeral(generation))).await.unwrap();
        let lab = lab.unwrap_or_else(|error| panic!("the {generation:?} lab does not start ({error}); see `cargo xtask lab up`"));
        let engine = Engine::start(Environment { docker_host: Some(lab.docker_host()), ..Environment::default() });
        let began = Instant::now();
        while !engine.is_settled() {
            assert!(began.elapsed() < LIMIT, "waited for the engine to be mirrored");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Self { lab, engine }
    }

    pub async fn build(&self, build: Build) -> Built {
        self.build_until(build, CancellationToken::new(), |_| false).await
    }

    /// Builds, and cancels as soon as something that is told says so.
    pub async fn build_until(&self, build: Build, cancel: CancellationToken, enough: impl Fn(&BuildProgress) -> bool) -> Built {
        let (sender, mut receiver) = mpsc::channel(4);
        let listen = async {
            let (mut told, mut warned) = (Vec::new(), Vec::new());
            while let Some(progress) = receiver.recv().await {
                let progress = match progress {
                    Progress::Build { progress } => progress,
                    Progress::Warning { text } => {
                        warned.push(text);
                        continue;
                    }
                    other => panic!("a build tells of nothing else: {other:?}"),
                };
                if enough(&progress) {
                    cancel.cancel();
                }
                told.push(progress);
            }
            (told, warned)
        };
        let command = Command::Build(build);
        let (outcome, (told, warned)) = tokio::join!(self.engine.perform(&command, sender, cancel.clone()), listen);
        let mut steps: Vec<BuildStep> = Vec::new();
        for step in told.iter().flat_map(|progress| &progress.steps) {
            match steps.iter_mut().find(|known| known.id == step.id) {
                Some(known) => *known = step.clone(),
                None => steps.push(step.clone()),
            }
        }
        steps.sort_by_key(|step| step.order);
        Built { outcome, steps, told, warned }
    }

    /// What the docker CLI prints.
    pub async fn docker(&self, words: &[&str]) -> String {
        let output = self.docker_bytes(words).await;
        String::from_utf8(output).unwrap().trim().to_owned()
    }

    pub async fn docker_bytes(&self, words: &[&str]) -> Vec<u8> {
        let output = tokio::process::Command::from(self.lab.docker(words)).output().await.unwrap();
        assert!(output.status.success(), "docker {}: {}", words.join(" "), String::from_utf8_lossy(&output.stderr));
        output.stdout
    }
}

impl Built {
    /// The id of the image.
    pub fn image(&self) -> &str {
        match &self.outcome {
            Ok(Outcome::Image { id, .. }) => id,
            other => panic!("a build ends in an image: {other:?}"),
        }
    }

    /// Every log line, in turn.
    pub fn log(&self) -> Vec<&str> {
        self.told.iter().flat_map(|progress| &progress.log).map(|line| line.text.as_str()).collect()
    }

    /// The step of an instruction.
    pub fn step(&self, instruction: &str) -> &BuildStep {
        let found = self.steps.iter().find(|step| step.instruction.starts_with(instruction));
        found.unwrap_or_else(|| panic!("no step {instruction} among {:#?}", self.steps))
    }
}

/// `docker build CONTEXT`, with a tag when one is given.
pub fn build_of(context: &Path, tag: &str) -> Build {
    Build { tag: (!tag.is_empty()).then(|| tag.parse().unwrap()), ..Build::new(context.display().to_string()) }
}

/// Writes a file, and the folders on the way.
pub fn write(root: &Path, name: &str, content: &str) {
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}
