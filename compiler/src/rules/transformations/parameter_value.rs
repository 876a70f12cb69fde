//! The values of input parameters are what the method can read. Upload reads none of them: the sign-in fails.

use super::parameters::wanted_type;
use super::{known_value, part, with_methods};
use crate::ast::{InputParameter, Text};
use crate::diagnostic::codes::{INVALID_PATTERN, PARAMETER_VALUE, POLICY_KEY_NAME};
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::transformation::method::{Method, ParameterKind};
use crate::transformation::{pattern, value};
use claimsmith_profile::DataType;

/// How the names of policy keys begin.
const POLICY_KEY: &str = "B2C_1A_";

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for (transformation, method) in with_methods(fresh) {
        for parameter in &transformation.input_parameters {
            one(parameter, method, diagnostics);
        }
    }
}

fn one(parameter: &InputParameter, method: &Method, diagnostics: &mut Diagnostics) {
    let (Some(text), Some(written)) = (known_value(parameter), DataType::from_name(&parameter.data_type)) else {
        return;
    };
    // A wrong data type has been reported; what the value was meant to be is not known then.
    if wanted_type(&parameter.id, method).is_some_and(|wanted| wanted != written) {
        return;
    }
    let kind = method.parameter(&parameter.id).map_or(ParameterKind::Any, |it| it.kind);
    if let Some(fault) = value::fault(written, kind, text) {
        let finding = unreadable(parameter, text, kind, method, fault, diagnostics);
        diagnostics.push(finding);
        return;
    }
    match kind {
        ParameterKind::Pattern => check_pattern(text, diagnostics),
        ParameterKind::PolicyKey => key_name(text, diagnostics),
        _ => {}
    }
}

fn unreadable(
    parameter: &InputParameter,
    text: &Text,
    kind: ParameterKind,
    method: &Method,
    fault: String,
    diagnostics: &Diagnostics,
) -> Diagnostic {
    let id = &parameter.id.value;
    let message = if text.trim().is_empty() {
        format!("the parameter `{id}` of `{}` is empty", method.name)
    } else {
        format!("`{}` is not a value of the parameter `{id}` of `{}`", text.value, method.name)
    };
    let finding = Diagnostic::new(PARAMETER_VALUE, message).at(text.span, fault);
    if kind == ParameterKind::PolicyKey {
        return finding.help("upload the secret as a policy key, and write the name of the key here");
    }
    let allowed = if let ParameterKind::OneOf(allowed) = kind { allowed } else { &[] };
    match diagnostics.nearest(text, allowed.iter().copied()) {
        Some(near) => finding.did_you_mean(text.span, text, near),
        None => finding,
    }
}

fn check_pattern(text: &Text, diagnostics: &mut Diagnostics) {
    let Err(fault) = pattern::check(text) else { return };
    let message = format!("the regular expression is not valid {}", fault.describe(text));
    diagnostics.push(Diagnostic::new(INVALID_PATTERN, message).at(part(text, &fault.range), fault.message));
}

fn key_name(text: &Text, diagnostics: &mut Diagnostics) {
    if text.get(..POLICY_KEY.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(POLICY_KEY)) {
        return;
    }
    diagnostics.push(
        Diagnostic::new(POLICY_KEY_NAME, format!("`{}` is not the name of a policy key", text.value))
            .at(text.span, format!("the names of policy keys begin with `{POLICY_KEY}`"))
            .replace(text.span, format!("{POLICY_KEY}{}", text.value), "add the prefix", Applicability::MaybeIncorrect),
    );
}
