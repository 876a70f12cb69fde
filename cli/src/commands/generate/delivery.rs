//! Writes or checks a crate that is not up to date.

use crate::arguments::Generate;
use crate::crate_folder::{self, Written};
use crate::folder_lock::Say;
use crate::output::Failure;
use claimsmith_compiler::sdk::{self, CrateInput};
use std::path::Path;

/// What became of a crate.
#[derive(Debug)]
pub(super) enum Delivered {
    /// It is what it should be.
    Written(Written),
    /// It is not, as these parts of sentences say, and was only to be checked.
    Stale(Vec<String>),
}

/// Brings the crate in the folder up to date, or says what is not; formats nothing when its record says that nothing has
/// changed, unless it is to be checked: a check trusts no record. `say` tells that another run is waited for.
///
/// # Errors
/// When the folder cannot or must not be written.
pub(super) fn deliver(
    folder: &Path,
    input: &CrateInput<'_>,
    arguments: &Generate,
    say: Say<'_>,
) -> Result<Delivered, Failure> {
    let may_skip = !arguments.check && !arguments.force;
    if may_skip && crate_folder::is_up_to_date(folder, input.hash())? {
        return Ok(Delivered::Written(Written::UpToDate));
    }
    let files = sdk::files(input).map_err(Failure::new)?;
    if !arguments.check {
        return crate_folder::write(folder, &files, arguments.force, say).map(Delivered::Written);
    }
    let differences = crate_folder::check(folder, &files)?;
    Ok(if differences.is_empty() { Delivered::Written(Written::UpToDate) } else { Delivered::Stale(differences) })
}

/// `generated crate `contoso` in sdk/contoso`
pub(super) fn line(delivered: &Delivered, name: &str, folder: &str) -> String {
    let done = match delivered {
        Delivered::Written(Written::New) => "generated",
        Delivered::Written(Written::Updated) => "updated",
        Delivered::Written(Written::UpToDate) => "up to date:",
        Delivered::Stale(_) => "out of date:",
    };
    let mut text = format!("{done} crate `{name}` in {folder}\n");
    if let Delivered::Stale(differences) = delivered {
        text.extend(differences.iter().map(|difference| format!("  {difference}\n")));
    }
    text
}
