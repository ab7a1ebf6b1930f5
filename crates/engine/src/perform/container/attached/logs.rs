use chrono::Local;
use futures_util::TryStreamExt;
use http_body_util::BodyDataStream;
use naru_command::Logs;
use naru_view::Outcome;
use tokio_util::io::StreamReader;

use super::super::super::work::Work;
use super::moment::moment;
use super::{Known, tell_lines};
use crate::error::Result;
use crate::transport::percent_encode;

/// `docker logs`: every line; with `-f` until the container ends or the reader cancels.
pub(crate) async fn logs(work: Work<'_>, logs: &Logs) -> Result<Outcome> {
    let Logs { follow, tail, timestamps, since, until, details, container } = logs;
    let known = Known::look(work, container).await?;
    let mut path = format!("/containers/{}/logs?stdout=1&stderr=1", known.id);
    for (name, point) in [("since", since), ("until", until)] {
        if let Some(point) = point.as_deref().filter(|point| !point.is_empty()) {
            path = format!("{path}&{name}={}", percent_encode(&moment(point, Local::now().fixed_offset())?));
        }
    }
    for (asked, name) in [(timestamps, "timestamps"), (details, "details"), (follow, "follow")] {
        if *asked {
            path = format!("{path}&{name}=1");
        }
    }
    path = format!("{path}&tail={}", tail.map_or_else(|| "all".to_owned(), |lines| lines.to_string()));
    let read = async {
        let body = work.raw().open(&path).await?.into_body();
        let bytes = StreamReader::new(BodyDataStream::new(body).map_err(std::io::Error::other));
        tell_lines(work, bytes, known.tty).await
    };
    read.await.map_err(|error| error.with("container", known.name))?;
    Ok(Outcome::Done)
}
