//! The `CryptographicKeys` of a profile: which of them it uses, and what they are.

use super::ClientConfig;
use super::profile_rules::invalid_profile;
use super::source::describe_key;
use crate::core::SigningKey;
use crate::error::{ConfigError, MissingSetting};
use crate::secret::Secret;
use claimsmith_profile::rules::is_placeholder;
use claimsmith_profile::transformation::Step;
use claimsmith_profile::{ClientAuthentication, CryptographicKey, Profile, ResponseType, SignatureAlgorithm, Text};

const CLIENT_SECRET: &str = "client_secret";
const ASSERTION_SIGNING_KEY: &str = "assertion_signing_key";

/// Whether the profile uses the key with this id. A policy may declare more: `client_secret` beside `private_key_jwt`.
pub(super) fn is_used(profile: &Profile, id: &str) -> bool {
    if policy_key_names(profile)
        .any(|name| policy_key(profile, name).is_some_and(|key| key.id.eq_ignore_ascii_case(id)))
    {
        return true;
    }
    if id.eq_ignore_ascii_case(CLIENT_SECRET) {
        return signing_key_id(profile) == Some(CLIENT_SECRET) || client_secret_use(profile).is_some();
    }
    signing_key_id(profile).is_some_and(|signing| id.eq_ignore_ascii_case(signing))
}

/// The id of the key that signs what proves who the client is, if anything does.
fn signing_key_id(profile: &Profile) -> Option<&'static str> {
    let token = &profile.token;
    match token.authentication {
        _ if profile.authorization.response_type == ResponseType::IdToken => None,
        _ if token.minted_secret.is_some() => Some(CLIENT_SECRET),
        ClientAuthentication::PrivateKeyJwt => Some(ASSERTION_SIGNING_KEY),
        ClientAuthentication::SecretPost | ClientAuthentication::SecretBasic => None,
    }
}

fn given<'c>(config: &'c ClientConfig, id: &str) -> Option<&'c Secret> {
    let key = config.keys.iter().find(|(key, _)| key.eq_ignore_ascii_case(id));
    key.map(|(_, secret)| secret).filter(|secret| !secret.expose().is_empty())
}

/// The stored client secret.
pub(super) fn client_secret(profile: &Profile, config: &ClientConfig) -> Result<Option<Secret>, ConfigError> {
    if profile.token.minted_secret.is_some() {
        return Ok(None);
    }
    if let Some(secret) = given(config, CLIENT_SECRET) {
        return Ok(Some(secret.clone()));
    }
    match (profile.key(CLIENT_SECRET), client_secret_use(profile)) {
        (Some(key), Some(_)) => Err(missing(profile, key)),
        (None, Some(use_)) if use_ != SecretUse::Post => {
            Err(invalid_profile(profile, format!("{} needs the key client_secret", use_.name())))
        }
        // A profile without the key is a public client: PKCE alone protects the code.
        (None, Some(_)) | (_, None) => Ok(None),
    }
}

/// What a client secret is used for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SecretUse {
    Basic,
    Proof,
    Signature,
    Post,
}

impl SecretUse {
    fn name(self) -> &'static str {
        match self {
            Self::Basic => "client_secret_basic",
            Self::Proof => "claimsmith.claims_proof_parameter",
            Self::Signature => "an id_token signed with HS256",
            Self::Post => "client_secret_post",
        }
    }
}

fn client_secret_use(profile: &Profile) -> Option<SecretUse> {
    let id_token = profile.id_token.as_ref();
    if id_token.is_some_and(|id_token| id_token.algorithms.contains(&SignatureAlgorithm::Hs256)) {
        return Some(SecretUse::Signature);
    }
    if profile.authorization.response_type == ResponseType::IdToken {
        return None;
    }
    if profile.claims.proof_parameter.is_some() {
        return Some(SecretUse::Proof);
    }
    match profile.token.authentication {
        ClientAuthentication::SecretBasic => Some(SecretUse::Basic),
        ClientAuthentication::SecretPost => Some(SecretUse::Post),
        ClientAuthentication::PrivateKeyJwt => None,
    }
}

/// The private key that proves who the client is, if the profile signs anything.
pub(super) fn signing_key(profile: &Profile, config: &ClientConfig) -> Result<Option<SigningKey>, ConfigError> {
    let Some(id) = signing_key_id(profile) else { return Ok(None) };
    let minted = profile.token.minted_secret.as_ref();
    let (algorithm, reason) = match minted {
        Some(_) => (SignatureAlgorithm::Es256, "it is not a P-256 private key in PEM"),
        None => (profile.token.signing_algorithm, "it is not an RSA private key of at least 2,048 bits in PEM"),
    };
    if cfg!(not(feature = "client-assertion")) {
        let reason = "it signs what proves who the client is; switch the feature `client-assertion` on";
        return Err(invalid_profile(profile, reason.to_owned()));
    }
    let texts = minted.map(|minted| [("issuer", &minted.issuer), ("key_id", &minted.key_id)]);
    if let Some((name, _)) = texts.into_iter().flatten().find(|(_, text)| is_placeholder(text)) {
        let what = format!("claimsmith.client_secret_{name} of {}", profile.id);
        return Err(ConfigError::Placeholder { what });
    }
    let Some(pem) = given(config, id) else {
        return Err(match profile.key(id) {
            Some(key) => missing(profile, key),
            None => invalid_profile(profile, format!("its client authentication needs the key {id}")),
        });
    };
    let invalid = || ConfigError::InvalidSetting { what: format!("{id} of {}", profile.id), reason };
    SigningKey::from_pem(pem, algorithm).ok_or_else(invalid).map(Some)
}

/// The policy keys that transformations name, each once.
pub(super) fn policy_keys(profile: &Profile, config: &ClientConfig) -> Result<Vec<(Text, Secret)>, ConfigError> {
    let mut keys: Vec<(Text, Secret)> = Vec::new();
    for name in policy_key_names(profile) {
        if keys.iter().any(|(known, _)| known == name) {
            continue;
        }
        let Some(key) = policy_key(profile, name) else {
            let reason = format!("a claims transformation needs the policy key {name}, and it declares no such key");
            return Err(invalid_profile(profile, reason));
        };
        let secret = given(config, &key.id).ok_or_else(|| missing(profile, key))?;
        keys.push((name.clone(), secret.clone()));
    }
    Ok(keys)
}

/// The names of the policy keys that transformations name (`randomizerSecret` of `Hash`).
fn policy_key_names(profile: &Profile) -> impl Iterator<Item = &Text> {
    let transformations = &profile.transformations;
    let steps = transformations.before.iter().chain(transformations.after.iter());
    steps.filter_map(|transformation| match &transformation.step {
        Step::Hash { secret, .. } => Some(secret),
        _ => None,
    })
}

/// The key of the profile that stands for a policy key: the one that was added for it has its name as id.
fn policy_key<'p>(profile: &'p Profile, name: &str) -> Option<&'p CryptographicKey> {
    let is_stored = |key: &&CryptographicKey| key.storage_reference_id.eq_ignore_ascii_case(name);
    profile.key(name).filter(is_stored).or_else(|| profile.keys.iter().find(is_stored))
}

fn missing(profile: &Profile, key: &CryptographicKey) -> ConfigError {
    let what = describe_key(profile, key);
    let variable = key.variable.to_string();
    ConfigError::Missing(vec![MissingSetting { variable, alternatives: Vec::new(), what, places: String::new() }])
}
