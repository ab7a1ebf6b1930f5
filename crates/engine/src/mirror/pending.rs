use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use naru_view::{Container, ContainerState};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::ended::Ended;
use super::events::Touched;

/// How long an event waits for others, so that a burst is one read.
const GATHER: Duration = Duration::from_millis(15);

/// How long after an object's last event it is read once more, because engines announce a change before their lists show it.
pub(super) const SETTLE: Duration = Duration::from_millis(400);

/// With more than this many at once the whole list is the cheaper read.
const MANY: usize = 64;

/// What has to be read again, and when. Filled by the loop that reads events, emptied by those that read the two lists.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    due: Mutex<Due>,
    containers_changed: Notify,
    images_changed: Notify,
}

#[derive(Debug, Default)]
struct Due {
    containers: BTreeMap<String, Times>,
    all_containers: Option<Times>,
    images: Option<Times>,
    ended: Ended,
    /// Containers were handed out to be read, and are not read yet: the next ones have not been asked for.
    reading_containers: bool,
    /// The same of the images.
    reading_images: bool,
}

/// The two reads an event asks for.
#[derive(Debug, Clone, Copy)]
struct Times {
    soon: Option<Instant>,
    later: Instant,
}

impl Times {
    fn from(now: Instant, before: Option<&Times>) -> Self {
        // A read that already waits is not put off by the next event, or a steady stream would starve it.
        let soon = before.and_then(|times| times.soon).unwrap_or(now + GATHER);
        Self { soon: Some(soon), later: now + SETTLE }
    }

    fn next(self) -> Instant {
        self.soon.unwrap_or(self.later)
    }

    fn is_due(self, now: Instant) -> bool {
        self.next() <= now
    }

    /// What remains after a read.
    fn after(self, now: Instant) -> Option<Self> {
        (self.later > now).then_some(Self { soon: None, ..self })
    }
}

/// Which containers to read; none for all of them.
pub(super) type Which = Option<Vec<String>>;

impl Pending {
    pub(super) fn add(&self, touched: Touched) {
        let (containers, images) = (touched.containers(), touched.images());
        self.due().add(touched, Instant::now());
        if containers {
            self.containers_changed.notify_one();
        }
        if images {
            self.images_changed.notify_one();
        }
    }

    /// Asks for a read of the images: after something that engines are known to be silent about.
    pub(crate) fn images(&self) {
        self.add(Touched::Images);
    }

    /// Asks once more for containers that were not to be had.
    pub(super) fn again(&self, which: Which) {
        match which {
            None => self.add(Touched::Containers),
            Some(ids) => ids.into_iter().for_each(|id| self.add(Touched::Container(id))),
        }
    }

    /// Says what was read of `which`. One that ended, and runs all the same, is read once more.
    pub(super) fn read(&self, which: Option<&[String]>, rows: &[Container]) {
        let mut due = self.due();
        let Due { containers, all_containers, ended, .. } = &mut *due;
        let up = |id: &str| rows.iter().any(|row| row.id == id && matches!(row.state, ContainerState::Running | ContainerState::Paused));
        let again = ended.again(which, up, |id| all_containers.is_some() || containers.contains_key(id));
        let now = Instant::now();
        containers.extend(again.into_iter().map(|(id, pause)| (id, Times { soon: None, later: now + pause })));
    }

    /// Asks for the later read alone, of every container: the whole list has just been read, and may have been read between an event
    /// that was sent before anybody listened and the change that it announced.
    pub(super) fn settle(&self) {
        let mut due = self.due();
        let later = Instant::now() + SETTLE;
        due.all_containers = Some(due.all_containers.map_or(Times { soon: None, later }, |times| Times { later, ..times }));
    }

    /// Forgets everything: the engine is about to be asked for events, and then for the whole lists.
    pub(crate) fn clear(&self) {
        *self.due() = Due { reading_containers: true, reading_images: true, ..Due::default() };
    }

    /// True when nothing waits to be read or is being read: the mirror has said all it knows of.
    pub(crate) fn is_empty(&self) -> bool {
        let due = self.due();
        let next = due.next_containers().or(due.images.map(Times::next));
        !due.reading_containers && !due.reading_images && next.is_none()
    }

    /// Waits for containers that are due to be read. Asking says that those before them are read.
    pub(super) async fn next_containers(&self) -> Which {
        self.due().reading_containers = false;
        let take = |due: &mut Due| {
            let which = due.take_containers(Instant::now());
            due.reading_containers = which.is_some();
            which.ok_or_else(|| due.next_containers())
        };
        self.next(&self.containers_changed, take).await
    }

    /// Waits until the images are due to be read. Asking says that they are read as they were due before.
    pub(super) async fn next_images(&self) {
        self.due().reading_images = false;
        let take = |due: &mut Due| {
            let is_due = due.take_images(Instant::now());
            due.reading_images = is_due;
            if is_due { Ok(()) } else { Err(due.images.map(Times::next)) }
        };
        self.next(&self.images_changed, take).await;
    }

    /// Waits so long, or until something else asks for the images; true when that was it.
    pub(super) async fn images_within(&self, pause: Duration) -> bool {
        tokio::time::timeout(pause, self.images_changed.notified()).await.is_ok()
    }

