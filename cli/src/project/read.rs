//! From the text of `claimsmith.toml` to what it says.
//!
//! A name that is not known is an error: a slip in it would otherwise be a decision that has no effect.

use super::generate_table::GenerateTable;
use super::keys::KeysFile;
use super::{CheckTable, EnvironmentTable, Place, Placed, PlacedPattern, Project};
use crate::arguments::{application_url, code, deny};
use crate::output::{Failure, printable};
use crate::path_patterns::pattern;
use crate::paths::{folder, join, normalize};
use claimsmith_compiler::SourceMap;
use claimsmith_compiler::diagnostic::suggest::did_you_mean;
use claimsmith_compiler::loader::{DiskLoader, LoadError, Loader};
use claimsmith_compiler::source::{FileId, Span};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) type Name<'t> = Spanned<Cow<'t, str>>;
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

impl Project {
    /// Reads the file at this path.
    ///
    /// # Errors
    /// When the file is not what it should be.
    pub(super) fn read(path: &str) -> Result<Self, Failure> {
        let mut project = Self::parse(path, &text_of(path)?)?;
        project.keys = KeysFile::of_project(&project)?;
        Ok(project)
    }

    pub(super) fn parse(path: &str, text: &str) -> Result<Self, Failure> {
        let reader = Reader::new(path, text);
        let project = reader.project(reader.parse(text)?.get_ref());
        reader.finish(project)
    }
}

/// The text of a file, with the byte-order mark that editors on Windows write.
///
/// # Errors
/// When it cannot be read or is no text.
pub(super) fn text_of(path: &str) -> Result<String, Failure> {
    let bytes = DiskLoader::new(".").read(path).map_err(|error| {
        let reason = match error {
            LoadError::TooLarge => "it is too large".to_owned(),
            LoadError::Other(reason) => reason,
            LoadError::NotFound => "there is no such file".to_owned(),
            LoadError::IsFolder => "it is a folder".to_owned(),
        };
        Failure::new(format!("cannot read `{path}`: {reason}"))
    })?;
    String::from_utf8(bytes).map_err(|_| {
        Failure::new(format!("`{path}` is not UTF-8")).help("save it as UTF-8, with or without a byte-order mark")
    })
}

