use std::convert::Infallible;
use std::time::Duration;

use naru_view::{EngineStatus, ProblemCode};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::events::{Events, Touched};
use super::first_picture::FirstPicture;
use super::pending::Pending;
use super::state::Shared;
use super::{containers, images};
use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::transport::RawClient;

/// How long the window may be behind because the read before this one took so long.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// The same for the images, of which a change is rarer and less looked at.
const LONGEST_IMAGES_PAUSE: Duration = Duration::from_secs(30);

/// How long an engine may take to begin its list of images. One with many of them on a slow disk needs half a minute.
const IMAGES_LIMIT: Duration = Duration::from_mins(5);

/// How long an engine that refused a list is left alone, so that what disturbed it may end. Each further time in a row it is twice as long.
const REFUSED_PAUSE: Duration = Duration::from_millis(200);

/// A list that was refused so often in a row is not refused because of what goes on at the moment.
const REFUSED: u32 = 4;

/// How long after the containers are known and painted the engine is asked what else there is to know about it: its images are shown first.
const LEARN_LATER: Duration = Duration::from_millis(400);

/// Keeps the state equal to the engine for as long as the connection holds; returns what broke it.
pub(crate) async fn follow(connection: &Connection, shared: &Shared, pending: &Pending, first: &FirstPicture) -> Error {
    match mirror(connection, shared, pending, first).await {
        Ok(never) => match never {},
        Err(error) => error,
    }
}

async fn mirror(connection: &Connection, shared: &Shared, pending: &Pending, first: &FirstPicture) -> Result<Infallible> {
    let raw = &connection.raw;
    // Before any event can come: one that comes with the answer's beginning asks for its reads like every other.
    pending.clear();
    let mut events = Events::subscribe(raw).await?;
    let read_events = async {
        loop {
            for touched in events.next().await? {
                pending.add(touched);
            }
        }
    };
    let known = Notify::new();
    let read_containers = async {
        // The containers first and by themselves: they are what the window opens with.
        let listed = containers(raw, None).await?;
        shared.connected(connection.engine.clone(), listed);
        pending.settle();
        known.notify_one();
        keep_containers(raw, shared, pending).await
    };
    // The most expensive answer of all: for some of it dockerd starts other programs.
    let learn_more = async {
        tokio::time::sleep(LEARN_LATER).await;
        match connection.more_about().await {
            Ok(engine) => shared.set_status(EngineStatus::Connected { engine }),
            // The lists are right without it; only the name and the ports' host may be plainer.
            Err(error) => tracing::warn!(%error, "GET /info failed"),
        }
        std::future::pending().await
    };
    // Not needed for the first picture.
    let read_the_rest = async {
        known.notified().await;
        first.wait().await;
        tokio::select! {
            never = keep_images(raw, shared, pending) => match never {},
            never = learn_more => never,
        }
    };
    // None waits for another: an engine drops events for a subscriber that is slow to read them.
    tokio::select! {
        ended = read_events => ended,
        ended = read_containers => ended,
        never = read_the_rest => never,
    }
}

/// Reads the containers that events name. An engine that goes on refusing to list them cannot be shown, and is lost.
async fn keep_containers(raw: &RawClient, shared: &Shared, pending: &Pending) -> Result<Infallible> {
    let mut refused = 0;
    loop {
        let which = pending.next_containers().await;
        let began = Instant::now();
        match containers(raw, which.as_deref()).await {
            Ok(read) => {
                refused = 0;
                pending.read(which.as_deref(), &read);
                match which {
                    None => shared.set_containers(read),
                    Some(ids) => shared.update_containers(&ids, read),
                }
                rest(began, LONGEST_PAUSE).await;
            }
            Err(error) if error.is_of_the_connection() || refused + 1 == REFUSED => return Err(error),
            Err(error) => {
                refused += 1;
                tracing::info!(%error, "the containers were refused, and are asked for again");
                pending.again(which);
                tokio::time::sleep(pause_after(refused)).await;
            }
        }
    }
}

/// Reads the images when events say so, by itself: an engine may take seconds to list them, while its containers change. Why it
/// does not list them is said, and then it is asked ever less often. A connection that broke ends its events, which are read beside this.
async fn keep_images(raw: &RawClient, shared: &Shared, pending: &Pending) -> Infallible {
    let raw = raw.within(IMAGES_LIMIT);
    let mut refused = 0;
    loop {
        let began = Instant::now();
        match images(&raw).await {
            Ok(read) => {
                refused = 0;
                // Of a container whose image's name was given to another an engine lists the id from then on.
                if shared.set_images(read) {
                    pending.add(Touched::Containers);
                }
                rest(began, LONGEST_IMAGES_PAUSE).await;
            }
            Err(error) => {
                refused += 1;
                tracing::info!(%error, "the images were refused, and are asked for again");
                if refused >= REFUSED || began.elapsed() > LONGEST_IMAGES_PAUSE {
                    shared.images_refused(of_images(error).problem());
                }
                tokio::time::sleep(REFUSED_PAUSE).await;
                // While others go, this is no sign of anything.
                if pending.images_within(pause_after(refused).saturating_sub(REFUSED_PAUSE)).await {
                    refused = 0;
                }
                pending.images();
            }
        }
        pending.next_images().await;
    }
}

/// Said of a list, other words of an engine do not mean what they mean of a single image or of a registry.
fn of_images(error: Error) -> Error {
    if error.is_of_the_connection() { error } else { Error::new(ProblemCode::EngineRefused, error.problem().detail) }
}

/// However much happens, and however long a list is, the engine reads it for us half of the time at most.
async fn rest(began: Instant, longest: Duration) {
    tokio::time::sleep(began.elapsed().min(longest)).await;
}

/// How long an engine is left alone that refused a list so often in a row.
fn pause_after(refused: u32) -> Duration {
    REFUSED_PAUSE * (1 << refused.saturating_sub(1).min(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_goes_on_refusing_is_asked_ever_less_often() {
        let pauses = [1, 2, 3, 7, 8, 1_000].map(pause_after).map(|pause| pause.as_millis());
        assert_eq!(pauses, [200, 400, 800, 12_800, 12_800, 12_800]);
    }
}
