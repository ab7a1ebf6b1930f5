//! `--device`, `--gpus` and the limits of block devices.

use naru_command::{GpuRequest, MemorySize};
use serde_json::{Map, Value, json};

use super::super::variables::invalid;
use super::Api;
use crate::error::Result;

/// A device, or the request for one by its CDI name (`vendor.com/class=name`).
pub(super) enum Device<'a> {
    Mapping(Value),
    Cdi(&'a str),
}

pub(super) fn device<'a>(text: &'a str, api: Api<'_>) -> Result<Device<'a>> {
    if is_cdi(text) {
        return Ok(Device::Cdi(text));
    }
    if api.os == "windows" {
        return Ok(Device::Mapping(json!({"PathOnHost": text, "PathInContainer": "", "CgroupPermissions": ""})));
    }
    let wrong = |why: &str| invalid(text, format!("{text}: {why}"));
    let parts: Vec<&str> = text.split(':').collect();
    let (host, inside, permissions) = match *parts.as_slice() {
        [path] => (path, None, None),
        [host, mode] if is_mode(mode) => (host, None, Some(mode)),
        [host, inside] => (host, Some(inside), None),
        [host, inside, mode] if is_mode(mode) => (host, Some(inside), Some(mode)),
        _ => return Err(wrong("not HOST[:CONTAINER][:rwm]")),
    };
    if host.is_empty() {
        return Err(wrong("no device is named"));
    }
    if !inside.unwrap_or(host).starts_with('/') {
        return Err(wrong("not an absolute path"));
    }
    // The CLI cleans the last path, but not where a mode follows a pair.
    let (host, inside) = match (inside, permissions) {
        (None, _) => (clean(host), clean(host)),
        (Some(inside), None) => (host.to_owned(), clean(inside)),
        (Some(inside), Some(_)) => (host.to_owned(), inside.to_owned()),
    };
    Ok(Device::Mapping(json!({
        "PathOnHost": host,
        "PathInContainer": inside,
        "CgroupPermissions": permissions.unwrap_or("rwm"),
    })))
}

/// Each of r, w and m once at most.
fn is_mode(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| "rwm".contains(c) && text.matches(c).count() == 1)
}

/// Go's `path.Clean`, for what begins with a slash.
fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

/// `vendor.com/class=name`, each with a letter or digit at its ends.
fn is_cdi(text: &str) -> bool {
    let Some((kind, name)) = text.split_once('=') else { return false };
    let Some((vendor, class)) = kind.split_once('/') else { return false };
    let word = |text: &str, begins: fn(&char) -> bool, inside: &str| {
        text.chars().next().is_some_and(|c| begins(&c))
            && text.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || inside.contains(c))
    };
    word(vendor, char::is_ascii_alphabetic, "_-.")
        && word(class, char::is_ascii_alphabetic, "_-")
        && word(name, char::is_ascii_alphanumeric, "_-.:")
}

/// The CLI always asks for the capability `gpu`, with others or alone.
pub(super) fn gpus(request: &GpuRequest) -> Value {
    let mut capabilities = request.capabilities().to_vec();
    capabilities.push("gpu".to_owned());
    let options: Map<String, Value> =
        request.options().iter().map(|option| (option.key().to_owned(), json!(option.value().unwrap_or_default()))).collect();
    json!({
        "Driver": request.driver().unwrap_or_default(),
        "Count": request.count().unwrap_or_default(),
        "DeviceIDs": if request.devices().is_empty() { Value::Null } else { json!(request.devices()) },
        "Capabilities": [capabilities],
        "Options": options,
    })
}

/// `/dev/sda:1mb`
pub(super) fn bytes_a_second(given: &[String]) -> Result<Value> {
    each(given, |path, rate| Some(json!({"Path": path, "Rate": rate.parse::<MemorySize>().ok()?.bytes()})))
}

/// `/dev/sda:1000`
pub(super) fn operations_a_second(given: &[String]) -> Result<Value> {
    each(given, |path, rate| Some(json!({"Path": path, "Rate": rate.parse::<u64>().ok()?})))
}

/// `/dev/sda:100`
pub(super) fn weights(given: &[String]) -> Result<Value> {
    each(given, |path, weight| {
        let weight = weight.parse::<u16>().ok().filter(|weight| *weight == 0 || (10..=1000).contains(weight))?;
        Some(json!({"Path": path, "Weight": weight}))
    })
}

fn each(given: &[String], read: impl Fn(&str, &str) -> Option<Value>) -> Result<Value> {
    let read = |text: &String| {
        let parts = text.split_once(':').filter(|(path, _)| path.starts_with("/dev/"));
        parts.and_then(|(path, value)| read(path, value)).ok_or_else(|| invalid(text, format!("{text} is not /dev/NAME:NUMBER")))
    };
    Ok(Value::Array(given.iter().map(read).collect::<Result<_>>()?))
}

/// `c 1:3 mr`, as the CLI's own pattern has it.
pub(super) fn check_rule(rule: &str) -> Result<()> {
    let number = |text: &str| text == "*" || (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
    let fits = match *rule.split(' ').collect::<Vec<_>>().as_slice() {
        [kind, device, mode] => {
            matches!(kind, "a" | "b" | "c")
                && device.split_once(':').is_some_and(|(major, minor)| number(major) && number(minor))
                && (1..=3).contains(&mode.len())
                && mode.chars().all(|c| "rwm".contains(c))
        }
        _ => false,
    };
    if fits { Ok(()) } else { Err(invalid(rule, format!("{rule} is not TYPE MAJOR:MINOR MODE"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINUX: Api<'_> = Api { minor: 51, os: "linux" };

    fn mapping(text: &str) -> Option<(String, String, String)> {
        let Ok(Device::Mapping(device)) = device(text, LINUX) else { return None };
        let part = |key: &str| device[key].as_str().unwrap_or_default().to_owned();
        Some((part("PathOnHost"), part("PathInContainer"), part("CgroupPermissions")))
    }

    #[test]
    fn devices_in_docker_s_grammar() {
        let parts = |a: &str, b: &str, c: &str| Some((a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(mapping("/dev/null"), parts("/dev/null", "/dev/null", "rwm"));
        assert_eq!(mapping("/dev/null:r"), parts("/dev/null", "/dev/null", "r"));
        assert_eq!(mapping("/dev/null:/dev//x/"), parts("/dev/null", "/dev/x", "rwm"));
        assert_eq!(mapping("/dev/null:/dev/x:mr"), parts("/dev/null", "/dev/x", "mr"));
        for wrong in ["", ":/x", "dev/null", "/a:b", "/a:/b:rr", "/a:/b:r:w"] {
            assert_eq!(mapping(wrong), None, "{wrong}");
        }
        assert!(matches!(device("nvidia.com/gpu=0", LINUX), Ok(Device::Cdi(_))));
    }

    #[test]
    fn limits_and_rules() {
        assert_eq!(bytes_a_second(&["/dev/sda:1mb".to_owned()]).ok(), Some(json!([{"Path": "/dev/sda", "Rate": 1_048_576}])));
        assert!(weights(&["/dev/sda:5".to_owned()]).is_err() && operations_a_second(&["sda:5".to_owned()]).is_err());
        assert!(check_rule("c 1:3 mr").is_ok() && check_rule("a *:* rwm").is_ok());
        assert!(check_rule("x 1:3 mr").is_err() && check_rule("c 1 mr").is_err());
    }
}
