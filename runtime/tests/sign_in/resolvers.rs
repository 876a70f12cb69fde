//! Claim resolvers: what the application says when a sign-in begins, as parameters and as claims.

use crate::support::*;
use claimsmith_runtime::profile::{
    ClaimsRequest, Constant, DataType, InputClaim, OutputClaim, Profile, Resolver, ResolverNamespace, Subject,
    SubjectIssuer, text,
};
use claimsmith_runtime::{
    BeginOptions, ClaimSet, ClaimValue, Client, Culture, InputFault, LocalPath, ResolverContext, SignInError,
};
use std::sync::Arc;

const TOKEN: &str = r#"{"access_token":"AT","sub":"U-1"}"#;

fn resolver(namespace: ResolverNamespace, name: &'static str) -> Option<Resolver> {
    Some(Resolver { namespace, name: text(name) })
}

fn login_hint() -> Option<Resolver> {
    resolver(ResolverNamespace::Oidc, "LoginHint")
}

/// Sent as `p`.
fn input(resolver: Option<Resolver>) -> InputClaim {
    InputClaim { claim: text("c"), parameter: text("p"), resolver, ..InputClaim::EMPTY }
}

fn output(data_type: DataType, resolver: Option<Resolver>) -> OutputClaim {
    OutputClaim { resolver, ..OutputClaim::member("c", data_type, "m") }
}

fn with_inputs(inputs: Vec<InputClaim>) -> Profile {
    Profile { inputs: inputs.into(), ..plain() }
}

fn with_outputs(outputs: Vec<OutputClaim>) -> Profile {
    Profile { outputs: outputs.into(), ..plain() }
}

fn claim_set(claims: &[(&str, ClaimValue)]) -> ClaimSet {
    claims.iter().map(|(claim, value)| ((*claim).to_owned(), value.clone())).collect()
}

fn string(text: &str) -> ClaimValue {
    ClaimValue::String(text.to_owned())
}

/// Begins with these input claims and this context.
fn begin_with(profile: Profile, inputs: ClaimSet, context: ResolverContext) -> Result<String, SignInError> {
    let client = Fake::bodies(&[]).client(profile);
    Ok(client.begin(inputs, BeginOptions::default().with_context(context))?.url)
}

/// The parameter `p` of the authorization request.
fn sent(input: InputClaim, given: Option<&str>, context: ResolverContext) -> Result<Option<String>, SignInError> {
    let inputs = given.map(|given| claim_set(&[("c", string(given))])).unwrap_or_default();
    let url = begin_with(with_inputs(vec![input]), inputs, context)?;
    Ok(query(&url).get("p").cloned())
}

/// The claims of a sign-in that began with this context and was answered with this token answer.
fn claims(profile: Profile, context: ResolverContext, token: &str) -> Result<ClaimSet, SignInError> {
    let client = Fake::bodies(&[token]).client(profile);
    let begin = client.begin((), BeginOptions::default().with_context(context))?;
    let signed_in = run(client.finish::<ClaimSet>(callback(&begin.url, &[("code", CODE)]), begin.flow))?;
    Ok(signed_in.claims)
}

fn full() -> ResolverContext {
    ResolverContext::default()
        .with_culture(Culture::new("zh-hant-tw").expect("a tag"))
        .with_lcid(1028)
        .with_tenant_object_id("11111111-2222-3333-4444-555555555555")
        .with_acr_values("1 2")
        .with_client_id("app")
        .with_domain_hint("example.com")
        .with_login_hint("a+b@example.com")
        .with_max_age(3600)
        .with_nonce("app nonce")
        .with_prompt("login")
        .with_redirect_uri("https://app.example/cb?a=b&c")
        .with_resource("urn:r")
        .with_scope("openid profile")
        .with_parameter("campaign", "autumn")
        .with_parameter("state", "S")
        .with_parameter("response_type", "R")
        .with_parameter("id_token_hint", "I")
        .with_build_number("1.0.507.0")
        .with_correlation_id("C-1")
        .with_deployment_mode("Production")
        .with_host_name("www.example.com")
        .with_ip_address("2001:db8::1".parse().expect("an address"))
        .with_keep_me_signed_in(true)
        .with_claims(claim_set(&[("tier", string("gold")), ("age", ClaimValue::Int(42))]))
}

