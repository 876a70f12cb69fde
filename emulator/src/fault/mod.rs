//! Misbehaviour to order.

mod delivery;
mod gzip;

pub(crate) use delivery::{Delivery, Payload};

use crate::json::Json;
use crate::reply::{Content, Reply};
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// How the next answer of an endpoint goes wrong. Ordered with [`crate::Emulator::order`]; one order, one answer.
///
/// [`Self::Error`], [`Self::Status`], [`Self::Redirect`], [`Self::Endless`] and [`Self::GzipBomb`] stand in place of the
/// answer: the request is not processed, a code stays unused. All others change the answer that was due.
///
/// `Debug` does not show the content of bodies and members: a test may put a secret there on purpose.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// This error, written in the endpoint's own style. At the authorization endpoint: the redirect URI is called
    /// with `error`, `error_description` and `state`.
    Error {
        /// The error code; a number where the provider's codes are numbers.
        code: String,
        /// The text beside it.
        description: String,
    },
    /// This HTTP status and a page that no client can parse.
    Status(u16),
    /// A redirect.
    Redirect {
        /// 301, 302, 303, 307 or 308.
        status: u16,
        /// Where to.
        location: String,
    },
    /// The right answer, later. It also ends when the emulator is dropped.
    Delay(Duration),
    /// The right answer, one byte after each pause.
    Drip(Duration),
    /// Blanks without end (JSON allows blanks everywhere, so no parser can give up early).
    Endless {
        /// The `Content-Length` that is announced, in bytes; `None`: chunked.
        announced: Option<u64>,
        /// Zero: as fast as the client reads. Else: one byte after each pause.
        pause: Duration,
    },
    /// A small body with `Content-Encoding: gzip`: blanks, about a thousand for each byte.
    GzipBomb {
        /// Bytes it expands to, rounded up to a whole multiple of 258, plus one; 4 GiB at most.
        expanded: u64,
    },
    /// The first half of the right answer, then the connection breaks.
    Cut,
    /// The first half of the right answer, as a whole and well-formed HTTP response.
    Truncated,
    /// Other bytes in place of the body; status and headers stay.
    Body(Vec<u8>),
    /// A member in front of the others whose value is arrays in arrays, this deep.
    Nested(u32),
    /// A member in front of the others whose value is not UTF-8.
    NotUtf8,
    /// A header in place of the one with that name, for example `Content-Type` or `Content-Encoding`.
    Header {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// One member of the answer, or one parameter of the callback, has another value, or is not there.
    Member {
        /// Its name.
        name: String,
        /// Its value; `None` leaves it out.
        value: Option<Value>,
    },
    /// One member of the answer is this number, digit by digit.
    Number {
        /// Its name.
        name: String,
        /// The digits, as JSON wants them.
        digits: String,
    },
    /// One member of the answer, or one parameter of the callback, is there twice.
    Duplicate(String),
    /// The answer is about another user. At the token endpoint the access token is another user's while the id_token is
    /// not; at a claims endpoint the claims are.
    OtherUser(String),
    /// One claim of the id_token has another value, or is not there; the signature is right.
    IdTokenClaim {
        /// Its name.
        name: String,
        /// Its value; `None` leaves it out.
        value: Option<Value>,
    },
    /// One member of the id_token's header has another value, or is not there; the signature is right.
    IdTokenHeader {
        /// Its name.
        name: String,
        /// Its value; `None` leaves it out.
        value: Option<Value>,
    },
    /// The id_token's signature is wrong.
    Signature(SignatureFault),
}

/// How the signature of an id_token goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureFault {
    /// One bit is wrong
    Damaged,
    /// By a key that nobody knows, under the key id of the right one
    ForeignKey,
    /// `alg` is `none`, and there is no signature
    Unsigned,
    /// `alg` is `HS256`, and the secret is the text of the public key (CVE-2016-10555 and its kin)
    PublicKeyAsSecret,
}

impl Fault {
    /// An error in the endpoint's own style.
    #[must_use]
    pub fn error(code: impl Into<String>, description: impl Into<String>) -> Self {
        Self::Error { code: code.into(), description: description.into() }
    }

