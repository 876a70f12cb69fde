//! A policy key is named with the prefix that B2C gives to every policy key.

use crate::ast::CryptographicKey;
use crate::diagnostic::codes::POLICY_KEY_NAME;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Severity};
use crate::model::Fresh;
use crate::secrets::is_secret_reference;
use crate::settings::has_placeholder;

/// The prefix; keys of user flows have the shorter one.
const PREFIXES: [&str; 2] = ["B2C_1A_", "B2C_1_"];

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    let party = fresh.relying_party_profile();
    let of_profiles = fresh.technical_profiles().flat_map(|profile| profile.cryptographic_keys.iter().copied());
    for key in of_profiles.chain(party.iter().flat_map(|profile| &profile.cryptographic_keys)) {
        let name = &key.storage_reference_id;
        if name.trim().is_empty() {
            diagnostics.push(nameless(key));
            continue;
        }
        if is_secret_reference(name) {
            diagnostics.push(secret(key));
            continue;
        }
        let has = |prefix: &str| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
        if PREFIXES.iter().any(|prefix| has(prefix)) || name.contains('{') || has_placeholder(name) {
            continue;
        }
        let prefixed = format!("B2C_1A_{}", name.value);
        diagnostics.push(
            Diagnostic::new(POLICY_KEY_NAME, format!("`{}` is not named like a policy key", name.value))
                .at(name.span, "B2C puts `B2C_1A_` before the name of every policy key")
                .replace(name.span, &prefixed, format!("write `{prefixed}`"), Applicability::MaybeIncorrect),
        );
    }
}

/// What cannot be a name is often the secret itself, pasted into the wrong place: it is not repeated.
fn secret(key: &CryptographicKey) -> Diagnostic {
    Diagnostic::new(POLICY_KEY_NAME, format!("the cryptographic key `{}` does not name a policy key", key.id.value))
        .at(key.storage_reference_id.span, "not the name of a policy key")
        .confidential()
        .note("if it is the secret, change it where it is used: who has read the policy knows it")
        .help("keep the secret as a policy key in the tenant, and name that: `B2C_1A_…`")
}

/// No tenant has a key without a name, so upload refuses the policy.
fn nameless(key: &CryptographicKey) -> Diagnostic {
    let mut finding =
        Diagnostic::new(POLICY_KEY_NAME, format!("the cryptographic key `{}` names no policy key", key.id.value))
            .at(key.storage_reference_id.span, "empty")
            .help("write the name of the policy key that holds it: `B2C_1A_…`");
    finding.severity = Severity::Error;
    finding
}
