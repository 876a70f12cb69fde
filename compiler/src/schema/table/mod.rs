//! The schema table: every element of a policy with its attributes and children, by area of the document.
//!
//! It reads from the inside out: in each file the small elements stand first, the element that holds them last.

mod building_blocks;
mod claim_types;
mod content_definitions;
mod document;
mod relying_party;
mod shared;
mod technical_profile;
mod user_journey;

pub(super) use document::TRUST_FRAMEWORK_POLICY;
pub(super) use technical_profile::TECHNICAL_PROFILE;
