//! Changes of a provider: its user, inputs, configuration and requests.

use crate::support::{before, between, check, named, sdk, with_options};
use claimsmith_compiler::api::Level::{Breaking, Minor, Patch};
use claimsmith_compiler::api::{Kind, Level};

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
