//! A virtual screen for the windows of a benchmark.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// A screen that ends with this.
pub struct Screen {
    child: Child,
    name: String,
}

impl Screen {
    /// Starts one as large as the window.
    pub fn start() -> Result<Self> {
        // It looks for a free number by itself and says it on its standard output.
        let mut child = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1200x800x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("could not start Xvfb")?;
        let mut number = String::new();
        let stdout = child.stdout.take().context("Xvfb has no output")?;
        BufReader::new(stdout).read_line(&mut number).context("Xvfb did not say its number")?;
        Ok(Self { child, name: format!(":{}", number.trim()) })
    }

    /// The value for `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // An error means that it ended before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
