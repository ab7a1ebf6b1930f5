//! What programs in a container listen on, as `/proc/net/tcp` and `/proc/net/tcp6` tell it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use naru_view::{LogBatch, LogStream, PortFound};

/// The state of a socket that waits for connections.
const LISTEN: &str = "0A";

/// The sockets that wait for connections.
#[derive(Debug, Default)]
pub(super) struct Listening {
    sockets: Vec<(IpAddr, u16)>,
    /// The table's head was there, and no line was left out.
    heads: usize,
    left_out: bool,
}

impl Listening {
    /// Takes in what `cat` printed.
    pub(super) fn read(&mut self, output: &LogBatch) {
        self.left_out |= output.skipped > 0;
        for line in output.lines.iter().filter(|line| line.stream == LogStream::Stdout) {
            if line.text.contains("local_address") {
                self.heads += 1;
            }
            self.sockets.extend(socket(&line.text));
        }
    }

    /// True when nothing of the table is missing. A kernel without IPv6 has only the first.
    pub(super) fn is_whole(&self) -> bool {
        self.heads > 0 && !self.left_out
    }

    /// Why a port that is published does not answer.
    pub(super) fn on(&self, port: u16) -> PortFound {
        let mut addresses = self.sockets.iter().filter(|(_, listens)| *listens == port).map(|(ip, _)| *ip).peekable();
        let Some(first) = addresses.peek().copied() else { return PortFound::NotListening };
        if addresses.all(|ip| ip.to_canonical().is_loopback()) {
            PortFound::OnlyInside { address: first.to_canonical().to_string() }
        } else {
            PortFound::NotReached
        }
    }
}

/// The address and port of a line, when its socket waits for connections.
fn socket(line: &str) -> Option<(IpAddr, u16)> {
    let mut columns = line.split_whitespace();
    let local = columns.nth(1)?;
    let state = columns.nth(1)?;
    let (ip, port) = local.split_once(':')?;
    if state != LISTEN {
        return None;
    }
    let port = u16::from_str_radix(port, 16).ok()?;
    let word = |at: usize| u32::from_str_radix(ip.get(at..at + 8)?, 16).ok().map(u32::to_le_bytes);
    // Each 32 bits stand as a number of the machine; every machine that docker is common on has the lowest byte first.
    let ip = match ip.len() {
        8 => IpAddr::V4(Ipv4Addr::from(word(0)?)),
        32 => {
            let mut bytes = [0; 16];
            for (at, part) in bytes.chunks_exact_mut(4).enumerate() {
                part.copy_from_slice(&word(at * 8)?);
            }
            IpAddr::V6(Ipv6Addr::from(bytes))
        }
        _ => return None,
    };
    Some((ip, port))
}

#[cfg(test)]
mod tests {
    use naru_view::LogLine;

    use super::*;

    const HEAD: &str = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

    fn listening(lines: &[&str]) -> Listening {
        let mut listening = Listening::default();
        let line = |text: &&str| LogLine { stream: LogStream::Stdout, text: (*text).to_owned() };
        listening.read(&LogBatch { lines: lines.iter().map(line).collect(), skipped: 0 });
        listening
    }

    #[test]
    fn says_why_a_port_does_not_answer() {
        let found = listening(&[
            HEAD,
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 22 1 0000000000000000 100 0 0 10 0",
            "   1: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 23 1 0000000000000000 100 0 0 10 0",
            "   2: 020011AC:0051 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 24 1 0000000000000000 100 0 0 10 0",
            HEAD,
            "   0: 00000000000000000000000001000000:1F91 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 25 1",
            "   1: 0000000000000000FFFF00000100007F:1F92 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 26 1",
            "   2: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 27 1",
        ]);
        assert!(found.is_whole());
        assert_eq!(found.on(0x1F90), PortFound::NotReached, "on the loopback, and on every address as well");
        assert_eq!(found.on(80), PortFound::NotReached);
        assert_eq!(found.on(81), PortFound::NotListening, "a connection is not a listener");
        assert_eq!(found.on(0x1F91), PortFound::OnlyInside { address: "::1".to_owned() });
        assert_eq!(found.on(0x1F92), PortFound::OnlyInside { address: "127.0.0.1".to_owned() });
    }

    #[test]
    fn what_is_no_table_says_nothing() {
        assert!(!listening(&["cat: /proc/net/tcp: Permission denied"]).is_whole());
        let mut cut = listening(&[HEAD]);
        cut.read(&LogBatch { lines: Vec::new(), skipped: 1 });
        assert!(!cut.is_whole());
        assert!(listening(&["", "x", "0: zz:zz 0 0A", "0: 0100:0050 0 0A"]).sockets.is_empty());
    }
}
