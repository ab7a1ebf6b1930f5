//! The line between the window and Rust. Each command is a few lines; the TypeScript is generated from them (`cargo xtask bindings`).

#![allow(clippy::needless_pass_by_value, reason = "Tauri hands a command its arguments and its state by value")]

mod command;
mod engine;
mod files;
mod history;
mod life;
mod logs;
mod run;
mod shell;
mod terminal;
mod usage;

use tauri_specta::{collect_commands, Builder};

pub(crate) use engine::Watch;
pub(crate) use history::HistoryWatch;
pub(crate) use logs::OpenLogs;
pub(crate) use shell::{beginning, Beginning};

/// Every command of the window.
#[must_use]
pub fn commands() -> Builder<tauri::Wry> {
    Builder::new()
        .disable_serde_phases()
        // Sizes and times: exact to 2^53, which is 9 petabytes.
        .dangerously_cast_bigints_to_number()
        .typ::<Beginning>()
        .commands(collect_commands![
            engine::watch,
            engine::perform,
            engine::cancel,
            engine::image_detail,
            engine::build_folder,
            life::container_detail,
            life::follow_life,
            life::draft_rename,
            logs::open_log,
            logs::close_log,
            logs::choose_log,
            logs::log_rows,
            logs::log_tail,
            logs::log_line,
            logs::search_log,
            logs::find_log,
            logs::copy_log,
            logs::save_log,
            logs::read_more_log,
            command::render,
            command::draft_build,
            command::further,
            command::understand,
            files::container_writable,
            files::container_changes,
            files::list_folder,
            files::preview_file,
            files::draft_commit,
            files::pick_files,
            files::pick_save,
            files::downloads,
            files::paths_there,
            run::draft_run,
            run::run_form,
            run::run_choices,
            run::port_uses,
            run::port_answers,
            run::pick_file,
            history::care,
            history::watch_history,
            history::history_line,
            history::find_history,
            history::fill_history,
            history::forget_history,
            terminal::perform_in_terminal,
            terminal::watch_terminal,
            terminal::leave_terminal,
            terminal::took_terminal,
            terminal::type_in_terminal,
            terminal::resize_terminal,
            terminal::hang_up_terminal,
            terminal::forget_terminal,
            terminal::find_shell,
            shell::set_settings,
            shell::pick_folder,
            shell::open_port,
            shell::painted,
            usage::follow_stats,
            usage::at_rest,
            usage::processes,
        ])
}

/// Writes the TypeScript of the commands and of every type they carry.
pub fn write_bindings(file: &std::path::Path) -> Result<(), Box<dyn std::error::Error>> {
    let header = "// Generated from Rust by `cargo xtask bindings`; a test fails when it is stale.\n";
    commands().export(specta_typescript::Typescript::default().header(header), file)?;
    Ok(())
}