    /// An HTTP status.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::Status(status)
    }

    /// `302 Found`.
    #[must_use]
    pub fn redirect(location: impl Into<String>) -> Self {
        Self::Redirect { status: 302, location: location.into() }
    }

    /// Another body: malformed JSON, hostile JSONP, anything.
    #[must_use]
    pub fn body(body: impl Into<Vec<u8>>) -> Self {
        Self::Body(body.into())
    }

    /// Another `Content-Type`.
    #[must_use]
    pub fn content_type(value: impl Into<String>) -> Self {
        Self::Header { name: "content-type".to_owned(), value: value.into() }
    }

    /// The answer without this member.
    #[must_use]
    pub fn without(member: impl Into<String>) -> Self {
        Self::Member { name: member.into(), value: None }
    }

    /// The answer with this member, added or replaced.
    #[must_use]
    pub fn member(name: impl Into<String>, value: impl Into<Value>) -> Self {
        Self::Member { name: name.into(), value: Some(value.into()) }
    }

    /// The answer with this number, added or replaced: for ids of thirty digits, `1.0` and `1e3`.
    #[must_use]
    pub fn number(name: impl Into<String>, digits: impl Into<String>) -> Self {
        Self::Number { name: name.into(), digits: digits.into() }
    }

    /// The answer or callback with this member twice.
    #[must_use]
    pub fn duplicate(member: impl Into<String>) -> Self {
        Self::Duplicate(member.into())
    }

    /// The answer is about another user, by the user's key.
    #[must_use]
    pub fn other_user(user: impl Into<String>) -> Self {
        Self::OtherUser(user.into())
    }

    /// The id_token with this claim, added or replaced.
    #[must_use]
    pub fn id_token_claim(name: impl Into<String>, value: impl Into<Value>) -> Self {
        Self::IdTokenClaim { name: name.into(), value: Some(value.into()) }
    }

    /// The id_token without this claim.
    #[must_use]
    pub fn id_token_without(name: impl Into<String>) -> Self {
        Self::IdTokenClaim { name: name.into(), value: None }
    }

    /// The answer that the fault is, if it stands in place of one. [`Self::Error`] is not here: it needs a style.
    pub(crate) fn replacement(&self) -> Option<Reply> {
        match self {
            Self::Status(status) => {
                let page = "<html><body>The emulator was told to answer like this.</body></html>\n".to_owned();
                Some(Reply::new(*status, "text/html", Content::Text(page)))
            }
            Self::Redirect { status, location } => Some(Reply::redirect(*status, location.clone())),
            Self::Endless { .. } => Some(Reply::new(200, "application/json", Content::Text(String::new()))),
            Self::GzipBomb { .. } => {
                let mut reply = Reply::new(200, "application/json", Content::Text(String::new()));
                reply.set_header("content-encoding", "gzip".to_owned());
                Some(reply)
            }
            _ => None,
        }
    }

    /// Changes what can be changed while the answer still has members.
    pub(crate) fn alter(&self, reply: &mut Reply) {
        match self {
            Self::Header { name, value } => reply.set_header(name.clone(), value.clone()),
            Self::Member { name, value } => reply.set_member(name, value.clone().map(Json::from)),
            Self::Number { name, digits } => reply.set_member(name, Some(Json::Number(digits.clone()))),
            Self::Duplicate(name) => {
                if let Some(members) = reply.members_mut()
                    && let Some(member) = members.iter().find(|(known, _)| known == name).cloned()
                {
                    members.push(member);
                }
            }
            _ => {}
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let change = |value: &Option<Value>| if value.is_some() { "replaced" } else { "left out" };
        match self {
            Self::Error { code, .. } => write!(formatter, "Error({code:?})"),
            Self::Status(status) => write!(formatter, "Status({status})"),
            Self::Redirect { status, .. } => write!(formatter, "Redirect({status})"),
            Self::Delay(delay) => write!(formatter, "Delay({delay:?})"),
            Self::Drip(pause) => write!(formatter, "Drip({pause:?})"),
            Self::Endless { announced, pause } => write!(formatter, "Endless({announced:?}, {pause:?})"),
            Self::GzipBomb { expanded } => write!(formatter, "GzipBomb({expanded})"),
            Self::Cut => formatter.write_str("Cut"),
            Self::Truncated => formatter.write_str("Truncated"),
            Self::Body(body) => write!(formatter, "Body({} bytes)", body.len()),
            Self::Nested(depth) => write!(formatter, "Nested({depth})"),
            Self::NotUtf8 => formatter.write_str("NotUtf8"),
            Self::Header { name, .. } => write!(formatter, "Header({name:?})"),
            Self::Member { name, value } => write!(formatter, "Member({name:?}, {})", change(value)),
            Self::Number { name, .. } => write!(formatter, "Number({name:?})"),
            Self::Duplicate(name) => write!(formatter, "Duplicate({name:?})"),
            Self::OtherUser(user) => write!(formatter, "OtherUser({user:?})"),
            Self::IdTokenClaim { name, value } => write!(formatter, "IdTokenClaim({name:?}, {})", change(value)),
            Self::IdTokenHeader { name, value } => write!(formatter, "IdTokenHeader({name:?}, {})", change(value)),
            Self::Signature(fault) => write!(formatter, "Signature({fault:?})"),
        }
    }
}
