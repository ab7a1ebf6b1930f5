//! Networks, against `docker network inspect` of the same made by the CLI.

use naru_command::{Command, NetworkConnect, NetworkCreate, NetworkDisconnect, NetworkInspect, NetworkLs, NetworkRm, Prune};
use naru_lab::Generation;
use naru_view::{Answer, Outcome, ProblemCode, Progress};
use serde_json::Value;

use crate::Bench;

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    networks(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    networks(Generation::New).await;
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

async fn networks(generation: Generation) {
    let bench = Bench::up(generation).await;
    create(&bench).await;
    if generation == Generation::New {
        newer(&bench).await;
    }
    connect(&bench).await;
    remove(&bench).await;
}

/// What `docker network inspect` shows but for what differs between any two networks.
async fn shown(bench: &Bench, name: &str) -> Value {
    let mut shown: Value = serde_json::from_str(&bench.docker(&format!("network inspect {name}")).await).unwrap();
    let network = shown[0].as_object_mut().unwrap();
    for differs in ["Id", "Name", "Created"] {
        network.remove(differs);
    }
    shown
}

async fn create(bench: &Bench) {
    let flags = NetworkCreate {
        subnet: texts(&["10.201.0.0/16", "fd00:201::/64"]),
        ip_range: texts(&["10.201.7.0/24"]),
        gateway: texts(&["fd00:201::9", "10.201.0.9"]),
        aux_address: vec!["box=10.201.0.77".parse().unwrap(), "printer=10.201.0.78".parse().unwrap()],
        internal: true,
        attachable: true,
        ipv6: Some(true),
        label: vec!["a=1".parse().unwrap(), "b".parse().unwrap()],
        opt: vec!["com.docker.network.driver.mtu=1400".parse().unwrap()],
        ipam_opt: vec!["x=y".parse().unwrap()],
        ..NetworkCreate::new("ours".into())
    };
    let (outcome, _) = bench.perform(&Command::NetworkCreate(flags.clone())).await.unwrap();
    let ours = shown(bench, "ours").await;
    let Outcome::Network { id, name } = outcome else { panic!("{outcome:?}") };
    assert_eq!((name.as_str(), id), ("ours", bench.docker("network inspect --format {{.Id}} ours").await));

    let twice = bench.perform(&Command::NetworkCreate(flags)).await.unwrap_err();
    assert_eq!(twice.code(), ProblemCode::Conflict, "a second network of the name is refused by the oldest engine too");
    bench.docker("network rm ours").await;
    bench
        .docker(
            "network create --subnet 10.201.0.0/16 --subnet fd00:201::/64 --ip-range 10.201.7.0/24 --gateway fd00:201::9 --gateway 10.201.0.9 \
             --aux-address box=10.201.0.77 --aux-address printer=10.201.0.78 --internal --attachable --ipv6 --label a=1 --label b \
             -o com.docker.network.driver.mtu=1400 --ipam-opt x=y theirs",
        )
        .await;
    assert_eq!(sorted(ours), sorted(shown(bench, "theirs").await));
    bench.docker("network rm theirs").await;

    for (flags, code) in [
        (NetworkCreate { gateway: texts(&["10.1.0.1"]), ..NetworkCreate::new("no".into()) }, ProblemCode::InvalidValue),
        (NetworkCreate { subnet: texts(&["10.1.0.0"]), ..NetworkCreate::new("no".into()) }, ProblemCode::InvalidValue),
        (NetworkCreate { subnet: texts(&["172.17.0.0/16"]), ..NetworkCreate::new("no".into()) }, ProblemCode::Conflict),
        (NetworkCreate::new("host".into()), ProblemCode::Conflict),
    ] {
        let refused = bench.perform(&Command::NetworkCreate(flags.clone())).await.unwrap_err();
        assert_eq!(refused.code(), code, "{flags:?}: {refused}");
    }
    let driver = NetworkCreate { driver: Some("nope".into()), ..NetworkCreate::new("no".into()) };
    assert_eq!(bench.perform(&Command::NetworkCreate(driver)).await.unwrap_err().code(), ProblemCode::EngineRefused);
}

/// The CLI walks the subnets in any order.
fn sorted(mut shown: Value) -> Value {
    let pools = shown[0]["IPAM"]["Config"].as_array_mut().unwrap();
    pools.sort_by_key(|pool| pool["Subnet"].as_str().unwrap_or_default().to_owned());
    shown
}

async fn newer(bench: &Bench) {
    let flags = NetworkCreate { ipv4: Some(false), ipv6: Some(true), ..NetworkCreate::new("six".into()) };
    bench.perform(&Command::NetworkCreate(flags)).await.unwrap();
    assert_eq!(bench.docker("network inspect --format {{.EnableIPv4}}|{{.EnableIPv6}} six").await, "false|true");
    bench.docker("network rm six").await;
}

async fn connect(bench: &Bench) {
    bench.docker("network create --subnet 10.202.0.0/16 net").await;
    bench.docker("run -d --name box busybox sleep 600").await;
    bench.docker("run -d --name cli busybox sleep 600").await;
    let connect = |container: &str, network: &str| NetworkConnect {
        alias: texts(&["one", "two"]),
        ip: Some("10.202.0.50".into()),
        link: texts(&["cli:other"]),
        link_local_ip: texts(&["169.254.8.8"]),
        driver_opt: texts(&["a = b"]),
        gw_priority: Some(5),
        ..NetworkConnect::new(network.into(), container.into())
    };
    let (_, told) = bench.perform(&Command::NetworkConnect(connect("box", "net"))).await.unwrap();
    let old = matches!(told.as_slice(), [Progress::Warning { .. }]);
    assert_eq!(old, bench.docker("version --format {{.Server.APIVersion}}").await == "1.41", "who takes no notice is named: {told:?}");
    let settings = "inspect --format {{json\t(index\t.NetworkSettings.Networks\t\"net\").IPAMConfig}}|{{json\t(index\t.NetworkSettings.Networks\t\"net\").DriverOpts}}|{{json\t(index\t.NetworkSettings.Networks\t\"net\").Links}}|{{json\t(index\t.NetworkSettings.Networks\t\"net\").GwPriority}} box";
    let aliases = "inspect --format {{json\t(index\t.NetworkSettings.Networks\t\"net\").Aliases}} box";
    let (ours, our_aliases) = (bench.docker(settings).await, bench.docker(aliases).await);
    assert!(our_aliases.contains("\"one\",\"two\""), "{our_aliases}");

    let twice = bench.perform(&Command::NetworkConnect(connect("box", "net"))).await.unwrap_err();
    assert!(matches!(twice.code(), ProblemCode::Conflict), "{twice}");
    let disconnect = |force| Command::NetworkDisconnect(NetworkDisconnect { force, ..NetworkDisconnect::new("net".into(), "box".into()) });
    bench.perform(&disconnect(false)).await.unwrap();
    assert_eq!(bench.docker("network inspect --format {{len\t.Containers}} net").await, "0");
    assert_eq!(bench.perform(&disconnect(false)).await.unwrap_err().code(), ProblemCode::Conflict);
    bench
        .docker("network connect --alias one --alias two --ip 10.202.0.50 --link cli:other --link-local-ip 169.254.8.8 --driver-opt a=b --gw-priority 5 net box")
        .await;
    assert_eq!((ours, our_aliases), (bench.docker(settings).await, bench.docker(aliases).await));

    let bad = NetworkConnect { driver_opt: texts(&["a"]), ..NetworkConnect::new("net".into(), "cli".into()) };
    assert_eq!(bench.perform(&Command::NetworkConnect(bad)).await.unwrap_err().code(), ProblemCode::InvalidValue);
    for (network, container, code) in [("nope", "box", ProblemCode::NetworkNotFound), ("net", "nobody", ProblemCode::ContainerNotFound)] {
        let refused = bench.perform(&Command::NetworkConnect(NetworkConnect::new(network.into(), container.into()))).await.unwrap_err();
        assert_eq!(refused.code(), code, "{refused}");
    }
}

async fn remove(bench: &Bench) {
    bench.docker("network create --label keep=1 empty").await;
    let ls = |filter: &[&str]| {
        let filter = filter.iter().map(|filter| filter.parse().unwrap()).collect();
        Command::NetworkLs(NetworkLs { filter, ..NetworkLs::default() })
    };
    let (outcome, _) = bench.perform(&ls(&[])).await.unwrap();
    let Outcome::Answer { answer: Answer::Networks { networks } } = outcome else { panic!("{outcome:?}") };
    let names: Vec<&str> = networks.iter().map(|network| network.name.as_str()).collect();
    assert_eq!(names, bench.docker("network ls --format {{.Name}}").await.lines().collect::<Vec<_>>());
    assert!(
        networks.iter().any(|network| network.name == "net" && network.subnets == ["10.202.0.0/16"] && !network.internal),
        "{networks:?}"
    );
    let (outcome, _) = bench.perform(&ls(&["label=keep", "driver=bridge"])).await.unwrap();
    let Outcome::Answer { answer: Answer::Networks { networks } } = outcome else { panic!("{outcome:?}") };
    assert_eq!(networks.len(), 1);
    assert!(bench.perform(&ls(&["foo=bar"])).await.is_err());

    let inspect = |names: &[&str], verbose| Command::NetworkInspect(NetworkInspect { verbose, ..NetworkInspect::new(texts(names)) });
    let (outcome, _) = bench.perform(&inspect(&["net", "empty"], true)).await.unwrap();
    let Outcome::Answer { answer: Answer::Objects { json } } = outcome else { panic!("{outcome:?}") };
    let theirs: Value = serde_json::from_str(&bench.docker("network inspect -v net empty").await).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), theirs);
    let missing = bench.perform(&inspect(&["net", "nope"], false)).await.unwrap_err().problem();
    assert_eq!((missing.code, missing.params["network"].as_str()), (ProblemCode::NetworkNotFound, "nope"));

    let rm = |names: &[&str], force| Command::NetworkRm(NetworkRm { force, ..NetworkRm::new(texts(names)) });
    for (name, code) in [("net", ProblemCode::NetworkInUse), ("bridge", ProblemCode::Conflict), ("nope", ProblemCode::NetworkNotFound)] {
        let refused = bench.perform(&rm(&[name], false)).await.unwrap_err().problem();
        assert_eq!((refused.code, refused.params["network"].as_str()), (code, name));
    }
    assert_eq!(bench.perform(&rm(&["nope"], true)).await.unwrap().0, Outcome::Done);
    assert_eq!(bench.perform(&rm(&["net", "empty"], false)).await.unwrap_err().code(), ProblemCode::NetworkInUse);
    assert_eq!(bench.docker("network ls -q --filter label=keep").await, "", "it goes on after a failure");

    bench.docker("network create --label keep=1 kept").await;
    bench.docker("network create loose").await;
    let prune = Command::NetworkPrune(Prune { force: false, filter: vec!["label!=keep".parse().unwrap()] });
    let (outcome, _) = bench.perform(&prune).await.unwrap();
    let Outcome::Pruned { pruned } = outcome else { panic!("{outcome:?}") };
    assert_eq!(pruned.networks, ["loose"]);
    let foo = Command::NetworkPrune(Prune { force: false, filter: vec!["foo=bar".parse().unwrap()] });
    assert!(bench.perform(&foo).await.is_err());
}
