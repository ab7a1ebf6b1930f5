//! What docker says of texts: the rules of its CLI (`opts` and `cli/command/container/opts.go`), and of the engine where a
//! text is refused only there. Each answers the text as it is meant: a path absolute, a keyword in lower case.

mod devices;
mod system;

use std::net::IpAddr;

pub(super) use devices::{device, device_operations, device_rate, device_rule, device_weight};
pub(super) use system::{platform, platforms, signal};

use crate::{
    ParseCode,
    parse::{Context, Fault},
    path,
};

/// A text that a rule takes.
pub(super) type Checked = Result<String, Fault>;

/// The text when it is right, and else what it should have been.
pub(super) fn check(right: bool, text: &str, rule: &str) -> Checked {
    if right { Ok(text.to_owned()) } else { Err(Fault::new(ParseCode::InvalidValue, format!("{text:?} is not {rule}"))) }
}

/// The text when it is one of these words.
fn one_of(text: &str, words: &[&str]) -> Checked {
    check(words.contains(&text), text, &words.join(" or "))
}

pub(super) fn address(text: &str, _: &Context<'_>) -> Checked {
    check(text.trim().parse::<IpAddr>().is_ok(), text.trim(), "an IP address")
}

pub(super) fn address_v4(text: &str, _: &Context<'_>) -> Checked {
    check(text.parse::<IpAddr>().is_ok_and(|address| address.is_ipv4()), text, "an IPv4 address")
}

pub(super) fn address_v6(text: &str, _: &Context<'_>) -> Checked {
    check(text.parse::<IpAddr>().is_ok_and(|address| address.is_ipv6()), text, "an IPv6 address")
}

/// Go's `net.ParseMAC`: 6, 8 or 20 bytes in hex between colons or dashes, or in fours between dots.
pub(super) fn hardware_address(text: &str, _: &Context<'_>) -> Checked {
    let text = text.trim();
    let (sign, digits) = match text.as_bytes().get(2) {
        Some(b':') => (':', 2),
        Some(b'-') => ('-', 2),
        _ => ('.', 4),
    };
    let groups: Vec<&str> = text.split(sign).collect();
    let hex = groups.iter().all(|group| group.len() == digits && group.bytes().all(|b| b.is_ascii_hexdigit()));
    check(hex && matches!(groups.len() * digits / 2, 6 | 8 | 20), text, "a hardware address")
}

/// Letters, digits and dashes between dots; a letter among the last ones. A dot alone is no domain at all.
pub(super) fn domain(text: &str, _: &Context<'_>) -> Checked {
    let name = text.trim();
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let rest = name.strip_suffix('.').unwrap_or(name);
    let letters = rest.bytes().any(|b| b.is_ascii_alphabetic());
    check(name == "." || (name.len() < 255 && letters && rest.split('.').all(label)), name, "a domain")
}

pub(super) fn link(text: &str, _: &Context<'_>) -> Checked {
    check(!text.is_empty() && text.matches(':').count() < 2, text, "container or container:alias")
}

pub(super) fn process_space(text: &str, _: &Context<'_>) -> Checked {
    let of_container = text.strip_prefix("container:").is_some_and(|name| !name.is_empty() && !name.contains(':'));
    check(text == "host" || of_container, text, "host or container:NAME")
}

pub(super) fn host_only(text: &str, _: &Context<'_>) -> Checked {
    one_of(text, &["host"])
}

pub(super) fn host_or_private(text: &str, _: &Context<'_>) -> Checked {
    one_of(text, &["host", "private"])
}

pub(super) fn stream(text: &str, _: &Context<'_>) -> Checked {
    one_of(&text.to_lowercase(), &["stdin", "stdout", "stderr"])
}

pub(super) fn object_type(text: &str, _: &Context<'_>) -> Checked {
    one_of(text, &["config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"])
}

pub(super) fn pull_policy(text: &str, _: &Context<'_>) -> Checked {
    one_of(text, &["always", "missing", "never"])
}

pub(super) fn inner_folder(text: &str, _: &Context<'_>) -> Checked {
    check(path::is_absolute(text), text, "an absolute path in the container")
}

pub(super) fn tmpfs(text: &str, _: &Context<'_>) -> Checked {
    check(text.split(':').next().is_some_and(path::is_absolute), text, "an absolute path in the container, with options behind a colon")
}

pub(super) fn volumes_from(text: &str, _: &Context<'_>) -> Checked {
    let right = match text.split_once(':') {
        Some((container, mode)) => !container.is_empty() && crate::values::is_options(mode),
        None => !text.is_empty(),
    };
    check(right, text, "container or container:ro")
}

/// `name=value`, or the old `name:value`; `no-new-privileges` may stand alone. The CLI sends the profile that it finds in the
/// file of `seccomp=FILE`, so that file is this computer's.
pub(super) fn security_option(text: &str, context: &Context<'_>) -> Checked {
    let sign = if text.contains('=') { '=' } else { ':' };
    match text.split_once(sign) {
        Some(("seccomp", profile)) if !matches!(profile, "unconfined" | "builtin") => Ok(format!("seccomp={}", context.file(profile)?)),
        Some(_) => Ok(text.to_owned()),
        None => check(text == "no-new-privileges", text, "name=value"),
    }
}
