//! `keys.toml`: which policy keys exist in each tenant, so that a check finds a name that leads to none before upload does.
//!
//! It holds names and what the keys are for. No value of a key belongs there, and none is ever shown: what stands in the
//! place of a use may be one.

use super::read::{Name, Reader, Value, text_of};
use super::{Group, Placed, Project};
use crate::arguments::PolicyOptions;
use crate::output::{Failure, printable};
use crate::paths::{absolute, join, on_disk};
use claimsmith_compiler::diagnostic::suggest::did_you_mean;
use claimsmith_compiler::{DeclaredKey, DeclaredKeys, KeyUse};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use toml::de::DeTable;

/// Name of the file, beside that of the project.
const FILE_NAME: &str = "keys.toml";

/// What B2C puts before the name of every policy key.
const PREFIX: &str = "b2c_1a_";

/// Keys by their names in lower case, without the prefix.
type Keys = BTreeMap<String, DeclaredKey>;

/// The declared policy keys.
#[derive(Debug)]
pub(crate) struct KeysFile {
    path: String,
    text: String,
    /// The table `[keys]`: of every environment.
    everywhere: Option<Keys>,
    /// The tables `[environments.NAME.keys]`.
    environments: Vec<(Placed, Keys)>,
}

impl KeysFile {
    /// The file that the project names, else the one beside its own, if there is one.
    ///
    /// # Errors
    /// When it is not what it should be.
    pub(super) fn of_project(project: &Project) -> Result<Option<Self>, Failure> {
        if let Some(Placed { text: path, place }) = &project.keys_path {
            let text = text_of(path).map_err(|failure| failure.help(format!("`keys` names it in `{place}`")))?;
            return Self::parse(path, &text).map(Some);
        }
        let path = join(project.folder(), FILE_NAME);
        if !on_disk(&path).is_file() {
            return Ok(None);
        }
        Self::parse(&path, &text_of(&path)?).map(Some)
    }

    fn parse(path: &str, text: &str) -> Result<Self, Failure> {
        let reader = Reader::new(path, text).without_excerpts();
        let mut file =
            Self { path: path.to_owned(), text: text.to_owned(), everywhere: None, environments: Vec::new() };
        for (name, value) in reader.parse(text)?.get_ref() {
            match name.get_ref().as_ref() {
                "keys" => file.everywhere = Some(keys(&reader, reader.table(value)?)?),
                "environments" => file.environments = environments(&reader, reader.table(value)?)?,
                _ => return Err(reader.unknown(name, &["keys", "environments"])),
            }
        }
        Ok(file)
    }

    /// The keys of an environment: those of every environment and its own, which win. `None` when the file says nothing
    /// about it. The name is empty for policies without environments.
    pub(super) fn of_environment(&self, name: &str) -> Option<DeclaredKeys> {
        let own = self.environments.iter().find(|(environment, _)| same(&environment.text, name)).map(|(_, keys)| keys);
        if own.is_none() && self.everywhere.is_none() {
            return None;
        }
        let mut keys = self.everywhere.clone().unwrap_or_default();
        keys.extend(own.into_iter().flatten().map(|(name, key)| (name.clone(), key.clone())));
        Some(DeclaredKeys {
            path: self.path.clone(),
            text: self.text.clone(),
            keys: keys.into_values().collect(),
            is_complete: false,
        })
    }

    /// Reports a table for an environment that none of these groups has.
    ///
    /// # Errors
    /// With the place in the file.
    fn require_environments(&self, groups: &[&Group]) -> Result<(), Failure> {
        let of_settings = groups.iter().filter_map(|group| group.settings.as_ref());
        let settings = of_settings.flat_map(|settings| settings.environments.iter().map(|found| found.name.as_str()));
        let tables = groups.iter().flat_map(|group| group.project.environments.iter().map(|table| &*table.name.text));
        // In the spelling of the settings, where they have it.
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        for name in settings.chain(tables) {
            known.entry(name.to_lowercase()).or_insert(name);
        }
        let unknown = self.environments.iter().find(|(name, _)| !known.contains_key(&name.text.to_lowercase()));
        let Some((name, _)) = unknown else { return Ok(()) };
        let failure = Failure::new(format!("{}: there is no environment `{}`", name.place, printable(&name.text)));
        Err(match did_you_mean(&name.text, known.values().copied()) {
            Some(near) => failure.help(near),
            None => failure,
        })
    }
}

/// Paths of the key files whose projects have no policy beside those of these groups: what nothing uses can be told there.
/// What such a project declares for an environment that is not there is reported.
///
/// # Errors
/// With the place in `keys.toml`, or when the folder of a project cannot be read.
pub(crate) fn complete_keys(groups: &[Group], options: &PolicyOptions) -> Result<BTreeSet<String>, Failure> {
    let mut complete = BTreeSet::new();
    for project in groups.iter().map(|group| &group.project) {
        let Some(keys) = project.keys.as_ref().filter(|keys| !complete.contains(&keys.path)) else { continue };
        let own: Vec<&Group> = groups.iter().filter(|other| other.project.path == project.path).collect();
        let all = project.all_groups(options)?;
        let all = all.iter().filter(|group| group.project.path == project.path);
        if policies(all).is_subset(&policies(own.iter().copied())) {
            keys.require_environments(&own)?;
            complete.insert(keys.path.clone());
        }
    }
    Ok(complete)
}

/// The keys of an environment as a text of the file would declare them; `None` when it says nothing about it.
///
/// # Errors
/// With the place in the text.
pub(crate) fn declared_keys(path: &str, text: &str, environment: &str) -> Result<Option<DeclaredKeys>, Failure> {
    Ok(KeysFile::parse(path, text)?.of_environment(environment))
}

