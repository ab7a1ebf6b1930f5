use std::path::PathBuf;

use naru_view::EndpointSource;

use crate::endpoint::{Address, context, well_known};
use crate::error::Result;

/// What of this process's surroundings says where the engine is. Read once; passed in, so that tests can make their own.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `DOCKER_HOST`
    pub docker_host: Option<String>,
    /// Whether `DOCKER_TLS_VERIFY` or `DOCKER_TLS` is set, to anything.
    pub tls: bool,
    /// `DOCKER_CONTEXT`
    pub docker_context: Option<String>,
    /// `DOCKER_CONFIG`, or `.docker` in the home.
    pub config_dir: Option<PathBuf>,
    /// The home folder.
    pub home: Option<PathBuf>,
    /// `XDG_RUNTIME_DIR`
    pub runtime_dir: Option<PathBuf>,
}

impl Environment {
    /// That of this process. Empty variables count as unset, as they do for the CLI.
    #[must_use]
    pub fn of_process() -> Self {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let home = dirs::home_dir();
        Self {
            docker_host: variable("DOCKER_HOST"),
            tls: variable("DOCKER_TLS_VERIFY").or_else(|| variable("DOCKER_TLS")).is_some(),
            docker_context: variable("DOCKER_CONTEXT"),
            config_dir: variable("DOCKER_CONFIG").map(PathBuf::from).or_else(|| home.as_ref().map(|home| home.join(".docker"))),
            home,
            runtime_dir: variable("XDG_RUNTIME_DIR").map(PathBuf::from),
        }
    }
}

/// One place to try.
#[derive(Debug)]
pub struct Candidate {
    /// Who points there.
    pub source: EndpointSource,
    /// What was written, to show when it cannot be understood.
    pub written: String,
    /// Where it is.
    pub address: Result<Address>,
}

