//! Changes of the token contract.

use crate::common::run;
use crate::support::{Row, between, named, sdk, with_options};
use claimsmith_compiler::Purpose;
use claimsmith_compiler::api::Level::{Breaking, Minor, Patch};
use claimsmith_compiler::api::{Change, Kind, Level};
use claimsmith_compiler::ir::Sdk;
use claimsmith_compiler::{Argument, Rename};

const POLICY: &str = include_str!("../../../tests/golden/token.xml");

/// The policy with another text in place of one that has to be there.
fn with(replaced: &str, by: &str) -> String {
    assert!(POLICY.contains(replaced), "{replaced}");
    POLICY.replacen(replaced, by, 1)
}

fn facts(changes: Vec<Change>) -> Vec<(Kind, Level, String)> {
    for change in &changes {
        assert!(!change.message.is_empty() && !change.advice.is_empty(), "{change:?}");
        assert!(!change.message.ends_with('.') && !change.advice.ends_with('.'), "{change:?}");
        assert_eq!(change.profile.as_deref(), Some("PolicyProfile"), "{change:?}");
        assert!(change.place().is_some(), "{change:?}");
    }
    changes.into_iter().map(|it| (it.kind, it.level, it.item)).collect()
}

#[test]
fn a_contract_does_not_differ_from_itself() {
    let moved = with("<TrustFrameworkPolicy", "\n\n<TrustFrameworkPolicy");
    assert_eq!(between(&sdk(POLICY), &sdk(&moved)), []);
}

#[test]
fn changes_of_claims() {
    let rows: &[Row] = &[
        (
            "<OutputClaim ClaimTypeReferenceId=\"age\" />\n        <OutputClaim ClaimTypeReferenceId=\"birthday\" PartnerClaimType",
            "<OutputClaim ClaimTypeReferenceId=\"birthday\" PartnerClaimType",
            &[(Kind::ClaimRemoved, Breaking, "TokenClaims::age")],
            &[(Kind::ClaimAdded, Minor, "TokenClaims::age")],
        ),
        (
            "PartnerClaimType=\"email\" Required=\"true\"",
            "PartnerClaimType=\"email\"",
            &[(Kind::ClaimOptional, Breaking, "TokenClaims::email")],
            &[(Kind::ClaimRequired, Breaking, "TokenClaims::email")],
        ),
        (
            "PartnerClaimType=\"email\" Required=\"true\"",
            "PartnerClaimType=\"mail\" Required=\"true\"",
            &[(Kind::ClaimRemoved, Breaking, "TokenClaims::email"), (Kind::ClaimAdded, Breaking, "TokenClaims::mail")],
            &[(Kind::ClaimRemoved, Breaking, "TokenClaims::mail"), (Kind::ClaimAdded, Breaking, "TokenClaims::email")],
        ),
        (
            "<DataType>int</DataType>",
            "<DataType>long</DataType>",
            &[(Kind::ClaimType, Breaking, "TokenClaims::age")],
            &[(Kind::ClaimType, Breaking, "TokenClaims::age")],
        ),
        (
            "<DataType>date</DataType>",
            "<DataType>string</DataType>",
            &[(Kind::ClaimType, Patch, "TokenClaims::birthdate")],
            &[(Kind::ClaimType, Patch, "TokenClaims::birthdate")],
        ),
        (
            "PartnerClaimType=\"loyalty_points\" DefaultValue=\"0\"",
            "PartnerClaimType=\"loyalty_points\" DefaultValue=\"100\"",
            &[(Kind::ClaimDefault, Patch, "TokenClaims::loyalty_points")],
            &[(Kind::ClaimDefault, Patch, "TokenClaims::loyalty_points")],
        ),
        (
            "PartnerClaimType=\"{oauth2:access_token}\"",
            "PartnerClaimType=\"token\"",
            &[(Kind::Validation, Patch, "TokenClaims::idp_access_token")],
            &[(Kind::Validation, Patch, "TokenClaims::idp_access_token")],
        ),
        (
            "<UserHelpText>With which the user signs in.</UserHelpText>",
            "",
            &[(Kind::Documentation, Patch, "TokenClaims::email")],
            &[(Kind::Documentation, Patch, "TokenClaims::email")],
        ),
    ];
    let old = sdk(POLICY);
    let owned = |expected: &[(Kind, Level, &str)]| {
        expected.iter().map(|(kind, level, item)| (*kind, *level, (*item).to_owned())).collect::<Vec<_>>()
    };
    for (replaced, by, forwards, backwards) in rows {
        let new = sdk(&with(replaced, by));
        assert_eq!(facts(between(&old, &new)), owned(forwards), "{replaced} -> {by}");
        assert_eq!(facts(between(&new, &old)), owned(backwards), "{by} -> {replaced}");
    }
}

