//! A provider's keys: which of them count, and which one is taken (S12, S13).

use crate::signing::*;
use crate::support::*;
use claimsmith_runtime::{
    ClaimSet, Endpoint, IdTokenFault as Fault, ResponseFault, SignInError, SignedIn, TransportError, TransportFault,
};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

fn without_key_id(algorithm: &'static str) -> impl FnOnce(&Attempt) -> String {
    move |attempt| {
        let header = json!({"alg": algorithm}).to_string();
        token(header, attempt.claims().to_string(), |message| sign(algorithm, message))
    }
}

fn with_keys(keys: &[Value], token: impl FnOnce(&Attempt) -> String) -> Result<SignedIn<ClaimSet>, SignInError> {
    let world = World::new(implicit());
    world.provider.serve_keys(keys);
    world.sign_in(token)
}

/// Beside a key that fits nothing here: a set without a usable key is a bad answer.
fn beside_another(key: Value, token: impl FnOnce(&Attempt) -> String) -> Result<SignedIn<ClaimSet>, SignInError> {
    with_keys(&[key, ec_jwk("p384", "P-384", &private_keys().p384)], token)
}

/// A key with further members.
fn and(mut key: Value, name: &str, value: Value) -> Value {
    key[name] = value;
    key
}

fn without(mut key: Value, name: &str) -> Value {
    key.as_object_mut().expect("an object").remove(name);
    key
}

#[test]
fn s13_kid_absent_single_jwks() {
    let keys = private_keys();
    assert_accepted(with_keys(&[rsa_jwk("rsa", &keys.rsa)], without_key_id("RS256")));
    assert_accepted(with_keys(&[without(rsa_jwk("", &keys.rsa), "kid")], without_key_id("RS256")));
    // Only one of them fits the algorithm.
    assert_accepted(with_keys(&all_keys(), without_key_id("RS256")));
    assert_accepted(with_keys(&all_keys(), without_key_id("ES256")));
    assert_refused(with_keys(&[ec_jwk("p256", "P-256", &keys.p256)], without_key_id("RS256")), Fault::Key);
}

#[test]
fn s13_kid_absent_multiple_jwks() {
    let keys = private_keys();
    let two = [rsa_jwk("one", &keys.rsa), rsa_jwk("two", &keys.other_rsa)];
    assert_refused(with_keys(&two, without_key_id("RS256")), Fault::Key);
    // For encryption, or for another algorithm: then one is left.
    for other in [
        and(rsa_jwk("two", &keys.other_rsa), "use", json!("enc")),
        and(rsa_jwk("two", &keys.other_rsa), "alg", json!("RS512")),
    ] {
        assert_accepted(with_keys(&[rsa_jwk("one", &keys.rsa), other], without_key_id("RS256")));
    }
}

#[test]
fn s13_the_key_is_taken_by_its_id() {
    let keys = private_keys();
    let named = |kid: &'static str| {
        move |attempt: &Attempt| signed_under(&json!({"alg": "RS256", "kid": kid}), &attempt.claims())
    };
    let both = [rsa_jwk("other", &keys.other_rsa), rsa_jwk("right", &keys.rsa)];
    assert_accepted(with_keys(&both, named("right")));
    assert_refused(with_keys(&both, named("other")), Fault::Signature);
    assert_refused(with_keys(&both, named("RIGHT")), Fault::Key);
    let twice = [rsa_jwk("right", &keys.rsa), rsa_jwk("right", &keys.other_rsa)];
    assert_refused(with_keys(&twice, named("right")), Fault::Key);
    // RFC 7517 section 4.5: one id for keys of several kinds.
    let same_id = [ec_jwk("right", "P-256", &keys.p256), rsa_jwk("right", &keys.rsa)];
    assert_accepted(with_keys(&same_id, named("right")));
    assert_refused(with_keys(&[without(rsa_jwk("", &keys.rsa), "kid")], named("right")), Fault::Key);
}

