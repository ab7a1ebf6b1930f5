use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use naru_view::{Change, Container, EngineInfo, EngineStatus, Image, Problem};
use tokio::sync::{Notify, broadcast};

/// What is known of the engine, shared by the loop that learns it and those who show it.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    touched: broadcast::Sender<Touched>,
}

/// What an engine said something about, even when all is as it was: a container that started and ended again, say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Touched {
    /// The container with this id.
    Container(String),
    /// Everything, or the connection.
    All,
}

/// So many are kept for one who is slow to hear them.
const TOUCHED: usize = 256;

#[derive(Debug)]
struct State {
    revision: u64,
    status: EngineStatus,
    /// `None` until the first list has been read.
    containers: Option<BTreeMap<String, Container>>,
    images: Option<Vec<Image>>,
    images_problem: Option<Problem>,
    readers: Vec<Weak<Reader>>,
}

/// One subscriber's account of what it has not been told.
#[derive(Debug, Default)]
struct Reader {
    untold: Mutex<Untold>,
    woken: Notify,
}

#[derive(Debug, Default)]
struct Untold {
    status: bool,
    all_containers: bool,
    containers: BTreeSet<String>,
    images: bool,
}

impl Shared {
    pub(crate) fn new() -> Arc<Self> {
        let state = State {
            revision: 0,
            status: EngineStatus::Connecting,
            containers: None,
            images: None,
            images_problem: None,
            readers: Vec::new(),
        };
        Arc::new(Self { state: Mutex::new(state), touched: broadcast::channel(TOUCHED).0 })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody who wants to know: first everything that is known, then what changes.
    pub(crate) fn subscribe(self: &Arc<Self>) -> Subscription {
        let mut state = self.lock();
        let everything = Untold {
            status: true,
            all_containers: state.containers.is_some(),
            containers: BTreeSet::new(),
            images: state.images.is_some() || state.images_problem.is_some(),
        };
        let reader = Arc::new(Reader { untold: Mutex::new(everything), woken: Notify::new() });
        reader.woken.notify_one();
        state.readers.retain(|reader| reader.strong_count() > 0);
        state.readers.push(Arc::downgrade(&reader));
        drop(state);
        Subscription { shared: Arc::clone(self), reader }
    }

    /// What is touched from now on.
    pub(crate) fn touched(&self) -> broadcast::Receiver<Touched> {
        self.touched.subscribe()
    }

    /// Nobody may be listening.
    fn touch(&self, touched: Touched) {
        self.touched.send(touched).ok();
    }

    pub(crate) fn status(&self) -> EngineStatus {
        self.lock().status.clone()
    }

    /// Every container that is known, by id.
    pub(crate) fn containers(&self) -> Vec<Container> {
        self.lock().containers.iter().flat_map(BTreeMap::values).cloned().collect()
    }

    /// Every image that is known.
    pub(crate) fn images(&self) -> Vec<Image> {
        self.lock().images.clone().unwrap_or_default()
    }

    pub(crate) fn set_status(&self, status: EngineStatus) {
        self.lock().set_status(status);
        self.touch(Touched::All);
    }

    /// The first list of a connection: said together with the connection, so that no window shows one without the other.
    pub(crate) fn connected(&self, engine: EngineInfo, containers: Vec<Container>) {
        let mut state = self.lock();
        let address = match &state.status {
            EngineStatus::Connected { engine } | EngineStatus::Lost { engine, .. } => Some(&engine.address),
            EngineStatus::Connecting | EngineStatus::Absent { .. } => None,
        };
        // Of another engine, which would be shown as this one's until its own come; and what was refused before may not be now.
        let same = address == Some(&engine.address);
        let forgotten = !same && state.images.take().is_some();
        if state.images_problem.take().is_some() || forgotten {
            state.tell(|untold| untold.images = true);
        }
        state.set_containers(containers);
        state.set_status(EngineStatus::Connected { engine });
        drop(state);
        self.touch(Touched::All);
    }

    /// The connection broke. What was known stays, marked as old by the status.
    pub(crate) fn lost(&self, problem: Problem) {
        let engine = match self.status() {
            EngineStatus::Connected { engine } | EngineStatus::Lost { engine, .. } => engine,
            EngineStatus::Connecting | EngineStatus::Absent { .. } => return,
        };
        self.set_status(EngineStatus::Lost { engine, problem });
    }

    pub(crate) fn set_containers(&self, containers: Vec<Container>) {
        self.lock().set_containers(containers);
        self.touch(Touched::All);
    }

    /// What was read again of the containers with these ids: one that was not found is gone.
    pub(crate) fn update_containers(&self, ids: &[String], read: Vec<Container>) {
        let mut state = self.lock();
        let known = state.containers.get_or_insert_default();
        let mut changed = BTreeSet::new();
        for id in ids {
            if !read.iter().any(|container| container.id == *id) && known.remove(id).is_some() {
                changed.insert(id.clone());
            }
        }
        for container in read {
            if known.get(&container.id) != Some(&container) {
                changed.insert(container.id.clone());
                known.insert(container.id.clone(), container);
            }
        }
        state.tell_containers(&changed);
        drop(state);
        for id in ids {
            self.touch(Touched::Container(id.clone()));
        }
    }

    /// True when they are others than those that were known before.
    pub(crate) fn set_images(&self, images: Vec<Image>) -> bool {
        let mut state = self.lock();
        let solved = state.images_problem.take().is_some();
        let before = state.images.replace(images);
        let others = before != state.images;
        if others || solved {
            state.tell(|untold| untold.images = true);
        }
        others && before.is_some()
    }

    /// The engine does not list its images, and why.
    pub(crate) fn images_refused(&self, problem: Problem) {
        let mut state = self.lock();
        if state.images_problem.as_ref() != Some(&problem) {
            state.images_problem = Some(problem);
            state.tell(|untold| untold.images = true);
        }
    }
}

impl State {
    fn set_status(&mut self, status: EngineStatus) {
        if self.status != status {
            self.status = status;
            self.tell(|untold| untold.status = true);
        }
    }

