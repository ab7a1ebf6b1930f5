use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::{JoinHandle, JoinSet};

/// A socket on which each request gets the bytes that the script has for its path.
pub struct Scripted {
    folder: tempfile::TempDir,
    listening: JoinHandle<()>,
}

impl Scripted {
    /// `answer` is asked with the path, without its version and query.
    pub fn start(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join("d.sock")).unwrap();
        let listening = tokio::spawn(async move {
            let mut open = JoinSet::new();
            loop {
                let (mut connection, _) = listener.accept().await.unwrap();
                let asked = request(&mut connection).await;
                let bytes = answer(&asked);
                // An answer that is not over holds the connection until the script ends.
                open.spawn(async move {
                    if connection.write_all(&bytes).await.is_ok() && (bytes.is_empty() || bytes.starts_with(OPEN.as_bytes())) {
                        std::future::pending::<()>().await;
                    }
                });
            }
        });
        Self { folder, listening }
    }

    pub fn address(&self) -> String {
        format!("unix://{}", self.folder.path().join("d.sock").display())
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn request(connection: &mut UnixStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(byte) = connection.read_u8().await else { return String::new() };
        head.push(byte);
    }
    let head = String::from_utf8(head).unwrap();
    let path = head.split(' ').nth(1).unwrap().split('?').next().unwrap();
    path.strip_prefix("/v1.41").unwrap_or(path).to_owned()
}

const OPEN: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/// An answer that begins so and goes on for ever.
pub fn stays_open(begins: &str) -> Vec<u8> {
    if begins.is_empty() { OPEN.into() } else { format!("{OPEN}{:x}\r\n{begins}\r\n", begins.len()).into() }
}

/// An answer that does not begin.
pub fn never() -> Vec<u8> {
    Vec::new()
}

pub fn json(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into()
}

/// What an engine with nothing in it answers.
pub fn usual(path: &str) -> Vec<u8> {
    match path {
        "/version" => json(r#"{"Version":"20.10","ApiVersion":"1.41","Os":"linux","Arch":"amd64"}"#),
        "/events" => stays_open(""),
        "/info" => json("{}"),
        _ => json("[]"),
    }
}
