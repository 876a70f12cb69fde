//! How many policies and environments a finding is in.

use super::policies::{OTHER_CASE, base, policy, settings};
use crate::support::{expect_in, temporary, write};
use serde_json::Value;

#[test]
fn a_finding_in_a_base_says_how_many_policies_are_built_on_it() {
    let folder = temporary("affected-policies");
    write(&folder, "Base.xml", base(OTHER_CASE));
    write(&folder, "Middle.xml", policy("B2C_1A_Middle", Some("B2C_1A_Base"), ""));
    for name in ["A", "B", "C"] {
        write(&folder, &format!("{name}.xml"), policy(&format!("B2C_1A_{name}"), Some("B2C_1A_Middle"), ""));
    }
    let human = expect_in(&folder, 0, &["check", "."]);
    assert_eq!(human.stdout.matches("warning[CS0308]").count(), 1, "{}", human.stdout);
    assert!(human.stdout.contains("= note: affects 3 policies"), "{}", human.stdout);
    let json = expect_in(&folder, 0, &["check", ".", "--format", "json"]);
    let first: Value = serde_json::from_str(json.stdout.lines().next().expect("there is a finding")).expect("JSON");
    assert_eq!(first["affected"], serde_json::json!({"policies": 3, "environments": []}));
}

#[test]
fn policies_with_settings_of_their_own_count_too() {
    let folder = temporary("affected-environments");
    write(&folder, "shared/Base.xml", base(OTHER_CASE));
    let leaf = |id: &str| {
        policy(id, Some("B2C_1A_Base"), "")
            .replace("TenantId=\"contoso.onmicrosoft.com\"", "TenantId=\"{Settings:Tenant}\"")
    };
    write(&folder, "a/Leaf.xml", leaf("B2C_1A_A"));
    write(&folder, "a/appsettings.json", settings(&[("Test", &[]), ("Production", &[])]));
    write(&folder, "b/Leaf.xml", leaf("B2C_1A_B"));
    write(&folder, "b/appsettings.json", settings(&[("Test", &[])]));
    let json = expect_in(&folder, 0, &["check", ".", "--format", "json", "--allow", "CS0324"]);
    let lines: Vec<Value> = json.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let case: Vec<&Value> = lines.iter().filter(|line| line["code"]["code"] == "CS0308").collect();
    assert_eq!(case.len(), 1, "{}", json.stdout);
    assert_eq!(case[0]["affected"]["policies"], 2);
}

/// Two tenants with settings of their own share a base in which a reference is wrong in one environment of each.
#[test]
fn environments_of_several_settings_are_counted_together() {
    let folder = temporary("affected-tenants");
    let shared = base(OTHER_CASE).replace("ClaimType Id=\"displayName\"", "ClaimType Id=\"{Settings:Claim}\"");
    let path = write(&folder, "shared/Base.xml", &shared);
    for tenant in ["a", "b"] {
        write(&folder, &format!("{tenant}/Leaf.xml"), policy(&format!("B2C_1A_{tenant}"), Some("B2C_1A_Base"), ""));
        let claim = |name| [("Claim", name)];
        let (wrong, right) = (claim("displayName"), claim("DisplayName"));
        write(&folder, &format!("{tenant}/appsettings.json"), settings(&[("Test", &wrong), ("Production", &right)]));
    }
    let answer = expect_in(&folder, 0, &["check", ".", "--allow", "CS0324"]);
    assert!(answer.stdout.contains("= note: in 2 of 4 environments: `Test`"), "{}", answer.stdout);
    // As many as one tenant has, but not all.
    let fixed = expect_in(&folder, 0, &["check", ".", "--allow", "CS0324", "--fix"]);
    assert!(fixed.stderr.contains("it is not the same in every environment"), "{}", fixed.stderr);
    assert_eq!(std::fs::read_to_string(path).expect("it is there"), shared);
}

/// What a comment allows may be there in one environment only.
#[test]
fn a_comment_is_stale_only_when_no_environment_needs_it() {
    let folder = temporary("affected-comment");
    let comment = "            <!-- claimsmith: allow CS0308 because the portal spells it so -->\n";
    let text = base(&format!("{comment}{OTHER_CASE}")).replace("Id=\"displayName\"", "Id=\"{Settings:Claim}\"");
    write(&folder, "Base.xml", text);
    let claim = |name| [("Claim", name)];
    let (wrong, right) = (claim("displayName"), claim("DisplayName"));
    write(&folder, "appsettings.json", settings(&[("Test", &wrong), ("Production", &right)]));
    for arguments in [&["check", "."][..], &["check", ".", "--environment", "Production"]] {
        let answer = expect_in(&folder, 0, arguments);
        assert!(!answer.stdout.contains("CS0010"), "{}", answer.stdout);
    }
    write(&folder, "appsettings.json", settings(&[("Test", &right), ("Production", &right)]));
    let answer = expect_in(&folder, 0, &["check", "."]);
    assert!(answer.stdout.contains("warning[CS0010]"), "{}", answer.stdout);
    assert!(answer.stdout.contains("in both environments"), "{}", answer.stdout);
}
