//! The source files below `src/lib.rs`.

use super::format;
use super::layout::{Layout, Policy, Profile};
use crate::emit;
use crate::emit::docs::code;
use proc_macro2::TokenStream;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The files by their path in the crate.
///
/// # Errors
/// When the tokens are not a Rust file, which is a bug of the generator.
pub(super) fn files(layout: &Layout<'_>, header: &str) -> Result<BTreeMap<String, String>, String> {
    let mut files = BTreeMap::new();
    let folder = if layout.is_nested { "src/profiles" } else { "src" };
    for (name, Profile { docs, tokens, .. }) in &layout.profiles {
        files.insert(format!("{folder}/{name}.rs"), file(docs, "", tokens, header)?);
    }
    for policy in &layout.policies {
        let (docs, imports, tokens) = match &policy.items {
            items if layout.is_nested => {
                let (docs, imports) = nested(policy);
                let mut tokens = policy.clients.clone();
                tokens.extend(items.iter().map(|module| module.tokens.clone()));
                (docs, imports, tokens)
            }
            Some(module) => {
                let imports = if module.uses_siblings { "use super::*;\n\n" } else { "\n" };
                (module.docs.clone(), imports.to_owned(), module.tokens.clone())
            }
            None => continue,
        };
        files.insert(format!("src/{}.rs", policy.name), file(&docs, &imports, &tokens, header)?);
    }
    if layout.is_nested {
        files.insert("src/profiles/mod.rs".to_owned(), profiles(layout, header));
    }
    Ok(files)
}

fn file(docs: &str, imports: &str, tokens: &TokenStream, header: &str) -> Result<String, String> {
    Ok(format!("// {header}\n{}\n{imports}{}", documentation(docs), format(tokens.clone())?))
}

/// Inner documentation; every line ends.
pub(super) fn documentation(docs: &str) -> String {
    let lines = docs.lines().map(|line| format!("//!{}{line}\n", if line.is_empty() { "" } else { " " }));
    lines.collect()
}

/// Documentation and imports of a policy beside others.
fn nested(policy: &Policy<'_>) -> (String, String) {
    let mut modules: Vec<&String> = policy.profiles.iter().collect();
    modules.sort_unstable();
    let imports = modules.iter().map(|module| format!("pub use crate::profiles::{module}::*;\n"));
    (emit::module_docs(policy.sdk), imports.collect::<String>() + "\n")
}

fn profiles(layout: &Layout<'_>, header: &str) -> String {
    let docs = documentation(
        "The technical profiles of all policies, each once.\n\nThe module of a policy names those that are its own.",
    );
    let mut text = format!("// {header}\n{docs}\n");
    for (name, profile) in &layout.profiles {
        let users = layout.policies.iter().filter(|policy| policy.profiles.contains(name));
        let users: Vec<String> = users.map(|policy| code(&policy.sdk.policy)).collect();
        let id = code(&profile.item.profile().id);
        let _ = writeln!(text, "/// {id}, as in {}.\npub mod {name};", users.join(", "));
    }
    text
}
