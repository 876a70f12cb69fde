/// QQ: the client that signs users in.
///
/// `TechnicalProfile QQ-OAUTH` in `policies/TrustFrameworkBase.xml`.
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
            policy_id: text("B2C_1A_SignUpOrSignIn"),
            tenant_id: text("contoso.onmicrosoft.com"),
            provider_name: Some(text("qq")),
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
                    OutputClaim::string("displayName", "nickname"),
                    OutputClaim {
                        claim: text("identityProvider"),
                        source: ClaimSource::Member(text("idp")),
                        default: Some(Constant::String(text("qq.com"))),
                        always_default: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("authenticationSource"),
                        source: ClaimSource::Member(text("authenticationSource")),
                        default: Some(Constant::String(text("socialIdpAuthentication"))),
                        always_default: true,
                        ..OutputClaim::EMPTY
                    },
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
/// `TechnicalProfile QQ-OAUTH` in `policies/TrustFrameworkBase.xml`.
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
/// `TechnicalProfile QQ-OAUTH` in `policies/TrustFrameworkBase.xml`.
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
/// `TechnicalProfile QQ-OAUTH` in `policies/TrustFrameworkBase.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct QqOauthClaims {
    /// User id at the provider.
    ///
    /// The id under which the provider you signed in with knows you.
    ///
    /// `ClaimType issuerUserId` in `policies/TrustFrameworkBase.xml`.
    pub issuer_user_id: ::std::string::String,
    /// Name.
    ///
    /// The name that other people see.
    ///
    /// `ClaimType displayName` in `policies/TrustFrameworkBase.xml`.
    pub display_name: ::core::option::Option<::std::string::String>,
    /// Provider.
    ///
    /// The provider you signed in with.
    ///
    /// Always `qq.com`.
    ///
    /// `ClaimType identityProvider` in `policies/TrustFrameworkBase.xml`.
    pub identity_provider: ::std::string::String,
    /// Kind of sign-in.
    ///
    /// Whether an outside provider or this service checked who you are.
    ///
    /// Always `socialIdpAuthentication`.
    ///
    /// `ClaimType authenticationSource` in `policies/TrustFrameworkBase.xml`.
    pub authentication_source: ::std::string::String,
    /// Profile picture.
    ///
    /// The picture that other people see.
    ///
    /// `ClaimType profilePictureUrl` in `policies/TrustFrameworkExtensions.xml`.
    pub profile_picture_url: ::core::option::Option<::std::string::String>,
    /// Profile picture, small.
    ///
    /// The picture that other people see.
    ///
    /// `ClaimType smallPictureUrl` in `policies/TrustFrameworkExtensions.xml`.
    pub small_picture_url: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Claims for QqOauthClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            issuer_user_id: reader.required(0)?,
            display_name: reader.optional(1)?,
            identity_provider: reader.required(2)?,
            authentication_source: reader.required(3)?,
            profile_picture_url: reader.optional(4)?,
            small_picture_url: reader.optional(5)?,
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
                &self.display_name,
                &self.identity_provider,
                &self.authentication_source,
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
/// GitHub: the client that signs users in.
///
/// `TechnicalProfile GitHub-OAUTH2` in `policies/TrustFrameworkBase.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct GitHubOauth2(::claimsmith::Client);
impl GitHubOauth2 {
    /// Checks the configuration and makes a client.
    ///
    /// # Errors
    /// When a value is missing, a URL is not what it should be, or no flow key is there.
    pub fn new(
        config: GitHubOauth2Config,
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
        inputs: GitHubOauth2Inputs,
    ) -> ::core::result::Result<::claimsmith::Begin, ::claimsmith::SignInError> {
        self.0.begin(inputs, ::core::default::Default::default())
    }
    /// As `begin`, with where the user wants to go and what the request to the application says.
    ///
    /// # Errors
    /// As for `begin`.
    pub fn begin_with(
        &self,
        inputs: GitHubOauth2Inputs,
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
        ::claimsmith::SignedIn<GitHubOauth2Claims>,
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
impl ::claimsmith::Provider for GitHubOauth2 {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("GitHub-OAUTH2"),
            display_name: text("GitHub"),
            policy_id: text("B2C_1A_SignUpOrSignIn"),
            tenant_id: text("contoso.onmicrosoft.com"),
            provider_name: Some(text("github.com")),
            client_id_variable: text("GITHUB_OAUTH2_CLIENT_ID"),
            keys: list({
                const L: &[CryptographicKey] = &[
                    CryptographicKey {
                        id: text("client_secret"),
                        storage_reference_id: text("B2C_1A_GitHubSecret"),
                        variable: text("B2C_1A_GITHUBSECRET"),
                    },
                ];
                L
            }),
            authorization: AuthorizationRequest {
                endpoint: text("https://github.com/login/oauth/authorize"),
                scope: Some(text("read:user user:email")),
                ..AuthorizationRequest::EMPTY
            },
            token: TokenRequest {
                endpoint: text("https://github.com/login/oauth/access_token"),
                ..TokenRequest::EMPTY
            },
            claims: ClaimsRequest {
                endpoint: Some(text("https://api.github.com/user")),
                bearer: BearerTransmission::AuthorizationHeader,
                user_agent: Some(
                    text("CPIM-Basic/contoso.onmicrosoft.com/B2C_1A_SignUpOrSignIn"),
                ),
                ..ClaimsRequest::EMPTY
            },
            follow_ups: list({
                const L: &[FollowUpRequest] = &[
                    FollowUpRequest {
                        endpoint: text("https://api.github.com/user/emails"),
                        path: list({
                            const L: &[PathSegment] = &[
                                PathSegment::Find {
                                    member: text("primary"),
                                    value: text("true"),
                                },
                            ];
                            L
                        }),
                        prefix: text("primary_"),
                        optional: true,
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
                        source: ClaimSource::Member(text("id")),
                        required: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim::string("displayName", "name"),
                    OutputClaim::string("email", "primary_email"),
                    OutputClaim::member(
                        "emailVerified",
                        DataType::Boolean,
                        "primary_verified",
                    ),
                    OutputClaim {
                        claim: text("identityProvider"),
                        source: ClaimSource::Member(text("idp")),
                        default: Some(Constant::String(text("github.com"))),
                        always_default: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("authenticationSource"),
                        source: ClaimSource::Member(text("authenticationSource")),
                        default: Some(Constant::String(text("socialIdpAuthentication"))),
                        always_default: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim::string("userName", "login"),
                    OutputClaim::string("profilePictureUrl", "avatar_url"),
                ];
                L
            }),
            subject: Some(Subject {
                issuer: SubjectIssuer::Constant(text("github.com")),
                claim: 0,
            }),
            ..Profile::EMPTY
        }
    };
    type Claims = GitHubOauth2Claims;
    type Inputs = GitHubOauth2Inputs;
    type Config = GitHubOauth2Config;
    fn new(
        config: GitHubOauth2Config,
    ) -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        Self::new(config)
    }
    fn client(&self) -> &::claimsmith::Client {
        &self.0
    }
}
/// GitHub: what differs between deployments.
///
/// `TechnicalProfile GitHub-OAUTH2` in `policies/TrustFrameworkBase.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct GitHubOauth2Config {
    /// The application's id at the provider, read from `GITHUB_OAUTH2_CLIENT_ID`.
    pub client_id: ::std::string::String,
    /// The key `client_secret`, stored as `B2C_1A_GitHubSecret`, read from `B2C_1A_GITHUBSECRET`.
    pub client_secret: ::claimsmith::Secret,
    /// Where the provider sends the browser back to: exactly as registered there.
    pub redirect_uri: ::std::string::String,
    /// Flow keys, transport, and where the endpoints are.
    pub options: ::claimsmith::ClientOptions,
}
impl GitHubOauth2Config {
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
        let profile = <GitHubOauth2 as ::claimsmith::Provider>::PROFILE;
        Self {
            client_id: source.client_id(&profile),
            client_secret: source.key(&profile, "client_secret"),
            redirect_uri: source.redirect_uri(&profile),
            options: source.options(&profile),
        }
    }
}
impl ::core::convert::From<GitHubOauth2Config> for ::claimsmith::ClientConfig {
    fn from(config: GitHubOauth2Config) -> Self {
        Self::new(config.client_id, config.redirect_uri)
            .with_key("client_secret", config.client_secret)
            .with_options(config.options)
    }
}
/// GitHub: parameters of the authorization request.
///
/// `TechnicalProfile GitHub-OAUTH2` in `policies/TrustFrameworkBase.xml`.
#[derive(
    ::core::clone::Clone,
    ::core::fmt::Debug,
    ::core::default::Default,
    ::core::cmp::PartialEq
)]
pub struct GitHubOauth2Inputs {}
impl ::claimsmith::Inputs for GitHubOauth2Inputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        let _ = values;
    }
}
/// GitHub: the claims of a signed-in user.
///
/// `TechnicalProfile GitHub-OAUTH2` in `policies/TrustFrameworkBase.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct GitHubOauth2Claims {
    /// User id at the provider.
    ///
    /// The id under which the provider you signed in with knows you.
    ///
    /// `ClaimType issuerUserId` in `policies/TrustFrameworkBase.xml`.
    pub issuer_user_id: ::std::string::String,
    /// Name.
    ///
    /// The name that other people see.
    ///
    /// `ClaimType displayName` in `policies/TrustFrameworkBase.xml`.
    pub display_name: ::core::option::Option<::std::string::String>,
    /// E-mail address.
    ///
    /// The address at which we may write to you.
    ///
    /// `ClaimType email` in `policies/TrustFrameworkBase.xml`.
    pub email: ::core::option::Option<::std::string::String>,
    /// E-mail address is verified.
    ///
    /// Whether the provider knows that the address is yours.
    ///
    /// `ClaimType emailVerified` in `policies/TrustFrameworkBase.xml`.
    pub email_verified: ::core::option::Option<::core::primitive::bool>,
    /// Provider.
    ///
    /// The provider you signed in with.
    ///
    /// Always `github.com`.
    ///
    /// `ClaimType identityProvider` in `policies/TrustFrameworkBase.xml`.
    pub identity_provider: ::std::string::String,
    /// Kind of sign-in.
    ///
    /// Whether an outside provider or this service checked who you are.
    ///
    /// Always `socialIdpAuthentication`.
    ///
    /// `ClaimType authenticationSource` in `policies/TrustFrameworkBase.xml`.
    pub authentication_source: ::std::string::String,
    /// Account name.
    ///
    /// Your account name at the provider.
    ///
    /// `ClaimType userName` in `policies/TrustFrameworkExtensions.xml`.
    pub user_name: ::core::option::Option<::std::string::String>,
    /// Profile picture.
    ///
    /// The picture that other people see.
    ///
    /// `ClaimType profilePictureUrl` in `policies/TrustFrameworkExtensions.xml`.
    pub profile_picture_url: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Claims for GitHubOauth2Claims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            issuer_user_id: reader.required(0)?,
            display_name: reader.optional(1)?,
            email: reader.optional(2)?,
            email_verified: reader.optional(3)?,
            identity_provider: reader.required(4)?,
            authentication_source: reader.required(5)?,
            user_name: reader.optional(6)?,
            profile_picture_url: reader.optional(7)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for GitHubOauth2Claims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<GitHubOauth2 as ::claimsmith::Provider>::PROFILE,
            &[
                &self.issuer_user_id,
                &self.display_name,
                &self.email,
                &self.email_verified,
                &self.identity_provider,
                &self.authentication_source,
                &self.user_name,
                &self.profile_picture_url,
            ],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for GitHubOauth2Claims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<GitHubOauth2 as ::claimsmith::Provider>::PROFILE,
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
            domain: text("qq.com"),
            ..ProviderInfo::EMPTY
        },
        ProviderInfo {
            id: text("GitHub-OAUTH2"),
            display_name: text("GitHub"),
            domain: text("github.com"),
            ..ProviderInfo::EMPTY
        },
    ]
};
/// What differs between deployments, for every provider of the policy.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct PolicyConfig {
    /// QQ
    pub qq_oauth: QqOauthConfig,
    /// GitHub
    pub git_hub_oauth2: GitHubOauth2Config,
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
            git_hub_oauth2: GitHubOauth2Config::read(source),
        }
    }
}
/// All providers of the policy, by id.
///
/// Sign-in clients for the policy `B2C_1A_SignUpOrSignIn`.
///
/// - `QqOauth`: QQ, technical profile `QQ-OAUTH`
/// - `GitHubOauth2`: GitHub, technical profile `GitHub-OAUTH2`
/// - `TokenClaims`: the claims of the tokens that the policy issues, technical profile `PolicyProfile`
///
/// Not generated:
///
/// - `SM-SocialLogin`, `SM-jwt-issuer`, `TpEngine_c3bd4fe2-1775-4013-b91d-35f16d377d13`, `JwtIssuer`: does not hand the user to another provider
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Policy {
    /// QQ
    qq_oauth: QqOauth,
    /// GitHub
    git_hub_oauth2: GitHubOauth2,
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
            git_hub_oauth2: GitHubOauth2::new(config.git_hub_oauth2)?,
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
            "GitHub-OAUTH2" => {
                self.git_hub_oauth2
                    .finish(callback, flow)
                    .await
                    .map(SignedIn::GitHubOauth2)
            }
            _ => ::core::result::Result::Err(::claimsmith::SignInError::UnknownProfile),
        }
    }
    /// QQ
    pub fn qq_oauth(&self) -> &QqOauth {
        &self.qq_oauth
    }
    /// GitHub
    pub fn git_hub_oauth2(&self) -> &GitHubOauth2 {
        &self.git_hub_oauth2
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
        if profile_id.eq_ignore_ascii_case("GitHub-OAUTH2") {
            return ::core::option::Option::Some(
                ::claimsmith::Provider::client(&self.git_hub_oauth2),
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
    /// GitHub
    GitHubOauth2(::claimsmith::SignedIn<GitHubOauth2Claims>),
}
impl SignedIn {
    /// Id of the technical profile the user signed in with.
    #[must_use]
    pub fn profile_id(&self) -> &::core::primitive::str {
        match self {
            Self::QqOauth(signed_in) => &signed_in.profile_id,
            Self::GitHubOauth2(signed_in) => &signed_in.profile_id,
        }
    }
    /// Who the user is: the issuer and the user's immutable id there.
    #[must_use]
    pub fn subject(&self) -> ::core::option::Option<&::claimsmith::SubjectKey> {
        match self {
            Self::QqOauth(signed_in) => signed_in.subject(),
            Self::GitHubOauth2(signed_in) => signed_in.subject(),
        }
    }
    /// The user's e-mail address and whether the provider has verified it. Never a key to find an account by.
    #[must_use]
    pub fn email(&self) -> ::core::option::Option<&::claimsmith::Email> {
        match self {
            Self::QqOauth(signed_in) => signed_in.email(),
            Self::GitHubOauth2(signed_in) => signed_in.email(),
        }
    }
    /// The path of the application the user wanted to go to.
    #[must_use]
    pub fn return_to(&self) -> ::core::option::Option<&::claimsmith::LocalPath> {
        match self {
            Self::QqOauth(signed_in) => signed_in.return_to.as_ref(),
            Self::GitHubOauth2(signed_in) => signed_in.return_to.as_ref(),
        }
    }
}
/// The claims of the tokens that the policy `B2C_1A_SignUpOrSignIn` issues.
///
/// Verify a token first: its signature, issuer, audience and lifetime. Then read its payload as
/// `claimsmith::Token<TokenClaims>`, which has the other claims too.
///
/// `TechnicalProfile PolicyProfile` in `policies/SignUpOrSignIn.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct TokenClaims {
    /// User id at the provider.
    ///
    /// The id under which the provider you signed in with knows you.
    ///
    /// The claim `sub` of the token, whose subject it is.
    ///
    /// `ClaimType issuerUserId` in `policies/TrustFrameworkBase.xml`.
    pub sub: ::std::string::String,
    /// Provider.
    ///
    /// The provider you signed in with.
    ///
    /// The claim `idp` of the token.
    ///
    /// `ClaimType identityProvider` in `policies/TrustFrameworkBase.xml`.
    pub idp: ::core::option::Option<::std::string::String>,
    /// Name.
    ///
    /// The name that other people see.
    ///
    /// The claim `name` of the token.
    ///
    /// `ClaimType displayName` in `policies/TrustFrameworkBase.xml`.
    pub name: ::core::option::Option<::std::string::String>,
    /// E-mail address.
    ///
    /// The address at which we may write to you.
    ///
    /// The claim `email` of the token.
    ///
    /// `ClaimType email` in `policies/TrustFrameworkBase.xml`.
    pub email: ::core::option::Option<::std::string::String>,
    /// E-mail address is verified.
    ///
    /// Whether the provider knows that the address is yours.
    ///
    /// The claim `email_verified` of the token.
    ///
    /// `ClaimType emailVerified` in `policies/TrustFrameworkBase.xml`.
    pub email_verified: ::core::option::Option<::core::primitive::bool>,
    /// Account name.
    ///
    /// Your account name at the provider.
    ///
    /// The claim `preferred_username` of the token.
    ///
    /// `ClaimType userName` in `policies/TrustFrameworkExtensions.xml`.
    pub preferred_username: ::core::option::Option<::std::string::String>,
    /// Profile picture.
    ///
    /// The picture that other people see.
    ///
    /// The claim `picture` of the token.
    ///
    /// `ClaimType profilePictureUrl` in `policies/TrustFrameworkExtensions.xml`.
    pub picture: ::core::option::Option<::std::string::String>,
    /// Profile picture, small.
    ///
    /// The picture that other people see.
    ///
    /// The claim `smallPictureUrl` of the token.
    ///
    /// `ClaimType smallPictureUrl` in `policies/TrustFrameworkExtensions.xml`.
    pub small_picture_url: ::core::option::Option<::std::string::String>,
    /// Kind of sign-in.
    ///
    /// Whether an outside provider or this service checked who you are.
    ///
    /// The claim `authenticationSource` of the token.
    ///
    /// `ClaimType authenticationSource` in `policies/TrustFrameworkBase.xml`.
    pub authentication_source: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Claims for TokenClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            sub: reader.required(0)?,
            idp: reader.optional(1)?,
            name: reader.optional(2)?,
            email: reader.optional(3)?,
            email_verified: reader.optional(4)?,
            preferred_username: reader.optional(5)?,
            picture: reader.optional(6)?,
            small_picture_url: reader.optional(7)?,
            authentication_source: reader.optional(8)?,
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
                &self.idp,
                &self.name,
                &self.email,
                &self.email_verified,
                &self.preferred_username,
                &self.picture,
                &self.small_picture_url,
                &self.authentication_source,
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
                    OutputClaim::string("idp", "idp"),
                    OutputClaim::string("name", "name"),
                    OutputClaim::string("email", "email"),
                    OutputClaim::member(
                        "email_verified",
                        DataType::Boolean,
                        "email_verified",
                    ),
                    OutputClaim::string("preferred_username", "preferred_username"),
                    OutputClaim::string("picture", "picture"),
                    OutputClaim::string("smallPictureUrl", "smallPictureUrl"),
                    OutputClaim::string("authenticationSource", "authenticationSource"),
                ];
                L
            }),
            ..Profile::EMPTY
        }
    };
}
