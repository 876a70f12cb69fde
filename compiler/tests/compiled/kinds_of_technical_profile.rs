//! What each kind of technical profile may say: metadata, cryptographic keys, handlers and elements, beyond the OAuth2
//! profiles that are compiled.

use crate::common;
use crate::common::{claims_schema, codes, policy, provider, run};
use claimsmith_compiler::{Diagnostic, Outcome, Purpose, Severity};

type Items<'t> = &'t [(&'t str, &'t str)];

/// A technical profile as it is written.
#[derive(Clone, Copy)]
struct Written<'t> {
    protocol: &'t str,
    format: &'t str,
    items: Items<'t>,
    keys: &'t [&'t str],
    claims: &'t str,
}

const NOTHING: Written<'_> = Written { protocol: "", format: "", items: &[], keys: &[], claims: "" };

const OPEN_ID_CONNECT: Written<'_> = Written {
    protocol: "Name='OpenIdConnect'",
    items: &[
        ("METADATA", "https://id.example/.well-known/openid-configuration"),
        ("client_id", "1234"),
        ("response_types", "code"),
        ("UsePolicyInRedirectUri", "false"),
    ],
    keys: &["client_secret"],
    ..NOTHING
};

const OAUTH1: Written<'_> = Written {
    protocol: "Name='OAuth1'",
    items: &[
        ("client_id", "1234"),
        ("request_token_endpoint", "https://id.example/request"),
        ("authorization_endpoint", "https://id.example/authorize"),
        ("access_token_endpoint", "https://id.example/token"),
    ],
    keys: &["client_secret"],
    ..NOTHING
};

const SAML2: Written<'_> = Written {
    protocol: "Name='SAML2'",
    items: &[("PartnerEntity", "https://id.example/metadata")],
    keys: &["SamlMessageSigning"],
    ..NOTHING
};

const JWT_ISSUER: Written<'_> = Written {
    protocol: "Name='None'",
    format: "<OutputTokenFormat>JWT</OutputTokenFormat>",
    items: &[("issuer_refresh_token_user_identity_claim_type", "objectId")],
    keys: &["issuer_secret", "issuer_refresh_token_key"],
    ..NOTHING
};

const PASSWORD_GRANT: Written<'_> = Written {
    protocol: "Name='OpenIdConnect'",
    items: &[
        ("METADATA", "https://login.microsoftonline.com/{tenant}/.well-known/openid-configuration"),
        ("authorization_endpoint", "https://login.microsoftonline.com/{tenant}/oauth2/token"),
        ("UserMessageIfInvalidPassword", "Wrong"),
    ],
    claims: "<InputClaims><InputClaim ClaimTypeReferenceId='name' PartnerClaimType='grant_type'/></InputClaims>",
    ..NOTHING
};

const ID_TOKEN_HINT: Written<'_> = Written {
    protocol: "Name='None'",
    items: &[("issuer", "https://a.example"), ("IdTokenAudience", "1234")],
    keys: &["client_secret"],
    ..NOTHING
};

const fn proprietary<'t>(class: &'t str, items: Items<'t>) -> Written<'t> {
    Written { protocol: class, items, ..NOTHING }
}

const SELF_ASSERTED: Written<'_> = proprietary(
    "Name='Proprietary' Handler='Web.TPEngine.Providers.SelfAssertedAttributeProvider, Web.TPEngine, \
     Version=1.0.0.0, Culture=neutral, PublicKeyToken=null'",
    &[("ContentDefinitionReferenceId", "api.selfasserted"), ("language.button_continue", "Go on")],
);

const RESTFUL: Written<'_> = proprietary(
    "Name='Proprietary' Handler='Web.TPEngine.Providers.RestfulProvider, Web.TPEngine, \
     Version=1.0.0.0, Culture=neutral, PublicKeyToken=null'",
    &[("ServiceUrl", "https://{name}.example/api?code={objectId}"), ("AuthenticationType", "None")],
);

const DIRECTORY: Written<'_> = proprietary(
    "Name='Proprietary' Handler='Web.TPEngine.Providers.AzureActiveDirectoryProvider, Web.TPEngine, \
     Version=1.0.0.0, Culture=neutral, PublicKeyToken=null'",
    &[("Operation", "Read")],
);

