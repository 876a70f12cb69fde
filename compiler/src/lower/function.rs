//! A technical profile that does nothing but run claims transformations, as a function from claims to claims.

use super::fields::{Fields, resolved, writers, written};
use super::profile::{places as claim_places, text};
use super::transformations::assignment::{assigned, must_be_given, written as written_places};
use super::transformations::function::{Claims, claims};
use super::validation::{masks, validations};
use super::{customization, names, place, places, transformations};
use crate::ir::Phrase::{Code, Words};
use crate::ir::{ClaimField, Function, Phrase};
use crate::model::{Policy, TechnicalProfile, fold, function as model};
use crate::source::SourceMap;
use crate::transformation::wires::Wires;
use claimsmith_profile::transformation::TransformedClaim;
use claimsmith_profile::{Constant, InputClaim, Profile, Resolver};
use std::collections::BTreeSet;

/// The function of a profile; `None` when something is in the way, which has been reported.
pub(super) fn function(
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
    (names, customization): (&names::Names, &customization::Customization),
    sources: &SourceMap,
) -> Option<Function> {
    let lowered = lower(profile, policy)?;
    let fields = Fields { profile, policy, names, customization, sources };
    Some(Function {
        name: names.field(profile.id)?,
        stem: names.client(profile.id)?,
        place: place(profile.id.span, format!("TechnicalProfile {}", profile.id.value), sources),
        places: places::places(profile, policy, sources),
        inputs: inputs(&fields, &lowered)?,
        claims: outputs(&fields, &lowered)?,
        attributes: customization.of_struct(profile.id),
        profile: lowered,
    })
}

