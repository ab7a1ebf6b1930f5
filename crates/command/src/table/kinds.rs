use super::{Kind, Takes, Written};
use crate::{
    ParseCode,
    parse::{Context, Fault},
    values::Value,
};

/// A flag that is there or not.
pub(crate) struct Switch;
/// A switch whose `=false` says something, because docker's default is on or not settled.
pub(crate) struct Toggle;
/// A flag with a value; the last one wins.
pub(crate) struct One;
/// A flag that may be given again and again.
pub(crate) struct Many;
/// A flag with the path of a file or folder of the computer that the line is typed on.
pub(crate) struct Path;
/// The same, again and again.
pub(crate) struct Paths;

/// As Go's `strconv.ParseBool` reads it.
fn truth(text: &str) -> Result<bool, Fault> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Ok(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Ok(false),
        other => Err(Fault::new(ParseCode::InvalidValue, format!("{other:?} is neither true nor false"))),
    }
}

impl Kind<bool> for Switch {
    const TAKES: Takes = Takes::Nothing;

    fn read(field: &mut bool, text: &str, _: &Context<'_>) -> Result<(), Fault> {
        *field = truth(text)?;
        Ok(())
    }

    fn write(field: &bool) -> Vec<Written> {
        if *field { vec![Written::On] } else { Vec::new() }
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<bool> {
        use proptest::prelude::*;
        prop::bool::weighted(0.2).boxed()
    }
}

impl Kind<Option<bool>> for Toggle {
    const TAKES: Takes = Takes::Nothing;

    fn read(field: &mut Option<bool>, text: &str, _: &Context<'_>) -> Result<(), Fault> {
        *field = Some(truth(text)?);
        Ok(())
    }

    fn write(field: &Option<bool>) -> Vec<Written> {
        match field {
            None => Vec::new(),
            Some(true) => vec![Written::On],
            Some(false) => vec![Written::Off],
        }
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Option<bool>> {
        use proptest::prelude::*;
        prop::option::weighted(0.2, any::<bool>()).boxed()
    }
}

impl<T: Value> Kind<Option<T>> for One {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Option<T>, text: &str, context: &Context<'_>) -> Result<(), Fault> {
        *field = if text.is_empty() && T::EMPTY_IS_NONE { None } else { Some(T::read(text, context)?) };
        Ok(())
    }

    fn write(field: &Option<T>) -> Vec<Written> {
        field.iter().map(|value| Written::Value(value.write())).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Option<T>> {
        use proptest::prelude::*;
        prop::option::weighted(0.15, T::strategy()).boxed()
    }
}

impl<T: Value> Kind<Vec<T>> for Many {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Vec<T>, text: &str, context: &Context<'_>) -> Result<(), Fault> {
        field.push(T::read(text, context)?);
        Ok(())
    }

    fn write(field: &Vec<T>) -> Vec<Written> {
        field.iter().map(|value| Written::Value(value.write())).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Vec<T>> {
        use proptest::prelude::*;
        prop_oneof![6 => Just(Vec::<()>::new()).prop_map(|_| Vec::new()), 1 => prop::collection::vec(T::strategy(), 1..3)].boxed()
    }
}

impl Kind<Option<String>> for Path {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Option<String>, text: &str, context: &Context<'_>) -> Result<(), Fault> {
        *field = Some(context.file(text)?);
        Ok(())
    }

    fn write(field: &Option<String>) -> Vec<Written> {
        field.iter().map(|path| Written::Value(path.clone())).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Option<String>> {
        use proptest::prelude::*;
        prop::option::weighted(0.15, crate::values::any_path()).boxed()
    }
}

impl Kind<Vec<String>> for Paths {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Vec<String>, text: &str, context: &Context<'_>) -> Result<(), Fault> {
        field.push(context.file(text)?);
        Ok(())
    }

    fn write(field: &Vec<String>) -> Vec<Written> {
        field.iter().map(|path| Written::Value(path.clone())).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Vec<String>> {
        use proptest::prelude::*;
        prop_oneof![6 => Just(Vec::new()), 1 => prop::collection::vec(crate::values::any_path(), 1..3)].boxed()
    }
}