const ONE_TIME_PASSWORD: Written<'_> = proprietary(
    "Name='Proprietary' Handler='Web.TPEngine.Providers.OneTimePasswordProtocolProvider, Web.TPEngine, \
     Version=1.0.0.0, Culture=neutral, PublicKeyToken=null'",
    &[("Operation", "GenerateCode")],
);

const PHONE_FACTOR: Written<'_> = proprietary(
    "Name='Proprietary' Handler='Web.TPEngine.Providers.PhoneFactorProtocolProvider, Web.TPEngine, \
     Version=1.0.0.0, Culture=neutral, PublicKeyToken=null'",
    &[("ContentDefinitionReferenceId", "api.phonefactor")],
);

const SESSION: Written<'_> = proprietary(
    "Name='Proprietary' Handler='Web.TPEngine.SSO.ExternalLoginSSOSessionProvider, Web.TPEngine, \
     Version=1.0.0.0, Culture=neutral, PublicKeyToken=null'",
    &[("AlwaysFetchClaimsFromProvider", "true")],
);

const COMPLETE: &[Written<'_>] = &[
    OPEN_ID_CONNECT,
    OAUTH1,
    SAML2,
    JWT_ISSUER,
    PASSWORD_GRANT,
    ID_TOKEN_HINT,
    SELF_ASSERTED,
    RESTFUL,
    DIRECTORY,
    ONE_TIME_PASSWORD,
    PHONE_FACTOR,
    SESSION,
];

impl Written<'_> {
    fn element(&self, id: &str) -> String {
        let items: String =
            self.items.iter().map(|(key, value)| format!("<Item Key=\"{key}\">{value}</Item>\n")).collect();
        let items = if items.is_empty() { items } else { format!("<Metadata>{items}</Metadata>") };
        let keys: String =
            self.keys.iter().map(|id| format!("<Key Id='{id}' StorageReferenceId='B2C_1A_K'/>")).collect();
        let keys = if keys.is_empty() { keys } else { format!("<CryptographicKeys>{keys}</CryptographicKeys>") };
        let Self { protocol, format, claims, .. } = self;
        format!(
            "<TechnicalProfile Id='{id}'><DisplayName>A</DisplayName><Protocol {protocol}/>{format}{items}{keys}{claims}\
             </TechnicalProfile>"
        )
    }
}

/// A policy of these technical profiles. Without a relying party what is missing is a warning.
fn checked(profiles: &str) -> Outcome {
    let claims = claims_schema(&[("objectId", "string"), ("name", "string"), ("extension_level", "string")]);
    let definition = |id: &str| {
        format!(
            "<ContentDefinition Id='{id}'><LoadUri>~/a.html</LoadUri><RecoveryUri>~/b.html</RecoveryUri>\
             <DataUri>urn:com:microsoft:aad:b2c:elements:contract:selfasserted:2.1.7</DataUri></ContentDefinition>"
        )
    };
    let definitions = definition("api.selfasserted") + &definition("api.phonefactor");
    let claims = claims.replace(
        "</BuildingBlocks>",
        &format!("<ContentDefinitions>{definitions}</ContentDefinitions></BuildingBlocks>"),
    );
    run(&[("a.xml", &policy("B2C_1A_A", None, &(claims + &provider(profiles))))], Purpose::Check)
}

/// The findings about metadata, keys and handlers.
fn about_metadata(outcome: &Outcome) -> Vec<&'static str> {
    codes(outcome).into_iter().filter(|code| code.starts_with("CS04")).collect()
}

/// What is found when these items are added to, or take the place of, those of a profile; an empty key removes nothing.
fn with(profile: Written<'_>, more: Items<'_>) -> Vec<&'static str> {
    let kept = profile.items.iter().filter(|(key, _)| more.iter().all(|(other, _)| other != key));
    let items: Vec<(&str, &str)> = kept.chain(more).copied().collect();
    about_metadata(&checked(&Written { items: &items, ..profile }.element("A")))
}

