//! What the compiler makes of policies: what it says of them, and what becomes of those it accepts. A module a subject, all in one
//! program, because each program of its own links the whole compiler again.

#[path = "../common/mod.rs"]
mod common;

mod bad_input;
mod bases;
mod certain_fixes;
mod claim_flow;
mod claim_resolvers;
mod claim_resolvers_elsewhere;
mod claim_types;
mod clients;
mod compiled_transformations;
mod customization;
mod dropped_profiles;
mod environments;
mod functions;
mod included_profiles;
mod inheritance;
mod inspect;
mod inventory;
mod journey_overrides;
mod journeys;
mod kinds_of_technical_profile;
mod lints;
mod merge;
mod metadata;
mod metadata_faults;
mod pages;
mod partner_claim_paths;
mod policy_keys;
mod proven_claims;
mod publish;
mod references;
mod relying_party;
mod summary;
mod token_contract;
mod transformations;
mod transformations_in_policy;
mod unnamed_environment;
mod ways;
mod wrong_kinds;
