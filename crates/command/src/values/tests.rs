#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::*;

#[test]
fn every_value_is_written_in_its_shortest_form() {
    fn written<T: std::str::FromStr + ToString>(text: &str) -> Option<String> {
        text.parse::<T>().ok().map(|value| value.to_string())
    }
    for (text, size) in
        [("512m", "512m"), ("512MB", "512m"), ("1024k", "1m"), ("1.5g", "1536m"), ("100", "100"), ("1 GiB", "1g"), ("0", "0")]
    {
        assert_eq!(written::<MemorySize>(text).as_deref(), Some(size), "{text}");
    }
    for text in ["12x", "m", "", "-1", "1.2.3", "99999999999g"] {
        assert_eq!(written::<MemorySize>(text), None, "{text}");
    }
    assert_eq!(written::<MemoryLimit>("-1").as_deref(), Some("-1"));
    for (text, cpus) in [("1.5", "1.5"), ("2", "2"), (".5", "0.5"), ("1.50", "1.5")] {
        assert_eq!(written::<Cpus>(text).as_deref(), Some(cpus), "{text}");
    }
    assert_eq!(written::<Cpus>("1.x"), None);
    for (text, duration) in [("90s", "1m30s"), ("1.5h", "1h30m"), ("500ms", "500ms"), ("0", "0s"), ("1h", "1h"), ("1.5s", "1s500ms")] {
        assert_eq!(written::<Duration>(text).as_deref(), Some(duration), "{text}");
    }
    assert_eq!(written::<Duration>("30"), None, "Go wants a unit");
    for (text, policy) in [("no", "no"), ("", ""), ("on-failure:3", "on-failure:3"), ("unless-stopped", "unless-stopped")] {
        assert_eq!(written::<RestartPolicy>(text).as_deref(), Some(policy), "{text}");
    }
    assert_eq!(written::<RestartPolicy>("sometimes"), None);
    assert_eq!(written::<Ulimit>("nofile=1024:2048").as_deref(), Some("nofile=1024:2048"));
    assert_eq!(written::<Ulimit>("nofile=5:3"), None);
    assert_eq!(written::<Ulimit>("foo=1"), None);
    for (text, gpus) in
        [("all", "all"), ("2", "2"), ("\"device=1,2\"", "\"device=1,2\""), ("device=0", "device=0"), ("driver=nvidia", "1,driver=nvidia")]
    {
        assert_eq!(written::<GpuRequest>(text).as_deref(), Some(gpus), "{text}");
    }
    for (text, network) in [("host", "host"), ("name=web", "web"), ("name=x,alias=y", "name=x,alias=y"), ("container:db", "container:db")] {
        assert_eq!(written::<NetworkAttachment>(text).as_deref(), Some(network), "{text}");
    }
    assert_eq!(written::<HostMapping>("a=::1").as_deref(), Some("a:::1"));
    assert_eq!(written::<HostMapping>("a"), None);
}

#[test]
fn volumes_part_at_colons_but_not_behind_a_drive() {
    let volume = |text: &str| {
        text.parse::<Volume>().map(|volume| (volume.source().map(str::to_owned), volume.target().to_owned(), volume.options().join(",")))
    };
    let parts = |source: Option<&str>, target: &str, options: &str| Ok((source.map(str::to_owned), target.to_owned(), options.to_owned()));
    assert_eq!(volume(r"C:\data:/data"), parts(Some(r"C:\data"), "/data", ""));
    assert_eq!(volume(r"C:\data:/data:ro"), parts(Some(r"C:\data"), "/data", "ro"));
    assert_eq!(volume("pgdata:/var/lib/postgresql/data"), parts(Some("pgdata"), "/var/lib/postgresql/data", ""));
    assert_eq!(volume("/cache"), parts(None, "/cache", ""));
    assert_eq!(volume("/a:/b:ro,z"), parts(Some("/a"), "/b", "ro,z"));
    assert_eq!(volume(":/x"), Err(VolumeError::Empty));
    assert_eq!(volume("data:rel"), Err(VolumeError::Target("rel".into())));
    assert_eq!(volume("src/x:/x"), Err(VolumeError::Source("src/x".into())));
    assert_eq!(volume("/a:/b:nope"), Err(VolumeError::Option("nope".into())));
}

#[test]
fn mounts_are_records_of_comma_separated_values() {
    let mount = |text: &str| text.parse::<Mount>().map(|mount| mount.to_string());
    assert_eq!(mount("type=bind,src=/a,dst=/b,ro"), Ok("type=bind,source=/a,target=/b,readonly".into()));
    assert_eq!(mount("target=/b"), Ok("type=volume,target=/b".into()));
    assert_eq!(mount("type=bind,\"src=/a,b\",dst=/b"), Ok("type=bind,\"source=/a,b\",target=/b".into()));
    assert_eq!(
        mount("type=volume,src=x,dst=/b,volume-driver=local,\"volume-opt=o=a,b\""),
        Ok("type=volume,source=x,target=/b,volume-driver=local,\"volume-opt=o=a,b\"".into())
    );
    assert_eq!(mount("type=floppy,dst=/b"), Err(MountError::Kind("floppy".into())));
    assert_eq!(mount("type=bind,dst=/b"), Err(MountError::NoSource));
    assert_eq!(mount("type=tmpfs"), Err(MountError::NoTarget));
}

macro_rules! round_trips {
    ($($name:ident: $type:ty;)*) => {
        proptest! {$(
            #[test]
            fn $name(value in <$type as Value>::strategy()) {
                prop_assert_eq!(value.to_string().parse::<$type>().unwrap(), value);
            }
        )*
            #[test]
            fn any_text_is_answered(text in prop_oneof![any::<String>(), "[a-z0-9:=,.\"/\\\\-]{0,16}"]) {
                $( if let Ok(value) = text.parse::<$type>() { prop_assert_eq!(value.to_string().parse::<$type>().unwrap(), value); } )*
            }
        }
    };
}

round_trips! {
    memory: MemorySize; limit: MemoryLimit; cpus: Cpus; duration: Duration; env: EnvVar; pair: KeyValue; filter: Filter;
    host: HostMapping; exposed: ExposedPort; restart: RestartPolicy; ulimit: Ulimit; gpus: GpuRequest; network: NetworkAttachment;
    mount: Mount; volume: Volume;
}
