use naru_command::Command;
use naru_engine::Engine;
use naru_view::{Outcome, Problem, Progress, TerminalInput, TerminalSize, TerminalView};
use tauri::ipc::Channel;
use tauri::State;

use super::engine::performed;
use crate::history::History;
use crate::operations::Operations;
use crate::terminals::{TerminalBytes, Terminals};

/// Does what a command says in a terminal, and records it; resolves when it is over. The terminal has the operation's id and stays until
/// it is forgotten.
#[tauri::command]
#[specta::specta]
#[allow(clippy::too_many_arguments, reason = "half of them are Tauri's states")]
pub(crate) async fn perform_in_terminal(
    engine: State<'_, Engine>,
    history: State<'_, History>,
    operations: State<'_, Operations>,
    terminals: State<'_, Terminals>,
    operation: String,
    command: Command,
    size: TerminalSize,
    progress: Channel<Progress>,
) -> Result<Outcome, Problem> {
    let terminal = terminals.open(&operation, size);
    performed(&engine, &history, operations.begin(operation), &command, Some(terminal), progress).await
}

/// Shows a terminal to the page that asks: all that is kept of it, and then what comes; none when it was forgotten.
#[tauri::command]
#[specta::specta]
pub(crate) async fn watch_terminal(
    terminals: State<'_, Terminals>,
    terminal: String,
    channel: Channel<TerminalBytes>,
) -> Result<Option<TerminalView>, ()> {
    Ok(terminals.opened(&terminal).await.map(|session| session.show(channel)))
}

/// The page that looked at a terminal is left.
#[tauri::command]
#[specta::specta]
pub(crate) fn leave_terminal(terminals: State<'_, Terminals>, terminal: &str, page: u32) {
    if let Some(session) = terminals.get(terminal) {
        session.leave(page);
    }
}

/// The page has drawn all that lies before a place in the output: so much more may be sent.
#[tauri::command]
#[specta::specta]
pub(crate) fn took_terminal(terminals: State<'_, Terminals>, terminal: &str, place: u64) {
    if let Some(session) = terminals.get(terminal) {
        session.took(place);
    }
}

/// Types in a terminal; resolves when there is room for more. Who types more than one thing waits for each, to keep them in order.
#[tauri::command]
#[specta::specta]
pub(crate) async fn type_in_terminal(terminals: State<'_, Terminals>, terminal: String, input: TerminalInput) -> Result<(), ()> {
    if let Some(session) = terminals.get(&terminal) {
        let bytes = match input {
            TerminalInput::Text { text } => text.into_bytes(),
            TerminalInput::Bytes { bytes } => bytes,
        };
        session.keyboard.type_in(bytes).await;
    }
    Ok(())
}

/// Tells a terminal how large it is now.
#[tauri::command]
#[specta::specta]
pub(crate) fn resize_terminal(terminals: State<'_, Terminals>, terminal: &str, size: TerminalSize) {
    if let Some(session) = terminals.get(terminal) {
        session.resize(size);
    }
}

/// Leaves what runs in a terminal; its operation then ends. What `exec` started is asked to end first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hang_up_terminal(terminals: State<'_, Terminals>, terminal: String) -> Result<(), ()> {
    if let Some(session) = terminals.get(&terminal) {
        // Nobody has to look for it to come to its end.
        session.look_away();
        session.keyboard.hang_up();
    }
    Ok(())
}

/// Nobody will look at a terminal again.
#[tauri::command]
#[specta::specta]
pub(crate) fn forget_terminal(terminals: State<'_, Terminals>, terminal: &str) {
    terminals.forget(terminal);
}

/// The words that start a shell in a running container, found by trying.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_shell(engine: State<'_, Engine>, container: String, user: Option<String>) -> Result<Vec<String>, Problem> {
    engine.find_shell(&container, user.as_deref()).await.map_err(|error| error.problem())
}
