//! The token request to the byte: renamed and omitted parameters, encodings, headers.

use crate::support::*;
use claimsmith_runtime::profile::{
    AnswerFormat, ClientAuthentication, Method, Parameter, Profile, RequestEncoding, TemplateParameter, TemplatePart,
    TokenRequest, text,
};
use claimsmith_runtime::{Client, ConfigError, Request, SignInError};
use std::sync::Arc;

const TOKEN: &str = r#"{"access_token":"AT","refresh_token":"RT2"}"#;
/// What 32 zero bytes are as a PKCE verifier.
pub(crate) const VERIFIER: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const REDIRECT: &str = "https%3A%2F%2Fwww.example.com%2Fsignin%2Fqq-oauth%2Fcallback";

pub(crate) fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(header, _)| *header == name).map(|(_, value)| value.as_str())
}

pub(crate) fn body(request: &Request) -> &str {
    std::str::from_utf8(request.body.as_deref().expect("a body")).expect("text")
}

/// A client without chance: state, verifier and everything else random is zero.
fn client(fake: &Fake, profile: Profile) -> Client {
    let options = options().with_transport(Arc::new(fake.clone())).with_randomness(Arc::new(Zeros));
    Client::new(profile, config(options)).expect("a good configuration")
}

fn token_request(token: TokenRequest) -> Request {
    let fake = Fake::bodies(&[TOKEN]);
    sign_in(&client(&fake, Profile { token, ..plain() })).expect("signed in");
    fake.requests().remove(0)
}

pub(crate) fn renamed(pairs: &[(&'static str, &'static str)]) -> Vec<Parameter> {
    pairs.iter().map(|(name, value)| Parameter { name: text(name), value: text(value) }).collect()
}

pub(crate) fn template(name: &'static str, parts: &[TemplatePart]) -> TemplateParameter {
    TemplateParameter { name: text(name), value: parts.to_vec().into() }
}

pub(crate) fn part(characters: &'static str) -> TemplatePart {
    TemplatePart::Text(text(characters))
}

#[test]
fn a_form_is_written_to_the_byte() {
    let request = token_request(plain().token);
    let expected = format!(
        "client_id=101+%26+co&client_secret=hunter2%2B%3A%2F%25%26%3D+secret&redirect_uri={REDIRECT}\
         &code=C0DE.of%2Bthe%2Fuser%3D&grant_type=authorization_code&code_verifier={VERIFIER}"
    );
    assert_eq!((request.url.as_str(), body(&request)), ("https://id.example.com/token", expected.as_str()));
    let get = token_request(TokenRequest { method: Method::Get, ..plain().token });
    assert_eq!(get.url, format!("https://id.example.com/token?{expected}"));
    assert_eq!((get.body.as_ref(), header(&get, "content-type")), (None, None));
}

#[test]
fn parameters_have_the_names_that_the_policy_gives() {
    let names =
        renamed(&[("code", "auth_code"), ("redirect_uri", ""), ("grant_type", "grant"), ("code_verifier", "v")]);
    let token =
        TokenRequest { parameter_names: names.into(), client_secret_parameter: text("secret"), ..plain().token };
    let request = token_request(token);
    let expected = format!(
        "client_id=101+%26+co&secret=hunter2%2B%3A%2F%25%26%3D+secret\
         &auth_code=C0DE.of%2Bthe%2Fuser%3D&grant=authorization_code&v={VERIFIER}"
    );
    assert_eq!(body(&request), expected);
}

#[test]
fn a_json_request_has_its_members_in_the_same_order() {
    let token = TokenRequest { encoding: RequestEncoding::Json, ..plain().token };
    let request = token_request(token);
    let expected = format!(
        r#"{{"client_id":"101 & co","client_secret":"{SECRET}","redirect_uri":"{REDIRECT_URI}","code":"{CODE}","grant_type":"authorization_code","code_verifier":"{VERIFIER}"}}"#
    );
    assert_eq!((request.url.as_str(), body(&request)), ("https://id.example.com/token", expected.as_str()));
    assert_eq!(header(&request, "content-type"), Some("application/json"));
}

#[test]
fn a_post_may_have_its_parameters_in_the_query() {
    let endpoint = text("https://id.example.com/token?v=1");
    let request = token_request(TokenRequest { endpoint, encoding: RequestEncoding::Query, ..plain().token });
    assert_eq!((request.method, body(&request)), (Method::Post, ""));
    assert!(request.url.starts_with("https://id.example.com/token?v=1&client_id=101+%26+co&client_secret=hunter2"));
    assert_eq!(header(&request, "content-type"), None);
}

