//! Every context that there is, as `docker context ls` and `docker context inspect` tell of them. Of keys and certificates only the
//! names of their files are read.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use naru_view::{DockerContext, ProblemCode};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::discover::Environment;
use super::{context, well_known};
use crate::error::{Error, Result};

/// The context that stands for `DOCKER_HOST` and for the default address; it is in no file.
const DEFAULT: &str = "default";

/// What the CLI says of it.
const DEFAULT_DESCRIPTION: &str = "Current DOCKER_HOST based configuration";

/// All contexts, `default` first and the others by name. Blocking.
pub(crate) fn contexts(environment: &Environment) -> Vec<DockerContext> {
    let current = current(environment);
    let mut others: Vec<DockerContext> = folders(environment).iter().map(|folder| row(folder)).collect();
    // One that is chosen and is not there is worth a row that says so.
    if current != DEFAULT && !others.iter().any(|context| context.name == current) {
        others.push(DockerContext { error: Some(not_found(&current).to_string()), ..nameless(current.clone()) });
    }
    others.sort_by(|a, b| a.name.cmp(&b.name));
    let default =
        DockerContext { description: DEFAULT_DESCRIPTION.to_owned(), address: default_host(environment), ..nameless(DEFAULT.to_owned()) };
    let mut all = vec![default];
    all.extend(others);
    for context in &mut all {
        context.current = context.name == current;
    }
    all
}

/// What `docker context inspect` prints of each; the current one where none is named. Blocking.
pub(crate) fn inspect_contexts(environment: &Environment, names: &[String]) -> Result<Vec<Value>> {
    if names.is_empty() {
        return Ok(vec![inspect(environment, &current(environment))?]);
    }
    names.iter().map(|name| inspect(environment, name)).collect()
}

fn inspect(environment: &Environment, name: &str) -> Result<Value> {
    if name == DEFAULT {
        let endpoint = json!({ "docker": { "Host": default_host(environment), "SkipTLSVerify": false } });
        let storage = json!({ "MetadataPath": "<IN MEMORY>", "TLSPath": "<IN MEMORY>" });
        return Ok(json!({ "Name": name, "Metadata": {}, "Endpoints": endpoint, "TLSMaterial": {}, "Storage": storage }));
    }
    let Some(contexts) = folder(environment) else { return Err(not_found(name)) };
    let id = format!("{:x}", Sha256::digest(name.as_bytes()));
    let (meta, tls) = (contexts.join("meta").join(&id), contexts.join("tls").join(&id));
    let mut object = read(&meta).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => not_found(name),
        _ => Error::caused(ProblemCode::EndpointInvalid, error).with("address", meta.display().to_string()),
    })?;
    object.insert("TLSMaterial".to_owned(), Value::Object(material(&tls)));
    object.insert("Storage".to_owned(), json!({ "MetadataPath": meta.display().to_string(), "TLSPath": tls.display().to_string() }));
    Ok(Value::Object(object))
}

/// The names of the files under each endpoint.
fn material(tls: &Path) -> Map<String, Value> {
    let endpoints = names(tls).into_iter().map(|endpoint| {
        let files = names(&tls.join(&endpoint));
        (endpoint, json!(files))
    });
    endpoints.collect()
}

/// What is in a folder, sorted; nothing where there is none.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn row(folder: &Path) -> DockerContext {
    match read(folder) {
        Ok(meta) => {
            let meta = Value::Object(meta);
            let text = |place: &str| meta.pointer(place).and_then(Value::as_str).unwrap_or_default().to_owned();
            DockerContext { description: text("/Metadata/Description"), address: text("/Endpoints/docker/Host"), ..nameless(text("/Name")) }
        }
        Err(error) => {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            DockerContext { error: Some(error.to_string()), ..nameless(name) }
        }
    }
}

fn read(folder: &Path) -> io::Result<Map<String, Value>> {
    let text = fs::read(folder.join("meta.json"))?;
    Ok(serde_json::from_slice(&text)?)
}

fn folder(environment: &Environment) -> Option<PathBuf> {
    environment.config_dir.as_ref().map(|config| config.join("contexts"))
}

fn folders(environment: &Environment) -> Vec<PathBuf> {
    let Some(meta) = folder(environment).map(|contexts| contexts.join("meta")) else { return Vec::new() };
    names(&meta).into_iter().map(|name| meta.join(name)).collect()
}

/// Which one a line that names none means.
fn current(environment: &Environment) -> String {
    if environment.docker_host.is_some() {
        return DEFAULT.to_owned();
    }
    let chosen = environment.docker_context.clone().or_else(|| context::current(environment.config_dir.as_deref()));
    chosen.unwrap_or_else(|| DEFAULT.to_owned())
}