    /// A whole list. The first is told whole; of the others only what is different, or a window with thousands of containers would
    /// be sent all of them whenever many change.
    fn set_containers(&mut self, containers: Vec<Container>) {
        let now: BTreeMap<_, _> = containers.into_iter().map(|container| (container.id.clone(), container)).collect();
        let Some(before) = self.containers.replace(now) else {
            self.tell(|untold| untold.all_containers = true);
            return;
        };
        let now = self.containers.iter().flatten();
        let mut changed: BTreeSet<String> =
            now.filter(|(id, container)| before.get(*id) != Some(*container)).map(|(id, _)| id.clone()).collect();
        let is_gone = |id: &String| self.containers.as_ref().is_some_and(|now| !now.contains_key(id));
        changed.extend(before.into_keys().filter(is_gone));
        self.tell_containers(&changed);
    }

    fn tell_containers(&mut self, changed: &BTreeSet<String>) {
        if changed.is_empty() {
            return;
        }
        self.tell(|untold| {
            if !untold.all_containers {
                untold.containers.extend(changed.iter().cloned());
            }
        });
    }

    fn tell(&mut self, what: impl Fn(&mut Untold)) {
        self.revision += 1;
        for reader in self.readers.iter().filter_map(Weak::upgrade) {
            what(&mut reader.untold.lock().unwrap_or_else(PoisonError::into_inner));
            reader.woken.notify_one();
        }
    }

    fn changes(&self, untold: Untold) -> Vec<Change> {
        let revision = self.revision;
        let mut changes = Vec::new();
        if let (true, Some(known)) = (untold.all_containers, &self.containers) {
            changes.push(Change::Containers { revision, all: true, changed: known.values().cloned().collect(), removed: Vec::new() });
        } else if let (false, Some(known)) = (untold.containers.is_empty(), &self.containers) {
            let (there, gone): (Vec<_>, Vec<_>) = untold.containers.into_iter().partition(|id| known.contains_key(id));
            let changed = there.iter().filter_map(|id| known.get(id)).cloned().collect();
            changes.push(Change::Containers { revision, all: false, changed, removed: gone });
        }
        if untold.images {
            changes.push(Change::Images { revision, images: self.images.clone(), problem: self.images_problem.clone() });
        }
        if untold.status {
            // A connection is said after the list it comes with, a loss before anything else.
            let at = if matches!(self.status, EngineStatus::Connected { .. }) { changes.len() } else { 0 };
            changes.insert(at, Change::Status { status: self.status.clone() });
        }
        changes
    }
}

/// What changed since it was last asked.
#[derive(Debug)]
pub struct Subscription {
    shared: Arc<Shared>,
    reader: Arc<Reader>,
}

impl Subscription {
    /// Waits for something to have changed, and says what, in the order to apply it; never empty.
    pub async fn next(&mut self) -> Vec<Change> {
        loop {
            self.reader.woken.notified().await;
            let state = self.shared.lock();
            let untold = std::mem::take(&mut *self.reader.untold.lock().unwrap_or_else(PoisonError::into_inner));
            let changes = state.changes(untold);
            if !changes.is_empty() {
                return changes;
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test says what it expects by failing")]
mod tests;
