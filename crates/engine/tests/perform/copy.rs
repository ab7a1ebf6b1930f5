//! `cp` and `export`, each beside the CLI doing the same: the same files, or both refuse.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use naru_command::{Command, Cp, Export};
use naru_lab::Generation;
use naru_view::{Outcome, ProblemCode, Progress};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::Bench;

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    copies(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    copies(Generation::New).await;
}

async fn copies(generation: Generation) {
    let bench = Bench::up(generation).await;
    for name in ["ours", "theirs"] {
        bench.docker(&format!("run -d --name {name} -u 77:78 busybox sleep 600")).await;
    }
    into(&bench).await;
    out_of(&bench).await;
    refused(&bench).await;
    export(&bench).await;
}

/// Folders and files of every kind that a copy has rules about.
const MADE: &str = "mkdir -p src/sub/deep src/empty; echo one > one; echo a > src/a; echo b > src/sub/deep/b; chmod 640 src/a; chmod 4755 one; \
    ln src/a src/hard; ln -s a src/link; ln -s /etc/passwd src/absolute; ln -s src linkdir; ln -s nowhere dangling; chmod 700 src/empty; \
    find . | xargs touch -h -d '2001-02-03 04:05:06'";
const THERE: &str = "mkdir -p dir full/src; echo old > file; echo x > full/src/x; ln -s dir todir; ln -s file tofile; ln -s nothing tonothing; ln -s loop loop; \
    find . | xargs touch -h -d '2002-03-04 05:06:07'";

fn script(folder: &Path, script: &str) {
    let done = std::process::Command::new("sh").args(["-ec", script]).current_dir(folder).status().unwrap();
    assert!(done.success(), "{script}");
}

impl Bench {
    async fn inside(&self, name: &str, script: &str) -> String {
        let words = ["exec", "-u", "0", name, "sh", "-ec", script];
        let output = tokio::process::Command::from(self.lab.docker(&words)).output().await.unwrap();
        assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    async fn cli_copies(&self, flags: &[&str], from: &str, to: &str) -> Result<(), String> {
        let words: Vec<&str> = ["cp", "-q"].iter().chain(flags).chain(&[from, to]).copied().collect();
        let output = tokio::process::Command::from(self.lab.docker(&words)).output().await.unwrap();
        if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
    }

    async fn copies(&self, flags: &[&str], from: &str, to: &str) -> Result<Outcome, naru_engine::Error> {
        let cp = Cp { archive: flags.contains(&"-a"), follow_link: flags.contains(&"-L"), ..Cp::new(from.into(), to.into()) };
        self.perform(&Command::Cp(cp)).await.map(|(outcome, _)| outcome)
    }
}

/// Everything under `/t` of a container, and `/one`.
const LOOK: &str = "cd /t; find . /one ! -type d 2>/dev/null | sort | xargs stat -c '%n %N %F %a %u:%g %s %Y %h'; \
    find . -type d | sort | xargs stat -c '%n %F %a %u:%g'; find . /one -type f 2>/dev/null | sort | xargs md5sum; rm -f /one";

async fn into(bench: &Bench) {
    let here = tempfile::tempdir().unwrap();
    let root = here.path().canonicalize().unwrap();
    script(&root, MADE);
    script(&root, "chown 1234:4321 src/a");
    let cases: &[(&[&str], &str, &str)] = &[
        (&[], "src", "/t/dir"),
        (&[], "src", "/t/new"),
        (&[], "src", "/t/new/"),
        (&[], "src/", "/t/dir"),
        (&[], "src/.", "/t/dir"),
        (&[], "src/.", "/t/new"),
        (&[], "src/sub/../.", "/t/dir"),
        (&[], "one", "/t/dir"),
        (&[], "one", "/t/dir/"),
        (&[], "one", "/t/new"),
        (&[], "one", "/t/new/"),
        (&[], "one", "/t/file"),
        (&[], "one", "/t/file/"),
        (&[], "one", "/t/nope/new"),
        (&[], "one", "/t/todir"),
        (&[], "one", "/t/tofile"),
        (&[], "one", "/t/tonothing"),
        (&[], "one", "/"),
        (&[], "one", "t/dir"),
        (&[], "one/", "/t/dir"),
        (&[], "src", "/t/file"),
        (&[], "src", "/t/full"),
        (&[], "linkdir", "/t/dir"),
        (&[], "linkdir/", "/t/dir"),
        (&[], "linkdir/.", "/t/dir"),
        (&["-L"], "linkdir", "/t/dir"),
        (&["-L"], "linkdir", "/t/new"),
        (&[], "src/link", "/t/new"),
        (&["-L"], "src/link", "/t/new"),
        (&["-L"], "src/link", "/t/dir"),
        (&["-L"], "dangling", "/t/dir"),
        (&[], "dangling", "/t/dir"),
        (&["-a"], "src", "/t/dir"),
        (&[], "nothing", "/t/dir"),
        (&[], "one", "/dev/null"),
    ];
    for (flags, from, to) in cases {
        let from = format!("{}/{from}", root.display());
        for name in ["ours", "theirs"] {
            bench.inside(name, &format!("rm -rf /t; mkdir /t; cd /t; {THERE}")).await;
        }
        let theirs = bench.cli_copies(flags, &from, &format!("theirs:{to}")).await;
        let ours = bench.copies(flags, &from, &format!("ours:{to}")).await;
        assert_eq!(ours.is_ok(), theirs.is_ok(), "cp {flags:?} {from} {to}: {ours:?} {theirs:?}");
        assert_eq!(bench.inside("ours", LOOK).await, bench.inside("theirs", LOOK).await, "cp {flags:?} {from} {to}");
    }
}

/// Everything in a folder.
fn look(folder: &Path, prefix: &str, text: &mut String) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let found = path.symlink_metadata().unwrap();
        let name = format!("{prefix}/{}", path.file_name().unwrap().to_str().unwrap());
        write!(text, "{name} {:o} {}:{} ", found.permissions().mode(), found.uid(), found.gid()).unwrap();
        if found.is_dir() {
            text.push('\n');
            look(&path, &name, text);
        } else if found.is_symlink() {
            writeln!(text, "-> {}", std::fs::read_link(&path).unwrap().display()).unwrap();
        } else {
            let mut hash = DefaultHasher::new();
            std::fs::read(&path).unwrap().hash(&mut hash);
            writeln!(text, "{} {} {} {:x}", found.mtime(), found.nlink(), found.len(), hash.finish()).unwrap();
        }
    }
}

