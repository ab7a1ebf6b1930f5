use naru_command::{Care, Command};

/// What a command takes away, to be said before it is done.
#[tauri::command]
#[specta::specta]
pub(crate) fn care(command: Command) -> Care {
    command.care()
}
