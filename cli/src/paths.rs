//! Path texts, with `/` between their parts: relative to the current folder as they were given, so that findings show
//! what the caller knows.

use std::path::{Component, Path, PathBuf};

/// Names that Windows keeps for devices, whatever the extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Names that it keeps with a digit behind them.
const NUMBERED_DEVICES: &[&str] = &["com", "lpt"];

/// A path without `./` at its start or `/` at its end; the current folder is the empty text. `\` separates folders, except
/// where the path as it is leads to something: whoever works on several systems has commands with either sign.
pub(crate) fn normalize(path: &str) -> String {
    let is_separated = path.contains('\\') && (cfg!(windows) || !on_disk(path).exists());
    let path = if is_separated { path.replace('\\', "/") } else { path.to_owned() };
    let mut rest = path.as_str();
    while let Some(stripped) = rest.strip_prefix("./") {
        rest = stripped.trim_start_matches('/');
    }
    let trimmed = rest.trim_end_matches('/');
    match trimmed {
        "" if rest.starts_with('/') => "/".to_owned(),
        "." => String::new(),
        trimmed => trimmed.to_owned(),
    }
}

/// A path for the system, which has no name for the current folder in the empty text.
pub(crate) fn on_disk(path: &str) -> &Path {
    Path::new(if path.is_empty() { "." } else { path })
}

/// A path for a message.
pub(crate) fn shown(path: &str) -> &str {
    if path.is_empty() { "." } else { path }
}

/// A folder and those above it, nearest first, up to the root of the file system and not only to the current folder.
pub(crate) fn upwards(folder: &str) -> impl Iterator<Item = String> + use<> {
    let start = folder.to_owned();
    let (mut steps, mut most) = (0, None);
    std::iter::successors(Some(start.clone()), move |folder| {
        let above = above(folder)?;
        steps += 1;
        // With symbolic links the text may take fewer steps than the system: more steps than this never lead anywhere.
        let mut leads_on = || steps < *most.get_or_insert_with(|| absolute(on_disk(&start)).components().count());
        (!above.ends_with("..") || leads_on()).then_some(above)
    })
}

fn above(folder: &str) -> Option<String> {
    match folder.rsplit_once('/') {
        _ if folder == "/" => None,
        None if folder.is_empty() || folder == ".." => Some(join("..", folder)),
        Some((_, "..")) => Some(format!("{folder}/..")),
        None => Some(String::new()),
        Some(("", _)) => Some("/".to_owned()),
        Some((above, _)) => Some(above.to_owned()),
    }
}

/// The folder of a file.
pub(crate) fn folder(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some(("", _)) => "/",
        Some((folder, _)) => folder,
        None => "",
    }
}

/// A path from a folder and what stands below it; an absolute `below` stays what it is.
pub(crate) fn join(folder: &str, below: &str) -> String {
    if folder.is_empty() || Path::new(below).is_absolute() {
        below.to_owned()
    } else if below.is_empty() {
        folder.to_owned()
    } else {
        format!("{}/{below}", folder.trim_end_matches('/'))
    }
}

/// The absolute path without `.` and `..`, by its text alone: the file need not exist.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if !path.components().any(|component| matches!(component, Component::CurDir | Component::ParentDir)) {
        return path;
    }
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

/// A path as seen from a folder, with `/` between its parts; absolute when no way leads from one to the other, as
/// between two drives.
pub(crate) fn relative(path: &Path, from: &Path) -> String {
    let (path, from) = (physical(path), physical(from));
    let (target, start): (Vec<_>, Vec<_>) = (path.components().collect(), from.components().collect());
    let common = target.iter().zip(&start).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return with_slashes(&path);
    }
    let up = std::iter::repeat_n(Component::ParentDir, start.len() - common);
    with_slashes(&up.chain(target.into_iter().skip(common)).collect::<PathBuf>())
}

/// The absolute path with symbolic links followed, as far as the path exists: `..` leads up from where a link leads.
/// Windows' own form of such paths takes no `/`, so they stay as they are there.
fn physical(path: &Path) -> PathBuf {
    let path = absolute(path);
    if cfg!(windows) {
        return path;
    }
    let existing = path.ancestors().find_map(|ancestor| Some((ancestor, ancestor.canonicalize().ok()?)));
    match existing {
        // Joining nothing would add a slash.
        Some((ancestor, real)) if ancestor == path => real,
        Some((ancestor, real)) => path.strip_prefix(ancestor).map_or(real.clone(), |rest| real.join(rest)),
        None => path,
    }
}

/// A path as reports for a repository name it: relative to the nearest folder in or above the current one that holds
/// `.git`, else to the current folder; absolute when it is outside of that.
pub(crate) fn in_repository(path: &str) -> String {
    let current = absolute(Path::new("."));
    let root = current.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&current);
    let below = relative(on_disk(path), root);
    if below == ".." || below.starts_with("../") { with_slashes(&physical(on_disk(path))) } else { below }
}

/// A path text with `/` between its parts on every platform.
pub(crate) fn with_slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

/// Whether a name of a file or folder is that of a device on Windows.
pub(crate) fn is_device(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let numbered = base.strip_suffix(|c: char| c.is_ascii_digit());
    DEVICES.contains(&base.as_str()) || numbered.is_some_and(|name| NUMBERED_DEVICES.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_as_they_were_given() {
        for (given, expected) in [
            ("./a/b.xml", "a/b.xml"),
            ("a/", "a"),
            (".", ""),
            ("./", ""),
            ("/", "/"),
            ("../a", "../a"),
            ("/a/", "/a"),
            (".\\a\\b.xml", "a/b.xml"),
        ] {
            assert_eq!(normalize(given), expected, "{given}");
        }
    }

    #[test]
    fn folders_above_leave_the_current_folder() {
        let first = |most, folder| upwards(folder).take(most).collect::<Vec<_>>();
        assert_eq!(first(4, "a/b"), ["a/b", "a", "", ".."]);
        assert_eq!(first(3, "../x"), ["../x", "..", "../.."]);
        assert_eq!(first(9, "/a/b"), ["/a/b", "/a", "/"]);
        assert!(upwards("a").count() < 100, "it ends at the root");
    }

    #[test]
    fn folder_and_name_make_a_path_again() {
        for path in ["a.xml", "a/b.xml", "/a.xml", "../a.xml"] {
            assert_eq!(join(folder(path), path.rsplit('/').next().unwrap()), path);
        }
        assert_eq!(join("a", "/b"), "/b");
        assert_eq!(join("a", ""), "a");
    }

    #[test]
    fn the_way_from_one_folder_to_another() {
        assert_eq!(relative(Path::new("/nowhere/a/b"), Path::new("/nowhere/c/d")), "../../a/b");
        assert_eq!(relative(Path::new("/nowhere/a/b"), Path::new("/nowhere")), "a/b");
        assert_eq!(relative(Path::new("x"), Path::new(".")), "x");
    }
}
