//! Where a generated crate takes the facade from.

use crate::arguments::Generate;
use crate::paths::{absolute, on_disk, relative};
use crate::project::{ClaimsmithSource, GenerateTable, GitReference};
use claimsmith_compiler::sdk::{self, Dependency};
use std::fs;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// What the flags say, else the project file; for policies of Claimsmith's own repository the repository, else the version of this
/// tool. `policies` is the folder that paths of policies are relative to, `out` that of the crate.
pub(super) fn dependency(arguments: &Generate, table: &GenerateTable, policies: &str, out: &Path) -> Dependency {
    match (&arguments.claimsmith_path, &arguments.claimsmith_version, &table.claimsmith) {
        (Some(path), ..) => in_folder(path, out),
        (None, Some(version), _) => Dependency::Version(version.clone()),
        (None, None, Some(ClaimsmithSource::Version(version))) => Dependency::Version(version.clone()),
        (None, None, Some(ClaimsmithSource::Path(path))) => in_folder(path, out),
        (None, None, Some(ClaimsmithSource::Git { url, reference })) => {
            Dependency::Git { url: url.clone(), reference: reference.as_ref().map(git_reference) }
        }
        (None, None, None) => match repository(policies) {
            Some(repository) => Dependency::Path(relative(&repository, out)),
            None => Dependency::of_this_version(),
        },
    }
}

/// An absolute path stays one; another is seen from the crate.
fn in_folder(path: &str, out: &Path) -> Dependency {
    let is_absolute = Path::new(path).is_absolute();
    Dependency::Path(if is_absolute { path.to_owned() } else { relative(Path::new(path), out) })
}

fn git_reference(reference: &GitReference) -> sdk::GitReference {
    match reference {
        GitReference::Branch(branch) => sdk::GitReference::Branch(branch.clone()),
        GitReference::Tag(tag) => sdk::GitReference::Tag(tag.clone()),
        GitReference::Revision(revision) => sdk::GitReference::Revision(revision.clone()),
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
