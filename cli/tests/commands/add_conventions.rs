//! `claimsmith add` beside providers of which not every policy knows all, and what journeys find accounts by.

use crate::add::{WECHAT, add, set};
use crate::support::{claimsmith_in, write};
use std::fs;
use std::path::{Path, PathBuf};

const EXTENSIONS: &str = "policies/TrustFrameworkExtensions.xml";

/// What each provider of the set does for the rest of the journey.
const TRANSFORMED: &str = "<OutputClaimsTransformations><OutputClaimsTransformation \
                           ReferenceId=\"CreateAlternativeSecurityId\" /></OutputClaimsTransformations>\n          \
                           <UseTechnicalProfileForSessionManagement ReferenceId=\"SM-SocialLogin\" />";

const TRANSFORMATION: &str = "<ClaimType Id=\"alternativeSecurityId\"><DisplayName>Identity</DisplayName>\
     <DataType>string</DataType></ClaimType></ClaimsSchema><ClaimsTransformations><ClaimsTransformation \
     Id=\"CreateAlternativeSecurityId\" TransformationMethod=\"CreateAlternativeSecurityId\"><InputClaims><InputClaim \
     ClaimTypeReferenceId=\"issuerUserId\" TransformationClaimType=\"key\" /><InputClaim \
     ClaimTypeReferenceId=\"identityProvider\" TransformationClaimType=\"identityProvider\" /></InputClaims><OutputClaims>\
     <OutputClaim ClaimTypeReferenceId=\"alternativeSecurityId\" TransformationClaimType=\"alternativeSecurityId\" />\
     </OutputClaims></ClaimsTransformation></ClaimsTransformations>";

const DIRECTORY: &str = "<ClaimsProviders>\n    <ClaimsProvider>\n      <DisplayName>Directory</DisplayName>\n      \
     <TechnicalProfiles>\n        <TechnicalProfile Id=\"AAD-Read\">\n          <DisplayName>Read</DisplayName>\n          \
     <Protocol Name=\"Proprietary\" Handler=\"Web.TPEngine.Providers.AzureActiveDirectoryProvider, Web.TPEngine, \
     Version=1.0.0.0, Culture=neutral, PublicKeyToken=null\" />\n          \
     <Metadata><Item Key=\"Operation\">Read</Item></Metadata>\n          \
     <InputClaims><InputClaim ClaimTypeReferenceId=\"alternativeSecurityId\" Required=\"true\" /></InputClaims>\n          \
     <OutputClaims><OutputClaim ClaimTypeReferenceId=\"displayName\" /></OutputClaims>\n        \
     </TechnicalProfile>\n      </TechnicalProfiles>\n    </ClaimsProvider>";

const LOOK_UP: &str = "<OrchestrationStep Order=\"3\" Type=\"ClaimsExchange\"><ClaimsExchanges><ClaimsExchange Id=\"Read\" \
     TechnicalProfileReferenceId=\"AAD-Read\" /></ClaimsExchanges></OrchestrationStep>\n\n        \
     <OrchestrationStep Order=\"4\" Type=\"SendClaims\"";

/// Our own policies with two environments, whose journey finds accounts by what a transformation of each provider makes.
fn accounts(name: &str) -> PathBuf {
    set(name, |text| {
        if !text.contains("<UserJourneys>") {
            return text.to_owned();
        }
        text.replace("<UseTechnicalProfileForSessionManagement ReferenceId=\"SM-SocialLogin\" />", TRANSFORMED)
            .replace("</ClaimsSchema>", TRANSFORMATION)
            .replacen("<ClaimsProviders>", DIRECTORY, 1)
            .replacen("<OrchestrationStep Order=\"3\" Type=\"SendClaims\"", LOOK_UP, 1)
    })
}

