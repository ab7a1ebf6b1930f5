use naru_command::Command;
use naru_lab::Generation;
use naru_view::{ContainerState, HostPort, PortFound, PortUse};

use crate::{Bench, run};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    published(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    published(Generation::New).await;
}

/// What answers on published ports, why nothing does, and which host ports somebody has.
async fn published(generation: Generation) {
    let bench = Bench::up(generation).await;
    let start = |name: &'static str, port: &'static str, words: &'static [&'static str]| {
        let bench = &bench;
        async move {
            bench.perform(&Command::Run(run("busybox", name, &[port], words))).await.unwrap();
            bench.shows(name, |container| container.state == ContainerState::Running && !container.ports.is_empty()).await;
            bench.container(name).unwrap().id
        }
    };
    let answers = start("answers", "8121:80", &["httpd", "-f", "-p", "80"]).await;
    let inside = start("inside", "8122:80", &["httpd", "-f", "-p", "127.0.0.1:80"]).await;
    let nobody = start("nobody", "8123:80", &["sleep", "1000"]).await;
    let udp = start("udp", "8124:53/udp", &["sleep", "1000"]).await;

    let found = |id: String| {
        let bench = &bench;
        async move {
            let answers = bench.engine.port_answers(&id).await;
            assert_eq!(answers.len(), 1, "IPv4 and IPv6 are one port: {answers:?}");
            answers.into_iter().next().unwrap().found
        }
    };
    // A program takes a moment to listen, and is asked again as a reader would.
    let soon = |id: &str, wanted: PortFound| {
        let (id, found) = (id.to_owned(), &found);
        async move {
            let began = tokio::time::Instant::now();
            loop {
                let seen = found(id.clone()).await;
                if seen == wanted {
                    return;
                }
                assert!(began.elapsed() < crate::LIMIT, "{seen:?} and never {wanted:?}");
            }
        }
    };
    soon(&answers, PortFound::Answers).await;
    soon(&inside, PortFound::OnlyInside { address: "127.0.0.1".to_owned() }).await;
    soon(&nobody, PortFound::NotListening).await;
    assert_eq!(found(udp).await, PortFound::NotTried);
    bench.docker("pause nobody").await;
    bench.shows("nobody", |container| container.state == ContainerState::Paused).await;
    assert_eq!(bench.engine.port_answers(&nobody).await, [], "one that is paused is left alone");

    let ask = |port: u16| HostPort { ip: None, port, protocol: "tcp".to_owned() };
    let uses = bench.engine.port_uses(&[ask(8121), ask(8129)]).await;
    assert_eq!(uses, [PortUse::Busy, PortUse::Unknown], "the lab's ports are not this computer's");

    bench.docker("volume create named").await;
    bench.docker("network create own").await;
    let choices = bench.engine.run_choices().await.unwrap();
    assert_eq!(choices.volumes, ["named"]);
    assert_eq!(choices.networks, ["bridge", "host", "none", "own"]);
}
