//! What a policy proves about the claims of a sign-in: which have a value whatever the provider and the application say.

use crate::common::written::{COPY, EMAIL, Method, NONE, Written, fields};

#[test]
fn a_claim_is_certain_only_where_the_policy_proves_it() {
    let after = |outputs: &'static str, after: &'static [Method]| {
        let client = Written { outputs, after, ..Written::default() }.client();
        fields(&client)
            .into_iter()
            .map(|(name, optional)| format!("{name}{}", if optional { "?" } else { "" }))
            .collect::<Vec<_>>()
    };
    const REQUIRED: &str = "<OutputClaim ClaimTypeReferenceId=\"email\" Required=\"true\" />";
    const DEFAULT: &str = "<OutputClaim ClaimTypeReferenceId=\"email\" DefaultValue=\"a@b.example\" />";
    const FORMAT: Method = Method {
        id: "Format",
        method: "FormatStringClaim",
        inputs: &["inputClaim=email"],
        parameters: &["stringFormat:string={0}"],
        outputs: &["outputClaim=other"],
    };
    assert_eq!(after(EMAIL, &[COPY]), ["email?", "other?"]);
    assert_eq!(after(REQUIRED, &[COPY]), ["email", "other"]);
    assert_eq!(after(DEFAULT, &[COPY]), ["email", "other"]);
    // Nothing but an argument that may be empty.
    assert_eq!(after(EMAIL, &[FORMAT]), ["email?", "other?"]);
    assert_eq!(after(DEFAULT, &[FORMAT]), ["email", "other"]);
    const GREETING: Method = Method { parameters: &["stringFormat:string=Hello {0}"], ..FORMAT };
    assert_eq!(after(EMAIL, &[GREETING]), ["email?", "other"]);
    const EMPTY: Method = Method {
        id: "Empty",
        method: "CreateStringClaim",
        parameters: &["value:string="],
        outputs: &["createdClaim=other"],
        ..NONE
    };
    assert_eq!(after(EMAIL, &[EMPTY]), ["email?", "other?"]);
    const CLEAR: Method = Method { id: "Clear", method: "NullClaim", outputs: &["claim_to_null=email"], ..NONE };
    assert_eq!(after(DEFAULT, &[COPY, CLEAR]), ["email?", "other"]);
    assert_eq!(
        after(EMAIL, &[Method { id: "Clear", method: "NullClaim", outputs: &["claim_to_null=other"], ..NONE }]),
        ["email?"]
    );
    // What is required in the end may have been absent before it was written.
    const WRITE: Method = Method {
        id: "Write",
        method: "CreateStringClaim",
        parameters: &["value:string=x"],
        outputs: &["createdClaim=email"],
        ..NONE
    };
    assert_eq!(after(REQUIRED, &[COPY, WRITE]), ["email", "other?"]);
    const MATCH: Method = Method {
        id: "Match",
        method: "SetClaimsIfStringsMatch",
        inputs: &["claimToMatch=email"],
        parameters: &["matchTo:string=a", "stringComparison:string=ordinal", "outputClaimIfMatched:string=b"],
        outputs: &["outputClaim=other", "stringCompareResultClaim=isSame"],
    };
    assert_eq!(after(REQUIRED, &[MATCH]), ["email", "other?", "is_same"]);
    const REPLACE: Method = Method {
        id: "Replace",
        method: "StringReplace",
        inputs: &["inputClaim=email"],
        parameters: &["oldValue:string=a", "newValue:string="],
        outputs: &["outputClaim=other"],
    };
    assert_eq!(after(REQUIRED, &[REPLACE]), ["email", "other?"]);
    const ADD: Method = Method {
        id: "Add",
        method: "AddItemToStringCollection",
        inputs: &["item=email", "collection=roles"],
        outputs: &["collection=roles"],
        ..NONE
    };
    // The collection need not be there before.
    assert_eq!(after(REQUIRED, &[ADD]), ["email", "roles"]);
}

