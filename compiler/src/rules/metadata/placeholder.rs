//! No value is left that somebody was to replace: the client id of a sample, the tenant of the starter pack.

use super::metadata;
use crate::diagnostic::codes::PLACEHOLDER_VALUE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::protocol::{Role, placeholder, value};
use crate::settings::has_placeholder;
use crate::source::Span;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for metadata in metadata(policy) {
        for item in &metadata.items {
            let Some(row) = metadata.role.key(&item.key) else { continue };
            let is_left = placeholder::is_left(&item.key, row.kind, &item.value) && !has_placeholder(&item.value);
            let is_compiled = metadata.role == Role::OAuth2Federation;
            // A value of a profile that is compiled is refused as what it is not.
            if !is_left || (is_compiled && value::fault(row.kind, &item.value).is_some()) {
                continue;
            }
            let what = format!("the value of `{}`", item.key.value);
            let finding = finding(&what, item.value.span).label(metadata.owner.span, "in this technical profile");
            diagnostics.push(if is_compiled && item.key.value == "client_id" {
                finding.note("a client that Claimsmith generates takes its client id from the configuration instead")
            } else {
                finding
            });
        }
    }
    let tenants = policy.chain.iter().filter_map(|file| file.tenant_id.as_ref());
    for tenant in tenants.filter(|tenant| placeholder::is_left_url(tenant) && !has_placeholder(tenant)) {
        diagnostics.push(finding("the `TenantId` of the policy", tenant.span));
    }
}

fn finding(what: &str, place: Span) -> Diagnostic {
    Diagnostic::new(PLACEHOLDER_VALUE, format!("{what} is a placeholder"))
        .at(place, "was to be replaced")
        .help("write the value of your own tenant or application")
}
