//! What the flags of `docker build` are to the engine's API.
//!
//! A build without a session is what its query says and no more (decision 005). What would need a session, or an option of
//! `BuildKit`'s that the query has no word for, is refused by name.

use std::collections::BTreeMap;

use naru_command::Build;
use naru_view::ProblemCode;
use serde_json::json;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::perform::{not_performed, refuse};
use crate::transport::Query;

/// Where the context comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// A folder of this computer.
    Folder,
    /// A repository, an archive or a Dockerfile that the engine fetches by itself.
    Url,
}

/// Where docker would look for the context that is written.
pub(super) fn source(context: &str) -> Result<Source> {
    if context == "-" {
        return Err(not_performed("build -"));
    }
    let is_url = ["http://", "https://", "git://", "ssh://", "github.com/", "git@"].iter().any(|start| context.starts_with(start));
    Ok(if is_url { Source::Url } else { Source::Folder })
}

/// How the CLI's builds say where they come from, when nobody asked (buildx, `defaultAttestations`).
const PROVENANCE: &str = "mode=min,inline-only=true";

/// Whether the CLI would have this build attested without being asked: it does where the engine keeps images in a containerd store
/// and nobody said otherwise.
pub(super) async fn is_attested(connection: &Connection, build: &Build) -> Result<bool> {
    if build.provenance.is_some() {
        return Ok(false);
    }
    let info = connection.raw.get_json("/info").await?;
    Ok(info["DriverStatus"].as_array().into_iter().flatten().any(|row| *row == json!(["driver-type", "io.containerd.snapshotter.v1"])))
}

/// The query of a build, all but for what says where its context and its Dockerfile are.
pub(super) fn query(build: &Build, attested: bool) -> Result<Query> {
    let Build {
        tag,
        more_tags,
        file,
        build_args,
        build_args_from_env,
        target,
        no_cache,
        no_cache_filter,
        pull,
        platform,
        label,
        annotation,
        secret,
        ssh,
        build_context,
        cache_from,
        cache_to,
        output,
        // Where the image of a build goes by itself.
        load: _,
        push,
        // Three that shape what a terminal shows.
        progress: _,
        quiet: _,
        debug: _,
        network,
        add_host,
        shm_size,
        ulimit,
        cgroup_parent,
        provenance,
        sbom,
        attest,
        allow,
        builder,
        check,
        call,
        // It is written when the build is done.
        iidfile: _,
        metadata_file,
        context,
    } = build;
    refuse(file.as_deref() == Some("-"), "--file -")?;
    // The value holds an absolute path, and such a one is in no repository.
    refuse(file.is_some() && source(context)? == Source::Url, "--file in a URL")?;
    refuse(!no_cache_filter.is_empty(), "--no-cache-filter")?;
    refuse(!annotation.is_empty(), "--annotation")?;
    refuse(!secret.is_empty(), "--secret")?;
    refuse(!ssh.is_empty(), "--ssh")?;
    refuse(!build_context.is_empty(), "--build-context")?;
    refuse(!cache_to.is_empty(), "--cache-to")?;
    refuse(!output.is_empty(), "--output")?;
    refuse(*push, "--push")?;
    refuse(platform.len() > 1 || platform.iter().any(|platform| platform.contains(',')), "--platform of several")?;
    refuse(cgroup_parent.is_some(), "--cgroup-parent")?;
    refuse(provenance.as_deref().is_some_and(|asked| asked != "false"), "--provenance")?;
    refuse(sbom.as_deref().is_some_and(|asked| asked != "false"), "--sbom")?;
    refuse(!attest.is_empty(), "--attest")?;
    refuse(!allow.is_empty(), "--allow")?;
    // The builder that every engine brings is called `default`.
    refuse(builder.as_deref().is_some_and(|builder| builder != "default"), "--builder")?;
    refuse(*check, "--check")?;
    refuse(call.as_deref().is_some_and(|call| call != "build"), "--call")?;
    refuse(metadata_file.is_some(), "--metadata-file")?;

    let mut query = Query::default().with("version", "2");
    for tag in tag.iter().chain(more_tags) {
        query = query.with("t", tag.as_str());
    }
    let mut args = args(build_args.iter().map(|arg| (arg.key.as_str(), arg.value.as_str())), build_args_from_env)?;
    if attested {
        // The query has no word for it; BuildKit takes it by this argument as well, and no Dockerfile sees that.
        args.entry("BUILDKIT_ATTEST_PROVENANCE".to_owned()).or_insert_with(|| PROVENANCE.to_owned());
    }
    query = query.with("buildargs", &json!(args).to_string());
    if !label.is_empty() {
        let labels: BTreeMap<&str, &str> = label.iter().map(|label| (label.key(), label.value().unwrap_or_default())).collect();
        query = query.with("labels", &json!(labels).to_string());
    }
    query = query.with_some("target", target.as_deref()).with_switch("nocache", *no_cache).with_switch("pull", *pull);
    query = query.with_some("platform", platform.first().map(String::as_str)).with_some("networkmode", network.as_deref());
    for host in add_host {
        query = query.with("extrahosts", &host.to_string());
    }
    if let Some(size) = shm_size {
        query = query.with("shmsize", &size.bytes().to_string());
    }
    if !ulimit.is_empty() {
        let limits = ulimit.iter().map(|limit| json!({ "Name": limit.name(), "Soft": limit.soft(), "Hard": limit.hard() }));
        query = query.with("ulimits", &json!(limits.collect::<Vec<_>>()).to_string());
    }
    if !cache_from.is_empty() {
        let images = cache_from.iter().map(|source| image_of_cache(source)).collect::<Result<Vec<_>>>()?;
        query = query.with("cachefrom", &json!(images).to_string());
    }
    Ok(query)
}

