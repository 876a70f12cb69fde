//! State, one-time use, mix-up, seal: S1, S2, S5, S6, S21, S24; and PKCE: S3, S4.

use crate::support::*;
use claimsmith_runtime::profile::{AuthorizationRequest, Profile, text};
use claimsmith_runtime::{
    BeginOptions, Callback, CallbackFault, ClaimSet, Client, ClientConfig, FlowKey, FlowKeys, LocalPath,
    MemoryFlowStore, SealedFlow, SignInError,
};
use std::collections::BTreeSet;
use std::sync::Arc;

const TOKEN: &str = "access_token=AT&expires_in=7776000";
const ME: &str = "callback( {\"client_id\":\"101\",\"openid\":\"OPENID\"} );\n";

fn finish(client: &Client, callback: Callback, flow: SealedFlow) -> Result<(), SignInError> {
    run(client.finish::<ClaimSet>(callback, flow)).map(drop)
}

#[test]
fn s01_state_is_checked_before_anything_else() {
    let fake = Fake::bodies(&[]);
    let client = fake.client(qq());
    let (mine, other) = (begin(&client), begin(&client));
    let state = query(&mine.url)["state"].clone();
    assert!(state.len() <= 128 && state.len() >= 22, "128 random bits, short enough for every provider");
    let wrong_end = format!("{}{}", &state[..state.len() - 1], if state.ends_with('x') { 'y' } else { 'x' });
    for rest in ["code=C", "error=access_denied", "error=server_error", "usercancel=1", ""] {
        for state in ["", "state=", "state=x", &format!("state={wrong_end}"), &format!("state={state}x")] {
            let callback = Callback::from_query(&format!("{rest}&{state}")).expect("readable");
            assert_eq!(finish(&client, callback, mine.flow.clone()), Err(SignInError::StateMismatch), "{rest} {state}");
        }
        let doubled = format!("{rest}&state={state}&state={state}");
        assert_eq!(Callback::from_query(&doubled).err(), Some(SignInError::StateMismatch));
    }
    let another_browser = callback(&mine.url, &[("code", CODE)]);
    assert_eq!(finish(&client, another_browser.clone(), other.flow), Err(SignInError::StateMismatch));
    let no_cookie = SealedFlow::from_string(String::new());
    assert_eq!(finish(&client, another_browser.clone(), no_cookie), Err(SignInError::StateMismatch));
    for cut in 0..mine.flow.as_str().len() {
        let damaged = SealedFlow::from_string(mine.flow.as_str()[..cut].to_owned());
        assert!(finish(&client, another_browser.clone(), damaged).is_err(), "cut at {cut}");
    }
    assert!(fake.requests().is_empty(), "not one token request");
}

#[test]
fn s01_every_attempt_has_a_new_state() {
    let client = Fake::bodies(&[]).client(qq());
    let states: BTreeSet<String> = (0..1000).map(|_| query(&begin(&client).url)["state"].clone()).collect();
    assert_eq!(states.len(), 1000);
}

#[test]
fn s02_a_flow_ends_after_ten_minutes() {
    let clock = StoppedClock::default();
    clock.set(1_000_000);
    let fake = Fake::bodies(&[TOKEN, ME]);
    let options = options().with_transport(Arc::new(fake.clone())).with_clock(Arc::new(clock.clone()));
    let client = Client::new(qq(), config(options)).expect("a client");
    let begin = begin(&client);
    let callback = callback(&begin.url, &[("code", CODE)]);
    clock.set(1_000_000 + 601);
    assert_eq!(finish(&client, callback.clone(), begin.flow.clone()), Err(SignInError::FlowExpired));
    assert!(fake.requests().is_empty());
    clock.set(1_000_000 + 600);
    assert_eq!(finish(&client, callback, begin.flow), Ok(()));
}

#[test]
fn s02_a_flow_store_refuses_a_copied_cookie() {
    let clock = StoppedClock::default();
    clock.set(1_000_000);
    let fake = Fake::bodies(&[TOKEN, ME]);
    let options = options()
        .with_transport(Arc::new(fake.clone()))
        .with_clock(Arc::new(clock.clone()))
        .with_flow_store(Arc::new(MemoryFlowStore::with_clock(Arc::new(clock))));
    let client = Client::new(qq(), config(options)).expect("a client");
    let mine = begin(&client);
    let good = callback(&mine.url, &[("code", CODE)]);
    // A guessed state must not spend the flow.
    let guess = Callback::from_query("state=guess&code=C").expect("readable");
    assert_eq!(finish(&client, guess, mine.flow.clone()), Err(SignInError::StateMismatch));
    assert_eq!(finish(&client, good.clone(), mine.flow.clone()), Ok(()));
    assert_eq!(finish(&client, good, mine.flow), Err(SignInError::StateMismatch));
    assert_eq!(fake.requests().len(), 2, "one token and one claims request");
    let denied = begin(&client);
    let no = callback(&denied.url, &[("error", "access_denied")]);
    assert!(matches!(finish(&client, no.clone(), denied.flow.clone()), Err(SignInError::UserDenied { .. })));
    assert_eq!(finish(&client, no, denied.flow), Err(SignInError::StateMismatch), "a denied flow is spent too");
}

