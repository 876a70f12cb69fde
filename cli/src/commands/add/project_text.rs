//! Names an overlay in `claimsmith.toml`, as an edit of its text.
//!
//! An editor of TOML that keeps comments would be a second parser beside the one that reads the file. One line is added here,
//! and what came of it is read again by that one: a form that this does not know is refused, never spoiled.

use super::change::Change;
use super::xml_text::newline;
use crate::output::Failure;
use crate::paths::{join, on_disk, relative};
use crate::project::{FILE_NAME, Project};
use claimsmith_compiler::json::quote;
use toml::de::{DeTable, DeValue};

/// The project file with this overlay, whose path is as seen from the current folder; `None` when it names that already.
///
/// # Errors
/// When the file cannot be read, or the environment stands in it in a form that cannot be edited.
pub(super) fn with_overlay(project: &Project, environment: &str, overlay: &str) -> Result<Option<Change>, Failure> {
    let table = project.environments.iter().find(|table| is_same(&table.name.text, environment));
    if table.is_some_and(|table| table.overlay.as_deref() == Some(overlay)) {
        return Ok(None);
    }
    let value = relative(on_disk(overlay), on_disk(project.folder()));
    let change = match &project.path {
        Some(path) => Change::of(path)?,
        None => Change::new(&join(project.folder(), FILE_NAME), String::new())?,
    };
    let line = format!("overlay = {}", quote(&value));
    let help = format!("add `{line}` to the table of the environment `{environment}`");
    let path = change.path.clone();
    let edit = |text: &str| edited(text, environment, &line).filter(|text| says(text, environment, &value));
    let failure =
        |_| Failure::new(format!("`{path}` cannot be edited: the environment stands in a form of its own")).help(help);
    change.edit(edit).map(Some).map_err(failure)
}

fn edited(text: &str, environment: &str, line: &str) -> Option<String> {
    let newline = newline(text);
    let mut at = 0;
    for header in text.split_inclusive('\n') {
        at += header.len();
        if is_header_of(header.trim(), environment) {
            let end = if header.ends_with('\n') { "" } else { newline };
            let after = text.get(at..)?;
            let more = if after.is_empty() && !header.ends_with('\n') { "" } else { newline };
            return Some(format!("{}{end}{line}{more}{after}", text.get(..at)?));
        }
    }
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let key = if !environment.is_empty() && environment.chars().all(is_bare) {
        environment.to_owned()
    } else {
        quote(environment)
    };
    let before = match text {
        "" => "",
        text if text.ends_with('\n') => newline,
        _ => &newline.repeat(2),
    };
    Some(format!("{text}{before}[environments.{key}]{newline}{line}{newline}"))
}

/// Whether a line opens the table of an environment itself, and none within it.
fn is_header_of(line: &str, environment: &str) -> bool {
    if !line.starts_with('[') || line.starts_with("[[") {
        return false;
    }
    let Ok(root) = DeTable::parse(line) else { return false };
    let Some(DeValue::Table(environments)) = root.get_ref().get("environments").map(|value| value.get_ref()) else {
        return false;
    };
    environments.iter().any(|(name, table)| {
        let is_empty = matches!(table.get_ref(), DeValue::Table(table) if table.is_empty());
        is_empty && is_same(name.get_ref(), environment)
    })
}

/// Whether a project file names this overlay.
fn says(text: &str, environment: &str, overlay: &str) -> bool {
    let Ok(root) = DeTable::parse(text) else { return false };
    let Some(DeValue::Table(environments)) = root.get_ref().get("environments").map(|value| value.get_ref()) else {
        return false;
    };
    environments.iter().any(|(name, table)| {
        let DeValue::Table(table) = table.get_ref() else { return false };
        let found = table.get("overlay").and_then(|value| value.get_ref().as_str());
        is_same(name.get_ref(), environment) && found == Some(overlay)
    })
}

fn is_same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> Option<String> {
        edited(text, "Contoso", "overlay = \"o.xml\"").filter(|text| says(text, "Contoso", "o.xml"))
    }

    #[test]
    fn one_line_is_added_and_nothing_else_changes() {
        for (before, after) in [
            ("", "[environments.Contoso]\noverlay = \"o.xml\"\n"),
            ("a = 1", "a = 1\n\n[environments.Contoso]\noverlay = \"o.xml\"\n"),
            ("[environments.contoso] # c\r\n", "[environments.contoso] # c\r\noverlay = \"o.xml\"\r\n"),
            ("[environments.\"Contoso\"]", "[environments.\"Contoso\"]\noverlay = \"o.xml\""),
            (
                "[environments.contoso]\ninherits = \"x\"\n",
                "[environments.contoso]\noverlay = \"o.xml\"\ninherits = \"x\"\n",
            ),
        ] {
            assert_eq!(with(before).as_deref(), Some(after), "{before}");
        }
        let within = "[environments.Contoso.generate]\nname = \"x\"\n";
        assert_eq!(with(within), Some(format!("{within}\n[environments.Contoso]\noverlay = \"o.xml\"\n")));
    }

    #[test]
    fn forms_that_are_not_known_are_refused() {
        for text in [
            "environments = { Contoso = {} }\n",
            "[environments]\nContoso = { inherits = \"x\" }\n",
            "[environments.Contoso]\noverlay = \"other.xml\"\n",
            "environments.Contoso.inherits = \"x\"\n",
            "a = '''\n[environments.Contoso]\n'''\n",
        ] {
            assert_eq!(with(text), None, "{text}");
        }
    }
}
