//! What `run` and `create` have in common, once.

use naru_command::{
    ContainerName, Cpus, Create, Duration, EnvVar, ExposedPort, GpuRequest, HostMapping, ImageReference, KeyValue, MemoryLimit, MemorySize,
    Mount, NetworkAttachment, PortMapping, RestartPolicy, Run, Ulimit, Volume,
};

/// What only `run` has.
pub(super) struct OfRun<'a> {
    pub(super) detach: bool,
    pub(super) detach_keys: Option<&'a str>,
    pub(super) sig_proxy: Option<bool>,
}

/// Names every field of both commands: one that is new does not compile until it is here, and one that is here and that nobody reads
/// is warned of.
macro_rules! shared {
    ($($name:ident: $type:ty,)*) => {
        /// The flags and arguments that make a container.
        #[derive(Clone, Copy)]
        pub(super) struct Flags<'a> {
            $(pub(super) $name: &'a $type,)*
        }

        impl<'a> Flags<'a> {
            pub(super) fn of_create(create: &'a Create) -> Self {
                let Create { $($name,)* } = create;
                Self { $($name,)* }
            }

            pub(super) fn of_run(run: &'a Run) -> (Self, OfRun<'a>) {
                let Run { $($name,)* detach, detach_keys, sig_proxy } = run;
                (Self { $($name,)* }, OfRun { detach: *detach, detach_keys: detach_keys.as_deref(), sig_proxy: *sig_proxy })
            }
        }
    };
}

shared! {
    image: ImageReference,
    command: Vec<String>,
    interactive: bool,
    tty: bool,
    rm: bool,
    publish: Vec<PortMapping>,
    publish_all: bool,
    expose: Vec<ExposedPort>,
    name: Option<ContainerName>,
    hostname: Option<String>,
    domainname: Option<String>,
    env: Vec<EnvVar>,
    env_file: Vec<String>,
    volume: Vec<Volume>,
    mount: Vec<Mount>,
    tmpfs: Vec<String>,
    volumes_from: Vec<String>,
    volume_driver: Option<String>,
    network: Vec<NetworkAttachment>,
    network_alias: Vec<String>,
    ip: Option<String>,
    ip6: Option<String>,
    link_local_ip: Vec<String>,
    mac_address: Option<String>,
    link: Vec<String>,
    add_host: Vec<HostMapping>,
    dns: Vec<String>,
    dns_option: Vec<String>,
    dns_search: Vec<String>,
    user: Option<String>,
    workdir: Option<String>,
    entrypoint: Option<String>,
    label: Vec<KeyValue>,
    label_file: Vec<String>,
    annotation: Vec<KeyValue>,
    restart: Option<RestartPolicy>,
    init: Option<bool>,
    memory: Option<MemorySize>,
    memory_reservation: Option<MemorySize>,
    memory_swap: Option<MemoryLimit>,
    memory_swappiness: Option<i64>,
    kernel_memory: Option<MemorySize>,
    shm_size: Option<MemorySize>,
    oom_kill_disable: bool,
    oom_score_adj: Option<i32>,
    cpus: Option<Cpus>,
    cpu_shares: Option<i64>,
    cpu_period: Option<i64>,
    cpu_quota: Option<i64>,
    cpu_rt_period: Option<i64>,
    cpu_rt_runtime: Option<i64>,
    cpuset_cpus: Option<String>,
    cpuset_mems: Option<String>,
    cpu_count: Option<i64>,
    cpu_percent: Option<i64>,
    pids_limit: Option<i64>,
    ulimit: Vec<Ulimit>,
    blkio_weight: Option<u16>,
    blkio_weight_device: Vec<String>,
    device_read_bps: Vec<String>,
    device_write_bps: Vec<String>,
    device_read_iops: Vec<String>,
    device_write_iops: Vec<String>,
    io_maxbandwidth: Option<MemorySize>,
    io_maxiops: Option<u32>,
    gpus: Option<GpuRequest>,
    device: Vec<String>,
    device_cgroup_rule: Vec<String>,
    privileged: bool,
    cap_add: Vec<String>,
    cap_drop: Vec<String>,
    security_opt: Vec<String>,
    read_only: bool,
    group_add: Vec<String>,
    ipc: Option<String>,
    pid: Option<String>,
    userns: Option<String>,
    uts: Option<String>,
    cgroupns: Option<String>,
    cgroup_parent: Option<String>,
    sysctl: Vec<KeyValue>,
    log_driver: Option<String>,
    log_opt: Vec<KeyValue>,
    storage_opt: Vec<KeyValue>,
    health_cmd: Option<String>,
    health_interval: Option<Duration>,
    health_retries: Option<u32>,
    health_timeout: Option<Duration>,
    health_start_period: Option<Duration>,
    health_start_interval: Option<Duration>,
    no_healthcheck: bool,
    stop_signal: Option<String>,
    stop_timeout: Option<i32>,
    runtime: Option<String>,
    isolation: Option<String>,
    platform: Option<String>,
    pull: Option<String>,
    quiet: bool,
    cidfile: Option<String>,
    attach: Vec<String>,
}
