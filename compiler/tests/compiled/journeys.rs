//! Journeys, sub-journeys, preconditions and the relying party: what upload rejects, at the place to change.

use crate::common::journeys::*;
use claimsmith_compiler::diagnostic::Applicability;
use claimsmith_compiler::{Outcome, Severity};

const SELECTION: &str = "ClaimsProviderSelection";
const COMBINED: &str = "CombinedSignInAndSignUp";

fn of_steps(steps: &[String]) -> Outcome {
    Parts::of_steps(&steps.concat()).check()
}

/// The text of the file with the fix of the only finding of this code.
fn mended(outcome: &Outcome, code: &str) -> String {
    let fix = only(outcome, code).fix.as_ref().expect("a fix");
    let file = fix.edits.first().expect("an edit").span.file;
    let mut text = outcome.sources.get(file).original().to_owned();
    for edit in fix.edits.iter().rev() {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
    }
    text
}

#[test]
fn a_complete_policy_has_no_finding() {
    assert_eq!(Parts::default().codes(), [""; 0]);
}

#[test]
fn steps_are_numbered_from_1_on() {
    let outcome = of_steps(&[exchange(1, &[("A", "A")]), exchange(3, &[("B", "B")]), send_claims(5)]);
    assert_eq!((codes(&outcome), place(&outcome, "CS0601")), (vec!["CS0601"], "3"));
    let text = mended(&outcome, "CS0601");
    assert!(text.contains("Order=\"2\" Type=\"ClaimsExchange\"") && text.contains("Order=\"3\" Type=\"SendClaims\""));

    let outcome = of_steps(&[exchange(2, &[("A", "A")]), send_claims(3)]);
    assert_eq!((codes(&outcome), place(&outcome, "CS0601")), (vec!["CS0601"], "2"));
    assert_eq!(only(&outcome, "CS0601").message, "the journey `SignIn` begins with step 2");

    let parts = Parts {
        sub_journeys: sub_journey("S", "Call", &exchange(2, &[("A", "A")])),
        ..Parts::of_steps(&(invoke(1, &["S"]) + &send_claims(2)))
    };
    assert_eq!(parts.codes(), ["CS0601"]);
}

#[test]
fn the_step_with_the_wrong_number_is_the_one_that_is_shown() {
    let numbered = |orders: &[u32]| {
        let (last, others) = orders.split_last().expect("a step");
        let others = others.iter().map(|order| exchange(*order, &[(&format!("E{order}"), "A")]));
        of_steps(&others.chain([send_claims(*last)]).collect::<Vec<_>>())
    };
    for (orders, shown) in [
        (&[2, 3, 4][..], "2"),
        (&[1, 3, 4], "3"),
        (&[5, 2, 3, 4], "5"),
        (&[1, 7, 3, 4], "7"),
        (&[2, 1, 4], "4"),
        (&[0, 1, 2], "0"),
        (&[3, 1, 4], "3"),
    ] {
        let outcome = numbered(orders);
        assert_eq!((codes(&outcome), place(&outcome, "CS0601")), (vec!["CS0601"], shown), "{orders:?}");
    }
    let stray = numbered(&[1, 7, 3, 4]);
    let finding = only(&stray, "CS0601");
    assert_eq!(finding.message, "the journey `SignIn` has no step 2: step 1 is followed by step 7");
    assert_eq!(finding.fix.as_ref().expect("a fix").applicability, Applicability::MaybeIncorrect);
    assert_eq!(mended(&stray, "CS0601").matches("Order=\"2\"").count(), 1);
    let two = numbered(&[9, 8, 3, 4]);
    assert_eq!((place(&two, "CS0601"), only(&two, "CS0601").labels.len()), ("9", 0));
    let finding = only(&two, "CS0601");
    assert_eq!(finding.fix, None, "whether the numbers or the places are meant is not known");
    assert_eq!(finding.help, ["number the steps from 1 on, in the order in which they are to run"]);
}

