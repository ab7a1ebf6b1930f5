//! `docker cp`, both ways.

mod name;
mod path;
mod place;
mod tar_in;
mod tar_out;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bollard::container::PathStatResponse;
use bollard::query_parameters::{ContainerArchiveInfoOptionsBuilder, UploadToContainerOptionsBuilder};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http_body_util::BodyExt;
use naru_command::Cp;
use naru_view::{Outcome, ProblemCode, Progress};
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior};

use super::super::targets::segment;
use super::super::work::{Work, not_performed};
use super::life::CONTAINER;
use crate::blocking::blocking;
use crate::build::archive::CHUNKS;
use crate::error::{Error, Result};
use crate::received::Received;
use crate::refusal::of_bollard;
use crate::transport::percent_encode;
use name::System;
use path::Local;
pub(crate) use path::clean as clean_path;
use place::{Place, unusable};
use tar_in::{LeftOut, Rename, Rules, Unpacked};

/// How often it is told how much was copied.
const PACE: Duration = Duration::from_millis(100);

/// Bits of Go's `os.FileMode`, in which engines tell what a path is.
const MODE_FOLDER: u32 = 1 << 31;
const MODE_LINK: u32 = 1 << 27;
const MODE_DEVICE: u32 = 1 << 26;
const MODE_IRREGULAR: u32 = 1 << 19;

/// `docker cp`. `--quiet` is about what a terminal shows.
pub(crate) async fn cp(work: Work<'_>, cp: &Cp) -> Result<Outcome> {
    let Cp { archive, follow_link, quiet: _, from, to } = cp;
    if from == "-" || to == "-" {
        return Err(not_performed("cp -"));
    }
    let copied = match (side(from), side(to)) {
        // Owners are kept only on the way in: the CLI gives what it writes to who runs it, with `--archive` too.
        (Side::Inside { container, path }, Side::Here(to)) => out_of(work, container, path, &to, *follow_link).await,
        (Side::Here(from), Side::Inside { container, path }) => {
            into(work, from, container, path, How { archive: *archive, follow: *follow_link }).await
        }
        (Side::Inside { .. }, Side::Inside { .. }) => Err(invalid(to, "copying between containers is not supported")),
        (Side::Here(_), Side::Here(_)) => Err(invalid(to, "must specify at least one container source")),
    };
    let container = [from, to].into_iter().find_map(|side| match self::side(side) {
        Side::Inside { container, .. } => Some(container),
        Side::Here(_) => None,
    });
    copied.map_err(|error| error.with(CONTAINER, container.unwrap_or_default()))
}

/// Where something is.
enum Side<'a> {
    Inside { container: &'a str, path: &'a str },
    Here(Local),
}

/// `CONTAINER:PATH`, or a path of this computer, as the CLI tells them apart (`splitCpArg`).
fn side(text: &str) -> Side<'_> {
    match text.split_once(':') {
        Some((container, path)) if !Path::new(text).is_absolute() && !text.starts_with('.') => Side::Inside { container, path },
        _ => Side::Here(Local::read(text)),
    }
}

#[derive(Clone, Copy)]
struct How {
    archive: bool,
    follow: bool,
}

async fn into(work: Work<'_>, from: Local, container: &str, to: &str, how: How) -> Result<Outcome> {
    let source = blocking(move || tar_out::find(&from, how.follow)).await??;
    // Whatever is wrong with the destination shows when the tar arrives there.
    let mut target = to.to_owned();
    let mut there = stat(work, container, to).await.ok();
    if let Some(link) = there.take_if(|there| there.file_mode & MODE_LINK != 0) {
        target = path::linked(to, &link.link_target);
        there = stat(work, container, &target).await.ok();
    }
    if there.as_ref().is_some_and(|there| there.file_mode & (MODE_DEVICE | MODE_IRREGULAR) != 0) {
        return Err(invalid(to, format!("destination \"{container}:{to}\" must be a directory or a regular file")));
    }
    let (folder, top) = match there {
        Some(there) if there.file_mode & MODE_FOLDER != 0 => (target, source.name.clone()),
        Some(_) if source.is_folder => return Err(Error::new(ProblemCode::Conflict, "cannot copy directory").with("path", to)),
        None if !source.is_folder && path::wants_folder(&target) => {
            return Err(Error::new(ProblemCode::FileNotFound, "no such directory").with("path", to));
        }
        _ => {
            let (folder, name) = path::split(&target);
            // The root is only absent where its container is, which the engine says when the tar comes; no name in a tar is a root.
            (folder, Some(PathBuf::from(name.trim_start_matches('/'))))
        }
    };

    let (sender, receiver) = mpsc::channel(CHUNKS);
    let writing = tokio::task::spawn_blocking(move || tar_out::write(&source, top.as_deref(), &sender));
    let sent = Arc::new(AtomicU64::new(0));
    let body = stream::unfold(receiver, |mut receiver| async { receiver.recv().await.map(|chunk| (chunk, receiver)) });
    let counted = body.inspect({
        let sent = Arc::clone(&sent);
        move |chunk| {
            if let Ok(chunk) = chunk {
                sent.fetch_add(chunk.len() as u64, Ordering::Relaxed);
            }
        }
    });
    let mut options = UploadToContainerOptionsBuilder::new().path(&folder).no_overwrite_dir_non_dir("true");
    if how.archive {
        options = options.copy_uidgid("true");
    }
    let name = segment(container)?;
    let uploading = work.docker().upload_to_container(&name, Some(options.build()), bollard::body_try_stream(counted));
    let uploaded = telling(work, &sent, uploading).await.map_err(of_bollard);
    // A file that could not be read is why the engine saw the tar break off.
    writing.await.map_err(|error| Error::caused(ProblemCode::Internal, error))??;
    uploaded?;
    Ok(Outcome::Done)
}

