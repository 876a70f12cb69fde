//! The arguments of `sign-in`.

use super::{AnswerFormat, PolicyOptions};
use clap::Args;
use std::net::SocketAddr;

/// Arguments of `sign-in`.
#[derive(Debug, Args)]
pub(crate) struct SignIn {
    /// The policy file
    #[arg(value_name = "POLICY")]
    pub(crate) policy: String,
    /// Where bases and settings come from.
    #[command(flatten)]
    pub(crate) options: PolicyOptions,
    /// Sign in with this technical profile; needed when the default user journey offers several
    #[arg(long, value_name = "ID")]
    pub(crate) profile: Option<String>,
    /// The redirect URI that is registered with the provider [default: `http://127.0.0.1:PORT/callback`]. For one that is
    /// not on this machine, paste the address that the browser ends at
    #[arg(long, value_name = "URI")]
    pub(crate) redirect_uri: Option<String>,
    /// Where to listen for the callback; port 0 is a free one [default: the address of the redirect URI, else
    /// 127.0.0.1:0]
    #[arg(long, value_name = "127.0.0.1:PORT", value_parser = loopback_address)]
    pub(crate) listen: Option<SocketAddr>,
    /// The client id [default: the profile's environment variable, with the prefix of `--environment` if there is one, else the policy's]
    #[arg(long, value_name = "ID")]
    pub(crate) client_id: Option<String>,
    /// Where a key is, by its id or its StorageReferenceId [default: the key's environment variable]; may be given more
    /// than once
    #[arg(long = "key", value_name = "ID=env:NAME|file:PATH")]
    pub(crate) keys: Vec<String>,
    /// A value for an input claim, such as `login_hint=me@example.com`; may be given more than once
    #[arg(long = "input", value_name = "CLAIM=VALUE")]
    pub(crate) inputs: Vec<String>,
    /// Moves every endpoint to another origin such as the emulator; http only on loopback
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint_base: Option<String>,
    /// Do not open a browser
    #[arg(long)]
    pub(crate) no_browser: bool,
    /// Show the exchanges on standard error: hosts, names of parameters and statuses, never a value
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// How the answer is written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: AnswerFormat,
}

/// A callback holds a code, so nobody but this machine may reach the listener.
fn loopback_address(text: &str) -> Result<SocketAddr, String> {
    match text.parse::<SocketAddr>() {
        Ok(address) if address.ip().is_loopback() => Ok(address),
        _ => Err("give an address of this machine and a port, for example `127.0.0.1:8400`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_listened_on() {
        for right in ["127.0.0.1:0", "127.0.0.2:8400", "[::1]:8400"] {
            assert!(loopback_address(right).is_ok(), "{right}");
        }
        for wrong in ["", "8400", "127.0.0.1", "0.0.0.0:8400", "192.0.2.1:80", "[::]:1", "127.0.0.1:65536"] {
            assert!(loopback_address(wrong).is_err(), "{wrong}");
        }
    }
}
