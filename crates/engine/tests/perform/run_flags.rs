//! A container that Naru makes of a line is the one that the CLI makes of the line that Naru writes: `docker inspect` shows no difference.

use naru_command::{Here, Place, Shell, parse, render};
use naru_lab::Generation;
use serde_json::{Value, json};

use crate::Bench;

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    same(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    same(Generation::New).await;
}

/// `FOLDER` stands for a folder of this machine.
const LINES: &[&str] = &[
    "create busybox",
    "create -it -h host --domainname example.org -u 1:2 -w /srv -e A=1 -e B= -e NARU_NO_SUCH --entrypoint sh busybox -c true",
    "create -p 8080:80 -p 127.0.0.1::53/udp -p 9000-9002:90-92 -P --expose 7000-7002 --expose 53/udp busybox",
    "create --env-file FOLDER/env --label-file FOLDER/labels -l a=b -l c busybox",
    "create -v FOLDER:/in:ro -v named:/data -v /anonymous --tmpfs /run:size=8m --tmpfs /scratch busybox",
    "create --mount type=bind,src=FOLDER,dst=/b,readonly,bind-propagation=rslave --mount type=volume,src=mounted,dst=/m,volume-nocopy,volume-label=x=y busybox",
    "create --mount type=tmpfs,dst=/t,tmpfs-size=64m,tmpfs-mode=1770 --volume-driver local busybox",
    "create -m 64m --memory-swap 128m --memory-reservation 32m --memory-swappiness 10 --shm-size 32m --oom-score-adj 100 --oom-kill-disable busybox",
    "create --cpus 1.5 --cpu-shares 512 --cpuset-cpus 0 --pids-limit 50 --ulimit nproc=100 --ulimit nofile=10:20 busybox",
    "create --cpu-period 50000 --cpu-quota 25000 --blkio-weight 300 busybox",
    "create --cap-add net_admin --cap-add SYS_TIME --cap-drop all --security-opt no-new-privileges --security-opt systempaths=unconfined busybox",
    "create --security-opt seccomp=FOLDER/seccomp.json --privileged --read-only --group-add 7 --init busybox",
    "create --device /dev/null:/dev/x:r --device /dev/zero --device-cgroup-rule 'c 1:3 mr' --device-read-bps /dev/null:1mb busybox",
    "create --gpus '\"device=0,1\"' busybox",
    "create --ipc private --pid host --uts host --userns host --cgroupns host --cgroup-parent /naru-test busybox",
    "create --sysctl net.ipv4.ip_forward=1 --log-driver json-file --log-opt max-size=1m --restart on-failure:3 busybox",
    "create --dns 10.0.0.1 --dns-search example.org --dns-option ndots:2 --add-host db:10.0.0.2 --add-host gate:host-gateway busybox",
    "create --health-cmd 'true && true' --health-interval 5s --health-retries 2 --health-timeout 1s --health-start-period 3s busybox",
    "create --no-healthcheck --stop-signal SIGINT --stop-timeout 3 --rm busybox",
    "create --network own --network-alias one --network-alias two --ip 10.77.0.9 busybox",
    "create --network host busybox",
    "create --network none --platform linux/amd64 busybox",
    "create --network name=own,alias=x,driver-opt=Com.Example=Y busybox",
    "create --network container:other busybox",
    "create --link other:db --volumes-from other:ro busybox",
    "create --pull always -a stdout --runtime runc busybox",
    "create --annotation a=b --mac-address 02:42:ac:11:00:99 --health-start-interval 2s --health-cmd x busybox",
    "create --network own --network second busybox",
    "run -d --restart unless-stopped busybox sleep 600",
    "run -i --name NAME busybox sh -c 'exit 4'",
    "create --cpu-count 2 busybox",
];

/// Lines that API 1.41 is too old for; those at the end are refused by both.
const NEEDS_NEW: [&str; 2] = ["--annotation", "--network second"];
const REFUSED: [&str; 1] = ["--cpu-count"];

