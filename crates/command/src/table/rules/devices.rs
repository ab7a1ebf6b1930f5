//! What is said of a computer's devices.

use super::{Checked, check};
use crate::{MemorySize, parse::Context};

/// `/dev/a[:/dev/b][:rwm]`, or the name of a device in the Container Device Interface (`vendor.com/class=name`).
pub(in crate::table) fn device(text: &str, _: &Context<'_>) -> Checked {
    let is_mode = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| matches!(c, 'r' | 'w' | 'm'))
            && ['r', 'w', 'm'].into_iter().all(|mode| text.matches(mode).count() < 2)
    };
    let parts: Vec<&str> = text.split(':').collect();
    let right = match parts.as_slice() {
        [one] => !one.is_empty() && (one.starts_with('/') || is_qualified(one)),
        [_, second] => second.starts_with('/') || is_mode(second),
        [_, inside, mode] => inside.starts_with('/') && is_mode(mode),
        _ => false,
    };
    check(right, text, "a device such as /dev/snd or /dev/a:/dev/b:rwm")
}

fn is_qualified(text: &str) -> bool {
    let named = |name: &str, more: &[char]| {
        name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(&c))
    };
    text.split_once('=').and_then(|(kind, name)| Some((kind.split_once('/')?, name))).is_some_and(|((vendor, class), name)| {
        named(vendor, &['_', '-', '.']) && named(class, &['_', '-']) && named(name, &['_', '-', '.', ':'])
    })
}

/// `c 1:3 mr`: a kind, two numbers or stars, and what may be done.
pub(in crate::table) fn device_rule(text: &str, _: &Context<'_>) -> Checked {
    let number = |text: &str| text == "*" || (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
    let right = match text.split(' ').collect::<Vec<_>>().as_slice() {
        ["a" | "c" | "b", numbers, mode] => {
            numbers.split_once(':').is_some_and(|(major, minor)| number(major) && number(minor))
                && (1..=3).contains(&mode.len())
                && mode.chars().all(|c| matches!(c, 'r' | 'w' | 'm'))
        }
        _ => false,
    };
    check(right, text, "a rule such as \"c 1:3 mr\"")
}

/// What stands behind a device's path.
fn behind_device(text: &str) -> Option<&str> {
    let (path, value) = text.split_once(':')?;
    (path.starts_with("/dev/") && !value.contains(':')).then_some(value)
}

pub(in crate::table) fn device_rate(text: &str, _: &Context<'_>) -> Checked {
    let right = behind_device(text).is_some_and(|rate| rate.parse::<MemorySize>().is_ok());
    check(right, text, "a device and its bytes a second, such as /dev/sda:1mb")
}

pub(in crate::table) fn device_operations(text: &str, _: &Context<'_>) -> Checked {
    let right = behind_device(text).is_some_and(|rate| rate.bytes().all(|b| b.is_ascii_digit()) && rate.parse::<u64>().is_ok());
    check(right, text, "a device and its operations a second, such as /dev/sda:1000")
}

pub(in crate::table) fn device_weight(text: &str, _: &Context<'_>) -> Checked {
    let weight = behind_device(text).and_then(|weight| weight.parse::<u16>().ok());
    check(weight.is_some_and(|weight| weight == 0 || (10..=1000).contains(&weight)), text, "a device and its weight, 10 to 1000")
}
