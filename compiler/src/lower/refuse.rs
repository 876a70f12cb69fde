//! What is not compiled yet is refused, never silently run without; and so is what must not stand in code.

use crate::ast::MetadataItem;
use crate::diagnostic::codes::{NOT_COMPILED, SECRET_IN_POLICY};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::exposure::{self, Exposed, Place};
use crate::lower::fields::field_type;
use crate::lower::health;
use crate::lower::select::leave_out;
use crate::lower::transformations;
use crate::lower::validation;
use crate::model::{ClaimReference, Policy, TechnicalProfile};
use crate::protocol::Role;
use crate::protocol::constant::{Parsed, is_unset, parse};
use crate::protocol::resolver::{ClaimResolver, Reading, is_resolver, read};
use crate::secrets::secret;
use crate::source::Span;

pub(super) fn check(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    exposed_settings(profile, policy, diagnostics);
    transformations::check(profile, policy, diagnostics);
    elements(profile, diagnostics);
    secrets(profile, diagnostics);
    for reference in profile.input_claims.iter().chain(&profile.output_claims) {
        claim(reference, profile, policy, diagnostics);
    }
    for claim_type in profile.subject_holders(policy) {
        validation::check(claim_type, policy, diagnostics);
    }
}

/// A secret in metadata would stand in the generated code, and in what is built from that. Keys that mean nothing to a technical
/// profile do not reach it.
fn secrets(profile: &TechnicalProfile<'_>, diagnostics: &mut Diagnostics) {
    for item in read_metadata(profile) {
        let Some(what) = secret(item) else { continue };
        let message =
            format!("{what} of metadata `{}` is a secret and would stand in the generated code", item.key.value);
        let mut finding = Diagnostic::new(SECRET_IN_POLICY, message)
            .at(item.value.span, "readable for everybody who reads the policy")
            .confidential()
            .help("remove it here and change it where it is used: who has read the policy knows it")
            .help(leave_out(profile.id));
        finding.severity = Severity::Error;
        diagnostics.push(finding);
    }
}

/// The metadata items that mean something to a technical profile.
fn read_metadata<'p, 'a>(profile: &'p TechnicalProfile<'a>) -> impl Iterator<Item = &'a MetadataItem> + use<'p, 'a> {
    profile.metadata.iter().copied().filter(|item| Role::with_key(&item.key).next().is_some())
}

/// The same for a setting that looks like a secret, wherever it stands: in a default value, in a text that becomes
/// documentation, in what the claims transformations are given.
fn exposed_settings(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let exposed: Vec<&Exposed> = policy.chain.iter().flat_map(|file| &file.exposed).collect();
    if exposed.is_empty() {
        return;
    }
    let leaf = policy.leaf();
    let ids = [leaf.and_then(|it| it.policy_id.as_ref()), leaf.and_then(|it| it.tenant_id.as_ref()), profile.domain];
    let parts: Vec<Span> = ids.into_iter().flatten().map(|id| id.span).chain(health::parts(profile, policy)).collect();
    for Exposed { exposure, stands_in, .. } in exposed {
        let place = &exposure.place;
        let is_generated = match stands_in {
            Place::Comment => false,
            // What a derived policy overrides reaches no code. Of what is a secret by its key, `secrets` tells.
            Place::Metadata => read_metadata(profile).any(|it| it.value.span.contains(place) && secret(it).is_none()),
            Place::Elsewhere => parts.iter().any(|part| part.contains(place)),
        };
        if is_generated {
            let mut finding = exposure::finding(exposure, "would stand in the generated code");
            finding.severity = Severity::Error;
            diagnostics.push(finding.help(leave_out(profile.id)));
        }
    }
}

/// Elements that change what a sign-in does.
const ELEMENTS: &[&str] = &["ErrorHandlers"];

fn elements(profile: &TechnicalProfile<'_>, diagnostics: &mut Diagnostics) {
    for element in profile.raw.iter().filter(|element| ELEMENTS.contains(&element.name.as_str())) {
        diagnostics.push(refusal(profile, &format!("the element `{}`", element.name), element.span));
    }
    if let Some(from) = profile.include_claims_from {
        diagnostics.push(refusal(profile, "the element `IncludeClaimsFromTechnicalProfile`", from.span));
    }
}

fn claim(
    reference: &ClaimReference<'_>,
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
    diagnostics: &mut Diagnostics,
) {
    let declared = policy.claim_types.get(reference.claim_type).and_then(|claim_type| claim_type.data_type);
    let Some(data_type) = declared else { return };
    let name = data_type.value.name();
    if field_type(data_type.value).is_none() {
        diagnostics.push(
            Diagnostic::new(NOT_COMPILED, format!("claims of type `{name}` are not yet compiled"))
                .at(reference.claim_type.span, format!("a `{name}`"))
                .label(data_type.span, "the data type"),
        );
        return;
    }
    let Some(default) = reference.default_value.filter(|default| !is_unset(default)) else { return };
    let resolving = profile.resolves_claims();
    let what = if let Reading::Resolver(ClaimResolver { namespace: "SAML", .. }, _) = read(default)
        && resolving
    {
        format!("the claim resolver `{}`", default.value)
    } else if resolving && is_resolver(default) {
        return;
    } else if parse(default, data_type.value) == Parsed::Unread {
        format!("a default value of type `{name}`")
    } else {
        return;
    };
    diagnostics.push(
        Diagnostic::new(NOT_COMPILED, format!("{what} is not yet compiled")).at(default.span, "as a default value"),
    );
}

fn refusal(profile: &TechnicalProfile<'_>, what: &str, span: Span) -> Diagnostic {
    Diagnostic::new(NOT_COMPILED, format!("{what} is not yet compiled"))
        .at(span, format!("on the technical profile `{}`", profile.id.value))
        .help(leave_out(profile.id))
}
