//! A partner claim type that looks like a path is read as one only with `ResolveJsonPathsInJsonTokens`.

use crate::diagnostic::codes::UNREAD_PATH;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::rules::metadata::doubt::Doubts;

const SWITCH: &str = "ResolveJsonPathsInJsonTokens";

pub(super) fn check(policy: &Policy<'_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    let profiles = policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation());
    // Whoever writes `false` knows that a dot is part of a name then.
    for profile in profiles.filter(|profile| profile.metadata(SWITCH).is_none() && !doubts.about(profile, SWITCH)) {
        let prefixes = prefixes(profile);
        for reference in profile.output_claims.iter().filter(|reference| !reference.is_always_default()) {
            let partner = profile.partner_claim_type(reference, policy);
            if !is_path(partner) || prefixes.iter().any(|prefix| is_name_behind(partner, prefix)) {
                continue;
            }
            diagnostics.push(
                Diagnostic::new(UNREAD_PATH, format!("`{}` is read as the name of a member", partner.value))
                    .at(partner.span, "looks like a path")
                    .label(profile.id.span, "in this technical profile")
                    .help(format!("add `<Item Key=\"{SWITCH}\">true</Item>` to its `Metadata`"))
                    .help("or write `false`, if the provider has a member with this name"),
            );
        }
    }
}

/// Names with a colon are those of a namespace (`https://example.com/claim`), names in braces are claim resolvers.
fn is_path(text: &str) -> bool {
    text.contains(['.', '[']) && !text.contains([':', '{'])
}

/// What partner claim types write before names of follow-up answers.
fn prefixes<'a>(profile: &TechnicalProfile<'a>) -> Vec<&'a str> {
    let items = (1..=9).filter_map(|number| profile.metadata(&format!("claimsmith.follow_up.{number}.prefix")));
    items.map(|item| item.value.value.as_str()).filter(|prefix| !prefix.is_empty()).collect()
}

fn is_name_behind(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|name| !name.is_empty() && !is_path(name))
}
