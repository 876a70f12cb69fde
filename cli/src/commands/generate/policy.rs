//! A crate from one policy.

use super::delivery::{Delivered, deliver, line};
use super::{compiled, dependency, names};
use crate::arguments::Generate;
use crate::compilation::{self, GenerateRun};
use crate::findings::{Findings, Selection};
use crate::output::{self, Failure, Status, printable};
use crate::paths::{absolute, folder, shown};
use claimsmith_compiler::ir::Sdk;
use claimsmith_compiler::sdk::{CrateInput, CrateOptions, Part};
use std::fmt::Write;
use std::path::Path;

pub(super) fn run(policy: &str, arguments: &Generate) -> Result<Status, Failure> {
    let GenerateRun { environment, options, compilation } = compilation::generate(policy, arguments)?;
    let findings = Findings::collect(&compilation, &Selection::default());
    output::message(&findings.render_beside_result(output::color_on_stderr()));
    if findings.status() != Status::Clean {
        return Ok(findings.status());
    }
    let Some(out) = &arguments.folder else {
        return Err(Failure::new("the crate has no folder").help("name it with --out"));
    };
    // The generated files name the policies and a hash of them, and have to be the same from wherever the tool was started.
    let root = options.policies.first().map_or("", |policy| folder(&policy.value)).to_owned();
    let (options, outcome) = compiled::compile_in(&root, options, None);
    let again = || Failure::new("the policy could not be compiled a second time; was it changed meanwhile?");
    let part = Part::of(&outcome, &options).ok_or_else(again)?;
    let target = absolute(Path::new(out));
    let name = match &arguments.name {
        Some(name) => names::given(name)?,
        None => names::of_policy(&part.sdk().policy)?,
    };
    let table = &environment.generate;
    let defaults = CrateOptions::new(&name);
    let crate_options = CrateOptions {
        dependency: dependency::dependency(arguments, table, &root, &target),
        dependencies: dependency::further(table, &target),
        version: table.version.clone().unwrap_or_else(|| defaults.version.clone()),
        license: table.license.clone(),
        ..defaults
    };
    let input = CrateInput::new(vec![part], Vec::new(), crate_options).ok_or_else(again)?;
    let delivered = deliver(&target, &input, arguments, &output::message)?;
    output::result(&(line(&delivered, &name, shown(out)) + &clients(part.sdk())))?;
    Ok(if matches!(delivered, Delivered::Stale(_)) { Status::Errors } else { Status::Clean })
}

/// Which technical profile is which client, function or struct.
pub(super) fn clients(sdk: &Sdk) -> String {
    let mut text = String::new();
    for client in &sdk.profiles {
        let _ = writeln!(text, "  {} as `{}`", printable(&client.profile.id), client.name);
    }
    for function in &sdk.functions {
        let _ = writeln!(text, "  {} as `{}()`", printable(&function.profile.id), function.name);
    }
    if let Some(contract) = &sdk.token {
        let _ = writeln!(text, "  {} as `{}`", printable(&contract.profile.id), contract.name);
    }
    text
}
