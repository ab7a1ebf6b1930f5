//! What containers use, counted as the docker CLI counts it.

use std::collections::BTreeMap;
use std::time::Duration;

use bollard::models::{ContainerCpuStats, ContainerMemoryStats, ContainerStatsResponse};
use bollard::query_parameters::{EventsOptionsBuilder, StatsOptionsBuilder};
use futures_util::stream::{BoxStream, SelectAll};
use futures_util::{StreamExt, stream};
use naru_command::{Ps, Stats};
use naru_view::{Answer, Outcome, ProblemCode, Progress, StatsSample};
use tokio::time::MissedTickBehavior;

use super::super::targets::segment;
use super::super::work::Work;
use super::life::CONTAINER;
use super::ps;
use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::refusal::of_bollard;

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

/// Bytes of memory that a container holds now, counted as `docker stats` counts them.
pub(crate) async fn memory(connection: &Connection, container: &str) -> Result<u64> {
    // The second of two samples is only needed for the CPU.
    let path = format!("/containers/{}/stats?stream=0&one-shot=1", segment(container)?);
    let said: ContainerStatsResponse = connection.raw.get_as(&path).await?;
    Ok(sample(&said, connection.engine.os == "windows").memory)
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
            let mut said = samples(work, &container, false)?;
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
                        open.push(told(work, id)?);
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
    let samples = samples(work, &container, true)?;
    let name = container.clone();
    let told = samples.map(move |sample| (name.clone(), Some(sample)));
    Ok(told.chain(stream::once(async move { (container, None) })).boxed())
}

fn samples<'a>(work: Work<'a>, container: &str, again: bool) -> Result<BoxStream<'a, Result<StatsSample>>> {
    let windows = work.connection.engine.os == "windows";
    let options = StatsOptionsBuilder::new().stream(again).one_shot(false).build();
    let name = container.to_owned();
    let said = work.docker().stats(&segment(container)?, Some(options));
    Ok(said
        .map(move |said| {
            let said = said.map_err(|error| of_bollard(error).with(CONTAINER, name.as_str()))?;
            Ok(sample(&said, windows))
        })
        .boxed())
}

fn sample(said: &ContainerStatsResponse, windows: bool) -> StatsSample {
    let networks = said.networks.iter().flatten().map(|(_, network)| network);
    let (received, sent) = networks.fold((0, 0), |(received, sent), network| {
        (received + network.rx_bytes.unwrap_or_default(), sent + network.tx_bytes.unwrap_or_default())
    });
    let (read, written) = if windows { storage(said) } else { disks(said) };
    let memory = said.memory_stats.clone().unwrap_or_default();
    StatsSample {
        id: said.id.clone().unwrap_or_default(),
        name: said.name.as_deref().unwrap_or_default().trim_start_matches('/').to_owned(),
        cpu_percent: if windows { cpu_of_windows(said) } else { cpu(said) },
        memory: if windows { memory.privateworkingset.unwrap_or_default() } else { without_cache(&memory) },
        memory_limit: memory.limit.unwrap_or_default(),
        received,
        sent,
        read,
        written,
        pids: if windows {
            u64::from(said.num_procs.unwrap_or_default())
        } else {
            said.pids_stats.as_ref().and_then(|pids| pids.current).unwrap_or_default()
        },
    }
}

/// `calculateCPUPercentUnix` of the CLI: the container's share of what the whole machine did, times its cores.
#[allow(clippy::cast_precision_loss, reason = "a percentage of nanoseconds, counted in floats as the CLI does")]
fn cpu(said: &ContainerStatsResponse) -> f64 {
    let (Some(now), Some(before)) = (&said.cpu_stats, &said.precpu_stats) else { return 0.0 };
    let total = |stats: &ContainerCpuStats| stats.cpu_usage.as_ref().and_then(|usage| usage.total_usage).unwrap_or_default() as f64;
    let system = |stats: &ContainerCpuStats| stats.system_cpu_usage.unwrap_or_default() as f64;
    let (used, passed) = (total(now) - total(before), system(now) - system(before));
    let each = || now.cpu_usage.as_ref().and_then(|usage| usage.percpu_usage.as_ref()).map_or(0, Vec::len);
    let cores = now.online_cpus.filter(|cores| *cores > 0).map_or_else(|| each() as f64, f64::from);
    if used > 0.0 && passed > 0.0 { used / passed * cores * 100.0 } else { 0.0 }
}

