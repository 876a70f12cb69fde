//! Claims transformations as generated code has them: wired and typed. What they prove about the claims of a sign-in
//! is in `proven_claims`.

use crate::common::codes;
use crate::common::written::{COPY, EMAIL, Method, NONE, Written, fields, only};
use claimsmith_compiler::emit::{Style, emit};
use claimsmith_compiler::ir::FieldType;
use claimsmith_compiler::{Argument, Rename, TypeOverride};
use claimsmith_profile::transformation::{
    Format, FormatPiece, JsonSegment, Localized, Slot, Step, TextOperator, Transformation, TransformedClaim,
};
use claimsmith_profile::{DataType, Profile};

const fn text(index: u16) -> Slot {
    Slot { index, data_type: DataType::String }
}

fn steps(list: &[Transformation]) -> Vec<Step> {
    list.iter().map(|it| it.step.clone()).collect()
}

#[test]
fn a_step_knows_its_claims_by_their_place() {
    let compare = Method {
        id: "Compare",
        // The name that the method had in 2015.
        method: "ClaimToClaimEquality",
        inputs: &["inputClaim1=other", "INPUTCLAIM2=EMAIL"],
        parameters: &["operator:string=not equal"],
        outputs: &["outputClaim=isSame"],
    };
    let client = Written { outputs: EMAIL, after: &[COPY, compare], ..Written::default() }.client();
    let transformations = &client.profile.transformations;
    let same = Slot { index: 2, data_type: DataType::Boolean };
    assert_eq!(
        steps(&transformations.after),
        [
            Step::CopyClaim { input: text(0), output: text(1) },
            Step::CompareClaims {
                left: text(1),
                right: text(0),
                operator: TextOperator::NotEqual,
                ignores_case: false,
                result: same
            },
        ]
    );
    assert_eq!(transformations.after[1].id, "Compare");
    let yielded = |claim: &'static str, data_type| TransformedClaim {
        claim: claim.into(),
        data_type,
        yielded: true,
        ..TransformedClaim::EMPTY
    };
    assert_eq!(*transformations.claims, [yielded("other", DataType::String), yielded("isSame", DataType::Boolean)]);
    assert_eq!(fields(&client), [("email", true), ("other", true), ("is_same", false)]);
}

#[test]
fn what_comes_before_the_exchange_has_places_of_its_own() {
    let client = Written {
        inputs: "<InputClaim ClaimTypeReferenceId=\"loginHint\" /><InputClaim ClaimTypeReferenceId=\"email\" />",
        outputs: EMAIL,
        before: &[
            Method {
                id: "B1",
                method: "ChangeCase",
                inputs: &["inputClaim1=loginHint"],
                parameters: &["toCase:string=LOWER"],
                outputs: &["outputClaim=loginHint"],
            },
            Method {
                id: "B2",
                method: "CopyClaim",
                inputs: &["inputClaim=email"],
                outputs: &["outputClaim=third"],
                ..NONE
            },
        ],
        after: &[
            Method {
                id: "A1",
                method: "CopyClaim",
                inputs: &["inputClaim=third"],
                outputs: &["outputClaim=other"],
                ..NONE
            },
            Method {
                id: "A2",
                method: "CreateStringClaim",
                parameters: &["value:string=x"],
                outputs: &["createdClaim=loginHint"],
                ..NONE
            },
        ],
        ..Written::default()
    }
    .client();
    let Profile { transformations, .. } = &client.profile;
    assert_eq!(
        steps(&transformations.before),
        [
            Step::ChangeCase {
                input: text(1),
                to: claimsmith_profile::transformation::LetterCase::Lower,
                output: text(1)
            },
            // The output claim `email` has place 0; the input claim one of its own.
            Step::CopyClaim { input: text(2), output: text(3) },
        ]
    );
    assert_eq!(
        steps(&transformations.after),
        [
            Step::CopyClaim { input: text(3), output: text(4) },
            Step::CreateStringClaim { value: "x".into(), output: text(1) },
        ]
    );
    let flags: Vec<_> =
        transformations.claims.iter().map(|it| (&*it.claim, it.input, it.carried, it.yielded)).collect();
    assert_eq!(
        flags,
        [
            // Written anew before anything reads it.
            ("loginHint", Some(0), false, true),
            ("email", Some(1), false, false),
            ("third", None, true, false),
            ("other", None, false, true),
        ]
    );
}

