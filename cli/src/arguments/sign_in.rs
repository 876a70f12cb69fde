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
    /// The time that the policy sees, such as 2030-01-31T12:00:00Z: what claims transformations make of the same user at
    /// that moment [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) at: Option<u64>,
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

/// Seconds since 1970.
fn moment(text: &str) -> Result<u64, String> {
    let seconds = text.parse::<jiff::Timestamp>().ok().and_then(|moment| u64::try_from(moment.as_second()).ok());
    seconds
        .ok_or_else(|| "give a date and time since 1970 with its offset, for example `2030-01-31T12:00:00Z`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_an_offset_and_is_none_before_1970() {
        let right = [("1970-01-01T00:00:00Z", 0), ("2030-01-31T13:00:00+01:00", 1_896_091_200)];
        for (text, seconds) in right {
            assert_eq!(moment(text), Ok(seconds), "{text}");
        }
        for wrong in
            ["", "2030-01-31", "2030-01-31T12:00:00", "1969-12-31T23:59:59Z", "2030-02-30T12:00:00Z", "1896091200"]
        {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }

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
