use std::time::Duration;

use naru_view::EngineStatus;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::events::{Events, Touched};
use super::patience::Patience;
use super::pending::{Pending, Read};
use super::state::Shared;
use super::{containers, images};
use crate::connection::Connection;
use crate::error::{Error, Result};

/// How long the window may be behind because the read before this one took so long.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// How long an engine that refused a list is left alone, so that what disturbed it may end.
const REFUSED_PAUSE: Duration = Duration::from_millis(200);

/// How long after the containers are known the engine is asked what else there is to know about it: a window that opens is painted by then.
const LEARN_LATER: Duration = Duration::from_millis(400);

/// Keeps the state equal to the engine for as long as the connection holds; returns what broke it.
pub(crate) async fn follow(connection: &Connection, shared: &Shared, pending: &Pending) -> Error {
    match mirror(connection, shared, pending).await {
        Ok(never) => match never {},
        Err(error) => error,
    }
}

async fn mirror(connection: &Connection, shared: &Shared, pending: &Pending) -> Result<std::convert::Infallible> {
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
    let read_lists = async {
        // The containers first and by themselves: they are what the window opens with.
        let listed = containers(raw, None).await?;
        shared.connected(connection.engine.clone(), listed);
        pending.settle();
        known.notify_one();
        // The first list of images is a read like every other: it may be refused, and is then asked for again.
        let (mut of_containers, mut of_images) = (Patience::default(), Patience::default());
        let mut next = Read { containers: Some(Vec::new()), images: true };
        loop {
            let began = Instant::now();
            let mut refused = false;
            if !next.is_of_images_alone() {
                let which = next.containers.as_deref();
                match (of_containers.allow(containers(raw, which).await, Instant::now())?, which) {
                    (Some(read), None) => shared.set_containers(read),
                    (Some(read), Some(ids)) => shared.update_containers(ids, read),
                    (None, which) => {
                        refused = true;
                        pending.again(which);
                    }
                }
            }
            if next.images {
                let read = of_images.allow(images(raw).await, Instant::now())?;
                match read.map(|read| shared.set_images(read)) {
                    // Of a container whose image's name was given to another an engine lists the id from then on.
                    Some(true) => pending.add(Touched::Containers),
                    Some(false) => {}
                    None => {
                        refused = true;
                        pending.images();
                    }
                }
            }
            // However much happens, and however long the lists are, the engine reads them for us half of the time at most.
            let pause = began.elapsed().min(LONGEST_PAUSE);
            tokio::time::sleep(if refused { pause.max(REFUSED_PAUSE) } else { pause }).await;
            next = pending.next().await;
        }
    };
    // Not needed for the first picture, and the most expensive answer of all: for some of it dockerd starts other programs.
    let learn_more = async {
        known.notified().await;
        tokio::time::sleep(LEARN_LATER).await;
        match connection.more_about().await {
            Ok(engine) => shared.set_status(EngineStatus::Connected { engine }),
            // The lists are right without it; only the name and the ports' host may be plainer.
            Err(error) => tracing::warn!(%error, "GET /info failed"),
        }
        std::future::pending().await
    };
    // None waits for another: an engine drops events for a subscriber that is slow to read them.
    tokio::select! {
        ended = read_events => ended,
        ended = read_lists => ended,
        never = learn_more => never,
    }
}
