//! SAML messages that are not signed, or signed with SHA-1, can be made by others.

use crate::diagnostic::codes::WEAK_SAML;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;

/// Key, weak value, and what follows from it.
const WEAK: &[(&str, &str, &str)] = &[
    ("XmlSignatureAlgorithm", "Sha1", "SHA-1 is broken: two messages can have one signature"),
    ("WantsSignedAssertions", "false", "anybody can write an assertion that is not signed"),
    ("ResponsesSigned", "false", "anybody on the way can change a response that is not signed"),
    ("DataEncryptionMethod", "TripleDES", "Triple DES has blocks that are too short"),
    ("KeyEncryptionMethod", "Rsa15", "RSA with PKCS #1 v1.5 padding gives keys away"),
];

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles().filter(|profile| profile.protocol_name() == Some("SAML2")) {
        for item in &profile.metadata {
            let weak =
                WEAK.iter().find(|(key, value, _)| item.key.value == *key && item.value.eq_ignore_ascii_case(value));
            let Some((key, _, why)) = weak else { continue };
            diagnostics.push(
                Diagnostic::new(WEAK_SAML, format!("`{key}` of `{}` protects nothing", profile.id.value))
                    .at(item.value.span, *why)
                    .help("remove the item, and see that the other side does its part"),
            );
        }
    }
}
