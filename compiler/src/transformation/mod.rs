//! What a claims transformation is made of: the table of methods, and the two small languages in their parameters.
//!
//! - [`pattern`]: the regular expressions of .NET

pub mod pattern;
