//! What changes between two versions of a policy: one case a kind of change. `api_completeness` breaks our own policies
//! line by line.

mod common;

use claimsmith_compiler::api::{Api, Change, Kind, Level, compare};
use claimsmith_compiler::ir::Sdk;
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Argument, ItemAttribute, Options, Purpose, Rename, TypeOverride, compile};
use common::{claims_schema, policy, provider, run};
use std::collections::BTreeSet;

/// A policy with two providers and a little of everything.
fn before() -> String {
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
fn after(replaced: &str, by: &str) -> String {
    let before = before();
    assert!(before.contains(replaced), "{replaced}");
    before.replacen(replaced, by, 1)
}

fn sdk(text: &str) -> Sdk {
    let outcome = run(&[("policy.xml", text)], Purpose::Generate);
    assert!(!outcome.has_errors(), "{:?}\n{text}", outcome.diagnostics);
    outcome.sdk.expect("it compiles")
}

fn between(old: &Sdk, new: &Sdk) -> Vec<Change> {
    compare(&[Api::of(None, [old])], &[Api::of(None, [new])])
}

/// Kind, level and item of each change that a replacement makes, and of each that taking it back makes.
fn found(replaced: &str, by: &str) -> [Vec<(Kind, Level, String)>; 2] {
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
type Row = (&'static str, &'static str, &'static [(Kind, Level, &'static str)], &'static [(Kind, Level, &'static str)]);

