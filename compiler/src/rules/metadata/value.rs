//! Every metadata value of an OAuth2 profile is of the kind its key wants.

use crate::ast::MetadataItem;
use crate::diagnostic::codes::{INVALID_ENDPOINT, INVALID_METADATA_VALUE};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::protocol::{MetadataKey, ValueKind, find, oauth2, value};
use crate::settings::has_placeholder;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        for item in &profile.metadata {
            let Some(row) = find(oauth2::METADATA, &item.key) else { continue };
            // That a setting has no value has been reported.
            if has_placeholder(&item.value) {
                continue;
            }
            if let Some(fault) = value::fault(row.kind, &item.value) {
                diagnostics.push(finding(item, row, &fault));
            }
        }
    }
}

fn finding(item: &MetadataItem, row: &MetadataKey, fault: &str) -> Diagnostic {
    let code = if row.kind == ValueKind::Url { INVALID_ENDPOINT } else { INVALID_METADATA_VALUE };
    let finding = Diagnostic::new(code, format!("the value of `{}` {}", item.key.value, sentence(fault)))
        .at(item.value.span, format!("must be {}", row.kind.describe()))
        .note(row.note(&item.key));
    let near = match row.kind {
        ValueKind::OneOf(values) => nearest(&item.value, values.iter().copied()),
        _ => None,
    };
    match near {
        Some(near) => {
            finding.replace(item.value.span, near, format!("did you mean `{near}`?"), Applicability::MaybeIncorrect)
        }
        None => finding,
    }
}

/// A fault is a predicate; one that begins with the value itself becomes an apposition.
fn sentence(fault: &str) -> String {
    fault.strip_prefix('`').map_or_else(|| fault.to_owned(), |rest| format!("is wrong: `{rest}"))
}