fn without(profile: Written<'_>, key: &str) -> Vec<&'static str> {
    let items: Vec<(&str, &str)> = profile.items.iter().filter(|(other, _)| *other != key).copied().collect();
    about_metadata(&checked(&Written { items: &items, ..profile }.element("A")))
}

fn finding(outcome: Outcome, code: &str) -> Diagnostic {
    let found = outcome.diagnostics.into_iter().find(|finding| finding.code.id == code);
    found.unwrap_or_else(|| panic!("{code} is found"))
}

#[test]
fn complete_profiles_have_no_findings() {
    for profile in COMPLETE {
        assert_eq!(with(*profile, &[]), [""; 0], "{}", profile.protocol);
    }
}

#[test]
fn what_a_kind_of_profile_needs_is_missed() {
    for (profile, key) in [
        (OPEN_ID_CONNECT, "METADATA"),
        (OPEN_ID_CONNECT, "client_id"),
        (OAUTH1, "request_token_endpoint"),
        (SAML2, "PartnerEntity"),
        (JWT_ISSUER, "issuer_refresh_token_user_identity_claim_type"),
        (PASSWORD_GRANT, "METADATA"),
        (ID_TOKEN_HINT, "issuer"),
        (RESTFUL, "ServiceUrl"),
        (RESTFUL, "AuthenticationType"),
        (DIRECTORY, "Operation"),
        (ONE_TIME_PASSWORD, "Operation"),
        (PHONE_FACTOR, "ContentDefinitionReferenceId"),
    ] {
        assert_eq!(without(profile, key), ["CS0402"], "{key}");
    }
    // A page has the content definition of its step; a provider without discovery document has endpoints of its own.
    assert_eq!(without(SELF_ASSERTED, "ContentDefinitionReferenceId"), [""; 0]);
    let endpoint = [("METADATA", ""), ("authorization_endpoint", "https://id.example/authorize")];
    let items: Vec<_> = OPEN_ID_CONNECT.items.iter().skip(1).chain(&endpoint[1..]).copied().collect();
    assert_eq!(about_metadata(&checked(&Written { items: &items, ..OPEN_ID_CONNECT }.element("A"))), [""; 0]);
    let document = [("METADATA", "https://a.example/.well-known/openid-configuration")];
    assert_eq!(
        about_metadata(&checked(&Written { items: &document, keys: &[], ..ID_TOKEN_HINT }.element("A"))),
        [""; 0]
    );
}

#[test]
fn what_is_missing_fails_only_where_users_sign_in() {
    let element = Written { items: &[], ..RESTFUL }.element("A");
    let party = "<UserJourneys><UserJourney Id='J'><OrchestrationSteps><OrchestrationStep Order='1' Type='SendClaims' \
                 CpimIssuerTechnicalProfileReferenceId='I'/></OrchestrationSteps></UserJourney></UserJourneys>\
                 <RelyingParty><DefaultUserJourney ReferenceId='J'/><TechnicalProfile Id='PolicyProfile'><DisplayName>P\
                 </DisplayName><Protocol Name='OpenIdConnect'/><OutputClaims><OutputClaim \
                 ClaimTypeReferenceId='objectId' PartnerClaimType='sub'/></OutputClaims><SubjectNamingInfo \
                 ClaimType='sub'/></TechnicalProfile></RelyingParty>";
    let content =
        claims_schema(&[("objectId", "string")]) + &provider(&(element.clone() + &JWT_ISSUER.element("I"))) + party;
    let outcome = run(&[("a.xml", &policy("B2C_1A_A", None, &content))], Purpose::Check);
    assert_eq!(finding(outcome, "CS0402").severity, Severity::Error);
    assert_eq!(finding(checked(&element), "CS0402").severity, Severity::Warning);
}

#[test]
fn what_others_include_may_lack_something() {
    let base = Written { items: &[], ..DIRECTORY }.element("Common");
    let child = "<TechnicalProfile Id='A'><DisplayName>A</DisplayName><Metadata><Item Key='Operation'>Read</Item></Metadata>\
                 <IncludeTechnicalProfile ReferenceId='Common'/></TechnicalProfile>";
    assert_eq!(about_metadata(&checked(&(base.clone() + child))), [""; 0]);
    assert_eq!(about_metadata(&checked(&base)), ["CS0402"]);
}

#[test]
fn a_key_is_known_where_it_belongs() {
    for (profile, key) in [
        (SELF_ASSERTED, "setting.showSignupLink "),
        (SELF_ASSERTED, "Setting.RetryLimit"),
        (SELF_ASSERTED, "UserMesageIfInvalidPassword"),
        (RESTFUL, "SendClaimIn"),
        (JWT_ISSUER, "token_lifetime_sec"),
        (ONE_TIME_PASSWORD, "InstrumentationKey"),
        (OPEN_ID_CONNECT, "claimsmith.pkce"),
    ] {
        assert_eq!(with(profile, &[(key, "1")]), ["CS0401"], "{key}");
    }
    for (profile, key) in [
        (SELF_ASSERTED, "UserMessageIfSomethingNobodyListed"),
        (SELF_ASSERTED, "claimType.password.DisplayName.en"),
        (ONE_TIME_PASSWORD, "UserMessage.InvalidCode"),
        (DIRECTORY, "ClaimValueOnWhichToEnable"),
    ] {
        assert_eq!(with(profile, &[(key, "1")]), [""; 0], "{key}");
    }
}

#[test]
fn an_unknown_key_is_explained() {
    let help = |profile: Written<'_>, key: &str| {
        let items: Vec<(&str, &str)> = profile.items.iter().copied().chain([(key, "true")]).collect();
        let found = finding(checked(&Written { items: &items, ..profile }.element("A")), "CS0401");
        (found.help.join("; "), found.fix.map(|fix| fix.message))
    };
    let slip = help(SELF_ASSERTED, "setting.showsignuplink ");
    assert_eq!(slip.1.as_deref(), Some("did you mean `setting.showSignupLink`?"));
    let elsewhere = help(RESTFUL, "EnforceEmailVerification");
    assert_eq!(elsewhere, ("it is a key of a self-asserted technical profile: remove it here".to_owned(), None));
    assert_eq!(help(RESTFUL, "xyzzy").0, "remove it, or check its spelling");
}

