//! What differs between two sides, leaf by leaf.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::snapshot::Kind;

/// Objects as they are compared, by their symbols.
pub type Objects = BTreeMap<(Kind, String), Value>;

/// A leaf that is not the same; none where a side has no such leaf.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    kind: Kind,
    object: String,
    path: String,
    naru: Option<String>,
    docker: Option<String>,
}

impl Difference {
    /// As in a unified diff: a line for each side that has something.
    pub fn lines(&self) -> Vec<String> {
        let line = |sign: char, value: &String| {
            let (kind, object, path) = (self.kind.name(), &self.object, &self.path);
            if path.is_empty() { format!("{sign} {kind} {object}") } else { format!("{sign} {kind} {object} · {path} = {value}") }
        };
        let lines = [self.naru.as_ref().map(|value| line('-', value)), self.docker.as_ref().map(|value| line('+', value))];
        lines.into_iter().flatten().collect()
    }
}

/// Everything that differs.
pub fn differences(naru: &Objects, docker: &Objects) -> BTreeSet<Difference> {
    let keys: BTreeSet<&(Kind, String)> = naru.keys().chain(docker.keys()).collect();
    keys.into_iter().flat_map(|key| of_one(key, naru.get(key), docker.get(key))).collect()
}

fn of_one((kind, object): &(Kind, String), naru: Option<&Value>, docker: Option<&Value>) -> Vec<Difference> {
    let difference =
        |path: String, naru, docker| Difference { kind: *kind, object: object.clone(), path, naru, docker };
    let (Some(naru), Some(docker)) = (naru, docker) else {
        let is = |side: Option<&Value>| side.map(|_| "is there".to_owned());
        return vec![difference(String::new(), is(naru), is(docker))];
    };
    if naru == docker {
        return Vec::new();
    }
    let (mut ours, mut theirs) = (leaves(naru), leaves(docker));
    let paths: BTreeSet<String> = ours.keys().chain(theirs.keys()).cloned().collect();
    let all = paths.into_iter().map(|path| (ours.remove(&path), theirs.remove(&path), path));
    all.filter(|(naru, docker, _)| naru != docker).map(|(naru, docker, path)| difference(path, naru, docker)).collect()
}

fn leaves(value: &Value) -> BTreeMap<String, String> {
    let mut leaves = BTreeMap::new();
    collect(value, "", &mut leaves);
    leaves
}

fn collect(value: &Value, path: &str, leaves: &mut BTreeMap<String, String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(fields) if !fields.is_empty() => fields.iter().for_each(|(key, field)| collect(field, &below(key), leaves)),
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().for_each(|(index, item)| collect(item, &below(&index.to_string()), leaves));
        }
        leaf => {
            leaves.insert(path.to_owned(), leaf.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_leaf_that_differs_is_named_and_shown_on_both_sides() {
        let objects = |memory: i64| Objects::from([((Kind::Container, "web".to_owned()), json!({ "HostConfig": { "Memory": memory } }))]);
        let all: Vec<Vec<String>> = differences(&objects(1), &objects(2)).iter().map(Difference::lines).collect();
        assert_eq!(all, [["- container web · HostConfig.Memory = 1", "+ container web · HostConfig.Memory = 2"]]);
        assert!(differences(&objects(1), &objects(1)).is_empty());
        let missing = differences(&objects(1), &Objects::new());
        assert_eq!(missing.iter().flat_map(Difference::lines).collect::<Vec<_>>(), ["- container web"]);
    }

    #[test]
    fn an_empty_list_is_not_the_same_as_none() {
        let objects = |value: Value| Objects::from([((Kind::Volume, "v".to_owned()), json!({ "Labels": value }))]);
        assert!(!differences(&objects(json!({})), &objects(Value::Null)).is_empty());
    }
}
