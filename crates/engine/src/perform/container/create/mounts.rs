//! `-v`, `--mount` and `--tmpfs`.

use naru_command::{MemorySize, Mount, MountKind, Volume};
use serde_json::{Map, Value, json};

use super::super::super::work::not_performed;
use super::super::variables::invalid;
use super::Api;
use crate::error::Result;

/// `-v` parted as the CLI parts it: what has a source is a bind to the engine, whatever the source is.
pub(super) fn volumes(given: &[Volume]) -> (Vec<String>, Map<String, Value>) {
    let (mut binds, mut anonymous) = (Vec::new(), Map::new());
    for volume in given {
        let text = volume.to_string();
        if volume.source().is_none() && volume.options().is_empty() {
            anonymous.insert(text, json!({}));
        } else if !binds.contains(&text) {
            binds.push(text);
        }
    }
    (binds, anonymous)
}

/// `--tmpfs /run:size=64m`
pub(super) fn tmpfs(given: &[String]) -> Map<String, Value> {
    given
        .iter()
        .map(|text| {
            let (path, options) = text.split_once(':').unwrap_or((text, ""));
            (path.to_owned(), json!(options))
        })
        .collect()
}

/// `--mount`, with the conversions of the CLI's `opts.MountOpt`.
pub(super) fn mount(given: &Mount, api: Api<'_>) -> Result<Value> {
    let mut options = Options::default();
    for (key, value) in given.options() {
        options.set(key, value)?;
    }
    let kind = match given.kind() {
        MountKind::Volume => "volume",
        MountKind::Bind => "bind",
        MountKind::Tmpfs => "tmpfs",
        MountKind::NamedPipe => "npipe",
        MountKind::Image => "image",
    };
    let Options { bind, volume, driver, image, tmpfs, consistency } = options;
    for (given, of) in [(&bind, "bind"), (&volume, "volume"), (&image, "image"), (&tmpfs, "tmpfs")] {
        if given.is_some() && of != kind {
            return Err(invalid(of, format!("docker does not take {of}-… for a mount of type {kind}")));
        }
    }
    let is = |key: &str| bind.as_ref().is_some_and(|bind| bind.contains_key(key));
    if (is("ReadOnlyNonRecursive") || is("ReadOnlyForceRecursive")) && !given.read_only() {
        return Err(invalid("bind-recursive", "bind-recursive=writable and =readonly need readonly with them"));
    }
    if is("ReadOnlyForceRecursive") {
        if bind.as_ref().and_then(|bind| bind.get("Propagation")).and_then(Value::as_str) != Some("rprivate") {
            return Err(invalid("bind-recursive", "bind-recursive=readonly needs bind-propagation=rprivate with it"));
        }
        api.needs(44, "--mount bind-recursive=readonly")?;
    }
    let mut mount = Map::new();
    mount.insert("Type".to_owned(), json!(kind));
    mount.extend(given.source().filter(|source| !source.is_empty()).map(|source| ("Source".to_owned(), json!(source))));
    mount.insert("Target".to_owned(), json!(given.target()));
    if given.read_only() {
        mount.insert("ReadOnly".to_owned(), json!(true));
    }
    mount.extend(consistency.map(|consistency| ("Consistency".to_owned(), json!(consistency))));
    mount.extend(bind.map(|bind| ("BindOptions".to_owned(), Value::Object(bind))));
    mount.extend(volume.map(|mut volume| {
        volume.insert("DriverConfig".to_owned(), Value::Object(driver));
        ("VolumeOptions".to_owned(), Value::Object(volume))
    }));
    mount.extend(image.map(|image| ("ImageOptions".to_owned(), Value::Object(image))));
    mount.extend(tmpfs.map(|tmpfs| ("TmpfsOptions".to_owned(), Value::Object(tmpfs))));
    Ok(Value::Object(mount))
}

/// An option's group is sent as soon as one of it is named, even with a value that says nothing.
#[derive(Default)]
struct Options {
    bind: Option<Map<String, Value>>,
    volume: Option<Map<String, Value>>,
    driver: Map<String, Value>,
    image: Option<Map<String, Value>>,
    tmpfs: Option<Map<String, Value>>,
    consistency: Option<String>,
}

