//! Metadata that contradicts itself: everything is found before anybody signs in, and one slip is one finding.

use crate::common;
use crate::common::journeys::Parts;
use crate::common::{CLIENT_SECRET, CODE, ID_TOKEN, claims_schema, codes, compiled, policy, provider, run};
use claimsmith_compiler::{Diagnostic, Outcome, Purpose, Severity};

type Items<'t> = &'t [(&'t str, &'t str)];

const CLAIMS: (&str, &str) = ("ClaimsEndpoint", "https://id.example/me");
const HEADER: (&str, &str) = ("BearerTokenTransmissionMethod", "AuthorizationHeader");
const FOLLOW_UP: (&str, &str) = ("claimsmith.follow_up.1.endpoint", "https://id.example/more");

fn found(base: Items<'_>, more: Items<'_>) -> Vec<&'static str> {
    codes(&compiled(base, more, CLIENT_SECRET))
}

fn only_finding(outcome: Outcome) -> Diagnostic {
    let [finding] = <[Diagnostic; 1]>::try_from(outcome.diagnostics).expect("one finding");
    finding
}

/// A policy with one profile of these children, and its claim types.
fn with_children(children: &str, purpose: Purpose) -> Outcome {
    let profile = format!("<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName>{children}</TechnicalProfile>");
    let claims = claims_schema(&[("issuerUserId", "string"), ("name", "string")]);
    run(&[("a.xml", &policy("B2C_1A_A", None, &(claims + &provider(&profile))))], purpose)
}

/// What `Deployment::new` refuses in a profile (`profile_rules` and `parameter_rules` of the runtime), as metadata.
#[test]
fn what_the_runtime_would_refuse_is_found() {
    let jwt = ("token_endpoint_auth_method", "private_key_jwt");
    let secret = ("ClientSecretParamName", "secret");
    let keys = &["client_secret", "assertion_signing_key"];
    for (more, code) in [
        (&[("claimsmith.token_headers", "Content-Encoding=gzip")][..], "CS0403"),
        (&[("claimsmith.callback_parameters", "user,st%61te")], "CS0403"),
        (&[("claimsmith.token_parameter_names", "client_id=a")], "CS0403"),
        (&[("claimsmith.authorization_parameter_names", "state=a")], "CS0403"),
        (&[("ClientSecretParamName", "code")], "CS0407"),
        (&[("ClientSecretParamName", "client_id")], "CS0407"),
        (&[secret, ("ClientIdParamName", "secret")], "CS0407"),
        (&[("ClientIdParamName", "grant_type")], "CS0407"),
        (&[("ClientIdParamName", "scope")], "CS0407"),
        (&[jwt, ("ClientIdParamName", "client_assertion")], "CS0407"),
        (&[jwt, ("claimsmith.token_parameter_names", "code=client_assertion_type")], "CS0407"),
        (&[("claimsmith.token_parameter_names", "grant_type=refresh_token")], "CS0407"),
        (&[("ClientIdParamName", "token"), ("claimsmith.revocation_endpoint", "https://id.example/revoke")], "CS0407"),
        (&[("claimsmith.revocation_endpoint", "https://id.example/revoke?token=a")], "CS0407"),
        (&[("authorization_endpoint", "https://id.example/authorize?st%61te=1")], "CS0407"),
        (
            &[
                ("authorization_endpoint", "https://id.example/authorize?a=1"),
                ("AdditionalRequestQueryParameters", "a=2"),
            ],
            "CS0407",
        ),
        (&[("authorization_endpoint", "https://id.example/authorize?scope=y"), ("scope", "openid")], "CS0407"),
        (&[("AccessTokenEndpoint", "https://id.example/token?client%5Fsecret=a")], "CS0407"),
        (&[("claimsmith.refresh_endpoint", "https://id.example/token?client_secret=a")], "CS0407"),
        (&[("claimsmith.refresh_endpoint", "https://id.example/token?refresh_token=a")], "CS0407"),
        (&[("ClaimsEndpoint", "https://id.example/me?access%5Ftoken=a")], "CS0407"),
        (&[("claimsmith.follow_up.1.endpoint", "https://id.example/me?access_token=a")], "CS0407"),
        (&[FOLLOW_UP, ("claimsmith.follow_up.1.parameters", "a=b,a=c")], "CS0403"),
    ] {
        assert_eq!(codes(&compiled(CODE, more, keys)), [code], "{more:?}");
    }
    let mode = [("AdditionalRequestQueryParameters", "response_mode=query")];
    assert_eq!(codes(&compiled(ID_TOKEN, &mode, &[])), ["CS0407"]);
}

