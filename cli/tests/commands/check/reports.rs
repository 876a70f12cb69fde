//! The formats for builds. The schema of SARIF is tested by the test target `sarif`.

use super::policies::{OTHER_CASE, base, policy};
use crate::support::{expect_in, temporary, write};
use claimsmith_compiler::diagnostic::codes;
use serde_json::{Value, json};
use std::path::PathBuf;

/// A repository with a policy in a folder whose name has to be encoded, and that folder.
fn repository(name: &str, outputs: &str) -> (PathBuf, PathBuf) {
    let root = temporary(name);
    write(&root, ".git/HEAD", "");
    let policy = write(&root, "b2c policies/Base.xml", base(outputs));
    (root, policy.parent().expect("a file has a folder").to_owned())
}

fn results(log: &Value) -> Vec<&Value> {
    log["runs"][0]["results"].as_array().expect("there are results").iter().collect()
}

#[test]
fn sarif_has_rules_places_fixes_and_fingerprints() {
    let (_, folder) = repository("sarif", OTHER_CASE);
    let answer = expect_in(&folder, 0, &["check", "Base.xml", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&answer.stdout).expect("JSON");
    let run = &log["runs"][0];
    assert_eq!((&log["version"], &run["columnKind"]), (&json!("2.1.0"), &json!("unicodeCodePoints")));
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("there are rules");
    assert_eq!(rules.len(), codes::ALL.len());
    let results = results(&log);
    let [result] = results.as_slice() else { panic!("{results:?}") };
    let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small")];
    assert_eq!(
        (&rule["id"], &result["ruleId"], &result["level"]),
        (&json!("CS0308"), &json!("CS0308"), &json!("warning"))
    );
    assert!(rule["helpUri"].as_str().is_some_and(|uri| uri.ends_with("/docs/errors/CS0308.md")));
    let artifact = json!({"uri": "b2c%20policies/Base.xml", "uriBaseId": "%SRCROOT%"});
    let location = &result["locations"][0];
    assert_eq!(location["physicalLocation"]["artifactLocation"], artifact);
    let line =
        base(OTHER_CASE).lines().position(|line| line.contains("DisplayName\" Partner")).expect("it is there") + 1;
    let region = json!({"startLine": line, "startColumn": 48, "endLine": line, "endColumn": 59});
    assert_eq!(location["physicalLocation"]["region"], region);
    let element = "ClaimsProviders/TechnicalProfile[Example-OAUTH]/OutputClaims/OutputClaim[DisplayName]";
    assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], element);
    assert_eq!(result["relatedLocations"][0]["physicalLocation"]["region"]["startColumn"], 22);
    let change = &result["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"], artifact);
    assert_eq!(change["replacements"][0], json!({"deletedRegion": region, "insertedContent": {"text": "displayName"}}));
}

#[test]
fn fingerprints_outlive_edits_elsewhere_and_differ_between_findings() {
    let (root, folder) = repository("sarif-fingerprints", &OTHER_CASE.repeat(2));
    let fingerprints = || {
        let answer = expect_in(&folder, 0, &["check", ".", "--format", "sarif", "--allow", "CS0503"]);
        let log: Value = serde_json::from_str(&answer.stdout).expect("JSON");
        let prints =
            results(&log).into_iter().map(|result| result["partialFingerprints"]["claimsmithElement/v1"].to_string());
        prints.collect::<Vec<String>>()
    };
    let before = fingerprints();
    assert_eq!(before.len(), 2);
    assert_ne!(before[0], before[1]);
    let moved = base(&OTHER_CASE.repeat(2)).replace("  <BuildingBlocks>", "\n\n  <!-- moved -->\n  <BuildingBlocks>");
    write(&root, "b2c policies/Base.xml", moved);
    assert_eq!(fingerprints(), before);
}

/// Builds and editors show a finding only at a place.
#[test]
fn a_file_that_cannot_be_read_is_a_finding_at_its_beginning() {
    let (root, folder) = repository("reports-unread", "");
    let base = std::fs::read_to_string(folder.join("Base.xml")).expect("it is there");
    write(&root, "b2c policies/Base.xml", base.replace("</TrustFrameworkPolicy>", &" ".repeat(1 << 20)));
    write(&root, "b2c policies/Leaf.xml", policy("B2C_1A_Leaf", Some("B2C_1A_Base"), ""));
    let said = |format| expect_in(&folder, 2, &["check", ".", "--format", format]).stdout;
    let message = "`Base.xml` is too large";
    assert_eq!(said("short"), format!("Base.xml:1:1: error[CS0004]: {message}\n"), "and the base is not missing");
    let more = "%0Aat most 1024 KiB are read, as much as B2C accepts\n1 error in 2 policies\n";
    assert_eq!(
        said("github"),
        format!("::error file=b2c policies/Base.xml,line=1,col=1,endColumn=1,title=CS0004::{message}{more}")
    );
    assert_eq!(
        said("azure-devops"),
        format!(
            "##vso[task.logissue type=error;sourcepath=b2c policies/Base.xml;linenumber=1;columnnumber=1;code=CS0004]{message}{more}"
        )
    );
    let log: Value = serde_json::from_str(&said("sarif")).expect("JSON");
    let results = results(&log);
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!((results.len(), &results[0]["ruleId"]), (1, &json!("CS0004")));
    assert_eq!(place["artifactLocation"]["uri"], "b2c%20policies/Base.xml");
    assert_eq!(place["region"], json!({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}));
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    let human = format!(
        "error[CS0004]: {message}\n |\n = note: at most 1024 KiB are read, as much as B2C accepts\n\nmore about it: claimsmith explain CS0004\n1 error in 2 policies\n"
    );
    assert_eq!(said("human"), human);
}

#[test]
fn a_file_outside_of_the_repository_is_named_as_a_whole() {
    let (root, _) = repository("sarif-outside", "");
    let outside = temporary("sarif-outside-policy");
    let policy = write(&outside, "Base.xml", base(OTHER_CASE));
    let answer = expect_in(&root, 0, &["check", policy.to_str().expect("the path is Unicode"), "--format", "sarif"]);
    let log: Value = serde_json::from_str(&answer.stdout).expect("JSON");
    let artifact = &results(&log)[0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(artifact["uri"], "file://[TMP]/sarif-outside-policy/Base.xml");
    assert_eq!(artifact.get("uriBaseId"), None);
}

#[test]
fn commands_name_files_from_the_root_of_the_repository() {
    let (_, folder) = repository("commands", OTHER_CASE);
    let line =
        base(OTHER_CASE).lines().position(|line| line.contains("DisplayName\" Partner")).expect("it is there") + 1;
    let github = expect_in(&folder, 0, &["check", ".", "--format", "github"]);
    let expected = format!(
        "::warning file=b2c policies/Base.xml,line={line},col=48,endColumn=59,title=CS0308::the claim type `DisplayName` is \
         declared as `displayName`%0Ahelp: use the declared spelling\n1 warning in 1 policy\n"
    );
    assert_eq!(github.stdout, expected);
    let azure = expect_in(&folder, 1, &["check", ".", "--format", "azure-devops", "--deny", "CS0308"]);
    let expected = format!(
        "##vso[task.logissue type=error;sourcepath=b2c policies/Base.xml;linenumber={line};columnnumber=48;code=CS0308]the \
         claim type `DisplayName` is declared as `displayName`%0Ahelp: use the declared spelling\n1 error in 1 policy\n"
    );
    assert_eq!(azure.stdout, expected);
}
