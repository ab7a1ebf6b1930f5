#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::*;

const F64: &str = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

fn reference(text: &str) -> ImageReference {
    text.parse().unwrap_or_else(|error| panic!("docker takes {text:?}, so it must be understood: {error}"))
}

fn error(text: &str) -> ReferenceError {
    match text.parse::<ImageReference>() {
        Ok(reference) => panic!("docker refuses {text:?}, and it was read as {reference:?}"),
        Err(error) => error,
    }
}

#[test]
fn fills_in_what_docker_fills_in() {
    // (written, canonical, familiar); each was given to the docker 28.2 CLI, which takes it.
    for (written, canonical, familiar) in [
        ("nginx", "docker.io/library/nginx:latest", "nginx:latest"),
        ("nginx:Latest", "docker.io/library/nginx:Latest", "nginx:Latest"),
        ("nginx:_x", "docker.io/library/nginx:_x", "nginx:_x"),
        ("docker.io/nginx", "docker.io/library/nginx:latest", "nginx:latest"),
        ("index.docker.io/nginx", "docker.io/library/nginx:latest", "nginx:latest"),
        ("docker.io/library/nginx", "docker.io/library/nginx:latest", "nginx:latest"),
        ("library/nginx", "docker.io/library/nginx:latest", "nginx:latest"),
        ("library/a/b", "docker.io/library/a/b:latest", "library/a/b:latest"),
        ("devwikirepo/tencounter", "docker.io/devwikirepo/tencounter:latest", "devwikirepo/tencounter:latest"),
        ("localhost/x", "localhost/x:latest", "localhost/x:latest"),
        ("localhost", "docker.io/library/localhost:latest", "localhost:latest"),
        ("localhost:5000/web:1.2", "localhost:5000/web:1.2", "localhost:5000/web:1.2"),
        ("foo:80/x", "foo:80/x:latest", "foo:80/x:latest"),
        ("docker.io", "docker.io/library/docker.io:latest", "docker.io:latest"),
        ("Foo/bar", "Foo/bar:latest", "Foo/bar:latest"),
        ("FOO.com/bar", "FOO.com/bar:latest", "FOO.com/bar:latest"),
        ("[::1]/web", "[::1]/web:latest", "[::1]/web:latest"),
        ("[2001:db8::1]:5000/team/web:2", "[2001:db8::1]:5000/team/web:2", "[2001:db8::1]:5000/team/web:2"),
        ("a--b", "docker.io/library/a--b:latest", "a--b:latest"),
        ("a__b/c/d", "docker.io/a__b/c/d:latest", "a__b/c/d:latest"),
        ("sha256:ffff", "docker.io/library/sha256:ffff", "sha256:ffff"),
    ] {
        let reference = reference(written);
        assert_eq!(reference.canonical(), canonical, "{written}");
        assert_eq!(reference.familiar(), familiar, "{written}");
        assert_eq!(reference.as_str(), written, "the form as written is kept");
    }
}

#[test]
fn a_digest_takes_the_place_of_the_tag_or_stands_behind_it() {
    let digest = format!("sha256:{F64}");
    let alone = reference(&format!("nginx@{digest}"));
    assert_eq!((alone.tag(), alone.digest()), (None, Some(digest.as_str())));
    assert_eq!(alone.familiar(), format!("nginx@{digest}"));
    let both = reference(&format!("localhost:5000/nginx:1@{digest}"));
    assert_eq!((both.registry(), both.repository()), (Some("localhost:5000"), Some("nginx")));
    assert_eq!((both.tag(), both.digest()), (Some("1"), Some(digest.as_str())));
}

#[test]
fn tells_an_id_from_a_name() {
    for text in [F64.to_owned(), format!("sha256:{F64}")] {
        let id = reference(&text);
        assert_eq!(id.id(), Some(format!("sha256:{F64}").as_str()), "64 hex digits are never a name for docker");
        assert_eq!((id.registry(), id.repository(), id.tag(), id.digest()), (None, None, None, None));
        assert_eq!(id.as_str(), text);
        assert!(id.could_be_id());
    }
    for short in ["a1b2c3d4e5f6", "sha256:a1b2"] {
        let short = reference(short);
        assert_eq!(short.id(), None, "a short id reads as a name, as it does for docker");
        assert!(short.could_be_id(), "but the engine will look for an id too");
    }
    for name in ["nginx", "cafe:1", "cafe/babe", "localhost/cafe"] {
        assert!(!reference(name).could_be_id(), "{name}");
    }
}

