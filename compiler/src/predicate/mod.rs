//! The methods of predicates and the parameters each of them has, as one table.
//!
//! A predicate judges what a user typed; `PredicateValidation` groups predicates, and a claim type names such a
//! validation. Source: the B2C reference, "Predicates and PredicateValidations".
//!
//! - [`character_set`]: the text of a `CharacterSet`
//! - [`date`]: the bounds of `IsDateRange`

pub mod character_set;
pub mod date;

/// A value of `Predicate/@Method`.
#[derive(Debug, Clone, Copy)]
pub struct PredicateMethod {
    /// The name as B2C spells it.
    pub name: &'static str,
    /// Its parameters, all of which it needs.
    pub parameters: &'static [PredicateParameter],
    /// When the predicate holds.
    pub effect: &'static str,
}

/// A parameter of a method.
#[derive(Debug, Clone, Copy)]
pub struct PredicateParameter {
    /// `Parameter/@Id`
    pub id: &'static str,
    /// What its text must be.
    pub kind: ParameterKind,
}

/// What the text of a parameter must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// A regular expression of .NET, which may match anywhere in the value
    RegularExpression,
    /// Characters and ranges of characters, as [`character_set`] reads them
    CharacterSet,
    /// A number of UTF-16 units
    Length,
    /// `yyyy-mm-dd` or `Today`
    Date,
}

impl ParameterKind {
    /// The kind in a few words.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::RegularExpression => "a regular expression",
            Self::CharacterSet => "characters and ranges such as `a-z`",
            Self::Length => "a whole number",
            Self::Date => "a date such as `2010-01-31`, or `Today`",
        }
    }
}

const fn parameter(id: &'static str, kind: ParameterKind) -> PredicateParameter {
    PredicateParameter { id, kind }
}

/// Every method.
pub const METHODS: &[PredicateMethod] = &[
    PredicateMethod {
        name: "IncludesCharacters",
        parameters: &[parameter("CharacterSet", ParameterKind::CharacterSet)],
        effect: "holds when the value has a character of the set",
    },
    PredicateMethod {
        name: "IsDateRange",
        parameters: &[parameter("Minimum", ParameterKind::Date), parameter("Maximum", ParameterKind::Date)],
        effect: "holds for dates from the minimum to the maximum, both included",
    },
    PredicateMethod {
        name: "IsLengthRange",
        parameters: &[parameter("Minimum", ParameterKind::Length), parameter("Maximum", ParameterKind::Length)],
        effect: "holds for texts whose length is from the minimum to the maximum, both included",
    },
    PredicateMethod {
        name: "MatchesRegex",
        parameters: &[parameter("RegularExpression", ParameterKind::RegularExpression)],
        effect: "holds when the regular expression matches somewhere in the value",
    },
];

/// The method with this name in any case.
#[must_use]
pub fn find(name: &str) -> Option<&'static PredicateMethod> {
    METHODS.iter().find(|method| method.name.eq_ignore_ascii_case(name))
}

impl PredicateMethod {
    /// Its parameter with this id in any case.
    #[must_use]
    pub fn parameter(&self, id: &str) -> Option<&'static PredicateParameter> {
        self.parameters.iter().find(|parameter| parameter.id.eq_ignore_ascii_case(id))
    }
}

/// Whether blanks at the ends of the parameter with this id, in any case, are a part of it: of characters and of patterns, not of
/// numbers and dates.
#[must_use]
pub fn keeps_blanks(id: &str) -> bool {
    let parameters = METHODS.iter().filter_map(|method| method.parameter(id));
    parameters.into_iter().any(|it| matches!(it.kind, ParameterKind::CharacterSet | ParameterKind::RegularExpression))
}

/// A length as .NET reads a number: blanks around it and a sign are allowed.
#[must_use]
pub fn length(text: &str) -> Option<i32> {
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_stand_in_alphabetical_order_and_are_found_in_any_case() {
        assert!(METHODS.is_sorted_by(|a, b| a.name < b.name));
        assert_eq!(find("matchesregex").map(|method| method.name), Some("MatchesRegex"));
        assert!(find("MatchesRegexp").is_none());
        let range = find("IsDateRange").expect("a method");
        assert_eq!(range.parameter("minimum").map(|parameter| parameter.kind), Some(ParameterKind::Date));
    }

    #[test]
    fn lengths_are_whole_numbers() {
        assert_eq!([length(" 8 "), length("+8"), length("-1")], [Some(8), Some(8), Some(-1)]);
        assert_eq!([length(""), length("8.0"), length("eight"), length("2147483648")], [None; 4]);
    }
}