async fn same(generation: Generation) {
    let bench = Bench::up(generation).await;
    let folder = tempfile::tempdir_in(std::env::current_dir().unwrap()).unwrap();
    let path = folder.path().display().to_string();
    std::fs::write(folder.path().join("env"), "\u{feff}# no\n A=from file\nB=2\nNARU_NO_SUCH\n").unwrap();
    std::fs::write(folder.path().join("labels"), "l=1\nonly\n").unwrap();
    std::fs::write(folder.path().join("seccomp.json"), "{\n  \"defaultAction\": \"SCMP_ACT_ALLOW\" }\n").unwrap();
    bench.docker("pull -q busybox").await;
    bench.docker("network create --subnet 10.77.0.0/24 own").await;
    bench.docker("network create second").await;
    bench.docker("create --name other -v /kept busybox").await;

    let mut different = Vec::new();
    for line in LINES {
        let line = format!("docker {}", line.replace("FOLDER", &path)).replace("--name NAME ", "");
        let line = line.replacen("docker create", "docker create --name it", 1).replacen("docker run", "docker run --name it", 1);
        let here = Here { shell: Shell::Posix, folder: Some(path.clone()), home: None };
        let command = parse(&line, &here).unwrap_or_else(|error| panic!("{line}: {error:?}")).command;
        let performed = bench.perform(&command).await;
        let ours = inspected(&bench).await;
        remove(&bench).await;
        let rendered = render(&command, &Place { shell: Shell::Posix, engine: None }).text;
        let cli = shell(&bench, &rendered).await;
        let theirs = inspected(&bench).await;
        remove(&bench).await;
        let refused = REFUSED.iter().any(|flag| line.contains(flag))
            || (generation == Generation::Old && NEEDS_NEW.iter().any(|flag| line.contains(flag)));
        assert_eq!(performed.is_err(), refused, "{line}: {performed:?}");
        assert_eq!(ours.is_null(), theirs.is_null(), "{line}: Naru {performed:?}, the CLI {cli}");
        compare("", &ours, &theirs, &mut |at, ours, theirs| different.push(format!("{line}\n    {at}: {ours} and by the CLI {theirs}")));
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

async fn shell(bench: &Bench, line: &str) -> String {
    let docker = bench.lab.docker(&[]);
    let mut sh = tokio::process::Command::new("sh");
    sh.arg("-c").arg(line.replacen("docker", &docker.get_program().to_string_lossy(), 1)).stdin(std::process::Stdio::null());
    for (name, value) in docker.get_envs() {
        match value {
            Some(value) => sh.env(name, value),
            None => sh.env_remove(name),
        };
    }
    let output = sh.output().await.unwrap();
    format!("{line}: {} {}", output.status, String::from_utf8_lossy(&output.stderr))
}

async fn remove(bench: &Bench) {
    let mut rm = tokio::process::Command::from(bench.lab.docker(&["rm", "-f", "-v", "it"]));
    rm.output().await.unwrap();
}

/// What is there of the container `it`, without what differs each time; null when it is not there.
async fn inspected(bench: &Bench) -> Value {
    let inspect = tokio::process::Command::from(bench.lab.docker(&["inspect", "it"])).output().await.unwrap();
    let found: Value = serde_json::from_slice(&inspect.stdout).unwrap_or_default();
    let id = found[0]["Id"].as_str().unwrap_or("none").to_owned();
    let text = found[0].to_string().replace(&id, "ID").replace(&id[..id.len().min(12)], "ID");
    let mut found: Value = serde_json::from_str(&text).unwrap();
    if found.is_null() {
        return found;
    }
    for drawn in ["Created", "State", "GraphDriver", "LogPath"] {
        found[drawn] = Value::Null;
    }
    // Of its networks what was asked for, and not what they gave.
    let networks = found["NetworkSettings"]["Networks"].as_object().into_iter().flatten();
    let asked = networks.map(|(name, joined)| {
        let asked = ["Aliases", "IPAMConfig", "Links", "DriverOpts", "GwPriority"].map(|part| joined[part].clone());
        (name.clone(), json!(asked))
    });
    found["NetworkSettings"] = Value::Object(asked.collect());
    // The CLI sends these out of maps, in any order, and a volume without a name has a drawn one.
    for list in ["/Config/Env", "/HostConfig/Binds", "/Mounts"] {
        if let Some(Value::Array(items)) = found.pointer_mut(list) {
            for mount in items.iter_mut().filter(|item| item["Name"].as_str().is_some_and(|name| name.len() == 64)) {
                mount["Name"] = json!("drawn");
                mount["Source"] = json!("drawn");
            }
            items.sort_by_key(|item| item["Destination"].as_str().map_or_else(|| item.to_string(), str::to_owned));
        }
    }
    found
}

fn compare(at: &str, ours: &Value, theirs: &Value, differ: &mut impl FnMut(&str, &Value, &Value)) {
    match (ours, theirs) {
        (Value::Object(one), Value::Object(two)) => {
            let keys: std::collections::BTreeSet<&String> = one.keys().chain(two.keys()).collect();
            for key in keys {
                compare(&format!("{at}.{key}"), &ours[key], &theirs[key], differ);
            }
        }
        _ if ours == theirs => {}
        _ => differ(at, ours, theirs),
    }
}
