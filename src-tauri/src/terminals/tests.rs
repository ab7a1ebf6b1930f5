#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use naru_engine::open_terminal;
use naru_view::TerminalSize;
use tauri::ipc::{Channel, InvokeResponseBody};

use super::session::{CREDIT, TOGETHER};
use super::{Session, TerminalBytes, Terminals};

const SIZE: TerminalSize = TerminalSize { columns: 80, rows: 24 };

/// Longer than anything here takes, on a machine that is busy with other things.
const LIMIT: Duration = Duration::from_secs(20);

type Got = Arc<Mutex<Vec<u8>>>;

/// A page, and everything it was sent.
fn page() -> (Channel<TerminalBytes>, Got) {
    let got = Got::default();
    let channel = Channel::new({
        let got = Arc::clone(&got);
        move |body| {
            let InvokeResponseBody::Raw(bytes) = body else { panic!("a terminal sends raw bytes") };
            got.lock().unwrap().extend(bytes);
            Ok(())
        }
    });
    (channel, got)
}

fn session() -> Arc<Session> {
    Session::new(open_terminal(SIZE).1, SIZE)
}

async fn until(what: &str, done: impl Fn() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < LIMIT, "waited for {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_page_that_comes_back_is_shown_what_was() {
    let session = session();
    session.push(b"before").await;
    let (channel, got) = page();
    let view = session.show(channel);
    assert_eq!((view.from, view.live, view.size), (0, 6, SIZE), "what is before `live` is no news");
    session.push(b" after").await;
    until("all of it", || *got.lock().unwrap() == b"before after").await;
    session.leave(view.page);
    session.push(b" unseen").await;
    let (channel, again) = page();
    assert_eq!(session.show(channel).live, 19);
    // A leaving that comes late is not about the page that looks now.
    session.leave(view.page);
    until("all of it once more", || *again.lock().unwrap() == b"before after unseen").await;
    assert_eq!(*got.lock().unwrap(), b"before after", "a page that was left is told nothing");
}

#[tokio::test]
async fn a_page_that_takes_nothing_holds_the_program_back() {
    let session = session();
    let (channel, got) = page();
    session.show(channel);
    let piece = vec![b'x'; TOGETHER];
    let credit = usize::try_from(CREDIT).unwrap();
    let mut written = 0_usize;
    let flood = async {
        loop {
            session.push(&piece).await;
            written += piece.len();
        }
    };
    assert!(tokio::time::timeout(Duration::from_millis(600), flood).await.is_err());
    assert!(written <= credit + 2 * TOGETHER, "{written} bytes were taken from the program, and a page took none");
    let sent = got.lock().unwrap().len();
    assert!(sent <= credit, "{sent} bytes are on their way");
    session.took(sent as u64);
    tokio::time::timeout(LIMIT, session.push(&piece)).await.unwrap();
    until("more to be sent", || got.lock().unwrap().len() > sent).await;
}

#[tokio::test]
async fn a_program_that_nobody_looks_at_goes_on() {
    let session = session();
    let piece = vec![b'x'; 64 << 10];
    let flood = async {
        for _ in 0..100 {
            session.push(&piece).await;
        }
    };
    tokio::time::timeout(LIMIT, flood).await.unwrap();
}

#[tokio::test]
async fn the_end_is_told_when_everything_was() {
    let session = session();
    session.push(b"last words").await;
    session.end();
    session.ended().await;
    let (channel, got) = page();
    session.show(channel);
    until("the last words", || *got.lock().unwrap() == b"last words").await;
}

#[tokio::test]
async fn a_terminal_is_there_until_it_is_forgotten() {
    let terminals = Terminals::default();
    let terminal = terminals.open("a", SIZE);
    drop(terminal);
    tokio::time::timeout(LIMIT, terminals.get("a").unwrap().ended()).await.unwrap();
    assert!(terminals.get("a").is_some(), "what it showed can still be read");
    terminals.forget("a");
    assert!(terminals.get("a").is_none());
}

#[tokio::test]
async fn a_page_may_ask_before_the_operation_begins() {
    let terminals = Terminals::default();
    let open = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        terminals.open("a", SIZE)
    };
    let (session, _terminal) = tokio::join!(terminals.opened("a"), open);
    assert!(session.is_some());
}
