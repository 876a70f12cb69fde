//! Partner claim types that are paths, wherever claims come out of JSON: federation profiles and REST APIs.

use crate::common::{claims_schema, policy, provider, run};
use claimsmith_compiler::{Purpose, Severity};

const REST: &str = "<Protocol Name='Proprietary' Handler='Web.TPEngine.Providers.RestfulProvider, Web.TPEngine, \
                    Version=1.0.0.0, Culture=neutral, PublicKeyToken=null'/>";
const OPEN_ID_CONNECT: &str = "<Protocol Name='OpenIdConnect'/>";

/// What is said about the paths of a profile with this protocol, these metadata items and this output claim.
fn found(protocol: &str, items: &[(&str, &str)], claim: &str) -> Vec<(&'static str, Severity)> {
    let items: String = items.iter().map(|(key, value)| format!("<Item Key='{key}'>{value}</Item>")).collect();
    let metadata = if items.is_empty() { items } else { format!("<Metadata>{items}</Metadata>") };
    let profile = format!(
        "<TechnicalProfile Id='A'><DisplayName>A</DisplayName>{protocol}{metadata}\
         <OutputClaims><OutputClaim {claim}/></OutputClaims></TechnicalProfile>"
    );
    let claims = claims_schema(&[("name", "string"), ("signInNames.emailAddress", "string")]);
    let outcome = run(&[("a.xml", &policy("B2C_1A_A", None, &(claims + &provider(&profile))))], Purpose::Check);
    let paths = outcome.diagnostics.iter().filter(|it| ["CS0504", "CS0510", "CS0511"].contains(&it.code.id));
    paths.map(|it| (it.code.id, it.severity)).collect()
}

const SWITCH: &str = "ResolveJsonPathsInJsonTokens";
const NESTED: &str = "ClaimTypeReferenceId='name' PartnerClaimType='value[0].displayName'";

#[test]
fn a_path_needs_the_switch_wherever_claims_are_json() {
    for protocol in [REST, OPEN_ID_CONNECT, "<Protocol Name='OAuth1'/>"] {
        assert_eq!(found(protocol, &[], NESTED), [("CS0511", Severity::Warning)], "{protocol}");
        assert_eq!(found(protocol, &[(SWITCH, "true")], NESTED), [], "{protocol}");
        assert_eq!(found(protocol, &[(SWITCH, "false")], NESTED), [], "{protocol}");
        let by_id = "ClaimTypeReferenceId='signInNames.emailAddress'";
        assert_eq!(found(protocol, &[], by_id), [], "nobody wrote a path: {protocol}");
    }
}

#[test]
fn names_of_other_places_are_no_paths() {
    let page = REST.replace("Restful", "SelfAssertedAttribute");
    for protocol in [page.as_str(), "<Protocol Name='SAML2'/>", "<Protocol Name='None'/>"] {
        assert_eq!(found(protocol, &[], "ClaimTypeReferenceId='name' PartnerClaimType='Verified.Email'"), []);
    }
    let issuer = format!("{OPEN_ID_CONNECT}<OutputTokenFormat>JWT</OutputTokenFormat>");
    assert_eq!(found(&issuer, &[], NESTED), []);
}

#[test]
fn what_is_posted_to_the_callback_has_paths_of_its_own() {
    let posted = "ClaimTypeReferenceId='name' PartnerClaimType='user.name.firstName'";
    let key = "ReadBodyClaimsOnIdpRedirect";
    assert_eq!(found(OPEN_ID_CONNECT, &[(key, "user.name.firstName user.email")], posted), []);
    assert_eq!(found(OPEN_ID_CONNECT, &[(key, "true")], posted), []);
    assert_eq!(found(OPEN_ID_CONNECT, &[(key, "user.email")], posted), [("CS0511", Severity::Warning)]);
}

#[test]
fn a_wrong_path_is_an_error_only_where_it_is_compiled() {
    let wrong = "ClaimTypeReferenceId='name' PartnerClaimType='value[0].'";
    let dotted = "ClaimTypeReferenceId='name' PartnerClaimType='value.0.displayName'";
    let switch = &[(SWITCH, "true")];
    assert_eq!(found(REST, switch, wrong), [("CS0504", Severity::Warning)]);
    assert_eq!(found(OPEN_ID_CONNECT, switch, dotted), [("CS0510", Severity::Warning)]);
    assert_eq!(found("<Protocol Name='OAuth2'/>", switch, wrong), [("CS0504", Severity::Error)]);
}
