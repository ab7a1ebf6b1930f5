//! A terminal and a program, connected.

use std::io;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use naru_view::ProblemCode;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, split};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use super::detach::DetachKeys;
use super::frames::{Frames, Ink};
use super::line::LineEditor;
use super::{Program, Terminal};
use crate::error::{Error, Result};
use crate::transport::RawClient;

/// So many bytes are read at once at most.
const READ: usize = 32 << 10;

/// How a shell is asked to end: Ctrl-C for what it runs or for a line that is half typed, then Ctrl-D, with time to act on each. More than once, and at last
/// with more time: what comes before the shell is back at its prompt is lost on its way into its line editor, and a slow engine's shell is not to be
/// taken for a program that stays. The waiting is over as soon as it has ended.
const ASK: [(&[u8], Duration); 5] = [
    (b"\x03", Duration::from_millis(150)),
    (b"\x04", Duration::from_millis(500)),
    (b"\x04", Duration::from_millis(700)),
    (b"\x04", Duration::from_secs(1)),
    (b"\x04", Duration::from_secs(2)),
];

/// How long a program without a terminal has to end once its input has.
const NO_INPUT: Duration = Duration::from_secs(3);

/// How long the last that was typed may take to arrive once the reader leaves for good.
const LAST: Duration = Duration::from_millis(200);

/// How it came to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    /// The other end closed: the program is over, or soon is.
    Closed,
    /// The reader left; the program may go on.
    Detached,
}

/// What a terminal is connected to, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Talk<'a> {
    pub(crate) terminal: &'a Terminal,
    pub(crate) program: Program<'a>,
    /// Whether the program has a terminal: raw bytes both ways. Else its output comes in frames, and it is sent lines.
    pub(crate) tty: bool,
    /// Whether what is typed goes to it.
    pub(crate) input: bool,
    /// `--detach-keys`
    pub(crate) detach_keys: Option<&'a str>,
}

/// The line that is typed, and how it is shown.
struct Typed<'a> {
    editor: LineEditor,
    ink: &'a Ink,
}

impl Talk<'_> {
    /// Carries bytes both ways until the program's end or the reader's leaving.
    pub(crate) async fn over(self, raw: &RawClient, stream: impl AsyncRead + AsyncWrite + Send) -> Result<Over> {
        let Some(input) = self.terminal.input() else {
            return Err(Error::new(ProblemCode::Internal, "a terminal serves one program"));
        };
        let (from, to) = split(stream);
        let ink = Ink::default();
        tokio::select! {
            biased;
            shown = self.show(from, &ink) => shown,
            () = self.listen(raw, input, to, &ink) => Ok(Over::Detached),
            never = self.program.follow(raw, self.terminal.size.clone()), if self.tty => match never {},
        }
    }

    async fn show(self, mut from: impl AsyncRead + Unpin, ink: &Ink) -> Result<Over> {
        let mut bytes = BytesMut::new();
        let mut frames = Frames::default();
        loop {
            bytes.reserve(READ);
            match (&mut from).take(READ as u64).read_buf(&mut bytes).await {
                Ok(0) => return Ok(Over::Closed),
                Ok(_) => {}
                Err(error) => return Err(Error::caused(ProblemCode::EngineUnreachable, error)),
            }
            let read = bytes.split().freeze();
            let text = if self.tty { read } else { Bytes::from(frames.feed(&read, ink)) };
            if !self.terminal.show(text).await {
                return Ok(Over::Detached);
            }
        }
    }

    /// Ends when the reader leaves. Who leaves for good does not wait for a program that reads nothing of what was typed.
    async fn listen(self, raw: &RawClient, mut input: mpsc::Receiver<Bytes>, mut to: impl AsyncWrite + Unpin, ink: &Ink) {
        let given_up = async {
            self.terminal.left.cancelled().await;
            sleep(LAST).await;
        };
        let for_good = tokio::select! {
            biased;
            for_good = self.carry(raw, &mut input, &mut to, ink) => for_good,
            () = given_up => true,
        };
        if for_good {
            self.leave(&mut to).await;
        }
    }

    /// Carries what is typed until the reader leaves: for good, or by the keys for it.
    async fn carry(self, raw: &RawClient, input: &mut mpsc::Receiver<Bytes>, to: &mut (impl AsyncWrite + Unpin), ink: &Ink) -> bool {
        let mut keys = DetachKeys::of(self.detach_keys);
        let mut line = Typed { editor: LineEditor::default(), ink };
        loop {
            let typed = tokio::select! {
                biased;
                typed = input.recv() => typed,
                () = self.terminal.left.cancelled() => return true,
            };
            let Some(typed) = typed else {
                // Nobody types any more; who only looks can still leave.
                self.terminal.left.cancelled().await;
                return true;
            };
            let leaves = if !self.input {
                typed.contains(&0x03) && !self.program.interrupt(raw).await
            } else if self.tty {
                let (passed, leaves) = keys.pass(&typed);
                write(to, &passed).await;
                leaves
            } else {
                self.edit(raw, &mut line, &typed, to).await
            };
            if leaves {
                return false;
            }
        }
    }

    /// True when the reader leaves.
    async fn edit(self, raw: &RawClient, line: &mut Typed<'_>, typed: &[u8], to: &mut (impl AsyncWrite + Unpin)) -> bool {
        let edited = line.editor.feed(typed);
        // The output ends by itself when nobody takes it.
        self.terminal.show(line.ink.plain(edited.echo).into()).await;
        write(to, &edited.send).await;
        if edited.end {
            close(to).await;
        }
        edited.interrupt && !self.program.interrupt(raw).await
    }

    /// A program that goes away on this closes the connection, which is seen where it is read.
    async fn leave(self, to: &mut (impl AsyncWrite + Unpin)) {
        match self.program {
            Program::Container { .. } => {}
            Program::Exec { .. } if self.tty && self.input => {
                for (keys, time) in ASK {
                    if timeout(time, write(to, keys)).await.is_ok() {
                        sleep(time).await;
                    }
                }
            }
            Program::Exec { .. } => {
                close(to).await;
                sleep(NO_INPUT).await;
            }
        }
    }
}

/// A connection that is broken is seen where it is read.
async fn write(to: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) {
    if bytes.is_empty() {
        return;
    }
    let written: io::Result<()> = async {
        to.write_all(bytes).await?;
        to.flush().await
    }
    .await;
    if let Err(error) = written {
        tracing::debug!(%error, "what was typed did not arrive");
    }
}

async fn close(to: &mut (impl AsyncWrite + Unpin)) {
    if let Err(error) = to.shutdown().await {
        tracing::debug!(%error, "the input of a program was closed already");
    }
}
