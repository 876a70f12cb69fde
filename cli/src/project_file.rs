//! `claimsmith.toml`: what a project has decided once, so that nobody has to say it on each command line.
//!
//! A name that is not known is an error: a slip in it would otherwise be a decision that has no effect.

use crate::arguments::{Deny, code, deny};
use crate::output::{Failure, printable};
use crate::paths::{folder, join, normalize, on_disk, upwards};
use crate::vendored::pattern;
use claimsmith_compiler::SourceMap;
use claimsmith_compiler::diagnostic::codes::Code;
use claimsmith_compiler::diagnostic::suggest::did_you_mean;
use claimsmith_compiler::loader::{DiskLoader, LoadError, Loader};
use claimsmith_compiler::source::FileId;
use glob::Pattern;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Name of the file.
pub(crate) const FILE_NAME: &str = "claimsmith.toml";

/// A project's file. Paths in it are relative to its folder.
#[derive(Debug)]
pub(crate) struct ProjectFile {
    /// Its path.
    pub(crate) path: String,
    /// The table `[check]`.
    pub(crate) check: CheckTable,
}

/// What `check` is told once for all; the flags of the same names add to it.
#[derive(Debug, Default)]
pub(crate) struct CheckTable {
    /// Files of others, of which only errors matter.
    pub(crate) vendored: Vec<Pattern>,
    /// Codes whose warnings are left out.
    pub(crate) allow: Vec<Code>,
    /// What makes the check fail.
    pub(crate) deny: Vec<Deny>,
    /// Path of the baseline, as seen from the current folder.
    pub(crate) baseline: Option<String>,
}

impl ProjectFile {
    /// The nearest file in or above each of the paths, which has to be the same one: a check has one set of rules.
    ///
    /// # Errors
    /// When the paths belong to different projects, or the file is not what it should be.
    pub(crate) fn nearest(paths: &[String]) -> Result<Option<Self>, Failure> {
        let mut found: Vec<String> = Vec::new();
        for path in paths.iter().map(|path| normalize(path)) {
            let start = if on_disk(&path).is_dir() { path.as_str() } else { folder(&path) };
            let candidates = upwards(start).into_iter().map(|folder| join(&folder, FILE_NAME));
            found.extend(candidates.into_iter().find(|candidate| on_disk(candidate).is_file()));
        }
        found.dedup_by(|a, b| crate::paths::absolute(on_disk(a)) == crate::paths::absolute(on_disk(b)));
        match found.as_slice() {
            [] => Ok(None),
            [path] => Self::read(path).map(Some),
            [first, second, ..] => {
                Err(Failure::new(format!("the paths belong to two projects: `{first}` and `{second}`"))
                    .help("check one after the other"))
            }
        }
    }

    fn read(path: &str) -> Result<Self, Failure> {
        let bytes = DiskLoader::new(".").read(path).map_err(|error| {
            let reason = match error {
                LoadError::TooLarge => "it is too large".to_owned(),
                LoadError::Other(reason) => reason,
                LoadError::NotFound | LoadError::IsFolder => "it is no file".to_owned(),
            };
            Failure::new(format!("cannot read `{path}`: {reason}"))
        })?;
        let text = String::from_utf8(bytes).map_err(|_| Failure::new(format!("`{path}` is not UTF-8")))?;
        Self::parse(path, &text)
    }

    fn parse(path: &str, text: &str) -> Result<Self, Failure> {
        let reader = Reader::new(path, text);
        let root = DeTable::parse(text)
            .map_err(|error| reader.fault(&error.span().unwrap_or_default(), printable(error.message())))?;
        let mut check = CheckTable::default();
        for (name, value) in root.get_ref() {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("check", DeValue::Table(table)) => check = reader.check(table)?,
                ("check", other) => return Err(reader.wrong_type(value, "a table", other)),
                _ => return Err(reader.unknown(name, &["check"])),
            }
        }
        Ok(Self { path: path.to_owned(), check })
    }
}

/// The file while it is read, for the places of what is wrong with it.
struct Reader<'p> {
    path: &'p str,
    sources: SourceMap,
    file: FileId,
}

impl<'p> Reader<'p> {
    fn new(path: &'p str, text: &str) -> Self {
        let mut sources = SourceMap::default();
        let file = sources.add(path, text);
        Self { path, sources, file }
    }

