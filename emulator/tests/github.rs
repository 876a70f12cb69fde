//! GitHub over real HTTP: every success and every error answer.

mod common;

use claimsmith_emulator::{AuthorizeError, Emulator, Provider, Refusal};
use common::*;
use serde_json::json;
use std::time::Duration;

const STATE: &str = "~state/+ &=#%41é";

fn authorize(scope: &str, changes: &[(&'static str, &str)]) -> String {
    let mut parameters = vec![("client_id", CLIENT_ID), ("redirect_uri", CALLBACK), ("state", STATE), ("scope", scope)];
    for (name, value) in changes {
        parameters.retain(|(known, _)| known != name);
        parameters.push((name, value));
    }
    format!("/login/oauth/authorize?{}", query(&parameters))
}

async fn code_for(github: &Emulator, user: &str, scope: &str, changes: &[(&'static str, &str)]) -> String {
    let url = format!("{}{}", github.origin(), authorize(scope, changes));
    callback_value(&github.authorize_as(&url, user).await.unwrap(), "code").unwrap()
}

fn token_parameters<'a>(code: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut parameters = vec![
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT_ID),
        ("client_secret", SECRET),
        ("redirect_uri", CALLBACK),
        ("code", code),
    ];
    for (name, value) in changes {
        parameters.retain(|(known, _)| known != name);
        parameters.push((name, value));
    }
    parameters
}

async fn token(github: &Emulator, code: &str, changes: &[(&str, &str)]) -> Answer {
    post(github, "/login/oauth/access_token", &token_parameters(code, changes)).await
}

async fn access_token(github: &Emulator, user: &str, scope: &str) -> String {
    let code = code_for(github, user, scope, &[]).await;
    token(github, &code, &[]).await.form_value("access_token")
}

async fn api(github: &Emulator, path: &str, authorization: &str) -> Answer {
    send(github, "GET", path, &[("user-agent", "test"), ("authorization", authorization)], "").await
}

fn assert_form_error(answer: &Answer, code: &str) {
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/x-www-form-urlencoded; charset=utf-8"));
    let names: Vec<_> = answer.form().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["error", "error_description", "error_uri"]);
    assert_eq!(answer.form_value("error"), code);
    assert!(answer.form_value("error_uri").starts_with("https://docs.github.com/"));
}

#[tokio::test]
async fn a_whole_sign_in() {
    let github = start(Provider::GitHub).await;
    let redirect = consent(&github, &authorize("read:user user:email", &[]), ("user", "octavia")).await;
    let location = redirect.header("location").unwrap();
    assert_eq!((redirect.status, callback_value(location, "state").as_deref()), (302, Some(STATE)));

    let answer = token(&github, &callback_value(location, "code").unwrap(), &[]).await;
    assert_eq!(answer.header("content-type"), Some("application/x-www-form-urlencoded; charset=utf-8"));
    let names: Vec<_> = answer.form().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["access_token", "scope", "token_type"]);
    assert_eq!(
        (answer.form_value("scope"), answer.form_value("token_type")),
        ("read:user,user:email".into(), "bearer".into())
    );
    let token = answer.form_value("access_token");
    assert!(token.starts_with("gho_") && token.len() == 40);

    for scheme in ["Bearer", "bearer", "token"] {
        let answer = api(&github, "/user", &format!("{scheme} {token}")).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json; charset=utf-8")));
        let user = answer.json();
        assert_eq!(user["id"], json!(5_831_001));
        assert_eq!((&user["login"], &user["name"]), (&json!("octavia-reyes"), &json!("Octavia Reyes")));
        assert!(user["email"].is_null() && user.as_object().unwrap().contains_key("email"));
        assert!(user["avatar_url"].as_str().unwrap().starts_with(github.origin()));
    }
    let emails = api(&github, "/user/emails", &format!("Bearer {token}")).await.json();
    assert_eq!(
        emails[0],
        json!({"email": "octavia@example.com", "primary": true, "verified": true, "visibility": "private"})
    );
}