/// Waits for what is sent, and tells how much has gone.
async fn telling<T>(work: Work<'_>, sent: &AtomicU64, sending: impl Future<Output = T>) -> T {
    let mut sending = std::pin::pin!(sending);
    let mut pace = tokio::time::interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut told = 0;
    loop {
        let done = tokio::select! {
            done = &mut sending => Some(done),
            _ = pace.tick() => None,
        };
        let bytes = sent.load(Ordering::Relaxed);
        if bytes != told {
            told = bytes;
            work.tell(Progress::Transfer { bytes, total: None }).await;
        }
        if let Some(done) = done {
            return done;
        }
    }
}

async fn out_of(work: Work<'_>, container: &str, from: &str, to: &Local, follow: bool) -> Result<Outcome> {
    let place = {
        let to = to.clone();
        blocking(move || Place::find(&to)).await??
    };
    let mut source = from.to_owned();
    let mut renames = Vec::new();
    let mut name = path::split(from).1;
    if follow
        && let Ok(link) = stat(work, container, from).await
        && link.file_mode & MODE_LINK != 0
    {
        source = path::linked(from, &link.link_target);
        if path::is_content(from) {
            source.push_str("/.");
        }
        let led = path::split(&source).1;
        // It keeps the name that was asked for.
        if led != name {
            renames.push(rename(&led, &name));
        }
    }
    let asked = format!("/containers/{}/archive?path={}", segment(container)?, percent_encode(&source));
    // Asked before the tar is on its way: an engine holds the container's lock until that is read.
    let there = match stat(work, container, &source).await {
        Ok(there) => there,
        // That answer has no body and says nothing of why; the one to the tar does.
        Err(error) => return Err(work.raw().open(&asked).await.err().unwrap_or(error)),
    };
    let is_folder = there.file_mode & MODE_FOLDER != 0;
    let into = match place {
        Place::Folder(folder) => folder,
        Place::File(_) if is_folder => {
            return Err(Error::new(ProblemCode::Conflict, "cannot copy directory").with("path", to.path.display().to_string()));
        }
        Place::Nothing(_) if !is_folder && to.wants_folder() => {
            return Err(Error::new(ProblemCode::FileNotFound, "no such directory").with("path", to.path.display().to_string()));
        }
        Place::File(path) | Place::Nothing(path) => {
            let (Some(folder), Some(base)) = (path.parent(), path.file_name()) else {
                return Err(unusable(&path, io::ErrorKind::NotFound));
            };
            renames.push(rename(&std::mem::take(&mut name), &base.to_string_lossy()));
            folder.to_owned()
        }
    };

    let response = work.raw().open(&asked).await?;
    let rules = Rules { renames, rooted: path::clean(&source) == "/", system: System::HERE };
    let (sender, receiver) = mpsc::channel(CHUNKS);
    let unpacking = tokio::task::spawn_blocking(move || tar_in::unpack(Received::new(receiver), &into, &rules));
    let received = receive(work, response.into_body(), sender).await;
    let unpacked = unpacking.await.map_err(|error| Error::caused(ProblemCode::Internal, error))?;
    received?;
    let Unpacked { bytes, links_out, left_out: LeftOut { special, links } } = unpacked?;
    if links_out > 0 {
        work.tell(Progress::LinksOut { count: links_out }).await;
    }
    if special + links > 0 {
        work.tell(Progress::LeftOut { special, links }).await;
    }
    Ok(Outcome::Written { path: to.path.display().to_string(), bytes })
}

/// Hands the answer on, and tells how much came. Ends well when nobody wants more of it.
async fn receive(work: Work<'_>, mut body: hyper::body::Incoming, to: mpsc::Sender<io::Result<Bytes>>) -> Result<()> {
    let (mut bytes, mut told) = (0, Instant::now());
    while let Some(frame) = body.frame().await {
        match frame {
            Ok(frame) => {
                let Ok(data) = frame.into_data() else { continue };
                bytes += data.len() as u64;
                if to.send(Ok(data)).await.is_err() {
                    return Ok(());
                }
            }
            Err(error) => {
                // Half a tar must not be taken for a whole one; who unpacks it may have ended already.
                let _ = to.send(Err(io::Error::other(error.to_string()))).await;
                return Err(Error::caused(ProblemCode::EngineUnreachable, error));
            }
        }
        if told.elapsed() >= PACE {
            told = Instant::now();
            work.tell(Progress::Transfer { bytes, total: None }).await;
        }
    }
    work.tell(Progress::Transfer { bytes, total: None }).await;
    Ok(())
}

/// `/` in a tar is nothing at all: what follows it is the name.
fn rename(old: &str, new: &str) -> Rename {
    Rename { old: if old == "/" { String::new() } else { old.to_owned() }, new: new.to_owned() }
}

async fn stat(work: Work<'_>, container: &str, path: &str) -> Result<PathStatResponse> {
    let options = ContainerArchiveInfoOptionsBuilder::new().path(path).build();
    work.docker().get_container_archive_info(&segment(container)?, Some(options)).await.map_err(of_bollard)
}

fn invalid(value: &str, said: impl Into<String>) -> Error {
    Error::new(ProblemCode::InvalidValue, said).with("value", value)
}