fn lower(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<Profile> {
    let transformations = transformations::lower(profile, policy)?;
    let Claims { inputs, outputs } = claims(profile, policy)?;
    let ids = || claim_places(outputs.iter().map(|it| &*it.claim), &transformations);
    Some(Profile {
        id: text(&profile.id.value),
        display_name: text(profile.display_name.map_or(&profile.id.value, |name| &name.value)),
        validations: validations(ids(), policy),
        masks: masks(ids(), policy),
        inputs: inputs.into(),
        outputs: outputs.into(),
        transformations,
        ..Profile::EMPTY
    })
}

/// One field an input claim whose value the caller may choose.
fn inputs(fields: &Fields<'_, '_>, lowered: &Profile) -> Option<Vec<ClaimField>> {
    let given = model::given(fields.profile, fields.policy);
    let early = written_places(&lowered.transformations.before);
    let open = lowered.inputs.iter().enumerate().filter(|(_, input)| is_open(input, &given));
    open.map(|(index, input)| {
        let place = place_of(index, lowered);
        let is_demanded = must_be_given(input) && place.is_none_or(|place| !early.contains(&place));
        let mut field = fields.field(&input.claim, index, input.data_type)?;
        field.optional = !is_demanded;
        field.remark = uses(place, lowered);
        let between = if field.remark.is_empty() { "" } else { " " };
        if let Some(constant) = &input.default {
            field.remark.extend([Words(between), Code(written(constant)), Words(" unless set.")]);
        } else if let Some(resolver) = &input.resolver {
            field.remark.extend([Words(between), Words("Unless set: ")]);
            field.remark.extend(resolved(resolver));
        } else if is_demanded {
            field.remark.extend([Words(between), Words("Must not be empty.")]);
        } else if input.required {
            field
                .remark
                .extend([Words(between), Words("Must have a value once the input claims transformations have run.")]);
        }
        Some(field)
    })
    .collect()
}

/// Whether a caller may choose the value of an input claim; `given` are the ids of those that no transformation overwrites.
fn is_open(input: &InputClaim, given: &BTreeSet<String>) -> bool {
    !input.always_default && given.contains(&fold(&input.claim))
}

/// The place of the input claim at this index.
fn place_of(index: usize, lowered: &Profile) -> Option<usize> {
    let is_it = |claim: &TransformedClaim| claim.input.is_some_and(|input| usize::from(input) == index);
    lowered.transformations.claims.iter().position(is_it).map(|at| lowered.outputs.len() + at)
}

/// The claims transformations that read the claim at this place; where none does, those that may write it.
fn uses(place: Option<usize>, lowered: &Profile) -> Vec<Phrase> {
    let Some(place) = place else { return Vec::new() };
    let mut remark = Vec::new();
    let transformations = &lowered.transformations;
    let all = || transformations.before.iter().chain(transformations.after.iter());
    for transformation in all() {
        let inputs = Wires::of(&transformation.step).inputs;
        if inputs.iter().any(|(_, slot)| usize::from(slot.index) == place) {
            let before = if remark.is_empty() { "Read by the claims transformation " } else { ", " };
            remark.extend([Words(before), Code(transformation.id.to_string())]);
        }
    }
    if remark.is_empty() {
        return writers(place, "", "Kept unless written by ", all());
    }
    remark.push(Words("."));
    remark
}

/// The output claims transformations that write the claim at this place, after what it begins as.
fn changes(index: usize, begun: &[Phrase], lowered: &Profile) -> Vec<Phrase> {
    let (between, how) = if begun.is_empty() { ("", "Given by ") } else { (" ", "Then changed by ") };
    writers(index, between, how, lowered.transformations.after.iter())
}

/// What a claim among the inputs, or one that input claims transformations write, begins as: what is given, what these made
/// of it, a default for what they leave empty.
fn begun(index: usize, claim: &TransformedClaim, given: &BTreeSet<String>, lowered: &Profile) -> Vec<Phrase> {
    let input = claim.input.and_then(|input| lowered.inputs.get(usize::from(input)));
    let default = input.and_then(|input| default(input.default.as_ref(), input.resolver.as_ref()));
    if let (Some(default), Some(true)) = (&default, input.map(|input| input.always_default)) {
        return [vec![Words("Begins as: ")], default.clone()].concat();
    }
    let early = || lowered.transformations.before.iter();
    if input.is_some_and(|input| is_open(input, given)) {
        return [vec![Words("What is given.")], writers(index, " ", "Then changed by ", early())].concat();
    }
    let mut remark = writers(index, "", "Given by ", early());
    if let Some(default) = default {
        remark.push(Words(" Without a value from it: "));
        remark.extend(default);
    }
    remark
}

/// What the policy gives a claim that has no value.
fn default(constant: Option<&Constant>, resolver: Option<&Resolver>) -> Option<Vec<Phrase>> {
    let constant = constant.map(|constant| vec![Code(written(constant)), Words(".")]);
    constant.or_else(|| resolver.map(resolved))
}

/// One field an output claim in the order of the policy, then one a further claim that the transformations give.
fn outputs(fields: &Fields<'_, '_>, lowered: &Profile) -> Option<Vec<ClaimField>> {
    let assigned = assigned(lowered);
    let given = model::given(fields.profile, fields.policy);
    let is_assigned = |index: usize| assigned.get(index).copied().unwrap_or(false);
    let listed_only = lowered.outputs.iter().enumerate().map(|(index, output)| {
        let mut field = fields.yielded(&output.claim, index, output.data_type, is_assigned(index))?;
        field.remark = match (&output.default, &output.resolver) {
            (Some(constant), _) => vec![Words("Begins as "), Code(written(constant)), Words(".")],
            (None, Some(resolver)) => [vec![Words("Begins as: ")], resolved(resolver)].concat(),
            (None, None) => Vec::new(),
        };
        field.remark.extend(changes(index, &field.remark, lowered));
        Some(field)
    });
    let further = lowered.transformations.claims.iter().zip(lowered.outputs.len()..).filter(|(it, _)| it.yielded);
    let further = further.map(|(claim, index)| {
        let mut field = fields.yielded(&claim.claim, index, claim.data_type, is_assigned(index))?;
        field.remark = begun(index, claim, &given, lowered);
        field.remark.extend(changes(index, &field.remark, lowered));
        Some(field)
    });
    let mut claims: Vec<ClaimField> = listed_only.chain(further).collect::<Option<_>>()?;
    let listed = &fields.profile.output_claims;
    let order = |id: &str| listed.iter().position(|it| it.claim_type.eq_ignore_ascii_case(id)).unwrap_or(listed.len());
    claims.sort_by_key(|field| order(&field.claim));
    Some(claims)
}
