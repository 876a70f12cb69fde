//! What can go wrong: while a client is configured, and while somebody signs in.
//!
//! No error holds a secret, a token, a code or a body: the first thing people do with an error is to log it.

use crate::transport::TransportFault;
use claimsmith_profile::DataType;
use std::fmt;

/// Why a client cannot be built. All of it is settled when the application starts, none while somebody signs in.
///
/// `Debug` is the same text as `Display`: it is what a `main` that returns the error prints.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// Settings that nobody gave, all of them at once.
    #[error("{} missing:{}", if .0.len() == 1 { "a setting is" } else { "settings are" }, MissingList(.0))]
    Missing(Vec<MissingSetting>),
    /// Client ids and keys that two environments of one process take from one variable, all of them at once.
    #[error(
        "several environments read the same variable:{}\n\
         give each environment a variable of its own, `<ENVIRONMENT>__<NAME>`, or allow it with `allow_shared`",
        SharedList(.0)
    )]
    Shared(Vec<SharedSetting>),
    /// A URL that cannot be used.
    #[error("the {what} cannot be used: {reason}")]
    InvalidUrl {
        /// Which URL.
        what: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Plain `http` where secrets would travel in the clear.
    #[error("the {what} must be an https URL; {hint}")]
    InsecureUrl {
        /// Which URL.
        what: String,
        /// When plain http is accepted.
        hint: &'static str,
    },
    /// Flow keys that cannot be used.
    #[error("the flow keys (CLAIMSMITH_FLOW_KEYS) cannot be used: {reason}")]
    FlowKeys {
        /// What is wrong with them, and what to do.
        reason: &'static str,
    },
    /// A value that somebody was to replace, such as `Your application ID`.
    #[error("the {what} is a placeholder; enter the value that the provider gave at registration")]
    Placeholder {
        /// Which setting.
        what: String,
    },
    /// A setting outside its range.
    #[error("the {what} cannot be used: {reason}")]
    InvalidSetting {
        /// Which setting.
        what: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A profile that no provider could serve. The compiler reports most of these at build time; what a profile made by
    /// hand or an endpoint moved elsewhere brings along is found here.
    #[error("the technical profile {profile} cannot be used: {reason}")]
    InvalidProfile {
        /// Id of the technical profile.
        profile: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A profile id that the policy does not know.
    #[error("the policy has no technical profile {profile} that a user could sign in with")]
    UnknownProfile {
        /// The id asked for.
        profile: String,
    },
    /// The HTTP transport cannot be built, or there is none.
    #[error("no HTTP transport: {reason}")]
    Transport {
        /// Why.
        reason: &'static str,
    },
}

impl fmt::Debug for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// One setting that is not there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingSetting {
    /// The environment variable that was looked for first, or the field of the configuration.
    pub variable: String,
    /// The other names that were looked for, in this order.
    pub alternatives: Vec<String>,
    /// What it is and where it comes from; and why it cannot be read, when it is there.
    pub what: String,
    /// Where it was looked for: `environment variables`. Empty when nobody looked.
    pub places: String,
}

struct MissingList<'a>(&'a [MissingSetting]);

impl fmt::Display for MissingList<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for missing in self.0 {
            write!(formatter, "\n  {}", missing.variable)?;
            if !missing.alternatives.is_empty() {
                write!(formatter, " (or {})", missing.alternatives.join(", "))?;
            }
            write!(formatter, ": {}", missing.what)?;
        }
        let mut places: Vec<&str> = self.0.iter().map(|missing| missing.places.as_str()).collect();
        places.sort_unstable();
        places.dedup();
        let mut places = places.into_iter().filter(|place| !place.is_empty());
        places.try_for_each(|place| write!(formatter, "\nlooked for in: {place}"))
    }
}

/// A variable that several environments have read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedSetting {
    /// The variable.
    pub variable: String,
    /// The environments, at least two.
    pub environments: Vec<String>,
}

struct SharedList<'a>(&'a [SharedSetting]);

