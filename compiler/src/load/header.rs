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
    fn without_an_id_there_is_none() {
        for text in ["", "<", "<a", "<a>", "<!DOCTYPE a>", "<a PolicyId>", "<a PolicyId=>", "<a PolicyId=\">", "<!--"] {
            assert_eq!(policy_id(text), None, "{text}");
        }
    }
}
