//! The technical profile and how it identifies a user.

use crate::transformation::{ClaimValidation, Mask, Transformations};
use crate::{
    AuthorizationRequest, ClaimsRequest, FollowUpRequest, IdToken, InputClaim, List, OutputClaim, Text, TokenRequest,
};
use alloc::borrow::Cow;

/// A federation technical profile after inheritance, includes and settings have been applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// `TechnicalProfile/@Id`, spelled as the policy declares it.
    pub id: Text,
    /// `DisplayName`: the label of the sign-in button. The id when the policy gives none.
    pub display_name: Text,
    /// `PolicyId` of the leaf policy; what `{policy}` stands for. Empty for a file without one.
    pub policy_id: Text,
    /// `TenantId` of the leaf policy; what `{tenant}` stands for. Empty for a file without one.
    pub tenant_id: Text,
    /// The environment that the policy was compiled for, as its settings spell it; `None`: for none in particular. Its
    /// name stands before those of the variables, see [`variable_in_environment`](crate::variable_in_environment).
    pub environment: Option<Text>,
    /// `Protocol/@Name`.
    pub protocol: Protocol,
    /// Metadata `ProviderName`: a label in logs and errors, never on the wire.
    pub provider_name: Option<Text>,
    /// Metadata `client_id`, unless it is a placeholder that the deployment has to replace.
    pub client_id: Option<Text>,
    /// The environment variable that holds the client id.
    pub client_id_variable: Text,
    /// Metadata `ClientIdParamName`: name of the client id in the authorization and the token request.
    pub client_id_parameter: Text,
    /// `CryptographicKeys`, in document order.
    pub keys: List<CryptographicKey>,
    /// The request the browser is sent away with.
    pub authorization: AuthorizationRequest,
    /// The exchange of the authorization code.
    pub token: TokenRequest,
    /// The request for the user's claims.
    pub claims: ClaimsRequest,
    /// Metadata `claimsmith.follow_up.N.…`: further claims requests, in the order of N.
    pub follow_ups: List<FollowUpRequest>,
    /// How an id_token is validated; `None`: the provider gives none that matters.
    pub id_token: Option<IdToken>,
    /// Metadata `issuer`: what the provider calls itself, in the `iss` of an id_token and of the callback (RFC 9207).
    pub issuer: Option<Text>,
    /// Metadata `end_session_endpoint`: where the user is signed out at the provider; `None` also when
    /// `SingleLogoutEnabled` is false.
    pub end_session_endpoint: Option<Text>,
    /// Metadata `claimsmith.revocation_endpoint`: where tokens are revoked (RFC 7009).
    pub revocation_endpoint: Option<Text>,
    /// When the profile is offered to the user.
    pub enablement: Enablement,
    /// Metadata `ResponseErrorCodeParamName`: the member of a token or claims answer whose presence means an error
    /// even though the status is 200. `0`, `"0"`, `""`, `null` and `false` mean success.
    pub error_member: Option<Text>,
    /// `InputClaims`, in document order.
    pub inputs: List<InputClaim>,
    /// `OutputClaims`, in document order.
    pub outputs: List<OutputClaim>,
    /// What happens to the claims before and after the exchange.
    pub transformations: Transformations,
    /// What the values of the claims must be like, where the policy says it.
    pub validations: List<ClaimValidation>,
    /// How the values of claims are shown, by the place of the claim.
    pub masks: List<(u16, Mask)>,
    /// How the profile names a user; `None` when the policy does not say.
    pub subject: Option<Subject>,
}

