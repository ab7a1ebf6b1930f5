//! The page of one container.

use naru_command::Draft;
use naru_engine::Engine;
use naru_view::{ContainerDetail, LifeEvent, Problem};
use tauri::ipc::Channel;
use tauri::State;
use tokio::sync::mpsc;

use super::engine::{pass_on, ON_THE_WAY};
use crate::operations::Operations;

/// Everything the page of a container shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn container_detail(engine: State<'_, Engine>, container: String) -> Result<ContainerDetail, Problem> {
    engine.container_detail(&container).await.map_err(|error| error.problem())
}

/// Tells what the engine remembers of a container, and then what happens to it; resolves when the operation is cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn follow_life(
    engine: State<'_, Engine>,
    operations: State<'_, Operations>,
    operation: String,
    container: String,
    channel: Channel<Vec<LifeEvent>>,
) -> Result<(), Problem> {
    let operation = operations.begin_looking(operation);
    let (sender, receiver) = mpsc::channel(ON_THE_WAY);
    let (ended, ()) = tokio::join!(engine.follow_life(&container, sender, operation.cancel()), pass_on(receiver, channel));
    ended.map_err(|error| error.problem())
}

/// What a new name for a container means.
#[tauri::command]
#[specta::specta]
pub(crate) fn draft_rename(container: &str, name: &str) -> Draft {
    naru_command::draft_rename(container, name)
}
