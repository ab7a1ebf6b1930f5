//! The folder of a build, opened and sent.
//!
//! One thing differs from what the CLI does, and cannot be helped with a tar: the engine reads the Dockerfile out of it, so that
//! a Dockerfile that the rules leave out, or that stands elsewhere, is in the tar all the same, where `COPY . .` finds it. The
//! CLI serves files one by one over a session, the Dockerfile apart from the rest.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use futures_util::{Stream, stream};
use naru_command::Build;
use naru_view::ProblemCode;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::archive::{self, CHUNKS, Extra};
use super::ignore::Ignore;
use super::walk::{Tree, present, unreadable};
use crate::error::{Error, Result};

const DOCKERFILE: &str = "Dockerfile";

/// What a build sends, looked up and ready.
#[derive(Debug)]
pub(crate) struct Context {
    tree: Tree,
    /// The Dockerfile, when it is not in the folder.
    extra: Option<Extra>,
    /// The Dockerfile's name for the engine.
    pub(crate) dockerfile: String,
    /// What is in it; invalid UTF-8 replaced.
    pub(crate) text: String,
}

/// A context on its way.
pub(crate) struct Sending {
    /// Bytes that have been taken so far.
    pub(crate) sent: Arc<AtomicU64>,
    /// Reads the folder, until all is sent or nobody takes it any more.
    pub(crate) reader: JoinHandle<Result<()>>,
}

impl Context {
    /// Finds the Dockerfile and the rules of what is left out. Blocking.
    pub(crate) fn open(build: &Build) -> Result<Self> {
        let root = fs::canonicalize(&build.context).map_err(|error| unreadable(error, Path::new(&build.context)))?;
        if !root.is_dir() {
            return Err(unreadable(io::ErrorKind::NotADirectory.into(), &root));
        }
        let asked = match &build.file {
            Some(file) => root.join(file),
            None => default_dockerfile(&root),
        };
        let found = fs::canonicalize(&asked).and_then(|path| fs::read(&path).map(|content| (path, content)));
        let (path, content) =
            found.map_err(|error| Error::caused(ProblemCode::DockerfileNotFound, error).with("path", asked.display().to_string()))?;
        let ignore = rules(&asked, &root)?;
        let text = String::from_utf8_lossy(&content).into_owned();
        let (dockerfile, extra) = match inside(&root, &path) {
            Some(name) => (name, None),
            None => {
                // Named by what is in it, so that the same build finds its cache again.
                let name = format!(".dockerfile.{}", &hex(&content)[..20]);
                (name.clone(), Some(Extra { name, content }))
            }
        };
        let always = if extra.is_none() { vec![dockerfile.clone()] } else { Vec::new() };
        Ok(Self { tree: Tree { root, ignore, always }, extra, dockerfile, text })
    }

    /// Begins to read it. Dropping the stream ends the reading.
    pub(crate) fn send(self) -> (impl Stream<Item = io::Result<Bytes>> + Send + 'static, Sending) {
        let (to, mut from) = mpsc::channel(CHUNKS);
        let reader = tokio::task::spawn_blocking(move || archive::write(&self.tree, self.extra.as_ref(), to));
        let sent = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&sent);
        let chunks = stream::poll_fn(move |task| {
            from.poll_recv(task).map(|next| {
                next.inspect(|chunk| {
                    if let Ok(chunk) = chunk {
                        counted.fetch_add(chunk.len() as u64, Ordering::Relaxed);
                    }
                })
            })
        });
        (chunks, Sending { sent, reader })
    }
}

/// `Dockerfile`, or `dockerfile` where only that is there.
fn default_dockerfile(root: &Path) -> PathBuf {
    let usual = root.join(DOCKERFILE);
    let lower = root.join(DOCKERFILE.to_lowercase());
    if !usual.exists() && lower.exists() { lower } else { usual }
}

/// The rules beside the Dockerfile (`web.Dockerfile.dockerignore`), which come first, or those of the folder.
fn rules(dockerfile: &Path, root: &Path) -> Result<Ignore> {
    let mut beside = dockerfile.as_os_str().to_owned();
    beside.push(".dockerignore");
    for path in [PathBuf::from(beside), root.join(".dockerignore")] {
        if let Some(content) = present(fs::read(&path), &path)? {
            let rules = Ignore::parse(&String::from_utf8_lossy(&content));
            return rules.map_err(|error| {
                let pattern = error.pattern.clone();
                let said = format!("{}, {error}", path.display());
                Error::new(ProblemCode::InvalidValue, said).with("value", pattern)
            });
        }
    }
    Ok(Ignore::default())
}

/// The path relative to the folder, with `/` between its parts, when it is in it. Both are canonical.
fn inside(root: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str());
    let parts: Option<Vec<&str>> = parts.collect();
    parts.map(|parts| parts.join("/"))
}

fn hex(content: &[u8]) -> String {
    format!("{:x}", Sha256::digest(content))
}