    /// Waits until something can be taken; `take` says when to try again.
    async fn next<T>(&self, changed: &Notify, take: impl Fn(&mut Due) -> Result<T, Option<Instant>>) -> T {
        loop {
            let wake = match take(&mut self.due()) {
                Ok(taken) => return taken,
                Err(wake) => wake,
            };
            match wake {
                Some(at) => {
                    tokio::select! {
                        () = tokio::time::sleep_until(at) => {}
                        () = changed.notified() => {}
                    }
                }
                None => changed.notified().await,
            }
        }
    }

    fn due(&self) -> MutexGuard<'_, Due> {
        self.due.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Due {
    fn add(&mut self, touched: Touched, now: Instant) {
        match &touched {
            Touched::Died(id) => self.ended.died(id.clone()),
            Touched::Started(id) => self.ended.started(id),
            _ => {}
        }
        if touched.images() {
            self.images = Some(Times::from(now, self.images.as_ref()));
        }
        match touched {
            Touched::Container(id) | Touched::Commit(id) | Touched::Started(id) | Touched::Died(id) => {
                let times = Times::from(now, self.containers.get(&id));
                self.containers.insert(id, times);
            }
            Touched::Containers => self.all_containers = Some(Times::from(now, self.all_containers.as_ref())),
            Touched::Images => {}
        }
    }

    fn next_containers(&self) -> Option<Instant> {
        self.containers.values().chain(&self.all_containers).map(|times| times.next()).min()
    }

    fn take_containers(&mut self, now: Instant) -> Option<Which> {
        let mut ids = Vec::new();
        self.containers.retain(|id, times| {
            if !times.is_due(now) {
                return true;
            }
            ids.push(id.clone());
            times.after(now).is_some_and(|left| {
                *times = left;
                true
            })
        });
        if take(&mut self.all_containers, now) || ids.len() > MANY {
            return Some(None);
        }
        (!ids.is_empty()).then_some(Some(ids))
    }

    fn take_images(&mut self, now: Instant) -> bool {
        take(&mut self.images, now)
    }
}

fn take(times: &mut Option<Times>, now: Instant) -> bool {
    let Some(due) = times.filter(|times| times.is_due(now)) else { return false };
    *times = due.after(now);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn these(ids: &[&str]) -> Vec<String> {
        ids.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_burst_is_read_once_soon_and_once_later() {
        let (mut due, began) = (Due::default(), Instant::now());
        for id in ["a", "b", "a"] {
            due.add(Touched::Container(id.into()), began);
        }
        assert_eq!(due.next_containers(), Some(began + GATHER));
        assert_eq!(due.take_containers(began), None, "it waits for the rest of the burst");
        assert_eq!(due.take_containers(began + GATHER), Some(Some(these(&["a", "b"]))));
        assert_eq!(due.take_containers(began + GATHER), None);
        assert_eq!(due.next_containers(), Some(began + SETTLE), "a second read is still to come");
        assert_eq!(due.take_containers(began + SETTLE), Some(Some(these(&["a", "b"]))));
        assert_eq!(due.next_containers(), None);
    }

    #[test]
    fn a_steady_stream_does_not_put_the_first_read_off() {
        let (mut due, began) = (Due::default(), Instant::now());
        for passed in 0..GATHER.as_millis() {
            let passed = Duration::from_millis(u64::try_from(passed).unwrap_or(0));
            due.add(Touched::Container("a".into()), began + passed);
        }
        assert_eq!(due.take_containers(began + GATHER), Some(Some(these(&["a"]))));
    }

    #[test]
    fn an_event_after_the_first_read_asks_for_two_more() {
        let (mut due, began) = (Due::default(), Instant::now());
        due.add(Touched::Container("a".into()), began);
        assert_eq!(due.take_containers(began + GATHER), Some(Some(these(&["a"]))));
        let again = began + SETTLE / 2;
        due.add(Touched::Container("a".into()), again);
        assert_eq!(due.take_containers(again + GATHER), Some(Some(these(&["a"]))));
        assert_eq!(due.next_containers(), Some(again + SETTLE));
    }

    #[test]
    fn many_at_once_become_one_whole_list() {
        let (mut due, began) = (Due::default(), Instant::now());
        for n in 0..=MANY {
            due.add(Touched::Container(n.to_string()), began);
        }
        assert_eq!(due.take_containers(began + GATHER), Some(None));
    }

    #[test]
    fn images_do_not_cause_a_read_of_containers() {
        let (mut due, began) = (Due::default(), Instant::now());
        due.add(Touched::Images, began);
        assert!(!due.take_images(began), "they wait for the rest of the burst");
        assert_eq!((due.take_containers(began + GATHER), due.take_images(began + GATHER)), (None, true));
        assert_eq!((due.take_images(began + GATHER), due.take_images(began + SETTLE)), (false, true));
        assert_eq!(due.images.map(Times::next), None);
    }

    #[tokio::test]
    async fn images_that_are_read_for_long_hold_no_container_up() {
        let pending = Pending::default();
        pending.clear();
        pending.add(Touched::Images);
        pending.next_images().await;
        pending.add(Touched::Container("a".into()));
        let mut reads = 0;
        while pending.due().next_containers().is_some() {
            assert_eq!(pending.next_containers().await, Some(vec!["a".to_owned()]));
            reads += 1;
        }
        assert!((1..=2).contains(&reads), "one where this machine slept meanwhile: {reads}");
        pending.due().reading_containers = false;
        pending.due().images = None;
        assert!(!pending.is_empty(), "the images are still being read");
    }
}
