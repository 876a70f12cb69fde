//! From answers to claims: sources, conversion, defaults, subject. S14 for plain claims, S18, S20.

use crate::support::*;
use claimsmith_runtime::profile::{
    ClaimSource, ClaimsRequest, Constant, DataType, OutputClaim, PathSegment, Profile, Subject, SubjectIssuer, text,
};
use claimsmith_runtime::{
    AlternativeSecurityId, ClaimSet, ClaimValue, Endpoint, ResponseFault, SignInError, SubjectKey,
};

const TOKEN: &str =
    r#"{"access_token":"AT","refresh_token":"RT","expires_in":7200,"token_type":"Bearer","id":"from token","uid":7}"#;

fn profile(outputs: Vec<OutputClaim>) -> Profile {
    let endpoint = Some(text("https://id.example.com/me"));
    let claims = ClaimsRequest { endpoint, ..ClaimsRequest::EMPTY };
    Profile { claims, outputs: outputs.into(), ..plain() }
}

fn evaluate(outputs: Vec<OutputClaim>, claims: &str) -> Result<ClaimSet, SignInError> {
    answered(profile(outputs), &[TOKEN, claims]).map(|signed_in| signed_in.claims)
}

/// The claim `c` of this type, for an answer whose member `m` has this JSON.
fn converted(data_type: DataType, json: &str) -> Result<Option<ClaimValue>, SignInError> {
    let set = evaluate(vec![OutputClaim::member("c", data_type, "m")], &format!("{{\"m\":{json}}}"))?;
    Ok(set.get("c").cloned())
}

fn string(text: &str) -> Option<ClaimValue> {
    Some(ClaimValue::String(text.to_owned()))
}

