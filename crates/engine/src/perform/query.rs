//! Conditions, and flags that need an engine of some age.

use std::collections::BTreeMap;

use naru_command::Filter;
use naru_view::ProblemCode;
use serde_json::{Map, Value, json};

use super::work::Work;
use crate::error::{Error, Result};

/// Conditions by what they look at, as engines take them: one of the values under a name has to fit.
#[derive(Debug, Clone, Default)]
pub(super) struct Filters(BTreeMap<String, Vec<String>>);

impl Filters {
    pub(super) fn of(filters: &[Filter]) -> Self {
        filters.iter().fold(Self::default(), |all, filter| all.and(filter.key(), filter.value()))
    }

    pub(super) fn and(mut self, key: &str, value: &str) -> Self {
        self.0.entry(key.to_owned()).or_default().push(value.to_owned());
        self
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// `{"label":{"a":true}}`, the form that the CLI writes and every engine reads; nothing when there are none.
    pub(super) fn json(&self) -> Option<String> {
        let all = self.0.iter().map(|(key, values)| {
            let values: Map<String, Value> = values.iter().map(|value| (value.clone(), json!(true))).collect();
            (key.clone(), Value::Object(values))
        });
        (!self.0.is_empty()).then(|| Value::Object(all.collect()).to_string())
    }
}

/// Docker's CLI refuses a flag that an engine is too old for; so does this.
pub(super) fn needs(work: Work<'_>, given: bool, flag: &str, version: (u32, u32)) -> Result<()> {
    let spoken = work.connection.engine.api_version.as_str();
    let parsed = spoken.split_once('.').and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
    if !given || parsed.is_some_and(|spoken: (u32, u32)| spoken >= version) {
        return Ok(());
    }
    let (major, minor) = version;
    Err(Error::new(ProblemCode::EngineRefused, format!("{flag} needs API {major}.{minor}; this engine speaks {spoken}")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    #[test]
    fn conditions_on_one_thing_stand_together() {
        let filters = ["label=a", "label=b=c", "dangling=true"].map(|text| text.parse().unwrap());
        let json = Filters::of(&filters).json();
        assert_eq!(json.as_deref(), Some(r#"{"dangling":{"true":true},"label":{"a":true,"b=c":true}}"#));
        assert_eq!(Filters::of(&[]).json(), None);
    }
}
