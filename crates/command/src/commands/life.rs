//! Commands that begin, end or remove containers.

use crate::{ContainerName, EnvVar, Filter, ImageReference, table::FlagSpec};

command! {
    /// A command on containers, by name or id.
    Targets;
    flags {}
    known []
    arguments {
        /// Names or ids; at least one.
        containers: Vec<String> = OneOrMore(Container, "container.reference");
    }
}

command! {
    /// `docker start`
    Start;
    flags {
        /// `-a`: show what it writes.
        attach: bool = Switch("attach") { .short('a') };
        /// `-i`: and send it what is typed.
        interactive: bool = Switch("interactive") { .short('i') };
        /// `--detach-keys`
        detach_keys: Option<String> = One("detach-keys") { .value("terminal.keys") };
    }
    known [FlagSpec::known_value("checkpoint"), FlagSpec::known_value("checkpoint-dir")]
    arguments {
        /// Names or ids; at least one.
        containers: Vec<String> = OneOrMore(Container, "container.reference");
    }
}

command! {
    /// `docker stop` and `docker restart`
    Stop;
    flags {
        /// `-t`: seconds to wait before killing; -1 waits for ever. Docker waits 10 unless the container says otherwise.
        time: Option<i32> = One("time") { .also(&["timeout"]).short('t').value("time.seconds").default("10") };
        /// `-s`: the signal that asks it to end.
        signal: Option<String> = Signal("signal") { .short('s').value("signal.name").default("SIGTERM") };
    }
    known []
    arguments {
        /// Names or ids; at least one.
        containers: Vec<String> = OneOrMore(Container, "container.reference");
    }
}

command! {
    /// `docker kill`
    Kill;
    flags {
        /// `-s`: the signal that is sent.
        signal: Option<String> = Signal("signal") { .short('s').value("signal.name").default("SIGKILL") };
    }
    known []
    arguments {
        /// Names or ids; at least one.
        containers: Vec<String> = OneOrMore(Container, "container.reference");
    }
}

command! {
    /// `docker rm`
    Rm;
    flags {
        /// `-f`: kill it first when it runs.
        force: bool = Switch("force") { .short('f') };
        /// `-v`: remove its anonymous volumes too.
        volumes: bool = Switch("volumes") { .short('v') };
        /// `-l`: remove the link of this name, not the container.
        link: bool = Switch("link") { .short('l').long_preferred() };
    }
    known []
    arguments {
        /// Names or ids; at least one.
        containers: Vec<String> = OneOrMore(Container, "container.reference");
    }
}

command! {
    /// `docker rename`
    Rename;
    flags {}
    known []
    arguments {
        /// Its name or id.
        container: String = Needed(Container, "container.reference");
        /// What it is called from then on.
        name: ContainerName = Needed(Container, "container.name");
    }
}

command! {
    /// `docker attach`
    Attach;
    flags {
        /// `--no-stdin`: send it nothing that is typed.
        no_stdin: bool = Switch("no-stdin");
        /// `--sig-proxy`: false keeps signals from it.
        sig_proxy: Option<bool> = Toggle("sig-proxy") { .default("true") };
        /// `--detach-keys`
        detach_keys: Option<String> = One("detach-keys") { .value("terminal.keys") };
    }
    known []
    arguments {
        /// Its name or id.
        container: String = Needed(Container, "container.reference");
    }
}

command! {
    /// `docker exec [OPTIONS] CONTAINER COMMAND [ARG...]`
    Exec stops;
    flags {
        /// `-d`: give the prompt back at once.
        detach: bool = Switch("detach") { .short('d') };
        /// `-i`: keep its input open.
        interactive: bool = Switch("interactive") { .short('i') };
        /// `-t`: give it a terminal.
        tty: bool = Switch("tty") { .short('t') };
        /// `-e`, in the order given.
        env: Vec<EnvVar> = Many("env") { .short('e').value("variable.assignment") };
        /// `--env-file`: absolute.
        env_file: Vec<String> = Paths("env-file") { .value("env.file") };
        /// `-u`
        user: Option<String> = One("user") { .short('u').value("user.name") };
        /// `-w`
        workdir: Option<String> = InnerFolder("workdir") { .short('w').value("container.path") };
        /// `--privileged`
        privileged: bool = Switch("privileged");
        /// `--detach-keys`
        detach_keys: Option<String> = One("detach-keys") { .value("terminal.keys") };
    }
    known []
    arguments {
        /// Its name or id.
        container: String = Needed(Container, "container.reference");
        /// What runs in it.
        program: String = Needed(Argument, "exec.command");
        /// Its arguments.
        #[serde(default)]
        arguments: Vec<String> = Rest(Argument, "exec.argument");
    }
}

command! {
    /// `docker commit [OPTIONS] CONTAINER [REPOSITORY[:TAG]]`
    Commit;
    flags {
        /// `-a`
        author: Option<String> = One("author") { .short('a').value("author.name") };
        /// `-m`
        message: Option<String> = One("message") { .short('m').value("message.text") };
        /// `-c`: an instruction of a Dockerfile.
        change: Vec<String> = Many("change") { .short('c').value("dockerfile.instruction") };
        /// `-p`: false leaves it running meanwhile.
        pause: Option<bool> = Toggle("pause") { .short('p').long_preferred().default("true") };
    }
    known []
    arguments {
        /// Its name or id.
        container: String = Needed(Container, "container.reference");
        /// What the image is called.
        #[serde(default)]
        image: Option<ImageReference> = Perhaps(Image, "image.name");
    }
}

command! {
    /// `docker cp [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-`, and the other way round.
    Cp;
    flags {
        /// `-a`: keep owners.
        archive: bool = Switch("archive") { .short('a') };
        /// `-L`: copy what a link points to.
        follow_link: bool = Switch("follow-link") { .short('L') };
        /// `-q`: no progress.
        quiet: bool = Switch("quiet") { .short('q') };
    }
    known []
    arguments {
        /// `CONTAINER:PATH`, an absolute path, or `-`.
        from: String = CopyPath(Path, "copy.from");
        /// `CONTAINER:PATH`, an absolute path, or `-`.
        to: String = CopyPath(Path, "copy.to");
    }
}

command! {
    /// `docker export`
    Export;
    flags {
        /// `-o`: absolute.
        output: Option<String> = Path("output") { .short('o').value("tar.file") };
    }
    known []
    arguments {
        /// Its name or id.
        container: String = Needed(Container, "container.reference");
    }
}

command! {
    /// `docker container prune` and `docker network prune`
    Prune;
    flags {
        /// `-f`: do not ask first.
        force: bool = Switch("force") { .short('f') };
        /// `--filter`
        filter: Vec<Filter> = Many("filter") { .value("filter.condition") };
    }
    known []
    arguments {}
}

command! {
    /// `docker image prune` and `docker volume prune`
    PruneAll;
    flags {
        /// `-a`: all that is not used.
        all: bool = Switch("all") { .short('a') };
        /// `-f`: do not ask first.
        force: bool = Switch("force") { .short('f') };
        /// `--filter`
        filter: Vec<Filter> = Many("filter") { .value("filter.condition") };
    }
    known []
    arguments {}
}
