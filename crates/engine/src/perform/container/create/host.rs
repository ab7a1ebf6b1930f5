//! `HostConfig`: what a container is given of its host.

use std::net::IpAddr;

use naru_command::{MemoryLimit, MemorySize, RestartPolicy};
use serde_json::{Map, Value, json};

use super::super::variables::invalid;
use super::body::{Given, list, pairs, text};
use super::devices::{self, Device};
use super::flags::Flags;
use super::{Api, mounts, network};
use crate::error::Result;

pub(super) fn host(flags: &Flags<'_>, given: &Given, binds: &[String], bindings: &Map<String, Value>, api: Api<'_>) -> Result<Value> {
    check(flags, api)?;
    let unmasked = || if given.security.unconfined { json!([]) } else { Value::Null };
    let mut host = json!({
        "Binds": list(binds),
        "ContainerIDFile": text(flags.cidfile),
        "LogConfig": { "Type": text(flags.log_driver), "Config": pairs(flags.log_opt) },
        "NetworkMode": network::mode(flags),
        "PortBindings": bindings,
        "RestartPolicy": restart(*flags.restart),
        "AutoRemove": flags.rm,
        "VolumeDriver": text(flags.volume_driver),
        "VolumesFrom": list(flags.volumes_from),
        "ConsoleSize": [0, 0],
        "CapAdd": capabilities(flags.cap_add),
        "CapDrop": capabilities(flags.cap_drop),
        "CgroupnsMode": text(flags.cgroupns),
        "Dns": addresses(flags.dns)?,
        "DnsOptions": flags.dns_option,
        "DnsSearch": flags.dns_search.iter().map(|domain| search_domain(domain)).collect::<Result<Vec<_>>>()?,
        "ExtraHosts": list(&flags.add_host.iter().map(ToString::to_string).collect::<Vec<_>>()),
        "GroupAdd": list(flags.group_add),
        "IpcMode": text(flags.ipc),
        "Cgroup": "",
        "Links": list(flags.link),
        "OomScoreAdj": flags.oom_score_adj.unwrap_or_default(),
        "PidMode": text(flags.pid),
        "Privileged": flags.privileged,
        "PublishAllPorts": flags.publish_all,
        "ReadonlyRootfs": flags.read_only,
        "SecurityOpt": given.security.options,
        "UTSMode": text(flags.uts),
        "UsernsMode": text(flags.userns),
        "ShmSize": size(*flags.shm_size),
        "Isolation": text(flags.isolation),
        "MaskedPaths": unmasked(),
        "ReadonlyPaths": unmasked(),
    });
    let resources = resources(flags, api)?;
    if let (Value::Object(host), Value::Object(resources)) = (&mut host, resources) {
        host.extend(resources);
        let mut add = |name: &str, map: Map<String, Value>| {
            if !map.is_empty() {
                host.insert(name.to_owned(), Value::Object(map));
            }
        };
        add("Annotations", pairs(flags.annotation));
        add("StorageOpt", pairs(flags.storage_opt));
        add("Tmpfs", mounts::tmpfs(flags.tmpfs));
        add("Sysctls", pairs(flags.sysctl));
        if !flags.mount.is_empty() {
            let mounts: Vec<Value> = flags.mount.iter().map(|mount| mounts::mount(mount, api)).collect::<Result<_>>()?;
            host.insert("Mounts".to_owned(), Value::Array(mounts));
        }
        host.extend(flags.runtime.as_ref().filter(|name| !name.is_empty()).map(|name| ("Runtime".to_owned(), json!(name))));
        host.extend(flags.init.map(|init| ("Init".to_owned(), json!(init))));
    }
    Ok(host)
}

