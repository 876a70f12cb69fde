//! The provider of the specifications: PKCE, issuer, every response mode, id_tokens, refresh, revocation and sign-out.

use super::common::*;
use super::{
    STATE, assert_page, authorization, basic, bearer, code_for, denial, id_token_claims, last_refusal, member_names,
    replaced, sign_in, token_parameters, with_bearer,
};
use claimsmith_emulator::{Application, Decision, Emulator, Provider, Refusal};
use serde_json::{Value, json};
use std::time::Duration;

const TOKEN: &str = "/oauth2/token";
const USER: &str = "/oauth2/userinfo";

fn authorize(changes: &[(&str, &str)]) -> String {
    let usual = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    authorization("/oauth2/authorize", "openid profile email", &replaced(&usual, changes))
}

fn form<'a>(code: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    token_parameters(code, &replaced(&[("code_verifier", VERIFIER)], changes))
}

async fn tokens(generic: &Emulator, user: &str, changes: &[(&str, &str)]) -> Value {
    let code = code_for(generic, &authorize(changes), user).await;
    post(generic, TOKEN, &form(&code, &[])).await.json()
}

#[tokio::test]
async fn a_whole_sign_in() {
    let generic = start(Provider::Generic).await;
    let location = sign_in(&generic, &authorize(&[("nonce", "n-6")]), "ada").await;
    assert_eq!(callback_value(&location, "state").as_deref(), Some(STATE));
    assert_eq!(callback_value(&location, "iss").as_deref(), Some(generic.origin()));
    let code = callback_value(&location, "code").unwrap();
    let headers = [FORM, ("authorization", &basic(CLIENT_ID, SECRET))];
    let body = query(&form(&code, &[("client_id", ""), ("client_secret", "")]));
    let answer = send(&generic, "POST", TOKEN, &headers, &body).await;
    assert_eq!((answer.status, answer.header("cache-control")), (200, Some("no-store")));
    assert_eq!(member_names(&answer), ["access_token", "token_type", "expires_in", "scope", "id_token"]);
    let tokens = answer.json();
    let claims = id_token_claims(&tokens);
    assert_eq!((&claims["iss"], &claims["nonce"]), (&json!(generic.origin()), &json!("n-6")));

    let answer = with_bearer(&generic, USER, &bearer(&tokens)).await;
    assert_eq!(
        member_names(&answer),
        ["sub", "name", "given_name", "family_name", "locale", "picture", "email", "email_verified"]
    );
    assert_eq!((&answer.json()["sub"], &claims["sub"]), (&json!("248289761001"), &json!("248289761001")));
    let in_form = post(&generic, USER, &[("access_token", tokens["access_token"].as_str().unwrap())]).await;
    assert_eq!(in_form.json(), answer.json());
}

#[tokio::test]
async fn users_of_every_kind() {
    let generic = start(Provider::Generic).await;
    let mut users = Vec::new();
    for user in ["awkward", "bare", "long"] {
        users.push(with_bearer(&generic, USER, &bearer(&tokens(&generic, user, &[]).await)).await.json());
    }
    assert_eq!(users[0]["sub"], json!("idp|00/%2F\"'<&>\\+ =~"));
    assert_eq!((&users[0]["given_name"], &users[0]["email_verified"]), (&json!("Łukasz\u{0}\u{7f}"), &json!(false)));
    assert_eq!(users[1], json!({"sub": "0"}));
    assert_eq!(users[2]["sub"].as_str().unwrap().len(), 255);
    let plain = tokens(&generic, "ada", &[("scope", "profile")]).await;
    assert!(plain.get("id_token").is_none());
    assert!(with_bearer(&generic, USER, &bearer(&plain)).await.json().get("email").is_none());
    let other = bearer(&tokens(&generic, "ada", &[("scope", "calendar")]).await);
    let refused = with_bearer(&generic, USER, &other).await;
    assert_eq!((refused.status, &refused.json()["error"]), (403, &json!("insufficient_scope")));
}

#[tokio::test]
async fn every_response_mode_and_id_tokens_alone() {
    let generic = start(Provider::Generic).await;
    for (mode, in_form) in [("query", false), ("fragment", false), ("form_post", true)] {
        let url = format!("{}{}", generic.origin(), authorize(&[("response_mode", mode)]));
        let callback = generic.decide(&url, Decision::As("ada")).await.unwrap();
        assert_eq!((callback.form().is_some(), callback.url().contains('#')), (in_form, mode == "fragment"), "{mode}");
        assert_eq!(callback.parameter("iss"), Some(generic.origin()));
    }
    let implicit = [("response_type", "id_token"), ("response_mode", "form_post"), ("nonce", "n-7")];
    let url = format!("{}{}", generic.origin(), authorize(&implicit));
    let callback = generic.decide(&url, Decision::As("ada")).await.unwrap();
    let claims = id_token_claims(&json!({"id_token": callback.parameter("id_token").unwrap()}));
    assert_eq!((callback.parameter("code"), &claims["nonce"]), (None, &json!("n-7")));
    assert_page(&generic, &authorize(&replaced(&implicit, &[("nonce", "")])), 400, Refusal::NonceMissing).await;
    assert_page(&generic, &authorize(&replaced(&implicit, &[("response_mode", "query")])), 400, Refusal::ResponseMode)
        .await;
}

