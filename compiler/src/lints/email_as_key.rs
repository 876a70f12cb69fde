//! An e-mail address can change hands, and some providers let users claim any: it names nobody for ever.

use super::oauth_federation;
use crate::ast::{self, Text};
use crate::diagnostic::codes::EMAIL_AS_KEY;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, IDENTITY, Policy, SUBJECT, TechnicalProfile};

/// Claim types from which B2C makes the key of a social account.
const KEYS: &[&str] = &["issuerUserId", "socialIdpUserId"];

/// What providers call an e-mail address or a name that looks like one; compared without `_` and `-`, in lower case.
const ADDRESSES: &[&str] =
    &["email", "mail", "emailaddress", "emails", "upn", "userprincipalname", "preferredusername"];

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in oauth_federation(fresh) {
        let outputs = profile.output_claims.iter();
        let keys = outputs.filter(|it| KEYS.iter().any(|key| it.claim_type.eq_ignore_ascii_case(key)));
        let members = keys.map(|it| profile.partner_claim_type(it, fresh.declared()));
        let named = [SUBJECT, IDENTITY].into_iter().filter_map(|key| profile.metadata(key)).map(|item| &item.value);
        for text in members.chain(named).filter(|text| is_address(text)) {
            diagnostics.push(finding(text, profile));
        }
    }
}

/// The e-mail address that is the subject of the token.
pub(super) fn subject(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let party = policy.leaf().and_then(|leaf| leaf.relying_party.as_ref());
    let Some(profile) = party.and_then(|party| party.technical_profile.as_ref()) else { return };
    let Some(subject) = profile.subject_naming_info.as_ref().map(|it| &it.claim_type) else { return };
    let is_subject = |output: &&ast::ClaimReference| match &output.partner_claim_type {
        Some(partner) => partner.value == subject.value,
        None => output.claim_type.eq_ignore_ascii_case(subject),
    };
    let Some(output) = profile.output_claims.iter().find(is_subject).filter(|it| is_address(&it.claim_type)) else {
        return;
    };
    diagnostics.push(
        Diagnostic::new(EMAIL_AS_KEY, "an e-mail address is the subject of the token".to_owned())
            .at(output.claim_type.span, "identifies the user to the application")
            .label(subject.span, "the subject")
            .note("who gets the address later gets the account")
            .help("send a claim that never changes, such as `objectId`, as the subject"),
    );
}

/// Whether the last named part of a path is an address.
fn is_address(path: &str) -> bool {
    let mut parts = path.split(['.', '[', ']']).filter(|part| !part.is_empty());
    let last = parts.rfind(|part| !part.bytes().all(|byte| byte.is_ascii_digit()));
    let plain: String = last.unwrap_or_default().chars().filter(|it| !matches!(it, '_' | '-')).collect();
    ADDRESSES.contains(&plain.to_ascii_lowercase().as_str())
}

fn finding(text: &Text, profile: &TechnicalProfile<'_>) -> Diagnostic {
    Diagnostic::new(EMAIL_AS_KEY, format!("an e-mail address identifies the users of `{}`", profile.id.value))
        .at(text.span, "is the key of the account")
        .note("who gets the address later gets the account; some providers do not verify it")
        .help("use the id that the provider never changes, such as `sub`, `id` or `oid`")
}
