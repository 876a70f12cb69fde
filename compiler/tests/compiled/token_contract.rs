//! The token contract: which relying parties have one, which claims it holds, and what they are called.

use crate::common::journeys::{Parts, SUBJECT, exchange, journey, policy_profile, relying_party, send_claims};
use crate::common::{claims_schema, policy, provider};
use claimsmith_compiler::emit::{Style, emit, module_docs};
use claimsmith_compiler::ir::{Sdk, TokenContract};
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{
    Argument, ItemAttribute, Options, Outcome, Purpose, Rename, Severity, TypeOverride, compile,
};

fn compiled(parts: &Parts, change: impl FnOnce(&mut Options)) -> Outcome {
    let text = policy("B2C_1A_A", None, &parts.content());
    let loader: MemoryLoader = [("policy.xml", text.as_str())].into_iter().collect();
    let mut options = Options::new(["policy.xml"], Purpose::Generate);
    change(&mut options);
    compile(&options, &loader)
}

fn clean(parts: &Parts, change: impl FnOnce(&mut Options)) -> Sdk {
    let outcome = compiled(parts, change);
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    outcome.sdk.expect("it compiles")
}

/// A policy whose tokens have these claims beside the subject.
fn with_outputs(outputs: &str) -> Parts {
    Parts { relying_party: relying_party(&format!("{SUBJECT}{outputs}")), ..Parts::default() }
}

fn contract(parts: &Parts) -> TokenContract {
    clean(parts, |_| ()).token.expect("it has a contract")
}

/// Name in the token, name of the field, and whether it may have no value.
fn claims(contract: &TokenContract) -> Vec<(&str, &str, bool)> {
    let outputs = contract.profile.outputs.iter().zip(&contract.claims);
    outputs.map(|(output, field)| (&*output.claim, field.name.as_str(), field.optional)).collect()
}

/// The codes, messages and advice of the errors.
fn errors(outcome: &Outcome) -> Vec<(&'static str, String, Vec<String>)> {
    let errors = outcome.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|error| (error.code.id, error.message.clone(), error.help.clone())).collect()
}

fn argument(value: &str) -> Argument {
    Argument::new(value)
}

fn rename(selector: &str, name: &str) -> Rename {
    Rename { selector: argument(selector), name: argument(name) }
}

/// Why the technical profile of the relying party is left out.
fn reason(sdk: &Sdk) -> &str {
    assert!(sdk.token.is_none(), "{:?}", sdk.token);
    sdk.omitted.iter().find(|omitted| omitted.id == "PolicyProfile").map_or("", |omitted| &omitted.reason)
}

/// A policy whose tokens have these claims beside the subject, and whose journey may return an e-mail address.
fn with_email(outputs: &str) -> Parts {
    let steps = exchange(1, &[("A", "A")]) + &exchange(2, &[("C", "C")]) + &send_claims(3);
    Parts { journeys: journey("SignIn", &steps), profiles: RETURNS_EMAIL.to_owned(), ..with_outputs(outputs) }
}

#[test]
fn a_claim_is_what_the_relying_party_proves_of_it() {
    let parts = with_email(
        "<OutputClaim ClaimTypeReferenceId=\"email\" PartnerClaimType=\"emails.first\" Required=\"true\" />\
         <OutputClaim ClaimTypeReferenceId=\"newUser\" DefaultValue=\"False\" />",
    );
    let expected = [("sub", "sub", false), ("emails.first", "emails_first", false), ("newUser", "new_user", false)];
    assert_eq!(claims(&contract(&parts)), expected);
    let is_optional = |rest: &str| {
        let parts = with_email(&format!("<OutputClaim ClaimTypeReferenceId=\"email\" {rest} />"));
        claims(&contract(&parts)).last().expect("a claim").2
    };
    assert!(is_optional(""), "what the journey fills is not proven");
    assert!(is_optional("Required=\"false\""));
    assert!(is_optional("DefaultValue=\"\""), "no value");
    assert!(is_optional("DefaultValue=\"{Context:CorrelationId}\""), "a claim resolver may have none");
    assert!(!is_optional("DefaultValue=\"{policy}\""), "the policy has an id");
    assert!(!is_optional("DefaultValue=\"{Policy:PolicyId}\" AlwaysUseDefaultValue=\"true\""));
}