/// The file while it is read, for the places of what is wrong with it.
pub(super) struct Reader<'p> {
    path: &'p str,
    sources: Arc<SourceMap>,
    file: FileId,
    /// Whether a line of the file may be shown.
    is_shown: bool,
    /// What is wrong so far, by where it begins: one run says all of it.
    faults: RefCell<BTreeMap<usize, Failure>>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(path: &'p str, text: &str) -> Self {
        let mut sources = SourceMap::default();
        let file = sources.add_file(path, text);
        Self { path, sources: Arc::new(sources), file, is_shown: true, faults: RefCell::default() }
    }

    /// A reader that names places and shows none: a secret may stand there by mistake.
    pub(super) fn without_excerpts(self) -> Self {
        Self { is_shown: false, ..self }
    }

    pub(super) fn parse<'t>(&self, text: &'t str) -> Result<Spanned<DeTable<'t>>, Failure> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        DeTable::parse(text).map_err(|error| self.fault(&error.span().unwrap_or_default(), printable(error.message())))
    }

    /// Keeps what is wrong with an entry of a table, so that the next one is read too.
    pub(super) fn note<T>(&self, name: &Name<'_>, read: Result<T, Failure>) -> Option<T> {
        read.map_err(|failure| self.faults.borrow_mut().insert(name.span().start, failure)).ok()
    }

    /// What was read, unless something is wrong with it.
    fn finish<T>(self, read: T) -> Result<T, Failure> {
        match Failure::several(self.faults.into_inner().into_values()) {
            Some(failure) => Err(failure),
            None => Ok(read),
        }
    }

    fn project(&self, root: &DeTable<'_>) -> Project {
        let mut project = Project { path: Some(self.path.to_owned()), ..Project::default() };
        for (name, value) in root {
            self.note(name, self.item(&mut project, name, value));
        }
        project
    }

    fn item(&self, project: &mut Project, name: &Name<'_>, value: &Value<'_>) -> Result<(), Failure> {
        const NAMES: &[&str] = &["policies", "settings", "keys", "bases", "check", "generate", "environments"];
        match name.get_ref().as_ref() {
            "policies" => project.policies = Some(self.patterns(value)?),
            "settings" => project.settings = Some(self.placed_file(value)?),
            "keys" => project.keys_path = Some(self.placed_file(value)?),
            "bases" => project.bases = self.folders(value)?,
            "check" => project.check = self.check(self.table(value)?),
            "generate" => project.generate = self.generate(self.table(value)?, "workspace"),
            "environments" => project.environments = self.environments(self.table(value)?),
            _ => return Err(self.unknown(name, NAMES)),
        }
        Ok(())
    }

    fn environments(&self, table: &DeTable<'_>) -> Vec<EnvironmentTable> {
        let mut environments: Vec<EnvironmentTable> = Vec::new();
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in table {
            let read = self.table(value).and_then(|table| self.environment(name, table));
            let Some(environment) = self.note(name, read) else { continue };
            let text = &environment.name.text;
            if let Some(other) = known.insert(text.to_lowercase(), text.clone()) {
                let twice = self
                    .fault(&name.span(), format!("`{text}` is `{other}` in other case"))
                    .help("names of environments count without regard to case");
                self.note::<()>(name, Err(twice));
            }
            environments.push(environment);
        }
        environments
    }

    fn environment(&self, name: &Name<'_>, table: &DeTable<'_>) -> Result<EnvironmentTable, Failure> {
        let mut environment = EnvironmentTable {
            name: Placed { text: name.get_ref().trim().to_owned(), place: self.place(&name.span()) },
            policies: None,
            overlay: None,
            application_url: None,
            inherits: None,
            generate: GenerateTable::default(),
        };
        if environment.name.text.is_empty() {
            return Err(self.fault(&name.span(), "an environment needs a name".to_owned()));
        }
        for (name, value) in table {
            self.note(name, self.item_of_environment(&mut environment, name, value));
        }
        Ok(environment)
    }

    fn item_of_environment(
        &self,
        environment: &mut EnvironmentTable,
        name: &Name<'_>,
        value: &Value<'_>,
    ) -> Result<(), Failure> {
        const NAMES: &[&str] = &["policies", "overlay", "application_url", "inherits", "generate"];
        match name.get_ref().as_ref() {
            "policies" => environment.policies = Some(self.patterns(value)?),
            "overlay" => environment.overlay = Some(self.placed_file(value)?),
            "application_url" => environment.application_url = Some(self.read_as(value, application_url)?),
            "inherits" => {
                let text = self.text(value)?;
                environment.inherits = Some(Placed { text, place: self.place(&value.span()) });
            }
            "generate" => environment.generate = self.generate(self.table(value)?, "folder"),
            _ => return Err(self.unknown(name, NAMES)),
        }
        Ok(())
    }

    pub(super) fn map<T>(
        &self,
        value: &Value<'_>,
        read: impl Fn(&Value<'_>) -> Result<T, Failure>,
    ) -> Result<BTreeMap<String, T>, Failure> {
        let mut map = BTreeMap::new();
        for (name, value) in self.table(value)? {
            let selector = name.get_ref().trim();
            if map.keys().any(|known: &String| known.to_lowercase() == selector.to_lowercase()) {
                let message = format!("`{}` is there twice", printable(selector));
                return Err(self.fault(&name.span(), message).help("ids count without regard to case"));
            }
            map.insert(selector.to_owned(), read(value)?);
        }
        Ok(map)
    }

    pub(super) fn table<'v, 't>(&self, value: &'v Value<'t>) -> Result<&'v DeTable<'t>, Failure> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(table),
            other => Err(self.wrong_type(value, "a table", other)),
        }
    }

    fn patterns(&self, value: &Value<'_>) -> Result<Vec<PlacedPattern>, Failure> {
        let item = |item: &Value<'_>| {
            let pattern = self.read_as(item, |text| {
                let text = portable(text)?;
                if text.starts_with('/') {
                    Err(OUTSIDE.to_owned())
                } else {
                    pattern(if text.is_empty() { "." } else { &text })
                }
            })?;
            Ok(PlacedPattern { pattern, place: self.place(&item.span()) })
        };
        self.items(value)?.iter().map(item).collect()
    }

    pub(super) fn texts(&self, value: &Value<'_>) -> Result<Vec<String>, Failure> {
        self.list(value, not_empty)
    }

    pub(super) fn text(&self, value: &Value<'_>) -> Result<String, Failure> {
        self.read_as(value, not_empty)
    }

    /// A string, read as on the command line.
    pub(super) fn read_as<T>(&self, value: &Value<'_>, read: impl Fn(&str) -> Result<T, String>) -> Result<T, Failure> {
        let text = self.string(value)?;
        read(text).map_err(|reason| self.fault(&value.span(), format!("`{}`: {reason}", printable(text))))
    }

    /// Paths as seen from the current folder.
    fn folders(&self, value: &Value<'_>) -> Result<Vec<Placed>, Failure> {
        let folder = |item: &Value<'_>| {
            let path = self.read_as(item, portable)?;
            Ok(Placed { text: join(folder(self.path), &path), place: self.place(&item.span()) })
        };
        self.items(value)?.iter().map(folder).collect()
    }

    fn check(&self, table: &DeTable<'_>) -> CheckTable {
        let mut check = CheckTable::default();
        for (name, value) in table {
            self.note(name, self.item_of_check(&mut check, name, value));
        }
        check
    }

    fn item_of_check(&self, check: &mut CheckTable, name: &Name<'_>, value: &Value<'_>) -> Result<(), Failure> {
        const NAMES: &[&str] = &["vendored", "allow", "deny", "baseline"];
        match name.get_ref().as_ref() {
            "vendored" => check.vendored = self.list(value, pattern)?,
            "allow" => check.allow = self.list(value, code)?,
            "deny" => check.deny = self.list(value, deny)?,
            "baseline" => check.baseline = Some(self.file(value)?),
            _ => return Err(self.unknown(name, NAMES)),
        }
        Ok(())
    }

    /// A list of strings, each read as on the command line.
    fn list<T>(&self, value: &Value<'_>, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, Failure> {
        self.items(value)?.iter().map(|item| self.read_as(item, &read)).collect()
    }

    fn items<'v, 't>(&self, value: &'v Value<'t>) -> Result<&'v [Value<'t>], Failure> {
        match value.get_ref() {
            DeValue::Array(items) => Ok(items),
            other => Err(self.wrong_type(value, "a list of strings", other)),
        }
    }

    /// A path as seen from the current folder, with its place.
    fn placed_file(&self, value: &Value<'_>) -> Result<Placed, Failure> {
        Ok(Placed { text: self.file(value)?, place: self.place(&value.span()) })
    }

    /// A path as seen from the current folder.
    pub(super) fn file(&self, value: &Value<'_>) -> Result<String, Failure> {
        let path = self.read_as(value, portable)?;
        if path.is_empty() {
            return Err(self.fault(&value.span(), "expected the path of a file, found the folder itself".to_owned()));
        }
        Ok(join(folder(self.path), &path))
    }

    pub(super) fn boolean(&self, value: &Value<'_>) -> Result<bool, Failure> {
        value.get_ref().as_bool().ok_or_else(|| self.wrong_type(value, "true or false", value.get_ref()))
    }

    pub(super) fn string<'v>(&self, value: &'v Value<'_>) -> Result<&'v str, Failure> {
        value.get_ref().as_str().ok_or_else(|| self.wrong_type(value, "a string", value.get_ref()))
    }

    pub(super) fn unknown(&self, name: &Name<'_>, known: &[&str]) -> Failure {
        let failure = self.fault(&name.span(), format!("`{}` is not known here", printable(name.get_ref())));
        match did_you_mean(name.get_ref(), known.iter().copied()) {
            Some(near) => failure.help(near),
            None => failure,
        }
    }

    pub(super) fn wrong_type(&self, value: &Value<'_>, wanted: &str, found: &DeValue<'_>) -> Failure {
        self.fault(&value.span(), format!("expected {wanted}, found {}", found.type_str()))
    }

    pub(super) fn fault(&self, place: &Range<usize>, message: String) -> Failure {
        let place = self.place(place);
        if self.is_shown { place.fault(message) } else { place.fault_unseen(message) }
    }

    pub(super) fn place(&self, place: &Range<usize>) -> Place {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Place::new(&self.sources, Span { file: self.file, start: offset(place.start), end: offset(place.end) })
    }
}

