//! Methods over dates and times.
//!
//! A claim of type `dateTime` or `date` is a text, from wherever it came: a provider, a page, the policy. What is read,
//! [`calendar`](claimsmith_profile::calendar) says, which the compiler reads the constants of a policy with. Written is one
//! form: `yyyy-MM-ddTHH:mm:ss.fffffffZ` for a `dateTime`, `yyyy-MM-dd` for a `date`.
//!
//! Times are as fine and as far as those of .NET: 100 ns, from the year 1 to 9999.

use super::fault::Fault;
use claimsmith_profile::calendar::{Day, EARLIEST, LATEST, days_since_epoch, parse_date, parse_date_time};
use claimsmith_profile::transformation::{Instant, TimeOrder};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, datetime};

const NANOSECONDS_A_TICK: i64 = 100;
const TICKS_A_SECOND: i64 = 10_000_000;
const TICKS_A_MILLISECOND: i64 = 10_000;
/// Moments are counted from here, in the calendar of UTC: what jiff calls a timestamp ends two days before .NET's last
/// day.
const EPOCH: DateTime = datetime(1970, 1, 1, 0, 0, 0, 0);

const NOT_A_TIME: Fault = Fault::Failed("a claim does not read as a date and time such as `2024-01-31T12:00:00Z`");
const NOT_A_DATE: Fault = Fault::Failed("a claim does not read as a date such as `2024-01-31`");
const OUT_OF_RANGE: Fault = Fault::Failed("the time would lie outside the years 1 to 9999");

/// Fails when the right date is later than the left one.
///
/// Dates that are no further apart than `tolerance_milliseconds`, that distance included, count as equal, and equal
/// ones fail only if `fails_if_equal`. Without a right date it passes if `passes_without_right` and fails if not: what
/// Microsoft's sentence on `AssertIfRightOperandIsNotPresent` says, although the name suggests the opposite. The
/// operands are texts, and one that is no date ends the sign-in.
///
/// Microsoft: claims transformations reference, `AssertDateTimeIsGreaterThan`.
///
/// # Errors
/// The message `DateTimeGreaterThan`; [`Fault::Failed`] for a text that is no date.
pub(crate) fn assert_date_time_is_greater_than(
    left: &str,
    right: Option<&str>,
    fails_if_equal: bool,
    passes_without_right: bool,
    tolerance_milliseconds: i32,
) -> Result<(), Fault> {
    let left = parse_date_time(left).ok_or(NOT_A_TIME)?;
    let fails = match right.map(|right| parse_date_time(right).ok_or(NOT_A_TIME)).transpose()? {
        None => !passes_without_right,
        // Times of the years 1 to 9999 are nearer to each other than an i64 has ticks.
        Some(right) => {
            let difference = right.0 - left.0;
            let is_equal = difference.abs() <= i64::from(tolerance_milliseconds) * TICKS_A_MILLISECOND;
            if is_equal { fails_if_equal } else { difference > 0 }
        }
    };
    if fails { Err(Fault::Message { key: "DateTimeGreaterThan" }) } else { Ok(()) }
}

/// The day of a moment, in UTC: nothing says that B2C knows the zone of a user.
///
/// Microsoft: claims transformations reference, `ConvertDateTimeToDateClaim`.
///
/// # Errors
/// [`Fault::Failed`] for a text that is no date and time.
pub(crate) fn convert_date_time_to_date_claim(input: &str) -> Result<String, Fault> {
    let moment = parse_date_time(input).ok_or(NOT_A_TIME)?;
    Ok(date_of(moment).strftime("%Y-%m-%d").to_string())
}

/// The midnight that a day begins with, in UTC.
///
/// Microsoft: claims transformations reference, `ConvertDateToDateTimeClaim`.
///
/// # Errors
/// [`Fault::Failed`] for a text that is no date.
pub(crate) fn convert_date_to_date_time_claim(input: &str) -> Result<String, Fault> {
    let day = parse_date(input).ok_or(NOT_A_DATE)?;
    let seconds = days_since_epoch(day.year, day.month, day.day) * 86_400;
    Ok(print_date_time(Instant(seconds * TICKS_A_SECOND)))
}

/// Now, in UTC.
///
/// Microsoft: claims transformations reference, `GetCurrentDateTime`.
pub(crate) fn get_current_date_time(now: Instant) -> String {
    print_date_time(now)
}

/// How the first moment, moved by some seconds, stands to the second one; to now when there is no second one.
///
/// `same` holds for the very same 100 ns only. The seconds may be negative.
///
/// Microsoft: claims transformations reference, `DateTimeComparison`.
///
/// # Errors
/// [`Fault::Failed`] for a text that is no date and time, and when the first moment would leave the calendar.
pub(crate) fn date_time_comparison(
    first: &str,
    second: Option<&str>,
    operator: TimeOrder,
    seconds: i32,
    now: Instant,
) -> Result<bool, Fault> {
    let first = parse_date_time(first).ok_or(NOT_A_TIME)?;
    let second = second.map_or(Ok(now), |second| parse_date_time(second).ok_or(NOT_A_TIME))?;
    let moved = first.0.checked_add(i64::from(seconds) * TICKS_A_SECOND).map(Instant);
    let first = moved.filter(|moved| is_in_calendar(*moved)).ok_or(OUT_OF_RANGE)?;
    Ok(match operator {
        TimeOrder::Same => first == second,
        TimeOrder::LaterThan => first > second,
        TimeOrder::EarlierThan => first < second,
    })
}

