//! The one table of what the runtime does for each transformation method.

use super::field::{FieldValue, Role, StepField, StepSource, StepVisitor};
use super::{
    Adjustment, CountryCodeType, Entry, Format, Instant, JsonMember, LetterCase, Localized, NamedSlot, NumberOperator,
    Pattern, PredicateValidation, QueryMember, RandomGenerator, Slot, StringComparison, TextOperator, TimeOrder,
};
use crate::{List, Text};

macro_rules! steps {
    (@role input) => { Role::Input };
    (@role parameter) => { Role::Parameter };
    (@role output) => { Role::Output };
    ($( $(#[doc = $doc:literal])* $method:ident { $( $role:ident $field:ident: $type:ty = $name:literal ),* } )*) => {
        /// A claims transformation, wired: which claims it reads and writes, with its constants read.
        ///
        /// One variant a method, with the method's name. The fields of a variant stand for what the policy calls as the
        /// table of this file says; those without a name are all claims or parameters beyond the named ones.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(missing_docs, reason = "a field is documented by the name that it has in a policy")]
        pub enum Step {
            $( $(#[doc = $doc])* $method { $( $field: $type ),* }, )*
        }

        impl Step {
            /// The names of all methods, in the order of the table.
            pub const METHODS: &'static [&'static str] = &[$( stringify!($method) ),*];

            /// The name of its method.
            #[must_use]
            pub const fn method(&self) -> &'static str {
                match self { $( Self::$method { .. } => stringify!($method), )* }
            }

            /// The step of the method with this name, spelled as in the table; `None` when there is no such method.
            ///
            /// # Errors
            /// What the source reports.
            pub fn read<S: StepSource>(method: &str, source: &mut S) -> Result<Option<Self>, S::Error> {
                $(
                    if method == stringify!($method) {
                        $( let $field = <$type as StepField>::read(source, steps!(@role $role), $name)?; )*
                        return Ok(Some(Self::$method { $( $field ),* }));
                    }
                )*
                Ok(None)
            }

            /// Shows its fields to a visitor.
            pub fn visit(&self, visitor: &mut dyn StepVisitor) {
                match self {
                    $(
                        Self::$method { $( $field ),* } => {
                            $(
                                let value: FieldValue<'_> = StepField::value($field);
                                visitor.field(stringify!($field), steps!(@role $role), $name, value);
                            )*
                        }
                    )*
                }
            }
        }
    };
}

steps! {
    /// Whether both are true.
    AndClaims { input left: Slot = "inputClaim1", input right: Slot = "inputClaim2", output result: Slot = "outputClaim" }
    /// Whether one of them is true.
    OrClaims { input left: Slot = "inputClaim1", input right: Slot = "inputClaim2", output result: Slot = "outputClaim" }
    /// Whether it is false.
    NotClaims { input input: Slot = "inputClaim", output result: Slot = "outputClaim" }
    /// Fails unless it is the value.
    AssertBooleanClaimIsEqualToValue { input input: Slot = "inputClaim", parameter expected: bool = "valueToCompareTo" }
    /// Whether it is the value.
    CompareBooleanClaimToValue { input input: Slot = "inputClaim", parameter expected: bool = "valueToCompareTo", output result: Slot = "compareResult" }
    /// Fails when the right date is later than the left one.
    AssertDateTimeIsGreaterThan { input left: Slot = "leftOperand", input right: Slot = "rightOperand", parameter fails_if_equal: bool = "AssertIfEqualTo", parameter passes_without_right: bool = "AssertIfRightOperandIsNotPresent", parameter tolerance_milliseconds: i32 = "TreatAsEqualIfWithinMillseconds" }
    /// The day of a moment, in UTC.
    ConvertDateTimeToDateClaim { input input: Slot = "inputClaim", output output: Slot = "outputClaim" }
    /// The midnight that a day begins with, in UTC.
    ConvertDateToDateTimeClaim { input input: Slot = "inputClaim", output output: Slot = "outputClaim" }
    /// Now.
    GetCurrentDateTime { output output: Slot = "currentDateTime" }
    /// How the first moment, moved by some seconds, stands to the second one.
    DateTimeComparison { input first: Slot = "firstDateTime", input second: Slot = "secondDateTime", parameter operator: TimeOrder = "operator", parameter seconds: i32 = "timeSpanInSeconds", output result: Slot = "result" }
    /// Whether the terms of use are younger than the consent.
    IsTermsOfUseConsentRequired { input consent: Slot = "termsOfUseConsentDateTime", parameter text_update: Instant = "termsOfUseTextUpdateDateTime", output result: Slot = "result" }
    /// The same value.
    CopyClaim { input input: Slot = "inputClaim", output output: Slot = "outputClaim" }
    /// Whether the claim has a value.
    DoesClaimExist { input input: Slot = "inputClaim", output result: Slot = "outputClaim" }
    /// A hash with a salt and a secret.
    Hash { input plaintext: Slot = "plaintext", input salt: Slot = "salt", parameter secret: Text = "randomizerSecret", output output: Slot = "hash" }
    /// One more, or one less.
    AdjustNumber { input input: Slot = "inputClaim", parameter operator: Adjustment = "Operator", output output: Slot = "outputClaim" }
    /// Fails when the comparison holds, or says whether it does.
    AssertNumber { input input: Slot = "inputClaim", parameter value: i32 = "CompareToValue", parameter operator: NumberOperator = "Operator", parameter fails: bool = "throwError", output result: Option<Slot> = "outputClaim" }
    /// The digits.
    ConvertNumberToStringClaim { input input: Slot = "inputClaim", output output: Slot = "outputClaim" }
    /// An array with one element.
    CreateJsonArray { input input: Slot = "inputClaim", output output: Slot = "outputClaim" }
    /// JSON of claims and constants.
    GenerateJson { parameter members: List<JsonMember> = "", output output: Slot = "outputClaim" }
    /// A member of an object, as text.
    GetClaimFromJson { input input: Slot = "inputJson", parameter member: Text = "claimToExtract", output output: Slot = "extractedClaim" }
    /// A member of an object, as a number.
    GetNumericClaimFromJson { input input: Slot = "inputJson", parameter member: Text = "claimToExtract", output output: Slot = "extractedClaim" }
    /// The first member of an object.
    GetSingleItemFromJson { input input: Slot = "inputJson", output key: Slot = "key", output value: Slot = "value" }
    /// The first element of an array.
    GetSingleValueFromJsonArray { input input: Slot = "inputJsonClaim", output output: Slot = "extractedClaim" }
    /// The values of an array of keys with values.
    GetClaimsFromJsonArray { input input: Slot = "jsonSource", parameter fails_without_claim: bool = "errorOnMissingClaims", parameter keeps_empty_claims: bool = "includeEmptyClaims", parameter key_name: Text = "jsonSourceKeyName", parameter value_name: Text = "jsonSourceValueName", output outputs: List<NamedSlot> = "" }
    /// The same of a collection, one object a text.
    GetClaimsFromJsonArrayV2 { input input: Slot = "jsonSource", parameter fails_without_claim: bool = "errorOnMissingClaims", parameter keeps_empty_claims: bool = "includeEmptyClaims", parameter key_name: Text = "jsonSourceKeyName", parameter value_name: Text = "jsonSourceValueName", output outputs: List<NamedSlot> = "" }
    /// XML as JSON.
    XmlStringToJsonString { input input: Slot = "xml", output output: Slot = "json" }
    /// The number as text.
    ConvertPhoneNumberClaimToString { input input: Slot = "phoneNumber", output output: Slot = "phoneNumberString" }
    /// A text as a phone number.
    ConvertStringToPhoneNumberClaim { input input: Slot = "phoneNumberString", input country: Option<Slot> = "country", output output: Slot = "outputClaim" }
    /// The parts of a phone number.
    GetNationalNumberAndCountryCodeFromPhoneNumberString { input input: Slot = "phoneNumber", parameter fails: bool = "throwExceptionOnFailure", parameter country_code_type: CountryCodeType = "countryCodeType", output national_number: Slot = "nationalNumber", output country_code: Slot = "countryCode" }
    /// The id of a user at an identity provider.
    CreateAlternativeSecurityId { input key: Slot = "key", input identity_provider: Slot = "identityProvider", output output: Slot = "alternativeSecurityId" }
    /// The collection with one more.
    AddItemToAlternativeSecurityIdCollection { input item: Slot = "item", input collection: Slot = "collection", output output: Slot = "collection" }
    /// The identity providers of a collection.
    GetIdentityProvidersFromAlternativeSecurityIdCollectionTransformation { input collection: Slot = "alternativeSecurityIdCollection", output output: Slot = "identityProvidersCollection" }
    /// The collection without those of an identity provider.
    RemoveAlternativeSecurityIdByIdentityProvider { input identity_provider: Slot = "identityProvider", input collection: Slot = "collection", output output: Slot = "collection" }
    /// Fails unless the texts are equal.
    AssertStringClaimsAreEqual { input left: Slot = "inputClaim1", input right: Slot = "inputClaim2", parameter comparison: StringComparison = "stringComparison" }
    /// A URI of its parts.
    BuildUri { input path: Slot = "path", parameter scheme: Text = "scheme", parameter host: Text = "host", parameter query: List<QueryMember> = "", output output: Slot = "outputClaim" }
    /// The text in capital or in small letters.
    ChangeCase { input input: Slot = "inputClaim1", parameter to: LetterCase = "toCase", output output: Slot = "outputClaim" }
    /// Whether two texts are equal, or whether they differ.
    CompareClaims { input left: Slot = "inputClaim1", input right: Slot = "inputClaim2", parameter operator: TextOperator = "operator", parameter ignores_case: bool = "ignoreCase", output result: Slot = "outputClaim" }
    /// Whether a text is the value, or whether it is not.
    CompareClaimToValue { input input: Slot = "inputClaim1", parameter value: Text = "compareTo", parameter operator: TextOperator = "operator", parameter ignores_case: bool = "ignoreCase", output result: Slot = "outputClaim" }
    /// The same text if the predicates of the output claim hold.
    CopyClaimIfPredicateMatch { input input: Slot = "inputClaim", parameter validation: PredicateValidation = "outputClaim", output output: Slot = "outputClaim" }
    /// A secret for one-time passwords.
    CreateOtpSecret { output output: Slot = "outputClaim" }
    /// A random text.
    CreateRandomString { parameter generator: RandomGenerator = "randomGeneratorType", parameter format: Option<Format> = "stringFormat", parameter is_base64: bool = "base64", parameter maximum: Option<i32> = "maximumNumber", parameter seed: Option<i32> = "seed", output output: Slot = "outputClaim" }
    /// A random text; the older name.
    GuidAndRandomGenerator { parameter generator: RandomGenerator = "randomGeneratorType", parameter format: Option<Format> = "stringFormat", parameter is_base64: bool = "base64", parameter maximum: Option<i32> = "maximumNumber", parameter seed: Option<i32> = "seed", output output: Slot = "outputClaim" }
    /// A constant.
    CreateStringClaim { parameter value: Text = "value", output output: Slot = "createdClaim" }
    /// A text of the language of the user, with claims in it.
    FormatLocalizedString { input arguments: List<NamedSlot> = "", parameter formats: List<Localized<Format>> = "stringFormatId", output output: Slot = "outputClaim" }
    /// A text with a claim in it.
    FormatStringClaim { input input: Slot = "inputClaim", parameter format: Format = "stringFormat", output output: Slot = "outputClaim" }
    /// A text with two claims in it.
    FormatStringMultipleClaims { input first: Slot = "inputClaim1", input second: Slot = "inputClaim2", parameter format: Format = "stringFormat", output output: Slot = "outputClaim" }
    /// Texts of the language of the user.
    GetLocalizedStringsTransformation { parameter texts: List<Localized<List<Entry>>> = "", output outputs: List<NamedSlot> = "" }
    /// The value that belongs to a text of an enumeration.
    GetMappedValueFromLocalizedCollection { input input: Slot = "mapFromClaim", parameter collections: List<Localized<List<Entry>>> = "restrictionValueClaim", output output: Slot = "restrictionValueClaim" }
    /// The value that the policy gives a key.
    LookupValue { input input: Slot = "inputParameterId", parameter fails: bool = "errorOnFailedLookup", parameter entries: List<Entry> = "", output output: Slot = "outputClaim" }
    /// No value.
    NullClaim { output output: Slot = "claim_to_null" }
    /// What stands behind the `@`.
    ParseDomain { input input: Slot = "emailAddress", output output: Slot = "domain" }
    /// A text if a boolean is the value.
    SetClaimIfBooleansMatch { input input: Slot = "claimToMatch", parameter expected: bool = "matchTo", parameter value: Text = "outputClaimIfMatched", output output: Slot = "outputClaim" }
    /// Whether a pattern matches, and what its groups hold.
    SetClaimsIfRegexMatch { input input: Slot = "claimToMatch", parameter pattern: Pattern = "matchTo", parameter value: Option<Text> = "outputClaimIfMatched", parameter extracts_groups: bool = "extractGroups", output output: Option<Slot> = "outputClaim", output result: Slot = "regexCompareResultClaim", output groups: List<NamedSlot> = "" }
    /// Two texts if a text is the value.
    SetClaimsIfStringsAreEqual { input input: Slot = "inputClaim", parameter value: Text = "matchTo", parameter comparison: StringComparison = "stringComparison", parameter message: Text = "stringMatchMsg", parameter code: Text = "stringMatchMsgCode", output message_output: Slot = "outputClaim1", output code_output: Slot = "outputClaim2", output result: Slot = "stringCompareResultClaim" }
    /// A text if a text is the value.
    SetClaimsIfStringsMatch { input input: Slot = "claimToMatch", parameter value: Text = "matchTo", parameter comparison: StringComparison = "stringComparison", parameter text: Text = "outputClaimIfMatched", output output: Slot = "outputClaim", output result: Slot = "stringCompareResultClaim" }
    /// Whether a text is in it.
    StringContains { input input: Slot = "inputClaim", parameter contained: Text = "contains", parameter ignores_case: bool = "ignoreCase", output result: Slot = "outputClaim" }
    /// A part of it.
    StringSubstring { input input: Slot = "inputClaim", parameter start: i32 = "startIndex", parameter length: i32 = "length", output output: Slot = "outputClaim" }
    /// The text with a part replaced wherever it stands.
    StringReplace { input input: Slot = "inputClaim", parameter old: Text = "oldValue", parameter new: Text = "newValue", output output: Slot = "outputClaim" }
    /// The texts of a collection in one.
    StringJoin { input input: Slot = "inputClaim", parameter delimiter: Text = "delimiter", output output: Slot = "outputClaim" }
    /// The parts of a text.
    StringSplit { input input: Slot = "inputClaim", parameter delimiter: Text = "delimiter", output output: Slot = "outputClaim" }
    /// The collection with one more text.
    AddItemToStringCollection { input item: Slot = "item", input collection: Slot = "collection", output output: Slot = "collection" }
    /// The collection with the value.
    AddParameterToStringCollection { input collection: Slot = "collection", parameter item: Text = "item", output output: Slot = "collection" }
    /// The first text.
    GetSingleItemFromStringCollection { input collection: Slot = "collection", output output: Slot = "extractedItem" }
    /// Whether the value is in it.
    StringCollectionContains { input collection: Slot = "inputClaim", parameter item: Text = "item", parameter ignores_case: bool = "ignoreCase", output result: Slot = "outputClaim" }
    /// Whether a claim is in it.
    StringCollectionContainsClaim { input collection: Slot = "collection", input item: Slot = "item", parameter ignores_case: bool = "ignoreCase", output result: Slot = "outputClaim" }
    /// The id of a user at an issuer.
    CreateUserIdentity { input issuer_user_id: Slot = "issuerUserId", input issuer: Slot = "issuer", output output: Slot = "userIdentity" }
    /// The collection with one more.
    AddItemToUserIdentityCollection { input item: Slot = "item", input collection: Slot = "collection", output output: Slot = "collection" }
    /// The collection without those of an issuer.
    RemoveUserIdentityFromCollectionByIssuer { input issuer: Slot = "issuer", input collection: Slot = "collection", output output: Slot = "collection" }
    /// The issuers of a collection.
    GetIssuersFromUserIdentityCollectionTransformation { input collection: Slot = "userIdentityCollection", output output: Slot = "issuersCollection" }
    /// The age group of a user, and whether a parent must consent.
    GetAgeGroupConsentProvidedAndRequiresConsent { input date_of_birth: Slot = "dateOfBirth", input country_code: Slot = "countryCode", input consent: Slot = "consentProvidedForMinor", output age_group: Slot = "ageGroup", output requires_consent: Slot = "requiresParentalConsent", output consent_output: Slot = "consentProvidedForMinor" }
}
