/// The claims of the tokens that the policy `B2C_1A_Customer` issues.
///
/// Verify a token first: its signature, issuer, audience and lifetime. Then read its payload as
/// `claimsmith::Token<TokenClaims>`, which has the other claims too.
///
/// Metadata `IssuanceClaimPattern` of the token issuer is `AuthorityAndTenantGuid`.
/// Metadata `AuthenticationContextReferenceClaimPattern` of the token issuer is `None`.
///
/// `TechnicalProfile PolicyProfile` in `tests/golden/token.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
pub struct TokenClaims {
    /// Id of the account.
    ///
    /// The claim `sub` of the token, whose subject it is.
    ///
    /// `ClaimType objectId` in `tests/golden/token.xml`.
    pub sub: ::std::string::String,
    /// E-mail address.
    ///
    /// With which the user signs in.
    ///
    /// The claim `email` of the token.
    ///
    /// `ClaimType signInNames.emailAddress` in `tests/golden/token.xml`.
    pub email: ::std::string::String,
    /// Whether the account is new.
    ///
    /// The claim `newUser` of the token. Without another value: `false`.
    ///
    /// `ClaimType newUser` in `tests/golden/token.xml`.
    pub new_user: ::core::primitive::bool,
    /// Loyalty points.
    ///
    /// The claim `loyalty_points` of the token. Without another value: `0`.
    ///
    /// `ClaimType loyaltyPoints` in `tests/golden/token.xml`.
    pub loyalty_points: ::core::primitive::i64,
    /// Age.
    ///
    /// The claim `age` of the token.
    ///
    /// `ClaimType age` in `tests/golden/token.xml`.
    pub age: ::core::option::Option<::core::primitive::i32>,
    /// Date of birth.
    ///
    /// The claim `birthdate` of the token.
    ///
    /// `ClaimType birthday` in `tests/golden/token.xml`.
    pub birthdate: ::core::option::Option<::std::string::String>,
    /// Groups.
    ///
    /// The claim `https://contoso.example/groups` of the token.
    ///
    /// `ClaimType groups` in `tests/golden/token.xml`.
    pub https_contoso_example_groups: ::core::option::Option<
        ::std::vec::Vec<::std::string::String>,
    >,
    /// Tier.
    ///
    /// The claim `type` of the token.
    ///
    /// `ClaimType tier` in `tests/golden/token.xml`.
    pub r#type: ::core::option::Option<::std::string::String>,
    /// Policy.
    ///
    /// The claim `tfp` of the token. Always `{policy}`.
    ///
    /// `ClaimType trustFrameworkPolicy` in `tests/golden/token.xml`.
    pub tfp: ::std::string::String,
    /// Correlation id.
    ///
    /// The claim `correlationId` of the token. Without another value: `{Context:CorrelationId}`.
    ///
    /// `ClaimType correlationId` in `tests/golden/token.xml`.
    pub correlation_id: ::core::option::Option<::std::string::String>,
    /// Access token of the provider.
    ///
    /// The claim `idp_access_token` of the token.
    ///
    /// `ClaimType identityProviderAccessToken` in `tests/golden/token.xml`.
    pub idp_access_token: ::core::option::Option<::std::string::String>,
}
impl ::core::fmt::Debug for TokenClaims {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        formatter
            .debug_struct("TokenClaims")
            .field("sub", &self.sub)
            .field("email", &self.email)
            .field("new_user", &self.new_user)
            .field("loyalty_points", &self.loyalty_points)
            .field("age", &self.age)
            .field("birthdate", &self.birthdate)
            .field("https_contoso_example_groups", &self.https_contoso_example_groups)
            .field("type", &self.r#type)
            .field("tfp", &self.tfp)
            .field("correlation_id", &self.correlation_id)
            .field("idp_access_token", &"…")
            .finish()
    }
}
impl ::claimsmith::Claims for TokenClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            sub: reader.required(0)?,
            email: reader.required(1)?,
            new_user: reader.required(2)?,
            loyalty_points: reader.required(3)?,
            age: reader.optional(4)?,
            birthdate: reader.optional(5)?,
            https_contoso_example_groups: reader.optional(6)?,
            r#type: reader.optional(7)?,
            tfp: reader.required(8)?,
            correlation_id: reader.optional(9)?,
            idp_access_token: reader.optional(10)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for TokenClaims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<TokenClaims as ::claimsmith::TokenContract>::PROFILE,
            &[
                &self.sub,
                &self.email,
                &self.new_user,
                &self.loyalty_points,
                &self.age,
                &self.birthdate,
                &self.https_contoso_example_groups,
                &self.r#type,
                &self.tfp,
                &self.correlation_id,
                &self.idp_access_token,
            ],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for TokenClaims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_token_claims(deserializer)
    }
}
impl ::claimsmith::TokenContract for TokenClaims {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("PolicyProfile"),
            outputs: list({
                const L: &[OutputClaim] = &[
                    OutputClaim::string("sub", "sub"),
                    OutputClaim::string("email", "email"),
                    OutputClaim::member("newUser", DataType::Boolean, "newUser"),
                    OutputClaim::member(
                        "loyalty_points",
                        DataType::Long,
                        "loyalty_points",
                    ),
                    OutputClaim::member("age", DataType::Int, "age"),
                    OutputClaim::member("birthdate", DataType::Date, "birthdate"),
                    OutputClaim::member(
                        "https://contoso.example/groups",
                        DataType::StringCollection,
                        "https://contoso.example/groups",
                    ),
                    OutputClaim::string("type", "type"),
                    OutputClaim::string("tfp", "tfp"),
                    OutputClaim::string("correlationId", "correlationId"),
                    OutputClaim::string("idp_access_token", "idp_access_token"),
                ];
                L
            }),
            ..Profile::EMPTY
        }
    };
}
