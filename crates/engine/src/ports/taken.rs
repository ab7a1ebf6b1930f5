//! Whether a port of this computer can be bound.

use std::io::{ErrorKind, Result};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use naru_view::{HostPort, PortUse};
use socket2::{Domain, Protocol, Socket, Type};

/// A port by itself is every address; some systems let one program have it on every address and another on the loopback.
const EVERYWHERE: [IpAddr; 4] = [
    IpAddr::V4(Ipv4Addr::UNSPECIFIED),
    IpAddr::V4(Ipv4Addr::LOCALHOST),
    IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    IpAddr::V6(Ipv6Addr::LOCALHOST),
];

/// Binds it for a moment. What is refused for another reason than that somebody has it (a low port, an address that is not here) is
/// not known: the engine may have more rights.
pub(super) fn here(port: &HostPort) -> PortUse {
    let kind = match port.protocol.as_str() {
        "tcp" => (Type::STREAM, Protocol::TCP),
        "udp" => (Type::DGRAM, Protocol::UDP),
        _ => return PortUse::Unknown,
    };
    let own: Option<IpAddr> = port.ip.as_deref().filter(|ip| !ip.is_empty()).and_then(|ip| ip.parse().ok());
    let addresses = own.as_ref().filter(|ip| !ip.is_unspecified()).map_or(EVERYWHERE.as_slice(), std::slice::from_ref);
    let mut found = PortUse::Unknown;
    for ip in addresses {
        match bind(SocketAddr::new(*ip, port.port), kind) {
            Ok(()) => found = PortUse::Free,
            Err(error) if error.kind() == ErrorKind::AddrInUse => return PortUse::Busy,
            // No IPv6 on this computer, or a port for the administrator.
            Err(_) => {}
        }
    }
    found
}

/// It is not listened on: Windows would ask the reader whether Naru may.
fn bind(address: SocketAddr, (kind, protocol): (Type, Protocol)) -> Result<()> {
    let socket = Socket::new(Domain::for_address(address), kind, Some(protocol))?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    // A connection that was closed a moment ago keeps a port from being bound, and not the engine from having it.
    #[cfg(unix)]
    if kind == Type::STREAM {
        socket.set_reuse_address(true)?;
    }
    socket.bind(&address.into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use std::net::{TcpListener, UdpSocket};

    use super::*;

    fn ask(ip: Option<&str>, port: u16, protocol: &str) -> PortUse {
        here(&HostPort { ip: ip.map(str::to_owned), port, protocol: protocol.to_owned() })
    }

    #[test]
    fn a_port_that_somebody_has_is_busy_and_free_again_behind_them() {
        for address in ["127.0.0.1:0", "0.0.0.0:0"] {
            let listener = TcpListener::bind(address).unwrap();
            let port = listener.local_addr().unwrap().port();
            assert_eq!(ask(None, port, "tcp"), PortUse::Busy, "{address}");
            assert_eq!(ask(Some("127.0.0.1"), port, "tcp"), PortUse::Busy, "{address}");
            assert_eq!(ask(None, port, "sctp"), PortUse::Unknown);
            drop(listener);
            assert_eq!(ask(None, port, "tcp"), PortUse::Free, "{address}");
        }
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let port = socket.local_addr().unwrap().port();
        assert_eq!((ask(None, port, "udp"), ask(None, port, "tcp")), (PortUse::Busy, PortUse::Free));
    }

    #[test]
    fn an_address_of_another_computer_is_not_known() {
        assert_eq!(ask(Some("192.0.2.1"), 8080, "tcp"), PortUse::Unknown);
    }
}
