//! The claims that a step reads, typed, and what it writes.

use super::fault::Fault;
use super::text::{LONGEST_TEXT, MOST_MEMBERS};
use crate::claims::{AlternativeSecurityId, ClaimValue, Slot as ClaimSlot, UserIdentity};
use claimsmith_profile::transformation::Slot;

const OTHER_KIND: Fault = Fault::Failed("an input claim has a value of another kind than its data type");
const TOO_LARGE: Fault = Fault::Failed("an output claim would have more than 1 MiB");

/// The claims of a profile, read by place. A claim without a value is absent; the empty text is a value.
#[derive(Clone, Copy)]
pub(super) struct Bag<'b>(pub(super) &'b [ClaimSlot]);

/// Two methods for each kind of value: the one for claims that the method needs, and the one for those whose absence it has
/// an answer to.
macro_rules! typed {
    ($($(#[doc = $doc:literal])* $needed:ident, $optional:ident: $type:ty { $pattern:pat => $value:expr })*) => {
        $(
            $(#[doc = $doc])*
            ///
            /// # Errors
            /// When it has no value, or one of another kind.
            pub(super) fn $needed(self, slot: Slot) -> Result<$type, Fault> {
                self.$optional(slot)?.ok_or(Fault::Absent { slot: slot.index })
            }

            $(#[doc = $doc])*
            /// `None` when it has no value.
            ///
            /// # Errors
            /// When it has a value of another kind.
            pub(super) fn $optional(self, slot: Slot) -> Result<Option<$type>, Fault> {
                match self.value(slot) {
                    None => Ok(None),
                    Some($pattern) => Ok(Some($value)),
                    Some(_) => Err(OTHER_KIND),
                }
            }
        )*
    };
}

impl<'b> Bag<'b> {
    /// The value of a claim.
    pub(super) fn value(self, slot: Slot) -> Option<&'b ClaimValue> {
        self.0.get(usize::from(slot.index))?.value.as_ref()
    }

    typed! {
        /// The value of a boolean claim.
        boolean, optional_boolean: bool { ClaimValue::Boolean(value) => *value }
        /// The value of an `int` claim.
        int, optional_int: i32 { ClaimValue::Int(value) => *value }
        /// The value of a claim that is held as text: `string`, `date`, `dateTime`, `phoneNumber`.
        text, optional_text: &'b str { ClaimValue::String(text) => text.as_str() }
        /// The value of a `stringCollection`.
        texts, optional_texts: &'b [String] { ClaimValue::StringCollection(texts) => texts.as_slice() }
        /// The value of a `userIdentity`.
        identity, optional_identity: &'b UserIdentity { ClaimValue::UserIdentity(identity) => identity }
        /// The value of a `userIdentityCollection`.
        identities, optional_identities: &'b [UserIdentity] {
            ClaimValue::UserIdentityCollection(identities) => identities.as_slice()
        }
        /// The value of an `alternativeSecurityIdCollection`.
        security_ids, optional_security_ids: &'b [AlternativeSecurityId] {
            ClaimValue::AlternativeSecurityIdCollection(ids) => ids.as_slice()
        }
    }

    /// The value of a `long` claim; that of an `int` claim is one too.
    ///
    /// # Errors
    /// When it has no value, or one of another kind.
    pub(super) fn long(self, slot: Slot) -> Result<i64, Fault> {
        match self.value(slot) {
            None => Err(Fault::Absent { slot: slot.index }),
            Some(ClaimValue::Long(value)) => Ok(*value),
            Some(ClaimValue::Int(value)) => Ok(i64::from(*value)),
            Some(_) => Err(OTHER_KIND),
        }
    }
}

/// What a step writes once it has read everything: so a claim may be input and output.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outputs(Vec<Output>);

#[derive(Debug, PartialEq)]
struct Output {
    slot: Slot,
    /// `None` clears the claim.
    value: Option<ClaimValue>,
    /// Whether the policy alone determines the value, so that it is the same for many users.
    is_constant: bool,
}

impl Outputs {
    /// Nothing is written.
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// One claim.
    pub(super) fn one(slot: Slot, value: ClaimValue) -> Self {
        Self::none().and(slot, value)
    }

    /// And this claim.
    pub(super) fn and(self, slot: Slot, value: ClaimValue) -> Self {
        self.with(slot, Some(value), false)
    }

    /// And this claim if there is a value; else it keeps the one it had.
    pub(super) fn and_if(self, slot: Slot, value: Option<ClaimValue>) -> Self {
        if value.is_some() { self.with(slot, value, false) } else { self }
    }

    /// And a value that the policy determines.
    pub(super) fn and_constant(self, slot: Slot, value: Option<ClaimValue>) -> Self {
        if value.is_some() { self.with(slot, value, true) } else { self }
    }

    /// And this claim: cleared without a value, so that nobody takes an older one for it.
    pub(super) fn set_or_clear(self, slot: Slot, value: Option<ClaimValue>) -> Self {
        self.with(slot, value, false)
    }

    /// And this claim has no value.
    pub(super) fn and_clear(self, slot: Slot) -> Self {
        self.with(slot, None, false)
    }

    fn with(mut self, slot: Slot, value: Option<ClaimValue>, is_constant: bool) -> Self {
        self.0.push(Output { slot, value, is_constant });
        self
    }

    /// Writes them. `inputs` are the places of the claims that the step read.
    ///
    /// # Errors
    /// When a value is larger than an answer of a provider may be.
    pub(super) fn write(self, slots: &mut [ClaimSlot], inputs: &[u16]) -> Result<(), Fault> {
        let mut written = Vec::with_capacity(self.0.len());
        for output in self.0 {
            let inputs = inputs.iter().filter_map(|index| slots.get(usize::from(*index)));
            let slot = match output.value {
                Some(value) if is_too_large(&value) => return Err(TOO_LARGE),
                Some(value) if output.is_constant => ClaimSlot::constant(value),
                Some(value) => ClaimSlot::derived(value, inputs),
                None => ClaimSlot::default(),
            };
            written.push((output.slot.index, slot));
        }
        for (index, slot) in written {
            if let Some(place) = slots.get_mut(usize::from(index)) {
                *place = slot;
            }
        }
        Ok(())
    }
}

/// Claims come from strangers, and steps may double them: without a bound a few steps fill the memory.
fn is_too_large(value: &ClaimValue) -> bool {
    let exceeds = |members: usize, bytes: usize| members > MOST_MEMBERS || bytes > LONGEST_TEXT;
    match value {
        ClaimValue::Boolean(_) | ClaimValue::Int(_) | ClaimValue::Long(_) => false,
        ClaimValue::String(text) => exceeds(1, text.len()),
        ClaimValue::StringCollection(texts) => exceeds(texts.len(), texts.iter().map(String::len).sum()),
        ClaimValue::UserIdentity(it) => exceeds(1, it.issuer.len() + it.issuer_user_id.len()),
        ClaimValue::UserIdentityCollection(identities) => {
            exceeds(identities.len(), identities.iter().map(|it| it.issuer.len() + it.issuer_user_id.len()).sum())
        }
        ClaimValue::AlternativeSecurityIdCollection(ids) => {
            exceeds(ids.len(), ids.iter().map(|it| it.issuer.len() + it.issuer_user_id.len()).sum())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_profile::DataType;

    fn slot(index: u16) -> Slot {
        Slot { index, data_type: DataType::String }
    }

    fn string(text: &str) -> ClaimValue {
        ClaimValue::String(text.to_owned())
    }

    fn slots(values: &[Option<ClaimValue>]) -> Vec<ClaimSlot> {
        values.iter().cloned().map(|value| value.map_or_else(ClaimSlot::default, ClaimSlot::constant)).collect()
    }

    #[test]
    fn a_claim_is_absent_or_empty_or_of_another_kind() {
        let slots = slots(&[None, Some(string("")), Some(ClaimValue::Int(7)), Some(ClaimValue::Boolean(false))]);
        let bag = Bag(&slots);
        assert_eq!(bag.text(slot(0)), Err(Fault::Absent { slot: 0 }));
        assert_eq!(bag.optional_text(slot(0)), Ok(None));
        assert_eq!((bag.text(slot(1)), bag.optional_text(slot(1))), (Ok(""), Ok(Some(""))));
        assert_eq!((bag.text(slot(2)), bag.optional_text(slot(2))), (Err(OTHER_KIND), Err(OTHER_KIND)));
        assert_eq!((bag.int(slot(2)), bag.long(slot(2))), (Ok(7), Ok(7)));
        assert_eq!((bag.boolean(slot(3)), bag.long(slot(3))), (Ok(false), Err(OTHER_KIND)));
        assert_eq!(bag.optional_texts(slot(3)), Err(OTHER_KIND));
        // A place that the profile does not have, as only a profile made by hand can name one.
        assert_eq!(bag.text(slot(4)), Err(Fault::Absent { slot: 4 }));
    }

    #[test]
    fn outputs_are_written_or_cleared_or_left_alone() {
        let mut slots = slots(&[Some(string("a")), Some(string("b")), Some(string("c")), Some(string("d"))]);
        let outputs = Outputs::one(slot(0), string("x")).and_clear(slot(1)).and_if(slot(2), None);
        outputs.and_constant(slot(3), None).and(slot(9), string("y")).write(&mut slots, &[]).expect("written");
        let values: Vec<_> = slots.into_iter().map(|slot| slot.value).collect();
        assert_eq!(values, [Some(string("x")), None, Some(string("c")), Some(string("d"))]);
    }

    #[test]
    fn what_the_policy_says_alone_is_nobodys_id() {
        let begun_with = ClaimSlot::begun_with(string("a"));
        let mut slots = vec![begun_with.clone(), ClaimSlot::default(), ClaimSlot::default()];
        let outputs = Outputs::one(slot(1), string("x")).and_constant(slot(2), Some(string("y")));
        outputs.write(&mut slots, &[0]).expect("written");
        assert_eq!(slots[1], ClaimSlot::derived(string("x"), [&begun_with].into_iter()));
        assert_eq!(slots[2], ClaimSlot::constant(string("y")));
    }

    #[test]
    fn a_value_is_bounded() {
        let written = |value: ClaimValue| Outputs::one(slot(0), value).write(&mut [ClaimSlot::default()], &[]);
        assert_eq!(written(string(&"x".repeat(LONGEST_TEXT))), Ok(()));
        assert_eq!(written(string(&"x".repeat(LONGEST_TEXT + 1))), Err(TOO_LARGE));
        let collection =
            |members: usize, length: usize| ClaimValue::StringCollection(vec!["x".repeat(length); members]);
        assert_eq!(written(collection(MOST_MEMBERS, 1)), Ok(()));
        assert_eq!(written(collection(MOST_MEMBERS + 1, 0)), Err(TOO_LARGE));
        assert_eq!(written(collection(2, LONGEST_TEXT / 2 + 1)), Err(TOO_LARGE));
    }
}
