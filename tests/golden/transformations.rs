/// Every method: the client that signs users in.
///
/// `TechnicalProfile Transformations-OAUTH2` in `tests/golden/transformations.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct TransformationsOauth2(::claimsmith::Client);
impl TransformationsOauth2 {
    /// Checks the configuration and makes a client.
    ///
    /// # Errors
    /// When a value is missing, a URL is not what it should be, or no flow key is there.
    pub fn new(
        config: TransformationsOauth2Config,
    ) -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        ::claimsmith::Client::new(
                <Self as ::claimsmith::Provider>::PROFILE,
                ::core::convert::Into::into(config),
            )
            .map(Self)
    }
    /// The URL to send the browser to, and the flow to keep until it comes back.
    ///
    /// # Errors
    /// When a required input has no value.
    pub fn begin(
        &self,
        inputs: TransformationsOauth2Inputs,
    ) -> ::core::result::Result<::claimsmith::Begin, ::claimsmith::SignInError> {
        self.0.begin(inputs, ::core::default::Default::default())
    }
    /// As `begin`, with where the user wants to go and what the request to the application says.
    ///
    /// # Errors
    /// As for `begin`.
    pub fn begin_with(
        &self,
        inputs: TransformationsOauth2Inputs,
        options: ::claimsmith::BeginOptions,
    ) -> ::core::result::Result<::claimsmith::Begin, ::claimsmith::SignInError> {
        self.0.begin(inputs, options)
    }
    /// Finishes the sign-in that the callback belongs to.
    ///
    /// # Errors
    /// When the user declined, the callback is not the answer to this flow, or the provider fails.
    pub async fn finish(
        &self,
        callback: ::claimsmith::Callback,
        flow: ::claimsmith::SealedFlow,
    ) -> ::core::result::Result<
        ::claimsmith::SignedIn<TransformationsOauth2Claims>,
        ::claimsmith::SignInError,
    > {
        self.0.finish(callback, flow).await
    }
    /// Exchanges a refresh token for new tokens.
    ///
    /// # Errors
    /// When the provider does not take the refresh token, or fails.
    pub async fn refresh(
        &self,
        refresh_token: &::claimsmith::Secret,
    ) -> ::core::result::Result<::claimsmith::Tokens, ::claimsmith::SignInError> {
        self.0.refresh(refresh_token).await
    }
}
::claimsmith::__private::require_dates!();
::claimsmith::__private::require_regex!();
::claimsmith::__private::require_phone!();
::claimsmith::__private::require_xml!();
impl ::claimsmith::Provider for TransformationsOauth2 {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("Transformations-OAUTH2"),
            display_name: text("Every method"),
            policy_id: text("B2C_1A_Transformations"),
            tenant_id: text("contoso.onmicrosoft.com"),
            client_id: Some(text("example")),
            client_id_variable: text("TRANSFORMATIONS_OAUTH2_CLIENT_ID"),
            keys: list({
                const L: &[CryptographicKey] = &[
                    CryptographicKey {
                        id: text("client_secret"),
                        storage_reference_id: text("B2C_1A_ExampleSecret"),
                        variable: text("B2C_1A_EXAMPLESECRET"),
                    },
                    CryptographicKey {
                        id: text("B2C_1A_AccountTransformSecret"),
                        storage_reference_id: text("B2C_1A_AccountTransformSecret"),
                        variable: text("B2C_1A_ACCOUNTTRANSFORMSECRET"),
                    },
                ];
                L
            }),
            authorization: AuthorizationRequest {
                endpoint: text("https://id.example/authorize"),
                ..AuthorizationRequest::EMPTY
            },
            token: TokenRequest {
                endpoint: text("https://id.example/token"),
                ..TokenRequest::EMPTY
            },
            claims: ClaimsRequest {
                endpoint: Some(text("https://id.example/me")),
                bearer: BearerTransmission::AuthorizationHeader,
                ..ClaimsRequest::EMPTY
            },
            inputs: list({
                const L: &[InputClaim] = &[
                    InputClaim {
                        claim: text("loginHint"),
                        parameter: text("login_hint"),
                        ..InputClaim::EMPTY
                    },
                ];
                L
            }),
            outputs: list({
                const L: &[OutputClaim] = &[
                    OutputClaim::string("issuerUserId", "issuerUserId"),
                    OutputClaim {
                        claim: text("identityProvider"),
                        source: ClaimSource::Member(text("identityProvider")),
                        default: Some(Constant::String(text("id.example"))),
                        always_default: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("numericUserId"),
                        data_type: DataType::Long,
                        source: ClaimSource::Member(text("id")),
                        required: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim::string("email", "email"),
                    OutputClaim::string("alternateEmail", "alternateEmail"),
                    OutputClaim::string("displayName", "displayName"),
                    OutputClaim::string("givenName", "givenName"),
                    OutputClaim::string("surname", "surname"),
                    OutputClaim::member(
                        "consentedOn",
                        DataType::DateTime,
                        "consentedOn",
                    ),
                    OutputClaim::member("birthDate", DataType::Date, "birthDate"),
                    OutputClaim::member("visits", DataType::Int, "visits"),
                    OutputClaim::member("roles", DataType::StringCollection, "roles"),
                    OutputClaim::member("phone", DataType::PhoneNumber, "phone"),
                    OutputClaim::string("phoneText", "phoneText"),
                    OutputClaim::string("profileJson", "profileJson"),
                    OutputClaim::member(
                        "profileItems",
                        DataType::StringCollection,
                        "profileItems",
                    ),
                    OutputClaim::string("profileXml", "profileXml"),
                    OutputClaim::member(
                        "userIdentities",
                        DataType::UserIdentityCollection,
                        "userIdentities",
                    ),
                    OutputClaim::member(
                        "alternativeSecurityIds",
                        DataType::AlternativeSecurityIdCollection,
                        "alternativeSecurityIds",
                    ),
                    OutputClaim {
                        claim: text("isVerified"),
                        data_type: DataType::Boolean,
                        source: ClaimSource::Member(text("isVerified")),
                        default: Some(Constant::Boolean(false)),
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("isStudent"),
                        data_type: DataType::Boolean,
                        source: ClaimSource::Member(text("isStudent")),
                        default: Some(Constant::Boolean(false)),
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("country"),
                        source: ClaimSource::Member(text("country")),
                        default: Some(Constant::String(text("DE"))),
                        ..OutputClaim::EMPTY
                    },
                ];
                L
            }),
            transformations: {
                use transformation::*;
                Transformations {
                    claims: list({
                        const L: &[TransformedClaim] = &[
                            TransformedClaim {
                                claim: text("loginHint"),
                                input: Some(0),
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("attempt"),
                                carried: true,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isBoth"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isEither"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isNoStudent"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isFalse"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("now"),
                                data_type: DataType::DateTime,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("consentDay"),
                                data_type: DataType::Date,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("birthMidnight"),
                                data_type: DataType::DateTime,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isOld"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("needsConsent"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("hasPhone"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("emailHash"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isFrequent"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("emailArray"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("mail"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("city"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("postalCode"),
                                data_type: DataType::Long,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("firstKey"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("firstValue"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("firstElement"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("membership"),
                                data_type: DataType::Long,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isActive"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("member"),
                                data_type: DataType::Long,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("memberSince"),
                                data_type: DataType::DateTime,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("xmlAsJson"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("mobile"),
                                data_type: DataType::PhoneNumber,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("nationalNumber"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("countryCode"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("alternativeSecurityId"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("identityProviders"),
                                data_type: DataType::StringCollection,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("otpUri"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("lowerEmail"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("areDifferent"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isGerman"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("nickname"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("otpSecret"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("otp"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("upnUserName"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("origin"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("userPrincipalName"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("accountExists"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("mailSubject"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("mailBody"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("countryName"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("region"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("mailDomain"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("status"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("kind"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isEmail"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("mailAlias"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("message"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("messageCode"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isEqual"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isMatch"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isOwn"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("prefix"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("digits"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("roleList"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("countryParts"),
                                data_type: DataType::StringCollection,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("firstRole"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isAdmin"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("hasStatus"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("userIdentity"),
                                data_type: DataType::UserIdentity,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("issuers"),
                                data_type: DataType::StringCollection,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("consentProvidedForMinor"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("ageGroup"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("requiresParentalConsent"),
                                data_type: DataType::Boolean,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                        ];
                        L
                    }),
                    before: list({
                        const L: &[Transformation] = &[
                            Transformation {
                                id: text("LowerCaseLoginHint"),
                                step: Step::ChangeCase {
                                    input: Slot::at(22, DataType::String),
                                    to: LetterCase::Lower,
                                    output: Slot::at(22, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("CreateAttempt"),
                                step: Step::CreateRandomString {
                                    generator: RandomGenerator::Guid,
                                    format: None,
                                    is_base64: false,
                                    maximum: None,
                                    seed: None,
                                    output: Slot::at(23, DataType::String),
                                },
                            },
                        ];
                        L
                    }),
                    after: list({
                        const L: &[Transformation] = &[
                            Transformation {
                                id: text("ConvertNumberToStringClaim"),
                                step: Step::ConvertNumberToStringClaim {
                                    input: Slot::at(2, DataType::Long),
                                    output: Slot::at(0, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("AndClaims"),
                                step: Step::AndClaims {
                                    left: Slot::at(19, DataType::Boolean),
                                    right: Slot::at(20, DataType::Boolean),
                                    result: Slot::at(24, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("OrClaims"),
                                step: Step::OrClaims {
                                    left: Slot::at(19, DataType::Boolean),
                                    right: Slot::at(20, DataType::Boolean),
                                    result: Slot::at(25, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("NotClaims"),
                                step: Step::NotClaims {
                                    input: Slot::at(20, DataType::Boolean),
                                    result: Slot::at(26, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("AssertBooleanClaimIsEqualToValue"),
                                step: Step::AssertBooleanClaimIsEqualToValue {
                                    input: Slot::at(19, DataType::Boolean),
                                    expected: true,
                                },
                            },
                            Transformation {
                                id: text("CompareBooleanClaimToValue"),
                                step: Step::CompareBooleanClaimToValue {
                                    input: Slot::at(20, DataType::Boolean),
                                    expected: false,
                                    result: Slot::at(27, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("GetCurrentDateTime"),
                                step: Step::GetCurrentDateTime {
                                    output: Slot::at(28, DataType::DateTime),
                                },
                            },
                            Transformation {
                                id: text("ConvertDateTimeToDateClaim"),
                                step: Step::ConvertDateTimeToDateClaim {
                                    input: Slot::at(8, DataType::DateTime),
                                    output: Slot::at(29, DataType::Date),
                                },
                            },
                            Transformation {
                                id: text("ConvertDateToDateTimeClaim"),
                                step: Step::ConvertDateToDateTimeClaim {
                                    input: Slot::at(9, DataType::Date),
                                    output: Slot::at(30, DataType::DateTime),
                                },
                            },
                            Transformation {
                                id: text("DateTimeComparison"),
                                step: Step::DateTimeComparison {
                                    first: Slot::at(8, DataType::DateTime),
                                    second: Slot::at(28, DataType::DateTime),
                                    operator: TimeOrder::EarlierThan,
                                    seconds: -80,
                                    result: Slot::at(31, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("IsTermsOfUseConsentRequired"),
                                step: Step::IsTermsOfUseConsentRequired {
                                    consent: Slot::at(8, DataType::DateTime),
                                    text_update: Instant(16369344000000000),
                                    result: Slot::at(32, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("AssertDateTimeIsGreaterThan"),
                                step: Step::AssertDateTimeIsGreaterThan {
                                    left: Slot::at(6, DataType::String),
                                    right: Slot::at(7, DataType::String),
                                    fails_if_equal: false,
                                    passes_without_right: true,
                                    tolerance_milliseconds: 300000,
                                },
                            },
                            Transformation {
                                id: text("CopyClaim"),
                                step: Step::CopyClaim {
                                    input: Slot::at(3, DataType::String),
                                    output: Slot::at(4, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("DoesClaimExist"),
                                step: Step::DoesClaimExist {
                                    input: Slot::at(12, DataType::PhoneNumber),
                                    result: Slot::at(33, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("Hash"),
                                step: Step::Hash {
                                    plaintext: Slot::at(3, DataType::String),
                                    salt: Slot::at(0, DataType::String),
                                    secret: text("B2C_1A_AccountTransformSecret"),
                                    output: Slot::at(34, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("AdjustNumber"),
                                step: Step::AdjustNumber {
                                    input: Slot::at(10, DataType::Int),
                                    operator: Adjustment::Increment,
                                    output: Slot::at(10, DataType::Int),
                                },
                            },
                            Transformation {
                                id: text("AssertNumber"),
                                step: Step::AssertNumber {
                                    input: Slot::at(10, DataType::Int),
                                    value: 1000,
                                    operator: NumberOperator::GreaterThan,
                                    fails: false,
                                    result: Some(Slot::at(35, DataType::Boolean)),
                                },
                            },
                            Transformation {
                                id: text("CreateJsonArray"),
                                step: Step::CreateJsonArray {
                                    input: Slot::at(3, DataType::String),
                                    output: Slot::at(36, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("GenerateJson"),
                                step: Step::GenerateJson {
                                    members: list({
                                        const L: &[JsonMember] = &[
                                            JsonMember {
                                                path: list({
                                                    const L: &[JsonSegment] = &[
                                                        JsonSegment::Member(text("personalizations")),
                                                        JsonSegment::Index(0),
                                                        JsonSegment::Member(text("to")),
                                                        JsonSegment::Index(0),
                                                        JsonSegment::Member(text("email")),
                                                    ];
                                                    L
                                                }),
                                                source: JsonSource::Claim(Slot::at(3, DataType::String)),
                                            },
                                            JsonMember {
                                                path: list({
                                                    const L: &[JsonSegment] = &[
                                                        JsonSegment::Member(text("personalizations")),
                                                        JsonSegment::Index(0),
                                                        JsonSegment::Member(text("data")),
                                                        JsonSegment::Member(text("visits")),
                                                    ];
                                                    L
                                                }),
                                                source: JsonSource::Claim(Slot::at(10, DataType::Int)),
                                            },
                                            JsonMember {
                                                path: list({
                                                    const L: &[JsonSegment] = &[
                                                        JsonSegment::Member(text("template_id")),
                                                    ];
                                                    L
                                                }),
                                                source: JsonSource::Constant(
                                                    Constant::String(text("d-4c56")),
                                                ),
                                            },
                                            JsonMember {
                                                path: list({
                                                    const L: &[JsonSegment] = &[
                                                        JsonSegment::Member(text("retries")),
                                                    ];
                                                    L
                                                }),
                                                source: JsonSource::Constant(Constant::Int(3)),
                                            },
                                            JsonMember {
                                                path: list({
                                                    const L: &[JsonSegment] = &[
                                                        JsonSegment::Member(text("urgent")),
                                                    ];
                                                    L
                                                }),
                                                source: JsonSource::Constant(Constant::Boolean(false)),
                                            },
                                        ];
                                        L
                                    }),
                                    output: Slot::at(37, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("GetClaimFromJson"),
                                step: Step::GetClaimFromJson {
                                    input: Slot::at(14, DataType::String),
                                    member: text("city"),
                                    output: Slot::at(38, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("GetNumericClaimFromJson"),
                                step: Step::GetNumericClaimFromJson {
                                    input: Slot::at(14, DataType::String),
                                    member: text("postalCode"),
                                    output: Slot::at(39, DataType::Long),
                                },
                            },
                            Transformation {
                                id: text("GetSingleItemFromJson"),
                                step: Step::GetSingleItemFromJson {
                                    input: Slot::at(14, DataType::String),
                                    key: Slot::at(40, DataType::String),
                                    value: Slot::at(41, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("GetSingleValueFromJsonArray"),
                                step: Step::GetSingleValueFromJsonArray {
                                    input: Slot::at(14, DataType::String),
                                    output: Slot::at(42, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("GetClaimsFromJsonArray"),
                                step: Step::GetClaimsFromJsonArray {
                                    input: Slot::at(14, DataType::String),
                                    fails_without_claim: false,
                                    keeps_empty_claims: false,
                                    key_name: text("key"),
                                    value_name: text("value"),
                                    outputs: list({
                                        const L: &[NamedSlot] = &[
                                            NamedSlot {
                                                name: text("membership"),
                                                slot: Slot::at(43, DataType::Long),
                                            },
                                            NamedSlot {
                                                name: text("isActive"),
                                                slot: Slot::at(44, DataType::Boolean),
                                            },
                                        ];
                                        L
                                    }),
                                },
                            },
                            Transformation {
                                id: text("GetClaimsFromJsonArrayV2"),
                                step: Step::GetClaimsFromJsonArrayV2 {
                                    input: Slot::at(15, DataType::StringCollection),
                                    fails_without_claim: false,
                                    keeps_empty_claims: false,
                                    key_name: text("key"),
                                    value_name: text("value"),
                                    outputs: list({
                                        const L: &[NamedSlot] = &[
                                            NamedSlot {
                                                name: text("member"),
                                                slot: Slot::at(45, DataType::Long),
                                            },
                                            NamedSlot {
                                                name: text("memberSince"),
                                                slot: Slot::at(46, DataType::DateTime),
                                            },
                                        ];
                                        L
                                    }),
                                },
                            },
                            Transformation {
                                id: text("XmlStringToJsonString"),
                                step: Step::XmlStringToJsonString {
                                    input: Slot::at(16, DataType::String),
                                    output: Slot::at(47, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("ConvertPhoneNumberClaimToString"),
                                step: Step::ConvertPhoneNumberClaimToString {
                                    input: Slot::at(12, DataType::PhoneNumber),
                                    output: Slot::at(13, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("ConvertStringToPhoneNumberClaim"),
                                step: Step::ConvertStringToPhoneNumberClaim {
                                    input: Slot::at(13, DataType::String),
                                    country: Some(Slot::at(21, DataType::String)),
                                    output: Slot::at(48, DataType::PhoneNumber),
                                },
                            },
                            Transformation {
                                id: text(
                                    "GetNationalNumberAndCountryCodeFromPhoneNumberString",
                                ),
                                step: Step::GetNationalNumberAndCountryCodeFromPhoneNumberString {
                                    input: Slot::at(13, DataType::String),
                                    fails: false,
                                    country_code_type: CountryCodeType::Iso3166,
                                    national_number: Slot::at(49, DataType::String),
                                    country_code: Slot::at(50, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("CreateAlternativeSecurityId"),
                                step: Step::CreateAlternativeSecurityId {
                                    key: Slot::at(0, DataType::String),
                                    identity_provider: Slot::at(1, DataType::String),
                                    output: Slot::at(51, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("AddItemToAlternativeSecurityIdCollection"),
                                step: Step::AddItemToAlternativeSecurityIdCollection {
                                    item: Slot::at(51, DataType::String),
                                    collection: Slot::at(
                                        18,
                                        DataType::AlternativeSecurityIdCollection,
                                    ),
                                    output: Slot::at(
                                        18,
                                        DataType::AlternativeSecurityIdCollection,
                                    ),
                                },
                            },
                            Transformation {
                                id: text(
                                    "GetIdentityProvidersFromAlternativeSecurityIdCollectionTransformation",
                                ),
                                step: Step::GetIdentityProvidersFromAlternativeSecurityIdCollectionTransformation {
                                    collection: Slot::at(
                                        18,
                                        DataType::AlternativeSecurityIdCollection,
                                    ),
                                    output: Slot::at(52, DataType::StringCollection),
                                },
                            },
                            Transformation {
                                id: text("RemoveAlternativeSecurityIdByIdentityProvider"),
                                step: Step::RemoveAlternativeSecurityIdByIdentityProvider {
                                    identity_provider: Slot::at(1, DataType::String),
                                    collection: Slot::at(
                                        18,
                                        DataType::AlternativeSecurityIdCollection,
                                    ),
                                    output: Slot::at(
                                        18,
                                        DataType::AlternativeSecurityIdCollection,
                                    ),
                                },
                            },
                            Transformation {
                                id: text("AssertStringClaimsAreEqual"),
                                step: Step::AssertStringClaimsAreEqual {
                                    left: Slot::at(3, DataType::String),
                                    right: Slot::at(4, DataType::String),
                                    comparison: StringComparison::OrdinalIgnoreCase,
                                },
                            },
                            Transformation {
                                id: text("BuildUri"),
                                step: Step::BuildUri {
                                    path: Slot::at(5, DataType::String),
                                    scheme: text("otpauth"),
                                    host: text("totp"),
                                    query: list({
                                        const L: &[QueryMember] = &[
                                            QueryMember {
                                                name: text("secret"),
                                                source: QuerySource::Claim(Slot::at(34, DataType::String)),
                                            },
                                            QueryMember {
                                                name: text("issuer"),
                                                source: QuerySource::Text(text("contoso.onmicrosoft.com")),
                                            },
                                        ];
                                        L
                                    }),
                                    output: Slot::at(53, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("ChangeCase"),
                                step: Step::ChangeCase {
                                    input: Slot::at(3, DataType::String),
                                    to: LetterCase::Lower,
                                    output: Slot::at(54, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("CompareClaims"),
                                step: Step::CompareClaims {
                                    left: Slot::at(3, DataType::String),
                                    right: Slot::at(4, DataType::String),
                                    operator: TextOperator::NotEqual,
                                    ignores_case: true,
                                    result: Slot::at(55, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("CompareClaimToValue"),
                                step: Step::CompareClaimToValue {
                                    input: Slot::at(21, DataType::String),
                                    value: text("DE"),
                                    operator: TextOperator::Equal,
                                    ignores_case: true,
                                    result: Slot::at(56, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("CopyClaimIfPredicateMatch"),
                                step: Step::CopyClaimIfPredicateMatch {
                                    input: Slot::at(5, DataType::String),
                                    validation: PredicateValidation {
                                        id: text("Nickname"),
                                        groups: list({
                                            const L: &[PredicateGroup] = &[
                                                PredicateGroup {
                                                    id: text("Form"),
                                                    help_text: list({
                                                        const L: &[Localized<Text>] = &[];
                                                        L
                                                    }),
                                                    match_at_least: 1,
                                                    predicates: list({
                                                        const L: &[Predicate] = &[
                                                            Predicate {
                                                                id: text("OneWord"),
                                                                help_text: list({
                                                                    const L: &[Localized<Text>] = &[
                                                                        Localized {
                                                                            culture: text(""),
                                                                            value: text("One word."),
                                                                        },
                                                                    ];
                                                                    L
                                                                }),
                                                                test: PredicateTest::MatchesRegex(
                                                                    Pattern(
                                                                        text(
                                                                            "\\A[\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}&&\\x{0}-\\x{FFFF}]+(?=\\n?\\z)",
                                                                        ),
                                                                    ),
                                                                ),
                                                            },
                                                            Predicate {
                                                                id: text("Short"),
                                                                help_text: list({
                                                                    const L: &[Localized<Text>] = &[];
                                                                    L
                                                                }),
                                                                test: PredicateTest::IsLengthRange {
                                                                    minimum: 2,
                                                                    maximum: 20,
                                                                },
                                                            },
                                                        ];
                                                        L
                                                    }),
                                                },
                                            ];
                                            L
                                        }),
                                    },
                                    output: Slot::at(57, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("CreateOtpSecret"),
                                step: Step::CreateOtpSecret {
                                    output: Slot::at(58, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("CreateRandomString"),
                                step: Step::CreateRandomString {
                                    generator: RandomGenerator::Integer,
                                    format: Some(Format {
                                        pieces: list({
                                            const L: &[FormatPiece] = &[
                                                FormatPiece::Text(text("OTP_")),
                                                FormatPiece::Argument {
                                                    index: 0,
                                                    alignment: 0,
                                                },
                                            ];
                                            L
                                        }),
                                    }),
                                    is_base64: true,
                                    maximum: Some(1000),
                                    seed: Some(12345),
                                    output: Slot::at(59, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("GuidAndRandomGenerator"),
                                step: Step::GuidAndRandomGenerator {
                                    generator: RandomGenerator::Guid,
                                    format: None,
                                    is_base64: false,
                                    maximum: None,
                                    seed: None,
                                    output: Slot::at(60, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("CreateStringClaim"),
                                step: Step::CreateStringClaim {
                                    value: text(
                                        "Transformations-OAUTH2@contoso.onmicrosoft.com",
                                    ),
                                    output: Slot::at(61, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("FormatStringClaim"),
                                step: Step::FormatStringClaim {
                                    input: Slot::at(60, DataType::String),
                                    format: Format {
                                        pieces: list({
                                            const L: &[FormatPiece] = &[
                                                FormatPiece::Text(text("cpim_")),
                                                FormatPiece::Argument {
                                                    index: 0,
                                                    alignment: 0,
                                                },
                                                FormatPiece::Text(text("@contoso.onmicrosoft.com")),
                                            ];
                                            L
                                        }),
                                    },
                                    output: Slot::at(62, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("FormatStringMultipleClaims"),
                                step: Step::FormatStringMultipleClaims {
                                    first: Slot::at(6, DataType::String),
                                    second: Slot::at(7, DataType::String),
                                    format: Format {
                                        pieces: list({
                                            const L: &[FormatPiece] = &[
                                                FormatPiece::Argument {
                                                    index: 0,
                                                    alignment: -5,
                                                },
                                                FormatPiece::Text(text(" ")),
                                                FormatPiece::Argument {
                                                    index: 1,
                                                    alignment: 0,
                                                },
                                            ];
                                            L
                                        }),
                                    },
                                    output: Slot::at(5, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("FormatLocalizedString"),
                                step: Step::FormatLocalizedString {
                                    arguments: list({
                                        const L: &[NamedSlot] = &[
                                            NamedSlot {
                                                name: text("email"),
                                                slot: Slot::at(3, DataType::String),
                                            },
                                        ];
                                        L
                                    }),
                                    formats: list({
                                        const L: &[Localized<Format>] = &[
                                            Localized {
                                                culture: text("en"),
                                                value: Format {
                                                    pieces: list({
                                                        const L: &[FormatPiece] = &[
                                                            FormatPiece::Text(text("'")),
                                                            FormatPiece::Argument {
                                                                index: 0,
                                                                alignment: 0,
                                                            },
                                                            FormatPiece::Text(text("' has an account already.")),
                                                        ];
                                                        L
                                                    }),
                                                },
                                            },
                                            Localized {
                                                culture: text("es"),
                                                value: Format {
                                                    pieces: list({
                                                        const L: &[FormatPiece] = &[
                                                            FormatPiece::Text(text("'")),
                                                            FormatPiece::Argument {
                                                                index: 0,
                                                                alignment: 0,
                                                            },
                                                            FormatPiece::Text(text("' ya tiene una cuenta.")),
                                                        ];
                                                        L
                                                    }),
                                                },
                                            },
                                        ];
                                        L
                                    }),
                                    output: Slot::at(63, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("GetLocalizedStringsTransformation"),
                                step: Step::GetLocalizedStringsTransformation {
                                    texts: list({
                                        const L: &[Localized<List<Entry>>] = &[
                                            Localized {
                                                culture: text("en"),
                                                value: list({
                                                    const L: &[Entry] = &[
                                                        Entry {
                                                            key: text("email_subject"),
                                                            value: text("Your code"),
                                                        },
                                                        Entry {
                                                            key: text("email_body"),
                                                            value: text("This is your code."),
                                                        },
                                                    ];
                                                    L
                                                }),
                                            },
                                            Localized {
                                                culture: text("es"),
                                                value: list({
                                                    const L: &[Entry] = &[
                                                        Entry {
                                                            key: text("email_subject"),
                                                            value: text("Tu código"),
                                                        },
                                                        Entry {
                                                            key: text("email_body"),
                                                            value: text("Este es tu código."),
                                                        },
                                                    ];
                                                    L
                                                }),
                                            },
                                        ];
                                        L
                                    }),
                                    outputs: list({
                                        const L: &[NamedSlot] = &[
                                            NamedSlot {
                                                name: text("email_subject"),
                                                slot: Slot::at(64, DataType::String),
                                            },
                                            NamedSlot {
                                                name: text("email_body"),
                                                slot: Slot::at(65, DataType::String),
                                            },
                                        ];
                                        L
                                    }),
                                },
                            },
                            Transformation {
                                id: text("GetMappedValueFromLocalizedCollection"),
                                step: Step::GetMappedValueFromLocalizedCollection {
                                    input: Slot::at(21, DataType::String),
                                    collections: list({
                                        const L: &[Localized<List<Entry>>] = &[
                                            Localized {
                                                culture: text(""),
                                                value: list({
                                                    const L: &[Entry] = &[
                                                        Entry {
                                                            key: text("DE"),
                                                            value: text("Germany"),
                                                        },
                                                        Entry {
                                                            key: text("US"),
                                                            value: text("United States"),
                                                        },
                                                    ];
                                                    L
                                                }),
                                            },
                                            Localized {
                                                culture: text("es"),
                                                value: list({
                                                    const L: &[Entry] = &[
                                                        Entry {
                                                            key: text("DE"),
                                                            value: text("Alemania"),
                                                        },
                                                        Entry {
                                                            key: text("US"),
                                                            value: text("Estados Unidos"),
                                                        },
                                                    ];
                                                    L
                                                }),
                                            },
                                        ];
                                        L
                                    }),
                                    output: Slot::at(66, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("LookupValue"),
                                step: Step::LookupValue {
                                    input: Slot::at(21, DataType::String),
                                    fails: false,
                                    entries: list({
                                        const L: &[Entry] = &[
                                            Entry {
                                                key: text("DE"),
                                                value: text("EU"),
                                            },
                                            Entry {
                                                key: text("US"),
                                                value: text("NA"),
                                            },
                                        ];
                                        L
                                    }),
                                    output: Slot::at(67, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("NullClaim"),
                                step: Step::NullClaim {
                                    output: Slot::at(14, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("ParseDomain"),
                                step: Step::ParseDomain {
                                    input: Slot::at(3, DataType::String),
                                    output: Slot::at(68, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("SetClaimIfBooleansMatch"),
                                step: Step::SetClaimIfBooleansMatch {
                                    input: Slot::at(20, DataType::Boolean),
                                    expected: true,
                                    value: text("student"),
                                    output: Slot::at(69, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("SetClaimsIfRegexMatch"),
                                step: Step::SetClaimsIfRegexMatch {
                                    input: Slot::at(3, DataType::String),
                                    pattern: Pattern(
                                        text(
                                            "(?<mailAlias>[^\\n]*)\\x{40}(?<group1>[\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}&&\\x{0}-\\x{FFFF}]+)\\x{2E}\\k<mailAlias>(?=\\n?\\z)",
                                        ),
                                    ),
                                    value: Some(text("isEmail")),
                                    extracts_groups: true,
                                    output: Some(Slot::at(70, DataType::String)),
                                    result: Slot::at(71, DataType::Boolean),
                                    groups: list({
                                        const L: &[NamedSlot] = &[
                                            NamedSlot {
                                                name: text("mailAlias"),
                                                slot: Slot::at(72, DataType::String),
                                            },
                                        ];
                                        L
                                    }),
                                },
                            },
                            Transformation {
                                id: text("SetClaimsIfStringsAreEqual"),
                                step: Step::SetClaimsIfStringsAreEqual {
                                    input: Slot::at(21, DataType::String),
                                    value: text("DE"),
                                    comparison: StringComparison::Ordinal,
                                    message: text("in Germany"),
                                    code: text("B2C_1"),
                                    message_output: Slot::at(73, DataType::String),
                                    code_output: Slot::at(74, DataType::String),
                                    result: Slot::at(75, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("SetClaimsIfStringsMatch"),
                                step: Step::SetClaimsIfStringsMatch {
                                    input: Slot::at(21, DataType::String),
                                    value: text("US"),
                                    comparison: StringComparison::OrdinalIgnoreCase,
                                    text: text("in the States"),
                                    output: Slot::at(73, DataType::String),
                                    result: Slot::at(76, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("StringContains"),
                                step: Step::StringContains {
                                    input: Slot::at(3, DataType::String),
                                    contained: text("@contoso."),
                                    ignores_case: true,
                                    result: Slot::at(77, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("StringSubstring"),
                                step: Step::StringSubstring {
                                    input: Slot::at(13, DataType::String),
                                    start: 0,
                                    length: 2,
                                    output: Slot::at(78, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("StringReplace"),
                                step: Step::StringReplace {
                                    input: Slot::at(13, DataType::String),
                                    old: text("-"),
                                    new: text(""),
                                    output: Slot::at(79, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("StringJoin"),
                                step: Step::StringJoin {
                                    input: Slot::at(11, DataType::StringCollection),
                                    delimiter: text(","),
                                    output: Slot::at(80, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("StringSplit"),
                                step: Step::StringSplit {
                                    input: Slot::at(21, DataType::String),
                                    delimiter: text("-"),
                                    output: Slot::at(81, DataType::StringCollection),
                                },
                            },
                            Transformation {
                                id: text("AddItemToStringCollection"),
                                step: Step::AddItemToStringCollection {
                                    item: Slot::at(3, DataType::String),
                                    collection: Slot::at(11, DataType::StringCollection),
                                    output: Slot::at(11, DataType::StringCollection),
                                },
                            },
                            Transformation {
                                id: text("AddParameterToStringCollection"),
                                step: Step::AddParameterToStringCollection {
                                    collection: Slot::at(11, DataType::StringCollection),
                                    item: text("user"),
                                    output: Slot::at(11, DataType::StringCollection),
                                },
                            },
                            Transformation {
                                id: text("GetSingleItemFromStringCollection"),
                                step: Step::GetSingleItemFromStringCollection {
                                    collection: Slot::at(11, DataType::StringCollection),
                                    output: Slot::at(82, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("StringCollectionContains"),
                                step: Step::StringCollectionContains {
                                    collection: Slot::at(11, DataType::StringCollection),
                                    item: text("admin"),
                                    ignores_case: true,
                                    result: Slot::at(83, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("StringCollectionContainsClaim"),
                                step: Step::StringCollectionContainsClaim {
                                    collection: Slot::at(11, DataType::StringCollection),
                                    item: Slot::at(69, DataType::String),
                                    ignores_case: false,
                                    result: Slot::at(84, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("CreateUserIdentity"),
                                step: Step::CreateUserIdentity {
                                    issuer_user_id: Slot::at(0, DataType::String),
                                    issuer: Slot::at(1, DataType::String),
                                    output: Slot::at(85, DataType::UserIdentity),
                                },
                            },
                            Transformation {
                                id: text("AddItemToUserIdentityCollection"),
                                step: Step::AddItemToUserIdentityCollection {
                                    item: Slot::at(85, DataType::UserIdentity),
                                    collection: Slot::at(17, DataType::UserIdentityCollection),
                                    output: Slot::at(17, DataType::UserIdentityCollection),
                                },
                            },
                            Transformation {
                                id: text("RemoveUserIdentityFromCollectionByIssuer"),
                                step: Step::RemoveUserIdentityFromCollectionByIssuer {
                                    issuer: Slot::at(1, DataType::String),
                                    collection: Slot::at(17, DataType::UserIdentityCollection),
                                    output: Slot::at(17, DataType::UserIdentityCollection),
                                },
                            },
                            Transformation {
                                id: text(
                                    "GetIssuersFromUserIdentityCollectionTransformation",
                                ),
                                step: Step::GetIssuersFromUserIdentityCollectionTransformation {
                                    collection: Slot::at(17, DataType::UserIdentityCollection),
                                    output: Slot::at(86, DataType::StringCollection),
                                },
                            },
                            Transformation {
                                id: text("GetAgeGroupConsentProvidedAndRequiresConsent"),
                                step: Step::GetAgeGroupConsentProvidedAndRequiresConsent {
                                    date_of_birth: Slot::at(9, DataType::Date),
                                    country_code: Slot::at(21, DataType::String),
                                    consent: Slot::at(87, DataType::String),
                                    age_group: Slot::at(88, DataType::String),
                                    requires_consent: Slot::at(89, DataType::Boolean),
                                    consent_output: Slot::at(87, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("DescribeAttempt"),
                                step: Step::FormatStringClaim {
                                    input: Slot::at(23, DataType::String),
                                    format: Format {
                                        pieces: list({
                                            const L: &[FormatPiece] = &[
                                                FormatPiece::Text(text("attempt ")),
                                                FormatPiece::Argument {
                                                    index: 0,
                                                    alignment: 0,
                                                },
                                            ];
                                            L
                                        }),
                                    },
                                    output: Slot::at(23, DataType::String),
                                },
                            },
                        ];
                        L
                    }),
                    languages: list({
                        const L: &[Text] = &[text("en"), text("es")];
                        L
                    }),
                    ..Transformations::EMPTY
                }
            },
            validations: {
                use transformation::*;
                list({
                    const L: &[ClaimValidation] = &[
                        ClaimValidation {
                            claim: 57,
                            predicates: Some(PredicateValidation {
                                id: text("Nickname"),
                                groups: list({
                                    const L: &[PredicateGroup] = &[
                                        PredicateGroup {
                                            id: text("Form"),
                                            help_text: list({
                                                const L: &[Localized<Text>] = &[];
                                                L
                                            }),
                                            match_at_least: 1,
                                            predicates: list({
                                                const L: &[Predicate] = &[
                                                    Predicate {
                                                        id: text("OneWord"),
                                                        help_text: list({
                                                            const L: &[Localized<Text>] = &[
                                                                Localized {
                                                                    culture: text(""),
                                                                    value: text("One word."),
                                                                },
                                                            ];
                                                            L
                                                        }),
                                                        test: PredicateTest::MatchesRegex(
                                                            Pattern(
                                                                text(
                                                                    "\\A[\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}&&\\x{0}-\\x{FFFF}]+(?=\\n?\\z)",
                                                                ),
                                                            ),
                                                        ),
                                                    },
                                                    Predicate {
                                                        id: text("Short"),
                                                        help_text: list({
                                                            const L: &[Localized<Text>] = &[];
                                                            L
                                                        }),
                                                        test: PredicateTest::IsLengthRange {
                                                            minimum: 2,
                                                            maximum: 20,
                                                        },
                                                    },
                                                ];
                                                L
                                            }),
                                        },
                                    ];
                                    L
                                }),
                            }),
                            ..ClaimValidation::EMPTY
                        },
                        ClaimValidation {
                            claim: 66,
                            enumeration: Some(Enumeration {
                                values: list({
                                    const L: &[Text] = &[
                                        text("Germany"),
                                        text("United States"),
                                        text("Alemania"),
                                        text("Estados Unidos"),
                                    ];
                                    L
                                }),
                                multiple: false,
                            }),
                            ..ClaimValidation::EMPTY
                        },
                    ];
                    L
                })
            },
            subject: Some(Subject {
                issuer: SubjectIssuer::Constant(text("id.example")),
                claim: 0,
            }),
            ..Profile::EMPTY
        }
    };
    type Claims = TransformationsOauth2Claims;
    type Inputs = TransformationsOauth2Inputs;
    type Config = TransformationsOauth2Config;
    fn new(
        config: TransformationsOauth2Config,
    ) -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        Self::new(config)
    }
    fn client(&self) -> &::claimsmith::Client {
        &self.0
    }
}
/// Every method: what differs between deployments.
///
/// `TechnicalProfile Transformations-OAUTH2` in `tests/golden/transformations.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct TransformationsOauth2Config {
    /// The application's id at the provider, read from `TRANSFORMATIONS_OAUTH2_CLIENT_ID`.
    pub client_id: ::std::string::String,
    /// The key `client_secret`, stored as `B2C_1A_ExampleSecret`, read from `B2C_1A_EXAMPLESECRET`.
    pub client_secret: ::claimsmith::Secret,
    /// The key `B2C_1A_AccountTransformSecret`, stored as `B2C_1A_AccountTransformSecret`, read from `B2C_1A_ACCOUNTTRANSFORMSECRET`.
    pub b2c_1a_account_transform_secret: ::claimsmith::Secret,
    /// Where the provider sends the browser back to: exactly as registered there.
    pub redirect_uri: ::std::string::String,
    /// Flow keys, transport, and where the endpoints are.
    pub options: ::claimsmith::ClientOptions,
}
impl TransformationsOauth2Config {
    /// Reads the configuration from environment variables.
    ///
    /// # Errors
    /// One error that names every missing variable.
    pub fn from_env() -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        let mut source = ::claimsmith::ConfigSource::process();
        let config = Self::read(&mut source);
        source.finish()?;
        ::core::result::Result::Ok(config)
    }
    /// Reads the configuration from a source, which remembers what is missing.
    pub fn read(source: &mut ::claimsmith::ConfigSource<'_>) -> Self {
        let profile = <TransformationsOauth2 as ::claimsmith::Provider>::PROFILE;
        Self {
            client_id: source.client_id(&profile),
            client_secret: source.key(&profile, "client_secret"),
            b2c_1a_account_transform_secret: source
                .key(&profile, "B2C_1A_AccountTransformSecret"),
            redirect_uri: source.redirect_uri(&profile),
            options: source.options(&profile),
        }
    }
}
impl ::core::convert::From<TransformationsOauth2Config> for ::claimsmith::ClientConfig {
    fn from(config: TransformationsOauth2Config) -> Self {
        Self::new(config.client_id, config.redirect_uri)
            .with_key("client_secret", config.client_secret)
            .with_key(
                "B2C_1A_AccountTransformSecret",
                config.b2c_1a_account_transform_secret,
            )
            .with_options(config.options)
    }
}
/// Every method: parameters of the authorization request.
///
/// `TechnicalProfile Transformations-OAUTH2` in `tests/golden/transformations.xml`.
#[derive(
    ::core::clone::Clone,
    ::core::fmt::Debug,
    ::core::default::Default,
    ::core::cmp::PartialEq
)]
pub struct TransformationsOauth2Inputs {
    /// Login hint.
    ///
    /// Sent as `login_hint` when set.
    ///
    /// `ClaimType loginHint` in `tests/golden/transformations.xml`.
    pub login_hint: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Inputs for TransformationsOauth2Inputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        values.set(0, self.login_hint);
    }
}
/// Every method: the claims of a signed-in user.
///
/// `TechnicalProfile Transformations-OAUTH2` in `tests/golden/transformations.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct TransformationsOauth2Claims {
    /// Issuer user id.
    ///
    /// Then changed by the claims transformation `ConvertNumberToStringClaim`.
    ///
    /// `ClaimType issuerUserId` in `tests/golden/transformations.xml`.
    pub issuer_user_id: ::std::string::String,
    /// Identity provider.
    ///
    /// Always `id.example`.
    ///
    /// `ClaimType identityProvider` in `tests/golden/transformations.xml`.
    pub identity_provider: ::std::string::String,
    /// Numeric user id.
    ///
    /// `ClaimType numericUserId` in `tests/golden/transformations.xml`.
    pub numeric_user_id: ::core::primitive::i64,
    /// Email.
    ///
    /// `ClaimType email` in `tests/golden/transformations.xml`.
    pub email: ::core::option::Option<::std::string::String>,
    /// Alternate email.
    ///
    /// Then changed by the claims transformation `CopyClaim`.
    ///
    /// `ClaimType alternateEmail` in `tests/golden/transformations.xml`.
    pub alternate_email: ::core::option::Option<::std::string::String>,
    /// Display name.
    ///
    /// Then changed by the claims transformation `FormatStringMultipleClaims`.
    ///
    /// `ClaimType displayName` in `tests/golden/transformations.xml`.
    pub display_name: ::std::string::String,
    /// Given name.
    ///
    /// `ClaimType givenName` in `tests/golden/transformations.xml`.
    pub given_name: ::core::option::Option<::std::string::String>,
    /// Surname.
    ///
    /// `ClaimType surname` in `tests/golden/transformations.xml`.
    pub surname: ::core::option::Option<::std::string::String>,
    /// Consented on.
    ///
    /// `ClaimType consentedOn` in `tests/golden/transformations.xml`.
    pub consented_on: ::core::option::Option<::std::string::String>,
    /// Birth date.
    ///
    /// `ClaimType birthDate` in `tests/golden/transformations.xml`.
    pub birth_date: ::core::option::Option<::std::string::String>,
    /// Visits.
    ///
    /// Then changed by the claims transformation `AdjustNumber`.
    ///
    /// `ClaimType visits` in `tests/golden/transformations.xml`.
    pub visits: ::core::primitive::i32,
    /// Roles.
    ///
    /// Then changed by the claims transformation `AddItemToStringCollection`, `AddParameterToStringCollection`.
    ///
    /// `ClaimType roles` in `tests/golden/transformations.xml`.
    pub roles: ::std::vec::Vec<::std::string::String>,
    /// Phone.
    ///
    /// `ClaimType phone` in `tests/golden/transformations.xml`.
    pub phone: ::core::option::Option<::std::string::String>,
    /// Phone text.
    ///
    /// Then changed by the claims transformation `ConvertPhoneNumberClaimToString`.
    ///
    /// `ClaimType phoneText` in `tests/golden/transformations.xml`.
    pub phone_text: ::core::option::Option<::std::string::String>,
    /// Profile json.
    ///
    /// Then changed by the claims transformation `NullClaim`.
    ///
    /// `ClaimType profileJson` in `tests/golden/transformations.xml`.
    pub profile_json: ::core::option::Option<::std::string::String>,
    /// Profile items.
    ///
    /// `ClaimType profileItems` in `tests/golden/transformations.xml`.
    pub profile_items: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    /// Profile xml.
    ///
    /// `ClaimType profileXml` in `tests/golden/transformations.xml`.
    pub profile_xml: ::core::option::Option<::std::string::String>,
    /// User identities.
    ///
    /// Then changed by the claims transformation `AddItemToUserIdentityCollection`, `RemoveUserIdentityFromCollectionByIssuer`.
    ///
    /// `ClaimType userIdentities` in `tests/golden/transformations.xml`.
    pub user_identities: ::core::option::Option<
        ::std::vec::Vec<::claimsmith::UserIdentity>,
    >,
    /// Alternative security ids.
    ///
    /// Then changed by the claims transformation `AddItemToAlternativeSecurityIdCollection`, `RemoveAlternativeSecurityIdByIdentityProvider`.
    ///
    /// `ClaimType alternativeSecurityIds` in `tests/golden/transformations.xml`.
    pub alternative_security_ids: ::core::option::Option<
        ::std::vec::Vec<::claimsmith::AlternativeSecurityId>,
    >,
    /// Is verified.
    ///
    /// When the provider gives none: `false`.
    ///
    /// `ClaimType isVerified` in `tests/golden/transformations.xml`.
    pub is_verified: ::core::primitive::bool,
    /// Is student.
    ///
    /// When the provider gives none: `false`.
    ///
    /// `ClaimType isStudent` in `tests/golden/transformations.xml`.
    pub is_student: ::core::primitive::bool,
    /// Country.
    ///
    /// When the provider gives none: `DE`.
    ///
    /// `ClaimType country` in `tests/golden/transformations.xml`.
    pub country: ::std::string::String,
    /// Attempt.
    ///
    /// Given by the claims transformation `DescribeAttempt`.
    ///
    /// `ClaimType attempt` in `tests/golden/transformations.xml`.
    pub attempt: ::std::string::String,
    /// Is both.
    ///
    /// Given by the claims transformation `AndClaims`.
    ///
    /// `ClaimType isBoth` in `tests/golden/transformations.xml`.
    pub is_both: ::core::primitive::bool,
    /// Is either.
    ///
    /// Given by the claims transformation `OrClaims`.
    ///
    /// `ClaimType isEither` in `tests/golden/transformations.xml`.
    pub is_either: ::core::primitive::bool,
    /// Is no student.
    ///
    /// Given by the claims transformation `NotClaims`.
    ///
    /// `ClaimType isNoStudent` in `tests/golden/transformations.xml`.
    pub is_no_student: ::core::primitive::bool,
    /// Is false.
    ///
    /// Given by the claims transformation `CompareBooleanClaimToValue`.
    ///
    /// `ClaimType isFalse` in `tests/golden/transformations.xml`.
    pub is_false: ::core::primitive::bool,
    /// Now.
    ///
    /// Given by the claims transformation `GetCurrentDateTime`.
    ///
    /// `ClaimType now` in `tests/golden/transformations.xml`.
    pub now: ::std::string::String,
    /// Consent day.
    ///
    /// Given by the claims transformation `ConvertDateTimeToDateClaim`.
    ///
    /// `ClaimType consentDay` in `tests/golden/transformations.xml`.
    pub consent_day: ::std::string::String,
    /// Birth midnight.
    ///
    /// Given by the claims transformation `ConvertDateToDateTimeClaim`.
    ///
    /// `ClaimType birthMidnight` in `tests/golden/transformations.xml`.
    pub birth_midnight: ::std::string::String,
    /// Is old.
    ///
    /// Given by the claims transformation `DateTimeComparison`.
    ///
    /// `ClaimType isOld` in `tests/golden/transformations.xml`.
    pub is_old: ::core::primitive::bool,
    /// Needs consent.
    ///
    /// Given by the claims transformation `IsTermsOfUseConsentRequired`.
    ///
    /// `ClaimType needsConsent` in `tests/golden/transformations.xml`.
    pub needs_consent: ::core::primitive::bool,
    /// Has phone.
    ///
    /// Given by the claims transformation `DoesClaimExist`.
    ///
    /// `ClaimType hasPhone` in `tests/golden/transformations.xml`.
    pub has_phone: ::core::primitive::bool,
    /// Email hash.
    ///
    /// Given by the claims transformation `Hash`.
    ///
    /// `ClaimType emailHash` in `tests/golden/transformations.xml`.
    pub email_hash: ::std::string::String,
    /// Is frequent.
    ///
    /// Given by the claims transformation `AssertNumber`.
    ///
    /// `ClaimType isFrequent` in `tests/golden/transformations.xml`.
    pub is_frequent: ::core::primitive::bool,
    /// Email array.
    ///
    /// Given by the claims transformation `CreateJsonArray`.
    ///
    /// `ClaimType emailArray` in `tests/golden/transformations.xml`.
    pub email_array: ::std::string::String,
    /// Mail.
    ///
    /// Given by the claims transformation `GenerateJson`.
    ///
    /// `ClaimType mail` in `tests/golden/transformations.xml`.
    pub mail: ::std::string::String,
    /// City.
    ///
    /// Given by the claims transformation `GetClaimFromJson`.
    ///
    /// `ClaimType city` in `tests/golden/transformations.xml`.
    pub city: ::core::option::Option<::std::string::String>,
    /// Postal code.
    ///
    /// Given by the claims transformation `GetNumericClaimFromJson`.
    ///
    /// `ClaimType postalCode` in `tests/golden/transformations.xml`.
    pub postal_code: ::core::primitive::i64,
    /// First key.
    ///
    /// Given by the claims transformation `GetSingleItemFromJson`.
    ///
    /// `ClaimType firstKey` in `tests/golden/transformations.xml`.
    pub first_key: ::core::option::Option<::std::string::String>,
    /// First value.
    ///
    /// Given by the claims transformation `GetSingleItemFromJson`.
    ///
    /// `ClaimType firstValue` in `tests/golden/transformations.xml`.
    pub first_value: ::core::option::Option<::std::string::String>,
    /// First element.
    ///
    /// Given by the claims transformation `GetSingleValueFromJsonArray`.
    ///
    /// `ClaimType firstElement` in `tests/golden/transformations.xml`.
    pub first_element: ::core::option::Option<::std::string::String>,
    /// Membership.
    ///
    /// Given by the claims transformation `GetClaimsFromJsonArray`.
    ///
    /// `ClaimType membership` in `tests/golden/transformations.xml`.
    pub membership: ::core::option::Option<::core::primitive::i64>,
    /// Is active.
    ///
    /// Given by the claims transformation `GetClaimsFromJsonArray`.
    ///
    /// `ClaimType isActive` in `tests/golden/transformations.xml`.
    pub is_active: ::core::option::Option<::core::primitive::bool>,
    /// Member.
    ///
    /// Given by the claims transformation `GetClaimsFromJsonArrayV2`.
    ///
    /// `ClaimType member` in `tests/golden/transformations.xml`.
    pub member: ::core::option::Option<::core::primitive::i64>,
    /// Member since.
    ///
    /// Given by the claims transformation `GetClaimsFromJsonArrayV2`.
    ///
    /// `ClaimType memberSince` in `tests/golden/transformations.xml`.
    pub member_since: ::core::option::Option<::std::string::String>,
    /// Xml as json.
    ///
    /// Given by the claims transformation `XmlStringToJsonString`.
    ///
    /// `ClaimType xmlAsJson` in `tests/golden/transformations.xml`.
    pub xml_as_json: ::std::string::String,
    /// Mobile.
    ///
    /// Given by the claims transformation `ConvertStringToPhoneNumberClaim`.
    ///
    /// `ClaimType mobile` in `tests/golden/transformations.xml`.
    pub mobile: ::std::string::String,
    /// National number.
    ///
    /// Given by the claims transformation `GetNationalNumberAndCountryCodeFromPhoneNumberString`.
    ///
    /// `ClaimType nationalNumber` in `tests/golden/transformations.xml`.
    pub national_number: ::core::option::Option<::std::string::String>,
    /// Country code.
    ///
    /// Given by the claims transformation `GetNationalNumberAndCountryCodeFromPhoneNumberString`.
    ///
    /// `ClaimType countryCode` in `tests/golden/transformations.xml`.
    pub country_code: ::core::option::Option<::std::string::String>,
    /// Alternative security id.
    ///
    /// Given by the claims transformation `CreateAlternativeSecurityId`.
    ///
    /// `ClaimType alternativeSecurityId` in `tests/golden/transformations.xml`.
    pub alternative_security_id: ::std::string::String,
    /// Identity providers.
    ///
    /// Given by the claims transformation `GetIdentityProvidersFromAlternativeSecurityIdCollectionTransformation`.
    ///
    /// `ClaimType identityProviders` in `tests/golden/transformations.xml`.
    pub identity_providers: ::std::vec::Vec<::std::string::String>,
    /// Otp uri.
    ///
    /// Given by the claims transformation `BuildUri`.
    ///
    /// `ClaimType otpUri` in `tests/golden/transformations.xml`.
    pub otp_uri: ::std::string::String,
    /// Lower email.
    ///
    /// Given by the claims transformation `ChangeCase`.
    ///
    /// `ClaimType lowerEmail` in `tests/golden/transformations.xml`.
    pub lower_email: ::core::option::Option<::std::string::String>,
    /// Are different.
    ///
    /// Given by the claims transformation `CompareClaims`.
    ///
    /// `ClaimType areDifferent` in `tests/golden/transformations.xml`.
    pub are_different: ::core::primitive::bool,
    /// Is german.
    ///
    /// Given by the claims transformation `CompareClaimToValue`.
    ///
    /// `ClaimType isGerman` in `tests/golden/transformations.xml`.
    pub is_german: ::core::primitive::bool,
    /// Nickname.
    ///
    /// Given by the claims transformation `CopyClaimIfPredicateMatch`.
    ///
    /// `ClaimType nickname` in `tests/golden/transformations.xml`.
    pub nickname: ::core::option::Option<::std::string::String>,
    /// Otp secret.
    ///
    /// Given by the claims transformation `CreateOtpSecret`.
    ///
    /// `ClaimType otpSecret` in `tests/golden/transformations.xml`.
    pub otp_secret: ::std::string::String,
    /// Otp.
    ///
    /// Given by the claims transformation `CreateRandomString`.
    ///
    /// `ClaimType otp` in `tests/golden/transformations.xml`.
    pub otp: ::std::string::String,
    /// Upn user name.
    ///
    /// Given by the claims transformation `GuidAndRandomGenerator`.
    ///
    /// `ClaimType upnUserName` in `tests/golden/transformations.xml`.
    pub upn_user_name: ::std::string::String,
    /// Origin.
    ///
    /// Given by the claims transformation `CreateStringClaim`.
    ///
    /// `ClaimType origin` in `tests/golden/transformations.xml`.
    pub origin: ::std::string::String,
    /// User principal name.
    ///
    /// Given by the claims transformation `FormatStringClaim`.
    ///
    /// `ClaimType userPrincipalName` in `tests/golden/transformations.xml`.
    pub user_principal_name: ::std::string::String,
    /// Account exists.
    ///
    /// Given by the claims transformation `FormatLocalizedString`.
    ///
    /// `ClaimType accountExists` in `tests/golden/transformations.xml`.
    pub account_exists: ::core::option::Option<::std::string::String>,
    /// Mail subject.
    ///
    /// Given by the claims transformation `GetLocalizedStringsTransformation`.
    ///
    /// `ClaimType mailSubject` in `tests/golden/transformations.xml`.
    pub mail_subject: ::core::option::Option<::std::string::String>,
    /// Mail body.
    ///
    /// Given by the claims transformation `GetLocalizedStringsTransformation`.
    ///
    /// `ClaimType mailBody` in `tests/golden/transformations.xml`.
    pub mail_body: ::core::option::Option<::std::string::String>,
    /// Country name.
    ///
    /// Given by the claims transformation `GetMappedValueFromLocalizedCollection`.
    ///
    /// `ClaimType countryName` in `tests/golden/transformations.xml`.
    pub country_name: ::core::option::Option<::std::string::String>,
    /// Region.
    ///
    /// Given by the claims transformation `LookupValue`.
    ///
    /// `ClaimType region` in `tests/golden/transformations.xml`.
    pub region: ::core::option::Option<::std::string::String>,
    /// Mail domain.
    ///
    /// Given by the claims transformation `ParseDomain`.
    ///
    /// `ClaimType mailDomain` in `tests/golden/transformations.xml`.
    pub mail_domain: ::core::option::Option<::std::string::String>,
    /// Status.
    ///
    /// Given by the claims transformation `SetClaimIfBooleansMatch`.
    ///
    /// `ClaimType status` in `tests/golden/transformations.xml`.
    pub status: ::core::option::Option<::std::string::String>,
    /// Kind.
    ///
    /// Given by the claims transformation `SetClaimsIfRegexMatch`.
    ///
    /// `ClaimType kind` in `tests/golden/transformations.xml`.
    pub kind: ::core::option::Option<::std::string::String>,
    /// Is email.
    ///
    /// Given by the claims transformation `SetClaimsIfRegexMatch`.
    ///
    /// `ClaimType isEmail` in `tests/golden/transformations.xml`.
    pub is_email: ::core::primitive::bool,
    /// Mail alias.
    ///
    /// Given by the claims transformation `SetClaimsIfRegexMatch`.
    ///
    /// `ClaimType mailAlias` in `tests/golden/transformations.xml`.
    pub mail_alias: ::core::option::Option<::std::string::String>,
    /// Message.
    ///
    /// Given by the claims transformation `SetClaimsIfStringsAreEqual`, `SetClaimsIfStringsMatch`.
    ///
    /// `ClaimType message` in `tests/golden/transformations.xml`.
    pub message: ::core::option::Option<::std::string::String>,
    /// Message code.
    ///
    /// Given by the claims transformation `SetClaimsIfStringsAreEqual`.
    ///
    /// `ClaimType messageCode` in `tests/golden/transformations.xml`.
    pub message_code: ::core::option::Option<::std::string::String>,
    /// Is equal.
    ///
    /// Given by the claims transformation `SetClaimsIfStringsAreEqual`.
    ///
    /// `ClaimType isEqual` in `tests/golden/transformations.xml`.
    pub is_equal: ::core::primitive::bool,
    /// Is match.
    ///
    /// Given by the claims transformation `SetClaimsIfStringsMatch`.
    ///
    /// `ClaimType isMatch` in `tests/golden/transformations.xml`.
    pub is_match: ::core::primitive::bool,
    /// Is own.
    ///
    /// Given by the claims transformation `StringContains`.
    ///
    /// `ClaimType isOwn` in `tests/golden/transformations.xml`.
    pub is_own: ::core::primitive::bool,
    /// Prefix.
    ///
    /// Given by the claims transformation `StringSubstring`.
    ///
    /// `ClaimType prefix` in `tests/golden/transformations.xml`.
    pub prefix: ::core::option::Option<::std::string::String>,
    /// Digits.
    ///
    /// Given by the claims transformation `StringReplace`.
    ///
    /// `ClaimType digits` in `tests/golden/transformations.xml`.
    pub digits: ::core::option::Option<::std::string::String>,
    /// Role list.
    ///
    /// Given by the claims transformation `StringJoin`.
    ///
    /// `ClaimType roleList` in `tests/golden/transformations.xml`.
    pub role_list: ::core::option::Option<::std::string::String>,
    /// Country parts.
    ///
    /// Given by the claims transformation `StringSplit`.
    ///
    /// `ClaimType countryParts` in `tests/golden/transformations.xml`.
    pub country_parts: ::std::vec::Vec<::std::string::String>,
    /// First role.
    ///
    /// Given by the claims transformation `GetSingleItemFromStringCollection`.
    ///
    /// `ClaimType firstRole` in `tests/golden/transformations.xml`.
    pub first_role: ::core::option::Option<::std::string::String>,
    /// Is admin.
    ///
    /// Given by the claims transformation `StringCollectionContains`.
    ///
    /// `ClaimType isAdmin` in `tests/golden/transformations.xml`.
    pub is_admin: ::core::primitive::bool,
    /// Has status.
    ///
    /// Given by the claims transformation `StringCollectionContainsClaim`.
    ///
    /// `ClaimType hasStatus` in `tests/golden/transformations.xml`.
    pub has_status: ::core::primitive::bool,
    /// User identity.
    ///
    /// Given by the claims transformation `CreateUserIdentity`.
    ///
    /// `ClaimType userIdentity` in `tests/golden/transformations.xml`.
    pub user_identity: ::claimsmith::UserIdentity,
    /// Issuers.
    ///
    /// Given by the claims transformation `GetIssuersFromUserIdentityCollectionTransformation`.
    ///
    /// `ClaimType issuers` in `tests/golden/transformations.xml`.
    pub issuers: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    /// Consent provided for minor.
    ///
    /// Given by the claims transformation `GetAgeGroupConsentProvidedAndRequiresConsent`.
    ///
    /// `ClaimType consentProvidedForMinor` in `tests/golden/transformations.xml`.
    pub consent_provided_for_minor: ::core::option::Option<::std::string::String>,
    /// Age group.
    ///
    /// Given by the claims transformation `GetAgeGroupConsentProvidedAndRequiresConsent`.
    ///
    /// `ClaimType ageGroup` in `tests/golden/transformations.xml`.
    pub age_group: ::std::string::String,
    /// Requires parental consent.
    ///
    /// Given by the claims transformation `GetAgeGroupConsentProvidedAndRequiresConsent`.
    ///
    /// `ClaimType requiresParentalConsent` in `tests/golden/transformations.xml`.
    pub requires_parental_consent: ::core::primitive::bool,
}
impl ::claimsmith::Claims for TransformationsOauth2Claims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            issuer_user_id: reader.required(0)?,
            identity_provider: reader.required(1)?,
            numeric_user_id: reader.required(2)?,
            email: reader.optional(3)?,
            alternate_email: reader.optional(4)?,
            display_name: reader.required(5)?,
            given_name: reader.optional(6)?,
            surname: reader.optional(7)?,
            consented_on: reader.optional(8)?,
            birth_date: reader.optional(9)?,
            visits: reader.required(10)?,
            roles: reader.required(11)?,
            phone: reader.optional(12)?,
            phone_text: reader.optional(13)?,
            profile_json: reader.optional(14)?,
            profile_items: reader.optional(15)?,
            profile_xml: reader.optional(16)?,
            user_identities: reader.optional(17)?,
            alternative_security_ids: reader.optional(18)?,
            is_verified: reader.required(19)?,
            is_student: reader.required(20)?,
            country: reader.required(21)?,
            attempt: reader.required(23)?,
            is_both: reader.required(24)?,
            is_either: reader.required(25)?,
            is_no_student: reader.required(26)?,
            is_false: reader.required(27)?,
            now: reader.required(28)?,
            consent_day: reader.required(29)?,
            birth_midnight: reader.required(30)?,
            is_old: reader.required(31)?,
            needs_consent: reader.required(32)?,
            has_phone: reader.required(33)?,
            email_hash: reader.required(34)?,
            is_frequent: reader.required(35)?,
            email_array: reader.required(36)?,
            mail: reader.required(37)?,
            city: reader.optional(38)?,
            postal_code: reader.required(39)?,
            first_key: reader.optional(40)?,
            first_value: reader.optional(41)?,
            first_element: reader.optional(42)?,
            membership: reader.optional(43)?,
            is_active: reader.optional(44)?,
            member: reader.optional(45)?,
            member_since: reader.optional(46)?,
            xml_as_json: reader.required(47)?,
            mobile: reader.required(48)?,
            national_number: reader.optional(49)?,
            country_code: reader.optional(50)?,
            alternative_security_id: reader.required(51)?,
            identity_providers: reader.required(52)?,
            otp_uri: reader.required(53)?,
            lower_email: reader.optional(54)?,
            are_different: reader.required(55)?,
            is_german: reader.required(56)?,
            nickname: reader.optional(57)?,
            otp_secret: reader.required(58)?,
            otp: reader.required(59)?,
            upn_user_name: reader.required(60)?,
            origin: reader.required(61)?,
            user_principal_name: reader.required(62)?,
            account_exists: reader.optional(63)?,
            mail_subject: reader.optional(64)?,
            mail_body: reader.optional(65)?,
            country_name: reader.optional(66)?,
            region: reader.optional(67)?,
            mail_domain: reader.optional(68)?,
            status: reader.optional(69)?,
            kind: reader.optional(70)?,
            is_email: reader.required(71)?,
            mail_alias: reader.optional(72)?,
            message: reader.optional(73)?,
            message_code: reader.optional(74)?,
            is_equal: reader.required(75)?,
            is_match: reader.required(76)?,
            is_own: reader.required(77)?,
            prefix: reader.optional(78)?,
            digits: reader.optional(79)?,
            role_list: reader.optional(80)?,
            country_parts: reader.required(81)?,
            first_role: reader.optional(82)?,
            is_admin: reader.required(83)?,
            has_status: reader.required(84)?,
            user_identity: reader.required(85)?,
            issuers: reader.optional(86)?,
            consent_provided_for_minor: reader.optional(87)?,
            age_group: reader.required(88)?,
            requires_parental_consent: reader.required(89)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for TransformationsOauth2Claims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<TransformationsOauth2 as ::claimsmith::Provider>::PROFILE,
            &[
                &self.issuer_user_id,
                &self.identity_provider,
                &self.numeric_user_id,
                &self.email,
                &self.alternate_email,
                &self.display_name,
                &self.given_name,
                &self.surname,
                &self.consented_on,
                &self.birth_date,
                &self.visits,
                &self.roles,
                &self.phone,
                &self.phone_text,
                &self.profile_json,
                &self.profile_items,
                &self.profile_xml,
                &self.user_identities,
                &self.alternative_security_ids,
                &self.is_verified,
                &self.is_student,
                &self.country,
                &self.attempt,
                &self.is_both,
                &self.is_either,
                &self.is_no_student,
                &self.is_false,
                &self.now,
                &self.consent_day,
                &self.birth_midnight,
                &self.is_old,
                &self.needs_consent,
                &self.has_phone,
                &self.email_hash,
                &self.is_frequent,
                &self.email_array,
                &self.mail,
                &self.city,
                &self.postal_code,
                &self.first_key,
                &self.first_value,
                &self.first_element,
                &self.membership,
                &self.is_active,
                &self.member,
                &self.member_since,
                &self.xml_as_json,
                &self.mobile,
                &self.national_number,
                &self.country_code,
                &self.alternative_security_id,
                &self.identity_providers,
                &self.otp_uri,
                &self.lower_email,
                &self.are_different,
                &self.is_german,
                &self.nickname,
                &self.otp_secret,
                &self.otp,
                &self.upn_user_name,
                &self.origin,
                &self.user_principal_name,
                &self.account_exists,
                &self.mail_subject,
                &self.mail_body,
                &self.country_name,
                &self.region,
                &self.mail_domain,
                &self.status,
                &self.kind,
                &self.is_email,
                &self.mail_alias,
                &self.message,
                &self.message_code,
                &self.is_equal,
                &self.is_match,
                &self.is_own,
                &self.prefix,
                &self.digits,
                &self.role_list,
                &self.country_parts,
                &self.first_role,
                &self.is_admin,
                &self.has_status,
                &self.user_identity,
                &self.issuers,
                &self.consent_provided_for_minor,
                &self.age_group,
                &self.requires_parental_consent,
            ],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for TransformationsOauth2Claims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<TransformationsOauth2 as ::claimsmith::Provider>::PROFILE,
        )
    }
}
const _: () = {
    static RULES: ::std::sync::LazyLock<::claimsmith::__private::ClaimRules<'static>> = ::std::sync::LazyLock::new(||
    ::claimsmith::__private::ClaimRules::of(
        <TransformationsOauth2 as ::claimsmith::Provider>::PROFILE,
    ));
    impl TransformationsOauth2Claims {
        /// What of these claims is not as the policy asks, today in UTC.
        ///
        /// The policy asks it of what users enter, not of what the provider says, so no sign-in does: call it when your
        /// application lets users change a claim. A claim without a value is not looked at.
        #[must_use]
        pub fn validate(&self) -> ::std::vec::Vec<::claimsmith::ClaimViolation> {
            self.validate_at(&::claimsmith::SystemClock)
        }
        /// As `validate`, on the day of a clock.
        #[must_use]
        pub fn validate_at(
            &self,
            clock: &dyn ::claimsmith::Clock,
        ) -> ::std::vec::Vec<::claimsmith::ClaimViolation> {
            RULES.validate(&[&self.nickname, &self.country_name], clock)
        }
    }
};
/// The providers of the policy, in the order of their buttons.
pub const PROVIDERS: &[::claimsmith::ProviderInfo] = {
    use ::claimsmith::profile::*;
    &[
        ProviderInfo {
            id: text("Transformations-OAUTH2"),
            display_name: text("Every method"),
            domain: text("id.example"),
            ..ProviderInfo::EMPTY
        },
    ]
};
/// What differs between deployments, for every provider of the policy.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct PolicyConfig {
    /// Every method
    pub transformations_oauth2: TransformationsOauth2Config,
}
impl PolicyConfig {
    /// Reads the configuration from environment variables.
    ///
    /// # Errors
    /// One error that names every missing variable of every provider.
    pub fn from_env() -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        let mut source = ::claimsmith::ConfigSource::process();
        let config = Self::read(&mut source);
        source.finish()?;
        ::core::result::Result::Ok(config)
    }
    /// Reads the configuration from a source, which remembers what is missing.
    pub fn read(source: &mut ::claimsmith::ConfigSource<'_>) -> Self {
        Self {
            transformations_oauth2: TransformationsOauth2Config::read(source),
        }
    }
}
/// All providers of the policy, by id.
///
/// Sign-in clients for the policy `B2C_1A_Transformations`.
///
/// - `TransformationsOauth2`: Every method, technical profile `Transformations-OAUTH2`
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Policy {
    /// Every method
    transformations_oauth2: TransformationsOauth2,
}
impl Policy {
    /// Checks the configuration and makes a client for every provider.
    ///
    /// # Errors
    /// When a value of a provider is not what it should be.
    pub fn new(
        config: PolicyConfig,
    ) -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        ::core::result::Result::Ok(Self {
            transformations_oauth2: TransformationsOauth2::new(
                config.transformations_oauth2,
            )?,
        })
    }
    /// A client for every provider, configured from environment variables.
    ///
    /// # Errors
    /// One error that names every missing variable, else the first value that is not what it should be.
    pub fn from_env() -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        Self::new(PolicyConfig::from_env()?)
    }
    /// The URL to send the browser to for the provider with this id, and the flow to keep until it comes back.
    ///
    /// # Errors
    /// When the policy has no such provider.
    pub fn begin(
        &self,
        profile_id: &::core::primitive::str,
        options: ::claimsmith::BeginOptions,
    ) -> ::core::result::Result<::claimsmith::Begin, ::claimsmith::SignInError> {
        ::claimsmith::Policy::begin(self, profile_id, options)
    }
    /// Finishes the sign-in that the callback belongs to, whichever provider it began with.
    ///
    /// # Errors
    /// When the user declined, the callback is not the answer to this flow, or the provider fails.
    pub async fn finish(
        &self,
        callback: ::claimsmith::Callback,
        flow: ::claimsmith::SealedFlow,
    ) -> ::core::result::Result<SignedIn, ::claimsmith::SignInError> {
        match flow.profile_id() {
            "Transformations-OAUTH2" => {
                self.transformations_oauth2
                    .finish(callback, flow)
                    .await
                    .map(SignedIn::TransformationsOauth2)
            }
            _ => ::core::result::Result::Err(::claimsmith::SignInError::UnknownProfile),
        }
    }
    /// Every method
    pub fn transformations_oauth2(&self) -> &TransformationsOauth2 {
        &self.transformations_oauth2
    }
}
impl ::claimsmith::Policy for Policy {
    fn providers(&self) -> ::claimsmith::profile::List<::claimsmith::ProviderInfo> {
        ::claimsmith::profile::list(PROVIDERS)
    }
    fn client(
        &self,
        profile_id: &::core::primitive::str,
    ) -> ::core::option::Option<&::claimsmith::Client> {
        if profile_id.eq_ignore_ascii_case("Transformations-OAUTH2") {
            return ::core::option::Option::Some(
                ::claimsmith::Provider::client(&self.transformations_oauth2),
            );
        }
        ::core::option::Option::None
    }
}
impl ::claimsmith::TypedPolicy for Policy {
    type SignedIn = SignedIn;
    fn finish_typed(
        &self,
        callback: ::claimsmith::Callback,
        flow: ::claimsmith::SealedFlow,
    ) -> ::claimsmith::BoxFuture<
        '_,
        ::core::result::Result<SignedIn, ::claimsmith::SignInError>,
    > {
        ::std::boxed::Box::pin(self.finish(callback, flow))
    }
    fn return_to(
        signed_in: &SignedIn,
    ) -> ::core::option::Option<&::claimsmith::LocalPath> {
        signed_in.return_to()
    }
}
/// A user who has signed in, with the claims of the provider.
#[derive(::core::fmt::Debug)]
#[non_exhaustive]
pub enum SignedIn {
    /// Every method
    TransformationsOauth2(::claimsmith::SignedIn<TransformationsOauth2Claims>),
}
impl SignedIn {
    /// Id of the technical profile the user signed in with.
    #[must_use]
    pub fn profile_id(&self) -> &::core::primitive::str {
        match self {
            Self::TransformationsOauth2(signed_in) => &signed_in.profile_id,
        }
    }
    /// Who the user is: the issuer and the user's immutable id there.
    #[must_use]
    pub fn subject(&self) -> ::core::option::Option<&::claimsmith::SubjectKey> {
        match self {
            Self::TransformationsOauth2(signed_in) => signed_in.subject(),
        }
    }
    /// The user's e-mail address and whether the provider has verified it. Never a key to find an account by.
    #[must_use]
    pub fn email(&self) -> ::core::option::Option<&::claimsmith::Email> {
        match self {
            Self::TransformationsOauth2(signed_in) => signed_in.email(),
        }
    }
    /// The path of the application the user wanted to go to.
    #[must_use]
    pub fn return_to(&self) -> ::core::option::Option<&::claimsmith::LocalPath> {
        match self {
            Self::TransformationsOauth2(signed_in) => signed_in.return_to.as_ref(),
        }
    }
}
