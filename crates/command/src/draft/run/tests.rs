#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::*;
use crate::{Here, Place, further, render, table::whole::whole};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn form(image: &str, name: &str, ports: &[&str]) -> RunForm {
    RunForm { image: image.to_owned(), name: name.to_owned(), ports: texts(ports), detach: true, ..RunForm::default() }
}

fn mount(source: &str, target: &str) -> VolumeText {
    VolumeText { source: source.to_owned(), target: target.to_owned(), read_only: false }
}

fn written(command: &Command) -> String {
    render(command, &Place { shell: Shell::Posix, engine: None }).text
}

fn lines(draft: &RunDraft) -> Vec<String> {
    draft.commands.iter().map(written).collect()
}

fn line(form: &RunForm) -> String {
    let draft = draft_run(form);
    assert_eq!(draft.problems, [], "{form:?}");
    lines(&draft).join(" && ")
}

/// What went wrong where; a draft with a mistake has no command, and one without has one.
fn problems(form: &RunForm) -> Vec<(String, u32, FieldProblemCode)> {
    let draft = draft_run(form);
    assert_eq!(draft.commands.is_empty(), !draft.problems.is_empty(), "{draft:?}");
    draft.problems.into_iter().map(|problem| (problem.field, problem.index, problem.code)).collect()
}

fn said(line: &str) -> Command {
    let here = Here { shell: Shell::Posix, folder: None, home: None };
    parse::parse(line, &here).map_or_else(|error| panic!("{line}: {error}"), |parsed| parsed.command)
}

fn filled(line: &str) -> RunForm {
    run_form(&said(line)).unwrap()
}

/// What the form lists because it has no field for it.
fn listed(form: &RunForm) -> Vec<String> {
    let base = Command::Run(form.base.as_deref().unwrap().clone());
    let text = |further: crate::Further| further.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
    further(&base, Shell::Posix).into_iter().map(text).collect()
}

#[test]
fn a_run_form_becomes_the_line_of_lesson_one() {
    assert_eq!(line(&form(" nginx ", "hellonginx", &["80:80", " ", ""])), "docker run -d -p 80:80 --name hellonginx nginx");
    assert_eq!(line(&form("nginx", " ", &[])), "docker run -d nginx", "docker invents a name");
}

#[test]
fn every_field_is_in_the_line() {
    let form = RunForm {
        rm: true,
        interactive: true,
        env: texts(&["GREETING=two  words ", " ", "EMPTY="]),
        env_files: texts(&["/home/me/app.env"]),
        volumes: vec![
            mount("data", "/data"),
            VolumeText { read_only: true, ..mount("/home/me/my site", "/usr/share/nginx/html") },
            mount("", "/cache"),
        ],
        network: "leafy".to_owned(),
        aliases: "api, web".to_owned(),
        command: "nginx -g 'daemon off;'".to_owned(),
        entrypoint: "/bin/sh".to_owned(),
        workdir: "/srv".to_owned(),
        user: "101:101".to_owned(),
        memory: "512m".to_owned(),
        cpus: "1.5".to_owned(),
        ..form("nginx:1.29", "web", &["8080:80"])
    };
    assert_eq!(
        line(&form),
        "docker run -d -it --rm -p 8080:80 --name web -e 'GREETING=two  words ' -e EMPTY= --env-file /home/me/app.env -v data:/data \
         -v '/home/me/my site:/usr/share/nginx/html:ro' -v /cache --network leafy --network-alias api --network-alias web -u 101:101 \
         -w /srv --entrypoint /bin/sh -m 512m --cpus 1.5 nginx:1.29 nginx -g 'daemon off;'"
    );
}

#[test]
fn only_made_is_docker_create_and_each_knows_the_other() {
    let create = RunForm { create: true, ..form("nginx", "web", &["80:80"]) };
    let draft = draft_run(&create);
    assert_eq!(lines(&draft), ["docker create -p 80:80 --name web nginx"]);
    assert_eq!(draft.other.as_ref().map(written).as_deref(), Some("docker run -p 80:80 --name web nginx"));
    let draft = draft_run(&form("nginx", "web", &[]));
    assert_eq!(draft.other.as_ref().map(written).as_deref(), Some("docker create --name web nginx"));
}