#[test]
fn values_are_converted_to_their_data_type() {
    use ClaimValue::{
        AlternativeSecurityIdCollection, Boolean, Int, Long, StringCollection, UserIdentity, UserIdentityCollection,
    };
    let qq = claimsmith_runtime::UserIdentity { issuer: "qq.com".to_owned(), issuer_user_id: "1".to_owned() };
    for (data_type, json, expected) in [
        (DataType::String, r#""a\u00e9""#, string("aé")),
        (DataType::String, "9007199254740993", string("9007199254740993")),
        (DataType::String, "1.50", string("1.50")),
        (DataType::String, "true", string("true")),
        (DataType::String, r#"{ "en_US": [1, "a b"] }"#, string(r#"{"en_US":[1,"a b"]}"#)),
        (DataType::String, "null", None),
        (DataType::String, r#""""#, None),
        (DataType::Date, r#""2001-02-03""#, string("2001-02-03")),
        (DataType::PhoneNumber, r#""+14255551212""#, string("+14255551212")),
        (DataType::Long, "9007199254740993", Some(Long(9_007_199_254_740_993))),
        (DataType::Long, r#""-5""#, Some(Long(-5))),
        (DataType::Int, "2147483647", Some(Int(i32::MAX))),
        (DataType::Int, "null", None),
        (DataType::Boolean, "false", Some(Boolean(false))),
        (DataType::Boolean, "1", Some(Boolean(true))),
        (DataType::Boolean, r#""True""#, Some(Boolean(true))),
        (
            DataType::StringCollection,
            r#"["a",1,null,{"b": 2}]"#,
            Some(StringCollection(["a", "1", "{\"b\":2}"].map(str::to_owned).to_vec())),
        ),
        (DataType::StringCollection, r#""a""#, Some(StringCollection(vec!["a".to_owned()]))),
        (DataType::StringCollection, "[]", None),
        (DataType::UserIdentity, r#"{"issuer":"qq.com","issuerUserId":"1"}"#, Some(UserIdentity(qq.clone()))),
        (DataType::UserIdentity, r#""{\"issuer\":\"qq.com\",\"key\":\"1\"}""#, Some(UserIdentity(qq.clone()))),
        (
            DataType::UserIdentityCollection,
            r#"[{"issuer":"qq.com","issuerUserId":"1","more":1}]"#,
            Some(UserIdentityCollection(vec![qq])),
        ),
        (DataType::UserIdentityCollection, "[]", None),
        (
            DataType::AlternativeSecurityIdCollection,
            r#"[{"type":6,"identityProvider":"qq.com","key":"MQ=="}]"#,
            Some(AlternativeSecurityIdCollection(vec![AlternativeSecurityId {
                issuer: "qq.com".to_owned(),
                issuer_user_id: "MQ==".to_owned(),
            }])),
        ),
    ] {
        assert_eq!(converted(data_type, json), Ok(expected), "{data_type:?} {json}");
    }
}

#[test]
fn s14_a_value_of_the_wrong_kind_is_refused_not_skipped() {
    for (data_type, json) in [
        (DataType::Int, "2147483648"),
        (DataType::Int, "1.0"),
        (DataType::Int, "1e3"),
        (DataType::Int, r#""12a""#),
        (DataType::Int, r#""+1""#),
        (DataType::Int, "true"),
        (DataType::Long, "9223372036854775808"),
        (DataType::Long, "{}"),
        (DataType::Boolean, "2"),
        (DataType::Boolean, r#""yes""#),
        (DataType::Boolean, "[]"),
        (DataType::StringCollection, "{}"),
        (DataType::UserIdentity, "[]"),
        (DataType::UserIdentity, "{}"),
        (DataType::UserIdentity, r#""qq.com""#),
        (DataType::UserIdentityCollection, r#"{"issuer":"qq.com","issuerUserId":"1"}"#),
        (DataType::AlternativeSecurityIdCollection, "7"),
    ] {
        let refused = converted(data_type, json);
        assert!(
            matches!(&refused, Err(SignInError::ClaimType { claim, expected, .. }) if claim == "c" && *expected == data_type),
            "{data_type:?} {json} {refused:?}"
        );
    }
}

#[test]
fn the_claims_answer_comes_before_the_token_answer() {
    let outputs =
        || vec![OutputClaim::member("id", DataType::String, "id"), OutputClaim::member("uid", DataType::Long, "uid")];
    let set = evaluate(outputs(), r#"{"id":"from claims"}"#).expect("claims");
    assert_eq!((set.get("id"), set.get("UID")), (string("from claims").as_ref(), Some(&ClaimValue::Long(7))));
    let set = evaluate(outputs(), r#"{"id":null}"#).expect("claims");
    assert_eq!(set.get("id"), string("from token").as_ref());
    let no_endpoint = Profile { claims: ClaimsRequest::EMPTY, ..profile(outputs()) };
    let set = answered(no_endpoint, &[TOKEN]).expect("signed in").claims;
    assert_eq!(set.get("id"), string("from token").as_ref());
}

#[test]
fn special_sources_read_the_token_answer() {
    let source = |claim, data_type, source| OutputClaim { source, ..OutputClaim::member(claim, data_type, "") };
    let outputs = || {
        vec![
            source("accessToken", DataType::String, ClaimSource::AccessToken),
            source("refreshToken", DataType::String, ClaimSource::RefreshToken),
            source("expiresIn", DataType::Long, ClaimSource::ExpiresIn),
            source("tokenType", DataType::String, ClaimSource::TokenType),
        ]
    };
    let set = evaluate(outputs(), r#"{"access_token":"x","token_type":"x"}"#).expect("claims");
    assert_eq!((set.get("accessToken"), set.get("refreshToken")), (string("AT").as_ref(), string("RT").as_ref()));
    assert_eq!(
        (set.get("expiresIn"), set.get("tokenType")),
        (Some(&ClaimValue::Long(7200)), string("Bearer").as_ref())
    );
    assert!(!format!("{set:?}").contains("AT"), "Debug shows names only");
    let set = answered(profile(outputs()), &["access_token=AT", "{}"]).expect("signed in").claims;
    assert_eq!(set.len(), 1, "QQ leaves the others out");
}

#[test]
fn paths_and_dotted_names() {
    let path = |segments: Vec<PathSegment>| OutputClaim {
        source: ClaimSource::Path(segments.into()),
        ..OutputClaim::member("c", DataType::String, "")
    };
    let member = |name| PathSegment::Member(text(name));
    let body =
        r#"{"kakao_account":{"emails":[{"v":"a@example.com"}]},"a.b":"dotted","firstName":{"localized": {"en":"A"}}}"#;
    let get = |output| evaluate(vec![output], body).map(|set| set.get("c").cloned());
    let deep = vec![member("kakao_account"), member("emails"), PathSegment::Index(0), member("v")];
    assert_eq!(get(path(deep)), Ok(string("a@example.com")));
    assert_eq!(get(path(vec![member("firstName"), member("localized")])), Ok(string(r#"{"en":"A"}"#)));
    assert_eq!(get(path(vec![member("kakao_account"), member("phones"), PathSegment::Index(0)])), Ok(None));
    assert_eq!(get(OutputClaim::member("c", DataType::String, "a.b")), Ok(string("dotted")));
    assert_eq!(get(OutputClaim::member("c", DataType::String, "firstName.localized")), Ok(None));
}

#[test]
fn defaults_fill_in_or_replace() {
    let output = |default: &'static str, always_default| OutputClaim {
        default: Some(Constant::String(text(default))),
        always_default,
        ..OutputClaim::member("c", DataType::String, "m")
    };
    for (output, body, expected) in [
        (output("d", false), r#"{"m":"v"}"#, string("v")),
        (output("d", false), r#"{"m":""}"#, string("d")),
        (output("d", false), r#"{"m":null}"#, string("d")),
        (output("d", false), "{}", string("d")),
        (output("d", true), r#"{"m":"v"}"#, string("d")),
        (output("", false), "{}", None),
    ] {
        assert_eq!(evaluate(vec![output], body).map(|set| set.get("c").cloned()), Ok(expected), "{body}");
    }
    let number = OutputClaim { default: Some(Constant::Int(3)), ..OutputClaim::member("c", DataType::Int, "m") };
    assert_eq!(evaluate(vec![number], "{}").map(|set| set.get("c").cloned()), Ok(Some(ClaimValue::Int(3))));
}

#[test]
fn a_required_claim_must_come() {
    let required = || vec![OutputClaim { required: true, ..OutputClaim::member("c", DataType::String, "m") }];
    for body in ["{}", r#"{"m":null}"#, r#"{"m":""}"#] {
        let missing = SignInError::MissingClaim { claim: "c".to_owned() };
        assert_eq!(evaluate(required(), body).map(drop), Err(missing), "{body}");
    }
    assert!(evaluate(required(), r#"{"m":"v"}"#).is_ok());
}

fn subject_of(output: OutputClaim, issuer: SubjectIssuer, body: &str) -> Result<Option<SubjectKey>, SignInError> {
    let identity_provider = OutputClaim::member("identityProvider", DataType::String, "iss");
    let subject = Some(Subject { issuer, claim: 0 });
    let profile = Profile { subject, ..profile(vec![output, identity_provider]) };
    answered(profile, &[TOKEN, body]).map(|signed_in| signed_in.subject().cloned())
}

fn id(data_type: DataType) -> OutputClaim {
    OutputClaim::member("issuerUserId", data_type, "sub")
}

#[test]
fn s18_the_subject_is_the_issuer_and_the_immutable_id() {
    let constant = || SubjectIssuer::Constant(text("example.com"));
    let key = |issuer: &str, id: &str| Ok(Some(SubjectKey { issuer: issuer.to_owned(), id: id.to_owned() }));
    let body = r#"{"sub":"U-1","iss":"tenant-a","email":"a@example.com"}"#;
    assert_eq!(subject_of(id(DataType::String), constant(), body), key("example.com", "U-1"));
    assert_eq!(subject_of(id(DataType::String), SubjectIssuer::Constant(text("")), body), key("Plain", "U-1"));
    assert_eq!(subject_of(id(DataType::String), SubjectIssuer::Output(1), body), key("tenant-a", "U-1"));
    let missing = |claim: &str| Err(SignInError::MissingClaim { claim: claim.to_owned() });
    assert_eq!(subject_of(id(DataType::String), constant(), "{}"), missing("issuerUserId"));
    assert_eq!(
        subject_of(id(DataType::String), SubjectIssuer::Output(1), r#"{"sub":"U"}"#),
        missing("identityProvider")
    );
    // The same id for every user is an id of none.
    let default = OutputClaim { default: Some(Constant::String(text("anybody"))), ..id(DataType::String) };
    assert_eq!(subject_of(default.clone(), constant(), "{}"), missing("issuerUserId"));
    assert_eq!(subject_of(default, constant(), body), key("example.com", "U-1"));
    let nobody = answered(profile(vec![id(DataType::String)]), &[TOKEN, body]).expect("signed in");
    assert_eq!(nobody.subject(), None, "a policy that does not say who the user is");
}

#[test]
fn s20_ids_are_compared_as_bytes() {
    let constant = || SubjectIssuer::Constant(text("example.com"));
    let id_of = |data_type, json: &str| {
        subject_of(id(data_type), constant(), &format!("{{\"sub\":{json}}}")).map(|key| key.expect("a key").id)
    };
    for number in ["9007199254740993", "1234567890987654321", "18446744073709551615", "123456789012345678901234567890"]
    {
        assert_eq!(id_of(DataType::String, number).as_deref(), Ok(number));
    }
    assert_eq!(id_of(DataType::Long, "1234567890987654321").as_deref(), Ok("1234567890987654321"));
    for text in ["\"AbC\"", "\"abc\"", "\" abc\"", "\"ａｂｃ\"", "\"1.0\""] {
        assert_eq!(id_of(DataType::String, text).as_deref(), Ok(text.trim_matches('"')));
    }
    for (data_type, json) in [
        (DataType::String, "1.0"),
        (DataType::String, "1e3"),
        (DataType::String, "1E3"),
        (DataType::String, "-1.5"),
        (DataType::String, "-0"),
        (DataType::StringCollection, "[1]"),
        (DataType::Boolean, "true"),
    ] {
        assert!(matches!(id_of(data_type, json), Err(SignInError::ClaimType { .. })), "{data_type:?} {json}");
    }
}

#[test]
fn s20_only_texts_and_integers_identify_a_user() {
    for issuer in [SubjectIssuer::Constant(text("example.com")), SubjectIssuer::Output(1)] {
        for json in ["true", "false", "{}", "[]", "[1]", r#"["U-1"]"#, r#"{"id":"U-1"}"#] {
            // The value is a claim all the same: it is a text that nobody takes for a user.
            assert!(evaluate(vec![id(DataType::String)], &format!("{{\"sub\":{json}}}")).is_ok());
            let body = match &issuer {
                SubjectIssuer::Constant(_) => format!("{{\"sub\":{json}}}"),
                SubjectIssuer::Output(_) => format!("{{\"sub\":\"U-1\",\"iss\":{json}}}"),
            };
            let refused = subject_of(id(DataType::String), issuer.clone(), &body);
            assert!(matches!(refused, Err(SignInError::ClaimType { .. })), "{body} {refused:?}");
        }
    }
    let constant = SubjectIssuer::Constant(text("example.com"));
    for json in ["null", r#""""#] {
        let refused = subject_of(id(DataType::String), constant.clone(), &format!("{{\"sub\":{json}}}"));
        assert_eq!(refused, Err(SignInError::MissingClaim { claim: "issuerUserId".to_owned() }), "{json}");
    }
}

#[test]
fn s20_two_spellings_of_a_number_are_not_one_user() {
    let id_of = |data_type, json: &str| {
        let constant = SubjectIssuer::Constant(text("example.com"));
        subject_of(id(data_type), constant, &format!("{{\"sub\":{json}}}")).map(|key| key.expect("a key").id)
    };
    for data_type in [DataType::Int, DataType::Long] {
        for (json, expected) in [("7", "7"), (r#""7""#, "7"), (r#""-7""#, "-7"), ("0", "0"), (r#""0""#, "0")] {
            assert_eq!(id_of(data_type, json).as_deref(), Ok(expected), "{data_type:?} {json}");
        }
        for json in [r#""007""#, r#""-07""#, r#""00""#, r#""-0""#, "-0"] {
            assert!(matches!(id_of(data_type, json), Err(SignInError::ClaimType { .. })), "{data_type:?} {json}");
        }
    }
    // A text is compared as it stands.
    assert_eq!(id_of(DataType::String, r#""007""#).as_deref(), Ok("007"));
}

#[test]
fn a_fault_below_a_path_names_the_claim() {
    let path = vec![PathSegment::Member(text("account")), PathSegment::Member(text("email"))];
    let output = OutputClaim {
        source: ClaimSource::Path(path.into()),
        ..OutputClaim::member("signInName", DataType::String, "")
    };
    let refused = evaluate(vec![output], r#"{"account":{"email":"\ud800"}}"#);
    let expected = SignInError::BadResponse {
        endpoint: Endpoint::Claims,
        reason: ResponseFault::Syntax,
        path: Some("signInName".to_owned()),
    };
    assert_eq!(refused.map(drop), Err(expected));
}

#[test]
fn githubs_numeric_id_fits_string_and_long() {
    let user = r#"{"login":"octocat","id":9007199254740993,"email":null}"#;
    let signed_in =
        answered(github(), &["access_token=gho_x&scope=read%3Auser&token_type=bearer", user]).expect("signed in");
    assert_eq!(signed_in.claims.get("issuerUserId"), string("9007199254740993").as_ref());
    assert_eq!(signed_in.claims.get("numericUserId"), Some(&ClaimValue::Long(9_007_199_254_740_993)));
    assert_eq!(signed_in.claims.get("email"), None);
    assert_eq!(signed_in.subject().map(ToString::to_string).as_deref(), Some("github.com|9007199254740993"));
}
