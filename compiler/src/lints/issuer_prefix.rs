//! A prefix without an end matches the hosts of others: `https://login.example.com` begins
//! `https://login.example.com.evil.example/` too.

use super::oauth_federation;
use crate::ast::MetadataItem;
use crate::diagnostic::codes::ISSUER_PREFIX;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::settings::has_placeholder;

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in oauth_federation(fresh) {
        let Some(item) = profile.metadata("ValidTokenIssuerPrefixes") else { continue };
        let prefixes = item.value.split(',').map(str::trim).filter(|prefix| !prefix.is_empty());
        let Some(open) = prefixes.clone().find(|prefix| !is_closed(prefix)) else { continue };
        if !has_placeholder(&item.value) {
            diagnostics.push(finding(item, open));
        }
    }
}

/// Whether nobody else can have an issuer that begins so.
fn is_closed(prefix: &str) -> bool {
    let rest = prefix.strip_prefix("https://").or_else(|| prefix.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('/'))
}

fn finding(item: &MetadataItem, open: &str) -> Diagnostic {
    let finding = Diagnostic::new(ISSUER_PREFIX, format!("the issuer prefix `{open}` matches hosts of others"));
    if !open.starts_with("http") || !open.contains("://") {
        return finding.at(item.value.span, "has no scheme").help(format!("write `https://{open}/`"));
    }
    let mended: Vec<String> = item.value.split(',').map(|prefix| closed(prefix.trim())).collect();
    finding.at(item.value.span, format!("`{open}.example.com` begins so as well")).replace(
        item.value.span,
        mended.join(","),
        "end the host with a slash",
        Applicability::MachineApplicable,
    )
}

fn closed(prefix: &str) -> String {
    if prefix.contains("://") && !is_closed(prefix) { format!("{prefix}/") } else { prefix.to_owned() }
}
