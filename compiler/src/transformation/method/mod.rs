//! What B2C's transformation methods take and give: the one table.
//!
//! The rules check policies against it, the compiler and the runtime go by it. One file a group of Microsoft's reference
//! pages; [`undocumented`](self) methods of published policies have their own.
//!
//! The names and data types are those that upload compares ("The InputClaims mismatched in ClaimsTransformation"), which
//! differ from the documentation in some places.

mod boolean;
mod date;
mod general;
mod integer;
mod json;
mod phone_number;
mod social;
mod string;
mod string_collection;
#[cfg(test)]
mod tests;
mod undocumented;
mod user_identity;

use super::format_string::Expression;
use claimsmith_profile::DataType;

/// A transformation method.
#[derive(Debug, Clone, Copy)]
pub struct Method {
    /// `@TransformationMethod`; B2C compares it without regard to case.
    pub name: &'static str,
    /// The input claims.
    pub inputs: &'static [InputClaim],
    /// Input claims whose names the policy chooses.
    pub further_inputs: Further,
    /// The input parameters.
    pub parameters: &'static [Parameter],
    /// Input parameters whose names the policy chooses.
    pub further_parameters: Further,
    /// The output claims.
    pub outputs: &'static [OutputClaim],
    /// Output claims whose names the policy chooses.
    pub further_outputs: Further,
    /// Whether those have a value afterwards.
    pub further_set: Set,
    /// What its result depends on beside its inputs and parameters.
    pub determinism: Determinism,
    /// The metadata key with the message of the failure that a page can show.
    pub error_key: Option<&'static str>,
    /// Whether it does nothing but pass or fail.
    pub is_assertion: bool,
}

/// An input claim of a method.
#[derive(Debug, Clone, Copy)]
pub struct InputClaim {
    /// `@TransformationClaimType`
    pub name: &'static str,
    /// The data types it may have.
    pub data_type: ClaimDataType,
    /// Whether it must be declared.
    pub required: bool,
    /// What happens when the claim has no value.
    pub absent: Absent,
}

/// An input parameter of a method.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// `@Id`
    pub name: &'static str,
    /// `@DataType`
    pub data_type: DataType,
    /// Whether it must be declared.
    pub required: bool,
    /// Its value when it is not declared, where that is documented.
    pub default: Option<&'static str>,
    /// What its value may be.
    pub kind: ParameterKind,
}

/// An output claim of a method.
#[derive(Debug, Clone, Copy)]
pub struct OutputClaim {
    /// `@TransformationClaimType`
    pub name: &'static str,
    /// The data types it may have.
    pub data_type: ClaimDataType,
    /// Whether it must be declared.
    pub required: bool,
    /// Whether it has a value afterwards.
    pub set: Set,
}

/// The data types that a claim of a method may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimDataType {
    /// This one.
    One(DataType),
    /// Any.
    Any,
    /// That of this input claim.
    SameAs(&'static str),
}

/// Claims or parameters beyond the named ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Further {
    /// None.
    None,
    /// Of any name, with these data types.
    Any(ClaimDataType),
    /// Of any name that begins so, with this data type.
    Prefixed(&'static str, DataType),
}

/// What an input claim without a value does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// The transformation fails.
    Fails,
    /// The method has an answer to it.
    Handled,
    /// Not documented.
    Undocumented,
}

/// Whether an output claim has a value once the method has run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// Always; what its constants allow to be an empty text aside.
    Always,
    /// Always, or the step fails; and never an empty one.
    NeverEmpty,
    /// Always, or the step fails; one that is not empty when all inputs have one that is not empty, but those whose absence the
    /// method handles.
    IfSet,
    /// It depends on the values whether it is set or cleared; also when the value may be empty.
    Maybe,
    /// It depends on the values whether it is set; otherwise it keeps the value that it had.
    Kept,
    /// Never: the claim is cleared.
    Clears,
}

/// What the value of a parameter may be, beyond what its data type says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// Anything.
    Any,
    /// One of these, without regard to case.
    OneOf(&'static [&'static str]),
    /// At least 0.
    NotNegative,
    /// At least 1.
    Positive,
    /// Anything but nothing.
    NotEmpty,
    /// The scheme of a URI (RFC 3986 section 3.1); what follows a colon is not looked at.
    Scheme,
    /// The host of a URI, perhaps with a port.
    Host,
    /// A regular expression of .NET.
    Pattern,
    /// A composite format string over this many arguments, which perhaps may also hold `{RelyingPartyTenantId}` and its like.
    FormatString {
        /// How many.
        arguments: usize,
        /// The expressions that B2C replaces in it.
        expressions: &'static [Expression],
    },
    /// A text that may hold `{RelyingPartyTenantId}` and its like.
    Expressions,
    /// The name of a policy key container.
    PolicyKey,
    /// The `StringId` of a localized string.
    StringId,
}

/// What a result depends on beside inputs and parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Determinism {
    /// Nothing.
    Pure,
    /// Chance.
    Random,
    /// The time of day.
    Clock,
    /// The language of the user: texts or a collection of the page.
    Language,
    /// What the policy says elsewhere: the names that expressions such as `{TechnicalProfileId}` stand for, or predicates.
    Policy,
    /// A policy key.
    PolicyKey,
}