#[test]
fn the_claim_that_an_identity_is_made_of_is_the_subject() {
    const NUMBER: &str = "<OutputClaim ClaimTypeReferenceId=\"numericUserId\" PartnerClaimType=\"id\" />";
    const TO_TEXT: Method = Method {
        id: "ToText",
        method: "ConvertNumberToStringClaim",
        inputs: &["inputClaim=numericUserId"],
        outputs: &["outputClaim=issuerUserId"],
        ..NONE
    };
    let claim = |written: Written<'_>| written.client().profile.subject.map(|subject| subject.claim);
    // Given by a transformation alone: its place is behind the output claims.
    assert_eq!(claim(Written { outputs: NUMBER, after: &[TO_TEXT], ..Written::default() }), Some(1));
    let listed = "<OutputClaim ClaimTypeReferenceId=\"issuerUserId\" /><OutputClaim ClaimTypeReferenceId=\"numericUserId\" PartnerClaimType=\"id\" />";
    assert_eq!(claim(Written { outputs: listed, after: &[TO_TEXT], ..Written::default() }), Some(0));
    const IDENTITY: Method = Method {
        id: "Identity",
        method: "CreateUserIdentity",
        inputs: &["issuerUserId=other", "issuer=identityProvider"],
        outputs: &["userIdentity=identity"],
        ..NONE
    };
    let both = "<OutputClaim ClaimTypeReferenceId=\"issuerUserId\" /><OutputClaim ClaimTypeReferenceId=\"other\" />";
    assert_eq!(claim(Written { outputs: both, after: &[IDENTITY], ..Written::default() }), Some(1));
    let named = "<Item Key=\"claimsmith.subject\">identity</Item>";
    assert_eq!(claim(Written { outputs: both, after: &[IDENTITY], metadata: named, ..Written::default() }), Some(3));
}

#[test]
fn expressions_are_text_and_formats_are_read() {
    let create = Method {
        id: "Create",
        method: "CreateStringClaim",
        parameters: &["value:string={TechnicalProfileId} {0} {AuthenticatorIssuer}"],
        outputs: &["createdClaim=other"],
        ..NONE
    };
    let format = Method {
        id: "Format",
        method: "FormatStringClaim",
        inputs: &["inputClaim=other"],
        parameters: &["stringFormat:string={{cpim}}_{0,-5}@{RelyingPartyTenantId}"],
        outputs: &["outputClaim=third"],
    };
    let compare = Method {
        id: "Compare",
        method: "CompareClaimToValue",
        inputs: &["inputClaim1=email"],
        parameters: &["compareTo:string={RelyingPartyTenantId}", "operator:string=EQUAL", "ignoreCase:string=True"],
        outputs: &["outputClaim=isSame"],
    };
    let after = &[create, format, compare];
    let client = Written { outputs: EMAIL, after, ..Written::default() }.client();
    let steps = steps(&client.profile.transformations.after);
    let tenant = &*client.profile.tenant_id;
    assert!(matches!(&steps[0], Step::CreateStringClaim { value, .. } if **value == *format!("A {{0}} {tenant}")));
    let pieces = [
        FormatPiece::Text("{cpim}_".into()),
        FormatPiece::Argument { index: 0, alignment: -5 },
        FormatPiece::Text(format!("@{tenant}").into()),
    ];
    assert!(matches!(&steps[1], Step::FormatStringClaim { format: Format { pieces: it }, .. } if **it == pieces));
    // Elsewhere B2C replaces nothing.
    assert!(
        matches!(&steps[2], Step::CompareClaimToValue { value, ignores_case: true, .. } if value == "{RelyingPartyTenantId}")
    );
}

#[test]
fn groups_have_the_names_that_the_rewritten_pattern_has() {
    let group = Method {
        id: "Group",
        method: "SetClaimsIfRegexMatch",
        inputs: &["claimToMatch=email"],
        parameters: &["matchTo:string=(?&lt;THIRD&gt;.)([ab])\\1", "extractGroups:boolean=true"],
        outputs: &["regexCompareResultClaim=isSame", "third=third"],
    };
    let after = &[group];
    let client = Written { outputs: EMAIL, after, ..Written::default() }.client();
    let steps = steps(&client.profile.transformations.after);
    let Step::SetClaimsIfRegexMatch { pattern, groups, output: None, extracts_groups: true, .. } = &steps[0] else {
        panic!("{steps:?}")
    };
    assert_eq!(&*pattern.0, r"(?<THIRD>[^\n])(?<group1>[ab])\k<group1>");
    assert_eq!((&*groups[0].name, groups[0].slot.index), ("THIRD", 2));
}

