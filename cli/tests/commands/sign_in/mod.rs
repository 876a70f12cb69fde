//! `claimsmith sign-in` as a process, with the emulator as the provider.

mod added;
mod stage;

use crate::support::{temporary, tests_folder};
use claimsmith_emulator::{Endpoint, Fault, Provider};
use stage::{CLIENT_ID, CLIENT_SECRET, Ended, Running, Stage, parameter, send, tool, visit};
use std::fs;
use std::io::{BufRead, Write};
use std::net::{TcpListener, TcpStream};

const QQ: &str = "../../policies/providers/qq.xml";
const GITHUB: &str = "../../policies/providers/github.xml";

#[test]
fn qq_signs_in_and_nothing_secret_is_printed() {
    let stage = Stage::new(Provider::Qq);
    let running = stage.start(QQ, &["--key", "client_secret=env:SIGN_IN_TEST_SECRET", "-v"]);
    let callback = stage.callback(&running.authorize_url(), "xiaoming");
    let page = visit(&callback);
    assert!(page.starts_with("HTTP/1.1 200 ") && page.contains("You can close this window"), "{page}");
    let ended = running.end();
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let last = ended.last_line();
    let id = stage.emulator.subject("xiaoming").expect("he exists");
    assert_eq!(last["profile"], "QQ-OAUTH");
    assert_eq!(last["subject"], serde_json::json!({ "issuer": "qq.com", "id": id }));
    let picture = |size| format!("{}/.emulator/avatar/xiaoming?size={size}", stage.emulator.origin());
    let claims = serde_json::json!({
        "displayName": "小明",
        "identityProvider": "qq.com",
        "issuerUserId": id,
        "profilePictureUrl": picture(100),
        "smallPictureUrl": picture(40),
    });
    assert_eq!(last["claims"], claims);
    assert_eq!(ended.stdout.lines().count(), 2, "{}", ended.stdout);

    for line in [
        "trace: authorization: GET 127.0.0.1:",
        "trace: callback: with code, state\n",
        "trace: token: status 200",
        "trace: claims: status 200",
        "trace: follow-up claims: status 200",
    ] {
        assert!(ended.stderr.contains(line), "{line} is missing:\n{}", ended.stderr);
    }
    let token = "with client_id, client_secret, code, code_verifier, grant_type, redirect_uri; headers";
    assert!(ended.stderr.contains(token), "{}", ended.stderr);
    let claims = stage.emulator.requests_to(Endpoint::Claims);
    let access_token = claims[0].parameter("access_token").expect("it was sent").to_owned();
    for secret in [CLIENT_SECRET, &access_token, &parameter(&callback, "code")] {
        assert!(!ended.stdout.contains(secret) && !ended.stderr.contains(secret), "{}{}", ended.stdout, ended.stderr);
    }
}

#[test]
fn github_signs_in_with_a_key_from_a_file() {
    let stage = Stage::new(Provider::GitHub);
    let file = temporary("sign-in-key").join("secret.txt");
    fs::write(&file, format!("{CLIENT_SECRET}\n")).expect("the folder can be written");
    let key = format!("b2c_1a_githubsecret=file:{}", file.display());
    let running = stage.start(GITHUB, &["--key", &key, "--profile", "GitHub-OAUTH2", "--no-browser"]);
    visit(&stage.callback(&running.authorize_url(), "octavia"));
    let ended = running.end();
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let last = ended.last_line();
    let id = stage.emulator.subject("octavia").expect("she exists");
    assert_eq!(last["subject"], serde_json::json!({ "issuer": "github.com", "id": id }));
    assert_eq!(last["claims"]["issuerUserId"], id);
    assert!(!ended.stderr.contains("trace:"), "{}", ended.stderr);
}

/// Of a provider that nobody signs in with here `check` speaks.
#[test]
fn warnings_about_other_providers_are_left_out() {
    let item = "<Item Key=\"UsePolicyInRedirectUri\">";
    let unknown = |text: &str| text.replace(item, &format!("<Item Key=\"NoSuchKey\">1</Item>\n{item}"));
    let folder = crate::add::set("sign-in-warnings", unknown);
    let policy = folder.join("policies/SignUpOrSignIn.xml");
    let policy = policy.to_str().expect("the path is Unicode");
    let profile = ["--environment", "contoso", "--profile", "QQ-OAUTH", "--no-browser"];
    let ended = tool(&[&["sign-in", policy], &profile[..]].concat()).output().expect("the tool runs");
    let said = String::from_utf8(ended.stderr).expect("the tool prints UTF-8");
    assert_eq!(said.matches("warning[CS0401]").count(), 1, "{said}");
    assert!(said.contains("<TechnicalProfile Id=\"QQ-OAUTH\">") && !said.contains("GitHub"), "{said}");
}

