//! The relying party, its session and the pages of its journeys.

use crate::common::journeys::*;
use claimsmith_compiler::{Outcome, Severity};

fn with_party(relying_party: String) -> Parts {
    Parts { relying_party, ..Parts::default() }
}

#[test]
fn a_relying_party_runs_a_journey() {
    let outcome = with_party(policy_profile(SUBJECT)).check();
    assert_eq!((codes(&outcome), place(&outcome, "CS0609")), (vec!["CS0609"], "RelyingParty"));
    let leaf = format!("<RelyingParty>{}</RelyingParty>", policy_profile(SUBJECT));
    assert_eq!(codes(&check_derived(&leaf, &Parts::default())), [""; 0]);
    let misspelled = relying_party(SUBJECT).replace("DefaultUserJourney", "DefaultUserJourny");
    assert_eq!(with_party(misspelled).codes(), ["CS0201"]);
}

#[test]
fn the_subject_is_a_claim_of_the_token() {
    let outcome = with_party(relying_party("<OutputClaim ClaimTypeReferenceId=\"userId\" />")).check();
    assert_eq!((codes(&outcome), place(&outcome, "CS0612")), (vec!["CS0612"], "sub"));
    let tenant = relying_party(&SUBJECT.replace("\"sub\"", "\"tid\""))
        .replace("Info ClaimType=\"sub\"", "Info ClaimType=\"oid\"");
    let tenant = with_party(tenant).check();
    assert_eq!(only(&tenant, "CS0612").fix, None, "a tenant is no user");
    let by_id = relying_party("<OutputClaim ClaimTypeReferenceId=\"userId\" />");
    assert_eq!(with_party(by_id.replace("ClaimType=\"sub\"", "ClaimType=\"userId\"")).codes(), [""; 0]);
    let other_case = relying_party(SUBJECT).replace("Info ClaimType=\"sub\"", "Info ClaimType=\"Sub\"");
    let case = with_party(other_case).check();
    assert_eq!(only(&case, "CS0612").severity, Severity::Warning);
    let none = with_party(relying_party(SUBJECT).replace("<SubjectNamingInfo ClaimType=\"sub\" />", "")).check();
    assert_eq!(only(&none, "CS0612").severity, Severity::Warning);
}

#[test]
fn a_default_partner_claim_type_names_the_subject() {
    let mut parts = with_party(relying_party("<OutputClaim ClaimTypeReferenceId=\"userId\" />"));
    parts.claim_types[0].1 = "<DataType>string</DataType><DefaultPartnerClaimTypes>\
                              <Protocol Name=\"OpenIdConnect\" PartnerClaimType=\"sub\" /></DefaultPartnerClaimTypes>";
    assert_eq!(parts.codes(), [""; 0]);
}

#[test]
fn claims_of_the_token_have_names_of_their_own() {
    let named = |name: &str| {
        let other = "<OutputClaim ClaimTypeReferenceId=\"email\" DefaultValue=\"\" />";
        let third = format!(
            "<OutputClaim ClaimTypeReferenceId=\"newUser\" PartnerClaimType=\"{name}\" DefaultValue=\"true\" />"
        );
        with_party(relying_party(&format!("{SUBJECT}{other}{third}"))).check()
    };
    let outcome = named("email");
    assert_eq!((codes(&outcome), place(&outcome, "CS0616")), (vec!["CS0616"], "email"));
    assert_eq!(codes(&named("new")), [""; 0]);
}

#[test]
fn the_profile_of_a_relying_party_has_its_id_and_protocol() {
    let id = with_party(relying_party(SUBJECT).replace("PolicyProfile", "Token")).check();
    assert_eq!((codes(&id), place(&id, "CS0617")), (vec!["CS0617"], "Token"));
    let protocol = with_party(relying_party(SUBJECT).replace("OpenIdConnect", "OAuth2")).check();
    assert_eq!((codes(&protocol), place(&protocol, "CS0617")), (vec!["CS0617"], "OAuth2"));
    let none = with_party("<DefaultUserJourney ReferenceId=\"SignIn\" />".to_owned()).check();
    assert_eq!((codes(&none), place(&none, "CS0617")), (vec!["CS0617"], "RelyingParty"));
}

#[test]
fn session_settings_are_in_their_ranges() {
    let with = |behaviors: &str| {
        let behaviors = format!("<UserJourneyBehaviors>{behaviors}</UserJourneyBehaviors><TechnicalProfile");
        with_party(relying_party(SUBJECT).replacen("<TechnicalProfile", &behaviors, 1)).check()
    };
    let keep_alive = |days: &str| with(&format!("<SingleSignOn Scope=\"Tenant\" KeepAliveInDays=\"{days}\" />"));
    let expiry = |seconds: &str| with(&format!("<SessionExpiryInSeconds>{seconds}</SessionExpiryInSeconds>"));
    for fine in [keep_alive("0"), keep_alive("90"), expiry("900"), expiry("86400")] {
        assert_eq!(codes(&fine), [""; 0]);
    }
    for (outcome, value) in
        [(keep_alive("91"), "91"), (keep_alive("-1"), "-1"), (expiry("899"), "899"), (expiry("86401"), "86401")]
    {
        assert_eq!((codes(&outcome), place(&outcome, "CS0619")), (vec!["CS0619"], value));
    }
    assert_eq!(codes(&expiry("many")), ["CS0207"]);
}

