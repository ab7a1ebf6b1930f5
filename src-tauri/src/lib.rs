//! The desktop shell: the window, the settings, the log file, and IPC commands of a few lines each. What they do is in the crates;
//! this is the only one that knows Tauri.

mod bench;
mod display;
mod history;
pub mod ipc;
mod log_file;
mod operations;
mod settings;
mod terminals;
pub mod window;

use naru_engine::{Engine, Environment};
use tauri::{App, Manager, RunEvent, WindowEvent};

use history::History;
use operations::Operations;
use terminals::Terminals;

/// Opens the window and runs until it is closed.
///
/// Nothing here waits for the engine: the window paints, then the engine answers.
pub fn run(context: tauri::Context) -> tauri::Result<()> {
    display::prepare();
    let commands = ipc::commands();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .invoke_handler(commands.invoke_handler())
        .setup(|app| {
            set_up(app)?;
            Ok(())
        })
        .on_window_event(|window, event| {
            // Some engines are silent about some changes of their images; a reader who comes back may have made them.
            if let (WindowEvent::Focused(true), Some(engine)) = (event, window.try_state::<Engine>()) {
                engine.look_at_images();
            }
        })
        .build(context)?;
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            tauri::async_runtime::block_on(app.state::<Terminals>().hang_up());
            // What they were writing beside a file goes away with them.
            tauri::async_runtime::block_on(app.state::<Operations>().end_all());
            app.state::<ipc::OpenLogs>().close_all();
            app.state::<History>().write();
        }
    });
    Ok(())
}

fn set_up(app: &mut App) -> tauri::Result<()> {
    // First of all: its processes take longer to start than all of the rest.
    let settings = settings::read(app.handle());
    window::open(app.handle(), &ipc::beginning(settings))?;
    let log = app.path().app_log_dir().map_err(|error| error.to_string());
    let guard = log.and_then(|folder| log_file::start(&folder).map_err(|error| error.to_string()));
    match guard {
        Ok(guard) => {
            app.manage(guard);
        }
        Err(error) => eprintln!("naru: no log file: {error}"),
    }
    settings::dress(app.handle(), settings);
    app.manage(Operations::default());
    app.manage(Terminals::default());
    app.manage(ipc::Watch::default());
    app.manage(ipc::HistoryWatch::default());
    app.manage(ipc::OpenLogs::default());
    let folder = app.path().app_data_dir().inspect_err(|error| tracing::warn!(%error, "there is no place for the history")).ok();
    let history = History::open(folder.map(|folder| folder.join("history.jsonl")));
    tauri::async_runtime::spawn(history.clone().keep());
    app.manage(history);
    let engine = tauri::async_runtime::block_on(async { Engine::start_for_window(Environment::of_process()) });
    app.manage(engine);
    Ok(())
}
