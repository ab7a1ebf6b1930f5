//! Every byte arrives, both ways.

use std::time::Duration;

use naru_engine::open_terminal;
use naru_view::{Outcome, Progress};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::session::{Bench, SIZE, Session, command};

/// What a program on a terminal writes is no frame, even where it begins like one.
pub async fn exact(bench: &Bench) {
    for first in 0..=3_u8 {
        let line = format!("run --rm -t busybox printf '\\00{first}\\000\\000\\000\\000\\000\\000\\002ab\\n'");
        let (outcome, shown) = Session::open(bench, &line).ended().await;
        assert!(matches!(outcome, Ok(Outcome::Ended { exit_code: 0, .. })), "{outcome:?}");
        assert_eq!(shown, [first, 0, 0, 0, 0, 0, 0, 2, b'a', b'b', b'\r', b'\n']);
    }
}

/// Every value of a byte goes and comes back, as the first of a piece and among others.
pub async fn typed(bench: &Bench) {
    bench.docker("run -d --name bytes busybox sleep 600").await;
    let pieces: Vec<Vec<u8>> = (0..=255_u8).map(|first| vec![first, 0, 1, 2, 0xff, first]).chain([(0..=255).collect()]).collect();
    let all = pieces.concat();
    // Its own keys to leave, which are not among them: the usual ones follow one another.
    let line = format!(
        "exec -it --detach-keys ctrl-],ctrl-],ctrl-] bytes sh -c 'stty raw -echo; echo ready; dd bs=1 count={} 2>/dev/null; exit 3'",
        all.len()
    );
    let session = Session::open(bench, &line);
    session.shows("ready\n").await;
    let before = session.bytes().len();
    for piece in pieces {
        session.keys(piece).await;
    }
    let (outcome, shown) = session.ended().await;
    assert!(matches!(outcome, Ok(Outcome::Ended { exit_code: 3, .. })), "{outcome:?}");
    assert!(shown[before..] == all, "what was typed came back as it was: {} of {} bytes", shown.len() - before, all.len());
    bench.docker("rm -f bytes").await;
}

/// 100 MB, in memory that does not grow with them, to a reader that stops now and then.
pub async fn large(bench: &Bench) {
    const BYTES: usize = 104_857_600;
    const LINE: &[u8] = b"0123456789abcde\n";
    // Compared as a whole: byte by byte the test would cost more than what it tests.
    let expected = LINE.repeat(4096);
    bench.docker("run -d --name large busybox sleep 600").await;
    let (terminal, _keyboard, mut screen) = open_terminal(SIZE);
    let (sender, mut progress) = mpsc::channel::<Progress>(4);
    let command = command(&format!("exec -it large sh -c 'stty raw; yes 0123456789abcde | head -c {BYTES}'"));
    let before = resident();
    let read = async {
        let (mut count, mut most, mut stops) = (0_usize, 0, 0);
        while let Some(bytes) = screen.next().await {
            let right = bytes.chunks(expected.len() - LINE.len()).all(|piece| {
                let from = count % LINE.len();
                count += piece.len();
                *piece == expected[from..from + piece.len()]
            });
            assert!(right, "something is wrong near byte {count}");
            most = most.max(resident());
            if count / (BYTES / 4) > stops {
                stops += 1;
                tokio::time::sleep(Duration::from_millis(500)).await;
                most = most.max(resident());
            }
        }
        (count, most)
    };
    let listen = async { while progress.recv().await.is_some() {} };
    let performed = bench.engine.perform_in(&command, terminal, sender, CancellationToken::new());
    let (outcome, (count, most), ()) = tokio::join!(performed, read, listen);
    assert!(matches!(outcome, Ok(Outcome::Ended { exit_code: 0, .. })), "{outcome:?}");
    assert_eq!(count, BYTES);
    eprintln!("{:?}: {BYTES} bytes took {} KiB of memory", bench.lab.generation(), most.saturating_sub(before));
    assert!(most < before + (16 << 10), "memory grew from {before} to {most} KiB");
    bench.docker("rm -f large").await;
}

/// `start -ai` of a program without a terminal: lines, the error stream told apart, what is typed shown and sent, its end told.
pub async fn without_a_terminal(bench: &Bench) {
    let script = "echo out; echo err >&2; cat; exit 4";
    bench.docker_words(&["create", "-i", "--name", "lines", "busybox", "sh", "-c", script]).await;
    let session = Session::open(bench, "start -ai lines");
    session.shows("\u{1b}[31merr\r\n").await;
    session.shows("out\r\n").await;
    session.keys("안녕x\u{7f}\r".as_bytes()).await;
    // Once as it is typed, once as `cat` says it.
    session.until("the line to come back", |text| text.matches("안녕").count() == 2).await;
    session.keys("\u{4}").await;
    assert_eq!(session.code().await, 4, "the end of the input reached it");

    // Ctrl-C is a signal where there is no terminal to make one of it.
    let script = "trap 'exit 9' INT; echo there; while :; do sleep 0.1; done";
    let session = Session::open(bench, &format!("run --name signals busybox sh -c {}", quoted(script)));
    session.shows("there").await;
    session.keys("\u{3}").await;
    assert_eq!(session.code().await, 9);
    bench.docker("rm -f lines signals").await;
}

fn quoted(script: &str) -> String {
    format!("\"{script}\"")
}

/// This process's memory, in KiB.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