/// Whether the user has to agree to the terms of use: nobody did, or before the text was changed.
///
/// Microsoft: claims transformations reference, `IsTermsOfUseConsentRequired`.
///
/// # Errors
/// [`Fault::Failed`] for a text that is no date and time.
pub(crate) fn is_terms_of_use_consent_required(consent: Option<&str>, text_update: Instant) -> Result<bool, Fault> {
    let Some(consent) = consent else { return Ok(true) };
    Ok(parse_date_time(consent).ok_or(NOT_A_TIME)? < text_update)
}

/// The same day as jiff counts with it.
pub(super) fn date(day: Day) -> Option<Date> {
    Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
}

/// `yyyy-MM-ddTHH:mm:ss.fffffffZ`; what lies outside the calendar of .NET is its first or last moment.
pub(crate) fn print_date_time(moment: Instant) -> String {
    date_time(moment).strftime("%Y-%m-%dT%H:%M:%S%.7fZ").to_string()
}

/// The day of a moment in UTC.
pub(super) fn date_of(moment: Instant) -> Date {
    date_time(moment).date()
}

fn date_time(moment: Instant) -> DateTime {
    let ticks = moment.clamp(EARLIEST, LATEST).0;
    let (seconds, rest) = (ticks.div_euclid(TICKS_A_SECOND), ticks.rem_euclid(TICKS_A_SECOND));
    EPOCH.saturating_add(SignedDuration::from_secs(seconds) + SignedDuration::from_nanos(rest * NANOSECONDS_A_TICK))
}

