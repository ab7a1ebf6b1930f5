use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use naru_command::{Command, EngineFlag};
use naru_view::{
    BuildFolder, Container, EndpointSource, EngineInfo, EngineStatus, Image, ImageDetail, LogSpan, Outcome, ProblemCode, Progress, Tried,
};
use tokio::sync::{broadcast, mpsc};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::connection::Connection;
use crate::endpoint::{Address, Environment, candidates};
use crate::error::{Error, Result};
use crate::logs::LogBook;
use crate::mirror::{self, Pending, Shared, Subscription, Touched};
use crate::transport::percent_encode;
use crate::{build, image, perform};

/// How long to wait before looking for a local engine again: at once, then at least once a second.
const LOCAL_RETRY: (Duration, Duration) = (Duration::from_millis(100), Duration::from_millis(700));

/// The same for an engine across a network.
const REMOTE_RETRY: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(30));

/// A connection that lasted so long was a good one.
const LASTING: Duration = Duration::from_secs(1);

/// The engine that the reader has, found by itself, mirrored, and found again when it goes away.
///
/// One task keeps it; dropping this ends the task.
#[derive(Debug)]
pub struct Engine {
    hub: Arc<Hub>,
    stop: CancellationToken,
}

/// What is known of the engine, for all who need it.
pub(crate) struct Hub {
    shared: Arc<Shared>,
    pending: Pending,
    connection: Mutex<Option<Connection>>,
}

impl std::fmt::Debug for Hub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hub").field("shared", &self.shared).field("pending", &self.pending).finish_non_exhaustive()
    }
}

impl Engine {
    /// Begins to look for an engine. Returns at once; must be called inside a tokio runtime.
    #[must_use]
    pub fn start(environment: Environment) -> Self {
        let hub = Arc::new(Hub { shared: Shared::new(), pending: Pending::default(), connection: Mutex::new(None) });
        let stop = CancellationToken::new();
        tokio::spawn({
            let (hub, stop) = (Arc::clone(&hub), stop.clone());
            async move {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = keep(&hub, &environment) => {}
                }
            }
        });
        Self { hub, stop }
    }

    /// What is known now, and then what changes.
    #[must_use]
    pub fn subscribe(&self) -> Subscription {
        self.hub.shared.subscribe()
    }

    /// How it stands with the engine.
    #[must_use]
    pub fn status(&self) -> EngineStatus {
        self.hub.shared.status()
    }

    /// Every container the mirror knows, sorted by id.
    #[must_use]
    pub fn containers(&self) -> Vec<Container> {
        self.hub.shared.containers()
    }

    /// Every image the mirror knows, newest first.
    #[must_use]
    pub fn images(&self) -> Vec<Image> {
        self.hub.shared.images()
    }

    /// True when the mirror is connected and has nothing left to read.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(self.status(), EngineStatus::Connected { .. }) && self.hub.pending.is_empty()
    }

    /// How a line must say which engine it means; `None` when a bare `docker` reaches it.
    #[must_use]
    pub fn flag(&self) -> Option<EngineFlag> {
        let (EngineStatus::Connected { engine } | EngineStatus::Lost { engine, .. }) = self.status() else { return None };
        match engine.source {
            EndpointSource::WellKnown { .. } => Some(EngineFlag::Host(engine.address)),
            EndpointSource::DockerHost
            | EndpointSource::ContextVariable { .. }
            | EndpointSource::CurrentContext { .. }
            | EndpointSource::Default => None,
        }
    }

    /// Reads the images again, for engines that are silent about some of their changes. Does nothing while not connected.
    pub fn look_at_images(&self) {
        if self.connection().is_ok() {
            self.hub.pending.images();
        }
    }

    /// Does what a command says: the only way anything changes on the engine.
    ///
    /// Progress goes to `progress`, which slows the engine down when it is full; `cancel` ends it with [`ProblemCode::Cancelled`].
    pub async fn perform(&self, command: &Command, progress: mpsc::Sender<Progress>, cancel: CancellationToken) -> Result<Outcome> {
        // What was cancelled before it began does not begin.
        if cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        let connection = self.connection()?;
        let outcome = perform::perform(&connection, command, progress, cancel).await;
        if matches!(command, Command::Build(_)) {
            // 20.10 sends no event for images that BuildKit tags, nor for those that lose their tag to the new one.
            self.hub.pending.images();
        }
        outcome.map_err(|error| error.at(&connection.engine.address))
    }

    /// Opens a container's log and begins to read it, into files of `folder` that have no name; [`LogBook::news`] tells how that goes.
    pub async fn open_log(&self, container: String, span: &LogSpan, folder: &Path) -> Result<LogBook> {
        LogBook::open(Arc::clone(&self.hub), container, span, folder).await
    }

    /// Everything the page of an image shows.
    pub async fn image_detail(&self, image: &str) -> Result<ImageDetail> {
        image::detail(&self.connection()?.raw, image).await
    }

    /// What `docker inspect` prints of a container.
    pub async fn container_inspect(&self, container: &str) -> Result<String> {
        let path = format!("/containers/{}/json", percent_encode(container));
        let value = self.connection()?.raw.get_json(&path).await?;
        serde_json::to_string_pretty(&value).map_err(|error| Error::caused(ProblemCode::Internal, error))
    }

    /// What a folder offers to a build; needs no engine.
    pub async fn build_folder(path: &str) -> Result<BuildFolder> {
        build::folder(path).await
    }

    fn connection(&self) -> Result<Connection> {
        self.hub.connection()
    }
}

