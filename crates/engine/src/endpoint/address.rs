use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use naru_view::ProblemCode;

use crate::error::Error;

/// An engine's address, as `DOCKER_HOST` and contexts write it.
///
/// `ssh://` is known to the CLI and not yet to Naru; it is refused by name, never treated as something else. So is TLS, which no
/// address tells of: see [`candidates`](super::candidates).
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

    /// The same address, where TLS was asked for: a socket of this machine does without, anything else is refused. What would go over
    /// the network unencrypted is not what somebody chose.
    pub(super) fn without_tls(self) -> Result<Self, Error> {
        match self {
            Self::Unix(_) | Self::NamedPipe(_) => Ok(self),
            Self::Tcp { .. } => {
                let refused = Error::new(ProblemCode::EndpointInvalid, "TLS is not supported yet");
                Err(refused.with("address", self.to_string()))
            }
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
        if text.trim().is_empty() {
            return Err(invalid("an address begins with unix://, npipe:// or tcp://"));
        }
        // A host alone is tcp, as the CLI takes it.
        let (scheme, rest) = text.trim().split_once("://").unwrap_or(("tcp", text.trim()));
        match scheme {
            "unix" if rest.is_empty() => Ok(Self::Unix(PathBuf::from(UNIX_SOCKET))),
            "unix" if rest.starts_with('/') => Ok(Self::Unix(PathBuf::from(rest))),
            "unix" => Err(invalid("a unix:// address names an absolute path")),
            "npipe" if rest.len() > 2 => Ok(Self::NamedPipe(rest.replace('/', "\\"))),
            "npipe" => Err(invalid("an npipe:// address names a pipe")),
            "tcp" => tcp(rest).ok_or_else(|| invalid("a tcp:// address is a host and a port")),
            "ssh" | "https" => Err(invalid("this kind of address is not supported yet")),
            _ => Err(invalid("not a kind of address that docker knows")),
        }
    }
}

/// Where the CLI looks when nothing is chosen, and what `unix://` alone means.
pub(super) const UNIX_SOCKET: &str = "/var/run/docker.sock";

/// Docker's port for plain tcp, where none is given.
const PLAIN_PORT: u16 = 2375;

fn tcp(rest: &str) -> Option<Address> {
    // A path before the API's own is nothing that Naru could add to each request yet: refused, not left out.
    let authority = rest.strip_suffix('/').unwrap_or(rest);
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
    let bends = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '@' | '?' | '#');
    if host.contains(bends) {
        return None;
    }
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
        for text in [
            "",
            "unix://run/x",
            "tcp://h:port",
            "tcp://h:1/path",
            "tcp://me@h:1",
            "a b",
            "ftp://x",
            "http://h:1",
            "ssh://me@host",
            "tcp://[::1",
        ] {
            let error = text.parse::<Address>().unwrap_err();
            assert_eq!(error.code(), ProblemCode::EndpointInvalid, "{text}");
            assert_eq!(error.problem().params.get("address").map(String::as_str), Some(text), "{text}");
        }
    }

    /// What the CLI (28.5) says it cannot connect to, for each.
    #[test]
    fn what_is_not_given_is_what_the_cli_takes() {
        for (text, meant) in [
            ("tcp://box", "tcp://box:2375"),
            ("tcp://", "tcp://localhost:2375"),
            ("tcp://:1", "tcp://localhost:1"),
            ("localhost", "tcp://localhost:2375"),
            ("127.0.0.1:1", "tcp://127.0.0.1:1"),
            (" tcp://127.0.0.1:1/ ", "tcp://127.0.0.1:1"),
            ("unix://", "unix:///var/run/docker.sock"),
        ] {
            assert_eq!(text.parse::<Address>().unwrap().to_string(), meant, "{text}");
        }
    }

    #[test]
    fn ports_answer_where_the_engine_is() {
        assert_eq!("tcp://10.1.2.3:2375".parse::<Address>().unwrap().ports_host(), "10.1.2.3");
        assert_eq!("unix:///x".parse::<Address>().unwrap().ports_host(), "localhost");
    }
}
