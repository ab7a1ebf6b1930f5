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
pub(crate) struct Piece<'a> {
    pub(crate) stream: LogStream,
    /// A message of the engine begins here; with a terminal, it may.
    pub(crate) begins: bool,
    pub(crate) bytes: &'a [u8],
}

/// Takes the frames apart, wherever they are cut.
#[derive(Debug)]
pub(crate) struct Demux {
    framing: Framing,
    header: [u8; 8],
    /// Bytes of the header that are there.
    have: usize,
    /// Bytes of the frame that are to come.
    left: usize,
    stream: LogStream,
    begins: bool,
}

impl Demux {
    pub(crate) fn new(framing: Framing) -> Self {
        Self { framing, header: [0; 8], have: 0, left: 0, stream: LogStream::Stdout, begins: false }
    }

    pub(crate) fn feed<'a>(&mut self, mut data: &'a [u8], mut sink: impl FnMut(Piece<'a>)) {
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
                    self.stream = if stream == 2 { LogStream::Stderr } else { LogStream::Stdout };
                    self.left = u32::from_be_bytes([a, b, c, d]) as usize;
                    self.have = 0;
                    self.begins = true;
                }
                continue;
            }
            let (payload, rest) = data.split_at(data.len().min(self.left));
            self.left -= payload.len();
            data = rest;
            sink(Piece { stream: self.stream, begins: std::mem::take(&mut self.begins), bytes: payload });
        }
    }
}