const RETURNS_EMAIL: &str = "<TechnicalProfile Id=\"C\"><DisplayName>C</DisplayName><Protocol Name=\"Proprietary\" \
    Handler=\"Web.TPEngine.Providers.RestfulProvider, Web.TPEngine, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null\" />\
    <Metadata><Item Key=\"ServiceUrl\">https://api.example</Item><Item Key=\"AuthenticationType\">None</Item>\
    <Item Key=\"SendClaimsIn\">Body</Item><Item Key=\"AllowInsecureAuthInProduction\">true</Item></Metadata>\
    <OutputClaims><OutputClaim ClaimTypeReferenceId=\"email\" /></OutputClaims></TechnicalProfile>";

#[test]
fn the_subject_always_has_a_value() {
    let by_id = relying_party("<OutputClaim ClaimTypeReferenceId=\"userId\" />").replace("\"sub\"", "\"userId\"");
    let token = contract(&Parts { relying_party: by_id.clone(), ..Parts::default() });
    assert_eq!(claims(&token), [("userId", "user_id", false)]);
    assert_eq!(token.subject.as_deref(), Some("userId"));
    let excluded = by_id.replace("<SubjectNamingInfo", "<SubjectNamingInfo ExcludeAsClaim=\"true\"");
    let token = contract(&Parts { relying_party: excluded, ..Parts::default() });
    assert_eq!(claims(&token), [("userId", "user_id", true)], "it is the subject and no claim");
}

#[test]
fn what_the_technical_profile_includes_is_in_the_token() {
    let included = "<TechnicalProfile Id=\"Common\"><DisplayName>Common</DisplayName><Protocol Name=\"None\" /><OutputClaims>\
                    <OutputClaim ClaimTypeReferenceId=\"newUser\" DefaultValue=\"true\" /></OutputClaims></TechnicalProfile>";
    let including = relying_party(SUBJECT)
        .replace("</TechnicalProfile>", "<IncludeTechnicalProfile ReferenceId=\"Common\" /></TechnicalProfile>");
    let parts = Parts { relying_party: including, profiles: included.to_owned(), ..Parts::default() };
    assert_eq!(claims(&contract(&parts)), [("newUser", "new_user", false), ("sub", "sub", false)]);
}

#[test]
fn an_application_with_saml_has_no_contract() {
    let saml = relying_party(SUBJECT).replace("OpenIdConnect", "SAML2");
    let sdk = clean(&Parts { relying_party: saml, ..Parts::default() }, |_| ());
    assert_eq!(reason(&sdk), "describes an assertion of SAML2, which is no JSON");
    assert!(module_docs(&sdk).contains("`PolicyProfile`: describes an assertion of SAML2"), "{}", module_docs(&sdk));
    assert!(!emit(&sdk, Style { lines: true }).to_string().contains("TokenClaims"));
}

#[test]
fn a_journey_that_issues_no_json_web_token_has_no_contract() {
    let issuer = "<TechnicalProfile Id=\"Saml\"><DisplayName>Saml</DisplayName><Protocol Name=\"SAML2\" />\
                  <OutputTokenFormat>SAML2</OutputTokenFormat><Metadata><Item Key=\"IssuerUri\">https://b2c.example</Item>\
                  </Metadata><CryptographicKeys><Key Id=\"MetadataSigning\" StorageReferenceId=\"B2C_1A_A\" />\
                  <Key Id=\"SamlMessageSigning\" StorageReferenceId=\"B2C_1A_A\" />\
                  <Key Id=\"SamlAssertionSigning\" StorageReferenceId=\"B2C_1A_A\" /></CryptographicKeys></TechnicalProfile>";
    let parts = Parts::default();
    let parts = Parts { profiles: issuer.to_owned(), journeys: parts.journeys.replace("JwtIssuer", "Saml"), ..parts };
    assert_eq!(reason(&clean(&parts, |_| ())), "describes no JSON Web Token: the journey issues none");
}

#[test]
fn a_file_without_a_relying_party_has_no_contract() {
    let sdk = clean(&Parts { relying_party: String::new(), ..Parts::default() }, |_| ());
    assert_eq!((sdk.token, sdk.omitted.iter().any(|omitted| omitted.id == "PolicyProfile")), (None, false));
}

#[test]
fn a_contract_is_enough_to_generate() {
    let nobody =
        Parts { journeys: journey("SignIn", &(exchange(1, &[("C", "C")]) + &send_claims(2))), ..with_outputs("") };
    let profile = RETURNS_EMAIL.replace("\"email\" />", "\"userId\" />");
    let sdk = clean(&Parts { profiles: profile, ..nobody }, |_| ());
    assert!(sdk.profiles.is_empty() && sdk.functions.is_empty() && sdk.token.is_some());
    let code = emit(&sdk, Style { lines: true }).to_string();
    assert!(code.contains("struct TokenClaims") && !code.contains("PROVIDERS"), "{code}");
    assert!(module_docs(&sdk).starts_with("The token contract for the policy `B2C_1A_A`."), "{}", module_docs(&sdk));
}