#[test]
fn people_read_lines() {
    let stage = Stage::new(Provider::Qq);
    let listen = stage.listen();
    let base = stage.emulator.origin();
    let mut command = tool(&["sign-in", QQ, "--endpoint-base", base, "--listen", &listen]);
    command.env("QQ_OAUTH_CLIENT_ID", CLIENT_ID).env("B2C_1A_QQSECRET", CLIENT_SECRET);
    let mut running = Running::start(command);
    assert_eq!(running.first_line, "to sign in with QQ, open\n");
    let mut url = String::new();
    running.stdout.read_line(&mut url).expect("UTF-8");
    visit(&stage.callback(url.trim(), "xiaoming"));
    let ended = running.end();
    let id = stage.emulator.subject("xiaoming").expect("he exists");
    let expected = format!(
        "signed in with QQ as {id} of qq.com\n\
         \x20 displayName        小明\n\
         \x20 identityProvider   qq.com\n\
         \x20 issuerUserId       {id}\n\
         \x20 profilePictureUrl  {base}/.emulator/avatar/xiaoming?size=100\n\
         \x20 smallPictureUrl    {base}/.emulator/avatar/xiaoming?size=40\n"
    );
    // The test has read the URL away.
    assert_eq!((ended.stdout, ended.status), (format!("to sign in with QQ, open\n{expected}"), Some(0)));
}

/// The path of QQ's policy with other texts in it.
fn changed_qq_policy(folder: &str, replacements: &[(&str, String)]) -> String {
    let mut policy = fs::read_to_string(tests_folder().join(QQ)).expect("the policy is there");
    for (old, new) in replacements {
        assert!(policy.contains(old), "{old}");
        policy = policy.replace(old, new);
    }
    let file = temporary(folder).join("qq.xml");
    fs::write(&file, policy).expect("the folder can be written");
    file.to_str().expect("the target folder is UTF-8").to_owned()
}

/// A request that posts the callback.
fn form_post(form: &str) -> String {
    let kind = "application/x-www-form-urlencoded";
    let length = form.len();
    format!("POST /callback HTTP/1.1\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{form}")
}

#[test]
fn a_callback_comes_out_of_the_fragment() {
    let metadata = "</Metadata>";
    let mode = "<Item Key=\"response_mode\">fragment</Item>";
    let policy = changed_qq_policy("sign-in-fragment", &[(metadata, format!("{mode}{metadata}"))]);
    let key = ["--key", "client_secret=env:SIGN_IN_TEST_SECRET"];
    // QQ knows no response mode: here its answer is moved to the fragment by hand.
    let asked = |running: &Running| running.authorize_url().replace("&response_mode=fragment", "");
    let stage = Stage::new(Provider::Qq);
    let running = stage.start(&policy, &key);
    let callback = stage.callback(&asked(&running), "xiaoming").replace('#', "?");
    let (address, query) = callback.split_once('?').expect("it has parameters");
    // The browser keeps the fragment; the page's script posts it.
    let page = visit(address);
    assert!(page.starts_with("HTTP/1.1 200 ") && page.contains("location.hash"), "{page}");
    assert!(page.contains("<form method=\"post\"></form>") && page.contains("script-src 'sha256-"), "{page}");
    assert!(visit(&format!("{address}?state=")).starts_with("HTTP/1.1 400 "));
    let host = stage.listen();
    let empty = send(&host, &form_post(""));
    assert!(empty.starts_with("HTTP/1.1 400 ") && !empty.contains("<script"), "{empty}");
    assert!(send(&host, &form_post(query)).starts_with("HTTP/1.1 200 "));
    assert_eq!(running.end().status, Some(0));

    let uri = "https://www.example.com/callback";
    let stage = Stage::with_redirect_uri(Provider::Qq, uri);
    let mut running = stage.start(&policy, &[key[0], key[1], "--redirect-uri", uri]);
    let callback = stage.callback(&asked(&running), "xiaoming").replace('?', "#");
    let mut stdin = running.child.stdin.take().expect("it is piped");
    writeln!(stdin, "{callback}").expect("it reads");
    let ended = running.end();
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
}

#[test]
fn of_a_json_body_the_names_are_shown_and_nothing_else() {
    let (binding, metadata) = ("<Item Key=\"HttpBinding\">GET</Item>", "</Metadata>");
    let json = "<Item Key=\"claimsmith.token_request_encoding\">json</Item>";
    let replacements = [(binding, binding.replace("GET", "POST")), (metadata, format!("{json}{metadata}"))];
    let policy = changed_qq_policy("sign-in-json", &replacements);
    let stage = Stage::new(Provider::Qq);
    let running = stage.start(&policy, &["--key", "client_secret=env:SIGN_IN_TEST_SECRET", "-v"]);
    let callback = stage.callback(&running.authorize_url(), "xiaoming");
    visit(&callback);
    let trace = running.end().stderr;
    let line = trace.lines().find(|line| line.starts_with("trace: token: POST ")).expect("a token request");
    let names = " with client_id, client_secret, code, code_verifier, grant_type, redirect_uri; headers";
    assert!(line.contains(names), "{line}");
    for secret in [CLIENT_SECRET, &parameter(&callback, "code")] {
        assert!(!trace.contains(secret), "{trace}");
    }
}

