//! The fields of a step without its method: who lowers a policy fills them, who writes code prints them.

use super::{
    Adjustment, CountryCodeType, Entry, Format, Instant, JsonMember, LetterCase, Localized, NamedSlot, NumberOperator,
    Pattern, PredicateValidation, QueryMember, RandomGenerator, Slot, StringComparison, TextOperator, TimeOrder,
};
use crate::{List, Text};

/// What a field stands for in the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// An input claim.
    Input,
    /// An input parameter.
    Parameter,
    /// An output claim.
    Output,
}

/// Where the fields of a step come from. `name` is that of the policy: `@TransformationClaimType` or `InputParameter/@Id`;
/// what is there is known to be valid.
pub trait StepSource {
    /// Why there is no step.
    type Error;

    /// The claim of this name; `None` when it is not declared.
    ///
    /// # Errors
    /// When there can be no step.
    fn slot(&mut self, role: Role, name: &str) -> Result<Option<Slot>, Self::Error>;

    /// The claims beyond the named ones, in the order in which they are declared.
    ///
    /// # Errors
    /// When there can be no step.
    fn further_slots(&mut self, role: Role) -> Result<List<NamedSlot>, Self::Error>;

    /// The parameter of this name, or its default; `None` when there is neither.
    ///
    /// # Errors
    /// When there can be no step.
    fn parameter(&mut self, name: &str) -> Result<Option<Text>, Self::Error>;

    /// The parameters beyond the named ones, in order.
    ///
    /// # Errors
    /// When there can be no step.
    fn entries(&mut self) -> Result<List<Entry>, Self::Error>;

    /// A text with the expressions of B2C in it replaced.
    ///
    /// # Errors
    /// When there can be no step.
    fn expanded(&mut self, text: Text) -> Result<Text, Self::Error>;

    /// A format string.
    ///
    /// # Errors
    /// When there can be no step.
    fn format(&mut self, text: Text) -> Result<Format, Self::Error>;

    /// A regular expression of .NET.
    ///
    /// # Errors
    /// When there can be no step.
    fn pattern(&mut self, text: Text) -> Result<Pattern, Self::Error>;

    /// A date and time.
    ///
    /// # Errors
    /// When there can be no step.
    fn instant(&mut self, text: Text) -> Result<Instant, Self::Error>;

    /// The members of the JSON that is generated: those of claims first.
    ///
    /// # Errors
    /// When there can be no step.
    fn json_members(&mut self) -> Result<List<JsonMember>, Self::Error>;

    /// The members of the query of a URI (`query.*`): those of claims first.
    ///
    /// # Errors
    /// When there can be no step.
    fn query_members(&mut self) -> Result<List<QueryMember>, Self::Error>;

    /// The format strings with this `StringId`, by language.
    ///
    /// # Errors
    /// When there can be no step.
    fn localized_formats(&mut self, string_id: Text) -> Result<List<Localized<Format>>, Self::Error>;

    /// The texts whose `StringId`s are the names of the output claims, by language: `key` is the `StringId`.
    ///
    /// # Errors
    /// When there can be no step.
    fn localized_texts(&mut self) -> Result<List<Localized<List<Entry>>>, Self::Error>;

    /// The texts (`key`) and values of the collection of this output claim, by language.
    ///
    /// # Errors
    /// When there can be no step.
    fn localized_collection(&mut self, output: &str) -> Result<List<Localized<List<Entry>>>, Self::Error>;

    /// The predicate validation of the claim type of this output claim.
    ///
    /// # Errors
    /// When there can be no step.
    fn predicate_validation(&mut self, output: &str) -> Result<PredicateValidation, Self::Error>;

    /// That something the method needs is not there.
    fn missing(&self, name: &str) -> Self::Error;
}

