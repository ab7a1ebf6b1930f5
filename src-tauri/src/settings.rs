//! What the reader chose, kept by tauri-plugin-store in `settings.json`.

use naru_view::{Problem, ProblemCode, Settings, Theme};
use tauri::AppHandle;
use tauri_plugin_store::StoreExt;

const FILE: &str = "settings.json";
const KEY: &str = "settings";

/// What was chosen before. A file that cannot be read counts as nothing chosen: the window must open all the same.
pub(crate) fn read(app: &AppHandle) -> Settings {
    let store = match app.store(FILE) {
        Ok(store) => store,
        Err(error) => {
            tracing::warn!(%error, "the settings cannot be opened");
            return Settings::default();
        }
    };
    let Some(value) = store.get(KEY) else { return Settings::default() };
    serde_json::from_value(value).unwrap_or_else(|error| {
        tracing::warn!(%error, "the settings cannot be understood");
        Settings::default()
    })
}

/// Keeps a choice.
pub(crate) fn write(app: &AppHandle, settings: Settings) -> Result<(), Problem> {
    let problem = |detail: String| Problem { code: ProblemCode::Internal, params: [].into(), detail };
    let store = app.store(FILE).map_err(|error| problem(error.to_string()))?;
    store.set(KEY, serde_json::to_value(settings).map_err(|error| problem(error.to_string()))?);
    store.save().map_err(|error| problem(error.to_string()))
}

/// Gives the window's own frame the theme too, before the page has painted: a dark page must not open white.
pub(crate) fn dress(app: &AppHandle, settings: Settings) {
    app.set_theme(match settings.theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    });
}
