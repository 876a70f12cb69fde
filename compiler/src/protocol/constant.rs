//! How the text of a default value is read as a constant of its claim's data type.

use claimsmith_profile::{Constant, DataType};

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

/// Reads a default value as .NET does: spaces around a number and a plus sign are allowed, `True` is `true`.
pub(crate) fn parse(default: &str, data_type: DataType) -> Parsed {
    let trimmed = default.trim();
    let constant = match data_type {
        DataType::String => Some(Constant::String(default.to_owned().into())),
        DataType::Boolean => boolean(trimmed).map(Constant::Boolean),
        DataType::Int => trimmed.parse().ok().map(Constant::Int),
        DataType::Long => trimmed.parse().ok().map(Constant::Long),
        _ => return Parsed::Unread,
    };
    constant.map_or(Parsed::Fault, Parsed::Value)
}

/// `true` or `false` in any case. What the schema takes for a boolean attribute, `1` and `0`, is no value of a claim
/// (`Boolean.Parse`).
fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
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
        for bad in ["yes", "1", "0"] {
            assert_eq!(parse(bad, DataType::Boolean), Parsed::Fault, "{bad}");
        }
    }
}
