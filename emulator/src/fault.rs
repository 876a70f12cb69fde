//! Misbehaviour to order.

use crate::reply::{Content, Reply};
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// How the next answer of an endpoint goes wrong. Ordered with [`crate::Emulator::order`]; one order, one answer.
///
/// [`Self::Error`], [`Self::Status`], [`Self::Redirect`] and [`Self::Endless`] stand in place of the answer: the
/// request is not processed, a code stays unused. All others change the answer that was due.
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
    /// Blanks without end (JSON allows blanks everywhere, so no parser can give up early).
    Endless {
        /// The `Content-Length` that is announced, in bytes; `None`: chunked.
        announced: Option<u64>,
        /// Zero: as fast as the client reads. Else: one byte after each pause.
        pause: Duration,
    },
    /// The first half of the right answer, then the connection breaks.
    Cut,
    /// Other bytes in place of the body; status and headers stay.
    Body(Vec<u8>),
    /// A header in place of the one with that name, for example `Content-Type` or `Content-Encoding`.
    Header {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// One member of the answer has another value, or is not there.
    Member {
        /// Its name.
        name: String,
        /// Its value; `None` leaves it out.
        value: Option<Value>,
    },
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

    /// The answer that the fault is, if it stands in place of one. [`Self::Error`] is not here: it needs a style.
    pub(crate) fn replacement(&self) -> Option<Reply> {
        match self {
            Self::Status(status) => {
                let page = "<html><body>The emulator was told to answer like this.</body></html>\n".to_owned();
                Some(Reply::new(*status, "text/html", Content::Text(page)))
            }
            Self::Redirect { status, location } => Some(Reply::redirect(*status, location.clone())),
            Self::Endless { .. } => Some(Reply::new(200, "application/json", Content::Text(String::new()))),
            _ => None,
        }
    }

    /// Changes what can be changed while the answer still has members.
    pub(crate) fn alter(&self, reply: &mut Reply) {
        match self {
            Self::Header { name, value } => reply.set_header(name.clone(), value.clone()),
            Self::Member { name, value } => {
                if let Content::Members(members, _) = &mut reply.content {
                    let place = members.iter().position(|(known, _)| known == name);
                    match (place, value.clone()) {
                        (Some(place), Some(value)) => members[place].1 = value,
                        (Some(place), None) => drop(members.remove(place)),
                        (None, Some(value)) => members.push((name.clone().into(), value)),
                        (None, None) => {}
                    }
                }
            }
            _ => {}
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error { code, .. } => write!(formatter, "Error({code:?})"),
            Self::Status(status) => write!(formatter, "Status({status})"),
            Self::Redirect { status, .. } => write!(formatter, "Redirect({status})"),
            Self::Delay(delay) => write!(formatter, "Delay({delay:?})"),
            Self::Endless { announced, pause } => write!(formatter, "Endless({announced:?}, {pause:?})"),
            Self::Cut => formatter.write_str("Cut"),
            Self::Body(body) => write!(formatter, "Body({} bytes)", body.len()),
            Self::Header { name, .. } => write!(formatter, "Header({name:?})"),
            Self::Member { name, value } => {
                write!(formatter, "Member({name:?}, {})", if value.is_some() { "replaced" } else { "left out" })
            }
        }
    }
}

/// An answer on its way out: bytes, and what the HTTP layer has to do with them.
pub(crate) struct Delivery {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) payload: Payload,
    pub(crate) delay: Duration,
    pub(crate) ticket: Option<String>,
    pub(crate) refusal: Option<crate::wire::Refusal>,
}

/// The body of a [`Delivery`].
pub(crate) enum Payload {
    Whole(Vec<u8>),
    /// Half of these bytes, then a broken connection.
    Cut(Vec<u8>),
    Endless {
        announced: Option<u64>,
        pause: Duration,
    },
}

impl Delivery {
    /// Renders an answer and applies what is left of the fault.
    pub(crate) fn new(mut reply: Reply, fault: Option<Fault>) -> Self {
        if let Some(fault) = &fault {
            fault.alter(&mut reply);
        }
        let mut delay = Duration::ZERO;
        let payload = match fault {
            Some(Fault::Endless { announced, pause }) => Payload::Endless { announced, pause },
            Some(Fault::Cut) => Payload::Cut(reply.body()),
            Some(Fault::Body(body)) => Payload::Whole(body),
            other => {
                if let Some(Fault::Delay(ordered)) = other {
                    delay = ordered;
                }
                Payload::Whole(reply.body())
            }
        };
        let headers = reply.headers.into_iter().map(|(name, value)| (name.into_owned(), value)).collect();
        Self { status: reply.status, headers, payload, delay, ticket: reply.ticket, refusal: reply.refusal }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}