#[test]
fn every_resolver_has_its_value() {
    use ResolverNamespace::{Claim, Context, Culture, OAuthKeyValue, Oidc, Policy};
    for (namespace, name, expected) in [
        (Culture, "RFC5646", Some("zh-Hant-TW")),
        (Culture, "LanguageName", Some("zh")),
        (Culture, "RegionName", Some("TW")),
        (Culture, "LCID", Some("1028")),
        (Culture, "lcid", None),
        (Policy, "TenantObjectId", Some("11111111-2222-3333-4444-555555555555")),
        (Policy, "Other", None),
        (Oidc, "AuthenticationContextReferences", Some("1 2")),
        (Oidc, "ClientId", Some("app")),
        (Oidc, "DomainHint", Some("example.com")),
        (Oidc, "LoginHint", Some("a+b@example.com")),
        (Oidc, "MaxAge", Some("3600")),
        (Oidc, "Nonce", Some("app nonce")),
        (Oidc, "Prompt", Some("login")),
        (Oidc, "RedirectUri", Some("https://app.example/cb?a=b&c")),
        (Oidc, "Resource", Some("urn:r")),
        (Oidc, "Scope", Some("openid profile")),
        (Oidc, "Password", None),
        (Oidc, "Username", None),
        (OAuthKeyValue, "campaign", Some("autumn")),
        (OAuthKeyValue, "Campaign", None),
        (OAuthKeyValue, "state", None),
        (OAuthKeyValue, "response_type", None),
        (OAuthKeyValue, "id_token_hint", None),
        (Context, "BuildNumber", Some("1.0.507.0")),
        (Context, "CorrelationId", Some("C-1")),
        (Context, "DeploymentMode", Some("Production")),
        (Context, "HostName", Some("www.example.com")),
        (Context, "IPAddress", Some("2001:db8::1")),
        (Context, "KMSI", Some("true")),
        (Claim, "Tier", Some("gold")),
        (Claim, "age", Some("42")),
        (Claim, "missing", None),
    ] {
        let parameter = sent(input(resolver(namespace, name)), None, full());
        assert_eq!(parameter, Ok(expected.map(str::to_owned)), "{}:{name}", namespace.name());
        let nothing = sent(input(resolver(namespace, name)), None, ResolverContext::default());
        assert_eq!(nothing, Ok(None), "{}:{name}", namespace.name());
    }
}

#[test]
fn the_time_is_the_clients() {
    let clock = StoppedClock::default();
    clock.set(1_633_867_200);
    let date_time = || resolver(ResolverNamespace::Context, "DateTimeInUtc");
    let in_iso = InputClaim { data_type: DataType::DateTime, parameter: text("iso"), ..input(date_time()) };
    let transport = Arc::new(Fake::bodies(&[]));
    let options = options().with_clock(Arc::new(clock)).with_transport(transport);
    let client = Client::new(with_inputs(vec![input(date_time()), in_iso]), config(options)).expect("a client");
    let sent = query(&begin(&client).url);
    assert_eq!((sent["p"].as_str(), sent["iso"].as_str()), ("10/10/2021 12:00:00 PM", "2021-10-10T12:00:00Z"));
}

#[test]
fn the_application_comes_before_the_policy_unless_the_policy_says_always() {
    let context = || ResolverContext::default().with_login_hint("hint");
    let none = ResolverContext::default;
    let text_of = |text: &str| Ok(Some(text.to_owned()));
    assert_eq!(sent(input(login_hint()), Some("given"), context()), text_of("given"));
    assert_eq!(sent(input(login_hint()), Some(""), context()), text_of("hint"));
    assert_eq!(sent(input(login_hint()), None, context()), text_of("hint"));
    assert_eq!(sent(input(login_hint()), None, none()), Ok(None), "no value is no parameter");
    let constant = InputClaim { default: Some(Constant::String(text("fixed"))), ..input(None) };
    assert_eq!(sent(constant.clone(), Some("given"), context()), text_of("given"));
    assert_eq!(sent(constant, None, context()), text_of("fixed"));

    let always = || InputClaim { always_default: true, ..input(login_hint()) };
    assert_eq!(sent(always(), Some("given"), context()), text_of("hint"));
    assert_eq!(sent(always(), Some("given"), none()), Ok(None), "the policy has nothing to say, so nothing is said");
    let nothing_to_replace = InputClaim { always_default: true, ..input(None) };
    assert_eq!(sent(nothing_to_replace, Some("given"), none()), text_of("given"));
    let required = InputClaim { required: true, ..always() };
    let missing = SignInError::MissingInput { claim: "c".to_owned() };
    assert_eq!(sent(required, Some("given"), none()), Err(missing));
}

