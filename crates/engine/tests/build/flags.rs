use std::io::{Read, Write};
use std::net::TcpListener;

use naru_command::{Build, BuildArg, Command, Import};
use naru_lab::Generation;
use naru_view::{Outcome, ProblemCode};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::common::{Bench, build_of, write};

const DOCKERFILE: &str = "FROM busybox AS first
ARG A=none
ARG CARGO_PKG_NAME=none
RUN echo a=$A paths=$CARGO_PKG_NAME > /args && cat /etc/hosts > /hosts && ulimit -n > /files && df -k /dev/shm | tail -n 1 > /shm
FROM first
RUN touch /second
";

/// Every flag that the API has a word for changes the image, as it does for the CLI.
pub async fn reach_the_engine(bench: &Bench, generation: Generation) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "Dockerfile", DOCKERFILE);
    let iidfile = folder.path().join("id").display().to_string();
    let build = Build {
        more_tags: vec!["flags:2".parse().unwrap(), "127.0.0.1:5000/flags".parse().unwrap()],
        build_args: vec![BuildArg { key: "A".to_owned(), value: "b c".to_owned() }],
        build_args_from_env: vec!["CARGO_PKG_NAME".to_owned(), "NARU_IS_NOT_SET".to_owned()],
        label: vec!["x=y".parse().unwrap(), "z".parse().unwrap()],
        add_host: vec!["db:10.0.0.9".parse().unwrap(), "other=10.0.0.10".parse().unwrap()],
        shm_size: Some("1m".parse().unwrap()),
        ulimit: vec!["nofile=100:200".parse().unwrap()],
        target: Some("first".to_owned()),
        platform: vec!["linux/amd64".to_owned()],
        network: Some("none".to_owned()),
        pull: true,
        iidfile: Some(iidfile.clone()),
        ..build_of(folder.path(), "flags:1")
    };
    let built = bench.build(build).await;
    let id = built.image().to_owned();
    assert_eq!(std::fs::read_to_string(&iidfile).unwrap(), id);
    assert_eq!(built.warned.len(), if generation == Generation::Old { 2 } else { 0 }, "{:?}", built.warned);
    for name in ["flags:1", "flags:2", "127.0.0.1:5000/flags:latest"] {
        assert_eq!(bench.docker(&["image", "inspect", "--format", "{{.Id}}", name]).await, id, "{name}");
    }
    assert_eq!(bench.docker(&["image", "inspect", "--format", "{{json .Config.Labels}}", "flags:1"]).await, r#"{"x":"y","z":""}"#);
    let cat = async |file: &str| bench.docker(&["run", "--rm", "flags:1", "cat", file]).await;
    // CARGO_PKG_NAME is this crate's, where cargo runs the tests.
    assert_eq!(cat("/args").await, format!("a=b c paths={}", std::env::var("CARGO_PKG_NAME").unwrap()));
    let hosts = cat("/hosts").await;
    assert!(hosts.contains("10.0.0.9\tdb") && hosts.contains("10.0.0.10\tother"), "{hosts}");
    if generation == Generation::New {
        let kind = bench.docker(&["image", "inspect", "--format", "{{.Descriptor.MediaType}}", "flags:1"]).await;
        assert_eq!(kind, "application/vnd.oci.image.index.v1+json", "it is attested, as the CLI's builds are");
        assert_eq!(cat("/files").await, "100");
        assert!(cat("/shm").await.contains(" 1024 "), "{}", cat("/shm").await);
    }
    let second = tokio::process::Command::from(bench.lab.docker(&["run", "--rm", "flags:1", "ls", "/second"])).output().await.unwrap();
    assert!(!second.status.success(), "the target is the first stage");

    from_a_url(bench).await;
}

/// Serves the same to whoever asks, for the engine fetches by itself.
fn serve(bench: &Bench, content: &'static [u8]) -> String {
    let listener = TcpListener::bind("0.0.0.0:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let mut request = [0; 4_096];
            let read = connection.read(&mut request).unwrap_or(0);
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", content.len());
            let body: &[u8] = if request[..read].starts_with(b"HEAD") { b"" } else { content };
            connection.write_all(&[head.as_bytes(), body].concat()).unwrap();
        }
    });
    // The lab's end of the cable is .2, the machine's .1.
    let there = bench.lab.ports_host();
    let network = there.strip_suffix(".2").unwrap_or_else(|| panic!("{there} is no end of a cable"));
    format!("http://{network}.1:{port}")
}

async fn from_a_url(bench: &Bench) {
    let url = serve(bench, b"FROM busybox\nCMD [\"from\", \"afar\"]\n");
    let build = Build { tag: Some("afar".parse().unwrap()), ..Build::new(format!("{url}/Dockerfile")) };
    let built = bench.build(build).await;
    assert_eq!(bench.docker(&["image", "inspect", "--format", "{{.Config.Cmd}}", built.image()]).await, "[from afar]");

    // An image is imported from one as well: an empty tar is two blocks of nothing.
    let url = serve(bench, &[0; 1_024]);
    let import = Command::Import(Import::new(format!("{url}/root.tar"), Some("imported:afar".parse().unwrap())));
    let (sender, mut receiver) = mpsc::channel(4);
    let listen = async { while receiver.recv().await.is_some() {} };
    let (outcome, ()) = tokio::join!(bench.engine.perform(&import, sender, CancellationToken::new()), listen);
    let Ok(Outcome::Image { id, .. }) = outcome else { panic!("{outcome:?}") };
    assert_eq!(bench.docker(&["image", "inspect", "--format", "{{.Id}}", "imported:afar"]).await, id);
}

/// Nothing is dropped: neither is anything built.
pub async fn that_do_not_are_refused(bench: &Bench) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "Dockerfile", "FROM busybox\n");
    let plain = || build_of(folder.path(), "refused");
    for (build, what) in [
        (Build { secret: vec!["id=a".to_owned()], ..plain() }, "--secret"),
        (Build { push: true, ..plain() }, "--push"),
        (Build { file: Some("-".to_owned()), ..plain() }, "--file -"),
        (Build { context: "-".to_owned(), ..plain() }, "build -"),
    ] {
        let problem = bench.build(build).await.outcome.unwrap_err().problem();
        assert_eq!((problem.code, problem.params["what"].as_str()), (ProblemCode::NotPerformed, what));
    }
    let network = bench.build(Build { network: Some("nothere".to_owned()), ..plain() }).await.outcome;
    assert!(network.is_err(), "an engine's own refusal");
    assert_eq!(bench.docker(&["images", "--quiet", "refused"]).await, "");
}