impl fmt::Display for SharedList<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |shared: &SharedSetting| format!("\n  {}: {}", shared.variable, shared.environments.join(", "));
        self.0.iter().try_for_each(|shared| formatter.write_str(&line(shared)))
    }
}

/// Why a sign-in did not succeed.
///
/// At most 64 bytes, so that a `Result` stays cheap to pass on. Never contains a secret, token, code or body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignInError {
    /// The user said no, or went away, at the provider (RFC 6749 section 4.1.2.1, `access_denied`).
    #[error("the user did not sign in with {provider}")]
    UserDenied {
        /// What the policy calls the provider: `ProviderName`, else the id of the technical profile.
        provider: String,
    },
    /// The callback does not belong to a flow that this browser began (RFC 6749 section 10.12).
    #[error("the callback does not belong to a sign-in that this browser began")]
    StateMismatch,
    /// More than ten minutes have passed since the flow began.
    #[error("the sign-in took too long; begin again")]
    FlowExpired,
    /// The flow was begun with another provider than the one whose callback this is (RFC 9207, mix-up), or with another
    /// client of the provider: another client id or redirect URI.
    #[error("the callback belongs to another provider, client id or redirect URI than the sign-in was begun with")]
    IssuerMismatch,
    /// A callback that cannot be read.
    #[error("the callback cannot be read: {fault}")]
    Callback {
        /// What is wrong with it.
        fault: CallbackFault,
    },
    /// The provider answered with an error.
    #[error(
        "the {endpoint} endpoint answered with the error {code:?}{}",
        Details { description: description.as_deref(), status: *status }
    )]
    Provider {
        /// Which endpoint.
        endpoint: Endpoint,
        /// The provider's error code, at most 64 characters, without control characters.
        code: String,
        /// The provider's own words: untrusted text, at most 256 characters, without control characters; escape it
        /// before it goes into a page.
        description: Option<String>,
        /// HTTP status, 100–599; `None` when the error came with the callback.
        status: Option<u16>,
    },
    /// The provider's answer is not what the profile describes.
    #[error("the answer of the {endpoint} endpoint cannot be used: {reason}{}", Member(path.as_deref()))]
    BadResponse {
        /// Which endpoint.
        endpoint: Endpoint,
        /// What is wrong with it.
        reason: ResponseFault,
        /// The member concerned; the id of the claim where a claim is read from below the top level.
        path: Option<String>,
    },
    /// The provider's id_token is not valid (OpenID Connect Core section 3.1.3.7).
    #[error("the id_token cannot be trusted: {check}")]
    IdToken {
        /// The check that it did not pass.
        check: IdTokenFault,
    },
    /// The provider did not give a claim that the policy requires or that identifies the user.
    #[error("the provider gave no usable value for the claim {claim}")]
    MissingClaim {
        /// Id of the claim type.
        claim: String,
    },
    /// A claims-transformation technical profile, which has no provider, gives no value for a claim that the policy requires of it.
    #[error("the claims transformations gave no value for the claim {claim}, which the policy requires")]
    MissingOutput {
        /// Id of the claim type.
        claim: String,
    },
    /// A claim has a value that does not fit its data type.
    #[error("the claim {claim} must be a {}, the provider gave {found}", expected.name())]
    ClaimType {
        /// Id of the claim type.
        claim: String,
        /// Its data type.
        expected: DataType,
        /// What was found instead.
        found: &'static str,
    },
    /// A claim has a value of its data type that the Rust type which the application chose for it does not take.
    #[error("the claim {claim} must read as `{expected}`, the provider gave {found} that does not")]
    UnreadableClaim {
        /// Id of the claim type.
        claim: String,
        /// The Rust type, as the argument `types` names it.
        expected: &'static str,
        /// What was found instead.
        found: &'static str,
    },
    /// A claims transformation of the policy ended the sign-in, or the function: an assertion that does not hold, or another failure that B2C
    /// shows the user a message for. An application can show a text of its own for the key.
    #[error(
        "the claims transformation {transformation} of the policy refused the claims; the key of its message is {key}"
    )]
    Assertion {
        /// `ClaimsTransformation/@Id`
        transformation: String,
        /// The metadata key under which a policy gives the message, such as
        /// `UserMessageIfClaimsTransformationBooleanValueIsNotEqual`.
        key: &'static str,
    },
    /// A claims transformation of the policy cannot do with these claims what it is for.
    ///
    /// B2C's text names the policy; this names the technical profile. An application knows which policy it runs, and a technical
    /// profile that is a function holds no policy id: nothing else of it needs one.
    #[error(
        "the claims transformation {transformation} ({method}) of the technical profile {profile} failed: {reason}"
    )]
    Transformation {
        /// `TechnicalProfile/@Id`
        profile: Box<str>,
        /// `ClaimsTransformation/@Id`
        transformation: String,
        /// `@TransformationMethod`
        method: &'static str,
        /// Why.
        reason: TransformationFault,
    },
    /// An input claim that the policy requires has no value.
    #[error("the input claim {claim} has no value, and the policy requires one")]
    MissingInput {
        /// Id of the claim type.
        claim: String,
    },
    /// A value that the application gives to a sign-in, as an input claim or for a claim resolver, cannot be sent.
    #[error("the value that the application gives the claim {claim} cannot be used: {fault}")]
    InvalidInput {
        /// Id of the claim type.
        claim: String,
        /// What is wrong with the value.
        fault: InputFault,
    },
    /// The policy has no such profile.
    #[error("the policy has no technical profile with this id")]
    UnknownProfile,
    /// The profile does not say what is needed for what was asked: an endpoint, a key.
    #[error("{profile} cannot do this: {reason}")]
    Configuration {
        /// Id of the technical profile.
        profile: String,
        /// What is missing, and what to add to the policy.
        reason: &'static str,
    },
    /// The source of randomness failed.
    #[error("no random numbers to be had")]
    Randomness,
    /// The provider was not reached, or its answer did not arrive.
    #[error("the {endpoint} endpoint: {kind}")]
    Transport {
        /// Which endpoint.
        endpoint: Endpoint,
        /// What happened.
        kind: TransportFault,
    },
}

