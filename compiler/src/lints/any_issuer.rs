//! With discovery by the token's own issuer and no prefixes, whoever can publish a discovery document can sign anybody in.

use super::oauth_federation;
use crate::diagnostic::codes::ANY_ISSUER;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::protocol::value::boolean;

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in oauth_federation(fresh) {
        let Some(item) = profile.metadata("DiscoverMetadataByTokenIssuer") else { continue };
        let has_prefixes =
            profile.metadata("ValidTokenIssuerPrefixes").is_some_and(|item| !item.value.trim().is_empty());
        if boolean(&item.value) != Some(true) || has_prefixes {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(ANY_ISSUER, format!("`{}` trusts every issuer", profile.id.value))
                .at(item.value.span, "the keys come from where the token says")
                .label(profile.id.span, "in this technical profile")
                .help("add `<Item Key=\"ValidTokenIssuerPrefixes\">https://login.microsoftonline.com/…/</Item>`"),
        );
    }
}
