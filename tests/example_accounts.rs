//! Accounts of the example application: a user is known by the provider's immutable id, and an e-mail address, verified or
//! not, neither signs anybody in to an account nor links two users. The application runs in this process, beside a GitHub
//! whose users share an address.

#[path = "../examples/sign_in/accounts.rs"]
mod accounts;
#[path = "../examples/sign_in/address.rs"]
mod address;
#[path = "../examples/sign_in/application.rs"]
mod application;
#[path = "../web/tests/common/browser.rs"]
mod browser;
#[path = "../examples/sign_in/pages.rs"]
mod pages;
#[path = "../examples/sign_in/picture.rs"]
mod picture;
#[allow(dead_code, reason = "the providers of these tests are not those of the environment")]
#[path = "../examples/sign_in/providers.rs"]
mod providers;
#[path = "../examples/sign_in/session.rs"]
mod session;
#[path = "../examples/sign_in/user.rs"]
mod user;

mod contoso {
    #![allow(dead_code, reason = "the tests use a part of it")]
    claimsmith::include_policy!("policies/SignUpOrSignIn.xml");
}

use browser::{Browser, Page, between};
use claimsmith::{ClientOptions, Provider as _, Secret, callback_path};
use claimsmith_emulator::{Application, Emulator, Provider, Quirks, User};
use contoso::{GitHubOauth2, GitHubOauth2Config, QqOauth, QqOauthConfig};
use picture::Picture;
use providers::Providers;

const SHARED: &str = "shared@example.com";

/// Starts the application and returns its address.
async fn start(github_users: Vec<User>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let registered = |id: &str| {
        let redirect_uri = format!("{address}{}", callback_path(id));
        (Application::new("client", "secret").redirect_uri(&redirect_uri), redirect_uri)
    };
    let options =
        |emulator: &Emulator| ClientOptions::default().with_endpoint_base(emulator.origin()).with_loopback_http(true);

    let (application, redirect_uri) = registered(&QqOauth::PROFILE.id);
    let qq = Emulator::start(Provider::Qq, application).await.unwrap();
    let (client_id, client_secret) = ("client".to_owned(), Secret::from("secret"));
    let config = QqOauthConfig { client_id, client_secret, redirect_uri, options: options(&qq) };
    let qq_client = QqOauth::new(config).unwrap();

    let (application, redirect_uri) = registered(&GitHubOauth2::PROFILE.id);
    let quirks = github_users.into_iter().fold(Quirks::new(), Quirks::user);
    let github = Emulator::for_profile_with(&GitHubOauth2::PROFILE, application, quirks).await.unwrap();
    let (client_id, client_secret) = ("client".to_owned(), Secret::from("secret"));
    let config = GitHubOauth2Config { client_id, client_secret, redirect_uri, options: options(&github) };
    let github_client = GitHubOauth2::new(config).unwrap();

    let providers = Providers {
        public_url: address.clone(),
        qq: Some(qq_client),
        github: Some(github_client),
        emulators: vec![qq, github],
    };
    tokio::spawn(async move { axum::serve(listener, application::router(&providers)).await });
    address
}

fn github_user(key: &str, address: &str, verified: Option<bool>) -> User {
    User::new(key).with("issuerUserId", format!("id-of-{key}")).with("email", address).with("emailVerified", verified)
}

/// From a link to the page after the sign-in.
async fn follow(browser: &mut Browser, link: &str, user: &str) -> Page {
    let begun = browser.get(link).await;
    let callback = browser.decide(&begun.location().unwrap(), ("user", user)).await;
    let answer = browser.get(&callback).await;
    browser.follow(answer).await
}

async fn sign_in(browser: &mut Browser, address: &str, provider: &str, user: &str) -> Page {
    follow(browser, &format!("{address}/signin/{provider}"), user).await
}

const GITHUB: &str = "github-oauth2";
const QQ: &str = "qq-oauth";

/// Where the button that links a provider leads.
fn link_of(page: &Page, address: &str, name: &str) -> String {
    let (before, _) = page.body.split_once(&format!("\">Link {name}</a>")).unwrap_or_else(|| panic!("{}", page.body));
    format!("{address}{}", before.rsplit_once("href=\"").unwrap().1)
}

