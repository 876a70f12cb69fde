//! Steps over booleans, numbers, and claims of any type.

use super::OTHER_GROUP;
use crate::claims::ClaimValue::{Boolean, Int, String};
use crate::transformation::bag::{Bag, Outputs};
use crate::transformation::context::Context;
use crate::transformation::fault::Fault;
use crate::transformation::{boolean, general, integer, string};
use claimsmith_profile::transformation::Step;

pub(super) fn run(step: &Step, bag: Bag<'_>, context: Context<'_>) -> Result<Outputs, Fault> {
    Ok(match step {
        Step::AndClaims { left, right, result } => {
            Outputs::one(*result, Boolean(boolean::and_claims(bag.boolean(*left)?, bag.boolean(*right)?)))
        }
        Step::OrClaims { left, right, result } => {
            Outputs::one(*result, Boolean(boolean::or_claims(bag.boolean(*left)?, bag.boolean(*right)?)))
        }
        Step::NotClaims { input, result } => Outputs::one(*result, Boolean(boolean::not_claims(bag.boolean(*input)?))),
        Step::AssertBooleanClaimIsEqualToValue { input, expected } => {
            boolean::assert_boolean_claim_is_equal_to_value(bag.boolean(*input)?, *expected)?;
            Outputs::none()
        }
        Step::CompareBooleanClaimToValue { input, expected, result } => {
            Outputs::one(*result, Boolean(boolean::compare_boolean_claim_to_value(bag.boolean(*input)?, *expected)))
        }
        Step::CopyClaim { input, output } => Outputs::none().and_if(*output, general::copy_claim(bag.value(*input))),
        Step::DoesClaimExist { input, result } => {
            Outputs::one(*result, Boolean(general::does_claim_exist(bag.value(*input))))
        }
        Step::Hash { plaintext, salt, secret, output } => {
            let (plaintext, salt) = (bag.text(*plaintext)?, bag.text(*salt)?);
            Outputs::one(*output, String(general::hash(plaintext, salt, context.policy_key(secret)?)))
        }
        Step::NullClaim { output } => match string::null_claim() {
            Some(value) => Outputs::one(*output, value),
            None => Outputs::none().and_clear(*output),
        },
        Step::AdjustNumber { input, operator, output } => {
            Outputs::one(*output, Int(integer::adjust_number(bag.optional_int(*input)?, *operator)?))
        }
        Step::AssertNumber { input, value, operator, fails, result } => {
            let held = integer::assert_number(bag.int(*input)?, *value, *operator, *fails)?;
            match result {
                Some(result) => Outputs::none().and_if(*result, held.map(Boolean)),
                None => Outputs::none(),
            }
        }
        Step::ConvertNumberToStringClaim { input, output } => {
            Outputs::one(*output, String(integer::convert_number_to_string_claim(bag.long(*input)?)))
        }
        _ => return Err(OTHER_GROUP),
    })
}