#[test]
fn it_is_chosen_and_left_out_by_its_id() {
    let parts = Parts::default();
    let chosen = clean(&parts, |options| options.profiles = Some(vec![argument("policyprofile")]));
    assert!(chosen.profiles.is_empty() && chosen.token.is_some());
    let not_chosen = clean(&parts, |options| options.profiles = Some(vec![argument("A")]));
    assert_eq!((reason(&not_chosen), not_chosen.profiles.len()), ("is not among the `profiles`", 1));
    let left_out = clean(&parts, |options| options.exclude = vec![argument("PolicyProfile")]);
    assert_eq!((reason(&left_out), left_out.profiles.len()), ("is left out by `exclude`", 1));
    let both = compiled(&parts, |options| {
        options.profiles = Some(vec![argument("A"), argument("PolicyProfile")]);
        options.exclude = vec![argument("PolicyProfile")];
    });
    assert_eq!(errors(&both)[0].1, "`profiles` names `PolicyProfile`, and `exclude` leaves it out");
    let renamed = compiled(&parts, |options| {
        options.exclude = vec![argument("PolicyProfile")];
        options.rename = vec![rename("PolicyProfile", "Api")];
    });
    assert_eq!(errors(&renamed)[0].1, "`rename` names `PolicyProfile`, and `exclude` leaves the profile out");
}

#[test]
fn names_attributes_and_types_of_the_caller_apply() {
    let parts =
        with_outputs("<OutputClaim ClaimTypeReferenceId=\"newUser\" PartnerClaimType=\"new\" DefaultValue=\"true\" />");
    let sdk = clean(&parts, |options| {
        options.rename = vec![rename("PolicyProfile", "Api"), rename("PolicyProfile/userId", "id")];
        options.derive = vec![argument("Eq")];
        options.attributes = vec![
            ItemAttribute { selector: argument("PolicyProfile"), attribute: argument("#[derive(Hash)]") },
            ItemAttribute { selector: argument("newUser"), attribute: argument("#[doc = \"x\"]") },
        ];
        options.types = vec![TypeOverride { selector: argument("userId"), path: argument("crate::Id") }];
    });
    let code = emit(&sdk, Style { lines: true }).to_string();
    let token = sdk.token.expect("it has a contract");
    assert_eq!((token.name.as_str(), claims(&token)), ("ApiClaims", vec![("sub", "id", false), ("new", "new", false)]));
    assert_eq!((token.attributes.len(), token.claims[1].attributes.len()), (1, 1));
    assert_eq!(token.claims[0].own_type.as_deref(), Some("crate::Id"));
    assert!(code.contains("`TechnicalProfile PolicyProfile` in `policy.xml`:27."), "{code}");
    let everywhere = clean(&parts, |options| options.rename = vec![rename("userId", "id")]);
    assert_eq!(claims(&everywhere.token.expect("it has a contract"))[0].1, "id");
}

#[test]
fn a_collision_names_both_and_how_to_mend_it() {
    let token = RETURNS_EMAIL.replace("\"C\"", "\"x\"");
    let client = format!(
        "{token}<TechnicalProfile Id=\"Token\"><DisplayName>T</DisplayName>{}<OutputClaims><OutputClaim \
         ClaimTypeReferenceId=\"userId\" PartnerClaimType=\"id\" /></OutputClaims></TechnicalProfile>",
        crate::common::OAUTH2
    );
    let journeys = Parts::default().journeys.replace("\"A\" />", "\"Token\" />");
    let parts = Parts { profiles: client, journeys, ..Parts::default() };
    let outcome = compiled(&parts, |_| ());
    let found = errors(&outcome);
    assert_eq!((found.len(), found[0].0), (1, "CS0701"));
    assert_eq!(found[0].1, "the technical profiles `Token` and `PolicyProfile` would both be `TokenClaims`");
    assert!(found[0].2[0].contains("rename = { \"PolicyProfile\" = \"…\" }"), "{:?}", found[0].2);
    let collision = outcome.diagnostics.iter().find(|finding| finding.code.id == "CS0701").expect("it is there");
    assert!(collision.primary.is_some() && collision.labels.len() == 1, "both places");
    clean(&parts, |options| options.rename = vec![rename("PolicyProfile", "Api")]);

    let same = with_outputs(
        "<OutputClaim ClaimTypeReferenceId=\"email\" PartnerClaimType=\"a.b\" DefaultValue=\"x\" />\
         <OutputClaim ClaimTypeReferenceId=\"newUser\" PartnerClaimType=\"a-b\" DefaultValue=\"true\" />",
    );
    let found = errors(&compiled(&same, |_| ()));
    assert_eq!(found[0].1, "the token claims `email` and `newUser` would both be `a_b`");
    assert!(found[0].2[1].contains("`rename = { \"PolicyProfile/newUser\" = \"…\" }`"), "{:?}", found[0].2);
    clean(&same, |options| options.rename = vec![rename("PolicyProfile/newUser", "new_user")]);
}

