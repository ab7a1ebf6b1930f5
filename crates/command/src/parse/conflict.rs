mod networks;

use super::{Fault, ParseCode, context::is_in_container};
use crate::{Command, Create, Duration, KeyValue, NetworkAttachment, RestartPolicy, Run, Shell};

/// What docker's CLI would refuse about flags together, with the long name of the one to blame.
pub(crate) fn conflict(command: &Command, shell: Shell) -> Option<Conflict> {
    match command {
        Command::Run(run) => of_run(run).or_else(|| Container::of_run(run).conflict()),
        Command::Create(create) => Container::of_create(create).conflict(),
        Command::Login(login) if login.password.is_some() && login.password_stdin => {
            fault("docker takes either --password or --password-stdin", "password")
        }
        Command::Pull(pull) if pull.all_tags && has_tag(pull.image.as_str()) => fault("--all-tags is for a name without a tag", "all-tags"),
        Command::Push(push) if push.all_tags && has_tag(push.image.as_str()) => fault("--all-tags is for a name without a tag", "all-tags"),
        Command::Start(start) if (start.attach || start.interactive) && start.containers.len() > 1 => {
            fault("docker attaches to one container at a time", if start.attach { "attach" } else { "interactive" })
        }
        Command::NetworkCreate(network) if network.subnet.is_empty() && !(network.gateway.is_empty() && network.ip_range.is_empty()) => {
            fault("a gateway or a range of addresses needs --subnet", if network.gateway.is_empty() { "ip-range" } else { "gateway" })
        }
        Command::Tag(tag) if tag.target.id().is_some() || tag.target.digest().is_some() => {
            Some((Fault::new(ParseCode::InvalidReference, "a tag cannot be an id or have a digest".to_owned()), ""))
        }
        Command::Commit(commit) if commit.image.as_ref().is_some_and(|image| image.id().is_some() || image.digest().is_some()) => {
            Some((Fault::new(ParseCode::InvalidReference, "a tag cannot be an id or have a digest".to_owned()), ""))
        }
        Command::Pull(pull) if pull.image.id().is_some() => {
            Some((Fault::new(ParseCode::InvalidReference, "no registry is asked for an id".to_owned()), ""))
        }
        Command::Cp(cp) => (is_in_container(&cp.from, shell) == is_in_container(&cp.to, shell))
            .then(|| (Fault::new(ParseCode::InvalidValue, "one end is in a container, and the other is not".to_owned()), "")),
        _ => None,
    }
}

/// What is wrong, and the flag.
type Conflict = (Fault, &'static str);

#[allow(clippy::unnecessary_wraps, reason = "whoever finds a conflict answers that there is one")]
fn fault(detail: &str, long: &'static str) -> Option<Conflict> {
    Some((Fault::new(ParseCode::ConflictingFlags, detail.to_owned()), long))
}

fn of_run(run: &Run) -> Option<Conflict> {
    if run.detach && !run.attach.is_empty() { fault("docker takes either --detach or --attach", "attach") } else { None }
}

fn has_tag(image: &str) -> bool {
    image.rsplit('/').next().is_some_and(|name| name.contains([':', '@']))
}

/// What `run` and `create` have of the flags that get in each other's way.
struct Container<'a> {
    rm: bool,
    restart: Option<RestartPolicy>,
    no_healthcheck: bool,
    health_cmd: Option<&'a str>,
    health_times: [Option<Duration>; 4],
    health_retries: Option<u32>,
    log_driver: Option<&'a str>,
    log_opt: &'a [KeyValue],
    networks: &'a [NetworkAttachment],
    /// The flags that are of the first network, where they are given.
    of_network: [(&'static str, bool); 5],
}

/// `run` and `create` have the same flags in two types.
macro_rules! container {
    ($values:expr) => {
        Container {
            rm: $values.rm,
            restart: $values.restart,
            no_healthcheck: $values.no_healthcheck,
            health_cmd: $values.health_cmd.as_deref(),
            health_times: [$values.health_interval, $values.health_timeout, $values.health_start_period, $values.health_start_interval],
            health_retries: $values.health_retries,
            log_driver: $values.log_driver.as_deref(),
            log_opt: &$values.log_opt,
            networks: &$values.network,
            of_network: [
                ("network-alias", !$values.network_alias.is_empty()),
                ("ip", $values.ip.is_some()),
                ("ip6", $values.ip6.is_some()),
                ("mac-address", $values.mac_address.is_some()),
                ("link-local-ip", !$values.link_local_ip.is_empty()),
            ],
        }
    };
}

impl<'a> Container<'a> {
    fn of_run(run: &'a Run) -> Self {
        container!(run)
    }

    fn of_create(create: &'a Create) -> Self {
        container!(create)
    }

    fn conflict(&self) -> Option<Conflict> {
        if self.rm && self.restart.is_some_and(|policy| !matches!(policy, RestartPolicy::No | RestartPolicy::Empty)) {
            return fault("docker takes either --rm or --restart", "restart");
        }
        let healthy = self.health_cmd.is_some_and(|command| !command.is_empty())
            || self.health_times.iter().flatten().any(|time| time.nanos() != 0)
            || self.health_retries.is_some_and(|times| times != 0);
        if self.no_healthcheck && healthy {
            return fault("--no-healthcheck leaves nothing for --health-…", "no-healthcheck");
        }
        if self.log_driver == Some("none") && !self.log_opt.is_empty() {
            return fault("the driver none has no options", "log-opt");
        }
        networks::conflict(self.networks, &self.of_network)
    }
}
