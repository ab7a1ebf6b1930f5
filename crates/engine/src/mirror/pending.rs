use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::events::Touched;

/// How long an event waits for others, so that a burst is one read.
const GATHER: Duration = Duration::from_millis(15);

/// How long after an object's last event it is read once more, because engines announce a change before their lists show it.
const SETTLE: Duration = Duration::from_millis(400);

/// With more than this many at once the whole list is the cheaper read.
const MANY: usize = 64;

/// What has to be read again, and when. Filled by the loop that reads events, emptied by the loop that reads lists.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    due: Mutex<Due>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Due {
    containers: BTreeMap<String, Times>,
    all_containers: Option<Times>,
    images: Option<Times>,
    /// A read was handed out and is not finished: the next one has not been asked for.
    reading: bool,
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

/// One read of the lists.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Read {
    /// Which containers; `None` for all of them.
    pub(super) containers: Option<Vec<String>>,
    /// Whether to read the images.
    pub(super) images: bool,
}

impl Read {
    /// No container is asked for by this read.
    pub(super) fn is_of_images_alone(&self) -> bool {
        self.containers.as_ref().is_some_and(Vec::is_empty)
    }
}

impl Pending {
    pub(super) fn add(&self, touched: Touched) {
        self.due.lock().unwrap_or_else(PoisonError::into_inner).add(touched, Instant::now());
        self.changed.notify_one();
    }

    /// Asks for a read of the images: after something that engines are known to be silent about.
    pub(crate) fn images(&self) {
        self.add(Touched::Images);
    }

    /// Asks once more for containers that were not to be had.
    pub(super) fn again(&self, containers: Option<&[String]>) {
        match containers {
            None => self.add(Touched::Containers),
            Some(ids) => ids.iter().for_each(|id| self.add(Touched::Container(id.clone()))),
        }
    }

    /// Asks for the later read alone, of every container: the whole list has just been read, and may have been read between an event
    /// that was sent before anybody listened and the change that it announced.
    pub(super) fn settle(&self) {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let later = Instant::now() + SETTLE;
        due.all_containers = Some(due.all_containers.map_or(Times { soon: None, later }, |times| Times { later, ..times }));
    }

    /// Forgets everything: the engine is about to be asked for events, and then for the whole lists.
    pub(crate) fn clear(&self) {
        *self.due.lock().unwrap_or_else(PoisonError::into_inner) = Due { reading: true, ..Due::default() };
    }

    /// True when nothing waits to be read or is being read: the mirror has said all it knows of.
    pub(crate) fn is_empty(&self) -> bool {
        let due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        !due.reading && due.next().is_none()
    }

    /// Waits for the next read that is due. Asking says that the read before it is finished.
    pub(super) async fn next(&self) -> Read {
        self.due.lock().unwrap_or_else(PoisonError::into_inner).reading = false;
        loop {
            let wake = {
                let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(read) = due.take(Instant::now()) {
                    due.reading = true;
                    return read;
                }
                due.next()
            };
            match wake {
                Some(at) => {
                    tokio::select! {
                        () = tokio::time::sleep_until(at) => {}
                        () = self.changed.notified() => {}
                    }
                }
                None => self.changed.notified().await,
            }
        }
    }
}

impl Due {
    fn add(&mut self, touched: Touched, now: Instant) {
        if matches!(touched, Touched::Images | Touched::Commit(_)) {
            self.images = Some(Times::from(now, self.images.as_ref()));
        }
        match touched {
            Touched::Container(id) | Touched::Commit(id) => {
                let times = Times::from(now, self.containers.get(&id));
                self.containers.insert(id, times);
            }
            Touched::Containers => self.all_containers = Some(Times::from(now, self.all_containers.as_ref())),
            Touched::Images => {}
        }
    }

    fn next(&self) -> Option<Instant> {
        let every = self.containers.values().chain(&self.all_containers).chain(&self.images);
        every.map(|times| times.next()).min()
    }

    fn take(&mut self, now: Instant) -> Option<Read> {
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
        let all = take_option(&mut self.all_containers, now) || ids.len() > MANY;
        let images = take_option(&mut self.images, now);
        if ids.is_empty() && !all && !images {
            return None;
        }
        Some(Read { containers: if all { None } else { Some(ids) }, images })
    }
}

fn take_option(times: &mut Option<Times>, now: Instant) -> bool {
    let Some(due) = times.filter(|times| times.is_due(now)) else { return false };
    *times = due.after(now);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(ids: &[&str]) -> Read {
        Read { containers: Some(ids.iter().map(ToString::to_string).collect()), images: false }
    }

    #[test]
    fn a_burst_is_read_once_soon_and_once_later() {
        let (mut due, began) = (Due::default(), Instant::now());
        for id in ["a", "b", "a"] {
            due.add(Touched::Container(id.into()), began);
        }
        assert_eq!(due.next(), Some(began + GATHER));
        assert_eq!(due.take(began), None, "it waits for the rest of the burst");
        assert_eq!(due.take(began + GATHER), Some(read(&["a", "b"])));
        assert_eq!(due.take(began + GATHER), None);
        assert_eq!(due.next(), Some(began + SETTLE), "a second read is still to come");
        assert_eq!(due.take(began + SETTLE), Some(read(&["a", "b"])));
        assert_eq!(due.next(), None);
    }

    #[test]
    fn a_steady_stream_does_not_put_the_first_read_off() {
        let (mut due, began) = (Due::default(), Instant::now());
        for passed in 0..GATHER.as_millis() {
            let passed = Duration::from_millis(u64::try_from(passed).unwrap_or(0));
            due.add(Touched::Container("a".into()), began + passed);
        }
        assert_eq!(due.take(began + GATHER), Some(read(&["a"])));
    }

    #[test]
    fn an_event_after_the_first_read_asks_for_two_more() {
        let (mut due, began) = (Due::default(), Instant::now());
        due.add(Touched::Container("a".into()), began);
        assert_eq!(due.take(began + GATHER), Some(read(&["a"])));
        let again = began + SETTLE / 2;
        due.add(Touched::Container("a".into()), again);
        assert_eq!(due.take(again + GATHER), Some(read(&["a"])));
        assert_eq!(due.next(), Some(again + SETTLE));
    }

    #[test]
    fn many_at_once_become_one_whole_list() {
        let (mut due, began) = (Due::default(), Instant::now());
        for n in 0..=MANY {
            due.add(Touched::Container(n.to_string()), began);
        }
        assert_eq!(due.take(began + GATHER), Some(Read { containers: None, images: false }));
    }

    #[test]
    fn images_do_not_cause_a_read_of_containers() {
        let (mut due, began) = (Due::default(), Instant::now());
        due.add(Touched::Images, began);
        assert_eq!(due.take(began + GATHER), Some(Read { containers: Some(Vec::new()), images: true }));
    }
}