#[test]
fn a_claim_that_is_a_token_is_not_shown() {
    let (declared, given) = ("</ClaimsSchema>", "</OutputClaims>");
    let claim = "<ClaimType Id=\"token\"><DisplayName>T</DisplayName><DataType>string</DataType></ClaimType>";
    let output = "<OutputClaim ClaimTypeReferenceId=\"token\" PartnerClaimType=\"{oauth2:access_token}\" />";
    let replacements = [(declared, format!("{claim}{declared}")), (given, format!("{output}{given}"))];
    let file = changed_qq_policy("sign-in-token", &replacements);
    let stage = Stage::new(Provider::Qq);
    let running = stage.start(&file, &["--key", "client_secret=env:SIGN_IN_TEST_SECRET"]);
    // A provider that sends the secret back as the user's name.
    stage.emulator.order(Endpoint::Claims, Fault::member("nickname", format!("I am {CLIENT_SECRET}")));
    visit(&stage.callback(&running.authorize_url(), "xiaoming"));
    let ended = running.end();
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let claims = &ended.last_line()["claims"];
    assert_eq!(
        (&claims["token"], &claims["displayName"]),
        (&"(secret, not shown)".into(), &"(secret, not shown)".into())
    );
    assert!(!ended.stdout.contains(CLIENT_SECRET), "{}", ended.stdout);
}

#[test]
fn other_requests_do_not_end_the_wait() {
    let stage = Stage::new(Provider::Qq);
    let running = stage.start(QQ, &["--key", "client_secret=env:SIGN_IN_TEST_SECRET"]);
    let host = stage.listen();
    // A connection that a browser opens and does not use.
    let idle = TcpStream::connect(&host).expect("somebody listens");
    let callback = stage.callback(&running.authorize_url(), "xiaoming");
    let other_state = callback.replace(&parameter(&callback, "state"), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assert!(visit(&format!("http://{host}/favicon.ico")).starts_with("HTTP/1.1 404 "));
    assert!(visit(&other_state).starts_with("HTTP/1.1 400 "));
    assert!(visit(&format!("http://{host}/callback")).starts_with("HTTP/1.1 400 "));
    assert!(send(&host, "HEAD /callback HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405 "));
    let form = callback.split_once('?').map_or("", |(_, query)| query);
    assert!(send(&host, &form_post(form)).starts_with("HTTP/1.1 200 "));
    let ended = running.end();
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    drop(idle);
}

#[test]
fn a_user_who_declines_ends_it() {
    let stage = Stage::new(Provider::GitHub);
    let running = stage.start(GITHUB, &["--key", "client_secret=env:SIGN_IN_TEST_SECRET"]);
    let denied = stage.runtime.block_on(stage.emulator.deny(&running.authorize_url())).expect("a callback");
    visit(&denied);
    let ended = running.end();
    assert_eq!(ended.status, Some(1));
    assert!(ended.stderr.ends_with("error: not signed in: the user did not sign in with GitHub-OAUTH2\n"));
    assert_eq!(ended.stdout.lines().count(), 1, "{}", ended.stdout);
}

#[test]
fn a_wrong_secret_and_a_failing_provider_end_it() {
    for provider in [Provider::Qq, Provider::GitHub] {
        let policy = if provider == Provider::Qq { QQ } else { GITHUB };
        let stage = Stage::new(provider);
        let running = stage.start(policy, &["--key", "client_secret=env:SIGN_IN_TEST_WRONG", "-v"]);
        let user = stage.emulator.users()[0].key();
        visit(&stage.callback(&running.authorize_url(), user));
        let ended = running.end();
        assert_eq!(ended.status, Some(1), "{}", ended.stderr);
        assert!(ended.stderr.contains("error: not signed in: the token endpoint answered with the error"));
        assert!(!ended.stderr.contains("another-secret"), "{}", ended.stderr);
    }
    let stage = Stage::new(Provider::Qq);
    stage.emulator.order(Endpoint::Claims, Fault::error("100030", "no permission"));
    let running = stage.start(QQ, &["--key", "client_secret=env:SIGN_IN_TEST_SECRET"]);
    visit(&stage.callback(&running.authorize_url(), "xiaoming"));
    let ended = running.end();
    assert_eq!(ended.status, Some(1));
    assert!(ended.stderr.contains("the claims endpoint answered with the error \"100030\""), "{}", ended.stderr);
    assert!(ended.stderr.contains("no permission"), "{}", ended.stderr);
}

#[test]
fn for_a_redirect_uri_elsewhere_the_address_is_pasted() {
    let uri = "https://www.example.com/signin/qq-oauth/callback";
    let stage = Stage::with_redirect_uri(Provider::Qq, uri);
    let more = ["--redirect-uri", uri, "--key", "client_secret=env:SIGN_IN_TEST_SECRET"];
    let mut running = stage.start(QQ, &more);
    let callback = stage.callback(&running.authorize_url(), "xiaoming");
    let mut stdin = running.child.stdin.take().expect("it is piped");
    write!(stdin, "\n{uri}?code=a&state=b\n{callback}\n").expect("it reads");
    let ended = running.end();
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("this is not the address"), "{}", ended.stderr);
    assert_eq!(ended.last_line()["subject"]["issuer"], "qq.com");

    let mut running = stage.start(QQ, &more);
    drop(running.child.stdin.take());
    let ended = running.end();
    assert_eq!(ended.status, Some(1));
    assert!(ended.stderr.contains("standard input ended before the callback"), "{}", ended.stderr);
}