/// What is wrong with a pattern for policies that begins at the root.
const OUTSIDE: &str = "the pattern has to be relative to the folder of this file";

pub(super) fn not_empty(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() { Err("a text is expected here".to_owned()) } else { Ok(text.to_owned()) }
}

/// A path as the systems of all developers spell it: `\` separates folders too, so that a project has one file for all its
/// machines.
fn portable(text: &str) -> Result<String, String> {
    let text = not_empty(text)?.replace('\\', "/");
    if text.as_bytes().get(1) == Some(&b':') && !cfg!(windows) {
        return Err("a drive of Windows is not there on other systems; give the path as seen from this file".to_owned());
    }
    Ok(normalize(&text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_compiler::diagnostic::codes::CASE_ONLY_MATCH;
    use claimsmith_compiler::sdk::{Dependency, GitReference};

    #[test]
    fn a_file_with_everything() {
        let text = "[check]\nvendored = [\"samples/**\"]\nallow = [\"cs0308\"]\ndeny = [\"warnings\", \"CS0801\"]\n\
                    baseline = \"./baseline.json\"\n";
        let CheckTable { vendored, allow, deny, baseline } = Project::parse("p/claimsmith.toml", text).unwrap().check;
        assert_eq!(vendored.len(), 1);
        assert_eq!(allow, [CASE_ONLY_MATCH]);
        assert_eq!(deny.len(), 2);
        assert_eq!(baseline.as_deref(), Some("p/baseline.json"));
        assert!(Project::parse("claimsmith.toml", "").unwrap().check.baseline.is_none());
    }

    #[test]
    fn what_crates_are_generated_with() {
        let text = "[generate]\nout = \"..\\\\sdk\"\nclaimsmith = { git = \"https://git.example/c\", tag = \"v1\" }\n\
                    name = \"{environment}-sign-in\"\nversion = \"1.0.0-rc.1+b-2\"\nlicense = \"MIT OR (Apache-2.0 WITH LLVM-exception)\"\nderive = [\"Eq\"]\nprofiles = [\"A\"]\nexclude = [\"B\"]\n\
                    rename = { \"A/b\" = \"c\" }\nattributes = { A = [\"#[derive(Hash)]\"] }\ntypes = { b = \"time::Date\" }\n\
                    [environments.Contoso.generate]\nclaimsmith = { path = \"../claimsmith\" }\n";
        let project = Project::parse("p/claimsmith.toml", text).unwrap();
        let generate = project.generate;
        assert_eq!(generate.out.as_deref(), Some("p/../sdk"));
        let reference = Some(GitReference::Tag("v1".to_owned()));
        assert_eq!(generate.claimsmith, Some(Dependency::Git { url: "https://git.example/c".to_owned(), reference }));
        assert_eq!(generate.rename[0].selector.value, "A/b");
        assert_eq!(generate.attributes["A"], ["#[derive(Hash)]"]);
        assert_eq!(generate.types["b"], "time::Date");
        let own = &project.environments[0];
        assert_eq!(
            (own.name.text.as_str(), own.name.place.to_string()),
            ("Contoso", "p/claimsmith.toml:13:15".to_owned())
        );
        assert_eq!(own.generate.claimsmith, Some(Dependency::Path("p/../claimsmith".to_owned())));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let text = "keys = 1\n[environments.B]\noverlai = \"a\"\n[environments.a]\napplication_url = \"x\"\n[check]\ndeny = 2\n\
                    [generate]\nversion = \"1\"\n[generate.types]\na = 3\n[environments.b]\n";
        let failure = format!("{:?}", Project::parse("c.toml", text).unwrap_err());
        let mut last = 0;
        for place in ["1:8", "3:1", "5:19", "7:8", "9:11", "11:5", "12:15"] {
            let at = failure.find(&format!("\"c.toml:{place}: ")).unwrap_or_else(|| panic!("{place}: {failure}"));
            assert!(at > last || last == 0, "{place}: in the order of the file");
            last = at;
        }
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
            ("[generate]\nclaimsmith = { version = \"1\", path = \"a\" }", "c.toml:2:14: give one of"),
            ("[generate]\nclaimsmith = { version = \"1\", tag = \"a\" }", "c.toml:2:14: `tag` has no meaning"),
            ("[generate]\nversion = \"1.2\"", "c.toml:2:11: `1.2`: a version has three numbers"),
            ("[generate]\nversion = \"1.02.0\"", "c.toml:2:11: `1.02.0`: a version"),
            ("[generate]\nversion = \"1.2.0-\"", "c.toml:2:11: `1.2.0-`: a version"),
            ("[generate]\nlicense = \"MIT,\\nmine\"", "c.toml:2:11: `MIT,"),
            ("[generate]\nlicence = \"MIT\"", "c.toml:2:1: `licence` is not known here"),
            ("[generate.types]\na = \"A\"\n\"A \" = \"B\"", "c.toml:2:1: `a` is there twice"),
            ("policies = [\"/a/*.xml\"]", "c.toml:1:13: `/a/*.xml`: the pattern has to be relative"),
            ("[environments.\" \"]", "c.toml:1:15: an environment needs a name"),
            ("check = 1", "c.toml:1:9: expected a table, found integer"),
            ("[check", "c.toml:1:"),
        ] {
            let failure = format!("{:?}", Project::parse("c.toml", text).unwrap_err());
            assert!(failure.contains(message), "{text}: {failure}");
        }
    }
}
