//! The example application as a process, used by a browser over HTTP: what `cargo run --example sign_in` promises.

#[path = "../web/tests/common/browser.rs"]
mod browser;

use browser::{Browser, Page, between, origin, parameter};
use claimsmith_emulator::Provider;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

const CONFIGURATION: [&str; 7] = [
    "PORT",
    "CLAIMSMITH_PUBLIC_URL",
    "CLAIMSMITH_FLOW_KEYS",
    "QQ_OAUTH_CLIENT_ID",
    "B2C_1A_QQSECRET",
    "GITHUB_OAUTH2_CLIENT_ID",
    "B2C_1A_GITHUBSECRET",
];

/// A running example. It ends with the test.
struct Example {
    process: Child,
    address: String,
    output: Arc<Mutex<String>>,
}

impl Drop for Example {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn example() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap().join("examples");
    let example = folder.join("sign_in").with_extension(std::env::consts::EXE_EXTENSION);
    assert!(example.exists(), "the example is not built; `cargo build --example sign_in` does it");
    example
}

fn command(environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(example());
    for variable in CONFIGURATION {
        command.env_remove(variable);
    }
    command.env("PORT", "0").envs(environment.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Starts the example and waits until it says where it listens.
fn start(environment: &[(&str, &str)]) -> Example {
    let mut process = command(environment).spawn().unwrap();
    let output = Arc::new(Mutex::new(String::new()));
    collect(process.stderr.take().unwrap(), &output);
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let address = loop {
        let Some(line) = lines.next().transpose().unwrap() else {
            panic!("the example ended: {}", output.lock().unwrap());
        };
        output.lock().unwrap().push_str(&line);
        if let Some((_, address)) = line.split_once("http://127.0.0.1:") {
            let digits = address.find(|character: char| !character.is_ascii_digit()).unwrap_or(address.len());
            break format!("http://127.0.0.1:{}", &address[..digits]);
        }
    };
    let rest = Arc::clone(&output);
    thread::spawn(move || lines.map_while(Result::ok).for_each(|line| rest.lock().unwrap().push_str(&line)));
    Example { process, address, output }
}

fn collect(mut stream: impl Read + Send + 'static, output: &Arc<Mutex<String>>) {
    let output = Arc::clone(output);
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(length @ 1..) = stream.read(&mut buffer) {
            output.lock().unwrap().push_str(&String::from_utf8_lossy(&buffer[..length]));
        }
    });
}

/// Runs an example that refuses to start.
fn refuse(environment: &[(&str, &str)]) -> (ExitStatus, String) {
    let output = command(environment).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status, String::from_utf8(text).unwrap())
}

/// From the button on the first page to the account page. Every page on the way is returned as well.
async fn sign_in(browser: &mut Browser, address: &str, provider: &str, user: &str) -> (Page, Vec<String>) {
    let home = browser.get(&format!("{address}/")).await;
    let link = between(&home.body, &format!("<a class=\"provider {provider}\" href=\""), "\"");
    let begun = browser.get(&format!("{address}{link}")).await;
    let authorize_url = begun.location().unwrap();
    let consent = browser.get(&authorize_url).await;
    assert!(consent.body.contains("Sign in to <em>Contoso</em>"), "{}", consent.body);
    let form = [("ticket", consent.hidden_field("ticket")), ("user", user)];
    let decided = browser.post(&consent.form_action(), &form).await;
    let account = browser.follow(decided).await;
    assert_eq!(
        (account.status, account.url.as_str()),
        (200, format!("{address}/account").as_str()),
        "{}",
        account.body
    );
    let seen = vec![home.body, consent.body, account.body.clone()];
    (account, seen)
}

/// The value of a field in the table of claims.
fn claim<'p>(page: &'p Page, field: &str) -> &'p str {
    let row = between(&page.body, &format!("<tr><td><code>{field}</code></td>"), "</tr>");
    row.rsplit_once("<td>").unwrap().1.strip_suffix("</td>").unwrap()
}

