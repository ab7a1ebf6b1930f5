//! How the layers of a pull or a push come along, in the engine's words.

use std::time::Duration;

use naru_view::{PullLayer, PullStatus};
use serde::Deserialize;
use tokio::time::Instant;

/// Progress is told no more often than this; an engine says it for every few kilobytes.
const PACE: Duration = Duration::from_millis(60);

/// A line of the answer.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Said {
    id: Option<String>,
    pub(super) status: Option<String>,
    progress_detail: Option<Detail>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Detail {
    current: Option<i64>,
    total: Option<i64>,
}

/// What is known of the layers by now.
#[derive(Debug)]
pub(super) struct Layers {
    layers: Vec<PullLayer>,
    told: Instant,
}

impl Layers {
    pub(super) fn new() -> Self {
        Self { layers: Vec::new(), told: Instant::now() }
    }

    /// All of them.
    pub(super) fn all(&self) -> Vec<PullLayer> {
        self.layers.clone()
    }

    /// Takes a line in. Gives all layers when it is time to tell of them.
    pub(super) fn note(&mut self, said: Said) -> Option<Vec<PullLayer>> {
        self.take(said);
        if self.told.elapsed() < PACE {
            return None;
        }
        self.told = Instant::now();
        Some(self.all())
    }

    fn take(&mut self, said: Said) {
        let (Some(id), Some(words)) = (said.id, said.status) else { return };
        let status = match words.as_str() {
            "Pulling fs layer" | "Waiting" | "Preparing" => PullStatus::Waiting,
            "Downloading" => PullStatus::Downloading,
            "Verifying Checksum" => PullStatus::Verifying,
            "Download complete" => PullStatus::Downloaded,
            "Extracting" => PullStatus::Extracting,
            "Pull complete" | "Pushed" => PullStatus::Done,
            "Already exists" | "Layer already exists" => PullStatus::Exists,
            "Pushing" => PullStatus::Pushing,
            // "Pulling from library/nginx" names the tag, not a layer.
            other if other.starts_with("Pulling from") => return,
            // It is there already, in another repository of the registry.
            other if other.starts_with("Mounted from") => PullStatus::Exists,
            other => PullStatus::Unknown(other.to_owned()),
        };
        let count = |bytes: Option<i64>| bytes.and_then(|bytes| u64::try_from(bytes).ok()).filter(|bytes| *bytes > 0);
        let detail = said.progress_detail.unwrap_or_default();
        let layer = PullLayer { id, status, current: count(detail.current), total: count(detail.total) };
        match self.layers.iter_mut().find(|known| known.id == layer.id) {
            Some(known) => *known = layer,
            None => self.layers.push(layer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(id: &str, status: &str, current: i64, total: i64) -> Said {
        let progress_detail = Some(Detail { current: Some(current), total: Some(total) });
        Said { id: Some(id.into()), status: Some(status.into()), progress_detail }
    }

    #[test]
    fn layers_keep_their_place_and_the_tag_is_none() {
        let mut layers = Layers::new();
        layers.note(said("latest", "Pulling from library/nginx", 0, 0));
        layers.note(said("a", "Pulling fs layer", 0, 0));
        layers.note(said("b", "Downloading", 5, 10));
        layers.note(said("a", "Pull complete", 0, 0));
        layers.note(said("c", "Mounted from library/nginx", 0, 0));
        let layer = |id: &str, status, current, total| PullLayer { id: id.into(), status, current, total };
        let expected = [
            layer("a", PullStatus::Done, None, None),
            layer("b", PullStatus::Downloading, Some(5), Some(10)),
            layer("c", PullStatus::Exists, None, None),
        ];
        assert_eq!(layers.all(), expected);
    }
}
