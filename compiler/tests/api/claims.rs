//! Changes of the claims of a provider, and of what is asked of their values.

use crate::support::check;
use claimsmith_compiler::api::Kind;
use claimsmith_compiler::api::Level::{Breaking, Minor, Patch};

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
