//! `docker compose`: flags that stand before the command and are of all, and those of each.

use crate::{KeyValue, MemorySize, table::FlagSpec};

/// Declares a command of compose that takes services.
macro_rules! composes {
    ($(#[$meta:meta])* $name:ident { $($own:tt)* } known [ $($known:expr),* $(,)? ]) => {
        command! {
            $(#[$meta])*
            $name;
            flags {
                /// `-f`, before the command: absolute, in the order given.
                files: Vec<String> = Paths("file") { .short('f').group().value("compose.file-path") };
                /// `-p`, before the command.
                project_name: Option<String> = One("project-name") { .short('p').group().value("compose.project") };
                /// `--project-directory`, before the command: absolute.
                project_directory: Option<String> = Path("project-directory") { .group().value("compose.folder") };
                /// `--env-file`, before the command: absolute.
                env_files: Vec<String> = Paths("env-file") { .group().value("env.file") };
                /// `--profile`, before the command.
                profiles: Vec<String> = Many("profile") { .group().value("compose.profile-name") };
                /// `--dry-run`, before or behind the command: say what would be done.
                dry_run: bool = Switch("dry-run") { .persistent() };
                $($own)*
            }
            known [
                $($known,)*
                FlagSpec::known("all-resources").group(),
                FlagSpec::known_value("ansi").group(),
                FlagSpec::known("compatibility").group(),
                FlagSpec::known_value("parallel").group(),
                FlagSpec::known_value("progress").group(),
                FlagSpec::known("verbose").group(),
            ]
            arguments {
                /// Services; all of them when none is given.
                #[serde(default)]
                services: Vec<String> = Any(Service, "compose.service");
            }
        }
    };
}

composes! {
    /// `docker compose up`
    ComposeUp {
        /// `-d`: give the prompt back at once.
        detach: bool = Switch("detach") { .short('d') };
        /// `--build`: build images first.
        build: bool = Switch("build");
        /// `--no-build`
        no_build: bool = Switch("no-build");
        /// `--pull`
        pull: Option<String> = One("pull") { .value("pull.policy") };
        /// `--force-recreate`
        force_recreate: bool = Switch("force-recreate");
        /// `--no-recreate`
        no_recreate: bool = Switch("no-recreate");
        /// `--remove-orphans`
        remove_orphans: bool = Switch("remove-orphans");
        /// `-V`: new anonymous volumes.
        renew_anon_volumes: bool = Switch("renew-anon-volumes") { .short('V') };
        /// `--no-deps`
        no_deps: bool = Switch("no-deps");
        /// `--no-start`
        no_start: bool = Switch("no-start");
        /// `--scale`: `service=number`.
        scale: Vec<KeyValue> = Many("scale") { .value("compose.scale") };
        /// `--wait`
        wait: bool = Switch("wait");
        /// `--wait-timeout`, in seconds.
        wait_timeout: Option<i32> = One("wait-timeout") { .value("time.seconds") };
        /// `-t`, in seconds.
        timeout: Option<i32> = One("timeout") { .short('t').value("time.seconds") };
        /// `--abort-on-container-exit`
        abort_on_container_exit: bool = Switch("abort-on-container-exit");
        /// `--abort-on-container-failure`
        abort_on_container_failure: bool = Switch("abort-on-container-failure");
        /// `--exit-code-from`
        exit_code_from: Option<String> = One("exit-code-from") { .value("compose.service") };
        /// `--always-recreate-deps`
        always_recreate_deps: bool = Switch("always-recreate-deps");
        /// `--quiet-pull`
        quiet_pull: bool = Switch("quiet-pull");
        /// `-w`: build again when files change.
        watch: bool = Switch("watch") { .short('w').long_preferred() };
        /// `-y`
        yes: bool = Switch("yes") { .short('y') };
        /// `--timestamps`
        timestamps: bool = Switch("timestamps");
        /// `--no-color`
        no_color: bool = Switch("no-color");
        /// `--no-log-prefix`
        no_log_prefix: bool = Switch("no-log-prefix");
    } known [
        FlagSpec::known_value("attach"),
        FlagSpec::known("attach-dependencies"),
        FlagSpec::known("menu"),
        FlagSpec::known_value("no-attach"),
        FlagSpec::known("quiet-build"),
    ]
}

composes! {
    /// `docker compose down`
    ComposeDown {
        /// `-v`: volumes, too.
        volumes: bool = Switch("volumes") { .short('v') };
        /// `--rmi`: images, too: `all` or `local`.
        rmi: Option<String> = One("rmi") { .value("compose.images") };
        /// `--remove-orphans`
        remove_orphans: bool = Switch("remove-orphans");
        /// `-t`, in seconds.
        timeout: Option<i32> = One("timeout") { .short('t').value("time.seconds") };
    } known []
}

composes! {
    /// `docker compose ps`
    ComposePs {
        /// `-a`: those that do not run, too.
        all: bool = Switch("all") { .short('a') };
        /// `-q`: only ids.
        quiet: bool = Switch("quiet") { .short('q') };
        /// `--services`
        only_services: bool = Switch("services");
        /// `--status`
        status: Vec<String> = Many("status") { .value("container.state") };
        /// `--filter`
        filter: Option<String> = One("filter") { .value("filter.condition") };
        /// `--format`
        format: Option<String> = One("format") { .value("format.template") };
        /// `--no-trunc`
        no_trunc: bool = Switch("no-trunc");
        /// `--orphans`
        orphans: Option<bool> = Toggle("orphans") { .default("true") };
    } known []
}

composes! {
    /// `docker compose logs`
    ComposeLogs {
        /// `-f`
        follow: bool = Switch("follow") { .short('f') };
        /// `-n`: only the last lines of each.
        tail: Option<u32> = Tail("tail") { .short('n').value("log.lines").default("all") };
        /// `-t`
        timestamps: bool = Switch("timestamps") { .short('t') };
        /// `--since`
        since: Option<String> = One("since") { .value("time.point") };
        /// `--until`
        until: Option<String> = One("until") { .value("time.point") };
        /// `--no-color`
        no_color: bool = Switch("no-color");
        /// `--no-log-prefix`
        no_log_prefix: bool = Switch("no-log-prefix");
        /// `--index`: which of a service's containers.
        index: Option<u32> = One("index") { .value("compose.index") };
    } known []
}

composes! {
    /// `docker compose stop`
    ComposeStop {
        /// `-t`, in seconds.
        timeout: Option<i32> = One("timeout") { .short('t').value("time.seconds") };
    } known []
}

composes! {
    /// `docker compose start`
    ComposeStart {} known [FlagSpec::known("wait").hidden(), FlagSpec::known_value("wait-timeout").hidden()]
}

composes! {
    /// `docker compose restart`
    ComposeRestart {
        /// `--no-deps`
        no_deps: bool = Switch("no-deps");
        /// `-t`, in seconds.
        timeout: Option<i32> = One("timeout") { .short('t').value("time.seconds") };
    } known []
}

composes! {
    /// `docker compose build`
    ComposeBuild {
        /// `--no-cache`
        no_cache: bool = Switch("no-cache");
        /// `--pull`
        pull: bool = Switch("pull");
        /// `--push`
        push: bool = Switch("push");
        /// `-q`
        quiet: bool = Switch("quiet") { .short('q') };
        /// `--build-arg`
        build_arg: Vec<KeyValue> = Many("build-arg") { .value("variable.assignment") };
        /// `-m`
        memory: Option<MemorySize> = One("memory") { .short('m').value("memory.size") };
        /// `--with-dependencies`
        with_dependencies: bool = Switch("with-dependencies");
        /// `--ssh`
        ssh: Option<String> = One("ssh") { .value("build.ssh-source") };
        /// `--builder`
        builder: Option<String> = One("builder") { .value("builder.name") };
        /// `--check`
        check: bool = Switch("check");
    } known [
        FlagSpec::known("print"), FlagSpec::known_value("provenance"), FlagSpec::known_value("sbom"),
        FlagSpec::known_value("progress"), FlagSpec::known("parallel"),
    ]
}

composes! {
    /// `docker compose pull`
    ComposePull {
        /// `-q`
        quiet: bool = Switch("quiet") { .short('q') };
        /// `--include-deps`
        include_deps: bool = Switch("include-deps");
        /// `--ignore-buildable`
        ignore_buildable: bool = Switch("ignore-buildable");
        /// `--ignore-pull-failures`
        ignore_pull_failures: bool = Switch("ignore-pull-failures");
        /// `--policy`
        policy: Option<String> = One("policy") { .value("pull.policy") };
    } known []
}

composes! {
    /// `docker compose config`
    ComposeConfig {
        /// `-q`: only look for mistakes.
        quiet: bool = Switch("quiet") { .short('q') };
        /// `--services`
        only_services: bool = Switch("services");
        /// `--volumes`
        only_volumes: bool = Switch("volumes");
        /// `--images`
        only_images: bool = Switch("images");
        /// `--networks`
        only_networks: bool = Switch("networks");
        /// `--profiles`
        only_profiles: bool = Switch("profiles");
        /// `--format`: `yaml` or `json`.
        format: Option<String> = One("format") { .value("compose.format") };
        /// `-o`: absolute.
        output: Option<String> = Path("output") { .short('o').value("output.file") };
        /// `--no-interpolate`
        no_interpolate: bool = Switch("no-interpolate");
    } known [
        FlagSpec::known("environment"),
        FlagSpec::known_value("hash"),
        FlagSpec::known("lock-image-digests"),
        FlagSpec::known("models"),
        FlagSpec::known("no-consistency"),
        FlagSpec::known("no-env-resolution"),
        FlagSpec::known("no-normalize"),
        FlagSpec::known("no-path-resolution"),
        FlagSpec::known("resolve-image-digests"),
        FlagSpec::known("variables"),
    ]
}
