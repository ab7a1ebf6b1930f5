//! Whether this machine has an engine that the window would find. A quick look for `run`; the window's own is thorough.

use std::env;
use std::path::PathBuf;

/// True when somebody chose an engine, or one of the usual sockets answers.
pub fn some_engine() -> bool {
    chosen("DOCKER_HOST") || chosen("DOCKER_CONTEXT") || a_context_is_current() || sockets().into_iter().any(answers)
}

fn chosen(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty() && value != "default")
}

fn a_context_is_current() -> bool {
    let folder = env::var_os("DOCKER_CONFIG").map_or_else(|| home().join(".docker"), PathBuf::from);
    let config = std::fs::read(folder.join("config.json")).unwrap_or_default();
    let config: serde_json::Value = serde_json::from_slice(&config).unwrap_or_default();
    config["currentContext"].as_str().is_some_and(|name| !name.is_empty() && name != "default")
}

/// Those of `crates/engine/src/endpoint/well_known.rs`: an engine beside one that the window would find helps nobody.
fn sockets() -> Vec<PathBuf> {
    let in_home = [
        ".docker/run/docker.sock",
        ".docker/desktop/docker.sock",
        ".orbstack/run/docker.sock",
        ".colima/default/docker.sock",
        ".config/colima/default/docker.sock",
        ".rd/docker.sock",
        ".local/share/containers/podman/machine/podman.sock",
    ];
    let mut sockets: Vec<PathBuf> = ["/var/run/docker.sock", "/run/podman/podman.sock"].map(PathBuf::from).into();
    sockets.extend(in_home.map(|path| home().join(path)));
    if let Some(runtime) = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from) {
        sockets.push(runtime.join("docker.sock"));
        sockets.push(runtime.join("podman/podman.sock"));
    }
    sockets
}

fn home() -> PathBuf {
    env::home_dir().unwrap_or_default()
}

#[cfg(unix)]
fn answers(socket: PathBuf) -> bool {
    std::os::unix::net::UnixStream::connect(socket).is_ok()
}

#[cfg(not(unix))]
fn answers(_socket: PathBuf) -> bool {
    false
}
