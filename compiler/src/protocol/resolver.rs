//! Claim resolvers: what stands in braces as a claim's default value, or as its partner claim type (B2C: "About claim
//! resolvers in custom policies").

use claimsmith_profile::{ClaimSource, DataType, ResolverNamespace};

/// One claim resolver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimResolver {
    /// What stands before the colon, compared without regard to case; empty for `{policy}` and `{tenant}`.
    pub namespace: &'static str,
    /// What stands behind the colon, compared exactly; `None`: any other name.
    pub member: Option<&'static str>,
    /// What it stands for, as a noun phrase.
    pub meaning: &'static str,
    /// Who fills it.
    pub filler: Filler,
    /// Data types beside `string` that its text can be read as. B2C documents none.
    pub fits: &'static [DataType],
}

/// Who gives a claim resolver its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filler {
    /// The compiler: the `PolicyId` of the leaf.
    PolicyId,
    /// The compiler: the `TenantId` of the leaf.
    TenantId,
    /// The application, in the resolver context with which a sign-in begins.
    Application,
    /// The clock of the runtime, when a sign-in begins.
    Clock,
    /// The claim of that name: an earlier output claim, an input claim that the application gives, or the resolver
    /// context.
    Claim,
    /// The provider: only as the partner claim type of an output claim.
    Provider,
    /// Nobody, for this reason.
    Nobody(&'static str),
}

impl Filler {
    /// Who that is, in a few words.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::PolicyId | Self::TenantId => "the compiler: it is a constant of the policy",
            Self::Application => "the application, in the resolver context with which a sign-in begins",
            Self::Clock => "the runtime, when a sign-in begins",
            Self::Claim => {
                "an earlier output claim, an input claim that the application gives, or the resolver context"
            }
            Self::Provider => "the provider; stands only as the `PartnerClaimType` of an `OutputClaim`",
            Self::Nobody(reason) => reason,
        }
    }
}

impl ClaimResolver {
    /// How a policy writes it: `{OIDC:LoginHint}`. `name` stands for the member of a row that takes any.
    #[must_use]
    pub fn written(&self, name: &str) -> String {
        match self.namespace {
            "" => format!("{{{}}}", self.member.unwrap_or(name)),
            namespace => format!("{{{namespace}:{}}}", self.member.unwrap_or(name)),
        }
    }

    /// Its namespace at run time; `None` when nothing of it is left at run time.
    #[must_use]
    pub fn runtime_namespace(&self) -> Option<ResolverNamespace> {
        let is_constant = matches!(self.filler, Filler::PolicyId | Filler::TenantId | Filler::Provider);
        ResolverNamespace::ALL.into_iter().find(|it| !is_constant && it.name() == self.namespace)
    }

    /// What an output claim reads whose partner claim type this is.
    #[must_use]
    pub fn source(&self) -> Option<ClaimSource> {
        Some(match (self.namespace, self.member?) {
            ("oauth2", "access_token") => ClaimSource::AccessToken,
            ("oauth2", "refresh_token") => ClaimSource::RefreshToken,
            ("oauth2", "expires_in") => ClaimSource::ExpiresIn,
            ("oauth2", "token_type") => ClaimSource::TokenType,
            ("OIDC", "IdToken") => ClaimSource::IdToken,
            _ => return None,
        })
    }
}

const fn row(namespace: &'static str, member: &'static str, filler: Filler, meaning: &'static str) -> ClaimResolver {
    ClaimResolver { namespace, member: Some(member), meaning, filler, fits: &[] }
}

const fn application(namespace: &'static str, member: &'static str, meaning: &'static str) -> ClaimResolver {
    row(namespace, member, Filler::Application, meaning)
}

const fn typed(resolver: ClaimResolver, fits: &'static [DataType]) -> ClaimResolver {
    ClaimResolver { fits, ..resolver }
}

const NUMBER: &[DataType] = &[DataType::Int, DataType::Long];
const PLAIN: &[DataType] = &[DataType::Boolean, DataType::Int, DataType::Long];

const PASSWORD_GRANT: &str = "nobody: it belongs to the password grant, which no provider is asked with";
const OWN_PARAMETER: &str = "nobody: B2C keeps this parameter of the request to itself";
const NO_SAML: &str = "nobody: there is no SAML request when an application signs users in with OAuth2";

