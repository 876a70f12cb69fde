//! A day of the calendar.

use crate::resolver::date_time;
use claimsmith_profile::DataType;
use claimsmith_profile::calendar::has_day;
use claimsmith_profile::transformation::DateBound;

/// Year, month and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day, in UTC, of a moment in seconds since 1970.
    pub(crate) fn of_moment(seconds: u64) -> Self {
        let never = Self { year: 0, month: 0, day: 0 };
        Self::parse(&date_time(seconds, DataType::Date)).unwrap_or(never)
    }

    /// Reads `yyyy-mm-dd`, as a claim of type `date` holds it, and the day of `yyyy-mm-ddThh:mm:ss`, a `dateTime`. `None` for
    /// any other text, and for a day that no calendar has.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let date = text.split_once('T').map_or(text, |(date, _)| date);
        let is_written = date.len() == 10
            && date.bytes().enumerate().all(
                |(at, byte)| {
                    if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
                },
            );
        if !is_written {
            return None;
        }
        let (year, month, day) = (date[..4].parse().ok()?, date[5..7].parse().ok()?, date[8..].parse().ok()?);
        has_day(year, month, day).then_some(Self { year, month, day })
    }

    /// A bound of `IsDateRange` as a day.
    pub(super) fn of_bound(bound: DateBound, today: Self) -> Self {
        match bound {
            DateBound::Today => today,
            DateBound::Day { year, month, day } => Self { year, month, day },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_read() {
        for text in ["2024-02-29", "0001-01-01", "9999-12-31", "2000-02-29T23:59:59.0000000Z"] {
            assert!(Day::parse(text).is_some(), "{text}");
        }
        let wrong = ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-04-31", "0000-01-01", "2024-1-1"];
        let no_dates = ["", "T", "today", "2024/01/01", "2024-01-01 ", "+024-01-01", "2024-01-é", "20240101"];
        for text in wrong.into_iter().chain(no_dates) {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_is_in_its_day() {
        assert_eq!(Some(Day::of_moment(951_782_399)), Day::parse("2000-02-28"));
        assert_eq!(Some(Day::of_moment(951_782_400)), Day::parse("2000-02-29"));
        assert_eq!(Some(Day::of_moment(u64::MAX)), Day::parse("9999-12-31"));
    }
}
