//! The metadata keys of an `OAuth2` federation profile (B2C: "Define an OAuth2 technical profile", and the how-to pages
//! of QQ, WeChat and GitHub for keys the reference leaves out), and those that Claimsmith adds (`claimsmith.…`).
//!
//! - `provider`: who is asked and where
//! - `authorization`: the authorization request and its callback
//! - `token`: the token request and its answer
//! - `claims`: the claims request and its answer
//! - `follow_up`: further claims requests
//! - `id_token`: how an id_token is validated

mod authorization;
mod claims;
mod follow_up;
mod id_token;
mod provider;
mod token;

use super::{MetadataKey, Need, Support, ValueKind};

const TABLES: &[&[MetadataKey]] =
    &[provider::KEYS, authorization::KEYS, token::KEYS, claims::KEYS, follow_up::KEYS, id_token::KEYS];

/// Every key that means something on an `OAuth2` federation profile.
pub const METADATA: &[MetadataKey] = &joined::<{ count() }>();

const fn count() -> usize {
    let (mut table, mut count) = (0, 0);
    while table < TABLES.len() {
        count += TABLES[table].len();
        table += 1;
    }
    count
}

const fn joined<const COUNT: usize>() -> [MetadataKey; COUNT] {
    let mut keys = [TABLES[0][0]; COUNT];
    let (mut table, mut row, mut at) = (0, 0, 0);
    while at < COUNT {
        if row == TABLES[table].len() {
            (table, row) = (table + 1, 0);
        } else {
            keys[at] = TABLES[table][row];
            (row, at) = (row + 1, at + 1);
        }
    }
    keys
}

/// Whether a key is about what comes after the authorization code, so that it means nothing where none is asked for.
pub(crate) fn follows_a_code(key: &str) -> bool {
    match key {
        "claimsmith.pkce" | "claimsmith.revocation_endpoint" | "ClaimsEndpoint" => true,
        // The claims of an id_token are read through paths too.
        "ResolveJsonPathsInJsonTokens" => false,
        _ => [token::KEYS, claims::KEYS, follow_up::KEYS].into_iter().flatten().any(|row| row.is(key)),
    }
}

/// A key that is compiled, and that a profile does without.
const fn row(key: &'static str, kind: ValueKind, default: &'static str, effect: &'static str) -> MetadataKey {
    MetadataKey { key, kind, need: Need::Optional, default, effect, support: Support::Compiled }
}

const fn without_effect(
    key: &'static str,
    kind: ValueKind,
    default: &'static str,
    effect: &'static str,
) -> MetadataKey {
    MetadataKey { key, kind, need: Need::Optional, default, effect, support: Support::NoEffect }
}

const fn needed(need: Need, key: &'static str, kind: ValueKind, effect: &'static str) -> MetadataKey {
    MetadataKey { key, kind, need, default: "none", effect, support: Support::Compiled }
}

#[cfg(test)]
mod tests {
    use super::METADATA;
    use std::collections::BTreeSet;

    #[test]
    fn a_key_stands_in_one_row() {
        let keys: BTreeSet<&str> = METADATA.iter().map(|row| row.key).collect();
        assert_eq!(keys.len(), METADATA.len());
        assert!(METADATA.iter().all(|row| !row.effect.is_empty() && row.effect.ends_with('.')));
    }
}
