//! The files of a crate for an environment: what stands in which, and that the same input gives the same bytes.
#![cfg(feature = "sdk")]

use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::sdk::{self, CrateInput, CrateOptions, EnvironmentFacts, Omission, Part, Record};
use claimsmith_compiler::{Options, Outcome, Purpose, compile};
use std::collections::BTreeMap;

const BASE: &str = include_str!("../../policies/TrustFrameworkBase.xml");
const EXTENSIONS: &str = include_str!("../../policies/TrustFrameworkExtensions.xml");
const LEAF: &str = include_str!("../../policies/SignUpOrSignIn.xml");

/// A policy under this id, with an own display name for QQ when there is one.
fn compiled(id: &str, qq: Option<&str>) -> (Options, Outcome) {
    let mut leaf = LEAF.replace("B2C_1A_SignUpOrSignIn", id);
    if let Some(name) = qq {
        let provider = format!(
            "<ClaimsProviders><ClaimsProvider><DisplayName>QQ</DisplayName><TechnicalProfiles>\
             <TechnicalProfile Id=\"QQ-OAUTH\"><DisplayName>{name}</DisplayName></TechnicalProfile>\
             </TechnicalProfiles></ClaimsProvider></ClaimsProviders>\n  <RelyingParty>"
        );
        leaf = leaf.replacen("<RelyingParty>", &provider, 1);
    }
    // A header with the policy in it gives each policy a client of its own.
    of_texts(id, leaf, &BASE.replace("{policy}", "p"), &EXTENSIONS.replace("{policy}", "p"))
}

fn of_texts(id: &str, leaf: String, base: &str, extensions: &str) -> (Options, Outcome) {
    let file = format!("{id}.xml");
    let files = [("base.xml", base), ("extensions.xml", extensions), (file.as_str(), leaf.as_str())];
    let loader: MemoryLoader = files.into_iter().collect();
    let options = Options::new([file.as_str()], Purpose::Generate);
    let outcome = compile(&options, &loader);
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    (options, outcome)
}

fn options() -> CrateOptions {
    let environment = EnvironmentFacts {
        name: "Contoso".to_owned(),
        tenant: Some("contoso.onmicrosoft.com".to_owned()),
        application_url: Some("https://login.contoso.example".to_owned()),
    };
    CrateOptions { environment: Some(environment), ..CrateOptions::new("contoso") }
}

fn files(policies: &[(Options, Outcome)], options: CrateOptions) -> BTreeMap<String, String> {
    let parts = policies.iter().filter_map(|(options, outcome)| Part::of(outcome, options)).collect();
    let omitted = vec![Omission { policy: "B2C_1A_PasswordReset".into(), reason: "has no provider".into() }];
    let input = CrateInput::new(parts, omitted, options).expect("there are policies");
    sdk::files(&input).expect("it is Rust")
}

#[test]
fn a_profile_of_several_policies_stands_once() {
    let policies = [compiled("B2C_1A_SignIn", None), compiled("B2C_1A_ProfileEdit", None)];
    let files = files(&policies, options());
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let expected = [
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "claimsmith.lock",
        "examples/sign_in.rs",
        "rustfmt.toml",
        "src/lib.rs",
        "src/profile_edit.rs",
        "src/profiles/git_hub_oauth2.rs",
        "src/profiles/mod.rs",
        "src/profiles/qq_oauth.rs",
        "src/sign_in.rs",
    ];
    assert_eq!(names, expected);
    assert!(!files["src/profiles/qq_oauth.rs"].contains("policy_id"), "a shared profile is of no one policy");
    for policy in ["src/sign_in.rs", "src/profile_edit.rs"] {
        assert!(files[policy].contains("pub use crate::profiles::qq_oauth::*;"), "{}", files[policy]);
        assert!(files[policy].contains("pub const PROVIDERS") && files[policy].contains("pub struct Policy "));
    }
    assert!(files["examples/sign_in.rs"].contains("use contoso::sign_in::{PROVIDERS, Policy};"));
}

#[test]
fn a_profile_that_differs_is_named_after_its_policy() {
    let policies = [compiled("B2C_1A_SignIn", None), compiled("B2C_1A_Kiosk", Some("Scan"))];
    let files = files(&policies, options());
    assert!(!files.contains_key("src/profiles/qq_oauth.rs"), "neither takes the name from the other");
    assert!(files["src/profiles/qq_oauth_in_sign_in.rs"].contains("policy_id: text(\"B2C_1A_SignIn\")"));
    assert!(files["src/profiles/qq_oauth_in_kiosk.rs"].contains("display_name: text(\"Scan\")"));
    assert!(files["src/kiosk.rs"].contains("pub use crate::profiles::qq_oauth_in_kiosk::*;"));
    assert!(files["src/kiosk.rs"].contains("pub use crate::profiles::git_hub_oauth2::*;"), "the other is shared");
    assert!(!files.contains_key("src/profiles/git_hub_oauth2_in_kiosk.rs"));
}