#[tokio::test]
async fn users_of_qq_and_github_see_their_claims_and_no_secret() {
    let example = start(&[]);
    let mut seen = Vec::new();

    let mut browser = Browser::default();
    let (page, pages) = sign_in(&mut browser, &example.address, "qq", "xiaoming").await;
    seen.extend(pages);
    assert!(page.body.contains("<h1>Welcome, 小明</h1>"), "{}", page.body);
    let picture = claim(&page, "profile_picture_url");
    assert!(page.body.contains(&format!("<img class=\"face\" src=\"{picture}\" alt=\"\"")), "{}", page.body);
    let allowed = format!("img-src data: {};", origin(picture));
    assert!(page.header("content-security-policy").is_some_and(|policy| policy.contains(&allowed)), "{allowed}");
    assert_eq!(browser.get(picture).await.header("content-type"), Some("image/svg+xml"));
    let id = claim(&page, "issuer_user_id");
    assert_eq!((id.len(), claim(&page, "identity_provider")), (32, "qq.com"));
    let user = format!("<td><code>qq.com</code></td><td>QQ</td><td><code>{id}</code></td>");
    assert!(page.body.contains(&user), "{}", page.body);
    assert_eq!(claim(&page, "display_name"), "小明");
    assert!(page.body.contains(&format!("&quot;issuerUserId&quot;: &quot;{id}&quot;")), "{}", page.body);

    let mut browser = Browser::default();
    let (page, pages) = sign_in(&mut browser, &example.address, "github", "large").await;
    seen.extend(pages);
    assert!(
        page.body.contains("<td>GitHub</td><td><code>9007199254740993</code></td>"),
        "the exact number: {}",
        page.body
    );
    assert!(page.body.contains("<h1>Welcome, Ada &lt;admin&gt; O&#39;Brien &amp; Co</h1>"), "{}", page.body);
    assert_eq!(claim(&page, "display_name"), "Ada &lt;admin&gt; O&#39;Brien &amp; Co");
    assert_eq!((claim(&page, "user_name"), claim(&page, "email")), ("ada-obrien", "ada@example.com"));
    assert_eq!(claim(&page, "email_verified"), "true");
    assert!(!page.body.contains("<admin>"), "{}", page.body);

    seen.push(example.output.lock().unwrap().clone());
    for text in seen {
        for provider in Provider::ALL {
            assert!(!text.contains(provider.defaults().client_secret), "a client secret is shown: {text}");
        }
        for (_, value) in browser.cookies() {
            assert!(!text.contains(value), "the session's id is shown: {text}");
        }
        assert!(!text.contains("gho_"), "an access token is shown: {text}");
    }
}

#[tokio::test]
async fn who_declines_is_not_signed_in() {
    let example = start(&[]);
    for path in ["/signin/qq-oauth", "/signin/github-oauth2"] {
        let mut browser = Browser::default();
        let begun = browser.get(&format!("{}{path}", example.address)).await;
        let callback = browser.decide(&begun.location().unwrap(), ("deny", "1")).await;
        let page = browser.get(&callback).await;
        assert_eq!(page.status, 403, "{}", page.body);
        assert!(page.body.contains("You did not sign in."), "{}", page.body);
        assert_eq!(browser.cookies().count(), 0);
        let account = browser.get(&format!("{}/account", example.address)).await;
        assert_eq!(account.location().as_deref(), Some(format!("{}/", example.address).as_str()));
    }
}

#[tokio::test]
async fn signing_out_takes_the_form_of_the_session() {
    let example = start(&[]);
    let (address, mut browser) = (&example.address, Browser::default());
    let (page, _) = sign_in(&mut browser, address, "github", "mei").await;
    let sign_out = format!("{address}/sign-out");
    assert_eq!(page.form_action(), sign_out);
    assert_eq!(browser.get(&sign_out).await.status, 405);
    for token in ["", "guess"] {
        assert_eq!(browser.post(&sign_out, &[("form_token", token)]).await.status, 403, "{token:?}");
    }
    assert_eq!(browser.get(&format!("{address}/account")).await.status, 200, "still signed in");

    let stolen = browser.clone();
    let done = browser.post(&sign_out, &[("form_token", page.hidden_field("form_token"))]).await;
    assert_eq!((done.status, browser.cookies().count()), (303, 0));
    let mut stolen = stolen;
    assert_eq!(stolen.get(&format!("{address}/account")).await.status, 303, "the session is gone, not only its cookie");
}

