use super::{Kind, Takes, Written};
use crate::{
    ParseCode,
    parse::{Context, Fault},
    values::csv,
};

/// A flag with a list between commas, that may be given again (pflag's `strings`).
pub(crate) struct List;

impl Kind<Vec<String>> for List {
    const TAKES: Takes = Takes::Value;

    fn read(field: &mut Vec<String>, text: &str, _: &Context<'_>) -> Result<(), Fault> {
        if text.is_empty() {
            return Ok(());
        }
        let words = csv::split(text).ok_or_else(|| Fault::new(ParseCode::InvalidValue, "a quote is not closed".to_owned()))?;
        field.extend(words);
        Ok(())
    }

    fn write(field: &Vec<String>) -> Vec<Written> {
        field.iter().map(|word| Written::Value(csv::join([word.as_str()]))).collect()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Vec<String>> {
        use proptest::prelude::*;
        prop_oneof![6 => Just(Vec::new()), 1 => prop::collection::vec("[a-z0-9.,\"/ ]{0,8}", 1..3)].boxed()
    }
}