#[tokio::test]
async fn get_and_json_at_the_token_endpoint() {
    let github = start(Provider::GitHub).await;
    let code = code_for(&github, "mei", "", &[]).await;
    let target = format!("/login/oauth/access_token?{}", query(&token_parameters(&code, &[])));
    let answer =
        send(&github, "GET", &target, &[("accept", "application/xml;q=0.1, application/json; q=0.9")], "").await;
    assert_eq!(answer.header("content-type"), Some("application/json; charset=utf-8"));
    let tokens = answer.json();
    assert_eq!((&tokens["scope"], &tokens["token_type"]), (&json!(""), &json!("bearer")));
    assert_eq!(tokens.as_object().unwrap().len(), 3);

    let error = send(&github, "GET", &target, &[("accept", "application/json")], "").await;
    assert_eq!((error.status, &error.json()["error"]), (200, &json!("bad_verification_code")));

    // The grant type may be left out.
    let code = code_for(&github, "mei", "", &[]).await;
    assert_eq!(token(&github, &code, &[("grant_type", "")]).await.form_value("token_type"), "bearer");
}

#[tokio::test]
async fn refusals_of_the_token_endpoint() {
    let github = start(Provider::GitHub).await;
    let code = code_for(&github, "mei", "user", &[]).await;
    for (name, value, error, refusal) in [
        ("client_id", "", "incorrect_client_credentials", Refusal::ClientIdMissing),
        ("client_id", "999", "incorrect_client_credentials", Refusal::ClientUnknown),
        ("client_secret", "", "incorrect_client_credentials", Refusal::SecretMissing),
        ("client_secret", "wrong", "incorrect_client_credentials", Refusal::SecretWrong),
        ("redirect_uri", "", "redirect_uri_mismatch", Refusal::RedirectUriMissing),
        ("redirect_uri", "http://localhost:3000/", "redirect_uri_mismatch", Refusal::RedirectUriMismatch),
        ("grant_type", "refresh_token", "unsupported_grant_type", Refusal::GrantType),
        ("code", "", "bad_verification_code", Refusal::CodeMissing),
        ("code", "0123456789abcdef0123", "bad_verification_code", Refusal::CodeUnknown),
        ("code_verifier", VERIFIER, "bad_verification_code", Refusal::VerifierUnexpected),
    ] {
        assert_form_error(&token(&github, &code, &[(name, value)]).await, error);
        assert_eq!(github.requests().last().unwrap().refusal(), Some(refusal));
    }
    assert_eq!(token(&github, &code, &[]).await.form_value("scope"), "user");
    assert_form_error(&token(&github, &code, &[]).await, "bad_verification_code");
    assert_eq!(github.requests().last().unwrap().refusal(), Some(Refusal::CodeReused));

    let code = code_for(&github, "mei", "user", &[]).await;
    github.advance_clock(Duration::from_secs(601));
    assert_form_error(&token(&github, &code, &[]).await, "bad_verification_code");
    assert_eq!(github.requests().last().unwrap().refusal(), Some(Refusal::CodeExpired));
}

#[tokio::test]
async fn pkce_is_verified_when_a_challenge_was_sent() {
    let github = start(Provider::GitHub).await;
    let challenge = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let code = code_for(&github, "mei", "", &challenge).await;
    assert_form_error(&token(&github, &code, &[]).await, "bad_verification_code");
    assert_form_error(&token(&github, &code, &[("code_verifier", &"x".repeat(43))]).await, "bad_verification_code");
    let right = token(&github, &code, &[("code_verifier", VERIFIER)]).await;
    assert_eq!(right.form_value("token_type"), "bearer");

    let plain = authorize("", &[("code_challenge", CHALLENGE), ("code_challenge_method", "plain")]);
    let page = get(&github, &plain).await;
    assert_eq!((page.status, page.header("location")), (400, None));
    assert!(page.body.contains("S256"));
}

#[tokio::test]
async fn mistakes_in_the_authorization_request_are_pages_and_never_redirects() {
    let github = start(Provider::GitHub).await;
    for (name, value, status, refusal) in [
        ("client_id", "", 404, Refusal::ClientIdMissing),
        ("client_id", "999", 404, Refusal::ClientUnknown),
        ("redirect_uri", "", 400, Refusal::RedirectUriMissing),
        ("redirect_uri", "http://localhost:3000/signin/callback?from=test&more=1", 400, Refusal::RedirectUriMismatch),
        ("response_type", "token", 400, Refusal::ResponseType),
    ] {
        let target = authorize("", &[(name, value)]);
        let page = get(&github, &target).await;
        assert_eq!((page.status, page.header("location")), (status, None), "{name}");
        assert!(!page.body.contains("<form"));
        let error = github.authorize_as(&format!("{}{target}", github.origin()), "mei").await;
        assert_eq!(error, Err(AuthorizeError::Refused(refusal)));
    }
}

