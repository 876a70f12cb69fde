//! S9, S10: no secret in any error, `Debug` output or log, whatever goes wrong.

use crate::bounded::{Server, client_at, respond};
use crate::capture::Capture;
use crate::support::*;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use claimsmith_runtime::profile::{ClientAuthentication, Method, Profile, TokenRequest};
use claimsmith_runtime::{
    ClaimSet, Client, ClientConfig, FlowKey, FlowKeys, Request, Response, Secret, SignInError, Transport,
    TransportError,
};
use std::error::Error;
use std::fmt::Write;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

const ACCESS_TOKEN: &str = "access~token/7f3a+9c==";
const REFRESH_TOKEN: &str = "refresh~token/51be+0d==";
const FLOW_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// Every text that an application could log of an error.
fn everything(error: &(dyn Error + 'static)) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        write!(text, " {error} {error:?}").expect("memory");
        cause = error.source();
    }
    text
}

fn assert_no_secret(text: &str, secrets: &[String]) {
    for secret in secrets {
        let encoded: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        let spellings = [
            secret.clone(),
            encoded.clone(),
            encoded.to_ascii_lowercase(),
            encoded.replace('+', "%20"),
            serde_json::Value::from(secret.as_str()).to_string().trim_matches('"').to_owned(),
            STANDARD_NO_PAD.encode(secret),
            URL_SAFE_NO_PAD.encode(secret),
        ];
        for spelling in spellings {
            assert!(!text.contains(&spelling), "{spelling} in {text}");
        }
    }
}

/// One attempt: everything that it logged or returned, and the secrets that must not be in there.
fn attempt(client: &Client, log: &Capture) -> (String, Vec<String>, Result<(), SignInError>) {
    let begin = begin(client);
    let callback = callback(&begin.url, &[("code", CODE)]);
    let mut text = format!("{begin:?} {callback:?} {client:?} {:?}", begin.flow);
    let secrets =
        [SECRET, CODE, ACCESS_TOKEN, REFRESH_TOKEN, FLOW_KEY, &query(&begin.url)["state"], begin.flow.as_str()];
    let secrets = secrets.map(str::to_owned).to_vec();
    let outcome = run(client.finish::<ClaimSet>(callback, begin.flow));
    match &outcome {
        Ok(signed_in) => write!(text, "{signed_in:?} {:?}", signed_in.tokens),
        Err(error) => write!(text, "{}", everything(error)),
    }
    .expect("memory");
    text.push_str(&log.0.lock().expect("no panic"));
    (text, secrets, outcome.map(drop))
}

/// The PKCE verifiers and Basic credentials that a server has seen.
fn seen(server: &Server) -> Vec<String> {
    let received = server.received();
    let verifiers = received.iter().filter_map(|request| {
        let (_, rest) = request.split_once("code_verifier=")?;
        rest.get(..43).map(str::to_owned)
    });
    let credentials = received.iter().filter_map(|request| {
        let (_, rest) = request.split_once("Basic ").or_else(|| request.split_once("basic "))?;
        rest.lines().next().map(|line| line.trim().trim_end_matches('=').to_owned())
    });
    verifiers.chain(credentials).collect()
}

fn profiles() -> Vec<Profile> {
    let token =
        |method, authentication| Profile { token: TokenRequest { method, authentication, ..qq().token }, ..qq() };
    vec![
        token(Method::Get, ClientAuthentication::SecretPost),
        token(Method::Post, ClientAuthentication::SecretPost),
        token(Method::Post, ClientAuthentication::SecretBasic),
    ]
}

/// What the Basic credential of the tests' client is the base64 of.
fn credentials() -> String {
    let [id, secret] = ["101 & co", SECRET].map(|text| url::form_urlencoded::byte_serialize(text.as_bytes()).collect());
    let (id, secret): (String, String) = (id, secret);
    format!("{id}:{secret}")
}

