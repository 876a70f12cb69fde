//! The metadata keys of `SAML2` profiles (B2C: "Define a SAML technical profile", "Define a technical profile for a SAML
//! issuer", "RelyingParty", and the pages of options for both sides).

use super::MetadataKey;
use super::ValueKind::{Boolean, Integer, OneOf, Text, UrlOrXml, WebUrl};
use super::relation::{Fault, Relation};
use super::when::When;

const SIGNATURES: &[&str] = &["Sha1", "Sha256", "Sha384", "Sha512"];

/// Every key of a profile that signs users in with a SAML identity provider.
pub const IDENTITY_PROVIDER: &[MetadataKey] = &[
    MetadataKey::required("PartnerEntity", UrlOrXml, "The metadata of the identity provider: its URL, or itself."),
    MetadataKey::optional("WantsSignedRequests", Boolean, "true", "With `false` requests are not signed."),
    MetadataKey::optional("XmlSignatureAlgorithm", OneOf(SIGNATURES), "Sha1", "What requests are signed with."),
    MetadataKey::optional("WantsSignedAssertions", Boolean, "true", "With `false` assertions need no signature."),
    MetadataKey::optional("ResponsesSigned", Boolean, "true", "With `false` responses need no signature."),
    MetadataKey::optional("WantsEncryptedAssertions", Boolean, "false", "With `true` assertions must be encrypted."),
    MetadataKey::optional("NameIdPolicyFormat", Text, "none", "The format of the name identifier that is asked for."),
    MetadataKey::optional(
        "NameIdPolicyAllowCreate",
        Boolean,
        "the attribute is not sent",
        "Whether the identity provider may create an account.",
    ),
    MetadataKey::optional("AuthenticationRequestExtensions", Text, "none", "XML that is added to requests."),
    MetadataKey::optional(
        "IncludeAuthnContextClassReferences",
        Text,
        "none",
        "How the user is to be authenticated: URIs separated by commas.",
    ),
    MetadataKey::optional(
        "IncludeKeyInfo",
        Boolean,
        "not settled",
        "Whether posted requests hold the public key of their signature.",
    ),
    MetadataKey::optional("SingleLogoutEnabled", Boolean, "true", "With `false` the user stays signed in there."),
    MetadataKey::optional("ForceAuthN", Boolean, "false", "With `true` the identity provider asks in any case."),
    MetadataKey::optional("ProviderName", Text, "none", "The `ProviderName` of requests."),
    MetadataKey::optional("IssuerUri", Text, "the URL of the policy", "What B2C calls itself in requests."),
];

/// Which of them need which.
pub(super) const IDENTITY_PROVIDER_RELATIONS: &[Relation] = &[Relation {
    key: "NameIdPolicyAllowCreate",
    when: When::Missing("NameIdPolicyFormat"),
    fault: Fault::NoEffect,
    why: "it is an attribute of the name identifier policy, which `NameIdPolicyFormat` asks for",
    advice: "add `<Item Key=\"NameIdPolicyFormat\">…</Item>`, or remove this one",
}];

/// Every key of a profile that issues assertions.
pub const ISSUER: &[MetadataKey] = &[
    MetadataKey::optional("IssuerUri", Text, "the URL of the policy", "The issuer that assertions name."),
    MetadataKey::optional(
        "XmlSignatureAlgorithm",
        OneOf(SIGNATURES),
        "not settled",
        "What assertions are signed with.",
    ),
    MetadataKey::optional(
        "TokenNotBeforeSkewInSeconds",
        Integer(0, 3_600),
        "0",
        "How far in the past the validity of an assertion begins.",
    ),
    MetadataKey::optional("TokenLifeTimeInSeconds", Integer(0, u64::MAX), "300", "How long a response is valid."),
    MetadataKey::optional(
        "RemoveMillisecondsFromDateTime",
        Boolean,
        "false",
        "With `true` times are written without milliseconds.",
    ),
];

/// Every key of the relying party's profile for a SAML application.
pub const RELYING_PARTY: &[MetadataKey] = &[
    MetadataKey::optional(
        "IdpInitiatedProfileEnabled",
        Boolean,
        "false",
        "With `true` a sign-in may begin without a request of the application.",
    ),
    MetadataKey::optional("XmlSignatureAlgorithm", OneOf(SIGNATURES), "not settled", "What responses are signed with."),
    MetadataKey::optional(
        "DataEncryptionMethod",
        OneOf(&["Aes256", "Aes192", "Sha512", "Aes128"]),
        "Aes256",
        "What assertions are encrypted with.",
    ),
    MetadataKey::optional(
        "KeyEncryptionMethod",
        OneOf(&["Rsa15", "RsaOaep"]),
        "Rsa15",
        "What the key of the encryption is encrypted with.",
    ),
    MetadataKey::optional("UseDetachedKeys", Boolean, "false", "With `true` that key stands beside the data."),
    MetadataKey::optional("WantsEncryptedAssertions", Boolean, "false", "With `true` assertions are encrypted."),
    MetadataKey::optional("WantsSignedResponses", Boolean, "true", "With `false` responses are not signed."),
    MetadataKey::optional(
        "RemoveMillisecondsFromDateTime",
        Boolean,
        "false",
        "With `true` times are written without milliseconds.",
    ),
    MetadataKey::optional(
        "RequestContextMaximumLengthInBytes",
        Integer(0, 2_048),
        "1000",
        "How long the application's RelayState may be.",
    ),
    MetadataKey::optional(
        "PartnerEntity",
        UrlOrXml,
        "what the registration of the application says",
        "The metadata of the application: its URL, or itself.",
    ),
    MetadataKey::optional(
        "Saml2AttributeEncodingInfo",
        Text,
        "none",
        "XML that says how attributes are written; not in B2C's reference.",
    ),
    MetadataKey::optional("SamlMetadataUrl", WebUrl, "what the registration says", "The same under an older name."),
];
