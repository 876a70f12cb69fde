//! The public API of generated code as data, and what changes between two of it.
//!
//! An [`Api`] is read off what is about to be generated, never off generated text: so two policies are compared without
//! generating a crate, and a change of the generator is no change of a policy. [`compare`] finds every [`Change`] with
//! what the users of the generated code have to do, and how much it weighs in semantic versioning.
//!
//! - `surface`: what is there, one type an item
//! - `behaviour`: what goes over the wire, fact by fact, so that nothing of a profile is left out
//! - `steps`: what claims transformations do, fact by fact
//! - `written`: values as a policy spells them, without secrets
//! - `change`: a change, its kind and its level
//! - `compare`: crates and policies
//! - `modules`: how an application names what is generated
//! - `places`: where a change is
//! - `clients`: two clients for the same technical profile
//! - `functions`: two functions for the same technical profile
//! - `token`: two token contracts
//! - `claims`: the fields of claims, inputs and configuration
//! - `validation`: what is asked of claims, and how they are shown
//! - `derives`: those of claims structs, of all or of one
//! - `attributes`: what else the caller gives a claims struct or a field

mod attributes;
mod behaviour;
mod change;
mod claims;
mod clients;
mod compare;
mod derives;
mod functions;
mod modules;
mod places;
mod steps;
mod surface;
mod token;
mod validation;
mod written;

pub use behaviour::{Exchange, Fact};
pub use change::{Change, Kind, Level};
pub use compare::compare;
pub use functions::{Function, FunctionInput};
pub use surface::{Api, Claim, Client, ConfigKey, CrateFacts, Field, Input, Policy, Subject};
pub use token::{TokenClaim, TokenContract};
pub use validation::ClaimRules;
