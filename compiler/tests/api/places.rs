//! Where a change is: what decides it, in whatever file of the chain that stands.

use crate::common::{policy, provider, run};
use crate::support::{before, between};
use claimsmith_compiler::Purpose;
use claimsmith_compiler::api::{Change, Kind, Level};
use claimsmith_compiler::ir::Sdk;

const TRANSFORMATION: &str = "<BuildingBlocks><ClaimsTransformations>
<ClaimsTransformation Id=\"CreateName\" TransformationMethod=\"FormatStringClaim\"><InputClaims>
<InputClaim ClaimTypeReferenceId=\"issuerUserId\" TransformationClaimType=\"inputClaim\" /></InputClaims>
<InputParameters><InputParameter Id=\"stringFormat\" DataType=\"string\" Value=\"cpim_{0}@contoso.example\" /></InputParameters>
<OutputClaims><OutputClaim ClaimTypeReferenceId=\"prompt\" TransformationClaimType=\"outputClaim\" /></OutputClaims>
</ClaimsTransformation></ClaimsTransformations></BuildingBlocks>";

const PROFILE: &str = "<TechnicalProfile Id=\"Qq-OAUTH\">
<DisplayName>QQ</DisplayName>
<Metadata>
<Item Key=\"client_id\">5678</Item>
<Item Key=\"scope\">profile</Item>
</Metadata>
<CryptographicKeys>
<Key Id=\"client_secret\" StorageReferenceId=\"B2C_1A_QqSecret\" />
</CryptographicKeys>
<InputClaims>
<InputClaim ClaimTypeReferenceId=\"ui_locales\" PartnerClaimType=\"lang\" />
</InputClaims>
<OutputClaims>
<OutputClaim ClaimTypeReferenceId=\"displayName\" PartnerClaimType=\"nickname\" />
<OutputClaim ClaimTypeReferenceId=\"age\"
DefaultValue=\"7\" />
</OutputClaims>
<OutputClaimsTransformations><OutputClaimsTransformation ReferenceId=\"CreateName\" /></OutputClaimsTransformations>
</TechnicalProfile>";

/// A policy that changes the first provider of the base.
fn extensions() -> String {
    policy("B2C_1A_Extensions", Some("B2C_1A_Test"), &format!("{TRANSFORMATION}\n{}", provider(PROFILE)))
}

fn sdk(extensions: &str) -> Sdk {
    let outcome = run(&[("Extensions.xml", extensions), ("Base.xml", &before())], Purpose::Generate);
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    outcome.sdk.expect("it compiles")
}

fn changes(replaced: &str, by: &str) -> Vec<Change> {
    let old = extensions();
    assert_eq!(old.matches(replaced).count(), 1, "{replaced}");
    between(&sdk(&old), &sdk(&old.replace(replaced, by)))
}

/// The line of the extensions in which a text first stands, counted from 1.
fn line(text: &str) -> u32 {
    let extensions = extensions();
    let before = extensions.split(text).next().expect("there is always a first part");
    u32::try_from(before.matches('\n').count() + 1).expect("a short file")
}

#[test]
fn a_change_is_where_it_is_decided() {
    for (replaced, by, place) in [
        ("<DisplayName>QQ<", "<DisplayName>Scan<", "<DisplayName>QQ"),
        (">5678<", ">9999<", "\"client_id\""),
        (">profile<", ">profile email<", "\"scope\""),
        ("B2C_1A_QqSecret", "B2C_1A_OtherSecret", "<Key "),
        ("\"lang\"", "\"language\"", "\"ui_locales\""),
        ("PartnerClaimType=\"nickname\"", "PartnerClaimType=\"name\"", "\"displayName\""),
        ("\"nickname\" />", "\"nickname\" Required=\"true\" />", "\"displayName\""),
        ("\"7\"", "\"8\"", "DefaultValue=\"7\""),
        ("cpim_{0}", "user_{0}", "<ClaimsTransformation Id"),
    ] {
        let changes = changes(replaced, by);
        assert!(!changes.is_empty(), "{replaced}");
        for change in changes {
            let at = |place: &Option<claimsmith_compiler::ir::Place>| {
                place.as_ref().map(|place| (place.file.clone(), place.line))
            };
            let expected = Some(("Extensions.xml".to_owned(), line(place)));
            assert_eq!((at(&change.old_place), at(&change.new_place)), (expected.clone(), expected), "{change:?}");
        }
    }
}

#[test]
fn what_came_or_went_is_on_one_side() {
    let added = "<Item Key=\"scope\">profile</Item>\n<Item Key=\"ResponseErrorCodeParamName\">fault</Item>";
    let [change] = &changes("<Item Key=\"scope\">profile</Item>", added)[..] else { panic!("one change") };
    assert_eq!(change.old_place, None, "{change:?}");
    assert_eq!(change.new_place.as_ref().map(|place| place.line), Some(line("\"scope\"") + 1), "{change:?}");
}

#[test]
fn a_claims_transformation_that_does_something_else_is_named_with_what_it_is() {
    let [change] = &changes("contoso.example", "fabrikam.example")[..] else { panic!("one change") };
    assert_eq!((change.kind, change.level), (Kind::Wire, Level::Patch));
    assert_eq!(
        change.message,
        "`InputParameters` of the claims transformation `CreateName` is `stringFormat=cpim_{0}@fabrikam.example` instead of \
         `stringFormat=cpim_{0}@contoso.example`"
    );
    // Another claim before those that it names makes it no other one.
    let claim = "<OutputClaim ClaimTypeReferenceId=\"email\" />\n<OutputClaim ClaimTypeReferenceId=\"displayName\"";
    let kinds: Vec<Kind> =
        changes("<OutputClaim ClaimTypeReferenceId=\"displayName\"", claim).iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [Kind::ClaimAdded]);
    let claim = "ClaimTypeReferenceId=\"ui_locales\" TransformationClaimType=\"outputClaim\"";
    let messages: Vec<String> =
        changes("ClaimTypeReferenceId=\"prompt\" TransformationClaimType=\"outputClaim\"", claim)
            .into_iter()
            .map(|change| change.message)
            .collect();
    let output = "`OutputClaims` of the claims transformation `CreateName` is `outputClaim=ui_locales` instead of \
                  `outputClaim=prompt`";
    assert!(messages.iter().any(|message| message == output), "{messages:?}");
    let none = changes(
        "<OutputClaimsTransformations><OutputClaimsTransformation ReferenceId=\"CreateName\" /></OutputClaimsTransformations>\n",
        "",
    );
    let said: Vec<&str> = none.iter().filter(|it| it.kind == Kind::Wire).map(|it| it.item.as_str()).collect();
    assert_eq!(said.len(), 1, "that it went is said once: {none:?}");
}
