//! id_tokens, keys, discovery, response modes, revocation and sign-out.

mod common;

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use claimsmith_emulator::{AuthorizeError, Decision, Emulator, Endpoint, Fault, Quirks, Refusal, SignatureFault};
use claimsmith_profile::{
    AuthorizationRequest, ClaimSource, IdToken, KeySource, OutputClaim, Profile, ResponseMode, ResponseType,
    SignatureAlgorithm, text,
};
use common::driven::*;
use common::{CALLBACK, CLIENT_ID, SECRET, get, hidden_field, post, send};
use serde_json::{Value, json};

fn discovered() -> Profile {
    let keys = KeySource::Discovery(text("https://contoso.example/tenant/.well-known/openid-configuration"));
    Profile { id_token: Some(IdToken { keys, ..IdToken::EMPTY }), ..profile() }
}

fn implicit(mode: ResponseMode) -> Profile {
    let base = profile();
    Profile {
        authorization: AuthorizationRequest {
            response_type: ResponseType::IdToken,
            response_mode: Some(mode),
            ..base.authorization.clone()
        },
        token: claimsmith_profile::TokenRequest::EMPTY,
        claims: claimsmith_profile::ClaimsRequest::EMPTY,
        id_token: Some(IdToken { keys: KeySource::Jwks(text("https://contoso.example/keys")), ..IdToken::EMPTY }),
        issuer: Some(text("https://contoso.example")),
        ..base
    }
}

fn number(key: &Value, name: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap()).unwrap()
}

/// Whether the only key of the set signed the token.
fn verifies(keys: &Value, token: &str) -> bool {
    let (header, _, input, signature) = read_jwt(token);
    let key = &keys["keys"][0];
    if header["kid"] != key["kid"] || header["alg"] != key["alg"] {
        return false;
    }
    if key["kty"] == "RSA" {
        let public = RsaPublicKeyComponents { n: number(key, "n"), e: number(key, "e") };
        return public.verify(&RSA_PKCS1_2048_8192_SHA256, input.as_bytes(), &signature).is_ok();
    }
    let point = [vec![4], number(key, "x"), number(key, "y")].concat();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(input.as_bytes(), &signature).is_ok()
}

async fn id_token(emulator: &Emulator, user: &str) -> String {
    let code = callback(emulator, user, &[("nonce", "n-1")]).await.parameter("code").unwrap().to_owned();
    token(emulator, &code, &[]).await.json()["id_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn discovery_leads_to_the_key_that_signed() {
    for algorithm in [SignatureAlgorithm::Rs256, SignatureAlgorithm::Es256] {
        let emulator = start(&discovered(), Quirks::new().signing_algorithm(algorithm)).await;
        let document = get(&emulator, "/tenant/.well-known/openid-configuration").await.json();
        assert_eq!(document["issuer"], json!(format!("{}/tenant", emulator.origin())));
        assert_eq!(document["token_endpoint"], json!(emulator.url(Endpoint::Token).unwrap()));
        assert_eq!(document["id_token_signing_alg_values_supported"], json!([algorithm.name()]));
        let jwks = document["jwks_uri"].as_str().unwrap().strip_prefix(emulator.origin()).unwrap().to_owned();
        let keys = get(&emulator, &jwks).await.json();
        let token = id_token(&emulator, "ada").await;
        assert!(verifies(&keys, &token));
        let (_, claims, _, _) = read_jwt(&token);
        assert_eq!((&claims["iss"], &claims["aud"]), (&document["issuer"], &json!(CLIENT_ID)));
        assert_eq!((&claims["nonce"], &claims["sub"]), (&json!("n-1"), &json!(emulator.subject("ada").unwrap())));
        assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 3600);
        assert_eq!(claims["at_hash"].as_str().unwrap().len(), 22);
        // The claims endpoint has the rest.
        assert_eq!(claims.get("email"), None);

        emulator.rotate_keys();
        assert!(!verifies(&keys, &id_token(&emulator, "ada").await));
        let rotated = get(&emulator, &jwks).await.json();
        assert_ne!(rotated["keys"][0]["kid"], keys["keys"][0]["kid"]);
        assert!(verifies(&rotated, &id_token(&emulator, "ada").await) && !verifies(&rotated, &token));
        assert_eq!(emulator.requests_to(Endpoint::Jwks).len(), 2);
    }
}

