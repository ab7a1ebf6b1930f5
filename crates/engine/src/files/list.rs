//! What is in a folder of a container.

use std::io;
use std::time::Duration;

use chrono::Utc;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use naru_view::{FileKind, FolderListing, FolderRead, Found, ProblemCode};
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::sync::CancellationToken;

use super::headers::{FILES, Filled, Frame, fill};
use super::mounts::mounts;
use super::shelf::{Kept, Shelf, hold};
use super::stat::follow;
use super::tree::{Names, Tree, names};
use crate::build::archive::CHUNKS;
use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::perform::{clean_path, segment};
use crate::received::Received;
use crate::transport::percent_encode;

/// How often it is told how far the reading is.
const PACE: Duration = Duration::from_millis(100);

/// A window is shown no more of a folder than this.
const SHOWN: usize = 20_000;

/// How much of all of a container is read by itself: a few seconds of most engines.
const EXPORT: Budget = Budget { bytes: 256 << 20, time: Duration::from_secs(20) };

/// The same of one folder. An engine holds the container's lock while it sends one, so that `stop` and `inspect` wait for it.
const FOLDER: Budget = Budget { bytes: 64 << 20, time: Duration::from_secs(6) };

/// What somebody wants to see.
#[derive(Debug, Clone)]
pub struct Look {
    /// The container's id.
    pub container: String,
    /// The folder, absolute.
    pub path: String,
    /// Read it anew, whatever is known.
    pub again: bool,
    /// How often reading on was asked for: each time four times as much is read.
    pub further: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Budget {
    bytes: u64,
    time: Duration,
}

impl Budget {
    fn times(self, further: u8) -> Self {
        let factor = 4_u32.saturating_pow(u32::from(further));
        Self { bytes: self.bytes.saturating_mul(factor.into()), time: self.time.saturating_mul(factor) }
    }
}

/// Lists a folder, or says what else is there. A cancel stops the reading; what came until then is kept.
pub(crate) async fn list(
    connection: &Connection,
    shelf: &Shelf,
    look: &Look,
    told: mpsc::Sender<FolderRead>,
    cancel: CancellationToken,
) -> Result<Found> {
    tokio::select! {
        biased;
        found = look_at(connection, shelf, look, &told) => found,
        () = cancel.cancelled() => Err(Error::cancelled()),
    }
}

async fn look_at(connection: &Connection, shelf: &Shelf, look: &Look, told: &mpsc::Sender<FolderRead>) -> Result<Found> {
    let container = segment(&look.container)?;
    let mut path = clean_path(&look.path);
    let named =
        |path: &str| names(path.as_bytes()).ok_or_else(|| Error::new(ProblemCode::InvalidValue, "no such path").with("value", path));
    let tree = shelf.tree(&look.container);
    if let Some(known) = named(&path).ok().filter(|_| !look.again).and_then(|names| known(&tree, &path, &names)) {
        return Ok(Found::Folder { listing: known });
    }
    if path != "/" {
        let (led, entry) = follow(connection, &container, &path).await?;
        if entry.kind != FileKind::Folder {
            return Ok(Found::File { path: led, entry });
        }
        path = led;
    }
    let base = named(&path)?;
    // A link may have led to what is known.
    if let Some(known) = Some(&base).filter(|_| !look.again).and_then(|base| known(&tree, &path, base)) {
        return Ok(Found::Folder { listing: known });
    }
    let (asked, frame, budget) = if base.is_empty() {
        let without = begin_anew(connection, &container, &tree).await?;
        (format!("/containers/{container}/export"), Frame { base, strip: 0, without }, EXPORT)
    } else {
        hold(&tree).forget(&base);
        if hold(&tree).count() >= FILES {
            // Full of other folders, it would take nothing of this one.
            begin_anew(connection, &container, &tree).await?;
        }
        let asked = format!("/containers/{container}/archive?path={}", percent_encode(&path));
        (asked, Frame { base, strip: 1, without: Vec::new() }, FOLDER)
    };
    let base = frame.base.clone();
    let body = connection.raw.open(&asked).await?.into_body();
    let mut teller = Teller { tree: &tree, path: &path, base: &base, after: None, told };
    let Read { bytes, whole } = read(body, &tree, frame, budget.times(look.further), &mut teller).await?;
    let listed = hold(&tree).list(&base, SHOWN);
    let (entries, left_out) = listed.map(|listed| (listed.entries, listed.left_out)).unwrap_or_default();
    let listing = FolderListing { path, entries, left_out: count(left_out), whole, read: bytes, read_at: now() };
    Ok(Found::Folder { listing })
}

/// Forgets every file, and says where something is mounted.
async fn begin_anew(connection: &Connection, container: &str, tree: &Kept) -> Result<Vec<Names>> {
    let mounted = mounts(connection, container).await?;
    let mut tree = hold(tree);
    *tree = Tree::default();
    let names = mounted.iter().map(|(names, _)| names.clone()).collect();
    for (names, mount) in mounted {
        tree.mount(&names, mount);
    }
    Ok(names)
}

/// What is known of a folder, when that is all of it.
fn known(tree: &Kept, path: &str, names: &Names) -> Option<FolderListing> {
    let tree = hold(tree);
    let read_at = tree.whole(names)?;
    let listed = tree.list(names, SHOWN)?;
    let path = path.to_owned();
    Some(FolderListing { path, entries: listed.entries, left_out: count(listed.left_out), whole: true, read: 0, read_at })
}

struct Read {
    bytes: u64,
    whole: bool,
}

/// Reads headers as they come, tells what is new, and stops at the end of the budget.
async fn read(mut body: Incoming, tree: &Kept, frame: Frame, budget: Budget, teller: &mut Teller<'_>) -> Result<Read> {
    let (sender, receiver) = mpsc::channel(CHUNKS);
    let filling = tokio::task::spawn_blocking({
        let tree = Kept::clone(tree);
        move || fill(Received::new(receiver), &tree, &frame, now)
    });
    let deadline = Instant::now() + budget.time;
    let mut pace = tokio::time::interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut bytes = 0;
    let cut = loop {
        tokio::select! {
            frame = body.frame() => match frame {
                None => break false,
                Some(Ok(frame)) => {
                    let Ok(data) = frame.into_data() else { continue };
                    bytes += data.len() as u64;
                    // A tar may go on with zeros after its end, and a tree may be full: what there is to know, `fill` says.
                    if sender.send(Ok(data)).await.is_err() {
                        break false;
                    }
                    if bytes >= budget.bytes {
                        break true;
                    }
                }
                Some(Err(error)) => {
                    // Half a tar must not be taken for a whole one.
                    let _ = sender.send(Err(io::Error::other(error.to_string()))).await;
                    return Err(Error::caused(ProblemCode::EngineUnreachable, error));
                }
            },
            () = tokio::time::sleep_until(deadline) => break true,
            _ = pace.tick() => teller.tell(bytes).await,
        }
    };
    // The engine stops sending, and gives the container's lock back.
    drop(body);
    drop(sender);
    let filled = filling.await.map_err(|error| Error::caused(ProblemCode::Internal, error))?;
    match filled {
        // Cut off in the middle of a file, as it was meant.
        Err(_) if cut => Ok(Read { bytes, whole: false }),
        Err(error) => Err(Error::caused(ProblemCode::EngineRefused, error)),
        Ok(Filled::Ended(open)) if !cut => {
            let mut tree = hold(tree);
            for folder in &open {
                tree.set_whole(folder, now());
            }
            Ok(Read { bytes, whole: true })
        }
        Ok(Filled::Ended(_) | Filled::Full) => Ok(Read { bytes, whole: false }),
    }
}

/// Tells what of the folder has come, each file once.
struct Teller<'a> {
    tree: &'a Kept,
    path: &'a str,
    base: &'a Names,
    /// What was told last: engines send names in their order.
    after: Option<Box<[u8]>>,
    told: &'a mpsc::Sender<FolderRead>,
}

impl Teller<'_> {
    async fn tell(&mut self, bytes: u64) {
        let news = hold(self.tree).news(self.base, self.after.as_deref(), SHOWN);
        let entries = news.map_or_else(Vec::new, |(entries, last)| {
            self.after = Some(last);
            entries
        });
        let read = FolderRead { path: self.path.to_owned(), bytes, entries };
        if self.told.send(read).await.is_err() {
            tracing::debug!("nobody waits for the files of a folder");
        }
    }
}

fn now() -> i64 {
    Utc::now().timestamp_millis()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_on_reads_more_each_time() {
        assert_eq!(FOLDER.times(0), FOLDER);
        assert_eq!(FOLDER.times(1).bytes, 256 << 20);
        assert!(EXPORT.times(200).bytes > EXPORT.times(2).bytes, "and never overflows");
    }
}