#[test]
fn a_number_that_stands_twice_or_cannot_be_read_is_one_finding() {
    let twice = of_steps(&[exchange(1, &[("A", "A")]), exchange(1, &[("B", "B")]), send_claims(2)]);
    assert_eq!(codes(&twice), ["CS0208"]);
    let misspelled = exchange(1, &[("A", "A")]).replace("Order=", "Ordre=");
    let codes = codes(&of_steps(&[misspelled, send_claims(2)]));
    assert!(codes.iter().all(|code| code.starts_with("CS02")), "{codes:?}");
}

#[test]
fn numbers_of_a_merged_journey_are_not_changed_unseen() {
    let more = journey("SignIn", &exchange(4, &[("B", "B")]));
    let content = format!("<UserJourneys>{more}</UserJourneys><RelyingParty>{}</RelyingParty>", relying_party(SUBJECT));
    let base = Parts { relying_party: String::new(), ..Parts::default() };
    let outcome = check_derived(&content, &base);
    assert_eq!((codes(&outcome), place(&outcome, "CS0601")), (vec!["CS0601"], "4"));
    let finding = only(&outcome, "CS0601");
    assert!(finding.fix.is_none() && finding.help[0].contains("over all files"));
}

#[test]
fn a_selection_leads_to_an_exchange_of_the_next_step() {
    let led = |target: &str| {
        let target = format!("TargetClaimsExchangeId=\"{target}\"");
        of_steps(&[
            selection(1, SELECTION, &[&target], ""),
            exchange(2, &[("FacebookExchange", "A")]),
            exchange(3, &[("Later", "B")]),
            send_claims(4),
        ])
    };
    assert_eq!(codes(&led("FacebookExchange")), [""; 0]);
    assert_eq!(codes(&led("facebookExchange")), ["CS0308"]);

    let slip = led("FacebokExchange");
    assert_eq!(place(&slip, "CS0602"), "FacebokExchange");
    assert!(mended(&slip, "CS0602").contains("TargetClaimsExchangeId=\"FacebookExchange\""));

    let later = led("Later");
    assert_eq!(only(&later, "CS0602").labels[0].text, "this one is in step 3");
    assert_eq!(only(&led("Google"), "CS0602").help, ["step 2 has `FacebookExchange`"]);
}

#[test]
fn a_selection_is_validated_by_an_exchange_of_its_step() {
    let combined = |exchange: &str| {
        let selections = ["TargetClaimsExchangeId=\"B\"", "ValidationClaimsExchangeId=\"Local\""];
        let combined = selection(1, COMBINED, &selections, &claims_exchanges(&[(exchange, "A")]));
        of_steps(&[combined, self::exchange(2, &[("B", "B")]), send_claims(3)])
    };
    assert_eq!(codes(&combined("Local")), [""; 0]);
    let outcome = combined("Other");
    assert_eq!((codes(&outcome), place(&outcome, "CS0602")), (vec!["CS0602"], "Local"));
}

#[test]
fn a_selection_says_exactly_one_of_the_two() {
    let with = |attributes: &str| {
        let step = selection(1, COMBINED, &[attributes], &claims_exchanges(&[("Here", "A")]));
        of_steps(&[step, exchange(2, &[("Next", "B")]), send_claims(3)])
    };
    assert_eq!(only(&with(""), "CS0602").severity, Severity::Error);
    let both = with("TargetClaimsExchangeId=\"Next\" ValidationClaimsExchangeId=\"Here\"");
    assert_eq!(only(&both, "CS0602").severity, Severity::Warning);
}

#[test]
fn several_exchanges_stand_after_a_selection_only() {
    let two = |order| exchange(order, &[("A", "A"), ("B", "B")]);
    let first = of_steps(&[two(1), send_claims(2)]);
    assert_eq!((codes(&first), place(&first, "CS0603")), (vec!["CS0603"], "B"));
    let later = of_steps(&[exchange(1, &[("C", "A")]), two(2), send_claims(3)]);
    assert_eq!(codes(&later), ["CS0603"]);
    let selected = selection(1, SELECTION, &["TargetClaimsExchangeId=\"A\"", "TargetClaimsExchangeId=\"B\""], "");
    assert_eq!(codes(&of_steps(&[selected, two(2), send_claims(3)])), [""; 0]);
}

