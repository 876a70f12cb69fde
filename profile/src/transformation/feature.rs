//! What a step needs of the runtime that is not always part of it.

use super::{Pattern, PredicateTest, PredicateValidation, Step};
use alloc::vec;
use alloc::vec::Vec;

impl Step {
    /// The Cargo feature of the runtime and of the facade without which it cannot run; `None` when it needs none.
    ///
    /// `dates`, `phone`, `regex` or `xml`. Generated code asks for it, and a client that is built without it is refused.
    #[must_use]
    pub fn feature(&self) -> Option<&'static str> {
        match self {
            Self::AssertDateTimeIsGreaterThan { .. }
            | Self::ConvertDateTimeToDateClaim { .. }
            | Self::ConvertDateToDateTimeClaim { .. }
            | Self::GetCurrentDateTime { .. }
            | Self::DateTimeComparison { .. }
            | Self::IsTermsOfUseConsentRequired { .. }
            | Self::GetAgeGroupConsentProvidedAndRequiresConsent { .. } => Some("dates"),
            Self::ConvertPhoneNumberClaimToString { .. }
            | Self::ConvertStringToPhoneNumberClaim { .. }
            | Self::GetNationalNumberAndCountryCodeFromPhoneNumberString { .. } => Some("phone"),
            Self::XmlStringToJsonString { .. } => Some("xml"),
            step if step.patterns().is_empty() => None,
            _ => Some("regex"),
        }
    }

    /// The regular expressions that it matches.
    #[must_use]
    pub fn patterns(&self) -> Vec<&Pattern> {
        match self {
            Self::SetClaimsIfRegexMatch { pattern, .. } => vec![pattern],
            Self::CopyClaimIfPredicateMatch { validation, .. } => validation.patterns().collect(),
            _ => Vec::new(),
        }
    }
}

impl PredicateValidation {
    /// The regular expressions of its predicates.
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        let predicates = self.groups.iter().flat_map(|group| group.predicates.iter());
        predicates.filter_map(|predicate| match &predicate.test {
            PredicateTest::MatchesRegex(pattern) => Some(pattern),
            _ => None,
        })
    }
}
