//! One random thing at a time, by Naru or by the docker CLI. Things may fail: a name may be taken, a container may not run. What
//! matters is that the mirror ends up right.

use naru_command::{Command, ContainerName, Pull, Rm, Run, Start, Stop, Targets};
use naru_engine::Engine;
use naru_lab::Lab;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::Random;

/// Few names, so that operations meet.
const NAMES: [&str; 6] = ["ada", "ben", "cho", "dan", "eun", "fay"];
const TAGS: [&str; 4] = ["one:1", "one:2", "two/three:latest", "four:latest"];
const NETWORKS: [&str; 2] = ["net-a", "net-b"];

pub struct Operations<'a> {
    lab: &'a Lab,
    succeeded: u32,
}

impl<'a> Operations<'a> {
    pub fn new(lab: &'a Lab) -> Self {
        Self { lab, succeeded: 0 }
    }

    /// How many operations the engine took.
    pub fn succeeded(&self) -> u32 {
        self.succeeded
    }

    /// Does one; says which.
    pub async fn one(&mut self, engine: &Engine, random: &mut Random) -> String {
        let name = *random.of(&NAMES);
        let (said, ok) = if random.one_in(2) {
            let command = by_naru(name, random);
            (format!("{command:?}"), perform(engine, &command).await)
        } else {
            let line = by_cli(name, random);
            let words: Vec<&str> = line.split(' ').collect();
            let output = tokio::process::Command::from(self.lab.docker(&words)).output().await.unwrap();
            (line, output.status.success())
        };
        self.succeeded += u32::from(ok);
        said
    }
}

async fn perform(engine: &Engine, command: &Command) -> bool {
    let (sender, mut receiver) = mpsc::channel(4);
    let listen = async { while receiver.recv().await.is_some() {} };
    let (outcome, ()) = tokio::join!(engine.perform(command, sender, CancellationToken::new()), listen);
    outcome.is_ok()
}

fn by_naru(name: &str, random: &mut Random) -> Command {
    let containers = vec![name.to_owned()];
    match random.below(9) {
        0..=2 => {
            let long = random.one_in(2);
            Command::Run(Run {
                name: (!random.one_in(4)).then(|| name.parse::<ContainerName>().unwrap()),
                publish: if random.one_in(3) { vec!["8080:80".parse().unwrap()] } else { Vec::new() },
                detach: true,
                ..Run::new("busybox".parse().unwrap(), ["sleep", if long { "600" } else { "0.2" }].map(str::to_owned).to_vec())
            })
        }
        3 => Command::Start(Start::new(containers)),
        4 => Command::Stop(Stop { time: Some(0), ..Stop::new(containers) }),
        5 => Command::Restart(Stop { time: Some(0), ..Stop::new(containers) }),
        6 => Command::Pause(Targets { containers }),
        7 => Command::Unpause(Targets { containers }),
        _ if random.one_in(4) => Command::Pull(Pull::new("alpine".parse().unwrap())),
        _ => Command::Rm(Rm { force: !random.one_in(4), ..Rm::new(containers) }),
    }
}

fn by_cli(name: &str, random: &mut Random) -> String {
    let (other, tag, network) = (*random.of(&NAMES), *random.of(&TAGS), *random.of(&NETWORKS));
    match random.below(18) {
        0 => format!("run -d --name {name} busybox sleep 600"),
        1 => format!("run -d --restart on-failure:2 --name {name} busybox false"),
        2 => format!("run --rm --name {name} busybox true"),
        3 => format!("create --name {name} -p 90:90 busybox sleep 600"),
        4 => format!("start {name}"),
        5 => format!("kill {name}"),
        6 => format!("stop -t 0 {name} {other}"),
        7 => format!("rm -f {name}"),
        8 => format!("rename {name} {other}"),
        9 => format!("commit {name} {tag}"),
        10 => format!("tag busybox {tag}"),
        11 => format!("rmi {tag}"),
        12 => format!("network create {network}"),
        13 => format!("network connect {network} {name}"),
        14 => format!("network disconnect {network} {name}"),
        15 if random.one_in(6) => "container prune -f".to_owned(),
        15 => format!("run -d --health-cmd true --health-interval 1s --name {name} busybox sleep 600"),
        // Its name may go to another image later.
        16 => format!("create --pull never --name {name} {tag} sleep 600"),
        _ if random.one_in(6) => "image prune -f".to_owned(),
        _ => format!("pause {name}"),
    }
}
