use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{HostMapping, ImageReference, KeyValue, MemorySize, Ulimit};

command! {
    /// `docker build [OPTIONS] PATH`
    Build;
    flags {
        /// `-t`
        tag: Option<ImageReference> = FirstTag("tag") { .short('t').value("image.reference") };
        /// `-t` again; only behind a first one.
        more_tags: Vec<ImageReference> = MoreTags("tag") { .short('t').value("image.reference") };
        /// `-f`: absolute, or a path in the repository or archive that is built; `Dockerfile` in the context when not given, and `-` for
        /// the input.
        file: Option<String> = Dockerfile("file") { .short('f').value("dockerfile.path").default("Dockerfile") };
        /// `--build-arg`, in the order given.
        build_args: Vec<BuildArg> = Many("build-arg") { .value("variable.assignment") };
        /// `--build-arg KEY`: the value that the variable has where docker is called.
        build_args_from_env: Vec<String> = VariableNames("build-arg") { .value("variable.assignment") };
        /// `--target`: stop at this stage.
        target: Option<String> = One("target") { .value("stage.name") };
        /// `--no-cache`
        no_cache: bool = Switch("no-cache");
        /// `--no-cache-filter`
        no_cache_filter: Vec<String> = Many("no-cache-filter") { .value("stage.name") };
        /// `--pull`: look for newer images.
        pull: bool = Switch("pull");
        /// `--platform`
        platform: Vec<String> = Platforms("platform") { .value("platform.name") };
        /// `--label`
        label: Vec<KeyValue> = Many("label") { .value("label.assignment") };
        /// `--annotation`
        annotation: Vec<String> = Many("annotation") { .value("annotation.assignment") };
        /// `--secret`: `id=npm,src=/home/me/.npmrc`.
        secret: Vec<String> = SecretSource("secret") { .value("build.secret-source") };
        /// `--ssh`
        ssh: Vec<String> = SshSource("ssh") { .value("build.ssh-source") };
        /// `--build-context`: `name=path`.
        build_context: Vec<String> = NamedContext("build-context") { .value("context.named") };
        /// `--cache-from`
        cache_from: Vec<String> = CacheStore("cache-from") { .value("cache.source") };
        /// `--cache-to`
        cache_to: Vec<String> = CacheStore("cache-to") { .value("cache.target") };
        /// `-o`: where the result goes.
        output: Vec<String> = BuildResult("output") { .short('o').value("build.result") };
        /// `--load`: into the engine's images.
        load: bool = Switch("load");
        /// `--push`: to its registry.
        push: bool = Switch("push");
        /// `--progress`
        progress: Option<String> = One("progress") { .value("progress.style").default("auto") };
        /// `-q`
        quiet: bool = Switch("quiet") { .short('q') };
        /// `--network`
        network: Option<String> = One("network") { .value("network.mode") };
        /// `--add-host`
        add_host: Vec<HostMapping> = Many("add-host") { .value("host.mapping") };
        /// `--shm-size`
        shm_size: Option<MemorySize> = One("shm-size") { .value("memory.size") };
        /// `--ulimit`
        ulimit: Vec<Ulimit> = Many("ulimit") { .value("ulimit.setting") };
        /// `--cgroup-parent`
        cgroup_parent: Option<String> = One("cgroup-parent") { .value("cgroup.name") };
        /// `--provenance`
        provenance: Option<String> = One("provenance") { .value("attestation.setting") };
        /// `--sbom`
        sbom: Option<String> = One("sbom") { .value("attestation.setting") };
        /// `--attest`
        attest: Vec<String> = Many("attest") { .value("attestation.setting") };
        /// `--allow`
        allow: Vec<String> = Many("allow") { .value("build.entitlement") };
        /// `--builder`
        builder: Option<String> = One("builder") { .value("builder.name") };
        /// `--check`: look for mistakes, and build nothing.
        check: bool = Switch("check");
        /// `--call`
        call: Option<String> = One("call") { .value("build.method") };
        /// `--iidfile`: absolute.
        iidfile: Option<String> = Path("iidfile") { .value("id.file") };
        /// `--metadata-file`: absolute.
        metadata_file: Option<String> = Path("metadata-file") { .value("metadata.file") };
        /// `-D`
        debug: bool = Switch("debug") { .short('D').long_preferred() };
    }
    known [
        crate::table::FlagSpec::known("compress").hidden(),
        crate::table::FlagSpec::known("rm").hidden(),
        crate::table::FlagSpec::known("force-rm").hidden(),
        crate::table::FlagSpec::known("squash").hidden(),
        crate::table::FlagSpec::known("disable-content-trust").hidden(),
        crate::table::FlagSpec::known_value("memory").short('m').hidden(),
        crate::table::FlagSpec::known_value("memory-swap").hidden(),
        crate::table::FlagSpec::known_value("cpu-shares").short('c').hidden(),
        crate::table::FlagSpec::known_value("cpu-period").hidden(),
        crate::table::FlagSpec::known_value("cpu-quota").hidden(),
        crate::table::FlagSpec::known_value("cpuset-cpus").hidden(),
        crate::table::FlagSpec::known_value("cpuset-mems").hidden(),
        crate::table::FlagSpec::known_value("security-opt").hidden(),
        crate::table::FlagSpec::known_value("isolation").hidden(),
    ]
    arguments {
        /// The folder that is sent to the engine, absolute; the URL of a repository or an archive; `-` for the input.
        context: String = BuildContext(Path, "context.folder");
    }
}

impl Build {
    /// The same, with the first of its tags as the first one.
    pub(crate) fn with_first_tag(mut self) -> Self {
        if self.tag.is_none() && !self.more_tags.is_empty() {
            self.tag = Some(self.more_tags.remove(0));
        }
        self
    }
}

/// `--build-arg KEY=value`
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BuildArg {
    /// The name.
    pub key: String,
    /// The value; may be empty.
    pub value: String,
}
