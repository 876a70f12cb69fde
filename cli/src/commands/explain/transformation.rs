//! Methods of claims transformations.

use super::rows;
use claimsmith_compiler::transformation::method::{
    self, Absent, Determinism, Further, InputClaim, Method, OutputClaim, Parameter, ParameterKind, Set,
};

/// What a method takes and gives, in any case.
pub(super) fn explain(term: &str) -> Option<String> {
    method::find(term).map(page)
}

/// Every method.
pub(super) fn names() -> Vec<String> {
    method::all().map(|method| method.name.to_owned()).collect()
}

fn page(method: &Method) -> String {
    let row = |name: &str, lines: Vec<String>| (name.to_owned(), lines);
    let inputs = method.inputs.iter().map(input).chain(further(method.further_inputs, "claims"));
    let parameters = method.parameters.iter().map(parameter).chain(further(method.further_parameters, "parameters"));
    let outputs = method.outputs.iter().map(output).chain(further(method.further_outputs, "claims"));
    let mut page = vec![
        row("input claims", or_none(inputs.collect())),
        row("parameters", or_none(parameters.collect())),
        row("output claims", or_none(outputs.collect())),
        row("result", vec![determinism(method).to_owned()]),
    ];
    if let Some(key) = method.error_key {
        page.push(row("message", vec![format!("of its failure: metadata `{key}` of the page that runs it")]));
    }
    format!("{}: a method of claims transformations\n\n{}", method.name, rows(&page))
}

fn or_none(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() { vec!["none".to_owned()] } else { lines }
}

fn input(claim: &InputClaim) -> String {
    let absent = match claim.absent {
        Absent::Fails => "; fails without a value",
        Absent::Handled => "; may have no value",
        Absent::Undocumented => "",
    };
    format!("{}: {}{}{absent}", claim.name, claim.data_type.describe(), presence(claim.required))
}

fn parameter(parameter: &Parameter) -> String {
    let default = parameter.default.map_or_else(String::new, |default| format!(", else `{default}`"));
    let (presence, kind) = (presence(parameter.required), kind(parameter.kind));
    format!("{}: {}{presence}{default}{kind}", parameter.name, parameter.data_type.name())
}

fn output(claim: &OutputClaim) -> String {
    let set = match claim.set {
        Set::Always => "; always has a value",
        Set::NeverEmpty => "; always has a value, or the transformation fails",
        Set::IfSet => "; has a value when all inputs have one",
        Set::Maybe => "; may have no value",
        Set::Kept => "; keeps its value where the method writes none",
        Set::Clears => "; loses its value",
    };
    format!("{}: {}{}{set}", claim.name, claim.data_type.describe(), presence(claim.required))
}

const fn presence(required: bool) -> &'static str {
    if required { "" } else { ", may be left out" }
}

fn further(further: Further, what: &str) -> Option<String> {
    match further {
        Further::None => None,
        Further::Any(data_type) => Some(format!("further {what} of any name: {}", data_type.describe())),
        Further::Prefixed(prefix, data_type) => {
            Some(format!("further {what} whose name begins with `{prefix}`: {}", data_type.name()))
        }
    }
}

fn kind(kind: ParameterKind) -> String {
    match kind {
        ParameterKind::Any => String::new(),
        ParameterKind::OneOf(values) => {
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            format!("; one of {}", values.join(", "))
        }
        ParameterKind::NotNegative => "; at least 0".to_owned(),
        ParameterKind::Positive => "; at least 1".to_owned(),
        ParameterKind::NotEmpty => "; not empty".to_owned(),
        ParameterKind::Scheme => "; the scheme of a URI".to_owned(),
        ParameterKind::Host => "; the host of a URI".to_owned(),
        ParameterKind::Pattern => "; a regular expression of .NET".to_owned(),
        ParameterKind::FormatString { arguments, expressions } => {
            let arguments = match arguments {
                ..=1 => "the argument `{0}`".to_owned(),
                more => format!("the arguments `{{0}}` to `{{{}}}`", more - 1),
            };
            let expressions =
                if expressions.is_empty() { "" } else { "; may hold `{RelyingPartyTenantId}` and its like" };
            format!("; a composite format string with {arguments}{expressions}")
        }
        ParameterKind::Expressions => "; may hold `{RelyingPartyTenantId}` and its like".to_owned(),
        ParameterKind::PolicyKey => "; the name of a policy key".to_owned(),
        ParameterKind::StringId => "; the `StringId` of a localized string".to_owned(),
    }
}

const fn determinism(method: &Method) -> &'static str {
    match method.determinism {
        _ if method.is_assertion && method.outputs.is_empty() => "none: it passes or fails",
        Determinism::Pure => "depends on its inputs and parameters only",
        Determinism::Random => "depends on chance",
        Determinism::Clock => "depends on the time",
        Determinism::Language => "depends on the user's language",
        Determinism::Policy => "depends on what else the policy says",
        Determinism::PolicyKey => "depends on a policy key",
    }
}
