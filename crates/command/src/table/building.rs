//! Flags of a build whose text names files of this computer somewhere in it.

use super::{Kind, Takes, Written};
use crate::parse::{Context, Fault};

/// Declares a kind by how it makes the paths in a text absolute.
macro_rules! with_paths {
    ($($(#[$meta:meta])* $kind:ident for $field:ty = $absolute:expr, $push:expr, $pattern:expr;)*) => {$(
        $(#[$meta])*
        pub(crate) struct $kind;

        impl Kind<$field> for $kind {
            const TAKES: Takes = Takes::Value;

            fn read(field: &mut $field, text: &str, context: &Context<'_>) -> Result<(), Fault> {
                let absolute: fn(&str, &Context<'_>) -> Result<String, Fault> = $absolute;
                let push: fn(&mut $field, String) = $push;
                push(field, absolute(text, context)?);
                Ok(())
            }

            fn write(field: &$field) -> Vec<Written> {
                field.iter().map(|text| Written::Value(text.clone())).collect()
            }

            #[cfg(test)]
            fn strategy() -> proptest::strategy::BoxedStrategy<$field> {
                use proptest::prelude::*;
                $pattern.boxed()
            }
        }
    )*};
}

with_paths! {
    /// `-f`
    Dockerfile for Option<String> = |text, context| context.dockerfile(text), |field, text| *field = Some(text),
        prop::option::weighted(0.15, crate::values::any_path());
    /// `-o`: a folder, `-`, or `type=…` and its options.
    BuildResult for Vec<String> = result, Vec::push,
        prop::collection::vec(prop_oneof![crate::values::any_path().prop_filter("it would be options", |path| !path.contains([',', '='])), Just("type=local,dest=/out".to_owned())], 0..2);
    /// `--secret id=npm,src=FILE`
    SecretSource for Vec<String> = |text, context| context.options(text, &["src", "source"]), Vec::push,
        prop::collection::vec("id=[a-z]{1,4}(,src=/[a-z]{1,4}|,env=[A-Z]{1,3})?", 0..2);
    /// `--ssh default=FILE,FILE`
    SshSource for Vec<String> = ssh, Vec::push,
        prop::collection::vec("default|[a-z]{1,4}=/[a-z]{1,4}(,/[a-z]{1,3})?", 0..2);
    /// `--build-context name=FOLDER`
    NamedContext for Vec<String> = named_context, Vec::push,
        prop::collection::vec("[a-z]{1,4}=(/[a-z]{1,4}|docker-image://[a-z]{1,4}|https://example\\.com/a|oci-layout:///[a-z]{1,3}(:latest)?)", 0..2);
    /// `--cache-from` and `--cache-to`
    CacheStore for Vec<String> = |text, context| context.options(text, &["src", "dest"]), Vec::push,
        prop::collection::vec("[a-z]{1,5}|type=(registry,ref=[a-z]{1,4}|local,(src|dest)=/[a-z]{1,4}|inline)", 0..2);
}

/// A single word is a path; options name theirs.
fn result(text: &str, context: &Context<'_>) -> Result<String, Fault> {
    if text.contains('=') || text.contains(',') { context.options(text, &["dest"]) } else { context.file(text) }
}

fn ssh(text: &str, context: &Context<'_>) -> Result<String, Fault> {
    let Some((id, paths)) = text.split_once('=') else { return Ok(text.to_owned()) };
    let paths = paths.split(',').map(|path| context.file(path)).collect::<Result<Vec<_>, _>>()?;
    Ok(format!("{id}={}", paths.join(",")))
}

/// What is named is a folder, unless it says how it is reached.
fn named_context(text: &str, context: &Context<'_>) -> Result<String, Fault> {
    let Some((name, place)) = text.split_once('=').filter(|(name, place)| !name.is_empty() && !place.is_empty()) else {
        return Err(Fault::new(crate::ParseCode::InvalidValue, format!("{text:?} is not name=folder")));
    };
    if let Some(layout) = place.strip_prefix("oci-layout://") {
        return Ok(format!("{name}=oci-layout://{}", context.path(layout)?));
    }
    let elsewhere = place.contains("://") || place.starts_with("target:") || place.starts_with("git@");
    Ok(if elsewhere { text.to_owned() } else { format!("{name}={}", context.build_context(place)?) })
}
