//! Client id and keys: from the arguments, else from the variables that generated code reads.

use crate::arguments::SignIn;
use crate::output::Failure;
use crate::paths::on_disk;
use claimsmith_runtime::profile::CryptographicKey;
use claimsmith_runtime::{ClientConfig, ConfigError, ConfigSource, Profile, Secret};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;

/// Longest key that is read from a file, in bytes.
const LONGEST_KEY: u64 = 64 * 1024;

/// The configuration of the profile: client id, keys, redirect URI.
///
/// # Errors
/// When `--key` is wrong or leads to nothing, or a setting is missing; the message names every missing variable.
pub(super) fn read(arguments: &SignIn, profile: &Profile, redirect_uri: &str) -> Result<ClientConfig, Failure> {
    let mut given = given_keys(&arguments.keys, profile)?;
    let mut source = ConfigSource::process();
    if let Some(environment) = &arguments.options.environment {
        source = source.with_environment(environment);
    }
    let client_id = match &arguments.client_id {
        Some(id) => id.trim().to_owned(),
        None => source.client_id(profile),
    };
    let mut config = ClientConfig::new(client_id, redirect_uri);
    for key in profile.keys.iter() {
        let secret = given.remove(key.id.as_ref()).unwrap_or_else(|| source.key(profile, &key.id));
        config = config.with_key(key.id.as_ref(), secret);
    }
    source.finish().map_err(|error| failure(&error))?;
    Ok(config)
}

/// A configuration that cannot be used.
pub(super) fn failure(error: &ConfigError) -> Failure {
    let failure = Failure::new(error.to_string());
    match error {
        ConfigError::Missing(_) => failure
            .help("set the variable, or say where the value is: --key ID=env:NAME, --key ID=file:PATH, --client-id ID"),
        ConfigError::Placeholder { what } if what.starts_with("client id") => failure.help("give it with --client-id"),
        ConfigError::Placeholder { .. } => failure.help("replace it in the policy"),
        _ => failure,
    }
}

/// The keys that `--key` gives, by the id of the key.
fn given_keys(arguments: &[String], profile: &Profile) -> Result<BTreeMap<String, Secret>, Failure> {
    let mut given = BTreeMap::new();
    for argument in arguments {
        // No part of an argument of another form is shown: it may be the key itself.
        let form = || {
            Failure::new("`--key` takes ID=env:NAME or ID=file:PATH")
                .help("a key itself never stands on the command line, where every user of the machine can see it")
        };
        let (name, place) = argument.split_once('=').ok_or_else(form)?;
        let (kind, place) = place.split_once(':').ok_or_else(form)?;
        let name = name.trim();
        let keys: Vec<&CryptographicKey> = profile.keys.iter().filter(|key| is_called(key, name)).collect();
        let secret = match kind.trim() {
            _ if keys.is_empty() => return Err(unknown_key(name, profile)),
            "env" => from_variable(name, place.trim())?,
            "file" => from_file(name, place)?,
            _ => return Err(form()),
        };
        for key in keys {
            if given.insert(key.id.to_string(), secret.clone()).is_some() {
                return Err(Failure::new(format!("`--key` gives the key `{}` twice", key.id)));
            }
        }
    }
    Ok(given)
}

fn is_called(key: &CryptographicKey, name: &str) -> bool {
    key.id.eq_ignore_ascii_case(name) || key.storage_reference_id.eq_ignore_ascii_case(name)
}

fn unknown_key(name: &str, profile: &Profile) -> Failure {
    let failure = Failure::new(format!("the technical profile {} has no key `{name}`", profile.id));
    profile.keys.iter().fold(failure, |failure, key| {
        failure.help(format!("it has `{}`, StorageReferenceId `{}`", key.id, key.storage_reference_id))
    })
}

fn from_variable(name: &str, variable: &str) -> Result<Secret, Failure> {
    // The system panics on a name with `=` or NUL on some platforms only; neither can name a variable.
    let value = (!variable.is_empty() && !variable.contains(['=', '\0'])).then(|| std::env::var(variable));
    let value = value.and_then(Result::ok).map(Secret::from);
    let value = value.map(|value| Secret::from(value.expose().trim_end_matches(['\r', '\n'])));
    value.filter(|value| !value.expose().trim().is_empty()).ok_or_else(|| {
        Failure::new(format!("the environment variable `{variable}` for the key `{name}` is missing or empty"))
    })
}

fn from_file(name: &str, path: &str) -> Result<Secret, Failure> {
    let disk = on_disk(path);
    let mut text = String::new();
    let read = File::open(disk).and_then(|file| file.take(LONGEST_KEY + 1).read_to_string(&mut text));
    let text = Secret::from(text);
    read.map_err(|error| Failure::io("read", disk, &error))?;
    let value = text.expose().trim_end_matches(['\r', '\n']);
    if value.trim().is_empty() {
        return Err(Failure::new(format!("the file `{path}` for the key `{name}` is empty")));
    }
    if value.len() as u64 > LONGEST_KEY {
        return Err(Failure::new(format!("the file `{path}` is too large for the key `{name}`: at most 64 KiB")));
    }
    Ok(Secret::from(value))
}
