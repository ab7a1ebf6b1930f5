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

    /// Takes what is due: `None` when nothing is, else what remains.
    fn take(self, now: Instant) -> Option<Option<Self>> {
        match self.soon {
            Some(soon) if soon <= now => Some((self.later > now).then_some(Self { soon: None, ..self })),
            None if self.later <= now => Some(None),
            _ => None,
        }
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

impl Pending {
    pub(super) fn add(&self, touched: Touched) {
        let now = Instant::now();
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let container = match &touched {
            Touched::Container(id) | Touched::Commit(id) => Some(id.clone()),
            Touched::Containers | Touched::Images => None,
        };
        if let Some(id) = container {
            let times = Times::from(now, due.containers.get(&id));
            due.containers.insert(id, times);
        }
        if touched == Touched::Containers {
            due.all_containers = Some(Times::from(now, due.all_containers.as_ref()));
        }
        if matches!(touched, Touched::Images | Touched::Commit(_)) {
            due.images = Some(Times::from(now, due.images.as_ref()));
        }
        drop(due);
        self.changed.notify_one();
    }

    /// Asks for a read of the images: after something that engines are known to be silent about.
    pub(crate) fn images(&self) {
        self.add(Touched::Images);
    }

    /// Forgets everything: a whole list was just read.
    pub(crate) fn clear(&self) {
        *self.due.lock().unwrap_or_else(PoisonError::into_inner) = Due::default();
    }

    /// True when nothing waits to be read: the mirror has said all it knows of.
    pub(crate) fn is_empty(&self) -> bool {
        let due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        due.containers.is_empty() && due.all_containers.is_none() && due.images.is_none()
    }

    /// Waits for the next read that is due.
    pub(super) async fn next(&self) -> Read {
        loop {
            let wake = {
                let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(read) = due.take(Instant::now()) {
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
    fn next(&self) -> Option<Instant> {
        let every = self.containers.values().chain(&self.all_containers).chain(&self.images);
        every.map(|times| times.next()).min()
    }

    fn take(&mut self, now: Instant) -> Option<Read> {
        let mut ids = Vec::new();
        self.containers.retain(|id, times| match times.take(now) {
            None => true,
            Some(left) => {
                ids.push(id.clone());
                left.is_some_and(|left| {
                    *times = left;
                    true
                })
            }
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
    let Some(left) = times.and_then(|times| times.take(now)) else { return false };
    *times = left;
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_burst_is_read_once_soon_and_once_later() {
        let pending = Pending::default();
        let began = Instant::now();
        for id in ["a", "b", "a"] {
            pending.add(Touched::Container(id.into()));
        }
        let soon = Read { containers: Some(vec!["a".into(), "b".into()]), images: false };
        assert_eq!(pending.next().await, soon);
        assert!(began.elapsed() < SETTLE, "the first read is for the eye");
        assert!(!pending.is_empty(), "a second read is still to come");
        assert_eq!(pending.next().await, soon);
        assert!(began.elapsed() >= SETTLE);
        assert!(pending.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn a_steady_stream_does_not_starve_the_first_read() {
        let pending = Pending::default();
        let began = Instant::now();
        let stream = async {
            loop {
                pending.add(Touched::Container("a".into()));
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::select! {
            () = stream => {}
            _ = pending.next() => {}
        }
        assert!(began.elapsed() <= GATHER * 2);
    }

    #[tokio::test(start_paused = true)]
    async fn many_at_once_become_one_whole_list() {
        let pending = Pending::default();
        for n in 0..=MANY {
            pending.add(Touched::Container(format!("{n}")));
        }
        assert_eq!(pending.next().await.containers, None);
    }

    #[tokio::test(start_paused = true)]
    async fn images_do_not_cause_a_read_of_containers() {
        let pending = Pending::default();
        pending.images();
        assert_eq!(pending.next().await, Read { containers: Some(Vec::new()), images: true });
    }
}