async fn out_of(bench: &Bench) {
    for name in ["ours", "theirs"] {
        bench.inside(name, &format!("rm -rf /s; mkdir /s; cd /s; ln -s ../../../x up; {MADE}")).await;
    }
    let cases: &[(&[&str], &str, &str)] = &[
        (&[], "/s/src", "dir"),
        (&[], "/s/src", "new"),
        (&[], "/s/src/", "new/"),
        (&[], "/s/src/.", "dir"),
        (&[], "/s/src/.", "new"),
        (&[], "/s/src", "dir/."),
        (&[], "/s/src", "new/."),
        (&[], "s/one", "dir"),
        (&[], "/s/one", "dir/"),
        (&[], "/s/one", "new"),
        (&[], "/s/one", "new/"),
        (&[], "/s/one", "file"),
        (&[], "/s/one", "file/"),
        (&[], "/s/one", "nope/new"),
        (&[], "/s/one", "todir"),
        (&[], "/s/one", "tofile"),
        (&[], "/s/one", "tonothing"),
        (&[], "/s/one", "loop"),
        (&[], "/s/src", "file"),
        (&[], "/s/src", "full"),
        (&[], "/s/linkdir", "dir"),
        (&[], "/s/linkdir/", "dir"),
        (&[], "/s/linkdir/.", "new"),
        (&["-L"], "/s/linkdir", "dir"),
        (&["-L"], "/s/linkdir", "new"),
        (&["-L"], "/s/src/link", "new"),
        (&["-L"], "/s/src/link", "dir"),
        (&["-L"], "/s/dangling", "dir"),
        (&["-a"], "/s/src", "dir"),
        (&[], "/s/nothing", "dir"),
        (&[], "/s/up", "dir"),
        (&[], "/bin/sh", "dir"),
        (&[], "/", "new"),
        (&[], "/", "dir"),
    ];
    for (flags, from, to) in cases {
        let (ours, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for folder in [&ours, &theirs] {
            script(folder.path(), THERE);
        }
        let place = |folder: &tempfile::TempDir| format!("{}/{to}", folder.path().display());
        let cli = bench.cli_copies(flags, &format!("ours:{from}"), &place(&theirs)).await;
        let copied = bench.copies(flags, &format!("ours:{from}"), &place(&ours)).await;
        assert_eq!(copied.is_ok(), cli.is_ok(), "cp {flags:?} {from} {to}: {copied:?} {cli:?}");
        let (mut seen, mut wanted) = (String::new(), String::new());
        look(ours.path(), "", &mut seen);
        look(theirs.path(), "", &mut wanted);
        assert_eq!(seen, wanted, "cp {flags:?} {from} {to}");
    }
    let whole = tempfile::tempdir().unwrap();
    let copied = bench.copies(&[], "ours:/s", &format!("{}/new", whole.path().display())).await.unwrap();
    assert_eq!(copied, Outcome::Written { path: format!("{}/new", whole.path().display()), bytes: 8 }, "a, b and one");
}

async fn refused(bench: &Bench) {
    let here = tempfile::tempdir().unwrap();
    let root = here.path().canonicalize().unwrap();
    let local = root.display().to_string();
    std::fs::write(root.join("one"), "one").unwrap();
    let one = format!("{local}/one");
    for (from, to, code) in [
        ("nobody:/etc/passwd", local.as_str(), ProblemCode::ContainerNotFound),
        (one.as_str(), "nobody:/etc", ProblemCode::ContainerNotFound),
        (&local, "nobody:/", ProblemCode::ContainerNotFound),
        ("ours:/s/nothing", &local, ProblemCode::FileNotFound),
        (&one, "ours:/s/nope/x", ProblemCode::FileNotFound),
        ("ours:/s/one", "/no/such/folder/x", ProblemCode::FileNotFound),
        ("/no/such/file", "ours:/s", ProblemCode::FileNotFound),
        ("ours:/s", "theirs:/s", ProblemCode::InvalidValue),
        (&one, "/x", ProblemCode::InvalidValue),
        ("-", "ours:/s", ProblemCode::NotPerformed),
        ("ours:/s/one", "-", ProblemCode::NotPerformed),
    ] {
        let refused = bench.copies(&[], from, to).await.unwrap_err();
        assert_eq!(refused.code(), code, "{from} {to}: {refused}");
    }
    let missing = bench.copies(&[], "ours:/s/nothing", &local).await.unwrap_err().problem();
    assert_eq!(missing.params["path"], "/s/nothing");

    // What is there already and leads out is not written through.
    let outside = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.join("into")).unwrap();
    symlink(outside.path(), root.join("into/src")).unwrap();
    let refused = bench.copies(&[], "ours:/s/src", &format!("{local}/into")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::Conflict, "{refused}");
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
}

