use naru_command::Exec;
use naru_view::{Outcome, ProblemCode, Progress};
use serde_json::{Map, Value, json};

use super::super::super::targets::segment;
use super::super::super::work::Work;
use super::super::variables::environment;
use super::{Known, close_input, tell_lines};
use crate::error::{Error, Result};
use crate::terminal::{Over, Program, Talk, exit_of};

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
    // Else it begins with no size, and what looks before the first resize draws for none.
    let size = work.terminal.map(|terminal| json!([terminal.size().rows, terminal.size().columns]));
    let size = size.filter(|_| *tty && work.connection.speaks(1, 42));
    if let Some(size) = &size {
        put("ConsoleSize", size.clone());
    }
    let made = work.raw().post_json(&format!("/containers/{}/exec", known.id), &body).await?;
    let made: Value = serde_json::from_slice(&made).map_err(|error| Error::caused(ProblemCode::EngineRefused, error))?;
    let id = segment(made["Id"].as_str().unwrap_or_default())?;
    let mut start = json!({ "Detach": detach, "Tty": tty });
    if *detach {
        work.raw().post_json(&format!("/exec/{id}/start"), &start).await?;
        return Ok(Outcome::Done);
    }
    if let Some(size) = size {
        start["ConsoleSize"] = size;
    }
    let mut stream = work.raw().hijack(&format!("/exec/{id}/start"), Some(&start)).await?;
    if let Some(terminal) = work.terminal {
        work.tell(Progress::Attached { id: known.id.clone(), name: known.name.clone(), tty: *tty }).await;
        let talk =
            Talk { terminal, program: Program::Exec { id: &id }, tty: *tty, input: *interactive, detach_keys: detach_keys.as_deref() };
        if talk.over(work.raw(), stream).await? == Over::Detached {
            return Ok(Outcome::Detached { id: known.id, name: known.name });
        }
    } else {
        if *interactive {
            close_input(&mut stream).await;
        }
        tell_lines(work, stream, *tty).await?;
    }
    let exit_code = match exit_of(work.raw(), &id).await {
        Ok(exit_code) => exit_code,
        // With its container goes all that is known of it: then that is what is said.
        Err(error) => return Err(Known::look(work, &known.id).await.err().unwrap_or(error)),
    };
    Ok(Outcome::Ended { id: known.id, name: known.name, exit_code })
}