const DATA_URI: &str = "<DataUri>urn:com:microsoft:aad:b2c:elements:contract:selfasserted:2.1.7</DataUri>";

fn with_page(from: &str, to: &str) -> Parts {
    Parts { content_definitions: PAGE.replace(from, to), ..Parts::default() }
}

#[test]
fn a_new_content_definition_is_complete() {
    let no_kind = with_page(DATA_URI, "").check();
    assert_eq!((place(&no_kind, "CS0618"), only(&no_kind, "CS0618").severity), ("page", Severity::Error));
    let no_recovery = with_page("<RecoveryUri>~/common/default_page_error.html</RecoveryUri>", "").check();
    assert_eq!(only(&no_recovery, "CS0618").severity, Severity::Warning);
    let party = relying_party(SUBJECT);
    let over = format!(
        "<BuildingBlocks><ContentDefinitions><ContentDefinition Id=\"page\"><LoadUri>https://contoso.example/page</LoadUri>\
         </ContentDefinition></ContentDefinitions></BuildingBlocks><RelyingParty>{party}</RelyingParty>"
    );
    assert_eq!(codes(&check_derived(&over, &Parts::default())), [""; 0]);
}

#[test]
fn later_pages_exist_as_contracts_only() {
    let outcome = with_page("contract:selfasserted:2.1.7", "selfasserted:2.1.7").check();
    let fix = only(&outcome, "CS0618").fix.as_ref().expect("a fix");
    assert_eq!(fix.edits[0].replacement, "urn:com:microsoft:aad:b2c:elements:contract:selfasserted:2.1.7");
    assert_eq!(with_page("contract:selfasserted:2.1.7", "selfasserted:1.1.0").codes(), [""; 0]);
}

#[test]
fn the_kind_of_a_page_is_known() {
    let with = |kind: &str| with_page("elements:contract:selfasserted:2.1.7", kind).check();
    let fix = |outcome: &Outcome| {
        let finding = only(outcome, "CS0618");
        assert_eq!(finding.severity, Severity::Warning);
        finding.fix.as_ref().map(|fix| fix.edits[0].replacement.rsplit_once("elements:").expect("a kind").1.to_owned())
    };
    let mended = |kind: &str| fix(&with(kind));
    assert_eq!(mended("elements:contract:selfaserted:2.1.7").as_deref(), Some("contract:selfasserted:2.1.7"));
    assert_eq!(mended("elements:unifedssp:1.1.0").as_deref(), Some("unifiedssp:1.1.0"));
    assert_eq!(mended("elements:contract:idpselection:1.2.0").as_deref(), Some("contract:providerselection:1.2.0"));
    assert_eq!(mended("elements:providerselection:1.0.0").as_deref(), Some("contract:providerselection:1.0.0"));
    assert_eq!(mended("elements:contract:profile:2.1.7"), None);
    for version in ["", ":", ":2.1", ":2.1.7.0", ":latest", ":2..7"] {
        assert_eq!(mended(&format!("elements:contract:selfasserted{version}")), None, "{version}");
    }
    assert_eq!(mended("element:contract:selfasserted:2.1.7"), None);
    assert_eq!(codes(&with("elements:selfasserted:2.1.7")), ["CS0618"], "one finding for one value");
    for fine in ["idpselection:1.0.0", "contract:unifiedssd:1.2.1", "contract:multifactor:1.2.15", "unifiedssp:1.0.0"] {
        assert_eq!(codes(&with(&format!("elements:{fine}"))), [""; 0], "{fine}");
    }
}

#[test]
fn a_page_is_loaded_from_somewhere() {
    let outcome = with_page("~/tenant/default/page.cshtml", "tenant/page.html").check();
    assert_eq!((codes(&outcome), place(&outcome, "CS0618")), (vec!["CS0618"], "tenant/page.html"));
    for fine in ["https://contoso.example/page", "HTTPS://contoso.example/{Culture:RFC5646}/page"] {
        assert_eq!(with_page("~/tenant/default/page.cshtml", fine).codes(), [""; 0], "{fine}");
    }
}

