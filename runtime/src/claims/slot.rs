//! The value that a claim has, and who said it.

use super::ClaimValue;
use super::source::Origin;

/// Why what a sign-in was begun with identifies nobody.
pub(super) const BEGUN_WITH: &str = "nothing; the value is what the sign-in was begun with";
const INCOMPLETE: &str = "nothing but what a claims transformation made while one of its input claims had no value";

/// The value of one claim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) value: Option<ClaimValue>,
    /// Who said the value; `None` without one.
    pub(super) origin: Option<Origin>,
    /// Why the value identifies nobody although it has a text: what was found instead of an id.
    pub(super) unfit: Option<&'static str>,
    /// Whether a claims transformation made the value, so that nobody said it as it stands.
    pub(super) is_made: bool,
}

impl Slot {
    pub(crate) fn of(value: Option<ClaimValue>) -> Self {
        Self { value, ..Self::default() }
    }

    /// What a source says, the empty text and the empty collection included.
    pub(super) fn found(origin: Origin, value: ClaimValue, unfit: Option<&'static str>) -> Self {
        Self { value: Some(value), origin: Some(origin), unfit, is_made: false }
    }

    /// What somebody says, where the empty text is no value.
    pub(super) fn said_by(origin: Origin, value: Option<ClaimValue>, unfit: Option<&'static str>) -> Self {
        Self { value, origin: Some(origin), unfit, is_made: false }.settled()
    }

    /// What the policy says: the same for every user.
    pub(crate) fn constant(value: ClaimValue) -> Self {
        Self::found(Origin::Default, value, None)
    }

    /// What the application, or anybody who made a link to it, began the sign-in with.
    pub(crate) fn begun_with(value: ClaimValue) -> Self {
        Self::found(Origin::Resolver, value, Some(BEGUN_WITH))
    }

    /// What a claims transformation makes of other claims: as trustworthy as the least of them.
    ///
    /// The provider said it if it said one of them; what is unfit to identify a user makes the result unfit. So does an
    /// input claim without a value: what is left may be the same for many users.
    pub(crate) fn derived<'s>(value: ClaimValue, inputs: impl Iterator<Item = &'s Self> + Clone) -> Self {
        let origins = || inputs.clone().filter_map(|input| input.origin);
        let origin = origins().find(|origin| origin.is_provider()).or_else(|| origins().next());
        let is_incomplete = inputs.clone().any(|input| input.value.as_ref().is_none_or(ClaimValue::is_unset));
        let unfit = inputs.clone().find_map(|input| input.unfit).or(is_incomplete.then_some(INCOMPLETE));
        let is_made = !is_handed_on(&value, inputs);
        Self { value: Some(value), origin: origin.or(Some(Origin::Default)), unfit, is_made }
    }

    /// The same, where the empty text and the empty collection are no value.
    pub(crate) fn settled(self) -> Self {
        if self.value.as_ref().is_none_or(ClaimValue::is_unset) { Self::default() } else { self }
    }
}

/// Whether a value is that of the one input claim, perhaps in other letters: copied, or with its case changed.
fn is_handed_on<'s>(value: &ClaimValue, mut inputs: impl Iterator<Item = &'s Slot>) -> bool {
    let (Some(input), None) = (inputs.next(), inputs.next()) else { return false };
    let is_same = match (value, &input.value) {
        (ClaimValue::String(value), Some(ClaimValue::String(input))) => value.eq_ignore_ascii_case(input),
        (value, input) => Some(value) == input.as_ref(),
    };
    is_same && !input.is_made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(origin: Origin, unfit: Option<&'static str>) -> Slot {
        Slot::said_by(origin, Some(ClaimValue::Long(7)), unfit)
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
        }
    }

    #[test]
    fn what_is_handed_on_is_not_made() {
        let text = |text: &str| ClaimValue::String(text.to_owned());
        let provider = Slot::said_by(Origin::Claims, Some(text("Amy@example.org")), None);
        let is_made = |value: &str, inputs: &[&Slot]| Slot::derived(text(value), inputs.iter().copied()).is_made;
        assert!(!is_made("Amy@example.org", &[&provider]));
        assert!(!is_made("amy@example.org", &[&provider]));
        assert!(is_made("amy@example.com", &[&provider]));
        assert!(is_made("Amy@example.org", &[&provider, &provider]));
        let made = Slot::derived(text("amy"), [&provider].into_iter());
        assert!(is_made("amy", &[&made]));
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
