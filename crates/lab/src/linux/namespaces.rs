//! The namespaces that a lab lives in. They hang on one process: when that is killed, the kernel ends every other in its process
//! namespace, and with the last of them go the mounts. Nothing is left to be found and undone.

use std::{
    ffi::OsStr,
    fs,
    fs::File,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use nix::sys::signal::Signal;

use super::{
    cgroups,
    process::{self, Process},
    program,
    record::{Home, Record},
};
use crate::{LabError, options::Until};

const SETUP: &str = include_str!("setup.sh");
const SETUP_LIMIT: Duration = Duration::from_secs(20);
const END_LIMIT: Duration = Duration::from_secs(20);

/// Where programs are inside the tree.
const PATH: &str = "PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// What the registry of a lab serves.
#[derive(Debug, Clone)]
pub enum Shelf {
    /// Prepared content, shared by all labs; what is pushed stays the lab's own.
    Prepared(PathBuf),
    /// A directory to fill.
    Fill(PathBuf),
}

/// Makes the namespaces and everything mounted in them. The child is the one that waits for process 1 of the namespace.
///
/// They end by themselves when their owner does, however it ended: process 1 reads a pipe that the owner's end closes. Of
/// [`Until::Dropped`] this process has the other end, in the child.
pub fn make(
    home: &Home,
    name: &str,
    network: &Path,
    tree: &Path,
    registry_program: &Path,
    shelf: &Shelf,
    until: Until,
) -> Result<(Child, Process), LabError> {
    let engine = home.engine();
    for directory in [
        &engine,
        &engine.join("tmp"),
        &home.entry("root"),
        &home.entry("tree/upper"),
        &home.entry("tree/work"),
        &home.entry("registry/upper"),
        &home.entry("registry/work"),
    ] {
        fs::create_dir_all(directory).map_err(LabError::io("create", directory))?;
    }
    let log_path = engine.join("setup.log");
    let log = File::create(&log_path).map_err(LabError::io("create", &log_path))?;
    let also = log.try_clone().map_err(LabError::io("open", &log_path))?;
    let (base, fill) = match shelf {
        Shelf::Prepared(base) => (base.as_path(), Path::new("")),
        Shelf::Fill(directory) => (Path::new(""), directory.as_path()),
    };
    let (input, ends_with) = owner_as_input(until)?;
    // A session of its own: a Ctrl-C meant for the caller, or the end of its terminal, is not for the lab.
    let child = Command::new("setsid")
        .arg("nsenter")
        .arg(option("--net=", network))
        .args(["unshare", "--mount", "--pid", "--uts", "--ipc", "--fork"])
        .args(["sh", "-c", SETUP])
        .env_clear()
        .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        .env("TREE", tree)
        .env("LAB", home.path())
        .env("NAME", name)
        .env("REGISTRY_PROGRAM", registry_program)
        .env("REGISTRY_BASE", base)
        .env("REGISTRY_DIRECTORY", fill)
        .env("UNTIL", ends_with)
        .current_dir("/")
        .stdin(input)
        .stdout(log)
        .stderr(also)
        .spawn()
        .map_err(LabError::io("run", "setsid"))?;
    let mut waiter = Waiter(Some(child));
    let ready = engine.join("ready");
    process::until(SETUP_LIMIT, || ready.exists() || waiter.ended());
    let init = ready.exists().then(|| init(&engine)).flatten();
    match (init, waiter.0.take()) {
        (Some(init), Some(child)) => Ok((child, init)),
        (_, child) => {
            // Whoever called ends what there is of the namespaces.
            drop(Waiter(child));
            Err(LabError::NamespacesNotReady { log: fs::read_to_string(&log_path).unwrap_or_default() })
        }
    }
}

/// A command inside all of the lab's namespaces, in its tree, with nothing of the caller's environment. It goes on when the caller ends,
/// and its output is added to `/lab/LOG`.
pub fn start_inside(init: Process, log: &str, line: &[String]) -> Result<(), LabError> {
    // The shell ends at once, so process 1 of the namespace inherits what it started.
    let script = r#"log=$1; shift; setsid "$@" >>"/lab/$log" 2>&1 </dev/null &"#;
    let mut command = Command::new("nsenter");
    command
        .arg(format!("--target={}", init.pid))
        .args(["--mount", "--net", "--pid", "--uts", "--ipc", "--root", "--wd=/"])
        .args(["env", "-i", PATH, "HOME=/lab", "TMPDIR=/lab/tmp"])
        .args(["/bin/sh", "-c", script, "sh", log])
        .args(line)
        .current_dir("/");
    program::run(&mut command).map(|_| ())
}

/// Ends every process of the namespaces, and waits until they, and so their mounts, are gone.
pub fn end(home: &Home, record: &Record) -> Result<(), LabError> {
    // Its owner may have been killed before it wrote down which process that is.
    let init = record.running_init().or_else(|| init(&home.engine()).filter(|init| init.is_in_network(&record.network().path())));
    if let Some(init) = init {
        init.signal(Signal::SIGKILL).map_err(|errno| LabError::io("kill", format!("process {}", init.pid))(errno.into()))?;
        // A process namespace ends with its last process, and one that is frozen ends only when it is thawed.
        cgroups::thaw(&record.network().machine_name())?;
        init.wait_gone(END_LIMIT);
    }
    // The process that waited for process 1 sees the mounts too, and ends a moment later. Somebody may have entered from outside; the
    // kernel doesn't end those, and what they see mounted must not be removed.
    let mut users = Vec::new();
    let unused = process::until(END_LIMIT, || {
        users = process::with_mounts_of(home.path());
        users.is_empty()
    });
    if unused { Ok(()) } else { Err(LabError::StillInUse { name: record.name.clone(), pids: users }) }
}

/// The input of the namespaces' first process, and the command in it that ends when the owner has ended.
fn owner_as_input(until: Until) -> Result<(Stdio, &'static str), LabError> {
    const END_OF_INPUT: &str = "cat";
    match until {
        Until::Down => Ok((Stdio::null(), "sleep infinity")),
        Until::Dropped => Ok((Stdio::piped(), END_OF_INPUT)),
        Until::Ends(owner) => {
            // It writes nothing, and ends with the process that it watches, or when nobody is there to read any more.
            let mut watch = Command::new("setsid");
            watch.args(["tail", &format!("--pid={owner}"), "--follow", "/dev/null"]);
            watch.current_dir("/").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
            let watching = watch.spawn().map_err(LabError::io("run", "setsid"))?;
            Ok((watching.stdout.map_or_else(Stdio::null, Stdio::from), END_OF_INPUT))
        }
    }
}

fn init(engine: &Path) -> Option<Process> {
    let written = fs::read_to_string(engine.join("init.pid")).ok()?;
    Process::of(written.trim().parse().ok()?)
}

fn option(name: &str, value: &Path) -> std::ffi::OsString {
    let mut option = OsStr::new(name).to_owned();
    option.push(value);
    option
}

/// Waits for a child in the end, so that it is no zombie.
struct Waiter(Option<Child>);

impl Waiter {
    fn ended(&mut self) -> bool {
        self.0.as_mut().is_none_or(|child| !matches!(child.try_wait(), Ok(None)))
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            // Whatever it was waiting for has ended or never began.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
