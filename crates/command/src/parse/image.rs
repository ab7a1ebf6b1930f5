use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ImageReference;

/// A part of an image reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImagePart {
    /// Which part.
    pub kind: ImagePartKind,
    /// What it says.
    pub text: String,
    /// True when it is not written, and docker's default.
    pub default: bool,
}

/// Which part of an image reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ImagePartKind {
    /// `docker.io`
    Registry,
    /// `library`: a user or organisation.
    Project,
    /// `nginx`
    Image,
    /// `latest`
    Tag,
    /// `sha256:…`
    Digest,
    /// A full id, which is no name.
    Id,
}

/// An image reference in its parts, with those that docker fills in.
#[must_use]
pub(crate) fn parts(reference: &ImageReference) -> Vec<ImagePart> {
    let written = reference.as_str();
    let part = |kind, text: &str, default| ImagePart { kind, text: text.to_owned(), default };
    if let Some(id) = reference.id() {
        return vec![part(ImagePartKind::Id, id, false)];
    }
    let mut parts = Vec::new();
    let name_end = written.find('@').unwrap_or(written.len());
    if let Some(registry) = reference.registry() {
        let says = written.starts_with(&format!("{registry}/")) || written.starts_with("index.docker.io/");
        parts.push(part(ImagePartKind::Registry, registry, !says));
    }
    if let Some(repository) = reference.repository() {
        let (project, image) = repository.rsplit_once('/').map_or((None, repository), |(project, image)| (Some(project), image));
        if let Some(project) = project {
            let says = written[..name_end].contains(&format!("{project}/"));
            parts.push(part(ImagePartKind::Project, project, !says));
        }
        parts.push(part(ImagePartKind::Image, image, false));
    }
    if let Some(tag) = reference.tag() {
        parts.push(part(ImagePartKind::Tag, tag, !written[..name_end].ends_with(&format!(":{tag}"))));
    }
    if let Some(digest) = reference.digest() {
        parts.push(part(ImagePartKind::Digest, digest, false));
    }
    parts
}
