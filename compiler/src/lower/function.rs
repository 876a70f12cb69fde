//! A technical profile that does nothing but run claims transformations, as a function from claims to claims.

use super::fields::{Fields, resolved, writers, written};
use super::profile::{places, text};
use super::transformations::assignment::assigned;
use super::transformations::function::{Claims, claims};
use super::validation::{masks, validations};
use super::{customization, names, place, transformations};
use crate::ir::Phrase::{Code, Words};
use crate::ir::{ClaimField, Function, Phrase};
use crate::model::{Policy, TechnicalProfile};
use crate::source::SourceMap;
use crate::transformation::wires::Wires;
use claimsmith_profile::{InputClaim, Profile};

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
        inputs: inputs(&fields, &lowered)?,
        claims: outputs(&fields, &lowered)?,
        attributes: customization.of_struct(profile.id),
        profile: lowered,
    })
}

fn lower(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<Profile> {
    let transformations = transformations::lower(profile, policy)?;
    let Claims { inputs, outputs } = claims(profile, policy)?;
    let ids = || places(outputs.iter().map(|it| &*it.claim), &transformations);
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

/// Whether the function ends with an error unless the caller gives the claim.
fn is_demanded(input: &InputClaim) -> bool {
    input.required && input.default.is_none() && input.resolver.is_none()
}

/// One field an input claim whose value the caller may choose.
fn inputs(fields: &Fields<'_, '_>, lowered: &Profile) -> Option<Vec<ClaimField>> {
    let open = lowered.inputs.iter().enumerate().filter(|(_, input)| !input.always_default);
    open.map(|(index, input)| {
        let mut field = fields.field(&input.claim, index, input.data_type)?;
        field.optional = !is_demanded(input);
        field.remark = readers(index, lowered);
        let between = if field.remark.is_empty() { "" } else { " " };
        if let Some(constant) = &input.default {
            field.remark.extend([Words(between), Code(written(constant)), Words(" unless set.")]);
        } else if let Some(resolver) = &input.resolver {
            field.remark.extend([Words(between), Words("Unless set: ")]);
            field.remark.extend(resolved(resolver));
        } else if is_demanded(input) {
            field.remark.extend([Words(between), Words("Must not be empty.")]);
        }
        Some(field)
    })
    .collect()
}

/// The claims transformations that read the input claim at this index.
fn readers(index: usize, lowered: &Profile) -> Vec<Phrase> {
    let is_it = |input: Option<u16>| input.is_some_and(|input| usize::from(input) == index);
    let claims = lowered.transformations.claims.iter().zip(lowered.outputs.len()..);
    let Some((_, place)) = claims.into_iter().find(|(claim, _)| is_it(claim.input)) else { return Vec::new() };
    let mut remark = Vec::new();
    for transformation in lowered.transformations.after.iter() {
        let inputs = Wires::of(&transformation.step).inputs;
        if inputs.iter().any(|(_, slot)| usize::from(slot.index) == place) {
            let before = if remark.is_empty() { "Read by the claims transformation " } else { ", " };
            remark.extend([Words(before), Code(transformation.id.to_string())]);
        }
    }
    if !remark.is_empty() {
        remark.push(Words("."));
    }
    remark
}

/// The claims transformations that write the claim at this place, after what it begins as.
fn changes(index: usize, begun: &[Phrase], lowered: &Profile) -> Vec<Phrase> {
    let (between, how) = if begun.is_empty() { ("", "Given by ") } else { (" ", "Then changed by ") };
    writers(index, between, how, lowered)
}

/// One field an output claim in the order of the policy, then one a further claim that the transformations give.
fn outputs(fields: &Fields<'_, '_>, lowered: &Profile) -> Option<Vec<ClaimField>> {
    // Checked before anything runs; an empty text is replaced by the default.
    let is_given = |input: &InputClaim| input.required || input.default.is_some();
    let assigned = assigned(&lowered.inputs, &lowered.outputs, &lowered.transformations, is_given);
    let is_assigned = |index: usize| assigned.get(index).copied().unwrap_or(false);
    let begun = lowered.outputs.iter().enumerate().map(|(index, output)| {
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
        field.remark = if claim.input.is_some() { vec![Words("What is given.")] } else { Vec::new() };
        field.remark.extend(changes(index, &field.remark, lowered));
        Some(field)
    });
    let mut claims: Vec<ClaimField> = begun.chain(further).collect::<Option<_>>()?;
    let listed = &fields.profile.output_claims;
    let order = |id: &str| listed.iter().position(|it| it.claim_type.eq_ignore_ascii_case(id)).unwrap_or(listed.len());
    claims.sort_by_key(|field| order(&field.claim));
    Some(claims)
}
