//! The tasks for VS Code in the documentation, applied to what the tool prints.

use super::policies::{OTHER_CASE, base};
use crate::support::{expect_in, temporary, tests_folder, write};
use regex::Regex;
use serde_json::Value;

/// The tasks of `docs/checking.md`.
fn tasks() -> Vec<Value> {
    let page = std::fs::read_to_string(tests_folder().join("../../docs/checking.md")).expect("the page is there");
    let block =
        page.split("```json\n").find(|block| block.contains("\"problemMatcher\"")).expect("there is such a block");
    let file: Value = serde_json::from_str(block.split("```").next().unwrap_or_default()).expect("the block is JSON");
    file["tasks"].as_array().expect("there are tasks").clone()
}

fn pattern(place: &Value) -> Regex {
    Regex::new(place.as_str().expect("a text")).expect("a regular expression")
}

#[test]
fn the_problem_matcher_reads_what_the_tool_prints() {
    let folder = temporary("editor");
    let undeclared = "            <OutputClaim ClaimTypeReferenceId=\"nobody[knows]: it\" />\n";
    write(&folder, "policies/Base: (1).xml", base(&format!("{OTHER_CASE}{undeclared}")));
    for task in tasks() {
        assert_eq!(task["command"], "claimsmith");
        let arguments: Vec<&str> = task["args"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .filter(|it| *it != "--watch")
            .collect();
        let answer = expect_in(&folder, 1, &arguments);
        let matcher = &task["problemMatcher"]["pattern"];
        let pattern = pattern(&matcher["regexp"]);
        let group = |name: &str| usize::try_from(matcher[name].as_u64().expect("a number")).expect("a small number");
        let found: Vec<[String; 5]> = answer
            .stdout
            .lines()
            .map(|line| {
                let captures = pattern.captures(line).unwrap_or_else(|| panic!("{line}"));
                ["file", "line", "column", "severity", "code"].map(|name| captures[group(name)].to_owned())
            })
            .collect();
        let line = base("").lines().position(|line| line.contains("</OutputClaims>")).expect("it is there");
        let expected = |line: usize, severity: &str, code: &str| {
            [
                "policies/Base: (1).xml".to_owned(),
                (line + 1).to_string(),
                "48".to_owned(),
                severity.to_owned(),
                code.to_owned(),
            ]
        };
        assert_eq!(found, [expected(line, "warning", "CS0308"), expected(line + 1, "error", "CS0305")]);
        let message = answer.stdout.lines().last().and_then(|line| pattern.captures(line));
        assert!(
            message.is_some_and(|found| found[group("message")].contains("`nobody[knows]: it`")),
            "{}",
            answer.stdout
        );
    }
}

#[test]
fn the_background_task_knows_where_a_check_begins_and_ends() {
    let background = tasks().into_iter().find(|task| task["isBackground"] == true).expect("there is such a task");
    let background = &background["problemMatcher"]["background"];
    // The lines that the tests of `--watch` wait for.
    assert!(pattern(&background["beginsPattern"]).is_match("--- changed: policies/Base.xml ---"));
    assert!(pattern(&background["endsPattern"]).is_match("--- 1 warning in 1 policy; waiting for a change ---"));
}
