//! What `BuildKit` tells, folded into what the window shows.
//!
//! `BuildKit` sends a step again, whole, whenever something about it changes, its output as pieces of bytes, and all of it as
//! often as it likes. The fold keeps what is known and hands out, whenever asked, what changed since.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use bollard::moby::buildkit::v1::{StatusResponse, Vertex, VertexLog, VertexStatus, VertexWarning};
use naru_view::{BuildProgress, BuildStep, BuildStepStatus, BuildTransfer, BuildWarning};

use super::dockerfile::Dockerfile;
use super::lines::Lines;
use super::vertex::{Name, Part};

mod output;

use output::Output;

/// What is known of a build so far.
pub(crate) struct Fold {
    pub(crate) dockerfile: Dockerfile,
    steps: Vec<Step>,
    by_id: HashMap<String, usize>,
    changed: BTreeSet<usize>,
    /// Lines that have not ended yet.
    open: HashMap<(usize, bool), Lines>,
    output: Output,
    warned: HashSet<(String, Option<u32>)>,
    warnings: Vec<BuildWarning>,
    /// The builder numbers every instruction, not only those that make a layer.
    numbers_all: bool,
}

struct Step {
    view: BuildStep,
    name: Name,
    /// When it began and ended, each time it ran, in milliseconds: some steps run in several goes.
    runs: BTreeMap<i64, Option<i64>>,
    /// The ids of the transfers in `view`, at the same places.
    transfers: Vec<String>,
}

/// How a build came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The image is there.
    Done,
    /// It failed or was cancelled; nothing runs any more.
    Broken,
}

impl Fold {
    /// Nothing is known yet but the Dockerfile.
    pub(crate) fn new(dockerfile: Dockerfile) -> Self {
        Self {
            dockerfile,
            steps: Vec::new(),
            by_id: HashMap::new(),
            changed: BTreeSet::new(),
            open: HashMap::new(),
            output: Output::default(),
            warned: HashSet::new(),
            warnings: Vec::new(),
            numbers_all: false,
        }
    }

    /// Takes in what came of a builder that is not `BuildKit`.
    pub(crate) fn apply_classic(&mut self, response: StatusResponse) {
        self.numbers_all = true;
        self.apply(response);
    }

    /// Takes in what came.
    pub(crate) fn apply(&mut self, response: StatusResponse) {
        let known = self.steps.len();
        for vertex in response.vertexes {
            self.vertex(vertex);
        }
        if self.steps.len() > known {
            self.order();
        }
        for status in response.statuses {
            self.status(status);
        }
        for log in response.logs {
            self.output(&log);
        }
        // A step's last output may come together with its end.
        let over: Vec<usize> = self.changed.iter().copied().filter(|at| is_over(self.steps[*at].view.status)).collect();
        for at in over {
            self.end_output(at);
        }
        for warning in &response.warnings {
            self.warning(warning);
        }
    }

    /// Nothing more will come.
    pub(crate) fn finish(&mut self, end: End) {
        for at in 0..self.steps.len() {
            self.end_output(at);
            let status = match (self.steps[at].view.status, end) {
                (BuildStepStatus::Running, End::Done) => BuildStepStatus::Done,
                // Nobody needed it: what is built on it was in the cache.
                (BuildStepStatus::Waiting, End::Done) => BuildStepStatus::Cached,
                (BuildStepStatus::Running | BuildStepStatus::Waiting, End::Broken) => BuildStepStatus::Cancelled,
                _ => continue,
            };
            self.steps[at].view.status = status;
            self.changed.insert(at);
        }
    }

    /// What changed since this was last asked, if anything did.
    pub(crate) fn take(&mut self) -> Option<BuildProgress> {
        if self.changed.is_empty() && self.output.is_empty() && self.warnings.is_empty() {
            return None;
        }
        let changed = std::mem::take(&mut self.changed);
        let (log, log_skipped) = self.output.take(|at| self.steps[at].view.id.clone());
        Some(BuildProgress {
            dockerfile: None,
            context_sent: None,
            steps: changed.into_iter().map(|at| self.steps[at].view.clone()).collect(),
            log,
            log_skipped,
            warnings: std::mem::take(&mut self.warnings),
        })
    }

    /// The step that broke the build, and what its name says.
    pub(crate) fn failed(&self) -> Option<(&BuildStep, &Name)> {
        let failed = self.steps.iter().find(|step| step.view.status == BuildStepStatus::Failed);
        failed.map(|step| (&step.view, &step.name))
    }

