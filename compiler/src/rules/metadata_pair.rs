//! `ClaimsEndpointFormatName` and `ClaimsEndpointFormat` are the two halves of one parameter.

use crate::diagnostic::codes::METADATA_PAIR;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;

const PAIRS: &[[&str; 2]] =
    &[["ClaimsEndpointFormatName", "ClaimsEndpointFormat"], ["ClaimsEndpointFormat", "ClaimsEndpointFormatName"]];

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        for [present, absent] in PAIRS {
            let Some(item) = profile.metadata(present).filter(|_| profile.metadata(absent).is_none()) else { continue };
            diagnostics.push(
                Diagnostic::new(METADATA_PAIR, format!("metadata `{present}` needs `{absent}`"))
                    .at(item.key.span, "one half of a parameter")
                    .help(format!("add `<Item Key=\"{absent}\">…</Item>`, or remove this one")),
            );
        }
    }
}
