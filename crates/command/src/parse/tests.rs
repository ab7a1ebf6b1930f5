#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::*;
use crate::{ImageLs, Place, Ps, RmAll, RmiAll, Shell, StopAll, commands::any_command, render, table::whole::whole};

fn here(shell: Shell) -> Here {
    Here { shell, folder: Some("/work".to_owned()), home: Some("/home/me".to_owned()) }
}

fn on(shell: Shell) -> Place {
    Place { shell, engine: None }
}

/// The line reads back as the same command, and every word of it is explained.
fn reads_back(command: &Command, shell: Shell) -> Result<(), TestCaseError> {
    let line = render(command, &on(shell)).text;
    let parsed = parse(&line, &here(shell)).map_err(|error| TestCaseError::fail(format!("{line}\n{error:?}\n{command:?}")))?;
    prop_assert_eq!(&parsed.command, command, "{}", line);
    Ok(())
}

fn any_of_all() -> BoxedStrategy<Command> {
    let listed = whole::<Ps>().prop_map(|ps| Ps { quiet: true, ..ps }).boxed();
    let images = whole::<ImageLs>().prop_map(|ls| ImageLs { quiet: true, ..ls });
    prop_oneof![
        60 => any_command().prop_filter("docker refuses it", |command| conflict(command, crate::Shell::Posix).is_none()),
        1 => (listed.clone(), any::<bool>(), any::<bool>()).prop_map(|(which, force, volumes)| Command::RmAll(RmAll { which, force, volumes })),
        1 => (listed, any::<Option<i32>>()).prop_map(|(which, time)| Command::StopAll(StopAll { which, time })),
        1 => (images, any::<bool>()).prop_map(|(which, force)| Command::RmiAll(RmiAll { which, force })),
    ]
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn every_command_reads_back_from_a_posix_shell(command in any_of_all()) {
        reads_back(&command, Shell::Posix)?;
    }

    #[test]
    fn every_command_reads_back_from_powershell(command in any_of_all()) {
        reads_back(&command, Shell::PowerShell)?;
    }

    #[test]
    fn any_text_is_answered(
        text in prop_oneof![any::<String>(), "(docker|sudo|run|image|-p|--name|=|\\$\\(|`|\"|'|\\{|\\||;|--|ls|rm|-it|\\n|\\\\| |80:80|-v|\\$_|ForEach-Object|%|xargs|#|<a>){0,14}"],
        powershell: bool,
    ) {
        let shell = if powershell { Shell::PowerShell } else { Shell::Posix };
        for place in [here(shell), Here { shell, folder: None, home: None }] {
            match parse(&text, &place) {
                Ok(parsed) => {
                    for part in &parsed.parts {
                        prop_assert!(part.key.is_some());
                    }
                }
                Err(error) => prop_assert!(error.at <= error.end && error.end as usize <= text.chars().count(), "{error:?}"),
            }
            let _ = parse_all(&text, &place);
        }
    }
}

fn read(line: &str) -> Result<String, ParseCode> {
    parse(line, &here(Shell::Posix)).map(|parsed| render(&parsed.command, &on(Shell::Posix)).text).map_err(|error| error.code)
}

#[test]
fn a_place_says_what_relative_words_mean() {
    for line in [
        "docker run -v .:/app nginx",
        "docker run -v $(pwd):/app nginx",
        "docker run -v \"$PWD\":/app nginx",
        "docker run -v ${PWD}:/app nginx",
        "docker run -v %cd%:/app nginx",
    ] {
        assert_eq!(read(line).as_deref(), Ok("docker run -v /work:/app nginx"), "{line}");
    }
    assert_eq!(read("docker build -t a -f docker/Dockerfile .").as_deref(), Ok("docker build -t a -f /work/docker/Dockerfile /work"));
    assert_eq!(read("docker run -v ~/data:/data nginx").as_deref(), Ok("docker run -v /home/me/data:/data nginx"));
    let nowhere = Here { shell: Shell::Posix, folder: None, home: None };
    for (line, code) in [
        ("docker build .", ParseCode::FolderNeeded),
        ("docker run -v $(pwd):/x nginx", ParseCode::FolderNeeded),
        ("docker run --env-file .env nginx", ParseCode::FolderNeeded),
        ("docker run -v ~/x:/x nginx", ParseCode::HomeNeeded),
    ] {
        assert_eq!(parse(line, &nowhere).map(|parsed| parsed.command).map_err(|error| error.code), Err(code), "{line}");
    }
    assert!(parse("docker run -v data:/x nginx", &nowhere).is_ok(), "a volume's name means the same everywhere");
}

