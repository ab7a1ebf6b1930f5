#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;

/// A step: what it did, how large, and what its builder noted.
fn row(created_by: &str, size: i64, comment: &str) -> Row {
    Row {
        id: "<missing>".to_owned(),
        created: 1,
        created_by: Some(created_by.to_owned()),
        tags: None,
        size,
        comment: Some(comment.to_owned()),
    }
}

/// Joins steps given oldest first; says for each, oldest first, the layer that it has been given: its letter, `-` for an
/// empty step, `?` where it cannot be known.
fn joined(mut rows: Vec<Row>, letters: &str) -> String {
    rows.reverse();
    let layers: Vec<String> = letters.chars().map(|letter| format!("sha256:{letter}")).collect();
    let mut steps = join(&rows, &layers, &HashMap::new());
    steps.reverse();
    let said = steps.iter().map(|step| match (&step.digest, step.empty) {
        (Some(digest), false) => digest.trim_start_matches("sha256:"),
        (None, true) => "-",
        (None, false) => "?",
        (Some(_), true) => "an empty step with a layer",
    });
    said.collect()
}

const BUILDKIT: &str = "buildkit.dockerfile.v0";

#[test]
fn steps_with_a_size_have_the_layers() {
    let rows = vec![
        row("/bin/sh -c #(nop) ADD file:1 in / ", 5_000, ""),
        row("/bin/sh -c #(nop)  CMD [\"bash\"]", 0, ""),
        row("/bin/sh -c apt-get update", 100, ""),
        row("/bin/sh -c #(nop)  EXPOSE 80", 0, ""),
    ];
    assert_eq!(joined(rows, "ab"), "a-b-");
}

#[test]
fn buildkit_makes_a_layer_of_every_run_and_copy_even_of_no_size() {
    let rows = vec![
        row("ADD rootfs.tar / # buildkit", 5_000, BUILDKIT),
        row("ENV A=b", 0, BUILDKIT),
        row("RUN /bin/sh -c true # buildkit", 0, BUILDKIT),
        row("COPY empty / # buildkit", 0, BUILDKIT),
        row("CMD [\"sh\"]", 0, BUILDKIT),
    ];
    assert_eq!(joined(rows, "abc"), "a-bc-");
}

#[test]
fn a_workdir_makes_its_folder() {
    let kit = vec![row("ADD a / # buildkit", 5, BUILDKIT), row("WORKDIR /", 0, BUILDKIT), row("WORKDIR /app", 0, BUILDKIT)];
    assert_eq!(joined(kit, "ab"), "a-b", "the root is always there");
    let classic =
        || vec![row("ADD a /", 5, ""), row("/bin/sh -c #(nop) WORKDIR /app", 0, ""), row("/bin/sh -c #(nop) COPY file:1 in /", 0, "")];
    assert_eq!(joined(classic(), "abc"), "abc");
    assert_eq!(joined(classic(), "ab"), "a-b", "the classic builder makes no layer of a folder that is there");
}

#[test]
fn what_the_images_of_steps_had_settles_what_else_could_not_be_known() {
    let mut rows = vec![
        row("ADD a /", 5, ""),
        row("/bin/sh -c true", 0, ""),
        row("/bin/sh -c #(nop) WORKDIR /app", 0, ""),
        row("/bin/sh -c make", 7, ""),
    ];
    assert_eq!(joined(rows.clone(), "abc"), "a??c");
    rows[1].id = "sha256:after-true".to_owned();
    rows.reverse();
    let layers = ["a", "b", "c"].map(str::to_owned);
    for (had, given) in [(&layers[..1], [Some("a"), None, Some("b"), Some("c")]), (&layers[..2], [Some("a"), Some("b"), None, Some("c")])] {
        let parents = HashMap::from([("sha256:after-true".to_owned(), had.to_vec())]);
        let steps = join(&rows, &layers, &parents);
        let digests: Vec<_> = steps.iter().rev().map(|step| step.digest.as_deref()).collect();
        assert_eq!(digests, given);
        assert!(!steps.iter().any(is_open));
    }
    let other = HashMap::from([("sha256:after-true".to_owned(), vec!["x".to_owned()])]);
    assert!(join(&rows, &layers, &other).iter().any(is_open), "an image with other layers says nothing");
}

#[test]
fn a_classic_run_that_changed_nothing_is_empty_or_not_as_the_count_says() {
    let rows = || vec![row("/bin/sh -c #(nop) ADD file:1 in / ", 5_000, ""), row("/bin/sh -c true", 0, ""), row("/bin/sh -c make", 7, "")];
    assert_eq!(joined(rows(), "ab"), "a-b");
    assert_eq!(joined(rows(), "abc"), "abc");
}

#[test]
fn what_cannot_be_known_is_not_said() {
    let rows = || {
        vec![
            row("/bin/sh -c #(nop) ADD file:1 in / ", 5_000, ""),
            row("/bin/sh -c true", 0, ""),
            row("/bin/sh -c make", 7, ""),
            row("/bin/sh -c #(nop) WORKDIR /app", 0, ""),
            row("/bin/sh -c #(nop)  CMD [\"a\"]", 0, ""),
        ]
    };
    assert_eq!(joined(rows(), "abc"), "a???-", "either the RUN or the WORKDIR made one, and `make` is the layer before or after");
    assert_eq!(joined(rows(), "abcd"), "abcd-");
    assert_eq!(joined(rows(), "ab"), "a-b--");
}

