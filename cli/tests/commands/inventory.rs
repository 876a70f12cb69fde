//! `claimsmith inspect summary --format json` against `docs/inventory.schema.json`.

use crate::support::{claimsmith, tests_folder};
use serde_json::Value;

/// What of JSON schema the file uses; anything else in it fails the test.
const KEYWORDS: &[&str] = &[
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "anyOf",
    "definitions",
    "description",
    "enum",
    "items",
    "minimum",
    "properties",
    "required",
    "title",
    "type",
];

fn schema() -> Value {
    let path = tests_folder().join("../../docs/inventory.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("the schema is there")).expect("the schema is JSON")
}

/// Why a value is not of the form of a schema; empty when it is.
fn faults(value: &Value, schema: &Value, root: &Value, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    let rules = schema.as_object().expect("a schema is an object");
    for keyword in rules.keys() {
        assert!(KEYWORDS.contains(&keyword.as_str()), "the test does not know `{keyword}`");
    }
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("{name} is not defined"));
        found.extend(faults(value, target, root, path));
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        found.extend(faults(value, part, root, path));
    }
    if let Some(parts) = schema["anyOf"].as_array()
        && parts.iter().all(|part| !faults(value, part, root, path).is_empty())
    {
        found.push(format!("{path}: {value} is of no form that is allowed"));
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        found.push(format!("{path}: {value} is not one of {words:?}"));
    }
    let fits = match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_u64(),
        Some("null") => value.is_null(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        Some(other) => panic!("the test does not know the type `{other}`"),
        None => true,
    };
    if !fits {
        found.push(format!("{path}: {value} is no {}", schema["type"]));
    }
    for (at, item) in value.as_array().into_iter().flatten().enumerate().filter(|_| rules.contains_key("items")) {
        found.extend(faults(item, &schema["items"], root, &format!("{path}[{at}]")));
    }
    if rules.contains_key("properties") {
        found.extend(member_faults(value, schema, root, path));
    }
    found
}

fn member_faults(value: &Value, schema: &Value, root: &Value, path: &str) -> Vec<String> {
    let Some(members) = value.as_object() else { return Vec::new() };
    let mut found = Vec::new();
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !members.contains_key(name) {
            found.push(format!("{path}: `{name}` is missing"));
        }
    }
    for (name, member) in members {
        match schema["properties"].get(name) {
            Some(form) => found.extend(faults(member, form, root, &format!("{path}.{name}"))),
            None => found.push(format!("{path}: `{name}` is not in the schema")),
        }
    }
    found
}

/// The summaries that a command line prints, each of the form of the schema.
fn summaries(arguments: &[&str]) -> Vec<Value> {
    let schema = schema();
    let answer = claimsmith(&[&["inspect", "summary"], arguments, &["--format", "json"]].concat());
    let lines: Vec<Value> =
        answer.stdout.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    for line in &lines {
        let wrong = faults(line, &schema, &schema, "");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert_eq!(line["schema_version"], 1);
    }
    lines
}

#[test]
fn every_summary_follows_the_schema() {
    for path in ["policies/good", "policies/settings", "policies/faulty.xml", "policies/warning.xml", "../../policies"]
    {
        assert!(!summaries(&[path]).is_empty(), "{path}");
    }
}

#[test]
fn summaries_of_the_starter_packs_follow_the_schema() {
    let Some(corpus) = std::env::var_os("CLAIMSMITH_CORPUS") else {
        println!("CLAIMSMITH_CORPUS names no folder of policies: nothing to read");
        return;
    };
    let folder = std::path::Path::new(&corpus).join("starterpack");
    let found = summaries(&[folder.to_str().expect("the folder is UTF-8")]);
    assert!(found.len() >= 10, "{} policies", found.len());
    let read = |summary: &Value| summary["directory"].as_array().is_some_and(|it| !it.is_empty());
    assert!(found.iter().any(read));
}

#[test]
fn a_summary_that_is_not_of_the_form_is_refused() {
    let schema = schema();
    let good = summaries(&["policies/good"]).remove(0);
    let wrong = |pointer: &str, value: Value| {
        let mut changed = good.clone();
        *changed.pointer_mut(pointer).expect("it is there") = value;
        !faults(&changed, &schema, &schema, "").is_empty()
    };
    assert!(wrong("/policy_id", Value::Null));
    assert!(wrong("/technical_profiles/0/support", "often".into()));
    assert!(wrong("/journeys/0/steps/0/order", "1".into()));
    assert!(wrong("/keys/0", serde_json::json!({ "storage_reference_id": "a" })));
    assert!(wrong("/localization", serde_json::json!([])));
    assert!(!wrong("/user_journey", Value::Null));
}

#[test]
fn client_ids_and_redirect_uris_to_keep_are_in_it() {
    let found = summaries(&["policies/good", "--application-url", "https://www.example.com/"]);
    let registration = &found[0]["registrations"][0];
    assert_eq!(registration["client_id"], "application-1");
    assert_eq!(registration["application_redirect_uris"][0], "https://www.example.com/signin/example-oauth/callback");
    let b2c = registration["b2c_redirect_uris"].as_array().expect("a list");
    assert!(b2c.iter().any(|it| it["uri"] == "https://contoso.b2clogin.com/contoso.onmicrosoft.com/oauth2/authresp"));
}

/// The addresses that the project names are known.
#[test]
fn redirect_uris_are_those_of_the_project() {
    let tenants = "../../policies/tenants";
    for (more, expected) in [
        (&["--environment", "contoso"][..], &["https://login.contoso.example"][..]),
        (&["--application-url", "https://www.example.com", "--environment", "fabrikam"], &["https://www.example.com"]),
    ] {
        let found = summaries(&[&[tenants], more].concat());
        for registration in found.iter().flat_map(|it| it["registrations"].as_array().into_iter().flatten()) {
            let path = registration["application_path"].as_str().expect("a path");
            let uris: Vec<String> = expected.iter().map(|url| format!("{url}{path}")).collect();
            assert_eq!(registration["application_redirect_uris"], serde_json::json!(uris));
        }
        assert!(found.iter().any(|it| it["registrations"].as_array().is_some_and(|all| !all.is_empty())));
    }
}

#[test]
fn without_a_path_the_project_of_the_current_folder_is_summed_up() {
    let folder = tests_folder().join("policies/good");
    let tool = std::process::Command::new(env!("CARGO_BIN_EXE_claimsmith"))
        .args(["inspect", "summary"])
        .current_dir(folder)
        .output();
    let tool = tool.expect("the tool starts");
    assert_eq!(tool.status.code(), Some(0), "{}", String::from_utf8_lossy(&tool.stderr));
    assert!(String::from_utf8_lossy(&tool.stdout).starts_with("B2C_1A_SignIn\n"));
}
