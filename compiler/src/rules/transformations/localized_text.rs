//! The localized strings that `FormatLocalizedString` and `GetLocalizedStringsTransformation` name are there, in every
//! language of the page, and take the same arguments in each.
//!
//! Without a relying party another policy may still add a text: that one is missing is a warning there, which becomes an
//! error where code is generated for a technical profile that reads it.

use super::{all_of, format_string, given, known_value, name_of};
use crate::ast::{LocalizedString, Text};
use crate::diagnostic::codes::LOCALIZED_TEXT;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Policy, fold};
use crate::transformation::{format_string::parse, listed, localized::FORMAT, localized::STRINGS};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A text that a transformation names.
struct Wanted<'t> {
    transformation: &'t Text,
    element_type: &'static str,
    id: &'t Text,
    /// How many input claims it formats; `None` when it is not a format string.
    arguments: Option<usize>,
}

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let wanted = wanted(policy);
    if wanted.is_empty() {
        return;
    }
    let texts = Texts::of(policy);
    let (shown, shared) = (shown(policy, &texts), shared(&wanted));
    for it in &wanted {
        match texts.by_id.get(&(it.element_type, fold(it.id))) {
            Some(strings) => {
                languages(it, &texts, diagnostics);
                let read = shown.get(&fold(it.transformation));
                // Which of them a transformation reads that runs on no page is not known, and another may read some.
                if let Some(arguments) = it.arguments.filter(|_| read.is_some() || !shared.contains(&fold(it.id))) {
                    let is_read = |at: Option<usize>| read.is_none_or(|read| at.is_some_and(|at| read.contains(&at)));
                    let strings = strings.iter().filter(|(at, _)| is_read(*at)).map(|(_, string)| *string);
                    formats(it, arguments, strings, diagnostics);
                }
            }
            None => {
                let mut finding = missing(it, &texts, diagnostics);
                if policy.relying_party.is_none() {
                    finding.severity = Severity::Warning;
                }
                diagnostics.push(finding);
            }
        }
    }
}

fn wanted<'a>(policy: &Policy<'a>) -> Vec<Wanted<'a>> {
    let mut wanted = Vec::new();
    for transformation in all_of(policy, "FormatLocalizedString") {
        let id = given(transformation, "stringFormatId").and_then(known_value).filter(|id| !id.is_empty());
        let arguments = Some(transformation.input_claims.len());
        wanted.extend(id.map(|id| Wanted { transformation: &transformation.id, element_type: FORMAT, id, arguments }));
    }
    for transformation in all_of(policy, "GetLocalizedStringsTransformation") {
        let ids = transformation.output_claims.iter().map(name_of);
        let transformation = &transformation.id;
        wanted.extend(ids.map(|id| Wanted { transformation, element_type: STRINGS, id, arguments: None }));
    }
    wanted
}

/// Element type and folded id of a localized string.
type Key = (&'static str, String);

/// A localized string with the position of the resources that hold it; `None` when they have no id.
type Located<'a> = (Option<usize>, &'a LocalizedString);

/// The localized strings for claims transformations, and where they are used.
struct Texts<'a> {
    by_id: BTreeMap<Key, Vec<Located<'a>>>,
    /// Which resources, by their position, hold which string.
    held: BTreeMap<Key, HashSet<usize>>,
    /// For each content definition by its folded id, its languages with the position of their resources.
    pages: BTreeMap<String, Vec<(&'a Text, usize)>>,
}

impl<'a> Texts<'a> {
    fn of(policy: &Policy<'a>) -> Self {
        let mut texts = Self { by_id: BTreeMap::new(), held: BTreeMap::new(), pages: BTreeMap::new() };
        let mut positions: BTreeMap<String, usize> = BTreeMap::new();
        let resources = policy.chain.iter().filter_map(|file| file.localization.as_ref()).flat_map(|it| &it.resources);
        for resource in resources {
            let next = positions.len();
            let at = resource.id.as_ref().map(|id| *positions.entry(fold(id)).or_insert(next));
            for string in &resource.strings {
                let known = [FORMAT, STRINGS].into_iter().find(|it| *it == string.element_type.as_str());
                let Some(element_type) = known else { continue };
                let key = (element_type, fold(&string.string_id));
                texts.held.entry(key.clone()).or_default().extend(at);
                texts.by_id.entry(key).or_default().push((at, string));
            }
        }
        for page in policy.content_definitions.iter() {
            let languages = page.localized_resources.iter().filter_map(|it| {
                let resources = it.localized_resources.as_ref()?;
                Some((&it.language, *positions.get(&fold(resources))?))
            });
            texts.pages.insert(fold(page.id), languages.collect());
        }
        texts
    }
}

