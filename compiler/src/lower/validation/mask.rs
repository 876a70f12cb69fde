//! How the value of a claim is shown.

use super::replacement;
use crate::model::ClaimType;
use crate::transformation::pattern;
use crate::transformation::pattern::rewrite;
use claimsmith_profile::transformation::{Mask, Pattern};

/// The mask of a claim type; `None` without one, or with one that has been reported.
pub(super) fn mask(claim_type: &ClaimType<'_>) -> Option<Mask> {
    let mask = claim_type.mask?;
    match mask.kind.as_str() {
        "Simple" => Some(Mask::Simple(mask.mask.to_string().into())).filter(|_| !mask.mask.is_empty()),
        "Regex" => {
            let pattern = pattern::check(mask.regex.as_ref()?).ok()?;
            let rewritten = rewrite::rewrite(&pattern).ok()?;
            let replacement = replacement::read(&mask.mask, &pattern.groups, &rewritten.groups);
            Some(Mask::Regex { pattern: Pattern(rewritten.text.into()), replacement: replacement.into() })
        }
        _ => None,
    }
}