#[test]
fn a_slip_of_a_needed_key_is_one_finding() {
    let slip = with(RESTFUL, &[("serviceUrl", "https://a.example")]);
    assert_eq!(slip, ["CS0401"], "both are there");
    let items = [("serviceUrl", "https://a.example"), ("AuthenticationType", "None")];
    let outcome = checked(&Written { items: &items, ..RESTFUL }.element("A"));
    assert_eq!(about_metadata(&outcome), ["CS0402"]);
    let fix = finding(outcome, "CS0402").fix.map(|fix| fix.message);
    assert_eq!(fix.as_deref(), Some("did you mean `ServiceUrl`?"));
}

#[test]
fn values_are_of_their_kind() {
    for (profile, key, value, code) in [
        (OPEN_ID_CONNECT, "response_mode", "form-post", "CS0403"),
        (OPEN_ID_CONNECT, "response_types", "code idtoken", "CS0403"),
        (OPEN_ID_CONNECT, "METADATA", "id.example", "CS0404"),
        (SAML2, "XmlSignatureAlgorithm", "SHA-256", "CS0403"),
        (SAML2, "PartnerEntity", "metadata.xml", "CS0404"),
        (RESTFUL, "AuthenticationType", "OAuth2", "CS0403"),
        (RESTFUL, "ServiceUrl", "api/users", "CS0404"),
        (RESTFUL, "ServiceUrl", "https://          /hash", "CS0404"),
        (DIRECTORY, "Operation", "Delete", "CS0403"),
        (JWT_ISSUER, "token_lifetime_secs", "60", "CS0403"),
        (JWT_ISSUER, "token_lifetime_secs", "an hour", "CS0403"),
        (SELF_ASSERTED, "EnforceEmailVerification", "no", "CS0403"),
        (OPEN_ID_CONNECT, "client_id", "", "CS0403"),
    ] {
        assert_eq!(with(profile, &[(key, value)]), [code], "{key} = {value}");
    }
    for (profile, key, value) in [
        (OPEN_ID_CONNECT, "response_types", "code id_token"),
        (SAML2, "PartnerEntity", "&lt;EntityDescriptor/&gt;"),
        (RESTFUL, "ServiceUrl", "http://api.example/users"),
        (RESTFUL, "ServiceUrl", "{ApiUrl}/users"),
        (JWT_ISSUER, "token_lifetime_secs", "86400"),
        (SELF_ASSERTED, "EnforceEmailVerification", "False"),
    ] {
        assert_eq!(with(profile, &[(key, value)]), [""; 0], "{key} = {value}");
    }
}

