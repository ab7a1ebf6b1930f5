//! The named pipe of an engine on Windows.
//!
//! It can be compiled here and not tried: there is no Windows.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::windows::named_pipe::NamedPipeClient;

/// A pipe whose writing end can be closed by itself, as that of a socket can. Docker's is in message mode, and there a message of no bytes says so
/// (go-winio, `CloseWrite`); tokio's own shutdown says nothing, and a program that reads to the end of its input would wait for ever.
pub(super) struct Pipe {
    client: NamedPipeClient,
    closed: bool,
}

impl Pipe {
    pub(super) fn new(client: NamedPipeClient) -> Self {
        Self { client, closed: false }
    }
}

impl AsyncRead for Pipe {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.client).poll_read(cx, buf)
    }
}

impl AsyncWrite for Pipe {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        if buf.is_empty() {
            // It would be the end.
            return Poll::Ready(Ok(0));
        }
        Pin::new(&mut self.client).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.client).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.client).poll_flush(cx))?;
        if !self.closed {
            ready!(Pin::new(&mut self.client).poll_write(cx, &[]))?;
            self.closed = true;
        }
        Poll::Ready(Ok(()))
    }
}
