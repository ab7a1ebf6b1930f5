//! Platforms as people write them (`linux/arm64`, `amd64`), as the JSON that engines take.
//!
//! The rules are those of containerd's `platforms.Parse`, which the CLI uses.

use naru_view::ProblemCode;
use serde_json::{Map, Value, json};

use crate::error::{Error, Result};

const SYSTEMS: [&str; 16] = [
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "windows",
];

const ARCHITECTURES: [&str; 23] = [
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "armbe",
    "arm64",
    "arm64be",
    "ppc64",
    "ppc64le",
    "loong64",
    "mips",
    "mipsle",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "ppc",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
];

/// `{"architecture":"arm64","os":"linux"}`
pub(super) fn json_of(text: &str) -> Result<String> {
    let (os, architecture, variant) =
        parse(text).ok_or_else(|| Error::new(ProblemCode::InvalidValue, format!("{text:?} is not a platform")).with("value", text))?;
    let mut platform = Map::new();
    platform.insert("architecture".to_owned(), json!(architecture));
    platform.insert("os".to_owned(), json!(os));
    if !variant.is_empty() {
        platform.insert("variant".to_owned(), json!(variant));
    }
    Ok(Value::Object(platform).to_string())
}

fn parse(text: &str) -> Option<(String, String, String)> {
    let parts: Vec<&str> = text.split('/').collect();
    let is_word = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    if !parts.iter().all(is_word) {
        return None;
    }
    match parts.as_slice() {
        [word] => {
            let system = system(word);
            if SYSTEMS.contains(&system.as_str()) {
                return Some((system, own_architecture().to_owned(), String::new()));
            }
            let (architecture, variant) = architecture(word, "");
            ARCHITECTURES.contains(&architecture.as_str()).then(|| {
                let variant = without_default(&architecture, variant);
                (own_system().to_owned(), architecture, variant)
            })
        }
        [os, word] => {
            let (architecture, variant) = architecture(word, "");
            let variant = without_default(&architecture, variant);
            Some((system(os), architecture, variant))
        }
        [os, word, variant] => {
            let (architecture, variant) = architecture(word, variant);
            let variant = if architecture == "arm64" && variant.is_empty() { "v8".to_owned() } else { variant };
            Some((system(os), architecture, variant))
        }
        _ => None,
    }
}

/// An arm that nobody says the variant of is v7, and that is not written.
fn without_default(architecture: &str, variant: String) -> String {
    if architecture == "arm" && variant == "v7" { String::new() } else { variant }
}

fn system(word: &str) -> String {
    let word = word.to_lowercase();
    if word == "macos" { "darwin".to_owned() } else { word }
}

fn architecture(word: &str, variant: &str) -> (String, String) {
    let (word, variant) = (word.to_lowercase(), variant.to_lowercase());
    let (word, variant) = match (word.as_str(), variant.as_str()) {
        ("i386" | "386", _) => ("386", ""),
        ("x86_64" | "x86-64" | "amd64", "v1") => ("amd64", ""),
        ("x86_64" | "x86-64" | "amd64", variant) => ("amd64", variant),
        ("aarch64" | "arm64", "8" | "v8") => ("arm64", ""),
        ("aarch64" | "arm64", variant) => ("arm64", variant),
        ("armhf", _) | ("arm", "" | "7") => ("arm", "v7"),
        ("armel", _) | ("arm", "6") => ("arm", "v6"),
        ("arm", "5") => ("arm", "v5"),
        ("arm", "8") => ("arm", "v8"),
        other => other,
    };
    (word.to_owned(), variant.to_owned())
}

/// What Go calls the system that this runs on.
fn own_system() -> &'static str {
    if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS }
}

fn own_architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "x86" => "386",
        "loongarch64" => "loong64",
        "powerpc64" => "ppc64le",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platforms_as_docker_reads_them() {
        let read = |text: &str| parse(text).map(|(os, architecture, variant)| format!("{os}/{architecture}/{variant}"));
        for (text, meant) in [
            ("linux/amd64", Some("linux/amd64/")),
            ("linux/x86_64", Some("linux/amd64/")),
            ("Linux/ARM64", Some("linux/arm64/")),
            ("linux/arm64/v8", Some("linux/arm64/v8")),
            ("linux/arm", Some("linux/arm/")),
            ("linux/arm/v7", Some("linux/arm/v7")),
            ("linux/arm/6", Some("linux/arm/v6")),
            ("macos/arm64", Some("darwin/arm64/")),
            ("", None),
            ("linux/", None),
            ("linux/*", None),
            ("nonsense", None),
            ("a/b/c/d", None),
        ] {
            assert_eq!(read(text).as_deref(), meant, "{text}");
        }
        assert_eq!(read("linux"), Some(format!("linux/{}/", own_architecture())));
        assert_eq!(read("arm64"), Some(format!("{}/arm64/", own_system())));
    }
}
