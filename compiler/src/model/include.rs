//! `IncludeTechnicalProfile`, applied to the profiles merged over the chain: the included content first, the includer's
//! own values over it, through any number of includes.

use super::{ById, TechnicalProfile, merge};
use crate::diagnostic::codes::INCLUDE_CYCLE;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// The longest chain of includes. B2C knows no limit; real policies have two or three.
pub(super) const MOST_INCLUDES: usize = 100;

/// The most items that includes may copy in one policy: real policies copy some hundred.
const MOST_COPIES: usize = 200_000;

/// Applies the includes of every profile.
pub(super) fn apply(profiles: &mut ById<TechnicalProfile<'_>>, diagnostics: &mut Diagnostics) {
    let mut copies = 0;
    let mut complete = Vec::new();
    for profile in profiles.iter() {
        let merged = with_includes(profile, profiles, diagnostics);
        copies += merged.as_ref().map_or(0, items);
        if copies > MOST_COPIES {
            diagnostics.push(too_much(profile));
            break;
        }
        complete.push(merged);
    }
    profiles.replace(complete);
}

/// Whether following the includes of a profile leads into a cycle, or further than includes are followed.
pub(super) fn is_endless(profile: &TechnicalProfile<'_>, profiles: &ById<TechnicalProfile<'_>>) -> bool {
    let next = |it: &&TechnicalProfile<'_>| it.include.and_then(|id| profiles.get(id));
    let mut at = Some(profile);
    for _ in 0..=MOST_INCLUDES {
        at = at.as_ref().and_then(next);
    }
    at.is_some()
}

/// The profile over everything it includes; `None` when it includes nothing.
fn with_includes<'a>(
    profile: &TechnicalProfile<'a>,
    profiles: &ById<TechnicalProfile<'a>>,
    diagnostics: &mut Diagnostics,
) -> Option<TechnicalProfile<'a>> {
    let mut path = vec![profile];
    while let Some(next) = path.last().and_then(|last| last.include).and_then(|id| profiles.get(id)) {
        if let Some(back) = path.iter().position(|known| std::ptr::eq(*known, next)) {
            diagnostics.push(cycle(&path, back));
            return None;
        }
        path.push(next);
        if path.len() > MOST_INCLUDES {
            diagnostics.push(too_long(profile));
            return None;
        }
    }
    if path.len() == 1 {
        return None;
    }
    path.reverse();
    Some(TechnicalProfile { include: profile.include, ..merge::laid(profile.id, &path) })
}

/// How many items a profile holds.
fn items(profile: &TechnicalProfile<'_>) -> usize {
    let claims = profile.input_claims.len() + profile.persisted_claims.len() + profile.output_claims.len();
    profile.metadata.len() + profile.cryptographic_keys.len() + claims
}

fn too_much(profile: &TechnicalProfile<'_>) -> Diagnostic {
    let message = format!("the includes of this policy copy more than {MOST_COPIES} items");
    Diagnostic::new(INCLUDE_CYCLE, message).at(profile.id.span, "counted up to here")
}

fn too_long(profile: &TechnicalProfile<'_>) -> Diagnostic {
    let message = format!("the technical profile `{}` includes more than {MOST_INCLUDES} others", profile.id.value);
    let finding = Diagnostic::new(INCLUDE_CYCLE, message);
    match profile.include {
        Some(include) => finding.at(include.span, "the first of them"),
        None => finding,
    }
}

/// The cycle that a path of includes runs into at `back`. Whichever profile the path began with, the finding is the same
/// one: it begins at the profile that stands first.
fn cycle(path: &[&TechnicalProfile<'_>], back: usize) -> Diagnostic {
    let mut cycle: Vec<_> = path.iter().skip(back).collect();
    let first = cycle.iter().enumerate().min_by_key(|(_, profile)| profile.id.span).map_or(0, |(at, _)| at);
    cycle.rotate_left(first);
    let id = cycle.first().map_or("", |profile| profile.id.as_str());
    let mut finding = Diagnostic::new(INCLUDE_CYCLE, format!("the technical profile `{id}` includes itself"));
    let mut includes = cycle.iter().filter_map(|profile| profile.include);
    if let Some(last) = includes.next_back() {
        finding = finding.at(last.span, "this leads back to it");
    }
    for include in includes {
        finding = finding.label(include.span, "through this include");
    }
    finding.help("remove one of the includes")
}
