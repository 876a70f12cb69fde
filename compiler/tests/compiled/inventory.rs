//! What `claimsmith inspect` is told about a policy set.

use crate::common::{OAUTH2, claims_schema, policy, provider, run};
use claimsmith_compiler::Purpose;
use claimsmith_compiler::inspect::Certainty;

/// The redirect URIs on one host, for a profile of the base that says this about the policy in them.
fn redirect_uris(metadata: &str) -> Vec<(String, Certainty)> {
    let settled = "<Item Key=\"UsePolicyInRedirectUri\">false</Item>";
    let profile = format!(
        "<TechnicalProfile Id=\"Example\"><DisplayName>Example</DisplayName>{}<OutputClaims>\
         <OutputClaim ClaimTypeReferenceId=\"issuerUserId\" /></OutputClaims></TechnicalProfile>",
        OAUTH2.replace(settled, metadata)
    );
    let schema = claims_schema(&[("issuerUserId", "string")]);
    let base = policy("B2C_1A_Base", None, &(schema + &provider(&profile)));
    let leaf = policy("B2C_1A_SignIn", Some("B2C_1A_Base"), "");
    let outcome = run(&[("leaf.xml", &leaf), ("base.xml", &base)], Purpose::Check);
    let [inventory] = outcome.inventory.as_slice() else { panic!("one leaf, not {:?}", outcome.diagnostics) };
    let uris = inventory.providers[0].b2c_redirect_uris.iter().filter(|uri| uri.uri.contains("/te/"));
    uris.map(|uri| (uri.uri.clone(), uri.certainty)).collect()
}

fn uri(infix: &str, certainty: Certainty) -> (String, Certainty) {
    (format!("https://login.microsoftonline.com/te/contoso.onmicrosoft.com{infix}/oauth2/authresp"), certainty)
}

#[test]
fn without_the_policy_there_is_one_form() {
    for value in ["false", "0"] {
        let found = redirect_uris(&format!("<Item Key=\"UsePolicyInRedirectUri\">{value}</Item>"));
        assert_eq!(found, [uri("", Certainty::Settled)]);
    }
}

#[test]
fn with_the_policy_reports_name_the_one_that_defines_the_profile() {
    let found = redirect_uris("<Item Key=\"UsePolicyInRedirectUri\">true</Item>");
    let expected = [uri("/b2c_1a_signin", Certainty::Documented), uri("/b2c_1a_base", Certainty::Reported)];
    assert_eq!(found, expected);
}

#[test]
fn without_the_key_both_forms_are_listed() {
    assert_eq!(redirect_uris(""), [uri("", Certainty::Documented), uri("/b2c_1a_base", Certainty::Reported)]);
}

#[test]
fn what_a_profile_is_says_its_content() {
    let profile = |id: &str, content: &str| {
        format!("<TechnicalProfile Id=\"{id}\"><DisplayName>{id}</DisplayName>{content}</TechnicalProfile>")
    };
    let open_id = "<Protocol Name=\"OpenIdConnect\" /><Metadata><Item Key=\"client_id\">1234</Item>\
                   <Item Key=\"METADATA\">https://id.example/.well-known/openid-configuration</Item></Metadata>";
    let grant =
        "<InputClaims><InputClaim ClaimTypeReferenceId=\"grant_type\" DefaultValue=\"password\" /></InputClaims>";
    let format = "<OutputTokenFormat>JSON</OutputTokenFormat><Metadata>";
    let error = "<Protocol Name=\"OAuth2\" /><OutputTokenFormat>OAuth2Error</OutputTokenFormat>";
    let profiles = [
        profile("WithFormat", &OAUTH2.replace("<Metadata>", format)),
        profile("PasswordGrant", &[open_id, grant].concat()),
        profile("OpenId", open_id),
        profile("Error", error),
    ];
    let schema = claims_schema(&[("grant_type", "string")]);
    let policy = policy("B2C_1A_Base", None, &(schema + &provider(&profiles.concat())));
    let outcome = run(&[("a.xml", &policy)], Purpose::Check);
    let providers: Vec<_> = outcome.inventory[0].providers.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(providers, ["WithFormat", "OpenId"]);
    let sdk = run(&[("a.xml", &policy)], Purpose::Generate).sdk.expect("the profile with a format is compiled");
    assert_eq!(sdk.profiles.len(), 1);
}
