//! The Gregorian calendar, in which .NET counts from year 1 to 9999.

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
    use super::has_day;
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
}
