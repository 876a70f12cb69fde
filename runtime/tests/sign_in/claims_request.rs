//! What the claims request carries besides B2C's parameters: method, scheme, headers, proof.

use crate::support::*;
use crate::token_request::{body, header, part, template};
use claimsmith_runtime::profile::{
    AuthorizationRequest, BearerTransmission, ClaimsRequest, Method, Parameter, Profile, ResponseType, TemplatePart,
    text,
};
use claimsmith_runtime::{Client, ConfigError, Endpoint, Request, ResponseFault, SignInError};

const TOKEN: &str = r#"{"access_token":"A T+/=","openid":"O P","bad":"a\r\nb","list":[1]}"#;

fn with_claims(claims: ClaimsRequest) -> Profile {
    let endpoint = Some(text("https://id.example.com/me?v=2.1"));
    Profile { claims: ClaimsRequest { endpoint, ..claims }, ..plain() }
}

fn claims_request(claims: ClaimsRequest) -> Request {
    let fake = Fake::bodies(&[TOKEN, "{}"]);
    sign_in(&fake.client(with_claims(claims))).expect("signed in");
    fake.requests().remove(1)
}

fn in_header(scheme: &'static str) -> ClaimsRequest {
    ClaimsRequest {
        bearer: BearerTransmission::AuthorizationHeader,
        authorization_scheme: text(scheme),
        ..ClaimsRequest::EMPTY
    }
}

#[test]
fn a_posted_claims_request_has_its_parameters_in_the_body() {
    let request = claims_request(ClaimsRequest {
        method: Method::Post,
        format_parameter: Some(Parameter { name: text("format"), value: text("json") }),
        token_members: vec![text("openid")].into(),
        ..ClaimsRequest::EMPTY
    });
    assert_eq!((request.method, request.url.as_str()), (Method::Post, "https://id.example.com/me?v=2.1"));
    assert_eq!(body(&request), "openid=O+P&format=json&access_token=A+T%2B%2F%3D");
    assert_eq!(header(&request, "content-type"), Some("application/x-www-form-urlencoded"));

    let request = claims_request(ClaimsRequest { method: Method::Post, ..in_header("Bearer") });
    assert_eq!(body(&request), "");
}

#[test]
fn the_scheme_is_the_policys() {
    for (scheme, expected) in
        [("Bearer", "Bearer A T+/="), ("token", "token A T+/="), ("OAuth2", "OAuth2 A T+/="), ("", "A T+/=")]
    {
        let request = claims_request(in_header(scheme));
        assert_eq!(header(&request, "authorization"), Some(expected));
        assert_eq!(request.url, "https://id.example.com/me?v=2.1");
    }
    for scheme in ["a b", "a\r\nb", "é", "a:"] {
        let refused = Client::new(with_claims(in_header(scheme)), config(options())).err();
        assert!(matches!(refused, Some(ConfigError::InvalidProfile { .. })), "{scheme:?}");
    }
}

#[test]
fn headers_are_put_together_from_what_is_known() {
    let headers = vec![
        template("Client-Id", &[TemplatePart::ClientId]),
        template("X-Access-Token", &[part("t="), TemplatePart::AccessToken]),
        template("X-Open-Id", &[TemplatePart::TokenMember(text("openid")), part(";")]),
    ];
    let request = claims_request(ClaimsRequest { headers: headers.into(), ..in_header("Bearer") });
    assert_eq!(header(&request, "client-id"), Some("101 & co"));
    assert_eq!(header(&request, "x-access-token"), Some("t=A T+/="));
    assert_eq!(header(&request, "x-open-id"), Some("O P;"));
}

#[test]
fn a_header_with_control_characters_is_never_sent() {
    for (member, reason) in [
        ("bad", ResponseFault::WrongKind),
        ("list", ResponseFault::WrongKind),
        ("nowhere", ResponseFault::MissingMember),
    ] {
        let headers = vec![template("X-A", &[TemplatePart::TokenMember(text(member))])].into();
        let fake = Fake::bodies(&[TOKEN]);
        let profile = with_claims(ClaimsRequest { headers, ..ClaimsRequest::EMPTY });
        let outcome = sign_in(&fake.client(profile)).map(drop);
        let path = Some(member.to_owned());
        assert_eq!(outcome, Err(SignInError::BadResponse { endpoint: Endpoint::Token, reason, path }));
        assert_eq!(fake.requests().len(), 1, "no claims request");
    }
    let headers = vec![template("X-A", &[TemplatePart::ClaimsMember(vec![].into())])].into();
    let profile = with_claims(ClaimsRequest { headers, ..ClaimsRequest::EMPTY });
    let refused = Client::new(profile, config(options())).err();
    assert!(matches!(refused, Some(ConfigError::InvalidProfile { .. })));
}

#[test]
fn the_proof_is_the_hmac_of_the_access_token() {
    let proof = ClaimsRequest { proof_parameter: Some(text("appsecret_proof")), ..ClaimsRequest::EMPTY };
    // printf 'A T+/=' | openssl dgst -sha256 -hmac 'hunter2+:/%&= secret'
    let expected = "42e649e572a19e0b682a0a0c0c6b7c794c02798d96fa0c37ab23423c9ccc9cc3";
    let request = claims_request(proof.clone());
    assert_eq!(
        request.url,
        format!("https://id.example.com/me?v=2.1&access_token=A+T%2B%2F%3D&appsecret_proof={expected}")
    );
    let posted = claims_request(ClaimsRequest {
        method: Method::Post,
        bearer: BearerTransmission::AuthorizationHeader,
        ..proof.clone()
    });
    assert_eq!(body(&posted), format!("appsecret_proof={expected}"));

    let mut keyless = config(options());
    keyless.keys.clear();
    let missing = Client::new(with_claims(proof.clone()), keyless.clone()).err();
    assert!(matches!(missing, Some(ConfigError::Missing(_))));
    let without_key = Profile { keys: Profile::EMPTY.keys, ..with_claims(proof) };
    assert!(matches!(Client::new(without_key, keyless).err(), Some(ConfigError::InvalidProfile { .. })));
}

#[test]
fn two_parameters_of_the_claims_request_never_have_one_name() {
    for claims in [
        ClaimsRequest { token_members: vec![text("access_token")].into(), ..ClaimsRequest::EMPTY },
        ClaimsRequest { proof_parameter: Some(text("access_token")), ..ClaimsRequest::EMPTY },
        ClaimsRequest { token_members: vec![text("uid"), text("uid")].into(), ..ClaimsRequest::EMPTY },
    ] {
        let refused = Client::new(with_claims(claims), config(options())).err();
        assert!(matches!(refused, Some(ConfigError::InvalidProfile { .. })));
    }
}

#[test]
fn without_a_token_request_there_is_nothing_to_configure_for_one() {
    let authorization = AuthorizationRequest { response_type: ResponseType::IdToken, ..plain().authorization };
    let profile = Profile { authorization, ..plain() };
    let mut keyless = config(options());
    keyless.keys.clear();
    let refused = Client::new(profile, keyless).err();
    // The client secret is not what is missing: the keys of the provider are.
    assert!(matches!(refused, Some(ConfigError::InvalidProfile { .. })), "{refused:?}");
}