fn resources(flags: &Flags<'_>, api: Api<'_>) -> Result<Value> {
    let (mut mappings, mut cdi) = (Vec::new(), Vec::new());
    for text in flags.device {
        match devices::device(text, api)? {
            Device::Mapping(mapping) => mappings.push(mapping),
            Device::Cdi(name) => cdi.push(name),
        }
    }
    let mut requests: Vec<Value> = flags.gpus.iter().map(devices::gpus).collect();
    if !cdi.is_empty() {
        requests.push(json!({ "Driver": "cdi", "Count": 0, "DeviceIDs": cdi, "Capabilities": null, "Options": null }));
    }
    let swap = match flags.memory_swap {
        Some(MemoryLimit::Unlimited) => -1,
        Some(MemoryLimit::Size(size)) => size.bytes(),
        None => 0,
    };
    let mut resources = json!({
        "CpuShares": flags.cpu_shares.unwrap_or_default(),
        "Memory": size(*flags.memory),
        "NanoCpus": flags.cpus.map_or(0, naru_command::Cpus::nano),
        "CgroupParent": text(flags.cgroup_parent),
        "BlkioWeight": flags.blkio_weight.unwrap_or_default(),
        "BlkioWeightDevice": devices::weights(flags.blkio_weight_device)?,
        "BlkioDeviceReadBps": devices::bytes_a_second(flags.device_read_bps)?,
        "BlkioDeviceWriteBps": devices::bytes_a_second(flags.device_write_bps)?,
        "BlkioDeviceReadIOps": devices::operations_a_second(flags.device_read_iops)?,
        "BlkioDeviceWriteIOps": devices::operations_a_second(flags.device_write_iops)?,
        "CpuPeriod": flags.cpu_period.unwrap_or_default(),
        "CpuQuota": flags.cpu_quota.unwrap_or_default(),
        "CpuRealtimePeriod": flags.cpu_rt_period.unwrap_or_default(),
        "CpuRealtimeRuntime": flags.cpu_rt_runtime.unwrap_or_default(),
        "CpusetCpus": text(flags.cpuset_cpus),
        "CpusetMems": text(flags.cpuset_mems),
        "Devices": mappings,
        "DeviceCgroupRules": list(flags.device_cgroup_rule),
        "DeviceRequests": if requests.is_empty() { Value::Null } else { Value::Array(requests) },
        "MemoryReservation": size(*flags.memory_reservation),
        "MemorySwap": swap,
        "MemorySwappiness": flags.memory_swappiness.unwrap_or(-1),
        "OomKillDisable": flags.oom_kill_disable,
        "PidsLimit": flags.pids_limit.unwrap_or_default(),
        "Ulimits": ulimits(flags),
        "CpuCount": flags.cpu_count.unwrap_or_default(),
        "CpuPercent": flags.cpu_percent.unwrap_or_default(),
        "IOMaximumIOps": flags.io_maxiops.unwrap_or_default(),
        "IOMaximumBandwidth": size(*flags.io_maxbandwidth),
    });
    // API 1.42 has it no more, and the CLI leaves it out there.
    if let (Some(size), Some(resources), ..42) = (flags.kernel_memory, resources.as_object_mut(), api.minor) {
        resources.insert("KernelMemory".to_owned(), json!(size.bytes()));
    }
    Ok(resources)
}

/// What the CLI refuses before it asks the engine.
fn check(flags: &Flags<'_>, api: Api<'_>) -> Result<()> {
    let of_windows = [
        (flags.cpu_count.is_some(), "--cpu-count"),
        (flags.cpu_percent.is_some(), "--cpu-percent"),
        (flags.io_maxbandwidth.is_some(), "--io-maxbandwidth"),
        (flags.io_maxiops.is_some(), "--io-maxiops"),
    ];
    for (_, flag) in of_windows.into_iter().filter(|(given, _)| *given) {
        api.needs_windows(flag)?;
    }
    for (given, minor, flag) in [(!flags.annotation.is_empty(), 43, "--annotation"), (flags.cgroupns.is_some(), 41, "--cgroupns")] {
        if given {
            api.needs(minor, flag)?;
        }
    }
    if let Some(swappiness) = flags.memory_swappiness.filter(|swappiness| !(-1..=100).contains(swappiness)) {
        return Err(invalid(&swappiness.to_string(), "--memory-swappiness is 0 to 100, or -1"));
    }
    let of_container = |mode: &str| mode.strip_prefix("container:").is_some_and(|name| !name.is_empty());
    for (flag, mode, right) in [
        ("--pid", text(flags.pid), matches!(text(flags.pid), "" | "host") || of_container(text(flags.pid))),
        ("--uts", text(flags.uts), matches!(text(flags.uts), "" | "host")),
        ("--userns", text(flags.userns), matches!(text(flags.userns), "" | "host")),
        ("--cgroupns", text(flags.cgroupns), matches!(text(flags.cgroupns), "" | "private" | "host")),
    ] {
        if !right {
            return Err(invalid(mode, format!("{mode} is no value of {flag}")));
        }
    }
    if *flags.rm && flags.restart.is_some_and(|policy| !matches!(policy, RestartPolicy::No | RestartPolicy::Empty)) {
        return Err(invalid("--rm", "docker takes either --rm or --restart"));
    }
    if flags.log_driver.as_deref() == Some("none") && !flags.log_opt.is_empty() {
        return Err(invalid("--log-opt", "the log driver none has no options"));
    }
    if let Some(option) = flags.storage_opt.iter().find(|option| option.value().is_none()) {
        return Err(invalid(option.key(), format!("{option} is not name=value")));
    }
    if let Some(sysctl) = flags.sysctl.iter().find(|sysctl| sysctl.value().is_none() || !is_sysctl(sysctl.key())) {
        return Err(invalid(sysctl.key(), format!("docker does not take the sysctl {sysctl}")));
    }
    if let Some(link) = flags.link.iter().find(|link| link.is_empty() || link.matches(':').count() > 1) {
        return Err(invalid(link, format!("{link:?} is not CONTAINER[:NAME]")));
    }
    flags.device_cgroup_rule.iter().try_for_each(|rule| devices::check_rule(rule))
}