#[test]
fn what_is_sent_once_is_no_fault() {
    for more in [
        &[("token_endpoint_auth_method", "client_secret_basic"), ("ClientIdParamName", "code")][..],
        &[("authorization_endpoint", "https://id.example/authorize?scope=y")],
        &[("AdditionalRequestQueryParameters", "scope=y"), ("scope", "openid")],
        &[
            ("authorization_endpoint", "https://id.example/authorize?scope=y"),
            ("scope", "openid"),
            ("claimsmith.authorization_parameter_names", "scope=permissions"),
        ],
        &[HEADER, ("ClaimsEndpoint", "https://id.example/me?access_token=a&amp;fields=a&amp;fields=b")],
    ] {
        assert_eq!(found(CODE, more), [""; 0], "{more:?}");
    }
}

#[test]
fn a_query_holds_no_secret() {
    let secret = ("ClientSecretParamName", "key");
    for more in [
        &[("ClaimsEndpoint", "https://id.example/me?client_secret=a")][..],
        &[secret, ("ClaimsEndpoint", "https://id.example/me?key=a")],
        &[("authorization_endpoint", "https://id.example/authorize?client_secret=a")],
        &[("claimsmith.follow_up.2.endpoint", "https://id.example/me?client_secret=a")],
        &[("claimsmith.revocation_endpoint", "https://id.example/me?client_secret=a")],
        &[("end_session_endpoint", "https://id.example/me?client_secret=a")],
    ] {
        assert_eq!(found(CODE, more), ["CS0407"], "{more:?}");
    }
    assert_eq!(found(CODE, &[("ClaimsEndpoint", "https://id.example/me?key=a")]), [""; 0]);
}

#[test]
fn headers_do_not_displace_those_of_the_request() {
    let basic = ("token_endpoint_auth_method", "client_secret_basic");
    let agent = ("UserAgentForClaimsExchange", "Contoso");
    for more in [
        &[basic, ("claimsmith.token_headers", "Authorization=Basic abc")][..],
        &[("claimsmith.token_headers", "authorization=Basic abc")],
        &[("claimsmith.token_headers", "Content-Type=text/plain")],
        &[CLAIMS, HEADER, ("claimsmith.claims_headers", "Authorization=token {access_token}")],
        &[CLAIMS, agent, ("claimsmith.claims_headers", "User-Agent=x")],
        &[FOLLOW_UP, HEADER, ("claimsmith.follow_up.1.headers", "Authorization=token {access_token}")],
    ] {
        assert_eq!(found(CODE, more), ["CS0407"], "{more:?}");
    }
    for more in [
        &[CLAIMS, ("claimsmith.claims_headers", "Authorization=token {access_token},User-Agent=x")][..],
        &[("claimsmith.token_headers", "Accept=application/json")],
    ] {
        assert_eq!(found(CODE, more), [""; 0], "{more:?}");
    }
}

