//! Terminals: what is typed goes to a program in a container, and what it writes comes back, byte for byte.
//!
//! [`open`] makes a pair: a [`Terminal`], which a command is performed in, and the [`Keyboard`] and [`Screen`] of whoever sits at it.
//! Nothing is unbounded: a program whose output nobody takes is not read from any more, and typing waits while the program does not
//! read. See docs/decisions/010-a-terminal-is-beside-progress.md.

mod detach;
mod frames;
mod line;
mod program;
mod shell;
mod talk;

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use naru_view::TerminalSize;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

pub(crate) use program::{Program, exit_of};
pub(crate) use shell::find as find_shell;
pub(crate) use talk::{Over, Talk};

/// Pieces of output, of at most 32 KiB each, that are read ahead of whoever looks.
const AHEAD: usize = 4;

/// Pieces of input on their way before typing waits.
const TYPED: usize = 16;

/// The end of a terminal that a command is performed in. It serves one program, once.
#[derive(Debug)]
pub struct Terminal {
    input: Mutex<Option<mpsc::Receiver<Bytes>>>,
    /// The reader leaves for good. Beside what is typed: that may wait for a program which does not read.
    left: CancellationToken,
    output: mpsc::Sender<Bytes>,
    size: watch::Receiver<TerminalSize>,
}

/// What a reader does at a terminal.
#[derive(Debug, Clone)]
pub struct Keyboard {
    input: mpsc::Sender<Bytes>,
    left: CancellationToken,
    size: Arc<watch::Sender<TerminalSize>>,
}

/// What a program writes. While it is not taken, no more is read from the engine.
#[derive(Debug)]
pub struct Screen(mpsc::Receiver<Bytes>);

/// A terminal of a size, and its keyboard and its screen.
#[must_use]
pub fn open(size: TerminalSize) -> (Terminal, Keyboard, Screen) {
    let (typed, input) = mpsc::channel(TYPED);
    let (output, shown) = mpsc::channel(AHEAD);
    let (resize, size) = watch::channel(size);
    let left = CancellationToken::new();
    let terminal = Terminal { input: Mutex::new(Some(input)), left: left.clone(), output, size };
    (terminal, Keyboard { input: typed, left, size: Arc::new(resize) }, Screen(shown))
}

impl Terminal {
    /// Its size now.
    pub(crate) fn size(&self) -> TerminalSize {
        *self.size.borrow()
    }

    /// Shows bytes; waits while nobody takes those before. False when nobody ever will.
    async fn show(&self, bytes: Bytes) -> bool {
        bytes.is_empty() || self.output.send(bytes).await.is_ok()
    }

    /// What is typed in it, for the one program that it serves.
    fn input(&self) -> Option<mpsc::Receiver<Bytes>> {
        self.input.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Keyboard {
    /// Types; waits while the program does not read. What is typed after the end goes nowhere.
    pub async fn type_in(&self, bytes: impl Into<Bytes>) {
        if self.input.send(bytes.into()).await.is_err() {
            tracing::debug!("typed in a terminal that is over");
        }
    }

    /// Tells the program how large its terminal is now.
    pub fn resize(&self, size: TerminalSize) {
        self.size.send_if_modified(|known| std::mem::replace(known, size) != size);
    }

    /// Leaves for good, behind what is typed already. What `exec` started is asked to end first, as far as a terminal can; a container
    /// goes on.
    pub fn hang_up(&self) {
        self.left.cancel();
    }
}

impl Screen {
    /// The next bytes; none when the session is over.
    pub async fn next(&mut self) -> Option<Bytes> {
        self.0.recv().await
    }
}
