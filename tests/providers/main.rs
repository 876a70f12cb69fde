//! Every provider policy of the repository signs in against its emulated counterpart, over HTTP, and sends exactly the
//! bytes that `snapshots/NAME.txt` shows: authorization URL, token request, claims requests, and what came of it.
//!
//! `CLAIMSMITH_BLESS=1 cargo test --test providers` writes the snapshots.

mod compiled;
mod wire;

use claimsmith::profile::Profile;
use claimsmith::{
    BeginOptions, Callback, ClaimSet, Client, ClientConfig, ClientOptions, Randomness, RandomnessError, SignedIn,
    callback_path,
};
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Options, Purpose, compile};
use claimsmith_emulator::{Application, Callback as Returned, Decision, Emulator, Provider};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use wire::Wire;

const CLIENT_ID: &str = "a-client-id";
const SECRET: &str = "a secret:+/%&=";
const TEAM_ID: &str = "ABCDE12345";
const KEY_ID: &str = "KEY1234567";
const REDIRECT_URI_NAME: &str = "Example-Example-EXAMPL-abcdefgh";

/// Always the same bytes, so that state, nonce and verifier are always the same.
struct Fixed;

impl Randomness for Fixed {
    fn fill(&self, buffer: &mut [u8]) -> Result<(), RandomnessError> {
        buffer.fill(0x2a);
        Ok(())
    }
}

fn profile(policy: &str) -> Profile {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let options = Options::new([format!("policies/providers/{policy}.xml")], Purpose::Generate);
    let outcome = compile(&options, &DiskLoader::new(&root));
    let findings: Vec<&str> = outcome.diagnostics.iter().map(|finding| finding.message.as_str()).collect();
    assert!(findings.is_empty(), "{policy}: {findings:?}");
    let [client] = outcome.sdk.expect("it compiles").profiles.try_into().expect("one provider");
    client.profile
}

/// What the pages of Apple and eBay say to replace in their policies: who signs the client secret and with which key, and the
/// name that stands for the redirect URI.
fn filled_in(mut profile: Profile) -> Profile {
    if let Some(secret) = &mut profile.token.minted_secret {
        (secret.issuer, secret.key_id) = (TEAM_ID.into(), KEY_ID.into());
    }
    if let Some(name) = &mut profile.authorization.redirect_uri_value {
        *name = REDIRECT_URI_NAME.into();
    }
    profile
}

fn application(profile: &Profile) -> Application {
    let application =
        Application::new(CLIENT_ID, SECRET).redirect_uri(redirect_uri(profile)).secret_issuer(TEAM_ID, KEY_ID);
    match &profile.authorization.redirect_uri_value {
        Some(name) => application.redirect_uri_name(name.as_ref()),
        None => application,
    }
}

fn client(profile: &Profile, secret: &str, origin: &str) -> Client {
    let options =
        ClientOptions::default().with_endpoint_base(origin).with_loopback_http(true).with_randomness(Arc::new(Fixed));
    let config = ClientConfig::new(CLIENT_ID, redirect_uri(profile)).with_key("client_secret", secret);
    Client::new(profile.clone(), config.with_options(options)).expect("a client")
}

fn redirect_uri(profile: &Profile) -> String {
    format!("http://127.0.0.1:3000{}", callback_path(&profile.id))
}

fn arrived(returned: &Returned) -> Callback {
    let callback = match returned.form() {
        Some(form) => Callback::from_form(form.as_bytes()),
        None => Callback::from_query(returned.url().split_once(['?', '#']).map_or("", |(_, query)| query)),
    };
    callback.expect("a callback that can be read")
}

async fn sign_in(name: &str) -> String {
    let provider = Provider::from_name(name).expect("every policy has an emulated counterpart");
    let profile = filled_in(profile(name));
    let emulator = Emulator::start(provider, application(&profile)).await.expect("the emulator starts");
    let wire = Wire::to(emulator.address()).await;
    let secret = emulator.client_key().map_or_else(|| SECRET.to_owned(), |key| key.private_pem().to_owned());
    let client = client(&profile, &secret, &wire.origin);

    let begin = client.begin((), BeginOptions::default()).expect("begun");
    let url = begin.url.replace(&wire.origin, emulator.origin());
    let user = emulator.users().first().expect("somebody").key();
    let returned = emulator.decide(&url, Decision::As(user)).await.expect("the user consents");
    let signed_in = client.finish::<ClaimSet>(arrived(&returned), begin.flow).await;
    let signed_in = signed_in.unwrap_or_else(|error| panic!("{name}: {error}\n{}", wire.sent()));

    let text = shown(&begin.url, &hide_words(&wire.sent()), &signed_in);
    let mut hidden = vec![
        (wire.origin.trim_start_matches("http://"), "127.0.0.1:PORT"),
        (emulator.origin().trim_start_matches("http://"), "127.0.0.1:PORT"),
    ];
    hidden.extend(returned.parameters().iter().filter(|(name, _)| name == "code").map(|(_, code)| (&**code, "{code}")));
    hidden.extend(signed_in.tokens.access_token().map(|token| (token.expose(), "{access_token}")));
    hidden.into_iter().fold(text, |text, (value, name)| hide(&text, value, name))
}

/// The text without a value that differs each time, plain or percent-encoded.
fn hide(text: &str, value: &str, name: &str) -> String {
    let encoded: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    text.replace(value, name).replace(&encoded, name)
}

/// The text without signatures: signed tokens and proofs.
fn hide_words(text: &str) -> String {
    let is_part = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.');
    let mut shown = String::new();
    for word in text.split_inclusive(|character| !is_part(character)) {
        let part = word.trim_end_matches(|character| !is_part(character));
        let is_proof = part.len() == 64 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        match part {
            _ if part.starts_with("eyJ") => shown.push_str("{signed token}"),
            _ if is_proof => shown.push_str("{proof}"),
            _ => shown.push_str(part),
        }
        shown.push_str(&word[part.len()..]);
    }
    shown
}

fn shown(url: &str, sent: &str, signed_in: &SignedIn<ClaimSet>) -> String {
    let mut text = format!("GET {url}\n\n{}\n", sent.replace("\r\n", "\n").trim_end());
    text.push_str("\n--- claims\n");
    for (claim, value) in signed_in.claims.iter() {
        let _ = writeln!(text, "{claim}: {}", serde_json::to_string(value).expect("a claim can be written"));
    }
    let subject = signed_in.subject().map_or_else(|| "none".to_owned(), ToString::to_string);
    let _ = writeln!(text, "subject: {subject}");
    text
}

/// The names of our policies.
fn policies() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/providers");
    let files = std::fs::read_dir(folder).expect("the policies");
    let name = |path: PathBuf| Some(path.file_name()?.to_str()?.strip_suffix(".xml")?.to_owned());
    let mut names: Vec<String> = files.filter_map(|file| name(file.expect("a file").path())).collect();
    names.sort();
    names
}

#[tokio::test]
async fn every_provider_policy_sends_exactly_these_bytes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/providers/snapshots");
    let mut stale = Vec::new();
    for name in policies() {
        let text = sign_in(&name).await;
        let path = folder.join(format!("{name}.txt"));
        if std::env::var_os("CLAIMSMITH_BLESS").is_some() {
            std::fs::write(&path, &text).expect("the snapshot can be written");
        }
        if std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n") != text {
            println!("{name}:\n{text}");
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "out of date: {stale:?}; look at the change, then run with CLAIMSMITH_BLESS=1");
}