/// The names are keys of JSON: without one of its own, a claim has that of its declaration, however a reference spells it.
#[test]
fn names_are_those_of_the_declarations() {
    let read = Method {
        id: "Read",
        method: "GetClaimsFromJsonArray",
        inputs: &["jsonSource=other"],
        parameters: &[
            "errorOnMissingClaims:boolean=true",
            "includeEmptyClaims:boolean=false",
            "jsonSourceKeyName:string=key",
            "jsonSourceValueName:string=value",
        ],
        outputs: &["=EMAIL", "Mail=THIRD"],
    };
    let write = Method {
        id: "Write",
        method: "GenerateJson",
        inputs: &["=loginhint"],
        parameters: &["kind:string=a"],
        outputs: &["outputClaim=other"],
    };
    let client = Written { outputs: EMAIL, after: &[read, write], ..Written::default() }.client();
    let steps = steps(&client.profile.transformations.after);
    let Step::GetClaimsFromJsonArray { outputs, .. } = &steps[0] else { panic!("{steps:?}") };
    assert_eq!(outputs.iter().map(|it| &*it.name).collect::<Vec<_>>(), ["email", "Mail"]);
    let Step::GenerateJson { members, .. } = &steps[1] else { panic!("{steps:?}") };
    assert_eq!(*members[0].path, [JsonSegment::Member("loginHint".into())]);
}

const LOCALIZED: &str = "<ContentDefinitions><ContentDefinition Id=\"page\"><LoadUri>~/a</LoadUri><RecoveryUri>~/b</RecoveryUri>\
    <DataUri>urn:com:microsoft:aad:b2c:elements:contract:unifiedssp:2.1.2</DataUri><LocalizedResourcesReferences>\
    <LocalizedResourcesReference Language=\"en\" LocalizedResourcesReferenceId=\"en\" />\
    <LocalizedResourcesReference Language=\"es\" LocalizedResourcesReferenceId=\"es\" /></LocalizedResourcesReferences>\
    </ContentDefinition></ContentDefinitions><Localization><SupportedLanguages DefaultLanguage=\"es\">\
    <SupportedLanguage>en</SupportedLanguage><SupportedLanguage>es</SupportedLanguage></SupportedLanguages>\
    <LocalizedResources Id=\"en\"><LocalizedStrings>\
    <LocalizedString ElementType=\"FormatLocalizedStringTransformationClaimType\" StringId=\"hello\">Hello {0}</LocalizedString>\
    </LocalizedStrings></LocalizedResources><LocalizedResources Id=\"es\"><LocalizedCollections>\
    <LocalizedCollection ElementType=\"ClaimType\" ElementId=\"third\" TargetCollection=\"Restriction\"><Item Text=\"a\" Value=\"Á\" />\
    </LocalizedCollection></LocalizedCollections><LocalizedStrings>\
    <LocalizedString ElementType=\"FormatLocalizedStringTransformationClaimType\" StringId=\"hello\">Hola {0}</LocalizedString>\
    </LocalizedStrings></LocalizedResources></Localization>";

const HELLO: Method = Method {
    id: "Hello",
    method: "FormatLocalizedString",
    inputs: &["x=email"],
    parameters: &["stringFormatId:string=hello"],
    outputs: &["outputClaim=other"],
};

const MAPPED: Method = Method {
    id: "Mapped",
    method: "GetMappedValueFromLocalizedCollection",
    inputs: &["mapFromClaim=email"],
    outputs: &["restrictionValueClaim=third"],
    ..NONE
};

#[test]
fn localized_texts_come_by_language() {
    let written = Written {
        blocks: LOCALIZED,
        metadata: "<Item Key=\"ContentDefinitionReferenceId\">page</Item>",
        outputs: EMAIL,
        after: &[HELLO, MAPPED],
        ..Written::default()
    };
    let client = written.client();
    let transformations = &client.profile.transformations;
    assert_eq!(*transformations.languages, ["es", "en"]);
    let steps = steps(&transformations.after);
    let Step::FormatLocalizedString { formats, .. } = &steps[0] else { panic!("{steps:?}") };
    let read: Vec<_> = formats.iter().map(|it| (&*it.culture, it.value.pieces[0].clone())).collect();
    assert_eq!(read, [("en", FormatPiece::Text("Hello ".into())), ("es", FormatPiece::Text("Hola ".into()))]);
    let Step::GetMappedValueFromLocalizedCollection { collections, .. } = &steps[1] else { panic!("{steps:?}") };
    let read: Vec<_> = collections.iter().map(|Localized { culture, value }| (&**culture, &*value[0].value)).collect();
    assert_eq!(read, [("", "A"), ("es", "Á")]);
}