impl SignInError {
    /// An answer that cannot be used because of this member.
    pub(crate) fn bad_member(endpoint: Endpoint, reason: ResponseFault, member: &str) -> Self {
        Self::BadResponse { endpoint, reason, path: Some(member.to_owned()) }
    }

    /// Whether the user, not the application or the provider, ended the sign-in: no reason for an alert. A policy that refuses a
    /// user does what it is for.
    #[must_use]
    pub fn is_user_fault(&self) -> bool {
        matches!(
            self,
            Self::UserDenied { .. }
                | Self::StateMismatch
                | Self::FlowExpired
                | Self::Callback { .. }
                | Self::Assertion { .. }
        )
    }

    /// Whether the user may succeed by beginning again. The same callback never succeeds twice: its code is spent.
    #[must_use]
    pub fn retryable(&self) -> bool {
        match self {
            Self::UserDenied { .. } | Self::StateMismatch | Self::FlowExpired => true,
            Self::Transport { kind, .. } => !matches!(kind, TransportFault::TooLarge | TransportFault::Redirect),
            Self::Provider { code, status, .. } => {
                code == "temporarily_unavailable" || code == "server_error" || status.is_some_and(may_pass)
            }
            Self::BadResponse { reason: ResponseFault::Status(status), .. } => may_pass(*status),
            _ => false,
        }
    }