#[test]
fn a_journey_that_is_declared_again_is_one_finding() {
    let steps = |profile| {
        journey(
            "SignIn",
            &(exchange(1, &[("First", profile)]) + &exchange(2, &[("Second", profile)]) + &send_claims(3)),
        )
    };
    let base = Parts { journeys: steps("A"), relying_party: String::new(), ..Parts::default() };
    let derived = |profile, id: &str| {
        let again = steps(profile).replace("\"SignIn\"", &format!("\"{id}\""));
        let party = relying_party(SUBJECT).replace("\"SignIn\"", &format!("\"{id}\""));
        check_derived(&format!("<UserJourneys>{again}</UserJourneys><RelyingParty>{party}</RelyingParty>"), &base)
    };
    let outcome = derived("B", "SignIn");
    assert_eq!(codes(&outcome), ["CS0603"]);
    let finding = only(&outcome, "CS0603");
    assert!(finding.notes[0].contains("merge step by step") && finding.labels[0].text == "inherited from the base");
    assert_eq!(outcome.sources.get(finding.primary.as_ref().expect("a place").span.file).path(), "leaf.xml");
    assert_eq!(codes(&derived("B", "SignInWithB")), [""; 0]);
    // Whether B2C counts a mere repetition is not known.
    assert_eq!(codes(&derived("A", "SignIn")), [""; 0]);
}

#[test]
fn a_claims_exchange_follows_a_selection() {
    let selected = selection(1, COMBINED, &["TargetClaimsExchangeId=\"A\""], "");
    let outcome = of_steps(&[selected.clone(), send_claims(2)]);
    assert_eq!((codes(&outcome), place(&outcome, "CS0604")), (vec!["CS0604"], "SendClaims"));
    // A step that is missing in between is one slip.
    assert_eq!(codes(&of_steps(&[selected.clone(), send_claims(3)])), ["CS0601"]);
    let parts = Parts {
        sub_journeys: sub_journey("S", "Call", &selected),
        ..Parts::of_steps(&(invoke(1, &["S"]) + &exchange(2, &[("A", "A")]) + &send_claims(3)))
    };
    let outcome = parts.check();
    assert_eq!((codes(&outcome), place(&outcome, "CS0604")), (vec!["CS0604"], COMBINED));
}

#[test]
fn a_journey_sends_claims() {
    let outcome = of_steps(&[exchange(1, &[("A", "A")])]);
    assert_eq!((codes(&outcome), place(&outcome, "CS0605")), (vec!["CS0605"], "SignIn"));
    let misspelled = send_claims(2).replace("OrchestrationStep", "OrchestrationSteps");
    assert_eq!(codes(&of_steps(&[exchange(1, &[("A", "A")]), misspelled])), ["CS0201"]);

    let parts = |attribute: &str| Parts {
        journeys: journey("SignIn", &invoke(1, &["S"])).replace("<UserJourney ", &format!("<UserJourney {attribute} ")),
        sub_journeys: sub_journey("S", "Transfer", &(exchange(1, &[("A", "A")]) + &send_claims(2))),
        ..Parts::default()
    };
    assert_eq!(parts("DefaultCpimIssuerTechnicalProfileReferenceId=\"JwtIssuer\"").codes(), [""; 0]);
    assert_eq!(parts("").codes(), ["CS0606"]);
}

#[test]
fn journeys_of_endpoints_send_claims_and_others_need_not() {
    let other = journey("Other", &exchange(1, &[("A", "A")]));
    let mut parts = Parts::default();
    parts.journeys += &other;
    assert_eq!(parts.codes(), [""; 0]);
    let endpoints = "<Endpoints><Endpoint Id=\"Token\" UserJourneyReferenceId=\"Other\" /></Endpoints>";
    parts.relying_party = parts.relying_party.replace("<TechnicalProfile", &format!("{endpoints}<TechnicalProfile"));
    assert_eq!(parts.codes(), ["CS0605"]);
}

