//! What the README says of functions.

use super::CrateInput;
use super::example::library_name;
use super::layout::Layout;
use super::paths::Item;
use crate::emit;
use crate::emit::docs::{code, escape};
use crate::naming;
use std::fmt::Write;

/// The functions of all policies, each once, with how the first is called; nothing without any.
pub(super) fn section(input: &CrateInput<'_>, layout: &Layout<'_>) -> String {
    let functions = layout.profiles.iter().filter_map(|(module, profile)| match profile.item {
        Item::Function(function) => Some((module, function)),
        Item::Client(_) => None,
    });
    let functions: Vec<_> = functions.collect();
    let Some((module, first)) = functions.first() else { return String::new() };
    let library = library_name(&input.options().name);
    let path = if layout.is_nested { format!("{library}::profiles::{module}") } else { library };
    let name = naming::identifier(&first.name);
    let mut text = format!(
        "\n## Functions\n\nTechnical profiles that do nothing but run claims transformations are functions from claims to \
         claims. Nothing is\nsent anywhere:\n\n```rust\nuse {path}::{{{name}, {}Inputs}};\n\n\
         let context = claimsmith::TransformationContext::new();\n\
         let claims = {name}({}Inputs {{ /* … */ }}, &context)?;\n```\n\n\
         | function | what | features of `claimsmith` that it needs |\n|---|---|---|\n",
        first.stem, first.stem
    );
    for (module, function) in functions {
        let module = if layout.is_nested { format!("profiles::{module}::") } else { String::new() };
        let features: Vec<String> = emit::features_of(&function.profile).map(code).collect();
        let (name, what) = (code(&format!("{module}{}", function.name)), escape(&function.profile.display_name));
        let _ = writeln!(text, "| {name} | {what} | {} |", features.join(", "));
    }
    text
}
