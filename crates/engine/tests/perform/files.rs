//! The files of a container: what changed, what is in its folders, and the beginning of a file, beside what the CLI and the container say.

use std::collections::BTreeSet;
use std::time::Duration;

use naru_command::{Command, Cp};
use naru_engine::{Error, Look};
use naru_lab::Generation;
use naru_view::{FileChangeKind, FileEntry, FileKind, FolderListing, FolderRead, Found, ProblemCode, Progress};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{Bench, is_connected, until};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    files(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    files(Generation::New).await;
}

async fn files(generation: Generation) {
    let bench = Bench::up(generation).await;
    bench.docker("volume create naru-files").await;
    bench.docker("run -d --name files -v naru-files:/data busybox sleep 600").await;
    changed(&bench).await;
    listed(&bench).await;
    odd_names(&bench).await;
    not_running(&bench).await;
    large(&bench).await;
    begun(&bench).await;
    removed_meanwhile(&bench).await;
    killed_meanwhile(&bench).await;
}

impl Bench {
    async fn inside_files(&self, script: &str) -> String {
        let words = ["exec", "files", "sh", "-ec", script];
        let output = tokio::process::Command::from(self.lab.docker(&words)).output().await.unwrap();
        assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    async fn id(&self, name: &str) -> String {
        self.docker(&format!("inspect --format {{{{.Id}}}} {name}")).await
    }

    async fn look(&self, look: &Look) -> Result<(Found, Vec<FolderRead>), Error> {
        let (sender, mut receiver) = mpsc::channel(4);
        let listen = async {
            let mut told = Vec::new();
            while let Some(read) = receiver.recv().await {
                told.push(read);
            }
            told
        };
        let (found, told) = tokio::join!(self.engine.list_folder(look, sender, CancellationToken::new()), listen);
        found.map(|found| (found, told))
    }

    async fn folder(&self, container: &str, path: &str, again: bool) -> FolderListing {
        let look = Look { container: self.id(container).await, path: path.into(), again, further: 0 };
        match self.look(&look).await.unwrap().0 {
            Found::Folder { listing } => listing,
            Found::File { .. } => panic!("{path} is a folder"),
        }
    }
}

fn names(listing: &FolderListing) -> BTreeSet<&str> {
    listing.entries.iter().map(|entry| entry.name.as_str()).collect()
}

fn entry<'a>(listing: &'a FolderListing, name: &str) -> &'a FileEntry {
    listing.entries.iter().find(|entry| entry.name == name).unwrap_or_else(|| panic!("{name} in {listing:?}"))
}

async fn changed(bench: &Bench) {
    let id = bench.id("files").await;
    let before = bench.engine.container_writable(&id).await.unwrap();
    bench.inside_files("mkdir /new; echo hello > /new/file; echo x >> /etc/passwd; rm /etc/group; echo in > /data/volume").await;
    let changes = bench.engine.container_changes(&id).await.unwrap();
    let letter = |kind| match kind {
        FileChangeKind::Changed => 'C',
        FileChangeKind::Added => 'A',
        FileChangeKind::Deleted => 'D',
    };
    let ours: BTreeSet<String> = changes.list.iter().map(|change| format!("{} {}", letter(change.kind), change.path)).collect();
    let theirs = bench.docker("diff files").await;
    assert_eq!(ours, theirs.lines().map(str::to_owned).collect());
    let after = changes.writable;
    assert_eq!(after.changes.added, before.changes.added + 2, "{theirs}");
    assert_eq!(after.changes.changed, before.changes.changed + 1, "the folder is no change of its own: {theirs}");
    assert_eq!(after.changes.deleted, before.changes.deleted + 1, "{theirs}");
    let size = bench.docker("inspect --size --format {{.SizeRw}} files").await;
    assert_eq!(after.bytes, size.parse().ok());
    assert_eq!(bench.engine.container_writable(&id).await.unwrap(), after);
    let gone = bench.engine.container_changes("nobody").await.unwrap_err().problem();
    assert_eq!((gone.code, gone.params["container"].as_str()), (ProblemCode::ContainerNotFound, "nobody"));
}

