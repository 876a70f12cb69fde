//! A signing key where a policy encrypts, or an encryption key where it signs.
//!
//! Where Microsoft's own pages disagree about the use, as for `client_secret`, nothing is said.

use super::Keys;
use super::references::Reference;
use crate::diagnostic::codes::POLICY_KEY_USE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::options::KeyUse;

/// What the key with an id does, where every page says the same.
const USES: &[(&str, KeyUse)] = &[
    ("issuer_secret", KeyUse::Signing),
    ("issuer_refresh_token_key", KeyUse::Encryption),
    ("assertion_signing_key", KeyUse::Signing),
    ("MetadataSigning", KeyUse::Signing),
    ("SamlAssertionSigning", KeyUse::Signing),
    ("SamlMessageSigning", KeyUse::Signing),
    ("SamlAssertionDecryption", KeyUse::Encryption),
];

pub(super) fn check(references: &[Reference<'_>], keys: &Keys<'_>, diagnostics: &mut Diagnostics) {
    for reference in references.iter().filter(|reference| !reference.is_open()) {
        let (Some(key), Some(id)) = (keys.find(reference), reference.key_id) else { continue };
        let Some((_, wanted)) = USES.iter().find(|(known, _)| known.eq_ignore_ascii_case(id)) else { continue };
        let verb = match (wanted, key.key_use) {
            (KeyUse::Signing, KeyUse::Encryption) => "signs",
            (KeyUse::Encryption, KeyUse::Signing) => "encrypts",
            _ => continue,
        };
        let (wanted, declared) = (wanted.name(), key.key_use.name());
        let message = format!("the policy key `{}` is for {declared}, and `{id}` {verb}", key.name);
        diagnostics.push(
            Diagnostic::new(POLICY_KEY_USE, message)
                .at(reference.name.span, format!("needs a key for {wanted}"))
                .label(keys.place(key), format!("declared for {declared}"))
                .help(format!(
                    "name a key for {wanted}; the use of a key cannot be changed, only a new key has another"
                )),
        );
    }
}
