//! A default value can be read as the data type of its claim (B2C: "Input string was not in a correct format").

use super::{claim_references, technical_profiles};
use crate::diagnostic::codes::DEFAULT_VALUE_TYPE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use claimsmith_profile::{Constant, DataType};

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for file in &policy.chain {
        for reference in technical_profiles(file).flat_map(claim_references) {
            let declared = policy.claim_types.get(&reference.claim_type).and_then(|claim_type| claim_type.data_type);
            let (Some(default), Some(data_type)) = (&reference.default_value, declared) else { continue };
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

/// What a default value is as a constant.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Parsed {
    /// A value of the data type.
    Value(Constant),
    /// Not a value of the data type.
    Fault,
    /// A data type whose constants are not read yet.
    Unread,
}

/// An empty default value is none.
pub(crate) fn is_unset(default: &str) -> bool {
    default.is_empty()
}

/// Whether the text is filled at run time: `{Claim:…}`, `{Policy:…}`, `{Context:…}` and their like.
pub(crate) fn is_resolver(default: &str) -> bool {
    default.starts_with('{') && default.ends_with('}')
}

/// Reads a default value as .NET does: spaces around a number and a plus sign are allowed, `True` is `true`.
pub(crate) fn parse(default: &str, data_type: DataType) -> Parsed {
    let trimmed = default.trim();
    let constant = match data_type {
        DataType::String => Some(Constant::String(default.to_owned().into())),
        DataType::Boolean => crate::protocol::value::boolean(trimmed).map(Constant::Boolean),
        DataType::Int => trimmed.parse().ok().map(Constant::Int),
        DataType::Long => trimmed.parse().ok().map(Constant::Long),
        _ => return Parsed::Unread,
    };
    constant.map_or(Parsed::Fault, Parsed::Value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_dotnet_reads_them() {
        assert_eq!(parse(" +42 ", DataType::Int), Parsed::Value(Constant::Int(42)));
        for bad in ["4.0", "1,000", "0x10", "2147483648", ""] {
            assert_eq!(parse(bad, DataType::Int), Parsed::Fault, "{bad}");
        }
        assert_eq!(parse("True", DataType::Boolean), Parsed::Value(Constant::Boolean(true)));
        assert_eq!(parse("yes", DataType::Boolean), Parsed::Fault);
    }
}
