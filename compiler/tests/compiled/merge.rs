//! Inheritance and includes: what the merged profile says, and where each value comes from.

use crate::common::{OAUTH2, claims_schema, codes, policy, provider, run};
use claimsmith_compiler::{Argument, Options, Outcome, Purpose, Rename, Severity};
use claimsmith_profile::{ClaimSource, Constant, Enablement, OutputClaim, Profile, ResponseMode, SubjectIssuer};

fn only_profile(outcome: &Outcome) -> &Profile {
    let sdk = outcome.sdk.as_ref().expect("something is generated");
    let [client] = sdk.profiles.as_slice() else { panic!("one profile, not {:?}", outcome.diagnostics) };
    &client.profile
}

fn claim<'p>(profile: &'p Profile, id: &str) -> &'p OutputClaim {
    profile.outputs.iter().find(|output| output.claim == id).expect("the claim is there")
}

fn chain(base: &str, child: &str) -> Outcome {
    let schema = claims_schema(&[("issuerUserId", "string"), ("email", "string"), ("displayName", "string")]);
    let base = policy("B2C_1A_Base", None, &(schema + &provider(base)));
    let child = policy("B2C_1A_Child", Some("b2c_1a_BASE"), &provider(child));
    run(&[("child.xml", &child), ("base.xml", &base)], Purpose::Generate)
}

#[test]
fn metadata_merges_by_key_and_the_child_wins() {
    let outcome = chain(
        &format!(
            "<TechnicalProfile Id=\"A\"><DisplayName>Base</DisplayName>{OAUTH2}<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" /></OutputClaims></TechnicalProfile>"
        ),
        "<TechnicalProfile Id=\"a\"><Metadata><Item Key=\"client_id\">child</Item><Item Key=\"scope\">email</Item></Metadata></TechnicalProfile>",
    );
    let profile = only_profile(&outcome);
    assert_eq!(profile.id, "A", "spelled as first declared");
    assert_eq!(profile.display_name, "Base", "an absent element is inherited");
    assert_eq!(profile.client_id.as_deref(), Some("child"));
    assert_eq!(profile.authorization.scope.as_deref(), Some("email"));
    assert_eq!(profile.token.endpoint, "https://id.example/token");
    assert_eq!(profile.policy_id, "B2C_1A_Child");
}

#[test]
fn claims_merge_by_type_attribute_by_attribute() {
    let outcome = chain(
        &format!(
            "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName>{OAUTH2}<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" /><OutputClaim ClaimTypeReferenceId=\"email\" PartnerClaimType=\"mail\" DefaultValue=\"a\" AlwaysUseDefaultValue=\"true\" /></OutputClaims></TechnicalProfile>"
        ),
        "<TechnicalProfile Id=\"A\"><OutputClaims><OutputClaim ClaimTypeReferenceId=\"displayName\" /><OutputClaim ClaimTypeReferenceId=\"EMAIL\" DefaultValue=\"b\" AlwaysUseDefaultValue=\"false\" /></OutputClaims></TechnicalProfile>",
    );
    let profile = only_profile(&outcome);
    let ids: Vec<_> = profile.outputs.iter().map(|output| output.claim.as_ref()).collect();
    assert_eq!(ids, ["issuerUserId", "email", "displayName"], "the base's items come first");
    let email = claim(profile, "email");
    assert_eq!(email.source, ClaimSource::Member("mail".into()));
    assert_eq!(email.default, Some(Constant::String("b".into())));
    assert!(!email.always_default);
    assert_eq!(codes(&outcome), ["CS0308", "CS0308"], "the other spelling of a reference and of the base is a warning");
}

#[test]
fn the_partner_claim_type_falls_back_to_the_protocol_and_then_to_the_id() {
    let schema = "<BuildingBlocks><ClaimsSchema><ClaimType Id=\"issuerUserId\"><DataType>string</DataType></ClaimType><ClaimType Id=\"displayName\"><DataType>string</DataType><DefaultPartnerClaimTypes><Protocol Name=\"OpenIdConnect\" PartnerClaimType=\"name\" /><Protocol Name=\"OAuth2\" PartnerClaimType=\"unique_name\" /></DefaultPartnerClaimTypes></ClaimType></ClaimsSchema></BuildingBlocks>";
    let profile = format!(
        "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName>{OAUTH2}<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" /><OutputClaim ClaimTypeReferenceId=\"displayName\" /></OutputClaims></TechnicalProfile>"
    );
    let file = policy("B2C_1A_X", None, &(schema.to_owned() + &provider(&profile)));
    let outcome = run(&[("a.xml", &file)], Purpose::Generate);
    let profile = only_profile(&outcome);
    assert_eq!(claim(profile, "displayName").source, ClaimSource::Member("unique_name".into()));
    assert_eq!(claim(profile, "issuerUserId").source, ClaimSource::Member("issuerUserId".into()));
}

