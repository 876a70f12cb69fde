//! Names of crates.

use crate::output::{Failure, printable};
use claimsmith_compiler::naming;

/// What stands for the name of the environment in the name of a crate.
const ENVIRONMENT: &str = "{environment}";

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

/// The environment in kebab case: the folder of its crate.
///
/// # Errors
/// When nothing of it can stand in a name.
pub(super) fn folder_of_environment(environment: &str) -> Result<String, Failure> {
    kebab(environment).ok_or_else(|| {
        Failure::new(format!("the environment `{}` gives no name for a folder", printable(environment)))
            .help("give it a name with ASCII letters or digits")
    })
}

/// The name of the crate of an environment, out of a pattern such as `{environment}-sign-in`.
///
/// # Errors
/// When that is no name for a crate.
pub(super) fn of_environment(pattern: Option<&str>, environment: &str) -> Result<String, Failure> {
    let name = pattern.unwrap_or(ENVIRONMENT).replace(ENVIRONMENT, &folder_of_environment(environment)?);
    checked(&name).map_err(|reason| {
        Failure::new(format!("the name `{}` of the crate for `{environment}` {reason}", printable(&name)))
            .help("set `name` in `[generate]` of claimsmith.toml, for example \"{environment}-sign-in\"")
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
    } else if matches!(name, "test" | "core" | "std" | "alloc" | "proc_macro" | "proc-macro" | "claimsmith") {
        Err("is the name of another crate")
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
        assert_eq!(of_environment(None, "Contoso EU").as_deref(), Ok("contoso-eu"));
        assert_eq!(of_environment(Some("{environment}-sign-in"), "Contoso").as_deref(), Ok("contoso-sign-in"));
        assert!(of_environment(None, "2024").is_err());
        assert_eq!(of_environment(Some("t-{environment}"), "2024").as_deref(), Ok("t-2024"));
        assert!(of_environment(None, "生产").is_err());
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
