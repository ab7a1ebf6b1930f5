//! What an engine's refusal means, as a code.
//!
//! Engines say what is wrong in prose that changes with their age, so this is the one place that reads it: the window branches on
//! the code alone. The sentences in the tests were said by the engines of the lab.

mod flag;

use bollard::errors::Error as BollardError;
use naru_view::ProblemCode;

use crate::error::Error;

/// What a bollard error means.
pub(crate) fn of_bollard(error: BollardError) -> Error {
    match error {
        BollardError::DockerResponseServerError { status_code, message } => of_answer(status_code, &message),
        BollardError::DockerStreamError { error } => of_answer(500, &error),
        BollardError::RequestTimeoutError
        | BollardError::HyperResponseError { .. }
        | BollardError::IOError { .. }
        | BollardError::HyperLegacyError { .. } => Error::caused(ProblemCode::EngineUnreachable, error),
        other => Error::caused(ProblemCode::EngineRefused, other),
    }
}

/// What an answer with a status of 400 or more, or an error inside a stream, means.
pub(crate) fn of_answer(status: u16, message: &str) -> Error {
    let mut error = Error::new(code(status, message), message);
    if let Some(flag) = flag::flag(message) {
        error = error.with("flag", flag);
    }
    match error.code() {
        ProblemCode::PortInUse => match port(message) {
            Some(port) => error.with("port", port),
            None => error,
        },
        ProblemCode::NameInUse => match between(message, "name \"/", "\"") {
            Some(name) => error.with("name", name),
            None => error,
        },
        ProblemCode::NetworkNotFound => match between(message, "network ", " not found") {
            Some(name) => error.with("network", name),
            None => error,
        },
        ProblemCode::FileNotFound => match between(message, "Could not find the file ", " in container ") {
            Some(path) => error.with("path", path),
            None => error,
        },
        _ => error,
    }
}

fn code(status: u16, message: &str) -> ProblemCode {
    let said = message.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
    // A container's own address can be in use too ("Address already in use", and nothing of a port).
    let of_port = says(&["bind: ", "bind host port"]);
    if says(&["port is already allocated", "ports are not available"]) || (of_port && says(&["address already in use"])) {
        return ProblemCode::PortInUse;
    }
    if says(&["is already in use by container"]) {
        return ProblemCode::NameInUse;
    }
    if says(&["invalid reference format", "repository name must be lowercase"]) {
        return ProblemCode::InvalidReference;
    }
    if says(&["unauthorized", "no basic auth credentials", "authentication required", "access denied: ", "incorrect username"]) {
        return ProblemCode::Unauthorized;
    }
    // Docker Hub answers the same for an image that is not there and for one that needs a login; not there is the likelier.
    if says(&[
        "no such image",
        "was found but does not match the specified platform",
        "was found but does not provide the specified platform",
        "an image does not exist locally with the tag",
        "tag does not exist",
        "pull access denied",
        "manifest unknown",
        "manifest for ",
        "repository does not exist",
        "repository name not known",
    ]) {
        return ProblemCode::ImageNotFound;
    }
    if says(&["configured logging driver does not support reading"]) {
        return ProblemCode::LogNotKept;
    }
    if says(&["no such volume"]) {
        return ProblemCode::VolumeNotFound;
    }
    if says(&["volume is in use"]) {
        return ProblemCode::VolumeInUse;
    }
    // Said of an image that a container uses, that has children, or that has other names; not of a container or a network.
    if says(&["conflict: unable to delete ", "conflict: unable to remove repository reference "]) {
        return ProblemCode::ImageInUse;
    }
    if says(&["no such container"]) {
        return ProblemCode::ContainerNotFound;
    }
    if says(&[
        "cannot remove a running container",
        "you cannot remove a paused container",
        "container is running: stop the container",
        "container is paused and must be unpaused first",
    ]) {
        return ProblemCode::ContainerRunning;
    }
    if says(&["rootfs is marked read-only", "volume is marked read-only", "mount is marked read-only"]) {
        return ProblemCode::Conflict;
    }
    if says(&["no such volume"]) {
        return ProblemCode::VolumeNotFound;
    }
    if says(&["could not find the file "]) {
        return ProblemCode::FileNotFound;
    }
    if let Some(code) = of_network(&said) {
        return code;
    }
    // 20.10 says so with a 500.
    if says(&["invalid signal: ", "daemon does not support signal ", "invalid cidr address: "]) {
        return ProblemCode::InvalidValue;
    }
    if says(&[
        "dial tcp",
        "no such host",
        "tls handshake",
        "i/o timeout",
        "connection refused",
        "server misbehaving",
        "client.timeout exceeded",
    ]) {
        return ProblemCode::RegistryUnreachable;
    }
    // After the words for a registry that is away: "failed to resolve reference …: not found" says both.
    if says(&["not found"]) && says(&["failed to resolve reference", "failed to resolve source metadata"]) {
        return ProblemCode::ImageNotFound;
    }
    match status {
        400 => ProblemCode::InvalidValue,
        401 | 403 => ProblemCode::Unauthorized,
        409 => ProblemCode::Conflict,
        _ => ProblemCode::EngineRefused,
    }
}

