use naru_command::{BuildForm, Command, Draft, Line, Place, RunForm, Shell};
use naru_engine::Engine;
use tauri::State;

/// The line that a command is, in a shell, for the engine in use.
#[tauri::command]
#[specta::specta]
pub(crate) fn render(engine: State<'_, Engine>, command: Command, shell: Shell) -> Line {
    naru_command::render(&command, &Place { shell, engine: engine.flag() })
}

/// What the run form means so far.
#[tauri::command]
#[specta::specta]
pub(crate) fn draft_run(form: RunForm) -> Draft {
    naru_command::draft_run(&form)
}

/// What the build form means so far.
#[tauri::command]
#[specta::specta]
pub(crate) fn draft_build(form: BuildForm) -> Draft {
    naru_command::draft_build(&form)
}
