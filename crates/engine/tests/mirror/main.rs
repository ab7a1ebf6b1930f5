//! After any sequence of operations and lost connections, the mirror equals a fresh list (in all but time-derived text).
//!
//! 300 random operations, some by Naru, some by the docker CLI, with every connection cut at random; whenever things come to rest the
//! mirror is compared with what a new mirror reads, and with what the CLI says. `NARU_SEED` repeats a run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what it expects by failing")]

mod operations;
mod proxy;

use std::time::Duration;

use naru_engine::{Engine, Environment};
use naru_lab::{Generation, Lab, Options};
use naru_view::{Container, Image};
use operations::Operations;
use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};
use proxy::Proxy;

const OPERATIONS: u32 = 300;
const AT_REST_EVERY: u32 = 12;

/// How long an engine on a busy machine may take to come to rest.
const REST_LIMIT: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_mirror_equals_a_fresh_list_on_the_old_engine() {
    run(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_mirror_equals_a_fresh_list_on_the_new_engine() {
    run(Generation::New).await;
}

async fn run(generation: Generation) {
    let lab = tokio::task::spawn_blocking(move || Lab::up(&Options::ephemeral(generation))).await.unwrap();
    let lab = lab.unwrap_or_else(|error| panic!("the {generation:?} lab does not start ({error}); see `cargo xtask lab up`"));
    let seed = std::env::var("NARU_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| u64::from(std::process::id()));
    eprintln!("{generation:?}: NARU_SEED={seed}");
    let mut random = Random::new(seed);

    let proxy = Proxy::start(lab.socket());
    let engine = Engine::start(at(&proxy.address()));
    at_rest(&engine, &lab, "at first").await;

    let mut operations = Operations::new(&lab);
    for n in 1..=OPERATIONS {
        if random.one_in(25) {
            proxy.cut();
        }
        let done = operations.one(&engine, &mut random).await;
        if n % AT_REST_EVERY == 0 || n == OPERATIONS {
            at_rest(&engine, &lab, &format!("after operation {n} ({done})")).await;
        }
    }
    if generation == Generation::Old {
        what_the_old_engine_is_silent_about(&engine, &lab).await;
    }
    assert!(proxy.times_cut() > 0, "the connection was never cut: the seed {seed} proves too little");
    assert!(operations.succeeded() > OPERATIONS / 3, "only {} operations did anything", operations.succeeded());
    eprintln!("{generation:?}: {} of {OPERATIONS} operations did something, {} cuts", operations.succeeded(), proxy.times_cut());
}

/// An image that `BuildKit` tags for somebody else is seen when it is looked at again, as the window does when it comes to the front.
async fn what_the_old_engine_is_silent_about(engine: &Engine, lab: &Lab) {
    const SILENT: &str = "silent:1";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("Dockerfile"), "FROM busybox\nLABEL silent=1\n").unwrap();
    let mut build = tokio::process::Command::from(lab.docker(&["build", "--tag", SILENT, &folder.path().display().to_string()]));
    let output = build.output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let is_listed = |engine: &Engine| engine.images().iter().any(|image| image.names.iter().any(|name| name.repository == "silent"));
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(!is_listed(engine), "the engine said something: is the look still needed?");
    engine.look_at_images();
    at_rest(engine, lab, "after a build by somebody else").await;
    assert!(is_listed(engine));
}

fn at(address: &str) -> Environment {
    Environment { docker_host: Some(address.to_owned()), ..Environment::default() }
}

/// Waits until the mirror has nothing left to read, and compares. An event may still be on its way when it first looks settled, so a
/// difference is looked at again until the limit; one that stays is the failure.
async fn at_rest(engine: &Engine, lab: &Lab, when: &str) {
    let deadline = tokio::time::Instant::now() + REST_LIMIT;
    loop {
        tokio::time::sleep(Duration::from_millis(60)).await;
        let settled = engine.is_settled();
        let ours = (engine.containers(), engine.images());
        if settled {
            let fresh = fresh_lists(lab).await;
            if ours == fresh && engine.is_settled() {
                assert_eq!(names(&ours.0), names_by_cli(lab).await, "{when}: the mirror agrees with a mirror and not with the CLI");
                return;
            }
            assert!(tokio::time::Instant::now() < deadline, "{when}: the mirror differs\n ours: {ours:#?}\nfresh: {fresh:#?}");
        }
        assert!(tokio::time::Instant::now() < deadline, "{when}: the mirror does not settle: {:?}", engine.status());
    }
}

/// What a mirror that has just begun reads, past the proxy.
async fn fresh_lists(lab: &Lab) -> (Vec<Container>, Vec<Image>) {
    let engine = Engine::start(at(&lab.docker_host()));
    let limit = tokio::time::Instant::now() + REST_LIMIT;
    while !engine.is_settled() {
        assert!(tokio::time::Instant::now() < limit, "a fresh mirror does not settle: {:?}", engine.status());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    (engine.containers(), engine.images())
}

fn names(containers: &[Container]) -> Vec<String> {
    let mut names: Vec<String> = containers.iter().map(|container| container.name.clone()).collect();
    names.sort();
    names
}

async fn names_by_cli(lab: &Lab) -> Vec<String> {
    let mut command = tokio::process::Command::from(lab.docker(&["ps", "--all", "--format", "{{.Names}}"]));
    let output = command.output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut names: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
    names.sort();
    names
}

/// Numbers that a seed repeats.
struct Random(TestRng);

impl Random {
    fn new(seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.next_u64() % end as u64).unwrap()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }
}