#[test]
fn s13_what_a_key_is_for_is_respected() {
    let key = || rsa_jwk("rsa", &private_keys().rsa);
    let good = |attempt: &Attempt| attempt.good("RS256");
    for fitting in [
        without(key(), "use"),
        and(key(), "alg", json!("RS256")),
        and(key(), "key_ops", json!(["verify"])),
        and(key(), "key_ops", json!(["sign", "verify"])),
        and(key(), "x5t", json!("ignored")),
    ] {
        assert_accepted(with_keys(&[fitting], good));
    }
    for unfitting in [
        and(key(), "use", json!("enc")),
        and(key(), "use", json!(1)),
        and(key(), "key_ops", json!(["encrypt"])),
        and(key(), "key_ops", json!([])),
        and(key(), "key_ops", json!("verify")),
        and(key(), "alg", json!("PS256")),
        and(key(), "alg", json!("RSA-OAEP")),
        and(key(), "alg", json!(5)),
        and(key(), "alg", json!(["RS256"])),
        and(key(), "kid", json!(5)),
        and(key(), "kty", json!("oct")),
        and(key(), "d", json!("AQAB")),
        without(key(), "n"),
        without(key(), "kty"),
        and(key(), "n", json!("not base64!")),
        and(key(), "e", json!("AA")),
        and(key(), "e", json!("AQ")),
        and(key(), "e", json!("BA")),
        json!("a text"),
        json!(null),
    ] {
        let shown = unfitting.to_string();
        let outcome = beside_another(unfitting, good).map(drop);
        assert_eq!(outcome, Err(SignInError::IdToken { check: Fault::Key }), "{shown}");
    }
}

#[test]
fn s13_unusable_keys_do_not_spoil_the_others() {
    let keys = [
        json!({"kty": "oct", "kid": "rsa", "k": encode(SECRET)}),
        json!({"kty": "AKP", "kid": "new", "pub": "AAAA"}),
        json!(7),
        rsa_jwk("rsa", &private_keys().rsa),
    ];
    assert_accepted(with_keys(&keys, |attempt| attempt.good("RS256")));
}

#[test]
fn s13_short_rsa_keys_are_refused() {
    for bytes in [64, 128, 255] {
        let weak = json!({"kty": "RSA", "kid": "rsa", "n": encode(vec![0xff; bytes]), "e": "AQAB"});
        assert_refused(beside_another(weak, |attempt| attempt.good("RS256")), Fault::Key);
    }
    // 2,048 bits are not made of leading zeros.
    let padded = [vec![0; 128], vec![0xff; 128]].concat();
    let weak = json!({"kty": "RSA", "kid": "rsa", "n": encode(padded), "e": "AQAB"});
    assert_refused(beside_another(weak, |attempt| attempt.good("RS256")), Fault::Key);
    let huge = json!({"kty": "RSA", "kid": "rsa", "n": encode(vec![0xff; 1025]), "e": "AQAB"});
    assert_refused(beside_another(huge, |attempt| attempt.good("RS256")), Fault::Key);
}

#[test]
fn s13_a_sign_byte_before_the_modulus_is_tolerated() {
    use base64::Engine;
    let key = rsa_jwk("rsa", &private_keys().rsa);
    let decode = |text: &Value| {
        base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text.as_str().expect("text")).expect("base64url")
    };
    let modulus = [vec![0], decode(&key["n"])].concat();
    assert_accepted(with_keys(&[and(key, "n", json!(encode(modulus)))], |attempt| attempt.good("RS256")));
}

#[test]
fn s13_points_have_their_full_length() {
    let key = || ec_jwk("p256", "P-256", &private_keys().p256);
    for unfitting in [
        and(key(), "x", json!(encode([1; 31]))),
        and(key(), "y", json!(encode([0; 33]))),
        and(key(), "crv", json!("P-384")),
        and(key(), "crv", json!("secp256k1")),
        and(key(), "d", json!(private_scalar(&private_keys().p256))),
        without(key(), "crv"),
    ] {
        assert_refused(beside_another(unfitting, |attempt| attempt.good("ES256")), Fault::Key);
    }
    // Not on the curve.
    let elsewhere = and(and(key(), "x", json!(encode([1; 32]))), "y", json!(encode([1; 32])));
    assert_refused(with_keys(&[elsewhere], |attempt| attempt.good("ES256")), Fault::Signature);
    let ed25519 = ed25519_jwk("ed25519", &private_keys().ed25519);
    assert_refused(beside_another(and(ed25519, "x", json!(encode([1; 31]))), |it| it.good("EdDSA")), Fault::Key);
}

#[test]
fn s13_symmetric_keys_of_a_key_set_are_never_used() {
    use claimsmith_runtime::profile::SignatureAlgorithm;
    let world = World::new(with_algorithms(code(), &[SignatureAlgorithm::Hs256, SignatureAlgorithm::Rs256]));
    world.provider.serve_keys(&[json!({"kty": "oct", "kid": "shared", "k": encode("from the key set")})]);
    let outcome = world.sign_in(|attempt| {
        let header = json!({"alg": "HS256", "kid": "shared"}).to_string();
        token(header, attempt.claims().to_string(), |message| sign_hmac(b"from the key set", message))
    });
    assert_refused(outcome, Fault::Signature);
}

