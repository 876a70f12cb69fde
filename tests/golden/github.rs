/// GitHub: the client that signs users in.
///
/// `TechnicalProfile GitHub-OAUTH2` in `policies/providers/github.xml`.
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
            policy_id: text("B2C_1A_GitHub"),
            tenant_id: text("contoso.onmicrosoft.com"),
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
                user_agent: Some(text("CPIM-Basic/contoso.onmicrosoft.com")),
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
                    OutputClaim {
                        claim: text("identityProvider"),
                        source: ClaimSource::Member(text("identityProvider")),
                        default: Some(Constant::String(text("github.com"))),
                        always_default: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim::string("displayName", "name"),
                    OutputClaim::string("email", "primary_email"),
                    OutputClaim::member(
                        "emailVerified",
                        DataType::Boolean,
                        "primary_verified",
                    ),
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
/// `TechnicalProfile GitHub-OAUTH2` in `policies/providers/github.xml`.
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
/// `TechnicalProfile GitHub-OAUTH2` in `policies/providers/github.xml`.
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
/// `TechnicalProfile GitHub-OAUTH2` in `policies/providers/github.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct GitHubOauth2Claims {
    /// User id at the provider.
    ///
    /// `ClaimType issuerUserId` in `policies/providers/github.xml`.
    pub issuer_user_id: ::std::string::String,
    /// Provider.
    ///
    /// Always `github.com`.
    ///
    /// `ClaimType identityProvider` in `policies/providers/github.xml`.
    pub identity_provider: ::std::string::String,
    /// Name.
    ///
    /// `ClaimType displayName` in `policies/providers/github.xml`.
    pub display_name: ::core::option::Option<::std::string::String>,
    /// E-mail address.
    ///
    /// `ClaimType email` in `policies/providers/github.xml`.
    pub email: ::core::option::Option<::std::string::String>,
    /// E-mail address is verified.
    ///
    /// `ClaimType emailVerified` in `policies/providers/github.xml`.
    pub email_verified: ::core::option::Option<::core::primitive::bool>,
    /// Profile picture.
    ///
    /// `ClaimType profilePictureUrl` in `policies/providers/github.xml`.
    pub profile_picture_url: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Claims for GitHubOauth2Claims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            issuer_user_id: reader.required(0)?,
            identity_provider: reader.required(1)?,
            display_name: reader.optional(2)?,
            email: reader.optional(3)?,
            email_verified: reader.optional(4)?,
            profile_picture_url: reader.optional(5)?,
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
                &self.identity_provider,
                &self.display_name,
                &self.email,
                &self.email_verified,
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
            id: text("GitHub-OAUTH2"),
            display_name: text("GitHub"),
            domain: text(""),
            ..ProviderInfo::EMPTY
        },
    ]
};
/// What differs between deployments, for every provider of the policy.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct PolicyConfig {
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
            git_hub_oauth2: GitHubOauth2Config::read(source),
        }
    }
}
/// All providers of the policy, by id.
///
/// Sign-in clients for the policy `B2C_1A_GitHub`.
///
/// - `GitHubOauth2`: GitHub, technical profile `GitHub-OAUTH2`
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Policy {
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
            "GitHub-OAUTH2" => {
                self.git_hub_oauth2
                    .finish(callback, flow)
                    .await
                    .map(SignedIn::GitHubOauth2)
            }
            _ => ::core::result::Result::Err(::claimsmith::SignInError::UnknownProfile),
        }
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
    /// GitHub
    GitHubOauth2(::claimsmith::SignedIn<GitHubOauth2Claims>),
}
impl SignedIn {
    /// Id of the technical profile the user signed in with.
    #[must_use]
    pub fn profile_id(&self) -> &::core::primitive::str {
        match self {
            Self::GitHubOauth2(signed_in) => &signed_in.profile_id,
        }
    }
    /// Who the user is: the issuer and the user's immutable id there.
    #[must_use]
    pub fn subject(&self) -> ::core::option::Option<&::claimsmith::SubjectKey> {
        match self {
            Self::GitHubOauth2(signed_in) => signed_in.subject(),
        }
    }
    /// The user's e-mail address and whether the provider has verified it. Never a key to find an account by.
    #[must_use]
    pub fn email(&self) -> ::core::option::Option<&::claimsmith::Email> {
        match self {
            Self::GitHubOauth2(signed_in) => signed_in.email(),
        }
    }
    /// The path of the application the user wanted to go to.
    #[must_use]
    pub fn return_to(&self) -> ::core::option::Option<&::claimsmith::LocalPath> {
        match self {
            Self::GitHubOauth2(signed_in) => signed_in.return_to.as_ref(),
        }
    }
}
