use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use naru_engine::{Engine, LogBook};
use naru_view::{LogMatch, LogNews, LogPattern, LogPatternFault, LogRow, LogSaved, LogSpan, LogStreams, LogText, Problem, ProblemCode};
use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;

/// How often a view hears of its log at most: nobody reads faster.
const PACE: Duration = Duration::from_millis(100);

/// The logs that pages of the window have open, by the id that the page gave.
#[derive(Debug, Default)]
pub(crate) struct OpenLogs(Mutex<HashMap<String, Open>>);

#[derive(Debug)]
struct Open {
    book: Arc<LogBook>,
    teller: JoinHandle<()>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.teller.abort();
    }
}

impl OpenLogs {
    /// The window is closing, or its page was loaded again.
    pub(crate) fn close_all(&self) {
        self.lock().clear();
    }

    fn book(&self, id: &str) -> Result<Arc<LogBook>, Problem> {
        let book = self.lock().get(id).map(|open| Arc::clone(&open.book));
        book.ok_or_else(|| Problem { code: ProblemCode::Cancelled, params: [].into(), detail: "the log was closed".to_owned() })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Open>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens a container's log, and tells how it stands with it, ten times a second at most, until it is closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_log(
    app: AppHandle,
    engine: State<'_, Engine>,
    logs: State<'_, OpenLogs>,
    log: String,
    container: String,
    span: LogSpan,
    channel: Channel<LogNews>,
) -> Result<(), Problem> {
    let cache = app.path().app_cache_dir();
    let folder = cache.map_err(|error| Problem { code: ProblemCode::Internal, params: [].into(), detail: error.to_string() })?;
    let book = Arc::new(engine.open_log(container, &span, &folder.join("logs")).await.map_err(|error| error.problem())?);
    let teller = tauri::async_runtime::spawn({
        let book = Arc::clone(&book);
        async move {
            let mut told = None;
            loop {
                let news = book.news();
                if told.as_ref() != Some(&news) {
                    if let Err(error) = channel.send(news.clone()) {
                        tracing::debug!(%error, "the window is gone");
                        return;
                    }
                    told = Some(news);
                }
                tokio::time::sleep(PACE).await;
                book.changed().await;
            }
        }
    });
    logs.lock().insert(log, Open { book, teller });
    Ok(())
}

/// Ends the reading of a log, and takes its files away.
#[tauri::command]
#[specta::specta]
pub(crate) fn close_log(logs: State<'_, OpenLogs>, log: &str) {
    logs.lock().remove(log);
}

/// Shows these streams from now on.
#[tauri::command]
#[specta::specta]
pub(crate) fn choose_log(logs: State<'_, OpenLogs>, log: &str, streams: LogStreams) -> Result<(), Problem> {
    logs.book(log)?.choose(streams);
    Ok(())
}

/// Rows of the chosen streams, from one to before another.
#[tauri::command]
#[specta::specta]
pub(crate) async fn log_rows(logs: State<'_, OpenLogs>, log: String, from: u64, to: u64) -> Result<Vec<LogRow>, Problem> {
    logs.book(&log)?.rows(from, to).await.map_err(|error| error.problem())
}

/// Lines of the tail, as far as they are of the chosen streams.
#[tauri::command]
#[specta::specta]
pub(crate) fn log_tail(logs: State<'_, OpenLogs>, log: &str, from: u64, to: u64) -> Result<Vec<LogRow>, Problem> {
    Ok(logs.book(log)?.tail(from, to))
}

/// More of a long line.
#[tauri::command]
#[specta::specta]
pub(crate) async fn log_line(logs: State<'_, OpenLogs>, log: String, line: u64) -> Result<LogRow, Problem> {
    logs.book(&log)?.line(line).await.map_err(|error| error.problem())
}

/// Searches for something from now on, or for nothing; what is wrong with the pattern, if anything is.
#[tauri::command]
#[specta::specta]
pub(crate) fn search_log(logs: State<'_, OpenLogs>, log: &str, pattern: Option<LogPattern>) -> Result<Option<LogPatternFault>, Problem> {
    Ok(logs.book(log)?.search(pattern.as_ref()).err())
}

/// The next line that matches behind a line, or the one before it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_log(logs: State<'_, OpenLogs>, log: String, line: i64, forward: bool) -> Result<Option<LogMatch>, Problem> {
    Ok(logs.book(&log)?.find(line, forward))
}

/// Rows as text, with timestamps or not.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_log(logs: State<'_, OpenLogs>, log: String, from: u64, to: u64, stamps: bool) -> Result<LogText, Problem> {
    logs.book(&log)?.copy(from, to, stamps).await.map_err(|error| error.problem())
}

/// Asks where with the system's own dialog, and writes the rows of the chosen streams there; none when the reader closed it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_log(
    app: AppHandle,
    logs: State<'_, OpenLogs>,
    log: String,
    name: String,
    stamps: bool,
) -> Result<Option<LogSaved>, Problem> {
    let book = logs.book(&log)?;
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let mut dialog = app.dialog().file().set_file_name(name).add_filter("log", &["log", "txt"]);
    if let Some(window) = app.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    dialog.save_file(move |file| {
        // The receiver waits below for as long as the dialog is open.
        if sender.send(file).is_err() {
            tracing::debug!("nobody waited for the file");
        }
    });
    let Some(path) = receiver.await.ok().flatten().and_then(|file| file.into_path().ok()) else { return Ok(None) };
    let (rows, bytes) = book.save(&path, stamps).await.map_err(|error| error.problem())?;
    Ok(Some(LogSaved { path: path.display().to_string(), rows, bytes }))
}

/// Reads more of a log than is read without being asked.
#[tauri::command]
#[specta::specta]
pub(crate) fn read_more_log(logs: State<'_, OpenLogs>, log: &str) -> Result<(), Problem> {
    logs.book(log)?.read_more();
    Ok(())
}
