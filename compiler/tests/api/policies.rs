//! Changes of whole policies, several policies and several environments.

use crate::support::{after, api, before, between, of_environment, sdk};
use claimsmith_compiler::api::Level::{Breaking, Minor, Patch};
use claimsmith_compiler::api::{Api, CrateFacts, Kind, Level, compare};
use claimsmith_compiler::ir::Sdk;

#[test]
fn features_and_the_types_over_all_providers() {
    let old = sdk(&before());
    let kinds = |old: &Sdk, new: &Sdk| -> Vec<(Kind, Level)> {
        between(old, new).into_iter().map(|change| (change.kind, change.level)).collect()
    };
    let mut incomplete = old.clone();
    incomplete.complete = false;
    assert_eq!(kinds(&old, &incomplete), [(Kind::PolicyTypeRemoved, Breaking)]);
    assert_eq!(kinds(&incomplete, &old), [(Kind::PolicyTypeAdded, Minor)]);
    let item = "<Item Key=\"JWKS\">https://id.example/keys</Item><Item Key=\"issuer\">https://id.example</Item>
                <Item Key=\"scope\">profile";
    let validated = sdk(&after("<Item Key=\"scope\">profile", item));
    assert_eq!(kinds(&old, &validated), [(Kind::FeatureAdded, Minor), (Kind::Wire, Patch), (Kind::Wire, Patch)]);
    assert_eq!(kinds(&validated, &old), [(Kind::FeatureRemoved, Patch), (Kind::Wire, Patch), (Kind::Wire, Patch)]);
}

#[test]
fn policies_are_paired_by_id_and_what_they_share_is_said_once() {
    let named = |sdk: &Sdk, id: &str| Sdk { policy: id.to_owned(), ..sdk.clone() };
    let (old, new) = (sdk(&before()), sdk(&after("PartnerClaimType=\"nickname\"", "PartnerClaimType=\"name\"")));
    let before = api(CrateFacts::default(), &[&named(&old, "A"), &named(&old, "B"), &named(&old, "C")]);
    let after = api(CrateFacts::default(), &[&named(&new, "b"), &named(&new, "a"), &named(&new, "D")]);
    let changes = compare(&[before], &[after]);
    let facts: Vec<(Kind, String)> =
        changes.iter().map(|it| (it.kind, Vec::from_iter(it.policies.iter().map(String::as_str)).join(" "))).collect();
    let expected = [
        (Kind::PolicyRemoved, "C"),
        (Kind::PolicyIdentity, "a"),
        (Kind::PolicyIdentity, "b"),
        (Kind::PolicyAdded, "D"),
        (Kind::ClaimSource, "a b"),
    ];
    let mut expected: Vec<(Kind, String)> =
        expected.into_iter().map(|(kind, policies)| (kind, policies.to_owned())).collect();
    expected.sort();
    let mut facts = facts;
    facts.sort();
    assert_eq!(facts, expected);
}

#[test]
fn environments_are_paired_by_name() {
    let (old, new) = (sdk(&before()), sdk(&after("PartnerClaimType=\"nickname\"", "PartnerClaimType=\"name\"")));
    let crates = |names: &[&str], sdk: &Sdk| -> Vec<Api> {
        names.iter().map(|name| api(of_environment(name), &[sdk])).collect()
    };
    let changes = compare(&crates(&["a", "b", "c"], &old), &crates(&["A", "b", "d"], &new));
    let facts: Vec<(Kind, Level, String)> = changes
        .iter()
        .map(|it| (it.kind, it.level, Vec::from_iter(it.environments.iter().map(String::as_str)).join(" ")))
        .collect();
    let expected = [
        (Kind::EnvironmentRemoved, Breaking, "c"),
        (Kind::EnvironmentAdded, Minor, "d"),
        (Kind::ClaimSource, Patch, "A b"),
    ];
    assert_eq!(facts, expected.map(|(kind, level, names)| (kind, level, names.to_owned())));
    // One on each side: two tenants are compared with each other.
    assert_eq!(compare(&crates(&["a"], &old), &crates(&["b"], &old)), []);
}
