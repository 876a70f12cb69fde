//! The authorization request of providers with names of their own.

use crate::support::*;
use claimsmith_runtime::profile::{
    AuthorizationRequest, IdToken, KeySource, Parameter, Profile, ResponseMode, ResponseType, text,
};
use claimsmith_runtime::{Callback, ClaimSet, SignInError};

fn renamed(names: &[(&'static str, &'static str)]) -> Profile {
    let pair = |(name, value): &(&'static str, &'static str)| Parameter { name: text(name), value: text(value) };
    let authorization = AuthorizationRequest {
        scope: Some(text("basic")),
        response_mode: Some(ResponseMode::Query),
        parameter_names: names.iter().map(pair).collect::<Vec<_>>().into(),
        ..plain().authorization
    };
    Profile { authorization, ..plain() }
}

fn url(profile: Profile) -> String {
    begin(&Fake::bodies(&[]).client(profile)).url
}

#[test]
fn parameters_have_the_providers_names() {
    let sent = url(renamed(&[("redirect_uri", "redirect_url"), ("scope", "permissions"), ("response_mode", "mode")]));
    assert_eq!(
        names(&sent),
        [
            "client_id",
            "redirect_url",
            "response_type",
            "permissions",
            "mode",
            "state",
            "code_challenge",
            "code_challenge_method"
        ]
    );
    let sent = query(&sent);
    assert_eq!((sent["redirect_url"].as_str(), sent["permissions"].as_str()), (REDIRECT_URI, "basic"));
    assert_eq!((sent["response_type"].as_str(), sent["mode"].as_str()), ("code", "query"));
}

#[test]
fn parameters_can_be_left_out() {
    let sent = url(renamed(&[("redirect_uri", ""), ("response_type", ""), ("scope", ""), ("response_mode", "")]));
    assert_eq!(names(&sent), ["client_id", "state", "code_challenge", "code_challenge_method"]);
}

#[test]
fn the_fragment_comes_last() {
    for (fragment, written) in
        [("wechat_redirect", "#wechat_redirect"), ("a b#c%d\"é", "#a%20b%23c%25d%22%C3%A9"), ("/x?y=1&z", "#/x?y=1&z")]
    {
        let authorization = AuthorizationRequest { fragment: Some(text(fragment)), ..plain().authorization };
        let sent = url(Profile { authorization, ..plain() });
        assert!(sent.ends_with(&format!("&code_challenge_method=S256{written}")), "{sent}");
        let parsed = url::Url::parse(&sent).expect("a URL");
        assert_eq!((parsed.as_str(), parsed.fragment()), (sent.as_str(), Some(&written[1..])));
    }
}

fn id_token() -> Profile {
    let authorization = AuthorizationRequest {
        response_type: ResponseType::IdToken,
        response_mode: Some(ResponseMode::FormPost),
        ..plain().authorization
    };
    let keys = KeySource::Jwks(text("https://id.example.com/keys"));
    let id_token = Some(IdToken { keys, ..IdToken::EMPTY });
    Profile { authorization, id_token, issuer: Some(text("https://id.example.com")), ..plain() }
}

#[test]
fn an_id_token_is_asked_for_with_a_nonce() {
    let client = Fake::bodies(&[]).client(id_token());
    let (first, second) = (begin(&client).url, begin(&client).url);
    assert_eq!(names(&first), ["client_id", "redirect_uri", "response_type", "response_mode", "state", "nonce"]);
    let (first, second) = (query(&first), query(&second));
    assert_eq!((first["response_type"].as_str(), first["response_mode"].as_str()), ("id_token", "form_post"));
    assert_eq!(first["nonce"].len(), 43, "256 random bits");
    assert_ne!(first["nonce"], second["nonce"]);
    assert_ne!(first["nonce"], first["state"]);
}

#[test]
fn s28_an_error_does_not_quote_the_id_token() {
    let client = Fake::bodies(&[]).client(id_token());
    let begin = begin(&client);
    let state = &query(&begin.url)["state"];
    let body = format!("state={state}&id_token=ey.secret.token&error=x&error_description=refused+ey.secret.token");
    let callback = Callback::from_form(body.as_bytes()).expect("readable");
    match run(client.finish::<ClaimSet>(callback, begin.flow)) {
        Err(SignInError::Provider { description, .. }) => assert_eq!(description.as_deref(), Some("refused …")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn s28_an_error_does_not_quote_the_nonce() {
    let client = Fake::bodies(&[]).client(id_token());
    let begin = begin(&client);
    let nonce = query(&begin.url)["nonce"].clone();
    let parameters = [("error", "invalid_request"), ("error_description", &*format!("bad nonce {nonce}"))];
    match run(client.finish::<ClaimSet>(callback(&begin.url, &parameters), begin.flow)) {
        Err(SignInError::Provider { description, .. }) => assert_eq!(description.as_deref(), Some("bad nonce …")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn s28_an_error_of_the_callback_does_not_quote_the_client_secret() {
    let client = Fake::bodies(&[]).client(qq());
    let begin = begin(&client);
    let parameters = [("error", "invalid_request"), ("error_description", &*format!("bad secret {SECRET}"))];
    match run(client.finish::<ClaimSet>(callback(&begin.url, &parameters), begin.flow)) {
        Err(SignInError::Provider { description, .. }) => assert_eq!(description.as_deref(), Some("bad secret …")),
        other => panic!("{other:?}"),
    }
}