#[test]
fn a_localized_text_wants_a_page() {
    let outcome =
        Written { blocks: LOCALIZED, outputs: EMAIL, after: &[HELLO], ..Written::default() }.compile_with(|_| {});
    assert_eq!(codes(&outcome), ["CS0530", "CS0706"]);
    assert!(outcome.sdk.is_some_and(|sdk| sdk.profiles.is_empty()));
    // The claim's own list needs none.
    let client = Written { blocks: LOCALIZED, outputs: EMAIL, after: &[MAPPED], ..Written::default() }.client();
    assert_eq!(fields(&client), [("email", true), ("third", true)]);
}

#[test]
fn a_pattern_without_counterpart_is_refused() {
    let subtraction = Method {
        id: "Vowels",
        method: "SetClaimsIfRegexMatch",
        inputs: &["claimToMatch=email"],
        parameters: &["matchTo:string=[a-z-[aeiou]]", "outputClaimIfMatched:string=x"],
        outputs: &["outputClaim=other", "regexCompareResultClaim=isSame"],
    };
    let after = &[subtraction];
    let outcome = Written { outputs: EMAIL, after, ..Written::default() }.compile_with(|_| {});
    assert_eq!(codes(&outcome), ["CS0704", "CS0706"]);
}

#[test]
fn claims_that_transformations_give_can_be_customized() {
    let written = Written { outputs: EMAIL, after: &[COPY], ..Written::default() };
    let client = only(written.compile_with(|options| {
        options.rename = vec![Rename { selector: Argument::new("A/other"), name: Argument::new("address") }];
        options.types = vec![TypeOverride { selector: Argument::new("other"), path: Argument::new("crate::Address") }];
        options.attributes = vec![claimsmith_compiler::ItemAttribute {
            selector: Argument::new("other"),
            attribute: Argument::new("#[doc = \"x\"]"),
        }];
    }));
    let field = &client.claims[1];
    assert_eq!((field.name.as_str(), field.own_type.as_deref()), ("address", Some("crate::Address")));
    assert_eq!(field.attributes.len(), 1);
    // One name for two fields of the struct.
    let clash = written.compile_with(|options| {
        options.rename = vec![Rename { selector: Argument::new("other"), name: Argument::new("email") }];
    });
    assert!(codes(&clash).contains(&"CS0701"), "{:?}", clash.diagnostics);
}

#[test]
fn dates_are_texts_and_identities_types_of_their_own() {
    let outputs =
        "<OutputClaim ClaimTypeReferenceId=\"memberSince\" /><OutputClaim ClaimTypeReferenceId=\"identity\" />";
    let client = Written { outputs, ..Written::default() }.client();
    let types: Vec<FieldType> = client.claims.iter().map(|field| field.field_type).collect();
    assert_eq!(types, [FieldType::String, FieldType::UserIdentity]);
}

#[test]
fn what_is_made_of_a_token_is_not_shown() {
    let token = "<OutputClaim ClaimTypeReferenceId=\"accessToken\" PartnerClaimType=\"{oauth2:access_token}\" />";
    let copy = Method {
        id: "Copy",
        method: "ChangeCase",
        inputs: &["inputClaim1=accessToken"],
        parameters: &["toCase:string=LOWER"],
        outputs: &["outputClaim=other"],
    };
    let exists = Method {
        id: "Is",
        method: "DoesClaimExist",
        inputs: &["inputClaim=other"],
        outputs: &["outputClaim=isSame"],
        ..NONE
    };
    let after = &[copy, exists];
    let outcome = Written { outputs: token, after, ..Written::default() }.compile_with(|_| {});
    let sdk = outcome.sdk.expect("it compiles");
    let code = emit(&sdk, Style { lines: false }).to_string().replace(' ', "");
    for (field, value) in [("access_token", "&\"…\""), ("other", "&\"…\""), ("is_same", "&self.is_same")] {
        assert!(code.contains(&format!(".field(\"{field}\",{value})")), "{field}");
    }
}
