//! What belongs to other tools: the placeholders of token replacement of build services (`__Name__`, `#{Name}#`), of templates
//! (`{{Name}}`) and of IEFPolicies (`{Name}`, `{Group:Name}`), and the settings files of IEFPolicies and ieftool.
//!
//! Such a tool runs over the files before they are uploaded. Claimsmith reads the files as they are, so a placeholder that is
//! still in them is taken for a value.

use super::substitution::comments;
use crate::ast::{PolicyFile, Text};
use crate::diagnostic::codes::{FOREIGN_PLACEHOLDER, SETTINGS_FILE};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{Kind, Member};
use crate::protocol::resolver::{Reading, read};
use crate::rules::technical_profiles;
use crate::source::{FileId, Span};
use memchr::memmem;
use std::collections::BTreeMap;
use std::ops::Range;

/// At how many places one placeholder is shown.
const MOST_PLACES: usize = 4;

/// What stands before a name and behind it, and whose form that is.
const FORMS: &[(&str, &str, &str)] = &[
    ("__", "__", "token replacement of a build service"),
    ("#{", "}#", "token replacement of a build service"),
    ("{{", "}}", "a template"),
];

/// Metadata keys, and claim types with a default value, that hold an id or scopes: a name in braces is none of these. In other
/// values B2C, a provider or Claimsmith gives braces a meaning. In lower case.
const IDS: &[&str] =
    &["applicationobjectid", "client_id", "clientid", "idtokenaudience", "instrumentationkey", "resource_id", "scope"];

/// Groups of names in braces that are no tool's: `{service:te}` stands in the starter packs, and settings have findings of
/// their own. In lower case.
const KNOWN_GROUPS: &[&str] = &["service", "settings"];

/// A placeholder, its name, and whose form it has.
type Place<'t> = (Span, &'t str, &'t str);

/// Reports CS0013 for the placeholders of other tools in the text of a file, once each, but for those in comments and at
/// the places that have been reported already.
pub(crate) fn report(file: FileId, text: &str, reported: &[Span], diagnostics: &mut Diagnostics) {
    let mut found: BTreeMap<&str, Vec<Place<'_>>> = BTreeMap::new();
    let mut hidden: Option<Vec<Range<usize>>> = None;
    for (open, close, tool) in FORMS {
        for (range, name) in placeholders(text, open, close) {
            let hidden = hidden.get_or_insert_with(|| comments(text).collect());
            let span = Span { file, start: offset(range.start), end: offset(range.end) };
            let before = hidden.partition_point(|comment| comment.start <= range.start);
            let commented = before.checked_sub(1).and_then(|at| hidden.get(at)).is_some_and(|it| range.end <= it.end);
            if !commented && !reported.iter().any(|place| place.contains(&span)) {
                let whole = text.get(range).unwrap_or_default();
                found.entry(whole).or_default().push((span, name, tool));
            }
        }
    }
    push(found, diagnostics);
}

/// Reports CS0013 for names in single braces where an id or scopes stand, as IEFPolicies replaces them.
pub(crate) fn report_names(policy: &PolicyFile, diagnostics: &mut Diagnostics) {
    let is_id = |name: &str| IDS.contains(&name.to_ascii_lowercase().as_str());
    let mut found: BTreeMap<&str, Vec<Place<'_>>> = BTreeMap::new();
    for profile in technical_profiles(policy) {
        let metadata = profile.metadata.iter().filter(|item| is_id(&item.key)).map(|item| &item.value);
        let claims = profile.input_claims.iter().chain(&profile.output_claims);
        let defaults = claims.filter(|claim| is_id(&claim.claim_type)).filter_map(|claim| claim.default_value.as_ref());
        for value in metadata.chain(defaults) {
            for (whole, name) in names(value) {
                found.entry(whole).or_default().push((value.span, name, "IEFPolicies"));
            }
        }
    }
    push(found, diagnostics);
}

