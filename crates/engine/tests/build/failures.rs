use naru_view::ProblemCode;

use crate::common::{Bench, build_of, write};

pub async fn are_told(bench: &Bench) {
    use ProblemCode::{BuildStepFailed, DockerfileInvalid, ImageNotFound, RegistryUnreachable};
    for (dockerfile, code, params) in [
        ("FROM busybox\n\nRUNN x\n", DockerfileInvalid, &[("line", "3")][..]),
        ("FROM busybox\nCOPY --foo=x a b\n", DockerfileInvalid, &[("line", "2")]),
        ("FROM busybox\nENV\n", DockerfileInvalid, &[("line", "2")]),
        ("FROM busybox\nFROM busybox:UPPER/x\n", DockerfileInvalid, &[("line", "2")]),
        ("", DockerfileInvalid, &[]),
        ("# only a comment\n", DockerfileInvalid, &[]),
        ("FROM 127.0.0.1:5000/nothere:1\n", ImageNotFound, &[("image", "127.0.0.1:5000/nothere:1")]),
        ("FROM busybox\nCOPY --from=127.0.0.1:5000/nothere:1 /a /b\n", ImageNotFound, &[("image", "127.0.0.1:5000/nothere:1")]),
        ("FROM 127.0.0.1:1/x:1\n", RegistryUnreachable, &[("image", "127.0.0.1:1/x:1")]),
        ("FROM busybox\nCOPY nothere /x\n", BuildStepFailed, &[("line", "2"), ("step", "[2/2] COPY nothere /x")]),
        ("FROM busybox\nRUN nosuchcommand\n", BuildStepFailed, &[("line", "2"), ("exitCode", "127")]),
        ("FROM busybox\nRUN true\nRUN echo a &&\\\n  exit 3\n", BuildStepFailed, &[("line", "3"), ("exitCode", "3")]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "Dockerfile", dockerfile);
        let problem = bench.build(build_of(folder.path(), "failing")).await.outcome.unwrap_err().problem();
        assert_eq!(problem.code, code, "{dockerfile:?}: {problem:?}");
        for (name, value) in params {
            assert_eq!(problem.params.get(*name).map(String::as_str), Some(*value), "{dockerfile:?}: {problem:?}");
        }
        assert!(!problem.detail.is_empty(), "the engine's words are kept");
    }
    assert_eq!(bench.docker(&["image", "ls", "--quiet", "failing"]).await, "");

    let folder = tempfile::tempdir().unwrap();
    let missing = bench.build(build_of(folder.path(), "")).await.outcome.unwrap_err().problem();
    assert_eq!(missing.code, ProblemCode::DockerfileNotFound);
    assert!(missing.params["path"].ends_with("Dockerfile"), "{missing:?}");
    let nowhere = bench.build(build_of(&folder.path().join("gone"), "")).await.outcome.unwrap_err().problem();
    assert_eq!((nowhere.code, nowhere.params["path"].ends_with("gone")), (ProblemCode::FolderNotFound, true));

    write(folder.path(), "Dockerfile", "FROM busybox AS one\nRUN true\n");
    let mut target = build_of(folder.path(), "");
    target.target = Some("two".to_owned());
    let unknown = bench.build(target).await.outcome.unwrap_err().problem();
    assert_eq!((unknown.code, unknown.params["value"].as_str()), (ProblemCode::InvalidValue, "two"));
}
