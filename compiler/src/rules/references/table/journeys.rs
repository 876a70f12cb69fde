//! What names a user journey, a sub-journey or a client definition.

use super::{Reference, in_journeys, in_metadata, in_steps};
use crate::ast::{RelyingParty, Text};
use crate::model::IdSpace::{ClientDefinition, SubJourney, UserJourney};
use crate::rules::references::kind::{ReferenceKind, References, kind};

pub(super) const KINDS: &[ReferenceKind] = &[
    kind("DefaultUserJourney", UserJourney, |file| in_party(&file.relying_party, |party| &party.default_user_journey)),
    kind("Endpoint", UserJourney, |file| {
        in_party(&file.relying_party, |party| party.endpoints.iter().map(|endpoint| &endpoint.user_journey))
    }),
    kind("RefreshTokenUserJourneyId", UserJourney, |file| in_metadata(file, "RefreshTokenUserJourneyId")),
    kind("ClientCredentialsUserJourneyId", UserJourney, |file| in_metadata(file, "ClientCredentialsUserJourneyId")),
    kind("Candidate", SubJourney, |file| in_steps(file, |step| &step.sub_journeys)),
    kind("ClientDefinition", ClientDefinition, |file| in_journeys(file, |journey| &journey.client_definition)),
];

fn in_party<'a, I>(party: &'a Option<RelyingParty>, ids: impl Fn(&'a RelyingParty) -> I + 'a) -> References<'a>
where
    I: IntoIterator<Item = &'a Text> + 'a,
{
    Box::new(party.iter().flat_map(ids).map(|id| Reference { id, inside: None }))
}
