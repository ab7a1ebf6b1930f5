//! Which bytes of an answer belong to which stream.

use naru_view::LogStream;

/// How a container's output comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// Without a terminal: 8 bytes of header (the stream, three zeros, the length, big-endian), then so many bytes (Engine API, "Attach to a
    /// container", "Stream format").
    Frames,
    /// With a terminal: just its bytes, whatever they begin with.
    Raw,
}

/// Some bytes of one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Where it was written.
    pub stream: LogStream,
    /// A message of the engine begins here; with a terminal, it may.
    pub begins: bool,
    /// What was written.
    pub bytes: &'a [u8],
}

/// The stream on which an engine says what went wrong with the log itself (moby's `pkg/stdcopy`, `Systemerr`).
const SYSTEM: u8 = 3;

/// So much of that is kept, in bytes.
const COMPLAINT: usize = 4 << 10;

/// Takes the frames apart, wherever they are cut.
#[derive(Debug)]
pub struct Demux {
    framing: Framing,
    header: [u8; 8],
    /// Bytes of the header that are there.
    have: usize,
    /// Bytes of the frame that are to come.
    left: usize,
    /// None in a message of the engine's own.
    stream: Option<LogStream>,
    begins: bool,
    complaint: Vec<u8>,
}

impl Demux {
    /// Nothing read yet.
    #[must_use]
    pub fn new(framing: Framing) -> Self {
        Self { framing, header: [0; 8], have: 0, left: 0, stream: None, begins: false, complaint: Vec::new() }
    }

    /// What the engine said of the log, which is none of its lines.
    #[must_use]
    pub fn complaint(&self) -> Option<String> {
        (!self.complaint.is_empty()).then(|| String::from_utf8_lossy(&self.complaint).trim_end().to_owned())
    }

    /// Takes what came, however it is cut, and gives what was written.
    pub fn feed<'a>(&mut self, mut data: &'a [u8], mut sink: impl FnMut(Piece<'a>)) {
        if self.framing == Framing::Raw {
            if !data.is_empty() {
                sink(Piece { stream: LogStream::Stdout, begins: true, bytes: data });
            }
            return;
        }
        while !data.is_empty() {
            if self.left == 0 {
                let (head, rest) = data.split_at(data.len().min(8 - self.have));
                self.header[self.have..self.have + head.len()].copy_from_slice(head);
                self.have += head.len();
                data = rest;
                if self.have == 8 {
                    let [stream, _, _, _, a, b, c, d] = self.header;
                    self.stream = match stream {
                        2 => Some(LogStream::Stderr),
                        SYSTEM => None,
                        _ => Some(LogStream::Stdout),
                    };
                    self.left = u32::from_be_bytes([a, b, c, d]) as usize;
                    self.have = 0;
                    self.begins = true;
                }
                continue;
            }
            let (payload, rest) = data.split_at(data.len().min(self.left));
            self.left -= payload.len();
            data = rest;
            let begins = std::mem::take(&mut self.begins);
            match self.stream {
                Some(stream) => sink(Piece { stream, begins, bytes: payload }),
                None => {
                    let room = COMPLAINT.saturating_sub(self.complaint.len());
                    self.complaint.extend_from_slice(&payload[..payload.len().min(room)]);
                }
            }
        }
    }
}
