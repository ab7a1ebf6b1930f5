//! No engine, an engine that comes, and one that dies.

use std::time::Duration;

use naru_command::Command;
use naru_lab::Generation;
use naru_view::{EndpointSource, EngineStatus, ProblemCode};
use tokio::time::Instant;

use crate::{Bench, at, is_connected, run, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_docker_host_is_named() {
    for (address, code) in [
        ("unix:///no/such/docker.sock", ProblemCode::EngineAbsent),
        ("tcp://127.0.0.1:1", ProblemCode::EngineUnreachable),
        ("http://127.0.0.1:1", ProblemCode::EndpointInvalid),
        ("ssh://me@there", ProblemCode::EndpointInvalid),
    ] {
        let engine = at(address);
        until(|| matches!(engine.status(), EngineStatus::Absent { .. }), "the engine to be missed").await;
        let EngineStatus::Absent { tried } = engine.status() else { panic!("absent") };
        assert_eq!(tried.len(), 1, "what was chosen is the only place looked at");
        assert_eq!((&tried[0].source, tried[0].address.as_str(), tried[0].problem.code), (&EndpointSource::DockerHost, address, code));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_dies_is_missed_at_once_and_found_again() {
    for generation in [Generation::Old, Generation::New] {
        let bench = Bench::up(generation).await;
        bench.perform(&Command::Run(run("busybox", "it", &[], &["sleep", "600"]))).await.unwrap();
        bench.shows("it", |_| true).await;

        let killed = Instant::now();
        bench.lab.kill_engine().unwrap();
        until(|| matches!(bench.engine.status(), EngineStatus::Lost { .. }), "the loss to be said").await;
        eprintln!("{generation:?}: lost was said {:?} after the kill", killed.elapsed());
        assert!(bench.container("it").is_some(), "the last state stays");
        let refused = bench.perform(&Command::Run(run("busybox", "no", &[], &[]))).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::EngineUnreachable);

        bench.lab.start_engine().unwrap();
        let answers = Instant::now();
        until(|| is_connected(&bench.engine), "the engine to be found again").await;
        let took = answers.elapsed();
        assert!(took < Duration::from_secs(2), "found {took:?} after it answered");
        until(|| bench.engine.is_settled(), "the lists to be right again").await;
        let fresh = at(&bench.lab.docker_host());
        until(|| fresh.is_settled(), "a fresh mirror").await;
        assert_eq!(bench.engine.containers(), fresh.containers());
        assert_eq!(bench.engine.images(), fresh.images());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_says_nothing_is_not_an_engine() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.sock");
    let _silent = tokio::net::UnixListener::bind(&path).unwrap();
    let engine = at(&format!("unix://{}", path.display()));
    until(|| matches!(engine.status(), EngineStatus::Absent { .. }), "the silence to be said").await;
    let EngineStatus::Absent { tried } = engine.status() else { panic!("absent") };
    assert_eq!(tried[0].problem.code, ProblemCode::EngineUnreachable);
}
