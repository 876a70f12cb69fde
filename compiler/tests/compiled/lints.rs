//! The lints: what each finds, and what it leaves alone. The pages of `docs/errors` show one policy a lint.

use crate::common;
use claimsmith_compiler::diagnostic::render;
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Argument, Options, Purpose, Severity, compile};

const BASIC: &str = "authorization_endpoint=https://a.example/a AccessTokenEndpoint=https://a.example/t client_id=c \
                     UsePolicyInRedirectUri=false";

/// The codes of lints, and the texts they point at, of a profile with this protocol, metadata and further children.
fn lints(protocol: &str, metadata: &str, children: &str) -> Vec<(&'static str, String)> {
    findings(protocol, metadata, children).into_iter().filter(|(code, _)| *code >= "CS0801").collect()
}

/// The codes of all findings about metadata and of lints, and the texts they point at.
fn findings(protocol: &str, metadata: &str, children: &str) -> Vec<(&'static str, String)> {
    let items: String = metadata
        .split_whitespace()
        .filter_map(|item| item.split_once('='))
        .map(|(key, value)| format!("<Item Key='{key}'>{}</Item>", value.replace('+', " ")))
        .collect();
    let policy = format!(
        "<TrustFrameworkPolicy xmlns='http://schemas.microsoft.com/online/cpim/schemas/2013/06' \
         PolicySchemaVersion='0.3.0.0' TenantId='a.example' PolicyId='B2C_1A_a' \
         PublicPolicyUri='http://a.example/B2C_1A_a'><ClaimsProviders><ClaimsProvider><TechnicalProfiles>\
         <TechnicalProfile Id='A'><DisplayName>A</DisplayName>{protocol}<Metadata>{items}</Metadata>{children}\
         </TechnicalProfile></TechnicalProfiles></ClaimsProvider></ClaimsProviders></TrustFrameworkPolicy>"
    );
    let loader: MemoryLoader = [("a.xml", policy)].into_iter().collect();
    let outcome = compile(&Options::new(["a.xml"], Purpose::Check), &loader);
    let of_metadata = |code: &str| code.starts_with("CS04") && code != "CS0405";
    let findings = outcome.diagnostics.iter().filter(|it| it.code.id >= "CS0801" || of_metadata(it.code.id));
    findings
        .map(|finding| {
            let is_lint = finding.code.id >= "CS0801";
            assert!(!is_lint || finding.severity == Severity::Warning, "{}", finding.code.id);
            let span = finding.primary.as_ref().expect("a lint has a place").span;
            let text = &outcome.sources.get(span.file).original()[span.start as usize..span.end as usize];
            (finding.code.id, text.to_owned())
        })
        .collect()
}

fn output(attribute: &str) -> String {
    format!("<OutputClaims><OutputClaim ClaimTypeReferenceId='signInName' {attribute}/></OutputClaims>")
}

const SECRET: &str = "<CryptographicKeys><Key Id='client_secret' StorageReferenceId='B2C_1A_S'/></CryptographicKeys>";

fn oauth2(metadata: &str) -> Vec<(&'static str, String)> {
    lints("<Protocol Name='OAuth2'/>", &format!("{BASIC} {metadata}"), SECRET)
}

fn openid(metadata: &str) -> Vec<(&'static str, String)> {
    let basic = "METADATA=https://a.example/m client_id=c UsePolicyInRedirectUri=false";
    lints("<Protocol Name='OpenIdConnect'/>", &format!("{basic} {metadata}"), SECRET)
}

fn proprietary(class: &str, metadata: &str) -> Vec<(&'static str, String)> {
    let protocol = format!("<Protocol Name='Proprietary' Handler='Web.TPEngine.Providers.{class}, Web.TPEngine'/>");
    lints(&protocol, metadata, "")
}

