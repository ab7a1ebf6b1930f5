//! Builds on real engines, old and new.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what it expects by failing")]

#[path = "../common/mod.rs"]
mod common;
mod context;
mod failures;
mod flags;
mod rules;
mod steps;

use common::Bench;
use naru_lab::Generation;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_the_old_engine() {
    all(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_the_new_engine() {
    all(Generation::New).await;
}

async fn all(generation: Generation) {
    let bench = Bench::up(generation).await;
    steps::of_two_stages(&bench).await;
    steps::come_while_they_run(&bench).await;
    steps::of_a_flood_have_an_end(&bench).await;
    steps::end_when_cancelled(&bench).await;
    failures::are_told(&bench).await;
    flags::reach_the_engine(&bench, generation).await;
    flags::that_do_not_are_refused(&bench).await;
    context::is_sent_as_it_is(&bench).await;
    context::of_any_size_needs_no_memory(&bench).await;
    context::that_changes_is_still_a_context(&bench).await;
    context::may_have_its_dockerfile_elsewhere(&bench).await;
    // The rules are the client's, and the CLI is the same for both: the newer engine answers faster.
    if generation == Generation::New {
        rules::are_those_of_docker(&bench).await;
        rules::that_docker_refuses_are_refused(&bench).await;
    }
    steps::end_with_their_engine(&bench).await;
}
