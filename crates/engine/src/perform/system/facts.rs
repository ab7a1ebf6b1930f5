//! What an engine says of itself, in the order in which docker prints it.

use naru_command::Formatted;
use naru_view::{Answer, Label, Outcome, ProblemCode};
use serde_json::Value;

use super::super::work::Work;
use crate::error::{Error, Result};

/// The lines of `docker info` about the server: their names, and where their values are. What stands under another line bears its name
/// too. One that an engine does not tell, or tells nothing in, is left out.
const INFO: [(&str, &str); 47] = [
    ("Containers", "/Containers"),
    ("Containers Running", "/ContainersRunning"),
    ("Containers Paused", "/ContainersPaused"),
    ("Containers Stopped", "/ContainersStopped"),
    ("Images", "/Images"),
    ("Server Version", "/ServerVersion"),
    ("Storage Driver", "/Driver"),
    ("", "/DriverStatus"),
    ("Logging Driver", "/LoggingDriver"),
    ("Cgroup Driver", "/CgroupDriver"),
    ("Cgroup Version", "/CgroupVersion"),
    ("Plugins Volume", "/Plugins/Volume"),
    ("Plugins Network", "/Plugins/Network"),
    ("Plugins Authorization", "/Plugins/Authorization"),
    ("Plugins Log", "/Plugins/Log"),
    ("CDI spec directories", "/CDISpecDirs"),
    ("Swarm", "/Swarm/LocalNodeState"),
    ("Runtimes", "/Runtimes"),
    ("Default Runtime", "/DefaultRuntime"),
    ("Init Binary", "/InitBinary"),
    ("containerd version", "/ContainerdCommit/ID"),
    ("runc version", "/RuncCommit/ID"),
    ("init version", "/InitCommit/ID"),
    ("Security Options", "/SecurityOptions"),
    ("Default Isolation", "/Isolation"),
    ("Kernel Version", "/KernelVersion"),
    ("Operating System", "/OperatingSystem"),
    ("OSType", "/OSType"),
    ("Architecture", "/Architecture"),
    ("CPUs", "/NCPU"),
    ("Total Memory", "/MemTotal"),
    ("Name", "/Name"),
    ("ID", "/ID"),
    ("Docker Root Dir", "/DockerRootDir"),
    ("Debug Mode", "/Debug"),
    ("HTTP Proxy", "/HttpProxy"),
    ("HTTPS Proxy", "/HttpsProxy"),
    ("No Proxy", "/NoProxy"),
    ("Labels", "/Labels"),
    ("Experimental", "/ExperimentalBuild"),
    ("Insecure Registries", "/RegistryConfig/InsecureRegistryCIDRs"),
    ("Registry Mirrors", "/RegistryConfig/Mirrors"),
    ("Live Restore Enabled", "/LiveRestoreEnabled"),
    ("Product License", "/ProductLicense"),
    ("", "/DefaultAddressPools"),
    ("Warnings", "/Warnings"),
    ("System Time", "/SystemTime"),
];

/// The lines of `docker version` about a part of the server, the engine itself having the most.
const VERSION: [(&str, &str); 9] = [
    ("API version", "ApiVersion"),
    ("Minimum API version", "MinAPIVersion"),
    ("Go version", "GoVersion"),
    ("Git commit", "GitCommit"),
    ("Built", "BuildTime"),
    ("OS", "Os"),
    ("Arch", "Arch"),
    ("Kernel version", "KernelVersion"),
    ("Experimental", "Experimental"),
];

/// `docker info`
pub(crate) async fn info(work: Work<'_>, asked: &Formatted) -> Result<Outcome> {
    let Formatted { format: _ } = asked;
    let info = work.raw().get_json("/info").await?;
    answer(info_facts(&info), &info)
}

/// `docker version`
pub(crate) async fn version(work: Work<'_>, asked: &Formatted) -> Result<Outcome> {
    let Formatted { format: _ } = asked;
    let version = work.raw().get_json("/version").await?;
    answer(version_facts(&version), &version)
}

