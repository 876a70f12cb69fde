//! An answer on its way out, with what is left of a fault.

use super::{Fault, gzip};
use crate::callback::Callback;
use crate::reply::Reply;
use crate::wire::Refusal;
use std::time::Duration;

/// The deepest nesting that is written.
const DEEPEST: u32 = 1_000_000;

/// Bytes, and what the HTTP layer has to do with them.
pub(crate) struct Delivery {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) payload: Payload,
    pub(crate) delay: Duration,
    pub(crate) ticket: Option<String>,
    pub(crate) refusal: Option<Refusal>,
    pub(crate) callback: Option<Callback>,
}

/// The body of a [`Delivery`].
pub(crate) enum Payload {
    Whole(Vec<u8>),
    /// Half of these bytes, then a broken connection.
    Cut(Vec<u8>),
    /// One byte after each pause.
    Drip(Vec<u8>, Duration),
    Endless {
        announced: Option<u64>,
        pause: Duration,
    },
}

impl Delivery {
    /// Renders an answer and applies to its bytes what a fault does to bytes.
    pub(crate) fn new(reply: Reply, fault: Option<Fault>) -> Self {
        let mut delay = Duration::ZERO;
        let payload = match fault {
            Some(Fault::Endless { announced, pause }) => Payload::Endless { announced, pause },
            Some(Fault::GzipBomb { expanded }) => Payload::Whole(gzip::bomb(expanded)),
            Some(Fault::Drip(pause)) => Payload::Drip(reply.body(), pause),
            Some(Fault::Cut) => Payload::Cut(reply.body()),
            Some(Fault::Truncated) => Payload::Whole(first_half(reply.body())),
            Some(Fault::Body(body)) => Payload::Whole(body),
            Some(Fault::Nested(depth)) => {
                let depth = depth.min(DEEPEST) as usize;
                Payload::Whole(with_member(reply.body(), &[vec![b'['; depth], vec![b']'; depth]].concat()))
            }
            Some(Fault::NotUtf8) => Payload::Whole(with_member(reply.body(), b"\"\xff\xc0\"")),
            other => {
                if let Some(Fault::Delay(ordered)) = other {
                    delay = ordered;
                }
                Payload::Whole(reply.body())
            }
        };
        let headers = reply.headers.into_iter().map(|(name, value)| (name.into_owned(), value)).collect();
        Self {
            status: reply.status,
            headers,
            payload,
            delay,
            ticket: reply.ticket,
            refusal: reply.refusal,
            callback: reply.callback,
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

fn first_half(mut body: Vec<u8>) -> Vec<u8> {
    body.truncate(body.len() / 2);
    body
}

/// Puts a member in front of the first one. A body that is no object becomes one.
fn with_member(body: Vec<u8>, value: &[u8]) -> Vec<u8> {
    let member = [b"\"fault\":", value].concat();
    match body.iter().position(|byte| *byte == b'{') {
        Some(brace) => {
            let rest = &body[brace + 1..];
            let separator: &[u8] = if rest.starts_with(b"}") { b"" } else { b"," };
            [&body[..=brace], &member, separator, rest].concat()
        }
        None => [b"{".as_slice(), &member, b"}"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::with_member;

    #[test]
    fn the_member_stands_in_front() {
        for (body, expected) in [
            ("{\"a\":1}", "{\"fault\":[],\"a\":1}"),
            ("callback( {} );", "callback( {\"fault\":[]} );"),
            ("a=b", "{\"fault\":[]}"),
        ] {
            assert_eq!(with_member(body.as_bytes().to_vec(), b"[]"), expected.as_bytes());
        }
    }
}
