use naru_view::EngineStatus;

use super::events::Events;
use super::pending::{Pending, Read};
use super::state::Shared;
use super::{containers, images};
use crate::connection::Connection;
use crate::error::{Error, Result};

/// Keeps the state equal to the engine for as long as the connection holds; returns what broke it.
pub(crate) async fn follow(connection: &Connection, shared: &Shared, pending: &Pending) -> Error {
    match mirror(connection, shared, pending).await {
        Ok(never) => match never {},
        Err(error) => error,
    }
}

async fn mirror(connection: &Connection, shared: &Shared, pending: &Pending) -> Result<std::convert::Infallible> {
    let raw = &connection.raw;
    let mut events = Events::subscribe(raw).await?;
    let read_events = async {
        loop {
            for touched in events.next().await? {
                pending.add(touched);
            }
        }
    };
    let read_lists = async {
        pending.clear();
        // The containers first and by themselves: they are what the window opens with.
        let listed = containers(raw, None).await?;
        shared.connected(connection.engine.clone(), listed);
        shared.set_images(images(raw).await?);
        match connection.more_about().await {
            Ok(engine) => shared.set_status(EngineStatus::Connected { engine }),
            // The lists are right without it; only the name and the ports' host may be plainer.
            Err(error) => tracing::warn!(%error, "GET /info failed"),
        }
        loop {
            let Read { containers: which, images: images_too } = pending.next().await;
            match which {
                None => shared.set_containers(containers(raw, None).await?),
                Some(ids) if ids.is_empty() => {}
                Some(ids) => {
                    let read = containers(raw, Some(&ids)).await?;
                    shared.update_containers(&ids, read);
                }
            }
            if images_too {
                shared.set_images(images(raw).await?);
            }
        }
    };
    // Neither loop waits for the other: an engine drops events for a subscriber that is slow to read them.
    tokio::select! {
        ended = read_events => ended,
        ended = read_lists => ended,
    }
}
