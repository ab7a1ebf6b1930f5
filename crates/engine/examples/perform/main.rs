//! Performs docker lines with no window: what is on the way and how it ended, one JSON object a line.
//!
//! ```text
//! perform [--shell posix|powershell] LINE
//! perform [--shell posix|powershell] --stdin     one line each, on one connection to each engine
//! ```
//!
//! The engine is the one that `docker` would take here (`DOCKER_HOST`, the context), or the line's own `-H` or `--context`.
//! `{"progress":…}` is told on the way; last comes `{"outcome":…}`, `{"problem":…}` or, for what is no docker line, `{"parse":…}`.
//! With `--stdin` each line is announced by `{"line":…,"posix":…,"powershell":…}`: as it was given and as Naru writes it.
//!
//! Ends with 0 when all was performed, 1 when something was refused, 2 when something could not be read. Ctrl-C cancels what is
//! being performed; with `--stdin` the next line follows.

mod engines;

use std::env;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use naru_command::{Here, Parsed, Place, Shell, parse, render_with};
use naru_view::{Outcome, Problem};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use engines::Engines;

/// What is told and not yet printed; a full one holds the engine back.
const WAITING: usize = 64;

const USAGE: &str = "usage: perform [--shell posix|powershell] LINE | --stdin";

/// How a line went, from good to bad.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ended {
    Performed,
    Refused,
    Unread,
}

#[tokio::main]
async fn main() -> ExitCode {
    let ended = match Arguments::of_process() {
        Ok(arguments) => Box::pin(run(&arguments)).await,
        Err(error) => Err(error),
    };
    let code = match ended {
        Ok(Ended::Performed) => 0,
        Ok(Ended::Refused) => 1,
        Ok(Ended::Unread) => 2,
        Err(error) => {
            // Nothing is left to say it to when this fails as well.
            let _ = writeln!(io::stderr(), "{error}");
            2
        }
    };
    // An input that nobody closes would keep the runtime from ending.
    std::process::exit(code)
}

struct Arguments {
    shell: Shell,
    line: Option<String>,
}

impl Arguments {
    fn of_process() -> io::Result<Self> {
        let wrong = || io::Error::new(io::ErrorKind::InvalidInput, USAGE);
        let (mut shell, mut stdin, mut line) = (Shell::Posix, false, None);
        let mut arguments = env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--stdin" => stdin = true,
                "--shell" => {
                    shell = match arguments.next().as_deref() {
                        Some("posix") => Shell::Posix,
                        Some("powershell") => Shell::PowerShell,
                        _ => return Err(wrong()),
                    }
                }
                _ if line.is_none() => line = Some(argument),
                _ => return Err(wrong()),
            }
        }
        if stdin == line.is_some() { Err(wrong()) } else { Ok(Self { shell, line }) }
    }

    /// Where the lines are typed.
    fn here(&self) -> Here {
        let folder = env::current_dir().ok().and_then(|folder| folder.to_str().map(str::to_owned));
        Here { shell: self.shell, folder, home: env::var("HOME").ok() }
    }
}

async fn run(arguments: &Arguments) -> io::Result<Ended> {
    let here = arguments.here();
    let mut engines = Engines::of_process();
    if let Some(line) = &arguments.line {
        return take(&mut engines, parse(line, &here)).await;
    }
    let mut worst = Ended::Performed;
    let mut lines = lines_of_stdin();
    loop {
        let line = tokio::select! {
            line = lines.recv() => line.transpose()?,
            interrupted = tokio::signal::ctrl_c() => interrupted.map(|()| None)?,
        };
        let Some(line) = line else { return Ok(worst) };
        let parsed = parse(&line, &here);
        let mut announced = json!({ "line": line });
        if let Ok(parsed) = &parsed {
            announced["posix"] = written(parsed, Shell::Posix).into();
            announced["powershell"] = written(parsed, Shell::PowerShell).into();
        }
        say(&announced)?;
        worst = worst.max(take(&mut engines, parsed).await?);
    }
}

/// Reading the input can't be interrupted, so a thread of its own does it; it ends with the process.
fn lines_of_stdin() -> mpsc::Receiver<io::Result<String>> {
    let (sender, lines) = mpsc::channel(1);
    std::thread::spawn(move || {
        for line in io::stdin().lock().lines() {
            if sender.blocking_send(line).is_err() {
                break;
            }
        }
    });
    lines
}

fn written(parsed: &Parsed, shell: Shell) -> String {
    render_with(&parsed.command, &Place { shell, engine: parsed.engine.clone() }, &parsed.globals).text
}

/// Performs what was read, and says how it went.
async fn take(engines: &mut Engines, parsed: Result<Parsed, naru_command::ParseError>) -> io::Result<Ended> {
    let parsed = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            say(&json!({ "parse": error }))?;
            return Ok(Ended::Unread);
        }
    };
    match perform(engines, &parsed).await? {
        Ok(outcome) => say(&json!({ "outcome": outcome })).map(|()| Ended::Performed),
        Err(problem) => say(&json!({ "problem": problem })).map(|()| Ended::Refused),
    }
}

async fn perform(engines: &mut Engines, parsed: &Parsed) -> io::Result<Result<Outcome, Problem>> {
    let engine = match engines.of(parsed).await {
        Ok(engine) => engine,
        Err(problem) => return Ok(Err(problem)),
    };
    let (sender, mut progress) = mpsc::channel(WAITING);
    let cancel = CancellationToken::new();
    let performed = engine.perform(&parsed.command, sender, cancel.clone());
    let told = async {
        while let Some(progress) = progress.recv().await {
            say(&json!({ "progress": progress }))?;
        }
        io::Result::Ok(())
    };
    let interrupted = async {
        while tokio::signal::ctrl_c().await.is_ok() {
            cancel.cancel();
        }
        // Nobody can interrupt it.
        std::future::pending::<()>().await;
    };
    tokio::select! {
        // Both end: what is told ends when there is nobody to tell it any more.
        (outcome, told) = async { tokio::join!(performed, told) } => told.map(|()| outcome.map_err(|error| error.problem())),
        () = interrupted => Err(io::Error::other("not reached")),
    }
}

fn say(object: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{object}")?;
    out.flush()
}
