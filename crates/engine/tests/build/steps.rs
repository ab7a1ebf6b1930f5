use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use naru_command::{Build, BuildArg};
use naru_view::{BuildStepStatus, Outcome, ProblemCode};
use tokio_util::sync::CancellationToken;

use crate::common::{Bench, build_of, write};

const TWO_STAGES: &str = "\
FROM busybox AS build
ARG FAIL=0
WORKDIR /src
COPY . .
RUN echo checking && test $FAIL = 0 && echo one > /src/out

FROM scratch
COPY --from=build /src/out /
CMD [\"/out\"]
";

/// An attestation says when it was built: on a containerd store the same build comes to another image each time.
fn unattested(context: &Path, tag: &str) -> Build {
    Build { provenance: Some("false".to_owned()), ..build_of(context, tag) }
}

pub async fn of_two_stages(bench: &Bench) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "Dockerfile", TWO_STAGES);
    write(folder.path(), "main.c", "int main;");
    let built = bench.build(unattested(folder.path(), "two-stages")).await;

    let listed = bench.docker(&["image", "ls", "--no-trunc", "--quiet", "two-stages"]).await;
    assert_eq!(built.image(), listed, "the id as the engine lists it");
    let Ok(Outcome::Image { reference, .. }) = &built.outcome else { panic!("an image") };
    assert_eq!(reference.as_deref(), Some("two-stages"));

    assert_eq!(built.told[0].dockerfile.as_deref(), Some(TWO_STAGES), "the Dockerfile comes first");
    assert!(built.told[1..].iter().all(|progress| progress.dockerfile.is_none()), "and once");
    let shown: Vec<_> = built
        .steps
        .iter()
        .filter(|step| !step.internal)
        .map(|step| (step.stage.as_deref().unwrap(), step.line.unwrap(), step.instruction.split(' ').next().unwrap()))
        .collect();
    assert_eq!(
        shown,
        [("build", 1, "FROM"), ("build", 3, "WORKDIR"), ("build", 4, "COPY"), ("build", 5, "RUN"), ("stage-1", 8, "COPY")],
        "steps stand in Dockerfile order, on their lines"
    );
    let internal: Vec<bool> = built.steps.iter().map(|step| step.internal).collect();
    assert!(internal[0] && *internal.last().unwrap(), "the builder's own steps come before and after: {:#?}", built.steps);
    for step in &built.steps {
        assert!(matches!(step.status, BuildStepStatus::Done | BuildStepStatus::Cached), "{step:?}");
    }
    assert!(built.step("RUN").duration_ms.is_some() && built.step("RUN").started.is_some());
    assert!(built.step("RUN").inputs.contains(&built.step("COPY . .").id), "a step knows what it builds on");
    assert_eq!(built.log(), ["checking"]);
    let sent: Vec<u64> = built.told.iter().filter_map(|progress| progress.context_sent).collect();
    assert!(sent.is_sorted() && sent.last().is_some_and(|sent| sent % 512 == 0 && *sent >= 2_560), "{sent:?}");

    let again = bench.build(unattested(folder.path(), "two-stages")).await;
    assert_eq!(again.image(), built.image());
    assert_eq!(again.step("RUN").status, BuildStepStatus::Cached);
    assert!(again.log().is_empty());

    let mut no_cache = build_of(folder.path(), "");
    no_cache.no_cache = true;
    no_cache.target = Some("build".to_owned());
    let fresh = bench.build(no_cache).await;
    assert_eq!(fresh.step("RUN").status, BuildStepStatus::Done);
    assert!(fresh.steps.iter().all(|step| step.stage.as_deref() != Some("stage-1")), "the target is the last stage");
    assert_eq!(bench.docker(&["image", "inspect", "--format", "{{.Id}}", fresh.image()]).await, fresh.image());
    assert!(matches!(fresh.outcome, Ok(Outcome::Image { reference: None, .. })));

    let mut failing = build_of(folder.path(), "two-stages");
    failing.build_args = vec![BuildArg { key: "FAIL".to_owned(), value: "1".to_owned() }];
    let failed = bench.build(failing).await;
    assert_eq!(failed.step("RUN").status, BuildStepStatus::Failed);
    assert!(failed.step("RUN").error.is_some());
    assert_eq!(failed.step("COPY --from").status, BuildStepStatus::Cancelled);
    assert_eq!(failed.log(), ["checking"]);
    let problem = failed.outcome.unwrap_err().problem();
    assert_eq!(
        (problem.code, problem.params["line"].as_str(), problem.params["exitCode"].as_str()),
        (ProblemCode::BuildStepFailed, "5", "1")
    );
    assert!(problem.params["step"].starts_with("[build 4/4] RUN"), "{problem:?}");
    assert!(problem.detail.contains("exit code: 1"), "the engine's words: {problem:?}");
    assert_eq!(bench.docker(&["image", "ls", "--no-trunc", "--quiet", "two-stages"]).await, listed, "the old image keeps its name");
}

