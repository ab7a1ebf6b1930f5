//! `docker stats`: what several containers use, told at a pace.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use bollard::query_parameters::EventsOptionsBuilder;
use futures_util::stream::{BoxStream, SelectAll};
use futures_util::{StreamExt, stream};
use naru_command::{Ps, Stats};
use naru_view::{Answer, Outcome, ProblemCode, Progress, StatsSample};
use tokio::time::MissedTickBehavior;

use super::super::work::Work;
use super::ps;
use crate::error::{Error, Result};
use crate::refusal::of_bollard;
use crate::stats::samples;

/// How often it is told what containers use. Engines measure once a second.
const PACE: Duration = Duration::from_secs(1);

/// `docker stats`
pub(crate) async fn stats(work: Work<'_>, stats: &Stats) -> Result<Outcome> {
    let Stats { all, no_stream, format: _, no_trunc: _, containers } = stats;
    let listed = if containers.is_empty() { present(work, *all).await? } else { containers.clone() };
    if *no_stream {
        let samples = once(work, &listed, containers.is_empty()).await?;
        return Ok(Outcome::Answer { answer: Answer::Stats { samples } });
    }
    follow(work, listed, containers.is_empty()).await
}

async fn present(work: Work<'_>, all: bool) -> Result<Vec<String>> {
    let (containers, _) = ps::list(work, &Ps { all, ..Ps::default() }).await?;
    Ok(containers.into_iter().map(|container| container.id).collect())
}

/// One sample of each, in the order given. Of those that were only listed, one that has gone meanwhile is left out.
async fn once(work: Work<'_>, containers: &[String], listed: bool) -> Result<Vec<StatsSample>> {
    // Owned: of a closure that takes references the compiler cannot tell that what it makes may move between threads.
    let ends: Vec<Result<StatsSample>> = stream::iter(containers.to_vec())
        .map(|container| async move {
            let mut said = samples(work.connection, &container, false)?;
            said.next().await.unwrap_or_else(|| Err(Error::new(ProblemCode::EngineUnreachable, "no stats came")))
        })
        .buffered(containers.len().max(1))
        .collect()
        .await;
    let gone = |end: &Result<StatsSample>| end.as_ref().is_err_and(|error| error.code() == ProblemCode::ContainerNotFound);
    ends.into_iter().filter(|end| !(listed && gone(end))).collect()
}

/// Tells at a pace what each uses; ends when nothing named is left to look at, or by a cancel. Where no container is named, those that come
/// are joined, as in `docker stats`.
async fn follow(work: Work<'_>, containers: Vec<String>, listed: bool) -> Result<Outcome> {
    let mut order = containers.clone();
    let mut latest: BTreeMap<String, StatsSample> = BTreeMap::new();
    let mut open: SelectAll<BoxStream<'_, (String, Option<Result<StatsSample>>)>> = SelectAll::new();
    // A stream ends when its container is removed, not when it stops: one that starts again goes on in the same.
    let mut streaming: BTreeSet<String> = containers.iter().cloned().collect();
    for container in containers {
        open.push(told(work, container)?);
    }
    let filters = [("type", vec!["container"]), ("event", vec!["start", "die", "destroy"])].into_iter().collect();
    let mut events = if listed {
        work.docker().events(Some(EventsOptionsBuilder::new().filters(&filters).build())).boxed()
    } else {
        stream::pending().boxed()
    };
    let mut pace = tokio::time::interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            biased;
            _ = pace.tick() => {
                let samples: Vec<StatsSample> = order.iter().filter_map(|container| latest.get(container).cloned()).collect();
                if listed || !samples.is_empty() {
                    work.tell(Progress::Stats { samples }).await;
                }
            }
            said = open.next(), if !open.is_empty() => match said {
                Some((container, Some(Ok(sample)))) => {
                    latest.insert(container, sample);
                }
                Some((container, Some(Err(error)))) => {
                    if !listed {
                        return Err(error);
                    }
                    latest.remove(&container);
                }
                // It was removed.
                Some((container, None)) => {
                    streaming.remove(&container);
                    latest.remove(&container);
                    order.retain(|other| *other != container);
                    if order.is_empty() && !listed {
                        return Ok(Outcome::Done);
                    }
                }
                None => {}
            },
            event = events.next() => {
                let Some(event) = event else { return Err(Error::new(ProblemCode::EngineUnreachable, "the engine's events ended")) };
                let event = event.map_err(of_bollard)?;
                let Some(id) = event.actor.and_then(|actor| actor.id) else { continue };
                match event.action.as_deref() {
                    Some("start") if !order.contains(&id) => {
                        order.insert(0, id.clone());
                        if streaming.insert(id.clone()) {
                            open.push(told(work, id)?);
                        }
                    }
                    Some("die" | "destroy") => {
                        latest.remove(&id);
                        order.retain(|other| *other != id);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// What one container uses, again and again, and `None` when that is over.
fn told(work: Work<'_>, container: String) -> Result<BoxStream<'_, (String, Option<Result<StatsSample>>)>> {
    let samples = samples(work.connection, &container, true)?;
    let name = container.clone();
    let told = samples.map(move |sample| (name.clone(), Some(sample)));
    Ok(told.chain(stream::once(async move { (container, None) })).boxed())
}