/// The names in single braces that nothing fills in at run time, with the braces and without them and the group.
fn names(value: &Text) -> impl Iterator<Item = (&str, &str)> {
    memchr::memchr_iter(b'{', value.as_bytes()).filter_map(move |start| {
        let rest = value.get(start..)?;
        let whole = rest.get(..=rest.find('}')?)?;
        let before = value.get(..start)?;
        // Other forms are found in the text.
        if before.ends_with(['{', '#', '$']) || rest.get(whole.len()..)?.starts_with('}') {
            return None;
        }
        let inner = whole.get(1..whole.len() - 1)?;
        let (group, name) = inner.rsplit_once(':').unwrap_or(("", inner));
        let is_name = |text: &str| {
            text.starts_with(|c: char| c.is_ascii_alphabetic())
                && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
        };
        let is_foreign = match read(whole) {
            Reading::Text => !KNOWN_GROUPS.contains(&group.to_ascii_lowercase().as_str()),
            Reading::Unknown { namespace, .. } => {
                namespace.is_none() && !KNOWN_GROUPS.contains(&group.to_ascii_lowercase().as_str())
            }
            Reading::Resolver(..) => false,
        };
        (is_foreign && is_name(name) && (group.is_empty() || is_name(group))).then_some((whole, name))
    })
}

/// One finding a placeholder.
fn push(found: BTreeMap<&str, Vec<Place<'_>>>, diagnostics: &mut Diagnostics) {
    for (whole, places) in found {
        let Some(((first, name, tool), others)) = places.split_first() else { continue };
        let mut finding = Diagnostic::new(FOREIGN_PLACEHOLDER, format!("`{whole}` is a placeholder of another tool"))
            .at(*first, format!("a name for {tool}"))
            .note("nothing replaces it here: it is taken for the value itself")
            .help(format!("write `{{Settings:{name}}}` and put `{name}` into `PolicySettings` of each environment"))
            .help("or let that tool run first, and check what it wrote");
        for (other, ..) in others.iter().take(MOST_PLACES - 1) {
            finding = finding.label(*other, "also here");
        }
        diagnostics.push(finding);
    }
}

/// That a text is the settings file of ieftool: YAML, a list of environments or one of them.
pub(super) fn yaml(file: FileId, text: &str) -> Option<Diagnostic> {
    let mut lines = text.lines().filter(|line| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#') && line != "---"
    });
    let first = lines.next()?;
    let entry = first.trim_start().strip_prefix("- ").unwrap_or(first).trim_start();
    let (name, value) = entry.split_once(':')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if !is_name || !(value.is_empty() || value.starts_with(' ')) {
        return None;
    }
    let start = text.find(entry)?;
    let span = Span { file, start: offset(start), end: offset(start + name.len()) };
    let finding = Diagnostic::new(SETTINGS_FILE, "the settings file is YAML, as ieftool reads it")
        .at(span, "JSON is expected here")
        .help(
            "write each environment of it into `Environments` of an `appsettings.json`: \
             `{ \"Name\": …, \"Tenant\": …, \"PolicySettings\": { … } }`, with `name`, `tenant` and what stands in `settings`",
        )
        .help("the placeholders stay: ieftool and Claimsmith both read `{Settings:Name}`");
    Some(finding)
}

/// What to do with a JSON file without environments: one of IEFPolicies has the settings of one tenant, by their names.
pub(super) fn without_environments(members: &[Member]) -> Option<&'static str> {
    let is_setting = |member: &Member| {
        matches!(member.value.kind, Kind::String(_) | Kind::Number(_) | Kind::Boolean(_) | Kind::Object(_))
    };
    let is_one = !members.is_empty() && members.iter().all(is_setting);
    is_one.then_some(
        "a `conf.json` of IEFPolicies is the `PolicySettings` of one environment: write it into `Environments` as \
         `{ \"Name\": …, \"Tenant\": …, \"PolicySettings\": { … } }`, and `{Settings:Name}` for `{Name}` in the policies",
    )
}

