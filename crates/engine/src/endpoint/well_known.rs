//! The sockets and pipes that products are known to listen on. Any of them may be absent.

use std::path::{Path, PathBuf};

use crate::endpoint::Address;
use crate::endpoint::address::UNIX_SOCKET;

/// The CLI's own default address on this system.
pub(super) fn default_address() -> Address {
    if cfg!(windows) { Address::NamedPipe(r"\\.\pipe\docker_engine".to_owned()) } else { Address::Unix(PathBuf::from(UNIX_SOCKET)) }
}

/// Products and where they listen, in the order they are tried. `runtime_dir` is `XDG_RUNTIME_DIR`.
pub(super) fn addresses(home: Option<&Path>, runtime_dir: Option<&Path>) -> Vec<(&'static str, Address)> {
    if cfg!(windows) {
        return vec![
            ("Docker Desktop", Address::NamedPipe(r"\\.\pipe\dockerDesktopLinuxEngine".to_owned())),
            ("Podman", Address::NamedPipe(r"\\.\pipe\podman-machine-default".to_owned())),
        ];
    }
    let mut found = Vec::new();
    if let Some(home) = home {
        let under_home = |path: &str| Address::Unix(home.join(path));
        found.extend([
            ("Docker Desktop", under_home(".docker/run/docker.sock")),
            ("Docker Desktop", under_home(".docker/desktop/docker.sock")),
            ("OrbStack", under_home(".orbstack/run/docker.sock")),
            ("Colima", under_home(".colima/default/docker.sock")),
            ("Colima", under_home(".config/colima/default/docker.sock")),
            ("Rancher Desktop", under_home(".rd/docker.sock")),
            ("Podman", under_home(".local/share/containers/podman/machine/podman.sock")),
        ]);
    }
    if let Some(runtime_dir) = runtime_dir {
        // Docker's rootless mode.
        found.push(("Docker Engine", Address::Unix(runtime_dir.join("docker.sock"))));
        found.push(("Podman", Address::Unix(runtime_dir.join("podman/podman.sock"))));
    }
    if cfg!(target_os = "linux") {
        found.push(("Podman", Address::Unix(PathBuf::from("/run/podman/podman.sock"))));
    }
    found
}
