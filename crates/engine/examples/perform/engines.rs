//! The engines that lines are for: that of this process, and those that a line names.

use std::path::PathBuf;
use std::time::Duration;

use naru_command::{EngineFlag, Globals, Parsed};
use naru_engine::{Engine, Environment};
use naru_view::{EngineStatus, Problem, ProblemCode};

/// How often to look whether an engine has answered.
const LOOK: Duration = Duration::from_millis(5);

/// One for each way that the lines say which they mean; each keeps its connection.
pub struct Engines {
    environment: Environment,
    open: Vec<((Option<EngineFlag>, Globals), Engine)>,
}

impl Engines {
    pub fn of_process() -> Self {
        Self { environment: Environment::of_process(), open: Vec::new() }
    }

    /// The engine of a line, once it has answered.
    pub async fn of(&mut self, line: &Parsed) -> Result<&Engine, Problem> {
        let key = (line.engine.clone(), line.globals.clone());
        let known = self.open.iter().position(|(other, _)| *other == key);
        let index = known.unwrap_or_else(|| {
            let engine = Engine::start(self.environment_of(line));
            self.open.push((key, engine));
            self.open.len() - 1
        });
        let engine = &self.open[index].1;
        answered(engine).await.map(|()| engine)
    }

    /// As the CLI reads its own flags: they come before the environment.
    fn environment_of(&self, line: &Parsed) -> Environment {
        let mut environment = self.environment.clone();
        let Globals { config, log_level: _, debug: _, tls, tlsverify, tlscacert: _, tlscert: _, tlskey: _ } = &line.globals;
        environment.tls |= *tls || *tlsverify;
        if let Some(folder) = config {
            environment.config_dir = Some(PathBuf::from(folder));
        }
        match &line.engine {
            Some(EngineFlag::Host(address)) => environment.docker_host = Some(address.clone()),
            Some(EngineFlag::Context(name)) => {
                environment.docker_host = None;
                environment.docker_context = Some(name.clone());
            }
            None => {}
        }
        environment
    }
}

/// Waits until it is known whether an engine is there.
async fn answered(engine: &Engine) -> Result<(), Problem> {
    loop {
        match engine.status() {
            EngineStatus::Connected { .. } => return Ok(()),
            EngineStatus::Lost { problem, .. } => return Err(problem),
            EngineStatus::Absent { tried } => {
                let first = tried.into_iter().next().map(|first| first.problem);
                let nowhere = || naru_engine::Error::new(ProblemCode::EngineAbsent, "there is nowhere to look for an engine").problem();
                return Err(first.unwrap_or_else(nowhere));
            }
            EngineStatus::Connecting => tokio::time::sleep(LOOK).await,
        }
    }
}