#[test]
fn a_token_has_an_issuer() {
    let attribute = " CpimIssuerTechnicalProfileReferenceId=\"JwtIssuer\"";
    let without = send_claims(2).replace(attribute, "");
    let outcome = of_steps(&[exchange(1, &[("A", "A")]), without.clone()]);
    assert_eq!((codes(&outcome), place(&outcome, "CS0606")), (vec!["CS0606"], "SendClaims"));
    let hint = "<OrchestrationStep Order=\"1\" Type=\"GetClaims\" />".to_owned();
    let outcome = of_steps(&[hint, exchange(2, &[("A", "A")]), send_claims(3)]);
    assert_eq!((codes(&outcome), place(&outcome, "CS0606")), (vec!["CS0606"], "GetClaims"));
}

#[test]
fn a_step_has_what_its_type_needs() {
    let page = " ContentDefinitionReferenceId=\"page\"";
    let selected = selection(1, SELECTION, &["TargetClaimsExchangeId=\"A\""], "");
    for first in [
        selected.replace(page, ""),
        format!("<OrchestrationStep Order=\"1\" Type=\"{COMBINED}\"{page} />"),
        "<OrchestrationStep Order=\"1\" Type=\"ClaimsExchange\" />".to_owned(),
        "<OrchestrationStep Order=\"1\" Type=\"InvokeSubJourney\" />".to_owned(),
    ] {
        let outcome = of_steps(&[first.clone(), exchange(2, &[("A", "A")]), send_claims(3)]);
        assert_eq!(codes(&outcome), ["CS0607"], "{first}");
    }
}

#[test]
fn a_sub_journey_fits_how_it_is_called() {
    let parts = |kind, inner: String| Parts {
        sub_journeys: sub_journey("S", kind, &inner),
        ..Parts::of_steps(&(invoke(1, &["S"]) + &send_claims(2)))
    };
    let outcome = parts("Call", exchange(1, &[("A", "A")]) + &send_claims(2)).check();
    assert_eq!((codes(&outcome), place(&outcome, "CS0608")), (vec!["CS0608"], "SendClaims"));
    let outcome = parts("Transfer", exchange(1, &[("A", "A")])).check();
    assert_eq!((codes(&outcome), place(&outcome, "CS0608")), (vec!["CS0608"], "Transfer"));
    assert_eq!(parts("Transfer", exchange(1, &[("A", "A")]) + &send_claims(2)).codes(), [""; 0]);
}

#[test]
fn a_step_invokes_one_sub_journey_that_does_not_invoke_itself() {
    let sub_journeys = sub_journey("S", "Call", &exchange(1, &[("A", "A")]))
        + &sub_journey("T", "Call", &(exchange(1, &[("B", "B")]) + &invoke(2, &["U"])))
        + &sub_journey("U", "Call", &invoke(1, &["t"]));
    let parts = |steps: String| Parts { sub_journeys: sub_journeys.clone(), ..Parts::of_steps(&steps) };
    let outcome = parts(invoke(1, &["S"]) + &send_claims(2)).check();
    let finding = only(&outcome, "CS0608");
    assert_eq!(finding.message, "the sub-journey `T` invokes itself");
    assert_eq!((finding.severity, place(&outcome, "CS0608")), (Severity::Warning, "t"));

    let both = Parts {
        sub_journeys: sub_journey("S", "Call", &exchange(1, &[("A", "A")]))
            + &sub_journey("T", "Call", &exchange(1, &[("B", "B")])),
        ..Parts::of_steps(&(invoke(1, &["S", "T"]) + &send_claims(2)))
    };
    let outcome = both.check();
    assert_eq!((codes(&outcome), place(&outcome, "CS0608")), (vec!["CS0608"], "T"));
}

#[test]
fn rules_of_journeys_are_for_policies_with_a_relying_party() {
    let broken = exchange(2, &[("A", "A"), ("B", "B")]);
    let parts = Parts { relying_party: String::new(), ..Parts::of_steps(&broken) };
    assert_eq!(parts.codes(), [""; 0]);
}

