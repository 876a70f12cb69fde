//! Which technical profiles are wanted, in the order of their buttons.
//!
//! Those that `profiles` names; else those that the default user journey of the relying party reaches; else, in a file
//! without a relying party, every federation profile. None of those that `exclude` names.

use super::selectors::{Report, names_excluded};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{CONTRADICTORY_ARGUMENTS, NOT_COMPILED, UNKNOWN_SELECTOR};
use crate::diagnostic::suggest::did_you_mean;
use crate::ir::Omitted;
use crate::model::offered::{is_federation, offered};
use crate::model::{Policy, TechnicalProfile};
use crate::options::{Argument, Options};
use crate::source::Span;
use std::collections::BTreeSet;

/// The outcome of the selection.
pub(crate) struct Selection<'p, 'a> {
    /// In the order of their buttons.
    pub(crate) wanted: Vec<&'p TechnicalProfile<'a>>,
    /// The others, and why.
    pub(crate) omitted: Vec<Omitted>,
}

pub(super) fn select<'p, 'a>(policy: &'p Policy<'a>, options: &Options, report: &mut Report<'_>) -> Selection<'p, 'a> {
    check_excluded(policy, options, report);
    let candidates = match &options.profiles {
        Some(named) => by_name(policy, named, report),
        None => offered(policy),
    };
    let mut wanted = Vec::new();
    for profile in candidates.into_iter().filter(|profile| !names_excluded(profile.id, options)) {
        if profile.is_oauth2_federation() {
            wanted.push(profile);
        } else if options.profiles.is_some() || is_federation(profile) {
            report.push(not_compiled(profile));
        }
    }
    let kept: BTreeSet<Span> = wanted.iter().map(|profile| profile.id.span).collect();
    let omitted = policy
        .technical_profiles
        .iter()
        .filter(|profile| !kept.contains(&profile.id.span))
        .map(|profile| Omitted { id: profile.id.value.clone(), reason: reason(profile, options) });
    Selection { omitted: omitted.collect(), wanted }
}

fn by_name<'p, 'a>(
    policy: &'p Policy<'a>,
    named: &[Argument],
    report: &mut Report<'_>,
) -> Vec<&'p TechnicalProfile<'a>> {
    let mut profiles = Vec::new();
    let mut known = BTreeSet::new();
    for argument in named {
        match policy.technical_profiles.get(&argument.value) {
            Some(profile) if known.insert(profile.id.span) => profiles.push(profile),
            Some(_) => {}
            None => report.push(unknown("profiles", argument, policy)),
        }
    }
    profiles
}

/// What `exclude` names is there, and nothing else asks for it.
fn check_excluded(policy: &Policy<'_>, options: &Options, report: &mut Report<'_>) {
    for argument in &options.exclude {
        let wanted = options.profiles.iter().flatten().any(|it| it.value.eq_ignore_ascii_case(&argument.value));
        if policy.technical_profiles.get(&argument.value).is_none() {
            report.push(unknown("exclude", argument, policy));
        } else if wanted {
            let message = format!("`profiles` names `{}`, and `exclude` leaves it out", argument.value);
            let mut finding = Diagnostic::new(CONTRADICTORY_ARGUMENTS, message).help("keep it in one of the two");
            finding.argument = Some(argument.index);
            report.push(finding);
        }
    }
}

fn unknown(name: &str, argument: &Argument, policy: &Policy<'_>) -> Diagnostic {
    let message = format!("`{name}` names `{}`, which the policy does not define", argument.value);
    let federation = policy.technical_profiles.iter().filter(|profile| is_federation(profile));
    let mut finding = Diagnostic::new(UNKNOWN_SELECTOR, message)
        .maybe_help(did_you_mean(&argument.value, federation.map(|profile| profile.id.as_str())));
    finding.argument = Some(argument.index);
    finding
}

fn reason(profile: &TechnicalProfile<'_>, options: &Options) -> String {
    if !is_federation(profile) {
        "does not hand the user to another provider".to_owned()
    } else if profile.is_switched_off() {
        "is switched off by `EnabledForUserJourneys`".to_owned()
    } else if names_excluded(profile.id, options) {
        "is left out by `exclude`".to_owned()
    } else if options.profiles.is_some() {
        "is not among the `profiles`".to_owned()
    } else {
        "is not reached by the default user journey".to_owned()
    }
}

/// How to go on without a profile.
pub(super) fn leave_out(id: &str) -> String {
    format!("leave this profile out: `exclude = [\"{id}\"]`, or `--exclude {id}` on the command line")
}

fn not_compiled(profile: &TechnicalProfile<'_>) -> Diagnostic {
    let protocol = profile.protocol_name().unwrap_or("none");
    let span = profile.protocol.map_or(profile.id.span, |protocol| protocol.name.span);
    Diagnostic::new(NOT_COMPILED, format!("the protocol `{protocol}` of `{}` is not yet compiled", profile.id.value))
        .at(span, "only OAuth2 is compiled")
        .help(leave_out(profile.id))
}
