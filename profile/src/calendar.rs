//! The Gregorian calendar, in which .NET counts from year 1 to 9999, and how dates and times are read as text.
//!
//! The compiler reads the constants of a policy with it and the runtime the claims, so that neither takes what the other
//! refuses. Two places read less or more, on purpose: a bound of `IsDateRange` may have a month or day of one digit (the
//! compiler's `predicate::date`), and what a user enters is compared by its day alone.

use crate::transformation::Instant;
use core::str::FromStr;

/// A second in units of 100 ns.
const SECOND: i64 = 10_000_000;
/// A minute in units of 100 ns.
const MINUTE: i64 = 60 * SECOND;
/// How far from UTC .NET lets an offset be, in minutes.
const FARTHEST_OFFSET: i64 = 14 * 60;
/// 0001-01-01T00:00:00Z, the first moment of the calendar.
pub const EARLIEST: Instant = Instant(-62_135_596_800 * SECOND);
/// 9999-12-31T23:59:59.9999999Z, the last moment of the calendar.
pub const LATEST: Instant = Instant(253_402_300_800 * SECOND - 1);

/// A day of the calendar. Earlier days are less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// From 1 to 9999.
    pub year: u16,
    /// From 1 to 12.
    pub month: u8,
    /// From 1 to the last of the month.
    pub day: u8,
}

/// Whether this year has the month, and the month the day. Months and days count from 1.
#[must_use]
pub fn has_day(year: u16, month: u8, day: u8) -> bool {
    (1..=9999).contains(&year) && (1..=days(year, month)).contains(&day)
}

/// The days from 1970-01-01 to a day that [`has_day`] knows; negative before it.
#[must_use]
pub fn days_since_epoch(year: u16, month: u8, day: u8) -> i64 {
    let earlier = i64::from(year) - 1;
    let in_years = earlier * 365 + earlier / 4 - earlier / 100 + earlier / 400;
    let in_months: i64 = (1..month).map(|month| i64::from(days(year, month))).sum();
    // 719 162 days lie between 0001-01-01 and 1970-01-01.
    in_years + in_months + i64::from(day) - 1 - 719_162
}

/// Reads a claim of type `date`: `yyyy-MM-dd`, white space around it aside. `None` for any other text, and for a day that the
/// calendar does not have.
#[must_use]
pub fn parse_date(text: &str) -> Option<Day> {
    let text = text.trim_ascii();
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let day = Day { year: digits(year, 4)?, month: digits(month, 2)?, day: digits(day, 2)? };
    has_day(day.year, day.month, day.day).then_some(day)
}

/// Reads a claim of type `dateTime`: a date as [`parse_date`] takes it, or one with a time, white space around it aside.
///
/// The time is `Thh:mm`, or with a space for the `T`; `:ss` may follow, then `.` and digits; then nothing or `Z` for UTC, or an
/// offset of at most 14 hours, `+hh`, `+hhmm`, `+hh:mm` or with a minus. `T` and `Z` may be small letters (RFC 3339 section
/// 5.6). A date alone is its midnight in UTC. What .NET reads beyond that depends on the culture of the server, so it is
/// refused, and so are 24 o'clock and seconds that leap.
///
/// A moment is as fine as those of .NET, 100 ns: seven digits of a second. More digits are read and rounded to the nearest 100
/// ns, a half upwards. `DateTime.Parse` rounds them too, however many there are; only exact formats, which B2C does not
/// document for claims, end at the seventh. It adds the digits up as a `double`, so where two moments are equally near, it may
/// take the other one.
///
/// `None` for any other text, and for what lies outside the years 1 to 9999 in UTC.
#[must_use]
pub fn parse_date_time(text: &str) -> Option<Instant> {
    let text = text.trim_ascii();
    let (day, time) = match text.split_once(['T', 't', ' ']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let day = parse_date(day).filter(|_| day.len() == "yyyy-MM-dd".len())?;
    let midnight = days_since_epoch(day.year, day.month, day.day) * 24 * 60 * MINUTE;
    let moment = midnight + time.map_or(Some(0), since_midnight)?;
    Some(Instant(moment)).filter(|moment| (EARLIEST..=LATEST).contains(moment))
}

/// A time with an offset, in UTC, in units of 100 ns since midnight; it may lie on another day.
fn since_midnight(text: &str) -> Option<i64> {
    let (time, offset) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    Some(time_of_day(time)? - offset_minutes(offset)? * MINUTE)
}

/// `hh:mm`, perhaps with seconds and a fraction of them, in units of 100 ns.
fn time_of_day(text: &str) -> Option<i64> {
    let (clock, fraction) = match text.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (text, None),
    };
    let mut parts = clock.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() || (second.is_none() && fraction.is_some()) {
        return None;
    }
    let seconds = below(hour, 24)? * 3_600 + below(minute, 60)? * 60 + below(second.unwrap_or("00"), 60)?;
    Some(seconds * SECOND + fraction.map_or(Some(0), of_a_second)?)
}