#[tokio::test]
async fn id_tokens_have_the_claims_where_no_claims_endpoint_has() {
    let profile = Profile {
        claims: claimsmith_profile::ClaimsRequest::EMPTY,
        id_token: Some(IdToken { audience: Some(text("api://other")), ..discovered().id_token.unwrap() }),
        ..discovered()
    };
    let emulator = start(&profile, Quirks::new().id_token_without_nonce()).await;
    let (_, claims, _, _) = read_jwt(&id_token(&emulator, "ada").await);
    assert_eq!((&claims["email"], &claims["aud"]), (&json!("ada@example.com"), &json!("api://other")));
    assert_eq!(claims.get("nonce"), None);
    let emulator = start(&profile, Quirks::new().id_token_needs_openid()).await;
    let without = callback(&emulator, "ada", &[("scope", "email")]).await;
    assert_eq!(token(&emulator, without.parameter("code").unwrap(), &[]).await.json().get("id_token"), None);
}

#[tokio::test]
async fn an_id_token_comes_when_only_its_text_is_read() {
    let read = OutputClaim { source: ClaimSource::IdToken, ..OutputClaim::string("idToken", "") };
    let emulator = start(&Profile { outputs: vec![read].into(), ..profile() }, Quirks::new()).await;
    let (_, claims, _, _) = read_jwt(&id_token(&emulator, "ada").await);
    assert_eq!(claims["iss"], json!(emulator.origin()));
    assert_eq!((emulator.url(Endpoint::Jwks), emulator.url(Endpoint::Discovery)), (None, None));
}

#[tokio::test]
async fn every_part_of_an_id_token_can_go_wrong() {
    let emulator = start(&discovered(), Quirks::new().signing_algorithm(SignatureAlgorithm::Es256)).await;
    let keys = get(&emulator, "/.emulator/jwks").await.json();
    emulator.order(Endpoint::Token, Fault::id_token_claim("exp", "1"));
    emulator.order(Endpoint::Token, Fault::id_token_without("iat"));
    emulator.order(Endpoint::Token, Fault::IdTokenHeader { name: "crit".into(), value: Some(json!(["b64"])) });
    emulator.order(Endpoint::Token, Fault::other_user("bo"));
    let token = id_token(&emulator, "ada").await;
    assert!(read_jwt(&token).1["exp"] == "1" && verifies(&keys, &token));
    assert_eq!(read_jwt(&id_token(&emulator, "ada").await).1.get("iat"), None);
    assert_eq!(read_jwt(&id_token(&emulator, "ada").await).0["crit"], json!(["b64"]));
    // The access token is another user's, the id_token is not.
    let answer = common::driven::token(&emulator, &code(&emulator, "ada").await, &[]).await.json();
    let bearer = format!("Bearer {}", answer["access_token"].as_str().unwrap());
    let claims = send(&emulator, "GET", "/me", &[("authorization", &bearer)], "").await.json();
    assert_eq!(claims["sub"], json!(emulator.subject("bo").unwrap()));
    let id_token_of_ada = read_jwt(answer["id_token"].as_str().unwrap()).1;
    assert_eq!(id_token_of_ada["sub"], json!(emulator.subject("ada").unwrap()));

    for (fault, algorithm) in [
        (SignatureFault::Damaged, "ES256"),
        (SignatureFault::ForeignKey, "ES256"),
        (SignatureFault::Unsigned, "none"),
        (SignatureFault::PublicKeyAsSecret, "HS256"),
    ] {
        emulator.order(Endpoint::Token, Fault::Signature(fault));
        let token = id_token(&emulator, "ada").await;
        assert!(!verifies(&keys, &token));
        assert_eq!(
            (&read_jwt(&token).0["alg"], read_jwt(&token).3.is_empty()),
            (&json!(algorithm), algorithm == "none")
        );
    }
}