async fn listed(bench: &Bench) {
    bench.inside_files("ln /new/file /new/hard").await;
    let root = bench.folder("files", "/", false).await;
    let inside = bench.inside_files("ls -A /").await;
    assert_eq!(names(&root), inside.lines().collect());
    assert!(root.whole && root.read > 0 && root.left_out == 0);
    let (new, data) = (entry(&root, "new"), entry(&root, "data"));
    assert_eq!((new.kind, new.size, new.exact), (FileKind::Folder, Some(6), true));
    let mount = data.mount.as_ref().unwrap();
    assert_eq!((mount.kind.as_str(), mount.source.as_str(), data.size), ("volume", "naru-files", None));

    // Known from the one reading, as the container has it.
    let bin = bench.folder("files", "/bin", false).await;
    assert_eq!((bin.read, bin.whole, bin.read_at >= root.read_at - 60_000), (0, true, true));
    let inside = bench.inside_files("ls -A /bin").await;
    assert_eq!(names(&bin), inside.lines().collect());
    assert_eq!(entry(&bin, "busybox").kind, FileKind::File);
    let hard = bench.folder("files", "/new", false).await;
    let hard = entry(&hard, "hard");
    assert_eq!((hard.kind, hard.size), (FileKind::File, Some(6)), "another name of a file is as large, and its folder holds it once");
    let passwd = bench.folder("files", "/etc/", false).await;
    let passwd = entry(&passwd, "passwd").clone();
    let facts = bench.inside_files("stat -c '%s %a %u %g %Y' /etc/passwd").await;
    let ours = format!("{} {:o} {} {} {}", passwd.size.unwrap(), passwd.mode, passwd.owner, passwd.group, passwd.modified);
    assert_eq!(ours, facts.trim());

    // What is mounted is read by itself; what is written since shows when it is read again.
    assert_eq!(names(&bench.folder("files", "/data", false).await), ["volume"].into());
    bench.inside_files("echo more > /new/more; ln -s /data/. /new/link; ln -s nowhere /new/dangling").await;
    assert_eq!(names(&bench.folder("files", "/new", false).await), ["file", "hard"].into());
    let again = bench.folder("files", "/new", true).await;
    assert_eq!(names(&again), ["dangling", "file", "hard", "link", "more"].into());
    assert_eq!((entry(&again, "link").kind, entry(&again, "link").target.as_deref()), (FileKind::Link, Some("/data/.")));
    assert_eq!(bench.folder("files", "/new/link", false).await.path, "/data", "a link is followed, and said");
    assert_eq!(bench.folder("files", "/bin/../new//.", false).await.path, "/new");

    let id = bench.id("files").await;
    let look = |path: &str| Look { container: id.clone(), path: path.into(), again: false, further: 0 };
    let Found::File { path, entry } = bench.look(&look("/new/file")).await.unwrap().0 else { panic!("a file") };
    assert_eq!((path.as_str(), entry.name.as_str(), entry.kind, entry.size), ("/new/file", "file", FileKind::File, Some(6)));
    for (path, code) in [("/nowhere", ProblemCode::FileNotFound), ("/new/dangling", ProblemCode::FileNotFound)] {
        assert_eq!(bench.look(&look(path)).await.unwrap_err().code(), code, "{path}");
    }
    let nobody = Look { container: "nobody".into(), ..look("/") };
    assert_eq!(bench.look(&nobody).await.unwrap_err().code(), ProblemCode::ContainerNotFound);
}

