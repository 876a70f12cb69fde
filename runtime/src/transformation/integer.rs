//! Methods over numbers.

use super::fault::Fault;
use claimsmith_profile::transformation::{Adjustment, NumberOperator};

const ASSERT_NUMBER: Fault = Fault::Message { key: "AssertNumberError" };

/// The number with one added or taken away; no value counts as 0. Microsoft: integer claims transformations,
/// `AdjustNumber`.
///
/// # Errors
/// [`Fault::Failed`] when the result is no `int`. Not documented; a number that wraps around would pass for a small one.
pub(crate) fn adjust_number(input: Option<i32>, operator: Adjustment) -> Result<i32, Fault> {
    let number = input.unwrap_or(0);
    let adjusted = match operator {
        Adjustment::Increment => number.checked_add(1),
        Adjustment::Decrement => number.checked_sub(1),
    };
    adjusted.ok_or(Fault::Failed("the number would not fit an int"))
}

/// Whether the comparison `input operator value` holds: `Some` when the outcome is to be written; `None`, and nothing is
/// written, when the method only asserts. Microsoft: integer claims transformations, `AssertNumber`.
///
/// The assertion is the opposite of what its name suggests: it fails when the comparison **holds**. That a method that
/// asserts and passes writes no output is not documented; the output is meant for `throwError` false only.
///
/// # Errors
/// `AssertNumberError` when the comparison holds and `fails` (`throwError`) is true.
pub(crate) const fn assert_number(
    input: i32,
    value: i32,
    operator: NumberOperator,
    fails: bool,
) -> Result<Option<bool>, Fault> {
    let holds = match operator {
        NumberOperator::LessThan => input < value,
        NumberOperator::GreaterThan => input > value,
        NumberOperator::GreaterThanOrEqual => input >= value,
        NumberOperator::LessThanOrEqual => input <= value,
        NumberOperator::Equal => input == value,
        NumberOperator::NotEqual => input != value,
    };
    match (fails, holds) {
        (true, true) => Err(ASSERT_NUMBER),
        (true, false) => Ok(None),
        (false, _) => Ok(Some(holds)),
    }
}

/// The number in decimal digits, without grouping, whatever the language: `-1234`. Microsoft: integer claims
/// transformations, `ConvertNumberToStringClaim`.
pub(crate) fn convert_number_to_string_claim(input: i64) -> String {
    input.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_goes_up_and_down_by_one() {
        for (input, up, down) in [
            (Some(41), 42, 40),
            (None, 1, -1),
            (Some(0), 1, -1),
            (Some(-1), 0, -2),
            (Some(i32::MAX - 1), i32::MAX, i32::MAX - 2),
        ] {
            assert_eq!(adjust_number(input, Adjustment::Increment), Ok(up));
            assert_eq!(adjust_number(input, Adjustment::Decrement), Ok(down));
        }
        assert!(matches!(adjust_number(Some(i32::MAX), Adjustment::Increment), Err(Fault::Failed(_))));
        assert!(matches!(adjust_number(Some(i32::MIN), Adjustment::Decrement), Err(Fault::Failed(_))));
    }

    #[test]
    fn an_assertion_fails_when_the_comparison_holds() {
        use NumberOperator::{Equal, GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual, NotEqual};
        for (operator, below, same, above) in [
            (LessThan, true, false, false),
            (LessThanOrEqual, true, true, false),
            (Equal, false, true, false),
            (NotEqual, true, false, true),
            (GreaterThanOrEqual, false, true, true),
            (GreaterThan, false, false, true),
        ] {
            for (input, holds) in [(-8, below), (-7, same), (i32::MAX, above)] {
                assert_eq!(assert_number(input, -7, operator, false), Ok(Some(holds)), "{input} {operator:?}");
                let asserted = if holds { Err(ASSERT_NUMBER) } else { Ok(None) };
                assert_eq!(assert_number(input, -7, operator, true), asserted, "{input} {operator:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_goes_up_comes_down(number in i32::MIN..i32::MAX) {
            let up = adjust_number(Some(number), Adjustment::Increment).expect("below the largest");
            prop_assert_eq!(adjust_number(Some(up), Adjustment::Decrement), Ok(number));
        }

        #[test]
        fn digits_say_the_number(number in any::<i64>()) {
            prop_assert_eq!(convert_number_to_string_claim(number).parse(), Ok(number));
        }
    }
}
