//! Building an image with `BuildKit`, or with what an engine has instead.
//!
//! `context → walk → archive` send the folder as a tar while it is read; `progress` folds what the engine tells into what the
//! window shows; `dockerfile` and `vertex` find the line that a step stands on; `classic`
//! reads the answer of builders that are not `BuildKit`; `failure` says why it did not work; `flags` says what
//! the engine is asked for.

pub(crate) mod archive;
mod classic;
mod context;
mod dockerfile;
mod failure;
mod flags;
mod folder;
mod glob;
mod ignore;
mod lines;
mod progress;
mod vertex;
mod walk;

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bollard::models::{BuildInfo, BuildInfoAux};
use bollard::query_parameters::BuildImageOptionsBuilder;
use bollard::{BollardRequest, Docker};
use bytes::Bytes;
use chrono::Utc;
use futures_util::{Stream, StreamExt};
use http::Uri;
use http::uri::PathAndQuery;
use naru_command::Build;
use naru_view::{BuildProgress, Outcome, ProblemCode, Progress};
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use self::classic::Classic;
use self::context::Context;
use self::dockerfile::Dockerfile;
use self::flags::Source;
use self::progress::{End, Fold};
use crate::blocking::blocking;
use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::refusal;
use crate::transport::{Query, until_end};

pub(crate) use self::folder::folder;

/// How often the window hears of a build, at most.
const PACE: Duration = Duration::from_millis(60);

/// Builds an image; ends in its id as the engine lists it.
///
/// Progress goes to `progress`, which slows the engine down when it is full; when nobody listens the build goes on. A cancel
/// closes the connection, and the engine then ends what runs.
pub(crate) async fn build(
    connection: &Connection,
    build: &Build,
    progress: mpsc::Sender<Progress>,
    cancel: CancellationToken,
) -> Result<Outcome> {
    let (context, query) = tokio::select! {
        biased;
        () = cancel.cancelled() => return Err(Error::cancelled()),
        prepared = prepare(connection, build) => prepared?,
    };
    let text = context.as_ref().map(|context| context.text.clone());
    let dockerfile = text.as_deref().map(Dockerfile::parse).unwrap_or_default();
    let mut follower = Follower { fold: Fold::new(dockerfile), classic: Classic::default(), progress, told: 0 };
    follower.tell(BuildProgress { dockerfile: text, ..BuildProgress::default() }).await;

    let (chunks, sending) = context.map(Context::send).unzip();
    let sent = sending.as_ref().map_or_else(Arc::default, |sending| Arc::clone(&sending.sent));
    for text in flags::unheard(build, &connection.engine.api_version) {
        follower.warn(text).await;
    }
    forget_id(build).await?;
    let docker = asking(&connection.docker, &query.to_string())?;
    let body = chunks.map_or_else(|| bollard::body_full(Bytes::new()), bollard::body_try_stream);
    let answer = docker.build_image(BuildImageOptionsBuilder::new().build(), None, Some(body));
    let ended = tokio::select! {
        biased;
        () = cancel.cancelled() => None,
        ended = follower.follow(answer, &sent) => Some(ended),
    };
    // The answer is dropped, and with it the stream of the context: the reader ends.
    // Of a build that was cancelled nobody waits for it.
    let read = match sending.filter(|_| ended.is_some()) {
        Some(sending) => sending.reader.await.map_err(|error| Error::caused(ProblemCode::Internal, error))?,
        None => Ok(()),
    };
    let done = matches!(ended, Some(Ok(Some(_))));
    follower.fold.finish(if done { End::Done } else { End::Broken });
    follower.flush(&sent).await;

    let Some(ended) = ended else { return Err(Error::cancelled()) };
    match ended {
        Ok(Some(id)) => outcome(&docker, build, id).await,
        // A folder that could not be read broke the request; the engine only knows that it broke.
        Ok(None) => read.and(Err(Error::new(ProblemCode::EngineUnreachable, "the engine stopped answering in the middle of the build"))),
        Err(error) => read.and(Err(failure::failure(error, &follower.fold, build))),
    }
}

/// What is asked for, and the folder where one is sent.
async fn prepare(connection: &Connection, build: &Build) -> Result<(Option<Context>, Query)> {
    let (query, source) = (flags::query(build, flags::is_attested(connection, build).await?)?, flags::source(&build.context)?);
    match source {
        Source::Url => Ok((None, query.with("remote", &build.context))),
        Source::Folder => {
            let asked = build.clone();
            let context = blocking(move || Context::open(&asked)).await??;
            let query = query.with("dockerfile", &context.dockerfile);
            Ok((Some(context), query))
        }
    }
}

