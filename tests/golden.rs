//! Every golden file is compiled here, beside an `include_policy!` of the same policy, and both must say the same: a
//! golden file that is only compared rots. `golden_files.rs` compares and writes them.

use claimsmith::{DataType, Profile, Provider, TokenContract, TransformationInputs};
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Options, Outcome, Purpose, compile};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A policy three times: as a golden file, as an expansion of the macro, and by its path for the compiler.
macro_rules! golden {
    ($($name:ident: $file:literal from $policy:literal, clients $($client:ident)*;)*) => {
        $(
            mod $name {
                #[allow(dead_code, unreachable_pub, reason = "a generated crate would make these items public")]
                pub(super) mod golden {
                    include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/", $file));
                }

                #[allow(dead_code, unreachable_pub, reason = "a generated crate would make these items public")]
                pub(super) mod expanded {
                    claimsmith::include_policy!($policy);
                }

                #[test]
                fn the_macro_and_the_golden_file_say_the_same() {
                    let outcome = super::generate($policy);
                    let lowered = outcome.sdk.expect("it compiles");
                    let mut lowered = lowered.profiles.iter();
                    $(
                        super::same::<golden::$client, expanded::$client>(&lowered.next().expect("as many").profile);
                    )*
                    assert!(lowered.next().is_none(), "every client is listed in this test");
                    assert_eq!(golden::PROVIDERS, expanded::PROVIDERS);
                }
            }
        )*

        const LISTED: &[&str] = &[$($file),*];
    };
}

golden! {
    qq: "golden/qq.rs" from "policies/providers/qq.xml", clients QqOauth;
    github: "golden/github.rs" from "policies/providers/github.xml", clients GitHubOauth2;
    sign_up_or_sign_in: "golden/sign_up_or_sign_in.rs" from "policies/SignUpOrSignIn.xml",
        clients QqOauth GitHubOauth2;
    every_key: "golden/every_key.rs" from "tests/golden/every_key.xml", clients EveryKey;
    extension_keys: "golden/extension_keys.rs" from "tests/golden/extension_keys.xml",
        clients ExtensionKeys PrivateKey IdToken;
    facebook: "golden/facebook.rs" from "tests/golden/facebook.xml", clients FacebookOauth;
    transformations: "golden/transformations.rs" from "tests/golden/transformations.xml",
        clients TransformationsOauth2;
    validations: "golden/validations.rs" from "tests/golden/validations.xml", clients ExampleOauth;
    keywords: "golden/keywords.rs" from "tests/hygiene/strict/policies/keywords.xml", clients QqOauth;
}

/// The same of a policy whose technical profiles become functions: their inputs are listed.
macro_rules! golden_functions {
    ($($name:ident: $file:literal from $policy:literal, inputs $($inputs:ident)*;)*) => {
        $(
            mod $name {
                #[allow(dead_code, unreachable_pub, reason = "a generated crate would make these items public")]
                pub(super) mod golden {
                    include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/", $file));
                }

                #[allow(dead_code, unreachable_pub, reason = "a generated crate would make these items public")]
                pub(super) mod expanded {
                    claimsmith::include_policy!($policy);
                }

                #[test]
                fn the_macro_and_the_golden_file_say_the_same() {
                    let outcome = super::generate($policy);
                    let lowered = outcome.sdk.expect("it compiles");
                    let mut lowered = lowered.functions.iter();
                    $(
                        super::same_function::<golden::$inputs, expanded::$inputs>(
                            &lowered.next().expect("as many").profile,
                        );
                    )*
                    assert!(lowered.next().is_none(), "every function is listed in this test");
                }
            }
        )*

        const LISTED_FUNCTIONS: &[&str] = &[$($file),*];
    };
}

golden_functions! {
    age_gate: "golden/age_gate.rs" from "policies/AgeGate.xml", inputs AgeGateInputs ParentAddressInputs DisplayNameInputs;
}

/// A policy whose relying party has a token contract and reaches no provider.
mod token {
    #[allow(dead_code, unreachable_pub, reason = "a generated crate would make these items public")]
    pub(super) mod golden {
        include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/token.rs"));
    }

