//! Commands that only look at containers.

use crate::Filter;

command! {
    /// `docker inspect`
    Target;
    flags {
        /// `-f`: a template for what is shown.
        format: Option<String> = One("format") { .short('f').value("format.template") };
        /// `-s`: with the sizes of its files.
        size: bool = Switch("size") { .short('s') };
        /// `--type`: look only among these; `container` for `docker container inspect`.
        kind: Option<String> = ObjectType("type") { .value("object.type") };
    }
    known []
    arguments {
        /// Its name or id.
        container: String = Needed(Container, "container.reference");
        /// Others.
        #[serde(default)]
        more: Vec<String> = Any(Container, "container.reference");
    }
}

command! {
    /// A command on one container.
    OneContainer;
    flags {}
    known []
    arguments {
        /// Its name or id.
        container: String = Needed(Container, "container.reference");
    }
}

command! {
    /// `docker logs`
    Logs;
    flags {
        /// `-f`
        follow: bool = Switch("follow") { .short('f') };
        /// `-n`: only the last lines; all when not given.
        tail: Option<u32> = Tail("tail") { .short('n').value("log.lines").default("all") };
        /// `-t`
        timestamps: bool = Switch("timestamps") { .short('t') };
        /// `--since`: a time, or how long ago.
        since: Option<String> = One("since") { .value("time.point") };
        /// `--until`: a time, or how long ago.
        until: Option<String> = One("until") { .value("time.point") };
        /// `--details`
        details: bool = Switch("details");
    }
    known []
    arguments {
        /// Its name or id.
        container: String = Needed(Container, "container.reference");
    }
}

command! {
    /// `docker ps`
    #[derive(Default)]
    Ps;
    flags {
        /// `-a`: those that do not run, too.
        all: bool = Switch("all") { .short('a') };
        /// `-q`: only ids.
        quiet: bool = Switch("quiet") { .short('q') };
        /// `-s`: with sizes.
        size: bool = Switch("size") { .short('s') };
        /// `-l`: only the newest.
        latest: bool = Switch("latest") { .short('l') };
        /// `-n`: only the newest so many; -1 for all.
        last: Option<i64> = One("last") { .short('n').value("list.count").default("-1") };
        /// `--filter status=…`, in the order given; docker shows what has any of them.
        status: Vec<String> = Status("filter") { .short('f').long_preferred().value("filter.status") };
        /// `--filter` of anything else.
        filter: Vec<Filter> = OtherFilters("filter") { .short('f').long_preferred().value("filter.condition") };
        /// `--format`
        format: Option<String> = One("format") { .value("format.template") };
        /// `--no-trunc`
        no_trunc: bool = Switch("no-trunc");
    }
    known []
    arguments {}
}

command! {
    /// `docker top CONTAINER [ps OPTIONS]`
    Top stops;
    flags {}
    known []
    arguments {
        /// Its name or id.
        container: String = Needed(Container, "container.reference");
        /// Options of the host's `ps`.
        #[serde(default)]
        options: Vec<String> = Rest(Argument, "top.options");
    }
}

command! {
    /// `docker stats`
    Stats;
    flags {
        /// `-a`: those that do not run, too.
        all: bool = Switch("all") { .short('a') };
        /// `--no-stream`: once, and not again and again.
        no_stream: bool = Switch("no-stream");
        /// `--format`
        format: Option<String> = One("format") { .value("format.template") };
        /// `--no-trunc`
        no_trunc: bool = Switch("no-trunc");
    }
    known []
    arguments {
        /// Names or ids; those that run when none is given.
        #[serde(default)]
        containers: Vec<String> = Any(Container, "container.reference");
    }
}

command! {
    /// `docker port CONTAINER [PORT]`
    PortTarget;
    flags {}
    known []
    arguments {
        /// Its name or id.
        container: String = Needed(Container, "container.reference");
        /// A port in it: `80`, `53/udp`.
        #[serde(default)]
        port: Option<crate::ExposedPort> = Perhaps(Argument, "port.exposed");
    }
}
