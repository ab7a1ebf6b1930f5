use naru_command::{Command, Pull, Rm, Start, Stop, Targets};
use naru_lab::Generation;
use naru_view::{ContainerState, Outcome, ProblemCode};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{Bench, run, until};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    life(Generation::Old).await;
    cancel(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    life(Generation::New).await;
    cancel(Generation::New).await;
}

/// Every arrow of a container's life, each seen in the mirror.
async fn life(generation: Generation) {
    let bench = Bench::up(generation).await;
    bench.perform(&Command::Run(run("busybox", "it", &[], &["sleep", "600"]))).await.unwrap();
    let containers = || vec!["it".to_owned()];
    let targets = || Targets { containers: containers() };
    let stop = || Stop { time: Some(0), ..Stop::new(containers()) };

    bench.shows("it", |it| it.state == ContainerState::Running).await;
    bench.perform(&Command::Pause(targets())).await.unwrap();
    bench.shows("it", |it| it.state == ContainerState::Paused).await;
    let twice = bench.perform(&Command::Pause(targets())).await.unwrap_err();
    assert_eq!((twice.code(), twice.problem().params["container"].as_str()), (ProblemCode::Conflict, "it"));
    bench.perform(&Command::Unpause(targets())).await.unwrap();
    bench.shows("it", |it| it.state == ContainerState::Running).await;
    bench.perform(&Command::Restart(stop())).await.unwrap();
    bench.shows("it", |it| it.state == ContainerState::Running).await;

    let force = |force| Command::Rm(Rm { force, ..Rm::new(containers()) });
    assert_eq!(bench.perform(&force(false)).await.unwrap_err().code(), ProblemCode::ContainerRunning);
    bench.perform(&Command::Stop(stop())).await.unwrap();
    bench.shows("it", |it| it.state == ContainerState::Exited && it.exit_code == Some(137)).await;
    bench.perform(&Command::Start(Start::new(containers()))).await.unwrap();
    bench.shows("it", |it| it.state == ContainerState::Running && it.exit_code.is_none()).await;
    assert_eq!(bench.perform(&force(true)).await.unwrap().0, Outcome::Done);
    until(|| bench.container("it").is_none(), "it to be gone").await;
    assert_eq!(bench.perform(&Command::Start(Start::new(containers()))).await.unwrap_err().code(), ProblemCode::ContainerNotFound);
}

/// A pull that is cancelled ends at once, and says that it was cancelled.
async fn cancel(generation: Generation) {
    let bench = Bench::up(generation).await;
    let (sender, mut receiver) = mpsc::channel(1);
    let token = CancellationToken::new();
    token.cancel();
    let pull = Command::Pull(Pull::new("nginx".parse().unwrap()));
    let listen = async { while receiver.recv().await.is_some() {} };
    let (outcome, ()) = tokio::join!(bench.engine.perform(&pull, sender, token), listen);
    assert_eq!(outcome.unwrap_err().code(), ProblemCode::Cancelled);
}
