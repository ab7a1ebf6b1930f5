//! Work that waits for the disk, where that holds nobody up.

use naru_view::ProblemCode;

use crate::error::{Error, Result};

/// Runs it off the threads that everything else runs on. An error when it could not be run to its end.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::caused(ProblemCode::Internal, error))
}
