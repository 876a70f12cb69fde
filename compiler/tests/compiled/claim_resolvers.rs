//! Claim resolvers, paths and conditions of a technical profile: what is said about them, and what they become.

use crate::common;
use crate::common::{OAUTH2, claims_schema, policy, provider};
use claimsmith_compiler::ir::{ClaimField, Client, Phrase};
use claimsmith_compiler::{Outcome, Purpose, Severity};
use claimsmith_profile::{
    ClaimSource, Constant, Enablement, InputClaim, OutputClaim, PathSegment, Profile, Resolver, ResolverNamespace,
    SubjectIssuer,
};

const ON: &str = "<Item Key='IncludeClaimResolvingInClaimsHandling'>true</Item>";
const PATHS: &str = "<Item Key='ResolveJsonPathsInJsonTokens'>true</Item>";

const CLAIM_TYPES: &[(&str, &str)] = &[
    ("issuerUserId", "string"),
    ("identityProvider", "string"),
    ("hint", "string"),
    ("text", "string"),
    ("number", "int"),
    ("flag", "boolean"),
    ("list", "stringCollection"),
];

/// What a test changes about the one technical profile.
#[derive(Default)]
struct Parts<'t> {
    metadata: &'t str,
    inputs: &'t str,
    outputs: &'t str,
    enabled: &'t str,
}

fn file(parts: &Parts<'_>) -> String {
    let element = |name: &str, content: &str| {
        if content.is_empty() { String::new() } else { format!("<{name}>{content}</{name}>") }
    };
    let outputs = format!("<OutputClaim ClaimTypeReferenceId='issuerUserId' PartnerClaimType='id'/>{}", parts.outputs);
    let profile = [
        "<TechnicalProfile Id='Example'><DisplayName>Example</DisplayName>",
        &OAUTH2.replace("</Metadata>", &format!("{}</Metadata>", parts.metadata)),
        &element("InputClaims", parts.inputs),
        &element("OutputClaims", &outputs),
        &element("EnabledForUserJourneys", parts.enabled),
        "</TechnicalProfile>",
    ];
    policy("B2C_1A_Contoso", None, &(claims_schema(CLAIM_TYPES) + &provider(&profile.concat())))
}

fn run(parts: &Parts<'_>, purpose: Purpose) -> Outcome {
    common::run(&[("a.xml", &file(parts))], purpose)
}

fn findings(parts: &Parts<'_>) -> Vec<(&'static str, Severity)> {
    run(parts, Purpose::Check).diagnostics.iter().map(|finding| (finding.code.id, finding.severity)).collect()
}

fn client(parts: &Parts<'_>) -> Client {
    let outcome = run(parts, Purpose::Generate);
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    outcome.sdk.expect("a policy with a leaf").profiles.remove(0)
}

fn profile(parts: &Parts<'_>) -> Profile {
    client(parts).profile
}

/// An input and an output claim with this default value, where claim resolving is on.
fn lowered(default: &str) -> (InputClaim, OutputClaim) {
    let profile = profile(&Parts {
        metadata: ON,
        inputs: &format!("<InputClaim ClaimTypeReferenceId='hint' DefaultValue='{default}'/>"),
        outputs: &format!(
            "<OutputClaim ClaimTypeReferenceId='text' DefaultValue='{default}' AlwaysUseDefaultValue='true'/>"
        ),
        ..Parts::default()
    });
    (profile.inputs[0].clone(), profile.outputs[1].clone())
}

fn resolver(namespace: ResolverNamespace, name: &'static str) -> Option<Resolver> {
    Some(Resolver { namespace, name: name.into() })
}

fn output_default(claim: &str, default: &str) -> Vec<(&'static str, Severity)> {
    findings(&Parts {
        metadata: ON,
        outputs: &format!("<OutputClaim ClaimTypeReferenceId='{claim}' DefaultValue='{default}'/>"),
        ..Parts::default()
    })
}

fn remark(field: &ClaimField) -> String {
    let phrase = |phrase: &Phrase| match phrase {
        Phrase::Words(words) => (*words).to_owned(),
        Phrase::Code(code) => code.clone(),
    };
    field.remark.iter().map(phrase).collect()
}

