//! Which claims there are at each step of a user journey.
//!
//! All steps of a journey share one bag of claims, and so do the sub-journeys that it invokes. These are the data that
//! rules about claims start from; what is wrong is said by the rules.
//!
//! - `steps`: the steps of a journey in order, sub-journeys in place, with the technical profiles that each runs
//! - `produced`: the bag of claims, filled step by step with what technical profiles may produce
//! - `stranded`: why a claim that a technical profile returns does not come to the application
//! - `ways`: which claims there are on which way through a journey: `program` says what runs after what, `effect` what a
//!   technical profile makes of a claim

mod effect;
mod produced;
mod program;
mod steps;
mod stranded;
mod ways;

pub(super) use produced::{ClaimsBag, transformation_outputs};
pub(super) use steps::{Step, Steps, cycles};
pub(super) use stranded::Stranded;
pub(super) use ways::Ways;
