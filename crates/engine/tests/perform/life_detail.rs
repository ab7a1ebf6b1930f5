//! What the page of a container shows, on both engines, against what was asked for on the CLI's line.

use naru_lab::Generation;
use naru_view::{ContainerDetail, ProblemCode};

use crate::{Bench, until};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    details(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    details(Generation::New).await;
}

async fn details(generation: Generation) {
    let bench = Bench::up(generation).await;
    bench.docker("pull -q busybox").await;
    asked_for(&bench).await;
    runs(&bench).await;
    failures(&bench).await;
    let nobody = bench.engine.container_detail("nobody").await.unwrap_err().problem();
    assert_eq!((nobody.code, nobody.params["container"].as_str()), (ProblemCode::ContainerNotFound, "nobody"));
    assert!(bench.engine.container_detail("").await.is_err(), "an empty name is not the whole list");
}

async fn detail(bench: &Bench, name: &str) -> ContainerDetail {
    bench.engine.container_detail(name).await.unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Everything that a line can ask for, and what its image says beside it.
async fn asked_for(bench: &Bench) {
    let line = "create --name full -it -e A=1 -w /work -u 1000 --label key=value --restart on-failure:5 --stop-timeout 3 \
        --stop-signal SIGQUIT -m 64m --cpus 0.5 --pids-limit 20 -v named:/named -v /anonymous -v /etc:/host:ro --read-only \
        --entrypoint echo busybox a b";
    bench.docker(line).await;
    let full = detail(bench, "full").await;
    assert_eq!((full.name.as_str(), full.image.as_str()), ("full", "busybox"));
    assert_eq!(
        (full.config.entrypoint.as_slice(), full.config.cmd.as_slice()),
        (&["echo".to_owned()][..], &["a".to_owned(), "b".to_owned()][..])
    );
    assert!(full.config.env.contains(&"A=1".to_owned()), "{:?}", full.config.env);
    assert_eq!((full.config.working_dir.as_str(), full.config.user.as_str(), full.config.labels.len()), ("/work", "1000", 1));
    assert!(full.tty && full.interactive && full.read_only && !full.privileged && !full.auto_remove);
    assert_eq!((full.stop_timeout, full.stop_signal.as_deref()), (Some(3), Some("SIGQUIT")));
    assert_eq!((full.restart_policy.name.as_str(), full.restart_policy.most), ("on-failure", 5));
    let naru_view::Limits { memory, nano_cpus, pids } = full.limits;
    assert_eq!((memory, nano_cpus, pids), (Some(64 << 20), Some(500_000_000), Some(20)));
    assert_eq!((full.run.started, full.run.finished, full.memory), (None, None, None), "it has never run");
    assert!(full.created.is_some_and(|then| then > 1_700_000_000_000), "{:?}", full.created);

    let mounts: Vec<_> =
        full.mounts.iter().map(|mount| (mount.kind.as_str(), mount.target.as_str(), mount.writable, mount.anonymous)).collect();
    assert_eq!(mounts, [("volume", "/anonymous", true, true), ("bind", "/host", false, false), ("volume", "/named", true, false)]);
    assert_eq!((full.mounts[1].source.as_str(), full.mounts[2].name.as_str()), ("/etc", "named"));

    let image = full.of_image.expect("its image is there");
    assert_eq!((image.entrypoint.len(), image.cmd.as_slice()), (0, &["sh".to_owned()][..]), "what the line has overridden");
    assert_eq!(inspected(&full.raw), inspected(&bench.docker("inspect full").await), "what docker inspect prints");
    bench.docker("rm full").await;
}

/// What is printed, with the mounts in one order: an engine tells them in another each time.
fn inspected(text: &str) -> serde_json::Value {
    let mut printed: serde_json::Value = serde_json::from_str(text).unwrap();
    printed[0]["Mounts"].as_array_mut().unwrap().sort_by_key(ToString::to_string);
    printed
}

/// A run and its end, an address while it lasts, and the memory that a pause keeps.
async fn runs(bench: &Bench) {
    bench.docker("run -d --name held busybox sleep 600").await;
    let running = detail(bench, "held").await;
    assert_eq!((running.networks[0].name.as_str(), running.networks[0].ip.is_empty(), running.memory), ("bridge", false, None));
    assert!(running.run.started.is_some() && running.run.finished.is_none(), "{:?}", running.run);
    bench.docker("pause held").await;
    let held = detail(bench, "held").await.memory.expect("a paused container holds memory");
    let cli = bench.docker("stats --no-stream --format {{.MemUsage}} held").await;
    assert!(held > 0, "and not none of it: {held} where the CLI says {cli}");
    bench.docker("unpause held").await;
    bench.docker("kill held").await;
    let killed = detail(bench, "held").await;
    assert_eq!((killed.run.exit_code, killed.run.oom_killed, killed.networks[0].ip.as_str()), (137, false, ""));
    assert!(killed.run.finished >= killed.run.started, "{:?}", killed.run);

    // The same code, and another reason.
    bench.run_out_of_memory("greedy").await;
    let greedy = detail(bench, "greedy").await;
    assert_eq!((greedy.run.exit_code, greedy.run.oom_killed), (137, true), "{:?}", greedy.run);
}

/// A start that fails is told by inspect in the engine's words; an image that is gone is no failure.
async fn failures(bench: &Bench) {
    bench.docker("create --name nothing busybox no-such-program").await;
    let start = bench.lab.docker(&["start", "nothing"]).output().unwrap();
    assert!(!start.status.success(), "there is no such program");
    let nothing = detail(bench, "nothing").await;
    assert_eq!(nothing.run.exit_code, 127);
    assert!(nothing.run.error.contains("no-such-program"), "{}", nothing.run.error);
    until(|| bench.container("nothing").is_some(), "the list to have it").await;

    bench.docker("tag busybox doomed").await;
    bench.docker("create --name orphan doomed true").await;
    bench.docker("rmi -f doomed").await;
    assert!(detail(bench, "orphan").await.of_image.is_some(), "the image has another name");
}