#[test]
fn what_is_filled_when_a_sign_in_begins_becomes_a_resolver() {
    for (default, expected) in [
        ("{OIDC:LoginHint}", resolver(ResolverNamespace::Oidc, "LoginHint")),
        ("{oidc:LoginHint}", resolver(ResolverNamespace::Oidc, "LoginHint")),
        ("{Culture:RFC5646}", resolver(ResolverNamespace::Culture, "RFC5646")),
        ("{CONTEXT:KMSI}", resolver(ResolverNamespace::Context, "KMSI")),
        ("{Policy:TenantObjectId}", resolver(ResolverNamespace::Policy, "TenantObjectId")),
        ("{OAUTH-KV:utm_Source}", resolver(ResolverNamespace::OAuthKeyValue, "utm_Source")),
        ("{Claim:issuerUserId}", resolver(ResolverNamespace::Claim, "issuerUserId")),
        ("{claim:ISSUERUSERID}", resolver(ResolverNamespace::Claim, "issuerUserId")),
    ] {
        let (input, output) = lowered(default);
        assert_eq!((input.resolver, input.default, input.always_default), (expected.clone(), None, false), "{default}");
        assert_eq!((output.resolver, output.default, output.always_default), (expected, None, true), "{default}");
    }
}

#[test]
fn what_the_compiler_knows_becomes_a_constant() {
    let constant = |text: &'static str| Some(Constant::String(text.into()));
    for (default, expected) in [
        ("{Policy:PolicyId}", constant("B2C_1A_Contoso")),
        ("{policy}", constant("B2C_1A_Contoso")),
        ("{Policy:TrustFrameworkTenantId}", constant("contoso.onmicrosoft.com")),
        ("{policy:RelyingPartyTenantId}", constant("contoso.onmicrosoft.com")),
        ("{tenant}", constant("contoso.onmicrosoft.com")),
        ("{\"a\": 1}", constant("{\"a\": 1}")),
    ] {
        let (input, output) = lowered(default);
        assert_eq!((&input.default, input.resolver), (&expected, None), "{default}");
        assert_eq!((output.default, output.resolver), (expected, None), "{default}");
    }
}

#[test]
fn without_the_switch_the_text_is_literal() {
    let parts = |metadata| Parts {
        metadata,
        inputs: "<InputClaim ClaimTypeReferenceId='hint' DefaultValue='{OIDC:LoginHint}'/>",
        ..Parts::default()
    };
    for metadata in ["", "<Item Key='IncludeClaimResolvingInClaimsHandling'>false</Item>"] {
        assert_eq!(findings(&parts(metadata)), [("CS0505", Severity::Warning)]);
        let input = profile(&parts(metadata)).inputs[0].clone();
        assert_eq!((input.default, input.resolver), (Some(Constant::String("{OIDC:LoginHint}".into())), None));
    }
    assert_eq!(findings(&parts(ON)), []);
}

#[test]
fn the_switch_may_stand_in_another_policy_of_the_chain() {
    let base = file(&Parts {
        inputs: "<InputClaim ClaimTypeReferenceId='hint' DefaultValue='{OIDC:LoginHint}'/>",
        ..Parts::default()
    });
    let profile = format!("<TechnicalProfile Id='Example'><Metadata>{ON}</Metadata></TechnicalProfile>");
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Contoso"), &provider(&profile));
    let outcome = common::run(&[("leaf.xml", &leaf), ("base.xml", &base)], Purpose::Generate);
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    let sdk = outcome.sdk.expect("a leaf");
    assert_eq!(sdk.profiles[0].profile.inputs[0].resolver, resolver(ResolverNamespace::Oidc, "LoginHint"));
}

#[test]
fn names_that_nobody_knows_are_errors() {
    for unknown in ["{OIDC:loginhint}", "{OIDC:Xyzzy}", "{Oicd:LoginHint}", "{Policy:TenantId}", "{xyzzy:a}"] {
        assert_eq!(output_default("text", unknown), [("CS0506", Severity::Error)], "{unknown}");
    }
    let outcome = run(
        &Parts {
            metadata: ON,
            outputs: "<OutputClaim ClaimTypeReferenceId='text' DefaultValue='{oidc:loginhint}'/>",
            ..Parts::default()
        },
        Purpose::Check,
    );
    let fix = outcome.diagnostics[0].fix.as_ref().expect("a fix");
    assert_eq!(fix.edits[0].replacement, "{OIDC:LoginHint}");
    assert_eq!(fix.applicability, claimsmith_compiler::diagnostic::Applicability::MachineApplicable);
}

