//! The claims of a token: S13, S14, S16.

use crate::signing::encode;
use crate::support::*;
use aws_lc_rs::digest::{SHA256, SHA384, SHA512, digest};
use claimsmith_runtime::profile::{FollowUpRequest, Profile, SignatureAlgorithm, text};
use claimsmith_runtime::{ClaimValue, IdTokenFault as Fault, SignInError};
use serde_json::{Value, json};

fn remove(name: &'static str) -> impl FnOnce(&mut Value) {
    move |claims| drop(claims.as_object_mut().expect("an object").remove(name))
}

fn set(name: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |claims| claims[name] = value
}

#[test]
fn the_claims_are_those_of_the_token() {
    for profile in [implicit(), code()] {
        let signed_in = changed_in(profile, |_| {}).expect("signed in");
        assert_eq!(signed_in.subject().map(|subject| subject.id.as_str()), Some("user-1"));
        assert_eq!(signed_in.claims.get("email"), Some(&ClaimValue::String("user@example.com".to_owned())));
        assert!(signed_in.tokens.id_token().is_some());
    }
    let implicit = changed(|_| {}).expect("signed in");
    assert!(implicit.tokens.access_token().is_none() && implicit.tokens.refresh_token().is_none());
}

#[test]
fn s13_invalid_iss() {
    for issuer in ["https://id.example.com/tenant/", "https://id.example.com", "https://ID.example.com/tenant", "", "x"]
    {
        let check = if issuer.is_empty() { Fault::Malformed } else { Fault::Issuer };
        assert_refused(changed(set("iss", json!(issuer))), check);
    }
    assert_refused(changed(set("iss", json!([ISSUER]))), Fault::Malformed);
}

#[test]
fn s13_missing_iss() {
    assert_refused(changed(remove("iss")), Fault::Issuer);
}

#[test]
fn s13_invalid_aud() {
    for audience in [json!("client-2"), json!(["client-2"]), json!([]), json!("Client-1")] {
        assert_refused(changed(set("aud", audience)), Fault::Audience);
    }
}

#[test]
fn s13_missing_aud() {
    assert_refused(changed(remove("aud")), Fault::Audience);
    assert_refused(changed(set("aud", json!(null))), Fault::Audience);
}

#[test]
fn s13_valid_aud_as_array() {
    assert_accepted(changed(set("aud", json!([CLIENT_ID]))));
}

#[test]
fn s13_invalid_secondary_aud() {
    for audience in [json!([CLIENT_ID, "client-2"]), json!(["client-2", CLIENT_ID])] {
        assert_refused(changed(set("aud", audience)), Fault::Audience);
    }
}

#[test]
fn s13_the_audience_of_the_policy_replaces_the_client_id() {
    let mut profile = implicit();
    profile.id_token.as_mut().expect("rules").audience = Some("api://example".into());
    assert_refused(changed_in(profile.clone(), |_| {}), Fault::Audience);
    assert_accepted(changed_in(profile.clone(), set("aud", json!("api://example"))));
    assert_refused(changed_in(profile, set("aud", json!(["api://example", CLIENT_ID]))), Fault::Audience);
}

#[test]
fn s13_azp_is_the_client() {
    assert_accepted(changed(set("azp", json!(CLIENT_ID))));
    assert_refused(changed(set("azp", json!("client-2"))), Fault::AuthorizedParty);
    for party in [json!(null), json!(""), json!([CLIENT_ID])] {
        assert_refused(changed(set("azp", party)), Fault::Malformed);
    }
}

#[test]
fn s13_invalid_exp() {
    for (expires, is_accepted) in [(NOW + 1, true), (NOW, true), (NOW - 59, true), (NOW - 60, false), (0, false)] {
        let outcome = changed(set("exp", json!(expires)));
        if is_accepted { assert_accepted(outcome) } else { assert_refused(outcome, Fault::Expired) }
    }
    assert_accepted(changed(set("exp", json!(NOW as f64 + 0.5))));
    assert_accepted(changed(set("exp", json!(1e300))));
    assert_refused(changed(set("exp", json!(-1))), Fault::Expired);
}