/// The digits behind the point, in units of 100 ns; up to a whole second when they are rounded up.
fn of_a_second(text: &str) -> Option<i64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = text.bytes().map(|byte| i64::from(byte - b'0'));
    let ticks = digits.clone().chain(core::iter::repeat(0)).take(7).fold(0, |ticks, digit| ticks * 10 + digit);
    let is_rounded_up = digits.into_iter().nth(7).is_some_and(|digit| digit >= 5);
    Some(ticks + i64::from(is_rounded_up))
}

/// An offset from UTC in minutes.
fn offset_minutes(text: &str) -> Option<i64> {
    let Some(clock) = text.strip_prefix(['+', '-']) else {
        return matches!(text, "" | "Z" | "z").then_some(0);
    };
    let (hour, minute) = match clock.split_once(':') {
        Some(parts) => parts,
        None if clock.len() == "hhmm".len() => clock.split_at_checked("hh".len())?,
        None => (clock, "00"),
    };
    let minutes = below(hour, 24)? * 60 + below(minute, 60)?;
    let minutes = Some(minutes).filter(|minutes| *minutes <= FARTHEST_OFFSET)?;
    Some(if text.starts_with('-') { -minutes } else { minutes })
}

/// A number of two digits below a limit.
fn below(text: &str, limit: i64) -> Option<i64> {
    digits::<i64>(text, 2).filter(|number| *number < limit)
}

/// A number of exactly so many digits.
fn digits<N: FromStr>(text: &str, count: usize) -> Option<N> {
    let is_written = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_written)
}