#[test]
fn a_slip_of_a_key_is_one_finding() {
    let minted = [("claimsmith.client_secret_issuer", "a"), ("claimsmith.client_secret_key_id", "b")];
    let scheme = ("claimsmith.authorization_scheme", "OAuth");
    for (base, more) in [
        (ID_TOKEN, &[("JWKS", ""), ("jwks_uri", "https://id.example/keys")][..]),
        (ID_TOKEN, &[("response_mode", ""), ("responsemode", "form_post")]),
        (ID_TOKEN, &[("issuer", ""), ("Issuer", "https://id.example")]),
        (CODE, &[("ClaimsEndpointFormatName", "format"), ("ClaimsEndPointFormat", "json")]),
        (CODE, &[minted[0], minted[1], ("claimsmith.client_secret_aud", "c")]),
        (CODE, &[("UsePolicyInRedirectUri", ""), ("UsePolicyInRedirectURI", "false")]),
        (CODE, &[("AccessTokenEndpoint", ""), ("response_type", "id_token")]),
        (CODE, &[scheme, ("BearerTokenTransmisionMethod", "AuthorizationHeader")]),
        (CODE, &[("claimsmith.claims_method", "POST"), ("ClaimsEndpont", "https://id.example/me")]),
        (CODE, &[("token_signing_algorithm", "RS256"), ("token_endpoint_auth_metod", "private_key_jwt")]),
        (CODE, &[("claimsmith.follow_up.3.method", "GET"), ("claimsmith.follow_up.3.endpont", "https://id.example/a")]),
        (CODE, &[("claimsmith.token_parameter_names", "code_verifier="), ("claimsmith.pcke", "false")]),
    ] {
        assert_eq!(found(base, more), ["CS0401"], "{more:?}");
    }
}

#[test]
fn a_slip_of_a_value_is_one_finding() {
    let scheme = ("claimsmith.authorization_scheme", "OAuth");
    for (more, keys, code) in [
        (&[("response_types", "idtoken"), ("AccessTokenEndpoint", "")][..], CLIENT_SECRET, "CS0403"),
        (&[("response_types", "idtoken")], &[], "CS0403"),
        (&[("token_endpoint_auth_method", "private_key_jw")], &["assertion_signing_key"], "CS0403"),
        (&[scheme, ("BearerTokenTransmissionMethod", "AuthorizationHeadr")], CLIENT_SECRET, "CS0403"),
        (&[("METADATA", "http://id.example/metadata")], CLIENT_SECRET, "CS0404"),
    ] {
        assert_eq!(codes(&compiled(CODE, more, keys)), [code], "{more:?}");
    }
    let both =
        [("response_types", "idtoken"), ("AccessTokenEndpoint", ""), ("TokenEndpoint", "https://id.example/token")];
    assert_eq!(found(CODE, &both), ["CS0402", "CS0403"], "two slips are two findings");
}

#[test]
fn a_profile_that_is_included_may_be_unfinished() {
    let items = |items: &[(&str, &str)]| {
        let items: String = items.iter().map(|(key, value)| format!("<Item Key=\"{key}\">{value}</Item>")).collect();
        format!("<Metadata>{items}</Metadata>")
    };
    let common = items(&[&[("claimsmith.claims_method", "POST"), ("token_signing_algorithm", "RS512")], CODE].concat());
    let more = items(&[CLAIMS, ("token_endpoint_auth_method", "private_key_jwt")]);
    let profiles = format!(
        "<TechnicalProfile Id=\"Common\"><DisplayName>A</DisplayName><Protocol Name=\"OAuth2\" />{common}\
         <CryptographicKeys><Key Id=\"client_secret\" StorageReferenceId=\"B2C_1A_Secret\" />\
         <Key Id=\"assertion_signing_key\" StorageReferenceId=\"B2C_1A_Key\" /></CryptographicKeys></TechnicalProfile>\
         <TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName>{more}\
         <OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" /></OutputClaims>\
         <IncludeTechnicalProfile ReferenceId=\"Common\" /></TechnicalProfile>"
    );
    let text = policy("B2C_1A_A", None, &(claims_schema(&[("issuerUserId", "string")]) + &provider(&profiles)));
    assert_eq!(codes(&run(&[("a.xml", &text)], Purpose::Check)), [""; 0]);
}

