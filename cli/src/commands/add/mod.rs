//! `claimsmith add`: a provider for the policies of an environment, or of all environments.
//!
//! - this file: from the arguments to the files
//! - `place`: where the provider goes, and which steps of which journeys offer it
//! - `look`: an environment before anything changes
//! - `dialog`: what is asked on a terminal
//! - `answers`: the texts that the provider needs, from the flags or the dialog
//! - `provider`: from our policy for the provider to the elements to insert
//! - `conventions`: what the providers that are there have in common
//! - `overlay`: a new overlay
//! - `change`: new contents of files in memory, and how they are written
//! - `trial`: compiles with those contents
//! - `accounts`: whether the journeys find the accounts of the provider's users
//! - `report`: what to register, and what to do next
//!
//! below them, edits of texts
//! - `element`: an element as text
//! - `xml_text`: inserts an element into a policy
//! - `settings_text`: inserts a setting into `appsettings.json`
//! - `project_text`: names an overlay in `claimsmith.toml`
//! - `keys_text`: declares the policy key in `keys.toml`
//! - `toml_text`: inserts a line into a table
//! - `unified_diff`: what changes, line by line

mod accounts;
mod answers;
mod change;
mod conventions;
mod dialog;
mod element;
mod keys_text;
mod look;
mod overlay;
mod place;
mod project_text;
mod provider;
mod report;
mod settings_text;
mod toml_text;
mod trial;
mod unified_diff;
mod xml_text;

use crate::arguments::Add;
use crate::output::{self, Failure, Status, color_on_stdout};
use crate::project::{Environment, Project};
use answers::Answers;
use change::{Change, Changes};
use dialog::Dialog;
use place::{Destination, Place};
use provider::Provider;

/// Shows what would change, asks, and writes it; writes nothing when the policies would have more errors than before.
///
/// # Errors
/// When there is no place for the provider or it is there already, an answer is missing or wrong, or a file cannot be read
/// or written.
pub(crate) fn run(arguments: &Add) -> Result<Status, Failure> {
    add(arguments, &Project::current()?, &mut Dialog::standard())
}

fn add(arguments: &Add, project: &Project, dialog: &mut Dialog<'_>) -> Result<Status, Failure> {
    let mut provider = Provider::of(arguments.provider)?;
    let place = Place::find(arguments, project, &provider)?;
    let settings = settings_text::Wanted::find(&place, arguments.provider.name)?;
    let answers = Answers::collect(arguments, &place, &provider, settings.as_ref(), dialog)?;
    provider.fill(&answers, settings.as_ref());
    provider.follow(&place.conventions);
    let (changes, environments) = changes(project, &place, &provider, settings.as_ref(), &answers)?;
    let after = match trial::compare(&place, &provider, environments, &changes)? {
        trial::Verdict::Worse => return Ok(Status::Errors),
        trial::Verdict::Good(after) => after,
    };
    output::result(&changes.diff(color_on_stdout()))?;
    output::message(&accounts::warnings(&provider, &place.conventions, &after));
    if !arguments.yes && !dialog.confirm("write this?")? {
        output::message("nothing was written\n");
        return Ok(Status::Errors);
    }
    changes.write()?;
    output::result(&report::text(arguments.provider, &provider, &answers, &changes, &after))?;
    Ok(Status::Clean)
}

/// The new contents of the files, and the environments as they are with them.
fn changes(
    project: &Project,
    place: &Place,
    provider: &Provider,
    settings: Option<&settings_text::Wanted>,
    answers: &Answers,
) -> Result<(Changes, Vec<Environment>), Failure> {
    let mut changes = Changes::default();
    let mut environments: Vec<Environment> =
        place.environments.iter().map(|looked| looked.environment.clone()).collect();
    let policy = match &place.destination {
        Destination::Shared { path } | Destination::Overlay { path } => Change::of(path)?,
        Destination::NewOverlay { path, environment } => {
            for environment in &mut environments {
                environment.overlay = Some(path.clone());
            }
            if let Some(edited) = project_text::with_overlay(project, environment, path)? {
                changes.add(edited);
            }
            let text = overlay::text(place, environment)?;
            Change::new(path, text)
        }
    };
    changes.add(policy.edit(|text| provider.insert(text, place))?);
    if let Some(settings) = settings {
        changes.add(settings.edit(answers)?);
    }
    if let Some(keys) = keys_text::with_key(place, &answers.key, &mut environments)? {
        changes.add(keys);
    }
    Ok((changes, environments))
}

#[cfg(test)]
mod tests;
