use serde::{Deserialize, Serialize};
use specta::Type;

/// The shell that a line is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Shell {
    /// sh, bash, zsh.
    Posix,
    /// Windows PowerShell 5.1 and PowerShell 7.
    PowerShell,
}