#[test]
fn unused_values_go_nowhere() {
    let plain = begin_with(with_inputs(vec![]), ClaimSet::new(), ResolverContext::default()).expect("a URL");
    let used = begin_with(with_inputs(vec![]), claim_set(&[("tier", string("gold"))]), full()).expect("a URL");
    assert_eq!(names(&plain), names(&used));
    let client = Fake::bodies(&[]).client(with_outputs(vec![]));
    let length = |context| {
        let begin = client.begin((), BeginOptions::default().with_context(context)).expect("a flow");
        begin.flow.as_str().len()
    };
    assert_eq!(length(ResolverContext::default()), length(full()));
}

#[test]
fn a_value_that_cannot_be_sent_is_refused_and_not_shown() {
    let refused = |fault| Err(SignInError::InvalidInput { claim: "c".to_owned(), fault });
    let hint = |hint: &str| sent(input(login_hint()), None, ResolverContext::default().with_login_hint(hint));
    let given = |given: &str| sent(input(None), Some(given), ResolverContext::default());
    let longest = "é".repeat(1024);
    for begin in [&hint as &dyn Fn(&str) -> Result<Option<String>, SignInError>, &given] {
        assert_eq!(begin(&longest), Ok(Some(longest.clone())));
        assert_eq!(begin(&format!("{longest}x")), refused(InputFault::TooLong));
        for hostile in ["a\r\nSet-Cookie: x", "secret\u{0}", "\u{1b}[31m", "a\u{85}b", "\t"] {
            let error = begin(hostile);
            assert_eq!(error, refused(InputFault::ControlCharacter), "{hostile:?}");
            let shown = format!("{error:?} {}", error.as_ref().map_or_else(ToString::to_string, |_| String::new()));
            assert!(!shown.contains("secret") && !shown.contains("Set-Cookie"), "{shown}");
        }
    }
    let several = claim_set(&[("c", ClaimValue::StringCollection(vec!["a".repeat(1024), "b".repeat(1024)]))]);
    let begun = begin_with(with_inputs(vec![input(None)]), several, ResolverContext::default());
    assert_eq!(begun.map(drop), refused(InputFault::TooLong).map(drop));
    // What an attribute of the policy holds is the policy's business.
    let constant = InputClaim { default: Some(Constant::String("x".repeat(3000).into())), ..input(None) };
    assert_eq!(sent(constant, None, ResolverContext::default()), Ok(Some("x".repeat(3000))));
}

#[test]
fn an_output_claim_keeps_what_the_sign_in_was_begun_with() {
    let context = || ResolverContext::default().with_login_hint("hint");
    let get = |output: OutputClaim, context: ResolverContext, token: &str| {
        claims(with_outputs(vec![output]), context, token).map(|set| set.get("c").cloned())
    };
    let from_provider = r#"{"access_token":"AT","m":"provider"}"#;
    let string_output = || output(DataType::String, login_hint());
    assert_eq!(get(string_output(), context(), TOKEN), Ok(Some(string("hint"))));
    assert_eq!(get(string_output(), context(), from_provider), Ok(Some(string("provider"))));
    assert_eq!(get(string_output(), ResolverContext::default(), TOKEN), Ok(None));
    let always = || OutputClaim { always_default: true, ..string_output() };
    assert_eq!(get(always(), context(), from_provider), Ok(Some(string("hint"))));
    assert_eq!(get(always(), ResolverContext::default(), from_provider), Ok(None));
    let required = OutputClaim { required: true, ..always() };
    let missing = SignInError::MissingClaim { claim: "c".to_owned() };
    assert_eq!(get(required, ResolverContext::default(), from_provider), Err(missing));

    let max_age = || resolver(ResolverNamespace::Oidc, "MaxAge");
    let seconds = ResolverContext::default().with_max_age(60);
    assert_eq!(get(output(DataType::Int, max_age()), seconds.clone(), TOKEN), Ok(Some(ClaimValue::Int(60))));
    assert_eq!(get(output(DataType::Long, max_age()), seconds, TOKEN), Ok(Some(ClaimValue::Long(60))));
    let kmsi = resolver(ResolverNamespace::Context, "KMSI");
    let keep = ResolverContext::default().with_keep_me_signed_in(false);
    assert_eq!(get(output(DataType::Boolean, kmsi), keep, TOKEN), Ok(Some(ClaimValue::Boolean(false))));
    let collection = ClaimValue::StringCollection(vec!["hint".to_owned()]);
    assert_eq!(get(output(DataType::StringCollection, login_hint()), context(), TOKEN), Ok(Some(collection)));
    let wrong = SignInError::InvalidInput { claim: "c".to_owned(), fault: InputFault::WrongType };
    assert_eq!(get(output(DataType::Int, login_hint()), context(), TOKEN), Err(wrong), "before the user goes away");
}