#[test]
fn what_stands_before_and_after_the_unknown_is_known() {
    let rows = vec![
        row("ADD a /", 1, ""),
        row("/bin/sh -c true", 0, ""),
        row("/bin/sh -c false", 0, ""),
        row("/bin/sh -c make", 7, ""),
        row("/bin/sh -c make install", 8, ""),
    ];
    assert_eq!(joined(rows, "abcd"), "a??cd");
}

#[test]
fn a_squashed_image_keeps_the_steps_and_has_one_layer() {
    let rows = vec![
        row("/bin/sh -c #(nop) ADD file:1 in / ", 5_000, ""),
        row("/bin/sh -c make", 0, ""),
        row("/bin/sh -c #(nop) COPY file:1 in / ", 0, ""),
        row("", 900, "merge sha256:1 to sha256:2"),
    ];
    assert_eq!(joined(rows, "ab"), "a--b");
}

#[test]
fn commits_and_imports() {
    assert_eq!(joined(vec![row("", 5_000, "Imported from -")], "a"), "a");
    assert_eq!(joined(vec![row("ADD a /", 5, ""), row("nginx -g daemon off;", 0, "a note")], "a"), "a-");
    assert_eq!(joined(vec![row("ADD a /", 5, ""), row("nginx -g daemon off;", 0, "a note")], "ab"), "ab");
}

#[test]
fn layers_without_a_history_are_there_all_the_same() {
    assert_eq!(joined(Vec::new(), "ab"), "ab");
    assert_eq!(joined(vec![row("bazel build ...", 5, "")], "abc"), "abc");
    assert_eq!(joined(Vec::new(), ""), "");
}

#[test]
fn an_image_of_nothing_has_only_empty_steps() {
    assert_eq!(joined(vec![row("CMD [\"/x\"]", 0, BUILDKIT), row("ENV A=b", 0, BUILDKIT)], ""), "--");
}

#[test]
fn no_digest_is_given_when_the_engine_contradicts_itself() {
    let rows = vec![row("ADD a /", 5, ""), row("RUN b", 6, ""), row("CMD [\"x\"]", 0, "")];
    assert_eq!(joined(rows, "a"), "??-");
}

#[test]
fn rows_are_read_from_what_engines_send() {
    let answer = r#"[
        {"Comment":"buildkit.dockerfile.v0","Created":1700000001,"CreatedBy":"CMD [\"sh\"]","Id":"sha256:12","Size":0,"Tags":["web:latest"]},
        {"Comment":"","Created":-62135596800,"CreatedBy":"","Id":"<missing>","Size":10,"Tags":null}
    ]"#;
    let rows: Vec<Row> = serde_json::from_str(answer).unwrap();
    let steps = join(&rows, &["sha256:a".to_owned()], &HashMap::new());
    assert_eq!(steps[0].image_id.as_deref(), Some("sha256:12"));
    assert_eq!(steps[0].tags, ["web:latest"]);
    assert_eq!(steps[0].instruction, "CMD [\"sh\"]");
    assert_eq!((steps[1].image_id.as_deref(), steps[1].created, steps[1].size), (None, -62_135_596_800, 10));
    assert_eq!(steps[1].digest.as_deref(), Some("sha256:a"));
}

/// What a real engine answered, and what the image's config (out of `docker save`) says of its steps, newest first.
#[derive(Deserialize)]
struct Recorded {
    history: Vec<Row>,
    layers: Vec<String>,
    parents: HashMap<String, Vec<String>>,
    truth: Vec<Option<String>>,
}

#[test]
fn answers_of_real_engines() {
    for (name, recorded) in [
        ("20.10, nginx", include_str!("recorded/old-nginx.json")),
        ("20.10, every instruction, classic builder", include_str!("recorded/old-classic.json")),
        ("20.10, every instruction, BuildKit", include_str!("recorded/old-buildkit.json")),
        ("20.10, a commit", include_str!("recorded/old-commit.json")),
        ("28.5, nginx", include_str!("recorded/new-nginx.json")),
        ("28.5, every instruction, classic builder", include_str!("recorded/new-classic.json")),
        ("28.5, every instruction, BuildKit", include_str!("recorded/new-buildkit.json")),
        ("28.5, a commit", include_str!("recorded/new-commit.json")),
    ] {
        let recorded: Recorded = serde_json::from_str(recorded).unwrap();
        let steps = join(&recorded.history, &recorded.layers, &recorded.parents);
        for (step, truth) in steps.iter().zip(&recorded.truth) {
            assert_eq!((&step.digest, step.empty), (truth, truth.is_none()), "{name}: {}", step.created_by);
        }
        assert_eq!(steps.len(), recorded.truth.len(), "{name}");
        // Without the images of the steps less can be known, and nothing wrong is said.
        for (step, truth) in join(&recorded.history, &recorded.layers, &HashMap::new()).iter().zip(&recorded.truth) {
            assert!(is_open(step) || (&step.digest, step.empty) == (truth, truth.is_none()), "{name}: {}", step.created_by);
        }
    }
}