#[test]
fn of_two_claims_with_one_name_there_is_one() {
    let parts = with_outputs(
        "<OutputClaim ClaimTypeReferenceId=\"email\" PartnerClaimType=\"a\" DefaultValue=\"x\" />\
         <OutputClaim ClaimTypeReferenceId=\"newUser\" PartnerClaimType=\"a\" DefaultValue=\"true\" />",
    );
    let token = contract(&parts);
    assert_eq!(claims(&token), [("sub", "sub", false), ("a", "a", false)]);
    assert_eq!(token.claims[1].claim, "email");
}

#[test]
fn a_claim_without_a_rust_name_is_renamed_by_its_claim_type() {
    let parts =
        with_outputs("<OutputClaim ClaimTypeReferenceId=\"email\" PartnerClaimType=\"昵称\" DefaultValue=\"x\" />");
    let found = errors(&compiled(&parts, |_| ()));
    assert_eq!((found[0].0, found[0].1.as_str()), ("CS0702", "the token claim `昵称` has no Rust name"));
    assert!(found[0].2[1].contains("--rename PolicyProfile/email=…"), "{:?}", found[0].2);
    let token = clean(&parts, |options| options.rename = vec![rename("PolicyProfile/email", "nickname")]).token;
    assert_eq!(claims(&token.expect("it has a contract"))[1], ("昵称", "nickname", false));
}

#[test]
fn a_claim_of_a_type_that_is_not_compiled_is_refused_and_no_client_is() {
    let mut parts = with_email("<OutputClaim ClaimTypeReferenceId=\"email\" Required=\"true\" />");
    parts.claim_types[1].1 = "<DataType>objectIdentity</DataType>";
    let outcome = compiled(&parts, |_| ());
    let found = errors(&outcome);
    assert_eq!((found.len(), found[0].0), (1, "CS0704"));
    assert!(found[0].2[0].contains("exclude = [\"PolicyProfile\"]"), "{:?}", found[0].2);
    let sdk = outcome.sdk.expect("the healthy part");
    assert_eq!((sdk.profiles.len(), sdk.token), (1, None));
    clean(&parts, |options| options.exclude = vec![argument("PolicyProfile")]);
}

#[test]
fn a_claim_that_may_hold_a_token_of_a_provider_is_not_shown() {
    let schema = claims_schema(&[("issuerUserId", "string"), ("token", "string"), ("name", "string")]);
    let profile = format!(
        "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName>{}<OutputClaims>\
         <OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" />\
         <OutputClaim ClaimTypeReferenceId=\"token\" PartnerClaimType=\"{{oauth2:access_token}}\" />\
         <OutputClaim ClaimTypeReferenceId=\"name\" /></OutputClaims></TechnicalProfile>{}",
        crate::common::OAUTH2,
        "<TechnicalProfile Id=\"JwtIssuer\"><DisplayName>Issuer</DisplayName><Protocol Name=\"None\" />\
         <OutputTokenFormat>JWT</OutputTokenFormat></TechnicalProfile>"
    );
    let outputs = "<OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"sub\" />\
                   <OutputClaim ClaimTypeReferenceId=\"name\" /><OutputClaim ClaimTypeReferenceId=\"token\" />";
    let journeys = Parts::default().journeys;
    let content = schema
        + &provider(&profile)
        + &format!(
            "<UserJourneys>{journeys}</UserJourneys><RelyingParty><DefaultUserJourney ReferenceId=\"SignIn\" />"
        )
        + &policy_profile(outputs)
        + "</RelyingParty>";
    let text = policy("B2C_1A_A", None, &content);
    let outcome = crate::common::run(&[("policy.xml", &text)], Purpose::Generate);
    let token = outcome.sdk.and_then(|sdk| sdk.token).unwrap_or_else(|| panic!("{:?}", outcome.diagnostics));
    assert_eq!(token.hidden.into_iter().collect::<Vec<_>>(), [2]);
}