/// Whether a key is declared, for whatever use.
pub(crate) fn declares(keys: &DeclaredKeys, name: &str) -> bool {
    keys.keys.iter().any(|key| folded(&key.name) == folded(name))
}

fn policies<'g>(groups: impl Iterator<Item = &'g Group>) -> BTreeSet<PathBuf> {
    groups.flat_map(|group| &group.policies).map(|policy| absolute(on_disk(policy))).collect()
}

fn environments(reader: &Reader<'_>, table: &DeTable<'_>) -> Result<Vec<(Placed, Keys)>, Failure> {
    let mut environments: Vec<(Placed, Keys)> = Vec::new();
    for (name, value) in table {
        let environment = Placed { text: name.get_ref().trim().to_owned(), place: reader.place(&name.span()) };
        if environments.iter().any(|(other, _)| same(&other.text, &environment.text)) {
            return Err(twice(reader, name).help("names of environments count without regard to case"));
        }
        let mut own = Keys::new();
        for (name, value) in reader.table(value)? {
            match name.get_ref().as_ref() {
                "keys" => own = keys(reader, reader.table(value)?)?,
                _ => return Err(reader.unknown(name, &["keys"])),
            }
        }
        environments.push((environment, own));
    }
    Ok(environments)
}

fn keys(reader: &Reader<'_>, table: &DeTable<'_>) -> Result<Keys, Failure> {
    let mut keys = Keys::new();
    for (name, value) in table {
        let folded = folded(name.get_ref());
        if folded.is_empty() {
            return Err(reader.fault(&name.span(), "a policy key needs a name".to_owned()));
        }
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let place = offset(name.span().start)..offset(name.span().end);
        let key = DeclaredKey { name: name.get_ref().trim().to_owned(), key_use: key_use(reader, value)?, place };
        if keys.insert(folded, key).is_some() {
            return Err(twice(reader, name).help("the prefix B2C_1A_ and the case of letters make no difference"));
        }
    }
    Ok(keys)
}

fn key_use(reader: &Reader<'_>, value: &Value<'_>) -> Result<KeyUse, Failure> {
    let text = reader.string(value)?.trim();
    let names = KeyUse::ALL.map(KeyUse::name);
    KeyUse::ALL.into_iter().find(|known| known.name() == text).ok_or_else(|| {
        let message = format!("a policy key is for `{}`", names.join("`, `"));
        let failure = reader.fault(&value.span(), message);
        match did_you_mean(text, names) {
            Some(near) => failure.help(near),
            None => failure.help("this file says what keys are for; their values never stand here"),
        }
    })
}

fn twice(reader: &Reader<'_>, name: &Name<'_>) -> Failure {
    reader.fault(&name.span(), format!("`{}` is there twice", printable(name.get_ref())))
}

fn folded(name: &str) -> String {
    let name = name.trim().to_lowercase();
    name.strip_prefix(PREFIX).map_or(name.clone(), str::to_owned)
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "[keys]\nB2C_1A_Signing = \"signing\"\nQqSecret = \"secret\"\n\n\
                        [environments.Contoso.keys]\nB2C_1A_QqSecret = \"encryption\"\nWeChat = \"secret\"\n";

    fn names(keys: Option<DeclaredKeys>) -> Vec<(String, KeyUse)> {
        keys.into_iter().flat_map(|keys| keys.keys).map(|key| (key.name, key.key_use)).collect()
    }

    #[test]
    fn an_environment_has_the_keys_of_all_and_its_own() {
        let file = KeysFile::parse("p/keys.toml", FILE).unwrap();
        let signing = ("B2C_1A_Signing".to_owned(), KeyUse::Signing);
        assert_eq!(names(file.of_environment("")), [("QqSecret".to_owned(), KeyUse::Secret), signing.clone()]);
        let own = [("B2C_1A_QqSecret".to_owned(), KeyUse::Encryption), signing, ("WeChat".to_owned(), KeyUse::Secret)];
        assert_eq!(names(file.of_environment("contoso")), own);
        let keys = file.of_environment("contoso").unwrap();
        let place = &keys.keys[2].place;
        assert_eq!(&keys.text[place.start as usize..place.end as usize], "WeChat");
    }

    #[test]
    fn an_environment_of_which_nothing_is_said_has_no_keys() {
        let file = KeysFile::parse("keys.toml", "[environments.contoso.keys]\n").unwrap();
        assert_eq!(file.of_environment("fabrikam"), None);
        assert_eq!(names(file.of_environment("contoso")), []);
        assert!(file.of_environment("contoso").is_some(), "a tenant may have none");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place_and_without_a_value() {
        for (text, message) in [
            ("[key]", "k.toml:1:2: `key` is not known here"),
            ("keys = 1", "k.toml:1:8: expected a table, found integer"),
            ("[keys]\nA = \"hunter2\"", "k.toml:2:5: a policy key is for `signing`, `encryption`, `secret`"),
            ("[keys]\nA = \"Signing\"", "did you mean `signing`"),
            ("[keys]\nA = 7", "k.toml:2:5: expected a string, found integer"),
            ("[keys]\nA = \"secret\"\nb2c_1a_a = \"secret\"", "k.toml:3:1: `b2c_1a_a` is there twice"),
            ("[keys]\n\" \" = \"secret\"", "k.toml:2:1: a policy key needs a name"),
            ("[environments.a]\nkey = 1", "k.toml:2:1: `key` is not known here"),
            ("[environments.a]\n[environments.A]", "k.toml:1:15: `a` is there twice"),
            ("[keys]\nA = \"hunter2", "k.toml:2:"),
        ] {
            let failure = format!("{:?}", KeysFile::parse("k.toml", text).unwrap_err());
            assert!(failure.contains(message) && !failure.contains("hunter2"), "{text}: {failure}");
        }
    }
}