#[test]
fn s13_missing_exp() {
    assert_refused(changed(remove("exp")), Fault::Expired);
}

#[test]
fn s13_invalid_iat() {
    for (issued, is_accepted) in [(NOW + 60, true), (NOW + 61, false), (NOW - 600, true), (NOW - 601, false)] {
        let outcome = changed(set("iat", json!(issued)));
        if is_accepted { assert_accepted(outcome) } else { assert_refused(outcome, Fault::IssuedAt) }
    }
}

#[test]
fn s13_iat_is_week_in_past() {
    assert_refused(changed(set("iat", json!(NOW - 7 * 24 * 60 * 60))), Fault::IssuedAt);
}

#[test]
fn s13_missing_iat() {
    assert_refused(changed(remove("iat")), Fault::IssuedAt);
}

#[test]
fn s13_nbf_is_optional_and_checked() {
    for (begins, is_accepted) in [(NOW - 1000, true), (NOW + 60, true), (NOW + 61, false), (u64::MAX, false)] {
        let outcome = changed(set("nbf", json!(begins)));
        if is_accepted { assert_accepted(outcome) } else { assert_refused(outcome, Fault::NotYetValid) }
    }
}

#[test]
fn s13_missing_sub() {
    assert_refused(changed(remove("sub")), Fault::Subject);
    assert_refused(changed(set("sub", json!(""))), Fault::Subject);
    assert_refused(changed(set("sub", json!(null))), Fault::Subject);
}

#[test]
fn s13_invalid_nonce() {
    let world = World::new(implicit());
    let earlier = world.begin().nonce;
    assert_eq!(earlier.len(), 43);
    for profile in [implicit(), code()] {
        assert_refused(changed_in(profile.clone(), set("nonce", json!(earlier.clone()))), Fault::Nonce);
        assert_refused(changed_in(profile.clone(), set("nonce", json!("x"))), Fault::Nonce);
        assert_refused(
            changed_in(profile, |claims| claims["nonce"] = json!(format!("{}x", claims["nonce"]))),
            Fault::Nonce,
        );
    }
    assert_refused(changed(set("nonce", json!(""))), Fault::Malformed);
    assert_refused(changed(set("nonce", json!([earlier]))), Fault::Malformed);
}

#[test]
fn s13_missing_nonce() {
    for profile in [implicit(), code(), code_with_claims(), discovered(code())] {
        assert_refused(changed_in(profile, remove("nonce")), Fault::Nonce);
    }
}

#[test]
fn s13_a_token_of_another_attempt_is_refused() {
    let world = World::new(implicit());
    let (first, second) = (world.begin(), world.begin());
    assert_ne!(first.nonce, second.nonce);
    let replayed = first.good("RS256");
    assert_refused(run(world.finish(second, &replayed)), Fault::Nonce);
}

fn half(algorithm: &'static aws_lc_rs::digest::Algorithm, text: &str) -> String {
    let digest = digest(algorithm, text.as_bytes());
    encode(&digest.as_ref()[..digest.as_ref().len() / 2])
}

#[test]
fn s13_invalid_at_hash() {
    assert_accepted(changed_in(code(), set("at_hash", json!(half(&SHA256, ACCESS_TOKEN)))));
    for hash in
        [half(&SHA256, "another"), half(&SHA512, ACCESS_TOKEN), encode(digest(&SHA256, ACCESS_TOKEN.as_bytes()))]
    {
        assert_refused(changed_in(code(), set("at_hash", json!(hash))), Fault::AccessTokenHash);
    }
    assert_refused(changed_in(code(), set("at_hash", json!(null))), Fault::Malformed);
    assert_accepted(changed(set("at_hash", json!("there is no access token beside it"))));
}

#[test]
fn s13_invalid_c_hash() {
    assert_accepted(changed_in(code(), set("c_hash", json!(half(&SHA256, CODE)))));
    assert_refused(changed_in(code(), set("c_hash", json!(half(&SHA256, "another")))), Fault::CodeHash);
}