const GROUPS: &[&[Method]] = &[
    boolean::METHODS,
    date::METHODS,
    general::METHODS,
    integer::METHODS,
    json::METHODS,
    phone_number::METHODS,
    social::METHODS,
    string::METHODS,
    string_collection::METHODS,
    user_identity::METHODS,
    undocumented::METHODS,
];

/// Names that a method had before.
const FORMER_NAMES: &[(&str, &str)] = &[("ClaimToClaimEquality", "CompareClaims")];

/// Every method, in the order of the groups.
pub fn all() -> impl Iterator<Item = &'static Method> + Clone {
    GROUPS.iter().copied().flatten()
}

/// The method with this name, or with this former name, compared without regard to case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Method> {
    let current = FORMER_NAMES.iter().find(|(former, _)| former.eq_ignore_ascii_case(name));
    let name = current.map_or(name, |(_, current)| current);
    all().find(|method| method.name.eq_ignore_ascii_case(name))
}

impl Method {
    /// The base of functional updates: takes nothing, gives nothing.
    const NONE: Self = Self {
        name: "",
        inputs: &[],
        further_inputs: Further::None,
        parameters: &[],
        further_parameters: Further::None,
        outputs: &[],
        further_outputs: Further::None,
        further_set: Set::Maybe,
        determinism: Determinism::Pure,
        error_key: None,
        is_assertion: false,
    };

    /// The input claim with this name, in any case.
    #[must_use]
    pub fn input(&self, name: &str) -> Option<&'static InputClaim> {
        self.inputs.iter().find(|claim| claim.name.eq_ignore_ascii_case(name))
    }

    /// The parameter with this name, in any case.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&'static Parameter> {
        self.parameters.iter().find(|parameter| parameter.name.eq_ignore_ascii_case(name))
    }

    /// The output claim with this name, in any case.
    #[must_use]
    pub fn output(&self, name: &str) -> Option<&'static OutputClaim> {
        self.outputs.iter().find(|claim| claim.name.eq_ignore_ascii_case(name))
    }

    /// Whether the output claim with this name, which may be one that the policy chooses, has a value afterwards.
    #[must_use]
    pub fn set(&self, name: &str) -> Set {
        self.output(name).map_or(self.further_set, |output| output.set)
    }
}

impl ClaimDataType {
    /// How it is written in advice: `string`, `any type`, `the type of inputClaim`.
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Self::One(data_type) => data_type.name().to_owned(),
            Self::Any => "any type".to_owned(),
            Self::SameAs(input) => format!("the type of {input}"),
        }
    }
}

impl Further {
    /// The data types of a claim or parameter of this name; `None` when there can be none.
    #[must_use]
    pub fn data_type(self, name: &str) -> Option<ClaimDataType> {
        match self {
            Self::None => None,
            Self::Any(data_type) => Some(data_type),
            Self::Prefixed(prefix, data_type) => {
                let begin = name.get(..prefix.len()).filter(|_| name.len() > prefix.len());
                begin.filter(|begin| begin.eq_ignore_ascii_case(prefix)).map(|_| ClaimDataType::One(data_type))
            }
        }
    }
}

/// An input claim that must be declared.
const fn input(name: &'static str, data_type: DataType) -> InputClaim {
    InputClaim { name, data_type: ClaimDataType::One(data_type), required: true, absent: Absent::Undocumented }
}

impl InputClaim {
    /// Without a value the transformation fails.
    const fn or_fails(self) -> Self {
        Self { absent: Absent::Fails, ..self }
    }

    /// Without a value the method has an answer.
    const fn or_absent(self) -> Self {
        Self { absent: Absent::Handled, ..self }
    }

    /// Need not be declared.
    const fn optional(self) -> Self {
        Self { required: false, absent: Absent::Handled, ..self }
    }
}

/// A parameter that must be declared.
const fn parameter(name: &'static str, data_type: DataType) -> Parameter {
    Parameter { name, data_type, required: true, default: None, kind: ParameterKind::Any }
}

impl Parameter {
    const fn kind(self, kind: ParameterKind) -> Self {
        Self { kind, ..self }
    }

    /// Need not be declared.
    const fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    /// Need not be declared and is this then.
    const fn or(self, default: &'static str) -> Self {
        Self { required: false, default: Some(default), ..self }
    }
}

/// An output claim that must be declared and has a value when all inputs have one.
const fn output(name: &'static str, data_type: DataType) -> OutputClaim {
    OutputClaim { name, data_type: ClaimDataType::One(data_type), required: true, set: Set::IfSet }
}

impl OutputClaim {
    const fn set(self, set: Set) -> Self {
        Self { set, ..self }
    }

    /// Has a value, never an empty one, or the step fails.
    const fn never_empty(self) -> Self {
        self.set(Set::NeverEmpty)
    }

    /// Need not be declared.
    const fn optional(self) -> Self {
        Self { required: false, ..self }
    }
}

/// A format string with the expressions of B2C.
const fn format_string(arguments: usize) -> ParameterKind {
    ParameterKind::FormatString { arguments, expressions: &Expression::ALL }
}

/// How .NET compares two texts.
const STRING_COMPARISON: ParameterKind = ParameterKind::OneOf(&["Ordinal", "OrdinalIgnoreCase"]);

/// A boolean written as a string: with the data type `boolean` B2C fails ("Unable to cast object of type
/// 'System.Boolean' to type 'System.String'").
const BOOLEAN_TEXT: ParameterKind = ParameterKind::OneOf(&["true", "false"]);
