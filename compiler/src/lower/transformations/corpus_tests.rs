//! Every claims transformation of the published policies is compiled.
//!
//! Those policies never enter the project, so the test reads them from the folder that `CLAIMSMITH_CORPUS` names, and does
//! nothing without it. Few of them run their transformations with a technical profile that is compiled, so each is wired
//! here as if the profile that names it were one.

use super::wire;
use crate::ast::Text;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{self, Kind, Value};
use crate::loader::DiskLoader;
use crate::model::{Policy, TechnicalProfile};
use crate::source::{SourceMap, Span};
use crate::transformation::method;
use crate::{Options, Purpose, load, model, rules};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const VARIABLE: &str = "CLAIMSMITH_CORPUS";

/// What has been found.
#[derive(Default)]
struct Tally {
    /// The policies by the methods that they use.
    methods: BTreeMap<&'static str, BTreeSet<String>>,
    /// By their places.
    transformations: BTreeSet<String>,
    /// Profiles that do nothing but run transformations, by their places.
    functions: BTreeSet<String>,
    /// By their places, with what is in the way.
    wrong: BTreeSet<String>,
}

#[test]
fn every_claims_transformation_of_published_policies_is_compiled() {
    let Some(corpus) = std::env::var_os(VARIABLE).map(PathBuf::from) else {
        println!("not run: {VARIABLE} does not name a folder with published policies");
        return;
    };
    let mut tally = Tally::default();
    for entry in entries(&corpus) {
        let mut options = Options::new([entry.leaf.as_str()], Purpose::Check);
        options.bases = entry.bases.iter().map(|file| crate::Argument::new(file.as_str())).collect();
        policies(&options, &DiskLoader::new(&corpus), entry.is_clean, &mut tally);
    }
    for (method, policies) in &tally.methods {
        let listed: Vec<&str> = policies.iter().map(String::as_str).collect();
        println!("{method}: {} policies: {}", policies.len(), listed.join(", "));
    }
    let wrong: Vec<&str> = tally.wrong.iter().map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} are not compiled:\n{}", wrong.len(), wrong.join("\n"));
    println!("{} transformations with {} methods", tally.transformations.len(), tally.methods.len());
    println!("{} functions", tally.functions.len());
    assert!(tally.functions.len() > 40, "only {} functions", tally.functions.len());
    assert!(tally.transformations.len() > 370, "only {} transformations", tally.transformations.len());
}

/// A leaf of the corpus.
struct Entry {
    leaf: String,
    /// The other files of its chain.
    bases: Vec<String>,
    /// Whether nothing is wrong with it, going by the index.
    is_clean: bool,
}

/// The leaves of the corpus, as its index lists them.
fn entries(corpus: &Path) -> Vec<Entry> {
    let index = std::fs::read_to_string(corpus.join("index.json")).expect("the index of the corpus");
    let text = |value: &Kind| if let Kind::String(text) = value { text.clone() } else { String::new() };
    let texts = |value: &Kind| match value {
        Kind::Array(items) => items.iter().map(|it| text(&it.kind)).collect(),
        _ => Vec::new(),
    };
    let mut sources = SourceMap::default();
    let file = sources.add("index.json", index);
    let index = json::parse(&sources, file, &mut Diagnostics::default());
    let Some(Value { kind: Kind::Array(entries), .. }) = index else { panic!("the index is a list") };
    let entries = entries.iter().map(|entry| {
        let Kind::Object(members) = &entry.kind else { panic!("an entry is an object") };
        let member = |name: &str| members.iter().find(|it| it.name.value == name).map(|it| &it.value.kind);
        let leaf = member("leaf").map(text).unwrap_or_default();
        let chain: Vec<String> = member("chain").map(texts).unwrap_or_default();
        let is_clean = member("expect").map(text).is_some_and(|expect| expect == "clean");
        Entry { bases: chain.into_iter().filter(|file| *file != leaf).collect(), leaf, is_clean }
    });
    entries.collect()
}