fn check(rows: &[Row]) {
    for (replaced, by, forwards, backwards) in rows {
        let owned = |expected: &[(Kind, Level, &str)]| {
            expected.iter().map(|(kind, level, item)| (*kind, *level, (*item).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(found(replaced, by), [owned(forwards), owned(backwards)], "{replaced} -> {by}");
    }
}

use Level::{Breaking, Minor, Patch};

#[test]
fn changes_of_claims() {
    check(&[
        (
            "PartnerClaimType=\"id\" Required=\"true\"",
            "PartnerClaimType=\"id\"",
            &[(Kind::ClaimOptional, Breaking, "QqOauthClaims::issuer_user_id")],
            &[(Kind::ClaimRequired, Breaking, "QqOauthClaims::issuer_user_id")],
        ),
        (
            "  <OutputClaim ClaimTypeReferenceId=\"displayName\" PartnerClaimType=\"nickname\" />\n",
            "",
            &[(Kind::ClaimRemoved, Breaking, "QqOauthClaims::display_name")],
            &[(Kind::ClaimAdded, Minor, "QqOauthClaims::display_name")],
        ),
        (
            "  <OutputClaim ClaimTypeReferenceId=\"age\" DefaultValue=\"7\" />\n",
            "",
            &[(Kind::ClaimRemoved, Breaking, "QqOauthClaims::age")],
            &[(Kind::ClaimAdded, Breaking, "QqOauthClaims::age")],
        ),
        (
            "<DisplayName>age</DisplayName><DataType>int",
            "<DisplayName>age</DisplayName><DataType>long",
            &[(Kind::ClaimType, Breaking, "QqOauthClaims::age"), (Kind::ClaimDefault, Patch, "QqOauthClaims::age")],
            &[(Kind::ClaimType, Breaking, "QqOauthClaims::age"), (Kind::ClaimDefault, Patch, "QqOauthClaims::age")],
        ),
        (
            "PartnerClaimType=\"nickname\"",
            "PartnerClaimType=\"name\"",
            &[(Kind::ClaimSource, Patch, "QqOauthClaims::display_name")],
            &[(Kind::ClaimSource, Patch, "QqOauthClaims::display_name")],
        ),
        (
            "DefaultValue=\"7\"",
            "DefaultValue=\"8\"",
            &[(Kind::ClaimDefault, Patch, "QqOauthClaims::age")],
            &[(Kind::ClaimDefault, Patch, "QqOauthClaims::age")],
        ),
        (
            "<DisplayName>displayName</DisplayName>",
            "<DisplayName>Name</DisplayName>",
            &[(Kind::Documentation, Patch, "QqOauthClaims::display_name")],
            &[(Kind::Documentation, Patch, "QqOauthClaims::display_name")],
        ),
        (
            "ClaimType Id=\"displayName\"",
            "ClaimType Id=\"displayname\"",
            &[(Kind::SerializedName, Breaking, "QqOauthClaims::display_name")],
            &[(Kind::SerializedName, Breaking, "QqOauthClaims::display_name")],
        ),
        (
            "  <OutputClaim ClaimTypeReferenceId=\"displayName\" PartnerClaimType=\"nickname\" />
  <OutputClaim ClaimTypeReferenceId=\"age\" DefaultValue=\"7\" />",
            "  <OutputClaim ClaimTypeReferenceId=\"age\" DefaultValue=\"7\" />
  <OutputClaim ClaimTypeReferenceId=\"displayName\" PartnerClaimType=\"nickname\" />",
            &[(Kind::FieldOrder, Patch, "QqOauthClaims")],
            &[(Kind::FieldOrder, Patch, "QqOauthClaims")],
        ),
    ]);
}

#[test]
fn changes_of_what_is_asked_of_claims() {
    check(&[
        (
            "<DisplayName>displayName</DisplayName><DataType>string</DataType>",
            "<DisplayName>displayName</DisplayName><DataType>string</DataType><Mask Type=\"Simple\">XX</Mask>",
            &[
                (Kind::MethodAdded, Minor, "QqOauthClaims::display_name_masked"),
                (Kind::Validation, Patch, "QqOauthClaims::display_name"),
            ],
            &[
                (Kind::MethodRemoved, Breaking, "QqOauthClaims::display_name_masked"),
                (Kind::Validation, Patch, "QqOauthClaims::display_name"),
            ],
        ),
        (
            "<DisplayName>displayName</DisplayName><DataType>string</DataType>",
            "<DisplayName>displayName</DisplayName><DataType>string</DataType>\
             <Restriction><Enumeration Text=\"A\" Value=\"a\" /></Restriction>",
            &[
                (Kind::MethodAdded, Minor, "QqOauthClaims::validate"),
                (Kind::MethodAdded, Minor, "QqOauthClaims::validate_at"),
                (Kind::Validation, Patch, "QqOauthClaims::display_name"),
            ],
            &[
                (Kind::MethodRemoved, Breaking, "QqOauthClaims::validate"),
                (Kind::MethodRemoved, Breaking, "QqOauthClaims::validate_at"),
                (Kind::Validation, Patch, "QqOauthClaims::display_name"),
            ],
        ),
        // Nobody reads it: no method shows a claim that is only sent.
        (
            "<DisplayName>prompt</DisplayName><DataType>string</DataType>",
            "<DisplayName>prompt</DisplayName><DataType>string</DataType><Mask Type=\"Simple\">XX</Mask>",
            &[],
            &[],
        ),
    ]);
}

#[test]
fn changes_of_who_the_user_is() {
    check(&[
        (
            "PartnerClaimType=\"id\"",
            "PartnerClaimType=\"unionid\"",
            &[
                (Kind::Subject, Breaking, "QqOauth::subject"),
                (Kind::ClaimSource, Patch, "QqOauthClaims::issuer_user_id"),
            ],
            &[
                (Kind::Subject, Breaking, "QqOauth::subject"),
                (Kind::ClaimSource, Patch, "QqOauthClaims::issuer_user_id"),
            ],
        ),
        (
            "DefaultValue=\"qq.com\"",
            "DefaultValue=\"tencent.com\"",
            &[
                (Kind::Subject, Breaking, "QqOauth::subject"),
                (Kind::ClaimDefault, Patch, "QqOauthClaims::identity_provider"),
            ],
            &[
                (Kind::Subject, Breaking, "QqOauth::subject"),
                (Kind::ClaimDefault, Patch, "QqOauthClaims::identity_provider"),
            ],
        ),
        (
            "<OutputClaim ClaimTypeReferenceId=\"issuerUserId\" PartnerClaimType=\"sub\" />",
            "<OutputClaim ClaimTypeReferenceId=\"email\" PartnerClaimType=\"sub\" />",
            &[
                (Kind::SubjectRemoved, Breaking, "Other::subject"),
                (Kind::ClaimRemoved, Breaking, "OtherClaims::issuer_user_id"),
                (Kind::ClaimAdded, Minor, "OtherClaims::email"),
            ],
            &[
                (Kind::ClaimRemoved, Breaking, "OtherClaims::email"),
                (Kind::SubjectAdded, Minor, "Other::subject"),
                (Kind::ClaimAdded, Minor, "OtherClaims::issuer_user_id"),
            ],
        ),
    ]);
}

#[test]
fn changes_of_inputs() {
    check(&[
        (
            "  <InputClaim ClaimTypeReferenceId=\"ui_locales\" />\n",
            "",
            &[(Kind::InputRemoved, Breaking, "QqOauthInputs::ui_locales")],
            &[(Kind::InputAdded, Minor, "QqOauthInputs::ui_locales")],
        ),
        (
            "ClaimTypeReferenceId=\"ui_locales\"",
            "ClaimTypeReferenceId=\"ui_locales\" Required=\"true\"",
            &[(Kind::InputRequired, Breaking, "QqOauthInputs::ui_locales"), (Kind::InputSent, Patch, "ui_locales")],
            &[(Kind::InputOptional, Minor, "QqOauthInputs::ui_locales"), (Kind::InputSent, Patch, "ui_locales")],
        ),
        (
            "DefaultValue=\"login\"",
            "DefaultValue=\"login\" AlwaysUseDefaultValue=\"true\"",
            &[(Kind::InputRemoved, Breaking, "QqOauthInputs::prompt"), (Kind::InputSent, Patch, "prompt")],
            &[(Kind::InputAdded, Minor, "QqOauthInputs::prompt"), (Kind::InputSent, Patch, "prompt")],
        ),
        (
            "<DisplayName>ui_locales</DisplayName><DataType>string",
            "<DisplayName>ui_locales</DisplayName><DataType>int",
            &[(Kind::InputType, Breaking, "QqOauthInputs::ui_locales"), (Kind::InputSent, Patch, "ui_locales")],
            &[(Kind::InputType, Breaking, "QqOauthInputs::ui_locales"), (Kind::InputSent, Patch, "ui_locales")],
        ),
    ]);
}

#[test]
fn changes_of_what_a_deployment_provides() {
    check(&[
        (
            "  <Item Key=\"client_id\">1234</Item>\n",
            "  <Item Key=\"client_id\">Your client id</Item>\n",
            &[(Kind::SettingRequired, Breaking, "QQ_OAUTH_CLIENT_ID")],
            &[(Kind::SettingOptional, Minor, "QQ_OAUTH_CLIENT_ID")],
        ),
        (
            "<Item Key=\"client_id\">1234",
            "<Item Key=\"client_id\">5678",
            &[(Kind::SettingDefault, Patch, "QQ_OAUTH_CLIENT_ID")],
            &[(Kind::SettingDefault, Patch, "QQ_OAUTH_CLIENT_ID")],
        ),
        (
            "B2C_1A_QqSecret",
            "B2C_1A_QqAppKey",
            &[(Kind::SettingName, Breaking, "QqOauthConfig::client_secret")],
            &[(Kind::SettingName, Breaking, "QqOauthConfig::client_secret")],
        ),
        (
            "B2C_1A_QqSecret",
            "B2C_1A_QQSecret",
            &[(Kind::Documentation, Patch, "QqOauthConfig::client_secret")],
            &[(Kind::Documentation, Patch, "QqOauthConfig::client_secret")],
        ),
        (
            "<Key Id=\"client_secret\" StorageReferenceId=\"B2C_1A_QqSecret\" />",
            "<Key Id=\"client_secret\" StorageReferenceId=\"B2C_1A_QqSecret\" />
             <Key Id=\"assertion_signing_key\" StorageReferenceId=\"B2C_1A_QqSigning\" />",
            &[(Kind::SettingAdded, Breaking, "QqOauthConfig::assertion_signing_key")],
            &[(Kind::SettingRemoved, Breaking, "QqOauthConfig::assertion_signing_key")],
        ),
    ]);
}

#[test]
fn changes_of_a_profile() {
    check(&[
        (
            "TechnicalProfile Id=\"Qq-OAUTH\"",
            "TechnicalProfile Id=\"QQ-OAUTH\"",
            &[(Kind::ProfileId, Breaking, "QqOauth")],
            &[(Kind::ProfileId, Breaking, "QqOauth")],
        ),
        (
            "<DisplayName>QQ</DisplayName>",
            "<DisplayName>Tencent QQ</DisplayName>",
            &[(Kind::Button, Patch, "PROVIDERS::display_name")],
            &[(Kind::Button, Patch, "PROVIDERS::display_name")],
        ),
        (
            "  <Item Key=\"claimsmith.revocation_endpoint\">https://id.example/revoke</Item>\n",
            "",
            &[
                (Kind::MethodRemoved, Breaking, "QqOauth::revoke"),
                (Kind::Wire, Patch, "claimsmith.revocation_endpoint"),
            ],
            &[(Kind::MethodAdded, Minor, "QqOauth::revoke"), (Kind::Wire, Patch, "claimsmith.revocation_endpoint")],
        ),
        (
            "<Item Key=\"scope\">profile",
            "<Item Key=\"response_mode\">form_post</Item><Item Key=\"scope\">profile",
            &[(Kind::Callback, Breaking, "response_mode")],
            &[(Kind::Callback, Breaking, "response_mode")],
        ),
        (
            "<Item Key=\"scope\">profile",
            "<Item Key=\"scope\">profile email",
            &[(Kind::Wire, Patch, "scope")],
            &[(Kind::Wire, Patch, "scope")],
        ),
        (
            "https://id.example/token",
            "https://login.example/token",
            &[(Kind::Wire, Patch, "AccessTokenEndpoint")],
            &[(Kind::Wire, Patch, "AccessTokenEndpoint")],
        ),
        (
            "TenantId=\"contoso.onmicrosoft.com\"",
            "TenantId=\"fabrikam.onmicrosoft.com\"",
            &[(Kind::PolicyIdentity, Patch, "TenantId")],
            &[(Kind::PolicyIdentity, Patch, "TenantId")],
        ),
    ]);
}

#[test]
fn a_profile_that_vanishes_says_why() {
    let (old, new) = (sdk(&before()), with_options(&before(), |options| options.profiles = Some(named("Qq-OAUTH"))));
    let changes = between(&old, &new);
    let kinds: Vec<Kind> = changes.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [Kind::ProfileRemoved]);
    assert!(changes[0].message.ends_with("it is not among the `profiles`"), "{}", changes[0].message);
    let back: Vec<(Kind, Level, String)> =
        between(&new, &old).into_iter().map(|it| (it.kind, it.level, it.item)).collect();
    assert_eq!(
        back,
        [(Kind::SettingAdded, Breaking, "B2C_1A_SECRET".to_owned()), (Kind::ProfileAdded, Minor, "Other".to_owned()),]
    );
}

#[test]
fn names_derives_and_order() {
    let old = sdk(&before());
    let kinds = |new: &Sdk| -> Vec<(Kind, Level)> {
        between(&old, new).into_iter().map(|change| (change.kind, change.level)).collect()
    };
    let rename = |selector: &str, name: &str| Rename { selector: Argument::new(selector), name: Argument::new(name) };
    let renamed = with_options(&before(), |options| {
        options.rename = vec![rename("Qq-OAUTH", "Tencent"), rename("Qq-OAUTH/displayName", "nickname")];
    });
    assert_eq!(kinds(&renamed), [(Kind::ClientName, Breaking), (Kind::FieldName, Breaking)]);
    let derived = with_options(&before(), |options| options.derive = named("Eq"));
    assert_eq!(kinds(&derived), [(Kind::DeriveAdded, Minor)]);
    assert_eq!(
        between(&derived, &old).iter().map(|it| (it.kind, it.level)).collect::<Vec<_>>(),
        [(Kind::DeriveRemoved, Breaking)]
    );
    let mut turned = old.clone();
    turned.profiles.reverse();
    assert_eq!(kinds(&turned), [(Kind::ProviderOrder, Patch)]);
}

/// What it means that options are given, and that they are taken back.
fn customized(change: impl Fn(&mut Options)) -> [Vec<Change>; 2] {
    let (old, new) = (sdk(&before()), with_options(&before(), change));
    [between(&old, &new), between(&new, &old)]
}

#[test]
fn types_that_the_caller_gives() {
    let types = |selector: &str, path: &str| {
        let one = TypeOverride { selector: Argument::new(selector), path: Argument::new(path) };
        customized(move |options| options.types = vec![one.clone()])
    };
    for changes in types("displayName", "crate::Name") {
        let [change] = changes.as_slice() else { panic!("{changes:?}") };
        assert_eq!((change.kind, change.level), (Kind::ClaimType, Breaking));
        assert_eq!(change.item, "QqOauthClaims::display_name");
        assert!(change.advice.ends_with("takes the values in stored claims"), "{}", change.advice);
    }
    let [forwards, _] = types("displayName", "crate::Name");
    let values = (forwards[0].old.as_deref(), forwards[0].new.as_deref());
    assert_eq!(values, (Some("Option<String>"), Some("Option<crate::Name>")));
    let of_input = types("ui_locales", "crate::Locales");
    for changes in of_input {
        let facts: Vec<_> = changes.iter().map(|it| (it.kind, it.level, it.item.as_str())).collect();
        assert_eq!(facts, [(Kind::InputType, Breaking, "QqOauthInputs::ui_locales")]);
    }
}

#[test]
fn attributes_beside_derives() {
    let facts = |selector: &str, attributes: &[&str]| {
        let attribute =
            |text: &&str| ItemAttribute { selector: Argument::new(selector), attribute: Argument::new(*text) };
        let attributes: Vec<ItemAttribute> = attributes.iter().map(attribute).collect();
        customized(|options| options.attributes = attributes.clone())
            .map(|changes| changes.into_iter().map(|it| (it.kind, it.level, it.item)).collect::<Vec<_>>())
    };
    let on_struct = |kind, level| vec![(kind, level, "QqOauthClaims".to_owned())];
    let on_field = |level| vec![(Kind::Attributes, level, "QqOauthClaims::display_name".to_owned())];
    assert_eq!(
        facts("Qq-OAUTH", &["#[derive(Eq)]"]),
        [on_struct(Kind::DeriveAdded, Minor), on_struct(Kind::DeriveRemoved, Breaking)]
    );
    for (attributes, level) in [
        (&["#[doc = \"Shown to others.\"]"][..], Patch),
        (&["#[doc = \"Shown to others.\"]", "#[deprecated]"], Minor),
        (&["#[deprecated]", "#[example::checked(min = 1)]"], Breaking),
    ] {
        assert_eq!(facts("displayName", attributes), [on_field(level), on_field(level)], "{attributes:?}");
    }
    assert_eq!(
        facts("Qq-OAUTH", &["#[non_exhaustive]"]),
        [on_struct(Kind::Attributes, Breaking), on_struct(Kind::Attributes, Breaking)]
    );
}

/// A derive of all claims structs, and the same as an attribute of some of them.
#[test]
fn a_derive_that_moves_is_no_change() {
    let of_all = with_options(&before(), |options| options.derive = named("Eq"));
    let of = |profiles: &[&str]| {
        with_options(&before(), |options| {
            let attribute = |profile: &&str| ItemAttribute {
                selector: Argument::new(*profile),
                attribute: Argument::new("#[derive(Eq)]"),
            };
            options.attributes = profiles.iter().map(attribute).collect();
        })
    };
    let facts = |old: &Sdk, new: &Sdk| -> Vec<(Kind, Level, String)> {
        between(old, new).into_iter().map(|change| (change.kind, change.level, change.item)).collect()
    };
    let each = of(&["Qq-OAUTH", "Other"]);
    assert_eq!(facts(&of_all, &each), []);
    assert_eq!(facts(&each, &of_all), []);
    let one = of(&["Qq-OAUTH"]);
    assert_eq!(facts(&of_all, &one), [(Kind::DeriveRemoved, Breaking, "OtherClaims".to_owned())]);
    assert_eq!(facts(&one, &of_all), [(Kind::DeriveAdded, Minor, "OtherClaims".to_owned())]);
    let none = sdk(&before());
    assert_eq!(facts(&of_all, &none), [(Kind::DeriveRemoved, Breaking, "Eq".to_owned())]);
    let two: Vec<_> = facts(&none, &each).into_iter().map(|(kind, _, item)| (kind, item)).collect();
    assert_eq!(two, ["OtherClaims", "QqOauthClaims"].map(|item| (Kind::DeriveAdded, item.to_owned())));
}

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
    let before = Api::of(None, [&named(&old, "A"), &named(&old, "B"), &named(&old, "C")]);
    let after = Api::of(None, [&named(&new, "b"), &named(&new, "a"), &named(&new, "D")]);
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
    let crates = |names: &[&str], sdk: &Sdk| names.iter().map(|name| Api::of(Some(name), [sdk])).collect::<Vec<_>>();
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

#[test]
fn no_secret_is_shown() {
    let with = |secret: &str| {
        // Secrets in other places are errors in code that is generated.
        let item = format!(
            "<Item Key=\"ClaimsEndpoint\">https://id.example/me</Item>\
             <Item Key=\"AdditionalRequestQueryParameters\">client_secret={secret}</Item>"
        );
        let text = after("<Item Key=\"ClaimsEndpoint\">https://id.example/me</Item>", &item);
        let outcome = run(&[("policy.xml", &text)], Purpose::Generate);
        assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
        outcome.sdk.expect("it compiles")
    };
    let (old, new) = (with("abcdefghijklmnopqrstuvwx"), with("zyxwvutsrqponmlkjihgfedc"));
    let changes = between(&old, &new);
    assert_eq!(changes.len(), 1, "{changes:?}");
    let text = format!("{changes:?} {:?}", Api::of(None, [&old, &new]).policies[0].clients[0].exchanges);
    assert!(!text.contains("abcdef") && !text.contains("zyxwvu"), "{text}");
}

/// In a URL or a header that would stand in the code, a secret is an error: there is nothing to compare.
#[test]
fn secrets_that_would_stand_in_the_code_are_refused_unseen() {
    let endpoint = "<Item Key=\"ClaimsEndpoint\">https://id.example/me</Item>";
    let secret = "abcdefghijklmnopqrstuvwx";
    for item in [
        format!("<Item Key=\"ClaimsEndpoint\">https://id.example/me?code={secret}</Item>"),
        format!("{endpoint}<Item Key=\"claimsmith.claims_headers\">X-Api-Key={secret}</Item>"),
    ] {
        let outcome = run(&[("policy.xml", &after(endpoint, &item))], Purpose::Generate);
        assert_eq!(common::codes(&outcome), ["CS0807"], "{item}");
        assert!(!format!("{:?}", outcome.diagnostics).contains(secret), "{:?}", outcome.diagnostics);
    }
}

/// A policy with nothing but a function, once this text is replaced.
fn with_function(replaced: &str, by: &str) -> Sdk {
    let text = include_str!("../../policies/AgeGate.xml");
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
            // Without it nothing proves that the other has a value.
            &[
                (Kind::ClaimOptional, Breaking, "AgeGateClaims::requires_parental_consent"),
                (Kind::InputOptional, Breaking, "AgeGateInputs::date_of_birth"),
            ],
            &[
                (Kind::ClaimRequired, Breaking, "AgeGateClaims::requires_parental_consent"),
                (Kind::InputRequired, Breaking, "AgeGateInputs::date_of_birth"),
            ],
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
    let renamed = with_options(include_str!("../../policies/AgeGate.xml"), |options| {
        options.rename = vec![Rename { selector: Argument::new("AgeGate"), name: Argument::new("gate") }];
    });
    assert_eq!(facts(between(&old, &renamed)), owned(&[(Kind::FunctionName, Breaking, "gate")]));
}

fn named(text: &str) -> Vec<Argument> {
    vec![Argument::new(text)]
}

fn with_options(text: &str, change: impl Fn(&mut Options)) -> Sdk {
    let loader: MemoryLoader = [("policy.xml", text)].into_iter().collect();
    let mut options = Options::new(["policy.xml"], Purpose::Generate);
    change(&mut options);
    let outcome = compile(&options, &loader);
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    outcome.sdk.expect("it compiles")
}
