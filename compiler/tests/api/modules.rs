//! Under which paths an application finds what is generated: what other policies, other names and other crates do to them.

use crate::support::{after, api, before, of_environment, sdk};
use claimsmith_compiler::api::Level::{Breaking, Minor, Patch};
use claimsmith_compiler::api::{Api, CrateFacts, Kind, Level, compare};
use claimsmith_compiler::ir::Sdk;

/// The policy under another id; its first provider is told the policy in a header when it is to be.
fn named(sdk: &Sdk, id: &str, names_policy: bool) -> Sdk {
    let mut sdk = Sdk { policy: id.to_owned(), ..sdk.clone() };
    for client in &mut sdk.profiles {
        client.profile.policy_id = id.to_owned().into();
    }
    if names_policy {
        sdk.profiles[0].profile.claims.user_agent = Some(format!("application/{id}").into());
    }
    sdk
}

fn crate_of(sdks: &[&Sdk]) -> Api {
    api(of_environment("Contoso"), sdks)
}

fn found(old: &Api, new: &Api) -> Vec<(Kind, Level, String)> {
    let changes = compare(std::slice::from_ref(old), std::slice::from_ref(new));
    for change in &changes {
        assert!(!change.message.is_empty() && !change.advice.is_empty(), "{change:?}");
    }
    changes.into_iter().map(|change| (change.kind, change.level, change.item)).collect()
}

#[test]
fn a_policy_that_comes_takes_no_name_from_another() {
    let base = sdk(&before());
    for names_policy in [false, true] {
        let first = named(&base, "B2C_1A_SignIn", names_policy);
        // It stands before the other one, in the list and in the alphabet.
        let second = named(&base, "B2C_1A_Kiosk", names_policy);
        let (alone, both) = (crate_of(&[&first]), crate_of(&[&second, &first]));
        assert_eq!(found(&alone, &both), [(Kind::PolicyAdded, Minor, "B2C_1A_Kiosk".to_owned())]);
        assert_eq!(found(&both, &alone), [(Kind::PolicyRemoved, Breaking, "B2C_1A_Kiosk".to_owned())]);
        for client in both.policies.iter().map(|policy| &policy.clients[0]) {
            assert_eq!((client.module.as_deref(), client.stands_in_policy), (Some("qq_oauth"), names_policy));
        }
    }
}

#[test]
fn another_form_of_a_profile_moves_both() {
    let first = named(&sdk(&before()), "B2C_1A_SignIn", false);
    let second =
        named(&sdk(&after("PartnerClaimType=\"nickname\"", "PartnerClaimType=\"name\"")), "B2C_1A_Kiosk", false);
    let (alone, both) = (crate_of(&[&first]), crate_of(&[&second, &first]));
    let modules: Vec<Option<&str>> = both.policies.iter().map(|policy| policy.clients[0].module.as_deref()).collect();
    assert_eq!(modules, [Some("qq_oauth_in_kiosk"), Some("qq_oauth_in_sign_in")]);
    let expected =
        [(Kind::PolicyAdded, Minor, "B2C_1A_Kiosk".to_owned()), (Kind::ModulePath, Breaking, "QqOauth".to_owned())];
    assert_eq!(found(&alone, &both), expected);
    let change = compare(&[alone], &[both]).remove(1);
    assert_eq!(
        change.message,
        "`QqOauth` with its configuration, inputs and claims stands in `profiles::qq_oauth_in_sign_in` instead of \
         `profiles::qq_oauth`"
    );
    assert!(change.advice.contains("`sign_in::QqOauth`"), "{change:?}");
    assert!(change.place().is_some(), "{change:?}");
}

#[test]
fn a_client_that_begins_to_name_its_policy_moves_into_its_module() {
    let base = sdk(&before());
    let (plain, naming) = (named(&base, "B2C_1A_SignIn", false), named(&base, "B2C_1A_SignIn", true));
    let kinds = |changes: Vec<(Kind, Level, String)>| -> Vec<(Kind, Level)> {
        changes.into_iter().map(|(kind, level, _)| (kind, level)).collect()
    };
    let expected = [(Kind::ModulePath, Breaking), (Kind::Wire, Patch)];
    assert_eq!(kinds(found(&crate_of(&[&plain]), &crate_of(&[&naming]))), expected);
    // Without an environment everything stands at the root.
    let nameless = |sdk: &Sdk| api(CrateFacts::default(), &[sdk]);
    assert_eq!(kinds(found(&nameless(&plain), &nameless(&naming))), [(Kind::Wire, Patch)]);
}

#[test]
fn the_module_of_the_only_policy_is_named_after_it() {
    let base = sdk(&before());
    let (old, new) = (named(&base, "B2C_1A_SignUpOrSignIn", false), named(&base, "B2C_1A_SUSI", false));
    let expected =
        [(Kind::PolicyModule, Breaking, "susi".to_owned()), (Kind::PolicyIdentity, Patch, "PolicyId".to_owned())];
    assert_eq!(found(&crate_of(&[&old]), &crate_of(&[&new])), expected);
    // Without an environment there is no module, but the crate may be named after the policy.
    let nameless = |sdk: &Sdk| api(CrateFacts::default(), &[sdk]);
    let changes = compare(&[nameless(&old)], &[nameless(&new)]);
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(changes[0].level == Patch && changes[0].advice.contains("has another name"), "{changes:?}");
}

#[test]
fn name_and_address_of_a_crate_are_compared_where_the_environment_is_the_same() {
    let sdk = sdk(&before());
    let facts = |environment: &str, name: &str, address: &str| CrateFacts {
        name: Some(name.to_owned()),
        application_url: Some(address.to_owned()),
        ..of_environment(environment)
    };
    let old = api(facts("Contoso", "contoso-sign-in", "https://a.example"), &[&sdk]);
    let new = api(facts("contoso", "contoso-login", "https://b.example"), &[&sdk]);
    let expected = [
        (Kind::CrateName, Breaking, "contoso-login".to_owned()),
        (Kind::ApplicationUrl, Patch, "application_url".to_owned()),
    ];
    assert_eq!(found(&old, &new), expected);
    let other = api(facts("Fabrikam", "fabrikam-sign-in", "https://c.example"), &[&sdk]);
    assert_eq!(found(&old, &other), []);
}

#[test]
fn a_crate_that_cannot_be_is_refused() {
    let base = sdk(&before());
    let (one, other) = (named(&base, "B2C_1A_SignIn", false), named(&base, "B2C_1A_Sign-In", false));
    let error = Api::of(of_environment("Contoso"), [&one, &other]).expect_err("both are `sign_in`");
    assert_eq!(error, "the policies `B2C_1A_SignIn` and `B2C_1A_Sign-In` both give the module `sign_in`");
}
