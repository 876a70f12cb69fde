//! Methods over booleans.
//!
//! What B2C does about an input claim without a value is not documented; here the step fails before its function is called.

use super::fault::Fault;

const NOT_EQUAL: Fault = Fault::Message { key: "UserMessageIfClaimsTransformationBooleanValueIsNotEqual" };

/// Whether both are true. Microsoft: boolean claims transformations, `AndClaims`.
pub(crate) const fn and_claims(left: bool, right: bool) -> bool {
    left && right
}

/// Whether at least one is true. Microsoft: boolean claims transformations, `OrClaims`.
pub(crate) const fn or_claims(left: bool, right: bool) -> bool {
    left || right
}

/// Whether it is false. Microsoft: boolean claims transformations, `NotClaims`.
pub(crate) const fn not_claims(input: bool) -> bool {
    !input
}

/// Passes when the claim is the value. Microsoft: boolean claims transformations, `AssertBooleanClaimIsEqualToValue`.
///
/// # Errors
/// `UserMessageIfClaimsTransformationBooleanValueIsNotEqual` when it is not.
pub(crate) const fn assert_boolean_claim_is_equal_to_value(input: bool, expected: bool) -> Result<(), Fault> {
    if input == expected { Ok(()) } else { Err(NOT_EQUAL) }
}

/// Whether the claim is the value. Microsoft: boolean claims transformations, `CompareBooleanClaimToValue`.
pub(crate) const fn compare_boolean_claim_to_value(input: bool, expected: bool) -> bool {
    input == expected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truth_tables() {
        for (left, right, and, or, equal) in [
            (false, false, false, false, true),
            (false, true, false, true, false),
            (true, false, false, true, false),
            (true, true, true, true, true),
        ] {
            assert_eq!(and_claims(left, right), and);
            assert_eq!(or_claims(left, right), or);
            assert_eq!(compare_boolean_claim_to_value(left, right), equal);
            assert_eq!(
                assert_boolean_claim_is_equal_to_value(left, right),
                if equal { Ok(()) } else { Err(NOT_EQUAL) }
            );
        }
    }

    #[test]
    fn laws_of_boolean_algebra() {
        for left in [false, true] {
            assert_eq!(not_claims(not_claims(left)), left);
            assert_eq!(not_claims(left), compare_boolean_claim_to_value(left, false));
            for right in [false, true] {
                assert_eq!(and_claims(left, right), and_claims(right, left));
                assert_eq!(or_claims(left, right), or_claims(right, left));
                assert_eq!(not_claims(and_claims(left, right)), or_claims(not_claims(left), not_claims(right)));
            }
        }
    }
}