#[test]
fn s12_a_key_set_has_at_most_a_hundred_keys() {
    let right = rsa_jwk("rsa", &private_keys().rsa);
    let keys = |count: usize| {
        let others = (1..count).map(|number| and(right.clone(), "kid", json!(format!("k{number}"))));
        others.chain([right.clone()]).collect::<Vec<_>>()
    };
    assert_accepted(with_keys(&keys(100), |attempt| attempt.good("RS256")));
    let bad = |reason, path: Option<&str>| {
        Err(SignInError::BadResponse { endpoint: Endpoint::Jwks, reason, path: path.map(str::to_owned) })
    };
    let outcome = with_keys(&keys(101), |attempt| attempt.good("RS256")).map(drop);
    assert_eq!(outcome, bad(ResponseFault::TooManyKeys, Some("keys")));
}

#[test]
fn a_broken_key_set_is_a_bad_answer() {
    let bad = |reason, path: Option<&str>| {
        Err(SignInError::BadResponse { endpoint: Endpoint::Jwks, reason, path: path.map(str::to_owned) })
    };
    for (body, expected) in [
        ("", bad(ResponseFault::Syntax, None)),
        ("<html>", bad(ResponseFault::Syntax, None)),
        ("[]", bad(ResponseFault::NotAnObject, None)),
        ("{}", bad(ResponseFault::MissingMember, Some("keys"))),
        (r#"{"keys":{}}"#, bad(ResponseFault::WrongKind, Some("keys"))),
        (r#"{"keys":[],"keys":[]}"#, bad(ResponseFault::DuplicateMember, None)),
        (r#"{"keys":[{"kid":"a","kid":"b"}]}"#, bad(ResponseFault::DuplicateMember, None)),
        (r#"{"keys":[{"kty":"RSA""#, bad(ResponseFault::Syntax, None)),
        (r#"{"keys":[]}"#, bad(ResponseFault::RefusedValue, Some("keys"))),
        (r#"{"keys":[{"kty":"oct","k":"AAAA"}]}"#, bad(ResponseFault::RefusedValue, Some("keys"))),
    ] {
        let world = World::new(implicit());
        world.provider.serve(KEYS, body);
        assert_eq!(world.sign_in(|attempt| attempt.good("RS256")).map(drop), expected, "{body}");
    }
    let deep = format!(r#"{{"keys":{}{}}}"#, "[".repeat(100), "]".repeat(100));
    let world = World::new(implicit());
    world.provider.serve(KEYS, deep);
    assert_eq!(world.sign_in(|attempt| attempt.good("RS256")).map(drop), bad(ResponseFault::Depth, None));
}

#[test]
fn s08_s12_the_keys_are_fetched_within_bounds() {
    let outcome = |page: Page| {
        let world = World::new(implicit());
        world.provider.serve_page(KEYS, page);
        world.sign_in(|attempt| attempt.good("RS256")).map(drop)
    };
    let page = |status, headers: &[(&str, &str)], body: String| Page {
        status,
        headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        body,
    };
    let transport = |kind| Err(SignInError::Transport { endpoint: Endpoint::Jwks, kind });
    let location = [("location", "https://evil.example.com/keys")];
    assert_eq!(outcome(page(302, &location, String::new())), transport(TransportFault::Redirect));
    let large = " ".repeat(256 * 1024 + 1);
    assert_eq!(outcome(page(200, &[], large)), transport(TransportFault::TooLarge));
    let compressed = outcome(page(200, &[("content-encoding", "gzip")], String::new()));
    let reason = ResponseFault::ContentEncoding;
    assert_eq!(compressed, Err(SignInError::BadResponse { endpoint: Endpoint::Jwks, reason, path: None }));
    let missing = outcome(page(404, &[], "not here".to_owned()));
    let reason = ResponseFault::Status(404);
    assert_eq!(missing, Err(SignInError::BadResponse { endpoint: Endpoint::Jwks, reason, path: None }));
}

#[test]
fn the_keys_are_asked_once_more_only_without_a_connection() {
    for (kind, asked) in [(TransportFault::Connect, 2), (TransportFault::Timeout, 1), (TransportFault::Other, 1)] {
        let world = World::new(implicit());
        world.provider.fail(move |_| Some(TransportError::new(kind)));
        let outcome = world.sign_in(|attempt| attempt.good("RS256")).map(drop);
        assert_eq!(outcome, Err(SignInError::Transport { endpoint: Endpoint::Jwks, kind }));
        assert_eq!(world.provider.asked(KEYS), asked, "{kind}");
    }
    let world = World::new(implicit());
    let first = AtomicUsize::new(0);
    world.provider.fail(move |_| {
        (first.fetch_add(1, Ordering::SeqCst) == 0).then(|| TransportError::new(TransportFault::Connect))
    });
    assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
}
