//! From our policy for a provider to the elements that go into another policy.

use super::answers::Answers;
use super::conventions::Conventions;
use super::element::{Content, Element};
use super::place::{Place, SelectionSteps};
use super::settings_text;
use super::xml_text::{Step, insert};
use crate::output::Failure;
use crate::templates::Template;
use claimsmith_compiler::SourceMap;
use claimsmith_compiler::diagnostic::Diagnostics;
use claimsmith_compiler::xml;

/// A provider that is to be inserted.
#[derive(Debug)]
pub(super) struct Provider {
    /// `TechnicalProfile/@Id`
    pub(super) id: String,
    /// The text on the button.
    pub(super) name: String,
    /// `Key/@StorageReferenceId`
    pub(super) key: String,
    /// Metadata `authorization_endpoint`, or that which names the provider's configuration.
    pub(super) endpoint: Option<String>,
    /// `ClaimType`
    claim_types: Vec<Element>,
    /// `ClaimsProvider`
    claims_provider: Element,
}

impl Provider {
    /// The provider as its policy has it.
    ///
    /// # Errors
    /// Never for our own policies, which a test holds.
    pub(super) fn of(template: &Template) -> Result<Self, Failure> {
        read(&template.text()).ok_or_else(|| Failure::new(format!("the policy for {} has no provider", template.name)))
    }

    /// Puts in what the user has decided.
    pub(super) fn fill(&mut self, answers: &Answers, settings: Option<&settings_text::Wanted>) {
        let client_id = match settings {
            Some(settings) => settings.placeholder(),
            None => answers.client_ids.first().map(|(_, id)| id.clone()).unwrap_or_default(),
        };
        set_text(self.claims_provider.child_mut("DisplayName"), &answers.name);
        let Some(profile) = technical_profile(&mut self.claims_provider) else { return };
        set_text(profile.child_mut("DisplayName"), &answers.name);
        let item = profile.child_mut("Metadata");
        set_text(item.and_then(|it| it.find_mut(|item| item.attribute("Key") == Some("client_id"))), &client_id);
        if let Some(key) = profile.child_mut("CryptographicKeys").and_then(|keys| keys.child_mut("Key")) {
            for (_, value) in key.attributes.iter_mut().filter(|(name, _)| name == "StorageReferenceId") {
                value.clone_from(&answers.key);
            }
        }
        self.name.clone_from(&answers.name);
        self.key.clone_from(&answers.key);
    }

    /// Does what the providers do that are there already.
    pub(super) fn follow(&mut self, conventions: &Conventions) {
        let Some(profile) = technical_profile(&mut self.claims_provider) else { return };
        if let Some(claims) = profile.child_mut("OutputClaims") {
            for (claim, default) in &conventions.constants {
                let is_it = |it: &Element| {
                    it.attribute("ClaimTypeReferenceId").is_some_and(|known| known.eq_ignore_ascii_case(claim))
                };
                if claims.find_mut(is_it).is_none() {
                    let attributes = [
                        ("ClaimTypeReferenceId", claim.as_str()),
                        ("DefaultValue", default),
                        ("AlwaysUseDefaultValue", "true"),
                    ];
                    claims.push(Element::new("OutputClaim", &attributes));
                }
            }
        }
        if !conventions.transformations.is_empty() {
            let reference = |id: &String| Element::new("OutputClaimsTransformation", &[("ReferenceId", id)]);
            let all = conventions.transformations.iter().map(reference);
            profile.push(all.fold(Element::new("OutputClaimsTransformations", &[]), Element::with));
        }
        if let Some(session) = &conventions.session {
            profile.push(Element::new("UseTechnicalProfileForSessionManagement", &[("ReferenceId", session)]));
        }
    }

    /// Id of the claims exchange: that of the profile without the protocol, as policies call it.
    pub(super) fn exchange_id(&self) -> String {
        let name = self.id.split('-').next().unwrap_or(&self.id);
        format!("{name}Exchange")
    }

