//! How an application tests its sign-in, as docs/testing.md shows it.

use claimsmith::{Begin, Callback, ClientOptions, Provider as _, Secret, SignInError};
use claimsmith_emulator::{Application, Emulator, Endpoint, Fault};
use contoso::{QqOauth, QqOauthConfig, QqOauthInputs};

mod contoso {
    claimsmith::include_policy!("policies/providers/qq.xml");
}

/// A provider on loopback that insists on what the policy sends, and the policy's client pointed at it.
async fn start(public_url: &str) -> (Emulator, QqOauth) {
    let redirect_uri = format!("{public_url}/signin/qq-oauth/callback");
    let application = Application::new("101", "secret").redirect_uri(&redirect_uri);
    let emulator = Emulator::for_profile(&QqOauth::PROFILE, application).await.expect("a free port");
    let client = QqOauth::new(QqOauthConfig {
        client_id: "101".to_owned(),
        client_secret: Secret::from("secret"),
        redirect_uri,
        options: ClientOptions::default().with_endpoint_base(emulator.origin()).with_loopback_http(true),
    });
    (emulator, client.expect("a complete configuration"))
}

#[tokio::test]
async fn a_user_signs_in() {
    let (emulator, client) = start("http://127.0.0.1:3000").await;
    let Begin { url, flow, .. } = client.begin(QqOauthInputs::default()).expect("no input is required");
    let callback = emulator.authorize_as(&url, "ada").await.expect("the emulator takes the request");
    let (_, query) = callback.split_once('?').expect("a query");
    let signed_in = client.finish(Callback::from_query(query).expect("a callback"), flow).await.expect("a sign-in");
    assert_eq!(signed_in.subject().map(|user| user.id.clone()), emulator.subject("ada"));
}

#[tokio::test]
async fn a_provider_that_fails_signs_nobody_in() {
    let (emulator, client) = start("http://127.0.0.1:3000").await;
    emulator.order(Endpoint::Token, Fault::status(500));
    let Begin { url, flow, .. } = client.begin(QqOauthInputs::default()).expect("no input is required");
    let callback = emulator.authorize_as(&url, "ada").await.expect("the emulator takes the request");
    let (_, query) = callback.split_once('?').expect("a query");
    let error = client.finish(Callback::from_query(query).expect("a callback"), flow).await.expect_err("an error");
    assert!(matches!(error, SignInError::BadResponse { .. }), "{error:?}");
}

#[tokio::test]
async fn the_routes_sign_a_user_in() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    let (emulator, client) = start(&origin).await;
    let app =
        axum::Router::new().merge(claimsmith_axum::sign_in(client, async |user| user.subject().is_some().to_string()));
    tokio::spawn(async move { axum::serve(listener, app).await });

    let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let begun = browser.get(format!("{origin}/signin/qq-oauth")).send().await.expect("an answer");
    let header = |name| begun.headers()[name].to_str().expect("text").to_owned();
    let callback = emulator.authorize_as(&header("location"), "ada").await.expect("the emulator takes the request");
    let cookie = header("set-cookie").split(';').next().expect("a cookie").to_owned();
    let page = browser.get(callback).header("cookie", cookie).send().await.expect("an answer");
    assert_eq!(page.text().await.expect("a text"), "true");
}