#[test]
fn preconditions_have_the_form_of_their_type() {
    let with = |kind, values: &[&str]| {
        let guarded = guarded(2, &precondition(kind, true, values), "B");
        of_steps(&[exchange(1, &[("A", "A")]), guarded, send_claims(3)])
    };
    assert_eq!(codes(&with("ClaimsExist", &["userId"])), [""; 0]);
    assert_eq!(codes(&with("ClaimEquals", &["userId", "a"])), [""; 0]);
    assert_eq!(place(&with("ClaimsExist", &["userId", "a"]), "CS0610"), "a");
    assert_eq!(place(&with("ClaimEquals", &["userId", "a", "b"]), "CS0610"), "b");
    assert_eq!(place(&with("ClaimEquals", &["userId"]), "CS0610"), "ClaimEquals");
}

#[test]
fn an_action_fits_its_place() {
    let other = precondition("ClaimsExist", true, &["userId"])
        .replace("SkipThisOrchestrationStep", "SkipThisValidationTechnicalProfile");
    let outcome = of_steps(&[exchange(1, &[("A", "A")]), guarded(2, &other, "B"), send_claims(3)]);
    assert!(mended(&outcome, "CS0610").contains("<Action>SkipThisOrchestrationStep</Action>"));

    let page = |precondition: &str| Parts {
        profiles: proprietary(
            "Page",
            "SelfAssertedAttributeProvider",
            &format!(
                "<ValidationTechnicalProfiles><ValidationTechnicalProfile ReferenceId=\"Rest\">{precondition}\
                 </ValidationTechnicalProfile></ValidationTechnicalProfiles>"
            ),
        ) + &proprietary("Rest", "RestfulProvider", ""),
        ..Parts::default()
    };
    assert_eq!(page(&other).codes(), [""; 0]);
    assert_eq!(page(&precondition("ClaimsExist", true, &["userId"])).codes(), ["CS0610"]);
}

#[test]
fn values_of_preconditions_are_compared_as_text() {
    let with = |values: &[&str]| {
        let guarded = guarded(2, &precondition("ClaimEquals", true, values), "New");
        let new = proprietary(
            "New",
            "ClaimsTransformationProtocolProvider",
            "<OutputClaims><OutputClaim ClaimTypeReferenceId=\"newUser\" DefaultValue=\"true\" />\
             <OutputClaim ClaimTypeReferenceId=\"email\" /></OutputClaims>",
        );
        let steps = exchange(1, &[("New", "New")]) + &guarded + &exchange(3, &[("A", "A")]) + &send_claims(4);
        Parts { profiles: new, ..Parts::of_steps(&steps) }.check()
    };
    assert_eq!(codes(&with(&["newUser", "True"])), [""; 0]);
    let outcome = with(&["newUser", "false"]);
    assert!(mended(&outcome, "CS0611").contains("<Value>False</Value>"));
    assert_eq!(place(&with(&["email", "userId"]), "CS0611"), "userId");
    assert_eq!(codes(&with(&["email", "a@example.com"])), [""; 0]);
}

#[test]
fn opposite_preconditions_always_skip_the_step() {
    let opposite = preconditions(&[("ClaimsExist", true, &["userId"]), ("ClaimsExist", false, &["UserId"])]);
    let outcome = of_steps(&[exchange(1, &[("A", "A")]), guarded(2, &opposite, "B"), send_claims(3)]);
    assert_eq!(only(&outcome, "CS0611").message, "the step is skipped whether or not there is the claim `UserId`");
}

#[test]
fn a_number_that_is_none_breaks_nothing_else() {
    let steps = [exchange(1, &[("A", "A")]), exchange(2, &[("B", "B")]).replace("\"2\"", "\"two\""), send_claims(3)];
    assert_eq!(codes(&of_steps(&steps)), ["CS0207"]);
}

#[test]
fn every_technical_profile_of_a_relying_party_is_looked_at() {
    let further = policy_profile("<OutputClaim ClaimTypeReferenceId=\"emial\" />").replace("PolicyProfile", "Further");
    let parts = Parts { relying_party: relying_party(SUBJECT) + &further, ..Parts::default() };
    let outcome = parts.check();
    assert_eq!((codes(&outcome), place(&outcome, "CS0617")), (vec!["CS0305", "CS0617"], "Further"));
}