/// Where to look for an engine, in the CLI's order: `DOCKER_HOST`, `DOCKER_CONTEXT`, `currentContext`, the default.
///
/// A choice that somebody made is the only candidate: an engine that they did not mean is worse than none. Only where nothing is
/// chosen are the sockets of known products tried after the default one.
#[must_use]
pub fn candidates(environment: &Environment) -> Vec<Candidate> {
    if let Some(host) = &environment.docker_host {
        let address = host.parse().and_then(|address: Address| if environment.tls { address.without_tls() } else { Ok(address) });
        return vec![Candidate { source: EndpointSource::DockerHost, written: host.clone(), address }];
    }
    let config_dir = environment.config_dir.as_deref();
    if let Some(name) = environment.docker_context.as_ref().filter(|name| *name != "default") {
        let source = EndpointSource::ContextVariable { name: name.clone() };
        return vec![Candidate { source, written: name.clone(), address: context::address(config_dir, name) }];
    }
    let default = Candidate {
        source: EndpointSource::Default,
        written: well_known::default_address().to_string(),
        address: Ok(well_known::default_address()),
    };
    if environment.docker_context.is_some() {
        return vec![default];
    }
    if let Some(name) = context::current(config_dir) {
        let address = context::address(config_dir, &name);
        return vec![Candidate { source: EndpointSource::CurrentContext { name: name.clone() }, written: name, address }];
    }
    let known = well_known::addresses(environment.home.as_deref(), environment.runtime_dir.as_deref());
    let known = known.into_iter().map(|(product, address)| Candidate {
        source: EndpointSource::WellKnown { product: product.to_owned() },
        written: address.to_string(),
        address: Ok(address),
    });
    std::iter::once(default).chain(known).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use std::fs;

    use naru_view::ProblemCode;

    use super::*;

    fn with_context(host: &str) -> (tempfile::TempDir, Environment) {
        let dir = tempfile::tempdir().unwrap();
        let digest = format!("{:x}", <sha2::Sha256 as sha2::Digest>::digest(b"lab"));
        let meta = dir.path().join("contexts/meta").join(digest);
        fs::create_dir_all(&meta).unwrap();
        fs::write(meta.join("meta.json"), format!(r#"{{"Name":"lab","Metadata":{{}},"Endpoints":{{"docker":{{"Host":"{host}"}}}}}}"#))
            .unwrap();
        let environment = Environment { config_dir: Some(dir.path().to_owned()), ..Environment::default() };
        (dir, environment)
    }

    #[test]
    fn docker_host_comes_first_and_alone() {
        let (_dir, mut environment) = with_context("unix:///lab.sock");
        environment.docker_host = Some("tcp://1.2.3.4:2375".into());
        environment.docker_context = Some("lab".into());
        let found = candidates(&environment);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].source, EndpointSource::DockerHost);
    }

    #[test]
    fn the_context_variable_comes_before_the_current_context() {
        let (dir, mut environment) = with_context("unix:///lab.sock");
        fs::write(dir.path().join("config.json"), r#"{"currentContext":"other"}"#).unwrap();
        environment.docker_context = Some("lab".into());
        let found = candidates(&environment);
        assert_eq!(found[0].source, EndpointSource::ContextVariable { name: "lab".into() });
        assert_eq!(*found[0].address.as_ref().unwrap(), Address::Unix("/lab.sock".into()));
    }

    #[test]
    fn a_current_context_that_is_gone_is_named() {
        let (dir, environment) = with_context("unix:///lab.sock");
        fs::write(dir.path().join("config.json"), r#"{"currentContext":"gone"}"#).unwrap();
        let found = candidates(&environment);
        assert_eq!(found.len(), 1, "what somebody chose is not replaced by a guess");
        let problem = found[0].address.as_ref().unwrap_err().problem();
        assert_eq!(problem.code, ProblemCode::ContextNotFound);
        assert_eq!(problem.params["name"], "gone");
    }

    #[test]
    fn with_no_choice_the_default_comes_before_the_products() {
        let home = tempfile::tempdir().unwrap();
        let environment =
            Environment { home: Some(home.path().to_owned()), config_dir: Some(home.path().join(".docker")), ..Environment::default() };
        let found = candidates(&environment);
        assert_eq!(found[0].source, EndpointSource::Default);
        for product in ["Docker Desktop", "Podman"] {
            assert!(
                found.iter().any(|candidate| candidate.source == EndpointSource::WellKnown { product: product.into() }),
                "{product} is tried"
            );
        }
    }

    #[test]
    fn a_broken_config_chooses_nothing() {
        let (dir, environment) = with_context("unix:///lab.sock");
        for broken in ["{", r#"{"currentContext":5}"#, "\u{feff}"] {
            fs::write(dir.path().join("config.json"), broken).unwrap();
            assert_eq!(candidates(&environment)[0].source, EndpointSource::Default, "{broken}: the CLI warns and goes on");
        }
    }

    #[test]
    fn where_tls_is_asked_for_nothing_goes_out_without_it() {
        let (dir, mut environment) = with_context("tcp://box:2376");
        let digest = format!("{:x}", <sha2::Sha256 as sha2::Digest>::digest(b"lab"));
        fs::create_dir_all(dir.path().join("contexts/tls").join(digest).join("docker")).unwrap();
        environment.docker_context = Some("lab".into());
        let refused =
            |environment: &Environment| candidates(environment)[0].address.as_ref().map_err(|error| error.problem().code).cloned();
        assert_eq!(refused(&environment), Err(ProblemCode::EndpointInvalid), "a context with keys");

        let unchecked = r#"tcp://box:2376","SkipTLSVerify":true,"Also":"this"#;
        let (_unchecked_dir, mut unchecked) = with_context(unchecked);
        unchecked.docker_context = Some("lab".into());
        assert_eq!(refused(&unchecked), Err(ProblemCode::EndpointInvalid), "a context that checks no keys still means TLS");

        environment.docker_host = Some("tcp://box:2376".into());
        assert!(refused(&environment).is_ok());
        environment.tls = true;
        assert_eq!(refused(&environment), Err(ProblemCode::EndpointInvalid), "DOCKER_TLS_VERIFY");
        environment.docker_host = Some("unix:///x.sock".into());
        assert!(refused(&environment).is_ok(), "a socket needs none");
    }
}
