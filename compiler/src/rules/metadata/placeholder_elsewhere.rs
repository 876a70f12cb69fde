//! No value is left outside of metadata that somebody was to replace: the ids in the default values of the starter pack's
//! password sign-in, a GUID of zeros, the address of a page in somebody's storage account.

use super::placeholder::finding;
use crate::ast::Text;
use crate::diagnostic::Diagnostics;
use crate::model::{ClaimReference, Fresh, Policy, TechnicalProfile};
use crate::protocol::placeholder::{is_left_id, is_left_url};
use crate::settings::has_placeholder;

/// Names of claims that carry the id of an application.
const APPLICATION_IDS: &[&str] = &["client_id", "resource_id", "resource"];

pub(super) fn check_default_values(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles() {
        for (claim, value) in default_values(profile).filter(|(claim, value)| is_left(claim, value)) {
            let what = format!("the default value of `{}`", claim.claim_type.value);
            diagnostics.push(finding(&what, value.span).label(profile.id.span, "in this technical profile"));
        }
    }
}

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for file in &policy.chain {
        let tenant = file.tenant_object_id.as_ref().map(|id| ("the `TenantObjectId` of the policy", id));
        let behaviors = file.relying_party.as_ref().and_then(|party| party.behaviors.as_ref());
        let key = behaviors.and_then(|it| it.instrumentation_key.as_ref()).map(|key| ("the `InstrumentationKey`", key));
        for (what, id) in tenant.into_iter().chain(key).filter(|(_, id)| is_zeros(id)) {
            diagnostics.push(finding(what, id.span));
        }
    }
    for page in policy.content_definitions.iter() {
        let addresses = [("LoadUri", page.load_uri), ("RecoveryUri", page.recovery_uri)];
        let addresses = addresses.into_iter().filter_map(|(name, address)| Some((name, address?)));
        for (name, address) in addresses.filter(|(_, address)| is_left_address(address)) {
            diagnostics.push(finding(&format!("the `{name}` of `{}`", page.id.value), address.span));
        }
    }
}

fn default_values<'p, 'a>(
    profile: &'p TechnicalProfile<'a>,
) -> impl Iterator<Item = (&'p ClaimReference<'a>, &'a Text)> {
    let lists = [&profile.input_claims, &profile.persisted_claims, &profile.output_claims];
    lists.into_iter().flatten().filter_map(|claim| Some((claim, claim.default_value?)))
}

/// Any other text than the id of an application or an address may say what it likes: `0` is a number too.
fn is_left(claim: &ClaimReference<'_>, value: &str) -> bool {
    let mut names = [Some(claim.claim_type), claim.partner_claim_type].into_iter().flatten();
    let is_id = names.any(|name| APPLICATION_IDS.iter().any(|known| name.eq_ignore_ascii_case(known)));
    (is_id && is_left_id(value) && !has_placeholder(value)) || is_left_address(value)
}

fn is_left_address(text: &str) -> bool {
    let is_address = text.contains("://") || text.to_ascii_lowercase().contains(".onmicrosoft.com");
    is_address && !text.trim().contains(char::is_whitespace) && is_left_url(text) && !has_placeholder(text)
}

/// A value that is no GUID at all has been reported as that.
fn is_zeros(id: &str) -> bool {
    let id = id.trim();
    id.len() == 36 && id.bytes().all(|byte| matches!(byte, b'0' | b'-'))
}