    /// A sentence for the user's page: says what to do and gives nothing away.
    #[must_use]
    pub fn public_message(&self) -> &'static str {
        match self {
            Self::UserDenied { .. } => "You did not sign in.",
            Self::StateMismatch | Self::IssuerMismatch | Self::Callback { .. } => {
                "This sign-in was not begun in this browser, or was already used. Please begin again."
            }
            Self::FlowExpired => "The sign-in took too long. Please begin again.",
            Self::UnknownProfile => "There is no such sign-in.",
            Self::InvalidInput { .. } => "This sign-in cannot begin with the values that it was given.",
            Self::Assertion { .. } => "You cannot sign in here with this account.",
            Self::MissingClaim { .. } | Self::ClaimType { .. } | Self::UnreadableClaim { .. } => {
                "The provider did not give the information that is needed to sign you in."
            }
            _ if self.retryable() => "The provider cannot be reached at the moment. Please try again.",
            _ => "The sign-in failed.",
        }
    }
}

/// Whether an HTTP status stands for a state of the provider that may pass: a failure of its own, or 429 (RFC 6585
/// section 4), too many requests.
fn may_pass(status: u16) -> bool {
    status >= 500 || status == 429
}

/// Which request of a sign-in, or of what comes after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Endpoint {
    /// The browser's visit to the provider, `authorization_endpoint`; its answer is the callback.
    Authorization,
    /// The exchange of the code, `AccessTokenEndpoint`.
    Token,
    /// The request for the user's claims, `ClaimsEndpoint`.
    Claims,
    /// A further request for claims, `claimsmith.follow_up.N.endpoint`.
    FollowUp,
    /// The provider's discovery document, `METADATA`.
    Discovery,
    /// The provider's public keys, `JWKS`.
    Jwks,
    /// The exchange of a refresh token.
    Refresh,
    /// The revocation of a token, `claimsmith.revocation_endpoint`.
    Revocation,
}

impl fmt::Display for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Authorization => "authorization",
            Self::Token => "token",
            Self::Claims => "claims",
            Self::FollowUp => "follow-up claims",
            Self::Discovery => "discovery",
            Self::Jwks => "JWKS",
            Self::Refresh => "refresh",
            Self::Revocation => "revocation",
        })
    }
}

/// What is wrong with a provider's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ResponseFault {
    /// An HTTP status other than 2xx, without an error code that could be read.
    #[error("HTTP status {0}")]
    Status(u16),
    /// A `Content-Encoding`, although none was accepted.
    #[error("it is compressed, although no compression was asked for")]
    ContentEncoding,
    /// Not UTF-8.
    #[error("it is not UTF-8")]
    Encoding,
    /// Not the format that the profile declares.
    #[error("it does not have the format that the profile declares")]
    Syntax,
    /// JSON nested deeper than 64 levels.
    #[error("its JSON is nested deeper than 64 levels")]
    Depth,
    /// A member or parameter that occurs twice.
    #[error("a member occurs twice")]
    DuplicateMember,
    /// JSON, but no object.
    #[error("its JSON is not an object")]
    NotAnObject,
    /// A member that is needed is not there.
    #[error("a member is missing")]
    MissingMember,
    /// A member of the wrong kind.
    #[error("a member has the wrong kind of value")]
    WrongKind,
    /// A `token_type` other than `Bearer` (RFC 6749 section 7.1).
    #[error("the token type is not bearer")]
    TokenType,
    /// A member with a value that must not be used: another issuer than the policy's, or keys at an address that is not
    /// https or that leads to a private host.
    #[error("a member has a value that must not be used")]
    RefusedValue,
    /// More than 100 keys.
    #[error("it has more than 100 keys")]
    TooManyKeys,
    /// More than 4,096 members in an object or form, or more than 16,384 members and elements in all.
    #[error("it has more members or elements than any provider's answer")]
    TooManyMembers,
    /// A value longer than 64 KiB that was to be sent on.
    #[error("a member has a value of more than 64 KiB")]
    TooLong,
}