/// `calculateCPUPercentWindows`: how many of the possible intervals of 100 ns were used.
#[allow(clippy::cast_precision_loss, reason = "as above")]
fn cpu_of_windows(said: &ContainerStatsResponse) -> f64 {
    let (Some(read), Some(before)) = (&said.read, &said.preread) else { return 0.0 };
    let passed = (*read - *before).num_nanoseconds().unwrap_or_default().max(0) / 100;
    let possible = passed as f64 * f64::from(said.num_procs.unwrap_or_default());
    let total = |stats: &Option<ContainerCpuStats>| {
        stats.as_ref().and_then(|stats| stats.cpu_usage.as_ref()).and_then(|usage| usage.total_usage).unwrap_or_default()
    };
    let used = total(&said.cpu_stats).saturating_sub(total(&said.precpu_stats)) as f64;
    if possible > 0.0 { used / possible * 100.0 } else { 0.0 }
}

/// `calculateMemUsageUnixNoCache`: cgroup v1 says `total_inactive_file`, v2 `inactive_file`.
fn without_cache(memory: &ContainerMemoryStats) -> u64 {
    let usage = memory.usage.unwrap_or_default();
    let stats = memory.stats.as_ref();
    let cache = |name: &str| stats.and_then(|stats| stats.get(name)).copied().filter(|cache| *cache < usage);
    usage - cache("total_inactive_file").or_else(|| cache("inactive_file")).unwrap_or_default()
}

fn disks(said: &ContainerStatsResponse) -> (u64, u64) {
    let entries = said.blkio_stats.as_ref().and_then(|disks| disks.io_service_bytes_recursive.as_ref());
    entries.into_iter().flatten().fold((0, 0), |(read, written), entry| {
        let bytes = entry.value.unwrap_or_default();
        match entry.op.as_deref().and_then(|op| op.chars().next()) {
            Some('r' | 'R') => (read + bytes, written),
            Some('w' | 'W') => (read, written + bytes),
            _ => (read, written),
        }
    })
}

fn storage(said: &ContainerStatsResponse) -> (u64, u64) {
    let storage = said.storage_stats.clone().unwrap_or_default();
    (storage.read_size_bytes.unwrap_or_default(), storage.write_size_bytes.unwrap_or_default())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    fn said(json: &str) -> StatsSample {
        sample(&serde_json::from_str(json).unwrap(), false)
    }

    #[test]
    fn counts_as_the_cli_on_both_cgroups() {
        let first = said(
            r#"{"name":"/web","id":"a","pids_stats":{"current":3},
                "cpu_stats":{"cpu_usage":{"total_usage":300,"percpu_usage":[1,2]},"system_cpu_usage":2000},
                "precpu_stats":{"cpu_usage":{"total_usage":100},"system_cpu_usage":1000},
                "memory_stats":{"usage":1000,"limit":5000,"stats":{"total_inactive_file":400,"inactive_file":1}},
                "blkio_stats":{"io_service_bytes_recursive":[{"op":"Read","value":5},{"op":"Write","value":7},{"op":"Total","value":12}]},
                "networks":{"eth0":{"rx_bytes":1,"tx_bytes":2},"eth1":{"rx_bytes":10,"tx_bytes":20}}}"#,
        );
        assert!((first.cpu_percent - 40.0).abs() < 1e-9, "{first:?}");
        assert_eq!((first.name.as_str(), first.memory, first.memory_limit, first.pids), ("web", 600, 5000, 3));
        assert_eq!((first.received, first.sent, first.read, first.written), (11, 22, 5, 7));
        let second = said(
            r#"{"cpu_stats":{"cpu_usage":{"total_usage":300},"system_cpu_usage":2000,"online_cpus":4},
                "precpu_stats":{"cpu_usage":{"total_usage":100},"system_cpu_usage":1000},
                "memory_stats":{"usage":1000,"stats":{"inactive_file":300}},
                "blkio_stats":{"io_service_bytes_recursive":[{"op":"read","value":5},{"op":"write","value":7}]}}"#,
        );
        assert!((second.cpu_percent - 80.0).abs() < 1e-9, "{second:?}");
        assert_eq!((second.memory, second.read, second.written), (700, 5, 7));
    }

    #[test]
    fn one_that_does_not_run_uses_nothing() {
        let idle = said(
            r#"{"read":"0001-01-01T00:00:00Z","cpu_stats":{"cpu_usage":{"total_usage":0}},"memory_stats":{},"blkio_stats":{"io_service_bytes_recursive":null}}"#,
        );
        assert_eq!((idle.cpu_percent, idle.memory, idle.pids), (0.0, 0, 0));
    }
}