#[test]
fn keys_that_contradict_each_other_are_found() {
    for more in ["code=", "refresh_token="] {
        assert_eq!(found(CODE, &[("claimsmith.token_parameter_names", more)]), ["CS0403"], "{more}");
    }
    let no_verifier = ("claimsmith.token_parameter_names", "code_verifier=");
    assert_eq!(found(CODE, &[no_verifier]), ["CS0408"]);
    assert_eq!(found(CODE, &[no_verifier, ("claimsmith.pkce", "true")]), ["CS0408"]);
    assert_eq!(found(CODE, &[no_verifier, ("claimsmith.pkce", "false")]), [""; 0]);
    assert_eq!(found(CODE, &[("AdditionalRequestQueryParameters", "a=b,a=c")]), ["CS0403"]);
    for item in [
        ("HttpBinding", "POST"),
        ("claimsmith.token_headers", "X-A=b"),
        ("claimsmith.claims_method", "POST"),
        ("claimsmith.revocation_endpoint", "https://id.example/revoke"),
        ("UserAgentForClaimsExchange", "Contoso"),
    ] {
        assert_eq!(codes(&compiled(ID_TOKEN, &[item], &[])), ["CS0409"], "{item:?}");
    }
    let follow_up = [FOLLOW_UP, ("claimsmith.follow_up.1.path", "data")];
    assert_eq!(codes(&compiled(ID_TOKEN, &follow_up, &[])), ["CS0409", "CS0409"]);
    assert_eq!(codes(&compiled(ID_TOKEN, &[("ResolveJsonPathsInJsonTokens", "true")], &[])), [""; 0]);
}

#[test]
fn what_nothing_takes_has_no_effect() {
    const KEPT: (&str, &str) = ("ExtraParamsInAccessTokenEndpointResponse", "openid");
    assert_eq!(found(CODE, &[CLAIMS, KEPT]), ["CS0409"]);
    assert_eq!(found(CODE, &[CLAIMS, KEPT, ("ExtraParamsInClaimsEndpointRequest", "openid")]), [""; 0]);
    assert_eq!(found(CODE, &[CLAIMS, ("ExtraParamsInAccessTokenEndpointResponse", "a,,b")]), ["CS0403"]);
}

#[test]
fn an_input_claim_that_always_has_a_value_replaces_an_additional_parameter() {
    let with = |default: &str| {
        let children = format!(
            "{}<InputClaims><InputClaim ClaimTypeReferenceId=\"name\" PartnerClaimType=\"prompt\" {default}/></InputClaims>\
             <OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" /></OutputClaims>",
            common::OAUTH2
                .replace("<Metadata>", "<Metadata><Item Key=\"AdditionalRequestQueryParameters\">prompt=login</Item>")
        );
        codes(&with_children(&children, Purpose::Generate))
    };
    assert_eq!(with("DefaultValue=\"none\""), ["CS0409"]);
    assert_eq!(with(""), [""; 0]);
}

#[test]
fn what_identifies_the_user_is_an_output_claim() {
    for (more, expected) in [
        (("claimsmith.subject", "nope"), &["CS0412"][..]),
        (("external_user_identity_claim_id", "zzz"), &["CS0412"]),
        (("claimsmith.subject", "issueruserid"), &[]),
        (("external_user_identity_claim_id", "id"), &[]),
    ] {
        let outcome = compiled(CODE, &[more], CLIENT_SECRET);
        assert_eq!(codes(&outcome), expected, "{more:?}");
        assert!(outcome.diagnostics.iter().all(|finding| finding.severity == Severity::Warning));
    }
    let children = common::OAUTH2.replace("<Metadata>", "<Metadata><Item Key=\"claimsmith.subject\">name</Item>")
        + "<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" />\
           <OutputClaim ClaimTypeReferenceId=\"name\" /></OutputClaims>";
    let outcome = with_children(&children, Purpose::Generate);
    assert_eq!(codes(&outcome), [""; 0]);
    let sdk = outcome.sdk.expect("it is generated");
    let subject = sdk.profiles[0].profile.subject.as_ref().expect("somebody is identified");
    assert_eq!(subject.claim, 1, "what the policy names comes before the convention");
}

