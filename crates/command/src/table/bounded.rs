//! Flags whose value has a type of its own, and of which docker takes not every value.

use super::{Kind, Many, One, Takes, Written};
use crate::{
    Duration, GpuRequest, KeyValue, ParseCode,
    parse::{Context, Fault},
    values::Value,
};

/// Declares a kind that is another kind with a rule: what a value must be, in words, and whether it is.
macro_rules! bounded {
    ($($(#[$meta:meta])* $kind:ident of $field:ty = $base:ident, $rule:literal, $check:expr;)*) => {$(
        $(#[$meta])*
        pub(crate) struct $kind;

        impl Kind<$field> for $kind {
            const TAKES: Takes = Takes::Value;

            fn read(field: &mut $field, text: &str, context: &Context<'_>) -> Result<(), Fault> {
                let before = field.clone();
                $base::read(field, text, context)?;
                let right: fn(&$field, &$field) -> bool = $check;
                if right(field, &before) { Ok(()) } else { Err(Fault::new(ParseCode::InvalidValue, format!("{text:?}: {}", $rule))) }
            }

            fn write(field: &$field) -> Vec<Written> {
                <$base as Kind<$field>>::write(field)
            }

            #[cfg(test)]
            fn strategy() -> proptest::strategy::BoxedStrategy<$field> {
                use proptest::prelude::*;
                let right: fn(&$field, &$field) -> bool = $check;
                <$base as Kind<$field>>::strategy()
                    .prop_map(move |field| if right(&field, &<$field>::default()) { field } else { <$field>::default() })
                    .boxed()
            }
        }
    )*};
}

bounded! {
    /// -1 to 100.
    Swappiness of Option<i64> = One, "swappiness is 0 to 100, or -1 to leave it to the host", |field, _| {
        field.is_none_or(|value| (-1..=100).contains(&value))
    };
    /// -1000 to 1000.
    OomScore of Option<i32> = One, "the score is -1000 to 1000", |field, _| field.is_none_or(|value| (-1000..=1000).contains(&value));
    /// A time that is not below nothing.
    Interval of Option<Duration> = One, "it cannot be negative", |field, _| field.is_none_or(|value| value.nanos() >= 0);
    /// A label: docker refuses spaces in its name, but before it.
    Label of Vec<KeyValue> = Many, "the name of a label has no spaces", |field, _| {
        field.iter().all(|label| !label.key().trim_start_matches([' ', '\t']).contains(char::is_whitespace))
    };
    /// An option that has a value.
    OptionWithValue of Vec<KeyValue> = Many, "the option needs a value", |field, _| field.iter().all(|option| option.value().is_some());
    /// A setting of the kernel that a container may have for itself.
    Sysctl of Vec<KeyValue> = Many, "a container has no such setting of its own", |field, _| field.iter().all(is_namespaced);
}

/// The settings that docker's CLI lets through.
const SYSCTLS: [&str; 9] = [
    "kernel.msgmax",
    "kernel.msgmnb",
    "kernel.msgmni",
    "kernel.sem",
    "kernel.shmall",
    "kernel.shmmax",
    "kernel.shmmni",
    "kernel.shm_rmid_forced",
    "kernel.domainname",
];

fn is_namespaced(setting: &KeyValue) -> bool {
    let key = setting.key();
    setting.value().is_some() && (SYSCTLS.contains(&key) || key.starts_with("net.") || key.starts_with("fs.mqueue."))
}

/// `--gpus`. Docker adds up those of several flags; here there is room for one.
pub(crate) struct Gpus;

impl Kind<Option<GpuRequest>> for Gpus {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Option<GpuRequest>, text: &str, context: &Context<'_>) -> Result<(), Fault> {
        if field.is_some() {
            return Err(Fault::new(
                ParseCode::KnownUnsupported,
                "docker adds a second --gpus to the first, which is not supported here yet".to_owned(),
            ));
        }
        *field = Some(GpuRequest::read(text, context)?);
        Ok(())
    }

    fn write(field: &Option<GpuRequest>) -> Vec<Written> {
        <One as Kind<Option<GpuRequest>>>::write(field)
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Option<GpuRequest>> {
        <One as Kind<Option<GpuRequest>>>::strategy()
    }
}
