//! The bounds of the method `IsDateRange`: `yyyy-mm-dd`, or `Today`.

use claimsmith_profile::calendar::has_day;

/// A bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateBound {
    /// The day on which the user types.
    Today,
    /// Year, month and day.
    Day(u16, u8, u8),
}

impl DateBound {
    /// Whether the bound is later than another on every day. Of `Today` that cannot be said.
    #[must_use]
    pub fn is_after(self, other: Self) -> bool {
        match (self, other) {
            (Self::Day(year, month, day), Self::Day(other_year, other_month, other_day)) => {
                (year, month, day) > (other_year, other_month, other_day)
            }
            _ => false,
        }
    }
}

/// Reads a bound. A month or day of one digit is taken, as .NET takes it; a day that no calendar has is not.
#[must_use]
pub fn parse(text: &str) -> Option<DateBound> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("Today") {
        return Some(DateBound::Today);
    }
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_written =
        year.len() == 4 && [month, day].iter().all(|it| (1..=2).contains(&it.len())) && parts.next().is_none();
    // A sign is no digit.
    if !is_written || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return None;
    }
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    has_day(year, month, day).then_some(DateBound::Day(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert_eq!(parse("1905-01-31"), Some(DateBound::Day(1905, 1, 31)));
        assert_eq!(parse(" 2024-2-29 "), Some(DateBound::Day(2024, 2, 29)));
        assert_eq!(parse("today"), Some(DateBound::Today));
        for wrong in
            ["2023-02-29", "1900-02-29", "01-01-1905", "2024-13-01", "2024-00-01", "2024-04-31", "2024-01-00", "", "-"]
        {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        for wrong in ["2024-01-01T00:00", "+024-01-01", "0000-01-01", "2024-01-01-", "Tomorrow", "2024/01/01"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_days_are_compared() {
        let (early, late) = (DateBound::Day(2010, 1, 31), DateBound::Day(2010, 2, 1));
        assert!(late.is_after(early) && !early.is_after(late) && !early.is_after(early));
        assert!(!DateBound::Today.is_after(early) && !early.is_after(DateBound::Today));
    }
}