/// Those that a container has for itself.
fn is_sysctl(key: &str) -> bool {
    let of_ipc = ["msgmax", "msgmnb", "msgmni", "sem", "shmall", "shmmax", "shmmni", "shm_rmid_forced"];
    key.strip_prefix("kernel.").is_some_and(|name| of_ipc.contains(&name)) || key.starts_with("net.") || key.starts_with("fs.mqueue.")
}

fn size(given: Option<MemorySize>) -> i64 {
    given.map_or(0, MemorySize::bytes)
}

fn restart(policy: Option<RestartPolicy>) -> Value {
    let (name, times) = match policy {
        None | Some(RestartPolicy::No) => ("no", 0),
        Some(RestartPolicy::Empty) => ("", 0),
        Some(RestartPolicy::Always) => ("always", 0),
        Some(RestartPolicy::UnlessStopped) => ("unless-stopped", 0),
        Some(RestartPolicy::OnFailure(times)) => ("on-failure", times.unwrap_or_default()),
    };
    json!({ "Name": name, "MaximumRetryCount": times })
}

/// In capitals, with `CAP_` before them, each once and sorted, as docker's client writes them.
fn capabilities(given: &[String]) -> Value {
    let mut names: Vec<String> = given
        .iter()
        .map(|name| name.to_uppercase())
        .map(|name| if name == "ALL" || name.starts_with("CAP_") { name } else { format!("CAP_{name}") })
        .collect();
    names.sort();
    names.dedup();
    list(&names)
}

/// Addresses in their one form.
fn addresses(given: &[String]) -> Result<Vec<String>> {
    let one = |text: &String| {
        let address: Result<IpAddr, _> = text.trim().parse();
        address.map(|address| address.to_canonical().to_string()).map_err(|_| invalid(text, format!("{text} is not an IP address")))
    };
    given.iter().map(one).collect()
}

/// A domain to look names up in, without the dot at its end; a dot alone means none.
fn search_domain(text: &str) -> Result<String> {
    let domain = text.trim_matches(' ');
    if domain == "." {
        return Ok(domain.to_owned());
    }
    let bare = domain.trim_end().strip_suffix('.').unwrap_or(domain.trim_end());
    let label = |label: &str| {
        let inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty() && label.chars().all(inside) && !label.starts_with('-') && !label.ends_with('-')
    };
    if bare.len() < 255 && bare.split('.').all(label) && bare.contains(|c: char| c.is_ascii_alphabetic()) {
        return Ok(bare.to_owned());
    }
    Err(invalid(text, format!("{text} is not a domain")))
}

/// Each once, the last that was given, sorted by name.
fn ulimits(flags: &Flags<'_>) -> Vec<Value> {
    let by_name: std::collections::BTreeMap<&str, _> = flags.ulimit.iter().map(|limit| (limit.name(), limit)).collect();
    by_name.into_iter().map(|(name, limit)| json!({ "Name": name, "Hard": limit.hard(), "Soft": limit.soft() })).collect()
}
