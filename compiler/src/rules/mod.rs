//! Stage 5: semantic rules over a merged policy.
//!
//! One file a rule. A rule reports and changes nothing; what its findings mean for the code is decided by
//! [`health`](crate::lower).

mod claim_type_reference;
mod cryptographic_key;
mod data_type;
mod data_type_changed;
pub(crate) mod default_value;
mod metadata_pair;
mod metadata_value;
mod missing_metadata;
mod missing_protocol;
pub(crate) mod partner_claim_path;
mod repeated_claim;
mod reserved_parameter;
mod technical_profile_reference;
mod unknown_metadata_key;
mod user_journey_reference;

use crate::ast::{ClaimReference, PolicyFile, TechnicalProfile, Text};
use crate::diagnostic::codes::CASE_ONLY_MATCH;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Severity};
use crate::model::{Policy, PolicySet};
use crate::options::Purpose;

type Rule = fn(&Policy<'_>, &mut Diagnostics);

/// What holds for every leaf.
const RULES: &[Rule] = &[
    claim_type_reference::check,
    technical_profile_reference::check,
    data_type_changed::check,
    user_journey_reference::check,
    unknown_metadata_key::check,
    metadata_value::check,
    reserved_parameter::check,
    metadata_pair::check,
    data_type::check,
    default_value::check,
    repeated_claim::check,
    partner_claim_path::check,
];

/// What must be there before anybody signs in. A base may leave it to the policies that derive from it, and B2C accepts
/// such a base; so in a leaf without a relying party it is a warning, unless code is generated from it.
const COMPLETENESS: &[Rule] = &[missing_metadata::check, cryptographic_key::check, missing_protocol::check];

/// Runs every rule over every leaf.
pub fn check(set: &PolicySet<'_>, purpose: Purpose, diagnostics: &mut Diagnostics) {
    for policy in &set.policies {
        for rule in RULES {
            rule(policy, diagnostics);
        }
        let mut missing = Diagnostics::default();
        for rule in COMPLETENESS {
            rule(policy, &mut missing);
        }
        let is_final = purpose == Purpose::Generate || policy.relying_party.is_some();
        for mut finding in missing.into_vec() {
            if !is_final {
                finding.severity = Severity::Warning;
                finding.notes.push("a derived policy may still add it: no relying party stands here".to_owned());
            }
            diagnostics.push(finding);
        }
    }
}

/// The technical profiles of a file as they are written, that of the relying party included.
fn technical_profiles(file: &PolicyFile) -> impl Iterator<Item = &TechnicalProfile> {
    let providers = file.claims_providers.iter().flat_map(|provider| &provider.technical_profiles);
    providers.chain(file.relying_party.iter().flat_map(|party| &party.technical_profile))
}

/// The claim references of a technical profile as they are written.
fn claim_references(profile: &TechnicalProfile) -> impl Iterator<Item = &ClaimReference> {
    profile.input_claims.iter().chain(&profile.persisted_claims).chain(&profile.output_claims)
}

/// Reports a reference that spells an id in another case than its declaration.
fn report_case(kind: &str, reference: &Text, declared: &Text, diagnostics: &mut Diagnostics) {
    if reference.value == declared.value {
        return;
    }
    diagnostics.push(
        Diagnostic::new(CASE_ONLY_MATCH, format!("the {kind} `{}` is declared as `{}`", reference.value, declared.value))
            .at(reference.span, "matches only without regard to case")
            .label(declared.span, "declared here")
            .replace(
                reference.span,
                &declared.value,
                "use the declared spelling",
                Applicability::MachineApplicable,
            ),
    );
}
