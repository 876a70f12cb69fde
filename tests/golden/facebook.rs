/// Facebook: the client that signs users in.
///
/// `TechnicalProfile Facebook-OAUTH` in `tests/golden/facebook.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct FacebookOauth(::claimsmith::Client);
impl FacebookOauth {
    /// Checks the configuration and makes a client.
    ///
    /// # Errors
    /// When a value is missing, a URL is not what it should be, or no flow key is there.
    pub fn new(
        config: FacebookOauthConfig,
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
        inputs: FacebookOauthInputs,
    ) -> ::core::result::Result<::claimsmith::Begin, ::claimsmith::SignInError> {
        self.0.begin(inputs, ::core::default::Default::default())
    }
    /// As `begin`, with where the user wants to go and what the request to the application says.
    ///
    /// # Errors
    /// As for `begin`.
    pub fn begin_with(
        &self,
        inputs: FacebookOauthInputs,
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
        ::claimsmith::SignedIn<FacebookOauthClaims>,
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
impl ::claimsmith::Provider for FacebookOauth {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("Facebook-OAUTH"),
            display_name: text("Facebook"),
            policy_id: text("B2C_1A_Facebook"),
            tenant_id: text("contoso.onmicrosoft.com"),
            provider_name: Some(text("facebook")),
            client_id: Some(text("123456789012345")),
            client_id_variable: text("FACEBOOK_OAUTH_CLIENT_ID"),
            keys: list({
                const L: &[CryptographicKey] = &[
                    CryptographicKey {
                        id: text("client_secret"),
                        storage_reference_id: text("B2C_1A_FacebookSecret"),
                        variable: text("B2C_1A_FACEBOOKSECRET"),
                    },
                ];
                L
            }),
            authorization: AuthorizationRequest {
                endpoint: text("https://www.facebook.com/dialog/oauth"),
                scope: Some(text("email public_profile")),
                ..AuthorizationRequest::EMPTY
            },
            token: TokenRequest {
                endpoint: text("https://graph.facebook.com/oauth/access_token"),
                method: Method::Get,
                format: Some(AnswerFormat::Json),
                ..TokenRequest::EMPTY
            },
            claims: ClaimsRequest {
                endpoint: Some(
                    text(
                        "https://graph.facebook.com/me?fields=id,first_name,last_name,name,email",
                    ),
                ),
                ..ClaimsRequest::EMPTY
            },
            inputs: list({
                const L: &[InputClaim] = &[
                    InputClaim {
                        claim: text("domain_hint"),
                        parameter: text("domain_hint"),
                        default: Some(Constant::String(text("contoso.com"))),
                        ..InputClaim::EMPTY
                    },
                ];
                L
            }),
            outputs: list({
                const L: &[OutputClaim] = &[
                    OutputClaim::string("socialIdpUserId", "id"),
                    OutputClaim::string("givenName", "first_name"),
                    OutputClaim::string("surname", "last_name"),
                    OutputClaim::string("displayName", "name"),
                    OutputClaim::string("email", "email"),
                    OutputClaim {
                        claim: text("identityProvider"),
                        source: ClaimSource::Member(text("identityProvider")),
                        default: Some(Constant::String(text("facebook.com"))),
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("authenticationSource"),
                        source: ClaimSource::Member(text("authenticationSource")),
                        default: Some(Constant::String(text("socialIdpAuthentication"))),
                        ..OutputClaim::EMPTY
                    },
                ];
                L
            }),
            subject: Some(Subject {
                issuer: SubjectIssuer::Constant(text("facebook.com")),
                claim: 0,
            }),
            ..Profile::EMPTY
        }
    };
    type Claims = FacebookOauthClaims;
    type Inputs = FacebookOauthInputs;
    type Config = FacebookOauthConfig;
    fn new(
        config: FacebookOauthConfig,
    ) -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        Self::new(config)
    }
    fn client(&self) -> &::claimsmith::Client {
        &self.0
    }
}
/// Facebook: what differs between deployments.
///
/// `TechnicalProfile Facebook-OAUTH` in `tests/golden/facebook.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct FacebookOauthConfig {
    /// The application's id at the provider, read from `FACEBOOK_OAUTH_CLIENT_ID`.
    pub client_id: ::std::string::String,
    /// The key `client_secret`, stored as `B2C_1A_FacebookSecret`, read from `B2C_1A_FACEBOOKSECRET`.
    pub client_secret: ::claimsmith::Secret,
    /// Where the provider sends the browser back to: exactly as registered there.
    pub redirect_uri: ::std::string::String,
    /// Flow keys, transport, and where the endpoints are.
    pub options: ::claimsmith::ClientOptions,
}
impl FacebookOauthConfig {
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
        let profile = <FacebookOauth as ::claimsmith::Provider>::PROFILE;
        Self {
            client_id: source.client_id(&profile),
            client_secret: source.key(&profile, "client_secret"),
            redirect_uri: source.redirect_uri(&profile),
            options: source.options(&profile),
        }
    }
}
impl ::core::convert::From<FacebookOauthConfig> for ::claimsmith::ClientConfig {
    fn from(config: FacebookOauthConfig) -> Self {
        Self::new(config.client_id, config.redirect_uri)
            .with_key("client_secret", config.client_secret)
            .with_options(config.options)
    }
}
/// Facebook: parameters of the authorization request.
///
/// `TechnicalProfile Facebook-OAUTH` in `tests/golden/facebook.xml`.
#[derive(
    ::core::clone::Clone,
    ::core::fmt::Debug,
    ::core::default::Default,
    ::core::cmp::PartialEq
)]
pub struct FacebookOauthInputs {
    /// Domain to sign in with.
    ///
    /// Sent as `domain_hint`, `contoso.com` unless set.
    ///
    /// `ClaimType domain_hint` in `tests/golden/facebook.xml`.
    pub domain_hint: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Inputs for FacebookOauthInputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        values.set(0, self.domain_hint);
    }
}
/// Facebook: the claims of a signed-in user.
///
/// `TechnicalProfile Facebook-OAUTH` in `tests/golden/facebook.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct FacebookOauthClaims {
    /// User id at the provider.
    ///
    /// `ClaimType socialIdpUserId` in `tests/golden/facebook.xml`.
    pub social_idp_user_id: ::core::option::Option<::std::string::String>,
    /// Given name.
    ///
    /// `ClaimType givenName` in `tests/golden/facebook.xml`.
    pub given_name: ::core::option::Option<::std::string::String>,
    /// Family name.
    ///
    /// `ClaimType surname` in `tests/golden/facebook.xml`.
    pub surname: ::core::option::Option<::std::string::String>,
    /// Name.
    ///
    /// `ClaimType displayName` in `tests/golden/facebook.xml`.
    pub display_name: ::core::option::Option<::std::string::String>,
    /// E-mail address.
    ///
    /// `ClaimType email` in `tests/golden/facebook.xml`.
    pub email: ::core::option::Option<::std::string::String>,
    /// Provider.
    ///
    /// When the provider gives none: `facebook.com`.
    ///
    /// `ClaimType identityProvider` in `tests/golden/facebook.xml`.
    pub identity_provider: ::std::string::String,
    /// Source of the sign-in.
    ///
    /// When the provider gives none: `socialIdpAuthentication`.
    ///
    /// `ClaimType authenticationSource` in `tests/golden/facebook.xml`.
    pub authentication_source: ::std::string::String,
}
impl ::claimsmith::Claims for FacebookOauthClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            social_idp_user_id: reader.optional(0)?,
            given_name: reader.optional(1)?,
            surname: reader.optional(2)?,
            display_name: reader.optional(3)?,
            email: reader.optional(4)?,
            identity_provider: reader.required(5)?,
            authentication_source: reader.required(6)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for FacebookOauthClaims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<FacebookOauth as ::claimsmith::Provider>::PROFILE,
            &[
                &self.social_idp_user_id,
                &self.given_name,
                &self.surname,
                &self.display_name,
                &self.email,
                &self.identity_provider,
                &self.authentication_source,
            ],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for FacebookOauthClaims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<FacebookOauth as ::claimsmith::Provider>::PROFILE,
        )
    }
}
/// The providers of the policy, in the order of their buttons.
pub const PROVIDERS: &[::claimsmith::ProviderInfo] = {
    use ::claimsmith::profile::*;
    &[
        ProviderInfo {
            id: text("Facebook-OAUTH"),
            display_name: text("Facebook"),
            domain: text("facebook.com"),
            ..ProviderInfo::EMPTY
        },
    ]
};
/// What differs between deployments, for every provider of the policy.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct PolicyConfig {
    /// Facebook
    pub facebook_oauth: FacebookOauthConfig,
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
            facebook_oauth: FacebookOauthConfig::read(source),
        }
    }
}
/// All providers of the policy, by id.
///
/// Sign-in clients for the policy `B2C_1A_Facebook`.
///
/// - `FacebookOauth`: Facebook, technical profile `Facebook-OAUTH`
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Policy {
    /// Facebook
    facebook_oauth: FacebookOauth,
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
            facebook_oauth: FacebookOauth::new(config.facebook_oauth)?,
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
            "Facebook-OAUTH" => {
                self.facebook_oauth
                    .finish(callback, flow)
                    .await
                    .map(SignedIn::FacebookOauth)
            }
            _ => ::core::result::Result::Err(::claimsmith::SignInError::UnknownProfile),
        }
    }
    /// Facebook
    pub fn facebook_oauth(&self) -> &FacebookOauth {
        &self.facebook_oauth
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
        if profile_id.eq_ignore_ascii_case("Facebook-OAUTH") {
            return ::core::option::Option::Some(
                ::claimsmith::Provider::client(&self.facebook_oauth),
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
    /// Facebook
    FacebookOauth(::claimsmith::SignedIn<FacebookOauthClaims>),
}
impl SignedIn {
    /// Id of the technical profile the user signed in with.
    #[must_use]
    pub fn profile_id(&self) -> &::core::primitive::str {
        match self {
            Self::FacebookOauth(signed_in) => &signed_in.profile_id,
        }
    }
    /// Who the user is: the issuer and the user's immutable id there.
    #[must_use]
    pub fn subject(&self) -> ::core::option::Option<&::claimsmith::SubjectKey> {
        match self {
            Self::FacebookOauth(signed_in) => signed_in.subject(),
        }
    }
    /// The user's e-mail address and whether the provider has verified it. Never a key to find an account by.
    #[must_use]
    pub fn email(&self) -> ::core::option::Option<&::claimsmith::Email> {
        match self {
            Self::FacebookOauth(signed_in) => signed_in.email(),
        }
    }
    /// The path of the application the user wanted to go to.
    #[must_use]
    pub fn return_to(&self) -> ::core::option::Option<&::claimsmith::LocalPath> {
        match self {
            Self::FacebookOauth(signed_in) => signed_in.return_to.as_ref(),
        }
    }
}
