//! What everything takes of the disk.

use http::Method;
use naru_command::SystemDf;
use naru_view::{Answer, DiskUsage, DiskUsageKind, Outcome};
use serde::Deserialize;

use super::super::work::Work;
use crate::error::Result;
use crate::transport::Payload;

/// The answer of engines up to API 1.51. Sizes that an engine did not count are -1.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Usage {
    layers_size: i64,
    images: Option<Vec<Image>>,
    containers: Option<Vec<Container>>,
    volumes: Option<Vec<Volume>>,
    build_cache: Option<Vec<Record>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Image {
    #[serde(default)]
    containers: i64,
    #[serde(default)]
    size: i64,
    #[serde(default)]
    shared_size: i64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Container {
    #[serde(default)]
    size_rw: i64,
    #[serde(default)]
    state: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Volume {
    usage_data: Option<UsageData>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UsageData {
    size: i64,
    ref_count: i64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Record {
    #[serde(default)]
    size: i64,
    #[serde(default)]
    in_use: bool,
    #[serde(default)]
    shared: bool,
}

/// `docker system df`
pub(crate) async fn df(work: Work<'_>, df: &SystemDf) -> Result<Outcome> {
    let SystemDf { verbose: _, format: _ } = df;
    // An engine walks its disk for it, which can take minutes.
    let usage: Usage = work.raw().ask(Method::GET, "/system/df", Payload::Nothing).await?;
    Ok(Outcome::Answer { answer: Answer::DiskUsage { usage: rows(&usage) } })
}

/// The table of the CLI, which counts by itself.
fn rows(usage: &Usage) -> Vec<DiskUsage> {
    let row = |kind, total: usize, active: usize, size: i64, reclaimable: i64| {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let bytes = |bytes: i64| u64::try_from(bytes).unwrap_or_default();
        DiskUsage { kind, total: count(total), active: count(active), size: bytes(size), reclaimable: bytes(reclaimable) }
    };

    let images = usage.images.as_deref().unwrap_or_default();
    let used = images.iter().filter(|image| image.containers != 0 && image.size != -1 && image.shared_size != -1);
    let used: i64 = used.map(|image| image.size - image.shared_size).sum();
    let active = images.iter().filter(|image| image.containers > 0).count();
    let images = row(DiskUsageKind::Images, images.len(), active, usage.layers_size, usage.layers_size - used);

    let containers = usage.containers.as_deref().unwrap_or_default();
    let runs = |container: &&Container| matches!(container.state.as_str(), "running" | "paused" | "restarting");
    let size: i64 = containers.iter().map(|container| container.size_rw).sum();
    let idle: i64 = containers.iter().filter(|container| !runs(container)).map(|container| container.size_rw).sum();
    let containers = row(DiskUsageKind::Containers, containers.len(), containers.iter().filter(runs).count(), size, idle);

    let volumes = usage.volumes.as_deref().unwrap_or_default();
    let known: Vec<&UsageData> = volumes.iter().filter_map(|volume| volume.usage_data.as_ref()).collect();
    let sized = || known.iter().filter(|data| data.size != -1);
    let size: i64 = sized().map(|data| data.size).sum();
    let free: i64 = sized().filter(|data| data.ref_count == 0).map(|data| data.size).sum();
    let active = known.iter().filter(|data| data.ref_count > 0).count();
    let volumes = row(DiskUsageKind::Volumes, volumes.len(), active, size, free);

    let cache = usage.build_cache.as_deref().unwrap_or_default();
    // What is shared is counted with the images.
    let own = || cache.iter().filter(|record| !record.shared);
    let size: i64 = own().map(|record| record.size).sum();
    let free: i64 = own().filter(|record| !record.in_use).map(|record| record.size).sum();
    let active = cache.iter().filter(|record| record.in_use).count();
    let cache = row(DiskUsageKind::BuildCache, cache.len(), active, size, free);

    vec![images, containers, volumes, cache]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_counted_counts_nothing() {
        let image = |containers, size, shared_size| Image { containers, size, shared_size };
        let usage = Usage {
            layers_size: 100,
            images: Some(vec![image(1, 60, 20), image(0, 30, 0), image(2, -1, -1)]),
            volumes: Some(vec![
                Volume { usage_data: Some(UsageData { size: -1, ref_count: 1 }) },
                Volume { usage_data: Some(UsageData { size: 7, ref_count: 0 }) },
                Volume { usage_data: None },
            ]),
            build_cache: Some(vec![
                Record { size: 5, in_use: true, shared: false },
                Record { size: 6, in_use: false, shared: false },
                Record { size: 9, in_use: false, shared: true },
            ]),
            ..Usage::default()
        };
        let numbers: Vec<_> = rows(&usage).into_iter().map(|row| (row.total, row.active, row.size, row.reclaimable)).collect();
        assert_eq!(numbers, [(3, 2, 100, 60), (0, 0, 0, 0), (3, 1, 7, 7), (3, 1, 11, 6)]);
    }
}
