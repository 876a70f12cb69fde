//! Which providers are offered.

use crate::contoso::{GitHubOauth2, GitHubOauth2Config, PROVIDERS, QqOauth, QqOauthConfig};
use claimsmith::{ConfigSource, Environment, Policy, Provider, ProviderInfo, callback_path};
use claimsmith_emulator::Emulator;
use std::error::Error;

const PUBLIC_URL: &str = "CLAIMSMITH_PUBLIC_URL";

/// The providers that users can sign in with.
pub(crate) struct Providers {
    /// Where browsers reach this application.
    pub(crate) public_url: String,
    pub(crate) qq: Option<QqOauth>,
    pub(crate) github: Option<GitHubOauth2>,
    /// They stop when they are dropped. Empty: the real providers.
    pub(crate) emulators: Vec<Emulator>,
}

impl Providers {
    /// What the buttons say, in the order of the policy.
    pub(crate) fn offered(&self) -> Vec<ProviderInfo> {
        let is_offered = |id: &str| {
            let qq = self.qq.as_ref().and_then(|provider| Policy::client(provider, id));
            let github = self.github.as_ref().and_then(|provider| Policy::client(provider, id));
            qq.or(github).is_some()
        };
        PROVIDERS.iter().filter(|provider| is_offered(&provider.id)).cloned().collect()
    }
}

/// The real providers that the environment has keys for; `None` if there is not a single key.
pub(crate) fn configured(environment: &dyn Environment) -> Result<Option<Providers>, Box<dyn Error>> {
    let (qq, github) = (has_keys::<QqOauth>(environment), has_keys::<GitHubOauth2>(environment));
    if !qq && !github {
        return Ok(None);
    }
    let public_url = environment.get(PUBLIC_URL).filter(|url| !url.trim().is_empty()).ok_or_else(no_public_url)?;
    let mut source = ConfigSource::new(environment);
    let qq = qq.then(|| QqOauthConfig::read(&mut source));
    let github = github.then(|| GitHubOauth2Config::read(&mut source));
    source.finish()?;
    Ok(Some(Providers {
        public_url: public_url.trim().to_owned(),
        qq: qq.map(QqOauth::new).transpose()?,
        github: github.map(GitHubOauth2::new).transpose()?,
        emulators: Vec::new(),
    }))
}

/// Whether anything was configured for a provider. Half of it counts: the other half is then reported as missing.
fn has_keys<P: Provider>(environment: &dyn Environment) -> bool {
    let profile = P::PROFILE;
    let keys = profile.keys.iter().map(|key| key.variable.as_ref());
    keys.chain([profile.client_id_variable.as_ref()])
        .any(|variable| environment.get(variable).is_some_and(|value| !value.trim().is_empty()))
}

fn no_public_url() -> String {
    format!(
        "There are keys of a real provider in the environment, but {PUBLIC_URL} is not set.\n\
         A provider sends browsers back to addresses only that are registered with it, so the address of this \
         application must be known. Set {PUBLIC_URL} to it, such as https://www.example.com, and register:\n  \
         QQ      <{PUBLIC_URL}>{}\n  GitHub  <{PUBLIC_URL}>{}\n\
         Without any keys the providers are emulated, and nothing has to be registered.",
        callback_path(&QqOauth::PROFILE.id),
        callback_path(&GitHubOauth2::PROFILE.id),
    )
}