#[test]
fn a_path_that_is_not_read_as_one_is_a_warning() {
    let with = |metadata: &str, partner: &str| {
        let children = common::OAUTH2.replace("<Metadata>", &format!("<Metadata>{metadata}"))
            + &format!(
                "<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" />\
                 <OutputClaim ClaimTypeReferenceId=\"name\" PartnerClaimType=\"{partner}\" /></OutputClaims>"
            );
        codes(&with_children(&children, Purpose::Generate))
    };
    let switch = |value: &str| format!("<Item Key=\"ResolveJsonPathsInJsonTokens\">{value}</Item>");
    for partner in ["individualAccount.firstName", "emails[0]"] {
        assert_eq!(with("", partner), ["CS0511"], "{partner}");
        assert_eq!(with(&switch("false"), partner), [""; 0], "{partner}");
        assert_eq!(with(&switch("true"), partner), [""; 0], "{partner}");
        assert_eq!(with(&switch("yes"), partner), ["CS0403"], "{partner}");
    }
    assert_eq!(with("", "https://example.com/claims/name"), [""; 0]);
    let follow_up = "<Item Key=\"claimsmith.follow_up.1.endpoint\">https://id.example/more</Item>\
                     <Item Key=\"claimsmith.follow_up.1.prefix\">more.</Item>";
    assert_eq!(with(follow_up, "more.name"), [""; 0]);
    assert_eq!(with(follow_up, "more.name.first"), ["CS0511"]);
}

#[test]
fn a_fix_is_xml() {
    let partner = "a.0.b&amp;c&lt;&quot;";
    let children = common::OAUTH2
        .replace("<Metadata>", "<Metadata><Item Key=\"ResolveJsonPathsInJsonTokens\">true</Item>")
        + &format!(
            "<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"{partner}\" /></OutputClaims>"
        );
    let finding = only_finding(with_children(&children, Purpose::Generate));
    assert_eq!(finding.code.id, "CS0510");
    let fix = finding.fix.expect("it can be mended");
    let [edit] = fix.edits.as_slice() else { panic!("one edit") };
    assert_eq!(edit.replacement, "a[0].b&amp;c&lt;&quot;");
    let mended = children.replace(partner, &edit.replacement);
    assert_eq!(codes(&with_children(&mended, Purpose::Generate)), [""; 0]);
}

#[test]
fn a_finding_does_not_repeat_what_is_too_long_to_read() {
    let path = format!("a{}", ".b".repeat(200_000));
    let children = common::OAUTH2
        .replace("<Metadata>", "<Metadata><Item Key=\"ResolveJsonPathsInJsonTokens\">true</Item>")
        + &format!(
            "<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"{path}\" /></OutputClaims>"
        );
    let finding = only_finding(with_children(&children, Purpose::Generate));
    assert_eq!(finding.code.id, "CS0504");
    assert!(finding.message.chars().count() < 500, "{} characters", finding.message.chars().count());
    assert!(finding.message.starts_with("the path `a.b.b") && finding.message.ends_with("has more than 64 segments"));
    let finding =
        only_finding(compiled(CODE, &[("BearerTokenTransmissionMethod", &"{".repeat(100_000))], CLIENT_SECRET));
    assert!(finding.message.len() < 1_000, "{} bytes", finding.message.len());
}

#[test]
fn a_long_list_of_names_is_one_finding() {
    let names: Vec<String> = (0..60_000).map(|number| format!("n{number}")).collect();
    let pairs: Vec<String> = names.iter().map(|name| format!("{name}=a")).collect();
    let (names, pairs) = (names.join(","), pairs.join(","));
    assert_eq!(found(CODE, &[CLAIMS, ("ExtraParamsInClaimsEndpointRequest", &names)]), ["CS0403"]);
    assert_eq!(found(CODE, &[FOLLOW_UP, ("claimsmith.follow_up.1.parameters", &pairs)]), ["CS0403"]);
    assert_eq!(found(CODE, &[("AdditionalRequestQueryParameters", &pairs)]), ["CS0403"]);
}

#[test]
fn an_encoded_brace_is_text() {
    let outcome = compiled(CODE, &[("AdditionalRequestQueryParameters", "a=%7Btenant%7D,b={policy}")], CLIENT_SECRET);
    assert_eq!(codes(&outcome), [""; 0]);
    let sdk = outcome.sdk.expect("it is generated");
    let parameters = &sdk.profiles[0].profile.authorization.parameters;
    let values: Vec<&str> = parameters.iter().map(|parameter| parameter.value.as_ref()).collect();
    assert_eq!(values, ["{tenant}", "B2C_1A_A"]);
}

