//! Vectors: what a claims transformation is given and what comes of it, as JSON.
//!
//! An array of objects with `id`, `method`, `inputs`, `parameters`, `expected`, and where it matters `context` and `kind`.

use serde_json::{Map, Value};

/// Names a file with more vectors. They are not part of this repository; `.ci/run` sets the variable when they are at hand.
pub(crate) const VARIABLE: &str = "CLAIMSMITH_VECTORS";

/// Whoever wrote such a vector down does not trust it.
const NOT_ASSERTABLE: &str = "documented-inconsistent";

/// Names of tenants that no policy can have, because they are placeholders, and what stands for them in the whole vector.
const TENANTS: &[(&str, &str)] = &[("your-tenant.onmicrosoft.com", "fabrikam.onmicrosoft.com")];

/// One claims transformation with what it is given.
pub(crate) struct Vector {
    /// Method and number, such as `AndClaims/1`.
    pub(crate) id: String,
    pub(crate) method: String,
    /// Claims by what the method calls them; the list `$ordered` where it has no names for them.
    pub(crate) inputs: Map<String, Value>,
    pub(crate) parameters: Map<String, Value>,
    /// Claims by what the method calls them, or `error`.
    pub(crate) expected: Map<String, Value>,
    pub(crate) context: Map<String, Value>,
}

/// The vectors of this test, and those of the file that the environment names.
pub(crate) fn all() -> Vec<Vector> {
    let mut vectors = read(include_str!("own.json"));
    match std::env::var_os(VARIABLE) {
        Some(path) => vectors.extend(read(&std::fs::read_to_string(path).expect("the file of vectors can be read"))),
        None => println!("{VARIABLE} names no file of vectors: only the {} of this test run", vectors.len()),
    }
    vectors
}

fn read(text: &str) -> Vec<Vector> {
    let text = TENANTS.iter().fold(text.to_owned(), |text, (placeholder, tenant)| text.replace(placeholder, tenant));
    let Ok(Value::Array(entries)) = serde_json::from_str(&text) else { panic!("the vectors are a JSON array") };
    let assertable = entries.iter().filter(|entry| entry["kind"] != NOT_ASSERTABLE);
    assertable.map(Vector::read).collect()
}

impl Vector {
    fn read(entry: &Value) -> Self {
        let text = |name: &str| entry[name].as_str().unwrap_or_else(|| panic!("{entry} has no {name}")).to_owned();
        let object = |name: &str| entry[name].as_object().cloned().unwrap_or_default();
        Self {
            id: text("id"),
            method: text("method"),
            inputs: object("inputs"),
            parameters: object("parameters"),
            expected: object("expected"),
            context: object("context"),
        }
    }

    /// The id as the id of elements of a policy: `AndClaims_1`.
    pub(crate) fn name(&self) -> String {
        self.id.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect()
    }

    /// The key of a message, or `exception` for any other failure.
    pub(crate) fn expected_error(&self) -> Option<&str> {
        self.expected.get("error").and_then(Value::as_str)
    }

    /// A text of the context.
    pub(crate) fn context(&self, name: &str) -> Option<&str> {
        self.context.get(name).and_then(Value::as_str)
    }

    /// The language of the user.
    pub(crate) fn language(&self) -> Option<&str> {
        // Some vectors say in words that there is none.
        self.context("culture").filter(|culture| !culture.contains(' '))
    }
}