#[tokio::test]
async fn the_secret_signs_hs256_and_is_not_published() {
    let emulator = start(&discovered(), Quirks::new().signing_algorithm(SignatureAlgorithm::Hs256)).await;
    let (header, _, input, signature) = read_jwt(&id_token(&emulator, "ada").await);
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, SECRET.as_bytes());
    assert!(aws_lc_rs::hmac::verify(&key, input.as_bytes(), &signature).is_ok());
    assert_eq!((header["alg"].as_str(), header.get("kid")), (Some("HS256"), None));
    assert_eq!(get(&emulator, "/.emulator/jwks").await.json(), json!({"keys": []}));
}

#[tokio::test]
async fn id_token_callbacks_come_by_form_or_fragment_and_never_in_the_query() {
    for (mode, name) in [(ResponseMode::FormPost, "form_post"), (ResponseMode::Fragment, "fragment")] {
        let emulator = start(&implicit(mode), Quirks::new()).await;
        let base = [("response_type", "id_token"), ("response_mode", name), ("nonce", "n")];
        let callback = callback(&emulator, "ada", &base).await;
        assert_eq!((callback.form().is_some(), callback.parameter("code")), (mode == ResponseMode::FormPost, None));
        let token = callback.parameter("id_token").unwrap();
        assert!(verifies(&get(&emulator, "/keys").await.json(), token));
        let claims = read_jwt(token).1;
        assert_eq!((&claims["email"], claims.get("at_hash")), (&json!("ada@example.com"), None));
        assert_eq!(claims["iss"], json!("https://contoso.example"));
        assert_eq!(emulator.issuer(), "https://contoso.example");
        for (change, refusal) in [
            (("nonce", ""), Refusal::NonceMissing),
            (("response_mode", "query"), Refusal::ResponseMode),
            (("response_mode", "jwt"), Refusal::ResponseMode),
            (("response_type", "code"), Refusal::ResponseType),
            (("response_mode", ""), Refusal::ParameterWrong),
        ] {
            let url = authorize(&emulator, &[&base[..], &[change]].concat());
            let error = emulator.decide(&url, Decision::As("ada")).await.unwrap_err();
            assert_eq!(error, AuthorizeError::Refused(refusal), "{change:?}");
        }
        emulator.order(Endpoint::Consent, Fault::id_token_claim("nonce", "another"));
        let callback = common::driven::callback(&emulator, "ada", &base).await;
        assert_eq!(read_jwt(callback.parameter("id_token").unwrap()).1["nonce"], json!("another"));
    }
}

#[tokio::test]
async fn the_form_post_page_sends_itself_and_runs_nothing_else() {
    let emulator = start(&implicit(ResponseMode::FormPost), Quirks::new()).await;
    let state = "\"><script>x</script>";
    let url = authorize(
        &emulator,
        &[("response_type", "id_token"), ("response_mode", "form_post"), ("nonce", "n"), ("state", state)],
    );
    let page = get(&emulator, url.strip_prefix(emulator.origin()).unwrap()).await;
    let ticket = hidden_field(&page.body, "ticket");
    let page = post(&emulator, "/.emulator/consent", &[("ticket", &ticket), ("user", "ada")]).await;
    assert_eq!((page.status, page.header("cache-control")), (200, Some("no-store")));
    assert_eq!(common::form_action(&page.body), CALLBACK);
    assert_eq!(hidden_field(&page.body, "state"), "&quot;&gt;&lt;script&gt;x&lt;/script&gt;");
    assert_eq!(page.body.matches("<script>").count(), 1);
    let script = page.body.split_once("<script>").unwrap().1.split_once("</script>").unwrap().0;
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, script.as_bytes());
    let hash = base64::engine::general_purpose::STANDARD.encode(hash);
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && policy.ends_with(&format!("script-src 'sha256-{hash}'")));
}

