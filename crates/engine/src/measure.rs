//! What `cargo xtask bench list` measures of the mirror: the real thing against its floor.

use std::time::{Duration, Instant};

use naru_view::{Change, ProblemCode};

use crate::connection::Connection;
use crate::endpoint::{Environment, candidates};
use crate::error::{Error, Result};
use crate::mirror::{self, FirstPicture, Pending, Shared};

/// One pair of measurements, each on a connection of its own that had just been opened.
#[derive(Debug, Clone, Copy)]
pub struct ListPair {
    /// Until the mirror had every container, with `/events` subscribed first.
    pub mirror: Duration,
    /// The same GET read and parsed by itself.
    pub floor: Duration,
    /// How many containers there were.
    pub containers: usize,
}

/// Measures both, the mirror first.
pub async fn list_pair(environment: &Environment) -> Result<ListPair> {
    let connection = open(environment).await?;
    let (shared, pending, first) = (Shared::new(), Pending::default(), FirstPicture::not_awaited());
    let mut subscription = shared.subscribe();
    let began = Instant::now();
    let complete = async {
        while !subscription.next().await.iter().any(|change| matches!(change, Change::Containers { all: true, .. })) {}
        began.elapsed()
    };
    let mirror = tokio::select! {
        took = complete => took,
        broke = mirror::follow(&connection, &shared, &pending, &first) => return Err(broke),
    };

    let connection = open(environment).await?;
    let began = Instant::now();
    let containers = mirror::containers(&connection.raw, None).await?.len();
    Ok(ListPair { mirror, floor: began.elapsed(), containers })
}

async fn open(environment: &Environment) -> Result<Connection> {
    let candidate = candidates(environment).into_iter().next();
    Connection::open(candidate.ok_or_else(|| Error::new(ProblemCode::EngineAbsent, "nowhere to look"))?).await
}
