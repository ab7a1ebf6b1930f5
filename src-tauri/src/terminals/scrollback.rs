use std::collections::VecDeque;

/// So many bytes of a session are kept: some thousand lines, which a page that comes back draws in a moment.
const KEPT: usize = 2 << 20;

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
        let (first, second) = self.bytes.as_slices();
        let (at, length) = (self.bytes.len() - left, left.min(most));
        let (begin, end) = (at.min(first.len()), (at + length).min(first.len()));
        let mut piece = Vec::with_capacity(length);
        piece.extend_from_slice(&first[begin..end]);
        piece.extend_from_slice(&second[at.saturating_sub(first.len())..(at + length).saturating_sub(first.len())]);
        piece
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
    fn a_piece_is_whole_wherever_it_lies() {
        let mut scrollback = Scrollback::default();
        let text: Vec<u8> = (0..=u8::MAX).cycle().take(KEPT + 5_000).collect();
        for part in text.chunks(777) {
            scrollback.push(part);
        }
        let first = text.len() - KEPT;
        for (from, most) in [(first, 10), (first, KEPT), (first + 4_990, 20), (KEPT - 10, 100), (text.len() - 3, 10)] {
            let expected = &text[from..text.len().min(from + most)];
            assert!(scrollback.piece(from as u64, most) == expected, "{most} from {from}");
        }
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
