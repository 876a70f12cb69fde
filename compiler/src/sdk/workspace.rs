//! The manifest over several crates.

use super::header::HEADER;
use super::manifest::quoted;

/// A workspace of the crates in these folders, relative to the manifest and with `/` between their parts.
#[must_use]
pub fn workspace<'f>(folders: impl IntoIterator<Item = &'f str>) -> String {
    let mut folders: Vec<&str> = folders.into_iter().collect();
    folders.sort_unstable();
    let mut text = format!(
        "# {HEADER}{}, which keeps its crates among the members; the rest is yours.\n\n[workspace]\n",
        env!("CARGO_PKG_VERSION")
    );
    text.push_str("resolver = \"3\"\nmembers = [\n");
    text.extend(folders.iter().map(|folder| format!("    {},\n", quoted(folder))));
    text.push_str("]\n");
    text
}