/// Nothing that one policy has moves when another one comes, which is the first of both.
#[test]
fn a_client_that_names_its_policy_stands_in_its_module() {
    let compiled = |id: &str| of_texts(id, LEAF.replace("B2C_1A_SignUpOrSignIn", id), BASE, EXTENSIONS);
    let (alone, both) = ([compiled("B2C_1A_SignIn")], [compiled("B2C_1A_Kiosk"), compiled("B2C_1A_SignIn")]);
    let (alone, both) = (files(&alone, options()), files(&both, options()));
    let body =
        |files: &BTreeMap<String, String>, path: &str| files[path].split_once('\n').expect("a header").1.to_owned();
    assert_eq!(body(&alone, "src/sign_in.rs"), body(&both, "src/sign_in.rs"));
    for files in [&alone, &both] {
        let (policy, types) = (&files["src/sign_in.rs"], &files["src/profiles/git_hub_oauth2.rs"]);
        assert!(policy.contains("pub struct GitHubOauth2(") && policy.contains("B2C_1A_SignIn\""), "{policy}");
        assert!(
            !types.contains("pub struct GitHubOauth2(") && types.contains("pub struct GitHubOauth2Claims"),
            "{types}"
        );
        assert!(files["README.md"].contains("| `GitHubOauth2` | GitHub | "), "{}", files["README.md"]);
    }
    assert!(both["README.md"].contains("| `kiosk`, `sign_in` |"), "{}", both["README.md"]);
    assert!(both["src/kiosk.rs"].contains("pub struct GitHubOauth2("));
}

