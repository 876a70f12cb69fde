//! Claims transformations: what B2C's methods do, as pure functions, and the driver that runs the steps of a profile.
//!
//! - `age`: the age group of a user (feature `dates`)
//! - `bag`: the claims that steps read and write
//! - `boolean`: methods over booleans
//! - `context`: what a step may ask for beside its claims: the time, chance, the language, a policy key
//! - `date`: methods over dates and times (feature `dates`)
//! - `fault`: why a step ended without a result
//! - `feature`: what the steps of a profile need of this crate
//! - `format`: composite format strings
//! - `function`: a claims-transformation technical profile, from inputs to outputs
//! - `general`: methods over claims of any type
//! - `integer`: methods over numbers
//! - `json`: methods over JSON
//! - `json_tree`: JSON that is put together from paths
//! - `pattern`: the regular expressions of a profile, compiled
//! - `phone_number`: methods over phone numbers (feature `phone`)
//! - `predicate`: methods that ask the predicates of a claim type
//! - `random`: chance: GUIDs, numbers, secrets
//! - `regular_expression`: methods over regular expressions
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
mod feature;
mod format;
mod function;
mod general;
mod integer;
mod json;
mod json_tree;
mod pattern;
#[cfg(feature = "phone")]
mod phone_number;
mod predicate;
mod random;
mod regular_expression;
mod run;
mod social;
mod string;
mod string_collection;
mod text;
mod uri;
mod user_identity;
#[cfg(feature = "xml")]
mod xml;

pub(crate) use context::Context;
pub(crate) use feature::prepare;
pub use function::{TransformationContext, TransformationInputs, transform_claims};
pub(crate) use pattern::Patterns;

use crate::claims::{Slot, place};
use crate::error::{SignInError, TransformationFault};
use claimsmith_profile::Profile;
use claimsmith_profile::transformation::Transformation;
use fault::Fault;

/// Runs transformations in their order over the claims of a profile, and says so in the log: names, never a value.
///
/// # Errors
/// [`SignInError::Assertion`] or [`SignInError::Transformation`] of the first that does not succeed.
pub(crate) fn run_all(
    profile: &Profile,
    transformations: &[Transformation],
    slots: &mut [Slot],
    context: &Context<'_>,
) -> Result<(), SignInError> {
    for transformation in transformations {
        let method = transformation.step.method();
        let (provider, id) = (profile.label(), transformation.id.as_ref());
        tracing::debug!(
            target: "claimsmith", provider, profile = %profile.id, transformation = id, method, "claims transformation"
        );
        run::run(&transformation.step, slots, *context).map_err(|fault| error(profile, transformation, fault))?;
    }
    Ok(())
}

fn error(profile: &Profile, transformation: &Transformation, fault: Fault) -> SignInError {
    let reason = match fault {
        Fault::Message { key } => {
            return SignInError::Assertion { transformation: transformation.id.to_string(), key };
        }
        Fault::Absent { slot } => {
            let claim = place(profile, usize::from(slot)).map_or_else(String::new, |place| place.claim.to_owned());
            TransformationFault::MissingClaim { claim }
        }
        Fault::Failed(sentence) => TransformationFault::Failed(sentence),
    };
    let method = transformation.step.method();
    let (profile, transformation) = (profile.id.as_ref().into(), transformation.id.to_string());
    SignInError::Transformation { profile, transformation, method, reason }
}
