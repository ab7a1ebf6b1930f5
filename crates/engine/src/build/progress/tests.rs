#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use super::output::LINES;
use super::*;

const DOCKERFILE: &str = "FROM busybox AS build\nRUN make\n\nFROM scratch\nCOPY --from=build /a /\n";

fn fold() -> Fold {
    Fold::new(Dockerfile::parse(DOCKERFILE))
}

/// A step as the engine sends it; times in seconds.
fn vertex(name: &str, started: Option<i64>, completed: Option<i64>) -> Vertex {
    let mut vertex = Vertex { digest: format!("sha256:{name}"), name: name.to_owned(), ..Vertex::default() };
    if let Some(seconds) = started {
        vertex.started.get_or_insert_default().seconds = seconds;
    }
    if let Some(seconds) = completed {
        vertex.completed.get_or_insert_default().seconds = seconds;
    }
    vertex
}

fn vertexes(vertexes: Vec<Vertex>) -> StatusResponse {
    StatusResponse { vertexes, ..StatusResponse::default() }
}

fn output(step: &str, stream: i64, text: &[u8]) -> StatusResponse {
    let log = VertexLog { vertex: format!("sha256:{step}"), stream, msg: text.to_vec(), ..VertexLog::default() };
    StatusResponse { logs: vec![log], ..StatusResponse::default() }
}

