//! Names of crates.

use crate::output::{Failure, printable};
use crate::paths::is_device;
use claimsmith_compiler::naming;

/// What stands for the name of the environment in the name of a crate.
const ENVIRONMENT: &str = "{environment}";

/// What a crate is called when nobody says so. An environment alone is called `test` all too often, as a crate that comes with
/// Rust is.
const DEFAULT: &str = "{environment}-sign-in";

/// The name that was asked for.
///
/// # Errors
/// When cargo does not take it for a package.
pub(super) fn given(name: &str) -> Result<String, Failure> {
    checked(name).map_err(|reason| Failure::new(format!("the name `{}` {reason}", printable(name))))
}

/// The policy id in kebab case, without the prefix that every B2C policy has.
///
/// # Errors
/// When that is no name for a crate.
pub(super) fn of_policy(policy: &str) -> Result<String, Failure> {
    let id = naming::policy_stem(policy);
    let help = "name the crate with --name";
    let name =
        kebab(id).ok_or_else(|| Failure::new(format!("`{}` gives no name for a crate", printable(id))).help(help))?;
    checked(&name).map_err(|reason| Failure::new(format!("the name `{name}`, from the policy id, {reason}")).help(help))
}

/// The folder of the crate of an environment: the one that the project gives it, else its name in kebab case.
///
/// # Errors
/// When that is no name for a folder.
pub(super) fn folder_of_environment(environment: &str, given: Option<&str>) -> Result<String, Failure> {
    if let Some(given) = given {
        return Ok(given.to_owned());
    }
    let reason = match kebab(environment) {
        Some(name) if !is_device(&name) => return Ok(name),
        Some(_) => "it is a device on Windows",
        None => "it has other letters than those of ASCII, or none",
    };
    let environment = printable(environment);
    Err(Failure::new(format!("the environment `{environment}` gives no name for a folder: {reason}")).help(format!(
        "give its crate one in claimsmith.toml: `folder = \"…\"` in `[environments.\"{environment}\".generate]`"
    )))
}

/// The name of the crate of an environment, out of a pattern such as `{environment}-sign-in`, in which `folder` stands for the
/// environment.
///
/// # Errors
/// When that is no name for a crate.
pub(super) fn of_environment(pattern: Option<&str>, environment: &str, folder: &str) -> Result<String, Failure> {
    let name = pattern.unwrap_or(DEFAULT).replace(ENVIRONMENT, folder);
    let failure = |reason: &str| {
        let environment = printable(environment);
        Failure::new(format!("the name `{}` of the crate for `{environment}` {reason}", printable(&name)))
    };
    if let Some((_, rest)) = name.split_once('{') {
        let placeholder = printable(rest.split_once('}').map_or(rest, |(placeholder, _)| placeholder));
        let failure = failure(&format!("has `{{{placeholder}}}`, which stands for nothing"));
        return Err(failure.help("`{environment}` stands for the environment"));
    }
    checked(&name).map_err(|reason| {
        failure(reason).help("set `name` in `[generate]` of claimsmith.toml, for example \"{environment}-sign-in\"")
    })
}

fn kebab(id: &str) -> Option<String> {
    naming::field_name(id).map(|name| name.trim_start_matches('_').replace('_', "-"))
}

/// The name, when cargo takes it for a package.
fn checked(name: &str) -> Result<String, &'static str> {
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        Err("does not start with a letter")
    } else if !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
        Err("has other characters than ASCII letters, digits, `-` and `_`")
    } else if naming::identifier(name) != name {
        Err("is a keyword of Rust")
    } else if matches!(name, "test" | "core" | "std" | "alloc" | "proc_macro" | "proc-macro") {
        Err("is the name of a crate that comes with Rust")
    } else if name == "claimsmith" {
        Err("is the name of the crate that it depends on")
    } else if is_device(name) {
        Err("is a device on Windows")
    } else {
        Ok(name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_named_after_its_policy() {
        assert_eq!(of_policy("B2C_1A_SignUpOrSignIn").as_deref(), Ok("sign-up-or-sign-in"));
        assert_eq!(of_policy("b2c_1a_QQ").as_deref(), Ok("qq"));
        assert_eq!(of_policy("policies/Contoso.xml").as_deref(), Ok("contoso"));
    }

    #[test]
    fn a_crate_is_named_after_its_environment() {
        let named = |pattern: Option<&str>, environment: &str, folder: Option<&str>| {
            folder_of_environment(environment, folder).and_then(|folder| of_environment(pattern, environment, &folder))
        };
        assert_eq!(named(None, "Contoso EU", None).as_deref(), Ok("contoso-eu-sign-in"));
        assert_eq!(named(None, "Test", None).as_deref(), Ok("test-sign-in"));
        assert_eq!(named(Some("{environment}"), "Contoso", None).as_deref(), Ok("contoso"));
        let taken = format!("{:?}", named(Some("{environment}"), "Test", None).unwrap_err());
        assert!(taken.contains("is the name of a crate that comes with Rust"), "{taken}");
        assert!(named(None, "2024", None).is_err());
        assert_eq!(named(Some("t-{environment}"), "2024", None).as_deref(), Ok("t-2024"));
        assert!(named(None, "生产", None).is_err() && named(None, "CON", None).is_err());
        assert_eq!(named(Some("{environment}-x"), "生产", Some("production")).as_deref(), Ok("production-x"));
        let unknown = format!("{:?}", named(Some("{env}-x"), "Contoso", None).unwrap_err());
        assert!(unknown.contains("has `{env}`, which stands for nothing"), "{unknown}");
    }

    #[test]
    fn names_that_cargo_refuses_are_asked_for() {
        for policy in ["B2C_1A_", "B2C_1A_昵称", "B2C_1A_2fa", "B2C_1A_Type", "B2C_1A_Test"] {
            assert!(of_policy(policy).is_err(), "{policy}");
        }
        assert!(given("a b").is_err());
        assert!(given("../a").is_err());
    }
}