/// The resources, by their position, that transformations read: those of the pages that the technical profiles name which run
/// them. By the folded id of the transformation; those that run on no page are not among them.
fn shown(policy: &Policy<'_>, texts: &Texts<'_>) -> BTreeMap<String, BTreeSet<usize>> {
    let mut shown: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for profile in policy.technical_profiles.iter() {
        let page =
            profile.metadata("ContentDefinitionReferenceId").and_then(|item| texts.pages.get(&fold(&item.value)));
        let Some(page) = page else { continue };
        for run in profile.input_claims_transformations.iter().chain(&profile.output_claims_transformations) {
            shown.entry(fold(run)).or_default().extend(page.iter().map(|(_, resources)| *resources));
        }
    }
    shown
}

/// The folded ids that several transformations name.
fn shared(wanted: &[Wanted<'_>]) -> BTreeSet<String> {
    let mut known = HashSet::new();
    wanted.iter().map(|it| fold(it.id)).filter(|id| !known.insert(id.clone())).collect()
}

fn missing(wanted: &Wanted<'_>, texts: &Texts<'_>, diagnostics: &Diagnostics) -> Diagnostic {
    let message = format!("no localized string has the id `{}` and the element type of this method", wanted.id.value);
    let finding = Diagnostic::new(LOCALIZED_TEXT, message).at(wanted.id.span, "the result is always empty");
    let others = texts.by_id.iter().filter(|((element_type, _), _)| *element_type == wanted.element_type);
    let ids = others.filter_map(|(_, strings)| strings.first()).map(|(_, string)| string.string_id.as_str());
    match diagnostics.nearest(wanted.id, ids) {
        Some(near) => finding.did_you_mean(wanted.id.span, wanted.id, near),
        None => finding.help(format!(
            "add `<LocalizedString ElementType=\"{}\" StringId=\"{}\">` to the localized resources of the page",
            wanted.element_type, wanted.id.value
        )),
    }
}

/// A page that has the text in one language has it in all of its languages.
fn languages(wanted: &Wanted<'_>, texts: &Texts<'_>, diagnostics: &mut Diagnostics) {
    let Some(held) = texts.held.get(&(wanted.element_type, fold(wanted.id))) else { return };
    let mut lacking: BTreeSet<&str> = BTreeSet::new();
    for page in texts.pages.values() {
        // A language may have several resources: those of a base, and those of a derived policy.
        let mut has: BTreeMap<&str, bool> = BTreeMap::new();
        for (language, at) in page {
            *has.entry(language).or_default() |= held.contains(at);
        }
        if has.values().any(|has| *has) {
            lacking.extend(has.iter().filter(|(_, has)| !**has).map(|(language, _)| *language));
        }
    }
    if lacking.is_empty() {
        return;
    }
    let names: Vec<String> = lacking.iter().take(10).map(|language| format!("`{language}`")).collect();
    let message = format!("the localized string `{}` is missing for {}", wanted.id.value, listed(&names, "and"));
    let finding = Diagnostic::new(LOCALIZED_TEXT, message)
        .at(wanted.id.span, "empty in that language")
        .help("add the text to the localized resources of every language of the page");
    diagnostics.push(Diagnostic { severity: Severity::Warning, ..finding });
}

/// Every translation is a format string over the input claims, and all use the same of them.
fn formats<'a>(
    wanted: &Wanted<'_>,
    arguments: usize,
    strings: impl Iterator<Item = &'a LocalizedString>,
    diagnostics: &mut Diagnostics,
) {
    let owner = "the claims transformation has";
    let mut first: Option<(&Text, BTreeSet<usize>)> = None;
    for string in strings {
        let text = &string.value;
        // The reference names the texts with expressions, and this is none of them.
        let format = parse(text, &[]);
        format_string::check_one(text, format.clone(), arguments, owner, diagnostics);
        let Ok(format) = format else { continue };
        let used: BTreeSet<usize> = format.arguments().map(|(index, _)| index).collect();
        // What is beyond the arguments has been reported.
        if used.iter().any(|index| *index >= arguments) {
            continue;
        }
        match &first {
            Some((known, others)) if *others != used => {
                let message = format!("the translations of `{}` do not use the same arguments", wanted.id.value);
                let finding = Diagnostic::new(LOCALIZED_TEXT, message)
                    .at(text.span, format!("uses {}", in_words(&used)))
                    .label(known.span, format!("uses {}", in_words(others)));
                diagnostics.push(Diagnostic { severity: Severity::Warning, ..finding });
            }
            Some(_) => {}
            None => first = Some((text, used)),
        }
    }
}

fn in_words(arguments: &BTreeSet<usize>) -> String {
    let names: Vec<String> = arguments.iter().map(|index| format!("`{{{index}}}`")).collect();
    if names.is_empty() { "none".to_owned() } else { listed(&names, "and") }
}
