//! The command line.

mod add;
mod build;
mod customization;
mod diff;
mod generate;
mod sign_in;

pub(crate) use add::Add;
pub(crate) use build::Build;
pub(crate) use customization::Customization;
pub(crate) use diff::{ChangeFormat, Diff};
pub(crate) use generate::Generate;
pub(crate) use sign_in::SignIn;

use crate::path_patterns::pattern;
use crate::templates::{TEMPLATES, Template};
use claimsmith_compiler::diagnostic::codes::{self, Code};
use claimsmith_compiler::diagnostic::suggest::did_you_mean;
use claimsmith_compiler::{Argument, Rename};
use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use glob::Pattern;

/// Checks and inspects Azure AD B2C custom policies, and generates sign-in clients from them
#[derive(Debug, Parser)]
#[command(
    name = "claimsmith",
    version,
    after_help = "Exit status: 0 no error, 1 an error was found or a sign-in failed, 2 a wrong argument or a file that cannot be read or written."
)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a policy to start with, and show the code that uses it
    Init(Init),
    /// Report what is wrong with policies
    Check(Check),
    /// Explain error codes, metadata keys and what B2C says
    Explain(Explain),
    /// Show what policies hold
    Inspect(Inspect),
    /// Sign in for real, to try a policy out
    SignIn(SignIn),
    /// Add a provider to the policies of an environment, or of all
    Add(Add),
    /// Generate a crate from a policy, or one for each environment
    Generate(Generate),
    /// Write the policies as B2C takes them, ready to upload
    Build(Build),
    /// Show what changes in generated code between two versions of policies or two environments
    Diff(Diff),
    /// Print a new random key for `CLAIMSMITH_FLOW_KEYS`
    NewFlowKey,
}

/// Options of every command that reads policies.
#[derive(Debug, Clone, Args)]
pub(crate) struct PolicyOptions {
    /// Look for base policies in this folder too; may be given more than once
    #[arg(long = "base", value_name = "DIR")]
    pub(crate) bases: Vec<String>,
    /// Take settings from this file instead of the nearest `appsettings.json` in or above the path
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<String>,
    /// Take only this environment of the settings, by its name or its tenant
    #[arg(long, visible_alias = "tenant", value_name = "NAME")]
    pub(crate) environment: Option<String>,
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The provider to sign in with; may be given more than once
    #[arg(long = "provider", value_name = "PROVIDER", value_parser = provider(), default_value = "qq")]
    pub(crate) providers: Vec<&'static Template>,
    /// The folder of the application's crate
    #[arg(value_name = "DIR", default_value = ".")]
    pub(crate) folder: String,
}

fn provider() -> impl TypedValueParser<Value = &'static Template> {
    PossibleValuesParser::new(TEMPLATES.iter().map(|template| template.name))
        .try_map(|name| Template::find(&name).ok_or("there is no such provider"))
}

/// Arguments of `check`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Check {
    /// Policy files, or folders with policy files; all of them are one set. The project of the current folder without it
    #[arg(value_name = "PATH", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) paths: Vec<String>,
    /// Where bases and settings come from.
    #[command(flatten)]
    pub(crate) options: PolicyOptions,
    /// How findings are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: FindingFormat,
    /// End with status 1 when there are warnings (`warnings`), or take those with this code as errors; may be given more
    /// than once
    #[arg(long = "deny", value_name = "WHAT", value_parser = deny)]
    pub(crate) denied: Vec<Deny>,
    /// Leave out the warnings with this code, unless the code is denied; may be given more than once
    #[arg(long = "allow", value_name = "CODE", value_parser = code)]
    pub(crate) allowed: Vec<Code>,
    /// Leave out the warnings in files that match this pattern: they are others'; may be given more than once
    #[arg(long = "vendored", value_name = "GLOB", value_parser = pattern)]
    pub(crate) vendored: Vec<Pattern>,
    /// Leave out the findings that this file lists, and say which of its entries are stale
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) baseline: Option<String>,
    /// Write the findings of now into this file, for `--baseline`
    #[arg(long, value_name = "FILE", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) write_baseline: Option<String>,
    /// Change the policies where a finding has a fix that is certain, which it is only when it holds in every environment,
    /// and report what is left
    #[arg(long, conflicts_with = "environment")]
    pub(crate) fix: bool,
    /// Check again whenever a file changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "write_baseline"])]
    pub(crate) watch: bool,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingFormat {
    /// With the lines of the policy, as rustc does
    Human,
    /// A line a finding: `file:line:column: level[CODE]: message`
    Short,
    /// A JSON object a line, with the members of rustc's
    Json,
    /// One SARIF 2.1.0 document, for code scanning services
    Sarif,
    /// Workflow commands, for annotations on GitHub
    Github,
    /// Logging commands, for the issues of an Azure Pipelines build
    AzureDevops,
}

