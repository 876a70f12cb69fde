//! Stage 7: from a checked policy to what is generated.
//!
//! - `health`: which items an error touches
//! - `selectors`: what the arguments that pick items out of the policy name
//! - `customization`: names, attributes and types that the caller gives
//! - `derives`: derives that the caller gives
//! - `select`: which technical profiles are wanted, in the order of their buttons
//! - `function`: a technical profile that does nothing but run claims transformations, as a function
//! - `refuse`: what is not compiled yet
//! - `profile`: a technical profile as [`claimsmith_profile::Profile`]
//! - `metadata`: its metadata, read as the keys mean it
//! - `exchange`: its authorization, token and claims requests
//! - `follow_up`: the claims requests after those
//! - `id_token`: how an id_token is validated
//! - `claims`: its input and output claims
//! - `transformations`: its claims transformations
//! - `subject`: which of its claims names the user
//! - `enablement`: when it is offered
//! - `token`: the claims of the tokens that an application gets
//! - `fields`: the fields of inputs, claims and configuration
//! - `names`: Rust names, renames and collisions
//! - `places`: where the parts of a technical profile stand
//! - `validation`: what values must be like, and how they are shown
//! - `forecast`: what will be refused, for a check, which generates nothing
//! - `judge`: what is in the way of a technical profile, for those who only want to know

mod claims;
mod customization;
mod derives;
mod enablement;
mod exchange;
mod fields;
mod follow_up;
mod forecast;
mod function;
mod health;
mod id_token;
mod judge;
mod metadata;
mod names;
mod places;
mod profile;
mod refuse;
mod select;
mod selectors;
mod subject;
mod token;
mod transformations;
mod validation;

use crate::diagnostic::codes::{NOT_COMPILED, NOTHING_TO_GENERATE};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Client, Place, Sdk};
use crate::model::{Policy, PolicySet, TechnicalProfile};
use crate::options::Options;
use crate::source::{SourceMap, Span};
pub use forecast::check as forecast;
pub(crate) use judge::{Judge, PolicyJudge, subject_of};

/// What the first leaf generates: its healthy profiles. `None` when there is no leaf with a complete chain. Arguments that
/// match nothing go to `unmatched` when they serve other policies too.
pub fn lower(
    set: &PolicySet<'_>,
    options: &Options,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
    unmatched: &mut Vec<Diagnostic>,
) -> Option<Sdk> {
    derives::check(options, diagnostics);
    let policy = set.policies.first()?;
    let mut report = selectors::Report { diagnostics, unmatched, are_shared: options.are_arguments_shared };
    let selection = select::select(policy, options, &mut report);
    let selectors = selectors::Selectors { policy, selection: &selection, options };
    let customization = customization::Customization::read(&selectors, &mut report);
    let names = names::Names::assign(&names::Named::of(&selection), policy, &customization, diagnostics);
    if selection.is_empty() && !diagnostics.has_errors() && unmatched.is_empty() {
        diagnostics.push(nothing(policy, options));
    }
    selection.all().for_each(|profile| refuse::check(profile, policy, diagnostics));
    selection.wanted.iter().for_each(|profile| profile::check_subject(profile, policy, diagnostics));
    selection.token.iter().for_each(|profile| token::check(profile, policy, diagnostics));
    let health = health::Health::new(policy, diagnostics);
    let is_healthy = |profile: &&&TechnicalProfile<'_>| health.is_healthy(profile, policy);
    let kept = selection.all().map(|profile| profile.id.span).collect();
    let is_whole = !health.may_hide_some(&kept, policy);
    let customized = (&names, &customization);
    let mut profiles = Vec::new();
    for profile in selection.wanted.iter().filter(is_healthy) {
        profiles.extend(lowered(profile, client(profile, policy, customized, sources), diagnostics));
    }
    let mut functions = Vec::new();
    for profile in selection.functions.iter().filter(is_healthy) {
        let function = function::function(profile, policy, customized, sources);
        functions.extend(lowered(profile, function, diagnostics));
    }
    let token = selection.token.as_ref().filter(|profile| health.is_healthy(profile, policy));
    let token = token.and_then(|it| lowered(it, token::token(it, policy, customized, sources), diagnostics));
    let leaf = policy.leaf()?;
    let file = sources.get(leaf.file).path().to_owned();
    Some(Sdk {
        policy: leaf.policy_id.as_ref().map_or_else(|| file.clone(), |id| id.to_string()),
        file,
        runtime_path: options.runtime_path.clone(),
        derives: options.derive.iter().map(|derive| derive.value.clone()).collect(),
        complete: is_whole && profiles.len() == selection.wanted.len(),
        profiles,
        functions,
        token,
        omitted: selection.omitted,
    })
}