/// What a step leaves alone has the value that it had, unless the step may write nothing but the empty text.
#[test]
fn a_value_that_a_transformation_leaves_alone_is_still_there() {
    const OTHER: &str = "<OutputClaim ClaimTypeReferenceId=\"email\" />\
        <OutputClaim ClaimTypeReferenceId=\"other\" DefaultValue=\"none\" />\
        <OutputClaim ClaimTypeReferenceId=\"isSame\" DefaultValue=\"false\" />";
    let proven = |after: &'static [Method], claim: &str| {
        let client = Written { outputs: OTHER, after, ..Written::default() }.client();
        fields(&client).into_iter().any(|(name, optional)| name == claim && !optional)
    };
    const MATCH: Method = Method {
        id: "Match",
        method: "SetClaimsIfStringsMatch",
        inputs: &["claimToMatch=email"],
        parameters: &["matchTo:string=a", "stringComparison:string=ordinal", "outputClaimIfMatched:string=b"],
        outputs: &["outputClaim=other", "stringCompareResultClaim=isSame"],
    };
    const EMPTY: Method = Method {
        parameters: &["matchTo:string=a", "stringComparison:string=ordinal", "outputClaimIfMatched:string="],
        ..MATCH
    };
    assert!(proven(&[MATCH], "other"));
    assert!(!proven(&[EMPTY], "other"));
    const BOOLEANS: Method = Method {
        id: "Booleans",
        method: "SetClaimIfBooleansMatch",
        inputs: &["claimToMatch=isSame"],
        parameters: &["matchTo:string=true", "outputClaimIfMatched:string=b"],
        outputs: &["outputClaim=other"],
    };
    assert!(proven(&[BOOLEANS], "other"));
    const PATTERN: Method = Method {
        id: "Pattern",
        method: "SetClaimsIfRegexMatch",
        parameters: &["matchTo:string=^(?&lt;other>a*)", "outputClaimIfMatched:string=b"],
        outputs: &["outputClaim=other", "regexCompareResultClaim=isSame"],
        ..MATCH
    };
    const GROUP: Method = Method {
        parameters: &["matchTo:string=^(?&lt;other>a*)", "extractGroups:boolean=true"],
        outputs: &["other=other", "regexCompareResultClaim=isSame"],
        ..PATTERN
    };
    assert!(proven(&[PATTERN], "other"));
    assert!(!proven(&[GROUP], "other"), "the group may be empty");
    // The address may be the empty text, and then it is what is copied.
    assert!(!proven(&[COPY], "other"));
    const NUMBER: &str = "phoneNumber=email";
    const PHONE: Method = Method {
        id: "Phone",
        method: "GetNationalNumberAndCountryCodeFromPhoneNumberString",
        inputs: &[NUMBER],
        parameters: &["throwExceptionOnFailure:boolean=false", "countryCodeType:string=ISO3166"],
        outputs: &["nationalNumber=other", "countryCode=third"],
    };
    const FAILING: Method =
        Method { parameters: &["throwExceptionOnFailure:boolean=true", "countryCodeType:string=ISO3166"], ..PHONE };
    assert!(proven(&[PHONE], "other") && !proven(&[PHONE], "third"));
    assert!(proven(&[FAILING], "other") && proven(&[FAILING], "third"));
    const JSON: Method = Method {
        id: "Json",
        method: "GetClaimsFromJsonArray",
        inputs: &["jsonSource=email"],
        parameters: &[
            "errorOnMissingClaims:boolean=false",
            "includeEmptyClaims:boolean=false",
            "jsonSourceKeyName:string=key",
            "jsonSourceValueName:string=value",
        ],
        outputs: &["other=other", "isSame=isSame"],
    };
    const EMPTY_JSON: Method = Method {
        parameters: &[
            "errorOnMissingClaims:boolean=false",
            "includeEmptyClaims:boolean=true",
            "jsonSourceKeyName:string=key",
            "jsonSourceValueName:string=value",
        ],
        ..JSON
    };
    assert!(proven(&[JSON], "other") && proven(&[JSON], "is_same"));
    assert!(!proven(&[EMPTY_JSON], "other") && proven(&[EMPTY_JSON], "is_same"));
}