/// Engines forbid (403) what has nothing to do with a login.
fn of_network(said: &str) -> Option<ProblemCode> {
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
    // A container that cannot join one says so before it: "failed to set up container networking: network x not found".
    let joined = said.strip_prefix("failed to set up container networking: ").unwrap_or(said);
    if joined.starts_with("network ") && joined.ends_with(" not found") {
        Some(ProblemCode::NetworkNotFound)
    } else if says(&[" has active endpoints"]) {
        Some(ProblemCode::NetworkInUse)
    } else if says(&[
        "is a pre-defined network and cannot be removed",
        "operation is not permitted on predefined ",
        "pool overlaps with other one on this address space",
        "already exists in network ",
        "is not connected to network ",
        "is not connected to the network ",
        "cannot be attached to multiple networks with one of the networks in ",
        "cannot be connected to ",
        "cannot be disconnected from ",
    ]) {
        Some(ProblemCode::Conflict)
    } else {
        None
    }
}

/// The port in `Bind for 0.0.0.0:80 failed`, `listen tcp4 0.0.0.0:80: bind: …` and `bind host port for 0.0.0.0:80:172.17.0.2:80/tcp`,
/// where the container's own address follows.
fn port(message: &str) -> Option<String> {
    let digits = if let Some((_, said)) = message.split_once("bind host port ") {
        let host = said.strip_prefix("for ").unwrap_or(said);
        let (_, behind) = if host.starts_with('[') { host.split_once("]:")? } else { host.split_once(':')? };
        &behind[..behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len())]
    } else {
        let address = &message[..message.find(" failed: port").or_else(|| message.find(": bind:"))?];
        &address[address.trim_end_matches(|c: char| c.is_ascii_digit()).len()..]
    };
    (!digits.is_empty()).then(|| digits.to_owned())
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let start = text.find(before)? + before.len();
    let length = text[start..].find(after)?;
    Some(&text[start..start + length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::too_many_lines, reason = "a list of sentences")]
    fn sentences_of_real_engines() {
        let said = [
            (
                409,
                "Conflict. The container name \"/web\" is already in use by container \"f1\". You have to remove (or rename) that container to be able to reuse that name.",
                ProblemCode::NameInUse,
            ),
            (
                500,
                "driver failed programming external connectivity on endpoint b (f1): Bind for 0.0.0.0:80 failed: port is already allocated",
                ProblemCode::PortInUse,
            ),
            (
                500,
                "driver failed programming external connectivity on endpoint b (f1): Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use",
                ProblemCode::PortInUse,
            ),
            (
                500,
                "failed to set up container networking: driver failed programming external connectivity on endpoint b (f1): failed to bind host port for 0.0.0.0:80:172.17.0.2:80/tcp: address already in use",
                ProblemCode::PortInUse,
            ),
            // Of a container's own address, which another container has.
            (500, "failed to set up container networking: Address already in use", ProblemCode::EngineRefused),
            (404, "No such image: nothere:latest", ProblemCode::ImageNotFound),
            (
                404,
                "pull access denied for nothere, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
                ProblemCode::ImageNotFound,
            ),
            (500, "manifest for nginx:9 not found: manifest unknown: manifest unknown", ProblemCode::ImageNotFound),
            (
                404,
                "failed to resolve reference \"docker.io/library/nothere:latest\": docker.io/library/nothere:latest: not found",
                ProblemCode::ImageNotFound,
            ),
            (
                500,
                "Get \"https://r.example/v2/\": dial tcp: lookup r.example on 10.0.0.1:53: no such host",
                ProblemCode::RegistryUnreachable,
            ),
            (
                500,
                "failed to resolve reference \"localhost:1/x:latest\": failed to do request: Head \"https://localhost:1/v2/x/manifests/latest\": dial tcp [::1]:1: connect: connection refused",
                ProblemCode::RegistryUnreachable,
            ),
            (404, "No such container: x", ProblemCode::ContainerNotFound),
            (500, "configured logging driver does not support reading", ProblemCode::LogNotKept),
            (501, "configured logging driver does not support reading", ProblemCode::LogNotKept),
            (
                409,
                "You cannot remove a running container f1. Stop the container before attempting removal or force remove",
                ProblemCode::ContainerRunning,
            ),
            (500, "An image does not exist locally with the tag: nothere/x", ProblemCode::ImageNotFound),
            (500, "tag does not exist: nothere/x:latest", ProblemCode::ImageNotFound),
            (409, "Container f1 is not running", ProblemCode::Conflict),
            (404, "get data: no such volume", ProblemCode::VolumeNotFound),
            (409, "remove data: volume is in use - [58963cb326eb]", ProblemCode::VolumeInUse),
            (
                409,
                "conflict: unable to remove repository reference \"busybox\" (must force) - container 58963cb326eb is using its referenced image a00b15b92dcc",
                ProblemCode::ImageInUse,
            ),
            (
                409,
                "conflict: unable to delete busybox:latest (must be forced) - container 2a8cc05d9ff4 is using its referenced image 5ef10a0661e7",
                ProblemCode::ImageInUse,
            ),
            (
                409,
                "conflict: unable to delete a00b15b92dcc (cannot be forced) - image is being used by running container 58963cb326eb",
                ProblemCode::ImageInUse,
            ),
            (
                409,
                "conflict: unable to delete 9a291210323b (must be forced) - image is referenced in multiple repositories",
                ProblemCode::ImageInUse,
            ),
            (400, "invalid reference format", ProblemCode::InvalidReference),
            (
                409,
                "You cannot remove a paused container f1. Unpause and then stop the container before attempting removal or force remove",
                ProblemCode::ContainerRunning,
            ),
            (409, "cannot remove container \"web\": container is paused and must be unpaused first", ProblemCode::ContainerRunning),
            (404, "Could not find the file /nothere in container web", ProblemCode::FileNotFound),
            (404, "get nope: no such volume", ProblemCode::VolumeNotFound),
            (404, "network nope not found", ProblemCode::NetworkNotFound),
            (404, "failed to set up container networking: network nope not found", ProblemCode::NetworkNotFound),
            // Docker's client pulls then, as it does for one that is not here at all.
            (
                404,
                "image with reference busybox was found but does not match the specified platform: wanted linux/arm64, actual: linux/amd64",
                ProblemCode::ImageNotFound,
            ),
            (
                404,
                "image with reference busybox:latest was found but does not provide the specified platform (linux/arm64)",
                ProblemCode::ImageNotFound,
            ),
            (403, "error while removing network: network n1 id 36 has active endpoints", ProblemCode::NetworkInUse),
            (
                403,
                "error while removing network: network n1 has active endpoints (name:\"web\" id:\"2f6ca69dd2fd\")",
                ProblemCode::NetworkInUse,
            ),
            (403, "bridge is a pre-defined network and cannot be removed", ProblemCode::Conflict),
            (403, "operation is not permitted on predefined host network", ProblemCode::Conflict),
            (403, "Pool overlaps with other one on this address space", ProblemCode::Conflict),
            (403, "invalid pool request: Pool overlaps with other one on this address space", ProblemCode::Conflict),
            (403, "endpoint with name web already exists in network n1", ProblemCode::Conflict),
            (403, "container 23b4 is not connected to network n1", ProblemCode::Conflict),
            (409, "network with name n1 already exists", ProblemCode::Conflict),
            (500, "Invalid subnet 10.1.1.0 : invalid CIDR address: 10.1.1.0", ProblemCode::InvalidValue),
            (403, "container rootfs is marked read-only", ProblemCode::Conflict),
            (500, "Invalid signal: NOPE", ProblemCode::InvalidValue),
            (400, "cannot kill container: web: invalid signal: NOPE", ProblemCode::InvalidValue),
            (500, "Cannot kill container: web: The linux daemon does not support signal 99", ProblemCode::InvalidValue),
        ];
        for (status, message, code) in said {
            assert_eq!(of_answer(status, message).code(), code, "{message}");
        }
    }

    #[test]
    fn the_port_and_the_name_are_told() {
        for (said, port) in [
            ("x: Bind for 0.0.0.0:8080 failed: port is already allocated", Some("8080")),
            ("x: Bind for :::8080 failed: port is already allocated", Some("8080")),
            ("listen tcp4 0.0.0.0:80: bind: address already in use", Some("80")),
            ("failed to bind host port for 0.0.0.0:8080:172.17.0.2:80/tcp: address already in use", Some("8080")),
            ("failed to bind host port for [::]:8080:[fd00::2]:80/tcp: address already in use", Some("8080")),
            ("failed to bind host port 127.0.0.1:8080/tcp: address already in use", Some("8080")),
            ("failed to bind host port for ::: address already in use", None),
        ] {
            let problem = of_answer(500, said).problem();
            assert_eq!((problem.code, problem.params.get("port").map(String::as_str)), (ProblemCode::PortInUse, port), "{said}");
        }
        let problem = of_answer(409, "Conflict. The container name \"/web\" is already in use by container \"f1\".").problem();
        assert_eq!(problem.params.get("name").map(String::as_str), Some("web"));
        let problem = of_answer(404, "Could not find the file /a b in container web").problem();
        assert_eq!(problem.params.get("path").map(String::as_str), Some("/a b"));
        let problem = of_answer(404, "failed to set up container networking: network nope not found").problem();
        assert_eq!(problem.params.get("network").map(String::as_str), Some("nope"));
    }
}
