//! Where a generated crate takes the facade and other crates from.

use crate::arguments::Generate;
use crate::paths::{absolute, on_disk, relative};
use crate::project::GenerateTable;
use claimsmith_compiler::sdk::{Dependency, FurtherDependency};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// The facade as the flags say, else the project file; for policies of Claimsmith's own repository the repository, else the
/// version of this tool. `policies` is the folder that paths of policies are relative to, `out` that of the crate.
pub(super) fn dependency(arguments: &Generate, table: &GenerateTable, policies: &str, out: &Path) -> Dependency {
    if let Some(url) = &arguments.claimsmith_git {
        return Dependency::Git { url: url.clone(), reference: None };
    }
    match (&arguments.claimsmith_path, &arguments.claimsmith_version, &table.claimsmith) {
        (Some(path), ..) => seen_from(out, Dependency::Path(path.clone())),
        (None, Some(version), _) => Dependency::Version(version.clone()),
        (None, None, Some(source)) => seen_from(out, source.clone()),
        (None, None, None) => match repository(policies) {
            Some(repository) => Dependency::Path(relative(&repository, out)),
            None => Dependency::of_this_version(),
        },
    }
}

/// What a crate in `out` depends on beside the facade.
pub(super) fn further(table: &GenerateTable, out: &Path) -> BTreeMap<String, FurtherDependency> {
    let seen = |(name, dependency): (&String, &FurtherDependency)| {
        let source = seen_from(out, dependency.source.clone());
        (name.clone(), FurtherDependency { source, ..dependency.clone() })
    };
    table.dependencies.iter().map(seen).collect()
}

/// A path as seen from the crate, unless it is absolute.
fn seen_from(out: &Path, dependency: Dependency) -> Dependency {
    match dependency {
        Dependency::Path(path) if !Path::new(&path).is_absolute() => Dependency::Path(relative(Path::new(&path), out)),
        other => other,
    }
}

/// The folder of Claimsmith's own repository, for policies in it.
fn repository(policies: &str) -> Option<PathBuf> {
    let folder = absolute(on_disk(policies));
    folder.ancestors().find(|folder| is_repository(folder)).map(Path::to_owned)
}

fn is_repository(folder: &Path) -> bool {
    let manifest = || fs::read_to_string(folder.join("Cargo.toml")).ok();
    let is_facade = |text: String| {
        let table = DeTable::parse(&text).ok()?;
        let DeValue::Table(package) = table.get_ref().get("package")?.get_ref() else { return None };
        let DeValue::String(name) = package.get("name")?.get_ref() else { return None };
        (name == "claimsmith").then_some(())
    };
    folder.join("runtime/Cargo.toml").is_file() && manifest().and_then(is_facade).is_some()
}
