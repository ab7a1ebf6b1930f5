//! The ports of the engine's host: who has them, and what answers on those that a container published.

mod listening;
mod taken;

use std::collections::HashSet;
use std::net::IpAddr;
use std::time::Duration;

use naru_command::{Command, Exec};
use naru_view::{Container, ContainerState, EngineInfo, EngineStatus, HostPort, Port, PortAnswer, PortFound, PortUse, Progress, Protocol};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::engine::Engine;
use listening::Listening;

/// How long a port may take to be connected to.
const CONNECT_LIMIT: Duration = Duration::from_millis(250);

/// How long a connection has to stay open. Docker's proxy takes every connection, and closes it at once when the container doesn't.
const OPEN_FOR: Duration = Duration::from_secs(1);

/// How long a look into a container may take.
const LOOK_LIMIT: Duration = Duration::from_secs(4);

/// Output that waits to be read here.
const ON_THE_WAY: usize = 8;

impl Engine {
    /// Whether these ports of the engine's host can be had, in their order. A port of this computer is bound for a moment; behind one of
    /// another computer somebody answers, or nothing is known.
    pub async fn port_uses(&self, ports: &[HostPort]) -> Vec<PortUse> {
        let Some(engine) = self.info() else { return vec![PortUse::Unknown; ports.len()] };
        if is_here(&engine) {
            return ports.iter().map(taken::here).collect();
        }
        let answers = ports.iter().map(|port| async {
            let host = reach(port.ip.as_deref(), &engine).filter(|_| port.protocol == "tcp");
            match host {
                Some(host) if connects(&host, port.port).await.is_some() => PortUse::Busy,
                _ => PortUse::Unknown,
            }
        });
        futures_util::future::join_all(answers).await
    }

    /// What answers on the published ports of a container that runs; nothing for any other. Each is connected to once; where none
    /// answers, the container is asked what it listens on (`cat /proc/net/tcp`).
    pub async fn port_answers(&self, container: &str) -> Vec<PortAnswer> {
        let known = self.containers().into_iter().find(|known| known.id == container && known.state == ContainerState::Running);
        let (Some(container), Some(engine)) = (known, self.info()) else { return Vec::new() };
        let mut seen = HashSet::new();
        let published = container.ports.iter().filter_map(|port| Some((port, port.host_port?)));
        // One that is published on IPv4 and IPv6 is one port.
        let each = published.filter(|(port, host_port)| {
            seen.insert((*host_port, port.container_port, port.protocol.clone(), reach(port.host_ip.as_deref(), &engine)))
        });
        let tried = each.map(|(port, host_port)| try_port(port, host_port, &engine));
        let mut answers: Vec<PortAnswer> = futures_util::future::join_all(tried).await;
        if answers.iter().any(|answer| answer.found == PortFound::Silent) {
            self.explain(&container, &mut answers).await;
        }
        answers
    }

    /// Says of the silent ones why they are.
    async fn explain(&self, container: &Container, answers: &mut [PortAnswer]) {
        let Some(listening) = self.listening(&container.id).await else { return };
        for answer in answers.iter_mut().filter(|answer| answer.found == PortFound::Silent) {
            answer.found = listening.on(answer.container_port);
        }
    }

    /// What the programs in a container listen on; none when it has no `cat`, or does not answer in time.
    async fn listening(&self, container: &str) -> Option<Listening> {
        let files = ["/proc/net/tcp", "/proc/net/tcp6"].map(str::to_owned).to_vec();
        let look = Command::Exec(Exec::new(container.to_owned(), "cat".to_owned(), files));
        let (sender, mut receiver) = mpsc::channel(ON_THE_WAY);
        let cancel = CancellationToken::new();
        let read = async {
            let mut listening = Listening::default();
            while let Some(progress) = receiver.recv().await {
                if let Progress::Output { output } = progress {
                    listening.read(&output);
                }
            }
            listening
        };
        let both = async { tokio::join!(self.perform(&look, sender, cancel.clone()), read) };
        let looked = timeout(LOOK_LIMIT, both).await;
        cancel.cancel();
        match looked {
            Ok((Ok(_), listening)) => Some(listening).filter(Listening::is_whole),
            Ok((Err(error), _)) => {
                tracing::debug!(%error, "a container cannot say what it listens on");
                None
            }
            Err(_) => None,
        }
    }

    fn info(&self) -> Option<EngineInfo> {
        match self.status() {
            EngineStatus::Connected { engine } => Some(engine),
            EngineStatus::Lost { .. } | EngineStatus::Connecting | EngineStatus::Absent { .. } => None,
        }
    }
}

async fn try_port(port: &Port, host_port: u16, engine: &EngineInfo) -> PortAnswer {
    let host = reach(port.host_ip.as_deref(), engine).filter(|_| port.protocol == Protocol::Tcp);
    let found = match host {
        None => PortFound::NotTried,
        Some(host) if answers(&host, host_port).await => PortFound::Answers,
        Some(_) => PortFound::Silent,
    };
    PortAnswer { host_port, container_port: port.container_port, found }
}

/// True when somebody takes a connection and keeps it for a moment, or says something.
async fn answers(host: &str, port: u16) -> bool {
    let Some(mut stream) = connects(host, port).await else { return false };
    let mut first = [0_u8; 1];
    match timeout(OPEN_FOR, stream.read(&mut first)).await {
        Ok(Ok(bytes)) => bytes > 0,
        Ok(Err(_)) => false,
        Err(_) => true,
    }
}

async fn connects(host: &str, port: u16) -> Option<TcpStream> {
    timeout(CONNECT_LIMIT, TcpStream::connect((host, port))).await.ok()?.ok()
}

/// Where a port that is published on an address is reached from here; none for the loopback of another computer.
fn reach(ip: Option<&str>, engine: &EngineInfo) -> Option<String> {
    match ip.filter(|ip| !is_any(ip)) {
        None => Some(engine.ports_host.clone()),
        Some(ip) if !is_loopback(ip) => Some(ip.to_owned()),
        Some(_) => is_here(engine).then(|| engine.ports_host.clone()),
    }
}

fn is_any(ip: &str) -> bool {
    ip.is_empty() || ip.parse().is_ok_and(|ip: IpAddr| ip.is_unspecified())
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// True when the engine's ports are those of this computer.
fn is_here(engine: &EngineInfo) -> bool {
    is_loopback(&engine.ports_host)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn one_that_takes_a_connection_and_drops_it_does_not_answer() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let proxy = tokio::spawn(async move {
            let (first, _) = listener.accept().await.unwrap();
            drop(first);
            let (second, _) = listener.accept().await.unwrap();
            // Kept open until the test is over.
            second
        });
        assert!(!answers("127.0.0.1", port).await, "docker's proxy with nothing behind it");
        assert!(answers("127.0.0.1", port).await, "a server that waits to be asked");
        drop(proxy.await.unwrap());
        assert!(!answers("127.0.0.1", port).await, "nobody");
    }
}
