//! What of a policy is only for Claimsmith, and where its base is named.

use super::edits::Edits;
use crate::suppression;
use roxmltree::{Document, Node};
use std::ops::Range;

/// The keys that B2C does not know.
const OUR_PREFIX: &str = "claimsmith.";

/// Removes the metadata items with our prefix, the `Metadata` elements that hold no other, which the schema refuses when
/// they are empty, and the comments for Claimsmith.
pub(super) fn remove_ours(document: &Document<'_>, edits: &mut Edits) {
    for node in document.root().descendants() {
        if node.is_comment() && node.text().is_some_and(suppression::is_ours) {
            edits.remove(node.range());
        } else if is_named(&node, "Metadata") {
            remove_items(&node, edits);
        }
    }
}

fn remove_items(metadata: &Node<'_, '_>, edits: &mut Edits) {
    let (ours, others): (Vec<_>, Vec<_>) = metadata.children().filter(Node::is_element).partition(is_our_item);
    if !ours.is_empty() && others.is_empty() {
        edits.remove(metadata.range());
    } else {
        ours.iter().for_each(|item| edits.remove(item.range()));
    }
}

fn is_our_item(node: &Node<'_, '_>) -> bool {
    let key = node.attribute("Key").unwrap_or_default().trim();
    let starts = key.get(..OUR_PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(OUR_PREFIX));
    is_named(node, "Item") && starts
}

/// Where the policy id of the base stands, without the white space around it.
pub(super) fn base(document: &Document<'_>) -> Option<Range<usize>> {
    let base = child(&document.root_element(), "BasePolicy")?;
    let texts: Vec<Range<usize>> =
        child(&base, "PolicyId")?.children().filter(Node::is_text).map(|text| text.range()).collect();
    let range = texts.first()?.start..texts.last()?.end;
    let raw = document.input_text().get(range.clone())?;
    let start = range.start + (raw.len() - raw.trim_start().len());
    let end = range.end - (raw.len() - raw.trim_end().len());
    (start < end).then_some(start..end)
}

fn child<'a, 'i>(node: &Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is_named(child, name))
}

/// Whether a node is an element with this local name.
pub(super) fn is_named(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// A text as the content of an element.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
