//! Client assertions and client secrets that are signed anew for each request.

use crate::support::*;
use crate::token_request::{VERIFIER, body};
use aws_lc_rs::encoding::{AsDer, EcPrivateKeyRfc5915Der, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA512, RsaKeyPair, UnparsedPublicKey, VerificationAlgorithm,
};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use claimsmith_runtime::profile::{
    ClientAuthentication, CryptographicKey, Method, MintedSecret, Profile, RequestEncoding, SignatureAlgorithm,
    TokenRequest, text,
};
use claimsmith_runtime::{Client, ClientConfig, ConfigError, Response, Secret, SignInError, TokenKind};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

const NOW: u64 = 1_700_000_000;
const TOKEN: &str = r#"{"access_token":"AT"}"#;

/// A private key in PEM and the public key.
pub(crate) struct Keys {
    pub(crate) pem: String,
    der: Vec<u8>,
    public: Vec<u8>,
}

fn pem(label: &str, der: &[u8]) -> String {
    let lines: Vec<String> =
        STANDARD.encode(der).as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

pub(crate) fn rsa() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).expect("a key");
        let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).expect("PKCS #8").as_ref().to_vec();
        Keys { pem: pem("PRIVATE KEY", &der), der, public: pair.public_key().as_ref().to_vec() }
    })
}

pub(crate) fn p256() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| {
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let der = EcdsaKeyPair::generate_pkcs8(algorithm, &SystemRandom::new()).expect("a key").as_ref().to_vec();
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, &der).expect("a key");
        Keys { pem: pem("PRIVATE KEY", &der), der, public: pair.public_key().as_ref().to_vec() }
    })
}

fn assertion_profile(signing_algorithm: SignatureAlgorithm) -> Profile {
    let token =
        TokenRequest { authentication: ClientAuthentication::PrivateKeyJwt, signing_algorithm, ..plain().token };
    let key = CryptographicKey {
        id: text("assertion_signing_key"),
        storage_reference_id: text("B2C_1A_AssertionKey"),
        variable: text("B2C_1A_ASSERTIONKEY"),
    };
    Profile { token, keys: vec![key].into(), ..plain() }
}

fn minted_profile() -> Profile {
    let minted =
        MintedSecret { issuer: text("TEAM\"ID"), key_id: text("KEY1"), audience: text("https://appleid.apple.com") };
    Profile { token: TokenRequest { minted_secret: Some(minted), ..plain().token }, ..plain() }
}

pub(crate) fn assertion_token() -> TokenRequest {
    assertion_profile(SignatureAlgorithm::Rs256).token
}

pub(crate) fn minted_token() -> TokenRequest {
    minted_profile().token
}

fn configured(id: &str, key: &str, fake: &Fake) -> ClientConfig {
    let clock = StoppedClock::default();
    clock.set(NOW);
    let options = options().with_transport(Arc::new(fake.clone())).with_clock(Arc::new(clock));
    ClientConfig::new("101 & co", REDIRECT_URI).with_key(id, key).with_options(options.with_randomness(Arc::new(Zeros)))
}

fn client(profile: Profile, fake: &Fake) -> Client {
    let (id, key) = match profile.token.authentication {
        ClientAuthentication::PrivateKeyJwt => ("assertion_signing_key", &rsa().pem),
        _ => ("client_secret", &p256().pem),
    };
    Client::new(profile, configured(id, key, fake)).expect("a client")
}

