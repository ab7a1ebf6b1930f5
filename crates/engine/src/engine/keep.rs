//! Finding an engine, following it, and finding it again.

use std::sync::PoisonError;
use std::time::Duration;

use naru_view::{EndpointSource, EngineInfo, EngineStatus, Tried};
use tokio::time::Instant;

use super::Hub;
use crate::blocking::blocking;
use crate::connection::Connection;
use crate::endpoint::{Address, Candidate, Environment, candidates};
use crate::look::first_of;
use crate::mirror;

/// How long to wait before looking for a local engine again: at once, then at least once a second.
const LOCAL_RETRY: (Duration, Duration) = (Duration::from_millis(100), Duration::from_millis(700));

/// The same for an engine across a network.
const REMOTE_RETRY: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(30));

/// How long a place may be silent before the next one is asked as well. Docker Desktop may take longer, when it wakes up; it is still listened to.
const PATIENCE: Duration = Duration::from_secs(2);

/// A connection that lasted so long was a good one.
const LASTING: Duration = Duration::from_secs(1);

/// One that was refused what it asked needs so long to have been one: the engine is asked several times first.
const LONG_LASTING: Duration = Duration::from_mins(1);

/// How long an engine that was lost is waited for before another is taken for it: to be started anew it needs less.
const LOYALTY: Duration = Duration::from_secs(30);

/// Looks, follows, and looks again, for ever.
pub(super) async fn keep(hub: &Hub, environment: &Environment) {
    let mut wait = None;
    // The engine that is waited for, and since when.
    let mut lost: Option<(EngineInfo, Instant)> = None;
    loop {
        let awaited =
            lost.as_ref().filter(|(_, since)| since.elapsed() < LOYALTY).map(|(engine, _)| (&engine.source, engine.address.as_str()));
        let (found, local) = look(hub, environment, awaited).await;
        if let Some(connection) = found {
            let began = Instant::now();
            *hub.connection.lock().unwrap_or_else(PoisonError::into_inner) = Some(connection.clone());
            let broke = mirror::follow(&connection, &hub.shared, &hub.pending, &hub.first_picture).await.at(&connection.engine.address);
            tracing::info!(error = %broke, "the connection to the engine ended");
            *hub.connection.lock().unwrap_or_else(PoisonError::into_inner) = None;
            hub.pending.clear();
            hub.files.clear();
            // One that breaks as soon as it is open, or that is refused what it asks, is not tried anew at once, again and again.
            let lasted = began.elapsed();
            if lasted > LASTING && (broke.is_of_the_connection() || lasted > LONG_LASTING) {
                wait = None;
            }
            match hub.shared.status() {
                EngineStatus::Connected { .. } => {
                    lost = Some((connection.engine, Instant::now()));
                    hub.shared.lost(broke.problem());
                }
                // One that answered and was never shown is not the one that is waited for.
                EngineStatus::Lost { .. } => hub.shared.lost(broke.problem()),
                // It said who it is and then refused to be read; behind a proxy that forbids some requests, say.
                EngineStatus::Connecting | EngineStatus::Absent { .. } => {
                    let EngineInfo { source, address, .. } = connection.engine;
                    hub.shared.set_status(EngineStatus::Absent { tried: vec![Tried { source, address, problem: broke.problem() }] });
                }
            }
        }
        let (first, longest) = if local { LOCAL_RETRY } else { REMOTE_RETRY };
        let pause = wait.map_or(first, |before: Duration| (before * 2).min(longest));
        wait = Some(pause);
        tokio::time::sleep(pause).await;
    }
}

/// Tries the candidates in their order; says what was found when there is none. The second answer: whether they are all local.
async fn look(hub: &Hub, environment: &Environment, awaited: Option<(&EndpointSource, &str)>) -> (Option<Connection>, bool) {
    let candidates = only_awaited(read_candidates(environment).await, awaited);
    let local = candidates.iter().all(|candidate| candidate.address.as_ref().map_or(true, Address::is_local));
    let places = candidates.into_iter().map(|candidate| async {
        let (source, written) = (candidate.source.clone(), candidate.written.clone());
        let address = candidate.address.as_ref().map_or(written, ToString::to_string);
        Connection::open(candidate).await.map_err(|error| Tried { source, address, problem: error.problem() })
    });
    match first_of(places, PATIENCE).await {
        Ok(connection) => {
            let EngineInfo { name, version, api_version, address, .. } = &connection.engine;
            tracing::info!(name, version, api_version, address, "connected");
            (Some(connection), local)
        }
        Err(tried) => {
            if !matches!(hub.shared.status(), EngineStatus::Lost { .. }) {
                hub.shared.set_status(EngineStatus::Absent { tried });
            }
            (None, local)
        }
    }
}

/// Of several places, only the one whose engine is waited for: another product's engine is not the one that the window shows. Where nobody
/// points there any more as they did, because another was chosen meanwhile, all.
fn only_awaited(mut candidates: Vec<Candidate>, awaited: Option<(&EndpointSource, &str)>) -> Vec<Candidate> {
    let is_awaited = |candidate: &Candidate| {
        let Some((source, address)) = awaited else { return false };
        candidate.source == *source && candidate.address.as_ref().is_ok_and(|place| place.to_string() == address)
    };
    if candidates.iter().any(is_awaited) {
        candidates.retain(is_awaited);
    }
    candidates
}

/// Contexts are files: read off the async threads.
async fn read_candidates(environment: &Environment) -> Vec<Candidate> {
    let environment = environment.clone();
    match blocking(move || candidates(&environment)).await {
        Ok(found) => found,
        Err(error) => {
            tracing::error!(%error, "looking for endpoints failed");
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCKER: &str = "unix:///var/run/docker.sock";
    const COLIMA: &str = "unix:///home/me/.colima/default/docker.sock";

    fn chosen() -> EndpointSource {
        EndpointSource::CurrentContext { name: "colima".to_owned() }
    }

    fn found() -> EndpointSource {
        EndpointSource::WellKnown { product: "Colima".to_owned() }
    }

    fn asked(places: &[(EndpointSource, &str)], awaited: Option<(&EndpointSource, &str)>) -> Vec<String> {
        let place = |(source, address): &(EndpointSource, &str)| Candidate {
            source: source.clone(),
            written: (*address).to_owned(),
            address: address.parse(),
        };
        only_awaited(places.iter().map(place).collect(), awaited).into_iter().map(|place| place.written).collect()
    }

    #[test]
    fn another_products_engine_does_not_take_the_place_of_one_that_is_started_anew() {
        let both = [(EndpointSource::Default, DOCKER), (found(), COLIMA)];
        assert_eq!(asked(&both, Some((&EndpointSource::Default, DOCKER))), [DOCKER]);
        assert_eq!(asked(&both, Some((&found(), COLIMA))), [COLIMA]);
        assert_eq!(asked(&both, None), [DOCKER, COLIMA], "a first search, or one after a long wait");
    }

    #[test]
    fn a_choice_that_was_made_meanwhile_counts_at_once() {
        assert_eq!(asked(&[(chosen(), COLIMA)], Some((&EndpointSource::Default, DOCKER))), [COLIMA]);
        let back_to_the_default = [(EndpointSource::Default, DOCKER), (found(), COLIMA)];
        assert_eq!(asked(&back_to_the_default, Some((&chosen(), COLIMA))), [DOCKER, COLIMA]);
    }
}
