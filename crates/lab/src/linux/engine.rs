//! dockerd inside a lab's namespaces, and the registry beside it.

use std::{fs, time::Duration};

use nix::sys::signal::Signal;

use super::{
    http, namespaces,
    process::{self, Process},
    program,
    record::{Home, Record},
};
use crate::{Generation, LabError};

/// A cold engine on a busy machine takes a few seconds.
const START_LIMIT: Duration = Duration::from_mins(1);
/// dockerd gives containers 10 s to stop, and takes up to 15 s for itself.
const STOP_LIMIT: Duration = Duration::from_secs(40);
/// Where the registry answers, inside the lab.
pub const REGISTRY: &str = "127.0.0.1:5000";

/// Starts the registry over what is mounted at `/registry`.
pub fn start_registry(home: &Home, init: Process) -> Result<(), LabError> {
    let settings = home.engine().join("registry.yml");
    let text = format!(
        "version: 0.1\nlog: {{level: warn}}\nstorage: {{filesystem: {{rootdirectory: /registry}}, delete: {{enabled: true}}}}\nhttp: {{addr: \"{REGISTRY}\"}}\n"
    );
    fs::write(&settings, text).map_err(LabError::io("write", &settings))?;
    let line = ["docker-registry", "serve", "/lab/registry.yml"].map(str::to_owned);
    namespaces::start_inside(init, "registry.log", &line)
}

/// Starts dockerd and waits until it answers.
pub fn start(home: &Home, record: &Record, init: Process) -> Result<(), LabError> {
    // Left by a killed one. Ids are few in the namespace: the one in it may be another process's by now, and dockerd would not start.
    let pid_file = home.engine().join("dockerd.pid");
    if pid_file.exists() {
        fs::remove_file(&pid_file).map_err(LabError::io("remove", &pid_file))?;
    }
    let mut line: Vec<String> =
        ["dockerd", "--data-root=/lab/data", "--exec-root=/lab/exec", "--pidfile=/lab/dockerd.pid", "--host=unix:///lab/docker.sock"]
            .map(str::to_owned)
            .into();
    line.push(format!("--registry-mirror=http://{REGISTRY}"));
    // How Naru learns where this engine's published ports answer.
    line.push(format!("--label=naru.ports-host={}", record.network().address()));
    // cgroups are the machine's: these are found and removed in the end.
    line.push(format!("--cgroup-parent=/{}", record.network().machine_name()));
    if record.generation == Generation::New {
        line.push("--feature=containerd-snapshotter=true".to_owned());
    }
    namespaces::start_inside(init, "dockerd.log", &line)?;
    let socket = home.socket();
    if process::until(START_LIMIT, || http::ping(&socket)) {
        // dockerd makes its socket anew each time, as root's.
        return record.user.map_or(Ok(()), |user| user.own(&socket));
    }
    let log = fs::read_to_string(home.engine().join("dockerd.log")).unwrap_or_default();
    Err(LabError::EngineNotReady { seconds: START_LIMIT.as_secs(), log: program::end_of(&log, 4000).to_owned() })
}

/// SIGKILL, as when the machine's memory runs out: nothing is stopped in order, the socket's file stays.
pub fn kill(init: Process) -> Result<(), LabError> {
    // dockerd's containerd dies with it by the kernel's hand; killing both here makes that certain.
    for name in ["dockerd", "containerd"] {
        for process in named(init, name) {
            send(process, Signal::SIGKILL)?;
            process.wait_gone(STOP_LIMIT);
        }
    }
    Ok(())
}

/// SIGTERM, as a service manager stops it: its containers are stopped first.
pub fn stop(name: &str, init: Process) -> Result<(), LabError> {
    for process in named(init, "dockerd") {
        send(process, Signal::SIGTERM)?;
        if !process.wait_gone(STOP_LIMIT) {
            return Err(LabError::StillInUse { name: name.to_owned(), pids: vec![process.pid] });
        }
    }
    Ok(())
}

/// SIGSTOP or SIGCONT to dockerd. A stopped one takes connections and never answers.
pub fn signal(name: &str, init: Process, signal: Signal) -> Result<(), LabError> {
    let engines = named(init, "dockerd");
    if engines.is_empty() {
        return Err(LabError::EngineNotRunning { name: name.to_owned() });
    }
    engines.into_iter().try_for_each(|process| send(process, signal))
}

/// Whether dockerd runs.
pub fn runs(init: Process) -> bool {
    !named(init, "dockerd").is_empty()
}

fn named(init: Process, name: &str) -> Vec<Process> {
    let Some(inode) = init.namespace("pid") else {
        return Vec::new();
    };
    process::in_namespace("pid", &inode).into_iter().filter(|process| process.name().as_deref() == Some(name)).collect()
}

fn send(process: Process, signal: Signal) -> Result<(), LabError> {
    process.signal(signal).map_err(|errno| LabError::io("signal", format!("process {}", process.pid))(errno.into()))
}
