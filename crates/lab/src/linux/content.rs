//! What a lab's registry serves: built once by the old engine, from recipes that are part of this crate, and shared by all labs.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{
    Lab,
    cache::{self, Cache},
    engine::REGISTRY,
    namespaces::Shelf,
    program, rootfs,
    tree::Trees,
};
use crate::{Generation, LabError, options::Until};

/// An image: the name it is published under, the files of its build context, and the archive that its first layer is.
struct Recipe {
    name: &'static str,
    files: &'static [(&'static str, &'static str)],
    archives: &'static [Archive],
}

enum Archive {
    /// `NAME.tar` with what the packages installed; with the links of a merged /usr if it is a base.
    Packages { name: &'static str, packages: &'static [&'static str], base: bool },
    /// `busybox.tar` with these files added.
    Busybox(&'static [(&'static str, &'static str)]),
}

macro_rules! context {
    ($directory:literal: $($file:literal),+) => {
        &[$(($file, include_str!(concat!("../../images/", $directory, "/", $file)))),+]
    };
}

/// In the order of their building: later ones begin from earlier ones.
const RECIPES: &[Recipe] = &[
    Recipe {
        name: "library/busybox",
        files: context!("busybox": "Dockerfile"),
        archives: &[Archive::Busybox(context!("busybox": "etc/passwd", "etc/group"))],
    },
    Recipe {
        name: "library/alpine",
        files: context!("alpine": "Dockerfile"),
        archives: &[Archive::Busybox(context!("alpine": "etc/passwd", "etc/group", "etc/os-release", "etc/profile"))],
    },
    Recipe {
        name: "library/nginx",
        files: context!("nginx": "Dockerfile", "default.conf", "docker-entrypoint.sh", "index.html"),
        archives: &[
            Archive::Packages {
                name: "debian",
                base: true,
                packages: &[
                    "base-files",
                    "base-passwd",
                    "bash",
                    "coreutils",
                    "dash",
                    "debianutils",
                    "findutils",
                    "gcc-12-base",
                    "grep",
                    "hostname",
                    "libacl1",
                    "libattr1",
                    "libc-bin",
                    "libc6",
                    "libgcc-s1",
                    "libgmp10",
                    "libpcre2-8-0",
                    "libselinux1",
                    "libtinfo6",
                    "mawk",
                    "ncurses-base",
                    "sed",
                    "zlib1g",
                ],
            },
            Archive::Packages { name: "nginx", base: false, packages: &["nginx", "nginx-common", "libcrypt1", "libssl3"] },
        ],
    },
    Recipe { name: "devwikirepo/tencounter", files: context!("tencounter": "Dockerfile", "counter.sh"), archives: &[] },
    Recipe { name: "devwikirepo/hundredcounter", files: context!("hundredcounter": "Dockerfile", "counter.sh"), archives: &[] },
    Recipe { name: "devwikirepo/simple-web", files: context!("simple-web": "Dockerfile", "index.html"), archives: &[] },
];

/// The prepared content; made now if it isn't there.
pub fn ready(cache: &Cache, trees: &Trees) -> Result<PathBuf, LabError> {
    let content = place(cache, trees);
    if content.is_dir() {
        return Ok(content);
    }
    let _lock = cache.lock("registry")?;
    if content.is_dir() {
        return Ok(content);
    }
    cache::say("building the images that its registry serves (once; half a minute)");
    let making = content.with_extension("making");
    cache::remove(&making)?;
    fs::create_dir_all(&making).map_err(LabError::io("create", &making))?;
    let lab = Lab::raise(cache, trees, Generation::Old, None, &Shelf::Fill(making.clone()), Until::Dropped)?;
    for recipe in RECIPES {
        publish(&lab, &trees.bookworm, recipe)?;
    }
    lab.down()?;
    fs::rename(&making, &content).map_err(LabError::io("rename", &making))?;
    Ok(content)
}

/// The directory carries a hash of all that goes into it: a changed recipe is new content beside the old, which a lab may be using.
fn place(cache: &Cache, trees: &Trees) -> PathBuf {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    };
    // Its name says what is in it; where the cache is makes no difference.
    add(&trees.bookworm.file_name().unwrap_or_default().to_string_lossy());
    for recipe in RECIPES {
        add(recipe.name);
        let mut add_files = |files: &[(&str, &str)]| {
            for (name, text) in files {
                add(name);
                add(text);
            }
        };
        add_files(recipe.files);
        for archive in recipe.archives {
            match archive {
                Archive::Busybox(files) => add_files(files),
                Archive::Packages { packages, .. } => packages.iter().for_each(|name| add_files(&[(name, "")])),
            }
        }
    }
    let hash = hash.finalize();
    cache.entry(&format!("registry-{:02x}{:02x}{:02x}{:02x}", hash[0], hash[1], hash[2], hash[3]))
}

/// Builds an image in the lab and pushes it to the lab's registry.
fn publish(lab: &Lab, tree: &Path, recipe: &Recipe) -> Result<(), LabError> {
    let context = lab.home().entry("context").join(recipe.name);
    for (name, text) in recipe.files {
        let path = context.join(name);
        let directory = path.parent().unwrap_or(&context);
        fs::create_dir_all(directory).map_err(LabError::io("create", directory))?;
        fs::write(&path, text).map_err(LabError::io("write", &path))?;
    }
    for archive in recipe.archives {
        match archive {
            Archive::Busybox(files) => rootfs::of_busybox(tree, files, &context.join("busybox.tar"))?,
            Archive::Packages { name, packages, base } => {
                rootfs::of_packages(tree, packages, *base, &context.join(format!("{name}.tar")))?;
            }
        }
    }
    let tag = format!("{REGISTRY}/{}:latest", recipe.name);
    program::run(lab.docker(&["build", "--pull", "--tag", &tag]).arg(&context))?;
    program::run(&mut lab.docker(&["push", "--quiet", &tag]))?;
    Ok(())
}
