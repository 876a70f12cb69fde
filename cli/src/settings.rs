//! Which `appsettings.json` belongs to a policy, and what this tool needs of it before the compiler reads it.

use crate::built_folder::MANIFEST;
use crate::listings::Listings;
use crate::nearest::{Here, Nearest};
use crate::paths::{absolute, folder, join, normalize, on_disk};
use claimsmith_compiler::SourceMap;
use claimsmith_compiler::diagnostic::Diagnostics;
use claimsmith_compiler::json::{self, Kind};
use claimsmith_compiler::load::ReadSettings;
use claimsmith_compiler::loader::{DiskLoader, Entry, Loader};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

/// B2C's own name for the file.
pub(crate) const FILE_NAME: &str = "appsettings.json";

/// Where B2C's editor extension writes the policies it builds when the settings do not say it.
const DEFAULT_OUTPUT_FOLDER: &str = "Environments";

/// A settings file.
#[derive(Debug, Clone)]
pub(crate) struct SettingsFile {
    /// Its path.
    pub(crate) path: String,
    /// Its environments, in the order of the file; none when it cannot be read, which the compiler reports.
    pub(crate) environments: Vec<SettingsEnvironment>,
    /// What the compiler takes instead of reading the file again.
    pub(crate) read: Arc<ReadSettings>,
    output_folder: String,
}

/// An environment of a settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SettingsEnvironment {
    /// Its name.
    pub(crate) name: String,
    /// The domain of its tenant.
    pub(crate) tenant: Option<String>,
}

impl SettingsFile {
    /// Reads the file at this path as far as it can be read.
    pub(crate) fn read(path: &str) -> Self {
        let path = normalize(path);
        let read = ReadSettings::read(&path, &DiskLoader::new("."));
        let parsed = read.settings();
        let environments = parsed.iter().flat_map(|it| it.environments()).map(|found| SettingsEnvironment {
            name: found.name.value.clone(),
            tenant: found.tenant.as_ref().map(|tenant| tenant.value.clone()),
        });
        let environments = environments.collect();
        let output_folder =
            parsed.and_then(|settings| settings.environments_folder.as_ref()).map(|folder| folder.value.clone());
        let output_folder = output_folder.unwrap_or_else(|| DEFAULT_OUTPUT_FOLDER.to_owned()).replace('\\', "/");
        Self { path, environments, read: Arc::new(read), output_folder }
    }

    /// The folder, absolute, in which B2C's editor extension leaves what it builds from these settings. `None` when that
    /// is the folder of the policies themselves.
    pub(crate) fn output_folder(&self) -> Option<PathBuf> {
        let own = absolute(on_disk(folder(&self.path)));
        let output = absolute(on_disk(&join(folder(&self.path), self.output_folder.trim())));
        (!own.starts_with(&output)).then_some(output)
    }
}

/// Finds the settings of a folder; looks into each folder once.
#[derive(Debug, Default)]
pub(crate) struct SettingsFinder {
    known: BTreeMap<String, Option<Rc<SettingsFile>>>,
    nearest: Nearest<SettingsFile>,
    listings: Listings,
    /// Those that a project names, by their path.
    named: BTreeMap<String, Rc<SettingsFile>>,
    /// Files of that name that hold something else.
    foreign: Vec<String>,
}

impl SettingsFinder {
    /// Takes note of what stands in a folder: what does not need not be asked for.
    pub(crate) fn listed(&mut self, folder: &str, entries: &[Entry]) {
        self.listings.add(folder, entries);
    }

    /// What stands in the folders that have been listed.
    pub(crate) fn listings(&self) -> &Listings {
        &self.listings
    }

    /// The settings file in this folder, if there is one.
    pub(crate) fn in_folder(&mut self, folder: &str) -> Option<Rc<SettingsFile>> {
        if let Some(known) = self.known.get(folder) {
            return known.clone();
        }
        let path = join(folder, FILE_NAME);
        let exists = self.listings.has(folder, FILE_NAME);
        let foreign = exists && is_foreign(&path);
        if foreign {
            self.foreign.push(path.clone());
        }
        let found = (exists && !foreign).then(|| Rc::new(SettingsFile::read(&path)));
        self.known.insert(folder.to_owned(), found.clone());
        found
    }

    /// The settings file at this path.
    pub(crate) fn named(&mut self, path: &str) -> Rc<SettingsFile> {
        let read = || Rc::new(SettingsFile::read(path));
        Rc::clone(self.named.entry(path.to_owned()).or_insert_with(read))
    }

    /// The nearest settings file in or above this folder; none for policies that were built.
    pub(crate) fn nearest(&mut self, folder: &str) -> Option<Rc<SettingsFile>> {
        let mut nearest = std::mem::take(&mut self.nearest);
        let Ok(found) = nearest.find(folder, |folder| {
            if self.listings.has(folder, MANIFEST) {
                return Ok::<_, Infallible>(Here::Built);
            }
            Ok(self.in_folder(folder).map_or(Here::Nothing, Here::Found))
        });
        self.nearest = nearest;
        found
    }

    /// The `appsettings.json` files that were passed over because they have no environments.
    pub(crate) fn foreign(&self) -> &[String] {
        &self.foreign
    }
}

/// What stands in a file, without a byte-order mark.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
}

/// Whether the file is the `appsettings.json` of something else, such as an ASP.NET application: JSON without a list of
/// environments. A file that is not JSON may be meant for us, and the compiler says what is wrong with it.
fn is_foreign(path: &str) -> bool {
    let Ok(bytes) = DiskLoader::new(".").read_settings(path) else { return false };
    let mut sources = SourceMap::default();
    let file = sources.add(path, text(&bytes));
    let value = json::parse(&sources, file, &mut Diagnostics::default());
    let Some(Kind::Object(members)) = value.map(|value| value.kind) else { return false };
    !members.iter().any(|member| member.name.eq_ignore_ascii_case("Environments"))
}
