//! The providers of the policy, emulated in this process.

use crate::contoso::{GitHubOauth2, GitHubOauth2Config, QqOauth, QqOauthConfig};
use crate::providers::Providers;
use claimsmith::{ClientOptions, FlowKey, FlowKeys, Secret, callback_path};
use claimsmith_emulator::{Application, Emulator, Provider};
use std::error::Error;

/// Starts QQ and GitHub on loopback and points the policy's clients at them. Everything else (policy, generated code,
/// routes) is what talks to the real ones.
pub(crate) async fn start(public_url: &str) -> Result<Providers, Box<dyn Error>> {
    let flow_keys = FlowKeys::from(FlowKey::ephemeral());
    let redirect_uri = |id: &str| format!("{public_url}{}", callback_path(id));

    let (emulator, defaults) = (Provider::Qq, Provider::Qq.defaults());
    let qq_redirect_uri = redirect_uri("QQ-OAUTH");
    let qq_emulator = Emulator::start(emulator, application(emulator, &qq_redirect_uri)).await?;
    let qq = QqOauth::new(QqOauthConfig {
        client_id: defaults.client_id.to_owned(),
        client_secret: Secret::from(defaults.client_secret),
        redirect_uri: qq_redirect_uri,
        options: options(&qq_emulator, &flow_keys),
    })?;

    let (emulator, defaults) = (Provider::GitHub, Provider::GitHub.defaults());
    let github_redirect_uri = redirect_uri("GitHub-OAUTH2");
    let github_emulator = Emulator::start(emulator, application(emulator, &github_redirect_uri)).await?;
    let github = GitHubOauth2::new(GitHubOauth2Config {
        client_id: defaults.client_id.to_owned(),
        client_secret: Secret::from(defaults.client_secret),
        redirect_uri: github_redirect_uri,
        options: options(&github_emulator, &flow_keys),
    })?;

    Ok(Providers {
        public_url: public_url.to_owned(),
        qq: Some(qq),
        github: Some(github),
        emulators: vec![qq_emulator, github_emulator],
    })
}

/// What one would register at the provider.
fn application(provider: Provider, redirect_uri: &str) -> Application {
    let defaults = provider.defaults();
    Application::new(defaults.client_id, defaults.client_secret).redirect_uri(redirect_uri).name("Contoso")
}

/// The endpoints of the policy, moved to the emulator.
fn options(emulator: &Emulator, flow_keys: &FlowKeys) -> ClientOptions {
    ClientOptions::default()
        .with_flow_keys(flow_keys.clone())
        .with_endpoint_base(emulator.origin())
        .with_loopback_http(true)
}
