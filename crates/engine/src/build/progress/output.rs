use std::collections::{BTreeMap, VecDeque};

use naru_view::{BuildLogLine, BuildLogSkipped};

/// How many lines are kept between two looks. Of more, those go that the step with the most of them said first: a step that floods takes
/// nothing from the others, and what a failing step said last matters most.
pub(super) const LINES: usize = 1_000;

/// What steps have written since the window was last told.
#[derive(Default)]
pub(super) struct Output {
    lines: VecDeque<Line>,
    /// How many of `lines` are of each step.
    kept: BTreeMap<usize, usize>,
    skipped: BTreeMap<usize, u32>,
}

struct Line {
    step: usize,
    stderr: bool,
    text: String,
}

impl Output {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(super) fn push(&mut self, step: usize, stderr: bool, text: String) {
        self.lines.push_back(Line { step, stderr, text });
        *self.kept.entry(step).or_default() += 1;
        if self.lines.len() > LINES {
            self.skip();
        }
    }

    fn skip(&mut self) {
        let Some((step, kept)) = self.kept.iter_mut().max_by_key(|(_, kept)| **kept) else { return };
        let Some(first) = self.lines.iter().position(|line| line.step == *step) else { return };
        self.lines.remove(first);
        *kept -= 1;
        *self.skipped.entry(*step).or_default() += 1;
    }

    /// Hands all of it out; `id` says what the window calls a step.
    pub(super) fn take(&mut self, id: impl Fn(usize) -> String) -> (Vec<BuildLogLine>, Vec<BuildLogSkipped>) {
        let taken = std::mem::take(self);
        let lines = taken.lines.into_iter().map(|Line { step, stderr, text }| BuildLogLine { step: id(step), stderr, text });
        let skipped = taken.skipped.into_iter().map(|(step, lines)| BuildLogSkipped { step: id(step), lines });
        (lines.collect(), skipped.collect())
    }
}
