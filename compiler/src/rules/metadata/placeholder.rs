//! No value is left that somebody was to replace: the client id of a sample, the tenant of the starter pack.

use super::{Metadata, metadata};
use crate::ast::MetadataItem;
use crate::diagnostic::codes::PLACEHOLDER_VALUE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, Policy};
use crate::protocol::{Role, placeholder, value};
use crate::settings::has_placeholder;
use crate::source::Span;

pub(super) fn metadata_items(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for metadata in metadata(fresh) {
        for item in metadata.items.iter().filter(|item| is_left(item, &metadata)) {
            diagnostics.push(of_item(item).label(metadata.owner.span, "in this technical profile"));
        }
    }
    // A generated client takes its client id from the configuration. B2C takes it from a policy with a relying party.
    if fresh.has_relying_party() {
        for profile in fresh.technical_profiles().filter(|profile| profile.is_oauth2_federation()) {
            let item = profile.metadata(CLIENT_ID);
            if let Some(item) =
                item.filter(|item| placeholder::is_left_id(&item.value) && !has_placeholder(&item.value))
            {
                let finding = of_item(item).label(profile.id.span, "in this technical profile");
                diagnostics.push(
                    finding
                        .note("a client that Claimsmith generates takes its client id from the configuration instead"),
                );
            }
        }
    }
}

pub(super) fn tenants(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let tenants = policy.chain.iter().filter_map(|file| file.tenant_id.as_ref());
    for tenant in tenants.filter(|tenant| placeholder::is_left_url(tenant) && !has_placeholder(tenant)) {
        diagnostics.push(finding("the `TenantId` of the policy", tenant.span));
    }
}

const CLIENT_ID: &str = "client_id";

fn is_left(item: &MetadataItem, metadata: &Metadata<'_>) -> bool {
    let is_compiled = metadata.role == Role::OAuth2Federation;
    let Some(row) = metadata.role.key(&item.key).filter(|row| !is_compiled || row.key != CLIENT_ID) else {
        return false;
    };
    placeholder::is_left(&item.key, row.kind, &item.value)
        && !has_placeholder(&item.value)
        // A value of a profile that is compiled is refused as what it is not.
        && !(is_compiled && value::fault(row.kind, &item.value).is_some())
}

fn of_item(item: &MetadataItem) -> Diagnostic {
    finding(&format!("the value of `{}`", item.key.value), item.value.span)
}

pub(super) fn finding(what: &str, place: Span) -> Diagnostic {
    Diagnostic::new(PLACEHOLDER_VALUE, format!("{what} is a placeholder"))
        .at(place, "was to be replaced")
        .help("write the value of your own tenant or application")
}
