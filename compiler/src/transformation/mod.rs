//! What a claims transformation is made of: the table of methods, and the small languages in their parameters.
//!
//! - [`method`]: what each method takes and gives, as data
//! - [`value`]: values of input parameters
//! - [`format_string`]: composite format strings of .NET with the expressions of B2C
//! - [`localized`]: texts in the language of the user
//! - [`pattern`]: regular expressions of .NET
//! - `wires`: the claims that a step reads and writes
//! - `probe`: every step, for tests

pub mod format_string;
pub mod localized;
pub mod method;
pub mod pattern;
#[cfg(test)]
pub(crate) mod probe;
pub mod value;
pub(crate) mod wires;

/// `a`, `b` and `c`
pub(crate) fn listed(names: &[String], conjunction: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {conjunction} {last}", first.join(", ")),
    }
}