    fn vertex(&mut self, vertex: Vertex) {
        let at = match self.by_id.get(&vertex.digest) {
            Some(at) => *at,
            None => self.add(&vertex),
        };
        let step = &mut self.steps[at];
        let started = vertex.started.as_ref().map(|time| milliseconds(time.seconds, time.nanos));
        let completed = vertex.completed.as_ref().map(|time| milliseconds(time.seconds, time.nanos));
        if let Some(started) = started {
            let ended = step.runs.entry(started).or_default();
            *ended = completed.or(*ended);
        }
        let view = &mut step.view;
        view.started = step.runs.keys().next().copied();
        // A start that is said anew without an end was a correction, not a run.
        let took: i64 = step.runs.iter().filter_map(|(started, ended)| Some((*ended)?.saturating_sub(*started).max(0))).sum();
        view.duration_ms = completed.map(|_| u32::try_from(took).unwrap_or(u32::MAX));
        view.inputs = vertex.inputs;
        view.status = match (vertex.error.as_str(), completed, started) {
            (error, _, _) if is_cancel(error) => BuildStepStatus::Cancelled,
            (error, _, _) if !error.is_empty() => BuildStepStatus::Failed,
            (_, Some(_), _) if vertex.cached => BuildStepStatus::Cached,
            (_, Some(_), _) => BuildStepStatus::Done,
            (_, None, Some(_)) => BuildStepStatus::Running,
            (_, None, None) => BuildStepStatus::Waiting,
        };
        view.error = (view.status == BuildStepStatus::Failed).then_some(vertex.error);
        self.changed.insert(at);
    }

    fn add(&mut self, vertex: &Vertex) -> usize {
        let name = Name::parse(&vertex.name);
        let view = BuildStep {
            id: vertex.digest.clone(),
            order: u32::MAX,
            name: vertex.name.clone(),
            instruction: name.instruction.clone(),
            stage: self.dockerfile.stage_name(&name),
            internal: name.part() != Part::Dockerfile,
            line: if self.numbers_all { self.line_of_every(&name) } else { self.dockerfile.line(&name) },
            status: BuildStepStatus::Waiting,
            started: None,
            duration_ms: None,
            transfers: Vec::new(),
            error: None,
            inputs: Vec::new(),
        };
        let at = self.steps.len();
        self.steps.push(Step { view, name, runs: BTreeMap::new(), transfers: Vec::new() });
        self.by_id.insert(vertex.digest.clone(), at);
        at
    }

    fn line_of_every(&self, name: &Name) -> Option<u32> {
        let keyword = |name: &Name| name.instruction.split_whitespace().next().map(str::to_ascii_uppercase);
        let like = |step: &&Step| step.name.stage == name.stage && keyword(&step.name) == keyword(name);
        self.dockerfile.line_of_every(name, self.steps.iter().filter(like).count())
    }

    /// Numbers the steps in the order in which they are written, not that in which they were solved.
    fn order(&mut self) {
        let mut places: Vec<usize> = (0..self.steps.len()).collect();
        places.sort_by_key(|at| {
            let name = &self.steps[*at].name;
            let stage = self.dockerfile.stage_index(name).unwrap_or(usize::MAX);
            (name.part(), stage, name.position.map(|(index, _)| index), *at)
        });
        for (order, at) in (0..).zip(places) {
            let view = &mut self.steps[at].view;
            if view.order != order {
                view.order = order;
                self.changed.insert(at);
            }
        }
    }

    fn status(&mut self, status: VertexStatus) {
        let Some(at) = self.by_id.get(&status.vertex).copied() else { return };
        let step = &mut self.steps[at];
        let name = match (status.name.as_str(), status.id.as_str()) {
            ("", id) => id.to_owned(),
            (name, id) if name == id || id.is_empty() => name.to_owned(),
            (name, id) => format!("{name} {id}"),
        };
        let transfer = BuildTransfer {
            name,
            current: u64::try_from(status.current).unwrap_or_default(),
            total: u64::try_from(status.total).ok().filter(|total| *total > 0),
            done: status.completed.is_some(),
        };
        match step.transfers.iter().position(|id| *id == status.id) {
            Some(place) => step.view.transfers[place] = transfer,
            None => {
                step.transfers.push(status.id);
                step.view.transfers.push(transfer);
            }
        }
        self.changed.insert(at);
    }

    fn output(&mut self, log: &VertexLog) {
        let Some(at) = self.by_id.get(&log.vertex).copied() else { return };
        let stderr = log.stream == 2;
        let mut ended = Vec::new();
        self.open.entry((at, stderr)).or_default().push(&log.msg, |line| ended.push(line));
        for text in ended {
            self.output.push(at, stderr, text);
        }
    }

    fn end_output(&mut self, at: usize) {
        for stderr in [false, true] {
            if let Some(text) = self.open.remove(&(at, stderr)).and_then(|mut lines| lines.rest()) {
                self.output.push(at, stderr, text);
            }
        }
    }

    fn warning(&mut self, warning: &VertexWarning) {
        let start = warning.ranges.iter().find_map(|range| range.start.as_ref());
        let line = start.and_then(|start| u32::try_from(start.line).ok()).filter(|line| *line > 0);
        let text = String::from_utf8_lossy(&warning.short).into_owned();
        if self.warned.insert((text.clone(), line)) {
            self.warnings.push(BuildWarning { text, line });
        }
    }
}

fn is_over(status: BuildStepStatus) -> bool {
    !matches!(status, BuildStepStatus::Waiting | BuildStepStatus::Running)
}

/// `BuildKit` has no flag for it, only Go's words for a context that was cancelled.
fn is_cancel(error: &str) -> bool {
    error.ends_with("context canceled")
}

fn milliseconds(seconds: i64, nanos: i32) -> i64 {
    seconds.saturating_mul(1_000).saturating_add(i64::from(nanos / 1_000_000))
}

#[cfg(test)]
mod tests;
