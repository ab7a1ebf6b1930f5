use std::collections::HashMap;

use naru_command::Filter;

/// Filters as the API takes them: by name, each with all its values. Which names there are the engine knows, and it says so of one that
/// it does not.
pub(super) fn by_name(filters: &[Filter]) -> HashMap<String, Vec<String>> {
    let mut by_name: HashMap<String, Vec<String>> = HashMap::new();
    for filter in filters {
        by_name.entry(filter.key().to_owned()).or_default().push(filter.value().to_owned());
    }
    by_name
}
