//! What a profile's transformations need of this crate: features, and patterns that compile.

use super::fault::Fault;
use super::pattern::Patterns;
use crate::config::invalid_profile;
use crate::error::ConfigError;
use claimsmith_profile::Profile;
use claimsmith_profile::transformation::Transformation;

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
        for pattern in transformation.step.patterns() {
            patterns.add(pattern).map_err(|_| {
                let reason = "has a regular expression that cannot be compiled";
                invalid_profile(profile, format!("its claims transformation {} {reason}", transformation.id))
            })?;
        }
    }
    Ok(patterns)
}

fn check_features(profile: &Profile, transformation: &Transformation) -> Result<(), ConfigError> {
    let Some(feature) = transformation.step.feature().filter(|feature| !is_on(feature)) else { return Ok(()) };
    let (id, method) = (&transformation.id, transformation.step.method());
    let reason = format!("its claims transformation {id} ({method}) needs the feature `{feature}`; switch it on");
    Err(invalid_profile(profile, reason))
}

/// Whether this crate was built with a feature that [`Step::feature`](claimsmith_profile::transformation::Step::feature) names.
fn is_on(feature: &str) -> bool {
    let features = [
        ("dates", cfg!(feature = "dates")),
        ("phone", cfg!(feature = "phone")),
        ("regex", cfg!(feature = "regex")),
        ("xml", cfg!(feature = "xml")),
    ];
    features.contains(&(feature, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_profile::transformation::{Pattern, Slot, Step, Transformations};
    use claimsmith_profile::{DataType, text};

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
