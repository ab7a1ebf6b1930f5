#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::{Build, BuildArg, EngineFlag, ImageHistory, ImageInspect, ImageLs, Logs, Ps, Pull, Rm, Run, Start, Stop, Target, Targets};

use super::*;

const HERE: Place = Place { shell: Shell::Posix, engine: None };
const WINDOWS: Place = Place { shell: Shell::PowerShell, engine: None };

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn targets(containers: &[&str]) -> Targets {
    Targets { containers: names(containers) }
}

fn start(containers: &[&str]) -> Start {
    Start::new(names(containers))
}

fn run(image: &str) -> Run {
    Run::new(image.parse().unwrap(), Vec::new())
}

fn lesson_one() -> Command {
    Command::Run(Run { name: Some("hellonginx".parse().unwrap()), publish: vec!["80:80".parse().unwrap()], detach: true, ..run("nginx") })
}

fn build(context: &str) -> Build {
    Build::new(context.to_owned())
}

#[test]
fn writes_each_command_as_courses_do() {
    let image = || "nginx".parse().unwrap();
    let lines: Vec<(Command, &str)> = vec![
        (lesson_one(), "docker run -d -p 80:80 --name hellonginx nginx"),
        (Command::Run(Run { command: names(&["echo", "a b", "-n"]), ..run("busybox") }), "docker run busybox echo 'a b' -n"),
        (Command::Start(start(&["a", "b"])), "docker start a b"),
        (Command::Stop(Stop { time: Some(3), ..Stop::new(names(&["x"])) }), "docker stop -t 3 x"),
        (Command::Stop(Stop::new(names(&["x"]))), "docker stop x"),
        (Command::Restart(Stop { time: Some(-1), ..Stop::new(names(&["x"])) }), "docker restart -t -1 x"),
        (Command::Pause(targets(&["x"])), "docker pause x"),
        (Command::Unpause(targets(&["x"])), "docker unpause x"),
        (Command::Rm(Rm { force: true, ..Rm::new(names(&["a", "b"])) }), "docker rm -f a b"),
        (Command::Rm(Rm { force: true, volumes: true, ..Rm::new(names(&["a"])) }), "docker rm -f -v a"),
        (Command::Logs(Logs { follow: true, tail: Some(500), ..Logs::new("x".into()) }), "docker logs -f -n 500 x"),
        (
            Command::Ps(Ps { all: true, status: names(&["running", "paused"]), ..Ps::default() }),
            "docker ps -a --filter status=running --filter status=paused",
        ),
        (Command::Ps(Ps::default()), "docker ps"),
        (Command::Pull(Pull::new(image())), "docker pull nginx"),
        (Command::ImageLs(ImageLs::new(Some("nginx".into()))), "docker image ls nginx"),
        (Command::ImageLs(ImageLs::default()), "docker image ls"),
        (Command::ImageInspect(ImageInspect::new("nginx".into(), Vec::new())), "docker image inspect nginx"),
        (
            Command::ImageHistory(ImageHistory { no_trunc: true, ..ImageHistory::new("nginx".into()) }),
            "docker image history --no-trunc nginx",
        ),
        (Command::ContainerInspect(Target::new("x".into(), Vec::new())), "docker inspect x"),
        (Command::Build(build("/home/me/app")), "docker build /home/me/app"),
        (
            Command::Build(Build {
                file: Some("/home/me/app/dev.Dockerfile".into()),
                tag: Some("me/app:1".parse().unwrap()),
                build_args: vec![
                    BuildArg { key: "FAIL".into(), value: "a b".into() },
                    BuildArg { key: "EMPTY".into(), value: String::new() },
                ],
                target: Some("final".into()),
                no_cache: true,
                ..build("/home/me/app")
            }),
            "docker build -t me/app:1 -f /home/me/app/dev.Dockerfile --build-arg 'FAIL=a b' --build-arg EMPTY= --target final --no-cache /home/me/app",
        ),
    ];
    for (command, line) in lines {
        assert_eq!(render(&command, &HERE).text, line);
    }
}

#[test]
fn the_parts_are_the_line_and_each_is_explained() {
    let line = render(&lesson_one(), &HERE);
    let parts: Vec<_> = line.parts.iter().map(|part| (part.text.as_str(), part.role, part.key.as_deref().unwrap())).collect();
    assert_eq!(
        parts,
        [
            ("docker", Role::Command, "docker"),
            ("run", Role::Command, "run"),
            ("-d", Role::Flag, "run.detach"),
            ("-p", Role::Flag, "run.publish"),
            ("80:80", Role::FlagValue, "port.mapping"),
            ("--name", Role::Flag, "run.name"),
            ("hellonginx", Role::FlagValue, "container.name"),
            ("nginx", Role::Image, "image.reference"),
        ]
    );
    assert_eq!(parts.iter().map(|part| part.0).collect::<Vec<_>>().join(" "), line.text);
}