async fn odd_names(bench: &Bench) {
    let script = r#"mkdir /odd; cd /odd; touch "$(printf 'a\nb')" "$(printf 'not\377text')" '<img src=x>' "$(printf '\342\200\256txt')" -- '-rf' ' '"#;
    bench.inside_files(script).await;
    let odd = bench.folder("files", "/odd", true).await;
    assert_eq!(names(&odd), ["a\nb", "not\u{fffd}text", "<img src=x>", "\u{202e}txt", "-rf", " "].into());
    assert_eq!(odd.entries.iter().filter(|entry| !entry.exact).count(), 1);
    let here = tempfile::tempdir().unwrap();
    let to = here.path().display().to_string();
    for name in ["a\nb", "<img src=x>", "\u{202e}txt", "-rf", " "] {
        let cp = Command::Cp(Cp::new(format!("files:/odd/{name}"), to.clone()));
        bench.perform(&cp).await.unwrap_or_else(|error| panic!("{name:?}: {error}"));
        assert!(here.path().join(name).is_file(), "{name:?}");
    }
    let whole = Command::Cp(Cp::new("files:/odd".into(), to));
    bench.perform(&whole).await.unwrap();
    assert_eq!(std::fs::read_dir(here.path().join("odd")).unwrap().count(), 6, "a name that is no text comes with its folder");
}

async fn not_running(bench: &Bench) {
    bench.docker("create --name idle busybox").await;
    let root = bench.folder("idle", "/", false).await;
    assert!(names(&root).contains("bin") && root.whole);
    let id = bench.id("idle").await;
    assert_eq!(bench.engine.container_changes(&id).await.unwrap().list, []);
    bench.docker("rm idle").await;
}

async fn large(bench: &Bench) {
    let file = |name: &str, mb: u32| format!("dd if=/dev/zero of=/big/{name} bs=1 count=1 seek={mb}M 2>/dev/null; ");
    bench.inside_files(&format!("mkdir -p /big/a; {} {}", file("a/first", 1), file("b", 100))).await;
    bench.inside_files("touch /big/c").await;
    let id = bench.id("files").await;
    let look = Look { container: id.clone(), path: "/big".into(), again: false, further: 0 };
    let (Found::Folder { listing: part }, told) = bench.look(&look).await.unwrap() else { panic!("a folder") };
    assert!(!part.whole && part.read >= 64 << 20 && part.read < 80 << 20, "{part:?}");
    assert_eq!(names(&part), ["a", "b"].into(), "what came is shown");
    assert_eq!(entry(&part, "a").size, Some((1 << 20) + 1), "and what was passed is whole");
    assert!(told.iter().flat_map(|read| &read.entries).count() <= 2, "each is told once");
    let (Found::Folder { listing: whole }, _) = bench.look(&Look { further: 1, ..look.clone() }).await.unwrap() else { panic!("a folder") };
    assert_eq!((names(&whole), whole.whole), (["a", "b", "c"].into(), true));

    // A cancel ends it at once, and leaves the container to others.
    let (sender, mut receiver) = mpsc::channel(1);
    let cancel = CancellationToken::new();
    let listen = async {
        while receiver.recv().await.is_some() {
            cancel.cancel();
        }
    };
    let again = Look { again: true, further: 1, ..look };
    let (ended, ()) = tokio::join!(bench.engine.list_folder(&again, sender, cancel.clone()), listen);
    assert_eq!(ended.unwrap_err().code(), ProblemCode::Cancelled);
    tokio::time::timeout(Duration::from_secs(10), bench.docker("inspect files")).await.expect("the container's lock is free");
}

async fn begun(bench: &Bench) {
    let id = bench.id("files").await;
    let preview = |path: &'static str| bench.engine.preview_file(&id, path, CancellationToken::new());
    let hello = preview("/new/file").await.unwrap();
    assert_eq!((hello.text.as_deref(), hello.shown, hello.size), (Some("hello\n"), 6, 6));
    bench.inside_files("ln -s file /new/to-file; seq 1 100000 > /new/long; : > /new/empty").await;
    let led = preview("/new/to-file").await.unwrap();
    assert_eq!((led.path.as_str(), led.text.as_deref()), ("/new/file", Some("hello\n")));
    let long = preview("/new/long").await.unwrap();
    assert_eq!((long.shown, long.size), (65_536, 588_895));
    assert!(long.text.unwrap().starts_with("1\n2\n"));
    assert_eq!(preview("/new/empty").await.unwrap().text.as_deref(), Some(""));
    let binary = preview("/bin/busybox").await.unwrap();
    assert!(binary.text.is_none() && binary.size > 65_536);
    assert_eq!(preview("/new").await.unwrap_err().code(), ProblemCode::InvalidValue);
    assert_eq!(preview("/nowhere").await.unwrap_err().code(), ProblemCode::FileNotFound);
}

