//! `SetClaimsIfRegexMatch` with `extractGroups`: the named groups of the pattern and the output claims are the same.

use super::{bound, given, is_on, known_value, lacks_output, name_of, with_methods};
use crate::ast::{ClaimsTransformation, Text, TransformationClaim};
use crate::diagnostic::codes::{FRAGILE_TRANSFORMATION, TRANSFORMATION_CLAIM};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::transformation::method::Method;
use crate::transformation::{listed, pattern};
use std::collections::BTreeSet;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    let transformations = with_methods(fresh).filter(|(_, method)| method.name == "SetClaimsIfRegexMatch");
    for (transformation, method) in transformations.filter(|(it, method)| !lacks_output(it, method)) {
        let groups: Vec<&TransformationClaim> =
            transformation.output_claims.iter().filter(|claim| method.output(name_of(claim)).is_none()).collect();
        if let Some(output) = bound(&transformation.output_claims, "outputClaim")
            && given(transformation, "outputClaimIfMatched").is_none()
            && transformation.input_parameters.iter().all(|it| method.parameter(&it.id).is_some())
        {
            diagnostics.push(without_text(output, transformation, method));
        }
        if !is_on(transformation, "extractGroups") {
            groups.iter().for_each(|claim| diagnostics.push(not_extracted(claim, transformation, method)));
            continue;
        }
        let Some(text) = given(transformation, "matchTo").and_then(known_value) else { continue };
        let Ok(pattern) = pattern::check(text) else { continue };
        let names: Vec<&str> = pattern.names().collect();
        compare(&groups, &names, text, diagnostics);
    }
}

fn without_text(output: &TransformationClaim, transformation: &ClaimsTransformation, method: &Method) -> Diagnostic {
    let message = format!("`{}` has no text for its output claim `outputClaim`", method.name);
    Diagnostic::new(FRAGILE_TRANSFORMATION, message)
        .at(name_of(output).span, "this claim is never set")
        .label(transformation.method.span, "the method")
        .help("add the parameter `outputClaimIfMatched` with the text, or remove the output claim")
}

fn not_extracted(claim: &TransformationClaim, transformation: &ClaimsTransformation, method: &Method) -> Diagnostic {
    let name = name_of(claim);
    let message = format!("`{}` has no output claim `{}` unless it extracts groups", method.name, name.value);
    let finding = Diagnostic::new(TRANSFORMATION_CLAIM, message)
        .at(name.span, "neither an output claim of the method nor a group")
        .help("for a named group of the pattern, set the parameter `extractGroups` to `true`");
    match given(transformation, "extractGroups") {
        Some(parameter) => finding.label(parameter.value.span, "groups are not extracted"),
        None => finding.label(transformation.method.span, "the method"),
    }
}

fn compare(claims: &[&TransformationClaim], names: &[&str], pattern: &Text, diagnostics: &mut Diagnostics) {
    let known: BTreeSet<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    let bound: BTreeSet<String> = claims.iter().map(|claim| name_of(claim).to_ascii_lowercase()).collect();
    let mut unbound: Vec<&str> = names.iter().copied().filter(|it| !bound.contains(&it.to_ascii_lowercase())).collect();
    for claim in claims.iter().filter(|claim| !known.contains(&name_of(claim).to_ascii_lowercase())) {
        let name = name_of(claim);
        let near = diagnostics.nearest(name, unbound.iter().copied());
        // A group that no claim takes is the other half of the same slip.
        let meant = near.or(unbound.first().copied().filter(|_| unbound.len() == 1));
        unbound.retain(|it| Some(*it) != meant);
        let message = format!("the pattern has no group `{}`", name.value);
        let listed_names: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
        let finding = Diagnostic::new(TRANSFORMATION_CLAIM, message)
            .at(name.span, "this claim is never set")
            .label(pattern.span, "the pattern");
        diagnostics.push(if names.is_empty() {
            finding.help(format!("name a group of the pattern: `(?<{}>…)`", name.value))
        } else {
            finding.help(format!("its groups are {}", listed(&listed_names, "and")))
        });
    }
    for name in unbound {
        diagnostics.push(
            Diagnostic::new(FRAGILE_TRANSFORMATION, format!("no output claim takes the group `{name}`"))
                .at(pattern.span, "what this group matches is lost")
                .help(format!("add an output claim with the name `{name}`, or make the group `(?:…)`")),
        );
    }
}
