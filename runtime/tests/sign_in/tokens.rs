//! After the sign-in: refresh, revocation, sign-out.

use crate::support::*;
use crate::token_request::{body, header, renamed};
use claimsmith_runtime::profile::{
    AnswerFormat, ClientAuthentication, Method, Profile, RequestEncoding, TokenRequest, text,
};
use claimsmith_runtime::{
    Client, ConfigError, Endpoint, Response, ResponseFault, Secret, SignInError, SignOut, TokenKind, TransportError,
    TransportFault,
};

const CREDENTIALS: &str = "client_id=101+%26+co&client_secret=hunter2%2B%3A%2F%25%26%3D+secret";

fn refresh_token() -> Secret {
    Secret::from("R T+/=")
}

fn with_token(token: TokenRequest) -> Profile {
    Profile { token, ..plain() }
}

#[test]
fn a_refresh_token_is_exchanged_like_a_code() {
    let fake = Fake::bodies(&[r#"{"access_token":"AT2","refresh_token":"RT2","expires_in":60,"id_token":"a.b.c"}"#]);
    let tokens = run(fake.client(plain()).refresh(&refresh_token())).expect("tokens");
    assert_eq!(tokens.access_token().map(Secret::expose), Some("AT2"));
    assert_eq!(tokens.refresh_token().map(Secret::expose), Some("RT2"));
    assert_eq!(tokens.id_token().map(Secret::expose), Some("a.b.c"));
    assert_eq!(tokens.expires_in(), Some(60));
    let request = fake.requests().remove(0);
    assert_eq!((request.method, request.url.as_str()), (Method::Post, "https://id.example.com/token"));
    assert_eq!(request.endpoint, Endpoint::Refresh, "a transport is told what is asked");
    assert_eq!(body(&request), format!("{CREDENTIALS}&refresh_token=R+T%2B%2F%3D&grant_type=refresh_token"));
}

#[test]
fn a_refresh_follows_the_token_request_of_the_profile() {
    let names = renamed(&[("refresh_token", "token"), ("grant_type", "")]);
    let token = TokenRequest {
        refresh_endpoint: Some(text("https://id.example.com/refresh?v=1")),
        method: Method::Get,
        client_secret_parameter: text("secret"),
        parameter_names: names.into(),
        format: Some(AnswerFormat::JsonP),
        ..plain().token
    };
    let fake = Fake::bodies(&["cb({\"access_token\":\"AT2\"})"]);
    let profile = Profile { client_id_parameter: text("appid"), ..with_token(token) };
    let tokens = run(fake.client(profile).refresh(&refresh_token())).expect("tokens");
    assert_eq!(
        tokens.refresh_token().map(Secret::expose),
        Some("R T+/="),
        "the old one stays when there is no new one"
    );
    let secret = "hunter2%2B%3A%2F%25%26%3D+secret";
    let expected = format!("https://id.example.com/refresh?v=1&appid=101+%26+co&secret={secret}&token=R+T%2B%2F%3D");
    assert_eq!(fake.requests()[0].url, expected);

    let token = TokenRequest {
        authentication: ClientAuthentication::SecretBasic,
        encoding: RequestEncoding::Json,
        ..plain().token
    };
    let fake = Fake::bodies(&[r#"{"access_token":"AT2"}"#]);
    run(fake.client(with_token(token)).refresh(&refresh_token())).expect("tokens");
    let request = fake.requests().remove(0);
    assert_eq!(body(&request), r#"{"refresh_token":"R T+/=","grant_type":"refresh_token"}"#);
    assert!(header(&request, "authorization").is_some_and(|value| value.starts_with("Basic ")));
}

#[test]
fn a_refused_refresh_token_is_the_providers_no() {
    let refused = Fake::new(|_| {
        let body = br#"{"error":"invalid_grant","error_description":"R T+/= is void"}"#;
        Ok(Response::new(400, vec![], body.to_vec()))
    });
    let error = run(refused.client(plain()).refresh(&refresh_token())).expect_err("refused");
    let SignInError::Provider { endpoint, code, description, status } = error else { panic!("{error:?}") };
    assert_eq!((endpoint, code.as_str(), status), (Endpoint::Refresh, "invalid_grant", Some(400)));
    assert_eq!(description.as_deref(), Some("… is void"));
    for (answer, reason, path) in [
        (r#"{"access_token":"AT","token_type":"mac"}"#, ResponseFault::TokenType, "token_type"),
        ("{}", ResponseFault::MissingMember, "access_token"),
    ] {
        let fake = Fake::bodies(&[answer]);
        let error = run(fake.client(plain()).refresh(&refresh_token())).map(drop);
        let (endpoint, path) = (Endpoint::Refresh, Some(path.to_owned()));
        assert_eq!(error, Err(SignInError::BadResponse { endpoint, reason, path }));
    }
}

#[test]
fn neither_refresh_nor_revocation_is_sent_twice() {
    let fake = Fake::new(|_| Err(TransportError::new(TransportFault::Connect)));
    let client = fake.client(revocable(None));
    for method in [Method::Get, Method::Post] {
        let client = fake.client(with_token(TokenRequest { method, ..plain().token }));
        let failed = run(client.refresh(&refresh_token())).map(drop);
        let (endpoint, kind) = (Endpoint::Refresh, TransportFault::Connect);
        assert_eq!(failed, Err(SignInError::Transport { endpoint, kind }));
    }
    let failed = run(client.revoke(&refresh_token(), TokenKind::RefreshToken));
    let (endpoint, kind) = (Endpoint::Revocation, TransportFault::Connect);
    assert_eq!(failed, Err(SignInError::Transport { endpoint, kind }));
    assert_eq!(fake.requests().len(), 3);
}

fn revocable(error_member: Option<&'static str>) -> Profile {
    Profile {
        revocation_endpoint: Some(text("https://id.example.com/revoke")),
        error_member: error_member.map(text),
        ..plain()
    }
}

#[test]
fn a_token_is_revoked_with_a_form() {
    for (kind, hint) in [(TokenKind::RefreshToken, "refresh_token"), (TokenKind::AccessToken, "access_token")] {
        let fake = Fake::bodies(&[""]);
        // The method and the encoding of the token request are its own.
        let token = TokenRequest { method: Method::Get, encoding: RequestEncoding::Json, ..plain().token };
        let client = fake.client(Profile { token, ..revocable(None) });
        assert_eq!(run(client.revoke(&refresh_token(), kind)), Ok(()));
        let request = fake.requests().remove(0);
        assert_eq!((request.method, request.url.as_str()), (Method::Post, "https://id.example.com/revoke"));
        assert_eq!(request.endpoint, Endpoint::Revocation);
        assert_eq!(header(&request, "content-type"), Some("application/x-www-form-urlencoded"));
        assert_eq!(body(&request), format!("{CREDENTIALS}&token=R+T%2B%2F%3D&token_type_hint={hint}"));
    }
}

#[test]
fn what_the_provider_says_of_a_revocation_counts() {
    let revoke = |profile: Profile, status: u16, body: &'static str| {
        let fake = Fake::new(move |_| Ok(Response::new(status, vec![], body.into())));
        run(fake.client(profile).revoke(&refresh_token(), TokenKind::AccessToken))
    };
    assert_eq!(revoke(revocable(None), 200, "<html>whatever</html>"), Ok(()));
    assert_eq!(revoke(revocable(Some("errcode")), 200, r#"{"errcode":0}"#), Ok(()));
    let endpoint = Endpoint::Revocation;
    for (status, body, expected) in
        [(400, r#"{"error":"unsupported_token_type"}"#, "unsupported_token_type"), (200, r#"{"errcode":7}"#, "7")]
    {
        let refused = revoke(revocable(Some("errcode")), status, body);
        assert!(
            matches!(refused, Err(SignInError::Provider { endpoint: found, code, .. }) if found == endpoint && code == expected)
        );
    }
    let reason = ResponseFault::Status(503);
    let path = None;
    assert_eq!(revoke(revocable(None), 503, ""), Err(SignInError::BadResponse { endpoint, reason, path }));
    for body in [r#"{"error":"slow_down"}"#, ""] {
        let outcome = revoke(revocable(None), 429, body);
        assert!(outcome.as_ref().is_err_and(SignInError::retryable), "{outcome:?}");
    }
    let none = revoke(plain(), 200, "");
    assert!(
        matches!(&none, Err(SignInError::Configuration { reason, .. }) if reason.contains("claimsmith.revocation_endpoint"))
    );
    assert!(!none.is_err_and(|error| error.retryable()));
}

#[test]
fn the_sign_out_url_has_what_the_application_gives() {
    let end_session = |endpoint| Profile { end_session_endpoint: Some(text(endpoint)), ..plain() };
    let client = Fake::bodies(&[]).client(end_session("https://id.example.com/logout?p=1"));
    let url = |options| client.sign_out_url(options).expect("an endpoint");
    assert_eq!(url(SignOut::default()), "https://id.example.com/logout?p=1", "B2C sends no parameter either");
    let options = SignOut::default()
        .with_id_token_hint(Secret::from("a.b+c.d"))
        .with_post_logout_redirect_uri("https://www.example.com/bye?x=1")
        .with_state("s&t");
    assert!(!format!("{options:?}").contains("a.b+c.d"));
    assert_eq!(
        url(options),
        "https://id.example.com/logout?p=1&id_token_hint=a.b%2Bc.d&client_id=101+%26+co\
         &post_logout_redirect_uri=https%3A%2F%2Fwww.example.com%2Fbye%3Fx%3D1&state=s%26t"
    );
    assert_eq!(Fake::bodies(&[]).client(plain()).sign_out_url(SignOut::default()), None);
}

#[test]
fn s11_endpoints_for_afterwards_are_checked_and_moved_too() {
    let with = |endpoint: &'static str| {
        [
            with_token(TokenRequest { refresh_endpoint: Some(text(endpoint)), ..plain().token }),
            Profile { revocation_endpoint: Some(text(endpoint)), ..plain() },
            Profile { end_session_endpoint: Some(text(endpoint)), ..plain() },
        ]
    };
    for profile in with("http://id.example.com/x") {
        let refused = Client::new(profile, config(options())).err();
        assert!(matches!(refused, Some(ConfigError::InsecureUrl { .. })), "S11");
    }
    for profile in with("https://id.example.com/x?y=z") {
        let fake = Fake::new(|_| Ok(Response::new(200, vec![], br#"{"access_token":"AT"}"#.to_vec())));
        let options = options().with_transport(std::sync::Arc::new(fake.clone()));
        let options = options.with_endpoint_base("http://127.0.0.1:9/stage").with_loopback_http(true);
        let client = Client::new(profile, config(options)).expect("a client");
        let mut urls: Vec<String> = client.sign_out_url(SignOut::default()).into_iter().collect();
        drop(run(client.refresh(&refresh_token())));
        drop(run(client.revoke(&refresh_token(), TokenKind::RefreshToken)));
        urls.extend(fake.requests().into_iter().map(|request| request.url));
        assert!(urls.iter().all(|url| url.starts_with("http://127.0.0.1:9/stage/")), "{urls:?}");
        assert!(urls.contains(&"http://127.0.0.1:9/stage/x?y=z".to_owned()), "{urls:?}");
    }
}
