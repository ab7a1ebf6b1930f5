//! A file that is written at its end and read from anywhere in it at the same time.

use std::fs::File;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;

/// A private file without a name: nobody else can open it, and nothing of it is left when this process ends, however it ends.
#[derive(Debug)]
pub(crate) struct OnDisk(File);

impl OnDisk {
    pub(crate) fn create(folder: &Path) -> Result<Self> {
        tempfile::tempfile_in(folder).map(Self)
    }

    #[cfg(unix)]
    pub(crate) fn write(&self, bytes: &[u8], at: u64) -> Result<()> {
        std::os::unix::fs::FileExt::write_all_at(&self.0, bytes, at)
    }

    /// Fills `bytes`, which have been written.
    #[cfg(unix)]
    pub(crate) fn read(&self, bytes: &mut [u8], at: u64) -> Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.0, bytes, at)
    }

    #[cfg(windows)]
    pub(crate) fn write(&self, mut bytes: &[u8], mut at: u64) -> Result<()> {
        while !bytes.is_empty() {
            let written = std::os::windows::fs::FileExt::seek_write(&self.0, bytes, at)?;
            if written == 0 {
                return Err(Error::from(ErrorKind::WriteZero));
            }
            bytes = &bytes[written..];
            at += written as u64;
        }
        Ok(())
    }

    #[cfg(windows)]
    pub(crate) fn read(&self, mut bytes: &mut [u8], mut at: u64) -> Result<()> {
        while !bytes.is_empty() {
            let read = std::os::windows::fs::FileExt::seek_read(&self.0, bytes, at)?;
            if read == 0 {
                return Err(Error::from(ErrorKind::UnexpectedEof));
            }
            bytes = &mut bytes[read..];
            at += read as u64;
        }
        Ok(())
    }
}

/// What is asked for is not in the book.
pub(crate) fn outside() -> Error {
    Error::new(ErrorKind::InvalidInput, "the log has no such line")
}
