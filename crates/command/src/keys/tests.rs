use std::collections::BTreeMap;

use crate::verb::Explained;

use super::*;

#[test]
fn every_word_and_flag_follows_the_scheme() {
    for table in verbs::tables() {
        let mut path = String::new();
        for (explained, key) in table.explained() {
            match explained {
                Explained::Word(word) => {
                    path = if path.is_empty() { word.to_owned() } else { format!("{path}.{word}") };
                    assert_eq!(key, path);
                }
                Explained::Flag(long) => assert_eq!(key, format!("{path}.{long}")),
                Explained::Value => assert_eq!(key.matches('.').count(), 1, "{key}: a value is of something, and what about it"),
            }
        }
    }
}

#[test]
fn no_key_explains_a_value_here_and_a_word_or_flag_there() {
    let mut meanings: BTreeMap<&str, Explained> = BTreeMap::new();
    for (explained, key) in verbs::tables().into_iter().flat_map(Table::explained) {
        assert_eq!(*meanings.entry(key).or_insert(explained), explained, "{key} would need two texts");
    }
}

#[test]
fn keys_are_sorted_and_each_there_once() {
    let keys: Vec<_> = message_keys().collect();
    assert!(keys.is_sorted_by(|one, two| one < two));
    for key in ["docker", "run", "run.publish", "logs.follow", "image.ls", "container.reference", "line.verbatim"] {
        assert!(keys.contains(&key), "{key} is stable: message files are written against it");
    }
}