#[tokio::test]
async fn pkce_is_required_and_mistakes_are_pages() {
    let generic = start(Provider::Generic).await;
    let without = [("code_challenge", ""), ("code_challenge_method", "")];
    assert_page(&generic, &authorize(&without), 400, Refusal::CodeChallenge).await;
    assert_page(&generic, &authorize(&[("code_challenge_method", "plain")]), 400, Refusal::CodeChallenge).await;
    assert_page(&generic, &authorize(&[("scope", "")]), 400, Refusal::ParameterWrong).await;
    assert_page(&generic, &authorize(&[("response_type", "token")]), 400, Refusal::ResponseType).await;
    assert_page(&generic, &authorize(&[("redirect_uri", "http://localhost/")]), 400, Refusal::RedirectUriMismatch)
        .await;
    let denial = denial(&generic, &authorize(&[])).await;
    assert_eq!(denial[0], ("error".to_owned(), "access_denied".to_owned()));
    assert_eq!(denial[2], ("iss".to_owned(), generic.origin().to_owned()));
}

#[tokio::test]
async fn refusals() {
    let generic = start(Provider::Generic).await;
    let code = code_for(&generic, &authorize(&[]), "ada").await;
    for (name, value, status, error, refusal) in [
        ("client_id", "1", 401, "invalid_client", Refusal::ClientUnknown),
        ("client_secret", "wrong", 401, "invalid_client", Refusal::SecretWrong),
        ("client_secret", "", 401, "invalid_client", Refusal::SecretMissing),
        ("code", "nonsense", 400, "invalid_grant", Refusal::CodeUnknown),
        ("redirect_uri", "http://localhost/", 400, "invalid_grant", Refusal::RedirectUriMismatch),
        ("code_verifier", "", 400, "invalid_grant", Refusal::VerifierMissing),
        ("code_verifier", CHALLENGE, 400, "invalid_grant", Refusal::VerifierWrong),
        ("grant_type", "password", 400, "unsupported_grant_type", Refusal::GrantType),
        ("grant_type", "", 400, "unsupported_grant_type", Refusal::GrantType),
    ] {
        let answer = post(&generic, TOKEN, &form(&code, &[(name, value)])).await;
        assert_eq!((answer.status, &answer.json()["error"]), (status, &json!(error)), "{name}");
        assert_eq!(last_refusal(&generic), Some(refusal));
    }
    // Parameters in the address of a POST do not count.
    let target = format!("{TOKEN}?{}", query(&form(&code, &[])));
    assert_eq!(send(&generic, "POST", &target, &[FORM], "").await.status, 401);
    let tokens = post(&generic, TOKEN, &form(&code, &[])).await.json();
    assert_eq!(post(&generic, TOKEN, &form(&code, &[])).await.json()["error"], json!("invalid_grant"));

    let in_query = get(&generic, &format!("{USER}?access_token={}", tokens["access_token"].as_str().unwrap())).await;
    assert_eq!((in_query.status, last_refusal(&generic)), (400, Some(Refusal::AccessTokenInQuery)));
    assert_eq!(get(&generic, USER).await.header("www-authenticate"), Some("Bearer error=\"invalid_token\""));
    generic.advance_clock(Duration::from_secs(3600));
    assert_eq!(with_bearer(&generic, USER, &bearer(&tokens)).await.status, 401);
}

#[tokio::test]
async fn refresh_revocation_and_sign_out() {
    const GOODBYE: &str = "http://localhost:3000/goodbye";
    let application = Application::new(CLIENT_ID, SECRET).redirect_uri(CALLBACK).sign_out_uri(GOODBYE);
    let generic = Emulator::start(Provider::Generic, application).await.unwrap();
    let tokens = tokens(&generic, "ada", &[("scope", "profile offline_access")]).await;
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let refresh = token_parameters("", &[("grant_type", "refresh_token"), ("refresh_token", refresh_token)]);
    let fresh = post(&generic, TOKEN, &refresh).await.json();
    assert_ne!(fresh["refresh_token"], tokens["refresh_token"]);
    assert_eq!(post(&generic, TOKEN, &refresh).await.json()["error"], json!("invalid_grant"));

    let access_token = fresh["access_token"].as_str().unwrap();
    assert_eq!(post(&generic, "/oauth2/revoke", &[("token", access_token)]).await.status, 401);
    let credentials = [("client_id", CLIENT_ID), ("client_secret", SECRET), ("token", access_token)];
    assert_eq!(with_bearer(&generic, USER, &bearer(&fresh)).await.status, 200);
    assert_eq!(post(&generic, "/oauth2/revoke", &credentials).await.status, 200);
    assert_eq!(with_bearer(&generic, USER, &bearer(&fresh)).await.status, 401);

    let target = format!("/oauth2/logout?{}", query(&[("post_logout_redirect_uri", GOODBYE), ("state", "s")]));
    let answer = get(&generic, &target).await;
    assert_eq!((answer.status, answer.header("location")), (302, Some("http://localhost:3000/goodbye?state=s")));
    let target = format!("/oauth2/logout?{}", query(&[("post_logout_redirect_uri", "https://evil.example/")]));
    assert_eq!(get(&generic, &target).await.header("location"), None);
}
