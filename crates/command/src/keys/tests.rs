use std::collections::BTreeSet;

use crate::{
    verb::{Given, Verb},
    verbs,
};

use super::*;

/// Fails when a key departs from the scheme that [`message_keys`] documents.
fn follows_the_scheme<T>(verb: &Verb<T>) {
    let mut path = String::new();
    for word in verb.words {
        path = if path.is_empty() { word.text.to_owned() } else { format!("{path}.{}", word.text) };
        assert_eq!(word.key, path);
    }
    for flag in verb.flags {
        assert_eq!(flag.key, format!("{path}.{}", flag.long));
    }
}

fn value_keys<T>(verb: &Verb<T>) -> Vec<&'static str> {
    let flags = verb.flags.iter().filter_map(|flag| match flag.given {
        Given::Switch(_) => None,
        Given::Values { value, .. } => Some(value),
    });
    flags.chain(verb.arguments.iter().map(|argument| argument.key)).collect()
}

macro_rules! of_every_verb {
    ($call:ident) => {
        [
            $call(&verbs::DOCKER),
            $call(&verbs::RUN),
            $call(&verbs::START),
            $call(&verbs::STOP),
            $call(&verbs::RESTART),
            $call(&verbs::PAUSE),
            $call(&verbs::UNPAUSE),
            $call(&verbs::RM),
            $call(&verbs::LOGS),
            $call(&verbs::PS),
            $call(&verbs::PULL),
            $call(&verbs::IMAGE_LS),
            $call(&verbs::IMAGE_INSPECT),
            $call(&verbs::IMAGE_HISTORY),
            $call(&verbs::INSPECT),
            $call(&verbs::BUILD),
        ]
    };
}

#[test]
fn every_word_and_flag_follows_the_scheme() {
    let _ = of_every_verb!(follows_the_scheme);
}

#[test]
fn no_key_means_a_value_in_one_place_and_a_word_or_flag_in_another() {
    let values: BTreeSet<_> = of_every_verb!(value_keys).into_iter().flatten().collect();
    assert!(values.iter().all(|key| key.matches('.').count() == 1), "{values:?}");
    let all: Vec<_> = message_keys().collect();
    assert!(values.iter().all(|key| all.contains(key)));
    // A clash would show as fewer keys than words, flags, values and the two of the line together.
    let words_and_flags: BTreeSet<_> = all.iter().filter(|key| !values.contains(*key) && !key.starts_with("line.")).collect();
    assert_eq!(words_and_flags.len() + values.len() + 2, all.len());
}

#[test]
fn keys_are_sorted_and_each_there_once() {
    let keys: Vec<_> = message_keys().collect();
    assert!(keys.is_sorted_by(|one, two| one < two));
    for key in ["docker", "run", "run.publish", "logs.follow", "image.ls", "container.reference", "line.verbatim"] {
        assert!(keys.contains(&key), "{key} is stable: message files are written against it");
    }
}
