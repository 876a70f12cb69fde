//! Claims: what goes into a sign-in and comes out of it.

mod convert;
mod evaluate;
mod identity;
mod identity_types;
mod input;
mod kept;
pub(crate) mod own_type;
mod picked;
mod place;
mod reader;
pub(crate) mod serialize;
mod set;
mod slot;
mod source;
mod value;

pub(crate) use convert::convert;
pub(crate) use evaluate::{check_required, evaluate};
pub(crate) use identity::{email, subject};
pub use identity_types::{AlternativeSecurityId, UserIdentity};
pub use input::{InputValues, Inputs};
pub(crate) use input::{check_inputs, given, parameters, resolve_outputs};
pub(crate) use kept::{keep, kept};
pub(crate) use picked::Picked;
pub(crate) use place::{place, places};
pub use reader::{ClaimReader, Claims};
pub use set::ClaimSet;
pub(crate) use slot::Slot;
pub(crate) use source::Sources;
pub use value::{ClaimType, ClaimValue};

#[cfg(test)]
mod tests;
