//! The structure of a policy file: which elements and attributes exist, in which order, how often, with which values.
//!
//! The schema is data. `table` says what is allowed, in the terms of `element_type`, `value` and `keys`;
//! `validate` walks a file along it and is the only place that reports structure.
//!
//! - `table`: every element with its attributes and children, by area of the document
//! - `enumerations`: the values of every enumeration
//! - `element_type`: what the table is made of
//! - `value`: the data types of attributes and texts
//! - `placeholder`: what a value that is no value looks like
//! - `keys`: which ids may not occur twice
//! - `validate`: the walk, attributes and values
//! - `children`: what is wrong with the list of children of one element
//! - `wording`: how names and values are quoted in messages

mod children;
mod element_type;
mod enumerations;
mod keys;
mod placeholder;
mod table;
mod validate;
mod value;
mod wording;

#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod tests;

use crate::diagnostic::Diagnostics;
use crate::xml;

/// Compares one file, after settings have been substituted, with the schema.
///
/// `root` is the element that [`xml::root`] returned. Every independent fault of the file is reported as CS0201 to
/// CS0209, at most 500 of them; what follows from another fault is not. A part of the document that the schema does not
/// know is reported once and not entered.
///
/// The schema is that of policy version 0.3.0.0. Beyond it, an id that repeats another one with different case, a
/// repeated key of a `Metadata` and a repeated name of a `ContentDefinitionParameters` are errors too.
pub fn validate(root: &xml::Element<'_, '_>, diagnostics: &mut Diagnostics) {
    validate::Validator::new(root, diagnostics).document(*root);
}

/// The types of orchestration steps.
#[cfg(test)]
pub(crate) fn step_types() -> &'static [&'static str] {
    enumerations::STEP_TYPE
}

/// The names of the elements that may stand in a `TechnicalProfile`, in their order.
pub(crate) fn technical_profile_children() -> impl Iterator<Item = &'static str> {
    table::TECHNICAL_PROFILE.children().iter().map(|child| child.element.name)
}
