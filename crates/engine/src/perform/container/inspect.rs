//! `docker inspect` of anything.

use naru_command::Target;
use naru_view::{Outcome, ProblemCode};
use serde_json::Value;

use super::super::objects;
use super::super::targets::segment;
use super::super::work::{Work, not_performed};
use crate::error::{Error, Result};

/// A kind of object, and where the API has one of it.
struct Kind {
    name: &'static str,
    path: &'static str,
    tail: &'static str,
    /// Only a manager of a swarm has such objects, and only there docker looks for them.
    swarm: bool,
}

const fn kind(name: &'static str, path: &'static str, tail: &'static str, swarm: bool) -> Kind {
    Kind { name, path, tail, swarm }
}

/// In the order in which the CLI looks.
static KINDS: [Kind; 10] = [
    kind("container", "/containers/", "/json", false),
    kind("image", "/images/", "/json", false),
    kind("network", "/networks/", "", false),
    kind("volume", "/volumes/", "", false),
    kind("service", "/services/", "", true),
    kind("task", "/tasks/", "", true),
    kind("node", "/nodes/", "", true),
    kind("plugin", "/plugins/", "/json", false),
    kind("secret", "/secrets/", "", true),
    kind("config", "/configs/", "", true),
];

/// `docker inspect`
pub(crate) async fn inspect(work: Work<'_>, target: &Target) -> Result<Outcome> {
    let Target { format: _, size, kind, container, more } = target;
    let kind = match kind.as_deref().filter(|kind| !kind.is_empty()) {
        None => None,
        Some(wanted) => Some(KINDS.iter().find(|kind| kind.name == wanted).ok_or_else(|| {
            let known = KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ");
            Error::new(ProblemCode::InvalidValue, format!("unknown type {wanted:?}: must be one of {known}")).with("value", wanted)
        })?),
    };
    if kind.is_some_and(|kind| kind.swarm) {
        return Err(not_performed("--type of a swarm's objects"));
    }
    let targets: Vec<String> = std::iter::once(container).chain(more).cloned().collect();
    objects::answer(work, "container", &targets, |name| async move {
        match kind {
            Some(kind) => look(work, kind, &name, *size).await,
            None => find(work, &name, *size).await,
        }
    })
    .await
}

async fn look(work: Work<'_>, kind: &Kind, name: &str, size: bool) -> Result<Value> {
    // Of anything but a container docker says that it takes no notice of `--size`.
    let query = if size && kind.name == "container" { "?size=1" } else { "" };
    // Whoever asks for it waits for it.
    let found = work.raw().patient().get_json(&format!("{}{}{}{query}", kind.path, segment(name)?, kind.tail)).await;
    found.map_err(|error| error.with(kind.name, name))
}

/// The first that has the name, as docker looks for it.
async fn find(work: Work<'_>, name: &str, size: bool) -> Result<Value> {
    for kind in KINDS.iter().filter(|kind| !kind.swarm) {
        match look(work, kind, name, size).await {
            Err(error) if is_elsewhere(kind, &error) => {}
            looked => return looked,
        }
    }
    // Most who inspect look for a container.
    Err(Error::new(ProblemCode::ContainerNotFound, format!("No such object: {name}")))
}

/// Whether a refusal says no more than that there is no such object of this kind.
fn is_elsewhere(kind: &Kind, error: &Error) -> bool {
    match error.code() {
        ProblemCode::ContainerNotFound
        | ProblemCode::ImageNotFound
        | ProblemCode::NetworkNotFound
        | ProblemCode::VolumeNotFound
        | ProblemCode::InvalidReference => true,
        // Nothing else is asked of plugins, so that their refusal has no code.
        ProblemCode::EngineRefused => kind.name == "plugin",
        _ => false,
    }
}
