//! Labs of both generations, as tests and people use them. These need root and namespaces, and fail where there are none: the message
//! says what is missing.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed test says so by panicking")]

use std::{
    env,
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use naru_lab::{Generation, Lab, LabError, LabState, Options, Unavailable};

fn up(generation: Generation) -> Lab {
    Lab::up(&Options::ephemeral(generation)).unwrap_or_else(|error| panic!("no {generation} lab here: {error}"))
}

/// What a docker command without quotes prints; the test fails where the command does.
fn docker(lab: &Lab, line: &str) -> String {
    docker_with(lab, &line.split(' ').collect::<Vec<_>>())
}

fn docker_with(lab: &Lab, arguments: &[&str]) -> String {
    let output = lab.docker(arguments).output().unwrap();
    assert!(output.status.success(), "docker {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A GET's answer, from the machine's side of the lab's network.
fn get(host: &str, port: u16) -> String {
    let begin = Instant::now();
    loop {
        let answer = TcpStream::connect((host, port)).and_then(|mut stream| {
            write!(stream, "GET / HTTP/1.0\r\nHost: {host}\r\n\r\n")?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(answer)
        });
        match answer {
            Ok(answer) if !answer.is_empty() => return answer,
            _ => assert!(begin.elapsed() < Duration::from_secs(10), "{host}:{port} doesn't answer: {answer:?}"),
        }
        thread::sleep(Duration::from_millis(50));
    }
}

fn first_lesson(generation: Generation) {
    let lab = up(generation);
    let storage = docker_with(&lab, &["info", "--format", "{{.ServerVersion}}|{{.Driver}}|{{join .Labels `,`}}"]);
    let [version, driver, labels] = storage.split('|').collect::<Vec<_>>()[..] else {
        panic!("not three fields: {storage}");
    };
    match generation {
        Generation::Old => assert!(version.starts_with("20.10.") && driver == "overlay2", "{storage}"),
        Generation::New => assert!(!version.starts_with("20.") && driver == "overlayfs", "{storage}"),
    }
    assert_eq!(labels, format!("naru.ports-host={}", lab.ports_host()));

    // By its Hub name, and a published port reached from the machine and from the lab's own localhost.
    assert!(docker(&lab, "pull nginx").contains("docker.io/library/nginx:latest"));
    docker(&lab, "run -d -p 8080:80 --name hellonginx nginx");
    let page = get(&lab.ports_host(), 8080);
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Server: nginx"), "{page}");
    let inside = lab
        .in_network(Path::new("bash"))
        .args(["-c", "exec 3<>/dev/tcp/localhost/8080; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; head -1 <&3"])
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&inside.stdout).contains("200 OK"), "{inside:?}");
    assert!(docker(&lab, "logs hellonginx").contains("GET / HTTP"), "nginx logs to its stdout");
    assert!(docker(&lab, "top hellonginx").contains("nginx: master"));
    let real = docker_with(&lab, &["exec", "hellonginx", "bash", "-c", "nginx -v 2>&1; echo $NGINX_VERSION"]);
    let (binary, said) = real.split_once('\n').unwrap();
    assert_eq!(binary, format!("nginx version: nginx/{said}"), "the image says which nginx is in it");

    docker(&lab, "run -d -p 8081:80 devwikirepo/simple-web");
    assert!(get(&lab.ports_host(), 8081).contains("Hello, Docker!"));
    assert_eq!(docker(&lab, "run --rm alpine id -u"), "0");

    let count = lab.docker(&["run", "--name", "tencounter", "devwikirepo/tencounter"]).output().unwrap();
    assert_eq!(count.status.code(), Some(0));
    assert_eq!(String::from_utf8(count.stdout).unwrap(), "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n");

    docker(&lab, "run -d --name hundredcounter devwikirepo/hundredcounter");
    let begin = Instant::now();
    docker(&lab, "stop -t 2 hundredcounter");
    assert!(begin.elapsed() >= Duration::from_secs(2), "it ignores SIGTERM, so stop takes its whole time");
    assert_eq!(docker(&lab, "inspect --format {{.State.ExitCode}} hundredcounter"), "137");

    builds(&lab);
    lab.down().unwrap();
}

fn builds(lab: &Lab) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("Dockerfile"),
        "FROM busybox AS one\nRUN echo from-a-stage >/word\nFROM busybox\nCOPY --from=one /word /word\nCMD [\"cat\", \"/word\"]\n",
    )
    .unwrap();
    let folder = folder.path().display();
    docker(lab, &format!("buildx build --load --tag word {folder}"));
    assert_eq!(docker(lab, "run --rm word"), "from-a-stage");
    // What is on the machine is where a container's `-v` finds it.
    assert!(docker(lab, &format!("run --rm -v {folder}:/seen busybox cat /seen/Dockerfile")).contains("AS one"));
    assert!(docker(lab, "compose version").contains("Compose"));
}

#[test]
fn the_first_lesson_on_the_old_engine() {
    first_lesson(Generation::Old);
}