#[test]
fn basic_authentication_goes_with_every_encoding() {
    for encoding in [RequestEncoding::Json, RequestEncoding::Query] {
        let authentication = ClientAuthentication::SecretBasic;
        let request = token_request(TokenRequest { encoding, authentication, ..plain().token });
        assert!(header(&request, "authorization").is_some_and(|value| value.starts_with("Basic ")));
        assert!(!request.url.contains("client_") && !body(&request).contains("client_"), "{encoding:?}");
    }
}

#[test]
fn headers_of_the_policy_replace_those_of_the_runtime() {
    let headers = vec![
        template("Client-ID", &[TemplatePart::ClientId]),
        template("X-Version", &[part("v1 "), TemplatePart::ClientId, part("!")]),
        template("Accept", &[part("application/vnd.example+json")]),
    ];
    let token = TokenRequest { headers: headers.into(), format: Some(AnswerFormat::Json), ..plain().token };
    let request = token_request(token);
    assert_eq!(header(&request, "client-id"), Some("101 & co"));
    assert_eq!(header(&request, "x-version"), Some("v1 101 & co!"));
    assert_eq!(header(&request, "accept"), Some("application/vnd.example+json"));
    assert_eq!(request.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("accept")).count(), 1);
}

fn refused(token: TokenRequest) -> ConfigError {
    Client::new(Profile { token, ..plain() }, config(options())).expect_err("a refusal")
}

#[test]
fn headers_that_would_break_the_request_are_refused() {
    for (name, value) in [
        ("X-A", part("a\r\nHost: evil")),
        ("X-A", part("a\0")),
        ("X-A", part("é")),
        ("", part("a")),
        ("X A", part("a")),
        ("X-A:", part("a")),
        ("Host", part("evil.example")),
        ("content-length", part("0")),
        ("Transfer-Encoding", part("chunked")),
        ("Accept-Encoding", part("gzip")),
        ("X-A", TemplatePart::AccessToken),
        ("X-A", TemplatePart::TokenMember(text("a"))),
    ] {
        let headers = vec![template(name, std::slice::from_ref(&value))].into();
        let refused = refused(TokenRequest { headers, ..plain().token });
        assert!(matches!(refused, ConfigError::InvalidProfile { .. }), "{name:?} {value:?}");
    }
    let headers = vec![template("X-A", &[part("a")]), template("x-a", &[part("b")])].into();
    assert!(matches!(refused(TokenRequest { headers, ..plain().token }), ConfigError::InvalidProfile { .. }));
    let mut config = config(options());
    config.client_id = "naïve".to_owned();
    let headers = vec![template("X-A", &[TemplatePart::ClientId])].into();
    let token = TokenRequest { headers, ..plain().token };
    let refused = Client::new(Profile { token, ..plain() }, config).expect_err("a refusal");
    assert!(matches!(refused, ConfigError::InvalidSetting { .. }), "{refused}");
}

#[test]
fn two_parameters_never_have_one_name() {
    for names in [
        [("code", "client_secret")],
        [("code", "grant_type")],
        [("refresh_token", "client_id")],
        [("code_verifier", "redirect_uri")],
    ] {
        let token = TokenRequest { parameter_names: renamed(&names).into(), ..plain().token };
        assert!(matches!(refused(token), ConfigError::InvalidProfile { .. }), "{names:?}");
    }
    let token = TokenRequest { parameter_names: renamed(&[("scope", "s")]).into(), ..plain().token };
    assert!(matches!(refused(token), ConfigError::InvalidProfile { .. }), "no parameter of this request");
    let swapped = renamed(&[("code", "grant_type"), ("grant_type", "code")]);
    assert_eq!(
        body(&token_request(TokenRequest { parameter_names: swapped.into(), ..plain().token }))
            .split('&')
            .nth(3)
            .map(str::to_owned),
        Some("grant_type=C0DE.of%2Bthe%2Fuser%3D".to_owned())
    );
}

#[test]
fn a_missing_secret_is_no_public_client_where_it_is_needed() {
    let mut keyless = config(options());
    keyless.keys.clear();
    let token = TokenRequest { authentication: ClientAuthentication::SecretBasic, ..plain().token };
    let missing = Client::new(Profile { token, ..plain() }, keyless).expect_err("a refusal");
    assert!(matches!(missing, ConfigError::Missing(missing) if missing[0].variable == "B2C_1A_QQSECRET"));
}

#[test]
fn errors_of_a_json_token_request_are_read() {
    let token = TokenRequest { encoding: RequestEncoding::Json, ..plain().token };
    let outcome = answered(Profile { token, ..plain() }, &[r#"{"error":"invalid_grant"}"#]).map(drop);
    assert!(matches!(outcome, Err(SignInError::Provider { code, .. }) if code == "invalid_grant"));
}
