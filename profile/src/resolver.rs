//! Claim resolvers: values that are known when a sign-in begins (B2C: "About claim resolvers").

use crate::Text;

/// One claim resolver, such as `{OIDC:LoginHint}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolver {
    /// What stands before the colon.
    pub namespace: ResolverNamespace,
    /// What stands behind it: `LoginHint`. Spelled as B2C documents it, except for parameters and claims of the policy.
    pub name: Text,
}

/// What stands before the colon of a claim resolver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResolverNamespace {
    /// `Culture`: the language of the page
    Culture,
    /// `Policy`: ids of policy and tenant
    Policy,
    /// `Context`: facts of the request
    Context,
    /// `OIDC`: parameters of the request that the application got
    Oidc,
    /// `OAUTH-KV`: any other parameter of that request
    OAuthKeyValue,
    /// `Claim`: a claim that has a value already
    Claim,
}

impl ResolverNamespace {
    /// Every namespace.
    pub const ALL: [Self; 6] =
        [Self::Culture, Self::Policy, Self::Context, Self::Oidc, Self::OAuthKeyValue, Self::Claim];

    /// The spelling in a policy.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Culture => "Culture",
            Self::Policy => "Policy",
            Self::Context => "Context",
            Self::Oidc => "OIDC",
            Self::OAuthKeyValue => "OAUTH-KV",
            Self::Claim => "Claim",
        }
    }
}
