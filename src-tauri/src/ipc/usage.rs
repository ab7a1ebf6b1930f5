use naru_engine::Engine;
use naru_view::{Answer, AtRest, Problem, StatsSample};
use tauri::ipc::Channel;
use tauri::State;
use tokio::sync::mpsc;

use super::engine::{pass_on, ON_THE_WAY};
use crate::operations::Operations;

/// Tells what a running container uses, once a second; resolves when it ends or the operation is cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn follow_stats(
    engine: State<'_, Engine>,
    operations: State<'_, Operations>,
    operation: String,
    container: String,
    channel: Channel<StatsSample>,
) -> Result<(), Problem> {
    let operation = operations.begin_looking(operation);
    let (sender, receiver) = mpsc::channel(ON_THE_WAY);
    let (ended, ()) = tokio::join!(engine.follow_stats(&container, sender, operation.cancel()), pass_on(receiver, channel));
    ended.map_err(|error| error.problem())
}

/// What a container that does not run says of itself beyond the list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn at_rest(engine: State<'_, Engine>, container: String) -> Result<AtRest, Problem> {
    engine.at_rest(&container).await.map_err(|error| error.problem())
}

/// What `docker top` answers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn processes(engine: State<'_, Engine>, container: String) -> Result<Answer, Problem> {
    engine.processes(&container).await.map_err(|error| error.problem())
}
