//! What a page runs, and what it hands on: validations and the actions of display controls get what they require, and only
//! what the page returns comes to the application.

use crate::common::journeys::*;
use claimsmith_compiler::{Outcome, Severity};

const REST: &str = "RestfulProvider";
const REQUIRED: &str = "<InputClaims><InputClaim ClaimTypeReferenceId=\"email\" Required=\"true\" /></InputClaims>";
const EMAIL: &str = "<OutputClaim ClaimTypeReferenceId=\"email\" />";
const VALIDATED: &str = "<ValidationTechnicalProfiles><ValidationTechnicalProfile ReferenceId=\"Inner\" />\
    </ValidationTechnicalProfiles>";

fn outputs(claims: &str) -> String {
    format!("<OutputClaims>{claims}</OutputClaims>")
}

fn page(children: &str) -> String {
    let metadata = "<Metadata><Item Key=\"ContentDefinitionReferenceId\">page</Item></Metadata>";
    proprietary("Page", "SelfAssertedAttributeProvider", &format!("{metadata}{children}"))
}

/// A policy whose second step shows the page.
fn with(profiles: String) -> Parts {
    let steps = exchange(1, &[("A", "A")]) + &exchange(2, &[("Page", "Page")]) + &send_claims(3);
    let mut parts = Parts { profiles, ..Parts::of_steps(&steps) };
    parts.claim_types[1].1 = "<DataType>string</DataType><UserInputType>TextBox</UserInputType>";
    parts
}

#[test]
fn what_a_validation_requires_comes_from_somewhere() {
    let inner = proprietary("Inner", REST, REQUIRED);
    let outcome = with(page(VALIDATED) + &inner).check();
    assert_eq!((codes(&outcome), place(&outcome, "CS0614")), (vec!["CS0614"], "email"));
    let finding = only(&outcome, "CS0614");
    assert_eq!(finding.labels[0].text, "the page `Page` runs it in step 2 of `SignIn`");
    assert_eq!(finding.severity, Severity::Warning);
    let given = "<InputClaims><InputClaim ClaimTypeReferenceId=\"email\" /></InputClaims>";
    let shown = "<DisplayClaims><DisplayClaim ClaimTypeReferenceId=\"email\" /></DisplayClaims>";
    for fine in [given.to_owned() + VALIDATED, shown.to_owned() + VALIDATED, outputs(EMAIL) + VALIDATED] {
        assert_eq!(with(page(&fine) + &inner).codes(), [""; 0], "{fine}");
    }
    let default = inner.replace("Required", "DefaultValue=\"a\" Required");
    assert_eq!(with(page(VALIDATED) + &default).codes(), [""; 0]);
}

#[test]
fn a_validation_that_runs_before_provides_claims() {
    let profiles = proprietary("Inner", REST, REQUIRED) + &proprietary("First", REST, &outputs(EMAIL));
    let validated = |ids: [&str; 2]| {
        let ids = ids.map(|id| format!("<ValidationTechnicalProfile ReferenceId=\"{id}\" />"));
        page(&format!("<ValidationTechnicalProfiles>{}</ValidationTechnicalProfiles>", ids.concat()))
    };
    assert_eq!(with(validated(["First", "Inner"]) + &profiles).codes(), [""; 0]);
    assert_eq!(with(validated(["Inner", "First"]) + &profiles).codes(), ["CS0614"]);
}

#[test]
fn so_does_what_an_action_of_a_display_control_requires() {
    let shown = "<DisplayClaims><DisplayClaim DisplayControlReferenceId=\"control\" /></DisplayClaims>";
    let checked = |claims: &str| {
        let control = format!(
            "<DisplayControl Id=\"control\" UserInterfaceControlType=\"AuthenticatorInfoControl\">{claims}<Actions><Action \
             Id=\"Any\"><ValidationClaimsExchange><ValidationClaimsExchangeTechnicalProfile \
             TechnicalProfileReferenceId=\"Inner\" /></ValidationClaimsExchange></Action></Actions></DisplayControl>"
        );
        let mut parts = with(page(shown) + &proprietary("Inner", REST, REQUIRED));
        parts.display_controls = control;
        parts.check()
    };
    let outcome = checked("");
    assert_eq!((codes(&outcome), place(&outcome, "CS0614")), (vec!["CS0614"], "email"));
    let label = &only(&outcome, "CS0614").labels[0].text;
    assert_eq!(label, "`control` runs it on the page `Page` in step 2 of `SignIn`");
    let given = "<InputClaims><InputClaim ClaimTypeReferenceId=\"email\" /></InputClaims>";
    assert_eq!(codes(&checked(given)), [""; 0]);
}

