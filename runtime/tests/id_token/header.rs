//! Form, header and signature of a token: S13, and what other libraries got wrong there.

use crate::signing::*;
use crate::support::*;
use claimsmith_runtime::IdTokenFault as Fault;
use claimsmith_runtime::profile::{Profile, SignatureAlgorithm};
use serde_json::{Value, json};

fn under(
    header: Value,
) -> Result<claimsmith_runtime::SignedIn<claimsmith_runtime::ClaimSet>, claimsmith_runtime::SignInError> {
    World::new(implicit()).sign_in(|attempt| signed_under(&header, &attempt.claims()))
}

#[test]
fn s13_every_allowed_algorithm_is_accepted() {
    use SignatureAlgorithm::{Es384, Rs384, Rs512};
    let world = World::new(implicit());
    for algorithm in ["RS256", "PS256", "ES256", "EdDSA"] {
        assert_accepted(world.sign_in(|attempt| attempt.good(algorithm)));
    }
    for algorithm in ["RS384", "RS512", "ES384"] {
        assert_refused(world.sign_in(|attempt| attempt.good(algorithm)), Fault::Algorithm);
    }
    let world = World::new(with_algorithms(implicit(), &[Rs384, Rs512, Es384]));
    for algorithm in ["RS384", "RS512", "ES384"] {
        assert_accepted(world.sign_in(|attempt| attempt.good(algorithm)));
    }
    assert_refused(world.sign_in(|attempt| attempt.good("RS256")), Fault::Algorithm);
}

#[test]
fn s13_the_token_of_the_token_answer_is_verified_too() {
    let world = World::new(code());
    assert_accepted(world.sign_in(|attempt| attempt.good("ES256")));
    let forged = world.sign_in(|attempt| {
        let header = json!({"alg": "ES256", "kid": "p256"}).to_string();
        token(header, attempt.claims().to_string(), |message| sign_ec(&private_keys().other_p256, message))
    });
    assert_refused(forged, Fault::Signature);
}

#[test]
fn s13_invalid_sig_rs256() {
    let outcome = World::new(implicit()).sign_in(|attempt| {
        let header = json!({"alg": "RS256", "kid": "rsa"}).to_string();
        token(header, attempt.claims().to_string(), |message| sign_rsa(&private_keys().other_rsa, "RS256", message))
    });
    assert_refused(outcome, Fault::Signature);
    let other_padding = World::new(implicit()).sign_in(|attempt| {
        let header = json!({"alg": "PS256", "kid": "rsa"}).to_string();
        token(header, attempt.claims().to_string(), |message| sign("RS256", message))
    });
    assert_refused(other_padding, Fault::Signature);
}

#[test]
fn s13_invalid_sig_es256() {
    let forged = |sign: &dyn Fn(&[u8]) -> Vec<u8>| {
        World::new(implicit()).sign_in(|attempt| {
            let header = json!({"alg": "ES256", "kid": "p256"}).to_string();
            token(header, attempt.claims().to_string(), sign)
        })
    };
    assert_refused(forged(&|message| sign_ec(&private_keys().other_p256, message)), Fault::Signature);
    assert_refused(forged(&|_| vec![0; 64]), Fault::Signature);
    assert_refused(forged(&|_| Vec::new()), Fault::Signature);
    assert_refused(forged(&|message| [sign("ES256", message), vec![0]].concat()), Fault::Signature);
}

fn symmetric() -> Profile {
    with_algorithms(code(), &[SignatureAlgorithm::Hs256, SignatureAlgorithm::Rs256])
}

fn hs256(attempt: &Attempt, secret: &[u8]) -> String {
    let header = json!({"alg": "HS256"}).to_string();
    token(header, attempt.claims().to_string(), |message| sign_hmac(secret, message))
}

#[test]
fn s13_invalid_sig_hs256() {
    let world = World::new(symmetric());
    assert_accepted(world.sign_in(|attempt| hs256(attempt, SECRET.as_bytes())));
    assert_refused(world.sign_in(|attempt| hs256(attempt, b"another secret")), Fault::Signature);
    assert_refused(world.sign_in(|attempt| hs256(attempt, b"")), Fault::Signature);
    assert_eq!(world.provider.asked(KEYS), 0, "the client secret is the key");
    assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
    let unasked = World::new(code());
    assert_refused(unasked.sign_in(|attempt| hs256(attempt, SECRET.as_bytes())), Fault::Algorithm);
}

#[test]
fn s13_idtoken_sig_none() {
    for algorithm in ["none", "None", "NONE", "nOnE"] {
        for signature in [Vec::new(), vec![0; 256]] {
            let outcome = World::new(implicit()).sign_in(|attempt| {
                let header = json!({"alg": algorithm, "typ": "JWT"}).to_string();
                token(header, attempt.claims().to_string(), |_| signature)
            });
            assert_refused(outcome, Fault::Algorithm);
        }
    }
}

