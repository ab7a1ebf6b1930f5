//! The history of an image joined to its layers.
//!
//! `GET /images/{name}/history` says what was done, `RootFS.Layers` which file-system layers there are, and nothing says which
//! step made which: the flag for it (`empty_layer` of the image's config) is not in the answer. What is known: there are as
//! many steps with a layer as there are layers, in the same order, and a step that has a size has a layer. For the others it
//! depends on what they did and on who built it.

use std::collections::HashMap;

use naru_view::Layer;
use serde::Deserialize;

use super::instruction::{self, Kind};

/// A row of the engine's answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Row {
    #[serde(default)]
    id: String,
    #[serde(default)]
    created: i64,
    created_by: Option<String>,
    tags: Option<Vec<String>>,
    #[serde(default)]
    size: i64,
    comment: Option<String>,
}

/// How sure it is that a step made a layer, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chance {
    /// It has a size.
    Certain,
    /// It makes one even if it changes nothing: `COPY` and `ADD`, and with `BuildKit` also `RUN` and `WORKDIR` of anything but
    /// the root.
    Likely,
    /// It makes one if it changed anything: `RUN` and `WORKDIR` of the classic builder, a commit.
    Possible,
    /// It changes no files.
    Unlikely,
}

/// What the count of the layers makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Layer,
    Empty,
    /// Some of these made a layer, and it cannot be known which.
    Open,
}

impl Row {
    /// The image that the step left behind, where the engine still has it.
    pub(crate) fn image_id(&self) -> Option<&str> {
        Some(self.id.as_str()).filter(|id| id.starts_with("sha256:"))
    }
}

/// The steps, newest first as in `history`, each with its layer; `layers` are the digests, oldest first, and `parents` those
/// of the images that steps left behind, where they are known.
///
/// A digest is given only where it is sure. A step that may or may not have made a layer has none, and is not called empty.
pub(crate) fn join(history: &[Row], layers: &[String], parents: &HashMap<String, Vec<String>>) -> Vec<Layer> {
    let oldest_first: Vec<&Row> = history.iter().rev().collect();
    let read: Vec<(String, Kind)> =
        oldest_first.iter().map(|row| instruction::read(row.created_by.as_deref().unwrap_or_default())).collect();
    let chances: Vec<Chance> = oldest_first.iter().zip(&read).map(|(row, (text, kind))| chance(row, text, *kind)).collect();

    // What an image of a step had is what the steps up to it made: the join falls into parts that are judged by themselves.
    let mut joined = Vec::new();
    let (mut steps_done, mut layers_done) = (0, 0);
    for (at, row) in oldest_first.iter().enumerate() {
        let known = row.image_id().and_then(|id| parents.get(id)).filter(|had| had.len() >= layers_done && layers.starts_with(had));
        if let Some(had) = known {
            joined.extend(part(&chances[steps_done..=at], &layers[layers_done..had.len()]).0);
            (steps_done, layers_done) = (at + 1, had.len());
        }
    }
    let (last, uncovered) = part(&chances[steps_done..], &layers[layers_done..]);
    joined.extend(last);

    let steps = oldest_first.into_iter().zip(read).zip(joined).map(|((row, (instruction, _)), (verdict, digest))| Layer {
        instruction,
        created_by: row.created_by.clone().unwrap_or_default(),
        size: u64::try_from(row.size).unwrap_or_default(),
        created: row.created,
        digest,
        empty: verdict == Verdict::Empty,
        image_id: row.image_id().map(str::to_owned),
        tags: row.tags.clone().unwrap_or_default(),
        comment: row.comment.clone().unwrap_or_default(),
    });
    // Engines count the layers from the oldest on, so that those which no step tells of are the newest.
    let untold = layers[layers.len() - uncovered..].iter().map(|digest| untold(digest));
    let mut all: Vec<Layer> = steps.chain(untold).collect();
    all.reverse();
    all
}

