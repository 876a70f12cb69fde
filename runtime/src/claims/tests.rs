//! Lookup order and identity, on answers that stand here: which request brings them is no matter.

use super::{Slot, Sources, email, evaluate, subject};
use crate::answer::Answer;
use crate::callback::Callback;
use crate::claims::ClaimValue;
use crate::email::Verified;
use crate::error::{Endpoint, IdTokenFault, ResponseFault, SignInError};
use claimsmith_profile::{
    AnswerFormat, AuthorizationRequest, ClaimSource, Constant, DataType, FollowUpRequest, OutputClaim, PathSegment,
    Profile, Resolver, ResolverNamespace, Subject, SubjectIssuer, text,
};

/// Every source of one sign-in.
struct Stage {
    claims: Option<Answer>,
    follow_ups: Vec<Option<Answer>>,
    id_token: Option<Answer>,
    token: Option<Answer>,
    raw_id_token: Option<&'static str>,
    callback: Callback,
    resolved: Vec<(String, String)>,
}

fn json(body: &str) -> Option<Answer> {
    Some(Answer::parse(body.as_bytes(), AnswerFormat::Json).unwrap_or_else(|fault| panic!("{body}: {fault}")))
}

impl Stage {
    fn empty() -> Self {
        let callback = Callback::from_query("state=s").expect("a callback");
        let (follow_ups, resolved) = (Vec::new(), Vec::new());
        Self { claims: None, follow_ups, id_token: None, token: None, raw_id_token: None, callback, resolved }
    }

    fn slots(&self, profile: &Profile) -> Result<Vec<Slot>, SignInError> {
        let sources = Sources {
            claims: self.claims.as_ref(),
            follow_ups: &self.follow_ups,
            id_token: self.id_token.as_ref(),
            token: self.token.as_ref(),
            raw_id_token: self.raw_id_token,
            access_token: None,
            refresh_token: None,
            callback: &self.callback,
            resolved: &self.resolved,
        };
        evaluate(profile, &sources)
    }

    /// The first claim.
    fn value(&self, profile: &Profile) -> Result<Option<ClaimValue>, SignInError> {
        self.slots(profile).map(|mut slots| slots.remove(0).value)
    }
}

fn member(name: &'static str) -> PathSegment {
    PathSegment::Member(text(name))
}

fn path(claim: &'static str, segments: Vec<PathSegment>) -> OutputClaim {
    OutputClaim { source: ClaimSource::Path(segments.into()), ..OutputClaim::string(claim, "") }
}

/// Two follow-ups, the second with a prefix; `name` and `user` of the callback may be read.
fn profile(outputs: Vec<OutputClaim>) -> Profile {
    let prefixed = FollowUpRequest { prefix: text("mail."), ..FollowUpRequest::EMPTY };
    let callback_parameters = vec![text("name"), text("user")].into();
    Profile {
        id: text("Example"),
        authorization: AuthorizationRequest { callback_parameters, ..AuthorizationRequest::EMPTY },
        follow_ups: vec![FollowUpRequest::EMPTY, prefixed].into(),
        outputs: outputs.into(),
        ..Profile::EMPTY
    }
}

fn string(text: &str) -> Option<ClaimValue> {
    Some(ClaimValue::String(text.to_owned()))
}

