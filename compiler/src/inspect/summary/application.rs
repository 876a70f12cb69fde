//! The applications that use a policy: its relying parties, and what is in their tokens.

use super::context::{Context, Known};
use super::support::{self, Support};
use crate::ast;
use crate::inspect::graph;
use crate::json::record::record;
use crate::model::fold;
use crate::protocol::{Role, value};
use crate::secrets::is_secret_name;
use std::collections::BTreeSet;

record! {
    /// An application by what it is promised: the technical profile of a relying party.
    pub struct Application {
        /// `TechnicalProfile/@Id` of the relying party; none when it has no technical profile.
        pub id: Option<String>,
        /// `Protocol/@Name`
        pub protocol: Option<String>,
        /// The user journey that runs for it.
        pub user_journey: Option<String>,
        /// Further endpoints with journeys of their own.
        pub endpoints: Vec<JourneyEndpoint>,
        /// The claim of the token that names the user: `SubjectNamingInfo/@ClaimType`.
        pub subject_name: Option<String>,
        /// The claim type behind it.
        pub subject_claim_type: Option<String>,
        /// The claims of its tokens.
        pub claims: Vec<TokenClaim>,
        /// The technical profiles that issue its tokens.
        pub token_issuers: Vec<TokenIssuer>,
        /// `SingleSignOn/@Scope`
        pub single_sign_on: Option<String>,
        /// `SessionExpiryType`
        pub session_expiry_type: Option<String>,
        /// `SessionExpiryInSeconds`
        pub session_expiry_in_seconds: Option<String>,
        /// Whether its pages may run scripts: `ScriptExecution`.
        pub scripts: bool,
        /// What Claimsmith makes of it.
        pub support: Support,
        /// Why.
        pub reason: String,
        /// `file:line`
        pub place: String,
    }

    /// An endpoint of a relying party with a user journey of its own.
    pub struct JourneyEndpoint {
        /// `@Id`
        pub id: String,
        /// `@UserJourneyReferenceId`
        pub user_journey: String,
    }

    /// A claim of a token.
    pub struct TokenClaim {
        /// What it is called in the token.
        pub name: String,
        /// The claim type.
        pub claim_type: String,
        /// `DataType` of the claim type.
        pub data_type: Option<String>,
        /// `@DefaultValue`; left out where the name is that of a secret.
        pub default_value: Option<String>,
        /// Whether it always has the default value.
        pub always_default: bool,
        /// `@Required`
        pub required: bool,
    }

    /// What issues tokens, and how long they hold.
    pub struct TokenIssuer {
        /// `TechnicalProfile/@Id`
        pub technical_profile: String,
        /// The format of its tokens.
        pub format: Option<String>,
        /// What `iss` is, for tokens of OpenID Connect.
        pub issuer: Option<String>,
        /// How many seconds an id_token holds.
        pub id_token_seconds: Option<u64>,
        /// How many seconds an access token holds.
        pub access_token_seconds: Option<u64>,
        /// How many seconds a refresh token holds.
        pub refresh_token_seconds: Option<u64>,
        /// After how many seconds the user signs in anew; none when refreshing never ends.
        pub rolling_refresh_token_seconds: Option<u64>,
        /// The user journey that runs when a token is refreshed.
        pub refresh_user_journey: Option<String>,
    }
}

pub(super) fn applications(context: &Context<'_, '_>) -> Vec<Application> {
    let Some(party) = context.policy.relying_party else { return Vec::new() };
    let profiles: Vec<Option<&ast::TechnicalProfile>> =
        party.technical_profile.iter().chain(&party.further_technical_profiles).map(Some).collect();
    let profiles = if profiles.is_empty() { vec![None] } else { profiles };
    profiles.into_iter().map(|profile| application(party, profile, context)).collect()
}

