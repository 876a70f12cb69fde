/// Whether somebody is old enough.
///
/// Runs the claims transformations `GetAgeGroup`, `AssertConsent`, in this order.
///
/// # Errors
/// When an assertion does not hold, with the key of its message; when a claims transformation cannot do its
/// work, or a claim that must have a value has none.
///
/// `TechnicalProfile AgeGate` in `policies/AgeGate.xml`.
pub fn age_gate(
    inputs: AgeGateInputs,
    context: &::claimsmith::TransformationContext,
) -> ::core::result::Result<AgeGateClaims, ::claimsmith::SignInError> {
    ::claimsmith::transform_claims(
        &<AgeGateInputs as ::claimsmith::TransformationInputs>::PROFILE,
        inputs,
        context,
    )
}
::claimsmith::__private::require_dates!();
impl ::claimsmith::TransformationInputs for AgeGateInputs {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("AgeGate"),
            display_name: text("Whether somebody is old enough"),
            inputs: list({
                const L: &[InputClaim] = &[
                    InputClaim {
                        claim: text("dateOfBirth"),
                        data_type: DataType::Date,
                        parameter: text("dateOfBirth"),
                        required: true,
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("country"),
                        parameter: text("country"),
                        default: Some(Constant::String(text("US"))),
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("consentProvidedForMinor"),
                        parameter: text("consentProvidedForMinor"),
                        ..InputClaim::EMPTY
                    },
                ];
                L
            }),
            outputs: list({
                const L: &[OutputClaim] = &[
                    OutputClaim {
                        claim: text("ageGroup"),
                        source: ClaimSource::Member(text("ageGroup")),
                        required: true,
                        ..OutputClaim::EMPTY
                    },
                    OutputClaim::member(
                        "requiresParentalConsent",
                        DataType::Boolean,
                        "requiresParentalConsent",
                    ),
                ];
                L
            }),
            transformations: {
                use transformation::*;
                Transformations {
                    claims: list({
                        const L: &[TransformedClaim] = &[
                            TransformedClaim {
                                claim: text("dateOfBirth"),
                                data_type: DataType::Date,
                                input: Some(0),
                                carried: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("country"),
                                input: Some(1),
                                carried: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("consentProvidedForMinor"),
                                input: Some(2),
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
                                id: text("GetAgeGroup"),
                                step: Step::GetAgeGroupConsentProvidedAndRequiresConsent {
                                    date_of_birth: Slot::at(2, DataType::Date),
                                    country_code: Slot::at(3, DataType::String),
                                    consent: Slot::at(4, DataType::String),
                                    age_group: Slot::at(0, DataType::String),
                                    requires_consent: Slot::at(1, DataType::Boolean),
                                    consent_output: Slot::at(4, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("AssertConsent"),
                                step: Step::AssertBooleanClaimIsEqualToValue {
                                    input: Slot::at(1, DataType::Boolean),
                                    expected: false,
                                },
                            },
                        ];
                        L
                    }),
                    ..Transformations::EMPTY
                }
            },
            ..Profile::EMPTY
        }
    };
    type Claims = AgeGateClaims;
}
/// Whether somebody is old enough: what `age_gate` is given.
///
/// `TechnicalProfile AgeGate` in `policies/AgeGate.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
pub struct AgeGateInputs {
    /// Date of birth.
    ///
    /// As your passport has it.
    ///
    /// Read by the claims transformation `GetAgeGroup`. Must not be empty.
    ///
    /// `ClaimType dateOfBirth` in `policies/AgeGate.xml`.
    pub date_of_birth: ::std::string::String,
    /// Country.
    ///
    /// The two letters of the country you live in.
    ///
    /// Read by the claims transformation `GetAgeGroup`. `US` unless set.
    ///
    /// `ClaimType country` in `policies/AgeGate.xml`.
    pub country: ::core::option::Option<::std::string::String>,
    /// Consent of a parent.
    ///
    /// Read by the claims transformation `GetAgeGroup`.
    ///
    /// `ClaimType consentProvidedForMinor` in `policies/AgeGate.xml`.
    pub consent_provided_for_minor: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Inputs for AgeGateInputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        values.set(0, ::core::option::Option::Some(self.date_of_birth));
        values.set(1, self.country);
        values.set(2, self.consent_provided_for_minor);
    }
}
/// Whether somebody is old enough: the claims that `age_gate` gives.
///
/// `TechnicalProfile AgeGate` in `policies/AgeGate.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct AgeGateClaims {
    /// Age group.
    ///
    /// Given by the claims transformation `GetAgeGroup`.
    ///
    /// `ClaimType ageGroup` in `policies/AgeGate.xml`.
    pub age_group: ::std::string::String,
    /// Whether a parent must still consent.
    ///
    /// Given by the claims transformation `GetAgeGroup`.
    ///
    /// `ClaimType requiresParentalConsent` in `policies/AgeGate.xml`.
    pub requires_parental_consent: ::core::primitive::bool,
    /// Consent of a parent.
    ///
    /// What is given. Then changed by the claims transformation `GetAgeGroup`.
    ///
    /// `ClaimType consentProvidedForMinor` in `policies/AgeGate.xml`.
    pub consent_provided_for_minor: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Claims for AgeGateClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            age_group: reader.required(0)?,
            requires_parental_consent: reader.required(1)?,
            consent_provided_for_minor: reader.optional(4)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for AgeGateClaims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<AgeGateInputs as ::claimsmith::TransformationInputs>::PROFILE,
            &[
                &self.age_group,
                &self.requires_parental_consent,
                &self.consent_provided_for_minor,
            ],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for AgeGateClaims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<AgeGateInputs as ::claimsmith::TransformationInputs>::PROFILE,
        )
    }
}
/// Where to ask a parent for consent.
///
/// Runs the claims transformations `CompareAddresses`, `AssertOtherAddress`, `IsLanguageChosen`, `TakeParentAddress`, `MakeLink`, in this order.
///
/// Defaults are there once `TakeParentAddress` has run.
///
/// # Errors
/// When an assertion does not hold, with the key of its message; when a claims transformation cannot do its
/// work, or a claim that must have a value has none.
///
/// `TechnicalProfile ParentAddress` in `policies/AgeGate.xml`.
pub fn parent_address(
    inputs: ParentAddressInputs,
    context: &::claimsmith::TransformationContext,
) -> ::core::result::Result<ParentAddressClaims, ::claimsmith::SignInError> {
    ::claimsmith::transform_claims(
        &<ParentAddressInputs as ::claimsmith::TransformationInputs>::PROFILE,
        inputs,
        context,
    )
}
impl ::claimsmith::TransformationInputs for ParentAddressInputs {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("ParentAddress"),
            display_name: text("Where to ask a parent for consent"),
            inputs: list({
                const L: &[InputClaim] = &[
                    InputClaim {
                        claim: text("parentEmail"),
                        parameter: text("parentEmail"),
                        required: true,
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("isOwnAddress"),
                        data_type: DataType::Boolean,
                        parameter: text("isOwnAddress"),
                        required: true,
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("language"),
                        parameter: text("language"),
                        default: Some(Constant::String(text("en"))),
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("email"),
                        parameter: text("email"),
                        ..InputClaim::EMPTY
                    },
                ];
                L
            }),
            outputs: list({
                const L: &[OutputClaim] = &[
                    OutputClaim::string("contactLink", "contactLink"),
                    OutputClaim {
                        claim: text("contactPurpose"),
                        source: ClaimSource::Member(text("contactPurpose")),
                        default: Some(Constant::String(text("consent"))),
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
                                claim: text("parentEmail"),
                                input: Some(0),
                                carried: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isOwnAddress"),
                                data_type: DataType::Boolean,
                                input: Some(1),
                                carried: true,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("language"),
                                input: Some(2),
                                carried: true,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("email"),
                                input: Some(3),
                                carried: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("isLanguageChosen"),
                                data_type: DataType::Boolean,
                                carried: true,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("contactAddress"),
                                carried: true,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                        ];
                        L
                    }),
                    before: list({
                        const L: &[Transformation] = &[
                            Transformation {
                                id: text("CompareAddresses"),
                                step: Step::CompareClaims {
                                    left: Slot::at(5, DataType::String),
                                    right: Slot::at(2, DataType::String),
                                    operator: TextOperator::Equal,
                                    ignores_case: true,
                                    result: Slot::at(3, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("AssertOtherAddress"),
                                step: Step::AssertBooleanClaimIsEqualToValue {
                                    input: Slot::at(3, DataType::Boolean),
                                    expected: false,
                                },
                            },
                            Transformation {
                                id: text("IsLanguageChosen"),
                                step: Step::DoesClaimExist {
                                    input: Slot::at(4, DataType::String),
                                    result: Slot::at(6, DataType::Boolean),
                                },
                            },
                            Transformation {
                                id: text("TakeParentAddress"),
                                step: Step::CopyClaim {
                                    input: Slot::at(2, DataType::String),
                                    output: Slot::at(7, DataType::String),
                                },
                            },
                        ];
                        L
                    }),
                    after: list({
                        const L: &[Transformation] = &[
                            Transformation {
                                id: text("MakeLink"),
                                step: Step::FormatStringMultipleClaims {
                                    first: Slot::at(7, DataType::String),
                                    second: Slot::at(4, DataType::String),
                                    format: Format {
                                        pieces: list({
                                            const L: &[FormatPiece] = &[
                                                FormatPiece::Text(text("mailto:")),
                                                FormatPiece::Argument {
                                                    index: 0,
                                                    alignment: 0,
                                                },
                                                FormatPiece::Text(text("?subject=")),
                                                FormatPiece::Argument {
                                                    index: 1,
                                                    alignment: 0,
                                                },
                                            ];
                                            L
                                        }),
                                    },
                                    output: Slot::at(0, DataType::String),
                                },
                            },
                        ];
                        L
                    }),
                    ..Transformations::EMPTY
                }
            },
            ..Profile::EMPTY
        }
    };
    type Claims = ParentAddressClaims;
}
/// Where to ask a parent for consent: what `parent_address` is given.
///
/// `TechnicalProfile ParentAddress` in `policies/AgeGate.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
pub struct ParentAddressInputs {
    /// E-mail address of a parent.
    ///
    /// Read by the claims transformation `CompareAddresses`, `TakeParentAddress`. Must not be empty.
    ///
    /// `ClaimType parentEmail` in `policies/AgeGate.xml`.
    pub parent_email: ::std::string::String,
    /// Language to write in.
    ///
    /// Read by the claims transformation `IsLanguageChosen`, `MakeLink`. `en` unless set.
    ///
    /// `ClaimType language` in `policies/AgeGate.xml`.
    pub language: ::core::option::Option<::std::string::String>,
    /// E-mail address.
    ///
    /// Read by the claims transformation `CompareAddresses`.
    ///
    /// `ClaimType email` in `policies/AgeGate.xml`.
    pub email: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Inputs for ParentAddressInputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        values.set(0, ::core::option::Option::Some(self.parent_email));
        values.set(2, self.language);
        values.set(3, self.email);
    }
}
/// Where to ask a parent for consent: the claims that `parent_address` gives.
///
/// `TechnicalProfile ParentAddress` in `policies/AgeGate.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct ParentAddressClaims {
    /// Address to write to.
    ///
    /// Given by the claims transformation `TakeParentAddress`.
    ///
    /// `ClaimType contactAddress` in `policies/AgeGate.xml`.
    pub contact_address: ::std::string::String,
    /// Link that begins a message.
    ///
    /// Given by the claims transformation `MakeLink`.
    ///
    /// `ClaimType contactLink` in `policies/AgeGate.xml`.
    pub contact_link: ::std::string::String,
    /// What to write for.
    ///
    /// Begins as `consent`.
    ///
    /// `ClaimType contactPurpose` in `policies/AgeGate.xml`.
    pub contact_purpose: ::std::string::String,
    /// Language to write in.
    ///
    /// What is given.
    ///
    /// `ClaimType language` in `policies/AgeGate.xml`.
    pub language: ::std::string::String,
    /// Whether both addresses are the same.
    ///
    /// Given by the claims transformation `CompareAddresses`.
    ///
    /// `ClaimType isOwnAddress` in `policies/AgeGate.xml`.
    pub is_own_address: ::core::primitive::bool,
    /// Whether somebody chose the language.
    ///
    /// Given by the claims transformation `IsLanguageChosen`.
    ///
    /// `ClaimType isLanguageChosen` in `policies/AgeGate.xml`.
    pub is_language_chosen: ::core::primitive::bool,
}
impl ::claimsmith::Claims for ParentAddressClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            contact_address: reader.required(7)?,
            contact_link: reader.required(0)?,
            contact_purpose: reader.required(1)?,
            language: reader.required(4)?,
            is_own_address: reader.required(3)?,
            is_language_chosen: reader.required(6)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for ParentAddressClaims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<ParentAddressInputs as ::claimsmith::TransformationInputs>::PROFILE,
            &[
                &self.contact_link,
                &self.contact_purpose,
                &self.is_own_address,
                &self.language,
                &self.is_language_chosen,
                &self.contact_address,
            ],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for ParentAddressClaims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<ParentAddressInputs as ::claimsmith::TransformationInputs>::PROFILE,
        )
    }
}
/// The name that others see.
///
/// Runs the claims transformations `JoinNames`, `MarkSource`, in this order.
///
/// # Errors
/// When an assertion does not hold, with the key of its message; when a claims transformation cannot do its
/// work, or a claim that must have a value has none.
///
/// `TechnicalProfile DisplayName` in `policies/AgeGate.xml`.
pub fn display_name(
    inputs: DisplayNameInputs,
    context: &::claimsmith::TransformationContext,
) -> ::core::result::Result<DisplayNameClaims, ::claimsmith::SignInError> {
    ::claimsmith::transform_claims(
        &<DisplayNameInputs as ::claimsmith::TransformationInputs>::PROFILE,
        inputs,
        context,
    )
}
impl ::claimsmith::TransformationInputs for DisplayNameInputs {
    #[allow(clippy::needless_update)]
    const PROFILE: ::claimsmith::Profile = {
        use ::claimsmith::profile::*;
        Profile {
            id: text("DisplayName"),
            display_name: text("The name that others see"),
            inputs: list({
                const L: &[InputClaim] = &[
                    InputClaim {
                        claim: text("givenName"),
                        parameter: text("givenName"),
                        required: true,
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("surname"),
                        parameter: text("surname"),
                        required: true,
                        ..InputClaim::EMPTY
                    },
                    InputClaim {
                        claim: text("nameSource"),
                        parameter: text("nameSource"),
                        default: Some(Constant::String(text("user"))),
                        ..InputClaim::EMPTY
                    },
                ];
                L
            }),
            outputs: list({
                const L: &[OutputClaim] = &[
                    OutputClaim::string("displayName", "displayName"),
                ];
                L
            }),
            transformations: {
                use transformation::*;
                Transformations {
                    claims: list({
                        const L: &[TransformedClaim] = &[
                            TransformedClaim {
                                claim: text("givenName"),
                                input: Some(0),
                                carried: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("surname"),
                                input: Some(1),
                                carried: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("nameSource"),
                                input: Some(2),
                                carried: true,
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                            TransformedClaim {
                                claim: text("fullName"),
                                yielded: true,
                                ..TransformedClaim::EMPTY
                            },
                        ];
                        L
                    }),
                    after: list({
                        const L: &[Transformation] = &[
                            Transformation {
                                id: text("JoinNames"),
                                step: Step::FormatStringMultipleClaims {
                                    first: Slot::at(1, DataType::String),
                                    second: Slot::at(2, DataType::String),
                                    format: Format {
                                        pieces: list({
                                            const L: &[FormatPiece] = &[
                                                FormatPiece::Argument {
                                                    index: 0,
                                                    alignment: 0,
                                                },
                                                FormatPiece::Text(text(" ")),
                                                FormatPiece::Argument {
                                                    index: 1,
                                                    alignment: 0,
                                                },
                                            ];
                                            L
                                        }),
                                    },
                                    output: Slot::at(4, DataType::String),
                                },
                            },
                            Transformation {
                                id: text("MarkSource"),
                                step: Step::FormatStringMultipleClaims {
                                    first: Slot::at(4, DataType::String),
                                    second: Slot::at(3, DataType::String),
                                    format: Format {
                                        pieces: list({
                                            const L: &[FormatPiece] = &[
                                                FormatPiece::Argument {
                                                    index: 0,
                                                    alignment: 0,
                                                },
                                                FormatPiece::Text(text(" (")),
                                                FormatPiece::Argument {
                                                    index: 1,
                                                    alignment: 0,
                                                },
                                                FormatPiece::Text(text(")")),
                                            ];
                                            L
                                        }),
                                    },
                                    output: Slot::at(0, DataType::String),
                                },
                            },
                        ];
                        L
                    }),
                    ..Transformations::EMPTY
                }
            },
            ..Profile::EMPTY
        }
    };
    type Claims = DisplayNameClaims;
}
/// The name that others see: what `display_name` is given.
///
/// `TechnicalProfile DisplayName` in `policies/AgeGate.xml`.
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
pub struct DisplayNameInputs {
    /// Given name.
    ///
    /// Read by the claims transformation `JoinNames`. Must not be empty.
    ///
    /// `ClaimType givenName` in `policies/AgeGate.xml`.
    pub given_name: ::std::string::String,
    /// Surname.
    ///
    /// Read by the claims transformation `JoinNames`. Must not be empty.
    ///
    /// `ClaimType surname` in `policies/AgeGate.xml`.
    pub surname: ::std::string::String,
    /// Who gave the name.
    ///
    /// Read by the claims transformation `MarkSource`. `user` unless set.
    ///
    /// `ClaimType nameSource` in `policies/AgeGate.xml`.
    pub name_source: ::core::option::Option<::std::string::String>,
}
impl ::claimsmith::Inputs for DisplayNameInputs {
    fn write(self, values: &mut ::claimsmith::InputValues<'_>) {
        values.set(0, ::core::option::Option::Some(self.given_name));
        values.set(1, ::core::option::Option::Some(self.surname));
        values.set(2, self.name_source);
    }
}
/// The name that others see: the claims that `display_name` gives.
///
/// `TechnicalProfile DisplayName` in `policies/AgeGate.xml`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
pub struct DisplayNameClaims {
    /// Display name.
    ///
    /// Given by the claims transformation `MarkSource`.
    ///
    /// `ClaimType displayName` in `policies/AgeGate.xml`.
    pub display_name: ::std::string::String,
    /// Who gave the name.
    ///
    /// What is given.
    ///
    /// `ClaimType nameSource` in `policies/AgeGate.xml`.
    pub name_source: ::std::string::String,
    /// Full name.
    ///
    /// Given by the claims transformation `JoinNames`.
    ///
    /// `ClaimType fullName` in `policies/AgeGate.xml`.
    pub full_name: ::std::string::String,
}
impl ::claimsmith::Claims for DisplayNameClaims {
    fn read(
        reader: &mut ::claimsmith::ClaimReader<'_>,
    ) -> ::core::result::Result<Self, ::claimsmith::SignInError> {
        ::core::result::Result::Ok(Self {
            display_name: reader.required(0)?,
            name_source: reader.required(3)?,
            full_name: reader.required(4)?,
        })
    }
}
impl ::claimsmith::__private::Serialize for DisplayNameClaims {
    fn serialize<__S: ::claimsmith::__private::Serializer>(
        &self,
        serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::claimsmith::__private::serialize_claims(
            serializer,
            &<DisplayNameInputs as ::claimsmith::TransformationInputs>::PROFILE,
            &[&self.display_name, &self.name_source, &self.full_name],
        )
    }
}
impl<'de> ::claimsmith::__private::Deserialize<'de> for DisplayNameClaims {
    fn deserialize<__D: ::claimsmith::__private::Deserializer<'de>>(
        deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::claimsmith::__private::deserialize_claims(
            deserializer,
            &<DisplayNameInputs as ::claimsmith::TransformationInputs>::PROFILE,
        )
    }
}
