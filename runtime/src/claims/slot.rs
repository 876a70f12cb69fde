//! The value that a claim has, and who said it.

use super::ClaimValue;
use super::source::Origin;

/// Why what a sign-in was begun with identifies nobody.
const BEGUN_WITH: &str = "nothing; the value is what the sign-in was begun with";
const INCOMPLETE: &str = "nothing but what a claims transformation made while one of its input claims had no value";

/// The value of one claim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) value: Option<ClaimValue>,
    /// Who said the value; `None` without one.
    pub(super) origin: Option<Origin>,
    /// Why the value identifies nobody although it has a text: what was found instead of an id.
    pub(super) unfit: Option<&'static str>,
    /// Whether a claims transformation made the value of other claims.
    pub(super) is_derived: bool,
}

impl Slot {
    pub(crate) fn of(value: Option<ClaimValue>) -> Self {
        Self { value, ..Self::default() }
    }

    pub(super) fn said_by(origin: Origin, value: ClaimValue, unfit: Option<&'static str>) -> Self {
        Self { value: Some(value), origin: Some(origin), unfit, is_derived: false }
    }

    /// What the policy says: the same for every user.
    pub(crate) fn constant(value: ClaimValue) -> Self {
        Self::said_by(Origin::Default, value, None)
    }

    /// What the application, or anybody who made a link to it, began the sign-in with.
    pub(crate) fn begun_with(value: ClaimValue) -> Self {
        Self::said_by(Origin::Resolver, value, Some(BEGUN_WITH))
    }

    /// What a claims transformation makes of other claims: as trustworthy as the least of them.
    ///
    /// The provider said it if it said one of them; what is unfit to identify a user makes the result unfit. So does an
    /// input claim without a value: what is left may be the same for many users.
    pub(crate) fn derived<'s>(value: ClaimValue, inputs: impl Iterator<Item = &'s Self> + Clone) -> Self {
        let origins = || inputs.clone().filter_map(|input| input.origin);
        let origin = origins().find(|origin| origin.is_provider()).or_else(|| origins().next());
        let is_incomplete = inputs.clone().any(Self::is_unset);
        let unfit = inputs.clone().find_map(|input| input.unfit).or(is_incomplete.then_some(INCOMPLETE));
        Self { value: Some(value), origin: origin.or(Some(Origin::Default)), unfit, is_derived: true }
    }

    /// The same, where the empty text and the empty collection are no value.
    pub(crate) fn settled(self) -> Self {
        if self.is_unset() { Self::default() } else { self }
    }

    /// Whether it has no value, or an empty one.
    pub(super) fn is_unset(&self) -> bool {
        self.value.as_ref().is_none_or(ClaimValue::is_unset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(origin: Origin, unfit: Option<&'static str>) -> Slot {
        Slot::said_by(origin, ClaimValue::Long(7), unfit)
    }

    #[test]
    fn what_is_derived_is_as_trustworthy_as_what_it_is_derived_from() {
        let provider = said(Origin::Claims, None);
        let constant = said(Origin::Default, None);
        let begun_with = Slot::begun_with(ClaimValue::Boolean(true));
        for (inputs, origin, unfit) in [
            (&[&provider][..], Origin::Claims, None),
            (&[&constant, &provider], Origin::Claims, None),
            (&[&constant], Origin::Default, None),
            (&[], Origin::Default, None),
            (&[&provider, &begun_with], Origin::Claims, Some(BEGUN_WITH)),
            (&[&begun_with, &constant], Origin::Resolver, Some(BEGUN_WITH)),
            (&[&said(Origin::Token, Some("a boolean")), &begun_with], Origin::Token, Some("a boolean")),
            (&[&provider, &Slot::default()], Origin::Claims, Some(INCOMPLETE)),
            (&[&provider, &Slot::constant(ClaimValue::String(String::new()))], Origin::Claims, Some(INCOMPLETE)),
        ] {
            let derived = Slot::derived(ClaimValue::String("7".to_owned()), inputs.iter().copied());
            assert_eq!((derived.origin, derived.unfit), (Some(origin), unfit), "{inputs:?}");
            assert!(derived.is_derived);
        }
    }

    #[test]
    fn nothing_is_left_of_an_empty_value() {
        let empty = Slot::constant(ClaimValue::String(String::new()));
        assert_eq!(empty.settled(), Slot::default());
        let collection = Slot::begun_with(ClaimValue::StringCollection(Vec::new()));
        assert_eq!(collection.settled(), Slot::default());
        let text = Slot::constant(ClaimValue::String("a".to_owned()));
        assert_eq!(text.clone().settled(), text);
    }
}