#[test]
fn says_where_it_stopped_and_what_was_meant() {
    for (line, code, at, what, suggestion) in [
        ("docker puase x", ParseCode::UnknownCommand, 7, "puase", Some("pause")),
        ("docker iamge inspect ${이미지 명}", ParseCode::UnknownCommand, 7, "iamge", Some("image")),
        ("docker image isnpect x", ParseCode::UnknownCommand, 13, "isnpect", Some("inspect")),
        ("docker run --nmae x nginx", ParseCode::UnknownFlag, 11, "--nmae", Some("--name")),
        ("docker run -name x nginx", ParseCode::UnknownFlag, 11, "-name", Some("--name")),
        ("docker run --use-api-socket nginx", ParseCode::KnownUnsupported, 11, "--use-api-socket", None),
        ("docker swarm init", ParseCode::KnownUnsupported, 7, "swarm", None),
        ("dokcer ps", ParseCode::NotDocker, 0, "dokcer", Some("docker")),
        ("docker run -p 80:80", ParseCode::MissingArgument, 19, "image.reference", None),
        ("docker run -p", ParseCode::MissingValue, 11, "-p", None),
        ("docker ps x", ParseCode::TooManyArguments, 10, "x", None),
        ("docker run -p 99999:80 nginx", ParseCode::InvalidPort, 14, "99999:80", None),
        ("docker run -p99999:80 nginx", ParseCode::InvalidPort, 13, "99999:80", None),
        ("docker run Nginx", ParseCode::InvalidReference, 11, "Nginx", None),
        ("docker run -m 12x nginx", ParseCode::InvalidSize, 14, "12x", None),
        ("docker ps | grep x", ParseCode::Pipe, 10, "|", None),
        ("docker ps && docker images", ParseCode::SeveralCommands, 10, "&&", None),
        ("docker run \"nginx", ParseCode::UnclosedQuote, 11, "\"nginx", None),
        ("docker rm $(cat ids)", ParseCode::Substitution, 10, "$(cat ids)", None),
        ("docker rm <container>", ParseCode::Placeholder, 10, "<container>", None),
        ("docker run 나루 --x", ParseCode::InvalidReference, 11, "나루", None),
        ("", ParseCode::Empty, 0, "", None),
    ] {
        let error = parse(line, &here(Shell::Posix)).expect_err(line);
        assert_eq!((error.code, error.at, error.what.as_str(), error.suggestion.as_deref()), (code, at, what, suggestion), "{line}");
    }
}

#[test]
fn every_word_of_a_line_is_explained_where_it_stands() {
    let line = "$ sudo docker run -itd -p80:80 --name=\"my-web\" -- nginx nginx -g 'daemon off;' # go";
    let parts = parse(line, &here(Shell::Posix)).unwrap().parts;
    let parts: Vec<_> = parts.iter().map(|part| (part.text.as_str(), part.key.as_deref().unwrap())).collect();
    assert_eq!(
        parts,
        [
            ("$", "line.prompt"),
            ("sudo", "line.sudo"),
            ("docker", "docker"),
            ("run", "run"),
            ("-i", "run.interactive"),
            ("t", "run.tty"),
            ("d", "run.detach"),
            ("-p", "run.publish"),
            ("80:80", "port.mapping"),
            ("--name=", "run.name"),
            ("\"my-web\"", "container.name"),
            ("--", "line.end-of-flags"),
            ("nginx", "image.reference"),
            ("nginx", "container.command"),
            ("-g", "container.command"),
            ("'daemon off;'", "container.command"),
            ("# go", "line.comment"),
        ]
    );
}

#[test]
fn an_image_is_taken_apart_with_what_docker_fills_in() {
    let parts = |line: &str| {
        let parsed = parse(line, &here(Shell::Posix)).unwrap();
        let image = parsed.parts.into_iter().find(|part| !part.image.is_empty()).unwrap().image;
        image.into_iter().map(|part| (part.kind, part.text, part.default)).collect::<Vec<_>>()
    };
    let part = |kind, text: &str, default| (kind, text.to_owned(), default);
    assert_eq!(
        parts("docker pull nginx"),
        [
            part(ImagePartKind::Registry, "docker.io", true),
            part(ImagePartKind::Project, "library", true),
            part(ImagePartKind::Image, "nginx", false),
            part(ImagePartKind::Tag, "latest", true),
        ]
    );
    assert_eq!(
        parts("docker pull montag.com/team/web:1.0"),
        [
            part(ImagePartKind::Registry, "montag.com", false),
            part(ImagePartKind::Project, "team", false),
            part(ImagePartKind::Image, "web", false),
            part(ImagePartKind::Tag, "1.0", false),
        ]
    );
}

#[test]
fn a_password_is_never_told_again() {
    let parsed = parse("docker login -u me -p hunter2 ghcr.io", &here(Shell::Posix)).unwrap();
    assert_eq!(render(&parsed.command, &on(Shell::Posix)).text, "docker login -u me --password-stdin ghcr.io");
    let json = serde_json::to_string(&parsed).unwrap();
    assert!(!json.contains("hunter2"), "{json}");
    assert!(!format!("{parsed:?}").contains("hunter2"));
}