#[test]
fn s13_invalid_s_hash() {
    let outcome = |text: fn(&Attempt) -> String| {
        World::new(implicit()).sign_in(|attempt| {
            let mut claims = attempt.claims();
            claims["s_hash"] = json!(half(&SHA256, &text(attempt)));
            signed("RS256", &claims)
        })
    };
    assert_accepted(outcome(|attempt| attempt.state.clone()));
    assert_refused(outcome(|_| "another".to_owned()), Fault::StateHash);
}

#[test]
fn s13_missing_at_hash_and_c_hash_are_allowed_where_they_are_optional() {
    // OpenID Connect Core section 3.1.3.6: beside a token answer both are optional.
    assert_accepted(changed_in(code(), |claims| {
        assert!(claims.get("at_hash").is_none() && claims.get("c_hash").is_none());
    }));
}

#[test]
fn s13_hashes_follow_the_algorithm() {
    for (algorithm, name, digest) in [
        (SignatureAlgorithm::Ps256, "PS256", &SHA256),
        (SignatureAlgorithm::Es384, "ES384", &SHA384),
        (SignatureAlgorithm::Rs512, "RS512", &SHA512),
        (SignatureAlgorithm::EdDsa, "EdDSA", &SHA512),
    ] {
        let world = World::new(with_algorithms(code(), &[algorithm]));
        assert_accepted(world.sign_in(|attempt| {
            let mut claims = attempt.claims();
            claims["at_hash"] = json!(half(digest, ACCESS_TOKEN));
            signed(name, &claims)
        }));
    }
}

#[test]
fn s14_claims_of_the_wrong_kind_are_refused() {
    for (name, value, check) in [
        ("exp", json!(NOW.to_string()), Fault::Malformed),
        ("exp", json!("99999999999"), Fault::Malformed),
        ("exp", json!(true), Fault::Malformed),
        ("exp", json!([NOW + 300]), Fault::Malformed),
        ("exp", json!(null), Fault::Malformed),
        ("iat", json!(NOW.to_string()), Fault::Malformed),
        ("iat", json!({}), Fault::Malformed),
        ("nbf", json!(null), Fault::Malformed),
        ("iss", json!(1), Fault::Malformed),
        ("aud", json!({CLIENT_ID: true}), Fault::Malformed),
        ("aud", json!(1), Fault::Malformed),
        ("aud", json!([CLIENT_ID, 1]), Fault::Malformed),
        ("aud", json!([[CLIENT_ID]]), Fault::Malformed),
        ("sub", json!(1), Fault::Subject),
        ("sub", json!(["user-1"]), Fault::Subject),
        ("nonce", json!(1), Fault::Malformed),
    ] {
        let shown = format!("{name} {value}");
        let outcome = changed(set(name, value)).map(drop);
        assert_eq!(outcome, Err(SignInError::IdToken { check }), "{shown}");
    }
    // A number that no f64 holds.
    let world = World::new(implicit());
    let outcome = world.sign_in(|attempt| {
        let claims = attempt.claims().to_string().replacen(&format!("\"exp\":{}", NOW + 300), "\"exp\":1e999", 1);
        let header = json!({"alg": "RS256", "kid": "rsa"}).to_string();
        crate::signing::token(header, claims, |message| crate::signing::sign("RS256", message))
    });
    assert_refused(outcome, Fault::Malformed);
}

#[test]
fn cve_2026_25537_a_time_written_as_a_text_is_not_skipped() {
    assert_refused(changed(set("nbf", json!("99999999999"))), Fault::Malformed);
    assert_refused(changed(set("nbf", json!(99_999_999_999_u64))), Fault::NotYetValid);
}

#[test]
fn s16_userinfo_invalid_sub() {
    let outcome = |claims: Value| {
        let world = World::new(code_with_claims());
        world.provider.serve(ME, claims.to_string());
        world.sign_in(|attempt| attempt.good("RS256"))
    };
    assert_accepted(outcome(json!({"sub": "user-1"})));
    assert_accepted(outcome(json!({"name": "no subject there"})));
    for subject in [json!("user-2"), json!("USER-1"), json!(1), json!(null), json!(""), json!(["user-1"])] {
        assert_refused(outcome(json!({"sub": subject})), Fault::OtherSubject);
    }
}