#[test]
fn s10_quoted_credentials_are_taken_out() {
    let (form, plain_pair) = (credentials(), format!("101 & co:{SECRET}"));
    let lower = form.replace("%2B", "%2b").replace("%3A", "%3a").replace("%2F", "%2f").replace("%3D", "%3d");
    for quoted in [
        STANDARD.encode(&form),
        STANDARD.encode(&plain_pair),
        URL_SAFE_NO_PAD.encode(&form),
        STANDARD.encode(&form).replace('=', "%3d"),
        form,
        plain_pair,
        lower,
    ] {
        let fake = Fake::new(move |_| {
            let body = format!(r#"{{"error":"{quoted}","error_description":"Basic {quoted}"}}"#);
            Ok(Response::new(401, vec![], body.into_bytes()))
        });
        let token = TokenRequest { authentication: ClientAuthentication::SecretBasic, ..plain().token };
        let outcome = sign_in(&fake.client(Profile { token, ..plain() })).map(drop);
        let Err(SignInError::Provider { code, description: Some(description), .. }) = outcome else {
            panic!("{outcome:?}")
        };
        let padding = code.strip_prefix('…').map(|rest| rest.replace("%3d", "="));
        assert!(padding.is_some_and(|rest| rest.chars().all(|character| character == '=')), "{code}");
        assert_eq!(description, format!("Basic {code}"));
    }
}

/// Answers to a token request and to a claims request.
fn scenarios() -> Vec<(String, String)> {
    let encode = |text: &str| -> String { url::form_urlencoded::byte_serialize(text.as_bytes()).collect() };
    let token = format!("access_token={}&refresh_token={}&expires_in=1", encode(ACCESS_TOKEN), encode(REFRESH_TOKEN));
    let ok =
        |body: &str| format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    let error = |status: &str, body: &str| ok(body).replacen("200 OK", status, 1);
    let quoting = format!(
        r#"{{"access_token":"{ACCESS_TOKEN}","error":"bad {CODE}","error_description":"refused {SECRET} {} for {CODE} {ACCESS_TOKEN} {} {} {} of {}"}}"#,
        encode(SECRET),
        STANDARD_NO_PAD.encode(CODE),
        encode(SECRET).to_ascii_lowercase(),
        STANDARD.encode(credentials()),
        credentials(),
    );
    let me = r#"callback({"openid":"O"});"#;
    vec![
        (ok(&token), ok(me)),
        (ok(&token), error("400 Bad", &quoting)),
        (ok(&token), ok(&format!("callback({quoting});"))),
        (ok(&token), ok(&format!("callback({{\"{ACCESS_TOKEN}\":1}});"))),
        (ok(&token), ok(ACCESS_TOKEN)),
        (ok(&token), String::new()),
        (ok(&token), format!("{ACCESS_TOKEN}\r\n\r\n")),
        (ok(&token), error(&format!("302 Found\r\nLocation: /{ACCESS_TOKEN}"), "")),
        (ok(&format!("{token}&token_type={}", encode(ACCESS_TOKEN))), ok(me)),
        (ok(&format!("{token}&{token}")), ok(me)),
        (error("400 Bad", &quoting), ok(me)),
        (error("500 Bad", SECRET), ok(me)),
        (ok(&quoting), ok(me)),
        (ok(SECRET), ok(me)),
        (error(&format!("307 Moved\r\nLocation: http://127.0.0.1:9/?{SECRET}"), &quoting), ok(me)),
        (ok(&token).replacen("200 OK", "200 OK\r\nContent-Encoding: gzip", 1), ok(me)),
        (String::new(), ok(me)),
        (format!("{SECRET}\r\n\r\n"), ok(me)),
    ]
}

#[test]
fn s10_no_secret_is_logged_or_printed() {
    let (mut successes, mut failures) = (0, 0);
    for profile in profiles() {
        for (token, me) in scenarios() {
            let server = Server::start(move |request, stream| {
                use std::io::Write;
                let answer = if request.contains("/oauth2.0/me?") { &me } else { &token };
                drop(stream.write_all(answer.as_bytes()));
            });
            let log = Capture::default();
            let client = client_at(profile.clone(), &server.origin, options());
            let (text, mut secrets, outcome) = log.during(|| attempt(&client, &log));
            secrets.extend(seen(&server));
            assert!(secrets.len() >= 8, "the verifier is among them");
            assert_no_secret(&text, &secrets);
            assert!(text.contains("sign-in begun"), "the capture works");
            if outcome.is_ok() { successes += 1 } else { failures += 1 }
        }
    }
    assert_eq!((successes, failures), (3, 3 * 17));
}

#[test]
fn s09_a_failed_connection_names_no_url() {
    let closed = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let origin = format!("http://{}", closed.local_addr().expect("an address"));
    drop(closed);
    // The access token stands in the query of a claims request that is never answered.
    let token_only = Server::start(|request, stream| {
        if !request.contains("/oauth2.0/me?") {
            respond(stream, "200 OK", "access_token=access~token/7f3a%2B9c==");
        }
    });
    for (origin, profile) in [(&origin, qq()), (&token_only.origin, qq())] {
        let log = Capture::default();
        let client = client_at(profile, origin, options());
        let (text, secrets, outcome) = log.during(|| attempt(&client, &log));
        assert!(matches!(outcome, Err(SignInError::Transport { .. })));
        assert_no_secret(&text, &secrets);
        assert!(!text.contains("code="), "{text}");
    }
}

#[test]
fn s09_secrets_stand_in_a_url_only_when_the_policy_says_so() {
    use claimsmith_runtime::profile::{BearerTransmission, ClaimsRequest, text};
    let claims = ClaimsRequest {
        endpoint: Some(text("https://id.example.com/me")),
        bearer: BearerTransmission::AuthorizationHeader,
        ..ClaimsRequest::EMPTY
    };
    let fake = Fake::bodies(&[r#"{"access_token":"SECRET-AT"}"#, "{}"]);
    sign_in(&fake.client(Profile { claims, ..plain() })).expect("signed in");
    let urls: Vec<String> = fake.requests().into_iter().map(|request| request.url).collect();
    assert_eq!(urls, ["https://id.example.com/token", "https://id.example.com/me"]);
}

#[test]
fn s10_types_that_hold_secrets_do_not_print_them() {
    struct Printing(Mutex<String>);
    impl Transport for Printing {
        fn call(&self, request: Request) -> claimsmith_runtime::BoxFuture<'_, Result<Response, TransportError>> {
            let response = Response::new(
                200,
                vec![("Set-Cookie".to_owned(), SECRET.to_owned())],
                format!(r#"{{"access_token":"{ACCESS_TOKEN}"}}"#).into_bytes(),
            );
            write!(self.0.lock().expect("no panic"), "{request:?} {response:?}").expect("memory");
            Box::pin(std::future::ready(Ok(response)))
        }
    }
    let transport = Arc::new(Printing(Mutex::default()));
    let config: ClientConfig = config(options().with_transport(transport.clone()));
    let keys: FlowKeys = FlowKey::from_base64(FLOW_KEY).expect("a key").into();
    let mut text = format!("{config:?} {config:#?} {keys:?} {:?}", Secret::from(SECRET));
    sign_in(&Client::new(plain(), config).expect("a client")).expect("signed in");
    text.push_str(&transport.0.lock().expect("no panic"));
    let secrets = [SECRET, CODE, ACCESS_TOKEN, FLOW_KEY, "AAECAwQFBgcICQoL", "code_verifier"];
    assert_no_secret(&text, &secrets.map(str::to_owned));
    assert!(text.contains("https://id.example.com/token"), "{text}");
}

#[test]
fn public_messages_give_nothing_away() {
    use claimsmith_runtime::{CallbackFault, Endpoint, ResponseFault, TransportFault};
    let hostile = || "<b>provider's words</b>".to_owned();
    let endpoint = Endpoint::Token;
    for error in [
        SignInError::UserDenied { provider: hostile() },
        SignInError::StateMismatch,
        SignInError::FlowExpired,
        SignInError::IssuerMismatch,
        SignInError::Callback { fault: CallbackFault::Duplicate },
        SignInError::Provider { endpoint, code: hostile(), description: Some(hostile()), status: Some(500) },
        SignInError::BadResponse { endpoint, reason: ResponseFault::Syntax, path: Some(hostile()) },
        SignInError::MissingClaim { claim: hostile() },
        SignInError::MissingInput { claim: hostile() },
        SignInError::InvalidInput { claim: hostile(), fault: claimsmith_runtime::InputFault::TooLong },
        SignInError::UnknownProfile,
        SignInError::Transport { endpoint, kind: TransportFault::Connect },
    ] {
        let message = error.public_message();
        assert!(message.ends_with('.') && !message.contains('<'), "{message}");
    }
}

/// Facebook's proof, a follow-up with the token in a header of its own, refresh and revocation: every place a secret goes.
fn everywhere(token: TokenRequest) -> Profile {
    use claimsmith_runtime::profile::{
        BearerTransmission, ClaimsRequest, FollowUpRequest, TemplateParameter, TemplatePart, text,
    };
    let header = TemplateParameter { name: text("X-Token"), value: vec![TemplatePart::AccessToken].into() };
    let follow_up = FollowUpRequest {
        endpoint: text("https://id.example.com/more"),
        method: Method::Post,
        headers: vec![header].into(),
        ..FollowUpRequest::EMPTY
    };
    let is_stored = token.minted_secret.is_none();
    let claims = ClaimsRequest {
        endpoint: Some(text("https://id.example.com/me")),
        bearer: BearerTransmission::AuthorizationHeader,
        proof_parameter: is_stored.then(|| text("appsecret_proof")),
        ..ClaimsRequest::EMPTY
    };
    let revocation_endpoint = Some(text("https://id.example.com/revoke"));
    Profile { token, claims, follow_ups: vec![follow_up].into(), revocation_endpoint, ..plain() }
}

/// Answers with the whole request as an error from the request to `failing` on.
fn echo_from(failing: &'static str) -> Server {
    Server::start(move |request, stream| {
        let path = request.split_whitespace().nth(1).unwrap_or_default();
        if path.starts_with(failing) {
            let quoted = request.replace('\\', "").replace('"', "'").replace("\r\n", " ");
            // The interesting part stands in the headers or at the end.
            for part in [quoted.clone(), quoted.split("authorization:").last().unwrap_or_default().to_owned()] {
                let body = format!(r#"{{"error":"bad","error_description":"{part}"}}"#);
                respond(stream, "400 Bad Request", &body);
            }
        } else {
            let body = format!(r#"{{"access_token":"{ACCESS_TOKEN}","refresh_token":"{REFRESH_TOKEN}"}}"#);
            respond(stream, "200 OK", &body);
        }
    })
}

/// Every secret in the requests that a server has seen, as it was meant.
fn sent_secrets(server: &Server) -> Vec<String> {
    const NAMES: [&str; 8] = [
        "client_assertion",
        "client_secret",
        "appsecret_proof",
        "token",
        "refresh_token",
        "code",
        "code_verifier",
        "access_token",
    ];
    let mut secrets = seen(server);
    for request in server.received() {
        let (head, body) = request.split_once("\r\n\r\n").expect("a head");
        let query = head.split_whitespace().nth(1).and_then(|path| path.split_once('?')).map_or("", |(_, query)| query);
        for text in [query, body] {
            let pairs = url::form_urlencoded::parse(text.as_bytes());
            let named = pairs.filter(|(name, _)| NAMES.contains(&name.as_ref()));
            secrets.extend(named.map(|(_, value)| value.into_owned()));
        }
    }
    secrets
}

fn assert_silent(token: TokenRequest, keys: &[(&str, &str)]) {
    use claimsmith_runtime::TokenKind;
    for failing in ["/token", "/me", "/more", "/revoke", "/nowhere"] {
        let server = echo_from(failing);
        let log = Capture::default();
        let options = options().with_endpoint_base(&server.origin).with_loopback_http(true);
        let mut config = config(options);
        config.keys = keys.iter().map(|(id, key)| ((*id).to_owned(), Secret::from(*key))).collect();
        let printed = format!("{config:?}");
        let client = Client::new(everywhere(token.clone()), config).expect("a client");
        let (text, mut secrets) = log.during(|| {
            let (mut text, secrets, _) = attempt(&client, &log);
            let token = Secret::from(REFRESH_TOKEN);
            match run(client.refresh(&token)) {
                Ok(tokens) => write!(text, "{tokens:?}"),
                Err(error) => write!(text, "{}", everything(&error)),
            }
            .expect("memory");
            if let Err(error) = run(client.revoke(&token, TokenKind::RefreshToken)) {
                write!(text, "{}", everything(&error)).expect("memory");
            }
            text.push_str(&log.0.lock().expect("no panic"));
            (text + &printed, secrets)
        });
        secrets.extend(sent_secrets(&server));
        secrets.extend(keys.iter().flat_map(|(_, key)| key.lines().filter(|line| line.len() > 8).map(str::to_owned)));
        secrets.retain(|secret| !secret.starts_with("-----"));
        assert_no_secret(&text, &secrets);
        assert_eq!(text.contains("description"), failing != "/nowhere", "{failing}");
    }
}

#[test]
fn s10_proofs_and_what_comes_after_the_sign_in_are_as_silent() {
    for authentication in [ClientAuthentication::SecretPost, ClientAuthentication::SecretBasic] {
        for method in [Method::Get, Method::Post] {
            let token = TokenRequest { authentication, method, ..plain().token };
            assert_silent(token, &[("client_secret", SECRET)]);
        }
    }
}

#[cfg(feature = "client-assertion")]
#[test]
fn s10_signing_keys_and_what_they_sign_are_as_silent() {
    use crate::signing::{assertion_token, minted_token, p256, rsa};
    assert_silent(assertion_token(), &[("assertion_signing_key", &rsa().pem), ("client_secret", SECRET)]);
    assert_silent(minted_token(), &[("client_secret", &p256().pem)]);
}
