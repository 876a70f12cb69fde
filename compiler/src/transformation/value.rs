//! Values of input parameters, read as .NET reads them.

use super::method::ParameterKind;
use claimsmith_profile::DataType;
use claimsmith_profile::calendar::{parse_date, parse_date_time};
use claimsmith_profile::rules::{is_uri_host, uri_scheme};

/// Why a value is none for a parameter of this type and kind: `it wants a whole number`; `None` when it is one.
///
/// The languages that have a parser of their own, patterns and format strings, are not looked at here.
#[must_use]
pub fn fault(data_type: DataType, kind: ParameterKind, value: &str) -> Option<String> {
    type_fault(data_type, value).map(str::to_owned).or_else(|| kind_fault(kind, value))
}

/// Why a text cannot be read as a value of this data type.
fn type_fault(data_type: DataType, value: &str) -> Option<&'static str> {
    let trimmed = value.trim();
    let (fits, wanted) = match data_type {
        DataType::Boolean => (is_boolean(trimmed), "it wants `true` or `false`"),
        DataType::Int => (trimmed.parse::<i32>().is_ok(), "it wants a whole number of 32 bits"),
        DataType::Long => (trimmed.parse::<i64>().is_ok(), "it wants a whole number of 64 bits"),
        DataType::Date => (parse_date(trimmed).is_some(), "it wants a date such as `2024-01-31`"),
        DataType::DateTime => {
            (parse_date_time(trimmed).is_some(), "it wants a date and time such as `2024-01-31T12:00:00Z`")
        }
        _ => (true, ""),
    };
    (!fits).then_some(wanted)
}

fn kind_fault(kind: ParameterKind, value: &str) -> Option<String> {
    let number = value.trim().parse::<i64>().ok();
    match kind {
        ParameterKind::OneOf(allowed) if !allowed.iter().any(|it| it.eq_ignore_ascii_case(value)) => {
            let listed: Vec<String> = allowed.iter().map(|it| format!("`{it}`")).collect();
            Some(format!("it wants {}", super::listed(&listed, "or")))
        }
        ParameterKind::NotNegative if number.is_some_and(|it| it < 0) => Some("it wants 0 or more".to_owned()),
        ParameterKind::Positive if number.is_some_and(|it| it < 1) => Some("it wants 1 or more".to_owned()),
        ParameterKind::NotEmpty | ParameterKind::StringId if value.is_empty() => {
            Some("it must not be empty".to_owned())
        }
        ParameterKind::Scheme if uri_scheme(value).is_none() => {
            Some("it wants the scheme of a URI, such as `https`".to_owned())
        }
        ParameterKind::Host if !is_uri_host(value) => {
            Some("it wants the host of a URI, such as `www.example.com`".to_owned())
        }
        ParameterKind::PolicyKey if value.trim().is_empty() => {
            Some("it wants the name of a policy key, such as `B2C_1A_AccountTransformSecret`".to_owned())
        }
        _ => None,
    }
}

/// `true` and `false`, in any case.
pub(crate) fn is_boolean(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_their_data_type() {
        let fits = |data_type, value| type_fault(data_type, value).is_none();
        for (data_type, good, bad) in [
            (DataType::Boolean, &["true", " FALSE "][..], &["1", "yes", ""][..]),
            (DataType::Int, &[" 42 ", "+42", "-42"], &["two", "4.0", "1,000", "0x10", "2147483648"]),
            (DataType::Long, &["2147483648"], &["1e3"]),
            (DataType::Date, &["2024-02-29"], &["2023-02-29", "2024-2-1", "2024-01-01-01", "29.02.2024"]),
            (
                DataType::DateTime,
                &[
                    "2021-11-15",
                    "2021-11-15T00:00:00",
                    "2021-11-15T00:00:00.0000000Z",
                    "2021-11-15 10:30:00+02:00",
                    "2021-11-15T00:00:00.123456789Z",
                ],
                &["2021-11-15T", "2021-11-15T24:00:00", "2021-11-15T10:00:00.Z", "2021-11-15T10:00:00 UTC", "now"],
            ),
            (DataType::String, &["", "anything"], &[]),
        ] {
            good.iter().for_each(|value| assert!(fits(data_type, value), "{value}"));
            bad.iter().for_each(|value| assert!(!fits(data_type, value), "{value}"));
        }
    }

    #[test]
    fn what_a_parameter_wants_is_said() {
        let operators = ParameterKind::OneOf(&["same", "later than", "earlier than"]);
        assert_eq!(
            fault(DataType::String, operators, "greater than").as_deref(),
            Some("it wants `same`, `later than` or `earlier than`")
        );
        assert_eq!(fault(DataType::String, operators, "Later Than"), None);
        assert_eq!(fault(DataType::Int, ParameterKind::NotNegative, "-1").as_deref(), Some("it wants 0 or more"));
        assert_eq!(fault(DataType::Int, ParameterKind::Positive, "0").as_deref(), Some("it wants 1 or more"));
        assert!(fault(DataType::String, ParameterKind::NotEmpty, "").is_some());
        for (kind, good, bad) in [
            (ParameterKind::Scheme, &["OTPAuth", "https://", "web+a"][..], &["", "1a", "a b", "a/b"][..]),
            (ParameterKind::Host, &["totp", "a.example:8443", "[::1]"], &["", "a/b", "a b", "user@a", "a?b"]),
        ] {
            good.iter().for_each(|value| assert_eq!(fault(DataType::String, kind, value), None, "{value}"));
            bad.iter().for_each(|value| assert!(fault(DataType::String, kind, value).is_some(), "{value}"));
        }
    }
}
