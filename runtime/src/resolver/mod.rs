//! Claim resolvers: what an application knows when a sign-in begins, and what becomes of it.
//!
//! - `context`: what the application says; `culture`: a language tag and its parts
//! - `resolve`: the value of one resolver; `date_time`: the time as .NET writes it
//! - `bounds`: what a value must be to leave the application

mod bounds;
mod context;
mod culture;
mod date_time;
mod resolve;

pub(crate) use bounds::{check_input, check_kept, check_resolved};
pub use context::ResolverContext;
pub use culture::Culture;
pub(crate) use culture::{choose_language, nearest};
pub(crate) use date_time::date_time;
pub(crate) use resolve::Resolution;