#[test]
fn only_what_must_fail_is_an_error() {
    let severity = |profile: Written<'_>, key: &str, value: &str| {
        let kept = profile.items.iter().filter(|(other, _)| *other != key);
        let items: Vec<(&str, &str)> = kept.copied().chain([(key, value)]).collect();
        finding(checked(&Written { items: &items, ..profile }.element("A")), "CS0403").severity
    };
    assert_eq!(severity(OPEN_ID_CONNECT, "client_id", ""), Severity::Error);
    assert_eq!(severity(DIRECTORY, "Operation", "Delete"), Severity::Error);
    assert_eq!(severity(OPEN_ID_CONNECT, "scope", ""), Severity::Warning);
    assert_eq!(severity(DIRECTORY, "Operation", ""), Severity::Error);
    assert_eq!(severity(SELF_ASSERTED, "EnforceEmailVerification", "no"), Severity::Warning);
    assert_eq!(severity(RESTFUL, "ClaimsFormat", "Xml"), Severity::Warning);
}

#[test]
fn the_keys_of_the_chosen_authentication_are_there() {
    for (profile, items) in [
        (OPEN_ID_CONNECT, &[("token_endpoint_auth_method", "private_key_jwt")][..]),
        (OAUTH1, &[]),
        (SAML2, &[]),
        (ID_TOKEN_HINT, &[]),
        (RESTFUL, &[("AuthenticationType", "ClientCertificate")]),
        (RESTFUL, &[("AuthenticationType", "Bearer")]),
        (RESTFUL, &[("AuthenticationType", "ApiKeyHeader")]),
    ] {
        let bare = Written { keys: &[], ..profile };
        assert_eq!(with(bare, items), ["CS0405"], "{} {items:?}", profile.protocol);
    }
    assert_eq!(with(Written { keys: &[], ..JWT_ISSUER }, &[]), ["CS0405"; 2]);
    assert_eq!(with(RESTFUL, &[("AuthenticationType", "Basic")]), ["CS0405"; 2]);
    assert_eq!(with(SAML2, &[("WantsEncryptedAssertions", "true")]), ["CS0405"]);
    for (profile, items) in [
        (OPEN_ID_CONNECT, &[("response_types", "id_token")][..]),
        (SAML2, &[("WantsSignedRequests", "false")]),
        (RESTFUL, &[("AuthenticationType", "Bearer"), ("UseClaimAsBearerToken", "name")]),
    ] {
        assert_eq!(with(Written { keys: &[], ..profile }, items), [""; 0], "{items:?}");
    }
    let header = Written { keys: &["x-functions-key"], ..RESTFUL };
    assert_eq!(with(header, &[("AuthenticationType", "ApiKeyHeader")]), [""; 0]);
}

#[test]
fn a_slip_in_the_id_of_a_key_is_seen() {
    let outcome = checked(&Written { keys: &["client_secrett"], ..OAUTH1 }.element("A"));
    let fix = finding(outcome, "CS0405").fix.map(|fix| fix.message);
    assert_eq!(fix.as_deref(), Some("did you mean `client_secret`?"));
    let half = Written { keys: &["BasicAuthenticationUsername"], ..RESTFUL };
    let items = [("ServiceUrl", "https://a.example"), ("AuthenticationType", "Basic")];
    assert_eq!(finding(checked(&Written { items: &items, ..half }.element("A")), "CS0405").fix, None);
}

