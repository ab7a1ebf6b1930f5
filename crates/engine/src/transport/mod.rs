//! One transport under everything that speaks to an engine.
//!
//! bollard is fed through it ([`docker`]) and so is the small raw client ([`RawClient`]), because bollard 0.21 by itself never sends
//! the API version, fails a whole list on one unknown word, and hands the registry auth in an encoding that engines refuse. A
//! new way to reach an engine (ssh, TLS) is one more arm of [`Address`] and of [`connect::connect`], and nothing else.

mod answer;
mod connect;
mod docker;
mod messages;
#[cfg(windows)]
mod pipe;
mod query;
mod raw;

pub(crate) use answer::until_end;
pub(crate) use docker::docker;
pub(crate) use messages::Messages;
pub(crate) use query::Query;
pub(crate) use raw::{Flow, Payload, RawClient};

use crate::endpoint::Address;
use bytes::Bytes;
use connect::Connector;
use http_body_util::combinators::UnsyncBoxBody;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

/// HTTP over the one transport. Connections are kept and reused; dropping it closes the idle ones.
type Http = Client<Connector, Body>;

/// The body of a request: a build's context is a stream, most others are empty.
type Body = UnsyncBoxBody<Bytes, Box<dyn std::error::Error + Send + Sync>>;

fn http(address: &Address) -> Http {
    Client::builder(TokioExecutor::new()).build(Connector::new(address.clone()))
}

/// A value inside a path or a query: all but what RFC 3986 calls unreserved is encoded.
pub(crate) fn percent_encode(text: &str) -> String {
    const RESERVED: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    percent_encoding::utf8_percent_encode(text, RESERVED).to_string()
}
