//! A default value can be read as the data type of its claim (B2C: "Input string was not in a correct format").

use crate::diagnostic::codes::DEFAULT_VALUE_TYPE;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Policy;
use crate::protocol::constant::{Parsed, is_unset, parse};
use crate::protocol::resolver::is_resolver;
use crate::rules::{claim_references, technical_profiles};
use crate::settings::has_placeholder;
use claimsmith_profile::DataType;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for file in &policy.chain {
        for reference in technical_profiles(file).flat_map(claim_references) {
            let declared = policy.claim_types.get(&reference.claim_type).and_then(|claim_type| claim_type.data_type);
            let (Some(default), Some(data_type)) = (&reference.default_value, declared) else { continue };
            // What a claim resolver becomes is judged where the metadata is known that switches it on.
            if is_unset(default) || is_resolver(default) || has_placeholder(default) {
                continue;
            }
            let severity = match parse(default, data_type.value) {
                Parsed::Fault => DEFAULT_VALUE_TYPE.severity,
                Parsed::Unread if is_no_date(default, data_type.value) => Severity::Warning,
                _ => continue,
            };
            let (claim, name) = (&reference.claim_type.value, data_type.value.name());
            let mut finding = Diagnostic::new(
                DEFAULT_VALUE_TYPE,
                format!("the default value `{}` is not a value of type `{name}`", default.value),
            )
            .at(default.span, format!("`{claim}` is declared as `{name}`"))
            .label(data_type.span, "the data type");
            finding.severity = severity;
            diagnostics.push(finding);
        }
    }
}

/// Whether a text is no date in any of the many forms that .NET reads: each of them has digits.
fn is_no_date(default: &str, data_type: DataType) -> bool {
    matches!(data_type, DataType::Date | DataType::DateTime) && !default.contains(|it: char| it.is_ascii_digit())
}
