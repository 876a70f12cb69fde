//! Stage 6: what works and is still not good: security, and likely mistakes. Every finding is a warning.
//!
//! One file a lint. Security comes first (CS08xx), then likely mistakes (CS09xx).

mod any_issuer;
mod bearer_in_query;
mod development_mode;
mod email_as_key;
mod implicit_flow;
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
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Policy, PolicySet, TechnicalProfile};
use crate::protocol::{Role, role_of};
use crate::source::Span;
use std::collections::BTreeSet;

type Lint = fn(&Policy<'_>, &mut Diagnostics);

/// Every lint.
const LINTS: &[Lint] = &[
    secret_in_url::lint,
    bearer_in_query::lint,
    implicit_flow::lint,
    issuer_prefix::lint,
    any_issuer::lint,
    email_as_key::lint,
    secret_in_policy::lint,
    plain_http::lint,
    development_mode::lint,
    unauthenticated_rest::lint,
    weak_random::lint,
    weak_saml::lint,
    unverified_email::lint,
    scope::lint,
    public_policy_uri::lint,
    missing_identity_provider::lint,
    provider_requirement::lint,
    undocumented_combination::lint,
];

/// Runs every lint over every leaf. A value that is wrong anyway is not worth a warning as well.
pub fn lint(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    let wrong = wrong_values(set, diagnostics);
    let first = diagnostics.as_slice().len();
    for policy in &set.policies {
        for lint in LINTS {
            lint(policy, diagnostics);
        }
    }
    diagnostics.retain_from(first, |finding| place(finding).is_none_or(|place| !wrong.contains(&place)));
}

/// Where a value is wrong: of metadata, or as the schema has it. An error anywhere else, such as at the id of a technical
/// profile or at a reference to a claim, may be about something else than a warning there. A warning that the caller
/// denies does not count: denying it must not hide another.
fn wrong_values(set: &PolicySet<'_>, diagnostics: &Diagnostics) -> BTreeSet<Span> {
    let errors = diagnostics.errors().filter(|finding| finding.code.severity == Severity::Error);
    let (of_schema, others): (Vec<_>, Vec<_>) = errors.partition(|finding| finding.code == INVALID_VALUE);
    let others: BTreeSet<Span> = others.into_iter().filter_map(place).collect();
    let profiles = set.policies.iter().flat_map(Policy::fresh_profiles);
    let values = profiles.flat_map(|profile| &profile.metadata).map(|item| item.value.span);
    values.filter(|value| others.contains(value)).chain(of_schema.into_iter().filter_map(place)).collect()
}

fn place(finding: &Diagnostic) -> Option<Span> {
    finding.primary.as_ref().map(|label| label.span)
}

/// The profiles that ask another provider by OAuth2 or OpenID Connect.
fn oauth_federation<'p, 'a>(policy: &'p Policy<'a>) -> impl Iterator<Item = &'p TechnicalProfile<'a>> {
    policy
        .fresh_profiles()
        .filter(|profile| matches!(role_of(profile), Some(Role::OAuth2Federation | Role::OpenIdConnectFederation)))
}
