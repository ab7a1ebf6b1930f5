use serde::{Deserialize, Serialize};
use specta::Type;

/// How large a terminal is, in character cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TerminalSize {
    /// Cells in a row.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// What is typed in a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum TerminalInput {
    /// Text, which goes as UTF-8.
    Text {
        /// With line ends as the Return key makes them (`\r`).
        text: String,
    },
    /// Bytes that are no text, as old ways to report the mouse are.
    Bytes {
        /// As they are.
        bytes: Vec<u8>,
    },
}

/// What a page that looks at a terminal begins with. The bytes that follow are those of the whole session from `from` on; what lies
/// before `live` was shown already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TerminalView {
    /// The size that was told last: what was shown was drawn for it.
    pub size: TerminalSize,
    /// Where in the session's output the first byte is; what was before it is not kept.
    pub from: u64,
    /// Where the output that nobody has seen begins.
    pub live: u64,
    /// Which look at the session this is: to be told when it is over.
    pub page: u32,
}