#[test]
fn s13_invalid_null_alg() {
    for header in [json!({"alg": null, "kid": "rsa"}), json!({"kid": "rsa"}), json!({"alg": "", "kid": "rsa"})] {
        assert_refused(under(header), Fault::Algorithm);
    }
    assert_refused(under(json!({"alg": ["RS256"], "kid": "rsa"})), Fault::Malformed);
    assert_refused(under(json!({"alg": 256, "kid": "rsa"})), Fault::Malformed);
}

#[test]
fn s13_invalid_alternate_alg() {
    for algorithm in ["rs256", "RS256 ", "HS256", "HS384", "HS512", "RS1", "ES256K", "ES512", "RSA-OAEP", "dir"] {
        assert_refused(under(json!({"alg": algorithm, "kid": "rsa"})), Fault::Algorithm);
    }
    // The algorithm is allowed, but the key that is named is of another kind.
    for (algorithm, kid) in [("ES256", "rsa"), ("RS256", "p256"), ("EdDSA", "p256"), ("ES256", "p384")] {
        let header = json!({"alg": algorithm, "kid": kid});
        assert_refused(under(header), Fault::Key);
    }
}

#[test]
fn s13_only_a_plain_jwt_is_accepted() {
    for kind in [json!("JWT"), json!("jwt"), json!(null)] {
        assert_accepted(under(json!({"alg": "RS256", "kid": "rsa", "typ": kind})));
    }
    for kind in ["at+jwt", "logout+jwt", "JOSE", "application/jwt"] {
        assert_refused(under(json!({"alg": "RS256", "kid": "rsa", "typ": kind})), Fault::Header);
    }
    for value in [json!("JWT"), json!("jwt"), json!(null)] {
        assert_refused(under(json!({"alg": "RS256", "kid": "rsa", "cty": value})), Fault::Encrypted);
    }
    assert_refused(under(json!({"alg": "RS256", "kid": "rsa", "enc": "A256GCM"})), Fault::Encrypted);
    assert_refused(under(json!({"alg": "RS256", "kid": 7})), Fault::Malformed);
}

