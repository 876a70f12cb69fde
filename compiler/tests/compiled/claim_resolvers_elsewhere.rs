//! Claim resolvers in profiles that Claimsmith does not run, in the relying party, and in the addresses of pages.

use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Options, Purpose, compile};

const SELF_ASSERTED: &str =
    "<Protocol Name='Proprietary' Handler='Web.TPEngine.Providers.SelfAssertedAttributeProvider, Web.TPEngine'/>";
const INSIGHTS: &str =
    "<Protocol Name='Proprietary' Handler='Web.TPEngine.Providers.AzureApplicationInsightsProvider, Web.TPEngine'/>";

/// A policy with these parts.
fn policy_of(load_uri: &str, protocol: &str, switch: &str, default: &str, party: &str) -> String {
    let metadata = match switch {
        "" => String::new(),
        value => format!("<Item Key='IncludeClaimResolvingInClaimsHandling'>{value}</Item>"),
    };
    format!(
        "<TrustFrameworkPolicy xmlns='http://schemas.microsoft.com/online/cpim/schemas/2013/06' \
         PolicySchemaVersion='0.3.0.0' TenantId='a.example' PolicyId='B2C_1A_a' \
         PublicPolicyUri='http://a.example/B2C_1A_a'><BuildingBlocks><ClaimsSchema><ClaimType Id='a'>\
         <DataType>string</DataType></ClaimType></ClaimsSchema><ContentDefinitions><ContentDefinition Id='p'>\
         <LoadUri>{load_uri}</LoadUri><RecoveryUri>~/e</RecoveryUri>\
         <DataUri>urn:com:microsoft:aad:b2c:elements:contract:selfasserted:2.1.7</DataUri></ContentDefinition>\
         </ContentDefinitions></BuildingBlocks><ClaimsProviders><ClaimsProvider><TechnicalProfiles>\
         <TechnicalProfile Id='A'><DisplayName>A</DisplayName>{protocol}<Metadata>\
         <Item Key='ContentDefinitionReferenceId'>p</Item>{metadata}</Metadata><InputClaims>\
         <InputClaim ClaimTypeReferenceId='a' DefaultValue='{default}'/></InputClaims></TechnicalProfile>\
         </TechnicalProfiles></ClaimsProvider></ClaimsProviders><RelyingParty><TechnicalProfile Id='PolicyProfile'>\
         <DisplayName>P</DisplayName><Protocol Name='OpenIdConnect'/><OutputClaims>\
         <OutputClaim ClaimTypeReferenceId='a' PartnerClaimType='sub' DefaultValue='{party}'/></OutputClaims>\
         <SubjectNamingInfo ClaimType='sub'/></TechnicalProfile></RelyingParty></TrustFrameworkPolicy>"
    )
}

/// The findings about resolvers, and the texts they point at, of a policy with these parts.
fn findings(load_uri: &str, protocol: &str, switch: &str, default: &str, party: &str) -> Vec<String> {
    let ours = ["CS0305", "CS0505", "CS0506", "CS0507", "CS0509"];
    found(policy_of(load_uri, protocol, switch, default, party), &ours)
}

fn found(policy: String, ours: &[&str]) -> Vec<String> {
    let loader: MemoryLoader = [("a.xml", policy)].into_iter().collect();
    let outcome = compile(&Options::new(["a.xml"], Purpose::Check), &loader);
    let found = outcome.diagnostics.iter().filter(|finding| ours.contains(&finding.code.id));
    let shown = found.map(|finding| {
        let span = finding.primary.as_ref().expect("it has a place").span;
        let text = &outcome.sources.get(span.file).original()[span.start as usize..span.end as usize];
        format!("{} {} {text}", finding.severity.name(), finding.code.id)
    });
    shown.collect()
}

fn in_profile(protocol: &str, switch: &str, default: &str) -> Vec<String> {
    findings("~/p", protocol, switch, default, "x")
}

#[test]
fn a_page_needs_the_switch_and_insights_does_not() {
    assert!(in_profile(SELF_ASSERTED, "true", "{OIDC:LoginHint}").is_empty());
    for switch in ["", "false"] {
        assert_eq!(in_profile(SELF_ASSERTED, switch, "{OIDC:LoginHint}"), ["warning CS0505 {OIDC:LoginHint}"]);
    }
    assert!(in_profile(INSIGHTS, "", "{Context:CorrelationId}").is_empty());
}