fn texts(progress: &BuildProgress) -> Vec<&str> {
    progress.log.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn steps_stand_in_the_order_of_the_dockerfile_whatever_the_order_in_which_they_came() {
    let mut fold = fold();
    let solved = ["exporting to image", "[stage-1 1/1] COPY --from=build /a /", "[build 2/2] RUN make", "[internal] load .dockerignore"];
    for name in solved {
        fold.apply(vertexes(vec![vertex(name, None, None)]));
    }
    fold.apply(vertexes(vec![vertex("[build 1/2] FROM docker.io/library/busybox", None, None)]));
    let mut steps = fold.take().unwrap().steps;
    steps.sort_by_key(|step| step.order);
    let shown: Vec<_> = steps.iter().map(|step| (step.instruction.as_str(), step.stage.as_deref(), step.line, step.internal)).collect();
    assert_eq!(
        shown,
        [
            ("load .dockerignore", None, None, true),
            ("FROM docker.io/library/busybox", Some("build"), Some(1), false),
            ("RUN make", Some("build"), Some(2), false),
            ("COPY --from=build /a /", Some("stage-1"), Some(5), false),
            ("exporting to image", None, None, true),
        ]
    );
}

#[test]
fn a_step_that_moves_up_is_told_again() {
    let mut fold = fold();
    fold.apply(vertexes(vec![vertex("[build 2/2] RUN make", None, None)]));
    assert_eq!(fold.take().unwrap().steps[0].order, 0);
    fold.apply(vertexes(vec![vertex("[build 1/2] FROM docker.io/library/busybox", None, None)]));
    let again = fold.take().unwrap().steps;
    let orders: Vec<_> = again.iter().map(|step| (step.instruction.starts_with("RUN"), step.order)).collect();
    assert_eq!(orders, [(true, 1), (false, 0)]);
}

#[test]
fn a_step_is_where_its_last_word_says() {
    use BuildStepStatus::{Cached, Cancelled, Done, Failed, Running, Waiting};
    let name = "[build 2/2] RUN make";
    let cached = Vertex { cached: true, ..vertex(name, Some(1), Some(1)) };
    let failed = Vertex { error: "exit code: 2".to_owned(), ..vertex(name, Some(1), Some(3)) };
    let cancelled = Vertex { error: "process: context canceled".to_owned(), ..vertex(name, Some(1), Some(3)) };
    for (vertex, status) in [
        (vertex(name, None, None), Waiting),
        (vertex(name, Some(1), None), Running),
        (vertex(name, Some(1), Some(3)), Done),
        (cached, Cached),
        (failed, Failed),
        (cancelled, Cancelled),
    ] {
        let mut fold = fold();
        fold.apply(vertexes(vec![vertex]));
        let step = &fold.take().unwrap().steps[0];
        assert_eq!(step.status, status);
        assert_eq!(step.error.is_some(), status == Failed);
        assert_eq!(fold.failed().is_some(), status == Failed);
    }
}

#[test]
fn a_step_that_runs_in_several_goes_took_them_all() {
    let mut fold = fold();
    let name = "[build 1/2] FROM docker.io/library/busybox";
    fold.apply(vertexes(vec![vertex(name, Some(10), None)]));
    assert_eq!(fold.take().unwrap().steps[0].duration_ms, None);
    fold.apply(vertexes(vec![vertex(name, Some(10), Some(11))]));
    fold.apply(vertexes(vec![vertex(name, Some(20), Some(22))]));
    let step = fold.take().unwrap().steps.remove(0);
    assert_eq!((step.started, step.duration_ms), (Some(10_000), Some(3_000)));
}

#[test]
fn a_start_that_is_corrected_does_not_count() {
    let mut fold = fold();
    let name = "[internal] load remote build context";
    fold.apply(vertexes(vec![vertex(name, Some(10), None)]));
    fold.apply(vertexes(vec![vertex(name, Some(12), Some(13))]));
    assert_eq!(fold.take().unwrap().steps[0].duration_ms, Some(1_000));
}

#[test]
fn output_comes_as_lines_and_the_last_one_with_the_end_of_its_step() {
    let mut fold = fold();
    let name = "[build 2/2] RUN make";
    fold.apply(vertexes(vec![vertex(name, Some(1), None)]));
    fold.apply(output(name, 1, b"one\ntw"));
    fold.apply(output(name, 2, b"oops\n"));
    let progress = fold.take().unwrap();
    assert_eq!(texts(&progress), ["one", "oops"]);
    assert_eq!(progress.log[1].step, format!("sha256:{name}"));
    assert_eq!(progress.log.iter().map(|line| line.stderr).collect::<Vec<_>>(), [false, true]);
    fold.apply(output(name, 1, b"o"));
    assert!(fold.take().is_none(), "half a line is not told");
    fold.apply(vertexes(vec![vertex(name, Some(1), Some(2))]));
    assert_eq!(texts(&fold.take().unwrap()), ["two"]);
}

#[test]
fn of_a_flood_the_end_is_told_and_the_rest_counted() {
    let mut fold = fold();
    let name = "[build 2/2] RUN make";
    fold.apply(vertexes(vec![vertex(name, Some(1), None)]));
    let flood: Vec<String> = (0..LINES + 500).map(|number| format!("{number}\n")).collect();
    fold.apply(output(name, 1, flood.concat().as_bytes()));
    let progress = fold.take().unwrap();
    assert_eq!((progress.log.len(), skipped(&progress, name)), (LINES, 500));
    assert_eq!(progress.log.last().unwrap().text, (LINES + 499).to_string());
    fold.apply(output(name, 1, b"more\n"));
    assert_eq!(fold.take().unwrap().log_skipped, [], "skipped lines are told once");
}

#[test]
fn a_step_that_floods_takes_nothing_from_one_that_fails_beside_it() {
    let mut fold = fold();
    let (failing, flooding) = ("[build 1/2] RUN test", "[build 2/2] RUN make");
    fold.apply(vertexes(vec![vertex(failing, Some(1), None), vertex(flooding, Some(1), None)]));
    fold.apply(output(failing, 2, b"why it failed\n"));
    let flood: Vec<String> = (0..LINES * 3).map(|number| format!("{number}\n")).collect();
    fold.apply(output(flooding, 1, flood.concat().as_bytes()));
    let progress = fold.take().unwrap();
    assert_eq!(progress.log[0].text, "why it failed");
    assert_eq!((skipped(&progress, failing), skipped(&progress, flooding)), (0, u32::try_from(LINES * 2 + 1).unwrap()));
}

fn skipped(progress: &BuildProgress, name: &str) -> u32 {
    progress.log_skipped.iter().filter(|skipped| skipped.step == format!("sha256:{name}")).map(|skipped| skipped.lines).sum()
}

#[test]
fn transfers_keep_their_places_while_they_move() {
    let mut fold = fold();
    let name = "[build 1/2] FROM docker.io/library/busybox";
    fold.apply(vertexes(vec![vertex(name, Some(1), None)]));
    let status = |id: &str, action: &str, current, total, completed| {
        let mut status = VertexStatus {
            id: id.to_owned(),
            vertex: format!("sha256:{name}"),
            name: action.to_owned(),
            current,
            total,
            ..VertexStatus::default()
        };
        if completed {
            status.completed.get_or_insert_default().seconds = 2;
        }
        StatusResponse { statuses: vec![status], ..StatusResponse::default() }
    };
    fold.apply(status("sha256:a", "downloading", 10, 100, false));
    fold.apply(status("resolve", "", 0, 0, false));
    fold.apply(status("sha256:a", "downloading", 100, 100, true));
    let transfers = fold.take().unwrap().steps.remove(0).transfers;
    let moved = |name: &str, current, total, done| BuildTransfer { name: name.to_owned(), current, total, done };
    assert_eq!(transfers, [moved("downloading sha256:a", 100, Some(100), true), moved("resolve", 0, None, false)]);
}

#[test]
fn a_warning_is_told_once_with_its_line() {
    let mut fold = fold();
    let mut warning = VertexWarning { short: b"FromAsCasing: casing does not match".to_vec(), ..VertexWarning::default() };
    warning.ranges.resize_with(1, Default::default);
    warning.ranges[0].start.get_or_insert_default().line = 3;
    let response = StatusResponse { warnings: vec![warning], ..StatusResponse::default() };
    fold.apply(response.clone());
    fold.apply(response);
    let warnings = fold.take().unwrap().warnings;
    assert_eq!(warnings, [BuildWarning { text: "FromAsCasing: casing does not match".to_owned(), line: Some(3) }]);
    assert!(fold.take().is_none());
}

#[test]
fn nothing_runs_on_when_the_build_is_over() {
    use BuildStepStatus::{Cached, Cancelled, Done};
    for (end, running, waiting) in [(End::Done, Done, Cached), (End::Broken, Cancelled, Cancelled)] {
        let mut fold = fold();
        fold.apply(vertexes(vec![vertex("[build 1/2] FROM a", Some(1), None), vertex("[build 2/2] RUN make", None, None)]));
        fold.apply(output("[build 1/2] FROM a", 1, b"no end"));
        fold.finish(end);
        let progress = fold.take().unwrap();
        assert_eq!(progress.steps.iter().map(|step| step.status).collect::<Vec<_>>(), [running, waiting]);
        assert_eq!(texts(&progress), ["no end"]);
    }
}

#[test]
fn what_belongs_to_no_step_is_passed_over() {
    let mut fold = fold();
    fold.apply(output("nobody", 1, b"text\n"));
    fold.apply(StatusResponse { statuses: vec![VertexStatus::default()], ..StatusResponse::default() });
    assert!(fold.take().is_none());
}
