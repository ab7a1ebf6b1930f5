//! The file of the history: a JSON object a line, so that damage costs the lines it is in and no others. It is private (0600) and is
//! replaced whole, by a rename.

use std::io::{self, Write as _};
use std::path::Path;

use serde_json::Value;

use super::entry::{HistoryEnd, HistoryEntry};

/// A line of the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kept {
    Entry(Box<HistoryEntry>),
    /// Of a newer Naru: not understood, not shown, and written again as it is.
    Foreign(Value),
}

/// What the file holds; nothing when there is none.
pub(crate) fn read(path: &Path) -> io::Result<Vec<Kept>> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    // What is damaged may be no UTF-8 either; the lines beside it are.
    Ok(bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).filter_map(understood).collect())
}

fn understood(line: &[u8]) -> Option<Kept> {
    let value: Value = serde_json::from_slice(line).inspect_err(|error| tracing::warn!(%error, "a line of the history is damaged")).ok()?;
    if !value.is_object() {
        return None;
    }
    Some(match serde_json::from_value::<HistoryEntry>(value.clone()) {
        Ok(mut entry) => {
            // Nobody is left to end it.
            if entry.end == HistoryEnd::Running {
                entry.end = HistoryEnd::Interrupted;
            }
            Kept::Entry(Box::new(entry))
        }
        Err(_) => Kept::Foreign(value),
    })
}

/// Puts this in the place of what the file held.
pub(crate) fn write(path: &Path, lines: &[Kept]) -> io::Result<()> {
    let folder = path.parent().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    std::fs::create_dir_all(folder)?;
    // Made with mode 0600, beside the file it replaces.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    for line in lines {
        match line {
            Kept::Entry(entry) => serde_json::to_writer(&mut file, &entry.to_keep())?,
            Kept::Foreign(value) => serde_json::to_writer(&mut file, value)?,
        }
        file.write_all(b"\n")?;
    }
    file.persist(path)?;
    Ok(())
}