#[test]
fn s03_pkce_s256_is_sent_unless_the_profile_opts_out() {
    use aws_lc_rs::digest::{SHA256, digest};
    use base64::Engine;
    let fake = Fake::new(|_| Ok(claimsmith_runtime::Response::new(200, vec![], TOKEN.into())));
    let profile = Profile { claims: Profile::EMPTY.claims, outputs: Profile::EMPTY.outputs, subject: None, ..qq() };
    let client = fake.client(profile.clone());
    for round in 0..50 {
        let begin = begin(&client);
        let sent = query(&begin.url);
        assert_eq!(sent["code_challenge_method"], "S256");
        finish(&client, callback(&begin.url, &[("code", CODE)]), begin.flow).expect("signed in");
        let verifier = query(&fake.requests()[round].url)["code_verifier"].clone();
        assert_eq!(verifier.len(), 43);
        assert!(verifier.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)));
        let challenge = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()));
        assert_eq!(sent["code_challenge"], challenge);
    }
    let authorization = AuthorizationRequest { pkce: false, ..profile.authorization.clone() };
    let client = fake.client(Profile { authorization, ..profile });
    let begin = begin(&client);
    finish(&client, callback(&begin.url, &[("code", CODE)]), begin.flow).expect("signed in");
    let token_request = fake.requests().pop().expect("a token request").url;
    assert!(!begin.url.contains("code_challenge") && !token_request.contains("code_verifier"));
}

#[test]
fn s04_state_and_pkce_are_always_sent_together() {
    for profile in [qq(), github(), plain()] {
        let sent = query(&begin(&Fake::bodies(&[]).client(profile)).url);
        assert!(sent.contains_key("state") && sent.contains_key("code_challenge"));
    }
}

#[test]
fn s05_a_flow_is_bound_to_its_provider() {
    let (qq_fake, github_fake) = (Fake::bodies(&[]), Fake::bodies(&[]));
    let (qq, github) = (qq_fake.client(qq()), github_fake.client(github()));
    let begin = begin(&qq);
    assert_eq!(begin.flow.profile_id(), "QQ-OAUTH");
    let callback = callback(&begin.url, &[("code", CODE)]);
    let refused = finish(&github, callback.clone(), begin.flow.clone());
    assert_eq!(refused, Err(SignInError::IssuerMismatch));
    // Renaming the profile in the clear part breaks the seal.
    let (_, tail) = begin.flow.as_str().split_at(begin.flow.as_str().match_indices('.').nth(1).expect("parts").0);
    let renamed = SealedFlow::from_string(format!("1.R2l0SHViLU9BVVRIMg{tail}"));
    assert_eq!(renamed.profile_id(), "GitHub-OAUTH2");
    assert_eq!(finish(&github, callback, renamed), Err(SignInError::StateMismatch));
    assert!(qq_fake.requests().is_empty() && github_fake.requests().is_empty());
    assert_ne!(claimsmith_runtime::callback_path("QQ-OAUTH"), claimsmith_runtime::callback_path("GitHub-OAUTH2"));
    assert_eq!(claimsmith_runtime::callback_path("QQ-OAUTH"), "/signin/qq-oauth/callback");
    assert_eq!(claimsmith_runtime::sign_in_path("a/b c"), "/signin/a%2Fb%20c");
}

#[test]
fn s06_both_requests_name_the_configured_redirect_uri() {
    let fake = Fake::bodies(&[TOKEN, ME]);
    let client = fake.client(qq());
    let begin = begin(&client);
    assert_eq!(query(&begin.url)["redirect_uri"], REDIRECT_URI);
    finish(&client, callback(&begin.url, &[("code", CODE)]), begin.flow).expect("signed in");
    assert_eq!(query(&fake.requests()[0].url)["redirect_uri"], REDIRECT_URI);
}

