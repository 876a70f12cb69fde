/// Extension keys: the client that signs users in.
///
/// `TechnicalProfile Extension-Keys` in `tests/golden/extension_keys.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct ExtensionKeys(::claimsmith::Client);
impl ExtensionKeys {
    /// Checks the configuration and makes a client.
    ///
    /// # Errors
    /// When a value is missing, a URL is not what it should be, or no flow key is there.
    pub fn new(
        config: ExtensionKeysConfig,
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
        inputs: ExtensionKeysInputs,
    ) -> ::core::result::Result<::claimsmith::Begin, ::claimsmith::SignInError> {
        self.0.begin(inputs, ::core::default::Default::default())
    }
    /// As `begin`, with where the user wants to go and what the request to the application says.
    ///
    /// # Errors
    /// As for `begin`.
    pub fn begin_with(
        &self,
        inputs: ExtensionKeysInputs,
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
        ::claimsmith::SignedIn<ExtensionKeysClaims>,
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
    /// Revokes a token at the provider.
    ///
    /// # Errors
    /// When the provider fails.
    pub async fn revoke(
        &self,
        token: &::claimsmith::Secret,
        kind: ::claimsmith::TokenKind,
    ) -> ::core::result::Result<(), ::claimsmith::SignInError> {
        self.0.revoke(token, kind).await
    }
    /// The URL to send the browser to, to sign the user out at the provider.
    #[must_use]
    pub fn sign_out_url(
        &self,
        options: ::claimsmith::SignOut,
    ) -> ::core::option::Option<::std::string::String> {
        self.0.sign_out_url(options)
    }
}
::claimsmith::__private::require_id_token!();
::claimsmith::__private::require_client_assertion!();
impl ::claimsmith::Provider for ExtensionKeys {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("Extension-Keys"),
            display_name: text("Extension keys"),
            policy_id: text("B2C_1A_ExtensionKeys"),
            tenant_id: text("contoso.onmicrosoft.com"),
            client_id: Some(text("extension-keys")),
            client_id_variable: text("EXTENSION_KEYS_CLIENT_ID"),
            keys: list({
                const L: &[CryptographicKey] = &[
                    CryptographicKey {
                        id: text("client_secret"),
                        storage_reference_id: text("B2C_1A_ExtensionKeysSecret"),
                        variable: text("B2C_1A_EXTENSIONKEYSSECRET"),
                    },
                ];
                L
            }),
            authorization: AuthorizationRequest {
                endpoint: text("https://id.example/authorize"),
                parameter_names: list({
                    const L: &[Parameter] = &[
                        Parameter {
                            name: text("scope"),
                            value: text("scopes"),
                        },
                        Parameter {
                            name: text("response_mode"),
                            value: text(""),
                        },
                    ];
                    L
                }),
                redirect_uri_value: Some(text("Example-Example-EXAMPL")),
                fragment: Some(text("wechat_redirect")),
                callback_parameters: list({
                    const L: &[Text] = &[text("user"), text("openid")];
                    L
                }),
                issuer_required: true,
                ..AuthorizationRequest::EMPTY
            },
            token: TokenRequest {
                endpoint: text("https://id.example/token"),
                minted_secret: Some(MintedSecret {
                    issuer: text("ABCDE12345"),
                    key_id: text("KEY1234567"),
                    audience: text("https://id.example"),
                }),
                encoding: RequestEncoding::Json,
                parameter_names: list({
                    const L: &[Parameter] = &[
                        Parameter {
                            name: text("code"),
                            value: text("auth_code"),
                        },
                        Parameter {
                            name: text("redirect_uri"),
                            value: text(""),
                        },
                    ];
                    L
                }),
                headers: list({
                    const L: &[TemplateParameter] = &[
                        TemplateParameter {
                            name: text("X-Client"),
                            value: list({
                                const L: &[TemplatePart] = &[TemplatePart::ClientId];
                                L
                            }),
                        },
                        TemplateParameter {
                            name: text("Accept"),
                            value: list({
                                const L: &[TemplatePart] = &[
                                    TemplatePart::Text(text("application/json")),
                                ];
                                L
                            }),
                        },
                    ];
                    L
                }),
                token_type: text("User Access Token"),
                refresh_endpoint: Some(text("https://id.example/refresh")),
                ..TokenRequest::EMPTY
            },
            claims: ClaimsRequest {
                endpoint: Some(text("https://id.example/me")),
                method: Method::Post,
                bearer: BearerTransmission::AuthorizationHeader,
                authorization_scheme: text(""),
                headers: list({
                    const L: &[TemplateParameter] = &[
                        TemplateParameter {
                            name: text("X-Token"),
                            value: list({
                                const L: &[TemplatePart] = &[
                                    TemplatePart::TokenMember(text("openid")),
                                ];
                                L
                            }),
                        },
                        TemplateParameter {
                            name: text("X-Tenant"),
                            value: list({
                                const L: &[TemplatePart] = &[
                                    TemplatePart::Text(text("contoso.onmicrosoft.com")),
                                ];
                                L
                            }),
                        },
                    ];
                    L
                }),
                ..ClaimsRequest::EMPTY
            },
            follow_ups: list({
                const L: &[FollowUpRequest] = &[
                    FollowUpRequest {
                        endpoint: text("https://id.example/emails"),
                        method: Method::Post,
                        parameters: list({
                            const L: &[TemplateParameter] = &[
                                TemplateParameter {
                                    name: text("id"),
                                    value: list({
                                        const L: &[TemplatePart] = &[
                                            TemplatePart::ClaimsMember(
                                                list({
                                                    const L: &[PathSegment] = &[
                                                        PathSegment::Member(text("data")),
                                                        PathSegment::Index(0),
                                                        PathSegment::Member(text("id")),
                                                    ];
                                                    L
                                                }),
                                            ),
                                        ];
                                        L
                                    }),
                                },
                                TemplateParameter {
                                    name: text("key"),
                                    value: list({
                                        const L: &[TemplatePart] = &[
                                            TemplatePart::Text(text("a,b")),
                                            TemplatePart::ClientId,
                                        ];
                                        L
                                    }),
                                },
                            ];
                            L
                        }),
                        headers: list({
                            const L: &[TemplateParameter] = &[
                                TemplateParameter {
                                    name: text("X-Access"),
                                    value: list({
                                        const L: &[TemplatePart] = &[TemplatePart::AccessToken];
                                        L
                                    }),
                                },
                            ];
                            L
                        }),
                        path: list({
                            const L: &[PathSegment] = &[
                                PathSegment::Member(text("emails")),
                                PathSegment::Find {
                                    member: text("primary"),
                                    value: text("true"),
                                },
                            ];
                            L
                        }),
                        prefix: text("primary_"),
                        format: Some(AnswerFormat::JsonP),
                        error_member: Some(text("ret")),
                        optional: true,
                        ..FollowUpRequest::EMPTY
                    },
                    FollowUpRequest {
                        endpoint: text("https://id.example/avatar"),
                        ..FollowUpRequest::EMPTY
                    },
                ];
                L
            }),
            id_token: Some(IdToken {
                keys: KeySource::Discovery(
                    text(
                        "https://id.example/contoso.onmicrosoft.com/.well-known/openid-configuration",
                    ),
                ),
                audience: Some(text("other-client")),
                algorithms: list({
                    const L: &[SignatureAlgorithm] = &[
                        SignatureAlgorithm::Es256,
                        SignatureAlgorithm::EdDsa,
                    ];
                    L
                }),
                ..IdToken::EMPTY
            }),
            issuer: Some(text("https://id.example")),
            end_session_endpoint: Some(text("https://id.example/logout")),
            revocation_endpoint: Some(text("https://id.example/revoke")),
            outputs: list({
                const L: &[OutputClaim] = &[
                    OutputClaim {
                        claim: text("issuerUserId"),
                        source: ClaimSource::Member(text("sub")),
                        required: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim::string("email", "primary_email"),
                ];
                L
            }),
            subject: Some(Subject {
                issuer: SubjectIssuer::Constant(text("Extension-Keys")),
                claim: 0,
            }),
            ..Profile::EMPTY
        }
    };
    type Claims = ExtensionKeysClaims;
    type Inputs = ExtensionKeysInputs;
    type Config = ExtensionKeysConfig;
    fn new(
        config: ExtensionKeysConfig,
    ) -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        Self::new(config)
    }
    fn client(&self) -> &::claimsmith::Client {
        &self.0
    }
}
/// Extension keys: what differs between deployments.
///
/// `TechnicalProfile Extension-Keys` in `tests/golden/extension_keys.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct ExtensionKeysConfig {
    /// The application's id at the provider, read from `EXTENSION_KEYS_CLIENT_ID`.
    pub client_id: ::std::string::String,
    /// The key `client_secret`, stored as `B2C_1A_ExtensionKeysSecret`, read from `B2C_1A_EXTENSIONKEYSSECRET`.
    pub client_secret: ::claimsmith::Secret,
    /// Where the provider sends the browser back to: exactly as registered there.
    pub redirect_uri: ::std::string::String,
    /// Flow keys, transport, and where the endpoints are.
    pub options: ::claimsmith::ClientOptions,
}
impl ExtensionKeysConfig {
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
        let profile = <ExtensionKeys as ::claimsmith::Provider>::PROFILE;
        Self {
            client_id: source.client_id(&profile),
            client_secret: source.key(&profile, "client_secret"),
            redirect_uri: source.redirect_uri(&profile),
            options: source.options(&profile),
        }
    }
}
impl ::core::convert::From<ExtensionKeysConfig> for ::claimsmith::ClientConfig {
    fn from(config: ExtensionKeysConfig) -> Self {
        Self::new(config.client_id, config.redirect_uri)
            .with_key("client_secret", config.client_secret)
            .with_options(config.options)
    }
}
/// Extension keys: parameters of the authorization request.
///
/// `TechnicalProfile Extension-Keys` in `tests/golden/extension_keys.xml`.
#[derive(
    ::core::clone::Clone,
    ::core::fmt::Debug,
    ::core::default::Default,
    ::core::cmp::PartialEq
)]
pub struct ExtensionKeysInputs {}
impl ::claimsmith::Inputs for ExtensionKeysInputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        let _ = values;
    }
}
/// Extension keys: the claims of a signed-in user.
///
/// `TechnicalProfile Extension-Keys` in `tests/golden/extension_keys.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct ExtensionKeysClaims {
    /// User id.
    ///
    /// `ClaimType issuerUserId` in `tests/golden/extension_keys.xml`.
    pub issuer_user_id: ::std::string::String,
    /// E-mail address.
    ///
    /// `ClaimType email` in `tests/golden/extension_keys.xml`.
    pub email: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Claims for ExtensionKeysClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            issuer_user_id: reader.required(0)?,
            email: reader.optional(1)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for ExtensionKeysClaims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<ExtensionKeys as ::claimsmith::Provider>::PROFILE,
            &[&self.issuer_user_id, &self.email],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for ExtensionKeysClaims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<ExtensionKeys as ::claimsmith::Provider>::PROFILE,
        )
    }
}
/// Private key, proof: the client that signs users in.
///
/// `TechnicalProfile Private-Key` in `tests/golden/extension_keys.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct PrivateKey(::claimsmith::Client);
impl PrivateKey {
    /// Checks the configuration and makes a client.
    ///
    /// # Errors
    /// When a value is missing, a URL is not what it should be, or no flow key is there.
    pub fn new(
        config: PrivateKeyConfig,
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
        inputs: PrivateKeyInputs,
    ) -> ::core::result::Result<::claimsmith::Begin, ::claimsmith::SignInError> {
        self.0.begin(inputs, ::core::default::Default::default())
    }
    /// As `begin`, with where the user wants to go and what the request to the application says.
    ///
    /// # Errors
    /// As for `begin`.
    pub fn begin_with(
        &self,
        inputs: PrivateKeyInputs,
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
        ::claimsmith::SignedIn<PrivateKeyClaims>,
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
::claimsmith::__private::require_client_assertion!();
impl ::claimsmith::Provider for PrivateKey {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("Private-Key"),
            display_name: text("Private key, proof"),
            policy_id: text("B2C_1A_ExtensionKeys"),
            tenant_id: text("contoso.onmicrosoft.com"),
            client_id: Some(text("private-key")),
            client_id_variable: text("PRIVATE_KEY_CLIENT_ID"),
            keys: list({
                const L: &[CryptographicKey] = &[
                    CryptographicKey {
                        id: text("assertion_signing_key"),
                        storage_reference_id: text("B2C_1A_AssertionKey"),
                        variable: text("B2C_1A_ASSERTIONKEY"),
                    },
                    CryptographicKey {
                        id: text("client_secret"),
                        storage_reference_id: text("B2C_1A_PrivateKeySecret"),
                        variable: text("B2C_1A_PRIVATEKEYSECRET"),
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
                authentication: ClientAuthentication::PrivateKeyJwt,
                signing_algorithm: SignatureAlgorithm::Rs512,
                ..TokenRequest::EMPTY
            },
            claims: ClaimsRequest {
                endpoint: Some(text("https://id.example/me")),
                proof_parameter: Some(text("appsecret_proof")),
                ..ClaimsRequest::EMPTY
            },
            outputs: list({
                const L: &[OutputClaim] = &[OutputClaim::string("issuerUserId", "id")];
                L
            }),
            subject: Some(Subject {
                issuer: SubjectIssuer::Constant(text("Private-Key")),
                claim: 0,
            }),
            ..Profile::EMPTY
        }
    };
    type Claims = PrivateKeyClaims;
    type Inputs = PrivateKeyInputs;
    type Config = PrivateKeyConfig;
    fn new(
        config: PrivateKeyConfig,
    ) -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        Self::new(config)
    }
    fn client(&self) -> &::claimsmith::Client {
        &self.0
    }
}
/// Private key, proof: what differs between deployments.
///
/// `TechnicalProfile Private-Key` in `tests/golden/extension_keys.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct PrivateKeyConfig {
    /// The application's id at the provider, read from `PRIVATE_KEY_CLIENT_ID`.
    pub client_id: ::std::string::String,
    /// The key `assertion_signing_key`, stored as `B2C_1A_AssertionKey`, read from `B2C_1A_ASSERTIONKEY`.
    pub assertion_signing_key: ::claimsmith::Secret,
    /// The key `client_secret`, stored as `B2C_1A_PrivateKeySecret`, read from `B2C_1A_PRIVATEKEYSECRET`.
    pub client_secret: ::claimsmith::Secret,
    /// Where the provider sends the browser back to: exactly as registered there.
    pub redirect_uri: ::std::string::String,
    /// Flow keys, transport, and where the endpoints are.
    pub options: ::claimsmith::ClientOptions,
}
impl PrivateKeyConfig {
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
        let profile = <PrivateKey as ::claimsmith::Provider>::PROFILE;
        Self {
            client_id: source.client_id(&profile),
            assertion_signing_key: source.key(&profile, "assertion_signing_key"),
            client_secret: source.key(&profile, "client_secret"),
            redirect_uri: source.redirect_uri(&profile),
            options: source.options(&profile),
        }
    }
}
impl ::core::convert::From<PrivateKeyConfig> for ::claimsmith::ClientConfig {
    fn from(config: PrivateKeyConfig) -> Self {
        Self::new(config.client_id, config.redirect_uri)
            .with_key("assertion_signing_key", config.assertion_signing_key)
            .with_key("client_secret", config.client_secret)
            .with_options(config.options)
    }
}
/// Private key, proof: parameters of the authorization request.
///
/// `TechnicalProfile Private-Key` in `tests/golden/extension_keys.xml`.
#[derive(
    ::core::clone::Clone,
    ::core::fmt::Debug,
    ::core::default::Default,
    ::core::cmp::PartialEq
)]
pub struct PrivateKeyInputs {}
impl ::claimsmith::Inputs for PrivateKeyInputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        let _ = values;
    }
}
/// Private key, proof: the claims of a signed-in user.
///
/// `TechnicalProfile Private-Key` in `tests/golden/extension_keys.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct PrivateKeyClaims {
    /// User id.
    ///
    /// `ClaimType issuerUserId` in `tests/golden/extension_keys.xml`.
    pub issuer_user_id: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Claims for PrivateKeyClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            issuer_user_id: reader.optional(0)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for PrivateKeyClaims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<PrivateKey as ::claimsmith::Provider>::PROFILE,
            &[&self.issuer_user_id],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for PrivateKeyClaims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<PrivateKey as ::claimsmith::Provider>::PROFILE,
        )
    }
}
/// id\_token: the client that signs users in.
///
/// `TechnicalProfile Id-Token` in `tests/golden/extension_keys.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct IdToken(::claimsmith::Client);
impl IdToken {
    /// Checks the configuration and makes a client.
    ///
    /// # Errors
    /// When a value is missing, a URL is not what it should be, or no flow key is there.
    pub fn new(
        config: IdTokenConfig,
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
        inputs: IdTokenInputs,
    ) -> ::core::result::Result<::claimsmith::Begin, ::claimsmith::SignInError> {
        self.0.begin(inputs, ::core::default::Default::default())
    }
    /// As `begin`, with where the user wants to go and what the request to the application says.
    ///
    /// # Errors
    /// As for `begin`.
    pub fn begin_with(
        &self,
        inputs: IdTokenInputs,
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
        ::claimsmith::SignedIn<IdTokenClaims>,
        ::claimsmith::SignInError,
    > {
        self.0.finish(callback, flow).await
    }
}
::claimsmith::__private::require_id_token!();
impl ::claimsmith::Provider for IdToken {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("Id-Token"),
            display_name: text("id_token"),
            policy_id: text("B2C_1A_ExtensionKeys"),
            tenant_id: text("contoso.onmicrosoft.com"),
            client_id: Some(text("id-token")),
            client_id_variable: text("ID_TOKEN_CLIENT_ID"),
            authorization: AuthorizationRequest {
                endpoint: text("https://id.example/authorize"),
                response_type: ResponseType::IdToken,
                response_mode: Some(ResponseMode::FormPost),
                ..AuthorizationRequest::EMPTY
            },
            id_token: Some(IdToken {
                keys: KeySource::Jwks(text("https://id.example/keys")),
                ..IdToken::EMPTY
            }),
            issuer: Some(text("https://id.example")),
            outputs: list({
                const L: &[OutputClaim] = &[OutputClaim::string("issuerUserId", "sub")];
                L
            }),
            subject: Some(Subject {
                issuer: SubjectIssuer::Constant(text("Id-Token")),
                claim: 0,
            }),
            ..Profile::EMPTY
        }
    };
    type Claims = IdTokenClaims;
    type Inputs = IdTokenInputs;
    type Config = IdTokenConfig;
    fn new(
        config: IdTokenConfig,
    ) -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        Self::new(config)
    }
    fn client(&self) -> &::claimsmith::Client {
        &self.0
    }
}
/// id\_token: what differs between deployments.
///
/// `TechnicalProfile Id-Token` in `tests/golden/extension_keys.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct IdTokenConfig {
    /// The application's id at the provider, read from `ID_TOKEN_CLIENT_ID`.
    pub client_id: ::std::string::String,
    /// Where the provider sends the browser back to: exactly as registered there.
    pub redirect_uri: ::std::string::String,
    /// Flow keys, transport, and where the endpoints are.
    pub options: ::claimsmith::ClientOptions,
}
impl IdTokenConfig {
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
        let profile = <IdToken as ::claimsmith::Provider>::PROFILE;
        Self {
            client_id: source.client_id(&profile),
            redirect_uri: source.redirect_uri(&profile),
            options: source.options(&profile),
        }
    }
}
impl ::core::convert::From<IdTokenConfig> for ::claimsmith::ClientConfig {
    fn from(config: IdTokenConfig) -> Self {
        Self::new(config.client_id, config.redirect_uri).with_options(config.options)
    }
}
/// id\_token: parameters of the authorization request.
///
/// `TechnicalProfile Id-Token` in `tests/golden/extension_keys.xml`.
#[derive(
    ::core::clone::Clone,
    ::core::fmt::Debug,
    ::core::default::Default,
    ::core::cmp::PartialEq
)]
pub struct IdTokenInputs {}
impl ::claimsmith::Inputs for IdTokenInputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        let _ = values;
    }
}
/// id\_token: the claims of a signed-in user.
///
/// `TechnicalProfile Id-Token` in `tests/golden/extension_keys.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct IdTokenClaims {
    /// User id.
    ///
    /// `ClaimType issuerUserId` in `tests/golden/extension_keys.xml`.
    pub issuer_user_id: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Claims for IdTokenClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            issuer_user_id: reader.optional(0)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for IdTokenClaims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<IdToken as ::claimsmith::Provider>::PROFILE,
            &[&self.issuer_user_id],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for IdTokenClaims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<IdToken as ::claimsmith::Provider>::PROFILE,
        )
    }
}
/// The providers of the policy, in the order of their buttons.
pub const PROVIDERS: &[::claimsmith::ProviderInfo] = {
    use ::claimsmith::profile::*;
    &[
        ProviderInfo {
            id: text("Extension-Keys"),
            display_name: text("Extension keys"),
            domain: text(""),
            ..ProviderInfo::EMPTY
        },
        ProviderInfo {
            id: text("Private-Key"),
            display_name: text("Private key, proof"),
            domain: text(""),
            ..ProviderInfo::EMPTY
        },
        ProviderInfo {
            id: text("Id-Token"),
            display_name: text("id_token"),
            domain: text(""),
            ..ProviderInfo::EMPTY
        },
    ]
};
/// What differs between deployments, for every provider of the policy.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct PolicyConfig {
    /// Extension keys
    pub extension_keys: ExtensionKeysConfig,
    /// Private key, proof
    pub private_key: PrivateKeyConfig,
    /// id\_token
    pub id_token: IdTokenConfig,
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
            extension_keys: ExtensionKeysConfig::read(source),
            private_key: PrivateKeyConfig::read(source),
            id_token: IdTokenConfig::read(source),
        }
    }
}
/// All providers of the policy, by id.
///
/// Sign-in clients for the policy `B2C_1A_ExtensionKeys`.
///
/// - `ExtensionKeys`: Extension keys, technical profile `Extension-Keys`
/// - `PrivateKey`: Private key, proof, technical profile `Private-Key`
/// - `IdToken`: id\_token, technical profile `Id-Token`
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Policy {
    /// Extension keys
    extension_keys: ExtensionKeys,
    /// Private key, proof
    private_key: PrivateKey,
    /// id\_token
    id_token: IdToken,
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
            extension_keys: ExtensionKeys::new(config.extension_keys)?,
            private_key: PrivateKey::new(config.private_key)?,
            id_token: IdToken::new(config.id_token)?,
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
            "Extension-Keys" => {
                self.extension_keys
                    .finish(callback, flow)
                    .await
                    .map(SignedIn::ExtensionKeys)
            }
            "Private-Key" => {
                self.private_key.finish(callback, flow).await.map(SignedIn::PrivateKey)
            }
            "Id-Token" => {
                self.id_token.finish(callback, flow).await.map(SignedIn::IdToken)
            }
            _ => ::core::result::Result::Err(::claimsmith::SignInError::UnknownProfile),
        }
    }
    /// Extension keys
    pub fn extension_keys(&self) -> &ExtensionKeys {
        &self.extension_keys
    }
    /// Private key, proof
    pub fn private_key(&self) -> &PrivateKey {
        &self.private_key
    }
    /// id\_token
    pub fn id_token(&self) -> &IdToken {
        &self.id_token
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
        if profile_id.eq_ignore_ascii_case("Extension-Keys") {
            return ::core::option::Option::Some(
                ::claimsmith::Provider::client(&self.extension_keys),
            );
        }
        if profile_id.eq_ignore_ascii_case("Private-Key") {
            return ::core::option::Option::Some(
                ::claimsmith::Provider::client(&self.private_key),
            );
        }
        if profile_id.eq_ignore_ascii_case("Id-Token") {
            return ::core::option::Option::Some(
                ::claimsmith::Provider::client(&self.id_token),
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
    /// Extension keys
    ExtensionKeys(::claimsmith::SignedIn<ExtensionKeysClaims>),
    /// Private key, proof
    PrivateKey(::claimsmith::SignedIn<PrivateKeyClaims>),
    /// id\_token
    IdToken(::claimsmith::SignedIn<IdTokenClaims>),
}
impl SignedIn {
    /// Id of the technical profile the user signed in with.
    #[must_use]
    pub fn profile_id(&self) -> &::core::primitive::str {
        match self {
            Self::ExtensionKeys(signed_in) => &signed_in.profile_id,
            Self::PrivateKey(signed_in) => &signed_in.profile_id,
            Self::IdToken(signed_in) => &signed_in.profile_id,
        }
    }
    /// Who the user is: the issuer and the user's immutable id there.
    #[must_use]
    pub fn subject(&self) -> ::core::option::Option<&::claimsmith::SubjectKey> {
        match self {
            Self::ExtensionKeys(signed_in) => signed_in.subject(),
            Self::PrivateKey(signed_in) => signed_in.subject(),
            Self::IdToken(signed_in) => signed_in.subject(),
        }
    }
    /// The user's e-mail address and whether the provider has verified it. Never a key to find an account by.
    #[must_use]
    pub fn email(&self) -> ::core::option::Option<&::claimsmith::Email> {
        match self {
            Self::ExtensionKeys(signed_in) => signed_in.email(),
            Self::PrivateKey(signed_in) => signed_in.email(),
            Self::IdToken(signed_in) => signed_in.email(),
        }
    }
    /// The path of the application the user wanted to go to.
    #[must_use]
    pub fn return_to(&self) -> ::core::option::Option<&::claimsmith::LocalPath> {
        match self {
            Self::ExtensionKeys(signed_in) => signed_in.return_to.as_ref(),
            Self::PrivateKey(signed_in) => signed_in.return_to.as_ref(),
            Self::IdToken(signed_in) => signed_in.return_to.as_ref(),
        }
    }
}
