//! References that lead nowhere, and references in another case.

use crate::policies::{Element, Sets};
use crate::slip::{Expected, Slip, all_are_found, error};
use claimsmith_compiler::Severity;

const CASES_OF_A_ROW: usize = 6;

/// A kind of reference.
struct Reference {
    /// What is looked for, as a path from an ancestor, `@` before an attribute, `[…]` for an attribute that the element
    /// has to have with that value.
    path: &'static str,
    /// What is said of one that leads nowhere.
    dangling: Expected,
    /// Whether it leads somewhere in another case.
    folds: bool,
}

const fn broken(path: &'static str, codes: &'static [&'static str]) -> Reference {
    Reference { path, dangling: error(codes), folds: true }
}

/// B2C is known to take it.
const fn tolerated(path: &'static str, codes: &'static [&'static str]) -> Reference {
    let dangling = Expected { codes, severity: Some(Severity::Warning) };
    Reference { path, dangling, folds: false }
}

/// Nobody knows what upload says.
const fn doubtful(path: &'static str, codes: &'static [&'static str]) -> Reference {
    Reference { path, dangling: Expected { codes, severity: None }, folds: false }
}

const REFERENCES: &[Reference] = &[
    broken("TechnicalProfile/InputClaims/InputClaim@ClaimTypeReferenceId", &["CS0305"]),
    broken("TechnicalProfile/OutputClaims/OutputClaim@ClaimTypeReferenceId", &["CS0305"]),
    broken("RelyingParty/TechnicalProfile/OutputClaims/OutputClaim@ClaimTypeReferenceId", &["CS0305"]),
    broken("PersistedClaim@ClaimTypeReferenceId", &["CS0305"]),
    broken("TechnicalProfile/DisplayClaims/DisplayClaim@ClaimTypeReferenceId", &["CS0305"]),
    broken("ClaimsTransformation/InputClaims/InputClaim@ClaimTypeReferenceId", &["CS0305"]),
    broken("ClaimsTransformation/OutputClaims/OutputClaim@ClaimTypeReferenceId", &["CS0305"]),
    broken("DisplayControl/DisplayClaims/DisplayClaim@ClaimTypeReferenceId", &["CS0305"]),
    broken("DisplayControl/OutputClaims/OutputClaim@ClaimTypeReferenceId", &["CS0305"]),
    tolerated("Precondition/Value", &["CS0319"]),
    tolerated("LocalizedString[ElementType=ClaimType]@ElementId", &["CS0318"]),
    tolerated("LocalizedString[ElementType=DisplayControl]@ElementId", &["CS0318"]),
    tolerated("LocalizedString[ElementType=Predicate]@ElementId", &["CS0318"]),
    tolerated("LocalizedCollection@ElementId", &["CS0318"]),
    Reference { path: "SubjectNamingInfo@ClaimType", dangling: error(&["CS0612"]), folds: false },
    doubtful("Item[Key=issuer_refresh_token_user_identity_claim_type]", &["CS0305"]),
    doubtful("Item[Key=RefreshTokenUserJourneyId]", &["CS0310"]),
    doubtful("Item[Key=ContentDefinitionReferenceId]", &["CS0313"]),
    broken("InputClaimsTransformation@ReferenceId", &["CS0311"]),
    broken("OutputClaimsTransformation@ReferenceId", &["CS0311"]),
    broken("ClaimsExchange@TechnicalProfileReferenceId", &["CS0306"]),
    broken("ValidationTechnicalProfile@ReferenceId", &["CS0306"]),
    broken("ValidationClaimsExchangeTechnicalProfile@TechnicalProfileReferenceId", &["CS0306"]),
    broken("UseTechnicalProfileForSessionManagement@ReferenceId", &["CS0306"]),
    broken("IncludeTechnicalProfile@ReferenceId", &["CS0306"]),
    broken("OrchestrationStep@CpimIssuerTechnicalProfileReferenceId", &["CS0306"]),
    broken("UserJourney@DefaultCpimIssuerTechnicalProfileReferenceId", &["CS0306"]),
    broken("DefaultUserJourney@ReferenceId", &["CS0310"]),
    doubtful("Endpoint@UserJourneyReferenceId", &["CS0310"]),
    broken("Candidate@SubJourneyReferenceId", &["CS0312"]),
    doubtful("OrchestrationStep@ContentDefinitionReferenceId", &["CS0313"]),
    doubtful("LocalizedResourcesReference@LocalizedResourcesReferenceId", &["CS0316"]),
    doubtful("UserJourney/ClientDefinition@ReferenceId", &["CS0317"]),
    broken("DisplayClaim@DisplayControlReferenceId", &["CS0314"]),
    broken("PredicateReference@Id", &["CS0315"]),
    broken("PredicateValidationReference@Id", &["CS0315"]),
    doubtful("InputValidationReference@Id", &["CS0315"]),
    Reference { path: "ClaimsProviderSelection@TargetClaimsExchangeId", dangling: error(&["CS0602"]), folds: false },
    Reference {
        path: "ClaimsProviderSelection@ValidationClaimsExchangeId",
        dangling: error(&["CS0602"]),
        folds: false,
    },
    Reference { path: "BasePolicy/PolicyId", dangling: error(&["CS0301"]), folds: false },
];

/// Where the reference of a path stands in an element.
fn find(element: &Element<'_, '_>, path: &str) -> Option<std::ops::Range<usize>> {
    let (elements, attribute) = path.split_once('@').unwrap_or((path, ""));
    let (elements, condition) = elements.split_once('[').unwrap_or((elements, ""));
    let condition = condition.trim_end_matches(']').split_once('=');
    if condition.is_some_and(|(name, value)| element.node.attribute(name) != Some(value)) {
        return None;
    }
    let mut node = Some(element.node);
    for name in elements.split('/').rev() {
        if node?.tag_name().name() != name {
            return None;
        }
        node = node?.parent_element();
    }
    // Of several values the first is the claim.
    if element.name() == "Value" && element.node.prev_sibling_element().is_some() {
        return None;
    }
    element.value(attribute)
}

#[test]
fn a_reference_that_leads_nowhere() {
    let sets = Sets::read();
    let kinds = REFERENCES.iter().map(|reference| {
        let slips = sets.each_element(|element| {
            let place = find(element, reference.path);
            place.map(|at| Slip::new(element.at, at.end..at.end, "Zzz", reference.dangling)).into_iter().collect()
        });
        (reference.path.to_owned(), slips)
    });
    all_are_found(&sets, kinds, CASES_OF_A_ROW);
}

#[test]
fn a_reference_in_another_case() {
    let sets = Sets::read();
    let expected = Expected { codes: &["CS0308"], severity: Some(Severity::Warning) };
    let kinds = REFERENCES.iter().filter(|reference| reference.folds).map(|reference| {
        let slips = sets.each_element(|element| {
            let slip = |at: std::ops::Range<usize>| {
                let id = element.between(at.start, at.end);
                let upper = id.to_ascii_uppercase();
                let other = if upper == id { id.to_ascii_lowercase() } else { upper };
                Slip::new(element.at, at, other, expected)
            };
            find(element, reference.path).map(slip).into_iter().collect()
        });
        (reference.path.to_owned(), slips)
    });
    all_are_found(&sets, kinds, CASES_OF_A_ROW);
}
