//! Engines that answer strangely: half an answer, none that can be read, a refusal where none is expected, a state that is old.
//!
//! No real engine can be asked for these, so one is made up: it says, for each path, the bytes of its answer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what it expects by failing")]

mod files;
mod scripted;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use naru_engine::{Engine, Environment, Subscription};
use naru_view::{Change, ContainerState, EngineStatus, Image, Problem, ProblemCode};
use scripted::{Scripted, json, stays_open};
use tokio::time::Instant;

const LIMIT: Duration = Duration::from_secs(20);

async fn until(is_so: impl Fn() -> bool, what: &str) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < LIMIT, "waited for {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn mirror(engine: &Scripted) -> Engine {
    Engine::start(Environment { docker_host: Some(engine.address()), ..Environment::default() })
}

fn row(name: &str, state: &str) -> Vec<u8> {
    json(&format!(r#"[{{"Id":"a","Names":["{name}"],"State":"{state}","Status":""}}]"#))
}

fn refusal(message: &str) -> Vec<u8> {
    let body = format!(r#"{{"message":"{message}"}}"#);
    let head = "HTTP/1.1 500 Internal Server Error\r\nconnection: close";
    format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into()
}

/// What a mirror says of an engine that can be reached and not be read.
async fn problem_of(engine: &Scripted) -> Problem {
    let mirror = mirror(engine);
    until(|| matches!(mirror.status(), EngineStatus::Absent { .. }), "the problem to be said").await;
    let EngineStatus::Absent { tried } = mirror.status() else { panic!("absent") };
    assert_eq!((tried.len(), &tried[0].address), (1, &engine.address()));
    tried[0].problem.clone()
}

/// An engine logs `die` and only then lets its list show it. A mirror that begins in between is told by no event.
#[tokio::test]
async fn a_first_list_that_was_old_is_put_right() {
    let lists = AtomicUsize::new(0);
    let engine = Scripted::start(move |path| match path {
        "/containers/json" if lists.fetch_add(1, Ordering::SeqCst) == 0 => row("/it", "running"),
        "/containers/json" => row("/it", "exited"),
        _ => scripted::usual(path),
    });
    let mirror = mirror(&engine);
    until(|| mirror.is_settled(), "the mirror to settle").await;
    assert_eq!(mirror.containers()[0].state, ContainerState::Exited);
}

/// Its processes start on the cores that a local engine works on.
#[tokio::test]
async fn a_window_that_opens_has_the_engine_asked_for_its_containers_only() {
    let others = Arc::new(AtomicUsize::new(0));
    let asked = Arc::clone(&others);
    let engine = Scripted::start(move |path| {
        if matches!(path, "/images/json" | "/info") {
            asked.fetch_add(1, Ordering::SeqCst);
        }
        if path == "/containers/json" { row("/it", "running") } else { scripted::usual(path) }
    });
    let mirror = Engine::start_for_window(Environment { docker_host: Some(engine.address()), ..Environment::default() });
    until(|| !mirror.containers().is_empty(), "the containers").await;
    // Without a window both were asked for by now.
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(others.load(Ordering::SeqCst), 0, "before the containers are painted");
    assert!(!mirror.is_settled(), "the images are still to come");
    mirror.painted();
    until(|| others.load(Ordering::SeqCst) == 2, "the images and what else there is to know").await;
    until(|| mirror.is_settled(), "the mirror to settle").await;
}

#[tokio::test]
async fn an_engine_that_can_be_reached_and_not_read_is_named() {
    let forbidden = || b"HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 2\r\n\r\nno".to_vec();
    let page = || b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 6\r\n\r\n<html>".to_vec();
    let half = || b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 999\r\n\r\n[{\"Id\":".to_vec();
    for (path, answer, code) in [
        ("/version", page(), ProblemCode::EngineRefused),
        ("/version", half(), ProblemCode::EngineUnreachable),
        ("/events", forbidden(), ProblemCode::Unauthorized),
        ("/containers/json", page(), ProblemCode::EngineRefused),
        ("/containers/json", half(), ProblemCode::EngineUnreachable),
        ("/containers/json", json(r#"{"message":"not a list"}"#), ProblemCode::EngineRefused),
    ] {
        let at = path;
        let engine = Scripted::start(move |path| if path == at { answer.clone() } else { scripted::usual(path) });
        let problem = problem_of(&engine).await;
        assert_eq!(problem.code, code, "{path}: {}", problem.detail);
        if code == ProblemCode::EngineUnreachable {
            assert_eq!(problem.params["address"], engine.address());
        }
    }
}

/// A containerd store refuses to list its images while one of them goes.
#[tokio::test]
async fn a_list_that_is_refused_for_a_moment_loses_no_engine() {
    for list in ["/images/json", "/containers/json"] {
        let asked = AtomicUsize::new(0);
        let event = r#"{"Type":"container","Action":"die","Actor":{"ID":"a"}}"#;
        let engine = Scripted::start(move |path| match path {
            "/events" => stays_open(&format!("{event}\n")),
            // A first list of containers is what a connection begins with.
            _ if path == list => match asked.fetch_add(1, Ordering::SeqCst) {
                0 if list == "/containers/json" => row("/it", "running"),
                0..=2 => refusal("content digest sha256:6d744e21: not found"),
                _ if list == "/containers/json" => row("/it", "exited"),
                _ => json(r#"[{"Id":"sha256:b","RepoTags":["late:latest"]}]"#),
            },
            _ => scripted::usual(path),
        });
        let mirror = mirror(&engine);
        let began = Instant::now();
        let mut statuses = Vec::new();
        let is_read = || match list {
            "/images/json" => mirror.images().len() == 1,
            _ => mirror.containers().first().is_some_and(|it| it.state == ContainerState::Exited),
        };
        while !is_read() {
            statuses.push(mirror.status());
            assert!(began.elapsed() < LIMIT, "waited for {list}: {:?}", mirror.status());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        assert!(statuses.iter().all(|status| !matches!(status, EngineStatus::Lost { .. } | EngineStatus::Absent { .. })), "{statuses:?}");
    }
}

/// An engine with many images on a slow disk takes long to list them.
#[tokio::test]
async fn images_that_are_listed_for_long_hold_no_container_up() {
    let lists = AtomicUsize::new(0);
    let event = r#"{"Type":"container","Action":"die","Actor":{"ID":"a"}}"#;
    let engine = Scripted::start(move |path| match path {
        "/events" => stays_open(&format!("{event}\n")),
        "/images/json" => scripted::never(),
        "/containers/json" if lists.fetch_add(1, Ordering::SeqCst) == 0 => row("/it", "running"),
        "/containers/json" => row("/it", "exited"),
        _ => scripted::usual(path),
    });
    let mirror = mirror(&engine);
    until(|| mirror.containers().first().is_some_and(|it| it.state == ContainerState::Exited), "the event to be followed").await;
    assert!(matches!(mirror.status(), EngineStatus::Connected { .. }));
    assert!(!mirror.is_settled(), "the images are still to come");
}

/// What is told of the images, once it is as wanted.
async fn images_told(told: &mut Subscription, wanted: impl Fn(&(Option<Vec<Image>>, Option<Problem>)) -> bool) -> Option<Problem> {
    let began = Instant::now();
    loop {
        let changes = tokio::time::timeout(LIMIT.saturating_sub(began.elapsed()), told.next()).await.expect("a change");
        let last = changes
            .into_iter()
            .find_map(|change| if let Change::Images { images, problem, .. } = change { Some((images, problem)) } else { None });
        if let Some(last) = last.filter(&wanted) {
            return last.1;
        }
    }
}

/// A store with a broken image in it, a proxy that lets through only some requests, an answer that breaks off.
#[tokio::test]
async fn images_that_are_always_refused_are_said_and_lose_no_engine() {
    let forbidden = || b"HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 9\r\n\r\nforbidden".to_vec();
    let half = || b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 999\r\n\r\n[{\"Id\":".to_vec();
    for (answer, code, words) in [
        (refusal("no such image: the store is broken"), ProblemCode::EngineRefused, "no such image: the store is broken"),
        (forbidden(), ProblemCode::EngineRefused, "forbidden"),
        (half(), ProblemCode::EngineUnreachable, ""),
    ] {
        let broken = Arc::new(AtomicBool::new(true));
        let still = Arc::clone(&broken);
        let engine = Scripted::start(move |path| match path {
            "/images/json" if still.load(Ordering::SeqCst) => answer.clone(),
            _ => scripted::usual(path),
        });
        let mirror = mirror(&engine);
        let mut told = mirror.subscribe();
        let problem = images_told(&mut told, |(images, problem)| images.is_none() && problem.is_some()).await.unwrap();
        assert_eq!(problem.code, code, "{}", problem.detail);
        assert!(problem.detail.contains(words), "{}", problem.detail);
        assert!(matches!(mirror.status(), EngineStatus::Connected { .. }));

        broken.store(false, Ordering::SeqCst);
        images_told(&mut told, |(images, problem)| images.is_some() && problem.is_none()).await;
        until(|| mirror.is_settled(), "the mirror to settle").await;
    }
}

#[tokio::test]
async fn containers_that_are_always_refused_are_said_in_the_engines_words() {
    let lists = AtomicUsize::new(0);
    let engine = Scripted::start(move |path| match path {
        "/containers/json" if lists.fetch_add(1, Ordering::SeqCst) > 0 => refusal("the store is broken"),
        _ => scripted::usual(path),
    });
    let mirror = mirror(&engine);
    until(|| matches!(mirror.status(), EngineStatus::Lost { .. }), "the loss to be said").await;
    let EngineStatus::Lost { problem, .. } = mirror.status() else { panic!("lost") };
    assert_eq!((problem.code, problem.detail.as_str()), (ProblemCode::EngineRefused, "the store is broken"));
}

#[tokio::test]
async fn events_without_end_fill_no_memory() {
    let engine = Scripted::start(|path| match path {
        "/events" => stays_open(&"x".repeat(3 << 20)),
        _ => scripted::usual(path),
    });
    let mirror = mirror(&engine);
    until(|| matches!(mirror.status(), EngineStatus::Lost { .. } | EngineStatus::Absent { .. }), "the end of it").await;
}

#[tokio::test]
async fn events_that_cannot_be_read_do_not_hide_those_that_can() {
    let lists = AtomicUsize::new(0);
    let event = r#"{"Type":"container","Action":"die","Actor":{"ID":"a"}}"#;
    let lines = format!("\n{{\nnot json\n{{\"Type\":7}}\n\u{fffd}\n{event}\n");
    let engine = Scripted::start(move |path| match path {
        "/events" => stays_open(&lines),
        "/containers/json" if lists.fetch_add(1, Ordering::SeqCst) == 0 => row("한글", "running"),
        "/containers/json" => row("한글", "exited"),
        _ => scripted::usual(path),
    });
    let mirror = mirror(&engine);
    until(|| mirror.containers().first().is_some_and(|it| it.state == ContainerState::Exited), "the event to be followed").await;
    assert_eq!(mirror.containers()[0].name, "한글", "a name that no engine gives");
}
