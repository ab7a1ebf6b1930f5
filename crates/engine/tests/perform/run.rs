use std::io::{Read, Write};

use naru_command::Command;
use naru_lab::Generation;
use naru_view::{ContainerState, Outcome, Port, ProblemCode, Progress, Protocol, PullStatus};

use crate::{Bench, run, until};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    lesson_one(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    lesson_one(Generation::New).await;
}

/// `docker run -p 80:80 --name hellonginx nginx`, and what a learner does wrong next.
async fn lesson_one(generation: Generation) {
    let bench = Bench::up(generation).await;
    let hello = Command::Run(run("nginx", "hellonginx", &["80:80"], &[]));
    let (outcome, told) = bench.perform(&hello).await.unwrap();

    let Outcome::Container { id, name } = outcome else { panic!("a run ends in a container: {outcome:?}") };
    assert_eq!(name, "hellonginx");
    assert_eq!(id, bench.docker("inspect --format {{.Id}} hellonginx").await);
    let last_pull = told.iter().rev().find_map(|progress| match progress {
        Progress::Pull { image, layers } => Some((image, layers)),
        _ => None,
    });
    let (image, layers) = last_pull.expect("a missing image is pulled, and that is told");
    assert_eq!(image, "nginx");
    assert!(layers.len() > 1 && layers.iter().all(|layer| matches!(layer.status, PullStatus::Done | PullStatus::Exists)), "{layers:?}");
    assert_eq!(told.last(), Some(&Progress::Created { id: id.clone(), name: name.clone() }));

    bench.shows("hellonginx", |container| container.state == ContainerState::Running).await;
    let container = bench.container("hellonginx").unwrap();
    let port = |ip: &str| Port { container_port: 80, protocol: Protocol::Tcp, host_port: Some(80), host_ip: Some(ip.into()) };
    assert!(container.ports.contains(&port("0.0.0.0")), "{:?}", container.ports);
    assert_eq!(
        (container.image.as_str(), container.image_id.as_str()),
        ("nginx", bench.docker("inspect --format {{.Image}} hellonginx").await.as_str())
    );
    // It listens a moment after it runs.
    until(|| get(&bench.lab.ports_host()).is_ok_and(|page| page.contains("nginx")), "the page where the engine says its ports are").await;
    let naru_view::EngineStatus::Connected { engine } = bench.engine.status() else { panic!("connected") };
    assert_eq!(engine.ports_host, bench.lab.ports_host());

    let again = bench.perform(&hello).await.unwrap_err().problem();
    assert_eq!((again.code, again.params["name"].as_str()), (ProblemCode::NameInUse, "hellonginx"));

    let busy = bench.perform(&Command::Run(run("nginx", "second", &["80:80"], &[]))).await.unwrap_err().problem();
    assert_eq!((busy.code, busy.params["port"].as_str()), (ProblemCode::PortInUse, "80"));
    assert_eq!(busy.params["container"], "second", "it is said which container was left behind");
    bench.shows("second", |container| container.state == ContainerState::Created).await;

    bench.docker("run -d --network host --name other busybox httpd -f -p 8099").await;
    until(|| std::net::TcpStream::connect((bench.lab.ports_host(), 8099)).is_ok(), "a program to listen").await;
    let busy = bench.perform(&Command::Run(run("nginx", "third", &["8099:80"], &[]))).await.unwrap_err().problem();
    assert_eq!((busy.code, busy.params["port"].as_str()), (ProblemCode::PortInUse, "8099"), "{}", busy.detail);

    let missing = bench.perform(&Command::Run(run("127.0.0.1:5000/nothere", "gone", &[], &[]))).await.unwrap_err().problem();
    assert_eq!((missing.code, missing.params["image"].as_str()), (ProblemCode::ImageNotFound, "127.0.0.1:5000/nothere"));
    assert!(bench.container("gone").is_none(), "nothing half made");

    let away = bench.perform(&Command::Run(run("127.0.0.1:1/x", "gone", &[], &[]))).await.unwrap_err();
    assert_eq!(away.code(), ProblemCode::RegistryUnreachable);

    let broken = bench.perform(&Command::Run(run("busybox", "broken", &[], &["/no/such/program"]))).await.unwrap_err().problem();
    assert_eq!((broken.code, broken.params["container"].as_str()), (ProblemCode::StartFailed, "broken"));

    let (outcome, _) = bench.perform(&Command::Run(run("busybox", "", &[], &["true"]))).await.unwrap();
    let Outcome::Container { name, .. } = outcome else { panic!("a container") };
    assert!(!name.is_empty(), "the name that the engine invented is told");
    bench.shows(&name, |container| container.state == ContainerState::Exited && container.exit_code == Some(0)).await;
}

fn get(host: &str) -> std::io::Result<String> {
    let mut stream = std::net::TcpStream::connect((host, 80))?;
    stream.write_all(b"GET / HTTP/1.0\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
