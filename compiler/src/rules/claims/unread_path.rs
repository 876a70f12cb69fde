//! A partner claim type that looks like a path is read as one only with `ResolveJsonPathsInJsonTokens`.

use super::json_answer::{SWITCH, reads_json};
use crate::diagnostic::codes::UNREAD_PATH;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::value;
use crate::rules::metadata::doubt::Doubts;

/// The metadata key with paths into what an OpenID Connect provider posts to the callback beside the id_token.
const BODY_CLAIMS: &str = "ReadBodyClaimsOnIdpRedirect";

pub(super) fn check(fresh: Fresh<'_, '_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    let profiles = fresh.technical_profiles().filter(|profile| reads_json(profile) && !reads_body(profile));
    // Whoever writes `false` knows that a dot is part of a name then.
    for profile in profiles.filter(|profile| profile.metadata(SWITCH).is_none() && !doubts.about(profile, SWITCH)) {
        let (prefixes, posted) = (prefixes(profile), posted(profile));
        for reference in profile.output_claims.iter().filter(|reference| !reference.is_always_default()) {
            let partner = profile.partner_claim_type(reference, fresh.declared());
            let is_named = prefixes.iter().any(|prefix| is_name_behind(partner, prefix));
            // The id of a claim type is no path that anybody has written.
            let is_id = partner.eq_ignore_ascii_case(reference.claim_type);
            if !is_path(partner) || is_id || is_named || posted.contains(&partner.as_str()) {
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

/// Whether any partner claim type may be a path into what is posted to the callback.
fn reads_body(profile: &TechnicalProfile<'_>) -> bool {
    profile.metadata(BODY_CLAIMS).and_then(|item| value::boolean(&item.value)).unwrap_or(false)
}

/// The paths into what is posted to the callback.
fn posted<'a>(profile: &TechnicalProfile<'a>) -> Vec<&'a str> {
    let item = profile.metadata(BODY_CLAIMS);
    item.map_or_else(Vec::new, |item| item.value.value.split_whitespace().collect())
}

/// What partner claim types write before names of follow-up answers.
fn prefixes<'a>(profile: &TechnicalProfile<'a>) -> Vec<&'a str> {
    let items = (1..=9).filter_map(|number| profile.metadata(&format!("claimsmith.follow_up.{number}.prefix")));
    items.map(|item| item.value.value.as_str()).filter(|prefix| !prefix.is_empty()).collect()
}

fn is_name_behind(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|name| !name.is_empty() && !is_path(name))
}
