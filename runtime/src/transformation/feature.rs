//! What a profile's transformations need of this crate: features, and patterns that compile.

use super::fault::Fault;
use super::pattern::Patterns;
use crate::config::invalid_profile;
use crate::error::ConfigError;
use claimsmith_profile::transformation::{NamedSlot, Pattern, PredicateTest, Step, Transformation};
use claimsmith_profile::{DataType, Profile};

#[cfg_attr(feature = "dates", allow(dead_code, reason = "for builds without the feature"))]
pub(super) const WITHOUT_DATES: Fault = Fault::Failed("claimsmith was built without its feature `dates`");
#[cfg_attr(feature = "phone", allow(dead_code, reason = "for builds without the feature"))]
pub(super) const WITHOUT_PHONE: Fault = Fault::Failed("claimsmith was built without its feature `phone`");
pub(super) const WITHOUT_REGEX: Fault = Fault::Failed("claimsmith was built without its feature `regex`");
#[cfg_attr(feature = "xml", allow(dead_code, reason = "for builds without the feature"))]
pub(super) const WITHOUT_XML: Fault = Fault::Failed("claimsmith was built without its feature `xml`");

/// Compiles the regular expressions of a profile's transformations.
///
/// # Errors
/// [`ConfigError::InvalidProfile`] for a transformation that needs a feature which is off, and for a pattern that is none.
pub(crate) fn prepare(profile: &Profile) -> Result<Patterns, ConfigError> {
    let patterns = Patterns::default();
    let transformations = &profile.transformations;
    for transformation in transformations.before.iter().chain(transformations.after.iter()) {
        check_features(profile, transformation)?;
        for pattern in patterns_of(&transformation.step) {
            patterns.add(pattern).map_err(|_| {
                let reason = "has a regular expression that cannot be compiled";
                invalid_profile(profile, format!("its claims transformation {} {reason}", transformation.id))
            })?;
        }
    }
    Ok(patterns)
}

fn check_features(profile: &Profile, transformation: &Transformation) -> Result<(), ConfigError> {
    let Some((feature, is_on)) = feature_of(&transformation.step) else { return Ok(()) };
    if is_on {
        return Ok(());
    }
    let (id, method) = (&transformation.id, transformation.step.method());
    let reason = format!("its claims transformation {id} ({method}) needs the feature `{feature}`; switch it on");
    Err(invalid_profile(profile, reason))
}

/// The feature of this crate that a step needs, and whether it is on.
fn feature_of(step: &Step) -> Option<(&'static str, bool)> {
    match step {
        Step::AssertDateTimeIsGreaterThan { .. }
        | Step::ConvertDateTimeToDateClaim { .. }
        | Step::ConvertDateToDateTimeClaim { .. }
        | Step::GetCurrentDateTime { .. }
        | Step::DateTimeComparison { .. }
        | Step::IsTermsOfUseConsentRequired { .. }
        | Step::GetAgeGroupConsentProvidedAndRequiresConsent { .. } => Some(("dates", cfg!(feature = "dates"))),
        Step::GetClaimsFromJsonArray { outputs, .. } | Step::GetClaimsFromJsonArrayV2 { outputs, .. } => {
            let is_date = |output: &NamedSlot| matches!(output.slot.data_type, DataType::Date | DataType::DateTime);
            outputs.iter().any(is_date).then_some(("dates", cfg!(feature = "dates")))
        }
        Step::ConvertPhoneNumberClaimToString { .. }
        | Step::ConvertStringToPhoneNumberClaim { .. }
        | Step::GetNationalNumberAndCountryCodeFromPhoneNumberString { .. } => Some(("phone", cfg!(feature = "phone"))),
        Step::XmlStringToJsonString { .. } => Some(("xml", cfg!(feature = "xml"))),
        step if patterns_of(step).is_empty() => None,
        _ => Some(("regex", cfg!(feature = "regex"))),
    }
}

fn patterns_of(step: &Step) -> Vec<&Pattern> {
    match step {
        Step::SetClaimsIfRegexMatch { pattern, .. } => vec![pattern],
        Step::CopyClaimIfPredicateMatch { validation, .. } => {
            let predicates = validation.groups.iter().flat_map(|group| group.predicates.iter());
            let patterns = predicates.filter_map(|predicate| match &predicate.test {
                PredicateTest::MatchesRegex(pattern) => Some(pattern),
                _ => None,
            });
            patterns.collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_profile::text;
    use claimsmith_profile::transformation::{Slot, Transformations};

    fn profile(regular_expression: &'static str) -> Profile {
        let slot = Slot { index: 0, data_type: DataType::String };
        let step = Step::SetClaimsIfRegexMatch {
            input: slot,
            pattern: Pattern(text(regular_expression)),
            value: None,
            extracts_groups: false,
            output: None,
            result: slot,
            groups: vec![].into(),
        };
        let before = vec![Transformation { id: text("IsPhoneNumber"), step }].into();
        Profile { transformations: Transformations { before, ..Transformations::EMPTY }, ..Profile::EMPTY }
    }

    #[test]
    fn what_cannot_run_is_said_when_the_client_is_built() {
        let reason = |profile: &Profile| prepare(profile).map(drop).map_err(|error| error.to_string());
        if cfg!(feature = "regex") {
            assert_eq!(reason(&profile("^[0-9]+$")), Ok(()));
            let refused = reason(&profile("([0-9")).expect_err("no pattern");
            assert!(refused.contains("IsPhoneNumber") && refused.contains("regular expression"), "{refused}");
        } else {
            let refused = reason(&profile("^[0-9]+$")).expect_err("no feature");
            assert!(refused.contains("IsPhoneNumber") && refused.contains("`regex`"), "{refused}");
        }
    }
}
