//! How a value is shown (Microsoft: "ClaimType", `Mask`). The value itself stays what it is.

use crate::pattern::{Compiled, CompiledOnce, LONGEST};
use claimsmith_profile::transformation::{Mask, ReplacementPiece};

/// Steps back in one search. Of these there may be one for each character.
const MOST_STEPS: usize = 2_000;

/// A text as its mask shows it. `compiled` belongs to this mask.
///
/// `Simple` replaces as many characters at the beginning as the mask has; of a text that is no longer than the mask
/// nothing is seen. `Regex` is .NET's `Regex.Replace`. Where that cannot be done – the pattern takes too many steps, the
/// text is longer than 2048 bytes, or than the pattern takes in bounded time, the runtime has no regular expressions – every character is shown as `*`: a mask that
/// fails must not show what it hides.
pub(super) fn masked(mask: &Mask, text: &str, compiled: &CompiledOnce) -> String {
    match mask {
        Mask::Simple(mask) => mask.chars().chain(text.chars().skip(mask.chars().count())).collect(),
        Mask::Regex { pattern, replacement } => {
            let is_short = text.len() <= LONGEST;
            let compiled = is_short.then(|| compiled.get(pattern, MOST_STEPS)).flatten();
            let replaced = compiled.and_then(|compiled| replaced(compiled, replacement, text));
            replaced.unwrap_or_else(|| text.chars().map(|_| '*').collect())
        }
    }
}

/// Every match replaced; `None` when that cannot be done. As in .NET an empty match may stand right behind another match,
/// and the next search begins one character behind it.
fn replaced(compiled: &Compiled, replacement: &[ReplacementPiece], text: &str) -> Option<String> {
    let (mut shown, mut copied, mut from) = (String::with_capacity(text.len()), 0, 0);
    while from <= text.len() {
        let Some(found) = compiled.find(text, from).ok()? else { break };
        shown.push_str(text.get(copied..found.start)?);
        for piece in replacement {
            shown.push_str(match piece {
                ReplacementPiece::Text(literal) => literal,
                ReplacementPiece::Group(place) => found.groups.get(usize::from(*place)).copied().unwrap_or_default(),
                ReplacementPiece::Before => text.get(..found.start)?,
                ReplacementPiece::Behind => text.get(found.end..)?,
                ReplacementPiece::Whole => text,
            });
        }
        copied = found.end;
        let next = text.get(found.end..)?.chars().next().map_or(1, char::len_utf8);
        from = if found.end == found.start { found.end + next } else { found.end };
    }
    shown.push_str(text.get(copied..)?);
    Some(shown)
}