#[test]
fn an_include_lies_under_the_profile_over_any_number_of_files() {
    let outcome = chain(
        &format!(
            "<TechnicalProfile Id=\"Common\"><DisplayName>A</DisplayName>{OAUTH2}</TechnicalProfile><TechnicalProfile Id=\"Middle\"><Metadata><Item Key=\"scope\">middle</Item><Item Key=\"client_id\">middle</Item></Metadata><IncludeTechnicalProfile ReferenceId=\"Common\" /></TechnicalProfile>"
        ),
        "<TechnicalProfile Id=\"Leaf\"><Metadata><Item Key=\"scope\">leaf</Item></Metadata><OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" Required=\"true\" /></OutputClaims><IncludeTechnicalProfile ReferenceId=\"middle\" /></TechnicalProfile>",
    );
    let sdk = outcome.sdk.as_ref().expect("something is generated");
    let leaf = sdk.profiles.iter().find(|client| client.profile.id == "Leaf").expect("the leaf is there");
    assert_eq!(leaf.profile.authorization.scope.as_deref(), Some("leaf"));
    assert_eq!(leaf.profile.client_id.as_deref(), Some("middle"));
    assert_eq!(leaf.profile.authorization.endpoint, "https://id.example/authorize");
    assert_eq!(
        leaf.profile.subject.as_ref().map(|subject| &subject.issuer),
        Some(&SubjectIssuer::Constant("Leaf".into()))
    );
}

#[test]
fn includes_that_go_in_circles_are_reported_once() {
    let outcome = chain(
        &format!(
            "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName>{OAUTH2}<IncludeTechnicalProfile ReferenceId=\"B\" /></TechnicalProfile>"
        ),
        &format!(
            "<TechnicalProfile Id=\"B\"><DisplayName>A</DisplayName>{OAUTH2}<IncludeTechnicalProfile ReferenceId=\"A\" /></TechnicalProfile>"
        ),
    );
    assert!(codes(&outcome).contains(&"CS0307"), "{:?}", codes(&outcome));
}

#[test]
fn an_error_in_one_profile_leaves_the_others_healthy() {
    let outcome = chain(
        &format!(
            "<TechnicalProfile Id=\"Good\"><DisplayName>A</DisplayName>{OAUTH2}<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" /></OutputClaims></TechnicalProfile>"
        ),
        &format!(
            "<TechnicalProfile Id=\"Bad\"><DisplayName>A</DisplayName>{OAUTH2}<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserID2\" /></OutputClaims></TechnicalProfile>"
        ),
    );
    assert!(codes(&outcome).contains(&"CS0305"));
    let sdk = outcome.sdk.as_ref().expect("something is generated");
    let ids: Vec<_> = sdk.profiles.iter().map(|client| client.profile.id.as_ref()).collect();
    assert_eq!(ids, ["Good"]);
    assert!(!sdk.complete, "nothing over all profiles is generated");
}

/// A federation profile with this id and these further elements.
fn oauth2(id: &str, more: &str) -> String {
    let output =
        "<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" /></OutputClaims>";
    format!("<TechnicalProfile Id=\"{id}\"><DisplayName>{id}</DisplayName>{OAUTH2}{output}{more}</TechnicalProfile>")
}

fn alone(profiles: &str) -> Outcome {
    let schema = claims_schema(&[("issuerUserId", "string"), ("identityProvider", "string")]);
    run(&[("a.xml", &policy("B2C_1A_X", None, &(schema + &provider(profiles))))], Purpose::Generate)
}

#[test]
fn a_profile_that_others_include_may_leave_things_to_them() {
    let schema = claims_schema(&[("issuerUserId", "string")]);
    let common = "<TechnicalProfile Id=\"Common\"><DisplayName>Common</DisplayName><Protocol Name=\"OAuth2\" /><Metadata><Item Key=\"scope\">email</Item></Metadata></TechnicalProfile>";
    let leaf = oauth2("Leaf", "<IncludeTechnicalProfile ReferenceId=\"Common\" />");
    let file = policy("B2C_1A_X", None, &(schema + &provider(&(common.to_owned() + &leaf))));
    let loader: claimsmith_compiler::loader::MemoryLoader = [("a.xml", file)].into_iter().collect();
    let mut options = claimsmith_compiler::Options::new(["a.xml"], Purpose::Generate);
    options.profiles = Some(vec![claimsmith_compiler::Argument::new("Leaf")]);
    let outcome = claimsmith_compiler::compile(&options, &loader);
    assert!(!outcome.has_errors(), "{:?}", codes(&outcome));
    assert_eq!(only_profile(&outcome).authorization.scope.as_deref(), Some("email"));
}

#[test]
fn names_that_would_meet_are_errors_with_both_places() {
    for (one, other) in
        [("New", "A"), ("Type", "Type-Client"), ("P-OAUTH", "P_OAUTH"), ("Qq", "Qq-Config"), ("Policy", "A")]
    {
        let outcome = alone(&(oauth2(one, "") + &oauth2(other, "")));
        assert!(codes(&outcome).contains(&"CS0701"), "{one} and {other}: {:?}", codes(&outcome));
    }
    let digits = alone(&oauth2("2fa", ""));
    assert!(!digits.has_errors(), "a name does not meet itself: {:?}", codes(&digits));
}