/// Runs the tool to its end, which comes before it waits for anybody.
fn refused(arguments: &[&str]) -> Ended {
    let ended = Running::start(tool(&[&["sign-in"], arguments].concat())).end();
    assert_eq!((ended.stdout.as_str(), ended.status), ("", Some(2)), "{}", ended.stderr);
    ended
}

#[test]
fn keys_are_named_and_never_written() {
    let client = ["--client-id", CLIENT_ID];
    let missing = refused(&[QQ, client[0], client[1]]).stderr;
    assert!(missing.contains("B2C_1A_QQSECRET: the client_secret of QQ"), "{missing}");
    let both = refused(&[QQ]).stderr;
    assert!(both.contains("QQ_OAUTH_CLIENT_ID") && both.contains("B2C_1A_QQSECRET"), "{both}");
    for (key, expected) in [
        ("client_secret=env:SIGN_IN_TEST_ABSENT", "`SIGN_IN_TEST_ABSENT` for the key `client_secret` is missing"),
        ("client_secret=file:policies/absent", "cannot read `policies/absent`"),
        ("other=env:PATH", "has no key `other`\nhelp: it has `client_secret`, StorageReferenceId `B2C_1A_QQSecret`"),
        ("client_secret=hunter2", "`--key` takes ID=env:NAME or ID=file:PATH"),
        ("client_secret=hunter2:hunter2", "`--key` takes ID=env:NAME or ID=file:PATH"),
        ("hunter2", "`--key` takes ID=env:NAME or ID=file:PATH"),
    ] {
        let stderr = refused(&[QQ, client[0], client[1], "--key", key]).stderr;
        assert!(stderr.contains(expected), "{key}\n{stderr}");
        assert!(!stderr.contains("hunter2"), "{stderr}");
    }
    let twice = ["--key", "client_secret=env:PATH", "--key", "B2C_1A_QQSecret=env:PATH"];
    assert!(refused(&[&[QQ, client[0], client[1]], &twice[..]].concat()).stderr.contains("twice"));
}

#[test]
fn profiles_have_to_be_clear() {
    let several = refused(&["../../policies/SignUpOrSignIn.xml"]).stderr;
    assert!(several.contains("error: the policy has several providers; name one\n"), "{several}");
    assert!(several.contains("help: --profile QQ-OAUTH\n"), "{several}");
    let unknown = refused(&[QQ, "--profile", "QQ-OAUT"]).stderr;
    assert!(unknown.contains("QQ-OAUT") && unknown.contains("QQ-OAUTH"), "{unknown}");
    let faulty = Running::start(tool(&["sign-in", "policies/faulty.xml"])).end();
    assert_eq!((faulty.stdout.as_str(), faulty.status), ("", Some(1)));
}

#[test]
fn addresses_are_checked() {
    let key = ["--client-id", CLIENT_ID, "--key", "client_secret=env:PATH"];
    for (more, expected) in [
        (["--listen", "0.0.0.0:0"], "give an address of this machine"),
        (["--redirect-uri", "callback"], "the redirect URI `callback` is no URL"),
        (["--redirect-uri", "http://www.example.com/"], "the redirect URI must be an https URL"),
        (["--endpoint-base", "http://www.example.com"], "the endpoint base must be an https URL"),
    ] {
        let stderr = refused(&[&[QQ], &key[..], &more[..]].concat()).stderr;
        assert!(stderr.contains(expected), "{more:?}\n{stderr}");
    }
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("it is bound").to_string();
    let stderr = refused(&[&[QQ], &key[..], &["--listen", &address]].concat()).stderr;
    assert!(stderr.contains(&format!("cannot listen on {address}")), "{stderr}");
}
