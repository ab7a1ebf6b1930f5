//! What containers use, as the engine measures it once a second, counted as the docker CLI counts it.
//!
//! `docker stats` performs on this, and so does a page that watches one container without being told to by a line: that is
//! [`follow`], which nobody finds in the history.

mod count;

use bollard::models::ContainerStatsResponse;
use bollard::query_parameters::StatsOptionsBuilder;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use naru_view::StatsSample;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::perform::segment;
use crate::refusal::of_bollard;

/// What one container uses: once, or once a second until it is removed. Of one that does not run the engine goes on to tell nothing.
pub(crate) fn samples<'a>(connection: &'a Connection, container: &str, again: bool) -> Result<BoxStream<'a, Result<StatsSample>>> {
    let windows = connection.engine.os == "windows";
    Ok(answers(connection, container, again)?.map(move |said| said.map(|said| count::sample(&said, windows))).boxed())
}

/// Sends what a running container uses, once a second, until it ends or on `cancel`; waits while nobody reads.
///
/// The first answer of a stream has nothing to be compared with: its CPU would be the mean since the engine's host was booted. It is left out.
pub(crate) async fn follow(
    connection: &Connection,
    container: &str,
    sender: mpsc::Sender<StatsSample>,
    cancel: CancellationToken,
) -> Result<()> {
    let windows = connection.engine.os == "windows";
    let mut answers = answers(connection, container, true)?;
    let read = async {
        while let Some(said) = answers.next().await {
            let said = said?;
            if is_over(&said) {
                return Ok(());
            }
            if is_compared(&said, windows) && sender.send(count::sample(&said, windows)).await.is_err() {
                return Ok(());
            }
        }
        Ok(())
    };
    tokio::select! {
        () = cancel.cancelled() => Ok(()),
        ended = read => ended,
    }
}

/// Bytes of memory that a container holds now.
pub(crate) async fn memory(connection: &Connection, container: &str) -> Result<u64> {
    // A second sample, which the CPU would need, would take a second.
    let path = format!("/containers/{}/stats?stream=0&one-shot=1", segment(container)?);
    let said: ContainerStatsResponse = connection.raw.get_as(&path).await?;
    Ok(count::sample(&said, connection.engine.os == "windows").memory)
}

fn answers<'a>(connection: &'a Connection, container: &str, again: bool) -> Result<BoxStream<'a, Result<ContainerStatsResponse, Error>>> {
    let options = StatsOptionsBuilder::new().stream(again).one_shot(false).build();
    let name = container.to_owned();
    let said = connection.docker.stats(&segment(container)?, Some(options));
    Ok(said.map(move |said| said.map_err(|error| of_bollard(error).with("container", name.as_str()))).boxed())
}

/// Of a container that does not run an engine tells no more than its name.
fn is_over(said: &ContainerStatsResponse) -> bool {
    let measured = said.cpu_stats.as_ref().and_then(|cpu| cpu.cpu_usage.as_ref()).and_then(|usage| usage.total_usage);
    measured.unwrap_or_default() == 0 && said.memory_stats.as_ref().and_then(|memory| memory.usage).unwrap_or_default() == 0
}

fn is_compared(said: &ContainerStatsResponse, windows: bool) -> bool {
    windows || said.precpu_stats.as_ref().and_then(|before| before.system_cpu_usage).unwrap_or_default() > 0
}
