//! Claims are followed through the default journey: what the token needs is produced, and what a step requires is there.

use crate::common::journeys::*;
use claimsmith_compiler::{Outcome, Severity};

const REST: &str = "RestfulProvider";
const PAGE_HANDLER: &str = "SelfAssertedAttributeProvider";
const EMAIL: &str = "<OutputClaim ClaimTypeReferenceId=\"email\" />";

fn outputs(claims: &str) -> String {
    format!("<OutputClaims>{claims}</OutputClaims>")
}

/// A policy whose token has `email`, with one step that runs the profile `Step`.
fn with_email(profiles: String) -> Parts {
    let steps = exchange(1, &[("A", "A")]) + &exchange(2, &[("Step", "Step")]) + &send_claims(3);
    Parts { profiles, relying_party: relying_party(&format!("{SUBJECT}{EMAIL}")), ..Parts::of_steps(&steps) }
}

/// The page of a step.
fn page(children: &str) -> String {
    let metadata = "<Metadata><Item Key=\"ContentDefinitionReferenceId\">page</Item></Metadata>";
    proprietary("Step", PAGE_HANDLER, &format!("{metadata}{children}"))
}

/// A claims transformation that writes `email`.
const WRITES_EMAIL: &str = "<ClaimsTransformation Id=\"WriteEmail\" TransformationMethod=\"CreateStringClaim\">\
<InputParameters><InputParameter Id=\"value\" DataType=\"string\" Value=\"a\" /></InputParameters><OutputClaims>\
<OutputClaim ClaimTypeReferenceId=\"email\" TransformationClaimType=\"createdClaim\" /></OutputClaims>\
</ClaimsTransformation>";

fn assert_unproduced(outcome: &Outcome) {
    assert_eq!((codes(outcome), place(outcome, "CS0613")), (vec!["CS0613"], "email"));
}

#[test]
fn a_claim_of_the_token_is_produced_by_a_step() {
    assert_unproduced(&with_email(proprietary("Step", REST, "")).check());
    assert_eq!(with_email(proprietary("Step", REST, &outputs(EMAIL))).codes(), [""; 0]);
    let default = EMAIL.replace(" />", " DefaultValue=\"{OIDC:LoginHint}\" />");
    let parts = Parts { relying_party: relying_party(&format!("{SUBJECT}{default}")), ..Parts::default() };
    assert_eq!(parts.codes(), [""; 0]);
}

#[test]
fn what_another_journey_produces_is_not_in_the_token() {
    let mut parts = with_email(proprietary("Step", REST, "") + &proprietary("Other", REST, &outputs(EMAIL)));
    parts.journeys += &journey("Other", &(exchange(1, &[("Other", "Other")]) + &send_claims(2)));
    assert_unproduced(&parts.check());
}

#[test]
fn claims_transformations_produce_claims() {
    for place in ["Input", "Output"] {
        let transformations = format!(
            "<{place}ClaimsTransformations><{place}ClaimsTransformation ReferenceId=\"WriteEmail\" />\
             </{place}ClaimsTransformations>"
        );
        let mut parts = with_email(proprietary("Step", REST, &transformations));
        parts.transformations = WRITES_EMAIL.to_owned();
        assert_eq!(parts.codes(), [""; 0], "{place}");
    }
}

#[test]
fn validations_and_display_controls_produce_claims() {
    let inner = proprietary("Inner", REST, &outputs(EMAIL));
    let validated = "<ValidationTechnicalProfiles><ValidationTechnicalProfile ReferenceId=\"Inner\" />\
                     </ValidationTechnicalProfiles>";
    let outcome = with_email(page(validated) + &inner).check();
    assert_eq!(only(&outcome, "CS0613").severity, Severity::Warning);

    let displayed = "<DisplayClaims><DisplayClaim DisplayControlReferenceId=\"control\" /></DisplayClaims>";
    let with_control = |content: &str| {
        let control = "AuthenticatorInfoControl";
        let mut parts = with_email(page(displayed) + &inner);
        parts.display_controls =
            format!("<DisplayControl Id=\"control\" UserInterfaceControlType=\"{control}\">{content}</DisplayControl>");
        parts.check()
    };
    assert_eq!(codes(&with_control(&outputs(EMAIL))), [""; 0]);
    let action = "<Actions><Action Id=\"Any\"><ValidationClaimsExchange><ValidationClaimsExchangeTechnicalProfile \
                  TechnicalProfileReferenceId=\"Inner\" /></ValidationClaimsExchange></Action></Actions>";
    assert_eq!(codes(&with_control(action)), [""; 0]);
    assert_unproduced(&with_control(""));
}