#[test]
fn refuses_what_docker_refuses() {
    // Each was given to the docker 28.2 CLI, which refuses it.
    assert_eq!(error(""), ReferenceError::Empty);
    for text in ["Nginx", "foo/Bar", "foo.com/Bar", "[::1]:5000/Web", &F64.to_uppercase()] {
        assert!(matches!(error(text), ReferenceError::Uppercase(_)), "{text}");
    }
    for text in [" nginx", "nginx:한글", "nginx ", "ng\ninx"] {
        assert!(matches!(error(text), ReferenceError::Character(_)), "{text}");
    }
    for text in ["[fe80::1%eth0]/x", "[1.2.3.4]/x", "[::ffff:1.2.3.4]/x", "[:]/x", "[::1]x/y", "[::1]:/web"] {
        assert!(matches!(error(text), ReferenceError::Host(_)), "{text}");
    }
    for text in [
        "nginx:",
        ":x",
        "nginx:-x",
        "a..b",
        "a___b",
        "-a",
        "a-",
        "x/",
        "/x",
        "x//y",
        "foo_bar:80/x",
        "foo:/x",
        "localhost:x/y",
        "https://x/y",
        "docker.io/",
        "test.com:",
        "[::1]:5000",
        "x@sha256:ff",
        "x@md5:ffffffffffffffffffffffffffffffff",
        "@",
        "[]/x",
        "a@",
    ] {
        assert!(matches!(error(text), ReferenceError::Format(_)), "{text}");
    }
    assert!(matches!(error(&format!("x@sha256:{F64}{F64}")), ReferenceError::Format(ParseError::DigestInvalidLength)));
    assert!(matches!(error(&format!("x@sha256:{}", F64.to_uppercase())), ReferenceError::DigestUppercase(_)));
}

#[test]
fn lengths_end_where_dockers_do() {
    assert!("a".repeat(247).parse::<ImageReference>().is_ok());
    assert!("a".repeat(248).parse::<ImageReference>().is_err(), "with library/ it would be longer than 255");
    assert!(format!("x:{}", "a".repeat(128)).parse::<ImageReference>().is_ok());
    assert!(format!("x:{}", "a".repeat(129)).parse::<ImageReference>().is_err());
}

#[test]
fn is_a_plain_string_outside() {
    let read: ImageReference = serde_json::from_str("\"nginx\"").unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), "\"nginx\"");
    assert!(serde_json::from_str::<ImageReference>("\"Nginx\"").is_err());
}

proptest! {
    #[test]
    fn the_canonical_and_the_familiar_form_mean_the_same(
        text in "((localhost|[a-z]{1,6}\\.[a-z]{2}|\\[::1\\])(:[0-9]{1,4})?/)?[a-z0-9]{1,8}([._-][a-z0-9]{1,4}){0,2}(/[a-z0-9]{1,5}){0,2}(:[a-zA-Z0-9_]{1,8})?"
    ) {
        let reference: ImageReference = text.parse().unwrap();
        for form in [reference.canonical(), reference.familiar()] {
            let again: ImageReference = form.parse().unwrap();
            prop_assert_eq!(&again.meaning, &reference.meaning, "{} for {}", form, text);
        }
        prop_assert_eq!(reference.to_string(), text);
    }

    #[test]
    fn any_text_is_answered(text in prop_oneof![any::<String>(), "[a-cA-B0-9:/@._\\[\\]-]{0,30}"]) {
        if let Ok(reference) = text.parse::<ImageReference>() {
            prop_assert_eq!(reference.to_string(), text);
            prop_assert_eq!(reference.canonical().parse::<ImageReference>().unwrap().meaning, reference.meaning);
        }
    }
}