/// The check that an id_token did not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum IdTokenFault {
    /// There is none, although the profile takes its claims from it.
    #[error("there is none")]
    Missing,
    /// More than 16 KiB.
    #[error("it is larger than 16 KiB")]
    TooLarge,
    /// Not three parts of base64url with JSON objects in the first two, or a claim of the wrong kind.
    #[error("it is not well-formed")]
    Malformed,
    /// Encrypted, compressed or nested.
    #[error("it is encrypted, compressed or nested")]
    Encrypted,
    /// A header parameter that has to be understood (`crit`), or a `typ` other than `JWT`.
    #[error("its header asks for something else than a plain JWT")]
    Header,
    /// An algorithm that the profile does not allow.
    #[error("its algorithm is not allowed")]
    Algorithm,
    /// No key of the provider fits it, or several do.
    #[error("no key of the provider fits it")]
    Key,
    /// The signature is wrong.
    #[error("its signature is wrong")]
    Signature,
    /// `iss` is not the provider's issuer.
    #[error("its issuer is not the provider's")]
    Issuer,
    /// `aud` does not name the audience, or names others too.
    #[error("its audience is not this application alone")]
    Audience,
    /// `azp` is another client.
    #[error("its authorized party is another client")]
    AuthorizedParty,
    /// `exp` has passed by more than 60 seconds, or is missing.
    #[error("it has expired")]
    Expired,
    /// `nbf` is more than 60 seconds ahead.
    #[error("it is not valid yet")]
    NotYetValid,
    /// `iat` is missing, more than 60 seconds ahead, or more than 10 minutes ago.
    #[error("it was not issued for this sign-in: too old, or in the future")]
    IssuedAt,
    /// `nonce` is missing or not that of this sign-in.
    #[error("its nonce is not the one of this sign-in")]
    Nonce,
    /// `sub` is missing, empty, or no text.
    #[error("its subject is missing")]
    Subject,
    /// The claims answer, or that of a follow-up request, names another `sub`.
    #[error("an answer with claims is about another subject")]
    OtherSubject,
    /// `at_hash` does not belong to the access token.
    #[error("it belongs to another access token")]
    AccessTokenHash,
    /// `c_hash` does not belong to the code.
    #[error("it belongs to another code")]
    CodeHash,
    /// `s_hash` does not belong to the state.
    #[error("it belongs to another state")]
    StateHash,
}

/// Why a claims transformation failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransformationFault {
    /// The method needs an input claim that has no value.
    #[error("its input claim {claim} has no value")]
    MissingClaim {
        /// Id of the claim type.
        claim: String,
    },
    /// Anything else that ends the sign-in in B2C as well: a sentence without any value.
    #[error("{0}")]
    Failed(&'static str),
}

/// What is wrong with a value that a sign-in was to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum InputFault {
    /// An input claim of more than 2,048 bytes.
    #[error("it is longer than 2,048 bytes")]
    TooLong,
    /// What the claim resolvers of output claims give and what is kept for claims transformations after the exchange has more
    /// than 1,024 bytes together, the ids of the claims and 8 bytes for each included: it travels in the flow cookie.
    #[error(
        "the claims that a sign-in keeps until the user comes back have more than 1,024 bytes together, their ids included"
    )]
    TooMuch,
    /// A control character, such as a line break.
    #[error("it has a control character")]
    ControlCharacter,
    /// A text that does not read as a value of the claim's data type.
    #[error("it does not read as a value of the claim's data type")]
    WrongType,
}

/// What is wrong with a callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CallbackFault {
    /// More than 16 KiB or more than 64 parameters.
    #[error("it is too large")]
    TooLarge,
    /// A parameter that occurs twice (RFC 6749 section 3.1).
    #[error("a parameter occurs twice")]
    Duplicate,
    /// Not UTF-8.
    #[error("it is not UTF-8")]
    Encoding,
}

struct Details<'a> {
    description: Option<&'a str>,
    status: Option<u16>,
}

impl fmt::Display for Details<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(status) = self.status {
            write!(formatter, " (HTTP {status})")?;
        }
        self.description.map_or(Ok(()), |description| write!(formatter, ": {description}"))
    }
}

struct Member<'a>(Option<&'a str>);

impl fmt::Display for Member<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |path| write!(formatter, " ({path})"))
    }
}
