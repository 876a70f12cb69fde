//! `src/lib.rs`: what the crate holds, and its modules.

use super::layout::Layout;
use super::module::documentation;
use super::{CrateInput, EnvironmentFacts, manifest};
use crate::emit;
use crate::emit::docs::code;
use std::fmt::Write;

pub(super) fn text(input: &CrateInput<'_>, layout: &Layout<'_>, header: &str) -> String {
    let mut text = format!("// {header}// Input: {}\n\n{}", input.hash(), documentation(&overview(input, layout)));
    text.push_str("\n#![forbid(unsafe_code)]\n#![deny(missing_docs)]\n\n");
    if layout.is_nested {
        let mut modules: Vec<&str> = layout.policies.iter().map(|policy| policy.name.as_str()).collect();
        modules.push("profiles");
        modules.sort_unstable();
        return text + &modules.iter().map(|module| format!("pub mod {module};\n")).collect::<String>();
    }
    let policy = layout.policies.iter().filter(|policy| policy.items.is_some()).map(|policy| &policy.name);
    let mut modules: Vec<&String> = layout.profiles.keys().chain(policy).collect();
    modules.sort_unstable();
    text.extend(modules.iter().map(|module| format!("mod {module};\n")));
    text.push('\n');
    text.extend(modules.iter().map(|module| format!("pub use {module}::*;\n")));
    text
}

/// What the crate holds, for its documentation and its README.
pub(super) fn overview(input: &CrateInput<'_>, layout: &Layout<'_>) -> String {
    match (&input.options().environment, layout.policies.as_slice()) {
        (None, [policy]) => emit::module_docs(policy.sdk),
        (environment, _) => of_environment(environment.as_ref(), input, layout),
    }
}

fn of_environment(environment: Option<&EnvironmentFacts>, input: &CrateInput<'_>, layout: &Layout<'_>) -> String {
    let name = environment.map_or_else(String::new, |environment| format!(" {}", code(&environment.name)));
    let tenant = environment.and_then(|it| it.tenant.as_deref());
    let tenant = tenant.map_or_else(String::new, |tenant| format!(" (tenant {})", code(tenant)));
    let what = manifest::what(input);
    let mut text = format!("{what} for the environment{name}{tenant}.\n\nA module for each policy:\n");
    for policy in &layout.policies {
        let functions = policy.sdk.functions.iter().map(|function| code(&format!("{}()", function.name)));
        let token = policy.sdk.token.iter().map(|contract| code(&contract.name));
        let ids = policy.sdk.profiles.iter().map(|client| code(&client.profile.id)).chain(functions).chain(token);
        let ids: Vec<String> = ids.collect();
        let _ = write!(text, "\n- `{}`: {}, with {}", policy.name, code(&policy.sdk.policy), ids.join(", "));
    }
    if !input.omitted().is_empty() {
        text.push_str("\n\nPolicies without a module:\n");
        for omitted in input.omitted() {
            let _ = write!(text, "\n- {}: {}", code(&omitted.policy), omitted.reason);
        }
    }
    text
}