#[test]
fn the_first_lesson_on_the_new_engine() {
    first_lesson(Generation::New);
}

#[test]
fn an_engine_that_was_killed_comes_back_with_its_containers() {
    for generation in Generation::ALL {
        let lab = up(generation);
        docker(&lab, "run -d --name before busybox sleep 1000");
        let many = lab.make_containers(20).unwrap();
        assert_eq!(many.len(), 20);

        lab.kill_engine().unwrap();
        assert_eq!(lab.status().state, LabState::EngineStopped);
        assert!(!lab.docker(&["version"]).output().unwrap().status.success(), "a killed engine answered");
        assert!(matches!(lab.pause_engine(), Err(LabError::EngineNotRunning { .. })));

        lab.start_engine().unwrap();
        assert_eq!(lab.status().state, LabState::Running);
        assert_eq!(docker(&lab, "ps -aq").lines().count(), 21);
        docker(&lab, "start before");
        assert_eq!(docker(&lab, "inspect --format {{.State.Running}} before"), "true");

        // An engine that stops gives its containers 10 s to do so, and this one would take them.
        docker(&lab, "kill before");
        lab.stop_engine().unwrap();
        lab.start_engine().unwrap();
        assert_eq!(docker(&lab, "ps -aq --filter name=many-0020 --no-trunc"), many[19]);
    }
}

#[test]
fn a_paused_engine_says_nothing_until_it_goes_on() {
    let lab = up(Generation::Old);
    lab.pause_engine().unwrap();
    let mut asking = lab.docker(&["ps"]).stdout(Stdio::null()).spawn().unwrap();
    thread::sleep(Duration::from_secs(1));
    assert_eq!(asking.try_wait().unwrap(), None, "it answered while it was stopped");
    lab.resume_engine().unwrap();
    assert!(asking.wait().unwrap().success());
}

#[test]
fn two_labs_at_once_leave_nothing_behind() {
    let labs = Generation::ALL.map(up);
    for lab in &labs {
        // The same port in both: each has a network of its own.
        docker(lab, "run -d --restart always -p 80:80 --name same nginx");
    }
    for lab in &labs {
        assert!(get(&lab.ports_host(), 80).contains("nginx"));
        assert_eq!(docker(lab, "ps --format {{.Names}}"), "same");
    }
    for lab in labs {
        let traces = Traces::of(&lab);
        assert!(traces.left().len() >= 5, "the traces that are looked for are not there while it runs: {:?}", traces.left());
        lab.down().unwrap();
        assert_eq!(traces.left(), [""; 0]);
    }
}

#[test]
fn a_lab_goes_with_whoever_drops_it() {
    let lab = up(Generation::Old);
    docker(&lab, "run -d busybox sleep 1000");
    let traces = Traces::of(&lab);
    drop(lab);
    assert_eq!(traces.left(), [""; 0]);
}