impl Profile {
    /// A profile that says nothing: the base of functional updates.
    pub const EMPTY: Self = Self {
        id: Cow::Borrowed(""),
        display_name: Cow::Borrowed(""),
        policy_id: Cow::Borrowed(""),
        tenant_id: Cow::Borrowed(""),
        environment: None,
        protocol: Protocol::OAuth2,
        provider_name: None,
        client_id: None,
        client_id_variable: Cow::Borrowed(""),
        client_id_parameter: Cow::Borrowed("client_id"),
        keys: Cow::Borrowed(&[]),
        authorization: AuthorizationRequest::EMPTY,
        token: TokenRequest::EMPTY,
        claims: ClaimsRequest::EMPTY,
        follow_ups: Cow::Borrowed(&[]),
        id_token: None,
        issuer: None,
        end_session_endpoint: None,
        revocation_endpoint: None,
        enablement: Enablement::Always,
        error_member: None,
        inputs: Cow::Borrowed(&[]),
        outputs: Cow::Borrowed(&[]),
        transformations: Transformations::EMPTY,
        validations: Cow::Borrowed(&[]),
        masks: Cow::Borrowed(&[]),
        subject: None,
    };

    /// What logs call the provider: `ProviderName`, else the id of the profile.
    #[must_use]
    pub fn label(&self) -> &str {
        self.provider_name.as_deref().unwrap_or(&self.id)
    }

    /// The key with this id, compared without regard to case.
    #[must_use]
    pub fn key(&self, id: &str) -> Option<&CryptographicKey> {
        self.keys.iter().find(|key| key.id.eq_ignore_ascii_case(id))
    }
}

/// The protocols that federation profiles speak (`Protocol/@Name`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// `OAuth2`
    OAuth2,
}

/// One `CryptographicKeys/Key`: where a secret comes from, never the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CryptographicKey {
    /// `Key/@Id`, for example `client_secret`.
    pub id: Text,
    /// `Key/@StorageReferenceId`, for example `B2C_1A_QqSecret`.
    pub storage_reference_id: Text,
    /// The environment variable that holds the key, for example `B2C_1A_QQSECRET`.
    pub variable: Text,
}

/// How a profile names a user: who vouches, and which claim holds the immutable id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Who vouches for the id.
    pub issuer: SubjectIssuer,
    /// The claim that holds the id, by its place: first the [`Profile::outputs`], then the claims of
    /// [`Profile::transformations`].
    pub claim: u16,
}

/// Where the issuer of a subject comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubjectIssuer {
    /// A text the policy fixes, such as `qq.com`; else the id of the profile.
    Constant(Text),
    /// The claim at this place, counted as [`Subject::claim`] is, for profiles that serve several issuers.
    Output(u16),
}

/// What a page of sign-in buttons needs to know of a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderInfo {
    /// `TechnicalProfile/@Id`.
    pub id: Text,
    /// `DisplayName`, the label of the button.
    pub display_name: Text,
    /// Text of `ClaimsProvider/Domain`, what `domain_hint` selects; empty when the policy gives none.
    pub domain: Text,
    /// When the button is offered.
    pub enablement: Enablement,
}

impl ProviderInfo {
    /// The base of functional updates.
    pub const EMPTY: Self = Self {
        id: Cow::Borrowed(""),
        display_name: Cow::Borrowed(""),
        domain: Cow::Borrowed(""),
        enablement: Enablement::Always,
    };
}

/// `EnabledForUserJourneys`: when a technical profile is offered. One that never is, is not compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enablement {
    /// `true`, `Always`, or no such element
    Always,
    /// `OnClaimsExistence`: the claim of metadata `ClaimTypeOnWhichToEnable` has a value
    OnClaimsExistence {
        /// Id of the claim type.
        claim: Text,
    },
    /// `OnItemExistenceInStringCollectionClaim`: the collection holds the item of metadata `ClaimValueOnWhichToEnable`
    OnItemExistence {
        /// Id of the claim type.
        claim: Text,
        /// The item.
        item: Text,
    },
    /// `OnItemAbsenceInStringCollectionClaim`: the collection does not hold the item
    OnItemAbsence {
        /// Id of the claim type.
        claim: Text,
        /// The item.
        item: Text,
    },
}
