//! The conditions of `EnabledForUserJourneys`, and the metadata each needs.

/// Every value of `EnabledForUserJourneys`, and when a profile with it is offered.
pub const VALUES: &[(&str, &str)] = &[
    ("true", "always; the same as without the element"),
    ("Always", "always"),
    ("false", "never: it is not compiled"),
    ("Never", "never: it is not compiled"),
    ("OnClaimsExistence", "when the claim of metadata `ClaimTypeOnWhichToEnable` has a value"),
    (
        "OnItemExistenceInStringCollectionClaim",
        "when the collection of metadata `ClaimTypeOnWhichToEnable` holds the item of `ClaimValueOnWhichToEnable`",
    ),
    (
        "OnItemAbsenceInStringCollectionClaim",
        "when the collection of metadata `ClaimTypeOnWhichToEnable` does not hold the item of `ClaimValueOnWhichToEnable`",
    ),
];

/// The metadata key that names the claim type of a condition.
pub(crate) const CLAIM_TYPE: &str = "ClaimTypeOnWhichToEnable";

/// The metadata key with the item that a collection is searched for.
pub(crate) const CLAIM_VALUE: &str = "ClaimValueOnWhichToEnable";

/// A condition under which a technical profile is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Condition {
    /// `OnClaimsExistence`
    ClaimsExistence,
    /// `OnItemExistenceInStringCollectionClaim`
    ItemExistence,
    /// `OnItemAbsenceInStringCollectionClaim`
    ItemAbsence,
}

impl Condition {
    /// The condition with this spelling; `None` for `true`, `Always` and their opposites.
    pub(crate) fn find(text: &str) -> Option<Self> {
        Some(match text {
            "OnClaimsExistence" => Self::ClaimsExistence,
            "OnItemExistenceInStringCollectionClaim" => Self::ItemExistence,
            "OnItemAbsenceInStringCollectionClaim" => Self::ItemAbsence,
            _ => return None,
        })
    }

    /// The metadata keys it needs.
    pub(crate) const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::ClaimsExistence => &[CLAIM_TYPE],
            Self::ItemExistence | Self::ItemAbsence => &[CLAIM_TYPE, CLAIM_VALUE],
        }
    }
}
