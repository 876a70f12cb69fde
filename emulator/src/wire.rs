//! What a provider looks like from outside, as data.
//!
//! The engine acts on a [`Wire`] and on nothing else; a provider is a constant of this type.

use crate::reply::Members;
use crate::request::RecordedRequest;
use crate::user::User;
use claimsmith_profile::{AnswerFormat, BearerTransmission, Method};
use serde_json::Value;
use std::time::Duration;

/// One provider.
pub(crate) struct Wire {
    /// How people call the provider.
    pub(crate) name: &'static str,
    /// The colour of the provider's mark on the pages, as CSS writes it.
    pub(crate) colour: &'static str,
    /// The people who can sign in.
    pub(crate) users: &'static [User],
    /// The id under which the claims name a user, given the client id: some providers use another id for each
    /// application.
    pub(crate) subject: fn(&User, &str) -> String,
    pub(crate) authorization: AuthorizationEndpoint,
    pub(crate) token: TokenEndpoint,
    /// The first is the one that a technical profile names.
    pub(crate) claims: &'static [ClaimsEndpoint],
}

/// Where the browser is sent. GET only.
pub(crate) struct AuthorizationEndpoint {
    pub(crate) path: &'static str,
    pub(crate) client_id_parameter: &'static str,
    /// Whether `response_type` has to be there; when it is there it has to be `code`.
    pub(crate) response_type_required: bool,
    pub(crate) scope: ScopeSyntax,
    /// The authorization code.
    pub(crate) code: Shape,
    pub(crate) code_lifetime: Duration,
    /// What the callback carries, before `state`, when the user declines.
    pub(crate) denial: &'static [(&'static str, &'static str)],
    /// The words of the error page.
    pub(crate) refuse: fn(Refusal) -> Refused,
}

/// How scopes are written.
pub(crate) struct ScopeSyntax {
    /// What separates scopes in a request.
    pub(crate) separators: &'static [char],
    /// What separates scopes in an answer.
    pub(crate) separator: &'static str,
    /// The scope of a request that names none; may be empty.
    pub(crate) default: &'static str,
}

impl ScopeSyntax {
    /// The scopes in a text, each once, in their order.
    pub(crate) fn split(&self, text: &str) -> Vec<String> {
        let mut scopes: Vec<String> = Vec::new();
        for scope in text.split(self.separators).filter(|scope| !scope.is_empty()) {
            if !scopes.iter().any(|known| known == scope) {
                scopes.push(scope.to_owned());
            }
        }
        scopes
    }
}

/// Where a code becomes a token.
pub(crate) struct TokenEndpoint {
    pub(crate) path: &'static str,
    pub(crate) methods: &'static [Method],
    pub(crate) client_id_parameter: &'static str,
    pub(crate) client_secret_parameter: &'static str,
    /// Whether `grant_type` has to be there; without it the grant is `authorization_code`.
    pub(crate) grant_type_required: bool,
    /// Whether `grant_type=refresh_token` exists.
    pub(crate) refresh: bool,
    pub(crate) access_token: Shape,
    /// `None`: the token does not expire.
    pub(crate) access_token_lifetime: Option<Duration>,
    pub(crate) members: &'static [TokenMember],
    /// The first that applies.
    pub(crate) formats: &'static [Format],
    pub(crate) errors: ErrorStyle,
}