#[test]
fn a_key_is_spelled_as_it_is_documented() {
    let outcome = checked(&Written { keys: &["Client_Secret"], ..OAUTH1 }.element("A"));
    assert_eq!(codes(&outcome), ["CS0308"]);
    let fix = finding(outcome, "CS0308").fix.expect("the spelling is certain");
    assert_eq!(fix.edits[0].replacement, "client_secret");
}

/// Public policies issue SAML tokens without it, so upload takes them.
#[test]
fn a_saml_issuer_runs_without_a_key_for_its_metadata() {
    let issuer = Written {
        protocol: "Name='None'",
        format: "<OutputTokenFormat>SAML2</OutputTokenFormat>",
        keys: &["SamlMessageSigning"],
        ..NOTHING
    };
    let missing = finding(checked(&issuer.element("A")), "CS0405");
    assert_eq!(missing.severity, Severity::Warning);
    assert!(missing.message.contains("`MetadataSigning`"), "{}", missing.message);
    assert_eq!(with(Written { keys: &["MetadataSigning", "SamlMessageSigning"], ..issuer }, &[]), [""; 0]);
}

#[test]
fn a_secret_in_metadata_is_in_no_picture() {
    let secret = [("PartnerEntity", "https://id.example/metadata"), ("ClientPassword", "hunter2")];
    let unknown = finding(checked(&Written { items: &secret, ..SAML2 }.element("A")), "CS0401");
    assert!(unknown.is_confidential && !format!("{unknown:?}").contains("hunter2"));
}

#[test]
fn no_answer_comes_in_a_fragment() {
    let with_mode = |mode: &str| {
        let items: Vec<_> = OPEN_ID_CONNECT.items.iter().copied().chain([("response_mode", mode)]).collect();
        checked(&Written { items: &items, ..OPEN_ID_CONNECT }.element("A"))
    };
    assert_eq!(finding(with_mode("fragment"), "CS0905").severity, Severity::Warning);
    assert_eq!(codes(&with_mode("query")), codes(&with_mode("form_post")));
}

/// One finding: that the setting has no value.
#[test]
fn a_key_that_waits_for_a_setting_may_be_any_key() {
    for element in [
        RESTFUL.element("A").replace("Key=\"AuthenticationType\"", "Key=\"{Settings:Key}\""),
        OAUTH1.element("A").replace("Id='client_secret'", "Id='{Settings:Key}'"),
        RESTFUL.element("A").replace(">None<", ">{Settings:Value}<"),
        OAUTH1.element("A").replace("B2C_1A_K", "{Settings:Value}"),
        RESTFUL.element("A").replace("Web.TPEngine.Providers.RestfulProvider", "{Settings:Value}"),
    ] {
        assert_eq!(codes(&checked(&element)), ["CS0005"], "{element}");
    }
}

#[test]
fn keys_need_and_exclude_others() {
    let prefixes = ("ValidTokenIssuerPrefixes", "https://login.microsoftonline.com/");
    for (profile, items, code) in [
        (OPEN_ID_CONNECT, &[prefixes][..], "CS0408"),
        (DIRECTORY, &[("ClientId", "831374b3-bd50-41bf-aa54-263ec9e050fc")], "CS0408"),
        (OPEN_ID_CONNECT, &[("ReadBodyClaimsOnIdpRedirect", "user.name"), ("response_mode", "query")], "CS0410"),
        (RESTFUL, &[("ClaimUsedForRequestPayload", "name"), ("SendClaimsIn", "Url")], "CS0410"),
        (OPEN_ID_CONNECT, &[("resource", "https://graph.windows.net")], "CS0409"),
        (OPEN_ID_CONNECT, &[("ClaimsEndpoint", "https://id.example/userinfo")], "CS0409"),
    ] {
        assert_eq!(with(profile, items), [code], "{items:?}");
    }
    assert_eq!(with(OPEN_ID_CONNECT, &[prefixes, ("DiscoverMetadataByTokenIssuer", "True")]), [""; 0]);
    assert_eq!(with(RESTFUL, &[("ClaimUsedForRequestPayload", "name"), ("SendClaimsIn", "Body")]), [""; 0]);
}

