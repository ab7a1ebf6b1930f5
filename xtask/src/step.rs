//! Steps of a long task: each with a line, a time and a log of its own; all of them run, whatever failed before.

use std::fs::{self, File};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::place::output;
use crate::run_command::line;

/// Lines of a failed step's log that are shown at once.
const HEAD: usize = 12;
const TAIL: usize = 60;

/// The steps so far.
pub struct Steps {
    logs: PathBuf,
    begun: usize,
    passed: usize,
    failed: Vec<(&'static str, PathBuf)>,
}

/// One of several that run at the same time.
pub struct Step<'a> {
    name: &'static str,
    body: Body<'a>,
}

type Body<'a> = Box<dyn FnOnce(&mut Log) -> Result<()> + Send + 'a>;

/// How one went.
struct Ended {
    name: &'static str,
    log: PathBuf,
    took: Duration,
    ended: Result<()>,
}

impl<'a> Step<'a> {
    pub fn new(name: &'static str, body: impl FnOnce(&mut Log) -> Result<()> + Send + 'a) -> Self {
        Self { name, body: Box::new(body) }
    }
}

impl Steps {
    /// Starts with an empty folder for logs.
    pub fn new(logs: PathBuf) -> Result<Self> {
        if logs.exists() {
            fs::remove_dir_all(&logs).with_context(|| format!("could not empty {}", logs.display()))?;
        }
        fs::create_dir_all(&logs).with_context(|| format!("could not make {}", logs.display()))?;
        Ok(Self { logs, begun: 0, passed: 0, failed: Vec::new() })
    }

    /// Runs one, and says how it went.
    pub fn step(&mut self, name: &'static str, body: impl FnOnce(&mut Log) -> Result<()>) {
        begin(&[name]);
        let log = self.next_log(name);
        self.say(run(name, log, body));
    }

    /// Runs rows of steps beside one another, each row in its order, and says of each how it went when it ends.
    pub fn beside<'a>(&mut self, rows: impl IntoIterator<Item = Vec<Step<'a>>>) {
        let rows: Vec<Vec<Step<'a>>> = rows.into_iter().collect();
        begin(&rows.iter().flatten().map(|step| step.name).collect::<Vec<_>>());
        let (sender, ends) = mpsc::channel();
        thread::scope(|scope| {
            for row in rows {
                let row: Vec<_> = row.into_iter().map(|step| (self.next_log(step.name), step)).collect();
                let sender = sender.clone();
                scope.spawn(move || {
                    for (log, step) in row {
                        // Whoever listens does so until the last row has ended.
                        sender.send(run(step.name, log, step.body)).ok();
                    }
                });
            }
            drop(sender);
            for ended in ends {
                self.say(ended);
            }
        });
    }

    fn next_log(&mut self, name: &str) -> PathBuf {
        self.begun += 1;
        self.logs.join(format!("{:02}-{}.log", self.begun, name.replace([' ', '/'], "-")))
    }

    fn say(&mut self, Ended { name, log, took, ended }: Ended) {
        let took = seconds(took);
        if std::io::stdout().is_terminal() {
            // The names of what went on may be longer than this.
            print!("\x1b[K");
        }
        match ended {
            Ok(()) => {
                self.passed += 1;
                println!("  ok   {name} ({took})");
            }
            Err(error) => {
                println!("FAILED {name} ({took}): {error:#}");
                println!("{}", tail(&log));
                println!("       the whole log: {}", log.display());
                self.failed.push((name, log));
            }
        }
    }

    /// Says how all of it went, and once more which tests failed: the end is what remains of a long output. An error when any failed.
    pub fn end(self) -> Result<(), Failed> {
        for (name, path) in &self.failed {
            println!("failed: {name}");
            for line in failures(&read(path)) {
                println!("        {line}");
            }
        }
        println!("{} passed, {} failed", self.passed, self.failed.len());
        if self.failed.is_empty() { Ok(()) } else { Err(Failed) }
    }
}

/// Says to who looks on what goes on; the first that ends is written over it.
fn begin(names: &[&str]) {
    if std::io::stdout().is_terminal() {
        print!("  ...  {}\r", names.join(", "));
        std::io::stdout().flush().ok();
    }
}

/// Runs a step with its log, whose last line is the error.
fn run(name: &'static str, log: PathBuf, body: impl FnOnce(&mut Log) -> Result<()>) -> Ended {
    let started = Instant::now();
    let ended = Log::create(&log).and_then(|mut log| {
        let ended = body(&mut log);
        if let Err(error) = &ended {
            log.say(&format!("{error:#}"))?;
        }
        ended
    });
    Ended { name, log, took: started.elapsed(), ended }
}

