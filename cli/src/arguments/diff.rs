//! Arguments of `diff`.

use super::PolicyOptions;
use claimsmith_compiler::api::Level;
use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

/// Arguments of `diff`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 also when there are changes, unless --deny says otherwise; 1 a change that is denied, or an error in the policies; 2 a wrong argument or a file that cannot be read."
)]
pub(crate) struct Diff {
    /// What was: a policy file, a folder, an environment of `claimsmith.toml` or of the settings, or `git:REVISION:PATH`
    #[arg(value_name = "OLD", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) old: String,
    /// What is: likewise
    #[arg(value_name = "NEW", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) new: String,
    /// Where bases and settings come from.
    #[command(flatten)]
    pub(crate) options: PolicyOptions,
    /// How the changes are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: ChangeFormat,
    /// End with status 1 when there is a change that weighs this much, or more
    #[arg(long, value_name = "LEVEL", value_parser = level())]
    pub(crate) deny: Option<Level>,
}

/// How `diff` writes changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChangeFormat {
    /// For people, by technical profile
    Human,
    /// A line a change: `file:line: level[kind]: message`
    Short,
    /// A JSON object a line
    Json,
}

fn level() -> impl TypedValueParser<Value = Level> {
    const LEVELS: [Level; 3] = [Level::Breaking, Level::Minor, Level::Patch];
    PossibleValuesParser::new(LEVELS.map(Level::name))
        .try_map(|name| LEVELS.into_iter().find(|level| level.name() == name).ok_or("there is no such level"))
}