/// Header and claims of a JWT whose signature is right.
fn verified(jwt: &str, algorithm: &'static dyn VerificationAlgorithm, public: &[u8]) -> (String, String) {
    let (message, signature) = jwt.rsplit_once('.').expect("a signature");
    let signature = URL_SAFE_NO_PAD.decode(signature).expect("base64url");
    UnparsedPublicKey::new(algorithm, public).verify(message.as_bytes(), &signature).expect("a good signature");
    let decoded = |part: &str| String::from_utf8(URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("text");
    let (header, claims) = message.split_once('.').expect("two parts");
    (decoded(header), decoded(claims))
}

fn form(text: &str) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

#[test]
fn an_assertion_takes_the_place_of_the_secret() {
    let algorithms: [(_, &'static dyn VerificationAlgorithm, _); 2] = [
        (SignatureAlgorithm::Rs256, &RSA_PKCS1_2048_8192_SHA256, "RS256"),
        (SignatureAlgorithm::Rs512, &RSA_PKCS1_2048_8192_SHA512, "RS512"),
    ];
    for (algorithm, verification, name) in algorithms {
        let fake = Fake::bodies(&[TOKEN]);
        sign_in(&client(assertion_profile(algorithm), &fake)).expect("signed in");
        let request = fake.requests().remove(0);
        let sent = body(&request);
        let rest = sent.strip_prefix("client_assertion=").expect("the assertion comes first");
        let (assertion, rest) = rest.split_once('&').expect("more parameters");
        assert_eq!(
            rest,
            format!(
                "client_id=101+%26+co&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer\
                 &redirect_uri=https%3A%2F%2Fwww.example.com%2Fsignin%2Fqq-oauth%2Fcallback&code=C0DE.of%2Bthe%2Fuser%3D\
                 &grant_type=authorization_code&code_verifier={VERIFIER}"
            )
        );
        let (header, claims) = verified(assertion, verification, &rsa().public);
        assert_eq!(header, format!(r#"{{"alg":"{name}","typ":"JWT"}}"#));
        assert_eq!(
            claims,
            r#"{"iss":"101 & co","sub":"101 & co","aud":"https://id.example.com/token","jti":"AAAAAAAAAAAAAAAAAAAAAA","nbf":1700000000,"iat":1700000000,"exp":1700000300}"#
        );
    }
}

#[test]
fn every_assertion_has_an_id_of_its_own() {
    let fake = Fake::new(|_| Ok(Response::new(200, vec![], TOKEN.into())));
    let mut config = configured("assertion_signing_key", &rsa().pem, &fake);
    config.options.randomness = None;
    let client = Client::new(assertion_profile(SignatureAlgorithm::Rs256), config).expect("a client");
    run(client.refresh(&Secret::from("RT"))).expect("tokens");
    run(client.refresh(&Secret::from("RT"))).expect("tokens");
    let assertions: Vec<String> =
        fake.requests().iter().map(|request| form(body(request))["client_assertion"].clone()).collect();
    assert_ne!(assertions[0], assertions[1]);
}

#[test]
fn an_assertion_goes_with_every_request_of_the_client() {
    let refresh_endpoint = Some(text("https://id.example.com/refresh"));
    let assertion = assertion_profile(SignatureAlgorithm::Rs256);
    for (method, encoding) in [(Method::Get, RequestEncoding::Form), (Method::Post, RequestEncoding::Json)] {
        let fake = Fake::new(|_| Ok(Response::new(200, vec![], TOKEN.into())));
        let token =
            TokenRequest { method, encoding, refresh_endpoint: refresh_endpoint.clone(), ..assertion.token.clone() };
        let revocation_endpoint = Some(text("https://id.example.com/revoke"));
        let client = client(Profile { token, revocation_endpoint, ..assertion.clone() }, &fake);
        run(client.refresh(&Secret::from("RT"))).expect("tokens");
        run(client.revoke(&Secret::from("RT"), TokenKind::RefreshToken)).expect("revoked");
        let requests = fake.requests();
        let refresh = if method == Method::Get { requests[0].url.clone() } else { body(&requests[0]).to_owned() };
        assert!(refresh.contains("client_assertion") && refresh.contains("refresh_token"), "{refresh}");
        let revoked = form(body(&requests[1]));
        let (_, claims) = verified(&revoked["client_assertion"], &RSA_PKCS1_2048_8192_SHA256, &rsa().public);
        assert!(claims.contains(r#""aud":"https://id.example.com/token""#), "the token endpoint stands for the server");
        assert!(!revoked.contains_key("client_secret"));
    }
}

#[test]
fn a_client_secret_is_signed_anew_for_each_request() {
    let fake = Fake::bodies(&[TOKEN]);
    sign_in(&client(minted_profile(), &fake)).expect("signed in");
    let request = fake.requests().remove(0);
    assert!(body(&request).starts_with("client_id=101+%26+co&client_secret=ey"), "{}", body(&request));
    let secret = form(body(&request)).remove("client_secret").expect("a secret");
    let (header, claims) = verified(&secret, &ECDSA_P256_SHA256_FIXED, &p256().public);
    assert_eq!(header, r#"{"alg":"ES256","kid":"KEY1"}"#);
    assert_eq!(
        claims,
        r#"{"iss":"TEAM\"ID","iat":1700000000,"exp":1700000300,"aud":"https://appleid.apple.com","sub":"101 & co"}"#
    );
}

#[test]
fn a_minted_secret_can_be_sent_with_basic_authentication() {
    let minted = minted_profile();
    let token = TokenRequest { authentication: ClientAuthentication::SecretBasic, ..minted.token.clone() };
    let fake = Fake::bodies(&[TOKEN]);
    sign_in(&client(Profile { token, ..minted }, &fake)).expect("signed in");
    let request = fake.requests().remove(0);
    let value = crate::token_request::header(&request, "authorization").and_then(|value| value.strip_prefix("Basic "));
    let decoded = String::from_utf8(STANDARD.decode(value.expect("Basic")).expect("base64")).expect("text");
    let (id, secret) = decoded.split_once(':').expect("a pair");
    assert_eq!(id, "101+%26+co");
    verified(secret, &ECDSA_P256_SHA256_FIXED, &p256().public);
}

#[test]
fn keys_are_read_when_the_client_is_made_and_never_shown() {
    let fake = Fake::bodies(&[]);
    let refused = |profile: &Profile, id: &str, key: &str| {
        let error = Client::new(profile.clone(), configured(id, key, &fake)).expect_err("a refusal");
        let text = format!("{error} {error:?}");
        let body = key.lines().nth(1).filter(|line| line.len() > 20).unwrap_or("hunter2");
        assert!(!text.contains(body), "{text}");
        error
    };
    let assertion = assertion_profile(SignatureAlgorithm::Rs256);
    let short = pem("PRIVATE KEY", &rsa().der[..200]);
    let public = pem("PUBLIC KEY", &rsa().public);
    let garbage = "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----";
    for key in [p256().pem.as_str(), &short, &public, garbage, "hunter2"] {
        let what = "assertion_signing_key of Plain";
        let error = refused(&assertion, "assertion_signing_key", key);
        assert!(matches!(&error, ConfigError::InvalidSetting { what: found, .. } if found == what), "{error}");
    }
    let (curve, random) = (&ECDSA_P384_SHA384_FIXED_SIGNING, SystemRandom::new());
    let p384 = pem("PRIVATE KEY", EcdsaKeyPair::generate_pkcs8(curve, &random).expect("a key").as_ref());
    for key in [rsa().pem.as_str(), &p384, &pem("PRIVATE KEY", &p256().der[..40]), "hunter2"] {
        let what = "client_secret of Plain";
        let error = refused(&minted_profile(), "client_secret", key);
        assert!(matches!(&error, ConfigError::InvalidSetting { what: found, .. } if found == what), "{error}");
    }
    // What PKCS #8 wraps, as older tools write it: PKCS #1, and SEC 1 behind a block of parameters.
    let pkcs1 = pem("RSA PRIVATE KEY", &rsa().der[26..]);
    assert!(Client::new(assertion, configured("assertion_signing_key", &pkcs1, &fake)).is_ok());
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &p256().der).expect("a key");
    let sec1 = AsDer::<EcPrivateKeyRfc5915Der<'_>>::as_der(&pair.private_key()).expect("SEC 1");
    let parameters = pem("EC PARAMETERS", &[6, 8, 42, 134, 72, 206, 61, 3, 1, 7]);
    let sec1 = parameters + &pem("EC PRIVATE KEY", sec1.as_ref());
    assert!(Client::new(minted_profile(), configured("client_secret", &sec1, &fake)).is_ok());
}

#[test]
fn a_missing_key_is_named() {
    let fake = Fake::bodies(&[]);
    let error = Client::new(assertion_profile(SignatureAlgorithm::Rs256), configured("other", "x", &fake)).err();
    assert!(matches!(error, Some(ConfigError::Missing(missing)) if missing[0].variable == "B2C_1A_ASSERTIONKEY"));
    let undeclared = Profile { keys: Profile::EMPTY.keys, ..assertion_profile(SignatureAlgorithm::Rs256) };
    let error = Client::new(undeclared, configured("other", "x", &fake)).err();
    assert!(matches!(error, Some(ConfigError::InvalidProfile { .. })));
    // A client secret that nothing uses is not asked for.
    let keys = [assertion_profile(SignatureAlgorithm::Rs256).keys.to_vec(), vec![client_secret()]].concat();
    let both = Profile { keys: keys.into(), ..assertion_profile(SignatureAlgorithm::Rs256) };
    assert!(Client::new(both, configured("assertion_signing_key", &rsa().pem, &fake)).is_ok());
}

#[test]
fn impossible_signatures_are_refused() {
    let fake = Fake::bodies(&[]);
    for algorithm in [SignatureAlgorithm::Hs256, SignatureAlgorithm::Es256, SignatureAlgorithm::Rs384] {
        let error = Client::new(assertion_profile(algorithm), configured("assertion_signing_key", &rsa().pem, &fake));
        assert!(matches!(error.err(), Some(ConfigError::InvalidProfile { .. })), "{algorithm:?}");
    }
    let minted = minted_profile().token.minted_secret.expect("it is minted");
    for (minted, expected) in [
        (MintedSecret { issuer: text("Your team id"), ..minted.clone() }, "claimsmith.client_secret_issuer of Plain"),
        (MintedSecret { key_id: text("<key id>"), ..minted.clone() }, "claimsmith.client_secret_key_id of Plain"),
    ] {
        let token = TokenRequest { minted_secret: Some(minted), ..plain().token };
        let error = Client::new(Profile { token, ..plain() }, configured("client_secret", &p256().pem, &fake)).err();
        assert_eq!(error, Some(ConfigError::Placeholder { what: expected.to_owned() }));
    }
    let both = TokenRequest { minted_secret: Some(minted), ..assertion_profile(SignatureAlgorithm::Rs256).token };
    let error = Client::new(Profile { token: both, ..plain() }, configured("client_secret", &p256().pem, &fake)).err();
    assert!(matches!(error, Some(ConfigError::InvalidProfile { .. })));
    let claims = claimsmith_runtime::profile::ClaimsRequest {
        proof_parameter: Some(text("proof")),
        ..claimsmith_runtime::profile::ClaimsRequest::EMPTY
    };
    let proved = Profile { claims, ..minted_profile() };
    let error = Client::new(proved, configured("client_secret", &p256().pem, &fake)).err();
    assert!(matches!(error, Some(ConfigError::InvalidProfile { .. })));
}

#[test]
fn s10_a_quoted_proof_is_taken_out() {
    for profile in [assertion_profile(SignatureAlgorithm::Rs256), minted_profile()] {
        let fake = Fake::new(|request| {
            let sent = form(body(request));
            let proof = sent.get("client_assertion").or_else(|| sent.get("client_secret")).expect("a proof").clone();
            let body = format!(r#"{{"error":"invalid_client","error_description":"bad {proof}"}}"#);
            Ok(Response::new(401, vec![], body.into_bytes()))
        });
        let client = client(profile, &fake);
        let error = run(client.refresh(&Secret::from("RT"))).expect_err("refused");
        let expected = Some("bad …".to_owned());
        assert!(matches!(&error, SignInError::Provider { description, .. } if *description == expected), "{error:?}");
        assert!(!format!("{client:?} {error:?}").contains("ey"));
    }
}