#[test]
fn what_was_left_open_is_found_once() {
    for (profile, key, value) in [
        (OPEN_ID_CONNECT, "client_id", "Your Microsoft application ID"),
        (PASSWORD_GRANT, "client_id", "ProxyIdentityExperienceFrameworkAppId"),
        (OPEN_ID_CONNECT, "METADATA", "https://login.microsoftonline.com/yourtenant.onmicrosoft.com/v2.0"),
        (RESTFUL, "ServiceUrl", "https://your-api-endpoint"),
        (ID_TOKEN_HINT, "IdTokenAudience", "00000000-0000-0000-0000-000000000000"),
    ] {
        assert_eq!(with(profile, &[(key, value)]), ["CS0413"], "{key} = {value}");
    }
    assert_eq!(with(JWT_ISSUER, &[("client_id", "{service:te}")]), [""; 0]);
}

#[test]
fn a_client_id_of_a_client_that_is_compiled_may_be_left_open() {
    let open = [("client_id", "Your QQ APP ID")];
    let outcome = common::compiled(common::CODE, &open, common::CLIENT_SECRET);
    assert_eq!(codes(&outcome), [""; 0]);
    let endpoint = [("ClaimsEndpoint", "https://yourtenant.example/me")];
    assert_eq!(codes(&common::compiled(common::CODE, &endpoint, common::CLIENT_SECRET)), ["CS0413"]);
}

#[test]
fn the_tenant_of_a_sample_is_found() {
    let text = policy("B2C_1A_A", None, &claims_schema(&[])).replace("contoso.onm", "yourtenant.onm");
    let outcome = run(&[("a.xml", &text)], Purpose::Check);
    assert_eq!(about_metadata(&outcome), ["CS0413"]);
}

#[test]
fn protocol_and_handler_fit() {
    let found = |protocol: &str| about_metadata(&checked(&Written { protocol, ..NOTHING }.element("A")));
    assert_eq!(found("Name='Proprietary'"), ["CS0414"]);
    assert_eq!(found("Name='None' Handler='Web.TPEngine.Providers.RestfulProvider'"), ["CS0414"]);
    assert_eq!(found("Name='Proprietary' Handler='Web.TPEngine.Providers.RestfullProvider, Web.TPEngine'"), ["CS0415"]);
    assert_eq!(found("Name='Proprietary' Handler='Contoso.Provider, Contoso'"), ["CS0415"]);
    assert_eq!(found("Name='WsFed'"), [""; 0]);
}

#[test]
fn an_unknown_handler_has_a_suggestion() {
    let suggestion = |class: &str| {
        let protocol = format!("Name='Proprietary' Handler='{class}, Web.TPEngine'");
        let outcome = checked(&Written { protocol: &protocol, ..NOTHING }.element("A"));
        finding(outcome, "CS0415").fix.map(|fix| fix.message).unwrap_or_default()
    };
    let restful = "did you mean `Web.TPEngine.Providers.RestfulProvider, Web.TPEngine, Version=1.0.0.0, Culture=neutral, \
                   PublicKeyToken=null`?";
    assert_eq!(suggestion("Web.TPEngine.Providers.RestFulProvider"), restful);
    assert_eq!(suggestion("RestfulProvider"), restful);
    assert_eq!(suggestion("Contoso.Something"), "");
}

#[test]
fn elements_stand_where_they_mean_something() {
    const VALIDATION: &str = "<ValidationTechnicalProfiles><ValidationTechnicalProfile ReferenceId='A'/>\
                              </ValidationTechnicalProfiles>";
    const DISPLAY: &str = "<DisplayClaims><DisplayClaim ClaimTypeReferenceId='name'/></DisplayClaims>";
    const PERSISTED: &str = "<PersistedClaims><PersistedClaim ClaimTypeReferenceId='name'/></PersistedClaims>";
    for (profile, claims, severity) in [
        (RESTFUL, VALIDATION, Some(Severity::Error)),
        (RESTFUL, DISPLAY, Some(Severity::Warning)),
        (SELF_ASSERTED, PERSISTED, Some(Severity::Warning)),
        (SELF_ASSERTED, VALIDATION, None),
        (SELF_ASSERTED, DISPLAY, None),
        (PHONE_FACTOR, DISPLAY, None),
        (DIRECTORY, PERSISTED, None),
        (SESSION, PERSISTED, None),
    ] {
        let outcome = checked(&Written { claims, ..profile }.element("A"));
        let found = outcome.diagnostics.iter().find(|finding| finding.code.id == "CS0416");
        assert_eq!(found.map(|finding| finding.severity), severity, "{} {claims}", profile.protocol);
    }
}

