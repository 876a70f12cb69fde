//! Claims: what goes into a sign-in and comes out of it.

mod evaluate;
mod input;
mod reader;
pub(crate) mod serialize;
mod set;
mod value;

pub(crate) use evaluate::{Slot, Sources, evaluate, subject};
pub(crate) use input::parameters;
pub use input::{InputValues, Inputs};
pub use reader::{ClaimReader, Claims};
pub use set::ClaimSet;
pub use value::{ClaimType, ClaimValue};
