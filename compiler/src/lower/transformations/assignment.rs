//! Which claims have a value in the end, whatever the provider says: one pass in the order of execution.
//!
//! A value here is one that is not empty: JSON null, an absent member, `""` and an empty collection count as none when a
//! sign-in ends. What is not proven is left open; the field of the claims struct is an `Option` then.

use crate::transformation::method::{self, Absent, Method, Set};
use crate::transformation::wires::Wires;
use claimsmith_profile::transformation::{Format, FormatPiece, Slot, Step, Transformation, Transformations};
use claimsmith_profile::{InputClaim, OutputClaim};
use std::collections::BTreeSet;

/// For each place whether it has a value in the end. `is_given` says which input claims have one whatever the application
/// says.
pub(in crate::lower) fn assigned(
    inputs: &[InputClaim],
    outputs: &[OutputClaim],
    transformations: &Transformations,
    is_given: impl Fn(&InputClaim) -> bool,
) -> Vec<bool> {
    let claims = transformations.claims.iter();
    let begins = claims.map(|claim| {
        let input = claim.input.and_then(|input| inputs.get(usize::from(input)));
        input.is_some_and(&is_given)
    });
    let mut set: Vec<bool> = outputs.iter().map(|_| false).chain(begins).collect();
    transformations.before.iter().for_each(|it| run(it, &mut set));
    for (claim, set) in transformations.claims.iter().zip(set.iter_mut().skip(outputs.len())) {
        *set &= claim.carried;
    }
    // Required is enforced when all is done: a claim that a step writes may have had no value before.
    let written: BTreeSet<usize> = transformations.after.iter().flat_map(|it| Wires::of(&it.step).written()).collect();
    for (place, (output, set)) in outputs.iter().zip(set.iter_mut()).enumerate() {
        *set = output.default.is_some() || (output.required && !written.contains(&place));
    }
    transformations.after.iter().for_each(|it| run(it, &mut set));
    let required = outputs.iter().map(|it| it.required).chain(transformations.claims.iter().map(|it| it.required));
    set.iter().zip(required).map(|(set, required)| *set || required).collect()
}

fn run(transformation: &Transformation, set: &mut [bool]) {
    let step = &transformation.step;
    let Some(method) = method::find(step.method()) else { return };
    let wires = Wires::of(step);
    let has_value = |slot: Slot| set.get(usize::from(slot.index)).copied().unwrap_or(false);
    let all_set = wires.inputs.iter().all(|(name, slot)| has_value(*slot) || is_dispensable(method, name));
    let results: Vec<(usize, bool)> = wires
        .outputs
        .iter()
        .map(|(name, slot)| {
            let is_set = match method.output(name).map(|output| output.set) {
                Some(Set::Always) => true,
                Some(Set::IfSet) => all_set,
                Some(Set::Maybe | Set::Clears) | None => false,
            };
            (usize::from(slot.index), is_set && !may_be_empty(step, &has_value))
        })
        .collect();
    for (place, is_set) in results {
        if let Some(set) = set.get_mut(place) {
            *set = is_set;
        }
    }
}

/// Whether the method gives its outputs without this input too.
fn is_dispensable(method: &Method, input: &str) -> bool {
    method.input(input).is_some_and(|input| input.absent == Absent::Handled)
}

/// Whether the constants of a step allow a result of no characters.
fn may_be_empty(step: &Step, has_value: &impl Fn(Slot) -> bool) -> bool {
    match step {
        Step::CreateStringClaim { value, .. } => value.is_empty(),
        Step::FormatStringClaim { input, format, .. } => is_empty(format, &[has_value(*input)]),
        Step::FormatStringMultipleClaims { first, second, format, .. } => {
            is_empty(format, &[has_value(*first), has_value(*second)])
        }
        Step::CreateRandomString { format: Some(format), .. }
        | Step::GuidAndRandomGenerator { format: Some(format), .. } => is_empty(format, &[true]),
        Step::StringSubstring { length, .. } => *length == 0,
        Step::StringReplace { new, .. } => new.is_empty(),
        _ => false,
    }
}

/// Whether nothing in a format string gives a character.
fn is_empty(format: &Format, arguments: &[bool]) -> bool {
    format.pieces.iter().all(|piece| match piece {
        FormatPiece::Text(text) => text.is_empty(),
        FormatPiece::Argument { index, alignment } => {
            *alignment == 0 && !arguments.get(usize::from(*index)).copied().unwrap_or(false)
        }
    })
}
