//! A Debian tree: a directory with a minimal Debian in it, which an engine is run out of.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use sha2::{Digest, Sha256};

use super::{
    cache::{self, Cache},
    mirror::Mirror,
    program,
};
use crate::{Generation, LabError};

/// What a tree is made of. Its directory carries a hash of this, so that a changed recipe makes a new tree beside the old one, which
/// a running lab may still be using.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    suite: &'static str,
    packages: &'static [&'static str],
}

/// The old engine, the registry, and what the images are made from.
const BOOKWORM: Recipe = Recipe {
    suite: "bookworm",
    packages: &[
        "docker.io",
        "docker-registry",
        "busybox-static",
        "iptables",
        "ca-certificates",
        "nginx-light",
        // `docker top` runs the engine's own `ps`.
        "procps",
    ],
};

/// The new engine, and the docker CLI with its plugins.
const SID: Recipe = Recipe {
    suite: "sid",
    packages: &["docker.io", "docker-cli", "docker-compose", "docker-buildx", "iptables", "ca-certificates", "procps"],
};

/// Both trees; every lab needs both.
#[derive(Debug, Clone)]
pub struct Trees {
    /// The old engine, the registry, nginx, busybox.
    pub bookworm: PathBuf,
    /// The new engine, the docker CLI, its plugins.
    pub sid: PathBuf,
}

impl Trees {
    /// Makes those that aren't there yet: a minute or two each.
    pub fn ready(cache: &Cache) -> Result<Self, LabError> {
        let bookworm = ready(cache, BOOKWORM, None)?;
        // Debian 12 gets keyring updates; a machine's own keyring may be older than sid's key.
        let newer = bookworm.join("usr/share/keyrings/debian-archive-keyring.gpg");
        let sid = ready(cache, SID, Some(&newer))?;
        Ok(Self { bookworm, sid })
    }

    /// Whether both are there, so that nothing has to be made or fetched.
    pub fn are_ready(cache: &Cache) -> bool {
        [BOOKWORM, SID].iter().all(|recipe| place(cache, *recipe).is_dir())
    }

    /// The tree that a generation's engine runs out of.
    pub fn of(&self, generation: Generation) -> &Path {
        match generation {
            Generation::Old => &self.bookworm,
            Generation::New => &self.sid,
        }
    }
}

fn place(cache: &Cache, recipe: Recipe) -> PathBuf {
    let mut hash = Sha256::new();
    hash.update(recipe.suite);
    for package in recipe.packages {
        hash.update([0]);
        hash.update(package);
    }
    let hash = hash.finalize();
    cache.trees().join(format!("{}-{:02x}{:02x}{:02x}{:02x}", recipe.suite, hash[0], hash[1], hash[2], hash[3]))
}

fn ready(cache: &Cache, recipe: Recipe, newer: Option<&Path>) -> Result<PathBuf, LabError> {
    let tree = place(cache, recipe);
    if tree.is_dir() {
        return Ok(tree);
    }
    let _lock = cache.lock(&format!("tree-{}", recipe.suite))?;
    // Another process may have made it while this one waited.
    if tree.is_dir() {
        return Ok(tree);
    }
    cache::say(&format!("making a Debian {} tree with {} (once; a minute or two)", recipe.suite, recipe.packages.join(", ")));
    let mirror = Mirror::find()?;
    // A tree has its name only when it is whole: half a one, left by a killed process, is never taken for it.
    let making = tree.with_extension("making");
    let mut made = make(recipe, &mirror, &mirror.keyring, &making);
    if let (Err(_), Some(newer)) = (&made, newer) {
        made = make(recipe, &mirror, newer, &making);
    }
    made?;
    fs::rename(&making, &tree).map_err(LabError::io("rename", &making))?;
    Ok(tree)
}

fn make(recipe: Recipe, mirror: &Mirror, keyring: &Path, into: &Path) -> Result<(), LabError> {
    cache::remove(into)?;
    // In a mount namespace of its own: debootstrap mounts proc and sys in the tree, and whatever ends it, they go with it.
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "--fork", "--kill-child", "debootstrap"])
        .args(["--variant=minbase", "--force-check-gpg"])
        .arg(format!("--keyring={}", keyring.display()))
        .arg(format!("--include={}", recipe.packages.join(",")))
        .arg(recipe.suite)
        .arg(into)
        .arg(&mirror.url)
        // Packages' scripts ask nothing, whatever the caller's terminal and language are.
        .env("DEBIAN_FRONTEND", "noninteractive")
        .env("LC_ALL", "C.UTF-8");
    if let Some(proxy) = &mirror.proxy {
        command.env("http_proxy", proxy);
    }
    program::run(&mut command)?;
    // The packages' files, unpacked by now: a quarter of the tree.
    let archives = into.join("var/cache/apt/archives");
    for entry in fs::read_dir(&archives).map_err(LabError::io("list", &archives))? {
        let path = entry.map_err(LabError::io("list", &archives))?.path();
        if path.extension().is_some_and(|ending| ending == "deb") {
            fs::remove_file(&path).map_err(LabError::io("remove", &path))?;
        }
    }
    Ok(())
}