#[test]
fn s13_an_encrypted_token_is_refused() {
    let outcome =
        World::new(implicit()).sign_in(|_| format!("{}.a.b.c.d", encode(r#"{"alg":"RSA-OAEP","enc":"A256GCM"}"#)));
    assert_refused(outcome, Fault::Encrypted);
}

#[test]
fn s13_keys_in_the_header_mean_nothing() {
    let keys = private_keys();
    let own = rsa_jwk("mine", &keys.other_rsa);
    for header in [
        json!({"alg": "RS256", "jwk": own}),
        json!({"alg": "RS256", "jwk": own, "kid": "mine"}),
        json!({"alg": "RS256", "jku": "https://evil.example.com/keys", "kid": "mine"}),
        json!({"alg": "RS256", "x5u": "https://evil.example.com/chain", "kid": "rsa"}),
    ] {
        let world = World::new(implicit());
        let outcome = world.sign_in(|attempt| {
            token(header.to_string(), attempt.claims().to_string(), |it| sign_rsa(&keys.other_rsa, "RS256", it))
        });
        assert!(matches!(
            outcome.map(drop),
            Err(claimsmith_runtime::SignInError::IdToken { check: Fault::Key | Fault::Signature })
        ));
        assert!(world.provider.asked_at_all().iter().all(|url| url == KEYS), "{header}");
    }
}

#[test]
fn malformed_tokens_are_refused() {
    let world = World::new(implicit());
    let good = |attempt: &Attempt| attempt.good("RS256");
    let changes: [&dyn Fn(String) -> String; 12] = [
        &|token| token.replace('.', ""),
        &|token| format!("{token}."),
        &|token| format!(".{token}"),
        &|token| format!("{token}.a"),
        &|token| format!("{token}="),
        &|token| format!("{token} "),
        &|token| format!(" {token}"),
        &|token| token.replacen('.', "=.", 1),
        &|token| token.replacen('.', "\n.", 1),
        &|token| token.replacen("eyJ", "eyJ!", 1),
        &|_| "..".to_owned(),
        &|_| ".".to_owned(),
    ];
    for (number, change) in changes.iter().enumerate() {
        let outcome = world.sign_in(|attempt| change(good(attempt)));
        assert!(
            matches!(&outcome, Err(claimsmith_runtime::SignInError::IdToken { check: Fault::Malformed })),
            "{number}: {outcome:?}"
        );
    }
    for (header, payload) in [
        ("[]", "{}"),
        ("null", "{}"),
        (r#"{"alg":"RS256","alg":"RS256"}"#, "{}"),
        (r#"{"alg":"RS256","kid":"rsa"}"#, "[]"),
        (r#"{"alg":"RS256","kid":"rsa"}"#, r#"{"sub":"a","sub":"b"}"#),
        (r#"{"alg":"RS256","kid":"rsa"}"#, "not json"),
        (r#"{"alg":"RS256","kid":"rsa"}"#, ""),
    ] {
        assert_refused(world.sign_in(|_| token(header, payload, |it| sign("RS256", it))), Fault::Malformed);
    }
    let deep = format!(r#"{{"a":{}1{}}}"#, "[".repeat(1000), "]".repeat(1000));
    let header = json!({"alg": "RS256", "kid": "rsa"}).to_string();
    assert_refused(world.sign_in(|_| token(&header, &deep, |it| sign("RS256", it))), Fault::Malformed);
    assert_refused(world.sign_in(|_| token(&header, b"{\"a\":\"\xff\"}", |it| sign("RS256", it))), Fault::Malformed);
}

#[test]
fn a_signature_covers_header_and_payload() {
    let world = World::new(implicit());
    let outcome = world.sign_in(|attempt| {
        let good = attempt.good("RS256");
        let signature = good.rsplit_once('.').expect("three parts").1.to_owned();
        let mut claims = attempt.claims();
        claims["sub"] = json!("somebody else");
        let forged = signed("RS256", &claims);
        format!("{}.{signature}", forged.rsplit_once('.').expect("three parts").0)
    });
    assert_refused(outcome, Fault::Signature);
}

#[test]
fn cve_2025_59420_crit_is_not_ignored() {
    for value in [json!(["exp"]), json!(["cnf", "bork"]), json!([]), json!(null), json!("b64")] {
        assert_refused(under(json!({"alg": "RS256", "kid": "rsa", "crit": value})), Fault::Header);
    }
    for value in [json!(false), json!(true)] {
        assert_refused(under(json!({"alg": "RS256", "kid": "rsa", "b64": value})), Fault::Header);
    }
}

#[test]
fn cve_2025_61920_a_huge_token_is_not_decoded() {
    let world = World::new(code());
    for token in [
        format!("{}.{}.{}", "A".repeat(1 << 17), "A", "A"),
        format!("{}.{}.{}", "A", "A".repeat(1 << 17), "A"),
        format!("{}.{}.{}", "A", "A", "A".repeat(1 << 17)),
        ".".repeat(16 * 1024 + 1),
    ] {
        assert_refused(world.sign_in(|_| token), Fault::TooLarge);
    }
    let padded = |attempt: &Attempt, length: usize| {
        let mut claims = attempt.claims();
        claims["padding"] = json!("p".repeat(length));
        signed("RS256", &claims)
    };
    let empty = padded(&world.begin(), 0).len();
    // Three bytes of JSON are four characters.
    let most = (16 * 1024 - empty) / 4 * 3;
    assert_accepted(world.sign_in(|attempt| padded(attempt, most - 2)));
    assert_refused(world.sign_in(|attempt| padded(attempt, most + 3)), Fault::TooLarge);
    assert!(world.provider.asked(KEYS) <= 1);
}

#[test]
fn cve_2024_37568_a_public_key_is_no_shared_secret() {
    let rsa = private_keys();
    let public = aws_lc_rs::signature::KeyPair::public_key(&rsa.rsa).as_ref().to_vec();
    let jwk = rsa_jwk("rsa", &rsa.rsa);
    let modulus = jwk["n"].as_str().expect("a modulus").to_owned();
    let secrets = [public, modulus.clone().into_bytes(), jwk.to_string().into_bytes()];
    for profile in [code(), symmetric()] {
        for secret in &secrets {
            let outcome = World::new(profile.clone()).sign_in(|attempt| {
                let header = json!({"alg": "HS256", "kid": "rsa", "typ": "JWT"}).to_string();
                token(header, attempt.claims().to_string(), |message| sign_hmac(secret, message))
            });
            let allowed =
                profile.id_token.as_ref().is_some_and(|it| it.algorithms.contains(&SignatureAlgorithm::Hs256));
            assert_refused(outcome, if allowed { Fault::Signature } else { Fault::Algorithm });
        }
    }
}

#[test]
fn cve_2024_28180_a_compressed_token_is_not_inflated() {
    for value in [json!("DEF"), json!(""), json!(null)] {
        assert_refused(under(json!({"alg": "RS256", "kid": "rsa", "zip": value})), Fault::Encrypted);
    }
}