#[test]
fn an_engine_that_a_bare_docker_does_not_reach_is_named() {
    let at = |engine| Place { shell: Shell::Posix, engine: Some(engine) };
    let ps = Command::Ps(Ps::default());
    assert_eq!(render(&ps, &at(EngineFlag::Context("my lab".into()))).text, "docker --context 'my lab' ps");
    assert_eq!(render(&ps, &at(EngineFlag::Host("unix:///run/lab.sock".into()))).text, "docker -H unix:///run/lab.sock ps");
}

#[test]
fn what_looks_like_a_flag_stands_behind_two_dashes() {
    assert_eq!(render(&Command::Start(start(&["a", "-f"])), &HERE).text, "docker start -- a -f");
    assert_eq!(render(&Command::ImageLs(ImageLs::new(Some("-a".into()))), &HERE).text, "docker image ls -- -a");
    assert_eq!(render(&Command::Start(start(&["--"])), &HERE).text, "docker start -- --");
    let words = Command::Run(Run { command: names(&["-v"]), ..run("busybox") });
    assert_eq!(render(&words, &HERE).text, "docker run busybox -v", "behind the image docker reads no flags");
}

#[test]
fn no_value_gets_out_of_its_word() {
    let hostile = "x'; rm -rf ~ #\n$(id)`id`\u{1b}[201~\r";
    let line = render(&Command::Start(start(&[hostile])), &HERE);
    assert_eq!(line.parts.len(), 3);
    assert_eq!(line.text, format!("docker start {}", Shell::Posix.quote(hostile)));
    assert!(!line.text.contains(['\n', '\r', '\u{1b}']), "{:?}", line.text);
    let line = render(&Command::Start(start(&[hostile])), &WINDOWS);
    assert_eq!(line.text, "docker start \"x'; rm -rf ~ #`n`$(id)``id``$([char]27)[201~`r\"");
}

#[test]
fn windows_paths_stand_in_powershell() {
    let app = Command::Build(Build { file: Some(r"C:\my app\dev.Dockerfile".into()), ..build(r"C:\my app") });
    assert_eq!(render(&app, &WINDOWS).text, r"docker build -f 'C:\my app\dev.Dockerfile' 'C:\my app'");
    assert_eq!(render(&Command::Build(build(r"C:\app")), &WINDOWS).text, r"docker build C:\app");
    assert_eq!(render(&Command::Build(build(r"C:\app")), &HERE).text, r"docker build 'C:\app'");
}

#[test]
fn double_quotes_reach_docker_from_both_powershells() {
    let say = Command::Run(Run { command: names(&["echo", "say \"hi\"", ""]), ..run("busybox") });
    let line = render(&say, &WINDOWS);
    assert_eq!(line.text, r#"docker --% run busybox echo "say \"hi\"" """#);
    assert_eq!(line.parts[1].key.as_deref(), Some("line.verbatim"));
    assert_eq!(line.only, None);
    assert_eq!(render(&say, &HERE).text, "docker run busybox echo 'say \"hi\"' ''");
}

#[test]
fn a_line_that_only_one_powershell_reads_right_says_which() {
    let check = Command::Run(Run { health_cmd: Some("curl \"http://x\" || exit 1".into()), ..run("nginx") });
    let line = render(&check, &WINDOWS);
    assert_eq!(line.text, "docker run --health-cmd 'curl \"http://x\" || exit 1' nginx", "verbatim would end at the bars");
    assert_eq!(line.only, Some(ShellVersion::PowerShell7));
    assert_eq!(render(&check, &HERE).only, None);
    assert_eq!(render(&lesson_one(), &WINDOWS).only, None);
}

#[test]
fn a_command_travels_as_json() {
    let short =
        serde_json::json!({"verb": "run", "image": "nginx", "name": "hellonginx", "publish": ["80:80"], "detach": true, "command": []});
    assert_eq!(serde_json::from_value::<Command>(short.clone()).unwrap(), lesson_one(), "a flag that is not given may be left out");
    let whole = serde_json::to_value(lesson_one()).unwrap();
    for (field, value) in short.as_object().unwrap() {
        assert_eq!(&whole[field], value, "{field}");
    }
    assert_eq!(serde_json::from_value::<Command>(whole).unwrap(), lesson_one());
}