#[test]
fn s05_a_flow_is_bound_to_its_client() {
    // Two tenants of one process: the same profile, the same flow keys and store.
    let (fake, store) = (Fake::bodies(&[TOKEN, ME]), Arc::new(MemoryFlowStore::new()));
    let client = |client_id: &str, redirect_uri: &str| {
        let options = options().with_transport(Arc::new(fake.clone())).with_flow_store(store.clone());
        let config = ClientConfig { client_id: client_id.to_owned(), ..config(options) };
        Client::new(qq(), ClientConfig { redirect_uri: redirect_uri.to_owned(), ..config }).expect("a client")
    };
    let mine = client("101", REDIRECT_URI);
    let begin = begin(&mine);
    let callback = callback(&begin.url, &[("code", CODE)]);
    for other in [
        client("102", REDIRECT_URI),
        client("101", "https://other.example.com/signin/qq-oauth/callback"),
        client("102", "https://other.example.com/signin/qq-oauth/callback"),
    ] {
        let refused = finish(&other, callback.clone(), begin.flow.clone());
        assert_eq!(refused, Err(SignInError::IssuerMismatch), "{}", other.redirect_uri());
    }
    assert!(fake.requests().is_empty(), "not one token request");
    assert_eq!(finish(&client("101", REDIRECT_URI), callback, begin.flow), Ok(()), "nor is the flow spent");
}

#[test]
fn s21_a_flow_opens_as_nothing_else() {
    let fake = Fake::bodies(&[TOKEN, ME]);
    let client = fake.client(qq());
    let state = "attempt0123456789012345678901234";
    let callback = Callback::from_query(&format!("code=C&state={state}")).expect("readable");
    // What another use of the same key might have sealed, down to the same fields.
    for purpose in ["", "claimsmith session 1", "claimsmith sign-in flow 1"] {
        for (profile, attempt) in [("QQ-OAUTH", "attempt0"), ("", "")] {
            let foreign = flow_sealed_as(purpose, profile, attempt, state);
            assert_eq!((foreign.profile_id(), foreign.attempt()), ("QQ-OAUTH", "attempt0"));
            assert_eq!(finish(&client, callback.clone(), foreign), Err(SignInError::StateMismatch), "{purpose}");
        }
    }
    assert!(fake.requests().is_empty());
    let flow = flow_sealed_as("claimsmith sign-in flow 2", "QQ-OAUTH", "attempt0", state);
    assert_eq!(finish(&client, callback, flow), Ok(()), "nothing but the purpose was wrong");

    let begin = begin(&client);
    let renamed = SealedFlow::from_string(begin.flow.as_str().replacen(begin.flow.attempt(), "AAAAAAAA", 1));
    let mine = crate::support::callback(&begin.url, &[("code", CODE)]);
    assert_eq!(finish(&client, mine, renamed), Err(SignInError::StateMismatch));
    assert!(begin.flow.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
}

/// A flow of QQ-OAUTH with the tests' key, sealed for a purpose, profile and attempt that may be others.
fn flow_sealed_as(purpose: &str, profile: &str, attempt: &str, state: &str) -> SealedFlow {
    use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, Nonce, UnboundKey};
    use aws_lc_rs::digest::{SHA256, digest};
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let bytes: Vec<u8> = (0..32).collect();
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM_SIV, &bytes).expect("32 bytes"));
    let mut associated = purpose.as_bytes().to_vec();
    for part in [profile, attempt] {
        associated.extend_from_slice(&(part.len() as u64).to_be_bytes());
        associated.extend_from_slice(part.as_bytes());
    }
    let mut buffer = u64::MAX.to_be_bytes().to_vec();
    let client = digest(&SHA256, format!("101 & co\n{REDIRECT_URI}").as_bytes());
    // State, verifier, nonce, client, return path, language; then no claims.
    for field in [state, "verifier", "nonce", &URL_SAFE_NO_PAD.encode(client), "", ""] {
        buffer.extend_from_slice(&(field.len() as u32).to_be_bytes());
        buffer.extend_from_slice(field.as_bytes());
    }
    buffer.extend_from_slice(&0_u32.to_be_bytes());
    let nonce = Nonce::assume_unique_for_key([7; 12]);
    key.seal_in_place_append_tag(nonce, Aad::from(associated), &mut buffer).expect("sealed");
    let sealed = URL_SAFE_NO_PAD.encode([vec![7; 12], buffer].concat());
    SealedFlow::from_string(format!("1.{}.attempt0.{sealed}", URL_SAFE_NO_PAD.encode("QQ-OAUTH")))
}

#[test]
fn s24_attempts_of_one_browser_are_told_apart() {
    let fake = Fake::bodies(&[TOKEN, ME, TOKEN, ME]);
    let client = fake.client(qq());
    let (first, second) = (begin(&client), begin(&client));
    assert_ne!(first.flow.attempt(), second.flow.attempt());
    for begin in [second, first] {
        let callback = callback(&begin.url, &[("code", CODE)]);
        assert!(SealedFlow::is_attempt(begin.flow.attempt()));
        assert_eq!(callback.attempt(), Some(begin.flow.attempt()));
        let kept = SealedFlow::from_string(begin.flow.as_str().to_owned());
        assert_eq!(kept.attempt(), begin.flow.attempt());
        assert_eq!(finish(&client, callback, kept), Ok(()));
    }
    for (query, attempt) in [
        ("state=abcdefgh", Some("abcdefgh")),
        ("state=abcdefghijk", Some("abcdefgh")),
        ("state=abcdefg", None),
        ("state=abc%3Bdefgh", None),
        ("state=%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9", None),
        ("code=abcdefgh", None),
    ] {
        assert_eq!(Callback::from_query(query).expect("readable").attempt(), attempt, "{query}");
    }
}

