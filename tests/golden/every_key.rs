/// Every key: the client that signs users in.
///
/// `TechnicalProfile Every-Key` in `tests/golden/every_key.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct EveryKey(::claimsmith::Client);
impl EveryKey {
    /// Checks the configuration and makes a client.
    ///
    /// # Errors
    /// When a value is missing, a URL is not what it should be, or no flow key is there.
    pub fn new(
        config: EveryKeyConfig,
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
        inputs: EveryKeyInputs,
    ) -> ::core::result::Result<::claimsmith::Begin, ::claimsmith::SignInError> {
        self.0.begin(inputs, ::core::default::Default::default())
    }
    /// As `begin`, with where the user wants to go and what the request to the application says.
    ///
    /// # Errors
    /// As for `begin`.
    pub fn begin_with(
        &self,
        inputs: EveryKeyInputs,
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
        ::claimsmith::SignedIn<EveryKeyClaims>,
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
impl ::claimsmith::Provider for EveryKey {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("Every-Key"),
            display_name: text("Every key"),
            policy_id: text("B2C_1A_EveryKey"),
            tenant_id: text("contoso.onmicrosoft.com"),
            provider_name: Some(text("id.example")),
            client_id: Some(text("every-key")),
            client_id_variable: text("EVERY_KEY_CLIENT_ID"),
            client_id_parameter: text("appid"),
            keys: list({
                const L: &[CryptographicKey] = &[
                    CryptographicKey {
                        id: text("client_secret"),
                        storage_reference_id: text("B2C_1A_EveryKeySecret"),
                        variable: text("B2C_1A_EVERYKEYSECRET"),
                    },
                ];
                L
            }),
            authorization: AuthorizationRequest {
                endpoint: text(
                    "https://id.example/contoso.onmicrosoft.com/authorize?own=1",
                ),
                response_mode: Some(ResponseMode::FormPost),
                scope: Some(text("openid, profile")),
                parameters: list({
                    const L: &[Parameter] = &[
                        Parameter {
                            name: text("display"),
                            value: text("page"),
                        },
                        Parameter {
                            name: text("note"),
                            value: text("a,b"),
                        },
                    ];
                    L
                }),
                pkce: false,
                ..AuthorizationRequest::EMPTY
            },
            token: TokenRequest {
                endpoint: text("https://id.example/B2C_1A_EveryKey/token"),
                method: Method::Get,
                authentication: ClientAuthentication::SecretBasic,
                client_secret_parameter: text("secret"),
                format: Some(AnswerFormat::JsonP),
                ..TokenRequest::EMPTY
            },
            claims: ClaimsRequest {
                endpoint: Some(text("https://api.id.example/me?fields=id,name")),
                bearer: BearerTransmission::AuthorizationHeader,
                access_token_parameter: text("oauth_token"),
                format_parameter: Some(Parameter {
                    name: text("format"),
                    value: text("json"),
                }),
                token_members: list({
                    const L: &[Text] = &[text("openid"), text("uid")];
                    L
                }),
                format: Some(AnswerFormat::JsonP),
                user_agent: Some(
                    text("CPIM-Basic/contoso.onmicrosoft.com/B2C_1A_EveryKey"),
                ),
                ..ClaimsRequest::EMPTY
            },
            error_member: Some(text("errcode")),
            inputs: list({
                const L: &[InputClaim] = &[
                    InputClaim {
                        claim: text("loginHint"),
                        parameter: text("login_hint"),
                        required: true,
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("prompt"),
                        parameter: text("prompt"),
                        default: Some(Constant::String(text("consent"))),
                        always_default: true,
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("maxAge"),
                        data_type: DataType::Int,
                        parameter: text("max_age"),
                        default: Some(Constant::Int(3600)),
                        ..InputClaim::EMPTY
                    },
                ];
                L
            }),
            outputs: list({
                const L: &[OutputClaim] = &[
                    OutputClaim {
                        claim: text("issuerUserId"),
                        source: ClaimSource::Path(
                            list({
                                const L: &[PathSegment] = &[
                                    PathSegment::Member(text("data")),
                                    PathSegment::Index(0),
                                    PathSegment::Member(text("id")),
                                ];
                                L
                            }),
                        ),
                        required: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("age"),
                        data_type: DataType::Int,
                        source: ClaimSource::Path(
                            list({
                                const L: &[PathSegment] = &[
                                    PathSegment::Member(text("age")),
                                ];
                                L
                            }),
                        ),
                        default: Some(Constant::Int(18)),
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("serial"),
                        data_type: DataType::Long,
                        source: ClaimSource::Path(
                            list({
                                const L: &[PathSegment] = &[
                                    PathSegment::Member(text("device")),
                                    PathSegment::Member(text("serial")),
                                ];
                                L
                            }),
                        ),
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("isNew"),
                        data_type: DataType::Boolean,
                        source: ClaimSource::Path(
                            list({
                                const L: &[PathSegment] = &[
                                    PathSegment::Member(text("isNew")),
                                ];
                                L
                            }),
                        ),
                        default: Some(Constant::Boolean(true)),
                        always_default: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("groups"),
                        data_type: DataType::StringCollection,
                        source: ClaimSource::Path(
                            list({
                                const L: &[PathSegment] = &[
                                    PathSegment::Member(text("groups")),
                                ];
                                L
                            }),
                        ),
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("accessToken"),
                        source: ClaimSource::AccessToken,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("refreshToken"),
                        source: ClaimSource::RefreshToken,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("expiresIn"),
                        data_type: DataType::Int,
                        source: ClaimSource::ExpiresIn,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("tokenType"),
                        source: ClaimSource::TokenType,
                        ..OutputClaim::EMPTY
                    },
                ];
                L
            }),
            subject: Some(Subject {
                issuer: SubjectIssuer::Constant(text("Every-Key")),
                claim: 0,
            }),
            ..Profile::EMPTY
        }
    };
    type Claims = EveryKeyClaims;
    type Inputs = EveryKeyInputs;
    type Config = EveryKeyConfig;
    fn new(
        config: EveryKeyConfig,
    ) -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        Self::new(config)
    }
    fn client(&self) -> &::claimsmith::Client {
        &self.0
    }
}
/// Every key: what differs between deployments.
///
/// `TechnicalProfile Every-Key` in `tests/golden/every_key.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct EveryKeyConfig {
    /// The application's id at the provider, read from `EVERY_KEY_CLIENT_ID`.
    pub client_id: ::std::string::String,
    /// The key `client_secret`, stored as `B2C_1A_EveryKeySecret`, read from `B2C_1A_EVERYKEYSECRET`.
    pub client_secret: ::claimsmith::Secret,
    /// Where the provider sends the browser back to: exactly as registered there.
    pub redirect_uri: ::std::string::String,
    /// Flow keys, transport, and where the endpoints are.
    pub options: ::claimsmith::ClientOptions,
}
impl EveryKeyConfig {
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
        let profile = <EveryKey as ::claimsmith::Provider>::PROFILE;
        Self {
            client_id: source.client_id(&profile),
            client_secret: source.key(&profile, "client_secret"),
            redirect_uri: source.redirect_uri(&profile),
            options: source.options(&profile),
        }
    }
}
impl ::core::convert::From<EveryKeyConfig> for ::claimsmith::ClientConfig {
    fn from(config: EveryKeyConfig) -> Self {
        Self::new(config.client_id, config.redirect_uri)
            .with_key("client_secret", config.client_secret)
            .with_options(config.options)
    }
}
/// Every key: parameters of the authorization request.
///
/// `TechnicalProfile Every-Key` in `tests/golden/every_key.xml`.
#[derive(
    ::core::clone::Clone,
    ::core::fmt::Debug,
    ::core::default::Default,
    ::core::cmp::PartialEq
)]
pub struct EveryKeyInputs {
    /// Login hint.
    ///
    /// Sent as `login_hint` when set.
    ///
    /// `ClaimType loginHint` in `tests/golden/every_key.xml`.
    pub login_hint: ::core::option::Option<::std::string::String>,
    /// Maximum age.
    ///
    /// Sent as `max_age`, `3600` unless set.
    ///
    /// `ClaimType maxAge` in `tests/golden/every_key.xml`.
    pub max_age: ::core::option::Option<::core::primitive::i32>,
}
impl ::claimsmith::Inputs for EveryKeyInputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        values.set(0, self.login_hint);
        values.set(2, self.max_age);
    }
}
/// Every key: the claims of a signed-in user.
///
/// `TechnicalProfile Every-Key` in `tests/golden/every_key.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
pub struct EveryKeyClaims {
    /// User id.
    ///
    /// `ClaimType issuerUserId` in `tests/golden/every_key.xml`.
    pub issuer_user_id: ::std::string::String,
    /// Age.
    ///
    /// When the provider gives none: `18`.
    ///
    /// `ClaimType age` in `tests/golden/every_key.xml`.
    pub age: ::core::primitive::i32,
    /// Serial number.
    ///
    /// `ClaimType serial` in `tests/golden/every_key.xml`.
    pub serial: ::core::option::Option<::core::primitive::i64>,
    /// New user.
    ///
    /// Always `true`.
    ///
    /// `ClaimType isNew` in `tests/golden/every_key.xml`.
    pub is_new: ::core::primitive::bool,
    /// Groups.
    ///
    /// `ClaimType groups` in `tests/golden/every_key.xml`.
    pub groups: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    /// Access token.
    ///
    /// `ClaimType accessToken` in `tests/golden/every_key.xml`.
    pub access_token: ::core::option::Option<::std::string::String>,
    /// Refresh token.
    ///
    /// `ClaimType refreshToken` in `tests/golden/every_key.xml`.
    pub refresh_token: ::core::option::Option<::std::string::String>,
    /// Lifetime.
    ///
    /// `ClaimType expiresIn` in `tests/golden/every_key.xml`.
    pub expires_in: ::core::option::Option<::core::primitive::i32>,
    /// Token type.
    ///
    /// `ClaimType tokenType` in `tests/golden/every_key.xml`.
    pub token_type: ::core::option::Option<::std::string::String>,
}
impl ::core::fmt::Debug for EveryKeyClaims {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        formatter
            .debug_struct("EveryKeyClaims")
            .field("issuer_user_id", &self.issuer_user_id)
            .field("age", &self.age)
            .field("serial", &self.serial)
            .field("is_new", &self.is_new)
            .field("groups", &self.groups)
            .field("access_token", &"…")
            .field("refresh_token", &"…")
            .field("expires_in", &self.expires_in)
            .field("token_type", &self.token_type)
            .finish()
    }
}
impl ::claimsmith::Claims for EveryKeyClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            issuer_user_id: reader.required(0)?,
            age: reader.required(1)?,
            serial: reader.optional(2)?,
            is_new: reader.required(3)?,
            groups: reader.optional(4)?,
            access_token: reader.optional(5)?,
            refresh_token: reader.optional(6)?,
            expires_in: reader.optional(7)?,
            token_type: reader.optional(8)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for EveryKeyClaims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<EveryKey as ::claimsmith::Provider>::PROFILE,
            &[
                &self.issuer_user_id,
                &self.age,
                &self.serial,
                &self.is_new,
                &self.groups,
                &self.access_token,
                &self.refresh_token,
                &self.expires_in,
                &self.token_type,
            ],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for EveryKeyClaims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<EveryKey as ::claimsmith::Provider>::PROFILE,
        )
    }
}
/// The providers of the policy, in the order of their buttons.
pub const PROVIDERS: &[::claimsmith::ProviderInfo] = {
    use ::claimsmith::profile::*;
    &[
        ProviderInfo {
            id: text("Every-Key"),
            display_name: text("Every key"),
            domain: text("id.example"),
            ..ProviderInfo::EMPTY
        },
    ]
};
/// What differs between deployments, for every provider of the policy.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct PolicyConfig {
    /// Every key
    pub every_key: EveryKeyConfig,
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
            every_key: EveryKeyConfig::read(source),
        }
    }
}
/// All providers of the policy, by id.
///
/// Sign-in clients for the policy `B2C_1A_EveryKey`.
///
/// - `EveryKey`: Every key, technical profile `Every-Key`
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Policy {
    /// Every key
    every_key: EveryKey,
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
            every_key: EveryKey::new(config.every_key)?,
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
            "Every-Key" => {
                self.every_key.finish(callback, flow).await.map(SignedIn::EveryKey)
            }
            _ => ::core::result::Result::Err(::claimsmith::SignInError::UnknownProfile),
        }
    }
    /// Every key
    pub fn every_key(&self) -> &EveryKey {
        &self.every_key
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
        if profile_id.eq_ignore_ascii_case("Every-Key") {
            return ::core::option::Option::Some(
                ::claimsmith::Provider::client(&self.every_key),
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
    /// Every key
    EveryKey(::claimsmith::SignedIn<EveryKeyClaims>),
}
impl SignedIn {
    /// Id of the technical profile the user signed in with.
    #[must_use]
    pub fn profile_id(&self) -> &::core::primitive::str {
        match self {
            Self::EveryKey(signed_in) => &signed_in.profile_id,
        }
    }
    /// Who the user is: the issuer and the user's immutable id there.
    #[must_use]
    pub fn subject(&self) -> ::core::option::Option<&::claimsmith::SubjectKey> {
        match self {
            Self::EveryKey(signed_in) => signed_in.subject(),
        }
    }
    /// The user's e-mail address and whether the provider has verified it. Never a key to find an account by.
    #[must_use]
    pub fn email(&self) -> ::core::option::Option<&::claimsmith::Email> {
        match self {
            Self::EveryKey(signed_in) => signed_in.email(),
        }
    }
    /// The path of the application the user wanted to go to.
    #[must_use]
    pub fn return_to(&self) -> ::core::option::Option<&::claimsmith::LocalPath> {
        match self {
            Self::EveryKey(signed_in) => signed_in.return_to.as_ref(),
        }
    }
}
