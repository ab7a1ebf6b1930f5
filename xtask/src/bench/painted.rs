//! A window that says when it has painted.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::screen::Screen;

const PATIENCE: Duration = Duration::from_mins(1);

/// A window of a benchmark. It ends with this.
pub struct Window {
    child: Child,
    started: Instant,
    lines: Receiver<(Instant, String)>,
    _home: TempDir,
}

impl Window {
    /// Starts it in a home of its own.
    pub fn start(program: &Path, screen: &Screen, docker_host: &str) -> Result<Self> {
        let home = TempDir::with_prefix("naru-bench-")?;
        let mut command = Command::new(program);
        command
            .env("NARU_BENCH", "1")
            .env("DISPLAY", screen.name())
            .env_remove("WAYLAND_DISPLAY")
            .env("DOCKER_HOST", docker_host)
            .env("HOME", home.path())
            .env("NO_AT_BRIDGE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        for (variable, folder) in
            [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache"), ("XDG_RUNTIME_DIR", "run")]
        {
            let folder = home.path().join(folder);
            fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
            command.env(variable, folder);
        }
        if !has_gpu() {
            // The window does this by itself; the blank one must have it too.
            command.env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
        }
        let started = Instant::now();
        let mut child = command.spawn().with_context(|| format!("could not start {}", program.display()))?;
        let stdout = child.stdout.take().context("the window has no output")?;
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send((Instant::now(), line)).is_err() {
                    break;
                }
            }
        });
        Ok(Self { child, started, lines, _home: home })
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has painted `mark`; milliseconds since its start.
    pub fn painted(&self, mark: &str) -> Result<f64> {
        let wanted = format!("NARU_PAINTED {mark}");
        while let Some(left) = PATIENCE.checked_sub(self.started.elapsed()) {
            match self.lines.recv_timeout(left) {
                Ok((at, line)) if line == wanted => return Ok(milliseconds(at.duration_since(self.started))),
                Ok(_) => {}
                Err(_) => break,
            }
        }
        bail!("the window did not say `{wanted}` within {} s", PATIENCE.as_secs())
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // An error means that it ended before. Its web processes end with it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The window of one line of HTML, built beside `program`.
pub fn blank(program: &Path) -> Result<PathBuf> {
    Ok(program.parent().context("a program is in a folder")?.join("examples/blank"))
}

/// A time as the benchmarks print it.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn has_gpu() -> bool {
    fs::read_dir("/dev/dri").is_ok_and(|mut devices| devices.next().is_some())
}