/// Without its inputs such a step ends the sign-in: there is a boolean, or a number, or nobody is signed in.
#[test]
fn a_result_that_is_never_empty_is_there_once_its_step_has_run() {
    const CONTAINS: Method = Method {
        id: "Contains",
        method: "StringContains",
        inputs: &["inputClaim=email"],
        parameters: &["contains:string=a", "ignoreCase:string=true"],
        outputs: &["outputClaim=isSame"],
    };
    const NUMBER: Method = Method {
        id: "Number",
        method: "GetNumericClaimFromJson",
        inputs: &["inputJson=email"],
        parameters: &["claimToExtract:string=id"],
        outputs: &["extractedClaim=numericUserId"],
    };
    const IDENTITY: Method = Method {
        id: "Identity",
        method: "CreateUserIdentity",
        inputs: &["issuerUserId=email", "issuer=email"],
        outputs: &["userIdentity=identity"],
        ..NONE
    };
    const COPY_FLAG: Method =
        Method { id: "CopyFlag", inputs: &["inputClaim=isSame"], outputs: &["outputClaim=isSame"], ..COPY };
    let after = &[CONTAINS, NUMBER, IDENTITY, COPY_FLAG];
    let client = Written { outputs: EMAIL, after, ..Written::default() }.client();
    assert_eq!(fields(&client), [("email", true), ("is_same", false), ("numeric_user_id", false), ("identity", false)]);
}

/// Of whatever texts, or the sign-in ends: what such a step writes is no empty text.
#[test]
fn a_text_that_is_never_empty_is_there_once_its_step_has_run() {
    const HASHED: Method = Method {
        id: "Hashed",
        method: "Hash",
        inputs: &["plaintext=email", "salt=email"],
        parameters: &["randomizerSecret:string=B2C_1A_Secret"],
        outputs: &["hash=other"],
    };
    const SPLIT: Method = Method {
        id: "Split",
        method: "StringSplit",
        inputs: &["inputClaim=email"],
        parameters: &["delimiter:string=,"],
        outputs: &["outputClaim=roles"],
    };
    const ADD: Method = Method {
        id: "Add",
        method: "AddItemToStringCollection",
        inputs: &["item=email", "collection=roles"],
        outputs: &["collection=roles"],
        ..NONE
    };
    const JSON: Method = Method {
        id: "Json",
        method: "CreateJsonArray",
        inputs: &["inputClaim=email"],
        outputs: &["outputClaim=other"],
        ..NONE
    };
    const SECURITY_ID: Method = Method {
        method: "CreateAlternativeSecurityId",
        inputs: &["key=email", "identityProvider=email"],
        outputs: &["alternativeSecurityId=other"],
        ..JSON
    };
    const DIGITS: Method =
        Method { method: "ConvertNumberToStringClaim", inputs: &["inputClaim=numericUserId"], ..JSON };
    const XML: Method =
        Method { method: "XmlStringToJsonString", inputs: &["xml=email"], outputs: &["json=other"], ..JSON };
    const LOWER: Method =
        Method { method: "ChangeCase", inputs: &["inputClaim1=email"], parameters: &["toCase:string=LOWER"], ..JSON };
    let optional = |after: &[Method], claim: &str| {
        let client = Written { outputs: EMAIL, after, ..Written::default() }.client();
        fields(&client).into_iter().any(|(name, optional)| name == claim && optional)
    };
    assert!(!optional(&[HASHED], "other"));
    assert!(!optional(&[SPLIT], "roles") && !optional(&[ADD], "roles"));
    for method in [JSON, SECURITY_ID, DIGITS, XML] {
        assert!(!optional(std::slice::from_ref(&method), "other"), "{}", method.method);
    }
    // The empty text in small letters is the empty text.
    assert!(optional(&[LOWER], "other"));
}

/// Without its number, or its boolean, such a step ends the sign-in; a text may be empty, and stays open.
#[test]
fn a_step_that_fails_without_its_input_proves_it() {
    const OUTPUTS: &str = "<OutputClaim ClaimTypeReferenceId=\"email\" /><OutputClaim ClaimTypeReferenceId=\"isSame\" />\
        <OutputClaim ClaimTypeReferenceId=\"identity\" /><OutputClaim ClaimTypeReferenceId=\"roles\" />";
    const BOOLEANS: Method = Method {
        id: "Booleans",
        method: "SetClaimIfBooleansMatch",
        inputs: &["claimToMatch=isSame"],
        parameters: &["matchTo:string=true", "outputClaimIfMatched:string=b"],
        outputs: &["outputClaim=other"],
    };
    const CONTAINS: Method = Method {
        id: "Contains",
        method: "StringCollectionContainsClaim",
        inputs: &["collection=roles", "item=email"],
        parameters: &["ignoreCase:string=true"],
        outputs: &["outputClaim=isSame"],
    };
    const EXISTS: Method = Method {
        id: "Exists",
        method: "DoesClaimExist",
        inputs: &["inputClaim=identity"],
        outputs: &["outputClaim=isSame"],
        ..NONE
    };
    const CLEAR: Method = Method { id: "Clear", method: "NullClaim", outputs: &["claim_to_null=isSame"], ..NONE };
    let open = |after: &'static [Method]| -> Vec<&'static str> {
        let client = Written { outputs: OUTPUTS, after, ..Written::default() }.client();
        let open = fields(&client).into_iter().filter(|(_, optional)| *optional);
        let names = ["email", "is_same", "identity", "roles", "other"];
        open.filter_map(|(name, _)| names.into_iter().find(|it| *it == name)).collect()
    };
    assert_eq!(open(&[BOOLEANS]), ["email", "identity", "roles", "other"]);
    // It is cleared afterwards, and what is cleared by nothing but itself is nobody's claim.
    assert_eq!(open(&[BOOLEANS, CLEAR]), ["email", "is_same", "identity", "roles", "other"]);
    // A collection may be an empty one, and for some methods absence is an answer.
    assert_eq!(open(&[CONTAINS]), ["email", "identity", "roles"]);
    assert_eq!(open(&[EXISTS]), ["email", "identity", "roles"]);
}

