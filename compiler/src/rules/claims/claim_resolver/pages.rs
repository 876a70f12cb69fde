//! Claim resolvers in `LoadUri` and in `ContentDefinitionParameters`, where they may be a part of the text.

use super::{is_of_feature, namespace_of, unknown};
use crate::ast::Text;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostics, Severity};
use crate::model::Policy;
use crate::protocol::resolver::{self, RESOLVERS, Reading};
use crate::settings::has_placeholder;
use crate::source::Spanned;

/// A longer text is no address, and is not searched.
const LONGEST: usize = 4_096;

pub(in crate::rules::claims) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let pages = policy.content_definitions.iter().filter_map(|page| page.load_uri);
    let behaviors = policy.leaf().and_then(|leaf| leaf.relying_party.as_ref()?.behaviors.as_ref());
    let parameters = behaviors.into_iter().flat_map(|it| &it.content_definition_parameters).map(|it| &it.value);
    for text in pages.chain(parameters) {
        if text.len() > LONGEST {
            continue;
        }
        for piece in braces(text) {
            if has_placeholder(&piece) {
                continue;
            }
            let Reading::Unknown { namespace, name } = resolver::read(&piece.value) else { continue };
            // Other braces are those of another tool.
            if namespace.is_none() && !seems_known(&piece, name) {
                continue;
            }
            let mut finding = unknown(&piece, namespace, name);
            finding.severity = Severity::Warning;
            diagnostics.push(finding);
        }
    }
}

/// Whether a namespace that nobody knows is meant to be one of B2C's: its name is near, or what it gives is known elsewhere.
fn seems_known(piece: &Text, name: &str) -> bool {
    let is_near = || nearest(namespace_of(piece), RESOLVERS.iter().map(|row| row.namespace)).is_some();
    !is_of_feature(piece) && (RESOLVERS.iter().any(|row| row.member == Some(name)) || is_near())
}

/// The pieces of a text from a brace to the next closing one, each at its own place.
fn braces(text: &Text) -> impl Iterator<Item = Text> + '_ {
    // With an entity or a setting in it the text is not as long as its place.
    let is_verbatim = u32::try_from(text.len()).is_ok_and(|length| text.span.end - text.span.start == length);
    text.match_indices('{').filter_map(move |(start, _)| {
        let piece = text.get(start..)?;
        let piece = piece.get(..=piece.find('}')?)?;
        let mut span = text.span;
        if is_verbatim {
            span.start += u32::try_from(start).ok()?;
            span.end = span.start + u32::try_from(piece.len()).ok()?;
        }
        Some(Spanned::new(piece.into(), span))
    })
}
