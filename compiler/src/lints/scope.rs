//! Scopes are separated by blanks (RFC 6749 section 3.3), and OpenID Connect needs `openid`.

use super::oauth_federation;
use crate::diagnostic::codes::SCOPE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::settings::has_placeholder;

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in oauth_federation(fresh) {
        let Some(scope) = profile.metadata("scope").filter(|item| !has_placeholder(&item.value)) else { continue };
        let text = scope.value.trim();
        if text.contains(',') && text.contains(char::is_whitespace) {
            diagnostics.push(
                Diagnostic::new(SCOPE, format!("the scope of `{}` is separated in two ways", profile.id.value))
                    .at(scope.value.span, "by commas and by blanks; it is sent as it stands")
                    .help("write blanks only, or commas only for a provider that wants them"),
            );
        }
        let is_openid = text.split(|it: char| it.is_whitespace() || it == ',').any(|word| word == "openid");
        let wants_id_token = profile.protocol_name() == Some("OpenIdConnect") || profile.receives_id_token();
        if !text.is_empty() && wants_id_token && !is_openid {
            diagnostics.push(
                Diagnostic::new(SCOPE, format!("the scope of `{}` lacks `openid`", profile.id.value))
                    .at(scope.value.span, "without it a provider need not issue an id_token")
                    .help(format!("write `openid {text}`")),
            );
        }
    }
}
