//! When a technical profile is offered (`EnabledForUserJourneys`).

use super::profile::text;
use crate::model::{Policy, TechnicalProfile};
use crate::protocol::condition::{CLAIM_TYPE, CLAIM_VALUE, Condition};
use claimsmith_profile::Enablement;

/// When the profile is offered. A condition whose claim or value is missing has been reported.
pub(super) fn enablement(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Enablement {
    let metadata = |key| profile.metadata(key).map(|item| item.value.value.as_str()).filter(|text| !text.is_empty());
    let Some(condition) = profile.enabled_for_user_journeys.and_then(|text| Condition::find(text)) else {
        return Enablement::Always;
    };
    let claim = metadata(CLAIM_TYPE).map(|id| text(policy.claim_types.get(id).map_or(id, |it| it.id)));
    let item = metadata(CLAIM_VALUE).map(text);
    match (condition, claim, item) {
        (Condition::ClaimsExistence, Some(claim), _) => Enablement::OnClaimsExistence { claim },
        (Condition::ItemExistence, Some(claim), Some(item)) => Enablement::OnItemExistence { claim, item },
        (Condition::ItemAbsence, Some(claim), Some(item)) => Enablement::OnItemAbsence { claim, item },
        _ => Enablement::Always,
    }
}