#[test]
fn scripts_need_page_contracts() {
    let scripts =
        "<UserJourneyBehaviors><ScriptExecution>Allow</ScriptExecution></UserJourneyBehaviors><TechnicalProfile";
    let relying_party = relying_party(SUBJECT).replacen("<TechnicalProfile", scripts, 1);
    let old = Parts {
        relying_party: relying_party.clone(),
        ..with_page("contract:selfasserted:2.1.7", "selfasserted:1.1.0")
    };
    let outcome = old.check();
    assert_eq!((codes(&outcome), place(&outcome, "CS0618")), (vec!["CS0618"], "Allow"));
    assert_eq!(only(&outcome, "CS0618").labels.len(), 1);
    assert_eq!(with_party(relying_party).codes(), [""; 0]);
}

fn verification(claim: &str, actions: &[&str]) -> String {
    let action = |id: &&str| {
        format!(
            "<Action Id=\"{id}\"><ValidationClaimsExchange><ValidationClaimsExchangeTechnicalProfile \
             TechnicalProfileReferenceId=\"Rest\" /></ValidationClaimsExchange></Action>"
        )
    };
    let actions: String = actions.iter().map(action).collect();
    format!(
        "<DisplayControl Id=\"verify\" UserInterfaceControlType=\"VerificationControl\"><DisplayClaims>\
         <DisplayClaim ClaimTypeReferenceId=\"email\" ControlClaimType=\"{claim}\" /></DisplayClaims>\
         <Actions>{actions}</Actions></DisplayControl>"
    )
}

/// The claim types with a field for the claim of the display control.
fn with_field() -> Parts {
    let mut parts = Parts::default();
    parts.claim_types[1].1 = "<DataType>string</DataType><UserInputType>TextBox</UserInputType>";
    parts.profiles = proprietary("Rest", "RestfulProvider", "");
    parts
}

#[test]
fn a_display_control_has_what_its_type_needs() {
    let with =
        |claim, actions: &[&str]| Parts { display_controls: verification(claim, actions), ..with_field() }.check();
    assert_eq!(codes(&with("VerificationCode", &["SendCode", "VerifyCode"])), [""; 0]);
    assert_eq!(place(&with("VerificationCode", &["SendCode"]), "CS0620"), "VerificationControl");
    assert_eq!(place(&with("VerificationCode", &["SendCod", "VerifyCode"]), "CS0620"), "SendCod");
    assert_eq!(place(&with("VerificatonCode", &["SendCode", "VerifyCode"]), "CS0620"), "VerificatonCode");
    assert_eq!(place(&with("Email", &["SendCode", "VerifyCode"]), "CS0620"), "VerificationControl");
}

#[test]
fn display_controls_need_a_page_that_shows_them() {
    let children = "<Metadata><Item Key=\"ContentDefinitionReferenceId\">page</Item></Metadata><DisplayClaims>\
                    <DisplayClaim DisplayControlReferenceId=\"verify\" /></DisplayClaims>";
    let with = |version: &str| Parts {
        display_controls: verification("VerificationCode", &["SendCode", "VerifyCode"]),
        profiles: proprietary("Page", "SelfAssertedAttributeProvider", children) + &with_field().profiles,
        claim_types: with_field().claim_types,
        ..with_page("2.1.7", version)
    };
    let outcome = with("2.0.0").check();
    assert!(place(&outcome, "CS0620").ends_with("selfasserted:2.0.0"));
    assert_eq!(with("2.1.10").codes(), [""; 0]);
}

#[test]
fn endpoints_are_those_that_b2c_has() {
    let with = |id: &str, authorization: &str| {
        let endpoints = format!(
            "<Endpoints><Endpoint Id=\"{id}\" UserJourneyReferenceId=\"Other\" /></Endpoints><TechnicalProfile"
        );
        let steps = exchange(1, &[("A", "A")]) + &send_claims(2);
        let other = journey("Other", &steps).replace("<Orchestration", &format!("{authorization}<Orchestration"));
        let other = other.replacen(&format!("{authorization}<OrchestrationStep "), "<OrchestrationStep ", 2);
        let party = relying_party(SUBJECT).replacen("<TechnicalProfile", &endpoints, 1);
        Parts { journeys: journey("SignIn", &steps) + &other, relying_party: party, ..Parts::default() }.check()
    };
    let authorization = "<Authorization><AuthorizationTechnicalProfiles><AuthorizationTechnicalProfile ReferenceId=\"A\" />\
                         </AuthorizationTechnicalProfiles></Authorization>";
    assert_eq!(codes(&with("Token", "")), [""; 0]);
    assert_eq!(codes(&with("UserInfo", authorization)), [""; 0]);
    let outcome = with("UserInfo", "");
    assert_eq!((codes(&outcome), place(&outcome, "CS0624")), (vec!["CS0624"], "Other"));
    for (id, meant) in [("Userinfo", Some("UserInfo")), ("Foo", None)] {
        let outcome = with(id, authorization);
        assert_eq!((codes(&outcome), place(&outcome, "CS0624")), (vec!["CS0624"], id));
        let fix = only(&outcome, "CS0624").fix.as_ref().map(|fix| fix.edits[0].replacement.as_str());
        assert_eq!(fix, meant);
    }
}
