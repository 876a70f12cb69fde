//! Which technical profiles are wanted: federation profiles in the order of their buttons, and those that do nothing but
//! run claims transformations; and whether the relying party has a token contract.
//!
//! Those that `profiles` names; else those that the default user journey of the relying party reaches; else, in a file
//! without a relying party, all of them. None of those that `exclude` names. The technical profile of the relying party is
//! named as any other.

use super::selectors::{Report, names_excluded};
use super::token;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{CONTRADICTORY_ARGUMENTS, NO_OUTPUT_CLAIMS, NOT_COMPILED, UNKNOWN_SELECTOR};
use crate::diagnostic::suggest::did_you_mean;
use crate::ir::Omitted;
use crate::model::offered::{is_federation, offered, offered_functions};
use crate::model::relying_party::technical_profile;
use crate::model::{Policy, TechnicalProfile};
use crate::options::{Argument, Options};
use crate::rules::no_output_claims;
use crate::source::Span;
use std::collections::BTreeSet;

const EXCLUDED: &str = "is left out by `exclude`";
const NOT_NAMED: &str = "is not among the `profiles`";

/// The outcome of the selection.
pub(crate) struct Selection<'p, 'a> {
    /// Those that sign users in, in the order of their buttons.
    pub(crate) wanted: Vec<&'p TechnicalProfile<'a>>,
    /// Those that become functions.
    pub(crate) functions: Vec<&'p TechnicalProfile<'a>>,
    /// The technical profile of the relying party, of whose output claims the token contract is made.
    pub(crate) token: Option<TechnicalProfile<'a>>,
    /// The others, and why.
    pub(crate) omitted: Vec<Omitted>,
}

impl<'p, 'a> Selection<'p, 'a> {
    /// Every technical profile that is wanted, that of the relying party not among them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &'p TechnicalProfile<'a>> {
        self.wanted.iter().chain(&self.functions).copied()
    }

    /// The same with that of the relying party.
    pub(crate) fn named(&self) -> impl Iterator<Item = &TechnicalProfile<'a>> {
        self.all().chain(&self.token)
    }

    /// Whether nothing is wanted.
    pub(crate) fn is_empty(&self) -> bool {
        self.named().next().is_none()
    }
}

pub(super) fn select<'p, 'a>(policy: &'p Policy<'a>, options: &Options, report: &mut Report<'_>) -> Selection<'p, 'a> {
    check_excluded(policy, options, report);
    let (mut candidates, mut functions) = match &options.profiles {
        Some(named) => by_name(policy, named, report).into_iter().partition(|it| !it.is_claims_transformation()),
        None => (offered(policy), offered_functions(policy)),
    };
    candidates.retain(|profile| !names_excluded(profile.id, options));
    functions.retain(|profile| !names_excluded(profile.id, options) && gives_claims(profile, report));
    let mut wanted = Vec::new();
    for profile in candidates {
        if profile.is_oauth2_federation() {
            wanted.push(profile);
        } else if options.profiles.is_some() || is_federation(profile) {
            report.push(not_compiled(profile));
        }
    }
    let mut selection = Selection { wanted, functions, token: None, omitted: Vec::new() };
    let kept: BTreeSet<Span> = selection.all().map(|profile| profile.id.span).collect();
    let omitted = policy.technical_profiles.iter().filter(|profile| !kept.contains(&profile.id.span));
    let omitted = omitted.map(|profile| Omitted { id: profile.id.to_string(), reason: reason(profile, options) });
    selection.omitted = omitted.collect();
    match token_contract(&selection, policy, options) {
        Ok(profile) => selection.token = Some(profile),
        Err(omitted) => selection.omitted.extend(omitted),
    }
    selection
}

/// The technical profile of the relying party, when a contract is made of it; else why not.
fn token_contract<'a>(
    selection: &Selection<'_, 'a>,
    policy: &Policy<'a>,
    options: &Options,
) -> Result<TechnicalProfile<'a>, Option<Omitted>> {
    let profile = token::contract(policy)?;
    let is_it = |id: &str| id.eq_ignore_ascii_case(profile.id);
    let reason = if names_excluded(profile.id, options) {
        EXCLUDED
    } else if options.profiles.as_ref().is_some_and(|named| !named.iter().any(|argument| is_it(&argument.value))) {
        NOT_NAMED
    } else if selection.all().any(|other| is_it(other.id)) {
        "has the id of another technical profile"
    } else {
        return Ok(profile);
    };
    Err(Some(Omitted { id: profile.id.to_string(), reason: reason.to_owned() }))
}

/// Whether this is the id of the relying party's technical profile.
fn is_relying_party(id: &str, policy: &Policy<'_>) -> bool {
    technical_profile(policy).is_some_and(|profile| profile.id.eq_ignore_ascii_case(id))
}

/// Whether a profile that the caller named for a function has output claims. A relying party that reaches one without has
/// been told so.
fn gives_claims(profile: &TechnicalProfile<'_>, report: &mut Report<'_>) -> bool {
    if !profile.output_claims.is_empty() {
        return true;
    }
    let is_it = |finding: &Diagnostic| {
        let place = finding.primary.as_ref().map(|label| label.span);
        finding.code == NO_OUTPUT_CLAIMS && place == Some(profile.id.span)
    };
    if !report.diagnostics.errors().any(is_it) {
        report.push(no_output_claims(profile));
    }
    false
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
            None if is_relying_party(&argument.value, policy) => {}
            None => report.push(unknown("profiles", argument, policy)),
        }
    }
    profiles
}

/// What `exclude` names is there, and nothing else asks for it.
fn check_excluded(policy: &Policy<'_>, options: &Options, report: &mut Report<'_>) {
    for argument in &options.exclude {
        let wanted = options.profiles.iter().flatten().any(|it| it.value.eq_ignore_ascii_case(&argument.value));
        if policy.technical_profiles.get(&argument.value).is_none() && !is_relying_party(&argument.value, policy) {
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
    let is_compiled = |it: &&TechnicalProfile<'_>| is_federation(it) || it.is_claims_transformation();
    let compiled = policy.technical_profiles.iter().filter(is_compiled);
    let mut finding = Diagnostic::new(UNKNOWN_SELECTOR, message)
        .maybe_help(did_you_mean(&argument.value, compiled.map(|profile| profile.id.as_str())));
    finding.argument = Some(argument.index);
    finding
}

fn reason(profile: &TechnicalProfile<'_>, options: &Options) -> String {
    let is_compiled = is_federation(profile) || profile.is_claims_transformation();
    if profile.is_claims_transformation() && profile.output_claims.is_empty() {
        "has no output claims".to_owned()
    } else if !is_compiled {
        "does not hand the user to another provider".to_owned()
    } else if profile.is_switched_off() {
        "is switched off by `EnabledForUserJourneys`".to_owned()
    } else if names_excluded(profile.id, options) {
        EXCLUDED.to_owned()
    } else if options.profiles.is_some() {
        NOT_NAMED.to_owned()
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
