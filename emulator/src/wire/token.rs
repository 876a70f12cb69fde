//! The token endpoint, as data.

use super::{ALPHANUMERIC, Compute, ErrorStyle, Format, Grant, Names, Place, Requirement, Shape, standard};
use crate::json::Json;
use claimsmith_profile::{Method, Text};
use std::time::Duration;

/// Where a code becomes a token.
pub(crate) struct TokenEndpoint {
    pub(crate) path: Text,
    pub(crate) methods: Vec<Method>,
    /// Where parameters are looked for; one that stands elsewhere is not seen.
    pub(crate) places: Vec<Place>,
    /// Other names for `client_id`, `client_secret`, `code`, `redirect_uri`, `grant_type`, `code_verifier`,
    /// `refresh_token`.
    pub(crate) names: Names,
    /// How the application may prove who it is.
    pub(crate) authentication: Vec<Authentication>,
    /// Further headers and parameters that have to be there.
    pub(crate) requirements: Vec<Requirement>,
    /// Whether `grant_type` has to be there; without it the grant is `authorization_code`.
    pub(crate) grant_type_required: bool,
    /// How a refresh token is exchanged; `None`: there are none.
    pub(crate) refresh: Option<Refresh>,
    pub(crate) access_token: Shape,
    /// `None`: the token does not expire.
    pub(crate) access_token_lifetime: Option<Duration>,
    pub(crate) members: Vec<TokenMember>,
    /// The first that applies.
    pub(crate) formats: Vec<Format>,
    pub(crate) errors: ErrorStyle,
}

impl TokenEndpoint {
    /// RFC 6749: POST of a form with id and secret, JSON back; no refresh tokens.
    pub(crate) fn at(path: impl Into<Text>) -> Self {
        Self {
            path: path.into(),
            methods: vec![Method::Post],
            places: vec![Place::Form],
            names: Names::default(),
            authentication: vec![Authentication::Post],
            requirements: Vec::new(),
            grant_type_required: true,
            refresh: None,
            access_token: Shape::new("", ALPHANUMERIC, 48),
            access_token_lifetime: Some(Duration::from_secs(3600)),
            members: vec![TokenMember::AccessToken, TokenMember::TokenType("Bearer".into()), TokenMember::ExpiresIn],
            formats: vec![Format::json("application/json")],
            errors: ErrorStyle::oauth(standard::refuse_token),
        }
    }
}

/// How an application proves who it is (RFC 6749 section 2.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Authentication {
    /// Id and secret as parameters
    Post,
    /// HTTP Basic, both form-encoded first
    Basic,
    /// The id alone
    Public,
    /// An assertion signed with the application's key (RFC 7523). Its `aud` is the token endpoint, the issuer, or one of
    /// these.
    PrivateKeyJwt {
        /// Further values that `aud` may have.
        audiences: Vec<Text>,
    },
    /// Id and secret as parameters, and the secret is a JWT signed with ES256 by the application's key, as Apple wants it
    Es256Secret {
        /// What `aud` has to be.
        audience: Text,
    },
}

/// The exchange of a refresh token (RFC 6749 section 6).
#[derive(Debug, Clone)]
pub(crate) struct Refresh {
    /// Where; `None`: at the token endpoint.
    pub(crate) path: Option<Text>,
    /// Whether the application has to authenticate; WeChat wants the id only.
    pub(crate) authentication: bool,
    /// Whether the old refresh token ends and a new one is given.
    pub(crate) rotates: bool,
    /// When an authorization leads to a refresh token.
    pub(crate) offline: Offline,
}

impl Refresh {
    /// At the token endpoint, authenticated, with a new refresh token each time.
    pub(crate) fn rotating() -> Self {
        Self { path: None, authentication: true, rotates: true, offline: Offline::Always }
    }

    /// At the token endpoint, authenticated, with one refresh token that stays.
    pub(crate) fn lasting() -> Self {
        Self { rotates: false, ..Self::rotating() }
    }
}

/// When an authorization leads to a refresh token.
#[derive(Debug, Clone)]
pub(crate) enum Offline {
    Always,
    /// When the authorization request has all these parameters, as Google wants them
    Parameters(Vec<(Text, Text)>),
    /// When this scope is granted
    Scope(Text),
}

/// A member of the token answer and what it holds. Those that RFC 6749 section 5.1 and OpenID Connect name have no other
/// name at any provider.
pub(crate) enum TokenMember {
    AccessToken,
    TokenType(Text),
    /// Seconds; left out where access tokens do not expire
    ExpiresIn,
    /// Left out where there is none
    RefreshToken,
    /// The granted scopes
    Scope,
    /// Left out where none is issued
    IdToken,
    /// The id of the user
    Subject(Text),
    Fixed(Text, Json),
    /// Left out where there is no value
    Computed(Text, Compute<Option<Json>>),
}

impl TokenMember {
    /// The name of the member.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::AccessToken => "access_token",
            Self::TokenType(_) => "token_type",
            Self::ExpiresIn => "expires_in",
            Self::RefreshToken => "refresh_token",
            Self::Scope => "scope",
            Self::IdToken => "id_token",
            Self::Subject(name) | Self::Fixed(name, _) | Self::Computed(name, _) => name,
        }
    }

    /// A member that depends on the user or the request.
    pub(crate) fn computed(
        name: impl Into<Text>,
        compute: impl Fn(&Grant<'_>) -> Option<Json> + Send + Sync + 'static,
    ) -> Self {
        Self::Computed(name.into(), Compute::new(compute))
    }
}
