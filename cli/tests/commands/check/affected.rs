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
