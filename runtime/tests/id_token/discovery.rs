//! The discovery document: S13, S25.

use crate::support::*;
use claimsmith_runtime::profile::{FollowUpRequest, IdToken, KeySource, Profile, text};
use claimsmith_runtime::{
    ClientOptions, ConfigError, Endpoint, IdTokenFault as Fault, ResponseFault, SignInError, TransportFault,
};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

fn outcome(profile: Profile, document: &Value) -> Result<(), SignInError> {
    let world = World::new(profile);
    world.provider.serve(METADATA, document.to_string());
    world
        .sign_in(|attempt| {
            let mut claims = attempt.claims();
            claims["iss"] = document["issuer"].clone();
            signed("RS256", &claims)
        })
        .map(drop)
}

fn refused(member: &str) -> Result<(), SignInError> {
    let reason = ResponseFault::RefusedValue;
    Err(SignInError::BadResponse { endpoint: Endpoint::Discovery, reason, path: Some(member.to_owned()) })
}

fn changed_document(name: &str, value: Value) -> Value {
    let mut document = document();
    document[name] = value;
    document
}

#[test]
fn s25_the_document_gives_issuer_and_keys() {
    for profile in [discovered(implicit()), discovered(code())] {
        let world = World::new(profile);
        for _ in 0..3 {
            assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
        }
        assert_eq!((world.provider.asked(METADATA), world.provider.asked(KEYS)), (1, 1));
        assert!(
            world.provider.asked_at_all().iter().all(|url| url.starts_with("https://id.example.com/")),
            "the endpoints of the policy win"
        );
        world.clock.advance(300);
        assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
        assert_eq!((world.provider.asked(METADATA), world.provider.asked(KEYS)), (2, 2), "kept as the keys are");
    }
}

#[test]
fn s13_discovery_issuer_mismatch() {
    for issuer in [
        "https://evil.example.com",
        "https://id.example.com",
        "https://id.example.com/tenant//",
        "https://id.example.com/Tenant",
    ] {
        assert_eq!(outcome(discovered(code()), &changed_document("issuer", json!(issuer))), refused("issuer"));
    }
    // OpenID Connect Discovery section 4.1: the path is appended without the slash that an issuer may end with.
    assert_eq!(outcome(discovered(code()), &changed_document("issuer", json!(format!("{ISSUER}/")))), Ok(()));
    for (value, reason) in [(json!(null), ResponseFault::MissingMember), (json!(1), ResponseFault::WrongKind)] {
        let path = Some("issuer".to_owned());
        let expected = Err(SignInError::BadResponse { endpoint: Endpoint::Discovery, reason, path });
        assert_eq!(outcome(discovered(code()), &changed_document("issuer", value)), expected);
    }
}

#[test]
fn s25_the_issuer_of_the_policy_is_compared_exactly() {
    let named = |issuer: &'static str| Profile { issuer: Some(text(issuer)), ..discovered(code()) };
    assert_eq!(outcome(named(ISSUER), &document()), Ok(()));
    assert_eq!(outcome(named("https://id.example.com/tenant/"), &document()), refused("issuer"));
    // Azure AD B2C: the issuer does not stand in the address.
    let elsewhere = changed_document("issuer", json!("https://sts.example.com/guid/v2.0/"));
    assert_eq!(outcome(named("https://sts.example.com/guid/v2.0/"), &elsewhere), Ok(()));
    assert_eq!(outcome(discovered(code()), &elsewhere), refused("issuer"));
}

#[test]
fn s25_the_issuer_of_a_token_is_the_documents() {
    let world = World::new(discovered(code()));
    let forged = world.sign_in(|attempt| {
        let mut claims = attempt.claims();
        claims["iss"] = json!("https://id.example.com/other");
        signed("RS256", &claims)
    });
    assert_refused(forged, Fault::Issuer);
}

