//! A folder that somebody chose to build.

use std::fs;
use std::path::Path;

use naru_view::BuildFolder;

use super::walk::unreadable;
use crate::blocking::blocking;
use crate::error::Result;

/// The Dockerfiles in a folder, and a tag to propose.
pub(crate) async fn folder(path: &str) -> Result<BuildFolder> {
    let path = path.to_owned();
    blocking(move || look(Path::new(&path))).await?
}

fn look(path: &Path) -> Result<BuildFolder> {
    let root = fs::canonicalize(path).map_err(|error| unreadable(error, path))?;
    let mut dockerfiles = Vec::new();
    for entry in fs::read_dir(&root).map_err(|error| unreadable(error, path))? {
        let entry = entry.map_err(|error| unreadable(error, path))?;
        // Links are followed: a Dockerfile that is a link to one is one.
        if let Ok(name) = entry.file_name().into_string()
            && is_dockerfile(&name)
            && entry.path().is_file()
        {
            dockerfiles.push(name);
        }
    }
    dockerfiles.sort_by_key(|name| (name != "Dockerfile", name.to_lowercase(), name.clone()));
    let name = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(BuildFolder { path: shown(&root), dockerfiles, suggested_tag: tag(&name) })
}

/// `Dockerfile`, `Dockerfile.dev`, `dev.Dockerfile`, `dev.dockerfile`; not the rules of what one leaves out.
fn is_dockerfile(name: &str) -> bool {
    let lower = name.to_lowercase();
    if lower.ends_with(".dockerignore") {
        return false;
    }
    lower == "dockerfile" || name.starts_with("Dockerfile.") || name.ends_with(".Dockerfile") || name.ends_with(".dockerfile")
}

/// A valid repository name that is as near as possible to a folder's: lower-case letters, digits, and single `.`, `_` or
/// `-` between them.
fn tag(name: &str) -> String {
    let mut tag = String::new();
    for character in name.to_lowercase().chars() {
        match character {
            'a'..='z' | '0'..='9' => tag.push(character),
            _ if tag.is_empty() || tag.ends_with(['.', '_', '-']) => {}
            '.' | '_' => tag.push(character),
            _ => tag.push('-'),
        }
    }
    tag.truncate(128);
    let tag = tag.trim_end_matches(['.', '_', '-']);
    // A name all of other letters (나루) leaves nothing, and 64 hex digits would be an id.
    let is_id = tag.len() == 64 && tag.bytes().all(|byte| byte.is_ascii_hexdigit());
    if tag.is_empty() || is_id { "app".to_owned() } else { tag.to_owned() }
}

/// A canonical path on Windows begins with `\\?\`, which no one would type.
fn shown(path: &Path) -> String {
    let path = path.display().to_string();
    match path.strip_prefix(r"\\?\") {
        Some(plain) if !plain.starts_with("UNC") => plain.to_owned(),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use naru_command::ImageReference;
    use naru_view::ProblemCode;

    use super::*;

    #[test]
    fn dockerfiles_are_found_by_their_usual_names() {
        let parent = tempfile::tempdir().unwrap();
        let root = parent.path().join("My Web_App!");
        fs::create_dir_all(root.join("Dockerfile.d")).unwrap();
        let files = ["web.Dockerfile", "Dockerfile", "Dockerfile.dev", "api.dockerfile", "web.Dockerfile.dockerignore", "notes.txt"];
        for file in files {
            fs::write(root.join(file), "FROM scratch\n").unwrap();
        }
        let found = look(&root).unwrap();
        assert_eq!(found.dockerfiles, ["Dockerfile", "api.dockerfile", "Dockerfile.dev", "web.Dockerfile"]);
        assert_eq!(found.suggested_tag, "my-web_app");
        assert!(Path::new(&found.path).is_absolute());
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let problem = look(Path::new("/nowhere/at/all")).unwrap_err().problem();
        assert_eq!(problem.code, ProblemCode::FolderNotFound);
        assert_eq!(problem.params["path"], "/nowhere/at/all");
    }

    #[test]
    fn a_suggested_tag_is_always_valid() {
        let long = "a".repeat(300);
        for name in ["web", "나루", "a--b..c", "__x__", "A B", "", "1.2", "é", &long, &"f".repeat(64)] {
            let tag = tag(name);
            assert!(tag.parse::<ImageReference>().is_ok(), "{name:?} became {tag:?}");
        }
        assert_eq!(tag("나루-web"), "web");
    }
}