fn application(
    party: &ast::RelyingParty,
    profile: Option<&ast::TechnicalProfile>,
    context: &Context<'_, '_>,
) -> Application {
    let behaviors = party.behaviors.as_ref();
    let text = |text: Option<&ast::Text>| text.map(|text| text.value.clone());
    let protocol = profile.and_then(|it| it.protocol.as_ref()).map(|protocol| protocol.name.value.clone());
    let claims: Vec<TokenClaim> =
        profile.into_iter().flat_map(|it| &it.output_claims).map(|it| token_claim(it, context)).collect();
    let subject_name = profile.and_then(|it| it.subject_naming_info.as_ref()).map(|it| it.claim_type.value.clone());
    let subject = subject_name.as_ref().and_then(|name| claims.iter().find(|claim| claim.name == *name));
    let verdict = support::of_application(protocol.as_deref());
    Application {
        id: profile.map(|it| it.id.value.clone()),
        user_journey: text(party.default_user_journey.as_ref()),
        endpoints: party.endpoints.iter().map(endpoint).collect(),
        subject_claim_type: subject.map(|claim| claim.claim_type.clone()),
        subject_name,
        claims,
        token_issuers: token_issuers(context),
        single_sign_on: text(behaviors.and_then(|it| it.single_sign_on.as_ref()).and_then(|it| it.scope.as_ref())),
        session_expiry_type: text(behaviors.and_then(|it| it.session_expiry_type.as_ref())),
        session_expiry_in_seconds: text(behaviors.and_then(|it| it.session_expiry_in_seconds.as_ref())),
        scripts: behaviors.and_then(|it| it.script_execution.as_ref()).is_some_and(|it| it.value == "Allow"),
        support: verdict.support,
        reason: verdict.reason,
        place: context.place(profile.map_or(party.name, |it| it.id.span)),
        protocol,
    }
}

fn endpoint(endpoint: &ast::Endpoint) -> JourneyEndpoint {
    JourneyEndpoint { id: endpoint.id.value.clone(), user_journey: endpoint.user_journey.value.clone() }
}

fn token_claim(claim: &ast::ClaimReference, context: &Context<'_, '_>) -> TokenClaim {
    let claim_type = context.claim_id(&claim.claim_type);
    let name = claim.partner_claim_type.as_ref().map_or_else(|| claim_type.clone(), |name| name.value.clone());
    let is_secret = is_secret_name(&name) || is_secret_name(&claim_type);
    let default = claim.default_value.as_ref().filter(|_| !is_secret);
    TokenClaim {
        data_type: context.data_type(&claim.claim_type),
        default_value: default.map(|value| value.value.clone()),
        always_default: claim.default_value.is_some()
            && claim.always_use_default_value.as_ref().is_some_and(|flag| flag.value),
        required: claim.required.as_ref().is_some_and(|flag| flag.value),
        claim_type,
        name,
    }
}

/// What the steps of the default user journey issue tokens with.
fn token_issuers(context: &Context<'_, '_>) -> Vec<TokenIssuer> {
    let policy = context.policy;
    let Some(journey) = context.default_journey().and_then(|id| policy.user_journeys.get(id)) else {
        return Vec::new();
    };
    let graph = graph::graph(journey, false, policy, context.sources);
    let steps = graph.journeys.iter().flat_map(|journey| &journey.steps);
    let by_step = steps.filter_map(|step| step.issuer.as_ref()).map(|issuer| issuer.id.as_str());
    let by_journey = journey.default_issuer.map(|id| id.as_str());
    let mut seen = BTreeSet::new();
    let ids = by_step.chain(by_journey).filter(|id| seen.insert(fold(id)));
    ids.filter_map(|id| context.profile(id)).map(|known| token_issuer(known, context)).collect()
}

fn token_issuer(known: &Known<'_, '_>, context: &Context<'_, '_>) -> TokenIssuer {
    let is_jwt = known.role == Some(Role::JwtIssuer);
    let seconds = |key: &str| {
        let default = || Role::JwtIssuer.key(key).map(|row| row.default);
        let text = known.metadata(key).or_else(default).filter(|_| is_jwt)?;
        text.trim().parse().ok()
    };
    let flag = |key: &str| known.metadata(key).and_then(value::boolean).unwrap_or(false);
    let is_endless = flag("allow_infinite_rolling_refresh_token");
    let names_policy =
        known.metadata("IssuanceClaimPattern").is_some_and(|it| it.eq_ignore_ascii_case("AuthorityWithTfp"));
    let issuer = if names_policy {
        format!("https://<host>/tfp/<tenant id>/{}/v2.0/", context.policy.policy_id().to_lowercase())
    } else {
        "https://<host>/<tenant id>/v2.0/".to_owned()
    };
    TokenIssuer {
        technical_profile: known.id(),
        format: known.profile.output_token_format.map(|format| format.value.clone()),
        issuer: is_jwt.then_some(issuer),
        id_token_seconds: seconds("id_token_lifetime_secs"),
        access_token_seconds: seconds("token_lifetime_secs"),
        refresh_token_seconds: seconds("refresh_token_lifetime_secs"),
        rolling_refresh_token_seconds: seconds("rolling_refresh_token_lifetime_secs").filter(|_| !is_endless),
        refresh_user_journey: known.metadata("RefreshTokenUserJourneyId").map(str::to_owned),
    }
}