/// The findings CS0408 of an OpenID Connect profile with this discovery document and these further items, in a policy with
/// a relying party: what they point at.
fn needs_of(document: &str, more: Items<'_>) -> Vec<String> {
    let items = [("METADATA", document), ("client_id", "1234"), ("UsePolicyInRedirectUri", "false")];
    let items: String =
        items.iter().chain(more).map(|(key, value)| format!("<Item Key='{key}'>{value}</Item>")).collect();
    let profiles = format!(
        "<TechnicalProfile Id='Entra'><DisplayName>E</DisplayName><Protocol Name='OpenIdConnect'/><Metadata>{items}\
         </Metadata><CryptographicKeys><Key Id='client_secret' StorageReferenceId='B2C_1A_S'/></CryptographicKeys>\
         </TechnicalProfile>"
    );
    let outcome = Parts { profiles, ..Parts::default() }.check();
    let found = outcome.diagnostics.iter().filter(|finding| finding.code.id == "CS0408");
    let place = |finding: &Diagnostic| {
        let span = finding.primary.as_ref().expect("a place").span;
        assert_eq!(
            finding.severity == Severity::Warning,
            finding.message.contains("`METADATA`"),
            "{}",
            finding.message
        );
        outcome.sources.get(span.file).original()[span.start as usize..span.end as usize].to_owned()
    };
    found.map(place).collect()
}

#[test]
fn no_token_has_the_issuer_of_many_tenants() {
    const ORGANIZATIONS: &str = "https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration";
    const PREFIXES: (&str, &str) = ("ValidTokenIssuerPrefixes", "https://login.microsoftonline.com/");
    const DISCOVERY: &str = "DiscoverMetadataByTokenIssuer";
    let none = Vec::<String>::new();
    for document in [
        ORGANIZATIONS,
        "https://login.microsoftonline.com/common/.well-known/openid-configuration",
        "https://LOGIN.windows.net/Common/.well-known/openid-configuration",
    ] {
        assert_eq!(needs_of(document, &[]), [document]);
        assert_eq!(needs_of(document, &[(DISCOVERY, "false")]), [document]);
        assert_eq!(needs_of(document, &[(DISCOVERY, "true"), PREFIXES]), none);
    }
    assert_eq!(needs_of(ORGANIZATIONS, &[PREFIXES]), ["ValidTokenIssuerPrefixes"], "one finding for one cause");
    assert_eq!(needs_of(ORGANIZATIONS, &[("DiscoverMetadataByTokenIsuer", "true")]), none, "the slip is reported");
    assert_eq!(needs_of(ORGANIZATIONS, &[("issuer", "https://login.microsoftonline.com/7f1c/v2.0")]), none);
    for document in [
        "https://login.microsoftonline.com/consumers/v2.0/.well-known/openid-configuration",
        "https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration",
        "https://login.microsoftonline.com/{tenant}/.well-known/openid-configuration",
        "https://id.example/common/.well-known/openid-configuration",
        "https://login.microsoftonline.com",
    ] {
        assert_eq!(needs_of(document, &[]), none, "{document}");
    }
}

/// The texts that CS0413 points at.
fn placeholders(outcome: &Outcome) -> Vec<&str> {
    let found = outcome.diagnostics.iter().filter(|finding| finding.code.id == "CS0413");
    let spans = found.map(|finding| finding.primary.as_ref().expect("a place").span);
    spans.map(|it| &outcome.sources.get(it.file).original()[it.start as usize..it.end as usize]).collect()
}

