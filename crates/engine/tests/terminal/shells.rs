//! Which shell there is.

use naru_view::{Outcome, ProblemCode};

use crate::session::{Bench, Session};

pub async fn found(bench: &Bench) {
    bench.docker("run -d --name plain busybox sleep 600").await;
    let found = bench.engine.find_shell("plain", None).await.unwrap();
    assert!(["ash", "sh"].contains(&found[0].as_str()), "{found:?}");
    let session = Session::open(bench, &format!("exec -it plain {}", found.join(" ")));
    session.keys("echo $((40 + 2))\r").await;
    session.shows("42\r\n").await;
    session.keys("exit\r").await;
    assert_eq!(session.code().await, 0);

    bench.docker("pull -q nginx").await;
    bench.docker("run -d --name debian nginx").await;
    assert_eq!(bench.engine.find_shell("debian", None).await.unwrap(), ["bash"]);
    assert_eq!(bench.engine.find_shell("debian", Some("nobody")).await.unwrap(), ["bash"]);

    // An image with one program in it, where nobody finds it by a shell's name.
    let folder = tempfile::tempdir().unwrap();
    bench.docker(&format!("cp plain:/bin/busybox {}/busybox", folder.path().display())).await;
    std::fs::write(
        folder.path().join("Dockerfile"),
        "FROM scratch\nCOPY busybox /only/busybox\nENTRYPOINT [\"/only/busybox\", \"sleep\", \"600\"]\n",
    )
    .unwrap();
    bench.docker(&format!("build -q -t bare {}", folder.path().display())).await;
    bench.docker("run -d --name bare bare").await;
    let problem = bench.engine.find_shell("bare", None).await.unwrap_err().problem();
    assert_eq!((problem.code, problem.params["container"].as_str()), (ProblemCode::ShellNotFound, "bare"), "{}", problem.detail);
    // Whoever asks for one all the same is told so too.
    let (outcome, shown) = Session::open(bench, "exec -it bare sh").ended().await;
    let told = match &outcome {
        Ok(Outcome::Ended { exit_code, .. }) => matches!(exit_code, 126 | 127),
        Ok(_) => false,
        Err(error) => error.code() == ProblemCode::StartFailed,
    };
    assert!(told, "{outcome:?} {}", String::from_utf8_lossy(&shown));

    bench.docker("stop -t 0 plain").await;
    let problem = bench.engine.find_shell("plain", None).await.unwrap_err().problem();
    assert_eq!(problem.code, ProblemCode::Conflict, "{}", problem.detail);
    let problem = bench.engine.find_shell("nothere", None).await.unwrap_err().problem();
    assert_eq!((problem.code, problem.params["container"].as_str()), (ProblemCode::ContainerNotFound, "nothere"));
    bench.docker("rm -f plain debian bare").await;
}
