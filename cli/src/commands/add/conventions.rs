//! What all providers that a policy offers have in common: what the rest of its journeys counts on.
//!
//! The journeys of the starter packs look the account up by a claim that a transformation of each provider makes, keep the
//! session with a technical profile that each provider names, and read constants that each provider sets.

use claimsmith_compiler::SourceMap;
use claimsmith_compiler::diagnostic::Diagnostics;
use claimsmith_compiler::xml;
use roxmltree::Node;
use std::collections::{BTreeMap, BTreeSet};

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
    /// What the technical profiles with these ids have in common, each in every chain that has it: a chain is what its files
    /// declare, root base first. `None` when no chain has any of them.
    pub(super) fn find(profiles: &BTreeSet<String>, chains: &[Vec<&Declarations>]) -> Option<Self> {
        let found = chains.iter().flat_map(|chain| profiles.iter().filter_map(|profile| of_profile(profile, chain)));
        found.reduce(Self::and)
    }

    /// What two sets of policies have in common; one without providers has no say.
    pub(super) fn of_both(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (one, other) => one.or(other),
        }
    }

    fn and(mut self, other: Self) -> Self {
        self.transformations.retain(|id| other.transformations.iter().any(|it| it.eq_ignore_ascii_case(id)));
        self.constants.retain(|constant| other.constants.contains(constant));
        self.session = self.session.filter(|id| other.session.as_ref() == Some(id));
        self
    }

    /// Adds what a later element of a technical profile says.
    fn extend(&mut self, later: &Self) {
        let new = later.transformations.iter().filter(|id| !self.transformations.contains(id)).cloned();
        let new: Vec<String> = new.collect();
        self.transformations.extend(new);
        self.constants.extend(later.constants.iter().cloned());
        self.session = later.session.clone().or(self.session.take());
    }
}

/// What the technical profiles of a policy file say, by their ids in lower case.
#[derive(Debug, Default)]
pub(super) struct Declarations(BTreeMap<String, Declaration>);

/// What one of them says.
#[derive(Debug, Default)]
struct Declaration {
    /// `IncludeTechnicalProfile/@ReferenceId`
    includes: Option<String>,
    says: Conventions,
}

impl Declarations {
    /// Reads the text of a policy; nothing from one that is no XML.
    pub(super) fn read(text: &str) -> Self {
        let mut sources = SourceMap::default();
        let file = sources.add("", text);
        let Some(document) = xml::parse(&sources, file, &mut Diagnostics::default()) else { return Self::default() };
        let mut declared = Self::default();
        for profile in document.descendants().filter(|node| node.tag_name().name() == "TechnicalProfile") {
            if let Some(id) = profile.attribute("Id") {
                declared.0.entry(id.trim().to_lowercase()).or_default().read(profile);
            }
        }
        declared
    }
}

impl Declaration {
    fn read(&mut self, profile: Node<'_, '_>) {
        let says = &mut self.says;
        for node in profile.descendants() {
            let reference = node.attribute("ReferenceId").map(|id| id.trim().to_owned());
            match (node.tag_name().name(), reference) {
                ("OutputClaimsTransformation", Some(id)) if !says.transformations.contains(&id) => {
                    says.transformations.push(id);
                }
                ("UseTechnicalProfileForSessionManagement", Some(id)) => says.session = Some(id),
                ("IncludeTechnicalProfile", Some(id)) => self.includes = Some(id),
                ("OutputClaim", _) => {
                    let claim =
                        node.attribute("ClaimTypeReferenceId").filter(|_| !node.has_attribute("PartnerClaimType"));
                    let constant = claim.zip(node.attribute("DefaultValue"));
                    says.constants.extend(constant.map(|(claim, value)| (claim.to_owned(), value.to_owned())));
                }
                _ => {}
            }
        }
    }
}

