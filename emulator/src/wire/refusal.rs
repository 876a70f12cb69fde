//! Why a request is refused, in the words of the emulator.

/// Why a request was refused. Providers have fewer and vaguer words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// `response_type` is missing or one the provider does not have
    #[error("response_type is missing or one the provider does not have")]
    ResponseType,
    /// No client id
    #[error("the client id is missing")]
    ClientIdMissing,
    /// Another client id than the application's
    #[error("the client id is not the one of the registered application")]
    ClientUnknown,
    /// No redirect URI
    #[error("redirect_uri is missing")]
    RedirectUriMissing,
    /// A redirect URI that is not registered, or another one than in the authorization request
    #[error("redirect_uri is not registered, or differs from the one of the authorization request")]
    RedirectUriMismatch,
    /// A code challenge that is not 43 characters of base64url, whose method is not S256, that is missing at a provider
    /// that insists on PKCE, or there at one that refuses it
    #[error(
        "code_challenge is no S256 challenge (43 characters, code_challenge_method=S256), or missing, or unwelcome"
    )]
    CodeChallenge,
    /// No client secret
    #[error("the client secret is missing")]
    SecretMissing,
    /// Another client secret than the application's
    #[error("the client secret is wrong")]
    SecretWrong,
    /// Basic credentials, a secret and an assertion, or two of them: one of them is all a request may have (RFC 6749
    /// section 2.3)
    #[error("the application proves who it is in more than one way")]
    SeveralAuthentications,
    /// `grant_type` is missing or one the provider does not have
    #[error("grant_type is missing or unknown")]
    GrantType,
    /// No authorization code
    #[error("the code is missing")]
    CodeMissing,
    /// A code that was never issued, or so long ago that it is forgotten
    #[error("the code was never issued")]
    CodeUnknown,
    /// The code's time is over
    #[error("the code has expired")]
    CodeExpired,
    /// The code has been exchanged before
    #[error("the code has been used before")]
    CodeReused,
    /// The authorization request had a code challenge, the token request has no verifier
    #[error("code_verifier is missing although the authorization request had a code_challenge")]
    VerifierMissing,
    /// The verifier does not belong to the challenge, or is not 43 to 128 unreserved characters
    #[error("code_verifier does not belong to the code_challenge")]
    VerifierWrong,
    /// A verifier without a challenge: somebody may have removed the challenge (RFC 9700 section 4.8.2)
    #[error("code_verifier is there although the authorization request had no code_challenge")]
    VerifierUnexpected,
    /// No refresh token
    #[error("the refresh token is missing")]
    RefreshTokenMissing,
    /// A refresh token that was never issued, or was used before
    #[error("the refresh token is not valid")]
    RefreshTokenUnknown,
    /// No access token where this endpoint looks for it
    #[error("the access token is missing, or not where this endpoint looks for it")]
    AccessTokenMissing,
    /// The access token stands in the query of an endpoint that forbids it
    #[error("the access token stands in the query, which this endpoint refuses")]
    AccessTokenInQuery,
    /// The access token stands in two of header, query and form (RFC 6750 section 2)
    #[error("the access token stands in more than one place")]
    SeveralAccessTokens,
    /// A text that does not look like an access token of this provider
    #[error("the access token does not look like one of this provider")]
    AccessTokenMalformed,
    /// An access token that was never issued
    #[error("the access token was never issued")]
    AccessTokenUnknown,
    /// The access token's time is over
    #[error("the access token has expired")]
    AccessTokenExpired,
    /// No `User-Agent` header
    #[error("the User-Agent header is missing")]
    UserAgentMissing,
    /// A parameter with the user's id is missing or names somebody else
    #[error("the user id in the request is missing or not the one of the access token")]
    SubjectWrong,
    /// The user did not grant the scope that this endpoint needs
    #[error("the scope that this endpoint needs was not granted")]
    ScopeMissing,
    /// `response_mode` is one the provider does not have, or not fit for the response type
    #[error("response_mode is unknown, or not fit for the response type or the scope")]
    ResponseMode,
    /// `response_type=id_token` without a nonce (OpenID Connect Core section 3.2.2.1)
    #[error("nonce is missing")]
    NonceMissing,
    /// A parameter that the provider wants is missing or has another value
    #[error("a parameter that the provider wants is missing or has another value")]
    ParameterWrong,
    /// A header that the provider wants is missing or has another value
    #[error("a header that the provider wants is missing or has another value")]
    HeaderWrong,
    /// The proof of possession of the client secret is missing or wrong (Facebook's `appsecret_proof`)
    #[error("the HMAC of the access token under the client secret is missing or wrong")]
    ProofWrong,
    /// The `Authorization: Basic` header is not base64 of two form-encoded texts (RFC 6749 section 2.3.1)
    #[error("the Basic credentials are not base64 of form-encoded id and secret")]
    CredentialsMalformed,
    /// The client assertion, or the client secret that has to be one, is no JWT with the algorithm of the key
    #[error("the client assertion is no JWT, or not signed with the algorithm of the registered key")]
    AssertionMalformed,
    /// The signature does not belong to the registered key
    #[error("the signature of the client assertion does not belong to the registered key")]
    AssertionSignature,
    /// `iss`, `sub`, `aud`, `exp`, `nbf`, `iat` or `kid` is not what it has to be
    #[error("a claim of the client assertion is missing or wrong: iss, sub, aud, exp, nbf, iat, jti or kid")]
    AssertionClaims,
    /// An assertion with this `jti` was here before (RFC 7523 section 3)
    #[error("the client assertion was used before")]
    AssertionReplayed,
    /// No token to revoke
    #[error("the token to revoke is missing")]
    TokenMissing,
    /// The address to go to after sign-out is not registered
    #[error("the address to go to after sign-out is not registered")]
    SignOutUri,
}