#[test]
fn what_is_never_filled_is_a_warning_and_stays_a_resolver() {
    for empty in ["{OAUTH-KV:state}", "{OAUTH-KV:response_type}", "{OAUTH-KV:id_token_hint}", "{OIDC:Password}"] {
        assert_eq!(output_default("text", empty), [("CS0507", Severity::Warning)], "{empty}");
    }
    assert!(lowered("{OIDC:Username}").1.resolver.is_some());
    assert_eq!(output_default("text", "{SAML:Issuer}"), [("CS0507", Severity::Warning)]);
    let outcome = run(
        &Parts {
            metadata: ON,
            outputs: "<OutputClaim ClaimTypeReferenceId='text' DefaultValue='{SAML:Issuer}'/>",
            ..Parts::default()
        },
        Purpose::Generate,
    );
    assert!(outcome.diagnostics.iter().any(|finding| finding.code.id == "CS0704"));
}

#[test]
fn a_named_claim_is_declared() {
    assert_eq!(output_default("text", "{Claim:xyzzy}"), [("CS0305", Severity::Error)]);
    assert_eq!(output_default("text", "{Claim:HINT}"), [("CS0308", Severity::Warning)]);
    assert_eq!(output_default("text", "{Claim:hint}"), []);
}

#[test]
fn a_resolver_fits_its_claim() {
    for (claim, default, severity) in [
        ("number", "{Context:HostName}", Severity::Error),
        ("number", "{Policy:PolicyId}", Severity::Error),
        ("list", "{OAUTH-KV:roles}", Severity::Error),
        ("flag", "{Culture:LCID}", Severity::Error),
        ("number", "{Culture:LCID}", Severity::Warning),
        ("flag", "{Context:KMSI}", Severity::Warning),
        ("number", "{OAUTH-KV:page}", Severity::Warning),
        ("number", "{Claim:text}", Severity::Warning),
    ] {
        assert_eq!(output_default(claim, default), [("CS0508", severity)], "{claim} {default}");
    }
    let literal = Parts {
        outputs: "<OutputClaim ClaimTypeReferenceId='number' DefaultValue='{Culture:LCID}'/>",
        ..Parts::default()
    };
    assert_eq!(findings(&literal), [("CS0502", Severity::Error)]);
}

#[test]
fn what_the_provider_gives_is_a_partner_claim_type() {
    let output = |partner: &str| format!("<OutputClaim ClaimTypeReferenceId='text' PartnerClaimType='{partner}' />");
    for (partner, expected) in [
        ("{oauth2:access_token}", ClaimSource::AccessToken),
        ("{OAuth2:refresh_token}", ClaimSource::RefreshToken),
        ("{oauth2:token_type}", ClaimSource::TokenType),
        ("{oauth2:expires_in}", ClaimSource::ExpiresIn),
        ("{OIDC:IdToken}", ClaimSource::IdToken),
    ] {
        let profile = profile(&Parts { outputs: &output(partner), ..Parts::default() });
        assert_eq!(profile.outputs[1].source, expected, "{partner}");
    }
    for (partner, code) in [("{oauth2:accesstoken}", "CS0506"), ("{Claim:text}", "CS0509"), ("{tenant}", "CS0509")] {
        let parts = Parts { outputs: &output(partner), ..Parts::default() };
        assert_eq!(findings(&parts), [(code, Severity::Error)], "{partner}");
    }
    let default = "<OutputClaim ClaimTypeReferenceId='text' DefaultValue='{oauth2:access_token}'/>";
    assert_eq!(findings(&Parts { outputs: default, ..Parts::default() }), [("CS0509", Severity::Error)]);
    let input = "<InputClaim ClaimTypeReferenceId='hint' PartnerClaimType='{oauth2:access_token}' DefaultValue='a'/>";
    assert_eq!(findings(&Parts { inputs: input, ..Parts::default() }), [("CS0509", Severity::Error)]);
}

#[test]
fn nobody_but_the_policy_names_the_issuer() {
    let subject = |default: &str| {
        let outputs = format!("<OutputClaim ClaimTypeReferenceId='identityProvider' DefaultValue='{default}'/>");
        profile(&Parts { metadata: ON, outputs: &outputs, ..Parts::default() }).subject.map(|subject| subject.issuer)
    };
    assert_eq!(subject("{OIDC:DomainHint}"), Some(SubjectIssuer::Constant("Example".into())));
    assert_eq!(subject("{tenant}"), Some(SubjectIssuer::Constant("contoso.onmicrosoft.com".into())));
    assert_eq!(subject("id.example"), Some(SubjectIssuer::Constant("id.example".into())));
}

