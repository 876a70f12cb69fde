//! The endpoints with claims, as data.

use super::{Answer, Claims, ErrorStyle, Format, Grant, Refusal, Requirement, standard};
use claimsmith_profile::{Method, Text};

/// Where claims are read (RFC 6750).
pub(crate) struct ClaimsEndpoint {
    pub(crate) path: Text,
    pub(crate) methods: Vec<Method>,
    /// Where the access token may stand.
    pub(crate) bearers: Vec<Bearer>,
    /// The parameter, also for recognising a token that must not stand there.
    pub(crate) access_token_parameter: Text,
    /// Authentication schemes, compared without regard to case; an empty one: the token stands alone.
    pub(crate) schemes: Vec<Text>,
    /// Parameters and headers that have to be there. Headers with a fixed or any value are looked at before the access
    /// token, everything else after it.
    pub(crate) requirements: Vec<Requirement>,
    /// Scopes of which one has to be granted; none: any grant will do.
    pub(crate) scopes: Vec<Text>,
    pub(crate) answer: Answer,
    pub(crate) formats: Vec<Format>,
    pub(crate) errors: ErrorStyle,
}

impl ClaimsEndpoint {
    /// GET with `Authorization: Bearer`, JSON back.
    pub(crate) fn at(
        path: impl Into<Text>,
        answer: impl Fn(&Grant<'_>) -> Result<Claims, Refusal> + Send + Sync + 'static,
    ) -> Self {
        Self {
            path: path.into(),
            methods: vec![Method::Get],
            bearers: vec![Bearer::Header],
            access_token_parameter: "access_token".into(),
            schemes: vec!["Bearer".into()],
            requirements: Vec::new(),
            scopes: Vec::new(),
            answer: Answer::new(answer),
            formats: vec![Format::json("application/json")],
            errors: ErrorStyle::bearer(standard::refuse_claims),
        }
    }
}

/// Where an access token may stand (RFC 6750 section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bearer {
    Header,
    Query,
    Form,
}
