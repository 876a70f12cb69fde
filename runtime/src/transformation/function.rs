//! The claims-transformation technical profile (protocol `Proprietary`, handler `ClaimsTransformationProtocolProvider`): a
//! function from claims to claims, without a provider and without a browser.
//!
//! Data flow: input claims → their slots → defaults of the output claims → transformations → claims struct.

use super::pattern::Patterns;
use super::{Context, run_all};
use crate::callback::Callback;
use crate::claims::{
    ClaimReader, Claims, InputValues, Inputs, Slot, Sources, begun_with, check_inputs, check_required, evaluate,
    resolve_outputs,
};
use crate::config::{Clock, Randomness, SystemClock, SystemRandomness};
use crate::error::SignInError;
use crate::resolver::{Resolution, ResolverContext, choose_language};
use crate::secret::Secret;
use claimsmith_profile::{Profile, Text};
use std::fmt;
use std::sync::Arc;

/// What claims transformations ask for beside their claims: the time, chance, the language of the user, policy keys. Cheap to
/// clone. Keep one and use it again: it compiles each regular expression once.
#[derive(Clone)]
pub struct TransformationContext {
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
    resolvers: ResolverContext,
    policy_keys: Vec<(Text, Secret)>,
    patterns: Arc<Patterns>,
}

impl TransformationContext {
    /// The system's clock and randomness, no language, no keys.
    #[must_use]
    pub fn new() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            randomness: Arc::new(SystemRandomness),
            resolvers: ResolverContext::default(),
            policy_keys: Vec::new(),
            patterns: Arc::default(),
        }
    }

    /// Sets the clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Sets the source of randomness.
    #[must_use]
    pub fn with_randomness(mut self, randomness: Arc<dyn Randomness>) -> Self {
        self.randomness = randomness;
        self
    }

    /// Sets what claim resolvers give, the language of the user ([`ResolverContext::culture`]) among it.
    #[must_use]
    pub fn with_resolvers(mut self, resolvers: ResolverContext) -> Self {
        self.resolvers = resolvers;
        self
    }

    /// Adds the value of a policy key, such as `B2C_1A_AccountTransformSecret`: what `randomizerSecret` of `Hash` names.
    #[must_use]
    pub fn with_policy_key(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.policy_keys.push((name.into().into(), value.into()));
        self
    }
}

impl Default for TransformationContext {
    fn default() -> Self {
        Self::new()
    }
}

/// No values: keys are secrets, the rest may be personal data.
impl fmt::Debug for TransformationContext {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.policy_keys.iter().map(|(name, _)| name.as_ref()).collect();
        formatter.debug_struct("TransformationContext").field("policy_keys", &names).finish_non_exhaustive()
    }
}

/// The inputs of a claims-transformation technical profile. Generated code implements it for the `…Inputs` struct of the
/// profile's function.
pub trait TransformationInputs: Inputs {
    /// The technical profile, as [`transform_claims`] takes it.
    const PROFILE: Profile;
    /// What the function gives.
    type Claims: Claims;
}

/// Runs a claims-transformation technical profile: inputs to outputs. Nothing is sent anywhere.
///
/// Of the profile these say something: `id`, `inputs`, `outputs`, `transformations`. A claim that the transformations read
/// before one of them writes it is an input claim, and has a place among
/// [`Transformations::claims`](claimsmith_profile::transformation::Transformations::claims) with `input` set; `yielded`, when
/// it is an output claim as well. The other output claims stand in [`Profile::outputs`]; they begin with their default.
///
/// # Errors
/// [`SignInError::Assertion`] and [`SignInError::Transformation`] of a transformation; [`SignInError::MissingInput`] and
/// [`SignInError::MissingClaim`] for an input or output claim that must have a value; [`SignInError::InvalidInput`] for an
/// input of another type than its claim; [`SignInError::ClaimType`] and [`SignInError::UnreadableClaim`] as for a sign-in.
pub fn transform_claims<C: Claims>(
    profile: &Profile,
    inputs: impl Inputs,
    context: &TransformationContext,
) -> Result<C, SignInError> {
    let mut values = InputValues::new(profile);
    inputs.write(&mut values);
    let slots = transformed(profile, &values, context)?;
    C::read(&mut ClaimReader::new(profile, slots))
}

fn transformed(
    profile: &Profile,
    inputs: &InputValues<'_>,
    context: &TransformationContext,
) -> Result<Vec<Slot>, SignInError> {
    let now = context.clock.now();
    let resolution = Resolution { context: &context.resolvers, inputs, now };
    let transformations = &profile.transformations;
    let further = begun_with(&resolution)?.into_iter().skip(profile.outputs.len());
    check_inputs(&resolution)?;
    let mut slots = defaults(profile, &resolution)?;
    slots.extend(further);
    let run = Context {
        now,
        randomness: context.randomness.as_ref(),
        language: choose_language(&transformations.languages, context.resolvers.culture.as_ref()),
        policy_keys: &context.policy_keys,
        patterns: &context.patterns,
    };
    run_all(profile, &transformations.before, &mut slots, &run)?;
    run_all(profile, &transformations.after, &mut slots, &run)?;
    let slots: Vec<Slot> = slots.into_iter().map(Slot::settled).collect();
    check_required(profile, &slots)?;
    Ok(slots)
}

/// The output claims when nobody answers: their defaults.
fn defaults(profile: &Profile, resolution: &Resolution<'_>) -> Result<Vec<Slot>, SignInError> {
    let resolved = resolve_outputs(profile, resolution, &mut 0)?;
    let sources = Sources {
        claims: None,
        follow_ups: &[],
        id_token: None,
        token: None,
        raw_id_token: None,
        access_token: None,
        refresh_token: None,
        callback: &Callback::from_query("")?,
        resolved: &resolved,
    };
    evaluate(profile, &sources)
}
