//! What arrived at the emulator.

use crate::parameters::{ParameterFault, Parameters};
use crate::wire::Refusal;
use std::fmt;

/// The largest body that is read, in bytes.
pub(crate) const LARGEST_BODY: usize = 64 * 1024;

/// The doors of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Endpoint {
    /// The authorization endpoint, where the browser is sent (RFC 6749 section 3.1)
    Authorization,
    /// The form of the consent page; the emulator's own
    Consent,
    /// The token endpoint (RFC 6749 section 3.2)
    Token,
    /// The claims endpoint: QQ `/oauth2.0/me`, GitHub `/user`
    Claims,
    /// A further endpoint with claims: QQ `/user/get_user_info`, GitHub `/user/emails`
    FurtherClaims,
    /// Where a refresh token is exchanged, if that is not the token endpoint
    Refresh,
    /// Where tokens are revoked (RFC 7009)
    Revocation,
    /// Where the user signs out
    EndSession,
    /// The key set (RFC 7517 section 5)
    Jwks,
    /// The discovery document (OpenID Connect Discovery section 4)
    Discovery,
    /// Anything else: avatars, and paths the provider does not have
    Other,
}

/// A request as the HTTP layer hands it over.
pub(crate) struct Incoming {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, String)>,
    /// `None`: larger than [`LARGEST_BODY`].
    pub(crate) body: Option<Vec<u8>>,
}

/// One request that the emulator received, and how it was answered. `Debug` shows names, never values.
#[derive(Clone)]
pub struct RecordedRequest {
    endpoint: Endpoint,
    method: String,
    path: String,
    query: Parameters,
    form: Parameters,
    json: Parameters,
    headers: Vec<(String, String)>,
    pub(crate) status: u16,
    pub(crate) refusal: Option<Refusal>,
}

/// A request that no provider would look at.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    #[error("the query: {0}")]
    Query(ParameterFault),
    #[error("the form: {0}")]
    Form(ParameterFault),
    #[error("the parameter `{0}` stands in the query and in the form")]
    QueryAndForm(String),
    #[error("the body is larger than {LARGEST_BODY} bytes")]
    BodyTooLarge,
    #[error("a body has to be application/x-www-form-urlencoded")]
    ContentType,
    #[error("a body has to be a JSON object (application/json)")]
    Json,
}

impl Problem {
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Query(_) | Self::Form(_) | Self::QueryAndForm(_) | Self::Json => 400,
            Self::BodyTooLarge => 413,
            Self::ContentType => 415,
        }
    }
}

impl RecordedRequest {
    /// Decodes what can be decoded; the problem, if any, is the first one met. A JSON body is read where it is welcome.
    pub(crate) fn read(endpoint: Endpoint, incoming: Incoming, json_welcome: bool) -> (Self, Option<Problem>) {
        let mut request = Self {
            endpoint,
            method: incoming.method,
            path: incoming.path,
            query: Parameters::default(),
            form: Parameters::default(),
            json: Parameters::default(),
            headers: incoming.headers,
            status: 0,
            refusal: None,
        };
        let problem = request.decode(&incoming.query, incoming.body, json_welcome).err();
        (request, problem)
    }

    fn decode(&mut self, query: &str, body: Option<Vec<u8>>, json_welcome: bool) -> Result<(), Problem> {
        self.query = Parameters::parse(query).map_err(Problem::Query)?;
        let body = body.ok_or(Problem::BodyTooLarge)?;
        if body.is_empty() {
            return Ok(());
        }
        let media_type = self.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default();
        if json_welcome && media_type.trim().eq_ignore_ascii_case("application/json") {
            let body = serde_json::from_slice(&body).map_err(|_| Problem::Json)?;
            self.json = Parameters::from_json(body).ok_or(Problem::Json)?;
            return Ok(());
        }
        if !media_type.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(Problem::ContentType);
        }
        let body = String::from_utf8(body).map_err(|_| Problem::Form(ParameterFault::Encoding))?;
        self.form = Parameters::parse(&body).map_err(Problem::Form)?;
        match self.form.names().find(|name| self.query.get(name).is_some()) {
            Some(name) => Err(Problem::QueryAndForm(name.to_owned())),
            None => Ok(()),
        }
    }

    /// Where it arrived.
    #[must_use]
    pub fn endpoint(&self) -> Endpoint {
        self.endpoint
    }

    /// The HTTP method, in capitals.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The parameters in the URL.
    #[must_use]
    pub fn query(&self) -> &Parameters {
        &self.query
    }

    /// The parameters in the body.
    #[must_use]
    pub fn form(&self) -> &Parameters {
        &self.form
    }

    /// The members of a JSON body, as text.
    #[must_use]
    pub fn json(&self) -> &Parameters {
        &self.json
    }

    /// A parameter, wherever it stands. One without a value counts as absent (RFC 6749 section 3.1).
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let everywhere = [&self.query, &self.form, &self.json];
        everywhere.into_iter().find_map(|parameters| parameters.get(name)).filter(|value| !value.is_empty())
    }

    /// The first header with this name, compared without regard to case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The names of the headers, in lower case and in the order of arrival.
    pub fn header_names(&self) -> impl Iterator<Item = &str> {
        self.headers.iter().map(|(name, _)| name.as_str())
    }

    /// The HTTP status of the answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Why the emulator refused the request, in its own words; the answer says it in the provider's. `None` when it
    /// was granted, when a fault was ordered, and when the request was not even well-formed.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        self.refusal
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RecordedRequest")
            .field("endpoint", &self.endpoint)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("form", &self.form)
            .field("json", &self.json)
            .field("headers", &self.header_names().collect::<Vec<_>>())
            .field("status", &self.status)
            .field("refusal", &self.refusal)
            .finish()
    }
}
