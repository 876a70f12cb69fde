//! Claims: what goes into a sign-in and comes out of it.

mod convert;
mod evaluate;
mod identity;
mod identity_types;
mod input;
pub(crate) mod own_type;
mod reader;
pub(crate) mod serialize;
mod set;
mod source;
mod value;

pub(crate) use evaluate::{Slot, evaluate};
pub(crate) use identity::{email, subject};
pub use identity_types::{AlternativeSecurityId, UserIdentity};
pub use input::{InputValues, Inputs};
pub(crate) use input::{parameters, resolve_outputs};
pub use reader::{ClaimReader, Claims};
pub use set::ClaimSet;
pub(crate) use source::Sources;
pub use value::{ClaimType, ClaimValue};

#[cfg(test)]
mod tests;