fn answer(facts: Vec<Label>, whole: &Value) -> Result<Outcome> {
    let json = serde_json::to_string_pretty(whole).map_err(|error| Error::caused(ProblemCode::Internal, error))?;
    Ok(Outcome::Answer { answer: Answer::Facts { facts, json } })
}

fn info_facts(info: &Value) -> Vec<Label> {
    let mut facts = Vec::new();
    for (name, place) in INFO {
        let Some(value) = info.pointer(place) else { continue };
        match place {
            "/DriverStatus" => facts.extend(pairs(value)),
            "/DefaultAddressPools" => facts.extend(pools(value)),
            "/Runtimes" => push(&mut facts, name, value.as_object().map(|runtimes| words(runtimes.keys()))),
            "/SecurityOptions" => push(&mut facts, name, value.as_array().map(|options| words(options.iter().filter_map(security)))),
            "/MemTotal" => push(&mut facts, name, value.as_u64().map(memory)),
            _ => push(&mut facts, name, text(value)),
        }
    }
    facts
}

fn version_facts(version: &Value) -> Vec<Label> {
    let mut facts = Vec::new();
    push(&mut facts, "Platform", version.pointer("/Platform/Name").and_then(text));
    for component in version.get("Components").and_then(Value::as_array).into_iter().flatten() {
        let part = component.get("Name").and_then(Value::as_str).unwrap_or_default();
        push(&mut facts, &format!("{part} Version"), component.get("Version").and_then(text));
        for (name, key) in VERSION {
            push(&mut facts, &format!("{part} {name}"), component.get("Details").and_then(|details| details.get(key)).and_then(text));
        }
    }
    facts
}

fn push(facts: &mut Vec<Label>, key: &str, value: Option<String>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        facts.push(Label { key: key.to_owned(), value });
    }
}

/// Rows of a name and a value, of the storage driver's own.
fn pairs(value: &Value) -> Vec<Label> {
    let rows = value.as_array().into_iter().flatten();
    let pair = |row: &Value| Some(Label { key: row.get(0)?.as_str()?.to_owned(), value: text(row.get(1)?)? });
    rows.filter_map(pair).collect()
}

fn pools(value: &Value) -> Vec<Label> {
    let rows = value.as_array().into_iter().flatten();
    let pool = |row: &Value| {
        let value = format!("{}, {}", row.get("Base")?.as_str()?, row.get("Size")?);
        Some(Label { key: "Default Address Pools".to_owned(), value })
    };
    rows.filter_map(pool).collect()
}

/// The name in `name=seccomp,profile=default`, and its profile; engines have said the name alone.
fn security(option: &Value) -> Option<String> {
    let option = option.as_str()?;
    let field = |name: &str| option.split(',').find_map(|field| field.strip_prefix(name)?.strip_prefix('='));
    let name = field("name").unwrap_or(option);
    Some(field("profile").map_or_else(|| name.to_owned(), |profile| format!("{name} ({profile})")))
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(on) => Some(on.to_string()),
        Value::Array(list) => Some(words(list.iter().filter_map(text))),
        Value::Null | Value::Object(_) => None,
    }
}

fn words(words: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    words.into_iter().map(|word| word.as_ref().to_owned()).collect::<Vec<_>>().join(" ")
}

/// As docker prints it: `23.54GiB`.
fn memory(bytes: u64) -> String {
    const UNITS: [&str; 6] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    #[allow(clippy::cast_precision_loss, reason = "four digits of it are shown")]
    let mut size = bytes as f64;
    let mut unit = 0;
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    // Four digits that count, without zeros at the end.
    let whole = format!("{:.0}", size.trunc()).len();
    let digits = format!("{size:.*}", 4usize.saturating_sub(whole));
    let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { &digits };
    format!("{digits}{}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_as_docker_prints_it() {
        for (bytes, shown) in
            [(25_276_063_744, "23.54GiB"), (1_073_741_824, "1GiB"), (0, "0B"), (1_500, "1.465KiB"), (987_654_321, "941.9MiB")]
        {
            assert_eq!(memory(bytes), shown);
        }
    }
}