    /// The text of a policy with the provider in it; `None` for a text that is no XML.
    pub(super) fn insert(&self, text: &str, place: &Place) -> Option<String> {
        let mut text = text.to_owned();
        for claim_type in &self.claim_types {
            let id = claim_type.attribute("Id").unwrap_or_default().to_lowercase();
            if !place.claim_types.contains(&id) {
                text = insert(&text, &[Step::new("BuildingBlocks"), Step::new("ClaimsSchema")], claim_type)?;
            }
        }
        text = insert(&text, &[Step::new("ClaimsProviders")], &self.claims_provider)?;
        let exchange = self.exchange_id();
        for steps in &place.steps {
            let selection = Element::new("ClaimsProviderSelection", &[("TargetClaimsExchangeId", &exchange)]);
            text = insert(&text, &way(steps, true), &selection)?;
            let attributes = [("Id", exchange.as_str()), ("TechnicalProfileReferenceId", &self.id)];
            text = insert(&text, &way(steps, false), &Element::new("ClaimsExchange", &attributes))?;
        }
        Some(text)
    }
}

/// From the root of a policy to the selections of a journey, or to the exchanges.
fn way(steps: &SelectionSteps, is_selection: bool) -> [Step; 5] {
    let (outer, journey) = match &steps.sub_journey_type {
        Some(kind) => (Step::new("SubJourneys"), Step::keyed("SubJourney", "Id", &steps.journey).with("Type", kind)),
        None => (Step::new("UserJourneys"), Step::keyed("UserJourney", "Id", &steps.journey)),
    };
    let (order, kind, list) = if is_selection {
        (steps.selection, steps.selection_type.as_str(), "ClaimsProviderSelections")
    } else {
        (steps.exchange, "ClaimsExchange", "ClaimsExchanges")
    };
    let step = Step::keyed("OrchestrationStep", "Order", order.to_string()).with("Type", kind);
    [outer, journey, Step::new("OrchestrationSteps"), step, Step::new(list)]
}

fn technical_profile(claims_provider: &mut Element) -> Option<&mut Element> {
    claims_provider.child_mut("TechnicalProfiles")?.child_mut("TechnicalProfile")
}

fn set_text(element: Option<&mut Element>, text: &str) {
    if let Some(element) = element {
        element.content = Content::Text(text.to_owned());
    }
}

fn read(text: &str) -> Option<Provider> {
    let mut sources = SourceMap::default();
    let file = sources.add("", text);
    let document = xml::parse(&sources, file, &mut Diagnostics::default())?;
    let find = |name: &str| document.descendants().find(|node| node.tag_name().name() == name);
    let all = |name| document.descendants().filter(move |node| node.tag_name().name() == name);
    let profile = find("TechnicalProfile")?;
    let name = profile.children().find(|node| node.tag_name().name() == "DisplayName")?.text()?;
    let endpoint = all("Item")
        .find(|item| item.attribute("Key").is_some_and(|key| matches!(key, "authorization_endpoint" | "METADATA")));
    Some(Provider {
        id: profile.attribute("Id")?.to_owned(),
        name: name.trim().to_owned(),
        key: find("Key")?.attribute("StorageReferenceId")?.to_owned(),
        endpoint: endpoint.and_then(|item| item.text()).map(|text| text.trim().to_owned()),
        claim_types: all("ClaimType").map(Element::read).collect(),
        claims_provider: Element::read(find("ClaimsProvider")?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::TEMPLATES;

    #[test]
    fn every_template_has_what_is_asked_for() {
        for template in TEMPLATES {
            let mut provider = Provider::of(template).unwrap();
            assert!(provider.key.starts_with("B2C_1A_"), "{}", template.name);
            assert!(provider.endpoint.is_some() && !provider.claim_types.is_empty(), "{}", template.name);
            let profile = technical_profile(&mut provider.claims_provider).unwrap();
            assert!(profile.child_mut("DisplayName").is_some() && profile.child_mut("OutputClaims").is_some());
            assert_eq!(
                profile.children().last().unwrap().name,
                "OutputClaims",
                "{}: `follow` adds behind",
                template.name
            );
            let metadata = profile.child_mut("Metadata").unwrap();
            assert!(metadata.find_mut(|item| item.attribute("Key") == Some("client_id")).is_some());
        }
    }
}
