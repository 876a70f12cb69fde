//! What to register at the provider, and what to do next.

use super::answers::Answers;
use super::change::Changes;
use super::provider::Provider;
use super::trial::After;
use crate::output::{counted, printable};
use crate::paths::{absolute, folder, join, on_disk, relative, upwards};
use crate::project::Environment;
use crate::templates::Template;
use claimsmith_compiler::inspect::Certainty;
use claimsmith_compiler::naming;
use claimsmith_runtime::callback_path;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The report after the files are written.
pub(super) fn text(
    template: &Template,
    provider: &Provider,
    answers: &Answers,
    changes: &Changes,
    after: &After,
) -> String {
    let mut text = format!("\nadded {} as `{}`\n", printable(&provider.name), provider.id);
    for path in changes.paths() {
        let _ = writeln!(text, "  {}", printable(path));
    }
    text.push_str("\nyour application: register this\n");
    for (name, url) in application_urls(provider, after) {
        let _ = writeln!(text, "  {url}{}", printable(&name));
    }
    text.push_str("\nAzure AD B2C: only while B2C runs this policy\n");
    let b2c = b2c_uris(after);
    if b2c.is_empty() {
        text.push_str("  unknown: the policy's TenantId is not of the form <name>.onmicrosoft.com\n");
    }
    for (certainty, uri) in b2c {
        let note = match certainty {
            Certainty::Settled => "",
            Certainty::Documented => "  (as documented)",
            Certainty::Reported => "  (as reported)",
        };
        let _ = writeln!(text, "  {}{note}", printable(uri));
    }
    next(template, answers, changes, after, &mut text);
    if let [(environment, _)] = after.environments.as_slice() {
        text.push_str(&in_place(environment));
    }
    code(after, &mut text);
    text
}

fn next(template: &Template, answers: &Answers, changes: &Changes, after: &After, text: &mut String) {
    let [_, secret] = template.names;
    let key = &answers.key;
    let variable = naming::variable(key);
    let _ = write!(
        text,
        "\nnext\n  \
         register the application and its redirect URI: {}\n  \
         the {secret} goes into the policy key {key} of B2C, or into the variable {variable} of your application\n",
        template.page_url()
    );
    let mut keys = after.environments.iter().filter_map(|(environment, _)| environment.keys.as_ref());
    if let Some(keys) = keys.find(|keys| changes.paths().any(|path| path == keys.path)) {
        let path = printable(&keys.path);
        let _ =
            writeln!(text, "  {path} says now that the policy key is there: create it before the next upload to B2C");
    }
    if let more @ 1.. = after.more_warnings {
        let _ = writeln!(
            text,
            "  {}: claimsmith check shows what to look at",
            counted(more, "more warning", "more warnings")
        );
    }
}

/// The arguments with which code that is generated in the application's own build takes the environment: neither the macro
/// nor a build script reads `claimsmith.toml`.
fn in_place(environment: &Environment) -> String {
    let Some(overlay) = environment.overlay.as_deref().filter(|_| environment.is_named) else { return String::new() };
    let mut arguments = format!("environment = {:?}", environment.name);
    if !environment.inherits.is_empty() {
        let _ = write!(arguments, ", inherits = {:?}", environment.inherits);
    }
    let _ = write!(arguments, ", overlay = {:?}", from_manifest(overlay));
    let arguments = printable(&arguments);
    format!("  with include_policy! or a build script, which do not read claimsmith.toml: {arguments}\n")
}

/// A path as seen from the nearest folder above it with a `Cargo.toml`; without one as it is.
fn from_manifest(path: &str) -> String {
    let manifest = upwards(folder(path)).find(|above| on_disk(&join(above, "Cargo.toml")).is_file());
    manifest.map_or_else(|| path.to_owned(), |above| relative(&absolute(on_disk(path)), &absolute(on_disk(&above))))
}

/// Whether code is generated for it: what the other providers do may be more than is compiled.
fn code(after: &After, text: &mut String) {
    let _ = match after.environments.iter().find_map(|(_, tried)| tried.obstacle.as_deref()) {
        Some(reason) => writeln!(text, "  no code can be generated for it yet: {}", printable(reason)),
        None => writeln!(text, "  claimsmith check, then generate the code anew"),
    };
}

/// The redirect URIs of applications, and behind each one the environments when they differ.
fn application_urls(provider: &Provider, after: &After) -> Vec<(String, String)> {
    let path = callback_path(&provider.id);
    let mut all: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (environment, _) in &after.environments {
        let url = environment.application_url.as_deref().unwrap_or("<application URL>");
        all.entry(format!("{url}{path}")).or_default().push(&environment.name);
    }
    let is_one = all.len() == 1;
    let named = |(uri, names): (String, Vec<&str>)| {
        (if is_one { String::new() } else { format!("  ({})", names.join(", ")) }, uri)
    };
    all.into_iter().map(named).collect()
}

/// The redirect URIs of B2C, each once, the surest first.
fn b2c_uris(after: &After) -> Vec<&(Certainty, String)> {
    let mut known = BTreeSet::new();
    let all = after.environments.iter().flat_map(|(_, tried)| &tried.b2c_uris);
    let mut uris: Vec<&(Certainty, String)> = all.filter(|uri| known.insert(*uri)).collect();
    uris.sort_by_key(|(certainty, _)| *certainty);
    uris
}
