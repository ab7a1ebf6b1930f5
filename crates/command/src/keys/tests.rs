use std::collections::BTreeSet;

use super::*;

#[test]
fn no_key_explains_a_value_here_and_a_word_or_flag_there() {
    let mut named = BTreeSet::new();
    let mut values = BTreeSet::new();
    for verb in VERBS {
        named.insert(verb.key());
        for flag in verb.flags.iter().filter(|flag| flag.support != Support::Known) {
            named.insert(verb.flag_key(flag));
            values.insert(flag.value.to_owned());
        }
        values.extend(verb.arguments.iter().map(|argument| argument.key.to_owned()));
    }
    assert_eq!(named.intersection(&values).collect::<Vec<_>>(), Vec::<&String>::new(), "they would need two texts");
}

#[test]
fn every_flag_with_a_value_explains_it() {
    for verb in VERBS {
        for flag in verb.flags.iter().filter(|flag| flag.support != Support::Known) {
            assert_eq!(flag.takes == crate::table::Takes::Value, !flag.value.is_empty(), "{} --{}", verb.key(), flag.long);
            assert_eq!(
                flag.value.matches('.').count(),
                usize::from(!flag.value.is_empty()),
                "{}: of something, and what about it",
                flag.value
            );
        }
    }
}

#[test]
fn no_two_flags_of_a_command_share_a_letter() {
    for verb in VERBS {
        let mut letters: Vec<(char, &str)> =
            verb.flags.iter().filter(|flag| !flag.is_of_group()).filter_map(|flag| Some((flag.short?, flag.long))).collect();
        letters.sort_unstable();
        letters.dedup();
        assert!(letters.windows(2).all(|pair| pair[0].0 != pair[1].0), "{}: {letters:?}", verb.key());
    }
}

#[test]
fn keys_are_sorted_and_each_there_once() {
    let keys: Vec<_> = message_keys().collect();
    assert!(keys.is_sorted_by(|one, two| one < two));
    for key in ["docker", "run", "run.publish", "logs.follow", "image.ls", "container.reference", "line.verbatim", "compose.file"] {
        assert!(keys.contains(&key), "{key} is stable: message files are written against it");
    }
}