#[test]
fn sub_journeys_produce_claims_and_may_invoke_themselves() {
    let steps = exchange(1, &[("A", "A")]) + &invoke(2, &["S"]) + &send_claims(3);
    let inner = exchange(1, &[("Step", "Step")]) + &invoke(2, &["S"]);
    let parts = |produced: &str| Parts {
        sub_journeys: sub_journey("S", "Call", &inner),
        journeys: journey("SignIn", &steps),
        ..with_email(proprietary("Step", REST, &outputs(produced)))
    };
    assert_eq!(parts(EMAIL).codes(), ["CS0608"]);
    assert_eq!(parts("<OutputClaim ClaimTypeReferenceId=\"newUser\" />").codes(), ["CS0608", "CS0613"]);
}

#[test]
fn what_the_application_brings_along_is_there() {
    let brought = "<InputClaims><InputClaim ClaimTypeReferenceId=\"email\" /></InputClaims><OutputClaims>";
    let parts = with_email(proprietary("Step", REST, ""));
    let relying_party = parts.relying_party.replace("<OutputClaims>", brought);
    assert_eq!(Parts { relying_party, ..parts }.codes(), [""; 0]);
}

#[test]
fn nothing_follows_from_what_is_missing() {
    let missing_profile = with_email(String::new()).codes();
    assert_eq!(missing_profile, ["CS0306"]);
    let unreadable = with_email(proprietary("Step", REST, &format!("<OutputClaim>{EMAIL}</OutputClaim>"))).codes();
    assert!(unreadable.iter().all(|code| code.starts_with("CS02")), "{unreadable:?}");
    let undeclared = relying_party(&format!("{SUBJECT}<OutputClaim ClaimTypeReferenceId=\"mail\" />"));
    assert_eq!(Parts { relying_party: undeclared, ..Parts::default() }.codes(), ["CS0305"]);
}

const REQUIRED: &str = "<InputClaims><InputClaim ClaimTypeReferenceId=\"email\" Required=\"true\" /></InputClaims>";

/// A policy with two steps after the first: the profile `Step` requires `email`.
fn requiring(input: &str, others: &str, order: [&str; 2]) -> Parts {
    let profiles = proprietary("Step", REST, input) + others;
    let steps = exchange(1, &[("A", "A")])
        + &exchange(2, &[("Second", order[0])])
        + &exchange(3, &[("Third", order[1])])
        + &send_claims(4);
    Parts { profiles, ..Parts::of_steps(&steps) }
}

#[test]
fn a_required_input_claim_is_provided_before() {
    let source = proprietary("Source", REST, &outputs(EMAIL));
    assert_eq!(requiring(REQUIRED, &source, ["Source", "Step"]).codes(), [""; 0]);
    let outcome = requiring(REQUIRED, &source, ["Step", "Source"]).check();
    assert_eq!((codes(&outcome), place(&outcome, "CS0614")), (vec!["CS0614"], "email"));
    assert_eq!(only(&outcome, "CS0614").labels[0].text, "runs in step 2 of `SignIn`");
}

#[test]
fn an_input_claim_that_is_optional_or_filled_is_fine() {
    let source = proprietary("Source", REST, &outputs(EMAIL));
    let optional = REQUIRED.replace(" Required=\"true\"", "");
    let default = REQUIRED.replace("Required", "DefaultValue=\"a\" Required");
    let transformed = format!(
        "<InputClaimsTransformations><InputClaimsTransformation ReferenceId=\"WriteEmail\" /></InputClaimsTransformations>\
         {REQUIRED}"
    );
    for input in [optional, default, transformed] {
        let mut parts = requiring(&input, &source, ["Step", "Source"]);
        parts.transformations = WRITES_EMAIL.to_owned();
        assert_eq!(parts.codes(), [""; 0], "{input}");
    }
}

#[test]
fn what_a_page_returns_is_entered_or_comes_from_somewhere() {
    let checked = |children: &str| {
        let mut parts = with_email(page(children));
        parts.claim_types[2].1 = "<DataType>boolean</DataType><UserInputType>TextBox</UserInputType>";
        parts.check()
    };
    let outcome = checked(&outputs(EMAIL));
    assert_eq!((codes(&outcome), place(&outcome, "CS0615")), (vec!["CS0615"], "email"));
    let input = "<InputClaims><InputClaim ClaimTypeReferenceId=\"email\" /></InputClaims>";
    let displayed = "<DisplayClaims><DisplayClaim ClaimTypeReferenceId=\"newUser\" /></DisplayClaims>";
    for fine in [
        outputs("<OutputClaim ClaimTypeReferenceId=\"email\" DefaultValue=\"a\" />"),
        format!("{input}{}", outputs(EMAIL)),
        format!("{displayed}{}", outputs(EMAIL)),
    ] {
        assert_eq!(codes(&checked(&fine)), [""; 0], "{fine}");
    }
    let mut entered = with_email(page(&outputs(EMAIL)));
    entered.claim_types[1].1 = "<DataType>string</DataType><UserInputType>TextBox</UserInputType>";
    assert_eq!(entered.codes(), [""; 0]);
}