#[test]
fn flow_keys_can_be_replaced() {
    let old = FlowKey::generate_base64();
    let new = FlowKey::generate_base64();
    let client = |keys: &str| {
        let options = options().with_flow_keys(FlowKeys::from_list(keys).expect("keys"));
        Client::new(qq(), config(options.with_transport(Arc::new(Fake::bodies(&[TOKEN, ME]))))).expect("a client")
    };
    let begun = begin(&client(&old));
    let good = callback(&begun.url, &[("code", CODE)]);
    assert_eq!(finish(&client(&new), good.clone(), begun.flow.clone()), Err(SignInError::StateMismatch));
    assert_eq!(finish(&client(&format!("{new}, {old}")), good, begun.flow), Ok(()));
}

#[test]
fn the_longest_flow_fits_a_cookie() {
    let mut config = config(options().with_transport(Arc::new(Fake::bodies(&[]))));
    config.redirect_uri = format!("https://www.example.com/{}", "r".repeat(1000));
    let client = Client::new(Profile { id: text(Box::leak("i".repeat(256).into_boxed_str())), ..qq() }, config);
    let path = LocalPath::parse(&format!("/{}", "p".repeat(1023))).expect("a path");
    let begin = client.expect("a client").begin((), BeginOptions::default().with_return_to(path)).expect("a flow");
    assert!(begin.flow.as_str().len() < 2500, "{}", begin.flow.as_str().len());
}

#[test]
fn the_return_path_comes_back() {
    let client = Fake::bodies(&[TOKEN, ME]).client(qq());
    let path = LocalPath::parse("/orders?page=2#last").expect("a path");
    let begin = client.begin((), BeginOptions::default().with_return_to(path.clone())).expect("a flow");
    let signed_in = run(client.finish::<ClaimSet>(callback(&begin.url, &[("code", CODE)]), begin.flow));
    assert_eq!(signed_in.expect("signed in").return_to, Some(path));
}

#[test]
fn callbacks_are_bounded_and_unambiguous() {
    let fault = |query: &str| match Callback::from_query(query) {
        Err(SignInError::Callback { fault }) => Some(fault),
        _ => None,
    };
    assert_eq!(fault("code=a&code=a&state=s"), Some(CallbackFault::Duplicate));
    assert_eq!(fault("error=a&state=s&error=b"), Some(CallbackFault::Duplicate));
    assert_eq!(fault(&format!("code={}", "a".repeat(16 * 1024))), Some(CallbackFault::TooLarge));
    let many: String = (0..65).map(|number| format!("p{number}=1&")).collect();
    assert_eq!(fault(&many), Some(CallbackFault::TooLarge));
    assert!(matches!(
        Callback::from_form(b"state=\xff"),
        Err(SignInError::Callback { fault: CallbackFault::Encoding })
    ));
    assert!(Callback::from_query("?state=s&code=c").is_ok());
}

#[test]
fn the_users_no_is_no_error_of_the_provider() {
    let client = Fake::bodies(&[]).client(qq());
    for parameters in [
        &[("error", "access_denied")] as &[_],
        &[("error", "user_cancelled_authorize")],
        &[("usercancel", "1")],
        &[("usercancel", "1"), ("code", CODE)],
        &[("code", "")],
        &[],
    ] {
        let begin = begin(&client);
        let outcome = finish(&client, callback(&begin.url, parameters), begin.flow);
        assert_eq!(outcome, Err(SignInError::UserDenied { provider: "QQ-OAUTH".to_owned() }), "{parameters:?}");
        assert!(outcome.is_err_and(|error| error.is_user_fault() && error.retryable()));
    }
}

#[test]
fn a_denial_names_the_provider_as_the_policy_does() {
    let profile = Profile { provider_name: Some(text("Tencent QQ")), ..qq() };
    let client = Fake::bodies(&[]).client(profile);
    let begin = begin(&client);
    let outcome = run(client.finish::<ClaimSet>(callback(&begin.url, &[("error", "access_denied")]), begin.flow));
    assert_eq!(outcome.map(drop), Err(SignInError::UserDenied { provider: "Tencent QQ".to_owned() }));
}