#[test]
fn a_sound_profile_has_no_findings() {
    assert_eq!(oauth2("HttpBinding=POST scope=a+b"), []);
    assert_eq!(oauth2("scope=a,b"), []);
    assert_eq!(openid("response_types=code scope=profile+openid"), []);
    assert_eq!(
        openid("ValidTokenIssuerPrefixes=https://a.example/,https://b.example/c DiscoverMetadataByTokenIssuer=1"),
        []
    );
    assert_eq!(proprietary("RestfulProvider", "ServiceUrl=https://a.example/?name=b AuthenticationType=Bearer"), []);
    assert_eq!(proprietary("RestfulProvider", "ServiceUrl=http://localhost:7071/ AuthenticationType=Bearer"), []);
}

#[test]
fn each_lint_points_at_what_to_change() {
    let found = |lints: Vec<(&'static str, String)>| {
        lints.into_iter().map(|(id, text)| format!("{id} {text}")).collect::<Vec<_>>()
    };
    assert_eq!(found(oauth2("HttpBinding=GET")), ["CS0801 GET"]);
    assert_eq!(found(oauth2("HttpBinding=get token_endpoint_auth_method=client_secret_basic")), ["CS0905 get"]);
    let claims = "ClaimsEndpoint=https://graph.facebook.com/me";
    assert_eq!(found(oauth2(claims)), ["CS0802 https://graph.facebook.com/me"]);
    assert_eq!(found(openid("response_types=code+id_token")), Vec::<String>::new());
    assert_eq!(found(openid("response_types=id_token+token")), ["CS0803 id_token token"]);
    assert_eq!(found(openid("scope=profile")), ["CS0901 profile"]);
    assert_eq!(found(openid("scope=openid,+profile")), ["CS0901 openid, profile"]);
    assert_eq!(found(openid("DiscoverMetadataByTokenIssuer=True")), ["CS0805 True"]);
    assert_eq!(found(openid("ValidTokenIssuerPrefixes=login.example.com")), ["CS0804 login.example.com"]);
    assert_eq!(found(oauth2("external_user_identity_claim_id=data.emails[0]")), ["CS0806 data.emails[0]"]);
    assert_eq!(found(openid("client_secret=abc")), ["CS0807 abc"]);
    let rest = "ServiceUrl=https://user:pass@a.example/ AuthenticationType=Basic";
    assert_eq!(found(proprietary("RestfulProvider", rest)), ["CS0807 https://user:pass@a.example/"]);
    let rest = "ServiceUrl=http://a.example/ AuthenticationType=None AllowInsecureAuthInProduction=true";
    assert_eq!(found(proprietary("RestfulProvider", rest)), ["CS0808 http://a.example/", "CS0810 true"]);
    let page = "EnforceEmailVerification=False";
    let protocol =
        "<Protocol Name='Proprietary' Handler='Web.TPEngine.Providers.SelfAssertedAttributeProvider, Web.TPEngine'/>";
    assert_eq!(found(lints(protocol, page, &output("PartnerClaimType='Verified.Email'"))), ["CS0813 False"]);
    assert_eq!(found(lints(protocol, page, &output(""))), Vec::<String>::new(), "it takes no address");
    let control = "<DisplayClaims><DisplayClaim DisplayControlReferenceId='verify'/></DisplayClaims>";
    let verified = [control, &output("PartnerClaimType='Verified.Email'")].concat();
    assert_eq!(found(lints(protocol, page, &verified)), Vec::<String>::new(), "a display control verifies it");
    assert_eq!(found(lints("<Protocol Name='SAML2'/>", "XmlSignatureAlgorithm=Sha1", "")), ["CS0812 Sha1"]);
}

#[test]
fn a_rest_service_without_authentication_is_one_finding() {
    let found = |metadata: &str| {
        let metadata = format!("ServiceUrl=https://a.example/ {metadata}");
        let protocol = "<Protocol Name='Proprietary' Handler='Web.TPEngine.Providers.RestfulProvider, Web.TPEngine'/>";
        let findings = findings(protocol, &metadata, "");
        findings.into_iter().map(|(id, text)| format!("{id} {text}")).collect::<Vec<_>>()
    };
    assert_eq!(found("AuthenticationType=None"), ["CS0810 None"]);
    assert_eq!(found("AuthenticationType=None AllowInsecureAuthInProduction=false"), ["CS0810 None"]);
    assert_eq!(found("AuthenticationType=None AllowInsecureAuthInProduction=true"), ["CS0810 true"]);
    assert_eq!(found("AuthenticationType=None AllowInsecureAuthInProduction=yes"), ["CS0403 yes"]);
    assert_eq!(found("AuthenticationType=Nobody AllowInsecureAuthInProduction=true"), ["CS0403 Nobody"]);
    assert_eq!(found("AuthenticationType=Bearer AllowInsecureAuthInProduction=true"), Vec::<String>::new());
    assert_eq!(found("AllowInsecureAuthInProduction=true"), ["CS0402 A"]);
}