#[test]
fn answers_are_looked_through_in_one_order() {
    let mut stage = Stage {
        claims: json(r#"{"name":"claims"}"#),
        follow_ups: vec![json(r#"{"name":"first"}"#), json(r#"{"name":"second","mail.name":"no prefix"}"#)],
        id_token: json(r#"{"name":"id_token"}"#),
        token: json(r#"{"name":"token"}"#),
        callback: Callback::from_query("state=s&name=callback&other=x").expect("a callback"),
        ..Stage::empty()
    };
    for source in [OutputClaim::string("c", "name"), path("c", vec![member("name")])] {
        let profile = profile(vec![source]);
        let value = |stage: &Stage| stage.value(&profile);
        stage.claims = json(r#"{"name":"claims"}"#);
        stage.follow_ups[0] = json(r#"{"name":"first"}"#);
        stage.id_token = json(r#"{"name":"id_token"}"#);
        stage.token = json(r#"{"name":"token"}"#);
        assert_eq!(value(&stage), Ok(string("claims")));
        for nothing in [r#"{"name":null}"#, r#"{"name":""}"#, "{}"] {
            stage.claims = json(nothing);
            assert_eq!(value(&stage), Ok(string("first")), "{nothing}");
        }
        stage.claims = None;
        assert_eq!(value(&stage), Ok(string("first")));
        stage.follow_ups[0] = None;
        assert_eq!(value(&stage), Ok(string("id_token")), "the second has a prefix");
        stage.id_token = None;
        assert_eq!(value(&stage), Ok(string("token")));
        stage.token = None;
        assert_eq!(value(&stage), Ok(string("callback")));
    }
    let value = |output| stage.value(&profile(vec![output]));
    assert_eq!(value(OutputClaim::string("c", "mail.name")), Ok(string("second")));
    assert_eq!(value(OutputClaim::string("c", "other")), Ok(None), "the profile does not name it");
    assert_eq!(value(OutputClaim::string("c", "state")), Ok(None), "the profile does not name it");
}

#[test]
fn an_empty_text_is_kept_for_transformations_where_nothing_else_has_a_value() {
    let stage =
        Stage { claims: json(r#"{"name":"","list":[]}"#), token: json(r#"{"name":"token"}"#), ..Stage::empty() };
    let value = |stage: &Stage, output: &OutputClaim| stage.value(&profile(vec![output.clone()]));
    let name = OutputClaim::string("c", "name");
    let list = OutputClaim::member("c", DataType::StringCollection, "list");
    assert_eq!(value(&stage, &name), Ok(string("token")));
    let alone = Stage { token: None, ..stage };
    assert_eq!(value(&alone, &name), Ok(string("")));
    assert_eq!(value(&alone, &path("c", vec![member("name")])), Ok(string("")));
    assert_eq!(value(&alone, &list), Ok(Some(ClaimValue::StringCollection(Vec::new()))));
    assert_eq!(value(&alone, &OutputClaim::member("c", DataType::Int, "name")), Ok(None));
    let with_default = OutputClaim { default: Some(Constant::String(text("default"))), ..name };
    assert_eq!(value(&alone, &with_default), Ok(string("default")));
}

#[test]
fn paths_lead_into_follow_ups_behind_their_prefix() {
    let stage = Stage {
        claims: json(r#"{"mail.list":"of the claims answer is a text","mail.x":1}"#),
        follow_ups: vec![None, json(r#"{"list":[{"v":"a","p":false},{"v":"b","p":true}]}"#)],
        ..Stage::empty()
    };
    let find =
        |member: &'static str, value: &'static str| PathSegment::Find { member: text(member), value: text(value) };
    let value = |segments| stage.value(&profile(vec![path("c", segments)]));
    assert_eq!(value(vec![member("mail.list"), PathSegment::Index(0), member("v")]), Ok(string("a")));
    assert_eq!(value(vec![member("mail.list"), find("p", "true"), member("v")]), Ok(string("b")));
    assert_eq!(value(vec![member("mail.list"), find("p", "True"), member("v")]), Ok(None));
    assert_eq!(value(vec![member("list"), PathSegment::Index(0)]), Ok(None));
    assert_eq!(value(vec![PathSegment::Index(0)]), Ok(None));
}

#[test]
fn a_callback_parameter_may_hold_json() {
    let stage = |user: &str| {
        let query: String = url::form_urlencoded::byte_serialize(user.as_bytes()).collect();
        let callback = Callback::from_query(&format!("state=s&user={query}")).expect("a callback");
        Stage { callback, ..Stage::empty() }
    };
    let apple = r#"{"name":{"firstName":"Wei","lastName":"Li"},"email":"wei@example.com"}"#;
    let first_name = || profile(vec![path("givenName", vec![member("user"), member("name"), member("firstName")])]);
    assert_eq!(stage(apple).value(&first_name()), Ok(string("Wei")));
    assert_eq!(stage("{}").value(&first_name()), Ok(None));
    assert_eq!(stage("[1]").value(&first_name()), Ok(None));
    assert_eq!(stage(apple).value(&profile(vec![OutputClaim::string("c", "user")])), Ok(string(apple)));
    let deep = format!("{}1{}", "[".repeat(65), "]".repeat(65));
    for (user, reason) in [
        ("{", ResponseFault::Syntax),
        ("Wei", ResponseFault::Syntax),
        (r#"{"name":1,"name":2}"#, ResponseFault::DuplicateMember),
        (&deep, ResponseFault::Depth),
    ] {
        let path = Some("givenName".to_owned());
        let refused = SignInError::BadResponse { endpoint: Endpoint::Authorization, reason, path };
        assert_eq!(stage(user).value(&first_name()), Err(refused), "{user}");
    }
}

#[test]
fn the_raw_id_token_is_a_source() {
    let raw = || profile(vec![OutputClaim { source: ClaimSource::IdToken, ..OutputClaim::string("idToken", "") }]);
    let mut stage = Stage { raw_id_token: Some("a.b.c"), token: json(r#"{"id_token":"d.e.f"}"#), ..Stage::empty() };
    assert_eq!(stage.value(&raw()), Ok(string("a.b.c")));
    stage.raw_id_token = None;
    assert_eq!(stage.value(&raw()), Ok(string("d.e.f")));
    stage.token = None;
    assert_eq!(stage.value(&raw()), Ok(None));
}

#[test]
fn an_error_names_the_answer_that_it_stands_in() {
    let broken = r#"{"c":"\ud800"}"#;
    let at =
        |endpoint| SignInError::BadResponse { endpoint, reason: ResponseFault::Syntax, path: Some("c".to_owned()) };
    let value = |stage: Stage| stage.value(&profile(vec![OutputClaim::string("c", "c")]));
    assert_eq!(value(Stage { claims: json(broken), ..Stage::empty() }), Err(at(Endpoint::Claims)));
    assert_eq!(value(Stage { follow_ups: vec![json(broken)], ..Stage::empty() }), Err(at(Endpoint::FollowUp)));
    assert_eq!(value(Stage { token: json(broken), ..Stage::empty() }), Err(at(Endpoint::Token)));
    let malformed = SignInError::IdToken { check: IdTokenFault::Malformed };
    assert_eq!(value(Stage { id_token: json(broken), ..Stage::empty() }), Err(malformed));
}

fn identified(outputs: Vec<OutputClaim>, issuer: SubjectIssuer) -> Profile {
    Profile { subject: Some(Subject { issuer, claim: 0 }), ..profile(outputs) }
}

#[test]
fn s20_ids_keep_their_text_in_every_answer() {
    let profile = || identified(vec![OutputClaim::string("id", "id")], SubjectIssuer::Constant(text("example.com")));
    let id = |stage: &Stage| {
        let key = stage.slots(&profile()).and_then(|slots| subject(&profile(), &slots));
        key.map(|key| key.expect("a key").id)
    };
    for number in [
        "9007199254740993",
        "1234567890987654321",
        "18446744073709551615",
        "123456789012345678901234567890",
        r#""9007199254740993""#,
        r#""00123456789012345678901234567890""#,
    ] {
        let body = format!("{{\"id\": {number} }}");
        let follow_up = Stage { follow_ups: vec![json(&body)], ..Stage::empty() };
        let id_token = Stage { id_token: json(&body), ..Stage::empty() };
        let token = Stage { token: json(&body), ..Stage::empty() };
        for stage in [follow_up, id_token, token] {
            assert_eq!(id(&stage).as_deref(), Ok(number.trim_matches('"')));
        }
    }
    for number in ["1.0", "1e3", "-0", "true", "{}"] {
        let body = format!("{{\"id\":{number}}}");
        for stage in [
            Stage { follow_ups: vec![json(&body)], ..Stage::empty() },
            Stage { id_token: json(&body), ..Stage::empty() },
        ] {
            assert!(matches!(id(&stage), Err(SignInError::ClaimType { .. })), "{number}");
        }
    }
}

#[test]
fn s18_what_the_browser_brought_identifies_nobody() {
    let stage = Stage {
        callback: Callback::from_query("state=s&name=U-1&user=%7B%22sub%22%3A%22U-1%22%7D").expect("a callback"),
        token: json(r#"{"sub":"U-1"}"#),
        ..Stage::empty()
    };
    let constant = || SubjectIssuer::Constant(text("example.com"));
    let in_json = path("id", vec![member("user"), member("sub")]);
    for (outputs, issuer) in [
        (vec![OutputClaim::string("id", "name")], constant()),
        (vec![in_json], constant()),
        (vec![OutputClaim::string("id", "sub"), OutputClaim::string("issuer", "name")], SubjectIssuer::Output(1)),
    ] {
        let profile = identified(outputs, issuer);
        let slots = stage.slots(&profile).expect("the value is a claim all the same");
        assert!(slots.iter().all(|slot| slot.value.is_some()));
        let refused = subject(&profile, &slots);
        assert!(matches!(refused, Err(SignInError::ClaimType { .. })), "{refused:?}");
    }
}

#[test]
fn s18_what_the_sign_in_was_begun_with_identifies_nobody() {
    let resolver = |namespace, name| Some(Resolver { namespace, name: text(name) });
    let hint = resolver(ResolverNamespace::Oidc, "LoginHint");
    let copy = resolver(ResolverNamespace::Claim, "sub");
    for (resolver, always_default) in [(hint.clone(), false), (hint, true), (copy.clone(), false), (copy, true)] {
        let sub = OutputClaim::string("sub", "sub");
        let id = OutputClaim { resolver, always_default, ..OutputClaim::string("id", "missing") };
        let profile = Profile {
            subject: Some(Subject { issuer: SubjectIssuer::Constant(text("example.com")), claim: 1 }),
            ..profile(vec![sub, id])
        };
        let stage = Stage {
            token: json(r#"{"sub":"U-1"}"#),
            resolved: vec![("id".to_owned(), "victim@example.com".to_owned())],
            ..Stage::empty()
        };
        let slots = stage.slots(&profile).expect("claims");
        assert!(slots[1].value.is_some());
        let refused = subject(&profile, &slots);
        assert!(matches!(refused, Err(SignInError::ClaimType { .. })), "{refused:?}");
    }
}

/// `email` from `mail`, `email_verified` as text or boolean from `verified`.
fn addressed(verified: OutputClaim) -> Profile {
    profile(vec![OutputClaim::string("email", "mail"), verified])
}

fn verification(data_type: DataType) -> OutputClaim {
    OutputClaim::member("email_verified", data_type, "verified")
}

fn verified(profile: &Profile, stage: &Stage) -> Option<Verified> {
    let slots = stage.slots(profile).expect("claims");
    let email = email(profile, &slots)?;
    assert!(!format!("{email:?}").contains("example.com"));
    Some(email.verified)
}

#[test]
fn s18_an_address_is_verified_unverified_or_unknown() {
    let claims = |body: &str| Stage { claims: json(body), ..Stage::empty() };
    for (data_type, said, expected) in [
        (DataType::Boolean, ",\"verified\":true", Verified::Yes),
        (DataType::Boolean, ",\"verified\":\"true\"", Verified::Yes),
        (DataType::Boolean, ",\"verified\":false", Verified::No),
        (DataType::Boolean, ",\"verified\":null", Verified::Unknown),
        (DataType::Boolean, "", Verified::Unknown),
        (DataType::String, ",\"verified\":\"true\"", Verified::Yes),
        (DataType::String, ",\"verified\":false", Verified::No),
        (DataType::String, ",\"verified\":\"yes\"", Verified::Unknown),
        (DataType::String, ",\"verified\":1", Verified::Unknown),
    ] {
        let stage = claims(&format!("{{\"mail\":\"a@example.com\"{said}}}"));
        assert_eq!(verified(&addressed(verification(data_type)), &stage), Some(expected), "{data_type:?} {said}");
        let camel = OutputClaim { claim: text("EmailVerified"), ..verification(data_type) };
        assert_eq!(verified(&addressed(camel), &stage), Some(expected), "{data_type:?} {said}");
    }
    let unmapped = profile(vec![OutputClaim::string("Email", "mail")]);
    assert_eq!(
        verified(&unmapped, &claims(r#"{"mail":"a@example.com","email_verified":true}"#)),
        Some(Verified::Unknown)
    );
    for body in [
        "{}".to_owned(),
        r#"{"mail":"+86 10 1234"}"#.to_owned(),
        r#"{"mail":"@example.com"}"#.to_owned(),
        r#"{"mail":"a b@example.com"}"#.to_owned(),
        r#"{"mail":"a@example.com\r\nBcc: b@example.com"}"#.to_owned(),
        format!("{{\"mail\":\"{}@example.com\"}}", "a".repeat(320)),
    ] {
        assert_eq!(verified(&addressed(verification(DataType::Boolean)), &claims(&body)), None, "{body}");
    }
}

#[test]
fn s18_only_the_providers_word_about_the_same_address_verifies_it() {
    let boolean = || verification(DataType::Boolean);
    let always = OutputClaim { default: Some(Constant::Boolean(true)), always_default: true, ..boolean() };
    let default = OutputClaim { default: Some(Constant::Boolean(true)), ..boolean() };
    let resolver = Some(Resolver { namespace: ResolverNamespace::OAuthKeyValue, name: text("verified") });
    let resolved = OutputClaim { resolver, ..boolean() };
    let stage = || Stage { claims: json(r#"{"mail":"a@example.com"}"#), ..Stage::empty() };
    for verification in [always, default, resolved] {
        let stage = Stage { resolved: vec![("email_verified".to_owned(), "true".to_owned())], ..stage() };
        assert_eq!(verified(&addressed(verification), &stage), Some(Verified::Unknown));
    }
    let elsewhere = Stage { id_token: json(r#"{"mail":"b@example.com","verified":true}"#), ..stage() };
    assert_eq!(verified(&addressed(boolean()), &elsewhere), Some(Verified::Unknown), "another answer");
    let same = Stage { claims: None, ..elsewhere };
    assert_eq!(verified(&addressed(boolean()), &same), Some(Verified::Yes));

    let browser = profile(vec![OutputClaim::string("email", "name"), verification(DataType::Boolean)]);
    let browser = Profile {
        authorization: AuthorizationRequest {
            callback_parameters: vec![text("name"), text("verified")].into(),
            ..browser.authorization.clone()
        },
        ..browser
    };
    let callback = Callback::from_query("state=s&name=a%40example.com&verified=true").expect("a callback");
    assert_eq!(verified(&browser, &Stage { callback, ..Stage::empty() }), Some(Verified::Unknown));

    let invented =
        OutputClaim { default: Some(Constant::String(text("a@example.com"))), ..OutputClaim::string("email", "x") };
    assert_eq!(verified(&profile(vec![invented]), &Stage::empty()), None, "the same address for everybody");
}

#[test]
fn s18_nothing_verifies_an_address_that_a_transformation_made() {
    let profile = addressed(verification(DataType::Boolean));
    let stage = Stage { claims: json(r#"{"mail":"Amy@example.com","verified":false}"#), ..Stage::empty() };
    let slots = stage.slots(&profile).expect("claims");
    let made = |index: usize, value: ClaimValue| {
        let mut slots = slots.clone();
        slots[index] = Slot::derived(value, std::iter::once(&slots[index].clone()));
        email(&profile, &slots).map(|email| email.verified)
    };
    assert_eq!(email(&profile, &slots).map(|email| email.verified), Some(Verified::No));
    assert_eq!(made(0, string("amy@example.com").expect("a text")), Some(Verified::No), "in small letters");
    assert_eq!(made(0, string("admin@example.com").expect("a text")), Some(Verified::Unknown));
    assert_eq!(made(1, ClaimValue::Boolean(true)), Some(Verified::Unknown), "the policy's word");
}
