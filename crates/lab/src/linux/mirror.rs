//! Which Debian archive to make trees from: the one that apt uses on this machine, so that the lab works wherever apt does.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use super::program;
use crate::Unavailable;

/// An archive, and how to reach and trust it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mirror {
    /// `http://…/debian`
    pub url: String,
    /// Signs its release files.
    pub keyring: PathBuf,
    /// apt's proxy for http, if it has one.
    pub proxy: Option<String>,
}

/// One line an index target of apt's; what is unknown before the first `apt-get update` is empty.
const FORMAT: &str = "$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(ORIGIN)|$(LABEL)|$(SIGNED_BY)";

impl Mirror {
    /// `NARU_DEBIAN_MIRROR` if it is set, else what apt's configuration says.
    pub fn find() -> Result<Self, Unavailable> {
        let targets = apt(&["apt-get", "indextargets", "--format", FORMAT, "Created-By: Packages"]);
        let archive = archive(&targets);
        let url = match env::var("NARU_DEBIAN_MIRROR") {
            Ok(set) if !set.is_empty() => set,
            _ => archive.as_ref().map(|(url, _)| url.clone()).ok_or(Unavailable::NoMirror)?,
        };
        let keyring = archive
            .map(|(_, signed_by)| PathBuf::from(signed_by))
            .into_iter()
            .chain(["gpg", "pgp"].map(|ending| Path::new("/usr/share/keyrings").join(format!("debian-archive-keyring.{ending}"))))
            .find(|path| path.is_file())
            .ok_or(Unavailable::NoKeyring)?;
        let proxy = apt(&["apt-config", "dump", "Acquire::http::Proxy"]);
        Ok(Self { url, keyring, proxy: setting(&proxy) })
    }
}

/// What apt says about itself; nothing where there is no apt.
fn apt(line: &[&str]) -> String {
    let (program, arguments) = (line[0], &line[1..]);
    program::run(Command::new(program).args(arguments)).unwrap_or_default()
}

/// The address and keyring of the archive among apt's index targets: Debian's own, not its security updates or backports, and nobody
/// else's repository for Debian.
fn archive(targets: &str) -> Option<(String, String)> {
    targets.lines().find_map(|line| {
        let [url, release, component, origin, label, signed_by] = line.split('|').collect::<Vec<_>>().try_into().ok()?;
        let debian = origin == "Debian" || (origin.is_empty() && url.trim_end_matches('/').ends_with("/debian"));
        // `bookworm-updates`, `bookworm-security`: what they hold is not a whole system.
        let whole = component == "main" && !release.contains(['-', '/']) && !label.contains("Security");
        let reachable = ["http://", "https://", "file:/"].iter().any(|scheme| url.starts_with(scheme));
        (debian && whole && reachable).then(|| (url.trim_end_matches('/').to_owned(), signed_by.to_owned()))
    })
}

/// The value in a line like `Acquire::http::Proxy "http://host:3128";`.
fn setting(dump: &str) -> Option<String> {
    let value = dump.lines().next()?.split('"').nth(1)?;
    (!value.is_empty() && value != "DIRECT").then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_archive_is_debians_own() {
        let targets = "\
https://example.test/vendor/|bookworm|main|Vendor|Vendor|\n\
http://mirror.test/debian-security/|bookworm-security|main|Debian|Debian-Security|/k.gpg\n\
http://mirror.test/debian/|bookworm-updates|main|Debian|Debian|/k.gpg\n\
http://mirror.test/debian/|bookworm|contrib|Debian|Debian|/k.gpg\n\
http://mirror.test/debian/|bookworm|main|Debian|Debian|/k.gpg\n";
        assert_eq!(archive(targets), Some(("http://mirror.test/debian".to_owned(), "/k.gpg".to_owned())));
    }

    #[test]
    fn before_the_first_update_the_address_tells() {
        let targets = "http://mirror.test/vendor|bookworm|main|||\nhttp://mirror.test/debian/|bookworm|main|||\n";
        assert_eq!(archive(targets), Some(("http://mirror.test/debian".to_owned(), String::new())));
        assert_eq!(archive("http://archive.test/ubuntu/|noble|main|Ubuntu|Ubuntu|\n"), None);
    }

    #[test]
    fn a_proxy_is_read_as_apt_writes_it() {
        assert_eq!(setting("Acquire::http::Proxy \"http://proxy.test:3128\";\n"), Some("http://proxy.test:3128".to_owned()));
        assert_eq!(setting(""), None);
    }
}
