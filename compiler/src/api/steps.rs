//! Claims transformations, fact by fact: what each of them does, with claims by their ids, because their places differ when
//! another claim is there.

use super::behaviour::{Exchange, Fact};
use super::written;
use claimsmith_profile::Profile;
use claimsmith_profile::transformation::field::{FieldValue, Role, StepVisitor};
use claimsmith_profile::transformation::{Format, FormatPiece, Slot, Transformation};
use std::collections::BTreeSet;

/// The claims transformations of a profile, each once. Which of them run, and in which order, another exchange lists.
pub(super) fn exchanges(profile: &Profile) -> Vec<Exchange> {
    let claims = claims(profile);
    let steps = &profile.transformations;
    let mut known = BTreeSet::new();
    let each = steps.before.iter().chain(steps.after.iter()).filter(|it| known.insert(it.id.to_ascii_lowercase()));
    each.map(|it| Exchange {
        name: format!("claims transformation `{}`", it.id),
        facts: facts(it, &claims),
        transformation: Some(it.id.to_string()),
    })
    .collect()
}

/// The ids of the claims that steps name by their places.
fn claims(profile: &Profile) -> Vec<&str> {
    let outputs = profile.outputs.iter().map(|it| &*it.claim);
    outputs.chain(profile.transformations.claims.iter().map(|it| &*it.claim)).collect()
}

fn facts(transformation: &Transformation, claims: &[&str]) -> Vec<Fact> {
    let method = transformation.step.method();
    let mut fields = Fields { claims, inputs: Part::default(), parameters: Part::default(), outputs: Part::default() };
    transformation.step.visit(&mut fields);
    let Fields { inputs, parameters, outputs, .. } = fields;
    let fact = |key, part: Part| Fact::new(key, part.exact, part.shown.join(", "));
    vec![
        Fact::new("TransformationMethod", method, method),
        fact("InputClaims", inputs),
        fact("InputParameters", parameters),
        fact("OutputClaims", outputs),
    ]
}

/// The fields of a step in one role.
#[derive(Default)]
struct Part {
    /// What makes two of them the same.
    exact: String,
    shown: Vec<String>,
}

/// The fields of a step as a policy writes them.
struct Fields<'c> {
    claims: &'c [&'c str],
    inputs: Part,
    parameters: Part,
    outputs: Part,
}

impl Fields<'_> {
    fn claim(&self, slot: Slot) -> String {
        self.claims.get(usize::from(slot.index)).map_or_else(String::new, |claim| (*claim).to_owned())
    }

    /// What can be told in few words; `None` for lists, which may be long and hold anything.
    fn shown(&self, name: &str, value: FieldValue<'_>) -> Option<String> {
        Some(match value {
            FieldValue::Slot(slot) | FieldValue::OptionalSlot(Some(slot)) => self.claim(slot),
            FieldValue::NamedSlots(slots) => {
                slots.iter().map(|named| self.claim(named.slot)).collect::<Vec<_>>().join(" ")
            }
            FieldValue::Text(text) | FieldValue::OptionalText(Some(text)) => written::value(name, text),
            FieldValue::Boolean(flag) => written::flag(flag).to_owned(),
            FieldValue::Int(number) | FieldValue::OptionalInt(Some(number)) => number.to_string(),
            FieldValue::Choice(_, choice) => choice.to_owned(),
            FieldValue::Format(format) | FieldValue::OptionalFormat(Some(format)) => {
                written::value(name, &written_format(format))
            }
            FieldValue::Pattern(pattern) => written::value(name, &pattern.0),
            _ => return None,
        })
    }
}

impl StepVisitor for Fields<'_> {
    fn field(&mut self, field: &'static str, role: Role, name: &'static str, value: FieldValue<'_>) {
        let shown = self.shown(name, value).filter(|shown| !shown.is_empty());
        let mut exact = format!("{field}: {value:?}; ");
        for (index, claim) in self.claims.iter().enumerate() {
            if !exact.contains("Slot { index: ") {
                break;
            }
            exact = exact.replace(&format!("Slot {{ index: {index},"), &format!("Slot {{ {claim},"));
        }
        let part = match role {
            Role::Input => &mut self.inputs,
            Role::Parameter => &mut self.parameters,
            Role::Output => &mut self.outputs,
        };
        part.exact.push_str(&exact);
        part.shown.extend(shown.map(|shown| if name.is_empty() { shown } else { format!("{name}={shown}") }));
    }
}

fn written_format(format: &Format) -> String {
    let piece = |piece: &FormatPiece| match piece {
        FormatPiece::Text(text) => text.to_string(),
        FormatPiece::Argument { index, alignment: 0 } => format!("{{{index}}}"),
        FormatPiece::Argument { index, alignment } => format!("{{{index},{alignment}}}"),
    };
    format.pieces.iter().map(piece).collect()
}
