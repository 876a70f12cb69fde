//! Answers of providers: formats, token types, errors under every name. S17, S26, S28.

use crate::support::*;
use claimsmith_runtime::profile::{
    AnswerFormat, ClaimSource, ClaimsRequest, DataType, OutputClaim, PathSegment, Profile, TokenRequest, text,
};
use claimsmith_runtime::{Endpoint, Response, ResponseFault, Secret, SignInError, TransportError, TransportFault};

const FORM: &str = "access_token=AT&expires_in=7776000&refresh_token=RT\n";
const JSON: &str = r#"{"access_token":"AT","expires_in":"7776000","refresh_token":"RT","scope":["a"]}"#;
const JSONP: &str = r#"callback( {"access_token":"AT","expires_in":7776000,"refresh_token":"RT"} );"#;
const ME: &str = "callback( {\"client_id\":\"101\",\"openid\":\"OPENID\"} );\n";

fn token_format(format: Option<AnswerFormat>) -> Profile {
    Profile { token: TokenRequest { format, ..plain().token }, ..plain() }
}

fn code_of(outcome: Result<impl Sized, SignInError>) -> (Endpoint, String, Option<String>, Option<u16>) {
    match outcome.err() {
        Some(SignInError::Provider { endpoint, code, description, status }) => (endpoint, code, description, status),
        other => panic!("no error of the provider but {other:?}"),
    }
}

fn status(profile: Profile, status: u16, body: &'static str) -> Result<(), SignInError> {
    sign_in(&Fake::new(move |_| Ok(Response::new(status, vec![], body.into()))).client(profile)).map(drop)
}

#[test]
fn a_token_answer_is_read_by_its_body() {
    for body in [FORM, JSON, JSONP] {
        let signed_in = answered(token_format(None), &[body]).expect(body);
        assert_eq!(signed_in.tokens.access_token().map(Secret::expose), Some("AT"), "{body}");
        assert_eq!(signed_in.tokens.refresh_token().map(|token| token.expose()), Some("RT"));
        assert_eq!(signed_in.tokens.expires_in(), Some(7_776_000));
    }
}

#[test]
fn a_declared_format_is_strict() {
    let formats = [(AnswerFormat::Form, FORM), (AnswerFormat::Json, JSON), (AnswerFormat::JsonP, JSONP)];
    for (format, _) in formats {
        for (other, body) in formats {
            let outcome = answered(token_format(Some(format)), &[body]);
            assert_eq!(outcome.is_ok(), format == other, "{format:?} {body}");
        }
    }
}