/// A cookie of `localhost` does not go to `127.0.0.1`, where the provider sends the browser back to.
#[tokio::test]
async fn a_browser_that_came_by_another_name_of_this_machine_is_sent_to_the_address_of_the_application() {
    let example = start(&[]);
    let address = &example.address;
    let port = address.rsplit_once(':').unwrap().1;
    let url = format!("{address}/signin/qq-oauth?return_to=/account");
    let ask = async |host: &str| Browser::default().request("GET", &url, &[("host", host)], "", true).await;
    for host in ["localhost", "[::1]"] {
        let page = ask(&format!("{host}:{port}")).await;
        assert_eq!((page.status, page.location()), (303, Some(url.clone())), "{host}");
    }
    for host in [&format!("127.0.0.1:{port}"), "localhost:1", "elsewhere.example"] {
        let location = ask(host).await.location().unwrap();
        assert!(!location.starts_with(address.as_str()), "{host}: {location}");
    }
}

#[tokio::test]
async fn s21_a_flow_cookie_is_no_session_and_a_session_is_no_flow() {
    let example = start(&[]);
    let (address, mut browser) = (&example.address, Browser::default());
    let begun = browser.get(&format!("{address}/signin/qq-oauth")).await;
    let (name, flow) = browser.cookies().next().map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
    let mut impostor = Browser::default();
    impostor.set_cookie("session", &flow);
    assert_eq!(impostor.get(&format!("{address}/account")).await.status, 303, "not signed in");

    let callback = browser.decide(&begun.location().unwrap(), ("user", "meili")).await;
    let mut member = Browser::default();
    sign_in(&mut member, address, "qq", "xiaoming").await;
    let (_, session) = member.cookies().next().map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
    member.set_cookie(&name, &session);
    assert_eq!(member.get(&callback).await.status, 400);
}

#[test]
fn real_keys_need_a_public_address_and_all_their_parts() {
    let secret = "a-real-looking-app-key";
    let (status, text) = refuse(&[("QQ_OAUTH_CLIENT_ID", "101999999"), ("B2C_1A_QQSECRET", secret)]);
    assert_eq!(status.code(), Some(1));
    assert!(text.contains("CLAIMSMITH_PUBLIC_URL is not set"), "{text}");
    assert!(text.contains("/signin/qq-oauth/callback"), "{text}");
    assert!(!text.contains(secret), "{text}");

    let public_url = ("CLAIMSMITH_PUBLIC_URL", "https://www.example.com");
    let (status, text) = refuse(&[("B2C_1A_QQSECRET", secret), public_url]);
    assert_eq!(status.code(), Some(1));
    for variable in ["QQ_OAUTH_CLIENT_ID", "CLAIMSMITH_FLOW_KEYS"] {
        assert!(text.contains(variable), "{variable} in {text}");
    }
    assert!(!text.contains("GITHUB") && !text.contains(secret), "{text}");
}

#[tokio::test]
async fn with_keys_of_one_provider_only_that_one_is_offered_and_it_is_the_real_one() {
    let flow_key = claimsmith::FlowKey::generate_base64();
    let example = start(&[
        ("QQ_OAUTH_CLIENT_ID", "101999999"),
        ("B2C_1A_QQSECRET", "a-real-looking-app-key"),
        ("CLAIMSMITH_PUBLIC_URL", "https://www.example.com"),
        ("CLAIMSMITH_FLOW_KEYS", &flow_key),
    ]);
    let mut browser = Browser::default();
    let home = browser.get(&format!("{}/", example.address)).await;
    assert!(home.body.contains("Continue with QQ") && !home.body.contains("GitHub"), "{}", home.body);
    assert!(!home.body.contains("Emulated"), "{}", home.body);
    assert_eq!(browser.get(&format!("{}/signin/github-oauth2", example.address)).await.status, 404);

    let begun = browser.get(&format!("{}/signin/qq-oauth", example.address)).await;
    let location = begun.location().unwrap();
    assert!(location.starts_with("https://graph.qq.com/oauth2.0/authorize?"), "{location}");
    assert_eq!(parameter(&location, "client_id"), Some("101999999"));
    let redirect_uri = "https%3A%2F%2Fwww.example.com%2Fsignin%2Fqq-oauth%2Fcallback";
    assert_eq!(parameter(&location, "redirect_uri"), Some(redirect_uri));
    assert!(begun.set_cookies()[0].starts_with("__Host-claimsmith-"), "{:?}", begun.set_cookies());
    assert!(!location.contains("a-real-looking-app-key"));
}
