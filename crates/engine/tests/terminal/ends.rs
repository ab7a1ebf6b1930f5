//! How a session ends, and that it is told as it was.

use std::time::Duration;

use naru_view::{Outcome, ProblemCode, Progress};
use tokio::time::timeout;

use crate::session::{Bench, Session};

pub async fn codes(bench: &Bench) {
    bench.docker("run -d --name codes busybox sleep 600").await;
    let session = Session::open(bench, "exec -it codes sh -c 'exit 5'");
    assert_eq!(session.code().await, 5);
    let session = Session::open(bench, "run -it --name own busybox sh");
    session.keys("exit 7\r").await;
    assert_eq!(session.code().await, 7);
    // The same container again, from the beginning.
    let session = Session::open(bench, "start -ai own");
    session.keys("echo again; exit 8\r").await;
    session.shows("again\r\n").await;
    assert_eq!(session.code().await, 8);
    let problem = Session::open(bench, "attach own").ended().await.0.unwrap_err().problem();
    assert_eq!((problem.code, problem.params["container"].as_str()), (ProblemCode::Conflict, "own"), "it does not run");
    bench.docker("rm -f codes own").await;
}

/// Ctrl-P Ctrl-Q, and other keys: what runs goes on.
pub async fn detached(bench: &Bench) {
    for (line, keys) in [
        ("run -it --name left busybox sh", "\u{10}\u{11}"),
        ("attach left", "\u{10}\u{11}"),
        ("attach --detach-keys ctrl-a,x left", "\u{1}x"),
        ("exec -it left sh", "\u{10}\u{11}"),
    ] {
        let session = Session::open(bench, line);
        session.keys("echo $((40 + 2))\r").await;
        session.shows("42\r\n").await;
        let attached =
            session.told.lock().unwrap().iter().any(|told| matches!(told, Progress::Attached { name, tty: true, .. } if name == "left"));
        assert!(attached, "{line}: it is told what it is attached to");
        session.keys(keys).await;
        let outcome = session.ended().await.0;
        assert!(matches!(&outcome, Ok(Outcome::Detached { name, .. }) if name == "left"), "{line}: {outcome:?}");
        assert_eq!(bench.docker("inspect --format {{.State.Running}} left").await, "true", "{line}");
    }
    assert!(bench.docker("top left").await.matches("sh").count() >= 2, "what exec started goes on as well");
    // What is typed later goes to the same program: it was not ended and begun again.
    let session = Session::open(bench, "attach left");
    session.keys("echo still $((40 + 3))\r").await;
    session.shows("still 43\r\n").await;
    session.keyboard.hang_up();
    assert!(matches!(session.ended().await.0, Ok(Outcome::Detached { .. })), "closing its terminal leaves a container alone");
    assert_eq!(bench.docker("inspect --format {{.State.Running}} left").await, "true");
    bench.docker("rm -f left").await;
}

/// A shell that `exec` started is asked to end, whatever it is doing.
pub async fn hung_up(bench: &Bench) {
    bench.docker("run -d --name closed busybox sleep 600").await;
    for typed in ["", "half a li", "sleep 500\r"] {
        let session = Session::open(bench, "exec -it closed sh");
        session.keys("echo $((40 + 2))\r").await;
        session.shows("42\r\n").await;
        session.keys(typed).await;
        if typed.starts_with("sleep") {
            while !bench.runs("closed", "sleep 500").await {}
        }
        session.keyboard.hang_up();
        let outcome = session.ended().await.0;
        assert!(matches!(outcome, Ok(Outcome::Ended { .. })), "{typed:?}: {outcome:?}");
        assert!(!bench.runs("closed", "sh").await && !bench.runs("closed", "sleep 500").await, "{typed:?} leaves something behind");
    }
    // What takes neither Ctrl-C nor Ctrl-D for an end goes on, and that is what is said.
    let session = Session::open(bench, "exec -it closed sh -c 'stty raw; echo there; while :; do sleep 0.2; done'");
    session.shows("there").await;
    session.keyboard.hang_up();
    assert!(matches!(session.ended().await.0, Ok(Outcome::Detached { .. })));
    // Nor does one that reads nothing hold up who leaves, however much was typed to it.
    let session = Session::open(bench, "exec -it closed sh -c 'stty raw; echo there; exec sleep 500'");
    session.shows("there").await;
    while timeout(Duration::from_secs(1), session.keyboard.type_in(vec![b'x'; 64 << 10])).await.is_ok() {}
    session.keyboard.hang_up();
    let outcome = session.ended().await.0;
    assert!(matches!(outcome, Ok(Outcome::Detached { .. })), "{outcome:?}");
    bench.docker("rm -f closed").await;
}

/// A container that is removed takes its sessions with it.
pub async fn container_goes(bench: &Bench) {
    for line in ["exec -it gone sh", "attach gone"] {
        bench.docker("run -dit --name gone busybox sh").await;
        let session = Session::open(bench, line);
        session.keys("echo $((40 + 2))\r").await;
        session.shows("42\r\n").await;
        bench.docker("rm -f gone").await;
        let (outcome, shown) = session.ended().await;
        let told = match &outcome {
            Ok(Outcome::Ended { exit_code, .. }) => *exit_code == 137,
            Ok(_) => false,
            Err(error) => error.code() == ProblemCode::ContainerNotFound,
        };
        assert!(told, "{line}: {outcome:?}");
        assert!(String::from_utf8_lossy(&shown).contains("42"), "what was shown is kept");
    }
}

/// An engine that is killed ends every session, with a problem that says so.
pub async fn engine_goes(bench: &Bench) {
    bench.docker("run -dit --name cut busybox sh").await;
    let sessions = [Session::open(bench, "exec -it cut sh"), Session::open(bench, "attach cut")];
    for session in &sessions {
        session.keys("echo $((40 + 2))\r").await;
        session.shows("42\r\n").await;
    }
    bench.lab.kill_engine().unwrap();
    for session in sessions {
        let (outcome, shown) = session.ended().await;
        let problem = outcome.unwrap_err().problem();
        assert!(matches!(problem.code, ProblemCode::EngineUnreachable | ProblemCode::EngineAbsent), "{problem:?}");
        assert!(String::from_utf8_lossy(&shown).contains("42"), "what was shown is kept");
    }
}
