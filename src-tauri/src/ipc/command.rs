use naru_command::{BuildForm, Command, Draft, Further, Here, Line, Place, Shell, Understanding};
use naru_engine::Engine;
use tauri::{AppHandle, Manager, State};

/// The line that a command is, in a shell, for the engine in use.
#[tauri::command]
#[specta::specta]
pub(crate) fn render(engine: State<'_, Engine>, command: Command, shell: Shell) -> Line {
    naru_command::render(&command, &Place { shell, engine: engine.flag() })
}

/// What the build form means so far.
#[tauri::command]
#[specta::specta]
pub(crate) fn draft_build(form: BuildForm) -> Draft {
    naru_command::draft_build(&form)
}

/// What a run or a build says that its form has no field for.
#[tauri::command]
#[specta::specta]
pub(crate) fn further(command: Command, shell: Shell) -> Vec<Further> {
    naru_command::further(&command, shell)
}

/// What each command of a pasted text says, in this shell and this folder. The home is the system's. A long text takes a while, and the window does not wait for it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn understand(app: AppHandle, text: &str, shell: Shell, folder: Option<String>) -> Understanding {
    let home = app.path().home_dir().ok().and_then(|home| home.to_str().map(str::to_owned));
    naru_command::understand(text, &Here { shell, folder, home })
}