#[test]
fn fields_are_optional_and_say_where_a_value_comes_from() {
    let client = client(&Parts {
        metadata: ON,
        inputs: "<InputClaim ClaimTypeReferenceId='hint' PartnerClaimType='login_hint' DefaultValue='{OIDC:LoginHint}'/>\
                 <InputClaim ClaimTypeReferenceId='text' DefaultValue='{Culture:RFC5646}' AlwaysUseDefaultValue='true'/>",
        outputs: "<OutputClaim ClaimTypeReferenceId='text' DefaultValue='{Context:IPAddress}' \
                  AlwaysUseDefaultValue='true'/>\
                  <OutputClaim ClaimTypeReferenceId='hint' DefaultValue='{OAUTH-KV:campaign}' Required='true'/>",
        ..Parts::default()
    });
    let [hint] = client.inputs.as_slice() else { panic!("only what the application may choose is a field") };
    assert_eq!((hint.claim.as_str(), hint.optional), ("hint", true));
    assert_eq!(
        remark(hint),
        "Sent as login_hint. Unless set: the `login_hint` of the request that the application got ({OIDC:LoginHint}), if \
         there is one."
    );
    assert!(client.claims[1].optional);
    assert_eq!(remark(&client.claims[1]), "Always the address of the user ({Context:IPAddress}), if there is one.");
    assert!(!client.claims[2].optional);
}

#[test]
fn both_spellings_of_an_index_become_one_path() {
    let path = |partner: &str| {
        let outputs = format!("<OutputClaim ClaimTypeReferenceId='text' PartnerClaimType='{partner}'/>");
        let parts = Parts { metadata: PATHS, outputs: &outputs, ..Parts::default() };
        (findings(&parts), profile(&parts).outputs[1].source.clone())
    };
    let (bracketed, dotted) = (path("data[0].to[0].email"), path("data.0.to.0.email"));
    assert_eq!(bracketed.0, []);
    assert_eq!(dotted.0, [("CS0510", Severity::Warning)]);
    assert_eq!(bracketed.1, dotted.1);
    let ClaimSource::Path(segments) = path("[primary=true].email").1 else { panic!("a path") };
    assert_eq!(segments[0], PathSegment::Find { member: "primary".into(), value: "true".into() });
}

#[test]
fn a_condition_says_when_the_profile_is_offered() {
    let claim = "<Item Key='ClaimTypeOnWhichToEnable'>LIST</Item>";
    let both = &format!("{claim}<Item Key='ClaimValueOnWhichToEnable'>example</Item>");
    for (enabled, metadata, expected) in [
        ("", "", Enablement::Always),
        ("true", "", Enablement::Always),
        ("Always", "", Enablement::Always),
        ("OnClaimsExistence", claim, Enablement::OnClaimsExistence { claim: "list".into() }),
        (
            "OnItemExistenceInStringCollectionClaim",
            both,
            Enablement::OnItemExistence { claim: "list".into(), item: "example".into() },
        ),
        (
            "OnItemAbsenceInStringCollectionClaim",
            both,
            Enablement::OnItemAbsence { claim: "list".into(), item: "example".into() },
        ),
    ] {
        assert_eq!(profile(&Parts { enabled, metadata, ..Parts::default() }).enablement, expected, "{enabled}");
    }
}

#[test]
fn a_condition_needs_its_claim() {
    let generated = |enabled, metadata| {
        let outcome = run(&Parts { enabled, metadata, ..Parts::default() }, Purpose::Generate);
        outcome.diagnostics.iter().map(|finding| (finding.code.id, finding.severity)).collect::<Vec<_>>()
    };
    let claim = "<Item Key='ClaimTypeOnWhichToEnable'>list</Item>";
    let missing = ("CS0402", Severity::Error);
    assert_eq!(generated("OnClaimsExistence", ""), [missing]);
    assert_eq!(generated("OnItemExistenceInStringCollectionClaim", claim), [missing]);
    assert_eq!(generated("OnItemAbsenceInStringCollectionClaim", ""), [missing, missing]);
    let undeclared = "<Item Key='ClaimTypeOnWhichToEnable'>xyzzy</Item>";
    assert_eq!(generated("OnClaimsExistence", undeclared), [("CS0305", Severity::Error)]);
}
