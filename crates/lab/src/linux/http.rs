//! As much of HTTP/1.1 as it takes to ask an engine on its socket, many times on one connection.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    os::unix::net::UnixStream,
    path::Path,
    time::Duration,
};

use crate::LabError;

/// A pull answers only as it goes on; everything else comes sooner.
const READ_LIMIT: Duration = Duration::from_mins(2);

/// One connection, kept open between requests.
#[derive(Debug)]
pub struct Connection {
    stream: BufReader<UnixStream>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The whole body.
    pub body: String,
}

/// Whether an engine answers at this socket.
pub fn ping(socket: &Path) -> bool {
    Connection::open(socket).and_then(|mut engine| engine.ask("GET", "/_ping", None)).is_ok_and(|answer| answer.status == 200)
}

impl Connection {
    /// Connects.
    pub fn open(socket: &Path) -> Result<Self, LabError> {
        let stream = UnixStream::connect(socket)
            .and_then(|stream| stream.set_read_timeout(Some(READ_LIMIT)).map(|()| stream))
            .map_err(LabError::io("connect to", socket))?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    /// Asks, and reads the answer to its end, whatever its status. `body` is JSON.
    pub fn ask(&mut self, method: &str, path: &str, body: Option<&str>) -> Result<Answer, LabError> {
        let body = body.unwrap_or_default();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: lab\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream
            .get_mut()
            .write_all(request.as_bytes())
            .and_then(|()| read_answer(&mut self.stream))
            .map_err(LabError::io("ask the engine for", path))
    }

    /// Asks, and takes any status outside 2xx as an error.
    pub fn demand(&mut self, method: &str, path: &str, body: Option<&str>) -> Result<String, LabError> {
        let answer = self.ask(method, path, body)?;
        if (200..300).contains(&answer.status) {
            return Ok(answer.body);
        }
        Err(LabError::Refused { request: format!("{method} {path}"), status: answer.status, message: answer.body.trim().to_owned() })
    }
}

fn read_answer(stream: &mut impl BufRead) -> io::Result<Answer> {
    let first = read_line(stream)?;
    let status = first.split(' ').nth(1).and_then(|written| written.parse().ok()).ok_or_else(|| malformed(&first))?;
    let mut length = None;
    let mut chunked = false;
    loop {
        let line = read_line(stream)?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = Some(value.trim().parse().map_err(|_| malformed(&line))?);
        }
        chunked |= name.eq_ignore_ascii_case("transfer-encoding") && value.trim().eq_ignore_ascii_case("chunked");
    }
    let body = match (chunked, length) {
        (true, _) => read_chunks(stream)?,
        (false, Some(length)) => read_bytes(stream, length)?,
        // 204, 304: no body follows. The engine never ends one by closing the connection.
        (false, None) => Vec::new(),
    };
    Ok(Answer { status, body: String::from_utf8_lossy(&body).into_owned() })
}

fn read_chunks(stream: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = read_line(stream)?;
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).map_err(|_| malformed(&line))?;
        body.append(&mut read_bytes(stream, size)?);
        read_line(stream)?;
        if size == 0 {
            return Ok(body);
        }
    }
}

fn read_bytes(stream: &mut impl BufRead, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn read_line(stream: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    // An engine's header line is short; a stream that isn't one must not fill the memory.
    let read = stream.by_ref().take(64 * 1024).read_line(&mut line)?;
    if read == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn malformed(line: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("not HTTP: {line:?}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

    use super::*;

    #[test]
    fn answers_follow_each_other_on_one_connection() {
        let stream = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK\
            HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n\
            HTTP/1.1 204 No Content\r\n\r\n\
            HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n";
        let mut stream = &stream[..];
        let answers: Vec<_> = std::iter::from_fn(|| read_answer(&mut stream).ok()).map(|answer| (answer.status, answer.body)).collect();
        assert_eq!(answers, [(200, "OK"), (201, "abcde"), (204, ""), (404, "")].map(|(s, b)| (s, b.to_owned())));
        assert!(read_answer(&mut stream).is_err(), "nothing is left");
    }
}
