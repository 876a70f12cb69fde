//! Methods over phone numbers.
//!
//! A number is read as libphonenumber reads it, and read only: Microsoft's own examples are numbers that no plan has
//! room for, so whether a number is valid or even possible is never asked. The tables of countries are those of the
//! crate `rlibphonenumber`, whose version says how old they are.

use super::fault::Fault;
use claimsmith_profile::transformation::CountryCodeType;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, Region};

/// Longest text that is read as a number: the bound of libphonenumber itself.
const LONGEST: usize = 250;

/// The number as text, in E.164: `+4930123456`. A claim that a provider filled may hold it in another form; one that is no
/// number with a calling code stays as it is, because B2C documents no failure.
///
/// Microsoft: claims transformations reference, `ConvertPhoneNumberClaimToString`.
pub(crate) fn convert_phone_number_claim_to_string(phone_number: &str) -> String {
    parse(phone_number, None).map_or_else(|| phone_number.to_owned(), |number| e164(&number))
}

/// A text as a phone number, in E.164.
///
/// The country (ISO 3166-1 alpha-2) says whose number it is when it does not begin with `+`. Chosen here: its letters may
/// be small, and a country that is unknown or the empty text counts as none.
///
/// Microsoft: claims transformations reference, `ConvertStringToPhoneNumberClaim`.
///
/// # Errors
/// The message `UserMessageIfClaimsTransformationInvalidPhoneNumber`.
pub(crate) fn convert_string_to_phone_number_claim(text: &str, country: Option<&str>) -> Result<String, Fault> {
    let number =
        parse(text, country).ok_or(Fault::Message { key: "UserMessageIfClaimsTransformationInvalidPhoneNumber" })?;
    Ok(e164(&number))
}

/// The national number and the country of a phone number: the calling code (`+49`) or the letters (`DE`).
///
/// The text has to begin with `+`: nothing says for which country it would be read else. Without a number there are no
/// outputs, and the same when the letters are asked for and nothing says which of the countries with a calling code it
/// is: such as `+1` before a number that none of them gives out.
///
/// Microsoft: claims transformations reference, `GetNationalNumberAndCountryCodeFromPhoneNumberString`.
///
/// # Errors
/// The message `UserMessageIfPhoneNumberParseFailure` instead of no outputs, if `fails`.
pub(crate) fn get_national_number_and_country_code_from_phone_number_string(
    phone_number: &str,
    fails: bool,
    country_code_type: CountryCodeType,
) -> Result<(Option<String>, Option<String>), Fault> {
    let parts = parse(phone_number, None).and_then(|number| {
        let country = match country_code_type {
            CountryCodeType::CallingCode => format!("+{}", number.country_code),
            CountryCodeType::Iso3166 => iso_3166(&number)?,
        };
        Some((number.get_national_significant_number(), country))
    });
    match parts {
        Some((national, country)) => Ok((Some(national), Some(country))),
        None if fails => Err(Fault::Message { key: "UserMessageIfPhoneNumberParseFailure" }),
        None => Ok((None, None)),
    }
}

fn parse(text: &str, country: Option<&str>) -> Option<PhoneNumber> {
    let region = country.and_then(|country| country.to_ascii_uppercase().parse::<Region>().ok());
    // Of any characters: the bound is about work, and libphonenumber's counts UTF-16.
    if text.len() > LONGEST {
        return None;
    }
    PHONE_NUMBER_UTIL.parse(text, region).ok()
}

fn e164(number: &PhoneNumber) -> String {
    format!("+{}{}", number.country_code, number.get_national_significant_number())
}

