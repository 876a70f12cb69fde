//! What the flow tests share: the policy, an emulated provider, and a client pointed at it.

#![allow(dead_code, reason = "each test file uses its own part")]

use claimsmith::{ClientOptions, Provider, Secret};
use claimsmith_emulator::{Application, Emulator};

/// The policy that the repository ships, compiled by the macro.
pub(crate) mod contoso {
    #![allow(dead_code, reason = "each test uses its own part")]
    claimsmith::include_policy!("policies/SignUpOrSignIn.xml");
}

/// The client id the emulator knows.
pub(crate) const CLIENT_ID: &str = "101000001";
/// The secret the emulator knows.
pub(crate) const SECRET: &str = "the-app-key";

/// Where a provider sends the browser back to.
pub(crate) fn redirect_uri<P: Provider>() -> String {
    format!("http://127.0.0.1:3000{}", claimsmith::callback_path(&P::PROFILE.id))
}

/// An emulated provider that knows one application.
pub(crate) async fn emulator<P: Provider>(provider: claimsmith_emulator::Provider) -> Emulator {
    let application = Application::new(CLIENT_ID, SECRET).redirect_uri(redirect_uri::<P>());
    Emulator::start(provider, application).await.expect("the emulator starts")
}

/// Options that move every endpoint to the emulator.
pub(crate) fn options(emulator: &Emulator) -> ClientOptions {
    ClientOptions::default().with_endpoint_base(emulator.origin()).with_loopback_http(true)
}

/// A QQ client with this secret.
pub(crate) fn qq(emulator: &Emulator, client_id: &str, secret: &str) -> contoso::QqOauth {
    contoso::QqOauth::new(contoso::QqOauthConfig {
        client_id: client_id.into(),
        client_secret: Secret::from(secret),
        redirect_uri: redirect_uri::<contoso::QqOauth>(),
        options: options(emulator),
    })
    .expect("the configuration is complete")
}

/// A GitHub client with this secret.
pub(crate) fn github(emulator: &Emulator, client_id: &str, secret: &str) -> contoso::GitHubOauth2 {
    contoso::GitHubOauth2::new(contoso::GitHubOauth2Config {
        client_id: client_id.into(),
        client_secret: Secret::from(secret),
        redirect_uri: redirect_uri::<contoso::GitHubOauth2>(),
        options: options(emulator),
    })
    .expect("the configuration is complete")
}

/// The callback that a URL stands for.
pub(crate) fn callback(url: &str) -> claimsmith::Callback {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    claimsmith::Callback::from_query(query).expect("a callback that can be read")
}
