//! How docker counts what a container uses.

use bollard::models::{ContainerCpuStats, ContainerMemoryStats, ContainerStatsResponse};
use naru_view::StatsSample;

/// One sample.
pub(super) fn sample(said: &ContainerStatsResponse, windows: bool) -> StatsSample {
    let networks = said.networks.iter().flatten().map(|(_, network)| network);
    let (received, sent) = networks.fold((0, 0), |(received, sent), network| {
        (received + network.rx_bytes.unwrap_or_default(), sent + network.tx_bytes.unwrap_or_default())
    });
    let (read, written) = if windows { storage(said) } else { disks(said) };
    let memory = said.memory_stats.clone().unwrap_or_default();
    StatsSample {
        at: said.read.map(|at| at.timestamp_millis()).unwrap_or_default(),
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
