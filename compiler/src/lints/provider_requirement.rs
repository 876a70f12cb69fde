//! What the endpoints of some providers want, and what B2C does not send unless the policy says so.

use super::oauth_federation;
use crate::diagnostic::codes::PROVIDER_REQUIREMENT;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::url::host;

/// What an endpoint wants.
struct Requirement {
    /// The metadata key of the endpoint.
    endpoint: &'static str,
    /// Its host.
    host: &'static str,
    /// The metadata key that has to be there.
    key: &'static str,
    /// Its value, when only one does; else an example.
    value: &'static str,
    /// What happens otherwise.
    why: &'static str,
}

const fn wants(
    (endpoint, host): (&'static str, &'static str),
    (key, value): (&'static str, &'static str),
    why: &'static str,
) -> Requirement {
    Requirement { endpoint, host, key, value, why }
}

const GITHUB: (&str, &str) = ("ClaimsEndpoint", "api.github.com");
const LINKEDIN: (&str, &str) = ("ClaimsEndpoint", "api.linkedin.com");
const WEIBO: (&str, &str) = ("ClaimsEndpoint", "api.weibo.com");
const WECHAT: (&str, &str) = ("AccessTokenEndpoint", "api.weixin.qq.com");
const WECHAT_CLAIMS: (&str, &str) = ("ClaimsEndpoint", "api.weixin.qq.com");

const REQUIREMENTS: &[Requirement] = &[
    wants(GITHUB, ("UserAgentForClaimsExchange", "CPIM-Basic/{tenant}"), "refuses requests without a user agent"),
    wants(GITHUB, ("BearerTokenTransmissionMethod", "AuthorizationHeader"), "refuses an access token in the query"),
    wants(LINKEDIN, ("BearerTokenTransmissionMethod", "AuthorizationHeader"), "takes the access token in the header"),
    wants(WECHAT, ("ClientIdParamName", "appid"), "calls the client id `appid`"),
    wants(WECHAT, ("ClientSecretParamName", "secret"), "calls the client secret `secret`"),
    wants(WECHAT_CLAIMS, ("ExtraParamsInClaimsEndpointRequest", "openid"), "wants the `openid` of the token answer"),
    wants(WEIBO, ("ExtraParamsInClaimsEndpointRequest", "uid"), "wants the `uid` of the token answer"),
];

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in oauth_federation(fresh) {
        for requirement in REQUIREMENTS {
            let Some(endpoint) = profile.metadata(requirement.endpoint) else { continue };
            let is_meant = host(&endpoint.value).is_some_and(|host| host == requirement.host);
            if !is_meant || profile.metadata(requirement.key).is_some() {
                continue;
            }
            let Requirement { host, key, value, why, .. } = requirement;
            diagnostics.push(
                Diagnostic::new(PROVIDER_REQUIREMENT, format!("`{}` has no metadata `{key}`", profile.id.value))
                    .at(endpoint.value.span, format!("`{host}` {why}"))
                    .help(format!("add `<Item Key=\"{key}\">{value}</Item>` to its `Metadata`")),
            );
        }
    }
}
