mod bare;
mod files;
mod keep;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use naru_command::{Command, EngineFlag, Top};
use naru_view::{
    Answer, AtRest, BuildFolder, Container, ContainerDetail, EndpointSource, EngineStatus, Image, ImageDetail, LifeEvent, LogSpan, Outcome,
    ProblemCode, Progress, StatsSample,
};
use tokio::sync::{broadcast, mpsc};
use tokio_util::sync::CancellationToken;

use self::bare::Bare;
use crate::connection::Connection;
use crate::endpoint::Environment;
use crate::error::{Error, Result};
use crate::files::Shelf;
use crate::logs::LogBook;
use crate::mirror::{FirstPicture, Pending, Shared, Subscription, Touched};
use crate::terminal::{self, Terminal};
use crate::{build, image, life, perform, rest, stats};

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
    first_picture: FirstPicture,
    connection: Mutex<Option<Connection>>,
    files: Shelf,
    bare: Bare,
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
        Self::begin(environment, FirstPicture::not_awaited())
    }

    /// The same for a window that is being opened: until it has [`painted`](Self::painted), for some seconds at most, the engine is asked
    /// for its containers and for nothing else.
    #[must_use]
    pub fn start_for_window(environment: Environment) -> Self {
        Self::begin(environment, FirstPicture::awaited())
    }

    /// The window has painted the containers.
    pub fn painted(&self) {
        self.hub.first_picture.painted();
    }

    fn begin(environment: Environment, first_picture: FirstPicture) -> Self {
        let hub = Arc::new(Hub {
            shared: Shared::new(),
            pending: Pending::default(),
            first_picture,
            connection: Mutex::new(None),
            files: Shelf::default(),
            bare: Bare::new(environment.clone()),
        });
        let stop = CancellationToken::new();
        tokio::spawn({
            let (hub, stop) = (Arc::clone(&hub), stop.clone());
            async move {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = keep::keep(&hub, &environment) => {}
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
            EndpointSource::DockerHost
            | EndpointSource::ContextVariable { .. }
            | EndpointSource::CurrentContext { .. }
            | EndpointSource::Default
                if self.hub.bare.reaches(&engine.address) =>
            {
                None
            }
            // It was chosen, and then another was.
            _ => Some(EngineFlag::Host(engine.address)),
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
        self.perform_with(command, None, progress, cancel).await
    }

    /// The same in a terminal: what runs attached (`run`, `start -ai`, `attach`, `exec`) shows there what it writes, and gets what is typed.
    ///
    /// It ends with [`Outcome::Ended`], or with [`Outcome::Detached`] when the reader left and what runs goes on.
    pub async fn perform_in(
        &self,
        command: &Command,
        terminal: Terminal,
        progress: mpsc::Sender<Progress>,
        cancel: CancellationToken,
    ) -> Result<Outcome> {
        self.perform_with(command, Some(&terminal), progress, cancel).await
    }

    async fn perform_with(
        &self,
        command: &Command,
        terminal: Option<&Terminal>,
        progress: mpsc::Sender<Progress>,
        cancel: CancellationToken,
    ) -> Result<Outcome> {
        // What was cancelled before it began does not begin.
        if cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        let connection = self.connection()?;
        let outcome = perform::perform(&connection, command, terminal, progress, cancel).await;
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

    /// Everything the page of a container shows.
    pub async fn container_detail(&self, container: &str) -> Result<ContainerDetail> {
        let connection = self.connection()?;
        life::detail(&connection, container).await.map_err(|error| error.at(&connection.engine.address))
    }

    /// Tells what the engine remembers of a container (its full id), and then what happens to it; ends well on `cancel`.
    pub async fn follow_life(&self, container: &str, told: mpsc::Sender<Vec<LifeEvent>>, cancel: CancellationToken) -> Result<()> {
        let connection = self.connection()?;
        life::follow(&connection.raw, container, told, cancel).await.map_err(|error| error.at(&connection.engine.address))
    }

    /// The words that start a shell in a running container, found by trying; [`ProblemCode::ShellNotFound`] where there is none.
    pub async fn find_shell(&self, container: &str, user: Option<&str>) -> Result<Vec<String>> {
        let connection = self.connection()?;
        let found = terminal::find_shell(&connection, container, user).await;
        found.map_err(|error| error.at(&connection.engine.address))
    }

    /// Sends what a running container uses, once a second; ends well when it ends or on `cancel`.
    pub async fn follow_stats(&self, container: &str, samples: mpsc::Sender<StatsSample>, cancel: CancellationToken) -> Result<()> {
        let connection = self.connection()?;
        let followed = stats::follow(&connection, container, samples, cancel).await;
        followed.map_err(|error| error.at(&connection.engine.address))
    }

    /// What a container that does not run says of itself beyond the list.
    pub async fn at_rest(&self, container: &str) -> Result<AtRest> {
        rest::at_rest(&self.connection()?.raw, container).await
    }

    /// What `docker top` answers, for a page that shows it without being asked to.
    pub async fn processes(&self, container: &str) -> Result<Answer> {
        let top = Command::Top(Top { container: container.to_owned(), options: Vec::new() });
        // It tells nothing on its way.
        let (progress, _) = mpsc::channel(1);
        match self.perform(&top, progress, CancellationToken::new()).await? {
            Outcome::Answer { answer } => Ok(answer),
            other => Err(Error::new(ProblemCode::Internal, format!("top ended in {other:?}"))),
        }
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
