//! Changes of functions.

use crate::support::{Row, between, sdk, with_options};
use claimsmith_compiler::api::Level::{Breaking, Minor, Patch};
use claimsmith_compiler::api::{Change, Kind, Level};
use claimsmith_compiler::ir::Sdk;
use claimsmith_compiler::{Argument, Rename};

/// A policy with nothing but a function, once this text is replaced.
fn with_function(replaced: &str, by: &str) -> Sdk {
    let text = include_str!("../../../policies/AgeGate.xml");
    assert!(replaced.is_empty() || text.contains(replaced), "{replaced}");
    sdk(&text.replacen(replaced, by, usize::from(!replaced.is_empty())))
}

#[test]
fn changes_of_functions() {
    let old = with_function("", "");
    let facts = |changes: Vec<Change>| -> Vec<(Kind, Level, String)> {
        let is_said = |change: &Change| !change.message.is_empty() && !change.advice.is_empty();
        assert!(changes.iter().all(|it| is_said(it) && it.profile.is_some() && it.place().is_some()), "{changes:?}");
        changes.into_iter().map(|it| (it.kind, it.level, it.item)).collect()
    };
    let owned = |expected: &[(Kind, Level, &str)]| {
        expected.iter().map(|(kind, level, item)| (*kind, *level, (*item).to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(facts(between(&old, &old)), []);
    let rows: &[Row] = &[
        (
            "<InputClaim ClaimTypeReferenceId=\"dateOfBirth\" Required=\"true\" />",
            "<InputClaim ClaimTypeReferenceId=\"dateOfBirth\" />",
            // Without it the transformation fails: what it gives otherwise has a value all the same.
            &[(Kind::InputOptional, Breaking, "AgeGateInputs::date_of_birth")],
            &[(Kind::InputRequired, Breaking, "AgeGateInputs::date_of_birth")],
        ),
        (
            "<InputClaim ClaimTypeReferenceId=\"country\" DefaultValue=\"US\" />",
            "<InputClaim ClaimTypeReferenceId=\"country\" DefaultValue=\"KR\" />",
            &[(Kind::ClaimDefault, Patch, "AgeGateInputs::country")],
            &[(Kind::ClaimDefault, Patch, "AgeGateInputs::country")],
        ),
        (
            "<OutputClaimsTransformation ReferenceId=\"AssertConsent\" />",
            "",
            &[(Kind::Transformations, Patch, "age_gate")],
            &[(Kind::Transformations, Patch, "age_gate")],
        ),
        (
            "Value=\"{0} {1}\"",
            "Value=\"{1} {0}\"",
            &[(Kind::Transformations, Patch, "display_name")],
            &[(Kind::Transformations, Patch, "display_name")],
        ),
        (
            "<InputClaimsTransformation ReferenceId=\"AssertOtherAddress\" />",
            "",
            &[(Kind::Transformations, Patch, "parent_address")],
            &[(Kind::Transformations, Patch, "parent_address")],
        ),
        // The places of the others change with it, and they do what they did.
        (
            "<OutputClaim ClaimTypeReferenceId=\"requiresParentalConsent\" />",
            "<OutputClaim ClaimTypeReferenceId=\"requiresParentalConsent\" /><OutputClaim ClaimTypeReferenceId=\"surname\" />",
            &[(Kind::ClaimAdded, Minor, "AgeGateClaims::surname")],
            &[(Kind::ClaimRemoved, Breaking, "AgeGateClaims::surname")],
        ),
        (
            "<TechnicalProfile Id=\"AgeGate\">",
            "<TechnicalProfile Id=\"Age-Check\">",
            &[(Kind::FunctionAdded, Minor, "age_check"), (Kind::FunctionRemoved, Breaking, "age_gate")],
            &[(Kind::FunctionRemoved, Breaking, "age_check"), (Kind::FunctionAdded, Minor, "age_gate")],
        ),
    ];
    for (replaced, by, forwards, backwards) in rows {
        let new = with_function(replaced, by);
        assert_eq!(facts(between(&old, &new)), owned(forwards), "{replaced} -> {by}");
        assert_eq!(facts(between(&new, &old)), owned(backwards), "{by} -> {replaced}");
    }
    let renamed = with_options(include_str!("../../../policies/AgeGate.xml"), |options| {
        options.rename = vec![Rename { selector: Argument::new("AgeGate"), name: Argument::new("gate") }];
    });
    assert_eq!(facts(between(&old, &renamed)), owned(&[(Kind::FunctionName, Breaking, "gate")]));
}