/// A step failed, and it was already said which.
#[derive(Debug)]
pub struct Failed;

/// The log of a step.
pub struct Log {
    path: PathBuf,
    file: File,
}

impl Log {
    fn create(path: &Path) -> Result<Self> {
        let file = File::create(path).with_context(|| format!("could not write {}", path.display()))?;
        Ok(Self { path: path.to_owned(), file })
    }

    /// Writes a line into it.
    pub fn say(&mut self, text: &str) -> Result<()> {
        writeln!(self.file, "{text}").with_context(|| format!("could not write {}", self.path.display()))
    }

    /// Runs a command with everything that it writes in the log.
    pub fn run(&mut self, command: &mut Command) -> Result<()> {
        let line = line(command);
        self.say(&format!("$ {line}"))?;
        // Colours are noise in a file.
        command.env("NO_COLOR", "1").env("CARGO_TERM_COLOR", "never");
        command.stdout(self.file.try_clone()?).stderr(self.file.try_clone()?);
        let status = command.status().with_context(|| format!("could not start: {line}"))?;
        if !status.success() {
            bail!("{status}: {line}");
        }
        Ok(())
    }

    /// A log beside it, for what runs at the same time as something else.
    pub fn beside(&self, name: &str) -> Result<Self> {
        Self::create(&self.path.with_extension(format!("{name}.log")))
    }

    /// Takes the text of another in.
    pub fn take_in(&mut self, other: &Self) -> Result<()> {
        let text = other.text()?;
        self.say(&text)
    }

    /// What is in it so far.
    pub fn text(&self) -> Result<String> {
        let bytes = fs::read(&self.path).with_context(|| format!("could not read {}", self.path.display()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A log for a task that has no steps: it is kept, and only shown when something fails.
pub fn for_task() -> Result<Log> {
    let folder = output("task-logs");
    fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    Log::create(&folder.join(format!("{}.log", std::process::id())))
}

/// The end of a log, and its beginning too where a program says first what went wrong.
fn tail(path: &Path) -> String {
    let text = read(path);
    let lines: Vec<&str> = text.lines().collect();
    let shown = if lines.len() > HEAD + TAIL { [&lines[..HEAD], &["..."], &lines[lines.len() - TAIL..]].concat() } else { lines };
    shown.iter().map(|line| format!("       | {line}")).collect::<Vec<_>>().join("\n")
}

/// A log's text; nothing when it cannot be read, since the step that has it failed already for a reason of its own.
fn read(path: &Path) -> String {
    fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// Lines of a failed test's reason that are shown at most: a terminal's whole screen may be among them.
const REASON: usize = 12;

/// The lines by which the runners name a test that failed: cargo with the place and the words of its panic, vitest with its error
/// up to the place in the code.
fn failures(log: &str) -> Vec<&str> {
    let mut named = Vec::new();
    let mut follow = 0;
    for line in log.lines().map(str::trim) {
        let vitest = line.starts_with("FAIL ");
        let panic = line.contains("' panicked at ") || line.contains(") panicked at ");
        let says = vitest || panic || line.ends_with(" ... FAILED");
        if line.starts_with('❯') {
            follow = 0;
        }
        if (says || follow > 0) && !line.is_empty() && !named.contains(&line) {
            named.push(line);
        }
        follow = if vitest {
            REASON
        } else if panic {
            1
        } else {
            follow.saturating_sub(1)
        };
    }
    named
}

fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole >= 60 { format!("{} min {:02} s", whole / 60, whole % 60) } else { format!("{:.1} s", time.as_secs_f64()) }
}

#[cfg(test)]
mod tests {
    use super::failures;

    #[test]
    fn the_tests_that_failed_are_named_with_their_reason() {
        let cargo =
            "test a::good ... ok\ntest a::bad ... FAILED\n\nthread 'a::bad' (7) panicked at src/a.rs:3:5:\nit is 3, not 4\nnote: run with";
        assert_eq!(failures(cargo), ["test a::bad ... FAILED", "thread 'a::bad' (7) panicked at src/a.rs:3:5:", "it is 3, not 4"]);
        let vitest = " ✓ tests/a.test.ts > good\n FAIL  tests/a.test.ts > bad\nError: waited 20000 ms; it shows:\n\n$ clear\n ❯ until harness/until.ts:21:13";
        assert_eq!(failures(vitest), ["FAIL  tests/a.test.ts > bad", "Error: waited 20000 ms; it shows:", "$ clear"]);
        assert!(failures("error: could not compile").is_empty(), "what is not a test has its end shown");
    }
}
