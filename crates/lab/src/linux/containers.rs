use std::path::Path;

use super::http::Connection;
use crate::LabError;

const IMAGE: &str = "busybox";

/// Creates containers over one connection: a CLI started a thousand times would take minutes.
pub fn make(socket: &Path, count: usize) -> Result<Vec<String>, LabError> {
    let mut engine = Connection::open(socket)?;
    if engine.ask("GET", &format!("/images/{IMAGE}/json"), None)?.status != 200 {
        engine.demand("POST", &format!("/images/create?fromImage={IMAGE}&tag=latest"), None)?;
    }
    let body = serde_json::json!({ "Image": IMAGE, "Cmd": ["sleep", "3600"] }).to_string();
    (1..=count)
        .map(|number| {
            let path = format!("/containers/create?name=many-{number:04}");
            let answer = engine.demand("POST", &path, Some(&body))?;
            let unclear = || LabError::Refused { request: format!("POST {path}"), status: 201, message: answer.clone() };
            let created: serde_json::Value = serde_json::from_str(&answer).map_err(|_| unclear())?;
            created["Id"].as_str().map(str::to_owned).ok_or_else(unclear)
        })
        .collect()
}
