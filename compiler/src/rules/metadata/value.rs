//! Every metadata value is of the kind its key wants.

use super::metadata;
use crate::ast::MetadataItem;
use crate::diagnostic::codes::{INVALID_ENDPOINT, INVALID_METADATA_VALUE};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Fresh;
use crate::protocol::{MetadataKey, Need, Role, Support, ValueKind, placeholder, value};
use crate::settings::has_placeholder;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for metadata in metadata(fresh) {
        for item in &metadata.items {
            let Some(row) = metadata.role.key(&item.key) else { continue };
            // That a setting has no value has been reported.
            if has_placeholder(&item.value) {
                continue;
            }
            let Some(fault) = value::fault(row.kind, &item.value) else { continue };
            // What was left open is reported as that.
            let is_compiled = metadata.role == Role::OAuth2Federation;
            if is_compiled || !placeholder::is_left(&item.key, row.kind, &item.value) {
                let mut finding = finding(item, row, &fault);
                finding.severity = if is_compiled { finding.severity } else { severity(item, row) };
                diagnostics.push(finding);
            }
        }
    }
}

/// Upload is known to refuse an empty value of a key that is needed, and nothing can be done with an endpoint that is
/// none or with a word that nobody knows. What B2C makes of another number or boolean is written down nowhere.
fn severity(item: &MetadataItem, row: &MetadataKey) -> Severity {
    let is_error = match row.kind {
        _ if row.support == Support::Unused => false,
        _ if item.value.trim().is_empty() => row.need != Need::Optional,
        ValueKind::OneOf(_) | ValueKind::Words(_) => true,
        ValueKind::Url | ValueKind::WebUrl | ValueKind::UrlOrXml => true,
        _ => false,
    };
    if is_error { Severity::Error } else { Severity::Warning }
}

fn finding(item: &MetadataItem, row: &MetadataKey, fault: &str) -> Diagnostic {
    let is_url = matches!(row.kind, ValueKind::Url | ValueKind::WebUrl | ValueKind::UrlOrXml);
    let code = if is_url { INVALID_ENDPOINT } else { INVALID_METADATA_VALUE };
    let finding = Diagnostic::new(code, format!("the value of `{}` {}", item.key.value, sentence(fault)))
        .at(item.value.span, format!("must be {}", row.kind.describe()))
        .note(row.note(&item.key));
    let near = match row.kind {
        ValueKind::OneOf(values) | ValueKind::Words(values) => nearest(&item.value, values.iter().copied()),
        _ => None,
    };
    match near {
        Some(near) => finding.did_you_mean(item.value.span, &item.value, near),
        None => finding,
    }
}

/// A fault is a predicate; one that begins with the value itself becomes an apposition.
fn sentence(fault: &str) -> String {
    fault.strip_prefix('`').map_or_else(|| fault.to_owned(), |rest| format!("is wrong: `{rest}"))
}