    fn check(&self, table: &DeTable<'_>) -> Result<CheckTable, Failure> {
        const NAMES: &[&str] = &["vendored", "allow", "deny", "baseline"];
        let mut check = CheckTable::default();
        for (name, value) in table {
            match name.get_ref().as_ref() {
                "vendored" => check.vendored = self.list(value, pattern)?,
                "allow" => check.allow = self.list(value, code)?,
                "deny" => check.deny = self.list(value, deny)?,
                "baseline" => check.baseline = Some(self.file(value)?),
                _ => return Err(self.unknown(name, NAMES)),
            }
        }
        Ok(check)
    }

    /// A list of strings, each read as on the command line.
    fn list<T>(
        &self,
        value: &Spanned<DeValue<'_>>,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Vec<T>, Failure> {
        let DeValue::Array(items) = value.get_ref() else {
            return Err(self.wrong_type(value, "a list of strings", value.get_ref()));
        };
        let item = |item: &Spanned<DeValue<'_>>| {
            let text = self.string(item)?;
            read(text).map_err(|reason| self.fault(&item.span(), format!("`{}`: {reason}", printable(text))))
        };
        items.iter().map(item).collect()
    }

    /// A path as seen from the current folder.
    fn file(&self, value: &Spanned<DeValue<'_>>) -> Result<String, Failure> {
        let path = normalize(self.string(value)?.trim());
        if path.is_empty() {
            return Err(self.fault(&value.span(), "expected the path of a file, found an empty text".to_owned()));
        }
        Ok(join(folder(self.path), &path))
    }

    fn string<'v>(&self, value: &'v Spanned<DeValue<'_>>) -> Result<&'v str, Failure> {
        value.get_ref().as_str().ok_or_else(|| self.wrong_type(value, "a string", value.get_ref()))
    }

    fn unknown(&self, name: &Spanned<std::borrow::Cow<'_, str>>, known: &[&str]) -> Failure {
        let failure = self.fault(&name.span(), format!("`{}` is not known here", printable(name.get_ref())));
        match did_you_mean(name.get_ref(), known.iter().copied()) {
            Some(near) => failure.help(near),
            None => failure,
        }
    }

    fn wrong_type(&self, value: &Spanned<DeValue<'_>>, wanted: &str, found: &DeValue<'_>) -> Failure {
        self.fault(&value.span(), format!("expected {wanted}, found {}", found.type_str()))
    }

    fn fault(&self, place: &Range<usize>, message: String) -> Failure {
        let offset = u32::try_from(place.start).unwrap_or(u32::MAX);
        let (line, column) = self.sources.get(self.file).line_column(offset);
        Failure::new(format!("{}:{line}:{column}: {message}", self.path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_compiler::diagnostic::codes::CASE_ONLY_MATCH;

    #[test]
    fn a_file_with_everything() {
        let text = "[check]\nvendored = [\"samples/**\"]\nallow = [\"cs0308\"]\ndeny = [\"warnings\", \"CS0801\"]\n\
                    baseline = \"./baseline.json\"\n";
        let CheckTable { vendored, allow, deny, baseline } =
            ProjectFile::parse("p/claimsmith.toml", text).unwrap().check;
        assert_eq!(vendored.len(), 1);
        assert_eq!(allow, [CASE_ONLY_MATCH]);
        assert_eq!(deny.len(), 2);
        assert_eq!(baseline.as_deref(), Some("p/baseline.json"));
        assert!(ProjectFile::parse("claimsmith.toml", "").unwrap().check.baseline.is_none());
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        for (text, message) in [
            ("[chek]", "c.toml:1:2: `chek` is not known here"),
            ("[check]\nvendor = []", "c.toml:2:1: `vendor` is not known here"),
            ("[check]\nvendored = \"a\"", "c.toml:2:12: expected a list of strings, found string"),
            ("[check]\nvendored = [\"a***\"]", "c.toml:2:13: `a***`: "),
            ("[check]\nallow = [\"CS0308\", 3]", "c.toml:2:20: expected a string, found integer"),
            ("[check]\nallow = [\"CS9308\"]", "c.toml:2:10: `CS9308`: there is no such code"),
            ("[check]\nbaseline = \".\"", "c.toml:2:12: expected the path of a file"),
            ("[check]\nvendored = [\"../a\"]", "c.toml:2:13: `../a`: "),
            ("check = 1", "c.toml:1:9: expected a table, found integer"),
            ("[check", "c.toml:1:"),
        ] {
            let failure = format!("{:?}", ProjectFile::parse("c.toml", text).unwrap_err());
            assert!(failure.contains(message), "{text}: {failure}");
        }
    }
}
