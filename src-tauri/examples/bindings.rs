//! Writes the TypeScript of the window's commands to the file it is given (`cargo xtask bindings`).

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args_os().nth(1).ok_or("which file?")?;
    naru::ipc::write_bindings(file.as_ref())
}
