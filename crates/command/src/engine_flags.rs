//! The flags of `docker` itself, before any command.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::table::{FlagSpec, Takes};

/// What a line says to `docker` itself, besides which engine is meant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Globals {
    /// `--config`: the folder of the CLI's settings.
    pub config: Option<String>,
    /// `-l`
    pub log_level: Option<String>,
    /// `-D`
    pub debug: bool,
    /// `--tls`
    pub tls: bool,
    /// `--tlsverify`
    pub tlsverify: bool,
    /// `--tlscacert`
    pub tlscacert: Option<String>,
    /// `--tlscert`
    pub tlscert: Option<String>,
    /// `--tlskey`
    pub tlskey: Option<String>,
}

impl Globals {
    /// What they say, by the flag's long name; a switch has no value.
    pub(crate) fn given(&self) -> Vec<(&'static str, Option<&str>)> {
        let values = [
            ("config", &self.config),
            ("log-level", &self.log_level),
            ("tlscacert", &self.tlscacert),
            ("tlscert", &self.tlscert),
            ("tlskey", &self.tlskey),
        ];
        let switches = [("debug", self.debug), ("tls", self.tls), ("tlsverify", self.tlsverify)];
        let values = values.into_iter().filter_map(|(long, value)| Some((long, Some(value.as_deref()?))));
        values.chain(switches.into_iter().filter(|(_, on)| *on).map(|(long, _)| (long, None))).collect()
    }
}

/// In the order in which they are written.
pub(crate) static FLAGS: [FlagSpec; 11] = [
    FlagSpec::new("context", Takes::Value).short('c').long_preferred().value("context.name").default("default"),
    FlagSpec::new("host", Takes::Value).short('H').value("engine.address"),
    FlagSpec::new("config", Takes::Value).value("config.folder").default("~/.docker"),
    FlagSpec::new("log-level", Takes::Value).short('l').long_preferred().value("log.level").default("info"),
    FlagSpec::new("debug", Takes::Nothing).short('D').long_preferred(),
    FlagSpec::new("tls", Takes::Nothing),
    FlagSpec::new("tlscacert", Takes::Value).value("certificate.file").default("~/.docker/ca.pem"),
    FlagSpec::new("tlscert", Takes::Value).value("certificate.file").default("~/.docker/cert.pem"),
    FlagSpec::new("tlskey", Takes::Value).value("certificate.file").default("~/.docker/key.pem"),
    FlagSpec::new("tlsverify", Takes::Nothing),
    FlagSpec::new("version", Takes::Nothing).short('v').long_preferred(),
];
