//! `--platform`, as the CLI's `platforms.Parse` normalizes it.

use super::super::variables::invalid;
use crate::error::Result;

const SYSTEMS: [&str; 8] = ["linux", "windows", "darwin", "freebsd", "openbsd", "netbsd", "solaris", "wasip1"];
const ARCHITECTURES: [&str; 12] =
    ["386", "amd64", "arm", "arm64", "loong64", "mips64le", "mips64", "ppc64le", "ppc64", "riscv64", "s390x", "wasm"];

/// `linux/arm64/v8` as the engine takes it.
pub(super) fn platform(text: &str) -> Result<String> {
    let wrong = || invalid(text, format!("{text} is not OS[/ARCHITECTURE[/VARIANT]]"));
    let parts: Vec<&str> = text.split('/').collect();
    if parts.iter().any(|part| part.is_empty() || !part.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))) {
        return Err(wrong());
    }
    let (os, (architecture, variant)) = match *parts.as_slice() {
        // A word alone is a system on this computer's architecture, or an architecture of this computer's system.
        [one] => match system(one) {
            os if SYSTEMS.contains(&os.as_str()) => (os, normal(std::env::consts::ARCH, "")),
            _ => {
                let (architecture, variant) = normal(one, "");
                if !ARCHITECTURES.contains(&architecture.as_str()) {
                    return Err(wrong());
                }
                let here = if cfg!(windows) {
                    "windows"
                } else if cfg!(target_os = "macos") {
                    "darwin"
                } else {
                    "linux"
                };
                (here.to_owned(), (architecture, variant))
            }
        },
        [os, architecture] => (system(os), normal(architecture, "")),
        [os, architecture, variant] => (system(os), normal(architecture, variant)),
        _ => return Err(wrong()),
    };
    let parts = [os, architecture, variant];
    Ok(parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("/"))
}

fn system(text: &str) -> String {
    let text = text.to_lowercase();
    if text == "macos" { "darwin".to_owned() } else { text }
}

/// The one name of an architecture that has several, and its variant unless that is what goes without saying.
fn normal(architecture: &str, variant: &str) -> (String, String) {
    let (architecture, variant) = (architecture.to_lowercase(), variant.to_lowercase());
    let (architecture, variant) = match (architecture.as_str(), variant.as_str()) {
        ("i386" | "x86", _) => ("386", ""),
        ("x86_64" | "x86-64" | "amd64", "v1") => ("amd64", ""),
        ("x86_64" | "x86-64", variant) => ("amd64", variant),
        ("aarch64" | "arm64", "8" | "v8") => ("arm64", ""),
        ("aarch64", variant) => ("arm64", variant),
        ("armhf", _) | ("arm", "" | "7") => ("arm", "v7"),
        ("arm", "5") => ("arm", "v5"),
        ("armel", _) | ("arm", "6") => ("arm", "v6"),
        ("arm", "8") => ("arm", "v8"),
        (architecture, variant) => (architecture, variant),
    };
    (architecture.to_owned(), variant.to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::platform;

    #[test]
    fn a_platform_has_one_name() {
        for (given, sent) in [
            ("linux/amd64", "linux/amd64"),
            ("Linux/x86_64", "linux/amd64"),
            ("linux/arm64/v8", "linux/arm64"),
            ("linux/arm", "linux/arm/v7"),
            ("linux/arm/v6", "linux/arm/v6"),
        ] {
            assert_eq!(platform(given).unwrap(), sent, "{given}");
        }
        for wrong in ["", "linux/", "nothing", "a/b/c/d", "linux/am d64"] {
            assert!(platform(wrong).is_err(), "{wrong}");
        }
    }
}
