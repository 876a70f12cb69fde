//! Placeholders of other tools: token replacement of build services (`__Name__`, `#{Name}#`) and templates (`{{Name}}`).
//!
//! Such a tool runs over the files before they are uploaded. Claimsmith reads the files as they are, so a placeholder that is
//! still in them is taken for a value.

use super::substitution::comments;
use crate::diagnostic::codes::FOREIGN_PLACEHOLDER;
use crate::diagnostic::{Diagnostic, Diagnostics};
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

/// Reports CS0013 for the placeholders of other tools in the text of a file, once each, but for those in comments and at
/// the places that have been reported already.
pub(crate) fn report(file: FileId, text: &str, reported: &[Span], diagnostics: &mut Diagnostics) {
    let mut found: BTreeMap<&str, Vec<(Span, &str, &str)>> = BTreeMap::new();
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
