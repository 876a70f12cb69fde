//! The rules of one claims struct, with their regular expressions.

use super::{ClaimViolation, check, claim_id, day, mask, texts};
use crate::claims::ClaimValue;
use crate::claims::serialize::ClaimField;
use crate::config::Clock;
use crate::pattern::{CompiledOnce, MOST_STEPS};
use claimsmith_profile::Profile;
use claimsmith_profile::transformation::{ClaimValidation, Pattern};
use std::borrow::Cow;
use std::fmt;

/// What a profile asks of the values of its claims, and how it shows them. Each regular expression is compiled when it is first
/// needed, and never again: generated code keeps one of these for each claims struct.
pub struct ClaimRules<'p> {
    profile: Cow<'p, Profile>,
    /// Of the patterns of the validations, in their order; of two that are equal the first is used.
    patterns: Vec<CompiledOnce>,
    /// Of the masks, in their order.
    masks: Vec<CompiledOnce>,
}

impl ClaimRules<'static> {
    /// The rules of a profile.
    #[must_use]
    pub fn of(profile: Profile) -> Self {
        Self::new(Cow::Owned(profile))
    }
}

impl<'p> ClaimRules<'p> {
    pub(crate) fn new(profile: Cow<'p, Profile>) -> Self {
        let patterns = patterns(&profile).map(|_| CompiledOnce::default()).collect();
        let masks = profile.masks.iter().map(|_| CompiledOnce::default()).collect();
        Self { profile, patterns, masks }
    }

    /// The claims of a claims struct against the validations of its profile: one field for each of them, in their order.
    /// A claim without a value is not looked at: whether it must have one, the policy says elsewhere.
    #[must_use]
    pub fn validate(&self, fields: &[&dyn ClaimField], clock: &dyn Clock) -> Vec<ClaimViolation> {
        let values = self.profile.validations.iter().zip(fields).map(|(validation, field)| (validation, field.claim()));
        self.violations(values, clock)
    }

    /// The same with the values at hand.
    pub(crate) fn violations<'v>(
        &self,
        values: impl Iterator<Item = (&'v ClaimValidation, Option<ClaimValue>)>,
        clock: &dyn Clock,
    ) -> Vec<ClaimViolation> {
        let today = day::of_moment(clock.now());
        let matches = |pattern: &Pattern, text: &str| self.is_match(pattern, text);
        let set = values.filter_map(|(validation, value)| Some((validation, value.filter(|value| !value.is_unset())?)));
        set.flat_map(|(validation, value)| {
            check::violations(validation, claim_id(&self.profile, validation.claim), &value, today, &matches)
        })
        .collect()
    }

    /// The value of a field as the mask at this index of [`Profile::masks`] shows it; `None` without a value that
    /// can be shown so, or such a mask. Of a collection the texts, with commas between.
    #[must_use]
    pub fn masked(&self, index: usize, field: &dyn ClaimField) -> Option<String> {
        let (_, mask) = self.profile.masks.get(index)?;
        let compiled = self.masks.get(index)?;
        let texts = texts(&field.claim()?);
        let masked: Vec<String> = texts.iter().map(|text| mask::masked(mask, text, compiled)).collect();
        (!masked.is_empty()).then(|| masked.join(", "))
    }

    /// A text of which it cannot be told whether it matches counts as one that does not: too long, too many steps, or a
    /// pattern that cannot be compiled. What was not checked is not let through.
    fn is_match(&self, pattern: &Pattern, text: &str) -> bool {
        let compiled = patterns(&self.profile).zip(&self.patterns).find(|(known, _)| *known == pattern);
        let compiled = compiled.and_then(|(_, compiled)| compiled.get(pattern, MOST_STEPS));
        compiled.is_some_and(|compiled| compiled.is_match(text))
    }
}

/// No patterns: they are those of the profile.
impl fmt::Debug for ClaimRules<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ClaimRules").field("profile", &self.profile.id).finish_non_exhaustive()
    }
}

/// The patterns of the validations of a profile, in their order.
fn patterns(profile: &Profile) -> impl Iterator<Item = &Pattern> {
    profile.validations.iter().flat_map(|validation| {
        let restriction = validation.pattern.iter().map(|restriction| &restriction.pattern);
        restriction.chain(validation.predicates.iter().flat_map(|predicates| predicates.patterns()))
    })
}
