//! The rest of what published policies use and no reference page lists.

use super::{Determinism, Method, Set, input, output};
use claimsmith_profile::DataType::{Boolean, Date, String};

pub(super) const METHODS: &[Method] = &[Method {
    name: "GetAgeGroupConsentProvidedAndRequiresConsent",
    inputs: &[
        input("dateOfBirth", Date),
        input("countryCode", String),
        input("consentProvidedForMinor", String).or_absent(),
    ],
    outputs: &[
        output("ageGroup", String).never_empty(),
        output("requiresParentalConsent", Boolean).never_empty(),
        output("consentProvidedForMinor", String).set(Set::Kept),
    ],
    determinism: Determinism::Clock,
    ..Method::NONE
}];
