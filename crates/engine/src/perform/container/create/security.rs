//! `--security-opt`: a seccomp profile is a file on this computer, and what docker calls system paths is said by the client.

use serde_json::Value;

use super::super::variables::{invalid, read};
use crate::error::{Error, Result};
use naru_view::ProblemCode;

pub(super) struct Security {
    /// `null` when nothing was given.
    pub(super) options: Option<Vec<String>>,
    /// `systempaths=unconfined`: nothing is masked and nothing read-only.
    pub(super) unconfined: bool,
}

pub(super) async fn security(given: &[String]) -> Result<Security> {
    let mut options = Vec::new();
    for option in given {
        let (key, value) = match option.split_once('=') {
            Some((key, value)) => (key, value),
            None if option == "no-new-privileges" => (option.as_str(), ""),
            None => option.split_once(':').unwrap_or((option, "")),
        };
        if value.is_empty() && key != "no-new-privileges" {
            return Err(invalid(option, format!("{option} is not a security option")));
        }
        options.push(match (key, value) {
            ("seccomp", "builtin" | "unconfined") => option.clone(),
            ("seccomp", path) => format!("seccomp={}", profile(path).await?),
            _ => option.clone(),
        });
    }
    let unconfined = options.iter().any(|option| option == UNCONFINED);
    options.retain(|option| option != UNCONFINED);
    Ok(Security { options: (!given.is_empty()).then_some(options), unconfined })
}

const UNCONFINED: &str = "systempaths=unconfined";

/// The profile without its white space, which is how the CLI sends it.
async fn profile(path: &str) -> Result<String> {
    let profile: Value =
        serde_json::from_slice(&read(path).await?).map_err(|error| Error::caused(ProblemCode::InvalidValue, error).with("value", path))?;
    Ok(profile.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_profile_is_sent_and_not_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.json");
        std::fs::write(&path, "{\n  \"z\": 1,\n  \"a\": [ ]\n}\n").unwrap();
        let given = [format!("seccomp={}", path.display()), "systempaths=unconfined".to_owned(), "no-new-privileges".to_owned()];
        let security = security(&given).await.unwrap();
        assert_eq!(security.options.unwrap(), ["seccomp={\"z\":1,\"a\":[]}", "no-new-privileges"]);
        assert!(security.unconfined);
    }

    #[tokio::test]
    async fn what_is_wrong_is_named() {
        for (wrong, code) in [
            ("seccomp=/no/such.json", ProblemCode::FileNotFound),
            ("label", ProblemCode::InvalidValue),
            ("seccomp=", ProblemCode::InvalidValue),
        ] {
            assert_eq!(security(&[wrong.to_owned()]).await.err().unwrap().code(), code, "{wrong}");
        }
    }
}