async fn export(bench: &Bench) {
    let here = tempfile::tempdir().unwrap();
    let path = here.path().join("ours.tar");
    std::fs::write(&path, "an older one").unwrap();
    let export = |path: &Path| Command::Export(Export { output: Some(path.display().to_string()), ..Export::new("ours".into()) });
    let (outcome, told) = bench.perform(&export(&path)).await.unwrap();
    let length = path.metadata().unwrap().len();
    assert_eq!(outcome, Outcome::Written { path: path.display().to_string(), bytes: length });
    assert_eq!(told.last(), Some(&Progress::Transfer { bytes: length, total: Some(length) }));
    let theirs = here.path().join("theirs.tar");
    bench.docker(&format!("export -o {} ours", theirs.display())).await;
    assert!(std::fs::read(&path).unwrap() == std::fs::read(&theirs).unwrap(), "the same bytes");
    assert_eq!(path.metadata().unwrap().permissions().mode(), theirs.metadata().unwrap().permissions().mode());

    for (output, container, code) in [
        (None, "ours", ProblemCode::InvalidValue),
        (Some("/no/such/folder/x.tar"), "ours", ProblemCode::FileNotFound),
        (here.path().to_str(), "ours", ProblemCode::FileNotFound),
        (Some("/tmp/never-written.tar"), "nobody", ProblemCode::ContainerNotFound),
    ] {
        let export = Export { output: output.map(Into::into), ..Export::new(container.into()) };
        let refused = bench.perform(&Command::Export(export)).await.unwrap_err();
        assert_eq!(refused.code(), code, "{output:?} {container}: {refused}");
    }
    assert!(!Path::new("/tmp/never-written.tar").exists());

    // A cancel leaves what was there, and nothing half made.
    bench.inside("ours", "dd if=/dev/zero of=/big bs=1M count=200 2>/dev/null").await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.tar");
    std::fs::write(&path, "an older one").unwrap();
    let (sender, mut told) = mpsc::channel(1);
    let cancel = CancellationToken::new();
    let watch = async {
        while let Some(progress) = told.recv().await {
            assert!(matches!(progress, Progress::Transfer { .. }));
            cancel.cancel();
        }
    };
    let big = export(&path);
    let (ended, ()) = tokio::join!(bench.engine.perform(&big, sender, cancel.clone()), watch);
    assert_eq!(ended.unwrap_err().code(), ProblemCode::Cancelled);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "an older one");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