impl Hub {
    /// What changes from now on, and first everything that is known.
    pub(crate) fn subscribe(&self) -> Subscription {
        self.shared.subscribe()
    }

    /// What the engine says something about from now on.
    pub(crate) fn touched(&self) -> broadcast::Receiver<Touched> {
        self.shared.touched()
    }

    /// The connection in use, or why there is none.
    pub(crate) fn connection(&self) -> Result<Connection> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner).clone();
        connection.ok_or_else(|| {
            let not_connected = Error::new(ProblemCode::EngineUnreachable, "not connected to an engine");
            match self.shared.status() {
                EngineStatus::Lost { problem, engine } => Error::new(ProblemCode::EngineUnreachable, problem.detail).at(&engine.address),
                EngineStatus::Absent { tried } => match tried.into_iter().next() {
                    Some(first) => not_connected.at(&first.address),
                    None => not_connected,
                },
                EngineStatus::Connecting | EngineStatus::Connected { .. } => not_connected,
            }
        })
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// Looks, follows, and looks again, for ever.
async fn keep(hub: &Hub, environment: &Environment) {
    let mut wait = None;
    loop {
        let (found, local) = look(hub, environment).await;
        if let Some(connection) = found {
            let began = Instant::now();
            *hub.connection.lock().unwrap_or_else(PoisonError::into_inner) = Some(connection.clone());
            let broke = mirror::follow(&connection, &hub.shared, &hub.pending).await.at(&connection.engine.address);
            tracing::info!(error = %broke, "the connection to the engine ended");
            *hub.connection.lock().unwrap_or_else(PoisonError::into_inner) = None;
            hub.pending.clear();
            // One that breaks as soon as it is open is not tried anew at once, again and again.
            if began.elapsed() > LASTING {
                wait = None;
            }
            match hub.shared.status() {
                EngineStatus::Connected { .. } | EngineStatus::Lost { .. } => hub.shared.lost(broke.problem()),
                // It said who it is and then refused to be read; behind a proxy that forbids some requests, say.
                EngineStatus::Connecting | EngineStatus::Absent { .. } => {
                    let EngineInfo { source, address, .. } = connection.engine;
                    hub.shared.set_status(EngineStatus::Absent { tried: vec![Tried { source, address, problem: broke.problem() }] });
                }
            }
        }
        let (first, longest) = if local { LOCAL_RETRY } else { REMOTE_RETRY };
        let pause = wait.map_or(first, |before: Duration| (before * 2).min(longest));
        wait = Some(pause);
        tokio::time::sleep(pause).await;
    }
}

/// Tries every candidate in order; says what was found when there is none. The second answer: whether they are all local.
async fn look(hub: &Hub, environment: &Environment) -> (Option<Connection>, bool) {
    let mut tried = Vec::new();
    let mut local = true;
    for candidate in read_candidates(environment).await {
        local &= candidate.address.as_ref().map_or(true, Address::is_local);
        let (source, written) = (candidate.source.clone(), candidate.written.clone());
        let address = candidate.address.as_ref().map_or(written, ToString::to_string);
        match Connection::open(candidate).await {
            Ok(connection) => {
                let EngineInfo { name, version, api_version, .. } = &connection.engine;
                tracing::info!(name, version, api_version, address, "connected");
                return (Some(connection), local);
            }
            Err(error) => tried.push(Tried { source, address, problem: error.problem() }),
        }
    }
    if !matches!(hub.shared.status(), EngineStatus::Lost { .. }) {
        hub.shared.set_status(EngineStatus::Absent { tried });
    }
    (None, local)
}

/// Contexts are files: read off the async threads.
async fn read_candidates(environment: &Environment) -> Vec<crate::endpoint::Candidate> {
    let environment = environment.clone();
    match tokio::task::spawn_blocking(move || candidates(&environment)).await {
        Ok(found) => found,
        Err(error) => {
            tracing::error!(%error, "looking for endpoints failed");
            Vec::new()
        }
    }
}