#[test]
fn s17_only_bearer_tokens_are_accepted() {
    for token_type in ["", r#","token_type":"bearer""#, r#","token_type":"Bearer""#, r#","token_type":null"#] {
        let body = format!(r#"{{"access_token":"AT"{token_type}}}"#);
        assert_eq!(answered(plain(), &[&body]).expect(&body).tokens.token_type(), "Bearer");
    }
    for token_type in [r#""mac""#, r#""DPoP""#, "1", "true", r#"["bearer"]"#, r#""bearer ""#] {
        let body = format!(r#"{{"access_token":"AT","token_type":{token_type}}}"#);
        let refused = SignInError::BadResponse {
            endpoint: Endpoint::Token,
            reason: ResponseFault::TokenType,
            path: Some("token_type".to_owned()),
        };
        assert_eq!(answered(plain(), &[&body]).map(drop), Err(refused), "{body}");
    }
}

#[test]
fn s17_a_profile_may_know_the_bearer_token_by_another_name() {
    let profile =
        || Profile { token: TokenRequest { token_type: text("User Access Token"), ..plain().token }, ..plain() };
    let body = |token_type: &str| format!(r#"{{"access_token":"AT","token_type":"{token_type}"}}"#);
    let signed_in = answered(profile(), &[&body("user access token")]).expect("signed in");
    assert_eq!(signed_in.tokens.token_type(), "Bearer", "it is used as one");
    for other in ["Bearer", "Application Access Token"] {
        let error = answered(profile(), &[&body(other)]).map(drop).expect_err("another type");
        assert!(matches!(error, SignInError::BadResponse { reason: ResponseFault::TokenType, .. }), "{error:?}");
    }
}

#[test]
fn an_access_token_is_printable_text() {
    for (value, reason) in [
        ("1", ResponseFault::WrongKind),
        (r#"{"a":1}"#, ResponseFault::WrongKind),
        (r#""a\r\nb: c""#, ResponseFault::WrongKind),
        (r#""é""#, ResponseFault::WrongKind),
        (r#""""#, ResponseFault::MissingMember),
        ("null", ResponseFault::MissingMember),
    ] {
        let outcome = answered(plain(), &[&format!(r#"{{"access_token":{value}}}"#)]).map(drop);
        let path = Some("access_token".to_owned());
        assert_eq!(outcome, Err(SignInError::BadResponse { endpoint: Endpoint::Token, reason, path }), "{value}");
    }
}

#[test]
fn qq_signs_in() {
    let signed_in = answered(qq(), &[FORM, ME]).expect("signed in");
    let subject = signed_in.subject().expect("a subject");
    assert_eq!((subject.issuer.as_str(), subject.id.as_str()), ("qq.com", "OPENID"));
    assert_eq!(signed_in.profile_id, "QQ-OAUTH");
}

#[test]
fn qq_reports_errors_as_jsonp_with_status_200() {
    let error = "callback( {\"error\":100020,\"error_description\":\"code is reused error\"} );\n";
    let strict = Profile { token: TokenRequest { format: Some(AnswerFormat::Form), ..qq().token }, ..qq() };
    for profile in [qq(), strict] {
        let (endpoint, code, description, status) = code_of(answered(profile, &[error]));
        assert_eq!((endpoint, code.as_str(), status), (Endpoint::Token, "100020", Some(200)));
        assert_eq!(description.as_deref(), Some("code is reused error"));
    }
    let (endpoint, code, ..) = code_of(answered(qq(), &[FORM, error]));
    assert_eq!((endpoint, code.as_str()), (Endpoint::Claims, "100020"));
    let without_key = Profile { error_member: None, ..qq() };
    assert_eq!(code_of(answered(without_key, &[FORM, error])).0, Endpoint::Claims);
}

#[test]
fn the_error_member_means_success_when_it_is_zero() {
    let profile = || Profile { error_member: Some(text("errcode")), ..plain() };
    for value in ["0", r#""0""#, r#""""#, "null", "false"] {
        let body = format!(r#"{{"access_token":"AT","errcode":{value}}}"#);
        assert!(answered(profile(), &[&body]).is_ok(), "{body}");
    }
    for (value, expected) in [("40029", "40029"), (r#""x""#, "x"), ("-1", "-1"), ("true", "true"), ("[]", "errcode")] {
        let body = format!(r#"{{"access_token":"AT","errcode":{value},"errmsg":"invalid code"}}"#);
        let (_, code, description, _) = code_of(answered(profile(), &[&body]));
        assert_eq!((code.as_str(), description.as_deref()), (expected, Some("invalid code")), "{body}");
    }
}

#[test]
fn githubs_error_with_status_200_needs_no_error_member() {
    let form = "error=bad_verification_code&error_description=The+code+passed+is+incorrect";
    let (endpoint, code, description, _) = code_of(answered(github(), &[form]));
    assert_eq!((endpoint, code.as_str()), (Endpoint::Token, "bad_verification_code"));
    assert_eq!(description.as_deref(), Some("The code passed is incorrect"));
}

#[test]
fn error_statuses_yield_the_providers_code() {
    for (status_code, body, expected) in [
        (400, r#"{"error":"invalid_grant","error_description":"no"}"#, "invalid_grant"),
        (401, r#"{"message":"Bad credentials"}"#, "401"),
        (400, r#"{"error":{"message":"no","type":"OAuthException","code":100}}"#, "100"),
        (403, r#"{"errcode":40001,"errmsg":"no"}"#, "40001"),
        (400, "error=invalid_client", "invalid_client"),
        (500, r#"callback({"error":1});"#, "1"),
    ] {
        let (endpoint, code, _, answered_status) = code_of(status(plain(), status_code, body));
        assert_eq!(
            (endpoint, code.as_str(), answered_status),
            (Endpoint::Token, expected, Some(status_code)),
            "{body}"
        );
    }
    for (status_code, body) in [(404, "<html>not found</html>"), (500, ""), (502, "{}"), (204, ""), (400, "\u{0}")] {
        let outcome = status(token_format(Some(AnswerFormat::Json)), status_code, body);
        assert!(matches!(outcome, Err(SignInError::BadResponse { endpoint: Endpoint::Token, .. })), "{status_code}");
    }
}

#[test]
fn s28_a_providers_words_are_data() {
    let hostile = format!("<script>alert(1)</script>\u{202e}\r\nSet-Cookie: a=b\u{0}{}", "é".repeat(1000));
    let client = Fake::bodies(&[]).client(qq());
    let begin = begin(&client);
    let callback = callback(&begin.url, &[("error", hostile.as_str()), ("error_description", hostile.as_str())]);
    let outcome = run(client.finish::<claimsmith_runtime::ClaimSet>(callback, begin.flow));
    let (endpoint, code, description, status) = code_of(outcome);
    let description = description.expect("a description");
    assert_eq!((endpoint, status), (Endpoint::Authorization, None));
    assert_eq!((code.chars().count(), description.chars().count()), (64, 256));
    assert!(description.starts_with("<script>alert(1)</script>Set-Cookie: a=bé"), "text, for the page to escape");
    assert!(!code.chars().chain(description.chars()).any(char::is_control));
}

#[test]
fn a_claims_answer_may_have_a_claim_named_error() {
    let claims = ClaimsRequest { endpoint: Some(text("https://id.example.com/me")), ..ClaimsRequest::EMPTY };
    let outputs = vec![OutputClaim::member("lastError", DataType::String, "error")];
    let profile = Profile { claims: claims.clone(), outputs: outputs.into(), ..plain() };
    assert!(answered(profile, &[JSON, r#"{"error":"none of note"}"#]).is_ok());
    let below = |member: &'static str| {
        let path = vec![PathSegment::Member(text(member)), PathSegment::Member(text("last"))];
        let source = ClaimSource::Path(path.into());
        let outputs = vec![OutputClaim { source, ..OutputClaim::member("lastError", DataType::String, "") }];
        let profile = Profile { claims: claims.clone(), outputs: outputs.into(), ..plain() };
        answered(profile, &[JSON, r#"{"error":{"last":"none of note"}}"#])
    };
    assert_eq!(below("error").expect("signed in").claims.len(), 1);
    assert_eq!(code_of(below("errors")).1, "error");
    let profile = Profile { claims, ..plain() };
    assert_eq!(code_of(answered(profile, &[JSON, r#"{"error":"denied"}"#])).1, "denied");
}

#[test]
fn a_claims_request_that_never_left_is_sent_once_more() {
    let faults = |endpoint: &'static str, kind| {
        Fake::new(move |request| {
            if request.url.contains(endpoint) {
                return Err(TransportError::new(kind));
            }
            Ok(Response::new(200, vec![], FORM.into()))
        })
    };
    for (endpoint, kind, requests) in [
        ("/token", TransportFault::Connect, 1),
        ("/token", TransportFault::Timeout, 1),
        ("/me", TransportFault::Connect, 3),
        ("/me", TransportFault::Timeout, 2),
        ("/me", TransportFault::Other, 2),
    ] {
        let fake = faults(endpoint, kind);
        let outcome = sign_in(&fake.client(qq())).map(drop);
        assert!(matches!(outcome, Err(SignInError::Transport { kind: found, .. }) if found == kind));
        assert_eq!(fake.requests().len(), requests, "{endpoint} {kind}");
    }
}

#[test]
fn a_transport_that_follows_no_rules_is_checked() {
    let header = |value: &str| vec![("Content-Encoding".to_owned(), value.to_owned())];
    let answer = |status, headers: Vec<_>, body: Vec<u8>| {
        sign_in(&Fake::new(move |_| Ok(Response::new(status, headers.clone(), body.clone()))).client(plain())).map(drop)
    };
    let transport = |kind| Err(SignInError::Transport { endpoint: Endpoint::Token, kind });
    for status in [301, 302, 303, 307, 308] {
        assert_eq!(answer(status, vec![], JSON.into()), transport(TransportFault::Redirect));
    }
    assert_eq!(answer(200, vec![], vec![b' '; 256 * 1024 + 1]), transport(TransportFault::TooLarge));
    for coding in ["gzip", "br", "deflate, gzip", "\u{fffd}"] {
        let outcome = answer(200, header(coding), JSON.into());
        assert!(matches!(outcome, Err(SignInError::BadResponse { reason: ResponseFault::ContentEncoding, .. })));
    }
    assert_eq!(answer(200, header("identity"), JSON.into()), Ok(()));
}

#[test]
fn errors_are_small() {
    assert!(size_of::<SignInError>() <= 80, "{}", size_of::<SignInError>());
}
