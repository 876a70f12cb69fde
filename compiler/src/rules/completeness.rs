//! What has to be there before anybody signs in, and who may still add it.

use super::technical_profiles;
use crate::diagnostic::codes::{INEFFECTIVE_METADATA, UNKNOWN_TECHNICAL_PROFILE};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::offered::{offered, offered_functions};
use crate::model::{Policy, TechnicalProfile, fold};
use crate::options::{Options, Purpose};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Passes on what the completeness rules miss: an error where nothing can still add it, a warning elsewhere, nothing where
/// an earlier finding explains it.
pub(super) fn pass_on(missing: Diagnostics, policy: &Policy<'_>, options: &Options, diagnostics: &mut Diagnostics) {
    if missing.as_slice().is_empty() {
        return;
    }
    let profiles = profiles(policy);
    let wanted = match options.purpose {
        Purpose::Generate => wanted(policy, options),
        Purpose::Check => BTreeSet::new(),
    };
    let includes: BTreeSet<Span> = policy
        .chain
        .iter()
        .flat_map(|file| technical_profiles(file))
        .filter_map(|it| it.include.as_ref())
        .map(|id| id.span)
        .collect();
    for mut finding in missing.into_vec() {
        let profile = profile_of(&finding, &profiles);
        if profile.is_some_and(|profile| is_explained(profile, policy, &includes, diagnostics)) {
            continue;
        }
        let is_error = profile.is_none_or(|profile| match options.purpose {
            Purpose::Generate => wanted.contains(&fold(profile.id)),
            Purpose::Check => policy.relying_party.is_some() && !policy.is_part(profile),
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

type Profiles<'p, 'a> = BTreeMap<Span, &'p TechnicalProfile<'a>>;

fn profiles<'p, 'a>(policy: &'p Policy<'a>) -> Profiles<'p, 'a> {
    policy.technical_profiles.iter().map(|profile| (profile.id.span, profile)).collect()
}

/// The profile that a finding is about.
fn profile_of<'p, 'a>(finding: &Diagnostic, profiles: &Profiles<'p, 'a>) -> Option<&'p TechnicalProfile<'a>> {
    let places = finding.primary.iter().chain(&finding.labels).map(|label| label.span);
    places.filter_map(|place| profiles.get(&place)).next().copied()
}

/// What the completeness rules miss, with the profile it is about.
pub(super) fn by_profile<'p, 'a>(
    missing: Diagnostics,
    policy: &'p Policy<'a>,
) -> Vec<(&'p TechnicalProfile<'a>, Diagnostic)> {
    let profiles = profiles(policy);
    let findings = missing.into_vec().into_iter();
    findings.filter_map(|finding| Some((profile_of(&finding, &profiles)?, finding))).collect()
}

/// The folded ids of the profiles that code is asked for, by the caller or by the policy.
fn wanted(policy: &Policy<'_>, options: &Options) -> BTreeSet<String> {
    let ids: Vec<&str> = match &options.profiles {
        Some(named) => named.iter().map(|argument| argument.value.as_str()).collect(),
        None => {
            let profiles = offered(policy).into_iter().chain(offered_functions(policy));
            profiles.map(|profile| profile.id.as_str()).collect()
        }
    };
    ids.into_iter().map(fold).collect()
}

/// Whether what a profile lacks may stand in it all the same, in an element that could not be read or in an include that
/// leads nowhere or into a cycle: that has been reported.
fn is_explained(
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
    includes: &BTreeSet<Span>,
    diagnostics: &Diagnostics,
) -> bool {
    if policy.includes_without_end(profile) {
        return true;
    }
    diagnostics.errors().any(|error| {
        let Some(place) = error.primary.as_ref().map(|label| label.span) else { return false };
        let hides =
            error.code.id.starts_with("CS02") || (error.code == UNKNOWN_TECHNICAL_PROFILE && includes.contains(&place));
        hides && profile.elements.iter().any(|element| element.contains(&place))
    })
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
        codes_of(&profiles)
    }

    fn codes_of(profiles: &str) -> Vec<&'static str> {
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
    fn what_includes_a_cycle_is_not_said_to_lack_what_stands_there() {
        let handler = "Web.TPEngine.Providers.AzureActiveDirectoryProvider, Web.TPEngine, Version=1.0.0.0, \
                       Culture=neutral, PublicKeyToken=null";
        let protocol = format!("<Protocol Name='Proprietary' Handler='{handler}'/>");
        let include = |id: &str| format!("<IncludeTechnicalProfile ReferenceId='{id}'/>");
        let profiles: String =
            [("Common", protocol + &include("Read")), ("Read", include("Common")), ("Write", include("Common"))]
                .iter()
                .map(|(id, content)| {
                    format!("<TechnicalProfile Id='{id}'><DisplayName>A</DisplayName>{content}</TechnicalProfile>")
                })
                .collect();
        assert_eq!(codes_of(&profiles), ["CS0307"]);
    }

    #[test]
    fn a_cycle_of_includes_is_one_finding_from_wherever_it_is_entered() {
        let include = |id: &str| format!("<IncludeTechnicalProfile ReferenceId='{id}'/>");
        let [a, b] = [include("A"), include("B")];
        assert_eq!(codes(&[("Outside", &a), ("A", &b), ("B", &a)]).iter().filter(|id| **id == "CS0307").count(), 1);
        assert_eq!(codes(&[("A", &a)]), ["CS0307"]);
    }
}