/// A look-up that must find something ends the sign-in when it does not.
#[test]
fn a_lookup_that_must_find_something_gives_a_value() {
    const LENIENT: Method = Method {
        id: "Find",
        method: "LookupValue",
        inputs: &["inputParameterId=email"],
        parameters: &["a:string=1", "b:string=2", "errorOnFailedLookup:boolean=false"],
        outputs: &["outputClaim=other"],
    };
    const STRICT: Method =
        Method { parameters: &["a:string=1", "b:string=2", "errorOnFailedLookup:boolean=true"], ..LENIENT };
    const EMPTY: Method =
        Method { parameters: &["a:string=1", "b:string=", "errorOnFailedLookup:boolean=true"], ..LENIENT };
    let optional = |after: &'static [Method]| {
        let client = Written { outputs: EMAIL, after, ..Written::default() }.client();
        fields(&client).into_iter().any(|(name, optional)| name == "other" && optional)
    };
    assert!(optional(&[LENIENT]));
    assert!(!optional(&[STRICT]));
    assert!(optional(&[EMPTY]));
}

/// Defaults of input claims come after the input transformations, and so does the question for what is required.
#[test]
fn an_input_claim_is_certain_once_it_is_picked() {
    const KEEP: Method = Method {
        id: "Keep",
        method: "CopyClaim",
        inputs: &["inputClaim=loginHint"],
        outputs: &["outputClaim=other"],
        ..NONE
    };
    const BEGIN: Method = Method { id: "Begin", outputs: &["outputClaim=third"], ..KEEP };
    const LATE: Method = Method { id: "Late", inputs: &["inputClaim=third"], ..KEEP };
    const CLEAR: Method = Method { id: "Clear", method: "NullClaim", outputs: &["claim_to_null=loginHint"], ..NONE };
    let proven = |inputs: &'static str, before: &'static [Method], after: &'static [Method]| {
        let client = Written { inputs, outputs: EMAIL, before, after, ..Written::default() }.client();
        let other = fields(&client).into_iter().find(|(name, _)| *name == "other");
        other.is_some_and(|(_, optional)| !optional)
    };
    const OPEN: &str = "<InputClaim ClaimTypeReferenceId=\"loginHint\" />";
    const DEFAULT: &str = "<InputClaim ClaimTypeReferenceId=\"loginHint\" DefaultValue=\"x\" />";
    const REQUIRED: &str = "<InputClaim ClaimTypeReferenceId=\"loginHint\" Required=\"true\" />";
    assert!(!proven(OPEN, &[], &[KEEP]));
    assert!(proven(DEFAULT, &[], &[KEEP]));
    assert!(proven(REQUIRED, &[], &[KEEP]));
    // The default comes after `Clear`, and what is required is asked for then.
    assert!(!proven(OPEN, &[CLEAR], &[KEEP]));
    assert!(proven(DEFAULT, &[CLEAR], &[KEEP]));
    assert!(proven(REQUIRED, &[CLEAR], &[KEEP]));
    // `Begin` reads it before it has its default.
    assert!(!proven(DEFAULT, &[BEGIN], &[LATE]));
    assert!(proven(REQUIRED, &[BEGIN], &[LATE]));
}
