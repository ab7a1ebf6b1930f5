//! The history of an image joined to its layers.
//!
//! `GET /images/{name}/history` says what was done, `RootFS.Layers` which file-system layers there are, and nothing says which
//! step made which: the flag for it (`empty_layer` of the image's config) is not in the answer. What is known: there are as
//! many steps with a layer as there are layers, in the same order, and a step that has a size has a layer. For the others it
//! depends on what they did and on who built it.

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
    /// It writes files, however small: `COPY` and `ADD`, and with `BuildKit` also `RUN`.
    Likely,
    /// It makes one if it changed anything: `RUN` of the classic builder, `WORKDIR` of a folder that was not there, a commit.
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

/// The steps, newest first as in `history`, each with its layer; `layers` are the digests, oldest first.
///
/// A digest is given only where it is sure. A step that may or may not have made a layer has none, and is not called empty.
pub(crate) fn join(history: Vec<Row>, layers: &[String]) -> Vec<Layer> {
    let mut oldest_first = history;
    oldest_first.reverse();
    let read: Vec<(String, Kind)> =
        oldest_first.iter().map(|row| instruction::read(row.created_by.as_deref().unwrap_or_default())).collect();
    let chances: Vec<Chance> = oldest_first.iter().zip(&read).map(|(row, (_, kind))| chance(row, *kind)).collect();
    let (verdicts, open, uncovered) = judge(&chances, layers.len());
    let digests = digests(&verdicts, open, layers);
    let steps = oldest_first.into_iter().zip(read).zip(verdicts.into_iter().zip(digests));
    let steps = steps.map(|((row, (instruction, _)), (verdict, digest))| Layer {
        instruction,
        created_by: row.created_by.unwrap_or_default(),
        size: u64::try_from(row.size).unwrap_or_default(),
        created: row.created,
        digest,
        empty: verdict == Verdict::Empty,
        image_id: Some(row.id).filter(|id| id.starts_with("sha256:")),
        tags: row.tags.unwrap_or_default(),
        comment: row.comment.unwrap_or_default(),
    });
    // Engines count the layers from the oldest on, so that those which no step tells of are the newest.
    let untold = layers[layers.len() - uncovered..].iter().map(untold);
    let mut all: Vec<Layer> = steps.chain(untold).collect();
    all.reverse();
    all
}

fn chance(row: &Row, kind: Kind) -> Chance {
    let buildkit = row.comment.as_deref().is_some_and(|comment| comment.starts_with("buildkit"));
    match kind {
        _ if row.size > 0 => Chance::Certain,
        Kind::Copy => Chance::Likely,
        Kind::Run if buildkit => Chance::Likely,
        Kind::Run | Kind::Workdir | Kind::Unknown => Chance::Possible,
        Kind::Metadata => Chance::Unlikely,
    }
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
fn untold(digest: &String) -> Layer {
    Layer {
        instruction: String::new(),
        created_by: String::new(),
        size: 0,
        created: 0,
        digest: Some(digest.clone()),
        empty: false,
        image_id: None,
        tags: Vec::new(),
        comment: String::new(),
    }
}

#[cfg(test)]
mod tests;
