use super::{Fault, ParseCode};
use crate::{Command, Create, RestartPolicy};

/// What docker's CLI would refuse about flags together, with the long name of the one to blame.
pub(crate) fn conflict(command: &Command) -> Option<(Fault, &'static str)> {
    let fault = |detail: &str, long| Some((Fault::new(ParseCode::ConflictingFlags, detail.to_owned()), long));
    match command {
        Command::Run(run) => {
            let restarts = run.restart.is_some_and(|policy| policy != RestartPolicy::No);
            if run.rm && restarts {
                return fault("docker takes either --rm or --restart", "restart");
            }
            if run.detach && !run.attach.is_empty() {
                return fault("docker takes either --detach or --attach", "attach");
            }
            let healthy = run.health_cmd.is_some()
                || run.health_interval.is_some()
                || run.health_retries.is_some()
                || run.health_timeout.is_some()
                || run.health_start_period.is_some()
                || run.health_start_interval.is_some();
            if run.no_healthcheck && healthy { fault("--no-healthcheck leaves nothing for --health-…", "no-healthcheck") } else { None }
        }
        Command::Create(create) => of_create(create),
        Command::Login(login) if login.password.is_some() && login.password_stdin => {
            fault("docker takes either --password or --password-stdin", "password")
        }
        Command::Pull(pull) if pull.all_tags && has_tag(pull.image.as_str()) => fault("--all-tags is for a name without a tag", "all-tags"),
        Command::Cp(cp) => {
            let inside = |path: &str| path.contains(':') && !crate::path::is_absolute(path);
            (inside(&cp.from) == inside(&cp.to))
                .then(|| (Fault::new(ParseCode::InvalidValue, "one end is in a container, and the other is not".to_owned()), ""))
        }
        _ => None,
    }
}

fn of_create(create: &Create) -> Option<(Fault, &'static str)> {
    let restarts = create.restart.is_some_and(|policy| policy != RestartPolicy::No);
    let both = create.rm && restarts;
    both.then(|| (Fault::new(ParseCode::ConflictingFlags, "docker takes either --rm or --restart".to_owned()), "restart"))
}

fn has_tag(image: &str) -> bool {
    image.rsplit('/').next().is_some_and(|name| name.contains([':', '@']))
}