/// What `--deny` makes fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deny {
    /// Any warning
    Warnings,
    /// Findings with this code
    Code(Code),
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A code such as CS0101 or AADB2C90025, a metadata key such as `HttpBinding`, a transformation method, a claim
    /// resolver, or the text of an upload error; `-`, or nothing, reads the text from standard input
    #[arg(value_name = "TERM")]
    pub(crate) terms: Vec<String>,
}

/// Arguments of `inspect`.
#[derive(Debug, Args)]
#[command(
    override_usage = "claimsmith inspect [OPTIONS] [summary|keys|redirect-uris|methods|overrides|graph] [PATH]\n       \
                      claimsmith inspect [OPTIONS] profile <ID> [PATH]"
)]
pub(crate) struct Inspect {
    /// What to show (summary without it), then a policy file or a folder with policy files: the project of the current
    /// folder without it
    #[arg(value_name = "PATH", num_args = 0..=3)]
    pub(crate) words: Vec<String>,
    /// Where bases and settings come from.
    #[command(flatten)]
    pub(crate) options: PolicyOptions,
    /// How the answer is written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: InspectFormat,
    /// Address of the application as browsers see it, for `redirect-uris` and `summary --format json`
    #[arg(long, value_name = "URL", value_parser = application_url)]
    pub(crate) application_url: Option<String>,
    /// Show this user journey or sub-journey, for `graph`; without an ID the default user journey
    #[arg(long, value_name = "ID", num_args = 0..=1)]
    pub(crate) journey: Option<Option<String>>,
}

/// How `inspect` writes its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectFormat {
    /// For people
    Human,
    /// A JSON object a line
    Json,
    /// A drawing for Graphviz, for `graph`
    Dot,
    /// A drawing for Mermaid, for `graph`
    Mermaid,
}

/// How `sign-in` writes its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// For people
    Human,
    /// A JSON object a line
    Json,
}

/// A code, or the word for all warnings.
pub(crate) fn deny(text: &str) -> Result<Deny, String> {
    if text.trim().eq_ignore_ascii_case("warnings") { Ok(Deny::Warnings) } else { code(text).map(Deny::Code) }
}

/// A code by its id, in any case.
pub(crate) fn code(text: &str) -> Result<Code, String> {
    Code::find(text).ok_or_else(|| {
        let near = did_you_mean(text, codes::ALL.iter().map(|code| code.id));
        near.map_or_else(|| "there is no such code".to_owned(), |near| format!("there is no such code; {near}"))
    })
}

/// What stands before and behind the last `=`: no Rust name has one, while an id may.
fn rename(text: &str) -> Result<Rename, String> {
    match text.rsplit_once('=').map(|(selector, name)| (selector.trim(), name.trim())) {
        Some((selector, name)) if !selector.is_empty() && !name.is_empty() => {
            Ok(Rename { selector: Argument::new(selector), name: Argument::new(name) })
        }
        _ => Err("give what is renamed and its name, for example `QQ-OAUTH=Qq` or `QQ-OAUTH/displayName=nickname`"
            .to_owned()),
    }
}

/// The address without a slash at its end.
pub(crate) fn application_url(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/');
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.contains(['?', '#', ' ']) => Ok(text.to_owned()),
        _ => Err("give scheme and host, for example `https://www.example.com`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_rename_has_two_sides() {
        let sides = |text| rename(text).map(|Rename { selector, name }| (selector.value, name.value)).ok();
        assert_eq!(sides("A/b = c"), Some(("A/b".to_owned(), "c".to_owned())));
        assert_eq!(sides("a=b=c"), Some(("a=b".to_owned(), "c".to_owned())));
        for wrong in ["", "a", "a=", "=a", "="] {
            assert_eq!(sides(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_application_url_has_scheme_and_host_only() {
        assert_eq!(application_url(" https://www.example.com/ "), Ok("https://www.example.com".to_owned()));
        for wrong in ["", "www.example.com", "https://", "https://a?b", "https://a#b", "ftp://a"] {
            assert!(application_url(wrong).is_err(), "{wrong}");
        }
    }
}
