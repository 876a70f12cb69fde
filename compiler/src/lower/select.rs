//! Which technical profiles are wanted, in the order of their buttons.
//!
//! Those that `profiles` names; else those that the default user journey of the relying party reaches; else, in a file
//! without a relying party, every federation profile.

use crate::diagnostic::codes::{NOT_COMPILED, UNKNOWN_SELECTOR};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::Omitted;
use crate::model::{OrchestrationStep, Policy, TechnicalProfile, UserJourney};
use crate::options::{Argument, Options};

/// Protocols under which Claimsmith would be the client of another provider.
const FEDERATION: &[&str] = &["OAuth1", "OAuth2", "OpenIdConnect", "SAML2", "WsFed"];

/// The outcome of the selection.
pub(crate) struct Selection<'p, 'a> {
    /// In the order of their buttons.
    pub(crate) wanted: Vec<&'p TechnicalProfile<'a>>,
    /// The others, and why.
    pub(crate) omitted: Vec<Omitted>,
}

pub(super) fn select<'p, 'a>(
    policy: &'p Policy<'a>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Selection<'p, 'a> {
    let candidates = match &options.profiles {
        Some(named) => by_name(policy, named, diagnostics),
        None => offered(policy),
    };
    let mut wanted = Vec::new();
    for profile in candidates {
        if profile.is_oauth2_federation() {
            wanted.push(profile);
        } else if options.profiles.is_some() || is_federation(profile) {
            diagnostics.push(not_compiled(profile));
        }
    }
    let omitted = policy
        .technical_profiles
        .iter()
        .filter(|profile| !contains(&wanted, profile))
        .map(|profile| Omitted { id: profile.id.value.clone(), reason: reason(profile, options) });
    Selection { omitted: omitted.collect(), wanted }
}

/// The federation profiles a user can choose, before any argument of the caller.
pub(crate) fn offered<'p, 'a>(policy: &'p Policy<'a>) -> Vec<&'p TechnicalProfile<'a>> {
    let party = policy.leaf().and_then(|leaf| leaf.relying_party.as_ref());
    let Some(journey) = party.and_then(|party| party.default_user_journey.as_ref()) else {
        let all = policy.technical_profiles.iter();
        let offered = all.filter(|profile| is_federation(profile) && !profile.is_switched_off());
        return if party.is_some() { Vec::new() } else { offered.collect() };
    };
    policy.user_journeys.get(journey).map_or_else(Vec::new, |journey| reached(policy, journey))
}

/// The profiles whose exchange a journey holds: first in the order of the selections, then in that of the steps.
fn reached<'p, 'a>(policy: &'p Policy<'a>, journey: &'p UserJourney<'a>) -> Vec<&'p TechnicalProfile<'a>> {
    let steps = steps(policy, journey);
    let exchanges: Vec<_> = steps.iter().flat_map(|step| &step.exchanges).copied().collect();
    let selected = steps
        .iter()
        .flat_map(|step| &step.selections)
        .filter_map(|target| exchanges.iter().find(|exchange| exchange.id.eq_ignore_ascii_case(target)).copied());
    let mut profiles: Vec<&TechnicalProfile<'a>> = Vec::new();
    for exchange in selected.chain(exchanges.iter().copied()) {
        let profile = policy.technical_profiles.get(&exchange.technical_profile);
        let profile = profile.filter(|profile| !profile.is_switched_off());
        profiles.extend(profile.filter(|profile| !contains(&profiles, profile)));
    }
    profiles
}

/// The steps of a journey and of the sub-journeys it invokes, each sub-journey once.
fn steps<'p, 'a>(policy: &'p Policy<'a>, journey: &'p UserJourney<'a>) -> Vec<&'p OrchestrationStep<'a>> {
    let mut steps: Vec<&OrchestrationStep<'a>> = journey.steps.values().collect();
    let mut invoked: Vec<&UserJourney<'a>> = Vec::new();
    let mut at = 0;
    while let Some(step) = steps.get(at).copied() {
        at += 1;
        for sub_journey in step.sub_journeys.iter().filter_map(|id| policy.sub_journeys.get(id)) {
            if !invoked.iter().any(|known| std::ptr::eq(*known, sub_journey)) {
                invoked.push(sub_journey);
                steps.extend(sub_journey.steps.values());
            }
        }
    }
    steps
}

/// Whether code is generated for the profile, as far as the caller's arguments and the policy say it.
pub(crate) fn is_wanted(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, options: &Options) -> bool {
    match &options.profiles {
        Some(named) => named.iter().any(|argument| argument.value.eq_ignore_ascii_case(profile.id)),
        None => contains(&offered(policy), profile),
    }
}

fn by_name<'p, 'a>(
    policy: &'p Policy<'a>,
    named: &[Argument],
    diagnostics: &mut Diagnostics,
) -> Vec<&'p TechnicalProfile<'a>> {
    let mut profiles = Vec::new();
    for argument in named {
        match policy.technical_profiles.get(&argument.value) {
            Some(profile) if contains(&profiles, profile) => {}
            Some(profile) => profiles.push(profile),
            None => diagnostics.push(unknown(argument, policy)),
        }
    }
    profiles
}

fn unknown(argument: &Argument, policy: &Policy<'_>) -> Diagnostic {
    let message = format!("`profiles` names `{}`, which the policy does not define", argument.value);
    let federation = policy.technical_profiles.iter().filter(|profile| is_federation(profile));
    let mut finding = Diagnostic::new(UNKNOWN_SELECTOR, message)
        .maybe_help(did_you_mean(&argument.value, federation.map(|profile| profile.id.as_str())));
    finding.argument = Some(argument.index);
    finding
}

fn contains<'a>(list: &[&TechnicalProfile<'a>], profile: &TechnicalProfile<'a>) -> bool {
    list.iter().any(|known| known.id.eq_ignore_ascii_case(profile.id))
}

/// Whether the profile hands the user to another provider, whatever the protocol: it is neither a token issuer nor
/// the password grant.
pub(crate) fn is_federation(profile: &TechnicalProfile<'_>) -> bool {
    let password = profile.metadata("grant_type").is_some_and(|item| item.value.eq_ignore_ascii_case("password"));
    profile.protocol_name().is_some_and(|name| FEDERATION.contains(&name))
        && profile.output_token_format.is_none()
        && profile.cryptographic_key("issuer_secret").is_none()
        && !password
}

fn reason(profile: &TechnicalProfile<'_>, options: &Options) -> String {
    if !is_federation(profile) {
        "does not hand the user to another provider".to_owned()
    } else if profile.is_switched_off() {
        "is switched off by `EnabledForUserJourneys`".to_owned()
    } else if options.profiles.is_some() {
        "is not among the `profiles`".to_owned()
    } else {
        "is not reached by the default user journey".to_owned()
    }
}

fn not_compiled(profile: &TechnicalProfile<'_>) -> Diagnostic {
    let protocol = profile.protocol_name().unwrap_or("none");
    let span = profile.protocol.map_or(profile.id.span, |protocol| protocol.name.span);
    Diagnostic::new(NOT_COMPILED, format!("the protocol `{protocol}` of `{}` is not yet compiled", profile.id.value))
        .at(span, "only OAuth2 is compiled")
        .help("leave this profile out: name the others with `profiles = [\"…\"]` or `--profile`")
}
