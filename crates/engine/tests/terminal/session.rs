//! A terminal that a test sits at.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use naru_command::{Command, Here, Shell, parse};
use naru_engine::{Engine, Environment, Error, Keyboard, open_terminal};
use naru_lab::{Generation, Lab, Options};
use naru_view::{Outcome, Progress, TerminalSize};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// How long a busy machine may take for anything.
const LIMIT: Duration = Duration::from_mins(1);

pub const SIZE: TerminalSize = TerminalSize { columns: 91, rows: 33 };

/// A lab with Naru on it.
pub struct Bench {
    pub lab: Lab,
    pub engine: Arc<Engine>,
}

impl Bench {
    pub async fn up(generation: Generation) -> Self {
        let lab = tokio::task::spawn_blocking(move || Lab::up(&Options::ephemeral(generation))).await.unwrap();
        let lab = lab.unwrap_or_else(|error| panic!("the {generation:?} lab does not start ({error}); see `cargo xtask lab up`"));
        let engine = Engine::start(Environment { docker_host: Some(lab.docker_host()), ..Environment::default() });
        let began = Instant::now();
        while !engine.is_settled() {
            assert!(began.elapsed() < LIMIT, "waited for the engine to be mirrored");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Self { lab, engine: Arc::new(engine) }
    }

    /// What the docker CLI prints.
    pub async fn docker(&self, line: &str) -> String {
        self.docker_words(&line.split(' ').collect::<Vec<_>>()).await
    }

    pub async fn docker_words(&self, words: &[&str]) -> String {
        let output = tokio::process::Command::from(self.lab.docker(words)).output().await.unwrap();
        assert!(output.status.success(), "docker {words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Whether something of that name runs in a container.
    pub async fn runs(&self, container: &str, program: &str) -> bool {
        self.docker(&format!("top {container}")).await.lines().skip(1).any(|line| line.contains(program))
    }
}

/// What a line is, as somebody would type it.
pub fn command(line: &str) -> Command {
    let here = Here { shell: Shell::Posix, folder: Some("/".to_owned()), home: Some("/root".to_owned()) };
    parse(&format!("docker {line}"), &here).unwrap_or_else(|error| panic!("{line}: {error:?}")).command
}

/// A command that is performed in a terminal.
pub struct Session {
    pub keyboard: Keyboard,
    shown: Arc<Mutex<Vec<u8>>>,
    over: JoinHandle<Result<Outcome, Error>>,
    /// Over once all of it is in `shown`: a moment after the command.
    screen: JoinHandle<()>,
    pub told: Arc<Mutex<Vec<Progress>>>,
}

impl Session {
    pub fn open(bench: &Bench, line: &str) -> Self {
        let command = command(line);
        let (terminal, keyboard, mut screen) = open_terminal(SIZE);
        let (shown, told) = (Arc::<Mutex<Vec<u8>>>::default(), Arc::<Mutex<Vec<Progress>>>::default());
        let screen = tokio::spawn({
            let shown = Arc::clone(&shown);
            async move {
                while let Some(bytes) = screen.next().await {
                    shown.lock().unwrap().extend_from_slice(&bytes);
                }
            }
        });
        let (sender, mut progress) = mpsc::channel(4);
        tokio::spawn({
            let told = Arc::clone(&told);
            async move {
                while let Some(progress) = progress.recv().await {
                    told.lock().unwrap().push(progress);
                }
            }
        });
        let engine = Arc::clone(&bench.engine);
        let over = tokio::spawn(async move { engine.perform_in(&command, terminal, sender, CancellationToken::new()).await });
        Self { keyboard, shown, over, screen, told }
    }

    pub async fn keys(&self, keys: impl Into<bytes::Bytes>) {
        self.keyboard.type_in(keys).await;
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.shown.lock().unwrap().clone()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes()).into_owned()
    }

    /// Waits until what is shown has this in it.
    pub async fn shows(&self, words: &str) {
        self.until(&format!("it to show {words:?}"), |text| text.contains(words)).await;
    }

    pub async fn until(&self, what: &str, done: impl Fn(&str) -> bool) {
        let began = Instant::now();
        while !done(&self.text()) {
            assert!(began.elapsed() < LIMIT, "waited for {what}; it shows {:?}", self.text());
            assert!(!self.screen.is_finished() || done(&self.text()), "it is over, and waited for {what}; it shows {:?}", self.text());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits for its end.
    pub async fn ended(self) -> (Result<Outcome, Error>, Vec<u8>) {
        let ended = tokio::time::timeout(LIMIT, self.over).await;
        let ended =
            ended.unwrap_or_else(|_| panic!("it does not end; it shows {:?}", String::from_utf8_lossy(&self.shown.lock().unwrap())));
        tokio::time::timeout(LIMIT, self.screen).await.expect("the screen ends with its command").unwrap();
        (
            ended.unwrap(),
            Arc::try_unwrap(self.shown).map_or_else(|shared| shared.lock().unwrap().clone(), |whole| whole.into_inner().unwrap()),
        )
    }

    /// What it ended with.
    pub async fn code(self) -> i64 {
        match self.ended().await.0.unwrap_or_else(|error| panic!("{:?}", error.problem())) {
            Outcome::Ended { exit_code, .. } => exit_code,
            other => panic!("it ended: {other:?}"),
        }
    }
}
