/// Example: the client that signs users in.
///
/// `TechnicalProfile Example-OAUTH` in `tests/customization/policy.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Example(::claimsmith::Client);
impl Example {
    /// Checks the configuration and makes a client.
    ///
    /// # Errors
    /// When a value is missing, a URL is not what it should be, or no flow key is there.
    pub fn new(
        config: ExampleConfig,
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
        inputs: ExampleInputs,
    ) -> ::core::result::Result<::claimsmith::Begin, ::claimsmith::SignInError> {
        self.0.begin(inputs, ::core::default::Default::default())
    }
    /// As `begin`, with where the user wants to go and what the request to the application says.
    ///
    /// # Errors
    /// As for `begin`.
    pub fn begin_with(
        &self,
        inputs: ExampleInputs,
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
        ::claimsmith::SignedIn<ExampleClaims>,
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
impl ::claimsmith::Provider for Example {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("Example-OAUTH"),
            display_name: text("Example"),
            policy_id: text("B2C_1A_Customized"),
            tenant_id: text("contoso.onmicrosoft.com"),
            client_id: Some(text("101000001")),
            client_id_variable: text("EXAMPLE_OAUTH_CLIENT_ID"),
            keys: list({
                const L: &[CryptographicKey] = &[
                    CryptographicKey {
                        id: text("client_secret"),
                        storage_reference_id: text("B2C_1A_ExampleSecret"),
                        variable: text("B2C_1A_EXAMPLESECRET"),
                    },
                ];
                L
            }),
            authorization: AuthorizationRequest {
                endpoint: text("https://id.example.com/authorize"),
                ..AuthorizationRequest::EMPTY
            },
            token: TokenRequest {
                endpoint: text("https://id.example.com/token"),
                ..TokenRequest::EMPTY
            },
            claims: ClaimsRequest {
                endpoint: Some(text("https://id.example.com/me")),
                ..ClaimsRequest::EMPTY
            },
            inputs: list({
                const L: &[InputClaim] = &[
                    InputClaim {
                        claim: text("display"),
                        parameter: text("display"),
                        default: Some(Constant::String(text("page"))),
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("birthday"),
                        parameter: text("login_hint"),
                        ..InputClaim::EMPTY
                    },
                ];
                L
            }),
            outputs: list({
                const L: &[OutputClaim] = &[
                    OutputClaim {
                        claim: text("issuerUserId"),
                        source: ClaimSource::Member(text("id")),
                        required: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim::string("birthday", "birthday"),
                    OutputClaim {
                        claim: text("gender"),
                        data_type: DataType::Int,
                        source: ClaimSource::Member(text("gender")),
                        default: Some(Constant::Int(0)),
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim::string("lastAddress", "last_address"),
                    OutputClaim::member("expires", DataType::Int, "expires"),
                    OutputClaim::member("groups", DataType::StringCollection, "groups"),
                ];
                L
            }),
            subject: Some(Subject {
                issuer: SubjectIssuer::Constant(text("Example-OAUTH")),
                claim: 0,
            }),
            ..Profile::EMPTY
        }
    };
    type Claims = ExampleClaims;
    type Inputs = ExampleInputs;
    type Config = ExampleConfig;
    fn new(
        config: ExampleConfig,
    ) -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        Self::new(config)
    }
    fn client(&self) -> &::claimsmith::Client {
        &self.0
    }
}
/// Example: what differs between deployments.
///
/// `TechnicalProfile Example-OAUTH` in `tests/customization/policy.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct ExampleConfig {
    /// The application's id at the provider, read from `EXAMPLE_OAUTH_CLIENT_ID`.
    pub client_id: ::std::string::String,
    /// The key `client_secret`, stored as `B2C_1A_ExampleSecret`, read from `B2C_1A_EXAMPLESECRET`.
    pub client_secret: ::claimsmith::Secret,
    /// Where the provider sends the browser back to: exactly as registered there.
    pub redirect_uri: ::std::string::String,
    /// Flow keys, transport, and where the endpoints are.
    pub options: ::claimsmith::ClientOptions,
}
impl ExampleConfig {
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
        let profile = <Example as ::claimsmith::Provider>::PROFILE;
        Self {
            client_id: source.client_id(&profile),
            client_secret: source.key(&profile, "client_secret"),
            redirect_uri: source.redirect_uri(&profile),
            options: source.options(&profile),
        }
    }
}
impl ::core::convert::From<ExampleConfig> for ::claimsmith::ClientConfig {
    fn from(config: ExampleConfig) -> Self {
        Self::new(config.client_id, config.redirect_uri)
            .with_key("client_secret", config.client_secret)
            .with_options(config.options)
    }
}
/// Example: parameters of the authorization request.
///
/// `TechnicalProfile Example-OAUTH` in `tests/customization/policy.xml`.
#[derive(
    ::core::clone::Clone,
    ::core::fmt::Debug,
    ::core::default::Default,
    ::core::cmp::PartialEq
)]
pub struct ExampleInputs {
    /// Kind of screen.
    ///
    /// Sent as `display`, `page` unless set.
    ///
    /// `ClaimType display` in `tests/customization/policy.xml`.
    pub display: ::core::option::Option<::std::string::String>,
    /// Birthday.
    ///
    /// Sent as `login_hint` when set.
    ///
    /// `ClaimType birthday` in `tests/customization/policy.xml`.
    pub birthday: ::core::option::Option<crate::Birthday>,
}
impl ::claimsmith::Inputs for ExampleInputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        values.set(0, self.display);
        values
            .set(
                1,
                {
                    use ::claimsmith::__private::either_way::*;
                    self.birthday
                        .as_ref()
                        .map(|value| {
                            ::claimsmith::__private::OwnType::<crate::Birthday>::HERE
                                .write_claim(value, ::claimsmith::DataType::String)
                        })
                },
            );
    }
}
/// Example: the claims of a signed-in user.
///
/// `TechnicalProfile Example-OAUTH` in `tests/customization/policy.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug, Eq)]
#[derive(PartialOrd, ::core::cmp::Ord)]
#[must_use]
pub struct ExampleClaims {
    /// User id.
    ///
    /// `ClaimType issuerUserId` in `tests/customization/policy.xml`.
    pub issuer_user_id: ::std::string::String,
    /// Birthday.
    ///
    /// `ClaimType birthday` in `tests/customization/policy.xml`.
    ///Without the year.
    pub birthday: ::core::option::Option<crate::Birthday>,
    /// Gender.
    ///
    /// When the provider gives none: `0`.
    ///
    /// `ClaimType gender` in `tests/customization/policy.xml`.
    pub gender: super::Gender,
    /// Address of the last sign-in.
    ///
    /// `ClaimType lastAddress` in `tests/customization/policy.xml`.
    pub last_address: ::core::option::Option<::std::net::IpAddr>,
    /// Seconds until the token expires.
    ///
    /// `ClaimType expires` in `tests/customization/policy.xml`.
    pub expires: ::core::option::Option<i64>,
    /// Groups.
    ///
    /// `ClaimType groups` in `tests/customization/policy.xml`.
    pub groups: ::core::option::Option<crate::Groups>,
}
impl ::claimsmith::Claims for ExampleClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            issuer_user_id: reader.required(0)?,
            birthday: {
                use ::claimsmith::__private::either_way::*;
                reader
                    .optional_as(
                        1,
                        "crate::Birthday",
                        |value| {
                            ::claimsmith::__private::OwnType::<crate::Birthday>::HERE
                                .read_claim(value)
                        },
                    )?
            },
            gender: {
                use ::claimsmith::__private::either_way::*;
                reader
                    .required_as(
                        2,
                        "super::Gender",
                        |value| {
                            ::claimsmith::__private::OwnType::<super::Gender>::HERE
                                .read_claim(value)
                        },
                    )?
            },
            last_address: {
                use ::claimsmith::__private::either_way::*;
                reader
                    .optional_as(
                        3,
                        "::std::net::IpAddr",
                        |value| {
                            ::claimsmith::__private::OwnType::<::std::net::IpAddr>::HERE
                                .read_claim(value)
                        },
                    )?
            },
            expires: {
                use ::claimsmith::__private::either_way::*;
                reader
                    .optional_as(
                        4,
                        "i64",
                        |value| {
                            ::claimsmith::__private::OwnType::<i64>::HERE
                                .read_claim(value)
                        },
                    )?
            },
            groups: {
                use ::claimsmith::__private::ByClaimType as _;
                reader
                    .optional_as(
                        5,
                        "crate::Groups",
                        |value| {
                            ::claimsmith::__private::OwnType::<crate::Groups>::HERE
                                .read_claim(value)
                        },
                    )?
            },
        })
    }
}
impl ::claimsmith::__private::Serialize for ExampleClaims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<Example as ::claimsmith::Provider>::PROFILE,
            &[
                &self.issuer_user_id,
                &{
                    use ::claimsmith::__private::either_way::*;
                    self.birthday
                        .as_ref()
                        .map(|value| {
                            ::claimsmith::__private::OwnType::<crate::Birthday>::HERE
                                .write_claim(value, ::claimsmith::DataType::String)
                        })
                },
                &{
                    use ::claimsmith::__private::either_way::*;
                    ::claimsmith::__private::OwnType::<super::Gender>::HERE
                        .write_claim(&self.gender, ::claimsmith::DataType::Int)
                },
                &{
                    use ::claimsmith::__private::either_way::*;
                    self.last_address
                        .as_ref()
                        .map(|value| {
                            ::claimsmith::__private::OwnType::<::std::net::IpAddr>::HERE
                                .write_claim(value, ::claimsmith::DataType::String)
                        })
                },
                &{
                    use ::claimsmith::__private::either_way::*;
                    self.expires
                        .as_ref()
                        .map(|value| {
                            ::claimsmith::__private::OwnType::<i64>::HERE
                                .write_claim(value, ::claimsmith::DataType::Int)
                        })
                },
                &{
                    use ::claimsmith::__private::ByClaimType as _;
                    self.groups
                        .as_ref()
                        .map(|value| {
                            ::claimsmith::__private::OwnType::<crate::Groups>::HERE
                                .write_claim(
                                    value,
                                    ::claimsmith::DataType::StringCollection,
                                )
                        })
                },
            ],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for ExampleClaims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<Example as ::claimsmith::Provider>::PROFILE,
        )
    }
}
/// The providers of the policy, in the order of their buttons.
pub const PROVIDERS: &[::claimsmith::ProviderInfo] = {
    use ::claimsmith::profile::*;
    &[
        ProviderInfo {
            id: text("Example-OAUTH"),
            display_name: text("Example"),
            domain: text(""),
            ..ProviderInfo::EMPTY
        },
    ]
};
/// What differs between deployments, for every provider of the policy.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct PolicyConfig {
    /// Example
    pub example: ExampleConfig,
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
            example: ExampleConfig::read(source),
        }
    }
}
/// All providers of the policy, by id.
///
/// Sign-in clients for the policy `B2C_1A_Customized`.
///
/// - `Example`: Example, technical profile `Example-OAUTH`
///
/// Not generated:
///
/// - `Contoso-OIDC`: is left out by `exclude`
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Policy {
    /// Example
    example: Example,
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
            example: Example::new(config.example)?,
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
            "Example-OAUTH" => {
                self.example.finish(callback, flow).await.map(SignedIn::Example)
            }
            _ => ::core::result::Result::Err(::claimsmith::SignInError::UnknownProfile),
        }
    }
    /// Example
    pub fn example(&self) -> &Example {
        &self.example
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
        if profile_id.eq_ignore_ascii_case("Example-OAUTH") {
            return ::core::option::Option::Some(
                ::claimsmith::Provider::client(&self.example),
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
    /// Example
    Example(::claimsmith::SignedIn<ExampleClaims>),
}
impl SignedIn {
    /// Id of the technical profile the user signed in with.
    #[must_use]
    pub fn profile_id(&self) -> &::core::primitive::str {
        match self {
            Self::Example(signed_in) => &signed_in.profile_id,
        }
    }
    /// Who the user is: the issuer and the user's immutable id there.
    #[must_use]
    pub fn subject(&self) -> ::core::option::Option<&::claimsmith::SubjectKey> {
        match self {
            Self::Example(signed_in) => signed_in.subject(),
        }
    }
    /// The user's e-mail address and whether the provider has verified it. Never a key to find an account by.
    #[must_use]
    pub fn email(&self) -> ::core::option::Option<&::claimsmith::Email> {
        match self {
            Self::Example(signed_in) => signed_in.email(),
        }
    }
    /// The path of the application the user wanted to go to.
    #[must_use]
    pub fn return_to(&self) -> ::core::option::Option<&::claimsmith::LocalPath> {
        match self {
            Self::Example(signed_in) => signed_in.return_to.as_ref(),
        }
    }
}
