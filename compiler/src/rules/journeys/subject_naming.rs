//! The subject of the token is one of its claims: `SubjectNamingInfo` names the partner claim type of an output claim of
//! the relying party.

use super::{is_explained, relying_party_profile, token_name};
use crate::ast::{SubjectNamingInfo, TechnicalProfile};
use crate::diagnostic::codes::SUBJECT_NAMING;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Severity};
use crate::model::Policy;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    // What it includes may hold the claim or the name.
    let Some(profile) = relying_party_profile(policy).filter(|profile| profile.include.is_none()) else { return };
    let finding = match &profile.subject_naming_info {
        Some(subject) => unnamed(subject, profile, policy, diagnostics),
        None => Some(missing(profile)),
    };
    if let Some(finding) = finding.filter(|_| !is_explained(&[profile.span], diagnostics)) {
        diagnostics.push(finding);
    }
}

fn missing(profile: &TechnicalProfile) -> Diagnostic {
    let mut finding = Diagnostic::new(SUBJECT_NAMING, "the relying party does not say which claim is the subject")
        .at(profile.id.span, "no `SubjectNamingInfo`")
        .help("name the claim that identifies the user: `<SubjectNamingInfo ClaimType=\"sub\" />`");
    finding.severity = Severity::Warning;
    finding
}

fn unnamed(
    subject: &SubjectNamingInfo,
    profile: &TechnicalProfile,
    policy: &Policy<'_>,
    diagnostics: &Diagnostics,
) -> Option<Diagnostic> {
    let wanted = subject.claim_type.as_str();
    let names: Vec<&str> = profile.output_claims.iter().map(|it| token_name(it, profile, policy).as_str()).collect();
    let is_id = profile.output_claims.iter().any(|output| output.claim_type.eq_ignore_ascii_case(wanted));
    if is_id || names.contains(&wanted) {
        return None;
    }
    let message = format!("the subject `{wanted}` is no claim of the token");
    let mut finding = Diagnostic::new(SUBJECT_NAMING, message)
        .at(subject.claim_type.span, "no output claim has this partner claim type");
    if let Some(name) = names.iter().find(|name| name.eq_ignore_ascii_case(wanted)) {
        finding.severity = Severity::Warning;
        let place = subject.claim_type.span;
        return Some(finding.replace(place, *name, "use the same case", Applicability::MachineApplicable));
    }
    // Names of three letters are one letter apart and mean something else: `oid` is a user, and `tid` a tenant.
    let near = diagnostics.nearest(wanted, names.iter().copied()).filter(|_| wanted.chars().count() > 3);
    Some(match near {
        Some(near) => finding.did_you_mean(subject.claim_type.span, wanted, near),
        None => finding.help(format!(
            "give the output claim that identifies the user `PartnerClaimType=\"{wanted}\"`, or name another one here"
        )),
    })
}
