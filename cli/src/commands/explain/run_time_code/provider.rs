//! Codes that another provider causes, or a service that the policy calls.

use super::{RunTimeCode, plain};
use claimsmith_compiler::diagnostic::codes::{
    ANY_ISSUER, INVALID_ENDPOINT, INVALID_METADATA_VALUE, ISSUER_PREFIX, MISSING_CRYPTOGRAPHIC_KEY, MISSING_METADATA,
    PLACEHOLDER_VALUE, PROVIDER_REQUIREMENT, REDIRECT_URI_FORM, SCOPE, UNAUTHENTICATED_REST,
};

pub(super) const CODES: &[RunTimeCode] = &[
    RunTimeCode {
        number: 90027,
        meaning: "a REST service refuses the user name or password that the policy sends",
        causes: &["the policy keys `BasicAuthenticationUsername` and `BasicAuthenticationPassword` hold other values"],
        advice: "compare the policy keys with what the service expects",
        found_by: &[MISSING_CRYPTOGRAPHIC_KEY, UNAUTHENTICATED_REST],
    },
    RunTimeCode {
        number: 90028,
        meaning: "a REST service refuses the client certificate that the policy sends",
        causes: &["the policy key `ClientCertificate` holds another certificate, or one without its private key"],
        advice: "upload the certificate with its private key, and let the service accept it",
        found_by: &[MISSING_CRYPTOGRAPHIC_KEY],
    },
    RunTimeCode {
        number: 90075,
        meaning: "a service that a step calls answered with an HTTP error; the message has its status",
        causes: &[
            "an endpoint that is wrong",
            "a provider that wants another authentication, another method, or a User-Agent (GitHub)",
        ],
        advice: "call the endpoint by hand with the same request; `claimsmith sign-in POLICY -v` shows each request",
        found_by: &[INVALID_ENDPOINT, PROVIDER_REQUIREMENT, INVALID_METADATA_VALUE],
    },
    plain(
        90165,
        "the SAML request that this answer belongs to is unknown",
        "begin the sign-in anew; a provider that begins it itself needs `IdpInitiatedProfileEnabled`",
    ),
    plain(
        90168,
        "a signed SAML request in the query lacks a parameter",
        "let the application send the parameter that the message names",
    ),
    RunTimeCode {
        number: 90188,
        meaning: "the SAML metadata of a provider cannot be read; the message says why",
        causes: &["metadata `PartnerEntity` is no URL that B2C can reach"],
        advice: "open the URL in a browser without signing in",
        found_by: &[INVALID_ENDPOINT, PLACEHOLDER_VALUE],
    },
    RunTimeCode {
        number: 90235,
        meaning: "an id_token that B2C was given has expired",
        causes: &["the token was made too long ago, or the clock of its issuer is wrong"],
        advice: "get a new token and try again",
        found_by: &[],
    },
    RunTimeCode {
        number: 90237,
        meaning: "an id_token that B2C was given is made for another audience",
        causes: &["`client_id` or `IdTokenAudience` of the technical profile is not what the token names in `aud`"],
        advice: "compare `aud` of the token with `IdTokenAudience`, or `client_id` without it",
        found_by: &[PLACEHOLDER_VALUE, INVALID_METADATA_VALUE],
    },
    RunTimeCode {
        number: 90238,
        meaning: "an id_token that B2C was given has another issuer than the policy allows",
        causes: &["`issuer` or `ValidTokenIssuerPrefixes` of the technical profile does not fit `iss` of the token"],
        advice: "compare `iss` of the token with the metadata, and with the `issuer` in the discovery document",
        found_by: &[ISSUER_PREFIX, ANY_ISSUER, INVALID_METADATA_VALUE],
    },
    RunTimeCode {
        number: 90239,
        meaning: "the signature of an id_token that B2C was given is not valid",
        causes: &[
            "the signing keys behind `METADATA` cannot be reached",
            "the token is signed with a key that is not listed there",
        ],
        advice: "open the discovery document and its `jwks_uri`; look whether the `kid` of the token is among the keys",
        found_by: &[INVALID_ENDPOINT, MISSING_METADATA, MISSING_CRYPTOGRAPHIC_KEY],
    },
    RunTimeCode {
        number: 90240,
        meaning: "an id_token that B2C was given cannot be read",
        causes: &["what was sent is no signed token; encrypted ones are not supported"],
        advice: "decode the token, and switch its encryption off at the provider",
        found_by: &[],
    },
    RunTimeCode {
        number: 90242,
        meaning: "the SAML metadata that stands in the policy cannot be read; the message says why",
        causes: &["the text of metadata `PartnerEntity` is no SAML metadata"],
        advice: "copy the metadata of the provider again, as CDATA",
        found_by: &[INVALID_METADATA_VALUE],
    },
    plain(
        90250,
        "the application calls a SAML address that is none",
        "use the address with tenant and policy from the metadata of the policy",
    ),
    RunTimeCode {
        number: 90255,
        meaning: "an exchange with a provider or a service did not come to its end",
        causes: &[
            "the user took too long, or opened the page twice",
            "the answer lacks what the technical profile needs",
        ],
        advice: "try again in a new private window; if it stays, look at the answer in Application Insights",
        found_by: &[PROVIDER_REQUIREMENT, MISSING_METADATA],
    },
    RunTimeCode {
        number: 90261,
        meaning: "a service that a step calls answered with an error whose text B2C cannot read",
        causes: &["the service does not answer with JSON", "the endpoint is wrong, and a web page answers"],
        advice: "call the endpoint by hand, and look at status and `Content-Type` of the answer",
        found_by: &[INVALID_ENDPOINT, INVALID_METADATA_VALUE],
    },
    RunTimeCode {
        number: 90273,
        meaning: "the provider ended the sign-in with an error; its text stands in the message",
        causes: &[
            "the user cancelled at the provider",
            "a redirect URI that is not registered at the provider",
            "a scope or a parameter that the provider does not know",
        ],
        advice: "read the provider's words in the message; `claimsmith inspect redirect-uris PATH` lists what to register",
        found_by: &[REDIRECT_URI_FORM, SCOPE, PROVIDER_REQUIREMENT],
    },
    RunTimeCode {
        number: 90274,
        meaning: "the SAML metadata of the application has no logout service that B2C can use",
        causes: &["`SingleLogoutService` is missing, or its binding is neither HTTP-Redirect nor HTTP-POST"],
        advice: "add the logout service to the metadata of the application",
        found_by: &[],
    },
    RunTimeCode {
        number: 90289,
        meaning: "B2C got no token from an identity provider",
        causes: &[
            "a client secret that is wrong or has expired",
            "a redirect URI that differs from the registered one",
            "a token endpoint that wants another method (`HttpBinding`) or another authentication",
        ],
        advice: "renew the secret and compare the redirect URI; `claimsmith sign-in POLICY -v` shows the provider's answer",
        found_by: &[
            MISSING_CRYPTOGRAPHIC_KEY,
            PLACEHOLDER_VALUE,
            INVALID_ENDPOINT,
            REDIRECT_URI_FORM,
            PROVIDER_REQUIREMENT,
        ],
    },
];