/// What is generated for a healthy profile. Whatever is in the way of one makes it unhealthy before, by an error; should
/// nobody have said what it is, then at least that it is left out.
fn lowered<T>(profile: &TechnicalProfile<'_>, lowered: Option<T>, diagnostics: &mut Diagnostics) -> Option<T> {
    if lowered.is_none() {
        let message =
            format!("the technical profile `{}` cannot be compiled, and no finding says why", profile.id.value);
        let finding = Diagnostic::new(NOT_COMPILED, message).at(profile.id.span, "left out");
        let finding = finding.help(select::leave_out(profile.id));
        diagnostics.push(finding.help("report it with the policy: this is a mistake of Claimsmith"));
    }
    lowered
}

fn client(
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
    (names, customization): (&names::Names, &customization::Customization),
    sources: &SourceMap,
) -> Option<Client> {
    let name = names.client(profile.id)?;
    let lowered = profile::lower(profile, policy, &name)?;
    let fields = fields::Fields { profile, policy, names, customization, sources };
    Some(Client {
        field: names.field(profile.id)?,
        name,
        place: place(profile.id.span, format!("TechnicalProfile {}", profile.id.value), sources),
        places: places::places(profile, policy, sources),
        domain: profile.domain.map_or_else(String::new, |domain| domain.to_string()),
        keys: fields.keys(&lowered)?,
        inputs: fields.inputs(&lowered)?,
        claims: fields.claims(&lowered)?,
        attributes: customization.of_struct(profile.id),
        profile: lowered,
    })
}

fn place(span: Span, element: String, sources: &SourceMap) -> Place {
    let source = sources.get(span.file);
    Place { file: source.path().to_owned(), line: source.line_column(span.start).0, element }
}

fn nothing(policy: &Policy<'_>, options: &Options) -> Diagnostic {
    let finding = Diagnostic::new(NOTHING_TO_GENERATE, "the policy has no federation profile to compile");
    let party = policy.relying_party.is_some();
    let place = policy.leaf().map(|leaf| leaf.relying_party.as_ref().map_or(leaf.root, |party| party.name));
    let switched_off: Vec<_> = policy.technical_profiles.iter().filter(|it| it.is_switched_off()).collect();
    let switched_off = switched_off.iter().filter(|profile| profile.is_oauth2_federation());
    let switches: Vec<Span> = switched_off.filter_map(|it| Some(it.enabled_for_user_journeys?.span)).collect();
    let finding = match place {
        Some(place) if party => finding.at(place, "its user journey reaches no technical profile with protocol OAuth2"),
        Some(place) if switches.is_empty() => {
            finding.at(place, "no technical profile with protocol OAuth2 stands here or in a base")
        }
        Some(place) => finding.at(place, "every technical profile with protocol OAuth2 is switched off"),
        None => finding,
    };
    let finding = switches.into_iter().fold(finding, |finding, switch| finding.label(switch, "switched off here"));
    finding.help(if !options.exclude.is_empty() {
        "`exclude` leaves some out: name fewer there"
    } else if party {
        "name profiles with `profiles = [\"…\"]` or `--profile`, or let the default user journey exchange claims with one"
    } else {
        "name the policy that has the profiles"
    })
}