/// What a technical profile does in a chain, with what it includes; `None` when the chain does not have it.
fn of_profile(id: &str, chain: &[&Declarations]) -> Option<Conventions> {
    let mut ids = vec![id.to_lowercase()];
    let declared = |id: &str| chain.iter().filter_map(|file| file.0.get(id)).collect::<Vec<_>>();
    while let Some(included) = ids.last().and_then(|id| declared(id).iter().rev().find_map(|it| it.includes.clone())) {
        let included = included.to_lowercase();
        if ids.contains(&included) {
            break;
        }
        ids.push(included);
    }
    declared(&ids[0]).first()?;
    let mut conventions = Conventions::default();
    // What is included comes first.
    for declaration in ids.iter().rev().flat_map(|id| declared(id)) {
        conventions.extend(&declaration.says);
    }
    Some(conventions)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRANSFORMED: &str = "<OutputClaimsTransformations><OutputClaimsTransformation ReferenceId='T1'/>\
                               <OutputClaimsTransformation ReferenceId='T2'/></OutputClaimsTransformations>";

    fn find(profiles: &[&str], chains: &[&[&str]]) -> Option<Conventions> {
        let chains: Vec<Vec<Declarations>> =
            chains.iter().map(|chain| chain.iter().map(|text| Declarations::read(text)).collect()).collect();
        let chains: Vec<Vec<&Declarations>> = chains.iter().map(|chain| chain.iter().collect()).collect();
        Conventions::find(&profiles.iter().map(|id| (*id).to_owned()).collect(), &chains)
    }

    #[test]
    fn only_what_all_have_in_common_is_a_convention() {
        let base = format!(
            "<P><TechnicalProfile Id='A'><OutputClaims><OutputClaim ClaimTypeReferenceId='s' DefaultValue='x'/>\
             <OutputClaim ClaimTypeReferenceId='idp' DefaultValue='a'/></OutputClaims>{TRANSFORMED}</TechnicalProfile></P>"
        );
        let derived = "<P><TechnicalProfile Id='B'><OutputClaims><OutputClaim ClaimTypeReferenceId='s' DefaultValue='x'/>\
                       <OutputClaim ClaimTypeReferenceId='idp' DefaultValue='b'/></OutputClaims>\
                       <OutputClaimsTransformations><OutputClaimsTransformation ReferenceId='T2'/>\
                       </OutputClaimsTransformations><UseTechnicalProfileForSessionManagement ReferenceId='S'/>\
                       </TechnicalProfile></P>";
        let chain: &[&str] = &[&base, derived];
        let common = find(&["a", "B"], &[chain]).unwrap();
        assert_eq!(common.transformations, ["T2"]);
        assert_eq!(common.constants, [("s".to_owned(), "x".to_owned())]);
        assert_eq!(common.session, None);
        assert_eq!(find(&["B"], &[chain]).unwrap().session.as_deref(), Some("S"));
        assert_eq!(find(&[], &[chain]), None);
    }

    #[test]
    fn a_chain_without_a_provider_has_no_say_about_it() {
        let profile = |id: &str| format!("<P><TechnicalProfile Id='{id}'>{TRANSFORMED}</TechnicalProfile></P>");
        let (a, b) = (profile("A"), profile("B"));
        let common = find(&["A", "B"], &[&[&a], &[&a, &b], &["<P/>"]]).unwrap();
        assert_eq!(common.transformations, ["T1", "T2"]);
        let plain = "<P><TechnicalProfile Id='B'/></P>";
        assert_eq!(find(&["A", "B"], &[&[&a], &[&a, plain]]), Some(Conventions::default()), "one has none");
    }

    #[test]
    fn what_a_profile_includes_is_its_own() {
        let common = format!("<P><TechnicalProfile Id='Common'>{TRANSFORMED}</TechnicalProfile></P>");
        let includes = |id: &str, of: &str| {
            format!(
                "<P><TechnicalProfile Id='{id}'><IncludeTechnicalProfile ReferenceId='{of}'/></TechnicalProfile></P>"
            )
        };
        let (own, cycle) = (includes("A", "common"), includes("Common", "A"));
        assert_eq!(find(&["A"], &[&[&common, &own]]).unwrap().transformations, ["T1", "T2"]);
        assert_eq!(find(&["A"], &[&[&common, &own, &cycle]]).unwrap().transformations, ["T1", "T2"], "a cycle ends");
    }
}
