//! What all providers that a policy offers have in common: what the rest of its journeys counts on.
//!
//! The journeys of the starter packs look the account up by a claim that a transformation of each provider makes, keep the
//! session with a technical profile that each provider names, and read constants that each provider sets.

use claimsmith_compiler::SourceMap;
use claimsmith_compiler::diagnostic::Diagnostics;
use claimsmith_compiler::xml;
use std::collections::BTreeSet;

/// What the providers have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Conventions {
    /// `OutputClaimsTransformation/@ReferenceId`, in their order.
    pub(super) transformations: Vec<String>,
    /// `UseTechnicalProfileForSessionManagement/@ReferenceId`
    pub(super) session: Option<String>,
    /// `OutputClaim` with a constant: claim type and value.
    pub(super) constants: Vec<(String, String)>,
}

impl Conventions {
    /// What the technical profiles with these ids have in common in a chain: texts of policies, root base first.
    pub(super) fn find(profiles: &BTreeSet<String>, chain: &[&str]) -> Self {
        let mut found = profiles.iter().map(|profile| of_profile(profile, chain));
        let Some(mut common) = found.next() else { return Self::default() };
        for other in found {
            common.transformations.retain(|id| other.transformations.iter().any(|it| it.eq_ignore_ascii_case(id)));
            common.constants.retain(|constant| other.constants.contains(constant));
            common.session = common.session.filter(|id| other.session.as_ref() == Some(id));
        }
        common
    }
}

/// What a technical profile does in a chain.
fn of_profile(id: &str, chain: &[&str]) -> Conventions {
    let mut conventions = Conventions::default();
    for text in chain {
        let mut sources = SourceMap::default();
        let file = sources.add("", *text);
        let Some(document) = xml::parse(&sources, file, &mut Diagnostics::default()) else { continue };
        let profiles = document.descendants().filter(|node| {
            node.tag_name().name() == "TechnicalProfile"
                && node.attribute("Id").is_some_and(|known| known.eq_ignore_ascii_case(id))
        });
        for node in profiles.flat_map(|profile| profile.descendants()) {
            let reference = node.attribute("ReferenceId").map(|id| id.trim().to_owned());
            match (node.tag_name().name(), reference) {
                ("OutputClaimsTransformation", Some(id)) if !conventions.transformations.contains(&id) => {
                    conventions.transformations.push(id);
                }
                ("UseTechnicalProfileForSessionManagement", Some(id)) => conventions.session = Some(id),
                ("OutputClaim", _) => {
                    let claim =
                        node.attribute("ClaimTypeReferenceId").filter(|_| !node.has_attribute("PartnerClaimType"));
                    let constant = claim.zip(node.attribute("DefaultValue"));
                    conventions.constants.extend(constant.map(|(claim, value)| (claim.to_owned(), value.to_owned())));
                }
                _ => {}
            }
        }
    }
    conventions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_all_have_in_common_is_a_convention() {
        let base = "<P><TechnicalProfile Id='A'><OutputClaims><OutputClaim ClaimTypeReferenceId='s' DefaultValue='x'/>\
                    <OutputClaim ClaimTypeReferenceId='idp' DefaultValue='a'/></OutputClaims>\
                    <OutputClaimsTransformations><OutputClaimsTransformation ReferenceId='T1'/>\
                    <OutputClaimsTransformation ReferenceId='T2'/></OutputClaimsTransformations></TechnicalProfile></P>";
        let derived = "<P><TechnicalProfile Id='B'><OutputClaims><OutputClaim ClaimTypeReferenceId='s' DefaultValue='x'/>\
                       <OutputClaim ClaimTypeReferenceId='idp' DefaultValue='b'/></OutputClaims>\
                       <OutputClaimsTransformations><OutputClaimsTransformation ReferenceId='T2'/>\
                       </OutputClaimsTransformations><UseTechnicalProfileForSessionManagement ReferenceId='S'/>\
                       </TechnicalProfile></P>";
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let common = Conventions::find(&ids(&["a", "B"]), &[base, derived]);
        assert_eq!(common.transformations, ["T2"]);
        assert_eq!(common.constants, [("s".to_owned(), "x".to_owned())]);
        assert_eq!(common.session, None);
        assert_eq!(Conventions::find(&ids(&["B"]), &[base, derived]).session.as_deref(), Some("S"));
        assert_eq!(Conventions::find(&BTreeSet::new(), &[base]), Conventions::default());
    }
}
