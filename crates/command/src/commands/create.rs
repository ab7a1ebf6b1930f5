//! `docker run` and `docker create`: one list of flags for both.

use crate::{
    ContainerName, Cpus, Duration, EnvVar, ExposedPort, GpuRequest, HostMapping, ImageReference, KeyValue, MemoryLimit, MemorySize, Mount,
    NetworkAttachment, PortMapping, RestartPolicy, Ulimit, Volume, table::FlagSpec,
};

/// Declares a command that makes a container: flags of its own, then those that both have.
macro_rules! makes_a_container {
    ($(#[$meta:meta])* $name:ident { $($own_first:tt)* } { $($own_last:tt)* } { $($part:tt)* }) => {
        command! {
            $(#[$meta])*
            $name stops;
            flags {
                $($own_first)*
                /// `-i`: keep its input open.
                interactive: bool = Switch("interactive") { .short('i') };
                /// `-t`: give it a terminal.
                tty: bool = Switch("tty") { .short('t') };
                /// `--rm`: remove it when it ends.
                rm: bool = Switch("rm");
                /// `-p`, in the order given.
                publish: Vec<PortMapping> = Many("publish") { .short('p').value("port.mapping") };
                /// `-P`: publish every port that the image exposes.
                publish_all: bool = Switch("publish-all") { .short('P') };
                /// `--expose`
                expose: Vec<ExposedPort> = Many("expose") { .value("port.exposed") };
                /// `--name`
                name: Option<ContainerName> = One("name") { .value("container.name") };
                /// `-h`
                hostname: Option<String> = One("hostname") { .short('h').value("host.name") };
                /// `--domainname`
                domainname: Option<String> = One("domainname") { .value("host.domain") };
                /// `-e`, in the order given.
                env: Vec<EnvVar> = Many("env") { .short('e').value("variable.assignment") };
                /// `--env-file`: absolute.
                env_file: Vec<String> = Paths("env-file") { .value("env.file") };
                /// `-v`, in the order given.
                volume: Vec<Volume> = Many("volume") { .short('v').value("volume.mapping") };
                /// `--mount`, in the order given.
                mount: Vec<Mount> = Many("mount") { .value("mount.options") };
                /// `--tmpfs`: `/run:size=64m`.
                tmpfs: Vec<String> = Tmpfs("tmpfs") { .value("tmpfs.path") };
                /// `--volumes-from`
                volumes_from: Vec<String> = VolumesFrom("volumes-from") { .value("container.reference") };
                /// `--volume-driver`
                volume_driver: Option<String> = One("volume-driver") { .value("volume.driver") };
                /// `--network`
                network: Vec<NetworkAttachment> = Many("network") { .also(&["net"]).value("network.attachment").default("bridge") };
                /// `--network-alias`
                network_alias: Vec<String> = Many("network-alias") { .also(&["net-alias"]).value("network.alias") };
                /// `--ip`
                ip: Option<String> = AddressV4("ip") { .value("ip.address") };
                /// `--ip6`
                ip6: Option<String> = AddressV6("ip6") { .value("ip.address") };
                /// `--link-local-ip`
                link_local_ip: Vec<String> = Address("link-local-ip") { .value("ip.address") };
                /// `--mac-address`
                mac_address: Option<String> = HardwareAddress("mac-address") { .value("mac.address") };
                /// `--link`
                link: Vec<String> = Link("link") { .value("container.link") };
                /// `--add-host`
                add_host: Vec<HostMapping> = Many("add-host") { .value("host.mapping") };
                /// `--dns`
                dns: Vec<String> = Address("dns") { .value("ip.address") };
                /// `--dns-option`
                dns_option: Vec<String> = Many("dns-option") { .also(&["dns-opt"]).value("dns.option") };
                /// `--dns-search`
                dns_search: Vec<String> = Domain("dns-search") { .value("dns.domain") };
                /// `-u`
                user: Option<String> = One("user") { .short('u').value("user.name") };
                /// `-w`
                workdir: Option<String> = InnerFolder("workdir") { .short('w').value("container.path") };
                /// `--entrypoint`: the program that runs; an empty one takes the image's away.
                entrypoint: Option<String> = One("entrypoint") { .value("container.program") };
                /// `-l`
                label: Vec<KeyValue> = Label("label") { .short('l').value("label.assignment") };
                /// `--label-file`: absolute.
                label_file: Vec<String> = Paths("label-file") { .value("label.file") };
                /// `--annotation`
                annotation: Vec<KeyValue> = Many("annotation") { .value("annotation.assignment") };
                /// `--restart`
                restart: Option<RestartPolicy> = One("restart") { .value("restart.policy").default("no") };
                /// `--init`; false where the engine would give it one by itself.
                init: Option<bool> = Toggle("init");
                /// `-m`
                memory: Option<MemorySize> = One("memory") { .short('m').value("memory.size") };
                /// `--memory-reservation`
                memory_reservation: Option<MemorySize> = One("memory-reservation") { .value("memory.size") };
                /// `--memory-swap`: memory and swap together; -1 for no limit.
                memory_swap: Option<MemoryLimit> = One("memory-swap") { .value("memory.limit") };
                /// `--memory-swappiness`: 0 to 100; -1 leaves it to the host.
                memory_swappiness: Option<i64> = Swappiness("memory-swappiness") { .value("memory.swappiness").default("-1") };
                /// `--kernel-memory`
                kernel_memory: Option<MemorySize> = One("kernel-memory") { .value("memory.size").hidden() };
                /// `--shm-size`
                shm_size: Option<MemorySize> = One("shm-size") { .value("memory.size").default("64m") };
                /// `--oom-kill-disable`
                oom_kill_disable: bool = Switch("oom-kill-disable");
                /// `--oom-score-adj`: -1000 to 1000.
                oom_score_adj: Option<i32> = OomScore("oom-score-adj") { .value("oom.score") };
                /// `--cpus`
                cpus: Option<Cpus> = One("cpus") { .value("cpu.count") };
                /// `-c`: a share of the CPU, 1024 being the usual.
                cpu_shares: Option<i64> = One("cpu-shares") { .short('c').long_preferred().value("cpu.shares") };
                /// `--cpu-period`, in microseconds.
                cpu_period: Option<i64> = One("cpu-period") { .value("cpu.microseconds") };
                /// `--cpu-quota`, in microseconds of each period.
                cpu_quota: Option<i64> = One("cpu-quota") { .value("cpu.microseconds") };
                /// `--cpu-rt-period`, in microseconds.
                cpu_rt_period: Option<i64> = One("cpu-rt-period") { .value("cpu.microseconds") };
                /// `--cpu-rt-runtime`, in microseconds.
                cpu_rt_runtime: Option<i64> = One("cpu-rt-runtime") { .value("cpu.microseconds") };
                /// `--cpuset-cpus`: `0-3` or `0,1`.
                cpuset_cpus: Option<String> = One("cpuset-cpus") { .value("cpu.set") };
                /// `--cpuset-mems`: `0-3` or `0,1`.
                cpuset_mems: Option<String> = One("cpuset-mems") { .value("cpu.set") };
                /// `--cpu-count` (Windows).
                cpu_count: Option<i64> = One("cpu-count") { .value("cpu.count") };
                /// `--cpu-percent` (Windows).
                cpu_percent: Option<i64> = One("cpu-percent") { .value("cpu.percent") };
                /// `--pids-limit`: -1 for no limit.
                pids_limit: Option<i64> = One("pids-limit") { .value("pids.limit") };
                /// `--ulimit`
                ulimit: Vec<Ulimit> = Many("ulimit") { .value("ulimit.setting") };
                /// `--blkio-weight`: 10 to 1000, 0 for none.
                blkio_weight: Option<u16> = One("blkio-weight") { .value("blkio.weight").default("0") };
                /// `--blkio-weight-device`: `/dev/sda:100`.
                blkio_weight_device: Vec<String> = DeviceWeight("blkio-weight-device") { .value("device.weight") };
                /// `--device-read-bps`: `/dev/sda:1mb`.
                device_read_bps: Vec<String> = DeviceRate("device-read-bps") { .value("device.rate") };
                /// `--device-write-bps`: `/dev/sda:1mb`.
                device_write_bps: Vec<String> = DeviceRate("device-write-bps") { .value("device.rate") };
                /// `--device-read-iops`: `/dev/sda:1000`.
                device_read_iops: Vec<String> = DeviceOperations("device-read-iops") { .value("device.rate") };
                /// `--device-write-iops`: `/dev/sda:1000`.
                device_write_iops: Vec<String> = DeviceOperations("device-write-iops") { .value("device.rate") };
                /// `--io-maxbandwidth` (Windows).
                io_maxbandwidth: Option<MemorySize> = One("io-maxbandwidth") { .value("memory.size") };
                /// `--io-maxiops` (Windows).
                io_maxiops: Option<u32> = One("io-maxiops") { .value("io.operations") };
                /// `--gpus`
                gpus: Option<GpuRequest> = Gpus("gpus") { .value("gpu.request") };
                /// `--device`: `/dev/snd`, `/dev/a:/dev/b:rwm`.
                device: Vec<String> = Device("device") { .value("device.mapping") };
                /// `--device-cgroup-rule`: `c 1:3 mr`.
                device_cgroup_rule: Vec<String> = DeviceRule("device-cgroup-rule") { .value("device.rule") };
                /// `--privileged`
                privileged: bool = Switch("privileged");
                /// `--cap-add`
                cap_add: Vec<String> = Many("cap-add") { .value("capability.name") };
                /// `--cap-drop`
                cap_drop: Vec<String> = Many("cap-drop") { .value("capability.name") };
                /// `--security-opt`; the file of `seccomp=FILE` is absolute, and what is in it is what docker sends.
                security_opt: Vec<String> = SecurityOption("security-opt") { .value("security.option") };
                /// `--read-only`
                read_only: bool = Switch("read-only");
                /// `--group-add`
                group_add: Vec<String> = Many("group-add") { .value("group.name") };
                /// `--ipc`
                ipc: Option<String> = One("ipc") { .value("namespace.mode") };
                /// `--pid`
                pid: Option<String> = ProcessSpace("pid") { .value("namespace.mode") };
                /// `--userns`
                userns: Option<String> = HostOnly("userns") { .value("namespace.mode") };
                /// `--uts`
                uts: Option<String> = HostOnly("uts") { .value("namespace.mode") };
                /// `--cgroupns`
                cgroupns: Option<String> = HostOrPrivate("cgroupns") { .value("namespace.mode") };
                /// `--cgroup-parent`
                cgroup_parent: Option<String> = One("cgroup-parent") { .value("cgroup.name") };
                /// `--sysctl`
                sysctl: Vec<KeyValue> = Sysctl("sysctl") { .value("sysctl.assignment") };
                /// `--log-driver`
                log_driver: Option<String> = One("log-driver") { .value("log.driver") };
                /// `--log-opt`
                log_opt: Vec<KeyValue> = Many("log-opt") { .value("log.option") };
                /// `--storage-opt`
                storage_opt: Vec<KeyValue> = OptionWithValue("storage-opt") { .value("storage.option") };
                /// `--health-cmd`
                health_cmd: Option<String> = One("health-cmd") { .value("health.command") };
                /// `--health-interval`
                health_interval: Option<Duration> = Interval("health-interval") { .value("time.duration") };
                /// `--health-retries`
                health_retries: Option<u32> = One("health-retries") { .value("health.retries") };
                /// `--health-timeout`
                health_timeout: Option<Duration> = Interval("health-timeout") { .value("time.duration") };
                /// `--health-start-period`
                health_start_period: Option<Duration> = Interval("health-start-period") { .value("time.duration") };
                /// `--health-start-interval`
                health_start_interval: Option<Duration> = Interval("health-start-interval") { .value("time.duration") };
                /// `--no-healthcheck`
                no_healthcheck: bool = Switch("no-healthcheck");
                /// `--stop-signal`
                stop_signal: Option<String> = Signal("stop-signal") { .value("signal.name") };
                /// `--stop-timeout`, in seconds; -1 waits for ever.
                stop_timeout: Option<i32> = One("stop-timeout") { .value("time.seconds") };
                /// `--runtime`
                runtime: Option<String> = One("runtime") { .value("runtime.name") };
                /// `--isolation` (Windows).
                isolation: Option<String> = One("isolation") { .value("isolation.kind") };
                /// `--platform`
                platform: Option<String> = Platform("platform") { .value("platform.name") };
                /// `--pull`: `always`, `missing` or `never`.
                pull: Option<String> = PullPolicy("pull") { .value("pull.policy").default("missing") };
                /// `-q`: nothing about a pull.
                quiet: bool = Switch("quiet") { .short('q') };
                /// `--cidfile`: absolute.
                cidfile: Option<String> = Path("cidfile") { .value("id.file") };
                /// `-a`: `stdin`, `stdout` or `stderr`.
                attach: Vec<String> = Stream("attach") { .short('a').value("stream.name") };
                $($own_last)*
            }
            known [FlagSpec::known("disable-content-trust"), FlagSpec::known("use-api-socket")]
            arguments {
                /// The image that it is made of.
                image: ImageReference = Needed(Image, "image.reference");
                /// What runs instead of the image's `CMD`.
                #[serde(default)]
                command: Vec<String> = Rest(Argument, "container.command");
            }
            $($part)*
        }
    };
}

makes_a_container! {
    /// `docker run [OPTIONS] IMAGE [COMMAND] [ARG...]`
    Run {
        /// `-d`: give the prompt back at once.
        detach: bool = Switch("detach") { .short('d') };
    } {
        /// `--detach-keys`
        detach_keys: Option<String> = One("detach-keys") { .value("terminal.keys") };
        /// `--sig-proxy`: false keeps signals from it.
        sig_proxy: Option<bool> = Toggle("sig-proxy") { .default("true") };
    } {}
}

makes_a_container! {
    /// `docker create [OPTIONS] IMAGE [COMMAND] [ARG...]`
    Create {} {} { part of Run { detach: false, detach_keys: None, sig_proxy: None } }
}
