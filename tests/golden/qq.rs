/// QQ: the client that signs users in.
///
/// `TechnicalProfile QQ-OAUTH` in `policies/providers/qq.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct QqOauth(::claimsmith::Client);
impl QqOauth {
    /// Checks the configuration and makes a client.
    ///
    /// # Errors
    /// When a value is missing, a URL is not what it should be, or no flow key is there.
    pub fn new(
        config: QqOauthConfig,
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
        inputs: QqOauthInputs,
    ) -> ::core::result::Result<::claimsmith::Begin, ::claimsmith::SignInError> {
        self.0.begin(inputs, ::core::default::Default::default())
    }
    /// As `begin`, with where the user wants to go and what the request to the application says.
    ///
    /// # Errors
    /// As for `begin`.
    pub fn begin_with(
        &self,
        inputs: QqOauthInputs,
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
        ::claimsmith::SignedIn<QqOauthClaims>,
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
impl ::claimsmith::Provider for QqOauth {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("QQ-OAUTH"),
            display_name: text("QQ"),
            policy_id: text("B2C_1A_QQ"),
            tenant_id: text("contoso.onmicrosoft.com"),
            client_id_variable: text("QQ_OAUTH_CLIENT_ID"),
            keys: list({
                const L: &[CryptographicKey] = &[
                    CryptographicKey {
                        id: text("client_secret"),
                        storage_reference_id: text("B2C_1A_QQSecret"),
                        variable: text("B2C_1A_QQSECRET"),
                    },
                ];
                L
            }),
            authorization: AuthorizationRequest {
                endpoint: text("https://graph.qq.com/oauth2.0/authorize"),
                scope: Some(text("get_user_info")),
                ..AuthorizationRequest::EMPTY
            },
            token: TokenRequest {
                endpoint: text("https://graph.qq.com/oauth2.0/token"),
                method: Method::Get,
                ..TokenRequest::EMPTY
            },
            claims: ClaimsRequest {
                endpoint: Some(text("https://graph.qq.com/oauth2.0/me")),
                format: Some(AnswerFormat::JsonP),
                ..ClaimsRequest::EMPTY
            },
            follow_ups: list({
                const L: &[FollowUpRequest] = &[
                    FollowUpRequest {
                        endpoint: text("https://graph.qq.com/user/get_user_info"),
                        parameters: list({
                            const L: &[TemplateParameter] = &[
                                TemplateParameter {
                                    name: text("oauth_consumer_key"),
                                    value: list({
                                        const L: &[TemplatePart] = &[TemplatePart::ClientId];
                                        L
                                    }),
                                },
                                TemplateParameter {
                                    name: text("openid"),
                                    value: list({
                                        const L: &[TemplatePart] = &[
                                            TemplatePart::ClaimsMember(
                                                list({
                                                    const L: &[PathSegment] = &[
                                                        PathSegment::Member(text("openid")),
                                                    ];
                                                    L
                                                }),
                                            ),
                                        ];
                                        L
                                    }),
                                },
                            ];
                            L
                        }),
                        error_member: Some(text("ret")),
                        ..FollowUpRequest::EMPTY
                    },
                ];
                L
            }),
            error_member: Some(text("error")),
            outputs: list({
                const L: &[OutputClaim] = &[
                    OutputClaim {
                        claim: text("issuerUserId"),
                        source: ClaimSource::Member(text("openid")),
                        required: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("identityProvider"),
                        source: ClaimSource::Member(text("identityProvider")),
                        default: Some(Constant::String(text("qq.com"))),
                        always_default: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim::string("displayName", "nickname"),
                    OutputClaim::string("profilePictureUrl", "figureurl_qq_2"),
                    OutputClaim::string("smallPictureUrl", "figureurl_qq_1"),
                ];
                L
            }),
            subject: Some(Subject {
                issuer: SubjectIssuer::Constant(text("qq.com")),
                claim: 0,
            }),
            ..Profile::EMPTY
        }
    };
    type Claims = QqOauthClaims;
    type Inputs = QqOauthInputs;
    type Config = QqOauthConfig;
    fn new(
        config: QqOauthConfig,
    ) -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        Self::new(config)
    }
    fn client(&self) -> &::claimsmith::Client {
        &self.0
    }
}
/// QQ: what differs between deployments.
///
/// `TechnicalProfile QQ-OAUTH` in `policies/providers/qq.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct QqOauthConfig {
    /// The application's id at the provider, read from `QQ_OAUTH_CLIENT_ID`.
    pub client_id: ::std::string::String,
    /// The key `client_secret`, stored as `B2C_1A_QQSecret`, read from `B2C_1A_QQSECRET`.
    pub client_secret: ::claimsmith::Secret,
    /// Where the provider sends the browser back to: exactly as registered there.
    pub redirect_uri: ::std::string::String,
    /// Flow keys, transport, and where the endpoints are.
    pub options: ::claimsmith::ClientOptions,
}
impl QqOauthConfig {
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
        let profile = <QqOauth as ::claimsmith::Provider>::PROFILE;
        Self {
            client_id: source.client_id(&profile),
            client_secret: source.key(&profile, "client_secret"),
            redirect_uri: source.redirect_uri(&profile),
            options: source.options(&profile),
        }
    }
}
impl ::core::convert::From<QqOauthConfig> for ::claimsmith::ClientConfig {
    fn from(config: QqOauthConfig) -> Self {
        Self::new(config.client_id, config.redirect_uri)
            .with_key("client_secret", config.client_secret)
            .with_options(config.options)
    }
}
/// QQ: parameters of the authorization request.
///
/// `TechnicalProfile QQ-OAUTH` in `policies/providers/qq.xml`.
#[derive(
    ::core::clone::Clone,
    ::core::fmt::Debug,
    ::core::default::Default,
    ::core::cmp::PartialEq
)]
pub struct QqOauthInputs {}
impl ::claimsmith::Inputs for QqOauthInputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        let _ = values;
    }
}
/// QQ: the claims of a signed-in user.
///
/// `TechnicalProfile QQ-OAUTH` in `policies/providers/qq.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct QqOauthClaims {
    /// User id at the provider.
    ///
    /// `ClaimType issuerUserId` in `policies/providers/qq.xml`.
    pub issuer_user_id: ::std::string::String,
    /// Provider.
    ///
    /// Always `qq.com`.
    ///
    /// `ClaimType identityProvider` in `policies/providers/qq.xml`.
    pub identity_provider: ::std::string::String,
    /// Name.
    ///
    /// `ClaimType displayName` in `policies/providers/qq.xml`.
    pub display_name: ::core::option::Option<::std::string::String>,
    /// Profile picture.
    ///
    /// `ClaimType profilePictureUrl` in `policies/providers/qq.xml`.
    pub profile_picture_url: ::core::option::Option<::std::string::String>,
    /// Profile picture, small.
    ///
    /// `ClaimType smallPictureUrl` in `policies/providers/qq.xml`.
    pub small_picture_url: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Claims for QqOauthClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            issuer_user_id: reader.required(0)?,
            identity_provider: reader.required(1)?,
            display_name: reader.optional(2)?,
            profile_picture_url: reader.optional(3)?,
            small_picture_url: reader.optional(4)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for QqOauthClaims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<QqOauth as ::claimsmith::Provider>::PROFILE,
            &[
                &self.issuer_user_id,
                &self.identity_provider,
                &self.display_name,
                &self.profile_picture_url,
                &self.small_picture_url,
            ],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for QqOauthClaims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<QqOauth as ::claimsmith::Provider>::PROFILE,
        )
    }
}
/// The providers of the policy, in the order of their buttons.
pub const PROVIDERS: &[::claimsmith::ProviderInfo] = {
    use ::claimsmith::profile::*;
    &[
        ProviderInfo {
            id: text("QQ-OAUTH"),
            display_name: text("QQ"),
            domain: text(""),
            ..ProviderInfo::EMPTY
        },
    ]
};
/// What differs between deployments, for every provider of the policy.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct PolicyConfig {
    /// QQ
    pub qq_oauth: QqOauthConfig,
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
            qq_oauth: QqOauthConfig::read(source),
        }
    }
}
/// All providers of the policy, by id.
///
/// Sign-in clients for the policy `B2C_1A_QQ`.
///
/// - `QqOauth`: QQ, technical profile `QQ-OAUTH`
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Policy {
    /// QQ
    qq_oauth: QqOauth,
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
            qq_oauth: QqOauth::new(config.qq_oauth)?,
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
            "QQ-OAUTH" => {
                self.qq_oauth.finish(callback, flow).await.map(SignedIn::QqOauth)
            }
            _ => ::core::result::Result::Err(::claimsmith::SignInError::UnknownProfile),
        }
    }
    /// QQ
    pub fn qq_oauth(&self) -> &QqOauth {
        &self.qq_oauth
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
        if profile_id.eq_ignore_ascii_case("QQ-OAUTH") {
            return ::core::option::Option::Some(
                ::claimsmith::Provider::client(&self.qq_oauth),
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
    /// QQ
    QqOauth(::claimsmith::SignedIn<QqOauthClaims>),
}
impl SignedIn {
    /// Id of the technical profile the user signed in with.
    #[must_use]
    pub fn profile_id(&self) -> &::core::primitive::str {
        match self {
            Self::QqOauth(signed_in) => &signed_in.profile_id,
        }
    }
    /// Who the user is: the issuer and the user's immutable id there.
    #[must_use]
    pub fn subject(&self) -> ::core::option::Option<&::claimsmith::SubjectKey> {
        match self {
            Self::QqOauth(signed_in) => signed_in.subject(),
        }
    }
    /// The user's e-mail address and whether the provider has verified it. Never a key to find an account by.
    #[must_use]
    pub fn email(&self) -> ::core::option::Option<&::claimsmith::Email> {
        match self {
            Self::QqOauth(signed_in) => signed_in.email(),
        }
    }
    /// The path of the application the user wanted to go to.
    #[must_use]
    pub fn return_to(&self) -> ::core::option::Option<&::claimsmith::LocalPath> {
        match self {
            Self::QqOauth(signed_in) => signed_in.return_to.as_ref(),
        }
    }
}
