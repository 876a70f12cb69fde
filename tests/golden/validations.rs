/// Example: the client that signs users in.
///
/// `TechnicalProfile Example-OAUTH` in `tests/golden/validations.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct ExampleOauth(::claimsmith::Client);
impl ExampleOauth {
    /// Checks the configuration and makes a client.
    ///
    /// # Errors
    /// When a value is missing, a URL is not what it should be, or no flow key is there.
    pub fn new(
        config: ExampleOauthConfig,
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
        inputs: ExampleOauthInputs,
    ) -> ::core::result::Result<::claimsmith::Begin, ::claimsmith::SignInError> {
        self.0.begin(inputs, ::core::default::Default::default())
    }
    /// As `begin`, with where the user wants to go and what the request to the application says.
    ///
    /// # Errors
    /// As for `begin`.
    pub fn begin_with(
        &self,
        inputs: ExampleOauthInputs,
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
        ::claimsmith::SignedIn<ExampleOauthClaims>,
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
::claimsmith::__private::require_regex!();
impl ::claimsmith::Provider for ExampleOauth {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("Example-OAUTH"),
            display_name: text("Example"),
            policy_id: text("B2C_1A_Validations"),
            tenant_id: text("contoso.onmicrosoft.com"),
            client_id: Some(text("101")),
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
            outputs: list({
                const L: &[OutputClaim] = &[
                    OutputClaim {
                        claim: text("issuerUserId"),
                        source: ClaimSource::Member(text("id")),
                        required: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim::string("email", "email"),
                    OutputClaim {
                        claim: text("telephoneNumber"),
                        source: ClaimSource::Member(text("phone")),
                        required: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim::string("seat", "seat"),
                    OutputClaim::string("meals", "meals"),
                    OutputClaim::member("newsletter", DataType::Boolean, "newsletter"),
                    OutputClaim::string("passphrase", "passphrase"),
                    OutputClaim::string("birthday", "birthday"),
                    OutputClaim::string("pin", "pin"),
                ];
                L
            }),
            validations: {
                use transformation::*;
                list({
                    const L: &[ClaimValidation] = &[
                        ClaimValidation {
                            claim: 1,
                            pattern: Some(PatternRestriction {
                                pattern: Pattern(
                                    text("\\A[^\\x{40}\\s]+\\x{40}[^\\x{40}\\s]+(?=\\n?\\z)"),
                                ),
                                help_text: list({
                                    const L: &[Localized<Text>] = &[
                                        Localized {
                                            culture: text(""),
                                            value: text(
                                                "Enter an address such as somebody@example.com.",
                                            ),
                                        },
                                        Localized {
                                            culture: text("es"),
                                            value: text(
                                                "Escriba una dirección como alguien@example.com.",
                                            ),
                                        },
                                    ];
                                    L
                                }),
                            }),
                            ..ClaimValidation::EMPTY
                        },
                        ClaimValidation {
                            claim: 3,
                            enumeration: Some(Enumeration {
                                values: list({
                                    const L: &[Text] = &[
                                        text("window"),
                                        text("aisle"),
                                        text("any"),
                                    ];
                                    L
                                }),
                                multiple: false,
                            }),
                            ..ClaimValidation::EMPTY
                        },
                        ClaimValidation {
                            claim: 4,
                            enumeration: Some(Enumeration {
                                values: list({
                                    const L: &[Text] = &[text("V"), text("G")];
                                    L
                                }),
                                multiple: true,
                            }),
                            ..ClaimValidation::EMPTY
                        },
                        ClaimValidation {
                            claim: 5,
                            enumeration: Some(Enumeration {
                                values: list({
                                    const L: &[Text] = &[text("true")];
                                    L
                                }),
                                multiple: false,
                            }),
                            ..ClaimValidation::EMPTY
                        },
                        ClaimValidation {
                            claim: 6,
                            predicates: Some(PredicateValidation {
                                id: text("Passphrase"),
                                groups: list({
                                    const L: &[PredicateGroup] = &[
                                        PredicateGroup {
                                            id: text("Length"),
                                            help_text: list({
                                                const L: &[Localized<Text>] = &[];
                                                L
                                            }),
                                            match_at_least: 1,
                                            predicates: list({
                                                const L: &[Predicate] = &[
                                                    Predicate {
                                                        id: text("Length"),
                                                        help_text: list({
                                                            const L: &[Localized<Text>] = &[
                                                                Localized {
                                                                    culture: text(""),
                                                                    value: text("From 8 to 64 characters."),
                                                                },
                                                                Localized {
                                                                    culture: text("es"),
                                                                    value: text("De 8 a 64 caracteres."),
                                                                },
                                                            ];
                                                            L
                                                        }),
                                                        test: PredicateTest::IsLengthRange {
                                                            minimum: 8,
                                                            maximum: 64,
                                                        },
                                                    },
                                                ];
                                                L
                                            }),
                                        },
                                        PredicateGroup {
                                            id: text("Classes"),
                                            help_text: list({
                                                const L: &[Localized<Text>] = &[
                                                    Localized {
                                                        culture: text(""),
                                                        value: text("At least 2 of these:"),
                                                    },
                                                    Localized {
                                                        culture: text("es"),
                                                        value: text("Al menos 2 de:"),
                                                    },
                                                ];
                                                L
                                            }),
                                            match_at_least: 2,
                                            predicates: list({
                                                const L: &[Predicate] = &[
                                                    Predicate {
                                                        id: text("Lower"),
                                                        help_text: list({
                                                            const L: &[Localized<Text>] = &[
                                                                Localized {
                                                                    culture: text(""),
                                                                    value: text("a small letter"),
                                                                },
                                                            ];
                                                            L
                                                        }),
                                                        test: PredicateTest::IncludesCharacters(
                                                            list({
                                                                const L: &[CharacterRange] = &[
                                                                    CharacterRange {
                                                                        first: 'a',
                                                                        last: 'z',
                                                                    },
                                                                ];
                                                                L
                                                            }),
                                                        ),
                                                    },
                                                    Predicate {
                                                        id: text("Upper"),
                                                        help_text: list({
                                                            const L: &[Localized<Text>] = &[
                                                                Localized {
                                                                    culture: text(""),
                                                                    value: text("a capital letter"),
                                                                },
                                                            ];
                                                            L
                                                        }),
                                                        test: PredicateTest::IncludesCharacters(
                                                            list({
                                                                const L: &[CharacterRange] = &[
                                                                    CharacterRange {
                                                                        first: 'A',
                                                                        last: 'Z',
                                                                    },
                                                                ];
                                                                L
                                                            }),
                                                        ),
                                                    },
                                                    Predicate {
                                                        id: text("Sign"),
                                                        help_text: list({
                                                            const L: &[Localized<Text>] = &[
                                                                Localized {
                                                                    culture: text(""),
                                                                    value: text("a sign"),
                                                                },
                                                            ];
                                                            L
                                                        }),
                                                        test: PredicateTest::IncludesCharacters(
                                                            list({
                                                                const L: &[CharacterRange] = &[
                                                                    CharacterRange {
                                                                        first: '[',
                                                                        last: '[',
                                                                    },
                                                                    CharacterRange {
                                                                        first: ']',
                                                                        last: ']',
                                                                    },
                                                                    CharacterRange {
                                                                        first: '\\',
                                                                        last: '\\',
                                                                    },
                                                                    CharacterRange {
                                                                        first: '-',
                                                                        last: '-',
                                                                    },
                                                                    CharacterRange {
                                                                        first: '!',
                                                                        last: '!',
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
                        ClaimValidation {
                            claim: 7,
                            predicates: Some(PredicateValidation {
                                id: text("Past"),
                                groups: list({
                                    const L: &[PredicateGroup] = &[
                                        PredicateGroup {
                                            id: text("Past"),
                                            help_text: list({
                                                const L: &[Localized<Text>] = &[];
                                                L
                                            }),
                                            match_at_least: 1,
                                            predicates: list({
                                                const L: &[Predicate] = &[
                                                    Predicate {
                                                        id: text("Past"),
                                                        help_text: list({
                                                            const L: &[Localized<Text>] = &[
                                                                Localized {
                                                                    culture: text(""),
                                                                    value: text("Between 1905-01-31 and Today."),
                                                                },
                                                            ];
                                                            L
                                                        }),
                                                        test: PredicateTest::IsDateRange {
                                                            minimum: DateBound::Day {
                                                                year: 1905,
                                                                month: 1,
                                                                day: 31,
                                                            },
                                                            maximum: DateBound::Today,
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
                            claim: 8,
                            predicates: Some(PredicateValidation {
                                id: text("Pin"),
                                groups: list({
                                    const L: &[PredicateGroup] = &[
                                        PredicateGroup {
                                            id: text(""),
                                            help_text: list({
                                                const L: &[Localized<Text>] = &[
                                                    Localized {
                                                        culture: text(""),
                                                        value: text("Something with digits."),
                                                    },
                                                    Localized {
                                                        culture: text("es"),
                                                        value: text("Algo con cifras."),
                                                    },
                                                ];
                                                L
                                            }),
                                            match_at_least: 1,
                                            predicates: list({
                                                const L: &[Predicate] = &[
                                                    Predicate {
                                                        id: text("Digits"),
                                                        help_text: list({
                                                            const L: &[Localized<Text>] = &[
                                                                Localized {
                                                                    culture: text(""),
                                                                    value: text("Only digits."),
                                                                },
                                                            ];
                                                            L
                                                        }),
                                                        test: PredicateTest::MatchesRegex(
                                                            Pattern(text("\\A[0-9]+(?=\\n?\\z)")),
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
                        (
                            1,
                            Mask::Regex {
                                pattern: Pattern(
                                    text("(?<=[^\\n])[^\\n](?=[^\\n]*\\x{40})"),
                                ),
                                replacement: list({
                                    const L: &[ReplacementPiece] = &[
                                        ReplacementPiece::Text(text("*")),
                                    ];
                                    L
                                }),
                            },
                        ),
                        (2, Mask::Simple(text("XXX-XXX-"))),
                    ];
                    L
                })
            },
            subject: Some(Subject {
                issuer: SubjectIssuer::Constant(text("Example-OAUTH")),
                claim: 0,
            }),
            ..Profile::EMPTY
        }
    };
    type Claims = ExampleOauthClaims;
    type Inputs = ExampleOauthInputs;
    type Config = ExampleOauthConfig;
    fn new(
        config: ExampleOauthConfig,
    ) -> ::core::result::Result<Self, ::claimsmith::ConfigError> {
        Self::new(config)
    }
    fn client(&self) -> &::claimsmith::Client {
        &self.0
    }
}
/// Example: what differs between deployments.
///
/// `TechnicalProfile Example-OAUTH` in `tests/golden/validations.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct ExampleOauthConfig {
    /// The application's id at the provider, read from `EXAMPLE_OAUTH_CLIENT_ID`.
    pub client_id: ::std::string::String,
    /// The key `client_secret`, stored as `B2C_1A_ExampleSecret`, read from `B2C_1A_EXAMPLESECRET`.
    pub client_secret: ::claimsmith::Secret,
    /// Where the provider sends the browser back to: exactly as registered there.
    pub redirect_uri: ::std::string::String,
    /// Flow keys, transport, and where the endpoints are.
    pub options: ::claimsmith::ClientOptions,
}
impl ExampleOauthConfig {
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
        let profile = <ExampleOauth as ::claimsmith::Provider>::PROFILE;
        Self {
            client_id: source.client_id(&profile),
            client_secret: source.key(&profile, "client_secret"),
            redirect_uri: source.redirect_uri(&profile),
            options: source.options(&profile),
        }
    }
}
impl ::core::convert::From<ExampleOauthConfig> for ::claimsmith::ClientConfig {
    fn from(config: ExampleOauthConfig) -> Self {
        Self::new(config.client_id, config.redirect_uri)
            .with_key("client_secret", config.client_secret)
            .with_options(config.options)
    }
}
/// Example: parameters of the authorization request.
///
/// `TechnicalProfile Example-OAUTH` in `tests/golden/validations.xml`.
#[derive(
    ::core::clone::Clone,
    ::core::fmt::Debug,
    ::core::default::Default,
    ::core::cmp::PartialEq
)]
pub struct ExampleOauthInputs {}
impl ::claimsmith::Inputs for ExampleOauthInputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        let _ = values;
    }
}
/// Example: the claims of a signed-in user.
///
/// `TechnicalProfile Example-OAUTH` in `tests/golden/validations.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct ExampleOauthClaims {
    /// User id.
    ///
    /// `ClaimType issuerUserId` in `tests/golden/validations.xml`.
    pub issuer_user_id: ::std::string::String,
    /// E-mail address.
    ///
    /// `ClaimType email` in `tests/golden/validations.xml`.
    pub email: ::core::option::Option<::std::string::String>,
    /// Telephone.
    ///
    /// `ClaimType telephoneNumber` in `tests/golden/validations.xml`.
    pub telephone_number: ::std::string::String,
    /// Seat.
    ///
    /// `ClaimType seat` in `tests/golden/validations.xml`.
    pub seat: ::core::option::Option<::std::string::String>,
    /// Meals.
    ///
    /// `ClaimType meals` in `tests/golden/validations.xml`.
    pub meals: ::core::option::Option<::std::string::String>,
    /// Newsletter.
    ///
    /// `ClaimType newsletter` in `tests/golden/validations.xml`.
    pub newsletter: ::core::option::Option<::core::primitive::bool>,
    /// Passphrase.
    ///
    /// `ClaimType passphrase` in `tests/golden/validations.xml`.
    pub passphrase: ::core::option::Option<::std::string::String>,
    /// Birthday.
    ///
    /// `ClaimType birthday` in `tests/golden/validations.xml`.
    pub birthday: ::core::option::Option<::std::string::String>,
    /// PIN.
    ///
    /// `ClaimType pin` in `tests/golden/validations.xml`.
    pub pin: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Claims for ExampleOauthClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            issuer_user_id: reader.required(0)?,
            email: reader.optional(1)?,
            telephone_number: reader.required(2)?,
            seat: reader.optional(3)?,
            meals: reader.optional(4)?,
            newsletter: reader.optional(5)?,
            passphrase: reader.optional(6)?,
            birthday: reader.optional(7)?,
            pin: reader.optional(8)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for ExampleOauthClaims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<ExampleOauth as ::claimsmith::Provider>::PROFILE,
            &[
                &self.issuer_user_id,
                &self.email,
                &self.telephone_number,
                &self.seat,
                &self.meals,
                &self.newsletter,
                &self.passphrase,
                &self.birthday,
                &self.pin,
            ],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for ExampleOauthClaims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<ExampleOauth as ::claimsmith::Provider>::PROFILE,
        )
    }
}
const _: () = {
    static RULES: ::std::sync::LazyLock<::claimsmith::__private::ClaimRules<'static>> = ::std::sync::LazyLock::new(||
    ::claimsmith::__private::ClaimRules::of(
        <ExampleOauth as ::claimsmith::Provider>::PROFILE,
    ));
    impl ExampleOauthClaims {
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
            RULES
                .validate(
                    &[
                        &self.email,
                        &self.seat,
                        &self.meals,
                        &self.newsletter,
                        &self.passphrase,
                        &self.birthday,
                        &self.pin,
                    ],
                    clock,
                )
        }
        /// The claim `email` as the policy shows it, with a part of it hidden; `None` without a value.
        #[must_use]
        pub fn email_masked(&self) -> ::core::option::Option<::std::string::String> {
            RULES.masked(0, &self.email)
        }
        /// The claim `telephoneNumber` as the policy shows it, with a part of it hidden; `None` without a value.
        #[must_use]
        pub fn telephone_number_masked(
            &self,
        ) -> ::core::option::Option<::std::string::String> {
            RULES.masked(1, &self.telephone_number)
        }
    }
};
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
    pub example_oauth: ExampleOauthConfig,
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
            example_oauth: ExampleOauthConfig::read(source),
        }
    }
}
/// All providers of the policy, by id.
///
/// Sign-in clients for the policy `B2C_1A_Validations`.
///
/// - `ExampleOauth`: Example, technical profile `Example-OAUTH`
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Policy {
    /// Example
    example_oauth: ExampleOauth,
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
            example_oauth: ExampleOauth::new(config.example_oauth)?,
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
                self.example_oauth
                    .finish(callback, flow)
                    .await
                    .map(SignedIn::ExampleOauth)
            }
            _ => ::core::result::Result::Err(::claimsmith::SignInError::UnknownProfile),
        }
    }
    /// Example
    pub fn example_oauth(&self) -> &ExampleOauth {
        &self.example_oauth
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
                ::claimsmith::Provider::client(&self.example_oauth),
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
    ExampleOauth(::claimsmith::SignedIn<ExampleOauthClaims>),
}
impl SignedIn {
    /// Id of the technical profile the user signed in with.
    #[must_use]
    pub fn profile_id(&self) -> &::core::primitive::str {
        match self {
            Self::ExampleOauth(signed_in) => &signed_in.profile_id,
        }
    }
    /// Who the user is: the issuer and the user's immutable id there.
    #[must_use]
    pub fn subject(&self) -> ::core::option::Option<&::claimsmith::SubjectKey> {
        match self {
            Self::ExampleOauth(signed_in) => signed_in.subject(),
        }
    }
    /// The user's e-mail address and whether the provider has verified it. Never a key to find an account by.
    #[must_use]
    pub fn email(&self) -> ::core::option::Option<&::claimsmith::Email> {
        match self {
            Self::ExampleOauth(signed_in) => signed_in.email(),
        }
    }
    /// The path of the application the user wanted to go to.
    #[must_use]
    pub fn return_to(&self) -> ::core::option::Option<&::claimsmith::LocalPath> {
        match self {
            Self::ExampleOauth(signed_in) => signed_in.return_to.as_ref(),
        }
    }
}
