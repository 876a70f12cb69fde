//! The value of one claim resolver.

use super::context::ResolverContext;
use super::date_time::date_time;
use crate::claims::{ClaimValue, InputValues};
use claimsmith_profile::{DataType, Resolver, ResolverNamespace};

/// What claim resolvers are answered from when a sign-in begins.
pub(crate) struct Resolution<'a> {
    pub(crate) context: &'a ResolverContext,
    /// The values that the application gives to input claims.
    pub(crate) inputs: &'a InputValues<'a>,
    /// Seconds since 1970.
    pub(crate) now: u64,
}

impl Resolution<'_> {
    /// The value for a claim of this data type; `None` when there is none, also for a resolver that nobody knows.
    pub(crate) fn value(&self, resolver: &Resolver, data_type: DataType) -> Option<String> {
        let name = resolver.name.as_ref();
        let value = match resolver.namespace {
            ResolverNamespace::Culture => self.culture(name),
            ResolverNamespace::Policy => self.context.tenant_object_id.clone().filter(|_| name == "TenantObjectId"),
            ResolverNamespace::Context => self.request(name, data_type),
            ResolverNamespace::Oidc => self.oidc(name),
            ResolverNamespace::OAuthKeyValue => self.parameter(name),
            ResolverNamespace::Claim => self.claim(name),
        };
        value.filter(|text| !text.is_empty())
    }

    fn culture(&self, name: &str) -> Option<String> {
        let culture = self.context.culture.as_ref();
        match name {
            "LCID" => self.context.lcid.map(|lcid| lcid.to_string()),
            "LanguageName" => Some(culture?.language().to_owned()),
            "RegionName" => Some(culture?.region()?.to_owned()),
            "RFC5646" => Some(culture?.tag().to_owned()),
            _ => None,
        }
    }

    fn request(&self, name: &str, data_type: DataType) -> Option<String> {
        let context = self.context;
        match name {
            "BuildNumber" => context.build_number.clone(),
            "CorrelationId" => context.correlation_id.clone(),
            "DateTimeInUtc" => Some(date_time(self.now, data_type)),
            "DeploymentMode" => context.deployment_mode.clone(),
            "HostName" => context.host_name.clone(),
            "IPAddress" => context.ip_address.map(|address| address.to_string()),
            "KMSI" => context.keep_me_signed_in.map(|keep| keep.to_string()),
            _ => None,
        }
    }

    /// Without `Password` and `Username`: those belong to the password grant.
    fn oidc(&self, name: &str) -> Option<String> {
        let context = self.context;
        match name {
            "AuthenticationContextReferences" => context.acr_values.clone(),
            "ClientId" => context.client_id.clone(),
            "DomainHint" => context.domain_hint.clone(),
            "LoginHint" => context.login_hint.clone(),
            "MaxAge" => context.max_age.map(|seconds| seconds.to_string()),
            "Nonce" => context.nonce.clone(),
            "Prompt" => context.prompt.clone(),
            "RedirectUri" => context.redirect_uri.clone(),
            "Resource" => context.resource.clone(),
            "Scope" => context.scope.clone(),
            _ => None,
        }
    }

    fn parameter(&self, name: &str) -> Option<String> {
        const NEVER_GIVEN_OUT: [&str; 3] = ["state", "response_type", "id_token_hint"];
        let is_given_out = !NEVER_GIVEN_OUT.iter().any(|never| never.eq_ignore_ascii_case(name));
        self.context.parameters.get(name).filter(|_| is_given_out).cloned()
    }

    fn claim(&self, name: &str) -> Option<String> {
        let value = self.inputs.get(name).or_else(|| self.context.claims.get(name));
        value.cloned().map(ClaimValue::into_parameter)
    }
}
