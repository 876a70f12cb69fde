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

use crate::diagnostic::Diagnostics;
use crate::model::{Policy, PolicySet, TechnicalProfile};
use crate::protocol::{Role, role_of};

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

/// Runs every lint over every leaf.
pub fn lint(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    for policy in &set.policies {
        for lint in LINTS {
            lint(policy, diagnostics);
        }
    }
}

/// The profiles that ask another provider by OAuth2 or OpenID Connect.
fn oauth_federation<'p, 'a>(policy: &'p Policy<'a>) -> impl Iterator<Item = &'p TechnicalProfile<'a>> {
    policy
        .fresh_profiles()
        .filter(|profile| matches!(role_of(profile), Some(Role::OAuth2Federation | Role::OpenIdConnectFederation)))
}
