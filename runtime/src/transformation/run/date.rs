//! Steps over dates and times.

#[cfg(not(feature = "dates"))]
pub(super) use without::run;

#[cfg(feature = "dates")]
pub(super) use with::run;

#[cfg(feature = "dates")]
mod with {
    use super::super::OTHER_GROUP;
    use crate::claims::ClaimValue::{Boolean, String};
    use crate::transformation::bag::{Bag, Outputs};
    use crate::transformation::context::Context;
    use crate::transformation::fault::Fault;
    use crate::transformation::{age, date};
    use claimsmith_profile::transformation::Step;

    pub(in crate::transformation::run) fn run(
        step: &Step,
        bag: Bag<'_>,
        context: Context<'_>,
    ) -> Result<Outputs, Fault> {
        Ok(match step {
            Step::AssertDateTimeIsGreaterThan {
                left,
                right,
                fails_if_equal,
                passes_without_right,
                tolerance_milliseconds,
            } => {
                let (left, right) = (bag.text(*left)?, bag.optional_text(*right)?);
                let tolerance = *tolerance_milliseconds;
                date::assert_date_time_is_greater_than(left, right, *fails_if_equal, *passes_without_right, tolerance)?;
                Outputs::none()
            }
            Step::ConvertDateTimeToDateClaim { input, output } => {
                Outputs::one(*output, String(date::convert_date_time_to_date_claim(bag.text(*input)?)?))
            }
            Step::ConvertDateToDateTimeClaim { input, output } => {
                Outputs::one(*output, String(date::convert_date_to_date_time_claim(bag.text(*input)?)?))
            }
            Step::GetCurrentDateTime { output } => {
                Outputs::one(*output, String(date::get_current_date_time(context.instant())))
            }
            Step::DateTimeComparison { first, second, operator, seconds, result } => {
                let (first, second) = (bag.text(*first)?, bag.optional_text(*second)?);
                let holds = date::date_time_comparison(first, second, *operator, *seconds, context.instant())?;
                Outputs::one(*result, Boolean(holds))
            }
            Step::IsTermsOfUseConsentRequired { consent, text_update, result } => {
                let consent = bag.optional_text(*consent)?;
                Outputs::one(*result, Boolean(date::is_terms_of_use_consent_required(consent, *text_update)?))
            }
            Step::GetAgeGroupConsentProvidedAndRequiresConsent {
                date_of_birth,
                country_code,
                consent,
                age_group,
                requires_consent,
                consent_output,
            } => {
                let (date_of_birth, country_code) = (bag.text(*date_of_birth)?, bag.text(*country_code)?);
                let consent = bag.optional_text(*consent)?;
                let now = context.instant();
                let (group, requires, consent) = age::get_age_group_consent_provided_and_requires_consent(
                    date_of_birth,
                    country_code,
                    consent,
                    now,
                )?;
                let outputs = Outputs::one(*age_group, String(group.to_owned()));
                outputs.and(*requires_consent, Boolean(requires)).and_if(*consent_output, consent.map(String))
            }
            _ => return Err(OTHER_GROUP),
        })
    }
}

#[cfg(not(feature = "dates"))]
mod without {
    use crate::transformation::bag::{Bag, Outputs};
    use crate::transformation::context::Context;
    use crate::transformation::fault::Fault;
    use crate::transformation::feature::WITHOUT_DATES;
    use claimsmith_profile::transformation::Step;

    pub(in crate::transformation::run) fn run(_: &Step, _: Bag<'_>, _: Context<'_>) -> Result<Outputs, Fault> {
        Err(WITHOUT_DATES)
    }
}
