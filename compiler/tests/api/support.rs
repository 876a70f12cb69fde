//! A policy, and what changes between two versions of it.

use crate::common::{self, claims_schema, policy, provider, run};
use claimsmith_compiler::api::{Api, Change, CrateFacts, Kind, Level, compare};
use claimsmith_compiler::ir::Sdk;
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Argument, Options, Purpose, compile};
use std::collections::BTreeSet;

/// A policy with two providers and a little of everything.
pub(crate) fn before() -> String {
    let claims = [
        ("issuerUserId", "string"),
        ("identityProvider", "string"),
        ("displayName", "string"),
        ("email", "string"),
        ("age", "int"),
        ("prompt", "string"),
        ("ui_locales", "string"),
    ];
    let first = "<TechnicalProfile Id=\"Qq-OAUTH\"><DisplayName>QQ</DisplayName><Protocol Name=\"OAuth2\" />
<Metadata>
  <Item Key=\"client_id\">1234</Item>
  <Item Key=\"authorization_endpoint\">https://id.example/authorize</Item>
  <Item Key=\"AccessTokenEndpoint\">https://id.example/token</Item>
  <Item Key=\"ClaimsEndpoint\">https://id.example/me</Item>
  <Item Key=\"scope\">profile</Item>
  <Item Key=\"UsePolicyInRedirectUri\">false</Item>
  <Item Key=\"claimsmith.revocation_endpoint\">https://id.example/revoke</Item>
</Metadata>
<CryptographicKeys><Key Id=\"client_secret\" StorageReferenceId=\"B2C_1A_QqSecret\" /></CryptographicKeys>
<InputClaims>
  <InputClaim ClaimTypeReferenceId=\"prompt\" DefaultValue=\"login\" />
  <InputClaim ClaimTypeReferenceId=\"ui_locales\" />
</InputClaims>
<OutputClaims>
  <OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"id\" Required=\"true\" />
  <OutputClaim ClaimTypeReferenceId=\"identityProvider\" DefaultValue=\"qq.com\" AlwaysUseDefaultValue=\"true\" />
  <OutputClaim ClaimTypeReferenceId=\"displayName\" PartnerClaimType=\"nickname\" />
  <OutputClaim ClaimTypeReferenceId=\"age\" DefaultValue=\"7\" />
</OutputClaims></TechnicalProfile>\n";
    let second = format!(
        "<TechnicalProfile Id=\"Other\"><DisplayName>Other</DisplayName>{}
<OutputClaims><OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"sub\" /></OutputClaims></TechnicalProfile>\n",
        common::OAUTH2
    );
    policy("B2C_1A_Test", None, &(claims_schema(&claims) + &provider(&(first.to_owned() + &second))))
}

/// The policy with another text in place of one that has to be there.
pub(crate) fn after(replaced: &str, by: &str) -> String {
    let before = before();
    assert!(before.contains(replaced), "{replaced}");
    before.replacen(replaced, by, 1)
}

pub(crate) fn sdk(text: &str) -> Sdk {
    let outcome = run(&[("policy.xml", text)], Purpose::Generate);
    assert!(!outcome.has_errors(), "{:?}\n{text}", outcome.diagnostics);
    outcome.sdk.expect("it compiles")
}

pub(crate) fn api(facts: CrateFacts, sdks: &[&Sdk]) -> Api {
    Api::of(facts, sdks.iter().copied()).expect("the modules have names of their own")
}

/// The crate of an environment, in which every policy has a module.
pub(crate) fn of_environment(name: &str) -> CrateFacts {
    CrateFacts { environment: Some(name.to_owned()), ..CrateFacts::default() }
}

pub(crate) fn between(old: &Sdk, new: &Sdk) -> Vec<Change> {
    compare(&[api(CrateFacts::default(), &[old])], &[api(CrateFacts::default(), &[new])])
}

/// Kind, level and item of each change that a replacement makes, and of each that taking it back makes.
pub(crate) fn found(replaced: &str, by: &str) -> [Vec<(Kind, Level, String)>; 2] {
    let (old, new) = (sdk(&before()), sdk(&after(replaced, by)));
    let facts = |changes: Vec<Change>| {
        for change in &changes {
            assert!(!change.message.is_empty() && !change.advice.is_empty(), "{change:?}");
            assert!(!change.message.ends_with('.') && !change.advice.ends_with('.'), "{change:?}");
            assert_eq!(change.policies, BTreeSet::from(["B2C_1A_Test".to_owned()]), "{change:?}");
        }
        changes.into_iter().map(|it| (it.kind, it.level, it.item)).collect()
    };
    [facts(between(&old, &new)), facts(between(&new, &old))]
}

/// What a replacement changes, and what taking it back changes.
pub(crate) type Row =
    (&'static str, &'static str, &'static [(Kind, Level, &'static str)], &'static [(Kind, Level, &'static str)]);

pub(crate) fn check(rows: &[Row]) {
    for (replaced, by, forwards, backwards) in rows {
        let owned = |expected: &[(Kind, Level, &str)]| {
            expected.iter().map(|(kind, level, item)| (*kind, *level, (*item).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(found(replaced, by), [owned(forwards), owned(backwards)], "{replaced} -> {by}");
    }
}

pub(crate) fn named(text: &str) -> Vec<Argument> {
    vec![Argument::new(text)]
}

pub(crate) fn with_options(text: &str, change: impl Fn(&mut Options)) -> Sdk {
    let loader: MemoryLoader = [("policy.xml", text)].into_iter().collect();
    let mut options = Options::new(["policy.xml"], Purpose::Generate);
    change(&mut options);
    let outcome = compile(&options, &loader);
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    outcome.sdk.expect("it compiles")
}