/// Every claim resolver. Rows that take any name stand behind those of their namespace that name one.
pub const RESOLVERS: &[ClaimResolver] = &[
    row("", "policy", Filler::PolicyId, "the id of the policy"),
    row("", "tenant", Filler::TenantId, "the tenant of the policy"),
    application("Culture", "LanguageName", "the two-letter language of the page, such as `en`"),
    typed(application("Culture", "LCID", "the language of the page as Windows numbers it, such as `1033`"), NUMBER),
    application("Culture", "RegionName", "the two-letter region of the page, such as `US`"),
    application("Culture", "RFC5646", "the language tag of the page, such as `en-US`"),
    row("Policy", "PolicyId", Filler::PolicyId, "the id of the policy"),
    row("Policy", "RelyingPartyTenantId", Filler::TenantId, "the tenant of the relying party's policy"),
    application("Policy", "TenantObjectId", "the object id of the tenant"),
    row("Policy", "TrustFrameworkTenantId", Filler::TenantId, "the tenant of the policy"),
    application("OIDC", "AuthenticationContextReferences", "the `acr_values` of the request that the application got"),
    application("OIDC", "ClientId", "the `client_id` of the request that the application got"),
    application("OIDC", "DomainHint", "the `domain_hint` of the request that the application got"),
    application("OIDC", "LoginHint", "the `login_hint` of the request that the application got"),
    typed(application("OIDC", "MaxAge", "the `max_age` of the request that the application got"), NUMBER),
    application("OIDC", "Nonce", "the `nonce` of the request that the application got"),
    application("OIDC", "Prompt", "the `prompt` of the request that the application got"),
    application("OIDC", "RedirectUri", "the `redirect_uri` of the request that the application got"),
    application("OIDC", "Resource", "the `resource` of the request that the application got"),
    application("OIDC", "Scope", "the `scope` of the request that the application got"),
    row("OIDC", "IdToken", Filler::Provider, "the id_token of the provider as it came"),
    row("OIDC", "Password", Filler::Nobody(PASSWORD_GRANT), "the user's password"),
    row("OIDC", "Username", Filler::Nobody(PASSWORD_GRANT), "the user's name"),
    application("Context", "BuildNumber", "the version of the application"),
    application("Context", "CorrelationId", "the id under which the request is logged"),
    typed(
        row("Context", "DateTimeInUtc", Filler::Clock, "the time at which the sign-in begins"),
        &[DataType::Date, DataType::DateTime],
    ),
    application("Context", "DeploymentMode", "how the application is deployed"),
    application("Context", "HostName", "the host name of the application"),
    application("Context", "IPAddress", "the address of the user"),
    typed(
        application("Context", "KMSI", "whether the user wants to stay signed in: `true` or `false`"),
        &[DataType::Boolean],
    ),
    row("OAUTH-KV", "state", Filler::Nobody(OWN_PARAMETER), "the `state` of the request that the application got"),
    row(
        "OAUTH-KV",
        "response_type",
        Filler::Nobody(OWN_PARAMETER),
        "the `response_type` of the request that the application got",
    ),
    row(
        "OAUTH-KV",
        "id_token_hint",
        Filler::Nobody(OWN_PARAMETER),
        "the `id_token_hint` of the request that the application got",
    ),
    ClaimResolver {
        namespace: "OAUTH-KV",
        member: None,
        meaning: "the parameter of that name of the request that the application got",
        filler: Filler::Application,
        fits: PLAIN,
    },
    ClaimResolver {
        namespace: "Claim",
        member: None,
        meaning: "the claim of that name",
        filler: Filler::Claim,
        fits: PLAIN,
    },
    row("oauth2", "access_token", Filler::Provider, "the provider's access token"),
    row("oauth2", "refresh_token", Filler::Provider, "the provider's refresh token"),
    row("oauth2", "expires_in", Filler::Provider, "the seconds for which the access token is valid"),
    row("oauth2", "token_type", Filler::Provider, "the type of the access token"),
    row("SAML", "AllowCreate", Filler::Nobody(NO_SAML), "a value of the SAML request"),
    row("SAML", "AuthnContextClassReferences", Filler::Nobody(NO_SAML), "a value of the SAML request"),
    row("SAML", "Binding", Filler::Nobody(NO_SAML), "a value of the SAML request"),
    row("SAML", "ForceAuthn", Filler::Nobody(NO_SAML), "a value of the SAML request"),
    row("SAML", "Issuer", Filler::Nobody(NO_SAML), "a value of the SAML request"),
    row("SAML", "NameIdPolicyFormat", Filler::Nobody(NO_SAML), "a value of the SAML request"),
    row("SAML", "ProviderName", Filler::Nobody(NO_SAML), "a value of the SAML request"),
    row("SAML", "RelayState", Filler::Nobody(NO_SAML), "a value of the SAML request"),
    row("SAML", "Subject", Filler::Nobody(NO_SAML), "a value of the SAML request"),
];

/// What a text in a policy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading<'t> {
    /// Text and nothing else.
    Text,
    /// A claim resolver, and the name behind its colon as it is written.
    Resolver(&'static ClaimResolver, &'t str),
    /// Written like a claim resolver, but there is none of this name.
    Unknown {
        /// The namespace as the table spells it; `None` for one that is not in it.
        namespace: Option<&'static str>,
        /// What stands behind the colon.
        name: &'t str,
    },
}

