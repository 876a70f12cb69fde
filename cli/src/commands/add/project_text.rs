//! Names an overlay in `claimsmith.toml`.

use super::change::Change;
use super::toml_text;
use crate::output::Failure;
use crate::paths::{join, on_disk, relative};
use crate::project::{FILE_NAME, Project};

/// The project file with this overlay, whose path is as seen from the current folder; `None` when it names that already.
///
/// # Errors
/// When the file cannot be read, or the environment stands in it in a form that cannot be edited.
pub(super) fn with_overlay(project: &Project, environment: &str, overlay: &str) -> Result<Option<Change>, Failure> {
    let is_it = |name: &str| name.trim().to_lowercase() == environment.trim().to_lowercase();
    let table = project.environments.iter().find(|table| is_it(&table.name.text));
    if table.is_some_and(|table| table.overlay_path() == Some(overlay)) {
        return Ok(None);
    }
    let value = relative(on_disk(overlay), on_disk(project.folder()));
    let change = match &project.path {
        Some(path) => Change::of(path)?,
        None => Change::new(&join(project.folder(), FILE_NAME), String::new()),
    };
    let help = format!("add `{}` to the table of the environment `{environment}`", toml_text::line("overlay", &value));
    let message = format!("`{}` cannot be edited: the environment stands in a form of its own", change.path);
    let edit = |text: &str| toml_text::with_value(text, &["environments", environment], "overlay", &value);
    change.edit(edit).map(Some).map_err(|_| Failure::new(message).help(help))
}
