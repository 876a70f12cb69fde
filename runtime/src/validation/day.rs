//! The days that `IsDateRange` compares.

use crate::resolver::date_time;
use claimsmith_profile::DataType;
use claimsmith_profile::calendar::{Day, parse_date, parse_date_time};
use claimsmith_profile::transformation::DateBound;

/// The day, in UTC, of a moment in seconds since 1970.
pub(crate) fn of_moment(seconds: u64) -> Day {
    // The text ends with the calendar, so it always is a day.
    let first = Day { year: 1, month: 1, day: 1 };
    parse_date(&date_time(seconds, DataType::Date)).unwrap_or(first)
}

/// The day that a claim of type `date` holds, or, as it is written, that of a `dateTime`. `None` for any other text.
pub(super) fn parse(text: &str) -> Option<Day> {
    let text = text.trim_ascii();
    parse_date(text).or_else(|| parse_date_time(text).and_then(|_| parse_date(text.get(.."yyyy-MM-dd".len())?)))
}

/// A bound of `IsDateRange` as a day.
pub(super) fn of_bound(bound: DateBound, today: Day) -> Day {
    match bound {
        DateBound::Today => today,
        DateBound::Day { year, month, day } => Day { year, month, day },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which texts are read is tested where the parser is.
    #[test]
    fn a_time_counts_as_the_day_it_is_written_with() {
        let day = parse("2000-02-29");
        for text in ["2000-02-29T23:59:59.0000000Z", " 2000-02-29 ", "2000-02-29 00:30", "2000-02-29T00:30+02:00"] {
            assert!(day.is_some() && parse(text) == day, "{text}");
        }
        for text in ["2023-02-29", "2023-02-29T10:00", "2024-1-1", "2024-01-01T", "2024-01-01Today", "today", ""] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_is_in_its_day() {
        assert_eq!(Some(of_moment(951_782_399)), parse("2000-02-28"));
        assert_eq!(Some(of_moment(951_782_400)), parse("2000-02-29"));
        assert_eq!(Some(of_moment(u64::MAX)), parse("9999-12-31"));
    }
}
