use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use naru_view::ProblemCode;

use crate::error::Error;

/// An engine's address, as `DOCKER_HOST` and contexts write it.
///
/// `ssh://` and TLS are recognised by the CLI and not yet by Naru; they are refused by name, never treated as something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// `unix:///var/run/docker.sock`
    Unix(PathBuf),
    /// `npipe:////./pipe/docker_engine`; the path is `\\.\pipe\docker_engine`.
    NamedPipe(String),
    /// `tcp://127.0.0.1:2375`
    Tcp {
        /// A name or an address, an IPv6 one without brackets.
        host: String,
        /// 2375 when none is given, as the CLI takes it.
        port: u16,
    },
}

impl Address {
    /// True when the engine's socket is on this machine, so that trying again is cheap.
    #[must_use]
    pub fn is_local(&self) -> bool {
        match self {
            Self::Unix(_) | Self::NamedPipe(_) => true,
            Self::Tcp { host, .. } => host == "localhost" || host == "::1" || host.starts_with("127."),
        }
    }

    /// The host where the engine's published ports answer, unless the engine says otherwise.
    #[must_use]
    pub fn ports_host(&self) -> String {
        match self {
            Self::Tcp { host, .. } => host.clone(),
            Self::Unix(_) | Self::NamedPipe(_) => "localhost".to_owned(),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "unix://{}", path.display()),
            Self::NamedPipe(path) => write!(f, "npipe://{}", path.replace('\\', "/")),
            Self::Tcp { host, port } if host.contains(':') => write!(f, "tcp://[{host}]:{port}"),
            Self::Tcp { host, port } => write!(f, "tcp://{host}:{port}"),
        }
    }
}

impl FromStr for Address {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let invalid = |why: &str| Error::new(ProblemCode::EndpointInvalid, why).with("address", text);
        let (scheme, rest) = text.trim().split_once("://").ok_or_else(|| invalid("an address begins with unix://, npipe:// or tcp://"))?;
        match scheme {
            "unix" if rest.starts_with('/') => Ok(Self::Unix(PathBuf::from(rest))),
            "unix" => Err(invalid("a unix:// address names an absolute path")),
            "npipe" if rest.len() > 2 => Ok(Self::NamedPipe(rest.replace('/', "\\"))),
            "npipe" => Err(invalid("an npipe:// address names a pipe")),
            "tcp" | "http" => tcp(rest).ok_or_else(|| invalid("a tcp:// address is a host and a port")),
            "ssh" | "https" => Err(invalid("this kind of address is not supported yet")),
            _ => Err(invalid("not a kind of address that docker knows")),
        }
    }
}

/// Docker's port for plain tcp, where none is given.
const PLAIN_PORT: u16 = 2375;

fn tcp(rest: &str) -> Option<Address> {
    let authority = rest.split('/').next()?;
    let (host, port) = if let Some(v6) = authority.strip_prefix('[') {
        let (host, after) = v6.split_once(']')?;
        let port = match after.strip_prefix(':') {
            Some(port) => port.parse().ok()?,
            None if after.is_empty() => PLAIN_PORT,
            None => return None,
        };
        (host, port)
    } else {
        match authority.split_once(':') {
            Some((host, port)) => (host, port.parse().ok()?),
            None => (authority, PLAIN_PORT),
        }
    };
    // An empty host is this machine, as the CLI takes it.
    let host = if host.is_empty() { "localhost" } else { host };
    Some(Address::Tcp { host: host.to_owned(), port })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    #[test]
    fn addresses_round_trip() {
        for text in [
            "unix:///var/run/docker.sock",
            "npipe:////./pipe/docker_engine",
            "tcp://127.0.0.1:2375",
            "tcp://[::1]:2375",
            "tcp://build.example:2376",
        ] {
            assert_eq!(text.parse::<Address>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_pipe_is_opened_by_its_windows_name() {
        assert_eq!("npipe:////./pipe/docker_engine".parse::<Address>().unwrap(), Address::NamedPipe(r"\\.\pipe\docker_engine".into()));
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        for text in ["", "docker", "unix://", "unix://run/x", "tcp://h:port", "ftp://x", "ssh://me@host", "tcp://[::1"] {
            let error = text.parse::<Address>().unwrap_err();
            assert_eq!(error.code(), ProblemCode::EndpointInvalid, "{text}");
            assert_eq!(error.problem().params.get("address").map(String::as_str), Some(text), "{text}");
        }
    }

    #[test]
    fn a_port_that_is_not_given_is_dockers() {
        assert_eq!("tcp://box".parse::<Address>().unwrap(), Address::Tcp { host: "box".into(), port: 2375 });
    }

    #[test]
    fn ports_answer_where_the_engine_is() {
        assert_eq!("tcp://10.1.2.3:2375".parse::<Address>().unwrap().ports_host(), "10.1.2.3");
        assert_eq!("unix:///x".parse::<Address>().unwrap().ports_host(), "localhost");
    }
}
