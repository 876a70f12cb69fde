//! Which claims have a value in the end, whatever the provider or the caller of a function says: one pass in the order of
//! execution.
//!
//! A value here is one that is not empty: JSON null, an absent member, `""` and an empty collection count as none when a
//! sign-in ends. What is not proven is left open; the field of the claims struct is an `Option` then.

use crate::transformation::method::{self, Absent, Method, Set};
use crate::transformation::wires::Wires;
use claimsmith_profile::transformation::{
    Format, FormatPiece, Slot, Step, Transformation, Transformations, TransformedClaim,
};
use claimsmith_profile::{DataType, InputClaim, OutputClaim, Profile};
use std::collections::{BTreeMap, BTreeSet};

/// For each place whether it has a value in the end. What a profile is given has no default yet when its input transformations
/// run; a default counts, and a required input claim is asked for, once they have run.
pub(in crate::lower) fn assigned(profile: &Profile) -> Vec<bool> {
    let Profile { inputs, outputs, transformations, .. } = profile;
    let claims = || transformations.claims.iter().zip(outputs.len()..);
    let input = |claim: &TransformedClaim| claim.input.and_then(|input| inputs.get(usize::from(input)));
    let early = written(&transformations.before);
    // What is empty until a transformation writes it does not end anything.
    let begins = claims().map(|(claim, place)| input(claim).is_some_and(must_be_given) && !early.contains(&place));
    let mut set: Vec<bool> = outputs.iter().map(|_| false).chain(begins).collect();
    transformations.before.iter().for_each(|it| run(it, &mut set));
    for ((claim, _), set) in claims().zip(set.iter_mut().skip(outputs.len())) {
        if let Some(input) = input(claim) {
            let is_kept = *set && !input.always_default;
            *set = is_kept || input.required || input.default.is_some();
        }
        *set &= claim.carried;
    }
    ended(set, outputs, transformations)
}

/// Whether a sign-in, or a function, ends with an error unless the claim has been given or written.
pub(in crate::lower) fn must_be_given(input: &InputClaim) -> bool {
    input.required && input.default.is_none() && input.resolver.is_none()
}

/// The places that these transformations write.
pub(in crate::lower) fn written(transformations: &[Transformation]) -> BTreeSet<usize> {
    transformations.iter().flat_map(|it| Wires::of(&it.step).written()).collect()
}

/// The second half: from the output claims on.
fn ended(mut set: Vec<bool>, outputs: &[OutputClaim], transformations: &Transformations) -> Vec<bool> {
    // Required is enforced when all is done: a claim that a step writes may have had no value before.
    let written = written(&transformations.after);
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
    // Where the step has not ended the sign-in, these have a value; a text may be an empty one.
    let proven = wires.inputs.iter().filter(|(name, slot)| is_needed(method, name) && is_never_empty(slot.data_type));
    let proven: Vec<usize> = proven.map(|(_, slot)| usize::from(slot.index)).collect();
    let all_set = wires.inputs.iter().all(|(name, slot)| has_value(*slot) || is_dispensable(method, name));
    let mut results: BTreeMap<usize, bool> = BTreeMap::new();
    for (name, slot) in wires.outputs {
        let is_set = match method.set(name) {
            Set::Always => !may_be_empty(step, &has_value),
            Set::NeverEmpty => true,
            Set::IfSet => all_set && !may_be_empty(step, &has_value),
            Set::Kept => keeps_a_value(step, (name, slot), &has_value),
            Set::Maybe => finds_a_value(step),
            Set::Clears => false,
        };
        // A claim may be several outputs: any of them may be the last to write it.
        results.entry(usize::from(slot.index)).and_modify(|all| *all &= is_set).or_insert(is_set);
    }
    for (place, is_set) in proven.into_iter().map(|place| (place, true)).chain(results) {
        if let Some(set) = set.get_mut(place) {
            *set = is_set;
        }
    }
}

/// Whether every value of a data type counts as one.
const fn is_never_empty(data_type: DataType) -> bool {
    matches!(data_type, DataType::Boolean | DataType::Int | DataType::Long | DataType::UserIdentity)
}

/// Whether an output that a step leaves alone in some cases has a value in each: what it was before, and what the step writes.
fn keeps_a_value(step: &Step, (name, slot): (&str, Slot), has_value: &impl Fn(Slot) -> bool) -> bool {
    let had = has_value(slot);
    let never_empty = is_never_empty(slot.data_type);
    match step {
        // What is copied may be the empty text.
        Step::CopyClaim { input, .. } => has_value(*input) || (had && never_empty),
        Step::CopyClaimIfPredicateMatch { input, .. } => had && has_value(*input),
        Step::GetAgeGroupConsentProvidedAndRequiresConsent { consent, .. } => has_value(*consent),
        Step::SetClaimIfBooleansMatch { value: text, .. } | Step::SetClaimsIfStringsMatch { text, .. } => {
            had && !text.is_empty()
        }
        Step::SetClaimsIfStringsAreEqual { message, code, .. } => had && !message.is_empty() && !code.is_empty(),
        // A group may take no part in the match; those have no name of the method's.
        Step::SetClaimsIfRegexMatch { value, .. } => {
            had && !name.is_empty() && value.as_ref().is_none_or(|value| !value.is_empty())
        }
        Step::GetNationalNumberAndCountryCodeFromPhoneNumberString { fails, .. } => had || *fails,
        Step::AssertNumber { fails, .. } => had || !fails,
        Step::GetClaimsFromJsonArray { keeps_empty_claims, .. }
        | Step::GetClaimsFromJsonArrayV2 { keeps_empty_claims, .. } => {
            had && (never_empty || (is_text(slot.data_type) && !keeps_empty_claims))
        }
        _ => false,
    }
}

/// Whether a step that may find nothing ends the sign-in then, and what it finds is never empty.
fn finds_a_value(step: &Step) -> bool {
    let Step::LookupValue { fails, entries, .. } = step else { return false };
    *fails && entries.iter().all(|entry| !entry.value.is_empty())
}

/// Whether a value of a data type is held as text.
const fn is_text(data_type: DataType) -> bool {
    use DataType::{Date, DateTime, Duration, PhoneNumber, String};
    matches!(data_type, String | Date | DateTime | Duration | PhoneNumber)
}

/// Whether the method gives its outputs without this input too.
fn is_dispensable(method: &Method, input: &str) -> bool {
    method.input(input).is_some_and(|input| input.absent == Absent::Handled)
}

/// Whether a step of the method fails without this input.
fn is_needed(method: &Method, input: &str) -> bool {
    method.input(input).is_some_and(|input| input.absent != Absent::Handled)
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
