use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use naru_command::Command;
use naru_engine::{Engine, Terminal};
use naru_view::{BuildFolder, Change, EngineStatus, ImageDetail, Outcome, Problem, Progress};
use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;
use tauri::State;
use tokio::sync::mpsc;

use super::OpenLogs;
use crate::history::History;
use crate::operations::{Operation, Operations};
use crate::terminals::Terminals;

/// Messages on their way to the window before the sender has to wait.
pub(super) const ON_THE_WAY: usize = 8;

/// The window hears of changes no more often than it paints.
const PACE: Duration = Duration::from_millis(16);

/// The one task that tells the window what changes.
#[derive(Debug, Default)]
pub(crate) struct Watch(Mutex<Option<JoinHandle<()>>>);

/// Tells the window how it stands with the engine, then what is there, then what changes, for as long as the window lives.
#[tauri::command]
#[specta::specta]
pub(crate) fn watch(
    engine: State<'_, Engine>,
    watch: State<'_, Watch>,
    logs: State<'_, OpenLogs>,
    operations: State<'_, Operations>,
    terminals: State<'_, Terminals>,
    channel: Channel<Change>,
) {
    // A page that was loaded again has none of them open, and looks at nothing yet.
    logs.close_all();
    operations.cancel_looking();
    terminals.look_away();
    let mut subscription = engine.subscribe();
    let task = tauri::async_runtime::spawn(async move {
        loop {
            for change in subscription.next().await {
                if let Err(error) = channel.send(change) {
                    tracing::debug!(%error, "the window is gone");
                    return;
                }
            }
            // A channel takes whatever it is given. What changes meanwhile is told together, so that no storm fills it.
            tokio::time::sleep(PACE).await;
        }
    });
    // A page that was loaded again asks again; the one before it is no more.
    if let Some(before) = watch.0.lock().unwrap_or_else(PoisonError::into_inner).replace(task) {
        before.abort();
    }
}

/// Does what a command says, and records it; resolves when it is over.
#[tauri::command]
#[specta::specta]
pub(crate) async fn perform(
    engine: State<'_, Engine>,
    history: State<'_, History>,
    operations: State<'_, Operations>,
    operation: String,
    command: Command,
    progress: Channel<Progress>,
) -> Result<Outcome, Problem> {
    // These tell until they are ended, and do nothing else.
    let looks = matches!(command, Command::Logs(_) | Command::Events(_) | Command::Stats(_));
    let operation = if looks { operations.begin_looking(operation) } else { operations.begin(operation) };
    performed(&engine, &history, operation, &command, None, progress).await
}

/// Performs and records, with progress on its way to the window meanwhile.
pub(super) async fn performed(
    engine: &Engine,
    history: &History,
    operation: Operation<'_>,
    command: &Command,
    terminal: Option<Terminal>,
    progress: Channel<Progress>,
) -> Result<Outcome, Problem> {
    let on = match engine.status() {
        EngineStatus::Connected { engine } | EngineStatus::Lost { engine, .. } => Some(engine),
        EngineStatus::Connecting | EngineStatus::Absent { .. } => None,
    };
    let begun = history.begin(command, on);
    let (sender, receiver) = mpsc::channel(ON_THE_WAY);
    let perform = async {
        match terminal {
            Some(terminal) => engine.perform_in(command, terminal, sender, operation.cancel()).await,
            None => engine.perform(command, sender, operation.cancel()).await,
        }
    };
    let (outcome, ()) = tokio::join!(perform, pass_on(receiver, progress));
    let answer = outcome.map_err(|error| {
        tracing::info!(code = ?error.code(), "an operation ended with a problem");
        error.problem()
    });
    begun.end(&answer);
    answer
}

/// Ends an operation.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel(operations: State<'_, Operations>, operation: &str) {
    operations.cancel(operation);
}

/// Everything the page of an image shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn image_detail(engine: State<'_, Engine>, image: String) -> Result<ImageDetail, Problem> {
    engine.image_detail(&image).await.map_err(|error| error.problem())
}

/// What a folder offers to a build.
#[tauri::command]
#[specta::specta]
pub(crate) async fn build_folder(path: String) -> Result<BuildFolder, Problem> {
    Engine::build_folder(&path).await.map_err(|error| error.problem())
}

/// Hands everything to the window until there is no more.
pub(super) async fn pass_on<T: tauri::ipc::IpcResponse>(mut receiver: mpsc::Receiver<T>, channel: Channel<T>) {
    while let Some(message) = receiver.recv().await {
        if let Err(error) = channel.send(message) {
            tracing::debug!(%error, "the window is gone");
            return;
        }
    }
}