#[test]
fn the_readme_says_what_has_to_be_provided_and_registered() {
    let readme = &files(&[compiled("B2C_1A_SignIn", None)], options())["README.md"];
    for text in [
        "environment `Contoso` (tenant `contoso.onmicrosoft.com`)",
        "- `B2C_1A_PasswordReset`: has no provider",
        "contoso::sign_in::Policy::from_env()?",
        "| `QQ_OAUTH_CLIENT_ID` | client id at QQ |",
        "| `B2C_1A_QQSECRET` | key `client_secret` of QQ |",
        "Your application: register this.",
        "- QQ: `https://login.contoso.example/signin/qq-oauth/callback`",
        "Azure AD B2C: only while B2C runs these policies.",
        "`https://contoso.b2clogin.com/contoso.onmicrosoft.com/oauth2/authresp`",
        "All rights reserved",
    ] {
        assert!(readme.contains(text), "{text}\n{readme}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_and_another_input_another_hash() {
    let policies = || [compiled("B2C_1A_SignIn", None), compiled("B2C_1A_ProfileEdit", None)];
    assert_eq!(files(&policies(), options()), files(&policies(), options()));
    let hash = |policies: &[(Options, Outcome)], options: CrateOptions| {
        let parts = policies.iter().filter_map(|(options, outcome)| Part::of(outcome, options)).collect();
        CrateInput::new(parts, Vec::new(), options).expect("there are policies").hash()
    };
    let first = hash(&policies(), options());
    assert_eq!(first, hash(&policies(), options()));
    assert_ne!(first, hash(&policies()[..1], options()));
    assert_ne!(first, hash(&policies(), CrateOptions { license: Some("MIT".into()), ..options() }));
    assert_ne!(
        first,
        hash(&[compiled("B2C_1A_SignIn", Some("Scan")), compiled("B2C_1A_ProfileEdit", None)], options())
    );
}

#[test]
fn the_record_names_every_other_file_as_it_is() {
    let files = files(&[compiled("B2C_1A_SignIn", None)], options());
    let record = Record::parse(&files[sdk::RECORD]).expect("it is a record");
    let others: Vec<&str> = files.keys().map(String::as_str).filter(|path| *path != sdk::RECORD).collect();
    assert_eq!(record.files().collect::<Vec<_>>(), others);
    assert!(others.iter().all(|path| record.is_unchanged(path, &files[*path])));
}

#[test]
fn a_licence_and_a_workspace() {
    let options = CrateOptions { license: Some("MIT OR Apache-2.0".into()), is_member: true, ..options() };
    let files = files(&[compiled("B2C_1A_SignIn", None)], options);
    let manifest = &files["Cargo.toml"];
    assert!(manifest.contains("license = \"MIT OR Apache-2.0\"\n") && !manifest.contains("publish"), "{manifest}");
    assert!(!manifest.contains("[workspace]"), "{manifest}");
    assert!(files["LICENSE"].contains("MIT OR Apache-2.0"));
    let workspace = sdk::workspace(["fabrikam", "contoso"]);
    assert!(workspace.contains("members = [\n    \"contoso\",\n    \"fabrikam\",\n]\n"), "{workspace}");
}

#[test]
fn two_policies_for_one_module_are_refused() {
    let policies = [compiled("B2C_1A_SignIn", None), compiled("B2C_1A_Sign-In", None)];
    let parts = policies.iter().filter_map(|(options, outcome)| Part::of(outcome, options)).collect();
    let input = CrateInput::new(parts, Vec::new(), options()).expect("there are policies");
    let error = sdk::files(&input).expect_err("both are `sign_in`");
    assert_eq!(error, "the policies `B2C_1A_SignIn` and `B2C_1A_Sign-In` both give the module `sign_in`");
}

/// A policy with functions only: no example, no settings, and the features that they need.
#[test]
fn a_crate_of_functions_lists_them() {
    let text = include_str!("../../policies/AgeGate.xml");
    let loader: MemoryLoader = [("AgeGate.xml", text)].into_iter().collect();
    let options = Options::new(["AgeGate.xml"], Purpose::Generate);
    let outcome = compile(&options, &loader);
    let part = |options: &Options| Part::of(&outcome, options).expect("there are functions");
    let single = CrateInput::new(vec![part(&options)], Vec::new(), CrateOptions::new("gate")).expect("one policy");
    let single = sdk::files(&single).expect("it is Rust");
    let names: Vec<&str> = single.keys().map(String::as_str).collect();
    let expected = [
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "claimsmith.lock",
        "rustfmt.toml",
        "src/age_gate.rs",
        "src/display_name.rs",
        "src/lib.rs",
        "src/parent_address.rs",
    ];
    assert_eq!(names, expected);
    assert!(single["Cargo.toml"].contains("features = [\"dates\"]"), "nothing is sent: {}", single["Cargo.toml"]);
    assert!(!single["Cargo.toml"].contains("tokio"));
    let readme = &single["README.md"];
    assert!(readme.contains("| `age_gate` | Whether somebody is old enough | `dates` |"), "{readme}");
    assert!(readme.contains("use gate::{age_gate, AgeGateInputs};") && !readme.contains("CLAIMSMITH_FLOW_KEYS"));
    // In a crate of an environment the policy has a module that names its functions.
    let input = CrateInput::new(vec![part(&options)], Vec::new(), self::options()).expect("one policy");
    let nested = sdk::files(&input).expect("it is Rust");
    assert!(nested["src/lib.rs"].contains("pub mod age_gate;\npub mod profiles;\n"));
    assert!(
        nested["src/age_gate.rs"]
            .contains("pub use crate::profiles::age_gate::*;\npub use crate::profiles::display_name::*;")
    );
    assert!(nested["README.md"].contains("| `profiles::age_gate::age_gate` |"), "{}", nested["README.md"]);
    assert!(nested["src/profiles/mod.rs"].contains("/// `AgeGate`, as in `B2C_1A_AgeGate`.\npub mod age_gate;"));
}

/// What an application finds in the tokens of a policy that reaches no provider.
#[test]
fn a_crate_of_a_token_contract_alone() {
    const POLICY: &str = include_str!("../../tests/golden/token.xml");
    let loader: MemoryLoader = [("token.xml", POLICY)].into_iter().collect();
    let options = Options::new(["token.xml"], Purpose::Generate);
    let outcome = compile(&options, &loader);
    let of = |crate_options: CrateOptions| {
        let parts = Part::of(&outcome, &options).into_iter().collect();
        sdk::files(&CrateInput::new(parts, Vec::new(), crate_options).expect("there is a policy")).expect("it is Rust")
    };
    let alone = of(CrateOptions::new("customer"));
    assert!(alone["src/lib.rs"].contains("mod policy;\n\npub use policy::*;\n"), "{}", alone["src/lib.rs"]);
    assert!(alone["src/lib.rs"].contains("//! - `TokenClaims`: the claims of the tokens that the policy issues"));
    assert!(
        alone["src/policy.rs"].contains("pub struct TokenClaims {") && !alone["src/policy.rs"].contains("use super")
    );
    assert!(alone["README.md"].contains("use customer::TokenClaims;") && !alone["README.md"].contains("## Sign in"));
    assert!(!alone.contains_key("examples/sign_in.rs") && !alone["Cargo.toml"].contains("tokio"));
    let nested = of(self::options());
    assert!(nested["src/customer.rs"].contains("pub struct TokenClaims {"), "{}", nested["src/customer.rs"]);
    assert!(nested["README.md"].contains("| `customer::TokenClaims` | `B2C_1A_Customer` | `sub`, `email`, "));
    assert!(nested["src/lib.rs"].contains("- `customer`: `B2C_1A_Customer`, with `TokenClaims`"));
}
