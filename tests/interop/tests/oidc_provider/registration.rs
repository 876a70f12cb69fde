//! The clients that the provider knows, as dynamic registration would write them.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use claimsmith_runtime::callback_path;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// What the provider calls itself, wherever it listens.
pub(crate) const ISSUER: &str = "https://id.interop.example";
/// The secret of every client but one.
pub(crate) const SECRET: &str = "a-secret-of-the-interop-tests-with-enough-characters";
/// Everything that HTTP Basic gets wrong without form encoding.
pub(crate) const AWKWARD_SECRET: &str = "basic secret:+/%&=";
/// The host of applications that the provider wants not to be on loopback.
const PUBLIC_ORIGIN: &str = "https://www.interop.example";
/// Nobody listens there: the browser of the tests stops before.
const LOOPBACK_ORIGIN: &str = "http://127.0.0.1:8400";

/// The key pair of the clients that sign assertions: made anew for each run.
static ASSERTION_KEY: LazyLock<KeyPair> =
    LazyLock::new(|| KeyPair::generate(KeySize::Rsa2048).expect("there is randomness"));

/// Where the provider sends the browser back to.
pub(crate) fn redirect_uri(profile_id: &str) -> String {
    format!("{LOOPBACK_ORIGIN}{}", callback_path(profile_id))
}

/// The same on a public host: the provider registers nothing else for `id_token`.
pub(crate) fn public_redirect_uri(profile_id: &str) -> String {
    format!("{PUBLIC_ORIGIN}{}", callback_path(profile_id))
}

/// Where the provider may send the browser after it signed the user out.
pub(crate) fn signed_out_uri() -> String {
    format!("{LOOPBACK_ORIGIN}/signed-out")
}

/// The private key of the clients that sign assertions, PKCS #8 in PEM.
pub(crate) fn assertion_signing_key() -> String {
    private_key(&ASSERTION_KEY)
}

/// A private key that nobody has registered.
pub(crate) fn new_signing_key() -> String {
    private_key(&KeyPair::generate(KeySize::Rsa2048).expect("there is randomness"))
}

fn private_key(pair: &KeyPair) -> String {
    let der: Pkcs8V1Der<'_> = pair.as_der().expect("the key can be written");
    pem("PRIVATE KEY", der.as_ref())
}

/// The public half, as the provider gets it.
fn assertion_verification_key() -> String {
    let der: PublicKeyX509Der<'_> = ASSERTION_KEY.public_key().as_der().expect("the key can be written");
    pem("PUBLIC KEY", der.as_ref())
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

/// Every client. The id of each is that of the policy.
pub(crate) fn clients() -> Vec<Value> {
    let mut clients = vec![
        secret_client("interop-post", "Interop-Post", "client_secret_post", SECRET),
        secret_client("interop-basic", "Interop-Basic", "client_secret_basic", AWKWARD_SECRET),
        secret_client("interop-form-post", "Interop-FormPost", "client_secret_post", SECRET),
        secret_client("interop-fragment", "Interop-Fragment", "client_secret_post", SECRET),
        secret_client("interop-without-pkce", "Interop-WithoutPkce", "client_secret_post", SECRET),
        secret_client("interop-inputs", "Interop-Inputs", "client_secret_post", SECRET),
        secret_client("interop-audience", "Interop-Audience", "client_secret_post", SECRET),
        assertion_client("interop-private-key-jwt", "Interop-PrivateKeyJwt", "RS256"),
        assertion_client("interop-private-key-jwt-rs512", "Interop-PrivateKeyJwt-RS512", "RS512"),
        id_token_client("interop-id-token-jwks", "Interop-IdToken-Jwks"),
        id_token_client("interop-id-token-discovery", "Interop-IdToken-Discovery"),
        secret_client("interop-id-token-code", "Interop-IdToken-Code", "client_secret_post", SECRET),
        secret_client("interop-id-token-user-info", "Interop-IdToken-UserInfo", "client_secret_post", SECRET),
        signed_with("interop-id-token-secret", "Interop-IdToken-Secret", "HS256"),
        offline_client(),
    ];
    // Further registrations of one profile, for the algorithms that it accepts by default.
    clients.extend(
        ["RS256", "PS256", "ES256", "EdDSA"]
            .map(|algorithm| signed_with(&format!("interop-{algorithm}"), "Interop-IdToken-Code", algorithm)),
    );
    clients
}

/// A client of the code flow with a secret.
fn secret_client(id: &str, profile_id: &str, authentication: &str, secret: &str) -> Value {
    json!({
        "client_id": id,
        "client_secret": secret,
        "redirect_uris": [redirect_uri(profile_id)],
        "token_endpoint_auth_method": authentication,
        "response_types": ["code"],
        "grant_types": ["authorization_code"],
    })
}

/// A client of the code flow whose id_tokens are signed like this.
fn signed_with(id: &str, profile_id: &str, algorithm: &str) -> Value {
    let mut client = secret_client(id, profile_id, "client_secret_post", SECRET);
    client["id_token_signed_response_alg"] = algorithm.into();
    client
}

/// A client that gets refresh tokens, and comes back after a sign-out.
fn offline_client() -> Value {
    let mut client = secret_client("interop-offline", "Interop-Offline", "client_secret_post", SECRET);
    client["grant_types"] = json!(["authorization_code", "refresh_token"]);
    client["post_logout_redirect_uris"] = json!([signed_out_uri()]);
    client
}

/// A client of the code flow that signs assertions.
fn assertion_client(id: &str, profile_id: &str, algorithm: &str) -> Value {
    json!({
        "client_id": id,
        "redirect_uris": [redirect_uri(profile_id)],
        "token_endpoint_auth_method": "private_key_jwt",
        "token_endpoint_auth_signing_alg": algorithm,
        "public_key": assertion_verification_key(),
        "response_types": ["code"],
        "grant_types": ["authorization_code"],
    })
}

/// A client that gets the id_token with the browser, and nothing else.
fn id_token_client(id: &str, profile_id: &str) -> Value {
    json!({
        "client_id": id,
        "redirect_uris": [public_redirect_uri(profile_id)],
        "token_endpoint_auth_method": "none",
        "response_types": ["id_token"],
        "grant_types": ["implicit"],
    })
}
