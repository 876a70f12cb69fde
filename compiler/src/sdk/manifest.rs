//! `Cargo.toml`.

use super::{CrateInput, Dependency, FurtherDependency, GitReference};
use crate::emit;
use std::collections::BTreeSet;
use std::fmt::Write;

pub(super) fn text(input: &CrateInput<'_>, header: &str) -> String {
    let options = input.options();
    let has_clients = input.parts().iter().any(|part| !part.sdk.profiles.is_empty());
    let features: BTreeSet<&str> = input.parts().iter().flat_map(|part| emit::features(part.sdk)).collect();
    // Functions send nothing anywhere.
    let features: Vec<String> = has_clients.then_some("reqwest").into_iter().chain(features).map(quoted).collect();
    let features = if features.is_empty() { String::new() } else { format!(", features = [{}]", features.join(", ")) };
    let mut text = format!("# {header}\n[package]\nname = {}\n", quoted(&options.name));
    let _ = writeln!(text, "description = {}", quoted(&description(input)));
    let _ = writeln!(text, "version = {}\nedition = \"2024\"\nrust-version = \"1.88\"", quoted(&options.version));
    match &options.license {
        Some(license) => text.extend(["license = ", &quoted(license), "\n"]),
        None => text.push_str("license-file = \"LICENSE\"\npublish = false\n"),
    }
    text.push_str("\n[dependencies]\n");
    // A registry without it says nothing of where else it may come from.
    if options.dependency == Dependency::of_this_version() {
        let from = format!("claimsmith = {{ git = {} }}", quoted(env!("CARGO_PKG_REPOSITORY")));
        let _ = writeln!(text, "# Not in your registry? Put `{from}` into `[generate]` of claimsmith.toml.");
    }
    let _ = writeln!(text, "claimsmith = {{ {}, default-features = false{features} }}", source(&options.dependency));
    text.extend(options.dependencies.iter().map(|(name, dependency)| further(name, dependency)));
    if has_clients {
        text.push_str(
            "\n[dev-dependencies]\n# Runs the example.\ntokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n",
        );
    }
    if !options.is_member {
        text.push_str("\n# A crate of its own, wherever it is written.\n[workspace]\n");
    }
    text
}

fn description(input: &CrateInput<'_>) -> String {
    match (&input.options().environment, input.parts()) {
        (Some(environment), _) => format!("{} for the environment {}", what(input), environment.name),
        (None, parts) => {
            parts.first().map_or_else(String::new, |part| format!("{} for the policy {}", what(input), part.sdk.policy))
        }
    }
}

/// What the crate holds, in a few words.
pub(super) fn what(input: &CrateInput<'_>) -> &'static str {
    emit::docs::what(input.parts().iter().map(|part| part.sdk))
}

fn further(name: &str, dependency: &FurtherDependency) -> String {
    let mut parts = vec![source(&dependency.source)];
    parts.extend(dependency.package.as_ref().map(|package| format!("package = {}", quoted(package))));
    if !dependency.has_default_features {
        parts.push("default-features = false".to_owned());
    }
    if !dependency.features.is_empty() {
        let features: Vec<String> = dependency.features.iter().map(|feature| quoted(feature)).collect();
        parts.push(format!("features = [{}]", features.join(", ")));
    }
    format!("{name} = {{ {} }}\n", parts.join(", "))
}

fn source(dependency: &Dependency) -> String {
    match dependency {
        Dependency::Version(version) => format!("version = {}", quoted(version)),
        Dependency::Path(path) => format!("path = {}", quoted(path)),
        Dependency::Git { url, reference } => {
            let reference = reference.as_ref().map(|reference| match reference {
                GitReference::Revision(revision) => format!(", rev = {}", quoted(revision)),
                GitReference::Tag(tag) => format!(", tag = {}", quoted(tag)),
                GitReference::Branch(branch) => format!(", branch = {}", quoted(branch)),
            });
            format!("git = {}{}", quoted(url), reference.unwrap_or_default())
        }
    }
}

/// A TOML basic string.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_of_the_facade() {
        let git = |reference| Dependency::Git { url: "https://a.example/b".into(), reference };
        for (dependency, text) in [
            (Dependency::Version("1.2".into()), "version = \"1.2\""),
            (Dependency::Path("a\\b".into()), "path = \"a\\\\b\""),
            (git(None), "git = \"https://a.example/b\""),
            (git(Some(GitReference::Revision("c".into()))), "git = \"https://a.example/b\", rev = \"c\""),
            (git(Some(GitReference::Tag("v1".into()))), "git = \"https://a.example/b\", tag = \"v1\""),
            (git(Some(GitReference::Branch("main".into()))), "git = \"https://a.example/b\", branch = \"main\""),
        ] {
            assert_eq!(source(&dependency), text);
        }
    }

    #[test]
    fn further_dependencies() {
        let version = FurtherDependency::new(Dependency::Version("1".into()));
        assert_eq!(further("jiff", &version), "jiff = { version = \"1\" }\n");
        let all = FurtherDependency {
            package: Some("time".into()),
            features: vec!["serde".into(), "std".into()],
            has_default_features: false,
            ..version
        };
        let text = "clock = { version = \"1\", package = \"time\", default-features = false, features = [\"serde\", \"std\"] }\n";
        assert_eq!(further("clock", &all), text);
    }
}
