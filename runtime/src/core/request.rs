//! A request while it is put together.

use super::query::{append, encode, encode_json};
use crate::error::Endpoint;
use crate::transport::Request;
use claimsmith_profile::{Method, RequestEncoding, Text};
use std::borrow::Cow;
use std::time::Duration;

/// A request while it is put together. Parameters keep the order in which they are added.
pub(super) struct Draft<'a> {
    endpoint: &'a str,
    method: Method,
    encoding: RequestEncoding,
    parameters: Vec<(Cow<'a, str>, String)>,
    headers: Vec<(Text, String)>,
}

impl<'a> Draft<'a> {
    /// A request to an endpoint, whose own query stays. With GET the parameters stand behind it, with POST in the body.
    pub(super) fn new(endpoint: &'a str, method: Method) -> Self {
        let headers = vec![(Cow::Borrowed("accept-encoding"), "identity".to_owned())];
        Self { endpoint, method, encoding: RequestEncoding::Form, parameters: Vec::new(), headers }
    }

    /// How the parameters of a POST are written.
    pub(super) fn encoding(mut self, encoding: RequestEncoding) -> Self {
        self.encoding = encoding;
        self
    }

    pub(super) fn parameter(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<String>) {
        self.parameters.push((name.into(), value.into()));
    }

    /// Sets a header; the one that has the name already is replaced.
    pub(super) fn header(&mut self, name: impl Into<Text>, value: impl Into<String>) {
        let (name, value) = (name.into(), value.into());
        match self.headers.iter_mut().find(|(present, _)| present.eq_ignore_ascii_case(&name)) {
            Some(header) => header.1 = value,
            None => self.headers.push((name, value)),
        }
    }

    /// The content type of the body that [`Draft::into_request`] writes; before the headers of the policy, which may
    /// replace it.
    pub(super) fn content_type(&mut self) {
        match (self.method, self.encoding) {
            (Method::Post, RequestEncoding::Form) => self.header("content-type", "application/x-www-form-urlencoded"),
            (Method::Post, RequestEncoding::Json) => self.header("content-type", "application/json"),
            (Method::Post, RequestEncoding::Query) | (Method::Get, _) => {}
        }
    }

    /// The request, which is for this endpoint.
    pub(super) fn into_request(self, purpose: Endpoint, timeout: Duration, body_limit: usize) -> Request {
        let Self { endpoint, method, encoding, parameters, headers } = self;
        let (url, body) = match (method, encoding) {
            (Method::Get, _) => (append(endpoint, &parameters), None),
            (Method::Post, RequestEncoding::Form) => (endpoint.to_owned(), Some(encode(&parameters).into_bytes())),
            (Method::Post, RequestEncoding::Json) => (endpoint.to_owned(), Some(encode_json(&parameters).into_bytes())),
            (Method::Post, RequestEncoding::Query) => (append(endpoint, &parameters), Some(Vec::new())),
        };
        Request { endpoint: purpose, method, url, headers, body, timeout, body_limit }
    }
}
