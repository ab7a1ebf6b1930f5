use std::collections::VecDeque;

/// So many bytes of a session are kept: some thousand lines, which a page that comes back draws in a moment.
const KEPT: usize = 1 << 20;

/// The end of what a session wrote. Bytes are named by how many were before them in the whole of it.
#[derive(Debug, Default)]
pub(crate) struct Scrollback {
    bytes: VecDeque<u8>,
    end: u64,
}

impl Scrollback {
    /// Adds bytes; the oldest make room.
    pub(crate) fn push(&mut self, more: &[u8]) {
        self.bytes.extend(more);
        self.end += more.len() as u64;
        let over = self.bytes.len().saturating_sub(KEPT);
        self.bytes.drain(..over);
    }

    /// Where the next byte will be.
    pub(crate) fn end(&self) -> u64 {
        self.end
    }

    /// Where to begin to show it. When the beginning is gone that is behind a line end, so that neither a letter nor an escape
    /// sequence is shown by halves.
    pub(crate) fn start(&self) -> u64 {
        let first = self.end - self.bytes.len() as u64;
        if first == 0 {
            return 0;
        }
        let line = self.bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        first + line as u64
    }

    /// At most `most` bytes from `from` on, which is no further back than [`Self::start`].
    pub(crate) fn piece(&self, from: u64, most: usize) -> Vec<u8> {
        let left = usize::try_from(self.end.saturating_sub(from)).unwrap_or(usize::MAX).min(self.bytes.len());
        let at = self.bytes.len() - left;
        self.bytes.range(at..at + left.min(most)).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_in_pieces() {
        let mut scrollback = Scrollback::default();
        scrollback.push(b"abcdef");
        assert_eq!((scrollback.start(), scrollback.end()), (0, 6));
        assert_eq!(scrollback.piece(0, 4), b"abcd");
        assert_eq!(scrollback.piece(4, 4), b"ef");
        assert_eq!(scrollback.piece(6, 4), b"");
    }

    #[test]
    fn the_oldest_make_room_and_it_begins_with_a_whole_line() {
        let mut scrollback = Scrollback::default();
        scrollback.push(b"gone\nhalf of this\n");
        scrollback.push(&vec![b'x'; KEPT - 10]);
        assert_eq!(scrollback.end(), KEPT as u64 + 8);
        assert_eq!(scrollback.start(), 18);
        assert_eq!(scrollback.piece(18, 3), b"xxx");
    }
}