/// Issuers and ids in the table of the account's users.
fn users(page: &Page) -> Vec<(&str, &str)> {
    let table = between(&page.body, "<h2>This account</h2>", "</tbody>");
    let row = |row| (between(row, "<code>", "</code>"), between(row, "</td><td><code>", "</code>"));
    table.split("<tr><td>").skip(1).map(row).collect()
}

async fn is_signed_in(browser: &mut Browser, address: &str) -> bool {
    browser.get(&format!("{address}/account")).await.status == 200
}

/// The second user of an address gets no session, whatever the provider says of the address.
async fn a_link_is_needed(first: Option<bool>, second: Option<bool>, second_address: &str) {
    let users_of_github = vec![github_user("owner", SHARED, first), github_user("other", second_address, second)];
    let address = start(users_of_github).await;
    let mut owner = Browser::default();
    let page = sign_in(&mut owner, &address, GITHUB, "owner").await;
    assert_eq!(users(&page), [("github.com", "id-of-owner")]);

    let mut other = Browser::default();
    let page = sign_in(&mut other, &address, GITHUB, "other").await;
    assert_eq!(page.url, format!("{address}/link-needed"));
    assert!(page.body.contains("This address belongs to another account"), "{}", page.body);
    assert!(!page.body.contains("owner") && !page.body.to_lowercase().contains(SHARED), "{}", page.body);
    assert_eq!(other.cookies().count(), 0, "no session, and the flow is forgotten");
    assert!(!is_signed_in(&mut other, &address).await);

    let page = owner.get(&format!("{address}/account")).await;
    assert_eq!(users(&page), [("github.com", "id-of-owner")], "nothing was linked");
    let page = sign_in(&mut other, &address, GITHUB, "owner").await;
    assert_eq!(page.status, 200, "a known subject signs in");
}

#[tokio::test]
async fn s19_an_unverified_address_of_another_account_needs_a_link() {
    a_link_is_needed(Some(true), Some(false), SHARED).await;
    a_link_is_needed(Some(true), None, SHARED).await;
    a_link_is_needed(None, Some(true), SHARED).await;
}

#[tokio::test]
async fn s19_a_verified_address_of_another_account_links_nothing_silently() {
    a_link_is_needed(Some(true), Some(true), SHARED).await;
    a_link_is_needed(Some(true), Some(true), "Shared@EXAMPLE.com").await;
}

#[tokio::test]
async fn s19_a_signed_in_user_links_another_provider_whatever_the_address() {
    let address = start(vec![github_user("owner", SHARED, Some(true)), github_user("other", SHARED, Some(true))]).await;
    let mut browser = Browser::default();
    sign_in(&mut browser, &address, GITHUB, "owner").await;
    let page = browser.get(&format!("{address}/account")).await;
    assert!(!page.body.contains("Link GitHub"), "the account has a user of GitHub");
    let session: Vec<_> = browser.cookies().map(|(_, value)| value.to_owned()).collect();

    let page = follow(&mut browser, &link_of(&page, &address, "QQ"), "meili").await;
    assert_eq!(page.url, format!("{address}/account"));
    let linked: Vec<(String, String)> =
        users(&page).into_iter().map(|(issuer, id)| (issuer.to_owned(), id.to_owned())).collect();
    assert_eq!(linked[0], ("github.com".to_owned(), "id-of-owner".to_owned()));
    assert_eq!((linked[1].0.as_str(), linked.len()), ("qq.com", 2));
    assert!(!page.body.contains("Link another provider"), "there is none left");
    let now: Vec<_> = browser.cookies().map(|(_, value)| value.to_owned()).collect();
    assert_eq!(now, session, "still the same session, and the flow is forgotten");

    let mut elsewhere = Browser::default();
    let page = sign_in(&mut elsewhere, &address, QQ, "meili").await;
    assert_eq!(users(&page).len(), 2, "both lead to the account");

    let mut stranger = Browser::default();
    let page = sign_in(&mut stranger, &address, QQ, "xiaoming").await;
    let page = follow(&mut stranger, &link_of(&page, &address, "GitHub"), "other").await;
    assert_eq!(users(&page).len(), 2, "the address does not matter to somebody who asks for the link");
    assert!(users(&page).contains(&("github.com", "id-of-other")), "{:?}", users(&page));
}

