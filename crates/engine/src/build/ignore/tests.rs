#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;

/// Whether a path is left out, judged from the root down as the walk does it.
fn excluded(text: &str, path: &str) -> bool {
    let ignore = Ignore::parse(text).unwrap();
    let mut above = Applied::default();
    let mut verdict = false;
    for (end, _) in path.match_indices('/').chain([(path.len(), "")]) {
        (verdict, above) = ignore.excludes(&path[..end], &above);
    }
    verdict
}

#[test]
fn a_pattern_is_anchored_at_the_root_unless_it_says_otherwise() {
    assert!(excluded("node_modules", "node_modules"));
    assert!(excluded("node_modules", "node_modules/left-pad/index.js"));
    assert!(!excluded("node_modules", "web/node_modules"));
    assert!(excluded("**/node_modules", "web/node_modules/a"));
    assert!(excluded("**/node_modules", "node_modules"));
    assert!(excluded("*/temp*", "a/temporary"));
    assert!(!excluded("*/temp*", "temporary"));
    assert!(!excluded("*/temp*", "a/b/temporary"));
}

#[test]
fn slashes_dots_and_spaces_around_a_pattern_mean_nothing() {
    for text in ["/build/", "./build", "build/", "  build  ", "//build", "x/../build", "build\r\n"] {
        assert!(excluded(text, "build/out"), "{text:?} is the folder build");
    }
    assert!(!excluded("/", "build"), "the root alone excludes nothing");
    assert!(!excluded(".", "build"), "the root alone excludes nothing");
    assert!(!excluded("../build", "build"), "what is outside of the context is not in it");
}

#[test]
fn a_comment_begins_in_the_first_column() {
    assert!(!excluded("#name", "#name"));
    assert!(excluded(" #name", "#name"));
    assert!(!excluded("\u{feff}#name", "#name"), "a byte order mark is not a column");
    assert!(excluded("\u{feff}name", "name"));
}

#[test]
fn the_last_rule_that_applies_wins() {
    assert!(!excluded("*.md\n!README.md", "README.md"));
    assert!(excluded("!README.md\n*.md", "README.md"));
    assert!(excluded("*.md\n!README*.md\nREADME-secret.md", "README-secret.md"));
    assert!(!excluded("*\n!src", "src/main.rs"));
    assert!(!excluded("*\n!src/main.rs", "src/main.rs"));
    assert!(excluded("*\n!src/main.rs", "src/lib.rs"));
    assert!(!excluded("*\n! src", "src"), "a space behind the exclamation mark is passed over");
}

#[test]
fn a_rule_that_came_too_late_for_a_folder_is_not_inherited() {
    assert!(!excluded("a\n!a/b\na", "a/b"), "the third rule changed nothing at `a`, so it is not asked below it");
    assert!(excluded("a\n!a/b\na", "a/c"));
}

#[test]
fn stars_stay_in_their_part_and_doubled_stars_do_not() {
    assert!(!excluded("a*z", "a/z"));
    assert!(excluded("a**z", "a/b/z"));
    assert!(excluded("**/*.go", "main.go"));
    assert!(excluded("**/*.go", "a/b/main.go"));
    assert!(excluded("a/**/z", "a/z"));
    assert!(excluded("a/**/z", "a/b/c/z"));
    assert!(!excluded("a/**", "a"), "what is in it, not the folder itself");
    assert!(excluded("a/**", "a/b"));
    assert!(excluded("**", "anything"));
    assert!(excluded("**foo", "xfoo"), "docker takes a leading `**` with a plain rest for a suffix");
    assert!(!excluded("**fo?", "xfoo"), "and one with a wildcard for whole parts");
    assert!(excluded("?.txt", "a.txt"));
    assert!(!excluded("?.txt", "/.txt"));
}

#[test]
fn classes_and_escapes() {
    assert!(excluded("[a-c].txt", "b.txt"));
    assert!(!excluded("[^a-c].txt", "b.txt"));
    assert!(excluded("[^a-c].txt", "d.txt"));
    #[cfg(not(windows))]
    {
        assert!(excluded(r"\*", "*"));
        assert!(!excluded(r"\*", "a"));
        assert!(excluded(r"\!important", "!important"));
    }
    assert!(excluded("a.b+(c)$", "a.b+(c)$"), "what means something elsewhere is only a name here");
    assert!(!excluded("a.b*", "axb"));
}

#[test]
fn what_cannot_be_understood_is_said_with_its_line() {
    for (text, cause) in [
        ("ok\n[", GlobError::Class),
        ("ok\n[a", GlobError::Class),
        ("ok\n[]", GlobError::Class),
        ("ok\n[z-a]", GlobError::Class),
        ("ok\n[a-]", GlobError::Class),
        ("ok\n!", GlobError::NothingExcepted),
        ("ok\n! ", GlobError::NothingExcepted),
        ("ok\n!/", GlobError::NothingExcepted),
    ] {
        let error = Ignore::parse(text).unwrap_err();
        assert_eq!((error.line, error.cause), (2, cause), "{text:?}");
    }
    #[cfg(not(windows))]
    assert_eq!(Ignore::parse("a\\").unwrap_err().cause, GlobError::Escape);
}

#[test]
fn an_excluded_folder_is_looked_into_only_when_something_in_it_could_be_excepted() {
    let looked = |text: &str, folder| Ignore::parse(text).unwrap().may_except_below(folder);
    assert!(!looked("*", "target"));
    assert!(!looked("*\n!src/main.rs", "target"));
    assert!(looked("*\n!src/main.rs", "src"));
    assert!(!looked("*\n!src", "src/a"), "the exception names the folder above, which was judged already");
    assert!(looked("*\n!**/keep", "target"));
    assert!(looked("*\n!src/*", "src"));
}

#[test]
fn many_stars_take_no_time() {
    let pattern = "*a".repeat(40);
    assert!(!excluded(&pattern, &"a".repeat(39)));
    assert!(excluded(&pattern, &"a".repeat(4_000)));
}

#[test]
fn paths_are_cleaned_as_go_does_it() {
    for (path, cleaned) in
        [("", ""), ("a//b/./c/", "a/b/c"), ("/..", "/"), ("../../a", "../../a"), ("a/../..", ".."), ("a/..", "."), ("./", ".")]
    {
        assert_eq!(clean(path), cleaned, "{path:?}");
    }
}
