//! The claims-transformation technical profile (protocol `Proprietary`, handler `ClaimsTransformationProtocolProvider`): a
//! function from claims to claims, without a provider and without a browser.
//!
//! Data flow: what is given → input transformations → input claims, with their defaults → output claims, with theirs → output
//! transformations → claims struct.
//!
//! Microsoft's documentation of this protocol names output transformations only. B2C runs input transformations all the same:
//! Microsoft's own policies for signing in with a phone number have such profiles with nothing else that could fill their output
//! claims, and users sign in with them. So the order is the one that every technical profile has.

use super::pattern::Patterns;
use super::{Context, run_all};
use crate::callback::Callback;
use crate::claims::{
    ClaimReader, Claims, InputValues, Inputs, Picked, Slot, Sources, check_inputs, check_required, evaluate, given,
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
/// it is an output claim as well. So has a claim that the transformations of
/// [`before`](claimsmith_profile::transformation::Transformations::before) write, with `input` if it is an input claim or has
/// a default. The other output claims stand in [`Profile::outputs`]; they begin with their default.
///
/// What runs, in order: the transformations of `before` over what is given, without defaults; then the input claims are picked,
/// where an empty one gets its default or what its claim resolver gives, and one with `always_default` gets it in any case, and
/// those that are `required` are asked for; then [`Profile::outputs`] get their defaults; then the transformations of `after`.
///
/// # Errors
/// [`SignInError::Assertion`] and [`SignInError::Transformation`] of a transformation; [`SignInError::MissingInput`] and
/// [`SignInError::MissingOutput`] for an input or output claim that must have a value; [`SignInError::InvalidInput`] for an
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
    let transformations = &profile.transformations;
    let run = Context {
        now,
        randomness: context.randomness.as_ref(),
        language: choose_language(&transformations.languages, context.resolvers.culture.as_ref()),
        policy_keys: &context.policy_keys,
        patterns: &context.patterns,
    };
    let mut slots = given(inputs)?;
    run_all(profile, &transformations.before, &mut slots, &run)?;
    let mut slots = picked(profile, inputs, slots, (context, now))?;
    run_all(profile, &transformations.after, &mut slots, &run)?;
    let slots: Vec<Slot> = slots.into_iter().map(Slot::settled).collect();
    check_required(profile, &slots).map_err(of_a_function)?;
    Ok(slots)
}

/// The claims when the input transformations have run: what they hold, else their defaults.
fn picked(
    profile: &Profile,
    inputs: &InputValues<'_>,
    slots: Vec<Slot>,
    (context, now): (&TransformationContext, u64),
) -> Result<Vec<Slot>, SignInError> {
    let picked = Picked::new((profile, inputs), &slots, &context.resolvers, now);
    let further = picked.slots(slots)?.into_iter().skip(profile.outputs.len());
    check_inputs(&picked.resolution())?;
    let mut slots = defaults(profile, &picked.resolution())?;
    slots.extend(further);
    Ok(slots)
}

/// Where there is no provider, none is to blame.
fn of_a_function(error: SignInError) -> SignInError {
    match error {
        SignInError::MissingClaim { claim } => SignInError::MissingOutput { claim },
        other => other,
    }
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
