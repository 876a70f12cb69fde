//! The claims that a step reads and writes, whatever its method.

use claimsmith_profile::transformation::field::{FieldValue, Role, StepVisitor};
use claimsmith_profile::transformation::{JsonSource, QuerySource, Slot, Step};

/// The claims of a step, by the names that the method has for them; a name of the policy's is empty.
#[derive(Default)]
pub(crate) struct Wires {
    /// The claims that it reads.
    pub(crate) inputs: Vec<(&'static str, Slot)>,
    /// The claims that it writes.
    pub(crate) outputs: Vec<(&'static str, Slot)>,
}

impl Wires {
    pub(crate) fn of(step: &Step) -> Self {
        let mut wires = Self::default();
        step.visit(&mut wires);
        wires
    }

    /// The places that it writes.
    pub(crate) fn written(self) -> impl Iterator<Item = usize> {
        self.outputs.into_iter().map(|(_, slot)| usize::from(slot.index))
    }
}

impl StepVisitor for Wires {
    fn field(&mut self, _: &'static str, role: Role, name: &'static str, value: FieldValue<'_>) {
        let slots: Vec<Slot> = match value {
            FieldValue::Slot(slot) | FieldValue::OptionalSlot(Some(slot)) => vec![slot],
            FieldValue::NamedSlots(slots) => slots.iter().map(|named| named.slot).collect(),
            FieldValue::JsonMembers(members) => members
                .iter()
                .filter_map(|member| match member.source {
                    JsonSource::Claim(slot) => Some(slot),
                    JsonSource::Constant(_) => None,
                })
                .collect(),
            FieldValue::QueryMembers(members) => members
                .iter()
                .filter_map(|member| match member.source {
                    QuerySource::Claim(slot) => Some(slot),
                    QuerySource::Text(_) => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        let wires = if role == Role::Output { &mut self.outputs } else { &mut self.inputs };
        wires.extend(slots.into_iter().map(|slot| (name, slot)));
    }
}