#[test]
fn profiles_that_share_an_item_share_its_finding() {
    let profile = |id: &str, children: &str| {
        format!("<TechnicalProfile Id='{id}'><DisplayName>{id}</DisplayName>{children}</TechnicalProfile>")
    };
    let page = "<Protocol Name='Proprietary' Handler='Web.TPEngine.Providers.SelfAssertedAttributeProvider, Web.TPEngine'/>\
                <Metadata><Item Key='EnforceEmailVerification'>false</Item></Metadata>";
    let include = "<IncludeTechnicalProfile ReferenceId='Base'/>";
    let including = [output("PartnerClaimType='Verified.Email'"), include.to_owned()].concat();
    let profiles = [profile("Base", page), profile("SignUp", &including), profile("Invited", &including)].concat();
    let policy = common::policy("B2C_1A_a", None, &common::provider(&profiles));
    let outcome = common::run(&[("a.xml", &policy)], Purpose::Check);
    let found: Vec<_> = outcome.diagnostics.iter().filter(|it| it.code.id == "CS0813").collect();
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn a_wrong_value_is_one_finding() {
    assert_eq!(oauth2("response_types=token"), []);
    assert_eq!(openid("response_types=token"), []);
    assert_eq!(openid("response_types=id_token+token"), [("CS0803", "id_token token".to_owned())]);
}

#[test]
fn the_password_grant_is_nobody_s_provider() {
    let inputs = "<InputClaims><InputClaim ClaimTypeReferenceId='g' PartnerClaimType='grant_type' DefaultValue='password'/>\
                  </InputClaims>";
    let metadata = "METADATA=https://a.example/m client_id=c response_types=id_token scope=profile";
    assert_eq!(lints("<Protocol Name='OpenIdConnect'/>", metadata, inputs), []);
}

#[test]
fn a_secret_is_not_shown() {
    use claimsmith_compiler::diagnostic::{render, report};
    let policy = "<TrustFrameworkPolicy xmlns='http://schemas.microsoft.com/online/cpim/schemas/2013/06' \
                  PolicySchemaVersion='0.3.0.0' TenantId='a.example' PolicyId='B2C_1A_a' \
                  PublicPolicyUri='http://a.example/B2C_1A_a'><ClaimsProviders><ClaimsProvider><TechnicalProfiles>\
                  <TechnicalProfile Id='A'><DisplayName>A</DisplayName><Protocol Name='None'/><Metadata>\
                  <Item Key='client_secret'>hunter2</Item></Metadata></TechnicalProfile></TechnicalProfiles>\
                  </ClaimsProvider></ClaimsProviders></TrustFrameworkPolicy>";
    let loader: MemoryLoader = [("a.xml", policy)].into_iter().collect();
    let mut options = Options::new(["a.xml"], Purpose::Check);
    options.deny = vec![Argument::new("CS0807")];
    let outcome = compile(&options, &loader);
    let secret = outcome.diagnostics.iter().filter(|it| it.code.id == "CS0807");
    for finding in secret.clone() {
        assert_eq!(finding.severity, Severity::Error);
        for text in [
            render::terminal(finding, &outcome.sources, false),
            report::short(finding, &outcome.sources),
            report::json(finding, &outcome.sources, &report::Affected::default()),
        ] {
            assert!(!text.contains("hunter2"), "{text}");
        }
    }
    assert_eq!(secret.count(), 1);
}

#[test]
fn a_secret_is_not_shown_beside_something_else() {
    use claimsmith_compiler::diagnostic::report::{Affected, json};
    let policy = "<TrustFrameworkPolicy xmlns='http://schemas.microsoft.com/online/cpim/schemas/2013/06'\n\
                  PolicySchemaVersion='0.3.0.0' TenantId='a.example' PolicyId='B2C_1A_a'\n\
                  PublicPolicyUri='http://a.example/B2C_1A_a'><ClaimsProviders><ClaimsProvider><TechnicalProfiles>\n\
                  <TechnicalProfile Id='A'><DisplayName>A</DisplayName><Protocol Name='OAuth2'/><Metadata>\n\
                  <Item Key='client_secret'>hunter2</Item>\n<Item Key='xyzzy'>a</Item>\n<Item Key='plugh'>a</Item>\n\
                  </Metadata></TechnicalProfile></TechnicalProfiles></ClaimsProvider></ClaimsProviders>\n\
                  </TrustFrameworkPolicy>";
    let loader: MemoryLoader = [("a.xml", policy)].into_iter().collect();
    let outcome = compile(&Options::new(["a.xml"], Purpose::Check), &loader);
    let shown = outcome.diagnostics.iter().map(|it| json(it, &outcome.sources, &Affected::default()));
    assert_eq!(shown.filter(|text| text.contains("hunter2")).count(), 0);
    let of_keys = outcome.diagnostics.iter().filter(|it| it.message.contains("metadata"));
    let codes: Vec<&str> = of_keys.map(|it| it.code.id).collect();
    assert_eq!(codes.iter().filter(|code| **code == "CS0807").count(), 1, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == "CS0401").count(), 2, "{codes:?}");
}