fn policies(options: &Options, loader: &DiskLoader, is_clean: bool, tally: &mut Tally) {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let loaded = load::load(options, loader, &mut sources, &mut diagnostics);
    let set = model::policy_set(&loaded, &mut diagnostics);
    rules::check(&set, options, &mut diagnostics);
    for policy in &set.policies {
        functions(policy, &sources, &diagnostics, tally);
        for definition in policy.claims_transformations.iter() {
            let place = sources.location(definition.current.id.span);
            let Some(method) = method::find(&definition.current.method) else {
                tally.wrong.insert(format!("{place}: no such method"));
                continue;
            };
            let elements: Vec<Span> = definition.declarations.iter().map(|it| it.span).collect();
            tally.methods.entry(method.name).or_default().insert(policy.policy_id().to_owned());
            // Some run nowhere.
            let runs =
                |it: &&TechnicalProfile<'_>| transformations(it).any(|id| id.eq_ignore_ascii_case(definition.id));
            let profiles = &policy.technical_profiles;
            let Some(profile) = profiles.iter().find(runs).or_else(|| profiles.iter().next()) else { continue };
            match error_in(&elements, &diagnostics) {
                // Rules are right to refuse what is known to be wrong, and nothing else.
                Some(error) if is_clean => {
                    tally.wrong.insert(format!("{place}: {}: {error}", method.name));
                }
                Some(_) => {}
                None if tally.transformations.insert(place.clone()) => {
                    one(profile, definition.id, policy, (&place, method.name), tally);
                }
                None => {}
            }
        }
    }
}

/// Wires every profile of a policy that does nothing but run transformations, unless a rule refuses one of them.
fn functions(policy: &Policy<'_>, sources: &SourceMap, diagnostics: &Diagnostics, tally: &mut Tally) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_claims_transformation()) {
        let definitions = transformations(profile).filter_map(|id| policy.claims_transformations.get(id));
        let elements: Vec<Span> = definitions.flat_map(|it| &it.declarations).map(|it| it.span).collect();
        if profile.output_claims.is_empty() || error_in(&elements, diagnostics).is_some() {
            continue;
        }
        let place = sources.location(profile.id.span);
        let wired = wire(profile, policy, &mut |_| {});
        let runs = wired.map(|wired| (wired.before.len(), wired.after.len()));
        if runs != Some((profile.input_claims_transformations.len(), profile.output_claims_transformations.len())) {
            tally.wrong.insert(format!("{place}: the function {} runs {runs:?}", profile.id.value));
        }
        tally.functions.insert(place);
    }
}

fn transformations<'p, 'a>(profile: &'p TechnicalProfile<'a>) -> impl Iterator<Item = &'a Text> + use<'p, 'a> {
    profile.input_claims_transformations.iter().chain(&profile.output_claims_transformations).copied()
}

/// What a rule says of one of the elements.
fn error_in<'d>(elements: &[Span], diagnostics: &'d Diagnostics) -> Option<&'d str> {
    let is_inside = |error: &&Diagnostic| {
        error.primary.as_ref().is_some_and(|label| elements.iter().any(|element| element.contains(&label.span)))
    };
    diagnostics.errors().find(is_inside).map(|error| error.message.as_str())
}

/// Wires one transformation of a technical profile as if the profile did nothing else.
fn one<'a>(
    profile: &TechnicalProfile<'a>,
    id: &'a Text,
    policy: &Policy<'a>,
    (place, method): (&str, &str),
    tally: &mut Tally,
) {
    let alone = TechnicalProfile {
        input_claims: Vec::new(),
        output_claims: Vec::new(),
        input_claims_transformations: Vec::new(),
        output_claims_transformations: vec![id],
        ..profile.clone()
    };
    let mut reasons = Vec::new();
    let wired = wire(&alone, policy, &mut |obstacle| {
        reasons.push(obstacle.into_finding().map_or_else(|| "reported".to_owned(), |finding| finding.message));
    });
    if wired.is_none_or(|wired| wired.after.len() != 1) {
        let profile = &profile.id.value;
        tally.wrong.insert(format!("{place}: {method} in {profile}: {}", reasons.join("; ")));
    }
}
