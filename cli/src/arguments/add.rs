//! The arguments of `add`.

use super::{PolicyOptions, provider};
use crate::templates::Template;
use clap::Args;

/// Arguments of `add`. Texts that go into files are checked where they are used: an error of the command line would repeat
/// a secret that was given in the place of its name.
#[derive(Debug, Args)]
#[command(after_help = "For an application that `claimsmith init` has written: claimsmith init --provider PROVIDER")]
pub(crate) struct Add {
    /// The provider to sign in with
    #[arg(value_name = "PROVIDER", value_parser = provider())]
    pub(crate) provider: &'static Template,
    /// Where bases and settings come from.
    #[command(flatten)]
    pub(crate) options: PolicyOptions,
    /// Add it to the policies that all environments share, with a setting for the client id of each
    #[arg(long, conflicts_with = "environment")]
    pub(crate) all: bool,
    /// The client id, which is no secret; with `--all` one for every environment with policies, or `ENVIRONMENT=ID` for each of them
    #[arg(long = "client-id", value_name = "ID")]
    pub(crate) client_ids: Vec<String>,
    /// The text on the button
    #[arg(long, value_name = "TEXT")]
    pub(crate) name: Option<String>,
    /// Name of the policy key that holds the client secret, `B2C_1A_…`; never the secret itself
    #[arg(long, value_name = "POLICY_KEY_NAME")]
    pub(crate) key: Option<String>,
    /// Write without asking
    #[arg(long)]
    pub(crate) yes: bool,
}