/// The placeholders of one form with their names, which have a letter first and no blank inside.
fn placeholders<'t>(text: &'t str, open: &'t str, close: &'t str) -> impl Iterator<Item = (Range<usize>, &'t str)> {
    memmem::find_iter(text.as_bytes(), open).filter_map(move |start| {
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        // Longer runs of the same character, and `__` inside of a name, are something else.
        if before.is_some_and(|c| open.starts_with(c) || (open == "__" && c.is_alphanumeric())) {
            return None;
        }
        let inner = text.get(start + open.len()..)?;
        let length = inner.find(|c: char| !is_part_of_name(c, open)).unwrap_or(inner.len());
        let length = if open == "__" { inner.get(..length)?.find("__")? } else { length };
        let end = start + open.len() + length + close.len();
        let name = inner.get(..length)?.trim();
        let is_closed = text.get(..end)?.ends_with(close) && !text.get(end..)?.starts_with('_');
        (is_closed && name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(' '))
            .then_some((start..end, name))
    })
}

fn is_part_of_name(c: char, open: &str) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':') || (c == ' ' && open != "__")
}

/// Files are at most 1 MiB, so an offset always fits.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &str)> {
        let of = |form: &'static (&str, &str, &str)| {
            placeholders(text, form.0, form.1).map(|(range, name)| (&text[range], name)).collect::<Vec<_>>()
        };
        FORMS.iter().flat_map(of).collect()
    }

    #[test]
    fn the_forms_of_other_tools() {
        for (text, whole, name) in [
            ("__TenantName__.onmicrosoft.com", "__TenantName__", "TenantName"),
            ("a #{Qq.Client-Id}# b", "#{Qq.Client-Id}#", "Qq.Client-Id"),
            ("{{ tenant_id }}", "{{ tenant_id }}", "tenant_id"),
            ("x/__A_b__/y", "__A_b__", "A_b"),
            ("__Prefix__Base", "__Prefix__", "Prefix"),
        ] {
            assert_eq!(found(text), [(whole, name)], "{text}");
        }
    }

    #[test]
    fn names_in_braces_are_told_from_what_is_filled_in() {
        let span = Span { file: crate::source::SourceMap::default().add("a.xml", ""), start: 0, end: 0 };
        let found = |text: &str| {
            let value = Text::new(text.into(), span);
            names(&value).map(|(whole, name)| (whole.to_owned(), name.to_owned())).collect::<Vec<_>>()
        };
        for (text, whole, name) in [
            ("{IEF:ClientId}", "{IEF:ClientId}", "ClientId"),
            ("openid {GitHubScope}", "{GitHubScope}", "GitHubScope"),
            ("{A:B:C}", "{A:B:C}", "C"),
        ] {
            assert_eq!(found(text), [(whole.to_owned(), name.to_owned())], "{text}");
        }
        for text in [
            "{service:te}",
            "{Settings:ClientId}",
            "{policy}",
            "{OIDC:ClientId}",
            "{OIDC:Nothing}",
            "{{name}}",
            "#{Name}#",
            "${Name}",
            "{0}",
            "{a b}",
            "{}",
            "{",
            "id-1",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn settings_of_ieftool_are_told_from_json() {
        let file = crate::source::SourceMap::default().add("a", "");
        for text in
            ["- name: dev\n  tenant: x\n", "# environments\n---\n- name: dev\n", "name: dev\nsettings:\n  a: b\n"]
        {
            assert!(yaml(file, text).is_some(), "{text}");
        }
        for text in ["", "{}", "[1]", "{\n\"a\": 1}", "- 1", "https://example.com", "\"a\": 1"] {
            assert!(yaml(file, text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_one() {
        for text in [
            "____",
            "__a",
            "a__b__",
            "___a___",
            "__1__",
            "{{}}",
            "{{{a}}}",
            "{{a b}}",
            "{Settings:A}",
            "#{a}",
            "#{a",
            "{Context:KMSI}",
            "{{\"a\":1}}",
            "é__",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