#[test]
fn s25_keys_are_not_fetched_from_the_neighbours() {
    for address in [
        "http://id.example.com/tenant/keys",
        "ftp://id.example.com/keys",
        "/tenant/keys",
        "keys",
        "https://user:password@id.example.com/keys",
        "https://id.example.com/keys#fragment",
        "https://localhost/keys",
        "https://127.0.0.1/keys",
        "http://127.0.0.1/keys",
        "https://[::1]/keys",
        "https://10.0.0.1/keys",
        "https://192.168.1.1/keys",
        "https://169.254.169.254/latest/meta-data",
        "https://[fd00:ec2::254]/keys",
        "https://metadata.google.internal/keys",
        "https://intranet/keys",
        "https://0x7f000001/keys",
    ] {
        let world = World::new(discovered(code()));
        world.provider.serve(METADATA, changed_document("jwks_uri", json!(address)).to_string());
        let outcome = world.sign_in(|attempt| attempt.good("RS256")).map(drop);
        assert_eq!(outcome, refused("jwks_uri"), "{address}");
        assert_eq!(world.provider.asked_at_all(), [METADATA], "{address}");
    }
    let world = World::new(discovered(code()));
    let address = "https://keys.example.net/jwks?tenant=1";
    world.provider.serve(METADATA, changed_document("jwks_uri", json!(address)).to_string());
    world.provider.serve("https://keys.example.net/jwks", json!({"keys": all_keys()}).to_string());
    assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
    assert!(
        world.provider.asked_at_all().contains(&address.to_owned()),
        "another public host is the provider's choice"
    );
}

fn at(metadata: &'static str) -> Profile {
    let id_token = Some(IdToken { keys: KeySource::Discovery(text(metadata)), ..IdToken::EMPTY });
    Profile { id_token, issuer: Some(text(ISSUER)), ..implicit() }
}

#[test]
fn s25_a_private_host_is_asked_when_the_policy_names_it() {
    let metadata = "https://10.0.0.1/.well-known/openid-configuration";
    let world = World::new(at(metadata));
    world.provider.serve(metadata, changed_document("jwks_uri", json!("https://10.0.0.1/keys")).to_string());
    world.provider.serve("https://10.0.0.1/keys", json!({"keys": all_keys()}).to_string());
    assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
    for elsewhere in ["https://10.0.0.2/keys", "https://10.0.0.1:8443/keys"] {
        let world = World::new(at(metadata));
        world.provider.serve(metadata, changed_document("jwks_uri", json!(elsewhere)).to_string());
        assert_eq!(world.sign_in(|attempt| attempt.good("RS256")).map(drop), refused("jwks_uri"), "{elsewhere}");
    }
}

#[test]
fn s25_loopback_is_asked_when_it_is_allowed() {
    let metadata = "http://127.0.0.1:8080/.well-known/openid-configuration";
    let what = "METADATA of Example-OIDC".to_owned();
    let refused = World::with(at(metadata), ClientOptions::default()).map(drop);
    assert!(matches!(refused, Err(ConfigError::InsecureUrl { what: found, .. }) if found == what));
    let world = World::with(at(metadata), ClientOptions::default().with_loopback_http(true)).expect("a client");
    world.provider.serve(metadata, changed_document("jwks_uri", json!("http://localhost:8081/keys")).to_string());
    world.provider.serve("http://localhost:8081/keys", json!({"keys": all_keys()}).to_string());
    assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
    world.clock.advance(300);
    world.provider.serve(metadata, changed_document("jwks_uri", json!("https://10.0.0.1/keys")).to_string());
    assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
    assert!(!world.provider.asked_at_all().iter().any(|url| url.contains("10.0.0.1")), "the old document stays");
}

#[test]
fn endpoints_that_are_moved_take_the_documents_along() {
    let options = ClientOptions::default().with_endpoint_base("http://127.0.0.1:9/base").with_loopback_http(true);
    for profile in [discovered(implicit()), implicit()] {
        let world = World::with(profile, options.clone()).expect("a client");
        let moved = |url: &str| url.replace("https://id.example.com", "http://127.0.0.1:9/base");
        world.provider.serve(&moved(METADATA), document().to_string());
        world.provider.serve(&moved(KEYS), json!({"keys": all_keys()}).to_string());
        assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
        assert!(world.provider.asked_at_all().iter().all(|url| url.starts_with("http://127.0.0.1:9/base/tenant/")));
    }
}

#[test]
fn s25_an_address_that_says_no_issuer_needs_one_in_the_policy() {
    for metadata in ["https://id.example.com/metadata", "https://id.example.com/.well-known/openid-configuration/x"] {
        assert!(World::with(at(metadata), ClientOptions::default()).is_ok());
        let unnamed = Profile { issuer: None, ..at(metadata) };
        let refused = World::with(unnamed, ClientOptions::default()).map(drop);
        assert!(matches!(refused, Err(ConfigError::InvalidProfile { reason, .. }) if reason.contains("`issuer`")));
    }
    // A query, as Azure AD B2C has one, is no part of the issuer.
    let metadata = "https://id.example.com/tenant/.well-known/openid-configuration?p=B2C_1_signin";
    let world = World::new(Profile { issuer: None, ..at(metadata) });
    assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
}

