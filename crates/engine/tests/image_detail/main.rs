//! An image's page against the docker CLI, on real engines, old and new.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what it expects by failing")]

#[path = "../common/mod.rs"]
#[allow(dead_code, reason = "each test binary uses what it needs of it")]
mod common;
mod saved;

use std::path::Path;
use std::process::Stdio;

use common::{Bench, build_of, write};
use naru_lab::Generation;
use naru_view::{ImageDetail, ImageName, ProblemCode};
use serde::Deserialize;
use tokio::io::AsyncWriteExt;

/// Every instruction, and of those that may or may not make a layer each kind.
const EVERYTHING: &str = r#"FROM busybox
ARG A=1
ENV B=2 C="x y"
WORKDIR /app
WORKDIR /app
WORKDIR /
RUN true
RUN echo "hi $A" > /f && echo 'a' # comment
COPY empty /
COPY a.txt /app/
ADD a.txt empty /added/
RUN ["touch", "/z"]
LABEL k="v w" other=one
EXPOSE 80 443/udp
VOLUME /data /logs
VOLUME ["/q"]
USER nobody
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=30s --timeout=3s --retries=2 CMD wget -q localhost || exit 1
SHELL ["/bin/sh", "-ec"]
USER root
RUN echo shelled
ENTRYPOINT ["echo", "a \"q\""]
CMD echo done
"#;

