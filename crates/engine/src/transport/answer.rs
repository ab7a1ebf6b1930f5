//! Answers that bollard reads as a stream of JSON lines.

use std::future::ready;

use bollard::errors::Error;
use futures_util::{Stream, StreamExt};

/// The items of an answer, without the error that bollard makes of its last line's end.
///
/// Engines end each line with `\r\n`. bollard takes an item as soon as it is whole, so that the line's end can come by itself,
/// and what is left of it when the answer is over counts as half an item. An answer that is really cut off does not get to
/// its end: the connection fails with another error.
pub(crate) fn until_end<T>(answer: impl Stream<Item = Result<T, Error>>) -> impl Stream<Item = Result<T, Error>> {
    answer.take_while(|item| ready(!item.as_ref().is_err_and(is_line_end)))
}

/// tokio-util has no kind of its own for it, only these words.
fn is_line_end(error: &Error) -> bool {
    matches!(error, Error::IOError { err } if err.kind() == std::io::ErrorKind::Other && err.to_string() == "bytes remaining on stream")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::time::Duration;

    use bollard::Docker;
    use bollard::query_parameters::CreateImageOptions;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    /// What is read of an answer that comes in such pieces, ended as HTTP ends one or cut off.
    async fn read(pieces: &'static [&'static str], ended: bool) -> Vec<Result<String, Error>> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("tcp://{}", listener.local_addr().unwrap());
        let engine = tokio::spawn(async move {
            let (mut connection, _) = listener.accept().await.unwrap();
            let mut request = vec![0; 4_096];
            assert!(connection.read(&mut request).await.unwrap() > 0);
            connection.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").await.unwrap();
            for piece in pieces {
                connection.write_all(format!("{:x}\r\n{piece}\r\n", piece.len()).as_bytes()).await.unwrap();
                tokio::time::sleep(Duration::from_millis(30)).await;
            }
            if ended {
                connection.write_all(b"0\r\n\r\n").await.unwrap();
            }
        });
        let docker = Docker::connect_with_http(&address, 10, bollard::API_DEFAULT_VERSION).unwrap();
        let answer = until_end(docker.create_image(Some(CreateImageOptions::default()), None, None));
        let items = answer.map(|item| item.map(|info| info.status.unwrap_or_default())).collect().await;
        engine.await.unwrap();
        items
    }

    #[tokio::test]
    async fn a_line_end_that_comes_by_itself_is_nothing() {
        let items = read(&["{\"status\":\"one\"}\r\n", "{\"status\":\"two\"}", "\r\n"], true).await;
        let items: Vec<String> = items.into_iter().map(Result::unwrap).collect();
        assert_eq!(items, ["one", "two"]);
    }

    #[tokio::test]
    async fn an_answer_that_is_cut_off_is_an_error() {
        let items = read(&["{\"status\":\"one\"}\r\n", "{\"sta"], false).await;
        assert_eq!(items.len(), 2);
        assert!(items[1].is_err(), "{items:?}");
    }
}