#[test]
fn a_check_warns_of_names_that_would_meet() {
    let twice = "<OutputClaim ClaimTypeReferenceId=\"givenName\" PartnerClaimType=\"a\" />\
                 <OutputClaim ClaimTypeReferenceId=\"given_name\" PartnerClaimType=\"b\" />";
    let profile = oauth2("A", "").replace("<OutputClaims>", &format!("<OutputClaims>{twice}"));
    assert!(profile.contains("given_name"));
    let claims = claims_schema(&[("issuerUserId", "string"), ("givenName", "string"), ("given_name", "string")]);
    let text = policy("B2C_1A_A", None, &(claims + &provider(&profile)));
    let found = |renames: &[(&str, &str)]| {
        let loader: claimsmith_compiler::loader::MemoryLoader = [("a.xml", text.as_str())].into_iter().collect();
        let mut options = Options::new(["a.xml"], Purpose::Check);
        let rename = |(from, to): &(&str, &str)| Rename { selector: Argument::new(*from), name: Argument::new(*to) };
        options.rename = renames.iter().map(rename).collect();
        let found = claimsmith_compiler::compile(&options, &loader).diagnostics;
        found.into_iter().filter(|finding| finding.code.id == "CS0701").collect::<Vec<_>>()
    };
    let [collision] = <[_; 1]>::try_from(found(&[])).expect("one finding");
    assert_eq!(collision.severity, Severity::Warning);
    assert_eq!(collision.notes, ["code generation refuses this; B2C has no Rust names"]);
    assert_eq!(found(&[("given_name", "second_name")]), []);
}

#[test]
fn two_settings_are_not_read_from_one_variable() {
    let second = oauth2("B", "").replace("B2C_1A_Secret", "B2C-1A-Secret");
    let outcome = alone(&(oauth2("A", "") + &second));
    assert_eq!(codes(&outcome), ["CS0417", "CS0701"]);
    let same = alone(&(oauth2("A", "") + &oauth2("B", "")));
    assert!(!same.has_errors(), "one key may serve two profiles: {:?}", codes(&same));
}

#[test]
fn an_answer_never_chooses_the_issuer() {
    let claim = "<OutputClaim ClaimTypeReferenceId=\"identityProvider\" PartnerClaimType=\"idp\" />";
    let profile = oauth2("A", "").replace("</OutputClaims>", &format!("{claim}</OutputClaims>"));
    let outcome = alone(&profile);
    let subject = only_profile(&outcome).subject.as_ref().expect("issuerUserId identifies the user");
    assert_eq!(subject.issuer, SubjectIssuer::Constant("A".into()));
}

#[test]
fn a_profile_that_is_switched_off_is_left_out_and_one_under_a_condition_is_not() {
    let off = "<EnabledForUserJourneys>Never</EnabledForUserJourneys>";
    let outcome = alone(&(oauth2("A", "") + &oauth2("B", off)));
    assert_eq!(only_profile(&outcome).id, "A");
    let condition = "<EnabledForUserJourneys>OnClaimsExistence</EnabledForUserJourneys>";
    let claim = "<Metadata><Item Key=\"ClaimTypeOnWhichToEnable\">issuerUserId</Item>";
    let outcome = alone(&oauth2("A", condition).replace("<Metadata>", claim));
    assert_eq!(only_profile(&outcome).enablement, Enablement::OnClaimsExistence { claim: "issuerUserId".into() });
}

#[test]
fn every_response_mode_is_compiled() {
    for (value, expected) in [
        ("query", ResponseMode::Query),
        ("form_post", ResponseMode::FormPost),
        ("fragment", ResponseMode::Fragment),
        ("Fragment", ResponseMode::Fragment),
    ] {
        let item = format!("<Item Key=\"response_mode\">{value}</Item></Metadata>");
        let outcome = alone(&oauth2("A", "").replace("</Metadata>", &item));
        assert_eq!(only_profile(&outcome).authorization.response_mode, Some(expected), "{value}");
    }
    assert_eq!(only_profile(&alone(&oauth2("A", ""))).authorization.response_mode, None);
}

#[test]
fn what_cannot_stand_in_a_request_is_refused() {
    let with = |item: &str| alone(&oauth2("A", "").replace("</Metadata>", &format!("{item}</Metadata>")));
    for (item, code) in [
        ("<Item Key=\"UserAgentForClaimsExchange\">a&#13;&#10;Host: evil</Item>", "CS0403"),
        ("<Item Key=\"AdditionalRequestQueryParameters\">state=fixed</Item>", "CS0407"),
        ("<Item Key=\"client_secret\">hunter2</Item>", "CS0401"),
    ] {
        assert_eq!(codes(&with(item)), [code], "{item}");
    }
    let secret = oauth2("A", "").replace("https://id.example/token", "https://id.example/token?client_secret=hunter2");
    assert_eq!(codes(&alone(&secret)), ["CS0407"]);
}