fn is_in_calendar(moment: Instant) -> bool {
    (EARLIEST..=LATEST).contains(&moment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LATER: Result<(), Fault> = Err(Fault::Message { key: "DateTimeGreaterThan" });

    fn at(text: &str) -> Instant {
        parse_date_time(text).expect("a date and time")
    }

    /// Which texts are read is tested where the parser is.
    #[test]
    fn what_is_read_is_written_in_one_form() {
        for (text, expected) in [
            (" 2031-12-05 ", "2031-12-05T00:00:00.0000000Z"),
            ("2031-12-05 06:07", "2031-12-05T06:07:00.0000000Z"),
            ("2031-12-05T06:07:08.25+02:30", "2031-12-05T03:37:08.2500000Z"),
            ("2031-12-05T23:07:08-05:00", "2031-12-06T04:07:08.0000000Z"),
            ("2031-12-05T06:07:08.123456750", "2031-12-05T06:07:08.1234568Z"),
            ("0001-01-01", "0001-01-01T00:00:00.0000000Z"),
            ("9999-12-31T23:59:59.9999999", "9999-12-31T23:59:59.9999999Z"),
        ] {
            assert_eq!(print_date_time(at(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_moment_outside_the_calendar_is_its_end() {
        assert_eq!(print_date_time(Instant(i64::MIN)), "0001-01-01T00:00:00.0000000Z");
        assert_eq!(get_current_date_time(Instant(i64::MAX)), "9999-12-31T23:59:59.9999999Z");
        assert_eq!(get_current_date_time(Instant(12_345_678)), "1970-01-01T00:00:01.2345678Z");
    }

    #[test]
    fn the_left_date_must_not_be_the_earlier_one() {
        let assert = |left, right, fails_if_equal, tolerance| {
            assert_date_time_is_greater_than(left, Some(right), fails_if_equal, true, tolerance)
        };
        for (left, right, fails_if_equal, tolerance, expected) in [
            ("2030-05-02", "2030-05-01", true, 0, Ok(())),
            ("2030-05-01", "2030-05-02", false, 0, LATER),
            ("2030-05-01", "2030-05-01T00:00:00Z", false, 0, Ok(())),
            ("2030-05-01", "2030-05-01T00:00:00Z", true, 0, LATER),
            ("2030-05-01T10:00:00", "2030-05-01T10:00:02", false, 2_000, Ok(())),
            ("2030-05-01T10:00:00", "2030-05-01T10:00:02", true, 2_000, LATER),
            ("2030-05-01T10:00:02", "2030-05-01T10:00:00", true, 2_000, LATER),
            ("2030-05-01T10:00:00", "2030-05-01T10:00:02.0000001", false, 2_000, LATER),
            ("2030-05-01T10:00:02.0000001", "2030-05-01T10:00:00", true, 2_000, Ok(())),
            ("2030-05-01", "2030-05-01", true, -1, Ok(())),
            ("0001-01-01", "9999-12-31", false, i32::MAX, LATER),
            ("tomorrow", "2030-05-01", false, 0, Err(NOT_A_TIME)),
            ("2030-05-01", "", false, 0, Err(NOT_A_TIME)),
        ] {
            assert_eq!(assert(left, right, fails_if_equal, tolerance), expected, "{left} {right} {tolerance}");
        }
    }

    #[test]
    fn without_a_right_date_the_parameter_decides() {
        for (passes, expected) in [(true, Ok(())), (false, LATER)] {
            assert_eq!(assert_date_time_is_greater_than("2030-05-01", None, true, passes, 0), expected);
        }
    }

    #[test]
    fn days_and_moments_are_converted_in_utc() {
        for (text, expected) in [
            ("2030-05-01T23:59:59.9999999Z", Ok("2030-05-01")),
            ("2030-05-01T23:30:00-01:00", Ok("2030-05-02")),
            ("2030-05-01", Ok("2030-05-01")),
            ("0007-05-01", Ok("0007-05-01")),
            ("May", Err(NOT_A_TIME)),
        ] {
            assert_eq!(convert_date_time_to_date_claim(text).as_deref(), expected.as_ref().copied(), "{text}");
        }
        for (text, expected) in [
            ("2030-05-01", Ok("2030-05-01T00:00:00.0000000Z")),
            ("2030-05-01T00:00:00Z", Err(NOT_A_DATE)),
            ("2030-05-32", Err(NOT_A_DATE)),
        ] {
            assert_eq!(convert_date_to_date_time_claim(text).as_deref(), expected.as_ref().copied(), "{text}");
        }
    }

    #[test]
    fn moments_are_compared_after_the_first_was_moved() {
        use TimeOrder::{EarlierThan, LaterThan, Same};
        let now = at("2030-05-01T12:00:00Z");
        for (first, second, operator, seconds, expected) in [
            ("2030-05-01", Some("2030-05-01T00:00:30Z"), Same, 30, Ok(true)),
            ("2030-05-01", Some("2030-05-01T00:00:30.0000001Z"), Same, 30, Ok(false)),
            ("2030-05-01", Some("2030-05-01T00:00:30.0000001Z"), EarlierThan, 30, Ok(true)),
            ("2030-05-01", Some("2030-05-01T00:00:30Z"), LaterThan, 30, Ok(false)),
            ("2030-05-01", Some("2030-05-01T00:00:30Z"), LaterThan, 31, Ok(true)),
            ("2030-05-01", Some("2030-04-30T23:59:00Z"), Same, -60, Ok(true)),
            ("2030-05-01T11:00:00Z", None, Same, 3_600, Ok(true)),
            ("2030-05-01T11:00:00Z", None, EarlierThan, 3_599, Ok(true)),
            ("9999-12-31T23:59:59Z", None, LaterThan, 1, Err(OUT_OF_RANGE)),
            ("0001-01-01", None, LaterThan, -1, Err(OUT_OF_RANGE)),
            ("never", None, LaterThan, 0, Err(NOT_A_TIME)),
            ("2030-05-01", Some("never"), LaterThan, 0, Err(NOT_A_TIME)),
        ] {
            assert_eq!(date_time_comparison(first, second, operator, seconds, now), expected, "{first} {second:?}");
        }
    }

    #[test]
    fn consent_is_required_when_there_is_none_or_an_older_one() {
        let update = at("2030-05-01");
        for (consent, expected) in [
            (None, Ok(true)),
            (Some("2030-04-30T23:59:59.9999999Z"), Ok(true)),
            (Some("2030-05-01"), Ok(false)),
            (Some("2030-05-01T01:00:00+02:00"), Ok(true)),
            (Some(""), Err(NOT_A_TIME)),
        ] {
            assert_eq!(is_terms_of_use_consent_required(consent, update), expected, "{consent:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(ticks in EARLIEST.0..=LATEST.0) {
            let text = print_date_time(Instant(ticks));
            prop_assert_eq!(text.len(), "yyyy-MM-ddTHH:mm:ss.fffffffZ".len());
            prop_assert_eq!(parse_date_time(&text), Some(Instant(ticks)));
        }

        #[test]
        fn exactly_one_order_holds(first in EARLIEST.0..=LATEST.0, second in EARLIEST.0..=LATEST.0, seconds: i32) {
            let texts = [first, second].map(|ticks| print_date_time(Instant(ticks)));
            let orders = [TimeOrder::Same, TimeOrder::LaterThan, TimeOrder::EarlierThan];
            let held = orders.map(|order| date_time_comparison(&texts[0], Some(&texts[1]), order, seconds, LATEST));
            prop_assert!(held.iter().all(Result::is_err) || held.iter().filter(|it| **it == Ok(true)).count() == 1);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*", shaped in "[0-9]{4}-[0-9:.TZ+ -]{0,40}") {
            for text in [&text, &shaped] {
                let _ = (parse_date(text), parse_date_time(text).map(print_date_time));
            }
        }
    }
}
