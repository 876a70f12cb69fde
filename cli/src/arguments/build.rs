//! The arguments of `build`.

use super::PolicyOptions;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;

/// Arguments of `build`.
#[derive(Debug, Args)]
pub(crate) struct Build {
    /// The folder that gets a folder for each environment
    #[arg(long = "out", value_name = "DIR", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) folder: String,
    /// Where bases and settings come from.
    #[command(flatten)]
    pub(crate) options: PolicyOptions,
    /// Build every environment; needed when there are several
    #[arg(long, conflicts_with = "environment")]
    pub(crate) all: bool,
    /// Write the value of this setting although it looks like a secret; may be given more than once
    #[arg(long = "allow-secret", value_name = "SETTING")]
    pub(crate) allowed_secrets: Vec<String>,
    /// Overwrite and remove files that were not built, or edited since
    #[arg(long)]
    pub(crate) force: bool,
}
