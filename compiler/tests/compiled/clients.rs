//! What a generated client offers depends on what the policy says: what it cannot do does not exist.

use crate::common::{claims_schema, policy, provider, run};
use claimsmith_compiler::Purpose;
use claimsmith_compiler::emit::{self, Style};

/// The code of a policy with one technical profile that has this metadata, without blanks.
fn code(metadata: &str, enabled: &str) -> String {
    let profile = format!(
        "<TechnicalProfile Id='Example'><DisplayName>Example</DisplayName><Protocol Name='OAuth2'/><Metadata>\
         <Item Key='client_id'>a</Item><Item Key='UsePolicyInRedirectUri'>false</Item>\
         <Item Key='authorization_endpoint'>https://id.example/authorize</Item>{metadata}</Metadata>\
         <CryptographicKeys><Key Id='client_secret' StorageReferenceId='B2C_1A_Secret'/></CryptographicKeys>\
         <OutputClaims><OutputClaim ClaimTypeReferenceId='issuerUserId' PartnerClaimType='sub'/>\
         <OutputClaim ClaimTypeReferenceId='idToken' PartnerClaimType='{{OIDC:IdToken}}'/></OutputClaims>{enabled}\
         </TechnicalProfile>"
    );
    let schema = claims_schema(&[("issuerUserId", "string"), ("idToken", "string")]);
    let policy = policy("B2C_1A_Contoso", None, &(schema + &provider(&profile)));
    let outcome = run(&[("a.xml", &policy)], Purpose::Generate);
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    emit::emit(&outcome.sdk.expect("a leaf"), Style { lines: false }).to_string().replace(' ', "")
}

const TOKEN: &str = "<Item Key='AccessTokenEndpoint'>https://id.example/token</Item>";

#[test]
fn methods_follow_the_endpoints() {
    let plain = code(TOKEN, "");
    assert!(plain.contains("pubasyncfnrefresh(") && plain.contains("pubfnbegin_with("));
    assert!(!plain.contains("fnrevoke") && !plain.contains("fnsign_out_url"));
    let revocation = "<Item Key='claimsmith.revocation_endpoint'>https://id.example/revoke</Item>";
    assert!(code(&[TOKEN, revocation].concat(), "").contains("pubasyncfnrevoke("));
    let sign_out = "<Item Key='end_session_endpoint'>https://id.example/logout</Item>";
    assert!(code(&[TOKEN, sign_out].concat(), "").contains("pubfnsign_out_url("));
    let switched_off = "<Item Key='SingleLogoutEnabled'>false</Item>";
    assert!(!code(&[TOKEN, sign_out, switched_off].concat(), "").contains("fnsign_out_url"));
}

#[test]
fn without_a_token_request_nothing_is_refreshed() {
    let id_token = "<Item Key='response_types'>id_token</Item><Item Key='response_mode'>form_post</Item>\
                    <Item Key='issuer'>https://id.example</Item><Item Key='JWKS'>https://id.example/keys</Item>";
    assert!(!code(id_token, "").contains("fnrefresh"));
}

#[test]
fn the_condition_of_a_button_stands_in_the_list_of_providers() {
    let condition = [TOKEN, "<Item Key='ClaimTypeOnWhichToEnable'>issuerUserId</Item>"].concat();
    let conditional = code(&condition, "<EnabledForUserJourneys>OnClaimsExistence</EnabledForUserJourneys>");
    let enablement = "enablement:Enablement::OnClaimsExistence{claim:text(\"issuerUserId\")}";
    assert_eq!(conditional.matches(enablement).count(), 2, "in the profile and in the list");
    assert!(!code(TOKEN, "").contains("enablement:"));
}

#[test]
fn an_id_token_is_not_shown() {
    assert!(code(TOKEN, "").contains(".field(\"id_token\",&\"…\")"));
}