/// A download that has begun, and what is done then.
async fn download_until<F: Future<Output = ()>>(bench: &Bench, path: &str, then: impl FnOnce() -> F) -> Result<(), Error> {
    let here = tempfile::tempdir().unwrap();
    let cp = Command::Cp(Cp::new(format!("files:{path}"), here.path().display().to_string()));
    let (sender, mut receiver) = mpsc::channel(1);
    let mut then = Some(then);
    let listen = async {
        while let Some(told) = receiver.recv().await {
            assert!(matches!(told, Progress::Transfer { .. }), "{told:?}");
            if let Some(then) = then.take() {
                then().await;
            }
        }
    };
    let (ended, ()) = tokio::join!(bench.engine.perform(&cp, sender, CancellationToken::new()), listen);
    let outside = std::fs::read_dir(here.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    assert!(outside.iter().all(|name| name == "big"), "nothing but what was asked for: {outside:?}");
    ended.map(|_| ())
}

async fn removed_meanwhile(bench: &Bench) {
    // An engine lets the removal wait for the copy, or breaks the copy off: either way both end, and neither is half done in silence.
    let lab = bench.lab.docker(&["rm", "-f", "files"]);
    let removing = std::cell::RefCell::new(None);
    let ended = download_until(bench, "/big", || async {
        let child = tokio::process::Command::from(lab).stdout(std::process::Stdio::null()).spawn().unwrap();
        *removing.borrow_mut() = Some(child);
    })
    .await;
    let child = removing.borrow_mut().take();
    assert!(child.expect("the copy had begun").wait().await.unwrap().success(), "{ended:?}");
    until(|| bench.container("files").is_none(), "the container to be gone").await;
    let gone = bench.engine.container_changes("files").await.unwrap_err();
    assert_eq!(gone.code(), ProblemCode::ContainerNotFound, "{gone}");
}

async fn killed_meanwhile(bench: &Bench) {
    bench.docker("run -d --name files busybox sleep 600").await;
    bench.inside_files("mkdir /big; dd if=/dev/zero of=/big/b bs=1 count=1 seek=400M 2>/dev/null").await;
    let ended = download_until(bench, "/big", || async { bench.lab.kill_engine().unwrap() }).await;
    assert_eq!(ended.unwrap_err().code(), ProblemCode::EngineUnreachable);
    until(|| !is_connected(&bench.engine), "the loss to be seen").await;
    bench.lab.start_engine().unwrap();
    until(|| is_connected(&bench.engine), "the engine to be found again").await;

    bench.docker("start files").await;
    let here = tempfile::tempdir().unwrap();
    let source = here.path().join("large");
    std::fs::File::create(&source).unwrap().set_len(2 << 30).unwrap();
    let up = Command::Cp(Cp::new(source.display().to_string(), "files:/up".into()));
    let (sender, mut receiver) = mpsc::channel(1);
    let listen = async {
        let mut killed = false;
        while let Some(told) = receiver.recv().await {
            if !std::mem::replace(&mut killed, matches!(told, Progress::Transfer { .. })) {
                bench.lab.kill_engine().unwrap();
            }
        }
    };
    let (ended, ()) = tokio::join!(bench.engine.perform(&up, sender, CancellationToken::new()), listen);
    assert_eq!(ended.unwrap_err().code(), ProblemCode::EngineUnreachable);
}
