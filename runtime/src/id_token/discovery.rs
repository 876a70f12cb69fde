//! A discovery document (OpenID Connect Discovery section 4, RFC 8414 section 3).
//!
//! It gives the issuer and the address of the keys, nothing else: the endpoints of the policy win.

use super::cache::{Cache, Fetched};
use super::host;
use crate::answer::{Answer, Found};
use crate::config::EndpointRules;
use crate::error::{ConfigError, Endpoint, ResponseFault, SignInError};
use crate::transport::Response;
use claimsmith_profile::AnswerFormat;
use url::Url;

/// Where a provider publishes its document, below its issuer.
const WELL_KNOWN: &str = "/.well-known/openid-configuration";

/// What a discovery document says, as far as it matters.
pub(crate) struct Discovery {
    /// What the provider calls itself.
    pub(crate) issuer: String,
    /// Where its keys are, checked, and moved as all endpoints are.
    pub(super) key_endpoint: String,
    /// Whether its callbacks name the issuer (RFC 9207 section 3).
    pub(crate) names_issuer: bool,
}

/// The address of a document, what it has to say, and what it said last.
pub(crate) struct DiscoveryEndpoint {
    /// Where it is fetched.
    pub(crate) url: String,
    pub(crate) cache: Cache<Discovery>,
    issuer: Issuer,
    /// Host and port of the address in the policy.
    host: Option<(String, u16)>,
    rules: EndpointRules,
}

/// The issuer that the document has to name.
enum Issuer {
    /// Metadata `issuer`
    Exactly(String),
    /// What stands before the well-known path (RFC 8414 section 3.3), where a slash at the end is left out (OpenID
    /// Connect Discovery section 4.1)
    WithOrWithoutSlash(String),
}

impl DiscoveryEndpoint {
    /// For the address in the policy; `None` when nothing says which issuer the document has to name.
    pub(super) fn new(
        what: &str,
        address: &str,
        issuer: Option<&str>,
        rules: EndpointRules,
    ) -> Result<Option<Self>, ConfigError> {
        let url = rules.endpoint(what, address)?;
        // What `endpoint` accepts is a URL.
        let Ok(mut declared) = Url::parse(address) else { return Ok(None) };
        declared.set_query(None);
        let issuer = match (issuer, declared.as_str().strip_suffix(WELL_KNOWN)) {
            (Some(issuer), _) => Issuer::Exactly(issuer.to_owned()),
            (None, Some(prefix)) => Issuer::WithOrWithoutSlash(prefix.to_owned()),
            (None, None) => return Ok(None),
        };
        let host = host_and_port(&declared).map(|(host, port)| (host.to_owned(), port));
        Ok(Some(Self { url, cache: Cache::default(), issuer, host, rules }))
    }

    /// Reads the document.
    ///
    /// # Errors
    /// [`SignInError::BadResponse`]: no JSON object, another issuer, or keys at an address that must not be asked.
    pub(crate) fn read(&self, response: &Response) -> Result<Fetched<Discovery>, SignInError> {
        let document = Answer::parse(&response.body, AnswerFormat::Json).map_err(|reason| bad(reason, None))?;
        let issuer = text(&document, "issuer")?;
        let is_expected = match &self.issuer {
            Issuer::Exactly(expected) => issuer == *expected,
            Issuer::WithOrWithoutSlash(prefix) => issuer.strip_suffix('/').unwrap_or(&issuer) == prefix,
        };
        if !is_expected {
            return Err(bad(ResponseFault::RefusedValue, Some("issuer")));
        }
        let key_endpoint = self.key_endpoint(&text(&document, "jwks_uri")?);
        let key_endpoint = key_endpoint.ok_or_else(|| bad(ResponseFault::RefusedValue, Some("jwks_uri")))?;
        let names_issuer = document.get("authorization_response_iss_parameter_supported");
        let names_issuer = matches!(names_issuer, Ok(Some(Found::Boolean(true))));
        Ok(Fetched::new(Discovery { issuer, key_endpoint, names_issuer }, response))
    }

    /// An address that the document names may be asked when it is https and leads to no private host, except to the host
    /// and port that the policy itself names, to loopback when that is allowed, and where all endpoints are moved away anyway.
    fn key_endpoint(&self, address: &str) -> Option<String> {
        let url = Url::parse(address).ok()?;
        let is_known_host = host_and_port(&url) == self.host.as_ref().map(|(host, port)| (host.as_str(), *port));
        let may_be_private = is_known_host || self.rules.allow_private(&url);
        if host::is_private(&url) && !may_be_private {
            return None;
        }
        self.rules.endpoint("jwks_uri", address).ok()
    }
}

/// Another port is another server: on a private host perhaps one that nobody else may ask.
fn host_and_port(url: &Url) -> Option<(&str, u16)> {
    Some((url.host_str()?, url.port_or_known_default()?))
}

fn text(document: &Answer, name: &str) -> Result<String, SignInError> {
    match document.get(name).map_err(|reason| bad(reason, Some(name)))? {
        Some(Found::Text(text)) => Ok(text.into_owned()),
        Some(_) => Err(bad(ResponseFault::WrongKind, Some(name))),
        None => Err(bad(ResponseFault::MissingMember, Some(name))),
    }
}

fn bad(reason: ResponseFault, path: Option<&str>) -> SignInError {
    SignInError::BadResponse { endpoint: Endpoint::Discovery, reason, path: path.map(str::to_owned) }
}
