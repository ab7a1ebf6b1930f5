//! What happened to a container and what happens to it, as both engines tell it.

#![allow(clippy::large_futures, reason = "what a test awaits lives on its own stack")]

use std::sync::Mutex;

use naru_command::{Command, Pull, Rename, Rm, Start, Stop, Targets};
use naru_lab::Generation;
use naru_view::{Happened, Health, LifeEvent, ProblemCode};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{Bench, until};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    events(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    events(Generation::New).await;
}

async fn events(generation: Generation) {
    let bench = Bench::up(generation).await;
    bench.perform(&Command::Pull(Pull::new("busybox".parse().unwrap()))).await.unwrap();
    past_then_present(&bench).await;
    ends(&bench).await;
    networks(&bench).await;
    nobody_is_told_of_another(&bench).await;
}

/// Listens to a container while something is done to it; what is done sees what has been told so far.
async fn while_listening(bench: &Bench, id: &str, act: impl AsyncFnOnce(&Mutex<Vec<LifeEvent>>)) -> Vec<Happened> {
    let (sender, mut receiver) = mpsc::channel::<Vec<LifeEvent>>(4);
    let (told, cancel) = (Mutex::new(Vec::<LifeEvent>::new()), CancellationToken::new());
    let listen = async {
        while let Some(batch) = receiver.recv().await {
            assert!(!batch.is_empty(), "nothing is told only when there is something");
            told.lock().unwrap().extend(batch);
        }
    };
    let done = async {
        act(&told).await;
        cancel.cancel();
    };
    let (ended, (), ()) = tokio::join!(bench.engine.follow_life(id, sender, cancel.clone()), listen, done);
    ended.unwrap_or_else(|error| panic!("a cancel is no failure: {error}"));
    let told = told.into_inner().unwrap();
    assert!(told.is_sorted_by_key(|event| event.time), "in order: {told:?}");
    told.into_iter().map(|event| event.what).collect()
}

/// Without the networks that every start joins and every end leaves, and without the end of a stop, which engines tell before or after the end of
/// the process.
fn steps(all: &[Happened]) -> Vec<&Happened> {
    all.iter().filter(|what| !matches!(what, Happened::Connect { .. } | Happened::Disconnect { .. } | Happened::Stop)).collect()
}

async fn heard(told: &Mutex<Vec<LifeEvent>>, what: &Happened, times: usize) {
    until(|| told.lock().unwrap().iter().filter(|event| event.what == *what).count() == times, &format!("{what:?}")).await;
}

/// What the engine remembers comes first, and then every step of a life as it is taken.
async fn past_then_present(bench: &Bench) {
    let id = bench.docker("create --name before --stop-timeout 1 busybox sleep 600").await;
    bench.docker("start before").await;
    let one = || vec![id.clone()];
    let all = while_listening(bench, &id, async |told| {
        let targets = Targets { containers: one() };
        let steps = [
            (Command::Pause(targets.clone()), Happened::Pause),
            (Command::Unpause(targets), Happened::Unpause),
            (Command::Rename(Rename { container: id.clone(), name: "after".parse().unwrap() }), Happened::Rename { from: "before".into() }),
            (Command::Stop(Stop::new(one())), Happened::Stop),
            (Command::Restart(Stop::new(one())), Happened::Restart),
            (Command::Rm(Rm { force: true, ..Rm::new(one()) }), Happened::Destroy),
        ];
        heard(told, &Happened::Start, 1).await;
        for (command, what) in steps {
            bench.perform(&command).await.unwrap();
            heard(told, &what, 1).await;
        }
    })
    .await;
    let kill = |signal: &str| Happened::Kill { signal: signal.into() };
    let die = || Happened::Die { exit_code: Some(137) };
    let want = [
        Happened::Create,
        Happened::Start,
        Happened::Pause,
        Happened::Unpause,
        Happened::Rename { from: "before".into() },
        // `sleep` as process 1 takes no notice of SIGTERM.
        kill("15"),
        kill("9"),
        die(),
        Happened::Start,
        Happened::Restart,
        kill("9"),
        die(),
        Happened::Destroy,
    ];
    assert_eq!(steps(&all), want.iter().collect::<Vec<_>>());
    assert_eq!(bench.engine.container_detail(&id).await.unwrap_err().code(), ProblemCode::ContainerNotFound);
}

/// Ends of every kind, with their codes; what was before anybody listened is told as well.
async fn ends(bench: &Bench) {
    let die = |code| Happened::Die { exit_code: Some(code) };
    bench.docker("run -d --name zero busybox true").await;
    bench.docker("wait zero").await;
    let id = bench.docker("inspect --format {{.Id}} zero").await;
    let all = while_listening(bench, &id, async |told| {
        heard(told, &die(0), 1).await;
        bench.perform(&Command::Start(Start::new(vec!["zero".into()]))).await.unwrap();
        heard(told, &die(0), 2).await;
    })
    .await;
    assert_eq!(steps(&all), [&Happened::Create, &Happened::Start, &die(0), &Happened::Start, &die(0)]);

    // A restart policy gives up after two more runs.
    bench.docker("run -d --name loop --restart on-failure:2 busybox sh -c exit\t3").await;
    let id = bench.docker("inspect --format {{.Id}} loop").await;
    let all = while_listening(bench, &id, async |told| heard(told, &die(3), 3).await).await;
    assert_eq!(all.iter().filter(|what| **what == Happened::Start).count(), 3);
    until(|| bench.container("loop").is_some_and(|one| one.exit_code == Some(3)), "the loop to be over").await;
    assert_eq!(bench.engine.container_detail(&id).await.unwrap().restarts, 2);

    // A health check is heard of, and the execs that it is made of are not.
    let line = "run -d --name sick --health-cmd false --health-interval 200ms --health-retries 1 busybox sleep 600";
    bench.docker(line).await;
    let id = bench.docker("inspect --format {{.Id}} sick").await;
    let sick = Happened::Health { health: Health::Unhealthy };
    let all = while_listening(bench, &id, async |told| heard(told, &Happened::Health { health: Health::Unhealthy }, 1).await).await;
    assert_eq!(steps(&all), [&Happened::Create, &Happened::Start, &sick]);
}

async fn networks(bench: &Bench) {
    bench.docker("network create leafy").await;
    bench.docker("run -d --name joins busybox sleep 600").await;
    let id = bench.docker("inspect --format {{.Id}} joins").await;
    let (joins, leaves) = (Happened::Connect { network: "leafy".into() }, Happened::Disconnect { network: "leafy".into() });
    let all = while_listening(bench, &id, async |told| {
        bench.docker("network connect leafy joins").await;
        heard(told, &Happened::Connect { network: "leafy".into() }, 1).await;
        bench.docker("network disconnect leafy joins").await;
        heard(told, &Happened::Disconnect { network: "leafy".into() }, 1).await;
    })
    .await;
    assert_eq!(all[all.len() - 2..], [joins, leaves]);
}

async fn nobody_is_told_of_another(bench: &Bench) {
    let id = bench.docker("create --name quiet busybox true").await;
    let all = while_listening(bench, &id, async |told| {
        heard(told, &Happened::Create, 1).await;
        bench.docker("create --name other busybox true").await;
        bench.docker("rename quiet still").await;
        heard(told, &Happened::Rename { from: "quiet".into() }, 1).await;
    })
    .await;
    assert_eq!(all, [Happened::Create, Happened::Rename { from: "quiet".into() }]);
}
