//! Which shell a container has, found by trying.

use std::time::Duration;

use naru_view::ProblemCode;
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;

use super::exit_of;
use super::frames::{Frames, Ink};
use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::transport::percent_encode;

/// Where there is `sh`, it knows whether there is a better one.
const BEST: &str = "command -v bash || command -v ash || command -v sh";

/// Where there is no `sh` by that name: what runs, and how it is told to do nothing.
const OTHERS: [(&[&str], &str); 5] =
    [(&["bash"], "-c"), (&["ash"], "-c"), (&["/busybox/sh"], "-c"), (&["busybox", "sh"], "-c"), (&["/bin/busybox", "sh"], "-c")];

const WINDOWS: [(&[&str], &str); 2] = [(&["powershell"], "-Command"), (&["cmd"], "/c")];

/// A shell that does nothing is over by then. Of each that is tried: a slow engine needs a second to start any.
const LIMIT: Duration = Duration::from_secs(10);

/// No shell's path is longer.
const ANSWER: u64 = 4 << 10;

/// The words that start a shell in a container: `bash`, or `busybox sh`. A container without one is [`ProblemCode::ShellNotFound`].
pub(crate) async fn find(connection: &Connection, container: &str, user: Option<&str>) -> Result<Vec<String>> {
    let probe = Probe { connection, container, user: user.unwrap_or_default() };
    probe.find().await.map_err(|error| error.with("container", container))
}

struct Probe<'a> {
    connection: &'a Connection,
    container: &'a str,
    user: &'a str,
}

impl Probe<'_> {
    async fn find(&self) -> Result<Vec<String>> {
        if self.connection.engine.os == "windows" {
            return self.first(&WINDOWS).await;
        }
        let Some(said) = self.run(&["sh", "-c", BEST]).await? else { return self.first(&OTHERS).await };
        let path = String::from_utf8_lossy(&said);
        let name = path.lines().next().unwrap_or_default().rsplit('/').next().unwrap_or_default().trim().to_owned();
        // It is found by its name, so that its name is enough.
        Ok(vec![if ["bash", "ash"].contains(&name.as_str()) { name } else { "sh".to_owned() }])
    }

    async fn first(&self, shells: &[(&[&str], &str)]) -> Result<Vec<String>> {
        for (shell, flag) in shells {
            let nothing = if *flag == "-c" { ":" } else { "exit" };
            let words: Vec<&str> = shell.iter().copied().chain([*flag, nothing]).collect();
            if self.run(&words).await?.is_some() {
                return Ok(shell.iter().map(ToString::to_string).collect());
            }
        }
        Err(Error::new(ProblemCode::ShellNotFound, "none of the usual shells could be started"))
    }

    async fn run(&self, words: &[&str]) -> Result<Option<Vec<u8>>> {
        let ran = tokio::time::timeout(LIMIT, self.printed(words)).await;
        ran.unwrap_or_else(|_| Err(Error::new(ProblemCode::EngineRefused, "a shell did not answer within 10 s")))
    }

    /// What a program prints; none when it cannot be started or fails.
    async fn printed(&self, words: &[&str]) -> Result<Option<Vec<u8>>> {
        let raw = &self.connection.raw;
        let body = json!({ "AttachStdout": true, "Cmd": words, "User": self.user });
        let made = raw.post_json(&format!("/containers/{}/exec", percent_encode(self.container)), &body).await?;
        let made: Value = serde_json::from_slice(&made).map_err(|error| Error::caused(ProblemCode::EngineRefused, error))?;
        let id = percent_encode(made["Id"].as_str().unwrap_or_default());
        let start = json!({ "Detach": false, "Tty": false });
        let mut said = Vec::new();
        match raw.hijack(&format!("/exec/{id}/start"), Some(&start)).await {
            Ok(stream) => {
                let read = stream.take(ANSWER).read_to_end(&mut said).await;
                read.map_err(|error| Error::caused(ProblemCode::EngineUnreachable, error))?;
            }
            // An engine may say here that there is no such program.
            Err(error) if matches!(error.code(), ProblemCode::EngineRefused | ProblemCode::InvalidValue) => return Ok(None),
            Err(error) => return Err(error),
        }
        Ok((exit_of(raw, &id).await? == 0).then(|| Frames::default().feed(&said, &Ink::default())))
    }
}