/// Flags that engines of before API 1.42 take and do nothing with, whoever asks them.
pub(super) fn unheard(build: &Build, api: &str) -> Vec<String> {
    let minor = api.split_once('.').and_then(|(_, minor)| minor.parse::<u32>().ok());
    let given = [("--shm-size", build.shm_size.is_some()), ("--ulimit", !build.ulimit.is_empty())];
    let lost = given.into_iter().filter(|(_, given)| *given && minor.is_some_and(|minor| minor < 42));
    lost.map(|(flag, _)| format!("{flag} has no effect on builds of an engine of API {api}")).collect()
}

/// The arguments, those that are only named with the value that they have in Naru's environment, and not at all where they have
/// none.
fn args<'a>(given: impl Iterator<Item = (&'a str, &'a str)>, named: &[String]) -> Result<BTreeMap<String, String>> {
    let mut args: BTreeMap<String, String> = BTreeMap::new();
    for name in named {
        match std::env::var(name) {
            Ok(value) => {
                args.insert(name.clone(), value);
            }
            Err(std::env::VarError::NotPresent) => {}
            Err(error) => return Err(Error::caused(ProblemCode::InvalidValue, error).with("value", name)),
        }
    }
    args.extend(given.map(|(key, value)| (key.to_owned(), value.to_owned())));
    Ok(args)
}

/// The image whose cache is meant: `web:cache`, `type=registry,ref=web:cache`.
fn image_of_cache(source: &str) -> Result<&str> {
    if !source.contains('=') {
        return Ok(source);
    }
    let (mut kind, mut image, mut other) = (None, None, false);
    for field in source.split(',') {
        match field.split_once('=') {
            Some(("type", value)) => kind = Some(value),
            Some(("ref", value)) => image = Some(value),
            _ => other = true,
        }
    }
    match (kind, image, other) {
        (Some("registry"), Some(image), false) => Ok(image),
        _ => Err(not_performed("--cache-from of anything but an image")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    fn asked(change: impl FnOnce(&mut Build)) -> Result<String> {
        let mut build = Build::new("/app".to_owned());
        change(&mut build);
        let query = query(&build, false)?.to_string();
        Ok(percent_encoding::percent_decode_str(&query).decode_utf8().unwrap().into_owned())
    }

    #[test]
    fn what_the_query_has_a_word_for_is_in_it() {
        assert_eq!(asked(|_| {}).unwrap(), "?version=2&buildargs={}");
        let all = asked(|build| {
            build.tag = Some("a:1".parse().unwrap());
            build.more_tags = vec!["b".parse().unwrap()];
            build.label = vec!["x=y".parse().unwrap(), "z".parse().unwrap()];
            build.add_host = vec!["db:10.0.0.1".parse().unwrap()];
            build.shm_size = Some("1m".parse().unwrap());
            build.ulimit = vec!["nofile=10:20".parse().unwrap()];
            build.cache_from = vec!["a".to_owned(), "type=registry,ref=b".to_owned()];
            build.network = Some("none".to_owned());
            build.pull = true;
        });
        assert_eq!(
            all.unwrap(),
            "?version=2&t=a:1&t=b&buildargs={}&labels={\"x\":\"y\",\"z\":\"\"}&pull=1&networkmode=none\
             &extrahosts=db:10.0.0.1&shmsize=1048576&ulimits=[{\"Name\":\"nofile\",\"Soft\":10,\"Hard\":20}]&cachefrom=[\"a\",\"b\"]"
        );
    }

    #[test]
    fn a_build_that_is_attested_says_so_by_an_argument() {
        let query = query(&Build::new("/app".to_owned()), true).unwrap().to_string();
        let query = percent_encoding::percent_decode_str(&query).decode_utf8().unwrap();
        assert_eq!(query, "?version=2&buildargs={\"BUILDKIT_ATTEST_PROVENANCE\":\"mode=min,inline-only=true\"}");
    }

    #[test]
    fn a_variable_that_is_not_set_is_no_argument() {
        let named = ["PATH".to_owned(), "NARU_IS_NOT_SET".to_owned()];
        let args = args([("A", "")].into_iter(), &named).unwrap();
        assert_eq!(args.keys().collect::<Vec<_>>(), ["A", "PATH"]);
        assert_eq!(args["PATH"], std::env::var("PATH").unwrap());
    }

    #[test]
    fn what_it_has_no_word_for_is_refused_by_name() {
        let refused = |change: fn(&mut Build)| {
            let problem = asked(change).unwrap_err().problem();
            assert_eq!(problem.code, ProblemCode::NotPerformed);
            problem.params["what"].clone()
        };
        assert_eq!(refused(|build| build.secret = vec!["id=a".to_owned()]), "--secret");
        assert_eq!(refused(|build| build.output = vec!["out".to_owned()]), "--output");
        assert_eq!(refused(|build| build.provenance = Some("mode=max".to_owned())), "--provenance");
        assert_eq!(refused(|build| build.platform = vec!["linux/amd64".to_owned(), "linux/arm64".to_owned()]), "--platform of several");
        assert_eq!(refused(|build| build.cache_from = vec!["type=gha".to_owned()]), "--cache-from of anything but an image");
        let mut build = Build::new("/app".to_owned());
        build.shm_size = Some("1m".parse().unwrap());
        assert_eq!((unheard(&build, "1.41").len(), unheard(&build, "1.51").len()), (1, 0));
        assert!(asked(|build| build.provenance = Some("false".to_owned())).is_ok());
        assert_eq!(source("-").unwrap_err().problem().params["what"], "build -");
        assert_eq!(source("https://example.com/a.git").unwrap(), Source::Url);
        assert_eq!(source("/home/me/app").unwrap(), Source::Folder);
    }
}