#[test]
fn each_mistake_is_at_its_field() {
    use FieldProblemCode as C;
    let at = |field: &str, index: u32, code: C| (field.to_owned(), index, code);
    assert_eq!(problems(&form("", "", &[])), [at("image", 0, C::Missing)]);
    assert_eq!(problems(&form("Nginx", "", &[])), [at("image", 0, C::ReferenceUppercase)]);
    assert_eq!(problems(&form("ngi nx", "", &[])), [at("image", 0, C::InvalidReference)]);
    assert_eq!(problems(&form("nginx", "a b", &[])), [at("name", 0, C::InvalidName)]);
    assert_eq!(problems(&form("nginx", "x", &["80:x"])), [at("name", 0, C::InvalidName), at("ports", 0, C::InvalidPort)], "all at once");
    assert_eq!(
        problems(&form("nginx", "", &["", "80:80", "70000:80", "80:81", "80:81/udp"])),
        [at("ports", 2, C::PortOutOfRange), at("ports", 3, C::PortTwice)],
        "the index is that of the form"
    );
    let wrong = RunForm {
        env: texts(&["A=1", "=x"]),
        env_files: texts(&["app.env", "-"]),
        volumes: vec![
            mount("./site", "/a"),
            mount("no good", "/b"),
            mount("data", "b"),
            mount("/a:b", "/c"),
            mount("one", "/d"),
            mount("two", "/d/"),
        ],
        command: "echo 'open".to_owned(),
        workdir: "app".to_owned(),
        restart: "sometimes".to_owned(),
        memory: "lots".to_owned(),
        cpus: "two".to_owned(),
        ..form("nginx", "", &[])
    };
    assert_eq!(
        problems(&wrong),
        [
            at("env", 1, C::InvalidVariable),
            at("envFiles", 0, C::PathNotAbsolute),
            at("envFiles", 1, C::PathNotAbsolute),
            at("volumes", 0, C::PathNotAbsolute),
            at("volumes", 1, C::InvalidVolume),
            at("volumes", 2, C::TargetNotAbsolute),
            at("volumes", 3, C::PathWithColon),
            at("volumes", 5, C::TargetTwice),
            at("command", 0, C::UnclosedQuote),
            at("workdir", 0, C::TargetNotAbsolute),
            at("restart", 0, C::InvalidRestart),
            at("memory", 0, C::InvalidMemory),
            at("cpus", 0, C::InvalidCpus),
        ]
    );
}

#[test]
fn what_only_a_shell_can_do_is_said_and_not_dropped() {
    for command in ["echo $HOME", "echo a | cat", "sleep 1; true", "echo # a comment", "echo $(date)", "cat < file", "ls ~"] {
        let form = RunForm { command: command.to_owned(), ..form("busybox", "", &[]) };
        assert_eq!(problems(&form), [("command".to_owned(), 0, FieldProblemCode::NeedsShell)], "{command}");
    }
    let form = RunForm { command: "sh -c 'echo $HOME | cat'".to_owned(), ..form("busybox", "", &[]) };
    assert_eq!(line(&form), "docker run -d busybox sh -c 'echo $HOME | cat'");
}

#[test]
fn flags_that_do_not_go_together_are_said_before_there_is_an_image() {
    use FieldProblemCode as C;
    let form = RunForm { rm: true, restart: "always".to_owned(), aliases: "db".to_owned(), ..RunForm::default() };
    let found: Vec<_> = problems(&form);
    assert_eq!(found, [("image".to_owned(), 0, C::Missing), ("restart".to_owned(), 0, C::RestartWithRm)]);
    let form = RunForm { rm: false, network: "bridge".to_owned(), ..form };
    assert_eq!(problems(&form)[1], ("aliases".to_owned(), 0, C::AliasNeedsNetwork));
}

#[test]
fn several_at_once_have_numbers_and_ports_of_their_own() {
    let three = RunForm { count: 3, ..form("nginx", "web-{n}", &["8080:80", "9000-9001:90-91", "70", "0:71"]) };
    let draft = draft_run(&three);
    assert_eq!(
        lines(&draft),
        [
            "docker run -d -p 8080:80 -p 9000-9001:90-91 -p 70 -p 0:71 --name web-1 nginx",
            "docker run -d -p 8081:80 -p 9002-9003:90-91 -p 70 -p 0:71 --name web-2 nginx",
            "docker run -d -p 8082:80 -p 9004-9005:90-91 -p 70 -p 0:71 --name web-3 nginx",
        ]
    );
    let claimed: Vec<_> = draft.ports.iter().map(|port| (port.index, port.first, port.last)).collect();
    assert_eq!(claimed, [(0, 8080, 8082), (1, 9000, 9005)], "docker chooses the others");
    assert_eq!(line(&form("nginx", "web-{n}", &[])), "docker run -d --name web-1 nginx", "of one, it is the first");
    assert_eq!(lines(&draft_run(&RunForm { count: 2, ..form("nginx", "", &[]) })).len(), 2, "docker invents two names");
}

