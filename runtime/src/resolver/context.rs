//! What the application says of the request that a sign-in begins with.

use super::culture::Culture;
use crate::claims::ClaimSet;
use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;

/// What claim resolvers such as `{OIDC:LoginHint}` give: facts that only the application knows when a sign-in begins.
///
/// Everything is optional. An input claim whose resolver has no value becomes no parameter, an output claim then has no
/// default. Only what the policy asks for is used: the rest goes nowhere. Values of input claims may
/// have 2,048 bytes, those of output claims 1,024 bytes with their ids, and none may have a control character.
///
/// Much of this comes from a link that anybody can make. It is shown to the provider or handed to the application as a
/// claim; it never identifies a user.
///
/// ```
/// use claimsmith_runtime::{BeginOptions, Culture, ResolverContext};
///
/// let context = ResolverContext::default()
///     .with_culture(Culture::new("en-US").expect("a language tag"))
///     .with_login_hint("someone@example.com")
///     .with_parameter("campaign", "autumn");
/// let options = BeginOptions::default().with_context(context);
/// # drop(options);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResolverContext {
    /// The language of the page: `{Culture:RFC5646}`, `{Culture:LanguageName}`, `{Culture:RegionName}`.
    pub culture: Option<Culture>,
    /// `{Culture:LCID}`, the number that Windows gives to the culture, such as 1033. Never derived from
    /// [`ResolverContext::culture`]: there is no rule, only Windows' list.
    pub lcid: Option<u32>,
    /// `{Policy:TenantObjectId}`, the object id of the tenant. Its other ids stand in the policy.
    pub tenant_object_id: Option<String>,
    /// `{OIDC:AuthenticationContextReferences}`: `acr_values` of the request that the application got.
    pub acr_values: Option<String>,
    /// `{OIDC:ClientId}`: `client_id` of that request. Not the client id at the provider.
    pub client_id: Option<String>,
    /// `{OIDC:DomainHint}`: `domain_hint` of that request.
    pub domain_hint: Option<String>,
    /// `{OIDC:LoginHint}`: `login_hint` of that request, the user name to offer.
    pub login_hint: Option<String>,
    /// `{OIDC:MaxAge}`: `max_age` of that request, in seconds.
    pub max_age: Option<u64>,
    /// `{OIDC:Nonce}`: `nonce` of that request. Not the nonce of this sign-in, which nobody can set.
    pub nonce: Option<String>,
    /// `{OIDC:Prompt}`: `prompt` of that request.
    pub prompt: Option<String>,
    /// `{OIDC:RedirectUri}`: `redirect_uri` of that request. Not the redirect URI of this sign-in.
    pub redirect_uri: Option<String>,
    /// `{OIDC:Resource}`: `resource` of that request.
    pub resource: Option<String>,
    /// `{OIDC:Scope}`: `scope` of that request. Not the scope that the provider is asked for.
    pub scope: Option<String>,
    /// `{OAUTH-KV:name}`: the parameters of that request by their names, in exact spelling. B2C gives out neither `state`
    /// nor `response_type` nor `id_token_hint`, and they are not given out here either.
    pub parameters: BTreeMap<String, String>,
    /// `{Context:BuildNumber}`: a version, of the application here.
    pub build_number: Option<String>,
    /// `{Context:CorrelationId}`: what ties the log entries of a request together. None is made up.
    pub correlation_id: Option<String>,
    /// `{Context:DeploymentMode}`: `Production` or `Development` in B2C.
    pub deployment_mode: Option<String>,
    /// `{Context:HostName}`: the host that the user reached the application at.
    pub host_name: Option<String>,
    /// `{Context:IPAddress}`: the address of the user.
    pub ip_address: Option<IpAddr>,
    /// `{Context:KMSI}`: whether the user wants to stay signed in; `true` or `false`.
    pub keep_me_signed_in: Option<bool>,
    /// `{Claim:x}`: what is known of the user already. Input claims that the application gives come first, and an output
    /// claim sees the output claims that stand before it first.
    pub claims: ClaimSet,
}

impl ResolverContext {
    /// Sets [`ResolverContext::culture`].
    #[must_use]
    pub fn with_culture(mut self, culture: Culture) -> Self {
        self.culture = Some(culture);
        self
    }

