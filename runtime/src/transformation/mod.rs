//! Claims transformations: what B2C's methods do, as pure functions, and the driver that runs the steps of a profile.
//!
//! - `age`: the age group of a user (feature `dates`)
//! - `bag`: the claims that steps read and write
//! - `boolean`: methods over booleans
//! - `context`: what a step may ask for beside its claims: the time, chance, the language, a policy key
//! - `date`: methods over dates and times (feature `dates`)
//! - `fault`: why a step ended without a result
//! - `format`: composite format strings
//! - `general`: methods over claims of any type
//! - `integer`: methods over numbers
//! - `json`: methods over JSON
//! - `json_tree`: JSON that is put together from paths
//! - `phone_number`: methods over phone numbers (feature `phone`)
//! - `random`: chance: GUIDs, numbers, secrets
//! - `run`: runs steps: the one match over all methods
//! - `social`: methods over alternative security ids
//! - `string`: methods over texts
//! - `string_collection`: methods over collections of texts
//! - `text`: texts as .NET compares and changes them
//! - `uri`: URIs as .NET writes them
//! - `user_identity`: methods over user identities
//! - `xml`: XML as JSON (feature `xml`)

#[cfg(feature = "dates")]
mod age;
mod bag;
mod boolean;
mod context;
#[cfg(feature = "dates")]
mod date;
mod fault;
mod format;
mod general;
mod integer;
mod json;
mod json_tree;
#[cfg(feature = "phone")]
mod phone_number;
mod random;
mod run;
mod social;
mod string;
mod string_collection;
mod text;
mod uri;
mod user_identity;
#[cfg(feature = "xml")]
mod xml;
