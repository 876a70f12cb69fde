//! What generated crates depend on: `claimsmith`, and the crates that derives and types come from.

use super::read::{Reader, Value};
use crate::output::{Failure, printable};
use claimsmith_compiler::sdk::{Dependency, FurtherDependency, GitReference};
use std::collections::BTreeMap;
use toml::de::DeValue;

/// What says where a crate comes from.
const SOURCE: &[&str] = &["version", "git", "path", "branch", "tag", "rev"];
/// Crates that generated code names by paths of its own.
const TAKEN: &[&str] = &["claimsmith", "std", "core", "alloc", "proc_macro", "test", "self", "super", "crate", "Self"];

impl Reader<'_> {
    /// `{ version = "1" }`, `{ git = "…", tag = "…" }` or `{ path = "…" }`.
    pub(super) fn claimsmith(&self, value: &Value<'_>) -> Result<Dependency, Failure> {
        let mut texts = BTreeMap::new();
        for (name, part) in self.table(value)? {
            let Some(known) = source_part(name.get_ref()) else { return Err(self.unknown(name, SOURCE)) };
            texts.insert(known, self.source_text(known, part)?);
        }
        self.source(texts, value)
    }

    /// The table `dependencies`: a version or a table by the name of the crate, as cargo has it.
    pub(super) fn dependencies(&self, value: &Value<'_>) -> Result<BTreeMap<String, FurtherDependency>, Failure> {
        let mut dependencies = BTreeMap::new();
        for (name, value) in self.table(value)? {
            let known = dependency_name(name.get_ref()).map_err(|reason| self.fault(&name.span(), reason))?;
            dependencies.insert(known, self.dependency(value)?);
        }
        Ok(dependencies)
    }

    fn dependency(&self, value: &Value<'_>) -> Result<FurtherDependency, Failure> {
        const NAMES: &[&str] =
            &["version", "git", "path", "branch", "tag", "rev", "package", "features", "default-features"];
        let table = match value.get_ref() {
            DeValue::Table(table) => table,
            DeValue::String(_) => return Ok(FurtherDependency::new(Dependency::Version(self.text(value)?))),
            other => return Err(self.wrong_type(value, "a version or a table", other)),
        };
        let mut texts = BTreeMap::new();
        let (mut package, mut features, mut has_default_features) = (None, Vec::new(), true);
        for (name, part) in table {
            match name.get_ref().as_ref() {
                "package" => package = Some(self.text(part)?),
                "features" => features = self.texts(part)?,
                "default-features" => match part.get_ref() {
                    DeValue::Boolean(given) => has_default_features = *given,
                    other => return Err(self.wrong_type(part, "`true` or `false`", other)),
                },
                other => {
                    let Some(known) = source_part(other) else { return Err(self.unknown(name, NAMES)) };
                    texts.insert(known, self.source_text(known, part)?);
                }
            }
        }
        Ok(FurtherDependency { source: self.source(texts, value)?, package, features, has_default_features })
    }

    /// A path is as seen from the current folder.
    fn source_text(&self, name: &str, value: &Value<'_>) -> Result<String, Failure> {
        if name == "path" { self.file(value) } else { self.text(value) }
    }

    /// Where a crate comes from, out of the parts that say so.
    fn source(&self, mut texts: BTreeMap<&str, String>, whole: &Value<'_>) -> Result<Dependency, Failure> {
        let source = match (texts.remove("version"), texts.remove("git"), texts.remove("path")) {
            (Some(version), None, None) => Dependency::Version(version),
            (None, None, Some(path)) => Dependency::Path(path),
            (None, Some(url), None) => {
                let reference = match texts.pop_first() {
                    None => None,
                    Some(("branch", name)) => Some(GitReference::Branch(name)),
                    Some(("tag", name)) => Some(GitReference::Tag(name)),
                    Some((_, hash)) => Some(GitReference::Revision(hash)),
                };
                Dependency::Git { url, reference }
            }
            _ => return Err(self.fault(&whole.span(), "give one of `version`, `git` and `path`".to_owned())),
        };
        match texts.first_key_value() {
            None => Ok(source),
            Some((name, _)) => Err(self.fault(&whole.span(), format!("`{name}` has no meaning beside the others"))),
        }
    }
}

fn source_part(name: &str) -> Option<&'static str> {
    SOURCE.iter().copied().find(|known| *known == name)
}

/// The name of a crate that generated ones can depend on, as a manifest has it.
///
/// # Errors
/// When cargo does not take it, or generated code means something else by it; as a sentence.
pub(crate) fn dependency_name(name: &str) -> Result<String, String> {
    let name = name.trim();
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if !begins || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
        Err(format!("`{}` is no name of a crate", printable(name)))
    } else if TAKEN.contains(&name.replace('-', "_").as_str()) {
        Err(format!("`{name}` cannot be a further dependency: generated code means its own by that name"))
    } else {
        Ok(name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Project;
    use super::*;

    fn read(text: &str) -> Result<BTreeMap<String, FurtherDependency>, String> {
        let project = Project::parse("p/claimsmith.toml", text).map_err(|failure| format!("{failure:?}"))?;
        Ok(project.generate.dependencies)
    }

    #[test]
    fn dependencies_are_written_as_cargo_has_them() {
        let text = "[generate.dependencies]\njiff = \"0.2\"\nshared-claims = { path = \"../shared\" }\n\
                    clock = { git = \"https://git.example/t\", rev = \"1a\", package = \"time\", features = [\"serde\"], default-features = false }\n";
        let found = read(text).unwrap();
        assert_eq!(found["jiff"], FurtherDependency::new(Dependency::Version("0.2".to_owned())));
        assert_eq!(found["shared-claims"].source, Dependency::Path("p/../shared".to_owned()));
        let reference = Some(GitReference::Revision("1a".to_owned()));
        let clock = FurtherDependency {
            source: Dependency::Git { url: "https://git.example/t".to_owned(), reference },
            package: Some("time".to_owned()),
            features: vec!["serde".to_owned()],
            has_default_features: false,
        };
        assert_eq!(found["clock"], clock);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        for (line, message) in [
            ("jiff = 1", "toml:2:8: expected a version or a table, found integer"),
            ("jiff = \" \"", "toml:2:8: ` `: a text is expected here"),
            ("jiff = {}", "toml:2:8: give one of `version`, `git` and `path`"),
            ("jiff = { version = \"1\", optional = true }", "toml:2:25: `optional` is not known here"),
            ("jiff = { version = \"1\", feature = [] }", "did you mean `features`?"),
            ("jiff = { version = \"1\", default-features = 0 }", "toml:2:44: expected `true` or `false`"),
            ("jiff = { version = \"1\", tag = \"a\" }", "toml:2:8: `tag` has no meaning"),
            ("claimsmith = \"1\"", "toml:2:1: `claimsmith` cannot be a further dependency"),
            ("core = \"1\"", "toml:2:1: `core` cannot be"),
            ("\"a.b\" = \"1\"", "toml:2:1: `a.b` is no name of a crate"),
        ] {
            let failure = read(&format!("[generate.dependencies]\n{line}")).unwrap_err();
            assert!(failure.contains(message), "{line}: {failure}");
        }
    }
}
