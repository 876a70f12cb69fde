/// QQ "; fn injected() {} //: the client that signs users in.
///
/// `TechnicalProfile QQ-OAUTH` in `tests/hygiene/strict/policies/keywords.xml`.
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
            display_name: text("QQ \"; fn injected() {} //"),
            policy_id: text("B2C_1A_Keywords"),
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
                response_mode: Some(ResponseMode::FormPost),
                parameters: list({
                    const L: &[Parameter] = &[
                        Parameter {
                            name: text("display"),
                            value: text("pc"),
                        },
                    ];
                    L
                }),
                pkce: false,
                ..AuthorizationRequest::EMPTY
            },
            token: TokenRequest {
                endpoint: text("https://graph.qq.com/oauth2.0/token"),
                authentication: ClientAuthentication::SecretBasic,
                ..TokenRequest::EMPTY
            },
            claims: ClaimsRequest {
                endpoint: Some(text("https://graph.qq.com/oauth2.0/me")),
                format_parameter: Some(Parameter {
                    name: text("format"),
                    value: text("json"),
                }),
                token_members: list({
                    const L: &[Text] = &[text("openid"), text("uid")];
                    L
                }),
                ..ClaimsRequest::EMPTY
            },
            inputs: list({
                const L: &[InputClaim] = &[
                    InputClaim {
                        claim: text("type"),
                        parameter: text("prompt"),
                        default: Some(Constant::String(text("consent"))),
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("values"),
                        parameter: text("ui_locales"),
                        required: true,
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("reader"),
                        parameter: text("auth_type"),
                        default: Some(Constant::String(text("fixed"))),
                        always_default: true,
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
                        claim: text("type"),
                        source: ClaimSource::Path(
                            list({
                                const L: &[PathSegment] = &[
                                    PathSegment::Member(text("type")),
                                ];
                                L
                            }),
                        ),
                        default: Some(Constant::String(text("QQ"))),
                        always_default: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("self"),
                        data_type: DataType::Boolean,
                        source: ClaimSource::Path(
                            list({
                                const L: &[PathSegment] = &[
                                    PathSegment::Member(text("self")),
                                ];
                                L
                            }),
                        ),
                        default: Some(Constant::Boolean(false)),
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("gen"),
                        data_type: DataType::Long,
                        source: ClaimSource::Path(
                            list({
                                const L: &[PathSegment] = &[
                                    PathSegment::Member(text("gen")),
                                ];
                                L
                            }),
                        ),
                        default: Some(Constant::Long(-9223372036854775808)),
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("2fa"),
                        data_type: DataType::Int,
                        source: ClaimSource::Path(
                            list({
                                const L: &[PathSegment] = &[
                                    PathSegment::Member(text("2fa")),
                                ];
                                L
                            }),
                        ),
                        default: Some(Constant::Int(-1)),
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("Option"),
                        data_type: DataType::StringCollection,
                        source: ClaimSource::Path(
                            list({
                                const L: &[PathSegment] = &[
                                    PathSegment::Member(text("Option")),
                                ];
                                L
                            }),
                        ),
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("reader"),
                        source: ClaimSource::Path(
                            list({
                                const L: &[PathSegment] = &[
                                    PathSegment::Member(text("reader")),
                                ];
                                L
                            }),
                        ),
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim {
                        claim: text("access_token"),
                        source: ClaimSource::AccessToken,
                        ..OutputClaim::EMPTY
                    },
                ];
                L
            }),
            validations: {
                use transformation::*;
                list({
                    const L: &[ClaimValidation] = &[
                        ClaimValidation {
                            claim: 1,
                            enumeration: Some(Enumeration {
                                values: list({
                                    const L: &[Text] = &[
                                        text("QQ"),
                                        text("\"; fn injected() {} //"),
                                    ];
                                    L
                                }),
                                multiple: false,
                            }),
                            ..ClaimValidation::EMPTY
                        },
                        ClaimValidation {
                            claim: 2,
                            enumeration: Some(Enumeration {
                                values: list({
                                    const L: &[Text] = &[text("false")];
                                    L
                                }),
                                multiple: false,
                            }),
                            ..ClaimValidation::EMPTY
                        },
                        ClaimValidation {
                            claim: 6,
                            predicates: Some(PredicateValidation {
                                id: text("list"),
                                groups: list({
                                    const L: &[PredicateGroup] = &[
                                        PredicateGroup {
                                            id: text("Mask"),
                                            help_text: list({
                                                const L: &[Localized<Text>] = &[];
                                                L
                                            }),
                                            match_at_least: 1,
                                            predicates: list({
                                                const L: &[Predicate] = &[
                                                    Predicate {
                                                        id: text("text"),
                                                        help_text: list({
                                                            const L: &[Localized<Text>] = &[
                                                                Localized {
                                                                    culture: text(""),
                                                                    value: text("\"; fn injected() {} //"),
                                                                },
                                                            ];
                                                            L
                                                        }),
                                                        test: PredicateTest::IncludesCharacters(
                                                            list({
                                                                const L: &[CharacterRange] = &[
                                                                    CharacterRange {
                                                                        first: '"',
                                                                        last: '\'',
                                                                    },
                                                                    CharacterRange {
                                                                        first: '\\',
                                                                        last: '\\',
                                                                    },
                                                                    CharacterRange {
                                                                        first: '-',
                                                                        last: '-',
                                                                    },
                                                                ];
                                                                L
                                                            }),
                                                        ),
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
                    ];
                    L
                })
            },
            masks: {
                use transformation::*;
                list({
                    const L: &[(u16, Mask)] = &[
                        (1, Mask::Simple(text("\"; fn injected() {} //"))),
                        (6, Mask::Simple(text("X"))),
                    ];
                    L
                })
            },
            subject: Some(Subject {
                issuer: SubjectIssuer::Constant(text("QQ-OAUTH")),
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
/// QQ "; fn injected() {} //: what differs between deployments.
///
/// `TechnicalProfile QQ-OAUTH` in `tests/hygiene/strict/policies/keywords.xml`.
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
/// QQ "; fn injected() {} //: parameters of the authorization request.
///
/// `TechnicalProfile QQ-OAUTH` in `tests/hygiene/strict/policies/keywords.xml`.
#[derive(
    ::core::clone::Clone,
    ::core::fmt::Debug,
    ::core::default::Default,
    ::core::cmp::PartialEq
)]
pub struct QqOauthInputs {
    /// A keyword.
    ///
    /// Sent as `prompt`, `consent` unless set.
    ///
    /// `ClaimType type` in `tests/hygiene/strict/policies/keywords.xml`.
    pub r#type: ::core::option::Option<::std::string::String>,
    /// Another name generated code uses.
    ///
    /// Sent as `ui_locales` when set.
    ///
    /// `ClaimType values` in `tests/hygiene/strict/policies/keywords.xml`.
    pub values: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Inputs for QqOauthInputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        values.set(0, self.r#type);
        values.set(1, self.values);
    }
}
/// QQ "; fn injected() {} //: the claims of a signed-in user.
///
/// `TechnicalProfile QQ-OAUTH` in `tests/hygiene/strict/policies/keywords.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
pub struct QqOauthClaims {
    /// Id \`of\` the \[user\](https\://example.com) \<b\>.
    ///
    /// \# Not a heading Not a code block: let x = "\\" ; fn main() {}.
    ///
    /// `ClaimType issuerUserId` in `tests/hygiene/strict/policies/keywords.xml`.
    pub issuer_user_id: ::std::string::String,
    /// A keyword.
    ///
    /// Always `QQ`.
    ///
    /// `ClaimType type` in `tests/hygiene/strict/policies/keywords.xml`.
    pub r#type: ::std::string::String,
    /// A keyword that cannot be raw.
    ///
    /// When the provider gives none: `false`.
    ///
    /// `ClaimType self` in `tests/hygiene/strict/policies/keywords.xml`.
    pub self_: ::core::primitive::bool,
    /// A keyword since 2024.
    ///
    /// When the provider gives none: `-9223372036854775808`.
    ///
    /// `ClaimType gen` in `tests/hygiene/strict/policies/keywords.xml`.
    pub r#gen: ::core::primitive::i64,
    /// Begins with a digit.
    ///
    /// When the provider gives none: `-1`.
    ///
    /// `ClaimType 2fa` in `tests/hygiene/strict/policies/keywords.xml`.
    pub _2fa: ::core::primitive::i32,
    /// The name of a type.
    ///
    /// `ClaimType Option` in `tests/hygiene/strict/policies/keywords.xml`.
    pub option: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    /// A name generated code uses.
    ///
    /// `ClaimType reader` in `tests/hygiene/strict/policies/keywords.xml`.
    pub reader: ::core::option::Option<::std::string::String>,
    /// A token.
    ///
    /// `ClaimType access_token` in `tests/hygiene/strict/policies/keywords.xml`.
    pub access_token: ::core::option::Option<::std::string::String>,
}
impl ::core::fmt::Debug for QqOauthClaims {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        formatter
            .debug_struct("QqOauthClaims")
            .field("issuer_user_id", &self.issuer_user_id)
            .field("type", &self.r#type)
            .field("self", &self.self_)
            .field("gen", &self.r#gen)
            .field("_2fa", &self._2fa)
            .field("option", &self.option)
            .field("reader", &self.reader)
            .field("access_token", &"…")
            .finish()
    }
}
impl ::claimsmith::Claims for QqOauthClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            issuer_user_id: reader.required(0)?,
            r#type: reader.required(1)?,
            self_: reader.required(2)?,
            r#gen: reader.required(3)?,
            _2fa: reader.required(4)?,
            option: reader.optional(5)?,
            reader: reader.optional(6)?,
            access_token: reader.optional(7)?,
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
                &self.r#type,
                &self.self_,
                &self.r#gen,
                &self._2fa,
                &self.option,
                &self.reader,
                &self.access_token,
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
const _: () = {
    static RULES: ::std::sync::LazyLock<::claimsmith::__private::ClaimRules<'static>> = ::std::sync::LazyLock::new(||
    ::claimsmith::__private::ClaimRules::of(
        <QqOauth as ::claimsmith::Provider>::PROFILE,
    ));
    impl QqOauthClaims {
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
            RULES.validate(&[&self.r#type, &self.self_, &self.reader], clock)
        }
        /// The claim `type` as the policy shows it, with a part of it hidden; `None` without a value.
        #[must_use]
        pub fn type_masked(&self) -> ::core::option::Option<::std::string::String> {
            RULES.masked(0, &self.r#type)
        }
        /// The claim `reader` as the policy shows it, with a part of it hidden; `None` without a value.
        #[must_use]
        pub fn reader_masked(&self) -> ::core::option::Option<::std::string::String> {
            RULES.masked(1, &self.reader)
        }
    }
};
/// A keyword "; fn injected() {} //.
///
/// Runs the claims transformation `list`.
///
/// # Errors
/// When an assertion does not hold, with the key of its message; when a claims transformation cannot do its
/// work, or a claim that must have a value has none.
///
/// `TechnicalProfile match` in `tests/hygiene/strict/policies/keywords.xml`.
pub fn r#match(
    inputs: MatchInputs,
    context: &::claimsmith::TransformationContext,
) -> ::core::result::Result<MatchClaims, ::claimsmith::SignInError> {
    ::claimsmith::transform_claims(
        &<MatchInputs as ::claimsmith::TransformationInputs>::PROFILE,
        inputs,
        context,
    )
}
impl ::claimsmith::TransformationInputs for MatchInputs {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("match"),
            display_name: text("A keyword \"; fn injected() {} //"),
            inputs: list({
                const L: &[InputClaim] = &[
                    InputClaim {
                        claim: text("values"),
                        parameter: text("values"),
                        required: true,
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("2fa"),
                        data_type: DataType::Int,
                        parameter: text("2fa"),
                        required: true,
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("type"),
                        parameter: text("type"),
                        default: Some(Constant::String(text("\"; fn injected() {} //"))),
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("reader"),
                        parameter: text("reader"),
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("Option"),
                        data_type: DataType::StringCollection,
                        parameter: text("Option"),
                        ..InputClaim::EMPTY
                    },
                ];
                L
            }),
            outputs: list({
                const L: &[OutputClaim] = &[
                    OutputClaim {
                        claim: text("self"),
                        data_type: DataType::Boolean,
                        source: ClaimSource::Member(text("self")),
                        default: Some(Constant::Boolean(false)),
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
                                claim: text("values"),
                                input: Some(0),
                                carried: true,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("2fa"),
                                data_type: DataType::Int,
                                input: Some(1),
                                carried: true,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("type"),
                                input: Some(2),
                                carried: true,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("reader"),
                                input: Some(3),
                                carried: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("Option"),
                                data_type: DataType::StringCollection,
                                input: Some(4),
                                carried: true,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                        ];
                        L
                    }),
                    after: list({
                        const L: &[Transformation] = &[
                            Transformation {
                                id: text("list"),
                                step: Step::AddItemToStringCollection {
                                    item: Slot::at(4, DataType::String),
                                    collection: Slot::at(5, DataType::StringCollection),
                                    output: Slot::at(5, DataType::StringCollection),
                                },
                            },
                        ];
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
                            claim: 0,
                            enumeration: Some(Enumeration {
                                values: list({
                                    const L: &[Text] = &[text("false")];
                                    L
                                }),
                                multiple: false,
                            }),
                            ..ClaimValidation::EMPTY
                        },
                        ClaimValidation {
                            claim: 3,
                            enumeration: Some(Enumeration {
                                values: list({
                                    const L: &[Text] = &[
                                        text("QQ"),
                                        text("\"; fn injected() {} //"),
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
            masks: {
                use transformation::*;
                list({
                    const L: &[(u16, Mask)] = &[
                        (3, Mask::Simple(text("\"; fn injected() {} //"))),
                    ];
                    L
                })
            },
            ..Profile::EMPTY
        }
    };
    type Claims = MatchClaims;
}
/// A keyword "; fn injected() {} //: what `r#match` is given.
///
/// `TechnicalProfile match` in `tests/hygiene/strict/policies/keywords.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
pub struct MatchInputs {
    /// Another name generated code uses.
    ///
    /// Must not be empty.
    ///
    /// `ClaimType values` in `tests/hygiene/strict/policies/keywords.xml`.
    pub values: ::std::string::String,
    /// Begins with a digit.
    ///
    /// Must not be empty.
    ///
    /// `ClaimType 2fa` in `tests/hygiene/strict/policies/keywords.xml`.
    pub _2fa: ::core::primitive::i32,
    /// A keyword.
    ///
    /// `"; fn injected() {} //` unless set.
    ///
    /// `ClaimType type` in `tests/hygiene/strict/policies/keywords.xml`.
    pub r#type: ::core::option::Option<::std::string::String>,
    /// A name generated code uses.
    ///
    /// Read by the claims transformation `list`.
    ///
    /// `ClaimType reader` in `tests/hygiene/strict/policies/keywords.xml`.
    pub reader: ::core::option::Option<::std::string::String>,
    /// The name of a type.
    ///
    /// Read by the claims transformation `list`.
    ///
    /// `ClaimType Option` in `tests/hygiene/strict/policies/keywords.xml`.
    pub option: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
}
impl ::claimsmith::Inputs for MatchInputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        values.set(0, ::core::option::Option::Some(self.values));
        values.set(1, ::core::option::Option::Some(self._2fa));
        values.set(2, self.r#type);
        values.set(3, self.reader);
        values.set(4, self.option);
    }
}
/// A keyword "; fn injected() {} //: the claims that `r#match` gives.
///
/// `TechnicalProfile match` in `tests/hygiene/strict/policies/keywords.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct MatchClaims {
    /// Another name generated code uses.
    ///
    /// What is given.
    ///
    /// `ClaimType values` in `tests/hygiene/strict/policies/keywords.xml`.
    pub values: ::std::string::String,
    /// A keyword that cannot be raw.
    ///
    /// Begins as `false`.
    ///
    /// `ClaimType self` in `tests/hygiene/strict/policies/keywords.xml`.
    pub self_: ::core::primitive::bool,
    /// Begins with a digit.
    ///
    /// What is given.
    ///
    /// `ClaimType 2fa` in `tests/hygiene/strict/policies/keywords.xml`.
    pub _2fa: ::core::primitive::i32,
    /// The name of a type.
    ///
    /// What is given. Then changed by the claims transformation `list`.
    ///
    /// `ClaimType Option` in `tests/hygiene/strict/policies/keywords.xml`.
    pub option: ::std::vec::Vec<::std::string::String>,
    /// A keyword.
    ///
    /// What is given.
    ///
    /// `ClaimType type` in `tests/hygiene/strict/policies/keywords.xml`.
    pub r#type: ::std::string::String,
}
impl ::claimsmith::Claims for MatchClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            values: reader.required(1)?,
            self_: reader.required(0)?,
            _2fa: reader.required(2)?,
            option: reader.required(5)?,
            r#type: reader.required(3)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for MatchClaims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<MatchInputs as ::claimsmith::TransformationInputs>::PROFILE,
            &[&self.self_, &self.values, &self._2fa, &self.r#type, &self.option],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for MatchClaims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<MatchInputs as ::claimsmith::TransformationInputs>::PROFILE,
        )
    }
}
const _: () = {
    static RULES: ::std::sync::LazyLock<::claimsmith::__private::ClaimRules<'static>> = ::std::sync::LazyLock::new(||
    ::claimsmith::__private::ClaimRules::of(
        <MatchInputs as ::claimsmith::TransformationInputs>::PROFILE,
    ));
    impl MatchClaims {
        /// What of these claims is not as the policy asks, today in UTC.
        ///
        /// The policy asks it of what users enter, not of what claims transformations give, so the function does not: call it when your
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
            RULES.validate(&[&self.self_, &self.r#type], clock)
        }
        /// The claim `type` as the policy shows it, with a part of it hidden; `None` without a value.
        #[must_use]
        pub fn type_masked(&self) -> ::core::option::Option<::std::string::String> {
            RULES.masked(0, &self.r#type)
        }
    }
};
/// The providers of the policy, in the order of their buttons.
pub const PROVIDERS: &[::claimsmith::ProviderInfo] = {
    use ::claimsmith::profile::*;
    &[
        ProviderInfo {
            id: text("QQ-OAUTH"),
            display_name: text("QQ \"; fn injected() {} //"),
            domain: text(""),
            ..ProviderInfo::EMPTY
        },
    ]
};
/// What differs between deployments, for every provider of the policy.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct PolicyConfig {
    /// QQ "; fn injected() {} //
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
/// Sign-in clients and functions over claims for the policy `B2C_1A_Keywords`.
///
/// - `QqOauth`: QQ "; fn injected() {} //, technical profile `QQ-OAUTH`
/// - `match()`: A keyword "; fn injected() {} //, technical profile `match`
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Policy {
    /// QQ "; fn injected() {} //
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
    /// QQ "; fn injected() {} //
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
    /// QQ "; fn injected() {} //
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
