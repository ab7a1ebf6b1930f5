//! What an image's own config says of its steps. It is only in `docker save`, where each step says whether it is empty: the
//! truth that the join has to find without it.

use std::collections::HashMap;
use std::io::Read;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::common::Bench;

pub struct Step {
    /// None for an empty step.
    pub digest: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Manifest {
    config: String,
}

#[derive(Deserialize)]
struct Config {
    history: Vec<History>,
    rootfs: RootFs,
}

#[derive(Deserialize)]
struct History {
    #[serde(default)]
    empty_layer: bool,
}

#[derive(Deserialize)]
struct RootFs {
    diff_ids: Vec<String>,
}

/// The steps of an image, oldest first.
pub async fn steps(bench: &Bench, image: &str) -> Vec<Step> {
    let saved = bench.docker_bytes(&["image", "save", image]).await;
    let mut files = HashMap::new();
    for entry in tar::Archive::new(saved.as_slice()).entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().display().to_string();
        // Layers are large, and are not looked at.
        if entry.size() < 1 << 20 {
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            files.insert(name, content);
        }
    }
    let manifests: Vec<Manifest> = read(&files["manifest.json"]);
    let config: Config = read(&files[&manifests[0].config]);
    let mut digests = config.rootfs.diff_ids.into_iter();
    let mut digest = |step: &History| if step.empty_layer { None } else { digests.next() };
    config.history.iter().map(|step| Step { digest: digest(step) }).collect()
}

fn read<T: DeserializeOwned>(content: &[u8]) -> T {
    serde_json::from_slice(content).unwrap()
}
