//! The window's TypeScript is what Rust says now.

use std::fs::read_to_string;

#[test]
fn the_bindings_are_not_stale() -> Result<(), Box<dyn std::error::Error>> {
    let fresh = tempfile::NamedTempFile::new()?;
    naru::ipc::write_bindings(fresh.path())?;
    let written = read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/ipc/bindings.ts"))?;
    assert!(written == read_to_string(fresh.path())?, "ui/src/ipc/bindings.ts is stale: run `cargo xtask bindings`");
    Ok(())
}
