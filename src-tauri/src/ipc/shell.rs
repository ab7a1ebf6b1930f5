use naru_engine::Engine;
use naru_view::{Problem, ProblemCode, Settings};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use crate::{bench, display, settings};

/// What the window needs to know about the machine it is on.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct System {
    /// linux, windows, macos.
    os: &'static str,
    /// The reader's language as the system says it, `ko-KR`.
    locale: String,
    /// The family of the desktop's own text, on Linux and where it is a certain one.
    text_family: Option<String>,
}

/// What the page has before it runs, as `globalThis.naruBeginning`: asking for it would cost it two trips before it can draw anything.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct Beginning {
    system: System,
    /// What the reader chose before.
    settings: Settings,
}

/// The script that gives it to the page.
pub(crate) fn beginning(settings: Settings) -> String {
    let system =
        System { os: std::env::consts::OS, locale: sys_locale::get_locale().unwrap_or_default(), text_family: display::text_family() };
    match serde_json::to_string(&Beginning { system, settings }) {
        // JSON is JavaScript.
        Ok(json) => format!("globalThis.naruBeginning = {json};"),
        Err(error) => {
            tracing::error!(%error, "the page is told nothing to begin with");
            String::new()
        }
    }
}

/// Keeps what the reader chose.
#[tauri::command]
#[specta::specta]
pub(crate) fn set_settings(app: AppHandle, settings: Settings) -> Result<(), Problem> {
    settings::dress(&app, settings);
    settings::write(&app, settings)
}

/// Asks for a folder with the system's own dialog; none when the reader closed it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_folder(app: AppHandle) -> Option<String> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let mut dialog = app.dialog().file();
    if let Some(window) = app.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    dialog.pick_folder(move |folder| {
        // The receiver waits below for as long as the dialog is open.
        if sender.send(folder).is_err() {
            tracing::debug!("nobody waited for the folder");
        }
    });
    let folder = receiver.await.ok().flatten()?;
    Some(folder.into_path().ok()?.display().to_string())
}

/// Opens a published port in the browser. `host` is a name or an address and nothing else.
#[tauri::command]
#[specta::specta]
pub(crate) fn open_port(app: AppHandle, host: &str, port: u16) -> Result<(), Problem> {
    let url = port_url(host, port).ok_or_else(|| Problem {
        code: ProblemCode::InvalidValue,
        params: [("value".to_owned(), host.to_owned())].into(),
        detail: "not a host".to_owned(),
    })?;
    app.opener().open_url(&url, None::<&str>).map_err(|error| Problem {
        code: ProblemCode::BrowserNotOpened,
        params: [("address".to_owned(), url)].into(),
        detail: error.to_string(),
    })
}

/// The page reports that its first list is painted: the engine may be asked for the rest now. The benchmark reads it too.
#[tauri::command]
#[specta::specta]
pub(crate) fn painted(app: AppHandle, mark: &str) {
    bench::painted(mark);
    // The benchmark's blank window has none.
    if let Some(engine) = app.try_state::<Engine>() {
        engine.painted();
    }
}

fn port_url(host: &str, port: u16) -> Option<String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    if host.parse::<std::net::Ipv6Addr>().is_ok() {
        return Some(format!("http://[{host}]:{port}"));
    }
    (!host.is_empty() && host.chars().all(allowed)).then(|| format!("http://{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_nothing_that_bends_the_address() {
        assert_eq!(port_url("localhost", 80).as_deref(), Some("http://localhost:80"));
        assert_eq!(port_url("fd00::1", 80).as_deref(), Some("http://[fd00::1]:80"));
        for host in ["", "a/b", "user@evil", "a b", "evil#", "[::1]", "a:1"] {
            assert_eq!(port_url(host, 80), None, "{host}");
        }
    }
}