/// Two letters; `None` for what belongs to no country, such as satellites.
fn iso_3166(number: &PhoneNumber) -> Option<String> {
    let region = number.get_region_code()?.to_string();
    let is_country = region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_uppercase());
    is_country.then_some(region)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const INVALID: Result<&str, Fault> =
        Err(Fault::Message { key: "UserMessageIfClaimsTransformationInvalidPhoneNumber" });

    #[test]
    fn a_text_becomes_e164() {
        for (text, country, expected) in [
            ("+49 30 901820", None, Ok("+4930901820")),
            ("+49 (0)30 901820", None, Ok("+4930901820")),
            ("030/901820", Some("DE"), Ok("+4930901820")),
            ("030 901820", Some("de"), Ok("+4930901820")),
            ("0049 30 901820", Some("FR"), Ok("+4930901820")),
            ("+39 06 6982", Some("US"), Ok("+39066982")),
            ("06 6982", Some("IT"), Ok("+39066982")),
            ("(202) 456-1111", Some("US"), Ok("+12024561111")),
            ("202-456-1111 ext. 5", Some("US"), Ok("+12024561111")),
            ("+1 555", None, Ok("+1555")),
            ("٠٣٠٩٠١٨٢٠", Some("DE"), Ok("+4930901820")),
            ("030 901820", None, INVALID),
            ("030 901820", Some(""), INVALID),
            ("030 901820", Some("Germany"), INVALID),
            ("030 901820", Some("XX"), INVALID),
            ("+999 30 901820", None, INVALID),
            ("nobody@example.com", Some("DE"), INVALID),
            ("5", Some("DE"), INVALID),
            ("", Some("DE"), INVALID),
        ] {
            let found = convert_string_to_phone_number_claim(text, country);
            assert_eq!(found.as_deref(), expected.as_ref().copied(), "{text} {country:?}");
        }
        let long = format!("+49{}30901820", " ".repeat(LONGEST));
        assert!(convert_string_to_phone_number_claim(&long, None).is_err());
    }

    #[test]
    fn a_number_falls_into_its_parts() {
        use CountryCodeType::{CallingCode, Iso3166};
        for (text, kind, expected) in [
            ("+44 20 7946 0000", CallingCode, Some(("2079460000", "+44"))),
            ("+44 20 7946 0000", Iso3166, Some(("2079460000", "GB"))),
            ("+39 06 4567 8901", Iso3166, Some(("0645678901", "IT"))),
            // The Vatican has a prefix of Rome's.
            ("+39 06 6982", Iso3166, Some(("066982", "VA"))),
            ("+1 416 555 0123", Iso3166, Some(("4165550123", "CA"))),
            ("+1 202 456 1111", Iso3166, Some(("2024561111", "US"))),
            // No country with +1 gives it out.
            ("+1 123 456 7890", Iso3166, None),
            ("+1 123 456 7890", CallingCode, Some(("1234567890", "+1"))),
            // Satellites.
            ("+870 773 111 632", Iso3166, None),
            ("+870 773 111 632", CallingCode, Some(("773111632", "+870"))),
            ("020 7946 0000", Iso3166, None),
            ("", CallingCode, None),
        ] {
            let split = |fails| get_national_number_and_country_code_from_phone_number_string(text, fails, kind);
            let outputs = expected.map(|(number, country)| (number.to_owned(), country.to_owned())).unzip();
            assert_eq!(split(false), Ok(outputs.clone()), "{text} {kind:?}");
            let failure = Err(Fault::Message { key: "UserMessageIfPhoneNumberParseFailure" });
            assert_eq!(split(true), if expected.is_some() { Ok(outputs) } else { failure }, "{text} {kind:?}");
        }
    }

    #[test]
    fn a_number_is_written_in_e164() {
        for (claim, expected) in [
            ("+4930901820", "+4930901820"),
            ("+49 (0)30 90-18-20", "+4930901820"),
            ("030 901820", "030 901820"),
            ("", ""),
        ] {
            assert_eq!(convert_phone_number_claim_to_string(claim), expected);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_read_is_e164(text in "(\\+|00)?[0-9 ()/-]{0,20}", country in "[A-Z]{2}") {
            if let Ok(number) = convert_string_to_phone_number_claim(&text, Some(&country)) {
                prop_assert!(number.strip_prefix('+').is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit())));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,300}", country in ".{0,3}") {
            let _ = convert_string_to_phone_number_claim(&text, Some(&country));
            let split = get_national_number_and_country_code_from_phone_number_string;
            let _ = split(&text, true, CountryCodeType::Iso3166);
        }
    }
}