#[test]
fn several_at_once_cannot_share_a_name_or_a_port() {
    use FieldProblemCode as C;
    let of = |count: u32, name: &str, ports: &[&str]| problems(&RunForm { count, ..form("nginx", name, ports) });
    assert_eq!(of(2, "web", &[]), [("name".to_owned(), 0, C::NameNeedsNumber)]);
    assert_eq!(of(2, "-{n}", &[]), [("name".to_owned(), 0, C::InvalidName)]);
    assert_eq!(of(2, "w{n}", &["80:80", "81:81"]), [("ports".to_owned(), 0, C::PortTwice)], "the second's 81 is the first's");
    assert_eq!(of(3, "w{n}", &["65534:80"]), [("ports".to_owned(), 0, C::PortOutOfRange)]);
    assert_eq!(of(21, "w{n}", &[]), [("count".to_owned(), 0, C::TooMany)]);
}

#[test]
fn the_image_is_taken_apart() {
    let parts = draft_run(&form("nginx", "", &[])).image;
    let says: Vec<_> = parts.iter().map(|part| (part.text.as_str(), part.default)).collect();
    assert_eq!(says, [("docker.io", true), ("library", true), ("nginx", false), ("latest", true)]);
    assert!(draft_run(&form("Nginx", "", &[])).image.is_empty());
}

#[test]
fn a_pasted_run_fills_the_form_and_the_rest_stays() {
    let line_of = "docker run -it --rm -p 80:80 --name old -e A=1 -e HANDED -v data:/a -v more:/b:z --network n1 --network-alias x --init \
                   -m 64m nginx sh -c 'echo hi'";
    let form = filled(line_of);
    assert_eq!((form.interactive, form.rm, form.detach), (true, true, false), "in the foreground, as the line said");
    assert_eq!((form.env.as_slice(), form.volumes.as_slice()), (texts(&["A=1"]).as_slice(), [mount("data", "/a")].as_slice()));
    assert_eq!((form.network.as_str(), form.aliases.as_str(), form.memory.as_str()), ("n1", "x", "64m"));
    assert_eq!(form.command, "sh -c 'echo hi'");
    assert_eq!(listed(&form), ["-e HANDED", "-v more:/b:z", "--init"]);
    assert_eq!(line(&form), line_of);
    let changed =
        RunForm { image: "busybox".to_owned(), name: String::new(), ports: texts(&["81:80"]), ..filled("docker run -i -p 80:80 nginx") };
    assert_eq!(line(&changed), "docker run -i -p 81:80 busybox", "-i alone is no field of the form");
}

#[test]
fn a_pasted_create_fills_the_same_form() {
    let form = filled("docker create -p 80:80 --name web --init nginx");
    assert!(form.create);
    assert_eq!(line(&form), "docker create -p 80:80 --name web --init nginx");
    assert_eq!(run_form(&said("docker pull nginx")), None);
}

#[test]
fn what_a_text_box_cannot_hold_stays_out_of_it() {
    for line_of in [
        "docker run -e 'A=two\nlines' nginx",
        "docker run -e A=1 -e A nginx",
        "docker run -u ' me' nginx",
        "docker run --entrypoint '' nginx",
        "docker run --restart no nginx",
        "docker run -v '/a\tb:/c' nginx",
        "docker run --network name=n1,alias=x nginx",
        "docker run --env-file - nginx",
    ] {
        let form = filled(line_of);
        let fields = RunForm { base: None, ..form.clone() };
        assert_eq!(fields, RunForm { image: "nginx".to_owned(), ..RunForm::default() }, "{line_of}");
        assert_eq!(draft_run(&form).commands, [said(line_of)], "{line_of}");
    }
}

/// Fields come before what has none: the order is of no account, as different things are said.
fn ordered(mut run: Run) -> Run {
    run.env.sort_by_key(ToString::to_string);
    run.volume.sort_by_key(ToString::to_string);
    run.env_file.sort();
    run
}

proptest! {
    #[test]
    fn any_run_comes_back_from_its_form(run in whole::<Run>()) {
        let form = run_form(&Command::Run(run.clone())).unwrap();
        let draft = draft_run(&form);
        match draft.commands.as_slice() {
            [Command::Run(drafted)] => prop_assert_eq!(ordered(drafted.clone()), ordered(run)),
            [] => {
                // A form says more than a line does: that two ports or two paths meet.
                let refused = parse::conflict(&Command::Run(run), Shell::Posix).is_some();
                let twice = |code| matches!(code, FieldProblemCode::PortTwice | FieldProblemCode::TargetTwice);
                prop_assert!(refused || draft.problems.iter().any(|problem| twice(problem.code)), "{:?}", draft.problems);
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn any_create_comes_back_from_its_form(create in whole::<Create>()) {
        let run = Run::from(create.clone());
        prop_assert_eq!(Create::from(run), create);
    }

    #[test]
    fn any_form_is_answered(image: String, name: String, ports: Vec<String>, command: String, env: Vec<String>, source: String, count: u32) {
        let volumes = vec![VolumeText { source, target: name.clone(), read_only: count % 2 == 0 }];
        problems(&RunForm { count, image, name, ports, env, volumes, command, ..RunForm::default() });
    }
}
