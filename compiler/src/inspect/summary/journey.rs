//! User journeys and sub-journeys with their steps.

use super::context::Context;
use super::support::{self, Support, Verdict};
use crate::inspect::graph;
use crate::json::record::record;
use crate::model::UserJourney;

record! {
    /// A user journey or a sub-journey.
    pub struct Journey {
        /// `@Id`
        pub id: String,
        /// `@Type` of a sub-journey; none for a user journey.
        pub sub_journey_type: Option<String>,
        /// Whether applications start it by themselves.
        pub is_default: bool,
        /// The steps in order.
        pub steps: Vec<Step>,
    }

    /// An orchestration step.
    pub struct Step {
        /// `@Order`
        pub order: u32,
        /// `@Type`, empty without one.
        pub step_type: String,
        /// `@ContentDefinitionReferenceId`
        pub content_definition: Option<String>,
        /// When it runs: it is skipped as soon as one of these fails.
        pub preconditions: Vec<String>,
        /// What the user can choose.
        pub selections: Vec<Selection>,
        /// The claims exchanges.
        pub exchanges: Vec<Exchange>,
        /// The sub-journeys it invokes.
        pub sub_journeys: Vec<String>,
        /// The technical profile that issues its tokens.
        pub token_issuer: Option<String>,
        /// What Claimsmith makes of it.
        pub support: Support,
        /// Why.
        pub reason: String,
        /// `file:line` of its first element.
        pub place: String,
    }

    /// What a user can choose.
    pub struct Selection {
        /// Id of the claims exchange.
        pub exchange: String,
        /// Its technical profile; none when there is no such exchange.
        pub technical_profile: Option<String>,
    }

    /// A claims exchange.
    pub struct Exchange {
        /// `@Id`
        pub id: String,
        /// The technical profile.
        pub technical_profile: String,
    }
}

pub(super) fn journeys(context: &Context<'_, '_>) -> Vec<Journey> {
    let policy = context.policy;
    let of = |it: &UserJourney<'_>, is_sub: bool| {
        let journey = graph::of_journey(it, is_sub, policy, context.sources);
        Journey {
            is_default: !is_sub && context.default_journey().is_some_and(|id| id.eq_ignore_ascii_case(&journey.id)),
            id: journey.id,
            sub_journey_type: journey.sub_journey_type,
            steps: journey.steps.into_iter().map(|it| step(it, context)).collect(),
        }
    };
    let user_journeys = policy.user_journeys.iter().map(|it| of(it, false));
    user_journeys.chain(policy.sub_journeys.iter().map(|it| of(it, true))).collect()
}

fn step(it: graph::Step, context: &Context<'_, '_>) -> Step {
    let verdict = |id: &str| context.profile(id).map_or_else(support::undefined, |known| known.verdict.clone());
    let exchanges: Vec<(&str, Verdict)> =
        it.exchanges.iter().map(|it| it.technical_profile.id.as_str()).map(|id| (id, verdict(id))).collect();
    let choices = it.selections.iter().filter_map(|it| it.technical_profile.as_ref());
    let choices: Vec<(&str, Verdict)> = choices.map(|it| (it.id.as_str(), verdict(&it.id))).collect();
    let Verdict { support, reason } = support::of_step(&it.kind, &exchanges, &choices);
    Step {
        order: it.order,
        step_type: it.kind,
        content_definition: it.content_definition,
        preconditions: it.preconditions.into_iter().map(|it| it.text).collect(),
        selections: it.selections.into_iter().map(selection).collect(),
        exchanges: it.exchanges.into_iter().map(exchange).collect(),
        sub_journeys: it.sub_journeys,
        token_issuer: it.issuer.map(|issuer| issuer.id),
        support,
        reason,
        place: it.places.into_iter().next().unwrap_or_default(),
    }
}

fn selection(it: graph::Selection) -> Selection {
    Selection { exchange: it.exchange, technical_profile: it.technical_profile.map(|profile| profile.id) }
}

fn exchange(it: graph::Exchange) -> Exchange {
    Exchange { id: it.id, technical_profile: it.technical_profile.id }
}
