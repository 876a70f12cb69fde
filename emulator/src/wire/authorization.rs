//! The authorization endpoint, as data.

use super::{ALPHANUMERIC, Compute, Refusal, Refused, Requirement, Shape, standard};
use claimsmith_profile::{ResponseMode, ResponseType, Text};
use std::time::Duration;

/// Where the browser is sent. GET only.
pub(crate) struct AuthorizationEndpoint {
    pub(crate) path: Text,
    /// Other names for `client_id`, `redirect_uri`, `response_type`, `scope`, `response_mode`, `nonce`.
    pub(crate) names: Names,
    /// What `response_type` may say.
    pub(crate) response_types: Vec<ResponseType>,
    /// Whether `response_type` has to be there; without it, it is the first.
    pub(crate) response_type_required: bool,
    /// What `response_mode` may say; the first holds where it says nothing. With `response_type=id_token` the query is
    /// out of the question, and the fragment is the default.
    pub(crate) response_modes: Vec<ResponseMode>,
    /// Scopes that want `response_mode=form_post`, as Apple's `name` and `email` do.
    pub(crate) form_post_scopes: Vec<Text>,
    /// Further parameters that have to be there.
    pub(crate) requirements: Vec<Requirement>,
    pub(crate) scope: ScopeSyntax,
    pub(crate) pkce: Pkce,
    /// The authorization code.
    pub(crate) code: Shape,
    pub(crate) code_lifetime: Duration,
    /// What the callback carries, before `state`, when the user declines.
    pub(crate) denial: Vec<(Text, Text)>,
    /// What the callback carries beside `code` and `state` when the user consents, such as Apple's `user`.
    pub(crate) callback_parameters: Option<Compute<Vec<(Text, String)>>>,
    /// Whether the callback names the issuer (RFC 9207).
    pub(crate) callback_issuer: bool,
    /// The words of the error page.
    pub(crate) refuse: fn(Refusal) -> Refused,
}

impl AuthorizationEndpoint {
    /// RFC 6749: code flow, callback in the query, PKCE verified where it is used.
    pub(crate) fn at(path: impl Into<Text>) -> Self {
        Self {
            path: path.into(),
            names: Names::default(),
            response_types: vec![ResponseType::Code],
            response_type_required: true,
            response_modes: vec![ResponseMode::Query],
            form_post_scopes: Vec::new(),
            requirements: Vec::new(),
            scope: ScopeSyntax::blanks(""),
            pkce: Pkce::Verified,
            code: Shape::new("", ALPHANUMERIC, 40),
            code_lifetime: Duration::from_secs(600),
            denial: vec![
                ("error".into(), "access_denied".into()),
                ("error_description".into(), "The user denied the request".into()),
            ],
            callback_parameters: None,
            callback_issuer: false,
            refuse: standard::refuse_authorization,
        }
    }
}

/// What becomes of PKCE (RFC 7636). Only S256 is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pkce {
    /// Verified when the authorization request has a challenge
    Verified,
    /// An authorization request without a challenge is refused
    Required,
    /// An authorization request with a challenge is refused
    Refused,
    /// Neither challenge nor verifier is looked at
    Ignored,
}

/// The provider's own names for parameters of a request, by their standard name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(Vec<(Text, Text)>);

impl Names {
    /// `standard name, name here`; an empty name here: the provider does not look for the parameter at all.
    pub(crate) fn renamed<A: Into<Text>, B: Into<Text>>(names: impl IntoIterator<Item = (A, B)>) -> Self {
        Self(names.into_iter().map(|(standard, actual)| (standard.into(), actual.into())).collect())
    }

    /// Gives one parameter another name, or none.
    pub(crate) fn rename(&mut self, standard: impl Into<Text>, actual: impl Into<Text>) {
        let standard = standard.into();
        self.0.retain(|(known, _)| *known != standard);
        self.0.push((standard, actual.into()));
    }

    /// The name here; `None` where the provider does not look for the parameter.
    pub(crate) fn of<'a>(&'a self, standard: &'a str) -> Option<&'a str> {
        let renamed = self.0.iter().find(|(known, _)| known == standard).map(|(_, actual)| actual.as_ref());
        Some(renamed.unwrap_or(standard)).filter(|name| !name.is_empty())
    }
}

/// How scopes are written.
#[derive(Debug, Clone)]
pub(crate) struct ScopeSyntax {
    /// What separates scopes in a request.
    pub(crate) separators: Vec<char>,
    /// What separates scopes in an answer.
    pub(crate) separator: Text,
    /// The scope of a request that names none; may be empty.
    pub(crate) default: Text,
}

impl ScopeSyntax {
    /// `a b`, as RFC 6749 section 3.3 has it.
    pub(crate) fn blanks(default: impl Into<Text>) -> Self {
        Self { separators: vec![' '], separator: " ".into(), default: default.into() }
    }

    /// `a,b`; blanks are understood, too.
    pub(crate) fn commas(default: impl Into<Text>) -> Self {
        Self { separators: vec![',', ' '], separator: ",".into(), default: default.into() }
    }

    /// The scopes in a text, each once, in their order.
    pub(crate) fn split(&self, text: &str) -> Vec<String> {
        let mut scopes: Vec<String> = Vec::new();
        for scope in text.split(self.separators.as_slice()).filter(|scope| !scope.is_empty()) {
            if !scopes.iter().any(|known| known == scope) {
                scopes.push(scope.to_owned());
            }
        }
        scopes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_split_and_deduplicated() {
        assert_eq!(ScopeSyntax::commas("").split(" a,b  a c,"), ["a", "b", "c"]);
        assert_eq!(ScopeSyntax::blanks("").split("a,b c"), ["a,b", "c"]);
        assert!(ScopeSyntax::blanks("x").split("").is_empty());
    }

    #[test]
    fn parameters_are_renamed_or_left_out() {
        let names = Names::renamed([("client_id", "appid"), ("redirect_uri", "")]);
        assert_eq!((names.of("client_id"), names.of("redirect_uri")), (Some("appid"), None));
        assert_eq!(names.of("code"), Some("code"));
    }
}