/// What a text is as a whole: only then it is a claim resolver.
#[must_use]
pub fn read(text: &str) -> Reading<'_> {
    let Some(inner) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return Reading::Text };
    let (namespace, name) = inner.split_once(':').unwrap_or(("", inner));
    let is_namespace = namespace.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_namespace || name.is_empty() || name.contains(['{', '}', '"']) || inner.starts_with(':') {
        return Reading::Text;
    }
    if let Some(resolver) = find(namespace, name) {
        return Reading::Resolver(resolver, name);
    }
    // A word in braces is a placeholder of another tool, or what it says.
    if namespace.is_empty() {
        return Reading::Text;
    }
    let known = RESOLVERS.iter().map(|row| row.namespace).find(|known| known.eq_ignore_ascii_case(namespace));
    Reading::Unknown { namespace: known, name }
}

/// The row of a claim resolver.
#[must_use]
pub fn find(namespace: &str, name: &str) -> Option<&'static ClaimResolver> {
    RESOLVERS.iter().find(|row| {
        // The runtime withholds these parameters however they are written.
        let withheld = |member: &str| row.namespace == "OAUTH-KV" && member.eq_ignore_ascii_case(name);
        row.namespace.eq_ignore_ascii_case(namespace)
            && row.member.is_none_or(|member| member == name || withheld(member))
    })
}

/// Whether a text is written like a claim resolver, known or not.
#[must_use]
pub fn is_resolver(text: &str) -> bool {
    read(text) != Reading::Text
}

/// The first known claim resolver inside a text that is more than it.
#[must_use]
pub fn embedded(text: &str) -> Option<&str> {
    let ends = text.match_indices('}').map(|(at, _)| at + 1);
    let mut from = 0;
    for end in ends {
        let piece = text.get(from..end).unwrap_or_default();
        from = end;
        let Some(open) = piece.rfind('{') else { continue };
        let candidate = piece.get(open..).unwrap_or_default();
        // `{policy}` inside a text is more often the braces of another language.
        if candidate.len() < text.len() && candidate.contains(':') && matches!(read(candidate), Reading::Resolver(..)) {
            return Some(candidate);
        }
    }
    None
}

/// The names that may stand behind the colon of a namespace.
pub fn members(namespace: &str) -> impl Iterator<Item = &'static str> + Clone {
    let rows = RESOLVERS.iter().filter(move |row| row.namespace.eq_ignore_ascii_case(namespace));
    let members: Vec<&'static str> = rows.filter_map(|row| row.member).collect();
    members.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(text: &str) -> Option<(&'static str, Option<&'static str>, &str)> {
        match read(text) {
            Reading::Resolver(row, name) => Some((row.namespace, row.member, name)),
            _ => None,
        }
    }

    #[test]
    fn namespaces_have_no_case_and_members_do() {
        assert_eq!(known("{oidc:LoginHint}"), Some(("OIDC", Some("LoginHint"), "LoginHint")));
        assert_eq!(known("{CONTEXT:KMSI}"), Some(("Context", Some("KMSI"), "KMSI")));
        assert_eq!(read("{OIDC:loginhint}"), Reading::Unknown { namespace: Some("OIDC"), name: "loginhint" });
        assert_eq!(read("{foo:bar}"), Reading::Unknown { namespace: None, name: "bar" });
    }

    #[test]
    fn names_that_only_the_policy_knows_stay_as_they_are() {
        assert_eq!(known("{OAUTH-KV:Campaign:Id}"), Some(("OAUTH-KV", None, "Campaign:Id")));
        assert_eq!(known("{claim:email}"), Some(("Claim", None, "email")));
        assert_eq!(known("{OAUTH-KV:State}"), Some(("OAUTH-KV", Some("state"), "State")));
    }

    #[test]
    fn what_is_plain_text() {
        for text in
            ["", "{}", "{:}", "{:a}", "{a:}", "{name}", "{\"a\":1}", "{a b:c}", "{Claim:a}{Claim:b}", "x{Claim:a}"]
        {
            assert_eq!(read(text), Reading::Text, "{text}");
        }
        assert!(known("{tenant}").is_some() && known("{policy}").is_some());
    }

    #[test]
    fn resolvers_inside_a_text_are_seen() {
        assert_eq!(embedded("user {OIDC:LoginHint} of {x}"), Some("{OIDC:LoginHint}"));
        assert_eq!(embedded("{{Claim:a}}"), Some("{Claim:a}"));
        for text in ["{OIDC:LoginHint}", "a {b} c", "{policy}-x", "}{", "{oidc:loginhint} x"] {
            assert_eq!(embedded(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_left_at_run_time_has_a_namespace_there() {
        for row in RESOLVERS {
            let expected = matches!(row.filler, Filler::Application | Filler::Clock | Filler::Claim)
                || (matches!(row.filler, Filler::Nobody(_)) && row.namespace != "SAML");
            assert_eq!(row.runtime_namespace().is_some(), expected, "{row:?}");
            assert_eq!(row.source().is_some(), row.filler == Filler::Provider, "{row:?}");
        }
    }
}