pub async fn come_while_they_run(bench: &Bench) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "Dockerfile", "FROM busybox\nRUN echo first; sleep 2; echo second >&2; printf last\n");
    let mut build = build_of(folder.path(), "");
    build.no_cache = true;
    let began = Instant::now();
    let first_seen = std::sync::Mutex::new(None);
    let built = bench
        .build_until(build, CancellationToken::new(), |progress| {
            if progress.log.iter().any(|line| line.text == "first") {
                first_seen.lock().unwrap().get_or_insert_with(|| began.elapsed());
            }
            false
        })
        .await;
    let first_seen = first_seen.into_inner().unwrap().expect("the first line");
    assert!(began.elapsed() > first_seen + Duration::from_millis(1_500), "the first line came while the step ran");
    let running = |progress: &&naru_view::BuildProgress| {
        progress.steps.iter().any(|step| step.instruction.starts_with("RUN") && step.status == BuildStepStatus::Running)
    };
    assert!(built.told.iter().any(|progress| running(&progress)), "the step was shown running");
    assert_eq!(built.log(), ["first", "second", "last"], "a line without an end comes with the end of its step");
    let stderr: Vec<bool> = built.told.iter().flat_map(|progress| &progress.log).map(|line| line.stderr).collect();
    assert_eq!(stderr, [false, true, false]);
    assert!((2_000..20_000).contains(&built.step("RUN").duration_ms.unwrap()), "{:?}", built.step("RUN"));
}

pub async fn of_a_flood_have_an_end(bench: &Bench) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "Dockerfile", "FROM busybox\nRUN seq 1 20000; printf '10%%\\r90%%\\r100%%\\n'; sleep 1; echo end\n");
    let mut build = build_of(folder.path(), "");
    build.no_cache = true;
    let built = bench.build(build).await;
    let skipped: u32 = built.told.iter().flat_map(|progress| &progress.log_skipped).map(|skipped| skipped.lines).sum();
    let log = built.log();
    assert!(built.told.iter().all(|progress| progress.log.len() <= 1_000), "the window is not flooded");
    assert_eq!(log.len() + usize::try_from(skipped).unwrap(), 20_002, "every line is there or counted");
    assert_eq!(log[log.len() - 2..], ["100%", "end"], "a line drawn over is its last");
}

/// Tells the steps of the same test on the two engines apart, which run at the same time.
static NEXT: AtomicU32 = AtomicU32::new(0);

pub async fn end_when_cancelled(bench: &Bench) {
    let folder = tempfile::tempdir().unwrap();
    let seconds = format!("9{}{}", NEXT.fetch_add(1, Ordering::Relaxed), std::process::id());
    write(folder.path(), "Dockerfile", &format!("FROM busybox\nRUN echo up; sleep {seconds}\nRUN echo never\n"));
    let mut build = build_of(folder.path(), "cancelled");
    build.no_cache = true;
    let cancelled_at = std::sync::Mutex::new(None);
    let built = bench
        .build_until(build, CancellationToken::new(), |progress| {
            let up = progress.log.iter().any(|line| line.text == "up");
            if up {
                // A shell's `echo` is there before the program that it starts next.
                let began = Instant::now();
                while !sleeps(&seconds) {
                    assert!(began.elapsed() < Duration::from_mins(1), "the step runs");
                    std::thread::sleep(Duration::from_millis(10));
                }
                *cancelled_at.lock().unwrap() = Some(Instant::now());
            }
            up
        })
        .await;
    let cancelled_at = cancelled_at.into_inner().unwrap().expect("the step came up");
    assert!(cancelled_at.elapsed() < Duration::from_secs(1), "a cancel is answered at once");
    assert_eq!(built.outcome.as_ref().unwrap_err().code(), ProblemCode::Cancelled);
    assert_eq!(built.step("RUN echo up").status, BuildStepStatus::Cancelled);
    assert_eq!(built.step("RUN echo never").status, BuildStepStatus::Cancelled);
    while sleeps(&seconds) {
        assert!(cancelled_at.elapsed() < Duration::from_secs(4), "the step still runs");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let before = CancellationToken::new();
    before.cancel();
    let never = bench.build_until(build_of(folder.path(), "cancelled"), before, |_| false).await;
    assert_eq!(never.outcome.unwrap_err().code(), ProblemCode::Cancelled);
    assert_eq!(bench.docker(&["image", "ls", "--quiet", "cancelled"]).await, "");
}

pub async fn end_with_their_engine(bench: &Bench) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "Dockerfile", "FROM busybox\nRUN echo up; sleep 600\n");
    let mut build = build_of(folder.path(), "");
    build.no_cache = true;
    let built = bench
        .build_until(build, CancellationToken::new(), |progress| {
            if progress.log.iter().any(|line| line.text == "up") {
                bench.lab.kill_engine().unwrap();
            }
            false
        })
        .await;
    assert_eq!(built.outcome.as_ref().unwrap_err().code(), ProblemCode::EngineUnreachable, "{:?}", built.outcome);
    assert_eq!(built.step("RUN").status, BuildStepStatus::Cancelled, "nothing is shown running");
}

/// Whether a process of this machine sleeps so many seconds: labs are namespaces, so that theirs are seen from here.
fn sleeps(seconds: &str) -> bool {
    let wanted = format!("sleep\0{seconds}\0");
    std::fs::read_dir("/proc")
        .unwrap()
        .flatten()
        .any(|entry| std::fs::read(entry.path().join("cmdline")).is_ok_and(|line| line == wanted.as_bytes()))
}
