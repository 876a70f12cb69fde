//! What a method takes and gives, in words.

use crate::transformation::listed;
use crate::transformation::method::{Further, Method};

/// `CompareClaims` takes the input claims `inputClaim1` (string) and `inputClaim2` (string)
pub(super) fn inputs(method: &Method) -> String {
    let names = method.inputs.iter().map(|it| entry(it.name, &it.data_type.describe(), it.required)).collect();
    sentence(method, "takes", "input claim", names, method.further_inputs)
}

/// `CompareClaims` gives the output claim `outputClaim` (boolean)
pub(super) fn outputs(method: &Method) -> String {
    let names = method.outputs.iter().map(|it| entry(it.name, &it.data_type.describe(), it.required)).collect();
    sentence(method, "gives", "output claim", names, method.further_outputs)
}

/// `CompareClaims` takes the parameters `operator` (string) and `ignoreCase` (string, optional)
pub(super) fn parameters(method: &Method) -> String {
    let names = method.parameters.iter().map(|it| entry(it.name, it.data_type.name(), it.required)).collect();
    sentence(method, "takes", "parameter", names, method.further_parameters)
}

fn entry(name: &str, data_type: &str, required: bool) -> String {
    format!("`{name}` ({data_type}{})", if required { "" } else { ", optional" })
}

fn sentence(method: &Method, verb: &str, kind: &str, mut names: Vec<String>, further: Further) -> String {
    let plural = if names.len() == 1 { "" } else { "s" };
    match (names.is_empty(), further) {
        (true, Further::None) => return format!("`{}` {verb} no {kind}", method.name),
        (true, _) => return format!("`{}` {verb} {kind}s of any name", method.name),
        (false, Further::None) => {}
        (false, Further::Any(_)) => names.push("others of any name".to_owned()),
        (false, Further::Prefixed(prefix, _)) => names.push(format!("others that begin with `{prefix}`")),
    }
    format!("`{}` {verb} the {kind}{plural} {}", method.name, listed(&names, "and"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transformation::method::find;

    #[test]
    fn a_method_is_described() {
        let method = |name| find(name).expect("known");
        assert_eq!(
            inputs(method("CompareClaims")),
            "`CompareClaims` takes the input claims `inputClaim1` (string) and `inputClaim2` (string)"
        );
        assert_eq!(
            parameters(method("CompareClaims")),
            "`CompareClaims` takes the parameters `operator` (string) and `ignoreCase` (string, optional)"
        );
        assert_eq!(
            outputs(method("CopyClaim")),
            "`CopyClaim` gives the output claim `outputClaim` (the type of inputClaim)"
        );
        assert_eq!(inputs(method("GetCurrentDateTime")), "`GetCurrentDateTime` takes no input claim");
        assert_eq!(inputs(method("GenerateJson")), "`GenerateJson` takes input claims of any name");
        assert_eq!(
            inputs(method("BuildUri")),
            "`BuildUri` takes the input claim `path` (string) and others that begin with `query.`"
        );
    }
}
