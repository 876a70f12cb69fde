//! The policy id of a file, without parsing the file.
//!
//! A folder may hold sixty policies of which a chain needs four; the others are looked at no further than this.

use crate::diagnostic::Diagnostics;
use crate::source::SourceMap;
use crate::xml;
use std::ops::Range;

/// Whether the text of a policy has a `RelyingParty`: applications sign in with it. `false` for a text that is no XML.
#[must_use]
pub fn has_relying_party(text: &str) -> bool {
    let mut sources = SourceMap::default();
    let file = sources.add("", text);
    let mut findings = Diagnostics::default();
    let Some(document) = xml::parse(&sources, file, &mut findings) else { return false };
    let root = document.root_element();
    root.children().any(|child| child.is_element() && child.tag_name().name() == "RelyingParty")
}

/// Where the value of `PolicyId` stands in the start tag of the root element.
pub(super) fn policy_id(text: &str) -> Option<Range<usize>> {
    let tag = start_tag(text)?;
    let mut at = tag.start;
    while let Some(found) = text.get(at..tag.end)?.find("PolicyId") {
        let name = at + found;
        at = name + "PolicyId".len();
        let before = text.get(..name)?.chars().next_back()?;
        let value = text.get(at..tag.end)?.trim_start().strip_prefix('=').map(str::trim_start);
        if let (true, Some(value)) = (before.is_whitespace(), value) {
            let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let start = tag.end - value.len() + 1;
            let length = text.get(start..tag.end)?.find(quote)?;
            return Some(start..start + length);
        }
    }
    None
}

/// How far into a file that is not well-formed its policy id is looked for, in bytes.
const BEGINNING: usize = 4_096;

/// The policy id of a file that is not well-formed, as far as it can be told: its start tag may hold a comment or a
/// placeholder in angle brackets, and its value stand in other quotes, or lack the second one.
pub(super) fn likely_policy_id(text: &str) -> Option<&str> {
    let (_, tag) = text.split_once(&format!("<{}", xml::ROOT))?;
    let end = (0..=BEGINNING.min(tag.len())).rev().find(|end| tag.is_char_boundary(*end))?;
    let tag = tag.get(..end)?;
    let (name, _) = tag.match_indices("PolicyId").find(|(at, name)| {
        let before = tag.get(..*at).and_then(|before| before.chars().next_back());
        let behind = tag.get(at + name.len()..).unwrap_or_default();
        before.is_some_and(char::is_whitespace) && behind.trim_start().starts_with('=')
    })?;
    let value = tag.get(name..)?.split_once('=')?.1.trim_start();
    let is_of_id = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.' | '{' | '}' | ':');
    let value = value.trim_start_matches(|it: char| !is_of_id(it));
    let id = value.get(..value.find(|it: char| !is_of_id(it)).unwrap_or(value.len()))?;
    (!id.is_empty()).then_some(id)
}

/// Whether a text that has no policy id begins a policy all the same.
pub(super) fn is_policy(text: &str) -> bool {
    text.contains(&format!("<{}", xml::ROOT))
}

/// The start tag of the root element: the first `<` that opens neither a comment nor an instruction.
fn start_tag(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    loop {
        let start = at + text.get(at..)?.find('<')?;
        let rest = text.get(start..)?;
        if rest.starts_with("<!--") {
            at = start + rest.find("-->")? + 3;
        } else if rest.starts_with("<?") {
            at = start + rest.find("?>")? + 2;
        } else if rest.starts_with("<!") {
            return None;
        } else {
            return Some(start..start + rest.find('>')? + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_found_behind_prolog_and_comments() {
        let text =
            "<?xml version=\"1.0\"?><!-- <x PolicyId='no'> -->\n<T PublicPolicyId=\"no\"\n PolicyId = 'B2C_1A_x'>";
        assert_eq!(policy_id(text).map(|range| &text[range]), Some("B2C_1A_x"));
    }

    #[test]
    fn the_id_of_a_broken_tag_can_be_told() {
        for (text, id) in [
            ("<TrustFrameworkPolicy <!-- x --> PolicyId=\"B2C_1A_x\">", Some("B2C_1A_x")),
            ("<TrustFrameworkPolicy TenantId=\"<t>.a\"\n PolicyId = 'B2C_1A_x'", Some("B2C_1A_x")),
            ("<TrustFrameworkPolicy PolicyId=\u{201c}B2C_1A_x\u{201d}>", Some("B2C_1A_x")),
            ("<TrustFrameworkPolicy PolicyId=\"B2C_1A_x PublicPolicyUri=\"", Some("B2C_1A_x")),
            ("<TrustFrameworkPolicy><PolicyId>B2C_1A_x</PolicyId>", None),
            ("<TrustFrameworkPolicy PolicyId=", None),
            ("<other PolicyId=\"a\"", None),
        ] {
            assert_eq!(likely_policy_id(text), id, "{text}");
        }
    }

    #[test]
    fn without_an_id_there_is_none() {
        for text in ["", "<", "<a", "<a>", "<!DOCTYPE a>", "<a PolicyId>", "<a PolicyId=>", "<a PolicyId=\">", "<!--"] {
            assert_eq!(policy_id(text), None, "{text}");
        }
    }
}
