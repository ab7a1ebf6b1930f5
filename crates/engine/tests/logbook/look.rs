//! What a log says.

use naru_view::{LogPattern, LogPatternMistake, LogSpan, LogState, LogStream, LogStreams, ProblemCode};

use super::{Bench, open, open_part, printed};

pub async fn streams_are_told_apart(bench: &Bench) {
    let script = "for n in 1 2 3 4; do echo out $n; echo err $n >&2; sleep 0.05; done; sleep 1; printf 'no end'";
    bench.docker(&["run", "--name", "both", "busybox", "sh", "-c", script]).await;
    let opened = open(bench, "both").await;
    let news = opened.ended().await;
    assert_eq!((news.lines, news.rows, news.open, news.driver.as_str()), (8, 9, 6, "json-file"), "the last line has not ended");
    let rows = opened.rows().await;
    let of = |stream| rows.iter().filter(|row| row.stream == stream).map(|row| row.text.as_str()).collect::<Vec<_>>();
    assert_eq!(of(LogStream::Stdout), ["out 1", "out 2", "out 3", "out 4", "no end"]);
    assert_eq!(of(LogStream::Stderr), ["err 1", "err 2", "err 3", "err 4"]);
    let stamped = bench.docker(&["logs", "--timestamps", "--tail", "1", "both"]).await;
    assert_eq!(format!("{} no end", rows[8].at.as_deref().unwrap()), stamped, "the moment is docker's, to the nanosecond");
    opened.log.choose(LogStreams::Stderr);
    assert_eq!(opened.log.news().rows, 4);
    assert_eq!(opened.texts().await, ["err 1", "err 2", "err 3", "err 4"]);
    assert_eq!(std::fs::read_dir(opened.folder.path()).unwrap().count(), 0, "its files have no name");
}

pub async fn a_terminal_has_no_frames(bench: &Bench) {
    let odd = [
        "run",
        "--tty",
        "--name",
        "tty",
        "busybox",
        "sh",
        "-c",
        "printf '\\001\\000\\000\\000\\000\\000\\000\\002ab\\n'; head -c 100000 /dev/zero | tr '\\0' x; echo; echo end",
    ];
    bench.docker(&odd).await;
    let opened = open(bench, "tty").await;
    opened.ended().await;
    let rows = opened.rows().await;
    assert_eq!(rows.len(), 3);
    assert_eq!((rows[0].text.as_str(), rows[2].text.as_str()), ("\u{1}\0\0\0\0\0\0\u{2}ab\r", "end\r"));
    assert_eq!(rows[1].text.len() as u64 + rows[1].more, 100_001, "the long line has none of the timestamps that came in the middle of it");
    assert_eq!(opened.log.line(1).await.unwrap().text.trim_end(), "x".repeat(100_000));
    opened.is_what_docker_prints(bench, "tty").await;
}

pub async fn a_part_of_a_log(bench: &Bench) {
    bench.docker(&["run", "--name", "parts", "busybox", "sh", "-c", "echo one; sleep 2; echo two; sleep 2; echo three"]).await;
    let all = open(bench, "parts").await;
    all.ended().await;
    let rows = all.rows().await;
    let at = |row: usize| rows[row].at.clone();
    let since = open_part(bench, "parts", &LogSpan { since: at(1), until: None }).await;
    since.ended().await;
    assert_eq!(since.texts().await, ["two", "three"]);
    let until = open_part(bench, "parts", &LogSpan { since: None, until: at(1) }).await;
    until.ended().await;
    assert_eq!(until.texts().await, ["one", "two"]);
    let none = open_part(bench, "parts", &LogSpan { since: Some("2099-01-01".into()), until: None }).await;
    assert_eq!(none.ended().await.rows, 0);
    let wrong = LogSpan { since: Some("yesterday".into()), until: None };
    let refused = bench.engine.open_log("parts".into(), &wrong, &std::env::temp_dir()).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::InvalidValue);
}

pub async fn what_is_searched_for(bench: &Bench) {
    let script = "seq 1 20000; until test -e /go; do sleep 0.1; done; echo 7 >&2; exec sleep 600";
    bench.docker(&["run", "--detach", "--name", "searched", "busybox", "sh", "-c", script]).await;
    let opened = open(bench, "searched").await;
    let pattern = |text: &str, regex| LogPattern { text: text.into(), regex, case: true };
    opened.log.search(Some(&pattern("^7+$", true))).unwrap();
    let found = |lines, matching| {
        move |news: &naru_view::LogNews| news.search.is_some_and(|found| (found.searched, found.matching) == (lines, matching))
    };
    opened.until("all to be searched", found(20_000, 4)).await;
    assert_eq!(opened.log.find(-1, true).map(|found| (found.line, found.nth)), Some((6, 0)));
    assert_eq!(opened.log.find(6, true).map(|found| (found.line, found.nth)), Some((76, 1)));
    assert_eq!(opened.log.find(76, false).map(|found| found.line), Some(6));
    assert_eq!(opened.log.find(i64::MAX, false).map(|found| found.line), Some(7_776));
    let rows = opened.log.rows(76, 77).await.unwrap();
    assert_eq!((rows[0].marks[0].from, rows[0].marks[0].to), (0, 2));
    bench.docker(&["exec", "searched", "touch", "/go"]).await;
    opened.until("what came later to be searched", found(20_001, 5)).await;
    opened.log.choose(LogStreams::Stderr);
    assert_eq!(opened.log.find(-1, true).map(|found| (found.line, found.row, found.nth)), Some((20_000, 0, 0)));
    let fault = opened.log.search(Some(&pattern("a(b", true))).unwrap_err();
    assert_eq!((fault.mistake, fault.from, fault.to), (LogPatternMistake::GroupUnclosed, 1, 2));
    opened.log.search(None).unwrap();
    assert_eq!(opened.log.news().search, None);
    bench.docker(&["rm", "--force", "searched"]).await;
}

pub async fn what_is_saved_and_copied(bench: &Bench) {
    // Markup, terminal escapes that write the clipboard and the title, bidi overrides, no UTF-8: bytes are bytes.
    let odd =
        "printf '<img src=x onerror=alert(1)>\\n\\033]52;c;aGk=\\007\\033]0;title\\007x\\n\\342\\200\\256abc\\n\\377\\376\\na\\rb\\n\\n'";
    bench.docker_bytes(&["run", "--name", "odd", "busybox", "sh", "-c", odd]).await;
    let opened = open(bench, "odd").await;
    opened.ended().await;
    opened.is_what_docker_prints(bench, "odd").await;
    let copied = opened.log.copy(1, 3, true).await.unwrap();
    assert_eq!(copied.rows, 2);
    let stamped = bench.docker_bytes(&["logs", "--timestamps", "odd"]).await;
    let theirs: Vec<&[u8]> = stamped.split_inclusive(|byte| *byte == b'\n').skip(1).take(2).collect();
    assert_eq!(copied.text.as_bytes(), theirs.concat());
    let nowhere = opened.log.save(std::path::Path::new("/no/such/folder/x.log"), false).await.unwrap_err();
    assert_eq!(nowhere.code(), ProblemCode::FileNotFound);
    assert!(!printed(bench, "odd").await.is_empty());
    assert_eq!(opened.log.news().state, LogState::Ended);
}
