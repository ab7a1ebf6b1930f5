use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tower_service::Service;

#[cfg(windows)]
use super::pipe::Pipe;
use crate::endpoint::Address;

/// How long a connection may take to open. A local socket answers at once or never; a remote one may be a continent away.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);

/// A machine that goes away says nothing, and events can be hours apart: the system asks whether the other end is still there, as it
/// does for the CLI, so that the loss of a remote engine is seen in about a minute. No request is sent for it.
const KEEPALIVE: TcpKeepalive = TcpKeepalive::new().with_time(Duration::from_secs(15)).with_interval(Duration::from_secs(5));

/// Opens connections to one address, whatever the request's URI says.
#[derive(Clone)]
pub(super) struct Connector {
    address: Address,
}

impl Connector {
    pub(super) fn new(address: Address) -> Self {
        Self { address }
    }
}

impl Service<Uri> for Connector {
    type Response = TokioIo<Channel>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, io::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let address = self.address.clone();
        Box::pin(async move {
            let opened = tokio::time::timeout(CONNECT_LIMIT, connect(&address)).await;
            Ok(TokioIo::new(Channel(opened.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??)))
        })
    }
}

/// Bytes both ways, over whatever kind of connection.
trait Bytes: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Bytes for T {}

async fn connect(address: &Address) -> io::Result<Box<dyn Bytes>> {
    match address {
        #[cfg(unix)]
        Address::Unix(path) => Ok(Box::new(tokio::net::UnixStream::connect(path).await?)),
        #[cfg(windows)]
        Address::NamedPipe(path) => Ok(Box::new(open_pipe(path).await?)),
        Address::Tcp { host, port } => {
            let stream = tokio::net::TcpStream::connect((host.as_str(), *port)).await?;
            stream.set_nodelay(true)?;
            SockRef::from(&stream).set_tcp_keepalive(&KEEPALIVE)?;
            Ok(Box::new(stream))
        }
        #[cfg(not(all(unix, windows)))]
        #[allow(unreachable_patterns, reason = "which arm is left over depends on the system")]
        _ => Err(io::Error::new(io::ErrorKind::Unsupported, format!("{address} cannot be reached from this system"))),
    }
}

/// All instances of a pipe can be busy for a moment; Windows asks clients to try again (`ERROR_PIPE_BUSY`).
#[cfg(windows)]
async fn open_pipe(path: &str) -> io::Result<Pipe> {
    const ERROR_PIPE_BUSY: i32 = 231;
    loop {
        match tokio::net::windows::named_pipe::ClientOptions::new().open(path) {
            Err(error) if error.raw_os_error() == Some(ERROR_PIPE_BUSY) => tokio::time::sleep(Duration::from_millis(50)).await,
            opened => return opened.map(Pipe::new),
        }
    }
}

/// An open connection.
pub(super) struct Channel(Box<dyn Bytes>);

impl Connection for Channel {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl AsyncRead for Channel {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl AsyncWrite for Channel {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}
