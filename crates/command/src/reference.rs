use std::{fmt, net::Ipv6Addr, str::FromStr};

use oci_spec::distribution::{ParseError, Reference};
use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

const DOCKER_HUB: &str = "docker.io";
/// What Docker Hub was called before; docker still takes it for Docker Hub.
const DOCKER_HUB_BEFORE: &str = "index.docker.io";
/// The namespace of Docker Hub that a name without one is in.
const OFFICIAL: &str = "library/";

/// What names an image on a docker command line: `nginx`, `localhost:5000/web:1.2`, `nginx@sha256:…`, or an image's id.
///
/// It keeps the form in which the person wrote it ([`fmt::Display`]) and knows what docker reads into it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct ImageReference {
    written: String,
    meaning: Meaning,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Meaning {
    /// A full id, `sha256:…`: it names an image of this engine, not something that a registry has.
    Id(String),
    Name {
        registry: String,
        repository: String,
        tag: Option<String>,
        digest: Option<String>,
    },
}

/// Why a text is not an image reference.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum ReferenceError {
    /// There is nothing.
    #[error("an image reference cannot be empty")]
    Empty,
    /// The repository has upper case letters; docker wants lower case.
    #[error("the repository {0:?} must be lower case")]
    Uppercase(String),
    /// A character that no reference has.
    #[error("an image reference cannot hold {0:?}")]
    Character(char),
    /// The registry's host is not one.
    #[error("{0:?} is not the host of a registry")]
    Host(String),
    /// A digest whose hex digits are not lower case.
    #[error("the digest {0:?} must be lower case")]
    DigestUppercase(String),
    /// It does not follow the grammar.
    #[error("not an image reference")]
    Format(#[source] ParseError),
}

impl ImageReference {
    /// The form in which it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The full id (`sha256:…`), when it is one: 64 hex digits, with or without `sha256:`. A shorter id cannot be told
    /// from a name, so it is a name here ([`Self::could_be_id`]); the engine looks for both.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match &self.meaning {
            Meaning::Id(id) => Some(id),
            Meaning::Name { .. } => None,
        }
    }

    /// True when an engine would look for an image with such an id too: hex digits and nothing else, or a full id.
    #[must_use]
    pub fn could_be_id(&self) -> bool {
        let digits = self.written.strip_prefix("sha256:").unwrap_or(&self.written);
        self.id().is_some() || is_lower_hex(digits)
    }

    /// The registry, `docker.io` when none is written; none for an id.
    #[must_use]
    pub fn registry(&self) -> Option<&str> {
        match &self.meaning {
            Meaning::Id(_) => None,
            Meaning::Name { registry, .. } => Some(registry),
        }
    }

    /// The repository in its registry, with `library/` where docker puts it (`library/nginx`); none for an id.
    #[must_use]
    pub fn repository(&self) -> Option<&str> {
        match &self.meaning {
            Meaning::Id(_) => None,
            Meaning::Name { repository, .. } => Some(repository),
        }
    }

    /// The tag, `latest` when neither a tag nor a digest is written; none for an id or a digest alone.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        match &self.meaning {
            Meaning::Id(_) => None,
            Meaning::Name { tag, .. } => tag.as_deref(),
        }
    }

    /// The digest (`sha256:…`) that follows an `@`.
    #[must_use]
    pub fn digest(&self) -> Option<&str> {
        match &self.meaning {
            Meaning::Id(_) => None,
            Meaning::Name { digest, .. } => digest.as_deref(),
        }
    }

    /// The repository as `docker image ls` shows it: `nginx`, `devwikirepo/tencounter`, `localhost:5000/web`; none for an id.
    #[must_use]
    pub fn familiar_repository(&self) -> Option<String> {
        let Meaning::Name { registry, repository, .. } = &self.meaning else { return None };
        if registry != DOCKER_HUB {
            return Some(format!("{registry}/{repository}"));
        }
        let official = repository.strip_prefix(OFFICIAL).filter(|rest| !rest.contains('/'));
        Some(official.unwrap_or(repository).to_owned())
    }

    /// What `docker image ls` shows, as one word: `nginx:latest`, `nginx@sha256:…`; the id for an id.
    #[must_use]
    pub fn familiar(&self) -> String {
        match (&self.meaning, self.familiar_repository()) {
            (Meaning::Name { tag, digest, .. }, Some(repository)) => with_tag(repository, tag.as_deref(), digest.as_deref()),
            (Meaning::Id(id), _) => id.clone(),
            (Meaning::Name { .. }, None) => self.written.clone(),
        }
    }

    /// With nothing left to defaults: `docker.io/library/nginx:latest`; the id for an id.
    #[must_use]
    pub fn canonical(&self) -> String {
        match &self.meaning {
            Meaning::Id(id) => id.clone(),
            Meaning::Name { registry, repository, tag, digest } => {
                with_tag(format!("{registry}/{repository}"), tag.as_deref(), digest.as_deref())
            }
        }
    }
}

