//! The command line of `generate`.

use super::{Customization, PolicyOptions, rename};
use crate::output::Failure;
use crate::project::{GenerateTable, dependency_name};
use claimsmith_compiler::Rename;
use claimsmith_compiler::sdk::{Dependency, FurtherDependency};
use clap::Args;
use clap::builder::NonEmptyStringValueParser;

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// The policy file; without one the crate is for all relying-party policies of the environment
    #[arg(value_name = "POLICY", required_unless_present_any = ["all", "environment"])]
    pub(crate) policy: Option<String>,
    /// The folder of the crate; with --all the folder in which every environment gets its crate [default: `out` of
    /// claimsmith.toml]
    #[arg(long = "out", value_name = "DIR", required_unless_present_any = ["all", "environment"])]
    pub(crate) folder: Option<String>,
    /// Where bases and settings come from.
    #[command(flatten)]
    pub(crate) options: PolicyOptions,
    /// Generate a crate for every environment of the project
    #[arg(long, conflicts_with_all = ["policy", "environment", "name"])]
    pub(crate) all: bool,
    /// Write nothing, and end with status 1 when a crate is not what would be generated
    #[arg(long, conflicts_with = "force")]
    pub(crate) check: bool,
    /// Make the crates members of one workspace, in the folder that holds them [default: `workspace` of claimsmith.toml]
    #[arg(long, conflicts_with = "policy")]
    pub(crate) workspace: bool,
    /// Name of the crate [default: from the policy id, or from the environment, as in `contoso-sign-in`]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Depend on the `claimsmith` crate in this folder
    #[arg(long, value_name = "PATH", conflicts_with_all = ["claimsmith_version", "claimsmith_git"])]
    pub(crate) claimsmith_path: Option<String>,
    /// Depend on the `claimsmith` crate in this Git repository; a tag or commit of it stands in claimsmith.toml
    #[arg(long, value_name = "URL", conflicts_with = "claimsmith_version", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) claimsmith_git: Option<String>,
    /// Depend on this version of the `claimsmith` crate [default: the version of this tool]
    #[arg(long, value_name = "VERSION")]
    pub(crate) claimsmith_version: Option<String>,
    /// Let the crate depend on this crate too, for derives and types that come from it; may be given more than once
    #[arg(long = "dependency", value_name = "CRATE@VERSION", value_parser = dependency)]
    pub(crate) dependencies: Vec<(String, FurtherDependency)>,
    /// Generate this technical profile instead of those that the default user journey reaches; may be given more than
    /// once
    #[arg(long = "profile", value_name = "ID")]
    pub(crate) profiles: Vec<String>,
    /// Give a client or a field this Rust name; SELECTOR is PROFILE, CLAIM or PROFILE/CLAIM; may be given more than once
    #[arg(long = "rename", value_name = "SELECTOR=NAME", value_parser = rename)]
    pub(crate) renames: Vec<Rename>,
    /// Derive this trait for every claims struct too, for example `Eq`; may be given more than once
    #[arg(long = "derive", value_name = "PATH")]
    pub(crate) derives: Vec<String>,
    /// What else is changed about the generated items.
    #[command(flatten)]
    pub(crate) customization: Customization,
    /// Overwrite files that were edited, or that this tool did not write
    #[arg(long)]
    pub(crate) force: bool,
}

impl Generate {
    /// What the flags say of what `[generate]` can say too.
    ///
    /// # Errors
    /// When a flag is not what it should be.
    pub(crate) fn table(&self) -> Result<GenerateTable, Failure> {
        Ok(GenerateTable {
            profiles: (!self.profiles.is_empty()).then(|| self.profiles.clone()),
            rename: self.renames.clone(),
            dependencies: self.dependencies.iter().cloned().collect(),
            derive: self.derives.clone(),
            ..self.customization.table()?
        })
    }
}

/// A crate as `cargo add` takes it, always with a version.
fn dependency(text: &str) -> Result<(String, FurtherDependency), String> {
    match text.split_once('@').map(|(name, version)| (name, version.trim())) {
        Some((name, version)) if !version.is_empty() => {
            Ok((dependency_name(name)?, FurtherDependency::new(Dependency::Version(version.to_owned()))))
        }
        _ => Err("give the name of a crate and its version, for example `jiff@0.2`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_has_a_name_and_a_version() {
        let expected = FurtherDependency::new(Dependency::Version("0.2".to_owned()));
        assert_eq!(dependency("jiff@0.2"), Ok(("jiff".to_owned(), expected)));
        for wrong in ["", "jiff", "jiff@", "@1", "a b@1", "claimsmith@1"] {
            assert!(dependency(wrong).is_err(), "{wrong}");
        }
    }
}
