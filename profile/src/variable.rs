//! What a variable is called when a process serves several environments.
//!
//! The documentation of generated code, what the tool prints and what the runtime looks for have to agree to the letter;
//! so this is the one place that makes the name.

use alloc::string::String;

/// The variable of one environment: `<ENVIRONMENT>__<NAME>`, the environment in upper case with `_` for everything but
/// ASCII letters and digits. `contoso-test` and `QQ_OAUTH_CLIENT_ID` make `CONTOSO_TEST__QQ_OAUTH_CLIENT_ID`.
///
/// Environments that differ in other characters only have the same variables: `contoso-test` and `contoso.test`.
#[must_use]
pub fn variable_in_environment(environment: &str, name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let mut variable: String = environment.chars().map(letter).collect();
    variable.push_str("__");
    variable.push_str(name);
    variable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_stands_before_the_name() {
        assert_eq!(variable_in_environment("contoso-test.1", "B2C_1A_QQSECRET"), "CONTOSO_TEST_1__B2C_1A_QQSECRET");
        assert_eq!(variable_in_environment("", "ID"), "__ID");
    }
}
