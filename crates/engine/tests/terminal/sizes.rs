//! A program knows how large its terminal is.

use naru_view::TerminalSize;

use crate::session::{Bench, Session};

pub async fn seen(bench: &Bench) {
    bench.docker("run -d --name sizes busybox sleep 600").await;
    let session = Session::open(bench, "exec -it sizes sh");
    size_is(&session, "33 91").await;
    session.keyboard.resize(TerminalSize { columns: 120, rows: 40 });
    size_is(&session, "40 120").await;
    session.keys("exit\r").await;
    assert_eq!(session.code().await, 0);
    bench.docker("rm -f sizes").await;

    // A container's own terminal, from its beginning.
    let session = Session::open(bench, "run --rm -it busybox sh");
    size_is(&session, "33 91").await;
    session.keyboard.resize(TerminalSize { columns: 70, rows: 20 });
    size_is(&session, "20 70").await;
    session.keys("exit 2\r").await;
    assert_eq!(session.code().await, 2);
}

/// Asks until it is: a resize goes by another connection than what is typed.
async fn size_is(session: &Session, size: &str) {
    for round in 0.. {
        session.keys(format!("echo \"[$(stty size)]\" {round}.\r")).await;
        let answer = format!("] {round}.\r\n");
        session.shows(&answer).await;
        if session.text().contains(&format!("[{size}] ")) {
            return;
        }
        assert!(round < 200, "the size is not {size}: {}", session.text());
    }
}