/// A member of the token answer and what it holds.
pub(crate) enum TokenMember {
    AccessToken(&'static str),
    /// Seconds
    ExpiresIn(&'static str),
    RefreshToken(&'static str),
    /// The granted scopes
    Scope(&'static str),
    Fixed(&'static str, &'static str),
}

/// Where claims are read. Access tokens are all an endpoint asks for, unless `answer` asks for more.
pub(crate) struct ClaimsEndpoint {
    pub(crate) path: &'static str,
    pub(crate) methods: &'static [Method],
    pub(crate) transmissions: &'static [BearerTransmission],
    /// The query parameter, also for recognising a token that must not stand there.
    pub(crate) access_token_parameter: &'static str,
    /// Authentication schemes, compared without regard to case.
    pub(crate) schemes: &'static [&'static str],
    pub(crate) user_agent_required: bool,
    pub(crate) answer: fn(&Grant<'_>) -> Result<Claims, Refusal>,
    pub(crate) formats: &'static [Format],
    pub(crate) errors: ErrorStyle,
}

/// What a claims endpoint knows when it answers.
pub(crate) struct Grant<'a> {
    pub(crate) wire: &'static Wire,
    pub(crate) user: &'static User,
    pub(crate) client_id: &'a str,
    pub(crate) scopes: &'a [String],
    pub(crate) request: &'a RecordedRequest,
    /// `http://127.0.0.1:PORT`
    pub(crate) origin: &'a str,
}

impl Grant<'_> {
    pub(crate) fn has_scope(&self, scope: &str) -> bool {
        self.scopes.iter().any(|granted| granted == scope)
    }

    pub(crate) fn subject(&self) -> String {
        (self.wire.subject)(self.user, self.client_id)
    }

    /// The address of the user's picture on the emulator itself.
    pub(crate) fn avatar(&self, size: u16) -> String {
        format!("{}{AVATAR_PATH}{}?size={size}", self.origin, self.user.key)
    }
}

/// Pictures of the users, on a path that no provider has.
pub(crate) const AVATAR_PATH: &str = "/.emulator/avatar/";

/// Where the consent page posts to.
pub(crate) const CONSENT_PATH: &str = "/.emulator/consent";

/// The content of a claims answer.
pub(crate) enum Claims {
    Members(Members),
    /// Anything that is not an object; always JSON
    Document(Value),
}

/// A way to write an answer, and when it is chosen.
pub(crate) struct Format {
    pub(crate) when: Selection,
    pub(crate) format: AnswerFormat,
    pub(crate) content_type: &'static str,
}

/// What makes a provider choose a format.
pub(crate) enum Selection {
    Always,
    /// A parameter with this value
    Parameter(&'static str, &'static str),
    /// The media type is in the `Accept` header
    Accept(&'static str),
}

impl Selection {
    fn applies(&self, request: &RecordedRequest) -> bool {
        match self {
            Self::Always => true,
            Self::Parameter(name, value) => request.parameter(name) == Some(value),
            Self::Accept(media_type) => request.header("accept").is_some_and(|accept| {
                accept.split([',', ';']).any(|offered| offered.trim().eq_ignore_ascii_case(media_type))
            }),
        }
    }
}

/// The format that the request selects; plain JSON if a provider names none.
pub(crate) fn select(formats: &[Format], request: &RecordedRequest) -> (AnswerFormat, &'static str) {
    formats
        .iter()
        .find(|format| format.when.applies(request))
        .map_or((AnswerFormat::Json, "application/json"), |format| (format.format, format.content_type))
}

/// How an endpoint reports errors.
pub(crate) struct ErrorStyle {
    pub(crate) refuse: fn(Refusal) -> Refused,
    pub(crate) members: &'static [ErrorMember],
    pub(crate) formats: &'static [Format],
}

/// A member of an error answer and what it holds.
pub(crate) enum ErrorMember {
    Code(&'static str),
    /// The code as a number, where it is one
    NumericCode(&'static str),
    Description(&'static str),
    /// A page about the error; left out where there is none
    Page(&'static str),
    /// The HTTP status as a text
    Status(&'static str),
}

/// A refusal in the provider's words.
pub(crate) enum Refused {
    Named {
        status: u16,
        code: &'static str,
        description: &'static str,
        page: Option<&'static str>,
    },
    /// Not in the style of the endpoint at all
    Text {
        status: u16,
        content_type: &'static str,
        text: &'static str,
    },
}

/// The look of codes and tokens.
pub(crate) struct Shape {
    pub(crate) prefix: &'static str,
    pub(crate) alphabet: &'static str,
    /// Characters after the prefix
    pub(crate) length: usize,
}

/// Digits and `A` to `F`.
pub(crate) const UPPER_HEXADECIMAL: &str = "0123456789ABCDEF";
/// Digits and `a` to `f`.
pub(crate) const LOWER_HEXADECIMAL: &str = "0123456789abcdef";
/// Digits and the letters of ASCII.
pub(crate) const ALPHANUMERIC: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl Shape {
    /// A new one, never seen before.
    pub(crate) fn random(&self) -> String {
        let mut text = self.prefix.to_owned();
        let alphabet = self.alphabet.as_bytes();
        // Bytes beyond the last whole multiple of the alphabet would favour its first characters.
        let usable = 256 - 256 % alphabet.len();
        let mut bytes = [0; 64];
        while text.len() < self.prefix.len() + self.length {
            aws_lc_rs::rand::fill(&mut bytes).expect("the random source of the system does not fail");
            let missing = self.prefix.len() + self.length - text.len();
            let characters = bytes.iter().map(|byte| usize::from(*byte)).filter(|byte| *byte < usable);
            text.extend(characters.take(missing).map(|byte| char::from(alphabet[byte % alphabet.len()])));
        }
        text
    }

    /// Whether the text could be one.
    pub(crate) fn fits(&self, text: &str) -> bool {
        text.strip_prefix(self.prefix).is_some_and(|rest| {
            rest.len() == self.length && rest.chars().all(|character| self.alphabet.contains(character))
        })
    }
}

/// The spelling of a method in HTTP.
pub(crate) const fn method_name(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
    }
}

/// Why a request was refused. Providers have fewer and vaguer words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// `response_type` is missing or not `code`
    #[error("response_type is missing or not `code`")]
    ResponseType,
    /// No client id
    #[error("the client id is missing")]
    ClientIdMissing,
    /// Another client id than the application's
    #[error("the client id is not the one of the registered application")]
    ClientUnknown,
    /// No redirect URI
    #[error("redirect_uri is missing")]
    RedirectUriMissing,
    /// A redirect URI that is not registered, or another one than in the authorization request
    #[error("redirect_uri is not registered, or differs from the one of the authorization request")]
    RedirectUriMismatch,
    /// A code challenge that is not 43 characters of base64url, or whose method is not S256
    #[error("code_challenge is no S256 challenge (43 characters, code_challenge_method=S256)")]
    CodeChallenge,
    /// No client secret
    #[error("the client secret is missing")]
    SecretMissing,
    /// Another client secret than the application's
    #[error("the client secret is wrong")]
    SecretWrong,
    /// `grant_type` is missing or one the provider does not have
    #[error("grant_type is missing or unknown")]
    GrantType,
    /// No authorization code
    #[error("the code is missing")]
    CodeMissing,
    /// A code that was never issued, or so long ago that it is forgotten
    #[error("the code was never issued")]
    CodeUnknown,
    /// The code's time is over
    #[error("the code has expired")]
    CodeExpired,
    /// The code has been exchanged before
    #[error("the code has been used before")]
    CodeReused,
    /// The authorization request had a code challenge, the token request has no verifier
    #[error("code_verifier is missing although the authorization request had a code_challenge")]
    VerifierMissing,
    /// The verifier does not belong to the challenge, or is not 43 to 128 unreserved characters
    #[error("code_verifier does not belong to the code_challenge")]
    VerifierWrong,
    /// A verifier without a challenge: somebody may have removed the challenge (RFC 9700 section 4.8.2)
    #[error("code_verifier is there although the authorization request had no code_challenge")]
    VerifierUnexpected,
    /// No refresh token
    #[error("the refresh token is missing")]
    RefreshTokenMissing,
    /// A refresh token that was never issued, or was used before
    #[error("the refresh token is not valid")]
    RefreshTokenUnknown,
    /// No access token where this endpoint looks for it
    #[error("the access token is missing, or not where this endpoint looks for it")]
    AccessTokenMissing,
    /// The access token stands in the query of an endpoint that forbids it
    #[error("the access token stands in the query, which this endpoint refuses")]
    AccessTokenInQuery,
    /// A text that does not look like an access token of this provider
    #[error("the access token does not look like one of this provider")]
    AccessTokenMalformed,
    /// An access token that was never issued
    #[error("the access token was never issued")]
    AccessTokenUnknown,
    /// The access token's time is over
    #[error("the access token has expired")]
    AccessTokenExpired,
    /// No `User-Agent` header
    #[error("the User-Agent header is missing")]
    UserAgentMissing,
    /// A parameter with the user's id is missing or names somebody else
    #[error("the user id in the request is missing or not the one of the access token")]
    SubjectWrong,
    /// The user did not grant the scope that this endpoint needs
    #[error("the scope that this endpoint needs was not granted")]
    ScopeMissing,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_texts_have_their_shape_and_differ() {
        for (prefix, alphabet, length) in [("", UPPER_HEXADECIMAL, 32), ("gho_", ALPHANUMERIC, 36), ("", "ab", 200)] {
            let shape = Shape { prefix, alphabet, length };
            let (one, two) = (shape.random(), shape.random());
            assert!(shape.fits(&one) && shape.fits(&two));
            assert_ne!(one, two);
            assert!(!shape.fits(&one[1..]));
        }
    }

    #[test]
    fn scopes_are_split_and_deduplicated() {
        let syntax = ScopeSyntax { separators: &[' ', ','], separator: ",", default: "" };
        assert_eq!(syntax.split(" a,b  a c,"), ["a", "b", "c"]);
        assert!(syntax.split("").is_empty());
    }
}
