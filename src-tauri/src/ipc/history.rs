use std::sync::{Mutex, PoisonError};

use naru_command::{Care, Command, EngineFlag, Line, Place, Shell};
use naru_engine::Engine;
use naru_view::EngineStatus;
use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;
use tauri::State;
use tokio::sync::broadcast::error::RecvError;

use crate::history::{History, HistoryChange, HistoryEngine};

/// The one task that tells the window what changes in the history.
#[derive(Debug, Default)]
pub(crate) struct HistoryWatch(Mutex<Option<JoinHandle<()>>>);

/// What a command takes away, to be said before it is done.
#[tauri::command]
#[specta::specta]
pub(crate) fn care(command: Command) -> Care {
    command.care()
}

/// Tells the window every command that was performed, and then what changes, for as long as the window lives.
#[tauri::command]
#[specta::specta]
pub(crate) fn watch_history(history: State<'_, History>, watch: State<'_, HistoryWatch>, channel: Channel<HistoryChange>) {
    let history = history.inner().clone();
    let task = tauri::async_runtime::spawn(async move {
        let (mut change, mut changes) = history.subscribe();
        loop {
            if let Err(error) = channel.send(change) {
                tracing::debug!(%error, "the window is gone");
                return;
            }
            change = match changes.recv().await {
                Ok(change) => change,
                Err(RecvError::Lagged(_)) => {
                    let all;
                    (all, changes) = history.subscribe();
                    all
                }
                Err(RecvError::Closed) => return,
            };
        }
    });
    // A page that was loaded again asks again; the one before it is no more.
    if let Some(before) = watch.0.lock().unwrap_or_else(PoisonError::into_inner).replace(task) {
        before.abort();
    }
}

/// The line of an entry, for the engine that it was for; none when it is gone.
#[tauri::command]
#[specta::specta]
pub(crate) fn history_line(engine: State<'_, Engine>, history: State<'_, History>, id: u32, shell: Shell) -> Option<Line> {
    let entry = history.entry(id)?;
    let place = Place { shell, engine: flag(&engine, entry.engine.as_ref()) };
    Some(naru_command::render(&entry.command, &place))
}

/// The ids of entries whose line has every word of a text, whatever their case.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_history(
    engine: State<'_, Engine>,
    history: State<'_, History>,
    text: String,
    shell: Shell,
) -> Result<Vec<u32>, ()> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let entries = history.entries().into_iter().filter(|entry| {
        let place = Place { shell, engine: flag(&engine, entry.engine.as_ref()) };
        let line = naru_command::render(&entry.command, &place).text.to_lowercase();
        words.iter().all(|word| line.contains(word))
    });
    Ok(entries.map(|entry| entry.id).collect())
}

/// The command of an entry with these values in the place of the masked ones, in order; none when it is gone.
#[tauri::command]
#[specta::specta]
pub(crate) fn fill_history(history: State<'_, History>, id: u32, values: Vec<String>) -> Option<Command> {
    Some(history.entry(id)?.command.filled(values))
}

/// Forgets entries: these, or, without ids, every one that is over.
#[tauri::command]
#[specta::specta]
pub(crate) fn forget_history(history: State<'_, History>, ids: Option<Vec<u32>>) {
    history.forget(ids.as_deref());
}

/// How a line of the history names its engine: as any line does now when it is the engine in use, else so that it is true from anywhere.
fn flag(engine: &Engine, on: Option<&HistoryEngine>) -> Option<EngineFlag> {
    let on = on?;
    match engine.status() {
        EngineStatus::Connected { engine: now } | EngineStatus::Lost { engine: now, .. } if now.address == on.address => engine.flag(),
        _ => Some(on.flag.clone()),
    }
}
