//! Commands about networks and volumes.

use crate::{Filter, KeyValue, table::FlagSpec};

command! {
    /// `docker network ls`
    #[derive(Default)]
    NetworkLs;
    flags {
        /// `-q`: only ids.
        quiet: bool = Switch("quiet") { .short('q') };
        /// `-f`
        filter: Vec<Filter> = Many("filter") { .short('f').long_preferred().value("filter.condition") };
        /// `--format`
        format: Option<String> = One("format") { .value("format.template") };
        /// `--no-trunc`
        no_trunc: bool = Switch("no-trunc");
    }
    known []
    arguments {}
}

command! {
    /// `docker network create`
    NetworkCreate;
    flags {
        /// `-d`
        driver: Option<String> = One("driver") { .short('d').value("network.driver").default("bridge") };
        /// `--subnet`
        subnet: Vec<String> = List("subnet") { .value("network.subnet") };
        /// `--ip-range`
        ip_range: Vec<String> = List("ip-range") { .value("network.subnet") };
        /// `--gateway`
        gateway: Vec<String> = List("gateway") { .value("ip.address") };
        /// `--aux-address`: `name=address`.
        aux_address: Vec<KeyValue> = Many("aux-address") { .value("network.reserved") };
        /// `--internal`: with no way out.
        internal: bool = Switch("internal");
        /// `--attachable`
        attachable: bool = Switch("attachable");
        /// `--ipv4`
        ipv4: Option<bool> = Toggle("ipv4") { .default("true") };
        /// `--ipv6`
        ipv6: Option<bool> = Toggle("ipv6");
        /// `--label`
        label: Vec<KeyValue> = Label("label") { .value("label.assignment") };
        /// `-o`
        opt: Vec<KeyValue> = Many("opt") { .short('o').value("driver.option") };
        /// `--ipam-driver`
        ipam_driver: Option<String> = One("ipam-driver") { .value("network.ipam-driver").default("default") };
        /// `--ipam-opt`
        ipam_opt: Vec<KeyValue> = Many("ipam-opt") { .value("driver.option") };
        /// `--scope`
        scope: Option<String> = One("scope") { .value("network.scope") };
    }
    known [FlagSpec::known("ingress"), FlagSpec::known("config-only"), FlagSpec::known_value("config-from")]
    arguments {
        /// What it is called.
        name: String = Needed(Network, "network.name");
    }
}

command! {
    /// `docker network rm`
    NetworkRm;
    flags {
        /// `-f`: no mistake when there is none.
        force: bool = Switch("force") { .short('f') };
    }
    known []
    arguments {
        /// Names or ids; at least one.
        networks: Vec<String> = OneOrMore(Network, "network.reference");
    }
}

command! {
    /// `docker network inspect`
    NetworkInspect;
    flags {
        /// `-f`: a template for what is shown.
        format: Option<String> = One("format") { .short('f').value("format.template") };
        /// `-v`
        verbose: bool = Switch("verbose") { .short('v') };
    }
    known []
    arguments {
        /// Names or ids; at least one.
        networks: Vec<String> = OneOrMore(Network, "network.reference");
    }
}

command! {
    /// `docker network connect NETWORK CONTAINER`
    NetworkConnect;
    flags {
        /// `--alias`
        alias: Vec<String> = List("alias") { .value("network.alias") };
        /// `--ip`
        ip: Option<String> = One("ip") { .value("ip.address") };
        /// `--ip6`
        ip6: Option<String> = One("ip6") { .value("ip.address") };
        /// `--link`
        link: Vec<String> = Many("link") { .value("container.link") };
        /// `--link-local-ip`
        link_local_ip: Vec<String> = List("link-local-ip") { .value("ip.address") };
        /// `--driver-opt`
        driver_opt: Vec<String> = List("driver-opt") { .value("driver.option") };
        /// `--gw-priority`: the network with the highest is the way out.
        gw_priority: Option<i32> = One("gw-priority") { .value("network.priority") };
    }
    known []
    arguments {
        /// Its name or id.
        network: String = Needed(Network, "network.reference");
        /// Its name or id.
        container: String = Needed(Container, "container.reference");
    }
}

command! {
    /// `docker network disconnect NETWORK CONTAINER`
    NetworkDisconnect;
    flags {
        /// `-f`
        force: bool = Switch("force") { .short('f') };
    }
    known []
    arguments {
        /// Its name or id.
        network: String = Needed(Network, "network.reference");
        /// Its name or id.
        container: String = Needed(Container, "container.reference");
    }
}

command! {
    /// `docker volume ls`
    #[derive(Default)]
    VolumeLs;
    flags {
        /// `-q`: only names.
        quiet: bool = Switch("quiet") { .short('q') };
        /// `-f`
        filter: Vec<Filter> = Many("filter") { .short('f').long_preferred().value("filter.condition") };
        /// `--format`
        format: Option<String> = One("format") { .value("format.template") };
    }
    known [FlagSpec::known("cluster")]
    arguments {}
}

command! {
    /// `docker volume create`
    VolumeCreate;
    flags {
        /// `-d`
        driver: Option<String> = One("driver") { .short('d').value("volume.driver").default("local") };
        /// `--label`
        label: Vec<KeyValue> = Label("label") { .value("label.assignment") };
        /// `-o`
        opt: Vec<KeyValue> = Many("opt") { .short('o').value("driver.option") };
    }
    known [
        FlagSpec::known_value("availability"),
        FlagSpec::known_value("group"),
        FlagSpec::known_value("limit-bytes"),
        FlagSpec::argument("name").value("volume.name").hidden(),
        FlagSpec::known_value("required-bytes"),
        FlagSpec::known_value("scope"),
        FlagSpec::known_value("secret"),
        FlagSpec::known_value("sharing"),
        FlagSpec::known_value("topology-preferred"),
        FlagSpec::known_value("topology-required"),
        FlagSpec::known_value("type"),
    ]
    arguments {
        /// What it is called; docker invents a name where none is given.
        #[serde(default)]
        name: Option<String> = Perhaps(Volume, "volume.name");
    }
}

command! {
    /// `docker volume rm`
    VolumeRm;
    flags {
        /// `-f`: no mistake when there is none.
        force: bool = Switch("force") { .short('f') };
    }
    known []
    arguments {
        /// Names; at least one.
        volumes: Vec<String> = OneOrMore(Volume, "volume.reference");
    }
}

command! {
    /// `docker volume inspect`
    VolumeInspect;
    flags {
        /// `-f`: a template for what is shown.
        format: Option<String> = One("format") { .short('f').value("format.template") };
    }
    known []
    arguments {
        /// Names; at least one.
        volumes: Vec<String> = OneOrMore(Volume, "volume.reference");
    }
}