#[tokio::test]
async fn s19_a_link_of_somebody_else_links_nothing() {
    let address = start(vec![github_user("owner", SHARED, Some(true))]).await;
    let mut attacker = Browser::default();
    let page = sign_in(&mut attacker, &address, QQ, "nana").await;
    let link_of_attacker = link_of(&page, &address, "GitHub");
    let mut victim = Browser::default();
    sign_in(&mut victim, &address, QQ, "meili").await;

    let guesses = ["", "guess"].map(|token| format!("{address}/signin/{GITHUB}?return_to=/link/{token}"));
    for link in [&link_of_attacker, &guesses[0], &guesses[1]] {
        for browser in [&mut victim, &mut Browser::default()] {
            let page = follow(browser, link, "owner").await;
            assert_eq!(page.url, format!("{address}/not-linked"), "{link}");
        }
    }
    for browser in [&mut attacker, &mut victim] {
        let page = browser.get(&format!("{address}/account")).await;
        assert_eq!(users(&page).len(), 1, "{:?}", users(&page));
    }
}

#[tokio::test]
async fn s19_a_user_of_another_account_stays_there() {
    let address = start(vec![github_user("owner", SHARED, Some(true))]).await;
    let mut owner = Browser::default();
    sign_in(&mut owner, &address, GITHUB, "owner").await;
    let mut other = Browser::default();
    let page = sign_in(&mut other, &address, QQ, "meili").await;
    let link = link_of(&page, &address, "GitHub");
    let page = follow(&mut other, &link, "owner").await;
    assert_eq!(page.url, format!("{address}/linked-elsewhere"));
    for (browser, issuer) in [(&mut owner, "github.com"), (&mut other, "qq.com")] {
        let page = browser.get(&format!("{address}/account")).await;
        assert_eq!(users(&page).iter().map(|(issuer, _)| *issuer).collect::<Vec<_>>(), [issuer]);
    }
}

#[tokio::test]
async fn pictures_come_from_where_the_policy_of_the_page_says() {
    let hostile = "https://images.example/a.png?\"><script>alert(1)</script>";
    let users_of_github = vec![
        github_user("picture", "a@example.com", None).with("profilePictureUrl", hostile),
        github_user("plain", "b@example.com", None).with("profilePictureUrl", "http://images.example/a.png"),
    ];
    let address = start(users_of_github).await;
    let page = sign_in(&mut Browser::default(), &address, GITHUB, "picture").await;
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("img-src data: https://images.example;"), "{policy}");
    let picture = "<img class=\"face\" src=\"https://images.example/a.png?%22%3E%3Cscript%3Ealert(1)%3C/script%3E\"";
    assert!(page.body.contains(picture) && !page.body.contains("<script>"), "{}", page.body);

    let page = sign_in(&mut Browser::default(), &address, GITHUB, "plain").await;
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("img-src data:;") && !page.body.contains("<img"), "{policy}");
}

#[test]
fn a_picture_is_at_an_https_address_or_at_an_emulator() {
    let emulators = ["http://127.0.0.1:8701".to_owned()];
    for (text, origin) in [
        ("https://thirdqq.example/g?b=oidb&s=100", Some("https://thirdqq.example")),
        ("https://images.example:8443/a", Some("https://images.example:8443")),
        ("https://[::1]:8443/a", Some("https://[::1]:8443")),
        ("https://圖.example/a", Some("https://xn--lds.example")),
        ("http://127.0.0.1:8701/avatars/xiaoming", Some("http://127.0.0.1:8701")),
        ("http://127.0.0.1:8702/avatars/xiaoming", None),
        ("http://images.example/a", None),
        ("https://images.example;script-src%20*/a", None),
        ("https://a;script-src/a", None),
        ("https://*/a", None),
        ("https://*.example/a", None),
        ("https://'self'/a", None),
        ("javascript:alert(1)", None),
        ("data:image/svg+xml,<svg/>", None),
        ("//images.example/a", None),
        ("", None),
    ] {
        let picture = Picture::new(text, &emulators);
        assert_eq!(picture.as_ref().map(|picture| picture.origin.as_str()), origin, "{text}");
    }
}
