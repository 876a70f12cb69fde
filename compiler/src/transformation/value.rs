//! Values of input parameters, read as .NET reads them.

use super::method::ParameterKind;
use claimsmith_profile::DataType;
use claimsmith_profile::calendar::{days_since_epoch, has_day};
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
        DataType::Date => (date(trimmed).is_some(), "it wants a date such as `2024-01-31`"),
        DataType::DateTime => (ticks(trimmed).is_some(), "it wants a date and time such as `2024-01-31T12:00:00Z`"),
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
        ParameterKind::Scheme if !is_scheme(value) => Some("it wants the scheme of a URI, such as `https`".to_owned()),
        ParameterKind::Host if !is_host(value) => {
            Some("it wants the host of a URI, such as `www.example.com`".to_owned())
        }
        ParameterKind::PolicyKey if value.trim().is_empty() => {
            Some("it wants the name of a policy key, such as `B2C_1A_AccountTransformSecret`".to_owned())
        }
        _ => None,
    }
}

/// Whether .NET's `UriBuilder` takes it as a scheme; the runtime reads it in the same way.
fn is_scheme(text: &str) -> bool {
    let scheme = text.split(':').next().unwrap_or_default();
    scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'-' | b'.'))
}

/// Whether nothing in it would end a host; the runtime reads it in the same way.
fn is_host(text: &str) -> bool {
    let ends = |it: char| it.is_whitespace() || it.is_control() || matches!(it, '/' | '\\' | '?' | '#' | '@');
    !text.is_empty() && !text.contains(ends)
}

/// `true` and `false`, in any case.
pub(crate) fn is_boolean(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

/// `yyyy-mm-dd`
fn date(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let (year, month, day) = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    (parts.next().is_none() && has_day(year, month, day)).then_some((year, month, day))
}

/// A date, and perhaps `T`, a time and an offset, as 100 ns since 1970-01-01T00:00:00Z; without an offset it is UTC. .NET
/// reads more forms, which depend on the culture of the server.
pub(crate) fn ticks(text: &str) -> Option<i64> {
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    let (time, offset) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    let (year, month, day) = date(day)?;
    let midnight = days_since_epoch(year, month, day) * 24 * 60 * MINUTE;
    Some(midnight + time_of_day(time)? - offset_minutes(offset)? * MINUTE)
}

/// A minute in units of 100 ns.
const MINUTE: i64 = 60 * SECOND;

/// A second in units of 100 ns.
const SECOND: i64 = 10_000_000;

/// `hh:mm`, perhaps with seconds and a fraction of them, in units of 100 ns.
fn time_of_day(text: &str) -> Option<i64> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = clock.split(':');
    let (hour, minute, second) = (parts.next(), parts.next(), parts.next().or(Some("00")));
    let below = |part, limit: i64| digits::<i64>(part, 2).filter(|number| *number < limit);
    let (hour, minute, second) = (below(hour, 24)?, below(minute, 60)?, below(second, 60)?);
    let is_fraction = (1..=7).contains(&fraction.len()) && fraction.bytes().all(|it| it.is_ascii_digit());
    let fraction: i64 = format!("{fraction:0<7}").parse().ok().filter(|_| is_fraction)?;
    parts.next().is_none().then_some((hour * 60 + minute) * MINUTE + second * SECOND + fraction)
}

fn offset_minutes(text: &str) -> Option<i64> {
    let Some(clock) = text.strip_prefix(['+', '-']) else {
        return matches!(text, "" | "Z").then_some(0);
    };
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "00"));
    let below = |part, limit: i64| digits::<i64>(Some(part), 2).filter(|number| *number < limit);
    let minutes = below(hour, 15)? * 60 + below(minute, 60)?;
    Some(if text.starts_with('-') { -minutes } else { minutes })
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
    fn moments_are_counted_in_100_ns_since_1970() {
        for (text, expected) in [
            ("1970-01-01", 0),
            ("1970-01-01T00:00:00.0000001Z", 1),
            ("1969-12-31 23:59:59.5", -5_000_000),
            ("1970-01-01T02:00:00+02:00", 0),
            ("1970-01-01T00:00-01", 36_000_000_000),
            ("2021-11-15T00:00:00Z", 16_369_344_000_000_000),
            ("0001-01-01", -621_355_968_000_000_000),
            ("9999-12-31T23:59:59.9999999Z", 2_534_023_007_999_999_999),
        ] {
            assert_eq!(ticks(text), Some(expected), "{text}");
        }
        assert_eq!([ticks("2021-11-15T"), ticks("2021-02-29"), ticks("")], [None; 3]);
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
