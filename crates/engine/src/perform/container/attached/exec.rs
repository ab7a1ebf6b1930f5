use std::time::Duration;

use naru_command::Exec;
use naru_view::{Outcome, ProblemCode};
use serde_json::{Map, Value, json};
use tokio::time::{Instant, sleep};

use super::super::super::targets::segment;
use super::super::super::work::Work;
use super::super::variables::environment;
use super::{Known, close_input, tell_lines};
use crate::error::{Error, Result};

/// How long after the end of its output a program's exit is waited for.
const EXIT_LIMIT: Duration = Duration::from_secs(5);

/// How often to look for it.
const EXIT_LOOK: Duration = Duration::from_millis(20);

/// `docker exec`. With `-d` it ends as soon as the program has begun. A cancel only looks away: the API has no way to end the program.
pub(crate) async fn exec(work: Work<'_>, exec: &Exec) -> Result<Outcome> {
    let container = exec.container.as_str();
    let name = |error: Error| error.with("container", container);
    tokio::select! {
        biased;
        ended = perform(work, exec) => ended,
        () = work.cancel.cancelled() => Err(Error::cancelled()),
    }
    .map_err(name)
}

async fn perform(work: Work<'_>, exec: &Exec) -> Result<Outcome> {
    let Exec { detach, interactive, tty, env, env_file, user, workdir, privileged, detach_keys, container, program, arguments } = exec;
    let environment = environment(env_file, env).await?;
    let known = Known::look(work, container).await?;
    let command: Vec<&String> = std::iter::once(program).chain(arguments).collect();
    let mut body = Map::new();
    let mut put = |name: &str, value: Value| body.insert(name.to_owned(), value);
    put("User", json!(user.as_deref().unwrap_or_default()));
    put("Privileged", json!(privileged));
    put("Tty", json!(tty));
    put("AttachStdin", json!(*interactive && !detach));
    put("AttachStdout", json!(!detach));
    put("AttachStderr", json!(!detach));
    put("DetachKeys", json!(detach_keys.as_deref().unwrap_or_default()));
    put("Env", if environment.is_empty() { Value::Null } else { json!(environment) });
    put("WorkingDir", json!(workdir.as_deref().unwrap_or_default()));
    put("Cmd", json!(command));
    let made = work.raw().post_json(&format!("/containers/{}/exec", known.id), &body).await?;
    let made: Value = serde_json::from_slice(&made).map_err(|error| Error::caused(ProblemCode::EngineRefused, error))?;
    let id = segment(made["Id"].as_str().unwrap_or_default())?;
    let start = json!({ "Detach": detach, "Tty": tty });
    if *detach {
        work.raw().post_json(&format!("/exec/{id}/start"), &start).await?;
        return Ok(Outcome::Done);
    }
    let mut stream = work.raw().hijack(&format!("/exec/{id}/start"), Some(&start)).await?;
    if *interactive {
        close_input(&mut stream).await;
    }
    tell_lines(work, stream, *tty).await?;
    let exit_code = exit_of(work, &id).await?;
    Ok(Outcome::Ended { id: known.id, name: known.name, exit_code })
}

/// The output may end a moment before the engine knows how the program did.
async fn exit_of(work: Work<'_>, id: &str) -> Result<i64> {
    let until = Instant::now() + EXIT_LIMIT;
    loop {
        let program = work.raw().get_json(&format!("/exec/{id}/json")).await?;
        if let Some(exit_code) = program["ExitCode"].as_i64() {
            return Ok(exit_code);
        }
        if Instant::now() >= until {
            return Err(Error::new(ProblemCode::EngineRefused, "the program's exit is not told"));
        }
        sleep(EXIT_LOOK).await;
    }
}