#[test]
fn a_relying_party_has_a_protocol() {
    let relying_party = relying_party(SUBJECT).replace("<Protocol Name=\"OpenIdConnect\" />", "");
    let outcome = Parts { relying_party, ..Parts::default() }.check();
    assert_eq!((codes(&outcome), place(&outcome, "CS0617")), (vec!["CS0617"], "PolicyProfile"));
}

#[test]
fn what_ends_a_journey_issues_tokens() {
    let outcome = of_steps(&[exchange(1, &[("A", "A")]), send_claims(2).replace("JwtIssuer", "B")]);
    assert_eq!((codes(&outcome), place(&outcome, "CS0606")), (vec!["CS0606"], "B"));
    assert_eq!(only(&outcome, "CS0606").severity, Severity::Warning);
}

#[test]
fn the_link_of_a_forgotten_password_leads_to_an_exchange_of_the_next_step() {
    let metadata = |id: &str| {
        format!(
            "<Metadata><Item Key=\"ContentDefinitionReferenceId\">page</Item>\
             <Item Key=\"setting.forgotPasswordLinkOverride\">{id}</Item></Metadata>\
             <OutputClaims><OutputClaim ClaimTypeReferenceId=\"userId\" DefaultValue=\"x\" /></OutputClaims>"
        )
    };
    let steps =
        selection(1, COMBINED, &["ValidationClaimsExchangeId=\"Local\""], &claims_exchanges(&[("Local", "Page")]))
            + &exchange(2, &[("Reset", "A")])
            + &send_claims(3);
    let with = |id: &str| {
        let profiles = proprietary("Page", "SelfAssertedAttributeProvider", &metadata(id));
        Parts { profiles, content_definitions: PAGE.to_owned(), ..Parts::of_steps(&steps) }.check()
    };
    assert_eq!(codes(&with("Reset")), [""; 0]);
    let outcome = with("Rset");
    assert_eq!((codes(&outcome), place(&outcome, "CS0602")), (vec!["CS0602"], "Rset"));
    let finding = only(&outcome, "CS0602");
    assert_eq!(finding.message, "step 2 of the journey `SignIn` has no claims exchange `Rset`");
    assert_eq!(finding.labels[0].text, "the step before, which shows the page");
}

#[test]
fn the_link_of_a_journey_that_nobody_runs_leads_anywhere() {
    let page = "<Metadata><Item Key=\"ContentDefinitionReferenceId\">page</Item>\
                <Item Key=\"setting.forgotPasswordLinkOverride\">Reset</Item></Metadata>\
                <OutputClaims><OutputClaim ClaimTypeReferenceId=\"userId\" DefaultValue=\"x\" /></OutputClaims>";
    let sign_in =
        selection(1, COMBINED, &["ValidationClaimsExchangeId=\"Local\""], &claims_exchanges(&[("Local", "Page")]));
    let with = |exchange_id: &str| sign_in.clone() + &exchange(2, &[(exchange_id, "A")]) + &send_claims(3);
    let check = |sub_journeys: String, more: &str| {
        let steps = with("Reset").replace("Order=\"3\"", "Order=\"4\"") + more;
        let parts = Parts {
            profiles: proprietary("Page", "SelfAssertedAttributeProvider", page),
            content_definitions: PAGE.to_owned(),
            sub_journeys,
            ..Parts::of_steps(&if more.is_empty() { with("Reset") } else { steps })
        };
        let journeys = parts.journeys.clone() + &journey("Old", &with("Other"));
        Parts { journeys, ..parts }.check()
    };
    assert_eq!(codes(&check(String::new(), "")), [""; 0]);
    let inner = sub_journey("Inner", "Call", &with("Other").replace(&send_claims(3), ""));
    let outcome = check(inner, &invoke(3, &["Inner"]));
    assert_eq!(only(&outcome, "CS0602").message, "step 2 of the journey `Inner` has no claims exchange `Reset`");
}

#[test]
fn an_e_mail_address_is_no_subject() {
    let email = SUBJECT.replace("userId", "email");
    let outcome = Parts { relying_party: relying_party(&email), ..Parts::default() }.check();
    assert_eq!(place(&outcome, "CS0806"), "email");
}

