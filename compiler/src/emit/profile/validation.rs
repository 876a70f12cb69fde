//! What values must be like, and how they are shown, in a scope that has imported `profile::*` and
//! `profile::transformation::*`.

use super::fields::{Fields, list, text};
use claimsmith_profile::transformation::{
    CharacterRange, ClaimValidation, DateBound, Enumeration, Localized, Mask, PatternRestriction, Predicate,
    PredicateGroup, PredicateTest, PredicateValidation, ReplacementPiece,
};
use claimsmith_profile::{List, Profile, Text};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The fields of a profile that hold them.
pub(super) fn fields(profile: &Profile, fields: &mut Fields) {
    let mut push = |name: &str, is_empty: bool, items: TokenStream| {
        if !is_empty {
            fields.push(name, quote!({ use transformation::*; #items }));
        }
    };
    let validations = list("ClaimValidation", profile.validations.iter().map(validation));
    push("validations", profile.validations.is_empty(), validations);
    let masks = profile.masks.iter().map(|(claim, shown)| {
        let (claim, shown) = (Literal::u16_unsuffixed(*claim), mask(shown));
        quote!((#claim, #shown))
    });
    push("masks", profile.masks.is_empty(), quote!(list({ const L: &[(u16, Mask)] = &[#(#masks),*]; L })));
}

fn validation(validation: &ClaimValidation) -> TokenStream {
    let mut fields = Fields::default();
    let claim = Literal::u16_unsuffixed(validation.claim);
    fields.push("claim", quote!(#claim));
    fields.option("enumeration", &validation.enumeration, enumeration);
    fields.option("pattern", &validation.pattern, pattern);
    fields.option("predicates", &validation.predicates, predicate_validation);
    fields.finish("ClaimValidation")
}

fn enumeration(enumeration: &Enumeration) -> TokenStream {
    let (values, multiple) = (list("Text", enumeration.values.iter().map(text)), enumeration.multiple);
    quote!(Enumeration { values: #values, multiple: #multiple })
}

fn pattern(restriction: &PatternRestriction) -> TokenStream {
    let (pattern, help) = (text(&restriction.pattern.0), help_text(&restriction.help_text));
    quote!(PatternRestriction { pattern: Pattern(#pattern), help_text: #help })
}

/// A predicate validation, also as a field of a step.
pub(super) fn predicate_validation(validation: &PredicateValidation) -> TokenStream {
    let (id, groups) = (text(&validation.id), list("PredicateGroup", validation.groups.iter().map(group)));
    quote!(PredicateValidation { id: #id, groups: #groups })
}

fn group(group: &PredicateGroup) -> TokenStream {
    let (id, help) = (text(&group.id), help_text(&group.help_text));
    let match_at_least = Literal::u16_unsuffixed(group.match_at_least);
    let predicates = list("Predicate", group.predicates.iter().map(predicate));
    quote!(PredicateGroup { id: #id, help_text: #help, match_at_least: #match_at_least, predicates: #predicates })
}

fn predicate(predicate: &Predicate) -> TokenStream {
    let (id, help) = (text(&predicate.id), help_text(&predicate.help_text));
    let test = match &predicate.test {
        PredicateTest::MatchesRegex(pattern) => {
            let pattern = text(&pattern.0);
            quote!(MatchesRegex(Pattern(#pattern)))
        }
        PredicateTest::IncludesCharacters(set) => {
            let set = list("CharacterRange", set.iter().map(range));
            quote!(IncludesCharacters(#set))
        }
        PredicateTest::IsLengthRange { minimum, maximum } => {
            let (minimum, maximum) = (Literal::u32_unsuffixed(*minimum), Literal::u32_unsuffixed(*maximum));
            quote!(IsLengthRange { minimum: #minimum, maximum: #maximum })
        }
        PredicateTest::IsDateRange { minimum, maximum } => {
            let (minimum, maximum) = (bound(minimum), bound(maximum));
            quote!(IsDateRange { minimum: #minimum, maximum: #maximum })
        }
    };
    quote!(Predicate { id: #id, help_text: #help, test: PredicateTest::#test })
}

fn range(range: &CharacterRange) -> TokenStream {
    let CharacterRange { first, last } = range;
    quote!(CharacterRange { first: #first, last: #last })
}

fn bound(bound: &DateBound) -> TokenStream {
    match bound {
        DateBound::Today => quote!(DateBound::Today),
        DateBound::Day { year, month, day } => {
            let (year, month) = (Literal::u16_unsuffixed(*year), Literal::u8_unsuffixed(*month));
            let day = Literal::u8_unsuffixed(*day);
            quote!(DateBound::Day { year: #year, month: #month, day: #day })
        }
    }
}

fn help_text(texts: &List<Localized<Text>>) -> TokenStream {
    let texts = texts.iter().map(|localized| {
        let (culture, value) = (text(&localized.culture), text(&localized.value));
        quote!(Localized { culture: #culture, value: #value })
    });
    quote!(list({ const L: &[Localized<Text>] = &[#(#texts),*]; L }))
}

fn mask(mask: &Mask) -> TokenStream {
    match mask {
        Mask::Simple(mask) => {
            let mask = text(mask);
            quote!(Mask::Simple(#mask))
        }
        Mask::Regex { pattern, replacement } => {
            let pattern = text(&pattern.0);
            let replacement = list("ReplacementPiece", replacement.iter().map(piece));
            quote!(Mask::Regex { pattern: Pattern(#pattern), replacement: #replacement })
        }
    }
}

fn piece(piece: &ReplacementPiece) -> TokenStream {
    match piece {
        ReplacementPiece::Text(literal) => {
            let literal = text(literal);
            quote!(ReplacementPiece::Text(#literal))
        }
        ReplacementPiece::Group(place) => {
            let place = Literal::u16_unsuffixed(*place);
            quote!(ReplacementPiece::Group(#place))
        }
        ReplacementPiece::Before => quote!(ReplacementPiece::Before),
        ReplacementPiece::Behind => quote!(ReplacementPiece::Behind),
        ReplacementPiece::Whole => quote!(ReplacementPiece::Whole),
    }
}