#[test]
fn s16_a_follow_up_answer_is_about_the_same_subject() {
    const MORE: [&str; 2] = ["https://id.example.com/more", "https://id.example.com/most"];
    let outcome = |optional: bool, prefix: &'static str, answer: Value| {
        let follow_up =
            |url| FollowUpRequest { endpoint: text(url), optional, prefix: text(prefix), ..FollowUpRequest::EMPTY };
        let world = World::new(Profile { follow_ups: MORE.map(follow_up).to_vec().into(), ..code_with_claims() });
        world.provider.serve(ME, json!({"name": "no subject there"}).to_string());
        world.provider.serve(MORE[0], answer.to_string());
        world.provider.serve(MORE[1], "{}");
        (world.sign_in(|attempt| attempt.good("RS256")), world.provider.asked(MORE[1]))
    };
    for (optional, prefix) in [(false, ""), (true, ""), (false, "more_"), (true, "more_")] {
        for good in [json!({"sub": "user-1"}), json!({"name": "no subject there"})] {
            assert_accepted(outcome(optional, prefix, good).0);
        }
        for subject in [json!("user-2"), json!(1), json!(null), json!(["user-1"])] {
            let (outcome, asked) = outcome(optional, prefix, json!({"sub": subject}));
            assert_refused(outcome, Fault::OtherSubject);
            assert_eq!(asked, 0, "nothing is asked behind it");
        }
    }
}

#[test]
fn with_a_claims_endpoint_its_claims_come_first_and_the_token_is_optional() {
    let world = World::new(code_with_claims());
    let signed_in = world.sign_in(|attempt| attempt.good("RS256")).expect("signed in");
    assert_eq!(signed_in.claims.get("email"), Some(&ClaimValue::String("from.claims@example.com".to_owned())));
    world.serve_token(&json!({"access_token": ACCESS_TOKEN}));
    assert_accepted(run(world.finish_with(world.begin(), &[("code", CODE)])));
    // A token that is there is validated, and before the access token is sent anywhere.
    let asked = world.provider.asked(ME);
    let outcome = world.sign_in(|attempt| format!("{}x", attempt.good("ES256")));
    assert!(matches!(outcome, Err(SignInError::IdToken { .. })));
    assert_eq!(world.provider.asked(ME), asked);
}

#[test]
fn without_a_claims_endpoint_the_token_is_needed() {
    let world = World::new(code());
    for answer in [
        json!({"access_token": ACCESS_TOKEN}),
        json!({"access_token": ACCESS_TOKEN, "id_token": ""}),
        json!({"access_token": ACCESS_TOKEN, "id_token": null, "sub": "user-1"}),
    ] {
        world.serve_token(&answer);
        assert_refused(run(world.finish_with(world.begin(), &[("code", CODE)])), Fault::Missing);
    }
}

#[test]
fn only_the_token_of_a_callback_counts() {
    let world = World::new(implicit());
    for parameters in
        [&[] as &[(&str, &str)], &[("code", CODE)], &[("access_token", ACCESS_TOKEN)], &[("id_token", "")]]
    {
        assert_refused(run(world.finish_with(world.begin(), parameters)), Fault::Missing);
    }
    let attempt = world.begin();
    let token = attempt.good("RS256");
    let beside = [("access_token", "evil"), ("token_type", "bearer"), ("expires_in", "3600"), ("id_token", &token)];
    let signed_in = run(world.finish_with(attempt, &beside)).expect("signed in");
    assert!(signed_in.tokens.access_token().is_none(), "an access token beside it is ignored");
    assert!(world.provider.asked_at_all().iter().all(|url| url == KEYS), "nothing but the keys is asked for");
    let denied = run(world.finish_with(world.begin(), &[("error", "access_denied")]));
    assert!(matches!(denied, Err(SignInError::UserDenied { .. })));
}

#[test]
fn a_code_flow_ignores_the_token_of_the_callback() {
    let world = World::new(code());
    let attempt = world.begin();
    let (good, forged) = (attempt.good("RS256"), "a.b.c");
    world.serve_token(&json!({"access_token": ACCESS_TOKEN, "id_token": good}));
    assert_accepted(run(world.finish_with(attempt, &[("code", CODE), ("id_token", forged)])));
}
