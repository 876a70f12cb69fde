//! An OpenID Connect provider is asked for what tells who the user is: an id_token, or a code that is exchanged for one.

use super::with_roles;
use crate::diagnostic::codes::INVALID_METADATA_VALUE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::protocol::Role;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for (profile, _) in with_roles(fresh).filter(|(_, role)| *role == Role::OpenIdConnectFederation) {
        let Some(item) = profile.metadata("response_types") else { continue };
        let mut words = item.value.split_whitespace().peekable();
        if words.peek().is_none() || !words.all(|word| word.eq_ignore_ascii_case("token")) {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(
                INVALID_METADATA_VALUE,
                format!("`{}` asks for an access token alone, which does not tell who the user is", profile.id.value),
            )
            .at(item.value.span, "no id_token comes with it")
            .help("write `code`, or `id_token`"),
        );
    }
}
