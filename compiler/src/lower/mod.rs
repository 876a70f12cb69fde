//! Stage 7: from a checked policy to what is generated.
//!
//! - `health`: which items an error touches
//! - `select`: which technical profiles are wanted, in the order of their buttons
//! - `refuse`: what is not compiled yet
//! - `profile`: a technical profile as [`claimsmith_profile::Profile`]
//! - `metadata`: its metadata, read as the keys mean it
//! - `exchange`: its authorization, token and claims requests
//! - `follow_up`: the claims requests after those
//! - `id_token`: how an id_token is validated
//! - `claims`: its claims, and which of them names the user
//! - `enablement`: when it is offered
//! - `fields`: the fields of inputs, claims and configuration
//! - `names`: Rust names, renames and collisions

mod claims;
mod enablement;
mod exchange;
mod fields;
mod follow_up;
mod health;
mod id_token;
mod metadata;
mod names;
mod profile;
mod refuse;
mod select;

use crate::diagnostic::codes::{INVALID_DERIVE, NOTHING_TO_GENERATE};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Client, Place, Sdk};
use crate::model::{Policy, PolicySet, TechnicalProfile};
use crate::naming;
use crate::options::Options;
use crate::source::{SourceMap, Span};

/// What the first leaf generates: its healthy profiles. `None` when there is no leaf with a complete chain.
pub fn lower(
    set: &PolicySet<'_>,
    options: &Options,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Sdk> {
    check_derives(options, diagnostics);
    let policy = set.policies.first()?;
    let selection = select::select(policy, options, diagnostics);
    let names = names::Names::assign(policy, &selection.wanted, options, diagnostics);
    if selection.wanted.is_empty() && !diagnostics.has_errors() {
        diagnostics.push(nothing(policy));
    }
    for profile in &selection.wanted {
        refuse::check(profile, policy, diagnostics);
        profile::check_subject(profile, policy, diagnostics);
    }
    let health = health::Health::new(policy, diagnostics);
    let healthy = selection.wanted.iter().filter(|profile| health.is_healthy(profile, policy));
    let profiles: Vec<Client> = healthy.filter_map(|profile| client(profile, policy, &names, sources)).collect();
    let leaf = policy.leaf()?;
    let file = sources.get(leaf.file).path().to_owned();
    Some(Sdk {
        policy: leaf.policy_id.as_ref().map_or_else(|| file.clone(), |id| id.to_string()),
        file,
        runtime_path: options.runtime_path.clone(),
        derives: options.derive.iter().map(|derive| derive.value.clone()).collect(),
        complete: profiles.len() == selection.wanted.len(),
        profiles,
        omitted: selection.omitted,
    })
}

fn client(
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
    names: &names::Names,
    sources: &SourceMap,
) -> Option<Client> {
    let name = names.client(profile.id)?;
    let lowered = profile::lower(profile, policy, &name)?;
    let fields = fields::Fields { profile, policy, names, sources };
    Some(Client {
        field: names.field(profile.id)?,
        name,
        place: place(profile.id.span, format!("TechnicalProfile {}", profile.id.value), sources),
        domain: profile.domain.map_or_else(String::new, |domain| domain.to_string()),
        keys: fields.keys(&lowered)?,
        inputs: fields.inputs(&lowered)?,
        claims: fields.claims(&lowered)?,
        profile: lowered,
    })
}

fn place(span: Span, element: String, sources: &SourceMap) -> Place {
    let source = sources.get(span.file);
    Place { file: source.path().to_owned(), line: source.line_column(span.start).0, element }
}

fn nothing(policy: &Policy<'_>) -> Diagnostic {
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
    finding.help(if party {
        "name profiles with `profiles = [\"…\"]` or `--profile`, or let the default user journey exchange claims with one"
    } else {
        "name the policy that has the profiles"
    })
}

/// What every claims struct implements.
const OWN_DERIVES: &[&str] = &["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];

/// A derive reaches Rust source as it is written, so it must be a path and nothing else.
fn check_derives(options: &Options, diagnostics: &mut Diagnostics) {
    for derive in &options.derive {
        let path = derive.value.strip_prefix("::").unwrap_or(&derive.value);
        let message = if !path.split("::").all(naming::is_name) {
            format!("the derive `{}` is not a path", derive.value)
        } else if path.rsplit("::").next().is_some_and(|name| OWN_DERIVES.contains(&name)) {
            format!("every claims struct implements `{}` already", derive.value)
        } else {
            continue;
        };
        let mut finding = Diagnostic::new(INVALID_DERIVE, message)
            .help("write a further derive as in `#[derive(…)]`, for example `Eq` or `Hash`");
        finding.argument = Some(derive.index);
        diagnostics.push(finding);
    }
}
