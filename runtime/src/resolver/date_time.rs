//! The time of a sign-in as text.

use claimsmith_profile::DataType;

const SECONDS_A_DAY: u64 = 24 * 60 * 60;
/// The last second of the year 9999, where .NET's calendar ends.
const LATEST: u64 = 253_402_300_799;

/// `{Context:DateTimeInUtc}` for seconds since 1970.
///
/// B2C documents `10/10/2021 12:00:00 PM`, which is how .NET prints a time for the culture en-US: month, day, year, hours
/// of half a day, whatever the language of the page. A claim of type `dateTime` or `date` gets ISO 8601 instead, because
/// that is what such a claim holds.
pub(crate) fn date_time(seconds: u64, data_type: DataType) -> String {
    let seconds = seconds.min(LATEST);
    let (year, month, day) = date(seconds / SECONDS_A_DAY);
    let in_day = seconds % SECONDS_A_DAY;
    let (hour, minute, second) = (in_day / 3600, in_day / 60 % 60, in_day % 60);
    match data_type {
        DataType::Date => format!("{year:04}-{month:02}-{day:02}"),
        DataType::DateTime => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"),
        _ => {
            let half = if hour < 12 { "AM" } else { "PM" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            format!("{month}/{day}/{year} {hour}:{minute:02}:{second:02} {half}")
        }
    }
}

/// Year, month and day of a day counted from 1970, in the Gregorian calendar. Counts from 1 March of year 0, so that the
/// leap day is the last of its year.
fn date(days: u64) -> (u64, u64, u64) {
    const DAYS_TO_1970: u64 = 719_468;
    const DAYS_IN_400_YEARS: u64 = 146_097;
    let days = days + DAYS_TO_1970;
    let (era, day) = (days / DAYS_IN_400_YEARS, days % DAYS_IN_400_YEARS);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * day + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    (year, month, day - (153 * shifted_month + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_written_as_b2c_documents_it() {
        for (seconds, text, iso) in [
            (0, "1/1/1970 12:00:00 AM", "1970-01-01T00:00:00Z"),
            (1_633_867_200, "10/10/2021 12:00:00 PM", "2021-10-10T12:00:00Z"),
            (951_782_399, "2/28/2000 11:59:59 PM", "2000-02-28T23:59:59Z"),
            (951_782_400, "2/29/2000 12:00:00 AM", "2000-02-29T00:00:00Z"),
            (4_107_542_400, "3/1/2100 12:00:00 AM", "2100-03-01T00:00:00Z"),
            (1_704_067_199, "12/31/2023 11:59:59 PM", "2023-12-31T23:59:59Z"),
            (1_709_211_845, "2/29/2024 1:04:05 PM", "2024-02-29T13:04:05Z"),
            (u64::MAX, "12/31/9999 11:59:59 PM", "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(date_time(seconds, DataType::String), text);
            assert_eq!(date_time(seconds, DataType::DateTime), iso);
            assert_eq!(date_time(seconds, DataType::Date), iso[..10]);
        }
    }
}