impl Options {
    fn set(&mut self, key: &str, value: Option<&str>) -> Result<()> {
        let text = value.unwrap_or_default();
        let wrong = || invalid(text, format!("{text:?} is no value of {key}"));
        let put = |group: &mut Option<Map<String, Value>>, name: &str, value: Value| {
            group.get_or_insert_default().insert(name.to_owned(), value);
        };
        match key {
            "consistency" => self.consistency = Some(text.to_lowercase()),
            "bind-propagation" => put(&mut self.bind, "Propagation", json!(text.to_lowercase())),
            "bind-nonrecursive" => put(&mut self.bind, "NonRecursive", json!(true)),
            "bind-recursive" => match text {
                "enabled" => {}
                "disabled" => put(&mut self.bind, "NonRecursive", json!(true)),
                "writable" => put(&mut self.bind, "ReadOnlyNonRecursive", json!(true)),
                "readonly" => put(&mut self.bind, "ReadOnlyForceRecursive", json!(true)),
                _ => return Err(wrong()),
            },
            "volume-nocopy" => put(&mut self.volume, "NoCopy", json!(true)),
            "volume-subpath" => put(&mut self.volume, "Subpath", json!(text)),
            "volume-label" => pair(self.volume.get_or_insert_default(), "Labels", text),
            "volume-driver" => {
                self.volume.get_or_insert_default();
                self.driver.insert("Name".to_owned(), json!(text));
            }
            "volume-opt" => {
                self.volume.get_or_insert_default();
                pair(&mut self.driver, "Options", text);
            }
            "image-subpath" => put(&mut self.image, "Subpath", json!(text)),
            "tmpfs-size" => put(&mut self.tmpfs, "SizeBytes", json!(text.parse::<MemorySize>().map_err(|_| wrong())?.bytes())),
            "tmpfs-mode" => put(&mut self.tmpfs, "Mode", json!(u32::from_str_radix(text, 8).map_err(|_| wrong())?)),
            other => return Err(not_performed(&format!("--mount {other}"))),
        }
        Ok(())
    }
}

/// Adds `key=value` to a map inside a map.
fn pair(group: &mut Map<String, Value>, name: &str, text: &str) {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    if key.is_empty() {
        return;
    }
    if let Value::Object(pairs) = group.entry(name).or_insert_with(|| json!({})) {
        pairs.insert(key.to_owned(), json!(value));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    const NEW: Api<'_> = Api { minor: 51, os: "linux" };

    fn sent(text: &str) -> Value {
        mount(&text.parse().unwrap(), NEW).unwrap()
    }

    #[test]
    fn mounts_are_what_the_cli_sends() {
        assert_eq!(
            sent("type=volume,src=vv,dst=/v,volume-nocopy"),
            json!({"Type":"volume","Source":"vv","Target":"/v","VolumeOptions":{"NoCopy":true,"DriverConfig":{}}})
        );
        assert_eq!(
            sent("type=tmpfs,dst=/t,tmpfs-size=64m,tmpfs-mode=1770"),
            json!({"Type":"tmpfs","Target":"/t","TmpfsOptions":{"SizeBytes":67_108_864,"Mode":1016}})
        );
        assert_eq!(
            sent("type=bind,src=/a,dst=/b,ro,bind-propagation=rslave,bind-recursive=writable"),
            json!({"Type":"bind","Source":"/a","Target":"/b","ReadOnly":true,"BindOptions":{"Propagation":"rslave","ReadOnlyNonRecursive":true}})
        );
        assert_eq!(
            sent("dst=/v,volume-driver=local,volume-opt=type=nfs,volume-label=a=b"),
            json!({"Type":"volume","Target":"/v","VolumeOptions":{"Labels":{"a":"b"},"DriverConfig":{"Name":"local","Options":{"type":"nfs"}}}})
        );
    }

    #[test]
    fn an_option_of_another_kind_is_refused() {
        for wrong in ["type=tmpfs,dst=/t,volume-nocopy", "type=bind,src=/a,dst=/b,bind-recursive=writable"] {
            // Some are refused as soon as they are read, as docker's own client does.
            let read: Result<Mount, _> = wrong.parse();
            assert!(read.map_or(true, |read| mount(&read, NEW).is_err()), "{wrong}");
        }
    }

    #[test]
    fn only_a_volume_with_nothing_said_of_it_is_no_bind() {
        let given = ["/data", "db:/var", "/host:/in:ro", "/data:ro"].map(|text| text.parse().unwrap());
        let (binds, anonymous) = volumes(&given);
        assert_eq!(binds, ["db:/var", "/host:/in:ro", "/data:ro"]);
        assert_eq!(anonymous.keys().collect::<Vec<_>>(), ["/data"]);
    }
}