fn default_host(environment: &Environment) -> String {
    environment.docker_host.clone().unwrap_or_else(|| well_known::default_address().to_string())
}

fn not_found(name: &str) -> Error {
    Error::new(ProblemCode::ContextNotFound, format!("there is no context {name:?}")).with("name", name)
}

fn nameless(name: String) -> DockerContext {
    DockerContext { name, description: String::new(), address: String::new(), current: false, error: None }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    /// A config folder as the CLI writes it, with the contexts `zeta` and `alpha`, the second with keys.
    fn written() -> (tempfile::TempDir, Environment) {
        let dir = tempfile::tempdir().unwrap();
        for (name, meta) in [
            (
                "zeta",
                r#"{"Name":"zeta","Metadata":{"Description":"a lab"},"Endpoints":{"docker":{"Host":"tcp://box:2376","SkipTLSVerify":false}}}"#,
            ),
            ("alpha", r#"{"Name":"alpha","Metadata":{},"Endpoints":{"docker":{"Host":"tcp://1.2.3.4:2376","SkipTLSVerify":false}}}"#),
        ] {
            let folder = dir.path().join("contexts/meta").join(format!("{:x}", Sha256::digest(name.as_bytes())));
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("meta.json"), meta).unwrap();
        }
        let keys = dir.path().join("contexts/tls").join(format!("{:x}", Sha256::digest(b"alpha"))).join("docker");
        fs::create_dir_all(&keys).unwrap();
        for file in ["key.pem", "ca.pem"] {
            fs::write(keys.join(file), "SECRET").unwrap();
        }
        fs::write(dir.path().join("config.json"), r#"{"currentContext":"zeta"}"#).unwrap();
        let environment = Environment { config_dir: Some(dir.path().to_owned()), ..Environment::default() };
        (dir, environment)
    }

    fn told(environment: &Environment) -> Vec<(String, String, bool)> {
        contexts(environment).into_iter().map(|context| (context.name, context.address, context.current)).collect()
    }

    #[test]
    fn the_current_one_is_the_one_that_a_line_would_mean() {
        let (_dir, mut environment) = written();
        let here = well_known::default_address().to_string();
        let row = |name: &str, address: &str, current| (name.to_owned(), address.to_owned(), current);
        let alpha = |current| row("alpha", "tcp://1.2.3.4:2376", current);
        let zeta = |current| row("zeta", "tcp://box:2376", current);
        assert_eq!(told(&environment), [row("default", &here, false), alpha(false), zeta(true)]);
        environment.docker_context = Some("alpha".to_owned());
        assert_eq!(told(&environment), [row("default", &here, false), alpha(true), zeta(false)]);
        environment.docker_host = Some("unix:///x.sock".to_owned());
        assert_eq!(told(&environment), [row("default", "unix:///x.sock", true), alpha(false), zeta(false)]);
    }

    #[test]
    fn what_is_broken_or_gone_is_a_row_that_says_so() {
        let (dir, mut environment) = written();
        let broken = dir.path().join("contexts/meta/broken");
        fs::create_dir_all(&broken).unwrap();
        fs::write(broken.join("meta.json"), "{").unwrap();
        environment.docker_context = Some("gone".to_owned());
        let all = contexts(&environment);
        let wrong: Vec<&str> = all.iter().filter(|context| context.error.is_some()).map(|context| context.name.as_str()).collect();
        assert_eq!(wrong, ["broken", "gone"]);
        assert!(all.iter().any(|context| context.name == "gone" && context.current));
    }

    #[test]
    fn keys_are_named_and_never_shown() {
        let (dir, environment) = written();
        let objects = inspect_contexts(&environment, &["alpha".to_owned(), "default".to_owned()]).unwrap();
        assert_eq!(objects[0]["TLSMaterial"], json!({ "docker": ["ca.pem", "key.pem"] }));
        assert!(objects[0]["Storage"]["TLSPath"].as_str().unwrap().starts_with(dir.path().to_str().unwrap()));
        assert_eq!(objects[1]["Storage"]["TLSPath"], "<IN MEMORY>");
        assert!(!serde_json::to_string(&objects).unwrap().contains("SECRET"));
        assert_eq!(inspect_contexts(&environment, &[]).unwrap()[0]["Name"], "zeta");
        let missing = inspect_contexts(&environment, &["nothere".to_owned()]).unwrap_err().problem();
        assert_eq!((missing.code, missing.params["name"].as_str()), (ProblemCode::ContextNotFound, "nothere"));
    }
}
