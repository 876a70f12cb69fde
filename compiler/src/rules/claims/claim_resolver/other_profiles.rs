//! Claim resolvers in the claims of profiles that Claimsmith does not run, and of the relying party.
//!
//! B2C's page says where they work and which switch they need; what it does with one that is unknown is seen when
//! somebody signs in (AADB2C90044), so these are warnings.

use super::{SWITCH, empty, is_of_feature, misplaced, named_claim, unknown};
use crate::ast::Text;
use crate::diagnostic::codes::{LITERAL_RESOLVER, RESOLVER_DATA_TYPE};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{ClaimTypes, Fresh, TechnicalProfile};
use crate::protocol::resolver::{self, ClaimResolver, Filler, Reading};
use crate::protocol::{Role, role_of};
use crate::rules::metadata::doubt::Doubts;
use crate::settings::has_placeholder;
use claimsmith_profile::DataType;

pub(in crate::rules::claims) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    let doubts = Doubts::default();
    for profile in fresh.technical_profiles().filter(|profile| !profile.is_oauth2_federation()) {
        // A slip in the switch has been reported; what the profile does without it is not known then.
        let switched = (needs_switch(profile) && !doubts.about(profile, SWITCH)).then_some(profile);
        let claims = profile.input_claims.iter().chain(&profile.persisted_claims).chain(&profile.output_claims);
        for reference in claims {
            if let Some(default) = reference.default_value {
                value((reference.claim_type, default), switched, fresh.declared(), diagnostics);
            }
        }
    }
    let Some(profile) = fresh.relying_party_profile() else { return };
    for reference in profile.input_claims.iter().chain(&profile.output_claims) {
        if let Some(default) = &reference.default_value {
            value((&reference.claim_type, default), None, fresh.declared(), diagnostics);
        }
    }
}

/// Whether claim resolvers work in the claims of a profile only with `IncludeClaimResolvingInClaimsHandling` (B2C: "About
/// claim resolvers in custom policies"). Application Insights fills them in always; of the others nobody has written it.
fn needs_switch(profile: &TechnicalProfile<'_>) -> bool {
    matches!(
        role_of(profile),
        Some(
            Role::SelfAsserted
                | Role::Restful
                | Role::Directory
                | Role::ClaimsTransformation
                | Role::OpenIdConnectFederation
                | Role::PasswordGrant
                | Role::Saml2IdentityProvider
        )
    )
}

/// What stands in braces as the default value of this claim type. `switched` is the profile whose metadata decides whether
/// it is filled in.
fn value(
    (claim_type, default): (&Text, &Text),
    switched: Option<&TechnicalProfile<'_>>,
    claim_types: &ClaimTypes<'_>,
    diagnostics: &mut Diagnostics,
) {
    if diagnostics.is_full() || has_placeholder(default) {
        return;
    }
    match resolver::read(default) {
        Reading::Text => {}
        Reading::Unknown { namespace, name } => {
            if !is_of_feature(default) {
                diagnostics.push(warning(unknown(default, namespace, name)));
            }
        }
        Reading::Resolver(known, _) if known.filler == Filler::Provider => diagnostics.push(warning(
            misplaced(default, "as a default value")
                .help(format!("write it as `PartnerClaimType=\"{}\"` of an `OutputClaim`", default.value)),
        )),
        Reading::Resolver(known, name) => {
            if let Some(profile) = switched
                && !profile.resolves_claims()
            {
                diagnostics.push(literal(default, profile));
            } else if let Filler::Nobody(reason) = known.filler
                && known.namespace == "OAUTH-KV"
            {
                diagnostics.push(empty(default, known, reason));
            } else {
                if known.filler == Filler::Claim {
                    named_claim(default, name, claim_types, diagnostics);
                }
                fit(claim_type, default, (known, name), claim_types, diagnostics);
            }
        }
    }
}

/// A claim resolver gives text, which the claim has to take.
fn fit(
    claim_type: &Text,
    default: &Text,
    (known, name): (&ClaimResolver, &str),
    claim_types: &ClaimTypes<'_>,
    diagnostics: &mut Diagnostics,
) {
    let data_type = |id: &str| claim_types.get(id).and_then(|claim_type| claim_type.data_type);
    let Some(wanted) = data_type(claim_type).filter(|it| it.value != DataType::String) else { return };
    let named = data_type(name).filter(|_| known.filler == Filler::Claim);
    // A claim that is not declared has been reported.
    let is_undeclared = known.filler == Filler::Claim && named.is_none();
    if is_undeclared || named.is_some_and(|it| it.value == wanted.value) || known.fits.contains(&wanted.value) {
        return;
    }
    let name = wanted.value.name();
    let message = format!("the claim resolver `{}` gives no value of type `{name}`", default.value);
    diagnostics.push(warning(
        Diagnostic::new(RESOLVER_DATA_TYPE, message)
            .at(default.span, format!("`{}` is declared as `{name}`", claim_type.value))
            .label(wanted.span, "the data type")
            .help("use a claim of type `string`"),
    ));
}

fn warning(mut finding: Diagnostic) -> Diagnostic {
    finding.severity = Severity::Warning;
    finding
}

fn literal(default: &Text, profile: &TechnicalProfile<'_>) -> Diagnostic {
    let message = format!("the claim resolver `{}` is used as literal text", default.value);
    let finding =
        Diagnostic::new(LITERAL_RESOLVER, message).at(default.span, "would be filled in with claim resolving on");
    match profile.metadata(SWITCH) {
        Some(item) => finding.label(item.value.span, "claim resolving is switched off here"),
        None => finding
            .label(profile.id.span, "in this technical profile")
            .help(format!("add `<Item Key=\"{SWITCH}\">true</Item>` to its `Metadata`")),
    }
}