#[test]
fn another_subject_breaks_those_who_find_users_by_it() {
    let other = with("\"objectId\" PartnerClaimType=\"sub\"", "\"objectId\"").replacen(
        "PartnerClaimType=\"email\" Required",
        "PartnerClaimType=\"sub\" Required",
        1,
    );
    let found = facts(between(&sdk(POLICY), &sdk(&other)));
    let subject = found.iter().find(|(kind, ..)| *kind == Kind::Subject);
    assert_eq!(subject, Some(&(Kind::Subject, Breaking, "TokenClaims".to_owned())), "{found:?}");
    let source = found.iter().find(|(kind, ..)| *kind == Kind::ClaimSource);
    assert_eq!(source, Some(&(Kind::ClaimSource, Patch, "TokenClaims::sub".to_owned())), "{found:?}");
}

#[test]
fn the_claims_of_the_issuer_itself_are_part_of_it() {
    for (key, value, other) in [
        ("IssuanceClaimPattern", "AuthorityAndTenantGuid", "AuthorityWithTfp"),
        ("AuthenticationContextReferenceClaimPattern", "None", "PolicyId"),
    ] {
        let new = with(&format!("\"{key}\">{value}<"), &format!("\"{key}\">{other}<"));
        let changes = between(&sdk(POLICY), &sdk(&new));
        assert_eq!((changes[0].old.as_deref(), changes[0].new.as_deref()), (Some(value), Some(other)));
        assert_eq!(facts(changes), [(Kind::TokenIssuer, Breaking, key.to_owned())]);
    }
}

#[test]
fn a_contract_comes_and_goes() {
    let without = |text: &str| -> Sdk {
        let outcome = run(&[("policy.xml", text)], Purpose::Generate);
        outcome.sdk.expect("nothing is generated, and why is known")
    };
    let saml = without(&with(
        "<Protocol Name=\"OpenIdConnect\" />\n      <OutputClaims>",
        "<Protocol Name=\"SAML2\" />\n      <OutputClaims>",
    ));
    let gone = between(&sdk(POLICY), &saml);
    assert!(gone[0].message.ends_with("`PolicyProfile` describes an assertion of SAML2, which is no JSON"), "{gone:?}");
    assert_eq!(facts(gone), [(Kind::TokenRemoved, Breaking, "TokenClaims".to_owned())]);
    assert_eq!(facts(between(&saml, &sdk(POLICY))), [(Kind::TokenAdded, Minor, "TokenClaims".to_owned())]);
}

#[test]
fn names_and_derives() {
    let rename = |selector: &str, name: &str| Rename { selector: Argument::new(selector), name: Argument::new(name) };
    let renamed = with_options(POLICY, |options| {
        options.rename = vec![rename("PolicyProfile", "Customer"), rename("PolicyProfile/objectId", "id")];
    });
    let changes = between(&sdk(POLICY), &renamed);
    assert!(changes[0].advice.ends_with("rename `PolicyProfile` to `Token`"), "{changes:?}");
    assert_eq!(
        facts(changes),
        [
            (Kind::TokenName, Breaking, "CustomerClaims".to_owned()),
            (Kind::FieldName, Breaking, "CustomerClaims::id".to_owned()),
        ]
    );
    let derived = with_options(POLICY, |options| options.derive = named("Eq"));
    let found = between(&sdk(POLICY), &derived);
    assert_eq!(found.iter().map(|it| (it.kind, it.level)).collect::<Vec<_>>(), [(Kind::DeriveAdded, Minor)]);
}
