//! `claimsmith generate`: a crate from a policy.

use crate::arguments::Generate;
use crate::compilation::{self, GenerateRun};
use crate::crate_folder::{self, Written};
use crate::findings::{Findings, Selection};
use crate::output::{self, Failure, Status, printable};
use crate::paths::{absolute, folder, on_disk, relative, shown};
use claimsmith_compiler::ir::Sdk;
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::sdk::{self, CrateInput, CrateOptions, Dependency, Part};
use claimsmith_compiler::{Argument, Options, Outcome, naming};
use std::fmt::Write;
use std::path::Path;

/// Generates the crate; writes nothing when the policy has an error.
///
/// # Errors
/// When an argument is wrong, or the folder cannot or must not be written.
pub(crate) fn run(arguments: &Generate) -> Result<Status, Failure> {
    let GenerateRun { options, compilation } = compilation::generate(arguments)?;
    let findings = Findings::collect(&compilation, &Selection::default());
    output::message(&findings.render_beside_result(output::color_on_stderr()));
    if findings.status() != Status::Clean {
        return Ok(findings.status());
    }
    let options = in_its_folder(options);
    let outcome = compilation::compile_on_disk(&options.0, DiskLoader::new(&options.1));
    let part = Part::of(&outcome, &options.0);
    let part =
        part.ok_or_else(|| Failure::new("the policy could not be compiled a second time; was it changed meanwhile?"))?;
    let out = absolute(Path::new(&arguments.folder));
    let name = match &arguments.name {
        Some(name) => checked_name(name).map_err(|reason| Failure::new(format!("the name `{name}` {reason}")))?,
        None => default_name(&sdk)?,
    };
    let options = CrateOptions { name, dependency: dependency(arguments, &out) };
    let files = sdk::files(&sdk, &sources, &options).map_err(|reason| {
        Failure::new(reason).help("this is a fault of claimsmith; please report it with the policy")
    })?;
    let written = crate_folder::write(&out, &files, arguments.force)?;
    output::result(&report(&sdk, &options, written, &arguments.folder))?;
    Ok(Status::Clean)
}

/// Compiles once more with paths as seen from the policy's folder: the generated files name the policies and hold a
/// hash of them, and must be the same from wherever the tool was started.
fn compile_in_its_folder(mut options: Options) -> Outcome {
    let root = options.policies.first().map_or("", |policy| folder(&policy.value)).to_owned();
    let from = on_disk(&root).to_owned();
    let files = options.policies.iter_mut().chain(&mut options.overlay);
    let named = files.chain(&mut options.bases).chain(&mut options.settings);
    for Argument { value, .. } in named {
        *value = relative(on_disk(value), &from);
    }
    compilation::compile_on_disk(&options, DiskLoader::new(from))
}

/// The policy id in kebab case, without the prefix that every B2C policy has.
fn default_name(sdk: &Sdk) -> Result<String, Failure> {
    let id = sdk.policy.rsplit('/').next().unwrap_or(&sdk.policy);
    let id = id.get(..7).filter(|start| start.eq_ignore_ascii_case("B2C_1A_")).map_or(id, |start| &id[start.len()..]);
    let id = id.strip_suffix(".xml").unwrap_or(id);
    let help = "name the crate with --name";
    let name = naming::field_name(id).map(|name| name.trim_start_matches('_').replace('_', "-"));
    let name = name.ok_or_else(|| Failure::new(format!("`{}` gives no name for a crate", printable(id))).help(help))?;
    checked_name(&name)
        .map_err(|reason| Failure::new(format!("the name `{name}`, from the policy id, {reason}")).help(help))
}

/// The name, when cargo takes it for a package.
fn checked_name(name: &str) -> Result<String, &'static str> {
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        Err("does not start with a letter")
    } else if !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
        Err("has other characters than ASCII letters, digits, `-` and `_`")
    } else if naming::identifier(name) != name {
        Err("is a keyword of Rust")
    } else if matches!(name, "test" | "core" | "std" | "alloc" | "proc_macro" | "proc-macro" | "claimsmith") {
        Err("is the name of another crate")
    } else {
        Ok(name.to_owned())
    }
}

fn dependency(arguments: &Generate, out: &Path) -> Dependency {
    match (&arguments.claimsmith_path, &arguments.claimsmith_version) {
        (Some(path), _) if Path::new(path).is_absolute() => Dependency::Path(path.clone()),
        (Some(path), _) => Dependency::Path(relative(Path::new(path), out)),
        (None, Some(version)) => Dependency::Version(version.clone()),
        (None, None) => Dependency::Version(env!("CARGO_PKG_VERSION").to_owned()),
    }
}

fn report(sdk: &Sdk, options: &CrateOptions, written: Written, folder: &str) -> String {
    let done = match written {
        Written::New => "generated",
        Written::Updated => "updated",
        Written::UpToDate => "up to date:",
    };
    let mut text = format!("{done} crate `{}` in {}\n", options.name, shown(folder));
    for client in &sdk.profiles {
        let _ = writeln!(text, "  {} as `{}`", printable(&client.profile.id), client.name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(policy: &str) -> Result<String, Failure> {
        default_name(&Sdk {
            policy: policy.to_owned(),
            file: String::new(),
            runtime_path: String::new(),
            derives: Vec::new(),
            profiles: Vec::new(),
            complete: true,
            omitted: Vec::new(),
        })
    }

    #[test]
    fn the_crate_is_named_after_the_policy() {
        assert_eq!(named("B2C_1A_SignUpOrSignIn").as_deref(), Ok("sign-up-or-sign-in"));
        assert_eq!(named("b2c_1a_QQ").as_deref(), Ok("qq"));
        assert_eq!(named("policies/Contoso.xml").as_deref(), Ok("contoso"));
    }

    #[test]
    fn names_that_cargo_refuses_are_asked_for() {
        for policy in ["B2C_1A_", "B2C_1A_昵称", "B2C_1A_2fa", "B2C_1A_Type", "B2C_1A_Test"] {
            assert!(named(policy).is_err(), "{policy}");
        }
        assert!(checked_name("a b").is_err());
        assert!(checked_name("../a").is_err());
    }
}
