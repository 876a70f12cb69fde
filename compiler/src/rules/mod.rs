//! Stage 5: semantic rules over a merged policy.
//!
//! One file a rule, one folder a subject:
//!
//! - `references`: what is named is there
//! - `inheritance`: what a derived policy makes of its bases
//! - `metadata`: metadata and cryptographic keys
//! - `claims`: claim types and predicates, default values, partner claim types, claim resolvers
//! - `transformations`: claims transformations
//! - `journeys`: user journeys and the relying party
//!
//! A rule reports and changes nothing; what its findings mean for the code is decided by
//! the stage after it.

mod claims;
mod inheritance;
mod journeys;
mod metadata;
mod references;
mod transformations;

use crate::ast::{self, ClaimReference, PolicyFile, Text};
use crate::diagnostic::codes::{
    CASE_ONLY_MATCH, INCLUDE_CYCLE, INEFFECTIVE_METADATA, INVALID_VALUE, UNKNOWN_TECHNICAL_PROFILE,
};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Severity};
use crate::model::offered::offered;
use crate::model::{Policy, PolicySet, TechnicalProfile};
use crate::options::{Options, Purpose};
use crate::source::Span;
use metadata::doubt::Doubts;
use std::collections::{BTreeMap, BTreeSet};

type SetRule = fn(&PolicySet<'_>, &mut Diagnostics);
type Rule = fn(&Policy<'_>, &mut Diagnostics);
type CompletenessRule = fn(&Policy<'_>, &Doubts, &mut Diagnostics);

/// What is found by looking at all files or all leaves, by subject.
const SET_RULES: &[&[SetRule]] =
    &[references::SET_RULES, inheritance::SET_RULES, claims::SET_RULES, transformations::SET_RULES];

/// What holds for every leaf, by subject.
const RULES: &[&[Rule]] =
    &[references::RULES, inheritance::RULES, metadata::RULES, claims::RULES, transformations::RULES];

/// What must be there before anybody signs in. A base may leave it to the policies that derive from it, and B2C accepts
/// such a base; a profile that others include may leave it to them. There it is a warning.
///
/// A finding that rests on a key in [`Doubts`] is not made: the slip has been reported.
const COMPLETENESS: &[&[CompletenessRule]] = &[metadata::COMPLETENESS, claims::COMPLETENESS];

/// Runs every rule over every leaf.
pub fn check(set: &PolicySet<'_>, options: &Options, diagnostics: &mut Diagnostics) {
    for rule in SET_RULES.iter().copied().flatten() {
        rule(set, diagnostics);
    }
    for policy in &set.policies {
        for rule in RULES.iter().copied().flatten() {
            rule(policy, diagnostics);
        }
        if policy.relying_party.is_some() {
            for rule in journeys::RULES {
                rule(policy, diagnostics);
            }
        }
        let (mut missing, doubts) = (Diagnostics::default(), Doubts::of(policy));
        for rule in COMPLETENESS.iter().copied().flatten() {
            rule(policy, &doubts, &mut missing);
        }
        completeness(missing, policy, options, diagnostics);
    }
}

fn completeness(missing: Diagnostics, policy: &Policy<'_>, options: &Options, diagnostics: &mut Diagnostics) {
    let profiles: BTreeMap<Span, &TechnicalProfile<'_>> =
        policy.technical_profiles.iter().map(|profile| (profile.id.span, profile)).collect();
    let included: BTreeSet<String> =
        policy.technical_profiles.iter().filter_map(|it| it.include).map(|id| id.to_ascii_lowercase()).collect();
    let wanted = wanted(policy, options);
    let includes: BTreeSet<Span> = policy
        .chain
        .iter()
        .flat_map(|file| technical_profiles(file))
        .filter_map(|it| it.include.as_ref())
        .map(|id| id.span)
        .collect();
    for mut finding in missing.into_vec() {
        let places = finding.primary.iter().chain(&finding.labels).map(|label| label.span);
        let profile = places.filter_map(|place| profiles.get(&place)).next();
        if profile.is_some_and(|profile| is_explained(profile, &includes, diagnostics)) {
            continue;
        }
        let is_error = profile.is_none_or(|profile| match options.purpose {
            Purpose::Generate => wanted.contains(&profile.id.to_ascii_lowercase()),
            Purpose::Check => policy.relying_party.is_some() && !included.contains(&profile.id.to_ascii_lowercase()),
        });
        if !is_error {
            // What gives it an effect may still come.
            if finding.code == INEFFECTIVE_METADATA {
                continue;
            }
            finding.severity = Severity::Warning;
            finding.notes.push("another policy or technical profile may still add it".to_owned());
        }
        diagnostics.push(finding);
    }
}

/// Ids in lower case of the profiles that code is asked for, by the caller or by the policy.
fn wanted(policy: &Policy<'_>, options: &Options) -> BTreeSet<String> {
    let ids: Vec<&str> = match &options.profiles {
        Some(named) => named.iter().map(|argument| argument.value.as_str()).collect(),
        None => offered(policy).iter().map(|profile| profile.id.as_str()).collect(),
    };
    ids.into_iter().map(str::to_ascii_lowercase).collect()
}

/// Whether what a profile lacks may stand in it all the same, in an element that could not be read or in an include that
/// leads nowhere: that has been reported.
fn is_explained(profile: &TechnicalProfile<'_>, includes: &BTreeSet<Span>, diagnostics: &Diagnostics) -> bool {
    diagnostics.errors().any(|error| {
        let Some(place) = error.primary.as_ref().map(|label| label.span) else { return false };
        let hides = error.code.id.starts_with("CS02")
            || error.code == INCLUDE_CYCLE
            || (error.code == UNKNOWN_TECHNICAL_PROFILE && includes.contains(&place));
        hides && profile.elements.iter().any(|element| element.contains(&place))
    })
}

/// The technical profiles of a file as they are written, that of the relying party included.
fn technical_profiles(file: &PolicyFile) -> impl Iterator<Item = &ast::TechnicalProfile> {
    let providers = file.claims_providers.iter().flat_map(|provider| &provider.technical_profiles);
    let party = file.relying_party.iter();
    providers.chain(party.flat_map(|party| party.technical_profile.iter().chain(&party.further_technical_profiles)))
}

/// The claim references of a technical profile as they are written.
fn claim_references(profile: &ast::TechnicalProfile) -> impl Iterator<Item = &ClaimReference> {
    profile.input_claims.iter().chain(&profile.persisted_claims).chain(&profile.output_claims)
}

/// Whether the profile asks for claims with an access token, at `ClaimsEndpoint` or in a follow-up request.
fn requests_claims(profile: &TechnicalProfile<'_>) -> bool {
    let is_endpoint = |key: &str| key == "ClaimsEndpoint" || is_follow_up_endpoint(key);
    !profile.receives_id_token() && profile.metadata.iter().any(|item| is_endpoint(&item.key))
}

fn is_follow_up_endpoint(key: &str) -> bool {
    key.starts_with("claimsmith.follow_up.") && key.ends_with(".endpoint")
}

/// Whether the schema has refused one of these values, so that nothing can be said about it.
pub(crate) fn is_refused(values: &[Span], diagnostics: &Diagnostics) -> bool {
    let mut refused = diagnostics.errors().filter(|error| error.code == INVALID_VALUE);
    refused.any(|error| error.primary.as_ref().is_some_and(|label| values.iter().any(|it| it.contains(&label.span))))
}

/// Reports a reference that spells an id in another case than its declaration.
fn report_case(kind: &str, reference: &Text, declared: &Text, diagnostics: &mut Diagnostics) {
    if reference.value == declared.value {
        return;
    }
    diagnostics.push(
        Diagnostic::new(
            CASE_ONLY_MATCH,
            format!("the {kind} `{}` is declared as `{}`", reference.value, declared.value),
        )
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

#[cfg(test)]
mod tests {
    use crate::loader::MemoryLoader;
    use crate::{Options, compile};

    /// The codes of a policy whose technical profiles all have the protocol `OAuth2` and these further children.
    fn codes(profiles: &[(&str, &str)]) -> Vec<&'static str> {
        let profiles: String = profiles
            .iter()
            .map(|(id, children)| {
                let protocol = "<DisplayName>A</DisplayName><Protocol Name='OAuth2'/>";
                format!("<TechnicalProfile Id='{id}'>{protocol}{children}</TechnicalProfile>")
            })
            .collect();
        let policy = format!(
            "<TrustFrameworkPolicy xmlns='{}' PolicySchemaVersion='0.3.0.0' TenantId='a.example' PolicyId='B2C_1A_a' \
             PublicPolicyUri='http://a.example/B2C_1A_a'><ClaimsProviders><ClaimsProvider><TechnicalProfiles>{profiles}\
             </TechnicalProfiles></ClaimsProvider></ClaimsProviders></TrustFrameworkPolicy>",
            crate::xml::NAMESPACE
        );
        let loader: MemoryLoader = [("a.xml", policy)].into_iter().collect();
        let outcome = compile(&Options::new(["a.xml"], crate::Purpose::Generate), &loader);
        outcome.diagnostics.iter().map(|finding| finding.code.id).filter(|id| *id != "CS0706").collect()
    }

    #[test]
    fn what_another_fault_may_hide_is_not_missing() {
        assert_eq!(codes(&[("A", "")]), ["CS0402", "CS0402", "CS0402", "CS0405"]);
        assert_eq!(codes(&[("A", "<MetaData/>")]), ["CS0201"]);
        assert_eq!(codes(&[("A", "<IncludeTechnicalProfile ReferenceId='B'/>")]), ["CS0306"]);
    }

    #[test]
    fn a_cycle_of_includes_is_one_finding_from_wherever_it_is_entered() {
        let include = |id: &str| format!("<IncludeTechnicalProfile ReferenceId='{id}'/>");
        let [a, b] = [include("A"), include("B")];
        assert_eq!(codes(&[("Outside", &a), ("A", &b), ("B", &a)]).iter().filter(|id| **id == "CS0307").count(), 1);
        assert_eq!(codes(&[("A", &a)]), ["CS0307"]);
    }
}