#[test]
fn another_instance_knows_what_the_sign_in_was_begun_with() {
    let client =
        |bodies: &[&str]| Fake::bodies(bodies).client(with_outputs(vec![output(DataType::String, login_hint())]));
    let context = ResolverContext::default().with_login_hint("a@example.com");
    let begin = client(&[]).begin((), BeginOptions::default().with_context(context)).expect("a flow");
    assert!(!begin.url.contains("a%40example.com"), "an output claim is no parameter: {}", begin.url);
    let callback = callback(&begin.url, &[("code", CODE)]);
    let signed_in = run(client(&[TOKEN]).finish::<ClaimSet>(callback, begin.flow)).expect("signed in");
    assert_eq!(signed_in.claims.get("c"), Some(&string("a@example.com")));
}

#[test]
fn another_version_of_the_policy_keeps_values_with_their_claims() {
    let named = |claim, resolver| OutputClaim { claim: text(claim), ..output(DataType::String, resolver) };
    let old = || vec![named("hint", login_hint()), named("kept", resolver(ResolverNamespace::Oidc, "Prompt"))];
    let kept = || named("kept", resolver(ResolverNamespace::Oidc, "Prompt"));
    let other = || named("other", resolver(ResolverNamespace::Oidc, "DomainHint"));
    for new in [vec![other(), kept()], vec![kept(), other()], vec![other(), named("hint", None), kept()]] {
        let context = ResolverContext::default().with_login_hint("a@example.com").with_prompt("login");
        let options = BeginOptions::default().with_context(context);
        let begin = Fake::bodies(&[]).client(with_outputs(old())).begin((), options).expect("a flow");
        let client = Fake::bodies(&[TOKEN]).client(with_outputs(new));
        let callback = callback(&begin.url, &[("code", CODE)]);
        let claims = run(client.finish::<ClaimSet>(callback, begin.flow)).expect("signed in").claims;
        assert_eq!(claims, claim_set(&[("kept", string("login"))]), "values of claims that are gone go nowhere");
    }
}

#[test]
fn resolved_claims_leave_room_in_the_cookie() {
    let parameter = |name| resolver(ResolverNamespace::OAuthKeyValue, name);
    let outputs = || {
        vec![
            OutputClaim { resolver: parameter("a"), ..OutputClaim::string("a", "a") },
            OutputClaim { resolver: parameter("b"), ..OutputClaim::string("b", "b") },
        ]
    };
    let begin = |a: usize, b: usize| {
        let mut config = config(options().with_transport(Arc::new(Fake::bodies(&[]))));
        config.redirect_uri = format!("https://www.example.com/{}", "r".repeat(1000));
        let id = text(Box::leak("i".repeat(256).into_boxed_str()));
        let client = Client::new(Profile { id, ..with_outputs(outputs()) }, config).expect("a client");
        let path = LocalPath::parse(&format!("/{}", "p".repeat(1023))).expect("a path");
        let context = ResolverContext::default().with_parameter("a", "a".repeat(a)).with_parameter("b", "b".repeat(b));
        client.begin((), BeginOptions::default().with_return_to(path).with_context(context))
    };
    let longest = begin(512, 494).expect("a flow").flow;
    assert!(longest.as_str().len() < 3500, "{}", longest.as_str().len());
    let too_much = |claim: &str| SignInError::InvalidInput { claim: claim.to_owned(), fault: InputFault::TooMuch };
    assert_eq!(begin(512, 495).err(), Some(too_much("b")));
    assert_eq!(begin(1016, 0).err(), Some(too_much("a")));
    assert!(begin(1015, 0).is_ok());
    let context = ResolverContext::default().with_parameter("a", "line\nbreak");
    let refused = claims(with_outputs(outputs()), context, TOKEN).err();
    let control = SignInError::InvalidInput { claim: "a".to_owned(), fault: InputFault::ControlCharacter };
    assert_eq!(refused, Some(control));
}

