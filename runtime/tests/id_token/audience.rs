//! `IdTokenAudience` where the policy names no keys: the audience is compared, nothing else of the token is used.

use crate::signing::{encode, token};
use crate::support::*;
use claimsmith_runtime::profile::{ClaimsRequest, FollowUpRequest, IdToken, Profile, text};
use claimsmith_runtime::{ClaimSet, IdTokenFault as Fault, SignInError, SignedIn};
use serde_json::{Value, json};

const AUDIENCE: &str = "api://example";

fn profile(claims: ClaimsRequest) -> Profile {
    let id_token = Some(IdToken { audience: Some(text(AUDIENCE)), ..IdToken::EMPTY });
    Profile { id_token, issuer: None, claims, ..code() }
}

fn unsigned(claims: &Value) -> String {
    token(r#"{"alg":"none"}"#, claims.to_string(), |_| Vec::new())
}

fn outcome(token_answer: Value, claims: Value) -> Result<SignedIn<ClaimSet>, SignInError> {
    let world = World::new(profile(code_with_claims().claims));
    world.provider.serve(ME, claims.to_string());
    world.serve_token(&token_answer);
    let attempt = world.begin();
    assert_eq!(attempt.nonce, "", "nobody validates the token, so nobody asks for a nonce");
    let outcome = run(world.finish_with(attempt, &[("code", CODE)]));
    assert_eq!(world.provider.asked(KEYS), 0);
    outcome
}

#[test]
fn the_audience_of_the_token_is_compared() {
    for (audience, refused) in [
        (json!(AUDIENCE), None),
        (json!([AUDIENCE]), None),
        (json!(["another", AUDIENCE]), Some(Fault::Audience)),
        (json!([AUDIENCE, "another"]), Some(Fault::Audience)),
        (json!("another"), Some(Fault::Audience)),
        (json!(["another"]), Some(Fault::Audience)),
        (json!([]), Some(Fault::Audience)),
        (json!([AUDIENCE, 1]), Some(Fault::Malformed)),
        (json!({"aud": AUDIENCE}), Some(Fault::Malformed)),
        (json!(null), Some(Fault::Audience)),
    ] {
        let id_token = unsigned(&json!({"aud": audience, "sub": "forged", "email": "forged@example.com"}));
        let answer = json!({"access_token": ACCESS_TOKEN, "id_token": id_token});
        // The claims answer is not asked when the token has an audience.
        let outcome = outcome(answer, json!({"sub": "user-1", "aud": AUDIENCE}));
        if let Some(fault) = refused {
            assert_refused(outcome, fault);
            continue;
        }
        let signed_in = outcome.expect("signed in");
        assert_eq!(signed_in.subject().map(|subject| subject.id.as_str()), Some("user-1"));
        assert!(signed_in.claims.get("email").is_none(), "no claim of the token is used");
    }
}

#[test]
fn else_the_audience_of_the_claims_answer_is_compared() {
    let without = json!({"access_token": ACCESS_TOKEN});
    let with = json!({"access_token": ACCESS_TOKEN, "id_token": unsigned(&json!({"sub": "x"}))});
    for answer in [without, with] {
        assert_accepted(outcome(answer.clone(), json!({"sub": "user-1", "aud": AUDIENCE})));
        assert_refused(outcome(answer.clone(), json!({"sub": "user-1", "aud": "another"})), Fault::Audience);
        let others = json!({"sub": "user-1", "aud": [AUDIENCE, "another"]});
        assert_refused(outcome(answer.clone(), others), Fault::Audience);
        assert_refused(outcome(answer, json!({"sub": "user-1"})), Fault::Audience);
    }
}

#[test]
fn nothing_is_asked_behind_another_audience() {
    const MORE: &str = "https://id.example.com/more";
    let wrong = unsigned(&json!({"aud": "another"}));
    for (answer, asked) in [
        (json!({"access_token": ACCESS_TOKEN, "id_token": wrong}), [0, 0]),
        (json!({"access_token": ACCESS_TOKEN}), [1, 0]),
    ] {
        let follow_up = FollowUpRequest { endpoint: text(MORE), ..FollowUpRequest::EMPTY };
        let profile = Profile { follow_ups: vec![follow_up].into(), ..profile(code_with_claims().claims) };
        let world = World::new(profile);
        world.provider.serve(MORE, "{}");
        world.provider.serve(ME, json!({"sub": "user-1", "aud": "another"}).to_string());
        world.serve_token(&answer);
        assert_refused(run(world.finish_with(world.begin(), &[("code", CODE)])), Fault::Audience);
        assert_eq!([ME, MORE].map(|url| world.provider.asked(url)), asked);
    }
}

#[test]
fn a_token_that_cannot_be_read_is_refused() {
    for (id_token, check) in [
        ("a.b".to_owned(), Fault::Malformed),
        (format!("{}.{}.", encode("{}"), encode("[]")), Fault::Malformed),
        (format!("{0}.{0}.{0}.{0}.{0}", encode("{}")), Fault::Encrypted),
        ("a".repeat(17 * 1024), Fault::TooLarge),
    ] {
        let answer = json!({"access_token": ACCESS_TOKEN, "id_token": id_token});
        assert_refused(outcome(answer, json!({"sub": "user-1", "aud": AUDIENCE})), check);
    }
}

#[test]
fn without_any_answer_that_names_an_audience_nobody_signs_in() {
    let world = World::new(profile(ClaimsRequest::EMPTY));
    world.serve_token(&json!({"access_token": ACCESS_TOKEN, "sub": "user-1", "aud": AUDIENCE}));
    assert_refused(run(world.finish_with(world.begin(), &[("code", CODE)])), Fault::Audience);
}

#[test]
fn where_keys_are_known_a_missing_token_leaves_the_claims_answer() {
    let mut profile = code_with_claims();
    profile.id_token.as_mut().expect("rules").audience = Some(text(AUDIENCE));
    let world = World::new(profile);
    world.serve_token(&json!({"access_token": ACCESS_TOKEN}));
    assert_refused(run(world.finish_with(world.begin(), &[("code", CODE)])), Fault::Audience);
    world.provider.serve(ME, json!({"sub": "user-1", "aud": AUDIENCE}).to_string());
    assert_accepted(run(world.finish_with(world.begin(), &[("code", CODE)])));
}
