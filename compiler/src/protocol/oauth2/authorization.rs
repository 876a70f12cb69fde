//! The authorization request and its callback.

use super::{row, without_effect};
use crate::protocol::MetadataKey;
use crate::protocol::ValueKind::{Boolean, HeaderText, Name, NamesWithout, OneOf, ParameterList, Renames, Text};
use crate::protocol::{FRAGMENT, PARAMETER};
use claimsmith_profile::rules::{AUTHORIZATION_PARAMETERS, CALLBACK_PARAMETERS};

pub(super) const KEYS: &[MetadataKey] = &[
    row(
        "response_types",
        OneOf(&["code", "id_token"]),
        "code",
        "What the authorization endpoint answers with: a code that is exchanged for tokens, or the id_token itself, \
         which needs neither a token request nor a client secret.",
    ),
    row(
        "response_mode",
        OneOf(&["query", "form_post", "fragment"]),
        "the parameter is not sent",
        "How the answer of the authorization endpoint arrives: in the query, as a form, or in the fragment.",
    ),
    row("scope", Text, "the parameter is not sent", "What is asked for, sent word for word."),
    row(
        "AdditionalRequestQueryParameters",
        ParameterList,
        "none",
        "Further parameters of the authorization request. B2C is reported not to send them.",
    ),
    without_effect(
        "UsePolicyInRedirectUri",
        Boolean,
        "not settled: reports differ",
        "Whether B2C's redirect URI names the policy. The application here has a redirect URI of its own.",
    ),
    row(
        "IncludeClaimResolvingInClaimsHandling",
        Boolean,
        "false",
        "Lets claim resolvers in the default values of claims work.",
    ),
    row(
        "ClientIdParamName",
        Name(PARAMETER),
        "client_id",
        "Renames `client_id` in both requests; WeChat wants `appid`.",
    ),
    row("claimsmith.pkce", Boolean, "true", "Switches PKCE off for a provider that refuses it."),
    row(
        "claimsmith.authorization_parameter_names",
        Renames(AUTHORIZATION_PARAMETERS),
        "their standard names",
        "Renames parameters of the authorization request; one with no other name is left out.",
    ),
    row(
        "claimsmith.redirect_uri_value",
        HeaderText,
        "the redirect URI",
        "What both requests send as `redirect_uri` where the provider wants the name of a registered one; eBay calls it \
         RuName.",
    ),
    row(
        "claimsmith.authorization_fragment",
        Name(FRAGMENT),
        "none",
        "What stands behind `#` in the authorization URL; WeChat wants `wechat_redirect`.",
    ),
    row(
        "claimsmith.callback_parameters",
        NamesWithout(CALLBACK_PARAMETERS),
        "none",
        "Parameters of the callback that output claims may read, such as Apple's `user`. The browser brings them, so \
         they never identify a user.",
    ),
    row(
        "claimsmith.authorization_response_iss",
        Boolean,
        "false",
        "With `true` a callback that does not name its issuer is refused (RFC 9207). One that is named is compared in \
         any case when the issuer is known.",
    ),
];