    /// Sets [`ResolverContext::lcid`].
    #[must_use]
    pub fn with_lcid(mut self, lcid: u32) -> Self {
        self.lcid = Some(lcid);
        self
    }

    /// Sets [`ResolverContext::tenant_object_id`].
    #[must_use]
    pub fn with_tenant_object_id(mut self, id: impl Into<String>) -> Self {
        self.tenant_object_id = Some(id.into());
        self
    }

    /// Sets [`ResolverContext::acr_values`].
    #[must_use]
    pub fn with_acr_values(mut self, acr_values: impl Into<String>) -> Self {
        self.acr_values = Some(acr_values.into());
        self
    }

    /// Sets [`ResolverContext::client_id`].
    #[must_use]
    pub fn with_client_id(mut self, client_id: impl Into<String>) -> Self {
        self.client_id = Some(client_id.into());
        self
    }

    /// Sets [`ResolverContext::domain_hint`].
    #[must_use]
    pub fn with_domain_hint(mut self, domain_hint: impl Into<String>) -> Self {
        self.domain_hint = Some(domain_hint.into());
        self
    }

    /// Sets [`ResolverContext::login_hint`].
    #[must_use]
    pub fn with_login_hint(mut self, login_hint: impl Into<String>) -> Self {
        self.login_hint = Some(login_hint.into());
        self
    }

    /// Sets [`ResolverContext::max_age`], in seconds.
    #[must_use]
    pub fn with_max_age(mut self, seconds: u64) -> Self {
        self.max_age = Some(seconds);
        self
    }

    /// Sets [`ResolverContext::nonce`].
    #[must_use]
    pub fn with_nonce(mut self, nonce: impl Into<String>) -> Self {
        self.nonce = Some(nonce.into());
        self
    }

    /// Sets [`ResolverContext::prompt`].
    #[must_use]
    pub fn with_prompt(mut self, prompt: impl Into<String>) -> Self {
        self.prompt = Some(prompt.into());
        self
    }

    /// Sets [`ResolverContext::redirect_uri`].
    #[must_use]
    pub fn with_redirect_uri(mut self, redirect_uri: impl Into<String>) -> Self {
        self.redirect_uri = Some(redirect_uri.into());
        self
    }

    /// Sets [`ResolverContext::resource`].
    #[must_use]
    pub fn with_resource(mut self, resource: impl Into<String>) -> Self {
        self.resource = Some(resource.into());
        self
    }

    /// Sets [`ResolverContext::scope`].
    #[must_use]
    pub fn with_scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// Sets one of [`ResolverContext::parameters`].
    #[must_use]
    pub fn with_parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.insert(name.into(), value.into());
        self
    }

    /// Sets [`ResolverContext::build_number`].
    #[must_use]
    pub fn with_build_number(mut self, build_number: impl Into<String>) -> Self {
        self.build_number = Some(build_number.into());
        self
    }

    /// Sets [`ResolverContext::correlation_id`].
    #[must_use]
    pub fn with_correlation_id(mut self, id: impl Into<String>) -> Self {
        self.correlation_id = Some(id.into());
        self
    }

    /// Sets [`ResolverContext::deployment_mode`].
    #[must_use]
    pub fn with_deployment_mode(mut self, mode: impl Into<String>) -> Self {
        self.deployment_mode = Some(mode.into());
        self
    }

    /// Sets [`ResolverContext::host_name`].
    #[must_use]
    pub fn with_host_name(mut self, host_name: impl Into<String>) -> Self {
        self.host_name = Some(host_name.into());
        self
    }

    /// Sets [`ResolverContext::ip_address`].
    #[must_use]
    pub fn with_ip_address(mut self, address: IpAddr) -> Self {
        self.ip_address = Some(address);
        self
    }

    /// Sets [`ResolverContext::keep_me_signed_in`].
    #[must_use]
    pub fn with_keep_me_signed_in(mut self, keep: bool) -> Self {
        self.keep_me_signed_in = Some(keep);
        self
    }

    /// Sets [`ResolverContext::claims`].
    #[must_use]
    pub fn with_claims(mut self, claims: ClaimSet) -> Self {
        self.claims = claims;
        self
    }
}

/// No values: they are somebody's personal data.
impl fmt::Debug for ResolverContext {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ResolverContext")
            .field("parameters", &self.parameters.len())
            .field("claims", &self.claims)
            .finish_non_exhaustive()
    }
}