/// The days of a month; 0 for a month that is none.
fn days(year: u16, month: u8) -> u8 {
    let is_leap_year = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap_year => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn only_leap_years_have_a_29th_of_february() {
        let with: Vec<u16> =
            [1900, 1904, 2000, 2023, 2024, 2100].into_iter().filter(|it| has_day(*it, 2, 29)).collect();
        assert_eq!(with, [1904, 2000, 2024]);
    }

    #[test]
    fn months_and_days_begin_at_one() {
        assert!(has_day(1, 1, 1) && has_day(9999, 12, 31) && has_day(2024, 4, 30));
        for (year, month, day) in [(0, 1, 1), (2024, 0, 1), (2024, 13, 1), (2024, 1, 0), (2024, 1, 32), (2024, 4, 31)] {
            assert!(!has_day(year, month, day), "{year}-{month}-{day}");
        }
    }

    #[test]
    fn a_date_has_ten_characters() {
        let parts = |text| parse_date(text).map(|it| (it.year, it.month, it.day));
        for (text, expected) in [
            ("2031-12-05", (2031, 12, 5)),
            (" 2031-12-05\n", (2031, 12, 5)),
            ("2032-02-29", (2032, 2, 29)),
            ("0001-01-01", (1, 1, 1)),
            ("9999-12-31", (9999, 12, 31)),
        ] {
            assert_eq!(parts(text), Some(expected), "{text}");
        }
        let no_days =
            ["2031-02-29", "1900-02-29", "0000-01-01", "2031-13-01", "2031-00-01", "2031-04-31", "2031-01-00"];
        let other_forms = ["2031-12-5", "2031-2-05", "31-12-05", "2031-12-05-01", "2031-12-05T00:00:00Z", "2031-1205x"];
        let no_dates =
            ["20311205", "2031-W10-1", "+031-12-05", "2031/12/05", "05.12.2031", "2031-12", "2031-12-é", "-", ""];
        for text in no_days.into_iter().chain(other_forms).chain(no_dates) {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_in_order() {
        let day = |text| parse_date(text).expect("a day");
        assert!(day("2031-12-05") > day("2031-11-30") && day("2031-12-05") < day("2032-01-01"));
    }

    #[test]
    fn moments_are_counted_in_100_ns_since_1970() {
        for (text, expected) in [
            ("1970-01-01", 0),
            (" 1970-01-01 ", 0),
            ("1970-01-01T00:00", 0),
            ("1970-01-01T00:00:00.0000001Z", 1),
            ("1969-12-31 23:59:59.5", -5_000_000),
            ("1969-12-31T23:59:59.9999999Z", -1),
            ("1970-01-01T02:00:00+02:00", 0),
            ("1970-01-01T00:00-01", 36_000_000_000),
            ("1970-01-01T14:00:00+14:00", 0),
            ("1969-12-31T10:00:00-14:00", 0),
            ("2021-11-15T00:00:00Z", 16_369_344_000_000_000),
            ("2031-12-05T06:07:08.25+02:30", 19_542_082_282_500_000),
            ("2031-12-05 06:07:08Z", 19_542_172_280_000_000),
            ("2031-12-05t06:07:08z", 19_542_172_280_000_000),
            ("2031-12-05T06:07:08+0000", 19_542_172_280_000_000),
            ("2031-12-05t01:07:08-0500", 19_542_172_280_000_000),
            ("2031-12-05T08:37:08+0230", 19_542_172_280_000_000),
            // More than seven digits are rounded, up to the next second.
            ("1970-01-01T00:00:00.123456749Z", 1_234_567),
            ("1970-01-01T00:00:00.123456750", 1_234_568),
            ("1970-01-01T00:00:00.12345674999999999999999999999999", 1_234_567),
            ("1969-12-31T23:59:59.99999995Z", 0),
            ("0001-01-01", -621_355_968_000_000_000),
            ("0001-01-01T00:00:00-01:00", -621_355_932_000_000_000),
            ("9999-12-31T23:59:59.9999999Z", 2_534_023_007_999_999_999),
        ] {
            assert_eq!(parse_date_time(text), Some(Instant(expected)), "{text}");
        }
    }

    #[test]
    fn other_forms_are_no_moments() {
        let outside =
            ["9999-12-31T23:59:59.99999999", "9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+01:00", "0000-12-31"];
        let no_times = [
            "2031-12-05T24:00:00",
            "2031-12-05T23:59:60Z",
            "2031-12-05T23:60",
            "2031-12-05T10:00:00+14:01",
            "2031-12-05T10:00:00+02:60",
            "2031-02-29T10:00:00",
        ];
        let other_forms = [
            "2031-12-05T",
            "2031-12-05 ,",
            "2031-12-05T10",
            "2031-12-05T1000",
            "2031-12-05T9:00",
            "2031-12-05T10:00.5",
            "2031-12-05T10:00:00.",
            "2031-12-05T10:00:00.Z",
            "2031-12-05T10:00:00,5",
            "2031-12-05T10:00:00.-5",
            "2031-12-05T10:00:00:00",
            "2031-12-05T10:00:00+2",
            "2031-12-05T10:00:00+020",
            "2031-12-05T10:00:00+02000",
            "2031-12-05T10:00:00+0260",
            "2031-12-05T10:00:00+1401",
            "2031-12-05T10:00:00+0é0",
            "2031-12-05T10:00:00z+0200",
            "2031-12-05T10:00:00Z+02:00",
            "2031-12-05T10:00:00ZZ",
            "2031-12-05T06:07:08 UTC",
            "2031-12-05T06:07:08Z[UTC]",
            "2031-12-05  06:07:08",
            "2031-12-05tt06:07:08",
            "2031-12-05T06:07:08zz",
            "-000031-12-05",
            "20311205",
            "2031-W10-1",
            "12/05/2031",
            "5 December 2031",
            "2031-12",
            "now",
            "2031-12-05Té",
            "",
        ];
        for text in outside.into_iter().chain(no_times).chain(other_forms) {
            assert_eq!(parse_date_time(text), None, "{text}");
        }
    }
}
