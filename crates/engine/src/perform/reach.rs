//! How much of each command is performed: a flag that is not is refused, never dropped.

use naru_command::{Build, Command, Pull, Rm, Run, Start, Stop};

/// True when the command says more than is performed today.
pub(super) fn says_more(command: &Command) -> bool {
    match command {
        Command::Run(run) => {
            let performed = Run {
                name: run.name.clone(),
                publish: run.publish.clone(),
                detach: run.detach,
                ..Run::new(run.image.clone(), run.command.clone())
            };
            performed != *run
        }
        Command::Start(start) => Start::new(start.containers.clone()) != *start,
        Command::Stop(stop) | Command::Restart(stop) => Stop { time: stop.time, ..Stop::new(stop.containers.clone()) } != *stop,
        Command::Rm(rm) => Rm { force: rm.force, volumes: rm.volumes, ..Rm::new(rm.containers.clone()) } != *rm,
        Command::Pull(pull) => Pull::new(pull.image.clone()) != *pull,
        Command::Build(build) => {
            let performed = Build {
                tag: build.tag.clone(),
                file: build.file.clone(),
                build_args: build.build_args.clone(),
                target: build.target.clone(),
                no_cache: build.no_cache,
                ..Build::new(build.context.clone())
            };
            performed != *build
        }
        _ => false,
    }
}
