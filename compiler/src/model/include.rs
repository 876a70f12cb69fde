//! `IncludeTechnicalProfile`, applied to the profiles merged over the chain: the included content first, the includer's
//! own values over it, through any number of includes.

use super::{ById, TechnicalProfile, merge};
use crate::diagnostic::codes::INCLUDE_CYCLE;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Applies the includes of every profile.
pub(super) fn apply(profiles: &mut ById<TechnicalProfile<'_>>, diagnostics: &mut Diagnostics) {
    let complete: Vec<_> = profiles.iter().map(|profile| with_includes(profile, profiles, diagnostics)).collect();
    for (profile, complete) in profiles.items.iter_mut().zip(complete) {
        if let Some(complete) = complete {
            *profile = complete;
        }
    }
}

/// The profile over everything it includes; `None` when it includes nothing.
fn with_includes<'a>(
    profile: &TechnicalProfile<'a>,
    profiles: &ById<TechnicalProfile<'a>>,
    diagnostics: &mut Diagnostics,
) -> Option<TechnicalProfile<'a>> {
    let mut path = vec![profile];
    while let Some(next) = path.last().and_then(|last| last.include).and_then(|id| profiles.get(id)) {
        if path.iter().any(|known| std::ptr::eq(*known, next)) {
            diagnostics.push(cycle(&path));
            return None;
        }
        path.push(next);
    }
    let (root, rest) = path.split_last().filter(|(_, rest)| !rest.is_empty())?;
    let mut merged = (*root).clone();
    for over in rest.iter().rev() {
        merge::lay_over(&mut merged, over);
    }
    merged.id = profile.id;
    merged.include = profile.include;
    Some(merged)
}

fn cycle(path: &[&TechnicalProfile<'_>]) -> Diagnostic {
    let mut finding = Diagnostic::new(INCLUDE_CYCLE, String::new());
    if let [first, ..] = path {
        finding.message = format!("the technical profile `{}` includes itself", first.id.value);
    }
    let includes: Vec<_> = path.iter().filter_map(|profile| profile.include).collect();
    if let [first, rest @ ..] = includes.as_slice() {
        finding = finding.at(first.span, "this leads back to where the includes have been");
        for include in rest {
            finding = finding.label(include.span, "through this include");
        }
    }
    finding.help("remove one of the includes")
}