#[test]
fn a_broken_document_stops_the_sign_in_before_the_code_is_spent() {
    let bad = |reason, path: Option<&str>| SignInError::BadResponse {
        endpoint: Endpoint::Discovery,
        reason,
        path: path.map(str::to_owned),
    };
    for (page, expected) in [
        ((200, String::new()), bad(ResponseFault::Syntax, None)),
        ((200, "[]".to_owned()), bad(ResponseFault::NotAnObject, None)),
        ((200, json!({"issuer": ISSUER}).to_string()), bad(ResponseFault::MissingMember, Some("jwks_uri"))),
        ((500, "oops".to_owned()), bad(ResponseFault::Status(500), None)),
        (
            (301, String::new()),
            SignInError::Transport { endpoint: Endpoint::Discovery, kind: TransportFault::Redirect },
        ),
        (
            (200, " ".repeat(256 * 1024 + 1)),
            SignInError::Transport { endpoint: Endpoint::Discovery, kind: TransportFault::TooLarge },
        ),
    ] {
        let world = World::new(discovered(code()));
        world.provider.serve_page(METADATA, Page { status: page.0, headers: Vec::new(), body: page.1 });
        assert_eq!(world.sign_in(|attempt| attempt.good("RS256")).map(drop), Err(expected));
        assert_eq!(world.provider.asked(TOKEN), 0);
    }
}

#[test]
fn the_users_no_does_not_need_the_document() {
    let denied = || Err(SignInError::UserDenied { provider: "Example-OIDC".to_owned() });
    let with_issuer = || Profile { issuer: Some(text(ISSUER)), ..discovered(code()) };
    for (profile, iss, expected) in [
        (discovered(code()), None, denied()),
        (with_issuer(), Some(ISSUER), denied()),
        (with_issuer(), Some("https://evil.example.com"), Err(SignInError::IssuerMismatch)),
    ] {
        let world = World::new(profile);
        world.provider.serve_status(METADATA, 503);
        let callbacks: [&[(&str, &str)]; 3] = [&[("error", "access_denied")], &[("usercancel", "1")], &[]];
        for parameters in callbacks {
            let parameters: Vec<(&str, &str)> = parameters.iter().copied().chain(iss.map(|iss| ("iss", iss))).collect();
            let outcome = run(world.finish_with(world.begin(), &parameters)).map(drop);
            assert_eq!(outcome, expected, "{parameters:?}");
        }
    }
    let world = World::new(discovered(code()));
    world.provider.serve_status(METADATA, 503);
    let outcome = run(world.finish_with(world.begin(), &[("error", "server_error")])).map(drop);
    assert!(matches!(outcome, Err(SignInError::Provider { endpoint: Endpoint::Authorization, .. })), "{outcome:?}");
}

#[test]
fn a_transport_is_told_what_is_asked() {
    let follow_up = FollowUpRequest { endpoint: text("https://id.example.com/more"), ..FollowUpRequest::EMPTY };
    let world = World::new(Profile { follow_ups: vec![follow_up].into(), ..discovered(code_with_claims()) });
    world.provider.serve("https://id.example.com/more", "{}");
    let asked: Arc<Mutex<Vec<Endpoint>>> = Arc::default();
    let endpoints = asked.clone();
    world.provider.fail(move |request| {
        endpoints.lock().expect("no panic").push(request.endpoint);
        None
    });
    assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
    let expected = [Endpoint::Discovery, Endpoint::Token, Endpoint::Jwks, Endpoint::Claims, Endpoint::FollowUp];
    assert_eq!(*asked.lock().expect("no panic"), expected);
}

#[test]
fn keys_that_move_are_followed() {
    let world = World::new(discovered(code()));
    let headers = vec![("cache-control".to_owned(), "max-age=86400".to_owned())];
    world.provider.serve_page(KEYS, Page { status: 200, headers, body: json!({"keys": all_keys()}).to_string() });
    assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
    let moved = "https://id.example.com/tenant/new-keys";
    world.provider.serve(METADATA, changed_document("jwks_uri", json!(moved)).to_string());
    world.provider.serve_status(moved, 500);
    world.clock.advance(299);
    assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
    assert_eq!(world.provider.asked(moved), 0);
    world.clock.advance(1);
    let path = None;
    let gone = SignInError::BadResponse { endpoint: Endpoint::Jwks, reason: ResponseFault::Status(500), path };
    assert_eq!(
        world.sign_in(|attempt| attempt.good("RS256")).map(drop),
        Err(gone),
        "those of the old address are void"
    );
    world.provider.serve(moved, json!({"keys": all_keys()}).to_string());
    assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
    assert_eq!((world.provider.asked(KEYS), world.provider.asked(moved)), (1, 2));
}
