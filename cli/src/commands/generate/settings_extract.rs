//! The part of a settings file that one environment needs.
//!
//! A thousand tenants share one settings file: reading all of it for each of them would cost a thousand times a thousand. What is
//! cut out is for generating only; findings come from the whole file, whose places they show.

use crate::compilation::compile_on_disk;
use crate::project::Environment;
use claimsmith_compiler::diagnostic::Diagnostics;
use claimsmith_compiler::json::{self, Kind, Member, Value};
use claimsmith_compiler::loader::{DiskLoader, Entry, LoadError, Loader};
use claimsmith_compiler::{Options, Outcome, SourceMap};
use std::collections::BTreeMap;
use std::path::Path;

/// The entries of each settings file by the name of the environment, in lower case.
#[derive(Debug, Default)]
pub(super) struct Extracts(BTreeMap<String, Option<BTreeMap<String, String>>>);

impl Extracts {
    /// A settings file with what this environment needs; `None` when only the whole file will do.
    pub(super) fn of(&mut self, environment: &Environment) -> Option<String> {
        let path = environment.settings.as_ref()?;
        let entries = self.0.entry(path.clone()).or_insert_with(|| entries(path)).as_ref()?;
        let names = std::iter::once(&environment.name).chain(&environment.inherits);
        let wanted: Option<Vec<&str>> =
            names.map(|name| entries.get(&name.to_lowercase()).map(String::as_str)).collect();
        Some(format!("{{\"Environments\":[{}]}}", wanted?.join(",")))
    }
}

/// The entries of a file; `None` when it is not what it should be, or a name is there twice.
fn entries(path: &str) -> Option<BTreeMap<String, String>> {
    let bytes = DiskLoader::new(".").read_settings(path).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let mut sources = SourceMap::default();
    let file = sources.add(path, text.trim_start_matches('\u{feff}'));
    let text = sources.get(file).original().to_owned();
    let value = json::parse(&sources, file, &mut Diagnostics::default())?;
    let Kind::Array(items) = &member(&value, "Environments")?.value.kind else { return None };
    let mut entries = BTreeMap::new();
    for item in items {
        let Kind::String(name) = &member(item, "Name")?.value.kind else { return None };
        let entry = text.get(item.span.start as usize..item.span.end as usize)?;
        if entries.insert(name.to_lowercase(), entry.to_owned()).is_some() {
            return None;
        }
    }
    Some(entries)
}

fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Member> {
    let Kind::Object(members) = &value.kind else { return None };
    members.iter().find(|member| member.name.eq_ignore_ascii_case(name))
}

/// Compiles with this text in place of the settings file that the options name.
pub(super) fn compile(options: &Options, root: &Path, extract: Option<&str>) -> Outcome {
    let settings = options.settings.as_ref().map(|settings| settings.value.as_str());
    compile_on_disk(options, Extracted { disk: DiskLoader::new(root), settings: settings.zip(extract) })
}

/// Files on disk, but for the settings.
struct Extracted<'e> {
    disk: DiskLoader,
    settings: Option<(&'e str, &'e str)>,
}

impl Loader for Extracted<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        match self.settings {
            Some((settings, text)) if settings == path => Ok(text.as_bytes().to_owned()),
            _ => self.disk.read(path),
        }
    }

    fn read_settings(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        match self.settings {
            Some((settings, text)) if settings == path => Ok(text.as_bytes().to_owned()),
            _ => self.disk.read_settings(path),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, LoadError> {
        self.disk.list(folder)
    }
}