#[test]
fn a_lab_with_a_paused_container_ends_like_any_other() {
    for generation in [Generation::Old, Generation::New] {
        let lab = up(generation);
        docker(&lab, "run --detach --name it busybox sleep 600");
        docker(&lab, "pause it");
        let traces = Traces::of(&lab);
        lab.down().unwrap();
        // A process that was thawed to die may take a moment longer than its lab.
        for _ in 0..100 {
            if traces.left().is_empty() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        assert_eq!(traces.left(), Vec::<String>::new(), "{generation:?}");
    }
}

#[test]
fn a_detached_lab_stays_and_has_its_name_to_itself() {
    let name = format!("stay-{}", std::process::id());
    let options = Options::detached(Generation::Old, &name);
    let lab = Lab::up(&options).unwrap_or_else(|error| panic!("no lab here: {error}"));
    let traces = Traces::of(&lab);
    drop(lab);
    let refused = Lab::up(&options);
    assert!(matches!(refused, Err(LabError::NameTaken { .. })), "{refused:?}");

    let again = Lab::find(&name).unwrap();
    docker(&again, "run --rm busybox true");
    drop(again);
    let listed = Lab::all().unwrap().into_iter().find(|lab| lab.name == name).unwrap();
    assert_eq!((listed.state, listed.owner), (LabState::Running, None));
    Lab::down_by_name(&name).unwrap();
    assert_eq!(traces.left(), [""; 0]);
    assert!(matches!(Lab::find(&name), Err(LabError::NoSuchLab { .. })));
}

/// This same program as another process, doing the same test with the variable set.
fn as_another_process(test: &str, variable: &str, through: &[&str]) -> Command {
    let me = env::current_exe().unwrap();
    let mut line = through.iter().map(PathBuf::from).chain([me]);
    let mut command = Command::new(line.next().unwrap());
    command.args(line).args(["--exact", test, "--nocapture"]).env(variable, "1");
    command
}

#[test]
fn the_lab_of_a_killed_process_is_found_and_removed() {
    const OWNER: &str = "NARU_LAB_TEST_OWNER";
    if env::var_os(OWNER).is_some() {
        let lab = up(Generation::Old);
        docker(&lab, "run -d busybox sleep 1000");
        println!("\nup {}", lab.name());
        thread::sleep(Duration::from_mins(5));
        unreachable!("the test kills this process");
    }
    let mut owner =
        as_another_process("the_lab_of_a_killed_process_is_found_and_removed", OWNER, &[]).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(owner.stdout.take().unwrap()).lines().map_while(Result::ok);
    let name = said.find_map(|line| Some(line.strip_prefix("up ")?.to_owned())).expect("the other process's lab");
    let traces = Traces::of(&Lab::find(&name).unwrap());
    // With the machine's lock, so that no lab of another test comes up and removes it before it is looked at.
    let lock = File::options().append(true).open("/run/naru-labs.lock").unwrap();
    lock.lock().unwrap();
    owner.kill().unwrap();
    owner.wait().unwrap();
    wait_for_no_process(&traces);
    assert!(!traces.left().is_empty(), "nobody was there to remove it");
    drop(lock);

    drop(up(Generation::Old));
    assert_eq!(traces.left(), [""; 0], "the next lab to come up removes it");
}

#[test]
fn the_lab_of_another_process_ends_after_it() {
    let mut owner = Command::new("sleep").arg("1000").spawn().unwrap();
    let name = format!("owned-{}", owner.id());
    let lab = Lab::up(&Options::owned_by(Generation::Old, name.as_str(), owner.id())).unwrap();
    let traces = Traces::of(&lab);
    docker(&lab, "run -d --name frozen busybox sleep 1000");
    docker(&lab, "pause frozen");
    drop(lab);
    drop(up(Generation::Old));
    assert!(Lab::find(&name).is_ok(), "its owner is there");
    owner.kill().unwrap();
    owner.wait().unwrap();
    drop(up(Generation::Old));
    assert_eq!(traces.left(), [""; 0], "the next lab to come up removes it");
}

/// The lab's processes, its engine among them, end with their owner.
fn wait_for_no_process(traces: &Traces) {
    let limit = Instant::now() + Duration::from_secs(30);
    while traces.left().iter().any(|left| left.starts_with("process ")) {
        assert!(Instant::now() < limit, "nothing runs without its owner: {:?}", traces.left());
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn without_root_it_says_so() {
    const NOBODY: &str = "NARU_LAB_TEST_NOBODY";
    if env::var_os(NOBODY).is_some() {
        assert_eq!(Lab::available(), Err(Unavailable::NotRoot));
        let refused = Lab::up(&Options::ephemeral(Generation::New));
        assert!(refused.is_err_and(|error| error.to_string().contains("sudo")), "the reader is to know what to do");
        return;
    }
    assert_eq!(Lab::available(), Ok(()));
    let cache = tempfile::tempdir().unwrap();
    let output = as_another_process("without_root_it_says_so", NOBODY, &["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
        .env("NARU_CACHE", cache.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// What a lab has on the machine, to be looked for once it is down.
struct Traces {
    namespaces: Vec<(&'static str, PathBuf)>,
    paths: Vec<PathBuf>,
    /// Open, so that the kernel gives the number of a namespace that has ended to no other while it is looked for.
    _held: Vec<File>,
}

impl Traces {
    fn of(lab: &Lab) -> Self {
        let socket = lab.socket();
        let home = socket.ancestors().nth(2).unwrap();
        let init = fs::read_to_string(home.join("engine/init.pid")).unwrap();
        let kinds = ["pid", "net", "mnt"].map(|kind| (kind, format!("/proc/{}/ns/{kind}", init.trim())));
        let held = kinds.iter().map(|(_, link)| File::open(link).unwrap()).collect();
        let name = format!("naru{}", lab.ports_host().split('.').nth(2).unwrap());
        let mut paths = vec![
            home.to_owned(),
            Path::new("/run/netns").join(&name),
            Path::new("/sys/class/net").join(&name),
            Path::new("/sys/fs/cgroup").join(&name),
        ];
        for hierarchy in fs::read_dir("/sys/fs/cgroup").unwrap() {
            paths.push(hierarchy.unwrap().path().join(&name));
        }
        Self { namespaces: kinds.map(|(kind, link)| (kind, fs::read_link(link).unwrap())).into(), paths, _held: held }
    }

    /// What is still there.
    fn left(&self) -> Vec<String> {
        let mut left: Vec<String> = self.paths.iter().filter(|path| path.exists()).map(|path| path.display().to_string()).collect();
        let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap();
        let home = self.paths[0].display().to_string();
        left.extend(mounts.lines().filter(|line| line.contains(&home)).map(str::to_owned));
        for process in fs::read_dir("/proc").unwrap().flatten() {
            // One that has ended keeps its number until its parent has asked how.
            if fs::read_to_string(process.path().join("stat")).is_ok_and(|stat| stat.contains(") Z ")) {
                continue;
            }
            for (kind, namespace) in &self.namespaces {
                if fs::read_link(process.path().join("ns").join(kind)).is_ok_and(|link| link == *namespace) {
                    left.push(format!("process {} in its {kind} namespace", process.path().display()));
                }
            }
        }
        left
    }
}
