//! Where the files of an environment go.

use crate::output::{Failure, printable};
use crate::paths::{absolute, is_device, on_disk};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The name of an environment as that of its folder, which is the one that B2C's editor extension uses.
///
/// # Errors
/// When a folder cannot have this name everywhere.
pub(super) fn folder_name(environment: &str) -> Result<&str, Failure> {
    let reason = if environment.trim().is_empty() {
        "is empty"
    } else if environment.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|'])
        || environment.contains(char::is_control)
    {
        "has a character that no file name has"
    } else if environment.starts_with(['.', ' ']) || environment.ends_with(['.', ' ']) {
        "begins or ends with a dot or a blank"
    } else if is_device(environment) {
        "is that of a device on Windows"
    } else {
        return Ok(environment);
    };
    let message = format!("the environment `{}` cannot have a folder: its name {reason}", printable(environment));
    Err(Failure::new(message).help("give it another `Name` in the settings"))
}

/// For each file its path in the folder of the environment, with `/` between its parts: as seen from the folder of the
/// settings, as B2C's editor extension does it, or from the lowest folder with all the files when some stand elsewhere.
pub(super) fn sub_paths<'p>(files: &[&'p str], settings: Option<&str>) -> Result<BTreeMap<&'p str, String>, Failure> {
    let absolute_files: Vec<PathBuf> = files.iter().map(|file| absolute(on_disk(file))).collect();
    let folder = |file: &Path| file.parent().map_or_else(PathBuf::new, Path::to_owned);
    let own = settings.map(|settings| folder(&absolute(on_disk(settings))));
    let root = own.filter(|own| absolute_files.iter().all(|file| file.starts_with(own))).unwrap_or_else(|| {
        let folders = absolute_files.iter().map(|file| folder(file));
        folders.reduce(|one, other| common(&one, &other)).unwrap_or_default()
    });
    let below = files.iter().zip(&absolute_files).map(|(file, absolute)| {
        let rest = absolute.strip_prefix(&root).ok().and_then(joined);
        let rest =
            rest.ok_or_else(|| Failure::new(format!("`{}` has no folder in common with the others", printable(file))));
        rest.map(|rest| (*file, rest))
    });
    below.collect()
}

fn common(one: &Path, other: &Path) -> PathBuf {
    let same = one.components().zip(other.components()).take_while(|(one, other)| one == other);
    same.map(|(component, _)| component).collect()
}

/// The parts of a path below something; `None` when it is none.
fn joined(path: &Path) -> Option<String> {
    let parts = path.components().map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    Some(parts.collect::<Option<Vec<_>>>()?.join("/")).filter(|joined| !joined.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_environment_gives_its_folder_the_name() {
        for name in ["Dev", "contoso-eu", "a b", "Ü", "v1.2", "console"] {
            assert_eq!(folder_name(name), Ok(name));
        }
        for name in ["", " ", "..", ".hidden", "a.", "a ", "a/b", "..\\a", "C:", "a\nb", "NUL", "com1", "Aux.x"] {
            assert!(folder_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn files_keep_their_place_below_the_settings() {
        let paths = |files: &[&'static str], settings| -> Vec<String> {
            sub_paths(files, settings).unwrap().into_values().collect()
        };
        assert_eq!(paths(&["p/a.xml", "p/t/b.xml"], Some("p/appsettings.json")), ["a.xml", "t/b.xml"]);
        assert_eq!(paths(&["p/t/a.xml"], Some("p/appsettings.json")), ["t/a.xml"]);
        assert_eq!(paths(&["p/t/a.xml", "shared/b.xml"], Some("p/appsettings.json")), ["p/t/a.xml", "shared/b.xml"]);
        assert_eq!(paths(&["../x/a.xml", "../x/y/b.xml"], None), ["a.xml", "y/b.xml"]);
        assert_eq!(paths(&["a.xml"], None), ["a.xml"]);
    }
}
