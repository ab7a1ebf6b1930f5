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
mod tests;