#[test]
fn what_a_profile_is_decides_and_not_how_it_is_written() {
    // A federation may say which format the tokens of the provider have.
    let metadata =
        "METADATA=https://a.example/m client_id=c UsePolicyInRedirectUri=false response_types=id_token scope=a";
    let found = lints("<Protocol Name='OpenIdConnect'/><OutputTokenFormat>JWT</OutputTokenFormat>", metadata, SECRET);
    let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["CS0803", "CS0901"]);
    // Nobody's browser sees the token of a password grant, whatever names its parameters.
    let grant = "<InputClaims><InputClaim ClaimTypeReferenceId='grant_type' DefaultValue='password'/></InputClaims>";
    assert_eq!(lints("<Protocol Name='OpenIdConnect'/>", metadata, grant), []);
}

/// An address that is only shown was not written by the user of this page.
#[test]
fn an_address_that_is_only_shown_needs_no_verification() {
    let found = |input: &str, display: &str| {
        let claims = format!(
            "<BuildingBlocks><ClaimsSchema><ClaimType Id='email'><DisplayName>E</DisplayName><DataType>string</DataType>\
             <UserHelpText>E</UserHelpText>{input}</ClaimType><ClaimType Id='city'><DisplayName>C</DisplayName>\
             <DataType>string</DataType><UserHelpText>C</UserHelpText><UserInputType>TextBox</UserInputType></ClaimType>\
             </ClaimsSchema></BuildingBlocks>"
        );
        let display =
            if display.is_empty() { String::new() } else { format!("<DisplayClaims>{display}</DisplayClaims>") };
        let page = format!(
            "<TechnicalProfile Id='P'><DisplayName>P</DisplayName><Protocol Name='Proprietary' \
             Handler='Web.TPEngine.Providers.SelfAssertedAttributeProvider, Web.TPEngine'/><Metadata>\
             <Item Key='EnforceEmailVerification'>false</Item></Metadata>{display}<OutputClaims>\
             <OutputClaim ClaimTypeReferenceId='email' PartnerClaimType='Verified.Email'/>\
             <OutputClaim ClaimTypeReferenceId='city'/></OutputClaims></TechnicalProfile>"
        );
        let policy = common::policy("B2C_1A_a", None, &(claims + &common::provider(&page)));
        common::codes(&common::run(&[("a.xml", &policy)], Purpose::Check)).contains(&"CS0813")
    };
    for input in ["EmailBox", "TextBox"] {
        assert!(found(&format!("<UserInputType>{input}</UserInputType>"), ""), "{input}");
    }
    for input in ["<UserInputType>Readonly</UserInputType>", "<UserInputType>Paragraph</UserInputType>", ""] {
        assert!(!found(input, ""), "{input}");
    }
    let email = "<UserInputType>EmailBox</UserInputType>";
    assert!(found(email, "<DisplayClaim ClaimTypeReferenceId='email'/>"));
    assert!(!found(email, "<DisplayClaim ClaimTypeReferenceId='city'/>"), "the page does not show it");
}