/// Whether it could not be known if a step made a layer, or which.
pub(crate) fn is_open(layer: &Layer) -> bool {
    layer.digest.is_none() && !layer.empty
}

fn chance(row: &Row, instruction: &str, kind: Kind) -> Chance {
    let buildkit = row.comment.as_deref().is_some_and(|comment| comment.starts_with("buildkit"));
    match kind {
        _ if row.size > 0 => Chance::Certain,
        Kind::Metadata => Chance::Unlikely,
        Kind::Workdir if buildkit && instruction == "WORKDIR /" => Chance::Unlikely,
        Kind::Unknown => Chance::Possible,
        Kind::Run | Kind::Workdir if !buildkit => Chance::Possible,
        Kind::Copy | Kind::Run | Kind::Workdir => Chance::Likely,
    }
}

/// Joins steps to the layers that they made among them. Also says how many layers no step can have made.
fn part(chances: &[Chance], layers: &[String]) -> (Vec<(Verdict, Option<String>)>, usize) {
    let (verdicts, open, uncovered) = judge(chances, layers.len());
    let digests = digests(&verdicts, open, layers);
    (verdicts.into_iter().zip(digests).collect(), uncovered)
}

/// Gives the layers to the likeliest steps. Also says how many layers the open steps have among them, and how many layers
/// no step can have made.
fn judge(chances: &[Chance], layers: usize) -> (Vec<Verdict>, usize, usize) {
    let count = |wanted: Chance| chances.iter().filter(|chance| **chance == wanted).count();
    let Some(mut left) = layers.checked_sub(count(Chance::Certain)) else {
        // More steps with a size than layers: the engine contradicts itself, and no digest can be trusted.
        let unsure = |chance: &Chance| if *chance == Chance::Unlikely { Verdict::Empty } else { Verdict::Open };
        return (chances.iter().map(unsure).collect(), 0, 0);
    };
    let mut open = 0;
    let mut by_chance = |chance| {
        let members = count(chance);
        if left >= members {
            left -= members;
            Verdict::Layer
        } else if left == 0 {
            Verdict::Empty
        } else {
            open = std::mem::take(&mut left);
            Verdict::Open
        }
    };
    let (likely, possible, unlikely) = (by_chance(Chance::Likely), by_chance(Chance::Possible), by_chance(Chance::Unlikely));
    let verdicts = chances.iter().map(|chance| match chance {
        Chance::Certain => Verdict::Layer,
        Chance::Likely => likely,
        Chance::Possible => possible,
        Chance::Unlikely => unlikely,
    });
    (verdicts.collect(), open, left)
}

/// The digest of each step whose place among the layers does not depend on the open ones, `open` of which made a layer.
fn digests(verdicts: &[Verdict], open: usize, layers: &[String]) -> Vec<Option<String>> {
    let all_open = verdicts.iter().filter(|verdict| **verdict == Verdict::Open).count();
    let (mut below, mut open_below) = (0, 0);
    let digest = |verdict: &Verdict| match verdict {
        Verdict::Empty => None,
        Verdict::Open => {
            open_below += 1;
            None
        }
        Verdict::Layer => {
            let fewest = open.saturating_sub(all_open - open_below);
            let most = open.min(open_below);
            let place = below + fewest;
            below += 1;
            // With nothing open to give, the open ones are there because nothing is sure.
            (fewest == most && (open > 0 || all_open == 0)).then(|| layers.get(place).cloned())?
        }
    };
    verdicts.iter().map(digest).collect()
}

/// A layer that the history is silent about, as in images of other builders that write none.
fn untold(digest: &str) -> Layer {
    Layer {
        instruction: String::new(),
        created_by: String::new(),
        size: 0,
        created: 0,
        digest: Some(digest.to_owned()),
        empty: false,
        image_id: None,
        tags: Vec::new(),
        comment: String::new(),
    }
}

#[cfg(test)]
mod tests;
