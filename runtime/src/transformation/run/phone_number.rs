//! Steps over phone numbers.

use crate::transformation::bag::{Bag, Outputs};
use crate::transformation::fault::Fault;
use claimsmith_profile::transformation::Step;

#[cfg(feature = "phone")]
pub(super) fn run(step: &Step, bag: Bag<'_>) -> Result<Outputs, Fault> {
    use super::OTHER_GROUP;
    use crate::claims::ClaimValue::String;
    use crate::transformation::phone_number;
    Ok(match step {
        Step::ConvertPhoneNumberClaimToString { input, output } => {
            Outputs::one(*output, String(phone_number::convert_phone_number_claim_to_string(bag.text(*input)?)))
        }
        Step::ConvertStringToPhoneNumberClaim { input, country, output } => {
            let country = country.map_or(Ok(None), |country| bag.optional_text(country))?;
            let number = phone_number::convert_string_to_phone_number_claim(bag.text(*input)?, country)?;
            Outputs::one(*output, String(number))
        }
        Step::GetNationalNumberAndCountryCodeFromPhoneNumberString {
            input,
            fails,
            country_code_type,
            national_number,
            country_code,
        } => {
            let text = bag.text(*input)?;
            let (number, country) = phone_number::get_national_number_and_country_code_from_phone_number_string(
                text,
                *fails,
                *country_code_type,
            )?;
            let outputs = Outputs::none().and_if(*national_number, number.map(String));
            outputs.and_if(*country_code, country.map(String))
        }
        _ => return Err(OTHER_GROUP),
    })
}

#[cfg(not(feature = "phone"))]
pub(super) fn run(_: &Step, _: Bag<'_>) -> Result<Outputs, Fault> {
    Err(crate::transformation::feature::WITHOUT_PHONE)
}
