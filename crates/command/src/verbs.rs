//! How each docker command is written: the one place that knows its words, flags and keys.

use std::fmt;

use crate::{
    Build, Command, ImageHistory, ImageInspect, ImageLs, Logs, Place, Ps, Pull, Rm, Role, Run, Stop, Target, Targets,
    place::EngineFlag,
    verb::{Argument, Flag, Given, Piece, Table, Verb, Word},
};

fn given<T: fmt::Display>(value: Option<&T>) -> Vec<String> {
    value.into_iter().map(ToString::to_string).collect()
}

/// Says which table writes which command, once for both who need it: the compiler refuses a command without a table, so
/// none can be rendered whose keys are not in the list.
macro_rules! tables {
    ($($command:ident => $verb:ident,)*) => {
        /// The words of the command, without `docker`.
        pub(crate) fn pieces(command: &Command) -> Vec<Piece> {
            match command {
                $(Command::$command(values) => $verb.pieces(values),)*
            }
        }

        /// Every table.
        pub(crate) fn tables() -> Vec<&'static dyn Table> {
            vec![&DOCKER, $(&$verb,)*]
        }
    };
}

tables! {
    Run => RUN,
    Start => START,
    Stop => STOP,
    Restart => RESTART,
    Pause => PAUSE,
    Unpause => UNPAUSE,
    Rm => RM,
    Logs => LOGS,
    Ps => PS,
    Pull => PULL,
    ImageLs => IMAGE_LS,
    ImageInspect => IMAGE_INSPECT,
    ImageHistory => IMAGE_HISTORY,
    ContainerInspect => INSPECT,
    Build => BUILD,
}

/// `docker` itself, with the flags that choose an engine.
pub(crate) static DOCKER: Verb<Place> = Verb {
    words: &[Word { text: "docker", key: "docker" }],
    flags: &[
        Flag {
            long: "context",
            short: None,
            key: "docker.context",
            given: Given::Values {
                value: "context.name",
                get: |place| match &place.engine {
                    Some(EngineFlag::Context(name)) => vec![name.clone()],
                    _ => Vec::new(),
                },
            },
        },
        Flag {
            long: "host",
            short: Some('H'),
            key: "docker.host",
            given: Given::Values {
                value: "engine.address",
                get: |place| match &place.engine {
                    Some(EngineFlag::Host(address)) => vec![address.clone()],
                    _ => Vec::new(),
                },
            },
        },
    ],
    arguments: &[],
    stops_at_first_argument: true,
};

static RUN: Verb<Run> = Verb {
    words: &[Word { text: "run", key: "run" }],
    flags: &[
        Flag { long: "detach", short: Some('d'), key: "run.detach", given: Given::Switch(|run| run.detach) },
        Flag {
            long: "publish",
            short: Some('p'),
            key: "run.publish",
            given: Given::Values { value: "port.mapping", get: |run| run.publish.iter().map(ToString::to_string).collect() },
        },
        Flag {
            long: "name",
            short: None,
            key: "run.name",
            given: Given::Values { value: "container.name", get: |run| given(run.name.as_ref()) },
        },
    ],
    arguments: &[
        Argument { role: Role::Image, key: "image.reference", get: |run| vec![run.image.to_string()] },
        Argument { role: Role::Argument, key: "container.command", get: |run| run.command.clone() },
    ],
    stops_at_first_argument: true,
};

const CONTAINERS: &[Argument<Targets>] =
    &[Argument { role: Role::Container, key: "container.reference", get: |targets| targets.containers.clone() }];

static START: Verb<Targets> =
    Verb { words: &[Word { text: "start", key: "start" }], flags: &[], arguments: CONTAINERS, stops_at_first_argument: false };

static PAUSE: Verb<Targets> =
    Verb { words: &[Word { text: "pause", key: "pause" }], flags: &[], arguments: CONTAINERS, stops_at_first_argument: false };

static UNPAUSE: Verb<Targets> =
    Verb { words: &[Word { text: "unpause", key: "unpause" }], flags: &[], arguments: CONTAINERS, stops_at_first_argument: false };

const STOPPED: &[Argument<Stop>] = &[Argument { role: Role::Container, key: "container.reference", get: |stop| stop.containers.clone() }];

static STOP: Verb<Stop> = Verb {
    words: &[Word { text: "stop", key: "stop" }],
    flags: &[Flag {
        long: "time",
        short: Some('t'),
        key: "stop.time",
        given: Given::Values { value: "time.seconds", get: |stop| given(stop.time.as_ref()) },
    }],
    arguments: STOPPED,
    stops_at_first_argument: false,
};

static RESTART: Verb<Stop> = Verb {
    words: &[Word { text: "restart", key: "restart" }],
    flags: &[Flag {
        long: "time",
        short: Some('t'),
        key: "restart.time",
        given: Given::Values { value: "time.seconds", get: |restart| given(restart.time.as_ref()) },
    }],
    arguments: STOPPED,
    stops_at_first_argument: false,
};