#[tokio::test]
async fn callbacks_can_be_tampered_with() {
    let emulator = start(&profile(), Quirks::new().callback_issuer()).await;
    emulator.order(Endpoint::Consent, Fault::duplicate("state"));
    emulator.order(Endpoint::Consent, Fault::duplicate("code"));
    emulator.order(Endpoint::Consent, Fault::member("iss", "https://attacker.example"));
    emulator.order(Endpoint::Consent, Fault::without("state"));
    emulator.order(Endpoint::Consent, Fault::member("error", "access_denied"));
    let mut seen = Vec::new();
    for _ in 0..5 {
        seen.push(callback(&emulator, "ada", &[]).await);
    }
    let count = |index: usize, name: &str| seen[index].parameters().iter().filter(|(known, _)| known == name).count();
    assert_eq!((count(0, "state"), count(1, "code"), count(3, "state")), (2, 2, 0));
    assert_eq!(seen[0].url().matches("state=").count(), 2);
    assert_eq!(seen[2].parameter("iss"), Some("https://attacker.example"));
    assert_eq!((seen[4].parameter("error"), count(4, "code")), (Some("access_denied"), 1));
    let shown = format!("{:?}", seen[0]);
    assert!(shown.contains("code") && !shown.contains(seen[0].parameter("code").unwrap()), "{shown}");
}

#[tokio::test]
async fn tokens_are_revoked_and_sessions_end() {
    let profile = Profile {
        revocation_endpoint: Some(text("https://contoso.example/revoke")),
        end_session_endpoint: Some(text("https://contoso.example/logout")),
        outputs: vec![OutputClaim::string("issuerUserId", "sub")].into(),
        ..profile()
    };
    let registered = application().sign_out_uri("http://localhost:3000/bye");
    let emulator = Emulator::for_profile(&profile, registered).await.unwrap();
    let access_token = access_token(&emulator, "ada").await;
    let bearer = format!("Bearer {access_token}");
    let alive = async || send(&emulator, "GET", "/me", &[("authorization", &bearer)], "").await.status;
    assert_eq!(alive().await, 200);
    let client = [("client_id", CLIENT_ID), ("client_secret", SECRET)];
    assert_eq!(post(&emulator, "/revoke", &[("token", &access_token)]).await.status, 401);
    assert_eq!(post(&emulator, "/revoke", &client).await.status, 400);
    assert_eq!(emulator.requests().last().unwrap().refusal(), Some(Refusal::TokenMissing));
    assert_eq!(alive().await, 200);
    for _ in 0..2 {
        let form = [&client[..], &[("token", &access_token)]].concat();
        assert_eq!(post(&emulator, "/revoke", &form).await.status, 200);
        assert_eq!(alive().await, 401);
    }
    assert!(get(&emulator, "/logout").await.body.contains("signed out"));
    let back = get(&emulator, "/logout?post_logout_redirect_uri=http://localhost:3000/bye&state=a").await;
    assert_eq!(back.header("location"), Some("http://localhost:3000/bye?state=a"));
    let foreign = get(&emulator, "/logout?post_logout_redirect_uri=https://evil.example").await;
    assert_eq!((foreign.status, foreign.header("location")), (400, None));
    assert_eq!(emulator.requests().last().unwrap().refusal(), Some(Refusal::SignOutUri));

    let quirks = Quirks::new().revocation_without_authentication();
    let emulator = start(&profile, quirks).await;
    assert_eq!(post(&emulator, "/revoke?token=x", &[]).await.status, 200);
}

#[tokio::test]
async fn faults_at_key_set_and_discovery() {
    let emulator = start(&discovered(), Quirks::new()).await;
    for (endpoint, path) in
        [(Endpoint::Jwks, "/.emulator/jwks"), (Endpoint::Discovery, "/tenant/.well-known/openid-configuration")]
    {
        emulator.order(endpoint, Fault::status(500));
        emulator.order(endpoint, Fault::Truncated);
        emulator.order(endpoint, Fault::member("issuer", "https://attacker.example"));
        assert_eq!(get(&emulator, path).await.status, 500);
        assert!(serde_json::from_str::<Value>(&get(&emulator, path).await.body).is_err());
        assert_eq!(get(&emulator, path).await.json()["issuer"], json!("https://attacker.example"));
        assert_eq!(get(&emulator, path).await.status, 200);
    }
}
