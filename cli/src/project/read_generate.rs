//! `[generate]` of `claimsmith.toml`: what crates are generated with.

use super::Place;
use super::generate_table::GenerateTable;
use super::read::{Name, Reader, Value, not_empty};
use crate::output::Failure;
use crate::paths::is_device;
use claimsmith_compiler::{Argument, Rename};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// What of `[generate]` the compiler is given, and finds fault with.
const LISTS: &[&str] = &["derive", "profiles", "exclude", "rename", "attributes", "types"];

impl Reader<'_> {
    /// `own` is what only the table of the project, or only that of an environment has.
    pub(super) fn generate(&self, table: &DeTable<'_>, own: &str) -> GenerateTable {
        let mut generate = GenerateTable::default();
        for (name, value) in table {
            self.note(name, self.item_of_generate(&mut generate, (name, value), own));
        }
        generate
    }

    fn item_of_generate(
        &self,
        generate: &mut GenerateTable,
        (name, value): (&Name<'_>, &Value<'_>),
        own: &str,
    ) -> Result<(), Failure> {
        const NAMES: &[&str] = &[
            "workspace",
            "folder",
            "out",
            "claimsmith",
            "dependencies",
            "name",
            "version",
            "license",
            "derive",
            "profiles",
            "exclude",
            "rename",
            "attributes",
            "types",
        ];
        match name.get_ref().as_ref() {
            "workspace" | "folder" if name.get_ref() != own => {
                let (here, there) = if own == "folder" {
                    ("an environment", "`[generate]`")
                } else {
                    ("`[generate]`", "`[environments.NAME.generate]`")
                };
                let message = format!("`{}` has no meaning for {here}; it stands in {there}", name.get_ref());
                return Err(self.fault(&name.span(), message));
            }
            "workspace" => generate.workspace = Some(self.boolean(value)?),
            "folder" => generate.folder = Some(self.read_as(value, crate_folder)?),
            "out" => generate.out = Some(self.file(value)?),
            "claimsmith" => generate.claimsmith = Some(self.claimsmith(value)?),
            "dependencies" => generate.dependencies = self.dependencies(value)?,
            "name" => generate.name = Some(self.text(value)?),
            "version" => generate.version = Some(self.read_as(value, crate_version)?),
            "license" => generate.license = Some(self.read_as(value, license)?),
            "derive" => generate.derive = self.texts(value)?,
            "profiles" => generate.profiles = Some(self.texts(value)?),
            "exclude" => generate.exclude = self.texts(value)?,
            "rename" => generate.rename = self.renames(value)?,
            "attributes" => generate.attributes = self.map(value, |value| self.texts(value))?,
            "types" => generate.types = self.map(value, |value| self.text(value))?,
            _ => return Err(self.unknown(name, NAMES)),
        }
        let is_placed = |list: &&&str| **list == name.get_ref().as_ref();
        if let Some(list) = LISTS.iter().find(is_placed) {
            self.note_places(list, value, &mut generate.places);
        }
        Ok(())
    }

    /// Notes where the texts and names of a list or a table stand.
    fn note_places(&self, list: &'static str, value: &Value<'_>, places: &mut BTreeMap<(&'static str, String), Place>) {
        let mut waiting = vec![value];
        let mut note = |text: &str, span: &Range<usize>| {
            places.entry((list, text.trim().to_owned())).or_insert_with(|| self.place(span));
        };
        while let Some(value) = waiting.pop() {
            match value.get_ref() {
                DeValue::String(text) => note(text, &value.span()),
                DeValue::Array(items) => waiting.extend(items.iter().rev()),
                DeValue::Table(table) => {
                    for (name, value) in table {
                        note(name.get_ref(), &name.span());
                        waiting.push(value);
                    }
                }
                _ => {}
            }
        }
    }

    fn renames(&self, value: &Value<'_>) -> Result<Vec<Rename>, Failure> {
        let map = self.map(value, |value| self.text(value))?;
        let rename = |(selector, name): (String, String)| Rename {
            selector: Argument::new(selector),
            name: Argument::new(name),
        };
        Ok(map.into_iter().map(rename).collect())
    }
}

/// The version of a crate, as cargo takes it.
fn crate_version(text: &str) -> Result<String, String> {
    let text = not_empty(text)?;
    let (version, build) =
        text.split_once('+').map_or((text.as_str(), None), |(version, build)| (version, Some(build)));
    let (core, pre) = version.split_once('-').map_or((version, None), |(core, pre)| (core, Some(pre)));
    let is_number = |part: &str| part.parse::<u64>().is_ok_and(|number| number.to_string() == part);
    let is_word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let are_words = [pre, build].into_iter().flatten().all(|words| words.split('.').all(is_word));
    if core.split('.').count() == 3 && core.split('.').all(is_number) && are_words {
        Ok(text)
    } else {
        Err("a version has three numbers, such as 1.2.0".to_owned())
    }
}

/// A name for the folder of a crate that every system takes, and of which names and variables can be made.
fn crate_folder(text: &str) -> Result<String, String> {
    let text = not_empty(text)?;
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !is_plain {
        Err("write ASCII letters, digits, `-` and `_`".to_owned())
    } else if is_device(&text) {
        Err("it is a device on Windows".to_owned())
    } else {
        Ok(text)
    }
}

/// An SPDX expression, as far as its characters say.
fn license(text: &str) -> Result<String, String> {
    let text = not_empty(text)?;
    let is_known = |c: char| c.is_ascii_alphanumeric() || " -.+:/()".contains(c);
    if text.chars().all(is_known) { Ok(text) } else { Err("write an SPDX expression, such as MIT".to_owned()) }
}