const PAGE_METADATA: &str = "<Metadata><Item Key=\"ContentDefinitionReferenceId\">page</Item></Metadata>";
const HANDLER: &str = "SelfAssertedAttributeProvider";

#[test]
fn a_claim_that_is_shown_has_an_input_field() {
    let shown = |email: &'static str, display_controls: &str, claims: &str| {
        let children = format!(
            "{PAGE_METADATA}<DisplayClaims>{claims}</DisplayClaims><OutputClaims>\
             <OutputClaim ClaimTypeReferenceId=\"email\" DefaultValue=\"a\" /></OutputClaims>"
        );
        let mut parts = Parts {
            profiles: proprietary("Page", HANDLER, &children),
            display_controls: display_controls.to_owned(),
            ..Parts::of_steps(&(exchange(1, &[("A", "A")]) + &exchange(2, &[("Page", "Page")]) + &send_claims(3)))
        };
        parts.claim_types[1].1 = email;
        parts.check()
    };
    let bare = "<DataType>string</DataType>";
    let field = "<DataType>string</DataType><UserHelpText>E</UserHelpText><UserInputType>EmailBox</UserInputType>";
    let claim = "<DisplayClaim ClaimTypeReferenceId=\"Email\" />";
    let outcome = shown(bare, "", claim);
    assert_eq!((codes(&outcome), place(&outcome, "CS0621")), (vec!["CS0308", "CS0621"], "Email"));
    assert_eq!(only(&outcome, "CS0621").severity, Severity::Warning);
    assert_eq!(codes(&shown(field, "", "<DisplayClaim ClaimTypeReferenceId=\"email\" />")), [""; 0]);
    let wrong = "<DataType>string</DataType><UserHelpText>E</UserHelpText><UserInputTipe>EmailBox</UserInputTipe>";
    assert_eq!(codes(&shown(wrong, "", "<DisplayClaim ClaimTypeReferenceId=\"email\" />")), ["CS0201"]);
    let control = |kind: &str| {
        format!(
            "<DisplayControl Id=\"verify\" UserInterfaceControlType=\"{kind}\"><DisplayClaims>\
             <DisplayClaim ClaimTypeReferenceId=\"email\" ControlClaimType=\"VerificationCode\" />\
             <DisplayClaim ClaimTypeReferenceId=\"email\" ControlClaimType=\"QrCodeContent\" /></DisplayClaims>\
             <Actions><Action Id=\"SendCode\" /><Action Id=\"VerifyCode\" /></Actions></DisplayControl>"
        )
    };
    let used = "<DisplayClaim DisplayControlReferenceId=\"verify\" />";
    let lacking = |kind| codes(&shown(bare, &control(kind), used)).contains(&"CS0621");
    assert!(lacking("VerificationControl") && !lacking("QrCodeControl"));
}

#[test]
fn a_page_that_is_run_has_a_content_definition() {
    let run = |metadata: &str, attribute: &str| {
        let page =
            exchange(2, &[("Page", "Page")]).replace("\"ClaimsExchange\"", &format!("\"ClaimsExchange\"{attribute}"));
        let output = "<OutputClaims><OutputClaim ClaimTypeReferenceId=\"email\" DefaultValue=\"a\" /></OutputClaims>";
        Parts {
            profiles: proprietary("Page", HANDLER, &format!("{metadata}{output}")),
            ..Parts::of_steps(&(exchange(1, &[("A", "A")]) + &page + &send_claims(3)))
        }
        .check()
    };
    let outcome = run("", "");
    assert_eq!((codes(&outcome), place(&outcome, "CS0622")), (vec!["CS0622"], "Page"));
    assert_eq!(only(&outcome, "CS0622").severity, Severity::Warning);
    assert_eq!(codes(&run(PAGE_METADATA, "")), [""; 0]);
    assert_eq!(codes(&run("", " ContentDefinitionReferenceId=\"page\"")), [""; 0]);
    assert_eq!(codes(&run(&PAGE_METADATA.replace("ReferenceId", "RefrenceId"), "")), [""; 0], "the key is reported");
}
