//! S10: neither token, nonce nor claims in any log, error or `Debug` output, whatever goes wrong.

use crate::capture::Capture;
use crate::signing::encode;
use crate::support::*;
use serde_json::{Value, json};
use std::fmt::Write;

#[test]
fn s10_no_token_is_logged_or_printed() {
    const SUBJECT: &str = "subject-1234567890";
    let changes: [&dyn Fn(&mut Value); 7] = [
        &|_| {},
        &|claims| claims["iss"] = json!("https://issuer-1234567890.example.com"),
        &|claims| claims["aud"] = json!(["audience-1234567890"]),
        &|claims| claims["exp"] = json!("time-1234567890"),
        &|claims| claims["nonce"] = json!("nonce-1234567890"),
        &|claims| claims["azp"] = json!("party-1234567890"),
        &|claims| claims["at_hash"] = json!("hash-1234567890"),
    ];
    for profile in [implicit(), code(), discovered(code_with_claims())] {
        for change in changes {
            let world = World::new(profile.clone());
            let attempt = world.begin();
            let (nonce, state) = (attempt.nonce.clone(), attempt.state.clone());
            let mut claims = attempt.claims();
            claims["sub"] = json!(SUBJECT);
            change(&mut claims);
            let token = signed("RS256", &claims);
            let capture = Capture::default();
            let outcome = capture.during(|| run(world.finish(attempt, &token)));
            let mut text = capture.0.lock().expect("no panic").clone();
            assert!(text.contains("JWKS") && text.contains("signed in"), "the log is written: {text}");
            match &outcome {
                Ok(signed_in) => write!(text, "{:?} {:?}", signed_in.tokens, world.client).expect("memory"),
                Err(error) => write!(text, "{error} {error:?} {error:#?}").expect("memory"),
            }
            let parts = token.split('.').map(str::to_owned);
            let secrets = [nonce, state, SUBJECT.to_owned(), "1234567890".to_owned(), encode(SUBJECT)];
            for secret in parts.chain(secrets) {
                assert!(!text.contains(&secret), "{secret} in {text}");
            }
        }
    }
}
