//! What a provider publishes: its discovery document and its keys.

use super::check::check_status;
use super::request::Draft;
use crate::error::{Endpoint, SignInError};
use crate::transport::{Request, Response};
use claimsmith_profile::Method;
use std::time::Duration;

/// Largest document, in bytes.
const BODY_LIMIT: usize = 256 * 1024;

/// The request for a document.
pub(crate) fn document_request(endpoint: Endpoint, url: &str, timeout: Duration) -> Request {
    let mut draft = Draft::new(url, Method::Get);
    draft.header("accept", "application/json");
    draft.into_request(endpoint, timeout, BODY_LIMIT)
}

/// Refuses a status other than 2xx.
pub(crate) fn check_document(endpoint: Endpoint, response: &Response) -> Result<(), SignInError> {
    check_status(endpoint, None, response, &[])
}
