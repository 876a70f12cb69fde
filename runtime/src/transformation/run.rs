//! Runs steps: the one match over all methods, onto the pure functions.
//!
//! Each group of methods has its own file, where a step reads its claims, calls the function of its method, and says what it
//! writes: `scalar` (boolean, general, integer), `date`, `json`, `phone_number`, `identity` (social, user identity), `text`
//! (string), `choice` (string, methods that write constants of the policy), `collection` (string collection).

mod choice;
mod collection;
mod date;
mod identity;
mod json;
mod phone_number;
mod scalar;
mod text;

use super::bag::{Bag, Outputs};
use super::context::Context;
use super::fault::Fault;
use crate::claims::Slot as ClaimSlot;
use claimsmith_profile::transformation::field::{FieldValue, Role, StepVisitor};
use claimsmith_profile::transformation::{JsonSource, QuerySource, Step};

/// What a group says of a step of another one. Nobody sees it: a test runs every method.
const OTHER_GROUP: Fault = Fault::Failed("the method belongs to another group");

/// Runs a step over the claims of a profile. All inputs are read before an output is written.
///
/// # Errors
/// The [`Fault`] of the method; then nothing is written.
pub(super) fn run(step: &Step, slots: &mut [ClaimSlot], context: Context<'_>) -> Result<(), Fault> {
    let outputs = outputs(step, Bag(slots), context)?;
    outputs.write(slots, &inputs(step))
}

#[rustfmt::skip]
fn outputs(step: &Step, bag: Bag<'_>, context: Context<'_>) -> Result<Outputs, Fault> {
    use Step::*;
    match step {
        AndClaims { .. } | OrClaims { .. } | NotClaims { .. } | AssertBooleanClaimIsEqualToValue { .. }
        | CompareBooleanClaimToValue { .. } | CopyClaim { .. } | DoesClaimExist { .. } | Hash { .. } | NullClaim { .. }
        | AdjustNumber { .. } | AssertNumber { .. } | ConvertNumberToStringClaim { .. } => scalar::run(step, bag, context),

        AssertDateTimeIsGreaterThan { .. } | ConvertDateTimeToDateClaim { .. } | ConvertDateToDateTimeClaim { .. }
        | GetCurrentDateTime { .. } | DateTimeComparison { .. } | IsTermsOfUseConsentRequired { .. }
        | GetAgeGroupConsentProvidedAndRequiresConsent { .. } => date::run(step, bag, context),

        CreateJsonArray { .. } | GenerateJson { .. } | GetClaimFromJson { .. } | GetNumericClaimFromJson { .. }
        | GetSingleItemFromJson { .. } | GetSingleValueFromJsonArray { .. } | GetClaimsFromJsonArray { .. }
        | GetClaimsFromJsonArrayV2 { .. } | XmlStringToJsonString { .. } => json::run(step, bag),

        ConvertPhoneNumberClaimToString { .. } | ConvertStringToPhoneNumberClaim { .. }
        | GetNationalNumberAndCountryCodeFromPhoneNumberString { .. } => phone_number::run(step, bag),

        CreateAlternativeSecurityId { .. } | AddItemToAlternativeSecurityIdCollection { .. }
        | GetIdentityProvidersFromAlternativeSecurityIdCollectionTransformation { .. }
        | RemoveAlternativeSecurityIdByIdentityProvider { .. } | CreateUserIdentity { .. }
        | AddItemToUserIdentityCollection { .. } | RemoveUserIdentityFromCollectionByIssuer { .. }
        | GetIssuersFromUserIdentityCollectionTransformation { .. } => identity::run(step, bag),

        AssertStringClaimsAreEqual { .. } | BuildUri { .. } | ChangeCase { .. } | CompareClaims { .. }
        | CompareClaimToValue { .. } | CreateOtpSecret { .. } | CreateRandomString { .. } | GuidAndRandomGenerator { .. }
        | FormatStringClaim { .. } | FormatStringMultipleClaims { .. } | FormatLocalizedString { .. } | ParseDomain { .. }
        | StringContains { .. } | StringSubstring { .. } | StringReplace { .. } => text::run(step, bag, context),

        CopyClaimIfPredicateMatch { .. } | CreateStringClaim { .. } | GetLocalizedStringsTransformation { .. }
        | GetMappedValueFromLocalizedCollection { .. } | LookupValue { .. } | SetClaimIfBooleansMatch { .. }
        | SetClaimsIfRegexMatch { .. } | SetClaimsIfStringsAreEqual { .. } | SetClaimsIfStringsMatch { .. } => {
            choice::run(step, bag, context)
        }

        StringJoin { .. } | StringSplit { .. } | AddItemToStringCollection { .. } | AddParameterToStringCollection { .. }
        | GetSingleItemFromStringCollection { .. } | StringCollectionContains { .. }
        | StringCollectionContainsClaim { .. } => collection::run(step, bag),
    }
}

/// The places of the claims that a step reads.
fn inputs(step: &Step) -> Vec<u16> {
    struct Inputs(Vec<u16>);

    impl StepVisitor for Inputs {
        fn field(&mut self, _: &'static str, role: Role, _: &'static str, value: FieldValue<'_>) {
            match value {
                FieldValue::Slot(slot) if role == Role::Input => self.0.push(slot.index),
                FieldValue::OptionalSlot(slot) if role == Role::Input => self.0.extend(slot.map(|slot| slot.index)),
                FieldValue::NamedSlots(slots) if role == Role::Input => {
                    self.0.extend(slots.iter().map(|named| named.slot.index));
                }
                FieldValue::JsonMembers(members) => {
                    self.0.extend(members.iter().filter_map(|member| match &member.source {
                        JsonSource::Claim(slot) => Some(slot.index),
                        JsonSource::Constant(_) => None,
                    }));
                }
                FieldValue::QueryMembers(members) => {
                    self.0.extend(members.iter().filter_map(|member| match &member.source {
                        QuerySource::Claim(slot) => Some(slot.index),
                        QuerySource::Text(_) => None,
                    }));
                }
                _ => {}
            }
        }
    }

    let mut inputs = Inputs(Vec::new());
    step.visit(&mut inputs);
    inputs.0
}
