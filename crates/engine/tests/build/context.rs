use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use naru_view::ProblemCode;

use crate::common::{Bench, build_of, write};

const LOOK: &str = "FROM busybox\nCOPY . /c\nRUN cd /c && find . | sort | while read -r f; do stat -c '%A %u:%g %Y %n' \"$f\"; [ -h \"$f\" ] && readlink \"$f\"; done; true\n";

pub async fn is_sent_as_it_is(bench: &Bench) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "Dockerfile", LOOK);
    write(root, ".dockerignore", "Dockerfile\n.dockerignore\n");
    write(root, "run.sh", "#!/bin/sh\n");
    set_mode(&root.join("run.sh"), 0o751);
    write(root, "sub/파일 1", "text");
    set_mode(&root.join("sub/파일 1"), 0o640);
    set_mode(&root.join("sub"), 0o711);
    let long = "n".repeat(120);
    write(root, &format!("{long}/{long}/deep"), "text");
    symlink("sub/../run.sh", root.join("link")).unwrap();
    symlink("/nowhere", root.join("dangling")).unwrap();
    symlink(format!("{long}/{long}/./deep"), root.join("long-link")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(root.join("socket")).unwrap();
    let when = std::time::UNIX_EPOCH + Duration::from_secs(1_600_000_000);
    std::fs::File::options().append(true).open(root.join("run.sh")).unwrap().set_modified(when).unwrap();

    let built = bench.build(build_of(root, "")).await;
    built.image();
    let log = built.log();
    let line = |name: &str| {
        let found = log.iter().find(|line| line.ends_with(&format!(" {name}")));
        *found.unwrap_or_else(|| panic!("{name} among {log:#?}"))
    };
    assert_eq!(line("./run.sh"), "-rwxr-x--x 0:0 1600000000 ./run.sh");
    assert!(line("./sub/파일 1").starts_with("-rw-r----- 0:0"));
    assert!(line("./sub").starts_with("drwx--x--x 0:0"));
    assert!(line(&format!("./{long}/{long}/deep")).starts_with('-'));
    for target in ["sub/../run.sh", "/nowhere", &format!("{long}/{long}/./deep")] {
        assert!(log.contains(&target), "a link points where it pointed: {target} in {log:#?}");
    }
    assert!(!log.iter().any(|line| line.ends_with("socket")), "a socket is not sent");
}

pub async fn of_any_size_needs_no_memory(bench: &Bench) {
    const SIZE: u64 = 200 << 20;
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "Dockerfile", "FROM scratch\nCOPY small /\n");
    write(folder.path(), "small", "x");
    std::fs::File::create(folder.path().join("zeros")).unwrap().set_len(SIZE).unwrap();

    let (stop, peak) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let before = resident();
    let watch = std::thread::spawn({
        let (stop, peak) = (Arc::clone(&stop), Arc::clone(&peak));
        move || {
            while !stop.load(Ordering::Relaxed) {
                peak.fetch_max(resident(), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(2));
            }
        }
    });
    let built = bench.build(build_of(folder.path(), "")).await;
    stop.store(true, Ordering::Relaxed);
    watch.join().unwrap();
    built.image();
    let sent: Vec<u64> = built.told.iter().filter_map(|progress| progress.context_sent).collect();
    assert!(sent.last().is_some_and(|sent| *sent > SIZE), "all of it was sent");
    assert!(sent.len() > 3, "and told of on the way: {sent:?}");
    let grown = peak.load(Ordering::Relaxed).saturating_sub(before);
    assert!(grown < 48 << 20, "sending {SIZE} bytes took {grown} bytes of memory");
}

pub async fn that_changes_is_still_a_context(bench: &Bench) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "Dockerfile", "FROM busybox\nCOPY . /c\nRUN test -f /c/stays && test \"$(cat /c/z-last)\" = end\n");
    write(folder.path(), "stays", "x");
    write(folder.path(), "z-last", "end");
    for number in 0..4 {
        write(folder.path(), &format!("large{number}"), &"x".repeat(3 << 20));
        write(folder.path(), &format!("small{number}"), "x");
    }
    let stop = Arc::new(AtomicBool::new(false));
    let change = std::thread::spawn({
        let (stop, root) = (Arc::clone(&stop), folder.path().to_owned());
        move || {
            while !stop.load(Ordering::Relaxed) {
                for number in 0..4 {
                    for name in [format!("large{number}"), format!("small{number}")] {
                        let path = root.join(name);
                        let mut file = std::fs::File::options().append(true).create(true).open(&path).unwrap();
                        file.write_all(&[b'y'; 9_000]).unwrap();
                        file.set_len(100).unwrap();
                        file.set_len(3 << 20).unwrap();
                        std::fs::remove_file(&path).unwrap();
                    }
                }
            }
        }
    });
    for _ in 0..4 {
        let mut build = build_of(folder.path(), "");
        build.no_cache = true;
        bench.build(build).await.image();
    }
    stop.store(true, Ordering::Relaxed);
    change.join().unwrap();
}

pub async fn may_have_its_dockerfile_elsewhere(bench: &Bench) {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    write(folder.path(), "a", "x");
    write(folder.path(), "b", "x");
    write(folder.path(), "docker/Dockerfile", "FROM busybox\nCOPY . /c\nRUN cd /c && find . -type f | sort\n");
    write(folder.path(), ".dockerignore", "docker\n");
    let mut nested = build_of(folder.path(), "");
    nested.file = Some(folder.path().join("docker/Dockerfile").display().to_string());
    let built = bench.build(nested).await;
    built.image();
    assert!(built.log().contains(&"./a"), "a Dockerfile is found in a folder that is left out");

    write(elsewhere.path(), "web.Dockerfile", "FROM busybox\nCOPY a b* /c/\nRUN cd /c && find . -type f | sort\n");
    write(elsewhere.path(), "web.Dockerfile.dockerignore", "b\n");
    let mut outside = build_of(folder.path(), "");
    // An attestation says when it was built.
    outside.provenance = Some("false".to_owned());
    outside.file = Some(elsewhere.path().join("web.Dockerfile").display().to_string());
    let built = bench.build(outside.clone()).await;
    built.image();
    assert_eq!(built.log(), ["./a"], "the rules beside the Dockerfile come before those of the folder");
    assert_eq!(built.step("RUN").line, Some(3));
    let again = bench.build(outside).await;
    assert_eq!(again.image(), built.image(), "the same build from elsewhere is found in the cache");

    std::fs::remove_file(folder.path().join(".dockerignore")).unwrap();
    symlink(elsewhere.path().join("web.Dockerfile"), folder.path().join("Dockerfile")).unwrap();
    let built = bench.build(build_of(folder.path(), "")).await;
    built.image();
    assert_eq!(built.log(), ["./a", "./b"], "a Dockerfile that is a link is read where it points");

    let mut missing = build_of(folder.path(), "");
    missing.file = Some(elsewhere.path().join("gone").display().to_string());
    let problem = bench.build(missing).await.outcome.unwrap_err().problem();
    assert_eq!((problem.code, problem.params["path"].ends_with("gone")), (ProblemCode::DockerfileNotFound, true));
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Bytes of this process that are in memory.
fn resident() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<u64>().unwrap() * 4_096
}
