//! Stage 6: what works and is still not good: security, and likely mistakes. Every finding is a warning.
//!
//! One file a lint. Security comes first (CS08xx), then likely mistakes (CS09xx).

mod any_issuer;
mod bearer_in_query;
mod development_mode;
mod email_as_key;
mod implicit_flow;
mod issuer_from_provider;
mod issuer_prefix;
mod missing_identity_provider;
mod plain_http;
mod provider_requirement;
mod public_policy_uri;
mod scope;
mod secret_in_policy;
mod secret_in_url;
mod unauthenticated_rest;
mod undocumented_combination;
mod unverified_email;
mod weak_random;
mod weak_saml;

use crate::diagnostic::codes::INVALID_VALUE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::exposure;
use crate::model::{Fresh, Policy, PolicySet, TechnicalProfile};
use crate::protocol::{Role, role_of};
use crate::rules::ErrorPlaces;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

type ItemLint = fn(Fresh<'_, '_>, &mut Diagnostics);
type Lint = fn(&Policy<'_>, &mut Diagnostics);

/// Those that look at single items, each of them once however many leaves share it.
const ITEM_LINTS: &[ItemLint] = &[
    secret_in_url::lint,
    bearer_in_query::lint,
    implicit_flow::lint,
    issuer_prefix::lint,
    issuer_from_provider::lint,
    any_issuer::lint,
    email_as_key::lint,
    secret_in_policy::lint,
    plain_http::metadata,
    unauthenticated_rest::lint,
    weak_random::lint,
    weak_saml::lint,
    unverified_email::lint,
    scope::lint,
    provider_requirement::lint,
    undocumented_combination::lint,
];

/// Those that look at whole policies.
const LINTS: &[Lint] = &[
    email_as_key::subject,
    plain_http::pages,
    development_mode::lint,
    public_policy_uri::lint,
    missing_identity_provider::lint,
];

/// Runs every lint over every leaf. A value that is wrong anyway is not worth a warning as well.
pub fn lint(set: &PolicySet<'_>, errors: &ErrorPlaces, diagnostics: &mut Diagnostics) {
    let files = set.policies.iter().flat_map(|policy| &policy.chain).map(|file| (file.file, *file));
    files.collect::<BTreeMap<_, _>>().values().for_each(|file| exposure::warn(file, diagnostics));
    let of_schema = diagnostics.errors().filter(|finding| finding.code == INVALID_VALUE);
    let of_schema: BTreeSet<Span> = of_schema.filter_map(place).collect();
    for (policy, of_leaf) in set.policies.iter().zip(&errors.of_leaves) {
        let first = diagnostics.as_slice().len();
        ITEM_LINTS.iter().for_each(|lint| lint(policy.fresh(), diagnostics));
        LINTS.iter().for_each(|lint| lint(policy, diagnostics));
        diagnostics.retain_from(first, |finding| {
            let is_wrong = |place: &Span| errors.of_all.contains(place) || of_leaf.contains(place);
            let place = place(finding);
            !place.is_some_and(|it| of_schema.contains(&it) || (is_wrong(&it) && is_value(it, policy)))
        });
    }
}

/// What the lints find in one leaf, as if it were the first: what [`crate::certainty`] compares.
pub(crate) fn look_again(policy: &Policy<'_>, findings: &mut Diagnostics) {
    ITEM_LINTS.iter().for_each(|lint| lint(policy.as_if_fresh(), findings));
    LINTS.iter().for_each(|lint| lint(policy, findings));
}

/// Whether a place is that of a value of metadata. An error anywhere else, such as at the id of a technical profile or at
/// a reference to a claim, may be about something else than a warning there.
fn is_value(place: Span, policy: &Policy<'_>) -> bool {
    policy.technical_profiles.iter().flat_map(|profile| &profile.metadata).any(|item| item.value.span == place)
}

fn place(finding: &Diagnostic) -> Option<Span> {
    finding.primary.as_ref().map(|label| label.span)
}

/// The profiles that ask another provider by OAuth2 or OpenID Connect.
fn oauth_federation<'p, 'a>(fresh: Fresh<'p, 'a>) -> impl Iterator<Item = &'p TechnicalProfile<'a>> {
    fresh
        .technical_profiles()
        .filter(|profile| matches!(role_of(profile), Some(Role::OAuth2Federation | Role::OpenIdConnectFederation)))
}
