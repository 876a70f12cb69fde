//! A web application with a page of sign-in buttons: `cargo run --example sign_in`.
//!
//! Without configuration QQ and GitHub are emulated in this process. With the keys of a provider in the environment
//! (`QQ_OAUTH_CLIENT_ID` and `B2C_1A_QQSECRET`, or `GITHUB_OAUTH2_CLIENT_ID` and `B2C_1A_GITHUBSECRET`) and the
//! application's address in `CLAIMSMITH_PUBLIC_URL` it talks to the real one. `PORT` chooses the port.
//!
//! - `providers`: which providers are offered, from the environment
//! - `emulated`: the providers in this process
//! - `listener`: the port
//! - `user`: who signed in, from the typed claims
//! - `session`: the cookie that remembers them
//! - `pages`: the two pages

mod emulated;
mod listener;
mod pages;
mod providers;
mod session;
mod user;

/// What the policy compiles to: a client, claims and configuration for every provider in it.
mod contoso {
    claimsmith::include_policy!("policies/SignUpOrSignIn.xml");
}

use axum::extract::{Form, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Router, serve};
use claimsmith::{ProcessEnvironment, ProviderInfo, TypedPolicy};
use claimsmith_axum::sign_in;
use contoso::SignedIn;
use listener::listen;
use providers::Providers;
use session::Sessions;
use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use user::User;

/// What every handler needs.
struct Application {
    offered: Vec<ProviderInfo>,
    emulated: bool,
    sessions: Sessions,
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let (listener, providers) = match providers::configured(&ProcessEnvironment)? {
        Some(providers) => (listen(false).await?, providers),
        None => {
            let listener = listen(true).await?;
            let providers = emulated::start(&format!("http://{}", listener.local_addr()?)).await?;
            (listener, providers)
        }
    };
    println!("Open {} in a browser.", providers.public_url);
    if providers.emulators.is_empty() {
        println!("Listening at http://{}.", listener.local_addr()?);
    } else {
        println!("QQ and GitHub are emulated in this process: no account is needed. Ctrl-C stops all of it.");
    }
    serve(listener, router(&providers)).await?;
    Ok(())
}

fn router(providers: &Providers) -> Router {
    let application = Arc::new(Application {
        offered: providers.offered(),
        emulated: !providers.emulators.is_empty(),
        sessions: Sessions::new(providers.public_url.starts_with("https://")),
    });
    Router::new()
        .route("/", get(home))
        .route("/account", get(account))
        .route("/sign-out", post(sign_out))
        .route("/style.css", get(pages::style))
        .with_state(Arc::clone(&application))
        .merge(sign_in_routes(providers.qq.clone(), SignedIn::QqOauth, &application))
        .merge(sign_in_routes(providers.github.clone(), SignedIn::GitHubOauth2, &application))
}

/// The routes of one provider, none if it is not offered. An application that always offers all of them hands the whole
/// `contoso::Policy` to `sign_in` and needs nothing of this.
fn sign_in_routes<P: TypedPolicy + 'static>(
    provider: Option<P>,
    variant: fn(P::SignedIn) -> SignedIn,
    application: &Arc<Application>,
) -> Router {
    let Some(provider) = provider else { return Router::new() };
    let application = Arc::clone(application);
    sign_in(provider, move |signed_in| {
        let answer = welcome(&application, &variant(signed_in));
        async move { answer }
    })
}

/// Somebody signed in: begin a session, and go where they wanted to go.
fn welcome(application: &Application, signed_in: &SignedIn) -> Response {
    let target = signed_in.return_to().map_or("/account", |path| path.as_str());
    match application.sessions.begin(User::new(signed_in)) {
        Ok(cookie) => ([(SET_COOKIE, cookie)], Redirect::to(target)).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

async fn home(State(application): State<Arc<Application>>, headers: HeaderMap) -> Response {
    match application.sessions.find(&headers) {
        Some(_) => Redirect::to("/account").into_response(),
        None => pages::sign_in(&application.offered, application.emulated),
    }
}

async fn account(State(application): State<Arc<Application>>, headers: HeaderMap) -> Response {
    match application.sessions.find(&headers) {
        Some(session) => pages::account(&session, application.emulated),
        None => Redirect::to("/").into_response(),
    }
}

async fn sign_out(
    State(application): State<Arc<Application>>,
    headers: HeaderMap,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    let token = form.iter().find(|(name, _)| name == "form_token").map_or("", |(_, value)| value);
    match application.sessions.end(&headers, token) {
        Some(cookie) => ([(SET_COOKIE, cookie)], Redirect::to("/")).into_response(),
        None => (StatusCode::FORBIDDEN, "This form does not belong to your session.").into_response(),
    }
}
