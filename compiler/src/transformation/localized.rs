//! The localized texts that claims transformations read.

/// The element type of the texts of `FormatLocalizedString`.
pub const FORMAT: &str = "FormatLocalizedStringTransformationClaimType";

/// The element type of the texts of `GetLocalizedStringsTransformation`.
pub const STRINGS: &str = "GetLocalizedStringsTransformationClaimType";

/// The methods whose result is in the language of the user.
const METHODS: &[&str] =
    &["FormatLocalizedString", "GetLocalizedStringsTransformation", "GetMappedValueFromLocalizedCollection"];

/// Whether a method, whatever its case, reads texts or collections in the language of the user.
#[must_use]
pub fn is_localized(method: &str) -> bool {
    METHODS.iter().any(|it| it.eq_ignore_ascii_case(method))
}
