//! Help texts in the languages of the policy.
//!
//! B2C finds the strings of a language through the content definition of the page that is shown. Here is no page, so the
//! strings of all content definitions serve, the first that has one for a language.

use crate::ast::Text;
use crate::model::{LocalizedResources, Policy, fold};
use claimsmith_profile::List;
use claimsmith_profile::transformation::Localized;
use std::collections::BTreeMap;

/// What a localized string is the text of.
#[derive(Clone, Copy)]
pub(super) struct Element<'k> {
    /// `@ElementType`
    pub(super) kind: &'k str,
    /// `@ElementId`
    pub(super) id: &'k str,
    /// `@StringId`
    pub(super) string: &'k str,
}

/// The text of an element by language: first the one that holds where no language says otherwise, which is that of the
/// default language, else the element's own; then the others by culture. In each, `{0}`, `{1}` … stand for `arguments`.
pub(super) fn help_text(
    element: Element<'_>,
    own: Option<&Text>,
    arguments: &[&str],
    policy: &Policy<'_>,
) -> List<Localized<claimsmith_profile::Text>> {
    let mut by_language = strings(element, policy);
    let default = default_language(policy).and_then(|language| by_language.remove(&fold(language)));
    let general = default.map(|(_, text)| text).or(own).filter(|text| !text.is_empty());
    let general = general.into_iter().map(|text| ("", text));
    let all = general.chain(by_language.into_values());
    all.map(|(culture, text)| Localized {
        culture: culture.to_owned().into(),
        value: filled(text.trim(), arguments).into(),
    })
    .collect()
}

/// `SupportedLanguages/@DefaultLanguage` of the nearest file that names one.
fn default_language<'a>(policy: &Policy<'a>) -> Option<&'a str> {
    let mut files = policy.chain.iter().rev();
    files.find_map(|file| Some(file.localization.as_ref()?.default_language.as_ref()?.value.as_str()))
}

/// The strings of an element, by folded culture, each with its culture as it is written.
fn strings<'a>(element: Element<'_>, policy: &Policy<'a>) -> BTreeMap<String, (&'a str, &'a Text)> {
    let mut found = BTreeMap::new();
    for reference in policy.content_definitions.iter().flat_map(|it| &it.localized_resources) {
        let resources = reference.localized_resources.as_ref().and_then(|id| policy.localized_resources.get(id));
        let Some(text) = resources.and_then(|resources| string(element, resources)) else { continue };
        found.entry(fold(&reference.language)).or_insert((reference.language.value.as_str(), text));
    }
    found
}

/// The string of an element in one language; what a derived policy declares goes first.
fn string<'a>(element: Element<'_>, resources: &LocalizedResources<'a>) -> Option<&'a Text> {
    let mut strings = resources.declarations.iter().rev().flat_map(|declaration| &declaration.strings);
    let string = strings.find(|string| {
        let id = string.element_id.as_ref().map_or("", |id| id.value.as_str());
        string.element_type.eq_ignore_ascii_case(element.kind)
            && id.eq_ignore_ascii_case(element.id)
            && string.string_id.eq_ignore_ascii_case(element.string)
    })?;
    Some(&string.value).filter(|text| !text.is_empty())
}

/// A text with its arguments. It is prose: whatever is no argument stays as it is.
fn filled(text: &str, arguments: &[&str]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let argument = behind.split_once('}').and_then(|(number, after)| {
            let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            let argument = number.parse::<usize>().ok().filter(|_| is_number).and_then(|at| arguments.get(at))?;
            Some((argument, after))
        });
        rest = match argument {
            Some((argument, after)) => {
                filled.push_str(argument);
                after
            }
            None => {
                filled.push('{');
                behind
            }
        };
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn arguments_are_put_in_and_all_else_stays() {
        assert_eq!(filled("From {0} to {1}.", &["8", "64"]), "From 8 to 64.");
        assert_eq!(filled("{1}{0}{2} {x} {", &["a", "b"]), "ba{2} {x} {");
        assert_eq!(filled("{{0}}", &["a"]), "{a}");
        assert_eq!(filled("{+0} {} {0", &["a"]), "{+0} {} {0");
        assert_eq!(filled("{0}", &["{1}", "b"]), "{1}");
    }
}