#[test]
fn what_a_validation_returns_need_not_be_entered() {
    let validated = "<ValidationTechnicalProfiles><ValidationTechnicalProfile ReferenceId=\"Inner\" />\
                     </ValidationTechnicalProfiles>";
    let inner = |claims: &str| proprietary("Inner", REST, &outputs(claims));
    let page = page(&(outputs(EMAIL) + validated));
    assert_eq!(with_email(page.clone() + &inner(EMAIL)).codes(), [""; 0]);
    assert_eq!(with_email(page + &inner("<OutputClaim ClaimTypeReferenceId=\"userId\" />")).codes(), ["CS0615"]);
}

#[test]
fn a_precondition_is_about_a_claim_that_may_be_there() {
    let with = |kind, if_true, values: &[&str], profiles: &str| {
        let guarded = guarded(2, &precondition(kind, if_true, values), "B");
        let steps = exchange(1, &[("A", "A")]) + &guarded + &send_claims(3);
        Parts { profiles: profiles.to_owned(), ..Parts::of_steps(&steps) }.check()
    };
    let outcome = with("ClaimsExist", false, &["email"], "");
    assert_eq!((codes(&outcome), place(&outcome, "CS0611")), (vec!["CS0611"], "email"));
    assert_eq!(codes(&with("ClaimEquals", true, &["email", "a"], "")), ["CS0611"]);
    assert_eq!(codes(&with("ClaimsExist", true, &["email"], "")), [""; 0]);
    assert_eq!(codes(&with("ClaimsExist", false, &["userId"], "")), [""; 0]);
}

#[test]
fn what_a_session_keeps_may_be_there_from_the_beginning() {
    let session = proprietary(
        "Session",
        "SSO.DefaultSSOSessionProvider",
        "<PersistedClaims><PersistedClaim ClaimTypeReferenceId=\"email\" /></PersistedClaims>",
    );
    let last = proprietary("Last", REST, "<UseTechnicalProfileForSessionManagement ReferenceId=\"Session\" />");
    let guarded = guarded(1, &precondition("ClaimEquals", true, &["email", "a"]), "A");
    let steps = guarded + &exchange(2, &[("Last", "Last")]) + &send_claims(3);
    assert_eq!(Parts { profiles: session + &last, ..Parts::of_steps(&steps) }.codes(), [""; 0]);
}

#[test]
fn many_steps_of_a_large_profile_come_to_an_end() {
    let claims: String = (0..3_000).map(|_| EMAIL).collect();
    let validations: String =
        (0..3_000).map(|_| "<ValidationTechnicalProfile ReferenceId=\"Inner\" />").collect::<Vec<_>>().concat();
    let inner = proprietary("Inner", REST, &outputs(&claims));
    let children = format!("<ValidationTechnicalProfiles>{validations}</ValidationTechnicalProfiles>");
    let steps: String = (1..3_000).map(|order| exchange(order, &[(&format!("E{order}"), "Step")])).collect();
    let mut parts = with_email(page(&children) + &inner);
    parts.journeys = journey("SignIn", &(steps + &send_claims(3_000)));
    assert!(!parts.check().diagnostics.is_empty());
}

#[test]
fn many_pages_with_a_large_validation_come_to_an_end() {
    let many: String = (0..1_000).map(|at| format!("<OutputClaim ClaimTypeReferenceId=\"c{at}\" />")).collect();
    let validated = "<ValidationTechnicalProfiles><ValidationTechnicalProfile ReferenceId=\"Inner\" />\
                     </ValidationTechnicalProfiles>";
    let page = |at: usize| proprietary(&format!("P{at}"), PAGE_HANDLER, &(outputs(EMAIL) + validated));
    let pages: String = (0..1_000).map(page).collect();
    let parts = Parts { profiles: pages + &proprietary("Inner", REST, &outputs(&many)), ..Parts::default() };
    assert!(!parts.check().truncated);
}