/// One more relying party with a provider of its own, which does or does not do what the others do.
fn with_own_provider(folder: &Path, does: &str) {
    let text = fs::read_to_string(folder.join("policies/SignUpOrSignIn.xml")).expect("the policy is there");
    let own = format!(
        "</BasePolicy>\n  <ClaimsProviders>\n    <ClaimsProvider>\n      <DisplayName>Kakao</DisplayName>\n      \
         <TechnicalProfiles>\n        <TechnicalProfile Id=\"KakaoProfile\">\n          <DisplayName>Kakao</DisplayName>\n          \
         <Protocol Name=\"OAuth2\" />\n          <Metadata>\n            \
         <Item Key=\"client_id\">kakao-1</Item>\n            \
         <Item Key=\"authorization_endpoint\">https://kauth.example.com/authorize</Item>\n            \
         <Item Key=\"AccessTokenEndpoint\">https://kauth.example.com/token</Item>\n            \
         <Item Key=\"ClaimsEndpoint\">https://kapi.example.com/me</Item>\n            \
         <Item Key=\"HttpBinding\">POST</Item>\n            \
         <Item Key=\"UsePolicyInRedirectUri\">false</Item>\n          </Metadata>\n          \
         <CryptographicKeys><Key Id=\"client_secret\" StorageReferenceId=\"B2C_1A_KakaoSecret\" /></CryptographicKeys>\n          \
         <OutputClaims>\n            <OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" />\n            \
         <OutputClaim ClaimTypeReferenceId=\"identityProvider\" DefaultValue=\"kakao.com\" AlwaysUseDefaultValue=\"true\" />\n            \
         <OutputClaim ClaimTypeReferenceId=\"authenticationSource\" DefaultValue=\"socialIdpAuthentication\" AlwaysUseDefaultValue=\"true\" />\n          \
         </OutputClaims>\n          {does}\n        </TechnicalProfile>\n      </TechnicalProfiles>\n    </ClaimsProvider>\n  </ClaimsProviders>\n  \
         <UserJourneys>\n    <UserJourney Id=\"SignUpOrSignIn\">\n      <OrchestrationSteps>\n        \
         <OrchestrationStep Order=\"1\" Type=\"ClaimsProviderSelection\"><ClaimsProviderSelections><ClaimsProviderSelection \
         TargetClaimsExchangeId=\"KakaoExchange\" /></ClaimsProviderSelections></OrchestrationStep>\n        \
         <OrchestrationStep Order=\"2\" Type=\"ClaimsExchange\"><ClaimsExchanges><ClaimsExchange Id=\"KakaoExchange\" \
         TechnicalProfileReferenceId=\"KakaoProfile\" /></ClaimsExchanges></OrchestrationStep>\n      \
         </OrchestrationSteps>\n    </UserJourney>\n  </UserJourneys>\n"
    );
    let text = text.replace("</BasePolicy>\n", &own).replace("B2C_1A_SignUpOrSignIn", "B2C_1A_WithKakao");
    write(folder, "policies/WithKakao.xml", text);
}

fn all() -> Vec<&'static str> {
    [&["--all"][..], &WECHAT].concat()
}

/// A provider that only one of the policies has is none without conventions for the others.
#[test]
fn a_provider_of_one_policy_only_hides_no_convention() {
    for arguments in [all(), [&["--environment", "contoso"][..], &WECHAT].concat()] {
        let folder = accounts("add-conventions");
        with_own_provider(&folder, TRANSFORMED);
        let answer = add(&folder, "wechat", &arguments);
        assert_eq!(answer.status, Some(0), "{}", answer.stderr);
        for part in [
            "+            <OutputClaimsTransformation ReferenceId=\"CreateAlternativeSecurityId\" />",
            "+          <UseTechnicalProfileForSessionManagement ReferenceId=\"SM-SocialLogin\" />",
            "DefaultValue=\"socialIdpAuthentication\"",
        ] {
            assert!(answer.stdout.contains(part), "{part}\n{}", answer.stdout);
        }
        assert_eq!(answer.stderr, "", "its users have accounts");
        let again = claimsmith_in(&folder, &["check", "policies"]);
        assert_eq!(again.status, Some(0), "{}", again.stdout);
    }
}

/// The step is there, and the new provider makes nothing that it could look for.
#[test]
fn a_provider_without_the_identity_that_the_journey_looks_for_is_warned_of() {
    let folder = accounts("add-conventions-none");
    with_own_provider(&folder, "");
    let answer = add(&folder, "wechat", &all());
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    assert!(!answer.stdout.contains("+            <OutputClaimsTransformation "), "{}", answer.stdout);
    assert_eq!(
        answer.stderr,
        "warning: `SignUpOrSignIn` finds no account of users who sign in with WeChat: it reads by `alternativeSecurityId`, \
         which `WeChat-OAUTH` does not put out\n\
         help: give `WeChat-OAUTH` the `OutputClaimsTransformation` that makes `alternativeSecurityId`: \
         `CreateAlternativeSecurityId`\n"
    );
}

/// What one environment's value would be is written for none: a convention keeps its placeholder.
#[test]
fn a_convention_with_a_setting_stays_one() {
    let folder = accounts("add-conventions-setting");
    let text = fs::read_to_string(folder.join("policies/TrustFrameworkBase.xml")).expect("the policy is there");
    write(
        &folder,
        "policies/TrustFrameworkBase.xml",
        text.replace("socialIdpAuthentication", "{Settings:Environment}"),
    );
    let answer = add(&folder, "wechat", &all());
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    let shared = fs::read_to_string(folder.join(EXTENSIONS)).expect("the policy is there");
    let constant = "ClaimTypeReferenceId=\"authenticationSource\" DefaultValue=\"{Settings:Environment}\"";
    assert!(shared.contains(constant), "{shared}");
}