static RM: Verb<Rm> = Verb {
    words: &[Word { text: "rm", key: "rm" }],
    flags: &[
        Flag { long: "force", short: Some('f'), key: "rm.force", given: Given::Switch(|rm| rm.force) },
        Flag { long: "volumes", short: Some('v'), key: "rm.volumes", given: Given::Switch(|rm| rm.volumes) },
    ],
    arguments: &[Argument { role: Role::Container, key: "container.reference", get: |rm| rm.containers.clone() }],
    stops_at_first_argument: false,
};

static LOGS: Verb<Logs> = Verb {
    words: &[Word { text: "logs", key: "logs" }],
    flags: &[
        Flag { long: "follow", short: Some('f'), key: "logs.follow", given: Given::Switch(|logs| logs.follow) },
        Flag {
            long: "tail",
            short: Some('n'),
            key: "logs.tail",
            given: Given::Values { value: "log.lines", get: |logs| given(logs.tail.as_ref()) },
        },
    ],
    arguments: &[Argument { role: Role::Container, key: "container.reference", get: |logs| vec![logs.container.clone()] }],
    stops_at_first_argument: false,
};

static PS: Verb<Ps> = Verb {
    words: &[Word { text: "ps", key: "ps" }],
    flags: &[
        Flag { long: "all", short: Some('a'), key: "ps.all", given: Given::Switch(|ps| ps.all) },
        Flag {
            long: "filter",
            // Docker has `-f` too; courses write the long one.
            short: None,
            key: "ps.filter",
            given: Given::Values { value: "filter.status", get: |ps| ps.status.iter().map(|status| format!("status={status}")).collect() },
        },
    ],
    arguments: &[],
    stops_at_first_argument: false,
};

static PULL: Verb<Pull> = Verb {
    words: &[Word { text: "pull", key: "pull" }],
    flags: &[],
    arguments: &[Argument { role: Role::Image, key: "image.reference", get: |pull| vec![pull.image.to_string()] }],
    stops_at_first_argument: false,
};

const IMAGE: Word = Word { text: "image", key: "image" };

static IMAGE_LS: Verb<ImageLs> = Verb {
    words: &[IMAGE, Word { text: "ls", key: "image.ls" }],
    flags: &[],
    arguments: &[Argument { role: Role::Image, key: "image.pattern", get: |ls| given(ls.name.as_ref()) }],
    stops_at_first_argument: false,
};

static IMAGE_INSPECT: Verb<ImageInspect> = Verb {
    words: &[IMAGE, Word { text: "inspect", key: "image.inspect" }],
    flags: &[],
    arguments: &[Argument { role: Role::Image, key: "image.reference", get: |inspect| vec![inspect.image.clone()] }],
    stops_at_first_argument: false,
};

static IMAGE_HISTORY: Verb<ImageHistory> = Verb {
    words: &[IMAGE, Word { text: "history", key: "image.history" }],
    flags: &[Flag { long: "no-trunc", short: None, key: "image.history.no-trunc", given: Given::Switch(|history| history.no_trunc) }],
    arguments: &[Argument { role: Role::Image, key: "image.reference", get: |history| vec![history.image.clone()] }],
    stops_at_first_argument: false,
};

static INSPECT: Verb<Target> = Verb {
    words: &[Word { text: "inspect", key: "inspect" }],
    flags: &[],
    arguments: &[Argument { role: Role::Container, key: "container.reference", get: |target| vec![target.container.clone()] }],
    stops_at_first_argument: false,
};

static BUILD: Verb<Build> = Verb {
    words: &[Word { text: "build", key: "build" }],
    flags: &[
        Flag {
            long: "tag",
            short: Some('t'),
            key: "build.tag",
            given: Given::Values { value: "image.reference", get: |build| given(build.tag.as_ref()) },
        },
        Flag {
            long: "file",
            short: Some('f'),
            key: "build.file",
            given: Given::Values { value: "dockerfile.path", get: |build| given(build.file.as_ref()) },
        },
        Flag {
            long: "build-arg",
            short: None,
            key: "build.build-arg",
            given: Given::Values {
                value: "variable.assignment",
                get: |build| build.build_args.iter().map(|arg| format!("{}={}", arg.key, arg.value)).collect(),
            },
        },
        Flag {
            long: "target",
            short: None,
            key: "build.target",
            given: Given::Values { value: "stage.name", get: |build| given(build.target.as_ref()) },
        },
        Flag { long: "no-cache", short: None, key: "build.no-cache", given: Given::Switch(|build| build.no_cache) },
    ],
    arguments: &[Argument { role: Role::Path, key: "context.folder", get: |build| vec![build.context.clone()] }],
    stops_at_first_argument: false,
};
