//! Claim resolvers are known, stand where they have a value, and are switched on where they stand.
//!
//! - `federation`: OAuth2 profiles, whose resolvers Claimsmith runs
//! - `other_profiles`: every other technical profile, and that of the relying party
//! - `pages`: the addresses and parameters of content definitions

pub(super) mod federation;
pub(super) mod other_profiles;
pub(super) mod pages;

use crate::ast::Text;
use crate::diagnostic::codes::{
    CASE_ONLY_MATCH, EMPTY_RESOLVER, MISPLACED_RESOLVER, UNDECLARED_CLAIM_TYPE, UNKNOWN_RESOLVER,
};
use crate::diagnostic::suggest::{did_you_mean, nearest};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::ClaimTypes;
use crate::protocol::resolver::{self, ClaimResolver, RESOLVERS};

/// The metadata key that switches claim resolving on.
const SWITCH: &str = "IncludeClaimResolvingInClaimsHandling";

/// Namespaces that the pages of single features document.
const OF_FEATURES: &[&str] = &["property", "service"];

/// Whether a claim resolver is one of those that only the page of a feature documents.
fn is_of_feature(text: &Text) -> bool {
    let namespace = namespace_of(text);
    OF_FEATURES.iter().any(|known| known.eq_ignore_ascii_case(namespace))
}

/// What stands before the colon.
fn namespace_of(text: &Text) -> &str {
    text.trim_start_matches('{').split(':').next().unwrap_or_default()
}

/// There is no claim resolver of this name.
fn unknown(text: &Text, namespace: Option<&'static str>, name: &str) -> Diagnostic {
    let finding = Diagnostic::new(UNKNOWN_RESOLVER, format!("there is no claim resolver `{}`", text.value));
    let Some(namespace) = namespace else {
        let written = namespace_of(text);
        let mut namespaces: Vec<&str> = RESOLVERS.iter().map(|row| row.namespace).filter(|it| !it.is_empty()).collect();
        namespaces.dedup();
        return finding
            .at(text.span, "its namespace is not known")
            .maybe_help(did_you_mean(written, namespaces.iter().copied()));
    };
    let finding = finding.at(text.span, format!("`{namespace}` has no `{name}`"));
    let members = resolver::members(namespace);
    if let Some(member) = members.clone().find(|member| member.eq_ignore_ascii_case(name)) {
        return finding.replace(
            text.span,
            format!("{{{namespace}:{member}}}"),
            format!("the names of claim resolvers are case-sensitive: `{member}`"),
            Applicability::MachineApplicable,
        );
    }
    match nearest(name, members.clone()) {
        Some(near) => finding.replace(
            text.span,
            format!("{{{namespace}:{near}}}"),
            format!("did you mean `{near}`?"),
            Applicability::MaybeIncorrect,
        ),
        None => {
            let names: Vec<String> = members.map(|name| format!("`{name}`")).collect();
            finding.help(format!("known there: {}", names.join(", ")))
        }
    }
}

/// The claim resolver exists and has no value.
fn empty(default: &Text, known: &ClaimResolver, reason: &str) -> Diagnostic {
    let reason = reason.strip_prefix("nobody: ").unwrap_or(reason);
    Diagnostic::new(EMPTY_RESOLVER, format!("the claim resolver `{}` never has a value", default.value))
        .at(default.span, format!("would be {}", known.meaning))
        .note(reason)
}

/// The claim that `{Claim:…}` names is declared.
fn named_claim(default: &Text, name: &str, claim_types: &ClaimTypes<'_>, diagnostics: &mut Diagnostics) {
    if let Some(declared) = claim_types.get(name) {
        if declared.id.value != name {
            let id = &declared.id.value;
            diagnostics.push(
                Diagnostic::new(CASE_ONLY_MATCH, format!("the claim type `{name}` is declared as `{id}`"))
                    .at(default.span, "matches only without regard to case")
                    .label(declared.id.span, "declared here")
                    .replace(
                        default.span,
                        format!("{{Claim:{id}}}"),
                        "use the declared spelling",
                        Applicability::MachineApplicable,
                    ),
            );
        }
        return;
    }
    let finding = Diagnostic::new(UNDECLARED_CLAIM_TYPE, format!("the claim type `{name}` is not declared"))
        .at(default.span, "not in the `ClaimsSchema` of this policy or its bases");
    let near = diagnostics.nearest(name, claim_types.iter().map(|claim_type| claim_type.id.as_str()));
    diagnostics.push(match near {
        Some(near) => finding.replace(
            default.span,
            format!("{{Claim:{near}}}"),
            format!("did you mean `{near}`?"),
            Applicability::MaybeIncorrect,
        ),
        None => finding.help(format!("declare it: `<ClaimType Id=\"{name}\">` in `ClaimsSchema`")),
    });
}

/// The claim resolver has a value elsewhere.
fn misplaced(text: &Text, place: &str) -> Diagnostic {
    Diagnostic::new(MISPLACED_RESOLVER, format!("the claim resolver `{}` has no value here", text.value))
        .at(text.span, place)
}