#[tokio::test]
async fn denying_is_access_denied() {
    let github = start(Provider::GitHub).await;
    let redirect = consent(&github, &authorize("user", &[]), ("deny", "1")).await;
    let location = redirect.header("location").unwrap();
    let names: Vec<_> = callback_parameters(location).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["from", "error", "error_description", "error_uri", "state"]);
    assert_eq!(callback_value(location, "error").as_deref(), Some("access_denied"));
    assert_eq!(callback_value(location, "state").as_deref(), Some(STATE));
}

#[tokio::test]
async fn the_api_wants_a_user_agent_and_a_token_in_the_header() {
    let github = start(Provider::GitHub).await;
    let token = access_token(&github, "mei", "user").await;
    let bearer = format!("Bearer {token}");
    for path in ["/user", "/user/emails"] {
        for agent in [&[("authorization", bearer.as_str())][..], &[("authorization", &bearer), ("user-agent", " ")]] {
            let answer = send(&github, "GET", path, agent, "").await;
            assert_eq!((answer.status, answer.header("content-type")), (403, Some("text/html")));
            assert!(
                answer.body.starts_with("Request forbidden by administrative rules. Please make sure your request")
            );
        }
        let in_query = api(&github, &format!("{path}?access_token={token}"), &bearer).await;
        assert_eq!(in_query.status, 400);
        assert!(in_query.json()["message"].as_str().unwrap().contains("Must specify access token via Authorization"));

        let missing = get(&github, path).await;
        assert_eq!((missing.status, &missing.json()["message"]), (401, &json!("Requires authentication")));
        for wrong in ["Bearer gho_000000000000000000000000000000000000", "Bearer nonsense", "token x"] {
            let answer = api(&github, path, wrong).await;
            assert_eq!(answer.status, 401);
            assert_eq!(
                answer.body,
                r#"{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest","status":"401"}"#
            );
        }
        assert_eq!(api(&github, path, &format!("Basic {token}")).await.status, 401);
    }
}

#[tokio::test]
async fn users_differ_where_clients_stumble() {
    let github = start(Provider::GitHub).await;
    for (user, id, name, email) in [
        ("mei", "771204", json!("梅 Mei"), json!("mei@example.org")),
        ("nameless", "98000417", json!(null), json!(null)),
        ("large", "9007199254740993", json!("Ada <admin> O'Brien & Co"), json!(null)),
    ] {
        let token = access_token(&github, user, "user").await;
        let answer = api(&github, "/user", &format!("Bearer {token}")).await;
        assert!(answer.body.contains(&format!("\"id\":{id},")), "{}", answer.body);
        assert_eq!(github.subject(user).as_deref(), Some(id));
        assert_eq!((&answer.json()["name"], &answer.json()["email"]), (&name, &email));
    }
    let token = access_token(&github, "nameless", "user:email").await;
    let emails = api(&github, "/user/emails", &format!("token {token}")).await.json();
    assert_eq!((&emails[0]["verified"], &emails[1]["visibility"]), (&json!(false), &json!(null)));
}

#[tokio::test]
async fn emails_need_their_scope() {
    let github = start(Provider::GitHub).await;
    let token = access_token(&github, "mei", "read:user").await;
    let answer = api(&github, "/user/emails", &format!("Bearer {token}")).await;
    assert_eq!((answer.status, &answer.json()["message"]), (404, &json!("Not Found")));
    assert_eq!(api(&github, "/user", &format!("Bearer {token}")).await.status, 200);
}

#[tokio::test]
async fn methods_are_strict() {
    let github = start(Provider::GitHub).await;
    for (path, allowed) in [
        ("/login/oauth/authorize", "GET"),
        ("/login/oauth/access_token", "GET, POST"),
        ("/user", "GET"),
        ("/user/emails", "GET"),
    ] {
        for method in ["PUT", "HEAD", "PATCH"] {
            let answer = send(&github, method, path, &[], "").await;
            assert_eq!((answer.status, answer.header("allow")), (405, Some(allowed)), "{method} {path}");
        }
    }
    let unknown = get(&github, "/login/oauth/token").await;
    assert_eq!(unknown.status, 404);
    assert!(unknown.body.contains("GET, POST /login/oauth/access_token"), "{}", unknown.body);
}