/// What a person wrote, newest first, where the history keeps it.
const WRITTEN: [(&str, &str); 11] = [
    ("CMD", "CMD echo done"),
    ("ENTRYPOINT", r#"ENTRYPOINT ["echo", "a \"q\""]"#),
    ("RUN", "RUN echo shelled"),
    ("SHELL", r#"SHELL ["/bin/sh", "-ec"]"#),
    ("HEALTHCHECK", "HEALTHCHECK --interval=30s --timeout=3s --retries=2 CMD wget -q localhost || exit 1"),
    ("STOPSIGNAL", "STOPSIGNAL SIGQUIT"),
    ("USER", "USER root"),
    ("VOLUME", "VOLUME /q"),
    ("LABEL", "LABEL k=v w other=one"),
    ("WORKDIR", "WORKDIR /"),
    ("ARG", "ARG A=1"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_the_old_engine() {
    all(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_the_new_engine() {
    all(Generation::New).await;
}

async fn all(generation: Generation) {
    let bench = Bench::up(generation).await;
    let folder = tempfile::tempdir().unwrap();
    make(&bench, folder.path()).await;
    for image in ["nginx", "busybox", "by-naru", "by-buildkit", "by-classic", "committed", "committed-unchanged", "imported", "two-stages"]
    {
        let detail = bench.engine.image_detail(image).await.unwrap();
        equals_the_cli(&bench, image, &detail).await;
        eprintln!(
            "{generation:?} {image}: {} steps, {} layers",
            detail.layers.len(),
            detail.layers.iter().filter(|step| step.digest.is_some()).count()
        );
    }
    reads_like_the_dockerfile(&bench).await;

    let by_id = bench.engine.image_detail("nginx").await.unwrap().id;
    assert_eq!(bench.engine.image_detail(&by_id).await.unwrap().id, by_id, "an image is found by the id that the list has");
    let problem = bench.engine.image_detail("nothere/x:1").await.unwrap_err().problem();
    assert_eq!((problem.code, problem.params["image"].as_str()), (ProblemCode::ImageNotFound, "nothere/x:1"));
}

/// Makes an image in each way that there is.
async fn make(bench: &Bench, folder: &Path) {
    bench.docker(&["pull", "--quiet", "nginx"]).await;
    bench.docker(&["pull", "--quiet", "busybox"]).await;
    write(folder, "all/Dockerfile", EVERYTHING);
    write(folder, "all/a.txt", "text\n");
    write(folder, "all/empty", "");
    let all = folder.join("all");
    bench.build(build_of(&all, "by-naru")).await.image();
    let all = all.to_str().unwrap();
    bench.docker(&["build", "--quiet", "--tag", "by-buildkit", all]).await;
    let mut classic = bench.lab.docker(&["build", "--quiet", "--tag", "by-classic", all]);
    classic.env("DOCKER_BUILDKIT", "0").stdout(Stdio::null()).stderr(Stdio::null());
    assert!(tokio::process::Command::from(classic).status().await.unwrap().success());

    write(
        folder,
        "stages/Dockerfile",
        "FROM busybox AS build\nRUN echo x > /x\nFROM scratch\nCOPY --from=build /x /\nENV A=b\nCOPY --from=build /bin/busybox /sh\n",
    );
    bench.build(build_of(&folder.join("stages"), "two-stages")).await.image();

    bench.docker(&["run", "--name", "changed", "by-classic"]).await;
    bench.docker(&["run", "--name", "touched", "--entrypoint", "touch", "by-buildkit", "/new"]).await;
    bench.docker(&["commit", "--message", "a note", "touched", "committed"]).await;
    bench.docker(&["commit", "changed", "committed-unchanged"]).await;
    let exported = bench.docker_bytes(&["export", "touched"]).await;
    let mut import = tokio::process::Command::from(bench.lab.docker(&["import", "--change", "CMD [\"sh\"]", "-", "imported"]));
    let mut import = import.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    import.stdin.take().unwrap().write_all(&exported).await.unwrap();
    assert!(import.wait().await.unwrap().success());
}

/// `docker history --no-trunc --human=false --format json`
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct HistoryLine {
    created_by: String,
    comment: String,
    size: String,
    #[serde(rename = "ID")]
    id: String,
}

async fn equals_the_cli(bench: &Bench, image: &str, detail: &ImageDetail) {
    let printed = bench.docker(&["image", "inspect", image]).await;
    let inspected: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&detail.raw).unwrap(), inspected, "{image}: the raw JSON");
    assert_eq!(detail.raw.lines().count(), printed.lines().count(), "{image}: laid out as the CLI does it");
    assert_eq!(detail.raw.lines().nth(2), printed.lines().nth(2), "{image}: its keys in the engine's order");
    let inspected = &inspected[0];
    assert_eq!(detail.id, inspected["Id"]);
    assert_eq!(detail.id, bench.docker(&["image", "ls", "--no-trunc", "--quiet", image]).await, "{image}: as the engine lists it");
    assert_eq!((detail.os.as_str(), detail.architecture.as_str()), ("linux", inspected["Architecture"].as_str().unwrap()));
    // What Naru builds can be the very image that the CLI builds, cached, and then it has both names.
    let name = ImageName { repository: image.to_owned(), tag: "latest".to_owned() };
    assert!(detail.names.contains(&name), "{image}: {:?}", detail.names);

    let history = bench.docker(&["history", "--no-trunc", "--human=false", "--format", "json", image]).await;
    let history: Vec<HistoryLine> = history.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(detail.layers.len(), history.len(), "{image}: a row for each of docker history's");
    for (ours, theirs) in detail.layers.iter().zip(&history) {
        assert_eq!(ours.created_by.replace('\t', " "), theirs.created_by, "{image}: the CLI prints a tab as a space");
        assert_eq!(ours.comment, theirs.comment, "{image}");
        assert_eq!(ours.size.to_string(), theirs.size, "{image}: {}", theirs.created_by);
        assert_eq!(ours.image_id.as_deref().unwrap_or("<missing>"), theirs.id, "{image}");
    }

    let layers: Vec<&str> = inspected["RootFS"]["Layers"].as_array().unwrap().iter().map(|layer| layer.as_str().unwrap()).collect();
    let joined: Vec<&str> = detail.layers.iter().rev().filter_map(|step| step.digest.as_deref()).collect();
    assert_eq!(joined, layers, "{image}: every layer has its step");
    for (step, truth) in detail.layers.iter().rev().zip(saved::steps(bench, image).await) {
        assert_eq!((step.digest.as_deref(), step.empty), (truth.digest.as_deref(), truth.digest.is_none()), "{image}: {}", step.created_by);
    }
}

async fn reads_like_the_dockerfile(bench: &Bench) {
    for image in ["by-naru", "by-buildkit", "by-classic"] {
        let detail = bench.engine.image_detail(image).await.unwrap();
        for (keyword, written) in WRITTEN {
            let step = detail.layers.iter().find(|step| step.instruction.starts_with(&format!("{keyword} "))).unwrap();
            assert_eq!(step.instruction, written, "{image}");
        }
        let config = &detail.config;
        assert_eq!((config.entrypoint.as_slice(), config.working_dir.as_str()), (&["echo".to_owned(), "a \"q\"".to_owned()][..], "/"));
        assert_eq!(config.cmd, ["/bin/sh", "-ec", "echo done"]);
        assert!(config.env.contains(&"C=x y".to_owned()), "{:?}", config.env);
        assert_eq!((config.exposed_ports.as_slice(), config.user.as_str()), (&["443/udp".to_owned(), "80/tcp".to_owned()][..], "root"));
        assert_eq!(config.volumes, ["/data", "/logs", "/q"]);
        let labels: Vec<_> = config.labels.iter().map(|label| (label.key.as_str(), label.value.as_str())).collect();
        assert_eq!(labels, [("k", "v w"), ("other", "one")]);
        assert!(detail.created.as_deref().is_some_and(|created| created.starts_with("20")), "{:?}", detail.created);
    }
}
