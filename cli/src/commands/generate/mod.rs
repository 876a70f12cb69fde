//! `claimsmith generate`: a crate from a policy, or for each environment from its policies.
//!
//! - `policy`: one policy
//! - `environments`: one environment or all of them, on all processors
//! - `target`: which crate of an environment is written where
//! - `compiled`: the relying-party policies of one environment
//! - `settings_extract`: the part of a settings file that one environment needs
//! - `names`: names of crates
//! - `dependency`: where a crate takes the facade and other crates from
//! - `delivery`: writes or checks a crate that is not up to date
//! - `failures`: what is remembered of many environments
//! - `workspace`: the manifest over all crates
//! - `leftovers`: crates of environments that the project no longer has
//! - `progress`: how far a run has come

mod compiled;
mod delivery;
mod dependency;
mod environments;
mod failures;
mod leftovers;
mod names;
mod policy;
mod progress;
mod settings_extract;
mod target;
mod workspace;

use crate::arguments::Generate;
use crate::output::{Failure, Status};
use crate::project::Environment;

/// Generates; writes nothing of a crate whose policies have an error.
///
/// # Errors
/// When an argument is wrong, or the folder cannot or must not be written.
pub(crate) fn run(arguments: &Generate) -> Result<Status, Failure> {
    match &arguments.policy {
        Some(policy) => policy::run(policy, arguments),
        None => environments::run(arguments),
    }
}

/// The name of the crate of an environment; `None` when there is no such name, which is said when it is written.
pub(crate) fn crate_name(environment: &Environment) -> Option<String> {
    let table = &environment.generate;
    let folder = names::folder_of_environment(&environment.name, table.folder.as_deref()).ok()?;
    names::of_environment(table.name.as_deref(), &environment.name, &folder).ok()
}
