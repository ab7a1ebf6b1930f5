use bollard::{BollardRequest, ClientVersion, Docker};
use http::HeaderValue;
use http::uri::PathAndQuery;
use http_body_util::BodyExt;

use super::http;
use crate::endpoint::Address;
use crate::error::{Error, Result};
use naru_view::ProblemCode;

/// bollard ends a request whose headers do not come in this time, whatever is asked; a `stop -t 300` or a pull is no failure.
/// Short limits belong to the reads, which set their own.
const NO_LIMIT: u64 = 60 * 60 * 24 * 365;

/// bollard over the one transport, speaking one API version.
pub(crate) fn docker(address: &Address, version: &str) -> Result<Docker> {
    let client = http(address);
    let prefix = format!("/v{version}");
    let transport = move |request: BollardRequest| {
        let client = client.clone();
        let request = mend(request, &prefix);
        async move {
            let response = client.request(request?.map(|body| body.map_err(Into::into).boxed_unsync())).await;
            response.map_err(Into::into)
        }
    };
    let client_version = client_version(version);
    Docker::connect_with_custom_transport(transport, Some("http://docker"), NO_LIMIT, &client_version)
        .map_err(|error| Error::caused(ProblemCode::Internal, error))
}

/// Adds what bollard leaves out: the version in the path, and registry auth in base64url, which is what engines decode.
fn mend(request: BollardRequest, prefix: &str) -> Result<BollardRequest, bollard::errors::Error> {
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let mut uri = parts.uri.clone().into_parts();
    uri.path_and_query = Some(PathAndQuery::try_from(format!("{prefix}{path}")).map_err(http::Error::from)?);
    parts.uri = http::Uri::from_parts(uri).map_err(http::Error::from)?;
    for name in ["x-registry-auth", "x-registry-config"] {
        if let Some(value) = parts.headers.get_mut(name) {
            let url_safe: Vec<u8> = value
                .as_bytes()
                .iter()
                .map(|byte| match byte {
                    b'+' => b'-',
                    b'/' => b'_',
                    other => *other,
                })
                .collect();
            *value = HeaderValue::from_bytes(&url_safe).map_err(http::Error::from)?;
        }
    }
    Ok(BollardRequest::from_parts(parts, body))
}

fn client_version(version: &str) -> ClientVersion {
    let (major, minor) = version.split_once('.').unwrap_or((version, "0"));
    ClientVersion { major_version: major.parse().unwrap_or(1), minor_version: minor.parse().unwrap_or(0) }
}
