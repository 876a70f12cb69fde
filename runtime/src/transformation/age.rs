//! The age group of a user.

use super::date::{date, date_of};
use super::fault::Fault;
use claimsmith_profile::calendar::parse_date;
use claimsmith_profile::transformation::Instant;
use jiff::ToSpan;
use jiff::civil::Date;

/// What the law of a country says about age.
struct Ages {
    /// The countries, ISO 3166-1 alpha-2.
    countries: &'static [&'static str],
    /// Until this age a parent has to consent.
    consent: Option<u8>,
    /// Until this age somebody is a minor.
    minor: u8,
}

/// Whatever country the table does not name.
const DEFAULT: Ages = Ages { countries: &[], consent: None, minor: 18 };

/// The table of Microsoft's page on age gating.
const TABLE: &[Ages] = &[
    Ages { countries: &["TH", "TW"], consent: None, minor: 20 },
    Ages { countries: &["AE", "BH", "CM", "EG", "NA", "SG", "TD"], consent: None, minor: 21 },
    Ages { countries: &["ES", "GB", "IE", "PL", "SE", "US"], consent: Some(13), minor: 18 },
    Ages { countries: &["AT", "BE", "KR"], consent: Some(14), minor: 18 },
    Ages {
        countries: &[
            "BG", "CY", "CZ", "DE", "DK", "EE", "FR", "GR", "HR", "HU", "IT", "LT", "LU", "LV", "MT", "NL", "PT", "RO",
            "SI", "SK",
        ],
        consent: Some(16),
        minor: 18,
    },
];

/// The age group of a user, whether a parent must consent, and the consent as it was given.
///
/// The group is `Minor` under the age until which the country wants a parent's consent, `MinorNoConsentRequired` under
/// the age until which it calls somebody a minor, else `Adult`. A year is complete on the birthday itself; for somebody
/// born on 29 February, in a common year, on 1 March, as .NET counts. Today is that of UTC.
///
/// Microsoft documents the table and the groups (age gating), not the method. Chosen here: the country is compared
/// without regard to case; a parent must consent for a `Minor` unless the consent is `Granted` or `true`, in any case;
/// the consent goes through unchanged. Other policies know other names of groups, so a policy should take the text as
/// it comes.
///
/// # Errors
/// [`Fault::Failed`] for a text that is no date.
pub(crate) fn get_age_group_consent_provided_and_requires_consent(
    date_of_birth: &str,
    country_code: &str,
    consent: Option<&str>,
    now: Instant,
) -> Result<(&'static str, bool, Option<String>), Fault> {
    let date_of_birth = parse_date(date_of_birth)
        .and_then(date)
        .ok_or(Fault::Failed("the date of birth does not read as a date such as `2001-01-31`"))?;
    let today = date_of(now);
    let is_named = |ages: &&Ages| ages.countries.iter().any(|country| country.eq_ignore_ascii_case(country_code));
    let ages = TABLE.iter().find(is_named).unwrap_or(&DEFAULT);
    let group = if ages.consent.is_some_and(|age| is_younger(date_of_birth, age, today)) {
        "Minor"
    } else if is_younger(date_of_birth, ages.minor, today) {
        "MinorNoConsentRequired"
    } else {
        "Adult"
    };
    let is_granted = consent.is_some_and(|it| it.eq_ignore_ascii_case("Granted") || it.eq_ignore_ascii_case("true"));
    Ok((group, group == "Minor" && !is_granted, consent.map(str::to_owned)))
}

/// Whether somebody has not reached an age: was born after the day that many years ago.
fn is_younger(date_of_birth: Date, age: u8, today: Date) -> bool {
    today.checked_sub(i32::from(age).years()).is_ok_and(|threshold| threshold < date_of_birth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_profile::calendar::parse_date_time;

    fn group(born: &str, country: &str, today: &str) -> &'static str {
        let now = parse_date_time(today).expect("a date");
        get_age_group_consent_provided_and_requires_consent(born, country, None, now).expect("a group").0
    }

    #[test]
    fn the_country_says_who_is_a_minor() {
        for (born, country, today, expected) in [
            ("2020-06-15", "SE", "2033-06-14T23:59:59Z", "Minor"),
            ("2020-06-15", "SE", "2033-06-15", "MinorNoConsentRequired"),
            ("2020-06-15", "se", "2038-06-14", "MinorNoConsentRequired"),
            ("2020-06-15", "SE", "2038-06-15", "Adult"),
            ("2020-06-15", "AT", "2034-06-14", "Minor"),
            ("2020-06-15", "AT", "2034-06-15", "MinorNoConsentRequired"),
            ("2020-06-15", "LV", "2036-06-14", "Minor"),
            ("2020-06-15", "LV", "2036-06-15", "MinorNoConsentRequired"),
            ("2020-06-15", "TW", "2021-01-01", "MinorNoConsentRequired"),
            ("2020-06-15", "TW", "2040-06-15", "Adult"),
            ("2020-06-15", "NA", "2041-06-14", "MinorNoConsentRequired"),
            ("2020-06-15", "JP", "2038-06-14", "MinorNoConsentRequired"),
            ("2020-06-15", "", "2038-06-15", "Adult"),
            ("2050-06-15", "US", "2030-01-01", "Minor"),
        ] {
            assert_eq!(group(born, country, today), expected, "{born} {country} {today}");
        }
    }

    #[test]
    fn a_leap_day_has_its_birthday_on_the_first_of_march() {
        for (born, today, expected) in [
            ("2024-02-29", "2042-02-28", "MinorNoConsentRequired"),
            ("2024-02-29", "2042-03-01", "Adult"),
            // 18 years before a leap day is the last day of a February.
            ("2022-02-28", "2040-02-29", "Adult"),
            ("2022-03-01", "2040-02-29", "MinorNoConsentRequired"),
            ("2022-03-01", "2040-03-01", "Adult"),
        ] {
            assert_eq!(group(born, "BR", today), expected, "{born} {today}");
        }
    }

    #[test]
    fn no_two_rows_name_a_country() {
        let mut countries: Vec<_> = TABLE.iter().flat_map(|ages| ages.countries).collect();
        assert_eq!(countries.len(), 38);
        countries.sort();
        countries.dedup();
        assert_eq!(countries.len(), 38);
    }

    #[test]
    fn a_parent_must_consent_for_a_minor() {
        let now = parse_date_time("2030-01-01").expect("a date");
        let requires = |born, consent| {
            get_age_group_consent_provided_and_requires_consent(born, "FR", consent, now)
                .map(|(_, requires, consent)| (requires, consent))
        };
        for (born, consent, expected) in [
            ("2020-06-15", None, true),
            ("2020-06-15", Some(""), true),
            ("2020-06-15", Some("Denied"), true),
            ("2020-06-15", Some("granted"), false),
            ("2020-06-15", Some("True"), false),
            ("2012-06-15", None, false),
            ("1990-06-15", Some("NotRequired"), false),
        ] {
            assert_eq!(requires(born, consent), Ok((expected, consent.map(str::to_owned))), "{born} {consent:?}");
        }
        assert!(matches!(requires("15.06.2020", None), Err(Fault::Failed(_))));
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_special_case() {
        for now in [i64::MIN, i64::MAX] {
            let group = get_age_group_consent_provided_and_requires_consent("0001-01-01", "US", None, Instant(now));
            assert!(group.is_ok());
        }
    }
}
