//! The invented value of a claim: the same for the same user and claim, in every answer.

use super::reads::Read;
use super::tree;
use crate::json::Json;
use crate::user::{Fact, User};
use crate::wire::AVATAR_PATH;
use aws_lc_rs::digest::{SHA256, digest};
use claimsmith_profile::DataType;

/// The people who can sign in where the test brings nobody.
pub(super) static USERS: [User; 4] = [
    User::known(
        "ada",
        "Ada Lovelace",
        "knows everything",
        &[
            ("given", Fact::Text("Ada")),
            ("family", Fact::Text("Lovelace")),
            ("email", Fact::Text("ada@example.com")),
            ("flag", Fact::Flag(true)),
        ],
    ),
    User::known(
        "bo",
        "伯 <b>Bo</b> & \"Söhne\" ☀️",
        "texts that want escaping",
        &[
            ("given", Fact::Text("伯 <b>Bo</b> & \"Söhne\" ☀️")),
            ("family", Fact::Text("O'Connor, \\ Jr.")),
            ("email", Fact::Text("bo+tag@example.org")),
            ("flag", Fact::Flag(false)),
        ],
    ),
    User::known("cy", "Cy", "has an id and nothing else", &[("sparse", Fact::Text("absent"))]),
    User::known("dee", "Dee", "everything but the id is null", &[("sparse", Fact::Text("null"))]),
];

/// What the switches say about values.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) numbers_as_text: bool,
    pub(super) id_as_number: bool,
}

impl Style {
    /// The whole answer: an object, or the array that the paths begin with.
    pub(super) fn answer(self, reads: &[Read], user: &User, origin: &str) -> Json {
        let mut root = Json::Null;
        for read in reads {
            if let Some(value) = self.value(read, user, origin) {
                tree::insert(&mut root, &read.path, value);
            }
        }
        if root == Json::Null { Json::Object(Vec::new()) } else { root }
    }

    /// The value of one claim; `None`: the user has none.
    pub(super) fn value(self, read: &Read, user: &User, origin: &str) -> Option<Json> {
        if let Some(given) = user.given(&read.claim) {
            return Some(given.clone());
        }
        if !read.subject && !read.required && user.fact("sparse").is_some() {
            return (user.text("sparse") == "null").then_some(Json::Null);
        }
        Some(self.invented(read, user, origin))
    }

    fn invented(self, read: &Read, user: &User, origin: &str) -> Json {
        let seed = seed(user, &read.claim);
        let digits = match read.data_type {
            DataType::Long => Some(9_007_199_254_740_993 + u64::from(seed)),
            DataType::Int => Some(1_000_000 + u64::from(seed % 1_000_000)),
            _ if read.subject && self.id_as_number => Some(9_007_199_254_740_993 + u64::from(seed)),
            _ => None,
        };
        if let Some(digits) = digits {
            return if self.numbers_as_text { digits.to_string().into() } else { digits.into() };
        }
        match read.data_type {
            DataType::Boolean => Json::Flag(user.fact("flag") != Some(Fact::Flag(false))),
            DataType::Date => "1990-12-10".into(),
            DataType::DateTime => "2026-01-07T09:12:00Z".into(),
            DataType::Duration => "P1DT2H".into(),
            DataType::PhoneNumber => format!("+1555{:07}", seed % 10_000_000).into(),
            DataType::StringCollection => Json::Array(vec![user.key().into(), "everyone".into()]),
            _ if read.subject => format!("{}-{seed:08x}", user.key()).into(),
            _ => text(&read.claim, user, origin).into(),
        }
    }
}

/// Something that looks like what the name of the claim says.
fn text(claim: &str, user: &User, origin: &str) -> String {
    let claim = claim.to_ascii_lowercase();
    let holds = |parts: &[&str]| parts.iter().any(|part| claim.contains(part));
    let known = |fact: &str| user.fact(fact).map(|fact| fact.to_string());
    let guess = if holds(&["mail"]) {
        Some(known("email").unwrap_or_else(|| format!("{}@example.net", user.key())))
    } else if holds(&["given", "first"]) {
        known("given")
    } else if holds(&["family", "last", "surname"]) {
        known("family")
    } else if holds(&["picture", "avatar", "photo", "image"]) {
        Some(format!("{origin}{AVATAR_PATH}{}?size=100", user.key()))
    } else if holds(&["name"]) {
        Some(user.name().to_owned())
    } else {
        None
    };
    guess.unwrap_or_else(|| format!("{claim} of {}", user.key()))
}

fn seed(user: &User, claim: &str) -> u32 {
    let hash = digest(&SHA256, format!("{} {claim}", user.key()).as_bytes());
    hash.as_ref().iter().take(4).fold(0, |seed, byte| seed << 8 | u32::from(*byte))
}
