//! Terminals on real engines, old and new: what is typed arrives, what is written is shown, byte for byte, and every end is told as it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what it expects by failing")]

mod bytes;
mod ends;
mod session;
mod shells;
mod sizes;

use naru_lab::Generation;

use session::Bench;

/// One lab for everything here: each scenario names its own containers.
async fn all(generation: Generation) {
    let bench = Bench::up(generation).await;
    bench.docker("pull -q busybox").await;
    bytes::exact(&bench).await;
    bytes::typed(&bench).await;
    bytes::large(&bench).await;
    bytes::without_a_terminal(&bench).await;
    sizes::seen(&bench).await;
    shells::found(&bench).await;
    ends::codes(&bench).await;
    ends::detached(&bench).await;
    ends::hung_up(&bench).await;
    ends::container_goes(&bench).await;
    // The last: it takes the engine away.
    ends::engine_goes(&bench).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn terminals_on_an_old_engine() {
    all(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn terminals_on_a_new_engine() {
    all(Generation::New).await;
}