/// The value of a field, for who prints it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FieldValue<'s> {
    /// A claim.
    Slot(Slot),
    /// A claim that need not be declared.
    OptionalSlot(Option<Slot>),
    /// Claims with names of their own.
    NamedSlots(&'s [NamedSlot]),
    /// A text.
    Text(&'s Text),
    /// A text that need not be declared.
    OptionalText(Option<&'s Text>),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Int(i32),
    /// An integer that need not be declared.
    OptionalInt(Option<i32>),
    /// A choice: the names of its type and of its variant.
    Choice(&'static str, &'static str),
    /// A format string.
    Format(&'s Format),
    /// A format string that need not be declared.
    OptionalFormat(Option<&'s Format>),
    /// A regular expression.
    Pattern(&'s Pattern),
    /// A moment.
    Instant(Instant),
    /// Keys with values.
    Entries(&'s [Entry]),
    /// Members of JSON.
    JsonMembers(&'s [JsonMember]),
    /// Members of a query.
    QueryMembers(&'s [QueryMember]),
    /// Format strings by language.
    LocalizedFormats(&'s [Localized<Format>]),
    /// Keys with values, by language.
    LocalizedEntries(&'s [Localized<List<Entry>>]),
    /// A predicate validation.
    PredicateValidation(&'s PredicateValidation),
}

/// Sees the fields of a step, in the order of its variant.
pub trait StepVisitor {
    /// A field: its Rust name, what it stands for, and the name that a policy gives it.
    fn field(&mut self, field: &'static str, role: Role, name: &'static str, value: FieldValue<'_>);
}

/// A type of field.
pub(super) trait StepField: Sized {
    fn read<S: StepSource>(source: &mut S, role: Role, name: &str) -> Result<Self, S::Error>;

    fn value(&self) -> FieldValue<'_>;
}

/// Reads a parameter that must be there.
fn required<S: StepSource>(source: &mut S, name: &str) -> Result<Text, S::Error> {
    match source.parameter(name)? {
        Some(text) => Ok(text),
        None => Err(source.missing(name)),
    }
}

impl StepField for Slot {
    fn read<S: StepSource>(source: &mut S, role: Role, name: &str) -> Result<Self, S::Error> {
        match source.slot(role, name)? {
            Some(slot) => Ok(slot),
            None => Err(source.missing(name)),
        }
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::Slot(*self)
    }
}

impl StepField for Option<Slot> {
    fn read<S: StepSource>(source: &mut S, role: Role, name: &str) -> Result<Self, S::Error> {
        source.slot(role, name)
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::OptionalSlot(*self)
    }
}

impl StepField for List<NamedSlot> {
    fn read<S: StepSource>(source: &mut S, role: Role, _: &str) -> Result<Self, S::Error> {
        source.further_slots(role)
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::NamedSlots(self)
    }
}

impl StepField for Text {
    fn read<S: StepSource>(source: &mut S, _: Role, name: &str) -> Result<Self, S::Error> {
        let text = required(source, name)?;
        source.expanded(text)
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::Text(self)
    }
}

impl StepField for Option<Text> {
    fn read<S: StepSource>(source: &mut S, _: Role, name: &str) -> Result<Self, S::Error> {
        source.parameter(name)
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::OptionalText(self.as_ref())
    }
}

impl StepField for bool {
    fn read<S: StepSource>(source: &mut S, _: Role, name: &str) -> Result<Self, S::Error> {
        let text = source.parameter(name)?;
        Ok(text.is_some_and(|text| text.trim().eq_ignore_ascii_case("true")))
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::Boolean(*self)
    }
}

impl StepField for i32 {
    fn read<S: StepSource>(source: &mut S, _: Role, name: &str) -> Result<Self, S::Error> {
        let text = required(source, name)?;
        text.trim().parse().map_err(|_| source.missing(name))
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::Int(*self)
    }
}

impl StepField for Option<i32> {
    fn read<S: StepSource>(source: &mut S, _: Role, name: &str) -> Result<Self, S::Error> {
        let text = source.parameter(name)?;
        text.map(|text| text.trim().parse().map_err(|_| source.missing(name))).transpose()
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::OptionalInt(*self)
    }
}

impl StepField for Option<Format> {
    fn read<S: StepSource>(source: &mut S, _: Role, name: &str) -> Result<Self, S::Error> {
        let text = source.parameter(name)?;
        text.map(|text| source.format(text)).transpose()
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::OptionalFormat(self.as_ref())
    }
}

impl StepField for List<Entry> {
    fn read<S: StepSource>(source: &mut S, _: Role, _: &str) -> Result<Self, S::Error> {
        source.entries()
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::Entries(self)
    }
}

impl StepField for List<JsonMember> {
    fn read<S: StepSource>(source: &mut S, _: Role, _: &str) -> Result<Self, S::Error> {
        source.json_members()
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::JsonMembers(self)
    }
}

impl StepField for List<QueryMember> {
    fn read<S: StepSource>(source: &mut S, _: Role, _: &str) -> Result<Self, S::Error> {
        source.query_members()
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::QueryMembers(self)
    }
}

impl StepField for List<Localized<Format>> {
    fn read<S: StepSource>(source: &mut S, _: Role, name: &str) -> Result<Self, S::Error> {
        let string_id = required(source, name)?;
        source.localized_formats(string_id)
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::LocalizedFormats(self)
    }
}

impl StepField for List<Localized<List<Entry>>> {
    /// The texts of several outputs have no name; a collection has that of its output.
    fn read<S: StepSource>(source: &mut S, _: Role, name: &str) -> Result<Self, S::Error> {
        if name.is_empty() { source.localized_texts() } else { source.localized_collection(name) }
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::LocalizedEntries(self)
    }
}

impl StepField for PredicateValidation {
    fn read<S: StepSource>(source: &mut S, _: Role, name: &str) -> Result<Self, S::Error> {
        source.predicate_validation(name)
    }

    fn value(&self) -> FieldValue<'_> {
        FieldValue::PredicateValidation(self)
    }
}

/// Fields that one method of the source reads from a parameter that must be there.
macro_rules! read_by {
    ($($type:ty: $method:ident, $value:expr;)*) => {
        $(
            impl StepField for $type {
                fn read<S: StepSource>(source: &mut S, _: Role, name: &str) -> Result<Self, S::Error> {
                    let text = required(source, name)?;
                    source.$method(text)
                }

                fn value(&self) -> FieldValue<'_> {
                    let value: fn(&Self) -> FieldValue<'_> = $value;
                    value(self)
                }
            }
        )*
    };
}

read_by! {
    Format: format, |it| FieldValue::Format(it);
    Pattern: pattern, |it| FieldValue::Pattern(it);
    Instant: instant, |it| FieldValue::Instant(*it);
}

macro_rules! choices {
    ($($type:ty),*) => {
        $(
            impl StepField for $type {
                fn read<S: StepSource>(source: &mut S, _: Role, name: &str) -> Result<Self, S::Error> {
                    let text = required(source, name)?;
                    Self::from_text(&text).ok_or_else(|| source.missing(name))
                }

                fn value(&self) -> FieldValue<'_> {
                    let (name, variant) = self.path();
                    FieldValue::Choice(name, variant)
                }
            }
        )*
    };
}

choices!(
    StringComparison,
    TextOperator,
    TimeOrder,
    NumberOperator,
    Adjustment,
    LetterCase,
    CountryCodeType,
    RandomGenerator
);
