#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::*;

fn folder(text: &str) -> Folder {
    Folder::parse(text).unwrap()
}

#[test]
fn a_folder_loses_its_last_separators_but_not_its_root() {
    for (text, path) in [
        ("/", "/"),
        ("//", "/"),
        ("/app//", "/app"),
        (r"/odd\", r"/odd\"),
        (r"C:\", r"C:\"),
        ("C:/", "C:/"),
        (r"c:\app\", r"c:\app"),
        (r"\\server\share\", r"\\server\share"),
        ("/with space ", "/with space "),
        ("\"/quoted\"", ""),
        (r"\\\", ""),
        (r"C:\a:", r"C:\a:"),
    ] {
        let parsed = Folder::parse(text).map(Folder::into_path).unwrap_or_default();
        assert_eq!(parsed, path, "{text}");
    }
}

#[test]
fn joins_by_the_folders_own_rules() {
    for (base, name, path) in [
        ("/app", "Dockerfile", "/app/Dockerfile"),
        ("/", "Dockerfile", "/Dockerfile"),
        ("/app", "./a//b", "/app/a/b"),
        ("/app", "../Dockerfile", "/app/../Dockerfile"),
        ("/app", "/other/Dockerfile", "/other/Dockerfile"),
        ("/app", r"odd\name", r"/app/odd\name"),
        (r"C:\app", "a/b", r"C:\app\a\b"),
        (r"C:\", "x", r"C:\x"),
        ("C:/app", r"a\b", "C:/app/a/b"),
        (r"C:\app", r"D:\x", r"D:\x"),
    ] {
        assert_eq!(folder(base).join(name), path, "{name} in {base}");
    }
}

proptest! {
    #[test]
    fn a_folder_reads_back_the_same(text in prop_oneof![any::<String>(), "[C/\\\\:a\" ]{0,8}"]) {
        if let Some(folder) = Folder::parse(&text) {
            prop_assert_eq!(Folder::parse(&folder.clone().into_path()), Some(folder));
        }
    }
}