#[test]
fn a_claim_sees_the_claims_before_it() {
    let copy = |claim, of| OutputClaim {
        resolver: resolver(ResolverNamespace::Claim, of),
        ..OutputClaim::string(claim, "missing")
    };
    let roles = OutputClaim::member("roles", DataType::StringCollection, "roles");
    let copied_roles = OutputClaim { data_type: DataType::StringCollection, ..copy("copiedRoles", "roles") };
    let outputs = || {
        vec![
            copy("tooEarly", "sub"),
            OutputClaim::string("sub", "sub"),
            copy("copied", "SUB"),
            copy("known", "tier"),
            roles.clone(),
            copied_roles.clone(),
            copy("joined", "roles"),
            copy("unknown", "nothing"),
        ]
    };
    let token = r#"{"access_token":"AT","sub":"U-1","roles":["a","b c"]}"#;
    let context = ResolverContext::default().with_claims(claim_set(&[("tier", string("gold"))]));
    let set = claims(with_outputs(outputs()), context.clone(), token).expect("claims");
    let collection = ClaimValue::StringCollection(vec!["a".to_owned(), "b c".to_owned()]);
    for (claim, expected) in [
        ("tooEarly", None),
        ("copied", Some(string("U-1"))),
        ("known", Some(string("gold"))),
        ("copiedRoles", Some(collection)),
        ("joined", Some(string("a b c"))),
        ("unknown", None),
    ] {
        assert_eq!(set.get(claim), expected.as_ref(), "{claim}");
    }
    // Without a value of the provider it is the one that the sign-in was begun with.
    let context = context.with_claims(claim_set(&[("sub", string("known before"))]));
    let set = claims(with_outputs(outputs()), context, r#"{"access_token":"AT"}"#).expect("claims");
    assert_eq!(
        (set.get("copied"), set.get("tooEarly")),
        (Some(&string("known before")), Some(&string("known before")))
    );
}

#[test]
fn a_parameter_may_be_made_of_another_input_claim() {
    let other = InputClaim { claim: text("tier"), parameter: text("tier"), ..InputClaim::EMPTY };
    let profile = || with_inputs(vec![input(resolver(ResolverNamespace::Claim, "TIER")), other.clone()]);
    let context = || ResolverContext::default().with_claims(claim_set(&[("tier", string("gold"))]));
    let given = claim_set(&[("tier", string("silver"))]);
    let sent = |given| query(&begin_with(profile(), given, context()).expect("a URL"));
    assert_eq!(sent(given)["p"], "silver");
    assert_eq!(sent(ClaimSet::new())["p"], "gold");
    assert!(!sent(ClaimSet::new()).contains_key("tier"), "the context gives no input claim by itself");
}

#[test]
fn s18_no_link_decides_who_signs_in() {
    let hint = OutputClaim { always_default: true, ..output(DataType::String, login_hint()) };
    let constant = || SubjectIssuer::Constant(text("example.com"));
    let issued = OutputClaim::string("sub", "sub");
    for (outputs, subject) in [
        (vec![hint.clone()], Subject { issuer: constant(), claim: 0 }),
        (vec![issued, hint], Subject { issuer: SubjectIssuer::Output(1), claim: 0 }),
    ] {
        let profile = Profile { subject: Some(subject), ..with_outputs(outputs) };
        let refused = claims(profile, ResolverContext::default().with_login_hint("victim"), TOKEN);
        assert!(matches!(refused, Err(SignInError::ClaimType { .. })), "{refused:?}");
    }
}

#[test]
fn s10_a_context_is_not_printed() {
    let shown = format!("{:?} {:#?}", BeginOptions::default().with_context(full()), full());
    for value in ["example.com", "app", "autumn", "2001", "C-1", "gold", "42", "3600", "11111111"] {
        assert!(!shown.contains(value), "{value} in {shown}");
    }
    assert!(shown.contains("tier"), "names of claims are no secret: {shown}");
}

#[test]
fn a_resolver_does_not_reach_the_token_or_claims_request() {
    let endpoint = Some(text("https://id.example.com/me"));
    let profile = Profile {
        claims: ClaimsRequest { endpoint, ..ClaimsRequest::EMPTY },
        inputs: vec![input(login_hint())].into(),
        ..with_outputs(vec![output(DataType::String, login_hint())])
    };
    let fake = Fake::bodies(&[TOKEN, "{}"]);
    let client = fake.client(profile);
    let options = BeginOptions::default().with_context(ResolverContext::default().with_login_hint("HINT"));
    let begin = client.begin((), options).expect("a flow");
    run(client.finish::<ClaimSet>(callback(&begin.url, &[("code", CODE)]), begin.flow)).expect("signed in");
    for request in fake.requests() {
        let body = String::from_utf8(request.body.unwrap_or_default()).expect("text");
        assert!(!request.url.contains("HINT") && !body.contains("HINT"));
    }
}
