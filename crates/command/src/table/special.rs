//! Flags whose field is not simply what follows them.

use super::{Kind, Takes, Written};
use crate::{
    BuildArg, Filter, ImageReference, ParseCode, Secret,
    parse::{Context, Fault},
    values::Value,
};

/// `--tail`: a number of lines; `all` and less than none are docker's default, all of them.
pub(crate) struct Tail;
/// `--filter status=…` of `ps`, apart from its other filters.
pub(crate) struct Status;
/// The other filters of `ps`.
pub(crate) struct OtherFilters;
/// The first `-t` of a build.
pub(crate) struct FirstTag;
/// Every other `-t` of a build.
pub(crate) struct MoreTags;
/// `--build-arg KEY`, whose value is the variable of that name.
pub(crate) struct VariableNames;
/// `--password`, which nobody ever writes again.
pub(crate) struct PasswordFlag;

/// Answers that this field is not meant; the next one of the same flag is asked.
fn elsewhere() -> Fault {
    Fault::new(ParseCode::InvalidValue, "not of this kind".to_owned())
}

impl Kind<Option<u32>> for Tail {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Option<u32>, text: &str, _: &Context<'_>) -> Result<(), Fault> {
        *field = match text {
            "all" => None,
            negative if negative.strip_prefix('-').is_some_and(|digits| digits.parse::<u32>().is_ok()) => None,
            number => {
                Some(number.parse().map_err(|_| Fault::new(ParseCode::InvalidValue, format!("{number:?} is not a number of lines")))?)
            }
        };
        Ok(())
    }

    fn write(field: &Option<u32>) -> Vec<Written> {
        field.iter().map(|lines| Written::Value(lines.to_string())).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Option<u32>> {
        use proptest::prelude::*;
        any::<Option<u32>>().boxed()
    }
}

impl Kind<Vec<String>> for Status {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Vec<String>, text: &str, context: &Context<'_>) -> Result<(), Fault> {
        // As any filter is read: `Status = exited` is one, too.
        let filter = Filter::read(text, context).ok().filter(|filter| filter.key() == "status").ok_or_else(elsewhere)?;
        field.push(filter.value().to_owned());
        Ok(())
    }

    fn write(field: &Vec<String>) -> Vec<Written> {
        field.iter().map(|status| Written::Value(format!("status={status}"))).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Vec<String>> {
        use proptest::prelude::*;
        prop::collection::vec("running|paused|exited|dead|created", 0..3).boxed()
    }
}

impl Kind<Vec<Filter>> for OtherFilters {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Vec<Filter>, text: &str, context: &Context<'_>) -> Result<(), Fault> {
        field.push(Filter::read(text, context)?);
        Ok(())
    }

    fn write(field: &Vec<Filter>) -> Vec<Written> {
        field.iter().map(|filter| Written::Value(filter.write())).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Vec<Filter>> {
        use proptest::prelude::*;
        let other = Filter::strategy().prop_filter("status has its own field", |filter| filter.key() != "status");
        prop::collection::vec(other, 0..2).boxed()
    }
}

impl Kind<Option<ImageReference>> for FirstTag {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Option<ImageReference>, text: &str, context: &Context<'_>) -> Result<(), Fault> {
        let tag = tag(text, context)?;
        if field.is_some() {
            return Err(elsewhere());
        }
        *field = Some(tag);
        Ok(())
    }

    fn write(field: &Option<ImageReference>) -> Vec<Written> {
        field.iter().map(|tag| Written::Value(tag.to_string())).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Option<ImageReference>> {
        use proptest::prelude::*;
        // Always one: more tags there are only behind a first.
        any_tag().prop_map(Some).boxed()
    }
}

impl Kind<Vec<ImageReference>> for MoreTags {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Vec<ImageReference>, text: &str, context: &Context<'_>) -> Result<(), Fault> {
        field.push(tag(text, context)?);
        Ok(())
    }

    fn write(field: &Vec<ImageReference>) -> Vec<Written> {
        field.iter().map(|tag| Written::Value(tag.to_string())).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Vec<ImageReference>> {
        proptest::collection::vec(any_tag(), 0..2).boxed()
    }
}

#[cfg(test)]
use proptest::strategy::Strategy as _;

#[cfg(test)]
fn any_tag() -> impl proptest::strategy::Strategy<Value = ImageReference> {
    ImageReference::strategy().prop_filter("nobody gives a digest", |tag| tag.id().is_none() && tag.digest().is_none())
}

/// An id or a digest follows from what is built; nobody can give one.
fn tag(text: &str, context: &Context<'_>) -> Result<ImageReference, Fault> {
    let tag = ImageReference::read(text, context)?;
    if tag.id().is_some() || tag.digest().is_some() {
        return Err(Fault::new(ParseCode::InvalidReference, "a tag cannot be an id or have a digest".to_owned()));
    }
    Ok(tag)
}

impl Kind<Vec<BuildArg>> for super::Many {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Vec<BuildArg>, text: &str, _: &Context<'_>) -> Result<(), Fault> {
        match text.split_once('=') {
            Some((key, value)) if !key.is_empty() => field.push(BuildArg { key: key.to_owned(), value: value.to_owned() }),
            _ => return Err(elsewhere()),
        }
        Ok(())
    }

    fn write(field: &Vec<BuildArg>) -> Vec<Written> {
        field.iter().map(|arg| Written::Value(format!("{}={}", arg.key, arg.value))).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Vec<BuildArg>> {
        use proptest::prelude::*;
        prop::collection::vec(("[A-Z_]{1,5}", any::<String>()).prop_map(|(key, value)| BuildArg { key, value }), 0..3).boxed()
    }
}

impl Kind<Vec<String>> for VariableNames {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Vec<String>, text: &str, _: &Context<'_>) -> Result<(), Fault> {
        if text.is_empty() || text.contains('=') {
            return Err(Fault::new(ParseCode::InvalidValue, format!("{text:?} is not KEY=value")));
        }
        field.push(text.to_owned());
        Ok(())
    }

    fn write(field: &Vec<String>) -> Vec<Written> {
        field.iter().map(|key| Written::Value(key.clone())).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Vec<String>> {
        proptest::collection::vec("[A-Z_]{1,5}", 0..2).boxed()
    }
}

impl Kind<Option<Secret>> for PasswordFlag {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Option<Secret>, text: &str, _: &Context<'_>) -> Result<(), Fault> {
        *field = Some(Secret::new(text.to_owned()));
        Ok(())
    }

    fn write(field: &Option<Secret>) -> Vec<Written> {
        field.iter().map(|_| Written::Instead("password-stdin")).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Option<Secret>> {
        use proptest::prelude::*;
        // A secret is not written, so it is not read back.
        Just(()).prop_map(|()| None).boxed()
    }
}