fn with_tag(mut name: String, tag: Option<&str>, digest: Option<&str>) -> String {
    for (sign, word) in [(':', tag), ('@', digest)] {
        if let Some(word) = word {
            name.push(sign);
            name.push_str(word);
        }
    }
    name
}

fn is_lower_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Docker takes 64 hex digits for an id, never for a name, and a digest by itself as well.
fn full_id(text: &str) -> Option<String> {
    let (algorithm, digits) = text.split_once(':').unwrap_or(("sha256", text));
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => return None,
    };
    (digits.len() == length && is_lower_hex(digits)).then(|| format!("{algorithm}:{digits}"))
}

/// Parts the registry from the rest as docker does: the first component is a registry when it looks like a host. An upper
/// case letter makes it one too, since no namespace has any.
fn split_registry(text: &str) -> (&str, &str) {
    match text.split_once('/') {
        Some((DOCKER_HUB_BEFORE, rest)) => (DOCKER_HUB, rest),
        Some((first, rest)) if first == "localhost" || first.contains(['.', ':']) || first.contains(|c: char| c.is_ascii_uppercase()) => {
            (first, rest)
        }
        _ => (DOCKER_HUB, text),
    }
}

/// `[2001:db8::1]` or `[2001:db8::1]:5000`.
fn is_ipv6_host(host: &str) -> bool {
    let Some((address, port)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) else { return false };
    let port_is_one = port.strip_prefix(':').is_some_and(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()));
    // Docker knows only the form in hex, without an IPv4 part.
    !address.contains('.') && address.parse::<Ipv6Addr>().is_ok() && (port.is_empty() || port_is_one)
}

fn read(text: &str) -> Result<Meaning, ReferenceError> {
    if text.is_empty() {
        return Err(ReferenceError::Empty);
    }
    // The grammar below would take any letter of Unicode in a tag; docker's is ASCII.
    if let Some(other) = text.chars().find(|c| !c.is_ascii_graphic()) {
        return Err(ReferenceError::Character(other));
    }
    if let Some(id) = full_id(text) {
        return Ok(Meaning::Id(id));
    }
    let (registry, rest) = split_registry(text);
    let path = rest.split([':', '@']).next().unwrap_or_default();
    if path.bytes().any(|b| b.is_ascii_uppercase()) {
        return Err(ReferenceError::Uppercase(path.to_owned()));
    }
    let namespace = if registry == DOCKER_HUB && !path.contains('/') { OFFICIAL } else { "" };
    // The grammar knows no IPv6 hosts: such a host is checked here, and another stands in for it there.
    let host = if registry.starts_with('[') {
        if !is_ipv6_host(registry) {
            return Err(ReferenceError::Host(registry.to_owned()));
        }
        "localhost"
    } else {
        registry
    };
    let parsed = Reference::try_from(format!("{host}/{namespace}{rest}")).map_err(ReferenceError::Format)?;
    if let Some(digest) = parsed.digest()
        && digest.bytes().any(|b| b.is_ascii_uppercase())
    {
        return Err(ReferenceError::DigestUppercase(digest.to_owned()));
    }
    Ok(Meaning::Name {
        registry: registry.to_owned(),
        repository: format!("{namespace}{path}"),
        tag: parsed.tag().map(ToOwned::to_owned),
        digest: parsed.digest().map(ToOwned::to_owned),
    })
}

impl TryFrom<String> for ImageReference {
    type Error = ReferenceError;

    fn try_from(written: String) -> Result<Self, Self::Error> {
        let meaning = read(&written)?;
        Ok(Self { written, meaning })
    }
}

impl FromStr for ImageReference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.to_owned().try_into()
    }
}

impl From<ImageReference> for String {
    fn from(reference: ImageReference) -> Self {
        reference.written
    }
}

impl AsRef<str> for ImageReference {
    fn as_ref(&self) -> &str {
        &self.written
    }
}

impl fmt::Display for ImageReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

#[cfg(test)]
mod tests;
