//! Values of input parameters, read as .NET reads them.

use super::method::ParameterKind;
use crate::calendar::has_day;
use claimsmith_profile::DataType;
use std::str::FromStr;

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
        DataType::Date => (is_date(trimmed), "it wants a date such as `2024-01-31`"),
        DataType::DateTime => (is_date_time(trimmed), "it wants a date and time such as `2024-01-31T12:00:00Z`"),
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

/// `yyyy-mm-dd`
fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2)) else {
        return false;
    };
    parts.next().is_none() && has_day(year, month, day)
}

/// A date, and perhaps `T`, a time and an offset. .NET reads more forms, which depend on the culture of the server.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', ' ']) else {
        return is_date(text);
    };
    let (time, offset) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    is_date(date) && is_time(time) && is_offset(offset)
}

fn is_time(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = clock.split(':');
    let (hour, minute, second) = (parts.next(), parts.next(), parts.next().or(Some("00")));
    parts.next().is_none()
        && digits::<u8>(hour, 2).is_some_and(|it| it < 24)
        && digits::<u8>(minute, 2).is_some_and(|it| it < 60)
        && digits::<u8>(second, 2).is_some_and(|it| it < 60)
        && (1..=7).contains(&fraction.len())
        && fraction.bytes().all(|it| it.is_ascii_digit())
}

fn is_offset(text: &str) -> bool {
    let Some(clock) = text.strip_prefix(['+', '-']) else {
        return matches!(text, "" | "Z");
    };
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "00"));
    digits::<u8>(Some(hour), 2).is_some_and(|it| it < 15) && digits::<u8>(Some(minute), 2).is_some_and(|it| it < 60)
}

/// A number of exactly so many digits.
fn digits<N: FromStr>(text: Option<&str>, count: usize) -> Option<N> {
    let text = text.filter(|text| text.len() == count && text.bytes().all(|it| it.is_ascii_digit()))?;
    text.parse().ok()
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
                &["2021-11-15", "2021-11-15T00:00:00", "2021-11-15T00:00:00.0000000Z", "2021-11-15 10:30:00+02:00"],
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
    }
}