    #[allow(dead_code, unreachable_pub, reason = "a generated crate would make these items public")]
    pub(super) mod expanded {
        claimsmith::include_policy!("tests/golden/token.xml");
    }
}

const LISTED_TOKENS: &[&str] = &["golden/token.rs"];

#[test]
fn the_macro_and_the_golden_file_say_the_same_of_tokens() {
    use sign_up_or_sign_in::{expanded, golden};
    same_token::<golden::TokenClaims, expanded::TokenClaims>("policies/SignUpOrSignIn.xml");
    same_token::<token::golden::TokenClaims, token::expanded::TokenClaims>("tests/golden/token.xml");
}

#[test]
fn every_golden_file_is_tested() {
    let files = std::fs::read_dir(root().join("tests/golden")).expect("the folder is there");
    let names = files.map(|entry| entry.expect("an entry").file_name().into_string().expect("Unicode"));
    let found: BTreeSet<String> =
        names.filter(|name| name.ends_with(".rs")).map(|name| format!("golden/{name}")).collect();
    let listed: BTreeSet<String> =
        LISTED.iter().chain(LISTED_FUNCTIONS).chain(LISTED_TOKENS).map(|name| (*name).to_owned()).collect();
    assert_eq!(found, listed);
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn generate(policy: &str) -> Outcome {
    let mut options = Options::new([policy], Purpose::Generate);
    options.search_parent_folders = true;
    compile(&options, &DiskLoader::new(root()))
}

/// The constants of both and what the compiler lowered are equal, and both hold the same claims in the same way.
fn same<G: Provider, E: Provider>(lowered: &Profile)
where
    G::Claims: std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned,
    E::Claims: std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned,
{
    assert_eq!(&G::PROFILE, lowered);
    assert_eq!(&E::PROFILE, lowered);
    same_claims::<G::Claims, E::Claims>(lowered);
}

/// The same of functions.
fn same_function<G: TransformationInputs, E: TransformationInputs>(lowered: &Profile)
where
    G::Claims: std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned,
    E::Claims: std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned,
{
    assert_eq!(&G::PROFILE, lowered);
    assert_eq!(&E::PROFILE, lowered);
    same_claims::<G::Claims, E::Claims>(lowered);
}

/// The same of token contracts.
fn same_token<G, E>(policy: &str)
where
    G: TokenContract + std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned,
    E: TokenContract + std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned,
{
    let lowered = generate(policy).sdk.and_then(|sdk| sdk.token).expect("there is a contract").profile;
    assert_eq!(G::PROFILE, lowered);
    assert_eq!(E::PROFILE, lowered);
    same_claims::<G, E>(&lowered);
}

fn same_claims<G, E>(lowered: &Profile)
where
    G: std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned,
    E: std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned,
{
    let sample = sample(lowered);
    let golden: G = serde_json::from_value(sample.clone()).expect("every claim is there");
    let expanded: E = serde_json::from_value(sample.clone()).expect("every claim is there");
    assert_eq!(format!("{golden:?}"), format!("{expanded:?}"));
    assert_eq!(serde_json::to_value(&golden).expect("it can be written"), sample);
    assert_eq!(serde_json::to_value(&expanded).expect("it can be written"), sample);
}

/// A value for every claim that a profile yields.
fn sample(profile: &Profile) -> serde_json::Value {
    let identity = || serde_json::json!({ "issuer": "id.example", "issuerUserId": "MTIz" });
    let value = |data_type: DataType| match data_type {
        DataType::Boolean => serde_json::json!(true),
        DataType::Int => serde_json::json!(i32::MIN),
        DataType::Long => serde_json::json!(i64::MAX),
        DataType::StringCollection => serde_json::json!(["a", "b"]),
        DataType::UserIdentity => identity(),
        DataType::UserIdentityCollection | DataType::AlternativeSecurityIdCollection => serde_json::json!([identity()]),
        _ => serde_json::json!("text"),
    };
    let outputs = profile.outputs.iter().map(|output| (&output.claim, output.data_type));
    let given = profile.transformations.claims.iter().filter(|claim| claim.yielded);
    let claims = outputs.chain(given.map(|claim| (&claim.claim, claim.data_type)));
    claims.map(|(claim, data_type)| (claim.to_string(), value(data_type))).collect()
}
