//! The Claimsmith generator for build scripts.
//!
//! The same compiler and the same code as `include_policy!`, for those who want the generated source as a file, or an
//! editor that sees changes of a policy without a restart:
//!
//! ```no_run
//! // In the `main` of build.rs:
//! claimsmith_build::policy("policies/SignUpOrSignIn.xml").generate_or_exit();
//! // In src/main.rs:
//! // #[allow(dead_code)] mod contoso { include!(concat!(env!("OUT_DIR"), "/SignUpOrSignIn.rs")); }
//! ```
//!
//! Unlike the macro this prints warnings, because cargo shows those of a build script.

use claimsmith_compiler::diagnostic::render;
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{
    Argument, ItemAttribute, Options, Outcome, Purpose, Rename, Severity, TypeOverride, compile, sdk,
};
use std::path::{Path, PathBuf};

/// A policy to generate code from, relative to the folder of `Cargo.toml`.
#[must_use]
pub fn policy(path: impl Into<String>) -> Generator {
    let mut options = Options::new([path], Purpose::Generate);
    options.search_parent_folders = true;
    Generator { options }
}

/// A policy and how its code is generated. The setters are named like the macro's arguments.
#[derive(Debug, Clone)]
pub struct Generator {
    options: Options,
}

impl Generator {
    /// The settings file; without it the nearest in or above the policy's folder.
    #[must_use]
    pub fn settings(mut self, path: impl Into<String>) -> Self {
        self.options.settings = Some(Argument::new(path));
        self
    }

    /// The environment whose settings replace `{Settings:…}`.
    #[must_use]
    pub fn environment(mut self, name: impl Into<String>) -> Self {
        self.options.environment = Some(Argument::new(name));
        self
    }

    /// Environments whose settings fill what that one does not set, nearest first.
    #[must_use]
    pub fn inherits(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options.inherits = names.into_iter().map(Argument::new).collect();
        self
    }

    /// A policy that stands in the chain just above its own base.
    #[must_use]
    pub fn overlay(mut self, path: impl Into<String>) -> Self {
        self.options.overlay = Some(Argument::new(path));
        self
    }

    /// Further folders or files in which base policies are looked for.
    #[must_use]
    pub fn bases(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options.bases = paths.into_iter().map(Argument::new).collect();
        self
    }

    /// The technical profiles to generate.
    #[must_use]
    pub fn profiles(mut self, ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options.profiles = Some(ids.into_iter().map(Argument::new).collect());
        self
    }

    /// Technical profiles that are not generated.
    #[must_use]
    pub fn exclude(mut self, ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options.exclude.extend(ids.into_iter().map(Argument::new));
        self
    }

    /// A Rust name for a profile, a claim, or a claim of one profile.
    #[must_use]
    pub fn rename(mut self, selector: impl Into<String>, name: impl Into<String>) -> Self {
        self.options.rename.push(Rename { selector: Argument::new(selector), name: Argument::new(name) });
        self
    }

    /// A further derive of every claims struct.
    #[must_use]
    pub fn derive(mut self, path: impl Into<String>) -> Self {
        self.options.derive.push(Argument::new(path));
        self
    }

    /// Attributes, each written `#[…]`, of the claims struct of a profile or of the field of a claim.
    #[must_use]
    pub fn attributes(
        mut self,
        selector: impl Into<String>,
        attributes: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let selector = Argument::new(selector);
        let of_item = |attribute| ItemAttribute { selector: selector.clone(), attribute: Argument::new(attribute) };
        self.options.attributes.extend(attributes.into_iter().map(of_item));
        self
    }

    /// The path of a Rust type for a claim, or for a claim of one profile. The type implements `ClaimType` of the runtime, or
    /// `FromStr` and `Display`.
    #[must_use]
    pub fn types(mut self, selector: impl Into<String>, path: impl Into<String>) -> Self {
        self.options.types.push(TypeOverride { selector: Argument::new(selector), path: Argument::new(path) });
        self
    }

    /// A code whose warnings are errors, or `warnings` for all of them.
    #[must_use]
    pub fn deny(mut self, code: impl Into<String>) -> Self {
        self.options.deny.push(Argument::new(code));
        self
    }

    /// Writes the code to `OUT_DIR` under the policy's file name with `.rs`, and tells cargo what to watch.
    ///
    /// # Errors
    /// The rendered errors of the policy, or what went wrong with a file.
    pub fn generate(self) -> Result<PathBuf, String> {
        let variable =
            |name: &str| std::env::var(name).map_err(|_| format!("{name} is not set: call this from build.rs"));
        let (root, out) = (variable("CARGO_MANIFEST_DIR")?, variable("OUT_DIR")?);
        let policy = self.options.policies.first().map_or("", |policy| policy.value.as_str());
        let stem = Path::new(policy).file_stem().and_then(|stem| stem.to_str()).unwrap_or("policy").to_owned();
        let outcome = compile(&self.options, &DiskLoader::new(root));
        watch(&outcome, policy);
        let code = code(&outcome)?;
        let path = Path::new(&out).join(format!("{stem}.rs"));
        std::fs::write(&path, code).map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
        Ok(path)
    }

    /// [`generate`](Self::generate), for a build script's `main`: prints what is wrong and ends the process with status 1.
    pub fn generate_or_exit(self) {
        if let Err(errors) = self.generate() {
            eprintln!("{errors}");
            std::process::exit(1);
        }
    }
}

/// Every file that was read, and the policy's folder: a base policy may yet appear there.
fn watch(outcome: &Outcome, policy: &str) {
    println!("cargo::rerun-if-changed={policy}");
    if let Some((folder, _)) = policy.rsplit_once('/') {
        println!("cargo::rerun-if-changed={folder}");
    }
    // A line is a directive, and a file name could hold a line end.
    for (_, source) in outcome.sources.iter().filter(|(_, source)| !source.path().contains(['\n', '\r'])) {
        println!("cargo::rerun-if-changed={}", source.path());
    }
}

fn code(outcome: &Outcome) -> Result<String, String> {
    let of = |severity| outcome.diagnostics.iter().filter(move |finding| finding.severity == severity);
    for warning in of(Severity::Warning) {
        println!("cargo::warning={}", claimsmith_compiler::diagnostic::report::short(warning, &outcome.sources));
    }
    let errors: Vec<String> =
        of(Severity::Error).map(|error| render::terminal(error, &outcome.sources, false)).collect();
    match &outcome.sdk {
        Some(generated) if errors.is_empty() => sdk::formatted(generated),
        _ => Err(errors.join("\n\n")),
    }
}
