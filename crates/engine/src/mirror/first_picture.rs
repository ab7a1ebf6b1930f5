use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

/// A window that is not on the screen paints nothing, and is told everything all the same.
const LIMIT: Duration = Duration::from_secs(3);

/// Whether the window that shows a mirror has painted its first picture.
///
/// Its processes and the engine's start and work on the same cores. What the first picture does not show, and what costs an engine more than
/// the containers that it does show, is asked for when the picture is there.
#[derive(Debug)]
pub(crate) struct FirstPicture(watch::Sender<bool>);

impl FirstPicture {
    /// There is no window, or nobody waits for it.
    pub(crate) fn not_awaited() -> Self {
        Self(watch::Sender::new(true))
    }

    /// A window is being opened.
    pub(crate) fn awaited() -> Self {
        Self(watch::Sender::new(false))
    }

    /// From now on nothing waits.
    pub(crate) fn painted(&self) {
        self.0.send_replace(true);
    }

    /// Waits for it, and no longer than some seconds; after those nothing waits any more.
    pub(crate) async fn wait(&self) {
        self.wait_at_most(LIMIT).await;
    }

    async fn wait_at_most(&self, limit: Duration) {
        let mut painted = self.0.subscribe();
        // The sender is there for as long as `self` is: all that can end this early is the limit.
        if timeout(limit, painted.wait_for(|painted| *painted)).await.is_err() {
            self.painted();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::ready;
    use std::pin::pin;

    use super::*;

    #[tokio::test]
    async fn what_waits_for_it_goes_on_when_it_is_there() {
        let picture = FirstPicture::awaited();
        let mut waiting = pin!(picture.wait());
        tokio::select! {
            biased;
            () = &mut waiting => panic!("it is not there yet"),
            () = ready(()) => {}
        }
        picture.painted();
        for there in [&picture, &FirstPicture::not_awaited()] {
            tokio::select! {
                biased;
                () = there.wait() => {}
                () = ready(()) => panic!("it is there"),
            }
        }
        waiting.await;
    }

    #[tokio::test]
    async fn one_that_does_not_come_is_not_waited_for() {
        let picture = FirstPicture::awaited();
        picture.wait_at_most(Duration::from_millis(1)).await;
        tokio::select! {
            biased;
            () = picture.wait() => {}
            () = ready(()) => panic!("a second connection waits for it again"),
        }
    }
}
