//! A log that may be larger than memory, with lines longer than a screen.
//!
//! What an engine sends is cut into lines ([`Lines`]) and written once, by a [`Writer`], into two private files: the text, and 16 bytes for each
//! line that say where it begins and when it was written. The [`Book`] reads from anywhere in them: the rows that a window shows, the lines that
//! match a pattern, a range to copy. In memory there is one bit for each line that says which stream it came from, and one more while somebody searches.
//! The files have no name (they are unlinked, or deleted on close, when they are made), so that nothing of them outlives this process.
//!
//! No engine and no async in here: whoever reads the engine decides on which thread this waits for the disk.

mod book;
mod demux;
mod escapes;
mod lines;
mod marks;
mod on_disk;
mod pattern;
mod resume;
mod ring;
mod row;
mod search;
mod stamp;
mod writer;

pub use book::{Book, Hold, Room};
pub use demux::{Demux, Framing, Piece};
pub use lines::{Line, Lines};
pub use pattern::{Pattern, compile};
pub use resume::Resume;
pub use ring::Ring;
pub use row::{CUT, WHOLE};
pub use search::Search;
pub use stamp::text as stamp_text;
pub use writer::Writer;