#[test]
fn placeholders_outside_of_metadata_are_found() {
    let claims = |values: &[(&str, &str)]| {
        let input = |(claim, value): &(&str, &str)| {
            format!("<InputClaim ClaimTypeReferenceId=\"{claim}\" DefaultValue=\"{value}\" />")
        };
        let inputs: String = values.iter().map(input).collect();
        let profile = format!(
            "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName><InputClaims>{inputs}</InputClaims></TechnicalProfile>"
        );
        run(&[("a.xml", &policy("B2C_1A_A", None, &provider(&profile)))], Purpose::Check)
    };
    let open = claims(&[
        ("client_id", "ProxyIdentityExperienceFrameworkAppId"),
        ("resource_id", "IdentityExperienceFrameworkAppId"),
        ("identityProvider", "https://login.microsoftonline.com/your-AD-tenant-name.onmicrosoft.com"),
    ]);
    assert_eq!(placeholders(&open).len(), 3, "{:?}", open.diagnostics);
    let real = claims(&[
        ("client_id", "6f2c1b8e-1111-4c1f-9b50-1590f171fc70"),
        ("resource_id", "{Settings:AppId}"),
        ("count", "0"),
        ("request", "00000000-0000-0000-0000-000000000000"),
        ("message", "Your password has been changed: https://your.example"),
    ]);
    assert_eq!(placeholders(&real), [""; 0]);
}

#[test]
fn ids_of_zeros_and_pages_of_nobody_are_placeholders() {
    const ZEROS: &str = "00000000-0000-0000-0000-000000000000";
    let address = "https://your-storage-account.blob.core.windows.net/a.html";
    let page = common::journeys::PAGE.replace("~/tenant/default/page.cshtml", address);
    let party = common::journeys::relying_party(common::journeys::SUBJECT);
    let insights = format!(
        "<UserJourneyBehaviors><JourneyInsights TelemetryEngine=\"ApplicationInsights\" InstrumentationKey=\"{ZEROS}\" \
         DeveloperMode=\"false\" ClientEnabled=\"false\" ServerEnabled=\"true\" TelemetryVersion=\"1.0.0\" />\
         </UserJourneyBehaviors><TechnicalProfile"
    );
    let parts = Parts {
        content_definitions: page,
        relying_party: party.replacen("<TechnicalProfile", &insights, 1),
        ..Parts::default()
    };
    let text = policy("B2C_1A_A", None, &parts.content());
    let text = text.replacen(" PolicyId=", &format!(" TenantObjectId=\"{ZEROS}\" PolicyId="), 1);
    let outcome = run(&[("policy.xml", &text)], Purpose::Check);
    assert_eq!(placeholders(&outcome), [ZEROS, address, ZEROS], "{:?}", outcome.diagnostics);
}

/// Without an id_token B2C does not know who signs in; one in a URL stays in logs.
#[test]
fn an_openid_connect_provider_is_asked_for_what_tells_who_the_user_is() {
    let openid = |items: &[(&str, &str)]| {
        let items: String = items.iter().map(|(key, value)| format!("<Item Key=\"{key}\">{value}</Item>")).collect();
        let outcome = with_children(
            &format!(
                "<Protocol Name=\"OpenIdConnect\" /><Metadata><Item Key=\"METADATA\">https://id.example/m</Item>\
                 <Item Key=\"client_id\">1234</Item><Item Key=\"UsePolicyInRedirectUri\">false</Item>{items}</Metadata>\
                 <CryptographicKeys><Key Id=\"client_secret\" StorageReferenceId=\"B2C_1A_S\" /></CryptographicKeys>"
            ),
            Purpose::Check,
        );
        let found = outcome.diagnostics.iter().filter(|it| ["CS0403", "CS0410", "CS0803"].contains(&it.code.id));
        found.map(|it| format!("{} {}", it.severity.name(), it.code.id)).collect::<Vec<_>>()
    };
    let types = "response_types";
    assert_eq!(openid(&[(types, "token")]), ["error CS0403"], "the lint keeps silent beside it");
    assert_eq!(openid(&[(types, "id_token token")]), ["warning CS0803"]);
    assert_eq!(openid(&[(types, "code")]), [""; 0]);
    for value in ["id_token", "code id_token"] {
        let found = openid(&[(types, value), ("response_mode", "query")]);
        assert_eq!(found.iter().filter(|it| *it == "warning CS0410").count(), 1, "{found:?}");
        assert!(!openid(&[(types, value), ("response_mode", "form_post")]).contains(&"warning CS0410".to_owned()));
    }
    assert_eq!(openid(&[(types, "code"), ("response_mode", "query")]), [""; 0]);
}