#[test]
fn of_an_answer_in_a_fragment_nobody_says_how_b2c_reads_it() {
    assert_eq!(oauth2("HttpBinding=POST response_mode=fragment"), [("CS0905", "fragment".to_owned())]);
    assert_eq!(oauth2("HttpBinding=POST response_mode=form_post"), []);
}

fn rest(input: &str) -> Vec<(&'static str, String)> {
    let protocol = "<Protocol Name='Proprietary' Handler='Web.TPEngine.Providers.RestfulProvider, Web.TPEngine'/>";
    let metadata = "ServiceUrl=https://a.example/ AuthenticationType=Bearer";
    let input = format!("<InputClaims><InputClaim ClaimTypeReferenceId='a' {input}/></InputClaims>");
    lints(protocol, metadata, &input)
}

#[test]
fn a_secret_that_is_sent_as_a_claim_is_a_secret_in_the_policy() {
    let key = "0123456789abcdef0123";
    for name in ["client_secret", "X-Api-Key", "Ocp-Apim-Subscription-Key"] {
        let found = rest(&format!("PartnerClaimType='{name}' DefaultValue='{key}'"));
        assert_eq!(found, [("CS0807", key.to_owned())], "{name}");
    }
    assert_eq!(rest("PartnerClaimType='client_secret' DefaultValue='{Claim:secret}'"), []);
    assert_eq!(rest("PartnerClaimType='grant_type' DefaultValue='client_credentials'"), []);
}

#[test]
fn a_provider_that_names_itself_may_name_another() {
    let found = |attributes: &str| {
        let claim = format!("<OutputClaim ClaimTypeReferenceId='identityProvider' {attributes}/>");
        let children = format!("{SECRET}<OutputClaims>{claim}</OutputClaims>");
        lints("<Protocol Name='OAuth2'/>", &format!("{BASIC} HttpBinding=POST"), &children)
    };
    assert_eq!(found("PartnerClaimType='provider' DefaultValue='a.example'"), [("CS0815", "provider".to_owned())]);
    for right in [
        "PartnerClaimType='provider' DefaultValue='a.example' AlwaysUseDefaultValue='true'",
        "PartnerClaimType='iss' DefaultValue='a.example'",
        "PartnerClaimType='provider'",
        "DefaultValue='a.example'",
    ] {
        assert_eq!(found(right), [], "{right}");
    }
}

/// What is pasted into the place of a key's name is in no sentence and no picture.
#[test]
fn a_secret_in_the_place_of_a_key_is_not_repeated() {
    let secret = "Abc8Q~x.y-0123456789";
    let keys = SECRET.replace("B2C_1A_S", secret);
    assert_eq!(
        findings("<Protocol Name='OAuth2'/>", &format!("{BASIC} HttpBinding=POST"), &keys),
        [("CS0417", secret.to_owned())]
    );
    let policy = common::policy(
        "B2C_1A_a",
        None,
        &common::provider(&format!(
            "<TechnicalProfile Id='A'><DisplayName>A</DisplayName><Protocol Name='OAuth2'/>{keys}</TechnicalProfile>"
        )),
    );
    let outcome = common::run(&[("a.xml", &policy)], Purpose::Check);
    assert!(outcome.diagnostics.iter().any(|finding| finding.code.id == "CS0417"));
    for finding in &outcome.diagnostics {
        let shown = render::plain(finding, &outcome.sources);
        assert!(!shown.contains(secret), "{shown}");
    }
}
