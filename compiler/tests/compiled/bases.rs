//! Which file a base policy id leads to, and which files a leaf is made of.

use crate::common;
use crate::common::{codes, policy};
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Argument, Options, Outcome, Purpose, compile};

/// A leaf with a shared and a tenant's base of one id, equally near.
fn set() -> MemoryLoader {
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), "");
    let base = policy("B2C_1A_Base", None, "");
    [("p/leaf/leaf.xml", leaf), ("p/one/base.xml", base.clone()), ("p/two/base.xml", base)].into_iter().collect()
}

fn check(bases: &[&str]) -> Outcome {
    let policies = ["p/leaf/leaf.xml", "p/one/base.xml", "p/two/base.xml"];
    let mut options = Options::new(policies, Purpose::Check);
    options.bases = bases.iter().copied().map(Argument::new).collect();
    compile(&options, &set())
}

fn chains(outcome: &Outcome) -> Vec<Vec<&str>> {
    let path = |file| outcome.sources.get(file).path();
    outcome.chains.iter().map(|chain| chain.iter().map(|file| path(*file)).collect()).collect()
}

#[test]
fn of_bases_equally_near_the_one_in_a_base_folder_wins() {
    assert_eq!(codes(&check(&[])), ["CS0303"]);
    for (bases, expected) in [
        (&["p/two"][..], "p/two/base.xml"),
        (&["p/two/base.xml"], "p/two/base.xml"),
        (&["./p/one/", "p/two"], "p/one/base.xml"),
    ] {
        let outcome = check(bases);
        assert_eq!(codes(&outcome), Vec::<&str>::new(), "{bases:?}");
        assert_eq!(chains(&outcome).first().map(Vec::as_slice), Some(&[expected, "p/leaf/leaf.xml"][..]), "{bases:?}");
    }
    // A folder above both says nothing.
    assert_eq!(codes(&check(&["p"])), ["CS0303"]);
}

#[test]
fn a_chain_that_is_incomplete_holds_what_was_found() {
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Middle"), "");
    let middle = policy("B2C_1A_Middle", Some("B2C_1A_Nowhere"), "");
    let loader: MemoryLoader = [("leaf.xml", leaf), ("middle.xml", middle)].into_iter().collect();
    let outcome = compile(&Options::new(["leaf.xml"], Purpose::Check), &loader);
    assert_eq!(codes(&outcome), ["CS0301"]);
    assert_eq!(chains(&outcome), [["middle.xml", "leaf.xml"]]);
}

#[test]
fn a_base_that_cannot_be_read_is_one_finding() {
    let child = policy(
        "B2C_1A_Leaf",
        Some("B2C_1A_Base"),
        &common::provider(
            "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName><Protocol Name=\"None\" /><InputClaims>\
         <InputClaim ClaimTypeReferenceId=\"name\" /></InputClaims></TechnicalProfile>",
        ),
    );
    let base = policy("B2C_1A_Base", None, &common::claims_schema(&[("name", "string")]));
    for (from, to, expected) in [
        ("", "", &[][..]),
        ("<PolicyId>B2C_1A_Base</PolicyId>", "", &["CS0203"]),
        ("<PolicyId>B2C_1A_Base</PolicyId>", "<PolicyId />", &["CS0207"]),
        ("BasePolicy>", "BasePolcy>", &["CS0201"]),
    ] {
        let loader: MemoryLoader =
            [("leaf.xml", child.replace(from, to)), ("base.xml", base.clone())].into_iter().collect();
        let outcome = compile(&Options::new(["leaf.xml", "base.xml"], Purpose::Check), &loader);
        assert_eq!(codes(&outcome), expected, "{to}");
    }
}

#[test]
fn a_cycle_is_reported_once_from_wherever_it_is_entered() {
    let ids = ["B2C_1A_a", "B2C_1A_b", "B2C_1A_c"];
    let files = ["a.xml", "b.xml", "c.xml"];
    let loader: MemoryLoader = (0..3).map(|at| (files[at], policy(ids[at], Some(ids[(at + 1) % 3]), ""))).collect();
    let outcome = compile(&Options::new(files, Purpose::Check), &loader);
    assert_eq!(codes(&outcome), ["CS0302"]);
}

