use naru_command::{Command, RunDraft, RunForm};
use naru_engine::Engine;
use naru_view::{HostPort, PortAnswer, PortUse, Problem, RunChoices};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;

/// What the run form means so far.
#[tauri::command]
#[specta::specta]
pub(crate) fn draft_run(form: RunForm) -> RunDraft {
    naru_command::draft_run(&form)
}

/// The form of a run or create; none for other commands.
#[tauri::command]
#[specta::specta]
pub(crate) fn run_form(command: Command) -> Option<RunForm> {
    naru_command::run_form(&command)
}

/// The networks and named volumes that a container can have.
#[tauri::command]
#[specta::specta]
pub(crate) async fn run_choices(engine: State<'_, Engine>) -> Result<RunChoices, Problem> {
    engine.run_choices().await.map_err(|error| error.problem())
}

/// Whether ports of the engine's host can be had, in their order.
#[tauri::command]
#[specta::specta]
pub(crate) async fn port_uses(engine: State<'_, Engine>, ports: Vec<HostPort>) -> Result<Vec<PortUse>, ()> {
    Ok(engine.port_uses(&ports).await)
}

/// What answers on the published ports of a container that runs.
#[tauri::command]
#[specta::specta]
pub(crate) async fn port_answers(engine: State<'_, Engine>, container: String) -> Result<Vec<PortAnswer>, ()> {
    Ok(engine.port_answers(&container).await)
}

/// Asks for a file with the system's own dialog; none when the reader closed it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_file(app: AppHandle) -> Option<String> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let mut dialog = app.dialog().file();
    if let Some(window) = app.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    dialog.pick_file(move |file| {
        // The receiver waits below for as long as the dialog is open.
        if sender.send(file).is_err() {
            tracing::debug!("nobody waited for the file");
        }
    });
    let file = receiver.await.ok().flatten()?;
    Some(file.into_path().ok()?.display().to_string())
}