/// Asks with a query of ours. bollard would open a session for `BuildKit`: engines need one only for secrets and the like, it would
/// outlive the build, and new engines are about to lose it. And it knows but one tag and one more host.
fn asking(docker: &Docker, query: &str) -> Result<Docker> {
    // A request's address holds no more than 64 KiB. What does not fit must not be left out.
    let asked: PathAndQuery =
        format!("/build{query}").parse().map_err(|error| Error::caused(ProblemCode::InvalidValue, error).with("value", "--build-arg"))?;
    Ok(docker.clone().with_request_modifier(move |mut request: BollardRequest| {
        if request.uri().path() == "/build" {
            let mut parts = request.uri().clone().into_parts();
            parts.path_and_query = Some(asked.clone());
            if let Ok(uri) = Uri::from_parts(parts) {
                *request.uri_mut() = uri;
            }
        }
        request
    }))
}

/// Reads the engine's answer, and tells of it.
struct Follower {
    fold: Fold,
    classic: Classic,
    progress: mpsc::Sender<Progress>,
    /// Bytes of the context that were told of.
    told: u64,
}

impl Follower {
    /// Ends with the image's id as the builder says it, or with nothing when the answer ended without one.
    async fn follow(
        &mut self,
        answer: impl Stream<Item = Result<BuildInfo, bollard::errors::Error>>,
        sent: &AtomicU64,
    ) -> Result<Option<String>, bollard::errors::Error> {
        let mut answer = pin!(until_end(answer));
        let mut pace = tokio::time::interval(PACE);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut id = None;
        loop {
            tokio::select! {
                biased;
                _ = pace.tick() => self.flush(sent).await,
                next = answer.next() => match next {
                    None => return Ok(id),
                    Some(Ok(BuildInfo { aux: Some(BuildInfoAux::BuildKit(status)), .. })) => self.fold.apply(status),
                    Some(Ok(BuildInfo { aux: Some(BuildInfoAux::Default(image)), .. })) => id = image.id.or(id),
                    Some(Ok(BuildInfo { stream: Some(text), .. })) => {
                        let told = self.classic.feed(&text, Utc::now().timestamp_millis());
                        self.fold.apply_classic(told);
                    }
                    Some(Ok(_)) => {}
                    Some(Err(error)) => {
                        if let bollard::errors::Error::DockerStreamError { error: why } = &error {
                            let told = self.classic.failed(why, Utc::now().timestamp_millis());
                            self.fold.apply(told);
                        }
                        return Err(error);
                    }
                },
            }
        }
    }

    /// Tells what changed since the last time.
    async fn flush(&mut self, sent: &AtomicU64) {
        let sent = sent.load(Ordering::Relaxed);
        let changed = self.fold.take();
        if changed.is_none() && sent == self.told {
            return;
        }
        let context_sent = (sent != self.told).then_some(sent);
        self.told = sent;
        self.tell(BuildProgress { context_sent, ..changed.unwrap_or_default() }).await;
    }

    async fn tell(&self, progress: BuildProgress) {
        self.send(Progress::Build { progress }).await;
    }

    async fn warn(&self, text: String) {
        self.send(Progress::Warning { text }).await;
    }

    async fn send(&self, progress: Progress) {
        if self.progress.send(progress).await.is_err() {
            tracing::trace!("nobody listens to the build");
        }
    }
}

/// The id under which the engine lists the image: a containerd store lists the index or manifest, and its builder may name
/// another digest of the same image. Written where `--iidfile` asks for it.
async fn outcome(docker: &Docker, build: &Build, id: String) -> Result<Outcome> {
    let reference = build.tag.as_ref().map(ToString::to_string);
    let image = docker.inspect_image(reference.as_deref().unwrap_or(&id)).await.map_err(refusal::of_bollard)?;
    let id = image.id.unwrap_or(id);
    if let Some(path) = &build.iidfile {
        // A containerd store lists an image by its manifest; of one that is not attested the CLI writes down the configuration.
        let configuration = image.descriptor.and_then(|descriptor| descriptor.annotations?.remove("config.digest"));
        tokio::fs::write(path, configuration.as_ref().unwrap_or(&id)).await.map_err(|error| Error::file(path, error))?;
    }
    Ok(Outcome::Image { id, reference })
}

/// An `--iidfile` of a build before must not be taken for this one's, should this one fail.
async fn forget_id(build: &Build) -> Result<()> {
    let Some(path) = &build.iidfile else { return Ok(()) };
    match tokio::fs::remove_file(path).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::file(path, error)),
        _ => Ok(()),
    }
}
