//! What a finding about a reference says.

use super::kind::{Reference, ReferenceKind};
use crate::ast::Text;
use crate::diagnostic::codes::{
    LOCALIZED_NOTHING, REFERENCE_TO_DERIVED, UNDECLARED_CLAIM_IN_PRECONDITION, UNDECLARED_CLAIM_TYPE,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Edit};
use crate::model::{IdSpace, Scope};

/// The most ids that are listed when none is near.
const MOST_LISTED: usize = 8;

/// What an id of this kind names.
pub(in crate::rules) const fn noun(space: IdSpace) -> &'static str {
    match space {
        IdSpace::ClaimType => "claim type",
        IdSpace::Predicate => "predicate",
        IdSpace::InputValidation => "input validation",
        IdSpace::PredicateValidation => "predicate validation",
        IdSpace::ClaimsTransformation => "claims transformation",
        IdSpace::ClientDefinition => "client definition",
        IdSpace::ContentDefinition => "content definition",
        IdSpace::LocalizedResources => "set of localized resources",
        IdSpace::DisplayControl => "display control",
        IdSpace::TechnicalProfile => "technical profile",
        IdSpace::UserJourney => "user journey",
        IdSpace::SubJourney => "sub-journey",
    }
}

/// With its article.
fn one(space: IdSpace) -> String {
    let noun = noun(space);
    format!("{} {noun}", if noun.starts_with('i') { "an" } else { "a" })
}

/// The id of one kind may be taken for that of another.
const ALL: &[IdSpace] = &[
    IdSpace::ClaimType,
    IdSpace::Predicate,
    IdSpace::InputValidation,
    IdSpace::PredicateValidation,
    IdSpace::ClaimsTransformation,
    IdSpace::ClientDefinition,
    IdSpace::ContentDefinition,
    IdSpace::LocalizedResources,
    IdSpace::DisplayControl,
    IdSpace::TechnicalProfile,
    IdSpace::UserJourney,
    IdSpace::SubJourney,
];

/// A reference that leads nowhere, or several to one id.
pub(super) fn lost(
    kind: &ReferenceKind,
    group: &[Reference<'_>],
    scope: Scope<'_, '_>,
    diagnostics: &Diagnostics,
) -> Diagnostic {
    let Some(first) = group.first() else { return Diagnostic::new(kind.code, String::new()) };
    let mut finding = sentence(kind, first);
    finding.severity = kind.severity;
    if group.len() > 1 {
        finding = finding.note(format!("{} elements of this file are about it", group.len()));
    }
    if let Some(other) = ALL.iter().find(|other| **other != kind.space && scope.find(**other, first.id).is_some()) {
        let (other, wanted) = (one(*other), one(kind.space));
        finding = finding.note(format!("`{}` is {other}; `{}` names {wanted}", first.id.value, kind.element));
    }
    match diagnostics.nearest(first.id, scope.ids(kind.space)) {
        Some(near) => {
            let mut finding = finding.did_you_mean(first.id.span, first.id, near);
            if let Some(fix) = &mut finding.fix {
                let replacement = fix.edits.first().map(|edit| edit.replacement.clone()).unwrap_or_default();
                let further = group.iter().skip(1);
                fix.edits.extend(further.map(|it| Edit { span: it.id.span, replacement: replacement.clone() }));
            }
            finding
        }
        None => finding.help(advice(kind, first, scope, diagnostics)),
    }
}

fn sentence(kind: &ReferenceKind, reference: &Reference<'_>) -> Diagnostic {
    let (noun, id) = (noun(kind.space), &reference.id.value);
    let (message, place) = match kind.code {
        UNDECLARED_CLAIM_TYPE => (
            format!("the claim type `{id}` is not declared"),
            "not in the `ClaimsSchema` of this policy or its bases".to_owned(),
        ),
        UNDECLARED_CLAIM_IN_PRECONDITION => (
            format!("the claim type `{id}` of a precondition is not declared"),
            "never has a value, so this condition never changes".to_owned(),
        ),
        LOCALIZED_NOTHING => {
            (format!("there is no {noun} `{id}` to localize"), "ignored: not in this policy or its bases".to_owned())
        }
        _ if kind.space == IdSpace::LocalizedResources => {
            (format!("the localized resources `{id}` are not defined"), "not in this policy or its bases".to_owned())
        }
        _ => (format!("the {noun} `{id}` is not defined"), "not in this policy or its bases".to_owned()),
    };
    inside(Diagnostic::new(kind.code, message).at(reference.id.span, place), reference)
}

fn inside(finding: Diagnostic, reference: &Reference<'_>) -> Diagnostic {
    match reference.inside {
        Some((place, id)) => finding.label(id.span, place),
        None => finding,
    }
}

/// What to do when no id is near.
fn advice(kind: &ReferenceKind, reference: &Reference<'_>, scope: Scope<'_, '_>, diagnostics: &Diagnostics) -> String {
    let id = &reference.id.value;
    match kind.code {
        UNDECLARED_CLAIM_TYPE => format!("declare it: `<ClaimType Id=\"{id}\">` in `ClaimsSchema`"),
        UNDECLARED_CLAIM_IN_PRECONDITION => "declare it, or remove the precondition".to_owned(),
        LOCALIZED_NOTHING => "remove what is localized, or name what it is meant for".to_owned(),
        _ if matches!(kind.space, IdSpace::UserJourney | IdSpace::SubJourney) && diagnostics.suggests() => {
            known(scope, kind.space).unwrap_or_else(|| DEFINE.to_owned())
        }
        _ => DEFINE.to_owned(),
    }
}

const DEFINE: &str = "define it, or derive from the base that does";

/// The ids there are, when they are few.
fn known(scope: Scope<'_, '_>, space: IdSpace) -> Option<String> {
    let mut ids: Vec<&str> = scope.ids(space).collect();
    ids.sort_unstable();
    ids.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    let listed: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    (1..=MOST_LISTED).contains(&ids.len()).then(|| format!("known here: {}", listed.join(", ")))
}

/// A reference of a base that only a derived policy satisfies.
pub(super) fn only_derived(kind: &ReferenceKind, reference: &Reference<'_>, declared: &Text) -> Diagnostic {
    let (noun, id) = (noun(kind.space), &reference.id.value);
    let message = format!("only a derived policy defines the {noun} `{id}`");
    let mut finding = Diagnostic::new(REFERENCE_TO_DERIVED, message)
        .at(reference.id.span, "not in this policy or its bases")
        .label(declared.span, "defined in a policy that derives from this one")
        .note("a policy is uploaded before those that derive from it, and checked with its bases alone")
        .help("move the definition into this policy or a base of it, or move the reference into the derived policy");
    finding.severity = kind.severity;
    finding
}