#[test]
fn several_lines_are_several_commands() {
    let text = "# first\n$ docker pull nginx\n\ndocker run -d \\\n  -p 80:80 \\\n  nginx\ndocker puase x\n";
    let all = parse_all(text, &here(Shell::Posix));
    let lines: Vec<_> = all
        .iter()
        .map(|one| {
            one.as_ref().map(|parsed| render(&parsed.command, &on(Shell::Posix)).text).map_err(|error| (error.code, error.what.clone()))
        })
        .collect();
    assert_eq!(
        lines,
        [
            Ok("docker pull nginx".to_owned()),
            Ok("docker run -d -p 80:80 nginx".to_owned()),
            Err((ParseCode::UnknownCommand, "puase".to_owned())),
        ]
    );
    assert_eq!(read(text), Err(ParseCode::SeveralCommands));
}

#[test]
fn a_command_among_others_is_read_as_it_is_alone() {
    let lines = [
        "$ docker pull 웹/앱",
        "docker puase x",
        "me@host:~$ sudo docker run -p 80:80 nginx",
        "docker exec",
        "docker ps # all",
        "docker run \"a",
    ];
    let text = lines.join("\n\n");
    let all = parse_all(&text, &here(Shell::Posix));
    assert_eq!(all.len(), lines.len());
    let mut before = 0;
    for (line, found) in lines.iter().zip(all) {
        // A comment is no part of a command among others.
        let alone = parse(line.split(" #").next().unwrap(), &here(Shell::Posix));
        let places = |result: &Result<Parsed, ParseError>, before: u32| match result {
            Ok(parsed) => parsed.parts.iter().map(|part| (part.at - before, part.end - before, part.text.clone())).collect(),
            Err(error) => vec![(error.at - before, error.end - before, error.what.clone())],
        };
        assert_eq!(places(&found, before), places(&alone, 0), "{line}");
        assert_eq!(
            found.map(|parsed| parsed.command).map_err(|error| error.code),
            alone.map(|parsed| parsed.command).map_err(|error| error.code)
        );
        before += u32::try_from(line.chars().count()).unwrap() + 2;
    }
    // A line that is to go on, and does not.
    let all = parse_all("docker ps\ndocker run nginx\\\n", &here(Shell::Posix));
    assert_eq!(all[1].as_ref().map(|parsed| &parsed.command).unwrap(), &parse("docker run nginx", &here(Shell::Posix)).unwrap().command);
}

#[test]
fn what_was_meant_is_suggested() {
    for (line, meant) in [
        ("docker puase x", Some("pause")),
        ("docker iamge ls", Some("image")),
        ("docker image sl", Some("ls")),
        ("docker image lst", Some("ls")),
        ("docker container images", Some("images")),
        ("docker network build .", Some("build")),
        ("docker contianer ls", Some("container")),
        ("docker netwrok ls", Some("network")),
        ("docker volumes ls", Some("volume")),
        ("docker volume creat x", Some("create")),
        ("docker compose dwon", Some("down")),
        ("docker bulid .", Some("build")),
        ("docker exce x sh", Some("exec")),
        ("docekr ps", Some("docker")),
        ("docker run --enviroment A=1 x", Some("--env")),
        ("docker run --environment=A=1 x", Some("--env")),
        ("docker run --vol a:/b x", Some("--volume")),
        ("docker run --detatch x", Some("--detach")),
        ("docker run --pubilsh 80:80 x", Some("--publish")),
        ("docker run -name a x", Some("--name")),
        ("docker run --work /a x", Some("--workdir")),
        ("docker logs --folow x", Some("--follow")),
        ("docker frobnicate", None),
        ("docker run --xyzzy x", None),
    ] {
        let error = parse(line, &here(Shell::Posix)).unwrap_err();
        assert_eq!(error.suggestion.as_deref(), meant, "{line}");
    }
    assert!(parse("docker image list", &here(Shell::Posix)).is_ok());
}

#[test]
fn long_hostile_text_is_answered_soon() {
    for piece in ["$(", "`", "'", "\"", "-", "--", "$((", "${", "\"$(", "<", "|", "\\\n", "@(", "(", "{", "\"`", "a $(b) ", "-- ", "\n$ "] {
        for shell in [Shell::Posix, Shell::PowerShell] {
            let time = |length: usize| {
                let text = format!("docker run {}", piece.repeat(length / piece.len()));
                let began = std::time::Instant::now();
                let _ = parse(&text, &here(shell));
                began.elapsed()
            };
            let half = time(5_000).max(std::time::Duration::from_millis(100));
            let whole = time(10_000);
            assert!(whole < half * 10, "{piece:?}: {half:?}, and of twice the text {whole:?}");
        }
    }
}
