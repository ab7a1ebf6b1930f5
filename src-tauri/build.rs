//! Embeds what tauri.conf.json says: icons, capabilities, the permissions of the commands.

fn main() {
    tauri_build::build();
}
