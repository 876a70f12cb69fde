//! A default value can be read as the data type of its claim (B2C: "Input string was not in a correct format").

use crate::diagnostic::codes::DEFAULT_VALUE_TYPE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::protocol::constant::{Parsed, is_unset, parse};
use crate::protocol::resolver::is_resolver;
use crate::rules::{claim_references, technical_profiles};

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for file in &policy.chain {
        for reference in technical_profiles(file).flat_map(claim_references) {
            let declared = policy.claim_types.get(&reference.claim_type).and_then(|claim_type| claim_type.data_type);
            let (Some(default), Some(data_type)) = (&reference.default_value, declared) else { continue };
            // What a claim resolver becomes is judged where the metadata is known that switches it on.
            if is_unset(default) || is_resolver(default) || parse(default, data_type.value) != Parsed::Fault {
                continue;
            }
            let (claim, name) = (&reference.claim_type.value, data_type.value.name());
            diagnostics.push(
                Diagnostic::new(
                    DEFAULT_VALUE_TYPE,
                    format!("the default value `{}` is not a value of type `{name}`", default.value),
                )
                .at(default.span, format!("`{claim}` is declared as `{name}`"))
                .label(data_type.span, "the data type"),
            );
        }
    }
}
