//! The one window: told what its page needs before the page runs, and shown when the page is there.

use tauri::webview::{PageLoadEvent, WebviewWindowBuilder};
use tauri::{AppHandle, Wry};

/// Makes the window that `tauri.conf.json` describes. `script` runs before anything of its page.
///
/// It is shown when its page is loaded, not before. On Linux GTK draws what it shows, and waits for that up to half a second while the web
/// process is still starting and waits for it (`WebKitGTK` 2.4x, without a GPU: one start in three). Everywhere a window would flash white
/// before a dark page.
pub fn open(app: &AppHandle<Wry>, script: &str) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.first() else { return Err(tauri::Error::WindowNotFound) };
    WebviewWindowBuilder::from_config(app, config)?
        .visible(false)
        .initialization_script(script)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                if let Err(error) = window.show() {
                    tracing::error!(%error, "the window cannot be shown");
                }
            }
        })
        .build()?;
    Ok(())
}
