//! A web application with a page of sign-in buttons: `cargo run --example sign_in`.
//!
//! Without configuration QQ and GitHub are emulated in this process. With the keys of a provider in the environment
//! (`QQ_OAUTH_CLIENT_ID` and `B2C_1A_QQSECRET`, or `GITHUB_OAUTH2_CLIENT_ID` and `B2C_1A_GITHUBSECRET`) and the
//! application's address in `CLAIMSMITH_PUBLIC_URL` it talks to the real one. `PORT` chooses the port.
//!
//! - `providers`: which providers are offered, from the environment
//! - `emulated`: the providers in this process
//! - `listener`: the port
//! - `address`: one address for everybody
//! - `application`: the routes, and what happens when somebody signed in
//! - `user`: who signed in, from the typed claims
//! - `picture`: which pictures may be shown
//! - `accounts`: the accounts, and how a second provider is linked to one
//! - `session`: the cookie that remembers who is signed in
//! - `pages`: the pages

mod accounts;
mod address;
mod application;
mod emulated;
mod listener;
mod pages;
mod picture;
mod providers;
mod session;
mod user;

/// What the policy compiles to: a client, claims and configuration for every provider in it.
mod contoso {
    claimsmith::include_policy!("policies/SignUpOrSignIn.xml");
}

use axum::serve;
use claimsmith::ProcessEnvironment;
use listener::listen;
use std::error::Error;
use std::process::ExitCode;

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
    serve(listener, application::router(&providers)).await?;
    Ok(())
}