#[test]
fn extension_attributes_belong_to_an_application() {
    const OUTPUT: &str = "<OutputClaims><OutputClaim ClaimTypeReferenceId='extension_level'/></OutputClaims>";
    let reading = Written { claims: OUTPUT, ..DIRECTORY };
    let found = finding(checked(&reading.element("A")), "CS0402");
    assert_eq!(found.severity, Severity::Warning);
    let ids = [
        ("ClientId", "831374b3-bd50-41bf-aa54-263ec9e050fc"),
        ("ApplicationObjectId", "1702d1ac-623c-4a4d-982d-e1dc2e51cfb2"),
    ];
    assert_eq!(with(reading, &ids), [""; 0]);
    // One finding for all that include one profile, at that profile.
    let child = |id: &str| {
        format!(
            "<TechnicalProfile Id='{id}'><DisplayName>A</DisplayName><Metadata><Item Key='Operation'>Read</Item></Metadata>\
             {OUTPUT}<IncludeTechnicalProfile ReferenceId='Common'/></TechnicalProfile>"
        )
    };
    let common = Written { items: &[], ..DIRECTORY }.element("Common");
    let outcome = checked(&(common + &child("A") + &child("B")));
    assert_eq!(about_metadata(&outcome), ["CS0402"]);
    assert!(outcome.diagnostics.iter().any(|finding| finding.message.contains("`Common`")));
}

#[test]
fn policy_keys_have_their_prefix() {
    let element = OAUTH1.element("A").replace("B2C_1A_K", "eBaySecret");
    let outcome = checked(&element);
    assert_eq!(about_metadata(&outcome), ["CS0417"]);
    let fix = finding(outcome, "CS0417").fix.map(|fix| fix.message);
    assert_eq!(fix.as_deref(), Some("write `B2C_1A_eBaySecret`"));
    let nameless = finding(checked(&element.replace("eBaySecret", "")), "CS0417");
    assert_eq!(nameless.severity, Severity::Error);
    assert_eq!(about_metadata(&checked(&element.replace("eBaySecret", "b2c_1a_Secret"))), [""; 0]);
    assert_eq!(about_metadata(&checked(&element.replace("eBaySecret", "B2C_1_Secret"))), [""; 0]);
}

#[test]
fn parameters_of_the_protocol_are_not_overwritten() {
    const INPUT: &str = "<InputClaims><InputClaim ClaimTypeReferenceId='name' PartnerClaimType='nonce'/></InputClaims>";
    assert_eq!(with(Written { claims: INPUT, ..OPEN_ID_CONNECT }, &[]), ["CS0407"]);
}

#[test]
fn the_redirect_uri_of_open_id_connect_is_said() {
    assert_eq!(without(OPEN_ID_CONNECT, "UsePolicyInRedirectUri"), ["CS0411"]);
}

/// A megabyte of technical profiles with metadata that nobody knows.
#[test]
fn much_that_is_unknown_comes_to_an_end() {
    let protocol = RESTFUL.protocol;
    let items: String = (0..8).map(|number| format!("<Item Key='servceurl{number}'>a</Item>")).collect();
    let profiles: String = (0..1_900)
        .map(|number| {
            format!(
                "<TechnicalProfile Id='A{number}'><DisplayName>A</DisplayName><Protocol {protocol}/><Metadata>{items}\
                 </Metadata></TechnicalProfile>"
            )
        })
        .collect();
    assert!(profiles.len() > 900_000, "{}", profiles.len());
    let outcome = checked(&profiles);
    assert!(outcome.diagnostics.iter().any(|finding| finding.code.id == "CS0402"));
}
