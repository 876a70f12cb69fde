//! `[generate]` and `[environments.NAME.generate]`: what crates are generated with.

use super::Place;
use claimsmith_compiler::sdk::{Dependency, FurtherDependency};
use claimsmith_compiler::{Argument, ItemAttribute, Options, Rename, TypeOverride};
use std::collections::BTreeMap;

/// Number of the first argument of the file: above those of everything else that a run is given.
const FIRST_ARGUMENT: usize = 1 << 20;

/// What crates are generated with. The names are those of the macro's arguments where it has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct GenerateTable {
    /// The folder in which each environment gets its crate, as seen from the current folder.
    pub(crate) out: Option<String>,
    /// Whether the crates are members of one workspace in that folder; of the project only.
    pub(crate) workspace: Option<bool>,
    /// Name of the folder of the crate, and what stands for the environment in names and variables; of an environment only.
    pub(crate) folder: Option<String>,
    /// Where the crate takes `claimsmith` from; the path of a folder is as seen from the current one.
    pub(crate) claimsmith: Option<Dependency>,
    /// What it depends on beside that, by name; paths likewise.
    pub(crate) dependencies: BTreeMap<String, FurtherDependency>,
    /// Name of the crate, with `{environment}` for the name of the environment.
    pub(crate) name: Option<String>,
    /// Its licence, as an SPDX expression.
    pub(crate) license: Option<String>,
    /// Its version, as cargo takes it.
    pub(crate) version: Option<String>,
    /// Paths of derives that every claims struct gets too.
    pub(crate) derive: Vec<String>,
    /// Ids of the technical profiles to generate instead of those that the default user journey reaches.
    pub(crate) profiles: Option<Vec<String>>,
    /// Ids of technical profiles not to generate.
    pub(crate) exclude: Vec<String>,
    /// Rust names.
    pub(crate) rename: Vec<Rename>,
    /// Outer attributes by the selector of what gets them.
    pub(crate) attributes: BTreeMap<String, Vec<String>>,
    /// Paths of types by the claim that gets them.
    pub(crate) types: BTreeMap<String, String>,
    /// Where the file says something of the lists above, by the name of the list and the text.
    pub(crate) places: BTreeMap<(&'static str, String), Place>,
}

impl GenerateTable {
    /// This table with what an environment adds: single values take the place of those here, lists and maps are joined.
    pub(crate) fn with(&self, own: &Self) -> Self {
        let mut table = self.clone();
        table.out = own.out.clone().or(table.out);
        table.workspace = own.workspace.or(table.workspace);
        table.folder = own.folder.clone().or(table.folder);
        table.claimsmith = own.claimsmith.clone().or(table.claimsmith);
        table.dependencies.extend(own.dependencies.clone());
        table.name = own.name.clone().or(table.name);
        table.version = own.version.clone().or(table.version);
        table.license = own.license.clone().or(table.license);
        table.profiles = own.profiles.clone().or(table.profiles);
        add(&mut table.derive, &own.derive);
        add(&mut table.exclude, &own.exclude);
        let is_own = |rename: &Rename| own.rename.iter().any(|own| same(&own.selector.value, &rename.selector.value));
        table.rename.retain(|rename| !is_own(rename));
        table.rename.extend(own.rename.iter().cloned());
        for (selector, attributes) in &own.attributes {
            let known = table.attributes.keys().find(|known| same(known, selector)).unwrap_or(selector).clone();
            add(table.attributes.entry(known).or_default(), attributes);
        }
        table.types.retain(|selector, _| !own.types.keys().any(|own| same(own, selector)));
        table.types.extend(own.types.clone());
        table.places.extend(own.places.clone());
        table
    }

    /// Numbers the arguments that the file gives, so that a finding about one has its place. Others keep theirs.
    pub(crate) fn place_arguments(&self, options: &mut Options) {
        let Options { profiles, exclude, rename, derive, attributes, types, argument_places, .. } = options;
        let listed = profiles.iter_mut().flatten().map(|argument| ("profiles", argument));
        let listed = listed.chain(exclude.iter_mut().map(|argument| ("exclude", argument)));
        let listed = listed.chain(derive.iter_mut().map(|argument| ("derive", argument)));
        let renames = rename.iter_mut().flat_map(|it| [("rename", &mut it.selector), ("rename", &mut it.name)]);
        let own = attributes.iter_mut();
        let own = own.flat_map(|it| [("attributes", &mut it.selector), ("attributes", &mut it.attribute)]);
        let types = types.iter_mut().flat_map(|it| [("types", &mut it.selector), ("types", &mut it.path)]);
        for (number, (list, argument)) in (FIRST_ARGUMENT..).zip(listed.chain(renames).chain(own).chain(types)) {
            if let Some(place) = self.places.get(&(list, argument.value.clone())) {
                argument.index = number;
                argument_places.insert(number, place.of_argument());
            }
        }
    }

    /// The attributes as the compiler takes them.
    pub(crate) fn item_attributes(&self) -> Vec<ItemAttribute> {
        let pairs = self.attributes.iter().flat_map(|(selector, list)| list.iter().map(move |text| (selector, text)));
        pairs
            .map(|(selector, text)| ItemAttribute { selector: Argument::new(selector), attribute: Argument::new(text) })
            .collect()
    }

    /// The types as the compiler takes them.
    pub(crate) fn type_overrides(&self) -> Vec<TypeOverride> {
        let own = |(selector, path)| TypeOverride { selector: Argument::new(selector), path: Argument::new(path) };
        self.types.iter().map(own).collect()
    }
}

/// Whether two selectors are one: ids count without regard to case.
fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn add(list: &mut Vec<String>, own: &[String]) {
    for item in own {
        if !list.contains(item) {
            list.push(item.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_compiler::Argument;

    fn rename(selector: &str, name: &str) -> Rename {
        Rename { selector: Argument::new(selector), name: Argument::new(name) }
    }

    fn map<T, const LENGTH: usize>(entries: [(&str, T); LENGTH]) -> BTreeMap<String, T> {
        entries.into_iter().map(|(selector, value)| (selector.to_owned(), value)).collect()
    }

    #[test]
    fn what_an_environment_says_adds_to_what_the_project_says() {
        let project = GenerateTable {
            name: Some("a".to_owned()),
            derive: vec!["Eq".to_owned()],
            rename: vec![rename("QQ", "First"), rename("GitHub", "Kept")],
            attributes: map([("QQ", vec!["#[a]".to_owned()])]),
            types: map([("birthDate", "Text".to_owned()), ("age", "u8".to_owned())]),
            ..GenerateTable::default()
        };
        let own = GenerateTable {
            name: Some("b".to_owned()),
            derive: vec!["Eq".to_owned(), "Hash".to_owned()],
            rename: vec![rename("qq", "Second")],
            attributes: map([("qq", vec!["#[b]".to_owned()]), ("x", vec!["#[c]".to_owned()])]),
            types: map([("BirthDate", "Date".to_owned())]),
            ..GenerateTable::default()
        };
        let both = project.with(&own);
        assert_eq!(both.name.as_deref(), Some("b"));
        assert_eq!(both.derive, ["Eq", "Hash"]);
        assert_eq!(both.rename, [rename("GitHub", "Kept"), rename("qq", "Second")]);
        let attributes = [("QQ", vec!["#[a]".to_owned(), "#[b]".to_owned()]), ("x", vec!["#[c]".to_owned()])];
        assert_eq!(both.attributes, map(attributes));
        assert_eq!(both.types, map([("BirthDate", "Date".to_owned()), ("age", "u8".to_owned())]));
        assert_eq!(project.with(&GenerateTable::default()), project);
    }
}
