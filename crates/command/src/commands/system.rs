//! Commands about the engine, registries' accounts and contexts.

use crate::{Filter, Secret};

command! {
    /// `docker login [SERVER]`
    Login;
    flags {
        /// `-u`
        username: Option<String> = One("username") { .short('u').value("account.name") };
        /// `-p`: never written again.
        password: Option<Secret> = PasswordFlag("password") { .short('p').value("account.password") };
        /// `--password-stdin`: the password is the input.
        password_stdin: bool = Switch("password-stdin");
    }
    known []
    arguments {
        /// The registry; Docker Hub when not given.
        #[serde(default)]
        server: Option<String> = Perhaps(Argument, "registry.address");
    }
}

command! {
    /// `docker logout [SERVER]`
    Logout;
    flags {}
    known []
    arguments {
        /// The registry; Docker Hub when not given.
        #[serde(default)]
        server: Option<String> = Perhaps(Argument, "registry.address");
    }
}

command! {
    /// `docker system df`
    SystemDf;
    flags {
        /// `-v`: each object by itself.
        verbose: bool = Switch("verbose") { .short('v') };
        /// `--format`
        format: Option<String> = One("format") { .value("format.template") };
    }
    known []
    arguments {}
}

command! {
    /// `docker system prune`
    SystemPrune;
    flags {
        /// `-a`: every image that is not used.
        all: bool = Switch("all") { .short('a') };
        /// `-f`: do not ask first.
        force: bool = Switch("force") { .short('f') };
        /// `--volumes`: anonymous volumes, too.
        volumes: bool = Switch("volumes");
        /// `--filter`
        filter: Vec<Filter> = Many("filter") { .value("filter.condition") };
    }
    known []
    arguments {}
}

command! {
    /// `docker events`
    Events;
    flags {
        /// `--since`: a time, or how long ago.
        since: Option<String> = One("since") { .value("time.point") };
        /// `--until`: a time, or how long ago.
        until: Option<String> = One("until") { .value("time.point") };
        /// `-f`
        filter: Vec<Filter> = Many("filter") { .short('f').long_preferred().value("filter.condition") };
        /// `--format`
        format: Option<String> = One("format") { .value("format.template") };
    }
    known []
    arguments {}
}

command! {
    /// `docker info` and `docker version`
    #[derive(Default)]
    Formatted;
    flags {
        /// `-f`: a template for what is shown.
        format: Option<String> = One("format") { .short('f').value("format.template") };
    }
    known []
    arguments {}
}

command! {
    /// `docker context ls`
    ContextLs;
    flags {
        /// `-q`: only names.
        quiet: bool = Switch("quiet") { .short('q') };
        /// `--format`
        format: Option<String> = One("format") { .value("format.template") };
    }
    known []
    arguments {}
}

command! {
    /// `docker context use`
    ContextUse;
    flags {}
    known []
    arguments {
        /// Its name.
        name: String = Needed(Argument, "context.name");
    }
}

command! {
    /// `docker context inspect`
    ContextInspect;
    flags {
        /// `-f`: a template for what is shown.
        format: Option<String> = One("format") { .short('f').value("format.template") };
    }
    known []
    arguments {
        /// Names; the one in use when none is given.
        #[serde(default)]
        names: Vec<String> = Any(Argument, "context.name");
    }
}
