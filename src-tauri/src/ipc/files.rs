use naru_command::{CommitDraft, CommitForm};
use naru_engine::{Engine, Look};
use naru_view::{ContainerChanges, ContainerWritable, FilePreview, FolderRead, Found, Problem};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::{mpsc, oneshot};

use super::engine::{pass_on, ON_THE_WAY};
use crate::operations::Operations;

/// What a container's own writable layer amounts to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn container_writable(engine: State<'_, Engine>, container: String) -> Result<ContainerWritable, Problem> {
    engine.container_writable(&container).await.map_err(|error| error.problem())
}

/// Every file that a container added, changed or deleted.
#[tauri::command]
#[specta::specta]
pub(crate) async fn container_changes(engine: State<'_, Engine>, container: String) -> Result<ContainerChanges, Problem> {
    engine.container_changes(&container).await.map_err(|error| error.problem())
}

/// What is in a folder of a container; told while it is read, and ended by a cancel of the operation.
#[tauri::command]
#[specta::specta]
#[allow(clippy::too_many_arguments, reason = "three of them are Tauri's")]
pub(crate) async fn list_folder(
    engine: State<'_, Engine>,
    operations: State<'_, Operations>,
    operation: String,
    container: String,
    path: String,
    again: bool,
    further: u8,
    channel: Channel<FolderRead>,
) -> Result<Found, Problem> {
    let operation = operations.begin_looking(operation);
    let look = Look { container, path, again, further };
    let (sender, receiver) = mpsc::channel(ON_THE_WAY);
    let (found, ()) = tokio::join!(engine.list_folder(&look, sender, operation.cancel()), pass_on(receiver, channel));
    found.map_err(|error| error.problem())
}

/// The beginning of a file of a container.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_file(
    engine: State<'_, Engine>,
    operations: State<'_, Operations>,
    operation: String,
    container: String,
    path: String,
) -> Result<FilePreview, Problem> {
    let operation = operations.begin_looking(operation);
    engine.preview_file(&container, &path, operation.cancel()).await.map_err(|error| error.problem())
}

/// What the form of a commit means so far.
#[tauri::command]
#[specta::specta]
pub(crate) fn draft_commit(form: CommitForm) -> CommitDraft {
    naru_command::draft_commit(&form)
}

/// Asks for files with the system's own dialog; none when the reader closed it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_files(app: AppHandle) -> Vec<String> {
    let (sender, receiver) = oneshot::channel();
    dialog(&app).pick_files(answer(sender));
    receiver.await.ok().flatten().unwrap_or_default().into_iter().filter_map(written).collect()
}

/// Asks where to save a file with the system's own dialog, which asks before one is replaced; none when the reader closed it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_save(app: AppHandle, name: String) -> Option<String> {
    let (sender, receiver) = oneshot::channel();
    dialog(&app).set_file_name(name).save_file(answer(sender));
    written(receiver.await.ok().flatten()?)
}

/// The folder that downloads go to on this system, when there is one.
#[tauri::command]
#[specta::specta]
pub(crate) fn downloads(app: AppHandle) -> Option<String> {
    let path = app.path();
    let folder = path.download_dir().ok().filter(|folder| folder.is_dir()).or_else(|| path.home_dir().ok())?;
    Some(folder.to_str()?.to_owned())
}

/// Which of these paths of this computer are there already.
#[tauri::command]
#[specta::specta]
pub(crate) async fn paths_there(paths: Vec<String>) -> Result<Vec<String>, ()> {
    let looked = tauri::async_runtime::spawn_blocking(move || {
        paths.into_iter().filter(|path| std::fs::symlink_metadata(path).is_ok()).collect::<Vec<_>>()
    });
    Ok(looked.await.unwrap_or_default())
}

fn dialog(app: &AppHandle) -> tauri_plugin_dialog::FileDialogBuilder<tauri::Wry> {
    let dialog = app.dialog().file();
    match app.get_webview_window("main") {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    }
}

/// Hands on what a dialog answers. The receiver waits for as long as the dialog is open.
fn answer<T: Send + 'static>(sender: oneshot::Sender<T>) -> impl FnOnce(T) + Send + 'static {
    move |chosen| {
        if sender.send(chosen).is_err() {
            tracing::debug!("nobody waited for what a dialog answers");
        }
    }
}

fn written(path: FilePath) -> Option<String> {
    Some(path.into_path().ok()?.display().to_string())
}