#[test]
fn a_slip_in_the_switch_is_one_finding() {
    assert!(in_profile(SELF_ASSERTED, "yes", "{OIDC:LoginHint}").is_empty(), "CS0403 says it");
    let slip = "x</Item><Item Key='IncludeClaimResolvingInClaimHandling'>true";
    assert!(in_profile(SELF_ASSERTED, slip, "{OIDC:LoginHint}").is_empty());
}

#[test]
fn a_resolver_gives_what_its_claim_takes() {
    let typed = |data_type: &str, default: &str| {
        let policy = policy_of("~/p", SELF_ASSERTED, "true", default, "x");
        found(policy.replace("<DataType>string", &format!("<DataType>{data_type}")), &["CS0508"])
    };
    assert_eq!(typed("int", "{OIDC:ClientId}"), ["warning CS0508 {OIDC:ClientId}"]);
    assert_eq!(typed("boolean", "{Claim:b}"), [""; 0], "it is not declared");
    for (data_type, default) in [("string", "{OIDC:ClientId}"), ("int", "{OIDC:MaxAge}"), ("boolean", "{Claim:a}")] {
        assert_eq!(typed(data_type, default), [""; 0], "{default}");
    }
}

#[test]
fn unknown_and_empty_resolvers_are_warnings() {
    assert_eq!(in_profile(SELF_ASSERTED, "true", "{OIDC:loginhint}"), ["warning CS0506 {OIDC:loginhint}"]);
    assert_eq!(in_profile(SELF_ASSERTED, "true", "{OAUTH-KV:state}"), ["warning CS0507 {OAUTH-KV:state}"]);
    assert_eq!(in_profile(SELF_ASSERTED, "true", "{oauth2:access_token}"), ["warning CS0509 {oauth2:access_token}"]);
    assert_eq!(in_profile(SELF_ASSERTED, "true", "{Claim:b}"), ["error CS0305 {Claim:b}"]);
    for text in ["{property:Name}", "{service:te}", "plain", "{x}"] {
        assert!(in_profile(SELF_ASSERTED, "true", text).is_empty(), "{text}");
    }
}

#[test]
fn the_relying_party_needs_no_switch() {
    let party = |default| findings("~/p", SELF_ASSERTED, "", "x", default);
    assert!(party("{Policy:TenantObjectId}").is_empty() && party("{policy}").is_empty());
    assert_eq!(party("{Policy:TenantObjectID}"), ["warning CS0506 {Policy:TenantObjectID}"]);
}

#[test]
fn an_address_may_hold_resolvers() {
    let page = |uri| findings(uri, SELF_ASSERTED, "", "x", "x");
    assert!(page("https://a.example/{Culture:RFC5646}/{Settings2:x}/{other}.html").is_empty());
    assert_eq!(page("https://a.example/{Culture:Language}/x.html"), ["warning CS0506 {Culture:Language}"]);
}

#[test]
fn a_namespace_that_nobody_knows_is_found_on_pages_too() {
    let page = |uri: &str| findings(uri, INSIGHTS, "", "x", "x");
    assert_eq!(page("https://a.example/{Cultur:RFC5646}/x"), ["warning CS0506 {Cultur:RFC5646}"]);
    for right in
        ["https://a.example/{Culture:RFC5646}/x", "https://a.example/{tenant}/{x}", "https://a.example/{property:a}"]
    {
        assert!(page(right).is_empty(), "{right}");
    }
    let behaviors = "<RelyingParty><UserJourneyBehaviors><ContentDefinitionParameters><Parameter Name='a'>{OAUTHKV:campaignId}\
                     </Parameter></ContentDefinitionParameters></UserJourneyBehaviors>";
    let policy = policy_of("~/p", INSIGHTS, "", "x", "x").replace("<RelyingParty>", behaviors);
    assert_eq!(found(policy, &["CS0506"]), ["warning CS0506 {OAUTHKV:campaignId}"]);
}