/// The token has `email`; `profiles` and `steps` are what returns it.
fn token(profiles: &str, steps: &str) -> Outcome {
    let relying_party = relying_party(&format!("{SUBJECT}{EMAIL}"));
    Parts { relying_party, journeys: journey("SignIn", steps), ..with(profiles.to_owned()) }.check()
}

fn assert_lost(outcome: &Outcome, label: &str) {
    assert_eq!((codes(outcome), place(outcome, "CS0613")), (vec!["CS0613"], "email"));
    let finding = only(outcome, "CS0613");
    let texts: Vec<&str> = finding.labels.iter().map(|label| label.text.as_str()).collect();
    assert_eq!((finding.severity, texts), (Severity::Warning, vec!["the journey", label]));
}

fn two_steps(profile: &str) -> String {
    exchange(1, &[("A", "A")]) + &exchange(2, &[("Second", profile)]) + &send_claims(3)
}

#[test]
fn what_only_a_validation_returns_stays_on_the_page() {
    let inner = proprietary("Inner", REST, &outputs(EMAIL));
    let outcome = token(&(page(VALIDATED) + &inner), &two_steps("Page"));
    assert_lost(&outcome, "returns it to the page, which does not return it");
    assert_eq!(codes(&token(&(page(&(outputs(EMAIL) + VALIDATED)) + &inner), &two_steps("Page"))), [""; 0]);
}

#[test]
fn what_is_switched_off_returns_nothing() {
    for (value, is_off) in [("Never", true), ("false", true), ("Always", false), ("OnClaimsExistence", false)] {
        let enabled = format!("{}<EnabledForUserJourneys>{value}</EnabledForUserJourneys>", outputs(EMAIL));
        let outcome = token(&proprietary("Rest", REST, &enabled), &two_steps("Rest"));
        if is_off {
            assert_lost(&outcome, "what returns it is switched off here");
        } else {
            assert_eq!(codes(&outcome), [""; 0], "{value}");
        }
    }
}

#[test]
fn what_comes_behind_the_step_that_sends_claims_is_too_late() {
    let rest = proprietary("Rest", REST, &outputs(EMAIL));
    let behind = exchange(1, &[("A", "A")]) + &send_claims(2) + &exchange(3, &[("Late", "Rest")]) + &send_claims(4);
    assert_lost(&token(&rest, &behind), "returns it behind the step that sends claims");
    // One that may be skipped is not the end.
    let guarded = precondition("ClaimsExist", true, &["userId"]);
    let skipped = send_claims(2).replace(" />", &format!(">{guarded}</OrchestrationStep>"));
    let behind = exchange(1, &[("A", "A")]) + &skipped + &exchange(3, &[("Late", "Rest")]) + &send_claims(4);
    assert_eq!(codes(&token(&rest, &behind)), [""; 0]);
}

#[test]
fn a_step_that_sends_claims_runs_no_exchange() {
    let rest = proprietary("Rest", REST, &outputs(EMAIL));
    let sending = send_claims(2).replace(
        " />",
        "><ClaimsExchanges><ClaimsExchange Id=\"E\" TechnicalProfileReferenceId=\"Rest\" /></ClaimsExchanges>\
         </OrchestrationStep>",
    );
    let outcome = token(&rest, &(exchange(1, &[("A", "A")]) + &sending));
    assert_lost(&outcome, "returns it, and a step that sends claims does not run it");
}

#[test]
fn a_step_requires_what_arrives() {
    let off = format!("{}<EnabledForUserJourneys>Never</EnabledForUserJourneys>", outputs(EMAIL));
    let steps = exchange(1, &[("A", "A")])
        + &exchange(2, &[("Off", "Off")])
        + &exchange(3, &[("Needs", "Needs")])
        + &send_claims(4);
    let profiles = proprietary("Off", REST, &off) + &proprietary("Needs", REST, REQUIRED);
    let outcome = Parts { journeys: journey("SignIn", &steps), ..with(profiles) }.check();
    assert_eq!((codes(&outcome), place(&outcome, "CS0614")), (vec!["CS0614"], "email"));
    let finding = only(&outcome, "CS0614");
    assert_eq!((finding.severity, finding.labels.len()), (Severity::Warning, 2));
}

#[test]
fn what_a_session_brings_back_is_there() {
    let session =
        proprietary("Session", "SSO.DefaultSSOSessionProvider", &outputs(EMAIL)).replace("Providers.SSO", "SSO");
    let manages = "<UseTechnicalProfileForSessionManagement ReferenceId=\"Session\" />";
    let off = format!("{}{manages}<EnabledForUserJourneys>Never</EnabledForUserJourneys>", outputs(EMAIL));
    assert_eq!(codes(&token(&(session + &proprietary("Rest", REST, &off)), &two_steps("Rest"))), [""; 0]);
}