#[test]
fn an_id_that_is_refused_is_not_compared() {
    for (from, to) in [
        ("TenantId=\"contoso.onmicrosoft.com\"", "TenantId=\"contoso_x.onmicrosoft.com\""),
        ("PolicyId=\"B2C_1A_Leaf\"", "PolicyId=\"B2C_1A_Leaf.\""),
    ] {
        let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), "").replacen(from, to, 1);
        let loader: MemoryLoader =
            [("leaf.xml", leaf), ("base.xml", policy("B2C_1A_Base", None, ""))].into_iter().collect();
        let outcome = compile(&Options::new(["leaf.xml"], Purpose::Check), &loader);
        assert_eq!(codes(&outcome), ["CS0207"], "{to}");
    }
}

#[test]
fn policy_ids_are_compared_without_regard_to_case() {
    let one = policy("B2C_1A_Leaf", None, "");
    let loader: MemoryLoader = [("a.xml", one), ("b.xml", policy("b2c_1a_LEAF", None, ""))].into_iter().collect();
    assert_eq!(codes(&compile(&Options::new(["a.xml", "b.xml"], Purpose::Check), &loader)), ["CS0303"]);
}

/// A base whose root tag is broken is there all the same, in whichever folder, and nothing is said twice.
#[test]
fn a_base_that_is_not_well_formed_is_not_missing() {
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Base"), "<BuildingBlocks />");
    let base = policy("B2C_1A_Base", None, "<BuildingBlocks />");
    let comment = base.replacen("<TrustFrameworkPolicy", "<TrustFrameworkPolicy <!-- why -->", 1);
    let quote = base.replacen("PolicyId=\"B2C_1A_Base\"", "PolicyId=\"B2C_1A_Base", 1);
    let curly = base.replacen("PolicyId=\"B2C_1A_Base\"", "PolicyId=\u{201c}B2C_1A_Base\u{201d}", 1);
    let end = base.replacen("</TrustFrameworkPolicy>", "</TrustFramework>", 1);
    for broken in [comment, quote, curly, end] {
        for path in ["a/base.xml", "b/base.xml"] {
            let loader: MemoryLoader = [("a/leaf.xml", leaf.clone()), (path, broken.clone())].into_iter().collect();
            let outcome = compile(&Options::new(["a/leaf.xml", path], Purpose::Check), &loader);
            assert_eq!(codes(&outcome), ["CS0101"], "{path} {broken}");
        }
    }
    // Of another base it says nothing.
    let other = policy("B2C_1A_Other", None, "").replacen("</TrustFrameworkPolicy>", "</TrustFramework>", 1);
    let loader: MemoryLoader = [("a/leaf.xml", leaf), ("a/other.xml", other)].into_iter().collect();
    let outcome = compile(&Options::new(["a/leaf.xml", "a/other.xml"], Purpose::Check), &loader);
    assert_eq!(codes(&outcome), ["CS0101", "CS0301"]);
}

/// What a base lacks may stand in the policy between it and the leaf that could not be read.
#[test]
fn what_is_behind_a_broken_file_is_not_missing() {
    let profile =
        "<TechnicalProfile Id=\"A\"><DisplayName>A</DisplayName><Protocol Name=\"OAuth2\" /></TechnicalProfile>";
    let base = policy("B2C_1A_Base", None, &common::provider(profile));
    let middle = policy("B2C_1A_Middle", Some("B2C_1A_Base"), "<BuildingBlocks>");
    let leaf = policy("B2C_1A_Leaf", Some("B2C_1A_Middle"), "<BuildingBlocks />");
    let files = [("leaf.xml", leaf), ("middle.xml", middle), ("base.xml", base)];
    let loader: MemoryLoader = files.into_iter().collect();
    let outcome = compile(&Options::new(["leaf.xml", "middle.xml", "base.xml"], Purpose::Check), &loader);
    assert_eq!(codes(&outcome), ["CS0101"]);
}
