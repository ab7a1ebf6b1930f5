//! Naru's window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> tauri::Result<()> {
    naru::run(tauri::generate_context!())
}
