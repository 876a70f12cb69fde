//! A whole sign-in whose two halves are actix handlers: the generated client is `Clone + Send + Sync + 'static`, and so
//! are the futures of its methods `Send`.

use actix_web::cookie::Cookie;
use actix_web::http::header::LOCATION;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::{Data, get};
use actix_web::{App, HttpRequest, HttpResponse};
use claimsmith::{Callback, ClientOptions, Provider as _, SealedFlow, Secret, SignInError};
use claimsmith_emulator::{Application, Emulator, Provider};
use policy::{QqOauth, QqOauthConfig, QqOauthInputs};

mod policy {
    #![allow(dead_code, reason = "the test uses one provider by its type")]
    claimsmith::include_policy!("../../policies/providers/qq.xml");
}

const REDIRECT_URI: &str = "http://127.0.0.1:3000/signin/qq-oauth/callback";

async fn start(qq: Data<QqOauth>) -> HttpResponse {
    match qq.begin(QqOauthInputs::default()) {
        Ok(begin) => HttpResponse::SeeOther()
            .insert_header((LOCATION, begin.url))
            .cookie(Cookie::build("flow", begin.flow.as_str().to_owned()).http_only(true).finish())
            .finish(),
        Err(error) => refused(&error),
    }
}

async fn callback(qq: Data<QqOauth>, request: HttpRequest) -> HttpResponse {
    let flow = request.cookie("flow").map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    let finished = match Callback::from_query(request.query_string()) {
        Ok(callback) => qq.finish(callback, SealedFlow::from_string(flow)).await,
        Err(error) => Err(error),
    };
    match finished {
        Ok(signed_in) => HttpResponse::Ok().body(signed_in.claims.issuer_user_id),
        Err(error) => refused(&error),
    }
}

fn refused(error: &SignInError) -> HttpResponse {
    HttpResponse::Forbidden().body(error.public_message())
}

fn client(emulator: &Emulator) -> QqOauth {
    QqOauth::new(QqOauthConfig {
        client_id: "101".to_owned(),
        client_secret: Secret::from("the-app-key"),
        redirect_uri: REDIRECT_URI.to_owned(),
        options: ClientOptions::default().with_endpoint_base(emulator.origin()).with_loopback_http(true),
    })
    .expect("the configuration is complete")
}

/// The request of a browser that holds this flow.
fn visit(path: &str, flow: Option<&str>) -> TestRequest {
    let request = TestRequest::get().uri(path);
    match flow {
        Some(flow) => request.cookie(Cookie::new("flow", flow.to_owned())),
        None => request,
    }
}

#[test]
fn a_user_signs_in_through_actix_handlers() {
    actix_web::rt::System::new().block_on(signs_in());
}

async fn signs_in() {
    let application = Application::new("101", "the-app-key").redirect_uri(REDIRECT_URI);
    let emulator = Emulator::start(Provider::Qq, application).await.expect("the emulator starts");
    let app = App::new()
        .app_data(Data::new(client(&emulator)))
        .route("/signin/qq-oauth", get().to(start))
        .route("/signin/qq-oauth/callback", get().to(callback));
    let app = init_service(app).await;

    let begun = call_service(&app, visit("/signin/qq-oauth", None).to_request()).await;
    let url = begun.headers().get(LOCATION).and_then(|value| value.to_str().ok()).expect("a redirect").to_owned();
    let flow = begun.response().cookies().find(|cookie| cookie.name() == "flow").expect("a flow").value().to_owned();
    let returned = emulator.authorize_as(&url, "xiaoming").await.expect("the user consents");
    let path = returned.strip_prefix("http://127.0.0.1:3000").expect("the redirect URI");

    let stranger = call_service(&app, visit(path, None).to_request()).await;
    assert_eq!(stranger.status(), 403, "another browser has no flow");
    let signed_in = call_service(&app, visit(path, Some(&flow)).to_request()).await;
    assert_eq!(signed_in.status(), 200);
    assert_eq!(read_body(signed_in).await, emulator.subject("xiaoming").expect("QQ knows the user"));
}

#[test]
fn a_generated_client_goes_anywhere() {
    fn anywhere<T: Clone + Send + Sync + 'static>() {}
    fn between_threads<T: Send>(_: impl FnOnce() -> T) {}
    anywhere::<QqOauth>();
    anywhere::<policy::Policy>();
    let finish = |qq: QqOauth, callback: Callback, flow: SealedFlow| async move { qq.finish(callback, flow).await };
    between_threads(|| async move {
        let (qq, callback, flow): (QqOauth, Callback, SealedFlow) = std::future::pending().await;
        finish(qq, callback, flow).await
    });
    assert_eq!(QqOauth::PROFILE.id, "QQ-OAUTH");
}
