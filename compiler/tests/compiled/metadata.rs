//! Metadata: what each key becomes, and what is said about keys that do not go together.

use crate::common::{CLIENT_SECRET, CODE, ID_TOKEN, codes, compiled};
use claimsmith_compiler::Outcome;
use claimsmith_profile::{
    AnswerFormat, BearerTransmission, ClientAuthentication, KeySource, Method, Parameter, PathSegment, Profile,
    RequestEncoding, ResponseMode, ResponseType, SignatureAlgorithm, TemplateParameter, TemplatePart,
};

fn only_profile(outcome: &Outcome) -> &Profile {
    let sdk = outcome.sdk.as_ref().expect("something is generated");
    let [client] = sdk.profiles.as_slice() else { panic!("one profile, not {:?}", outcome.diagnostics) };
    &client.profile
}

fn lowered(base: &[(&str, &str)], more: &[(&str, &str)], keys: &[&str]) -> Profile {
    let outcome = compiled(base, more, keys);
    assert_eq!(codes(&outcome), Vec::<&str>::new(), "{:?}", outcome.diagnostics);
    only_profile(&outcome).clone()
}

fn parameters(pairs: &[(&'static str, &'static str)]) -> Vec<Parameter> {
    pairs.iter().map(|(name, value)| Parameter { name: (*name).into(), value: (*value).into() }).collect()
}

fn template(name: &'static str, value: Vec<TemplatePart>) -> TemplateParameter {
    TemplateParameter { name: name.into(), value: value.into() }
}

#[test]
fn the_authorization_request_says_what_the_metadata_says() {
    let more = [
        ("response_mode", "fragment"),
        ("AdditionalRequestQueryParameters", "tenant={tenant},note=a%2Cb"),
        ("claimsmith.authorization_parameter_names", "scope=scopes,response_type="),
        ("claimsmith.authorization_fragment", "wechat_redirect"),
        ("claimsmith.callback_parameters", "user, open%69d"),
        ("claimsmith.authorization_response_iss", "1"),
        ("issuer", "https://id.example"),
        ("claimsmith.pkce", "0"),
    ];
    let profile = lowered(CODE, &more, CLIENT_SECRET);
    let request = &profile.authorization;
    assert_eq!((request.response_type, request.response_mode), (ResponseType::Code, Some(ResponseMode::Fragment)));
    assert_eq!(
        request.parameters.as_ref(),
        parameters(&[("tenant", "contoso.onmicrosoft.com"), ("note", "a,b")]),
        "what B2C's engine replaces is replaced"
    );
    assert_eq!(request.parameter_names.as_ref(), parameters(&[("scope", "scopes"), ("response_type", "")]));
    assert_eq!(request.fragment.as_deref(), Some("wechat_redirect"));
    assert_eq!(request.callback_parameters.as_ref(), ["user", "openid"]);
    assert!(request.issuer_required && !request.pkce);
    assert_eq!(profile.issuer.as_deref(), Some("https://id.example"));
    assert_eq!(profile.id_token, None, "an issuer alone says nothing about an id_token");
}

#[test]
fn the_token_request_says_what_the_metadata_says() {
    let more = [
        ("token_endpoint_auth_method", "client_secret_basic"),
        ("claimsmith.token_request_encoding", "JSON"),
        ("claimsmith.token_parameter_names", "code=auth_code,redirect_uri="),
        ("claimsmith.token_headers", "X-Client=id {client_id},Accept=text/plain"),
        ("claimsmith.refresh_endpoint", "https://id.example/refresh"),
        ("claimsmith.revocation_endpoint", "https://id.example/revoke"),
        ("claimsmith.client_secret_issuer", "team"),
        ("claimsmith.client_secret_key_id", "kid"),
        ("claimsmith.client_secret_audience", "https://id.example"),
    ];
    let profile = lowered(CODE, &more, CLIENT_SECRET);
    let request = &profile.token;
    assert_eq!(request.authentication, ClientAuthentication::SecretBasic);
    assert_eq!((request.method, request.encoding), (Method::Post, RequestEncoding::Json));
    assert_eq!(request.parameter_names.as_ref(), parameters(&[("code", "auth_code"), ("redirect_uri", "")]));
    assert_eq!(
        request.headers.as_ref(),
        [
            template("X-Client", vec![TemplatePart::Text("id ".into()), TemplatePart::ClientId]),
            template("Accept", vec![TemplatePart::Text("text/plain".into())]),
        ]
    );
    assert_eq!(request.refresh_endpoint.as_deref(), Some("https://id.example/refresh"));
    assert_eq!(profile.revocation_endpoint.as_deref(), Some("https://id.example/revoke"));
    let minted = request.minted_secret.as_ref().expect("the secret is signed");
    assert_eq!((&*minted.issuer, &*minted.key_id, &*minted.audience), ("team", "kid", "https://id.example"));
}

#[test]
fn a_private_key_replaces_the_secret() {
    let more = [("token_endpoint_auth_method", "private_key_jwt"), ("token_signing_algorithm", "RS512")];
    let profile = lowered(CODE, &more, &["assertion_signing_key"]);
    assert_eq!(profile.token.authentication, ClientAuthentication::PrivateKeyJwt);
    assert_eq!(profile.token.signing_algorithm, SignatureAlgorithm::Rs512);
    let default = lowered(CODE, &more[..1], &["assertion_signing_key"]);
    assert_eq!(default.token.signing_algorithm, SignatureAlgorithm::Rs256);
    assert_eq!(codes(&compiled(CODE, &more, CLIENT_SECRET)), ["CS0405"]);
}

#[test]
fn the_claims_request_says_what_the_metadata_says() {
    let more = [
        ("ClaimsEndpoint", "https://id.example/me"),
        ("BearerTokenTransmissionMethod", "AuthorizationHeader"),
        ("claimsmith.claims_method", "POST"),
        ("claimsmith.authorization_scheme", "OAuth"),
        ("claimsmith.claims_headers", "X-Id={token:uid}"),
        ("claimsmith.claims_proof_parameter", "appsecret_proof"),
    ];
    let request = lowered(CODE, &more, CLIENT_SECRET).claims;
    assert_eq!((request.method, request.bearer), (Method::Post, BearerTransmission::AuthorizationHeader));
    assert_eq!(request.authorization_scheme, "OAuth");
    assert_eq!(request.headers.as_ref(), [template("X-Id", vec![TemplatePart::TokenMember("uid".into())])]);
    assert_eq!(request.proof_parameter.as_deref(), Some("appsecret_proof"));
    let alone = [("claimsmith.authorization_scheme", "none"), more[1]];
    assert_eq!(lowered(CODE, &alone, CLIENT_SECRET).claims.authorization_scheme, "");
    assert_eq!(lowered(CODE, &[], CLIENT_SECRET).claims.authorization_scheme, "Bearer");
}

#[test]
fn follow_up_requests_come_in_the_order_of_their_numbers() {
    let more = [
        ("claimsmith.follow_up.7.endpoint", "https://id.example/last"),
        ("claimsmith.follow_up.2.endpoint", "https://id.example/user"),
        ("claimsmith.follow_up.2.method", "post"),
        ("claimsmith.follow_up.2.parameters", "id={claims:data[0].id},key={client_id}"),
        ("claimsmith.follow_up.2.headers", "X-Token={access_token}"),
        ("claimsmith.follow_up.2.path", "[primary=true]"),
        ("claimsmith.follow_up.2.prefix", "email."),
        ("claimsmith.follow_up.2.format", "jsonp"),
        ("claimsmith.follow_up.2.error_member", "ret"),
        ("claimsmith.follow_up.2.optional", "true"),
    ];
    let profile = lowered(CODE, &more, CLIENT_SECRET);
    let [first, last] = profile.follow_ups.as_ref() else { panic!("two requests") };
    assert_eq!((&*first.endpoint, &*last.endpoint), ("https://id.example/user", "https://id.example/last"));
    assert_eq!((first.method, first.format, first.optional), (Method::Post, Some(AnswerFormat::JsonP), true));
    let path = vec![PathSegment::Member("data".into()), PathSegment::Index(0), PathSegment::Member("id".into())];
    assert_eq!(
        first.parameters.as_ref(),
        [template("id", vec![TemplatePart::ClaimsMember(path.into())]), template("key", vec![TemplatePart::ClientId]),]
    );
    assert_eq!(first.headers.as_ref(), [template("X-Token", vec![TemplatePart::AccessToken])]);
    assert_eq!(first.path.as_ref(), [PathSegment::Find { member: "primary".into(), value: "true".into() }]);
    assert_eq!((&*first.prefix, first.error_member.as_deref()), ("email.", Some("ret")));
    assert_eq!((last.method, last.format, last.optional), (Method::Get, None, false));
}

#[test]
fn an_id_token_needs_neither_a_token_request_nor_a_secret() {
    let more = [("IdTokenAudience", "other"), ("claimsmith.id_token_algorithms", "ES256, RS256")];
    let profile = lowered(ID_TOKEN, &more, &[]);
    assert_eq!(profile.authorization.response_type, ResponseType::IdToken);
    let id_token = profile.id_token.as_ref().expect("it is validated");
    assert_eq!(id_token.keys, KeySource::Jwks("https://id.example/keys".into()));
    assert_eq!(id_token.audience.as_deref(), Some("other"));
    assert_eq!(id_token.algorithms.as_ref(), [SignatureAlgorithm::Es256, SignatureAlgorithm::Rs256]);
    assert!(profile.keys.is_empty());
}

#[test]
fn a_key_set_wins_over_discovery() {
    let discovery = ("METADATA", "https://id.example/{tenant}/.well-known/openid-configuration");
    let keys = |more: &[(&str, &str)]| lowered(CODE, more, CLIENT_SECRET).id_token.expect("it is validated").keys;
    let url = "https://id.example/contoso.onmicrosoft.com/.well-known/openid-configuration";
    assert_eq!(keys(&[discovery]), KeySource::Discovery(url.into()));
    let both = [discovery, ("JWKS", "https://id.example/keys"), ("issuer", "https://id.example")];
    assert_eq!(keys(&both), KeySource::Jwks("https://id.example/keys".into()));
    assert_eq!(keys(&[("IdTokenAudience", "other")]), KeySource::Unknown);
    assert_eq!(lowered(CODE, &[], CLIENT_SECRET).id_token, None);
}

#[test]
fn single_logout_can_be_switched_off() {
    let endpoint = ("end_session_endpoint", "https://id.example/logout");
    let with = |more: &[(&str, &str)]| lowered(CODE, more, CLIENT_SECRET).end_session_endpoint;
    assert_eq!(with(&[endpoint]).as_deref(), Some("https://id.example/logout"));
    assert_eq!(with(&[endpoint, ("SingleLogoutEnabled", "True")]).as_deref(), Some("https://id.example/logout"));
    assert_eq!(with(&[endpoint, ("SingleLogoutEnabled", "false")]), None);
}

#[test]
fn what_is_needed_depends_on_the_answer_of_the_authorization_endpoint() {
    let with = |base, more: &[(&str, &str)], keys| codes(&compiled(base, more, keys));
    assert_eq!(with(CODE, &[("AccessTokenEndpoint", "")], CLIENT_SECRET), ["CS0402"]);
    assert_eq!(with(CODE, &[], &[]), ["CS0405"]);
    assert_eq!(with(ID_TOKEN, &[("JWKS", "")], &[]), ["CS0402"]);
    assert_eq!(with(ID_TOKEN, &[("issuer", "")], &[]), ["CS0408"]);
    assert_eq!(with(ID_TOKEN, &[("response_mode", "")], &[]), ["CS0408"]);
    assert_eq!(with(ID_TOKEN, &[("response_mode", "query")], &[]), ["CS0410"]);
    assert_eq!(with(ID_TOKEN, &[("claimsmith.id_token_algorithms", "HS256")], &[]), ["CS0405"]);
    assert_eq!(with(ID_TOKEN, &[("ClaimsEndpoint", "https://id.example/me")], &[]), ["CS0409"]);
    let outcome = compiled(ID_TOKEN, &[("ClaimsEndpoint", "https://id.example/me")], &[]);
    assert_eq!(only_profile(&outcome).claims.endpoint, None, "there is no access token to ask with");
}

#[test]
fn keys_that_mean_nothing_alone_are_errors() {
    for more in [
        &[("ClaimsEndpointFormat", "json")][..],
        &[("claimsmith.client_secret_issuer", "a"), ("claimsmith.client_secret_key_id", "b")],
        &[("claimsmith.follow_up.3.method", "GET"), ("claimsmith.follow_up.3.prefix", "a")],
        &[("claimsmith.authorization_scheme", "OAuth")],
        &[("claimsmith.authorization_response_iss", "true")],
        &[("JWKS", "https://id.example/keys")],
        &[("METADATA", "https://id.example/discovery")],
    ] {
        let outcome = compiled(CODE, more, CLIENT_SECRET);
        assert_eq!(codes(&outcome), ["CS0408"], "{more:?}");
        assert!(outcome.sdk.is_some_and(|sdk| sdk.profiles.is_empty()), "{more:?}");
    }
    assert_eq!(codes(&compiled(CODE, &[("claimsmith.authorization_response_iss", "false")], CLIENT_SECRET)), [""; 0]);
}

#[test]
fn values_that_exclude_each_other_are_errors() {
    let minted = [
        ("claimsmith.client_secret_issuer", "a"),
        ("claimsmith.client_secret_key_id", "b"),
        ("claimsmith.client_secret_audience", "c"),
    ];
    let with_minted = |more: &[(&'static str, &'static str)]| [&minted, more].concat();
    let keys = &["client_secret", "assertion_signing_key"];
    for more in [
        vec![("HttpBinding", "GET"), ("claimsmith.token_request_encoding", "json")],
        with_minted(&[("token_endpoint_auth_method", "private_key_jwt")]),
        with_minted(&[("claimsmith.claims_proof_parameter", "proof"), ("ClaimsEndpoint", "https://id.example/me")]),
        with_minted(&[
            ("claimsmith.id_token_algorithms", "RS256,HS256"),
            ("METADATA", "https://id.example/.well-known/openid-configuration"),
        ]),
    ] {
        assert_eq!(codes(&compiled(CODE, &more, keys)), ["CS0410"], "{more:?}");
    }
}

#[test]
fn keys_without_effect_are_warnings() {
    let header = ("BearerTokenTransmissionMethod", "AuthorizationHeader");
    for more in [
        &[("token_signing_algorithm", "RS256")][..],
        &[header, ("ClaimsEndpointAccessTokenName", "token")],
        &[("token_endpoint_auth_method", "client_secret_basic"), ("ClientSecretParamName", "secret")],
        &[("claimsmith.claims_method", "POST")],
        &[("claimsmith.claims_proof_parameter", "proof")],
        &[("claimsmith.id_token_algorithms", "RS256")],
    ] {
        let outcome = compiled(CODE, more, CLIENT_SECRET);
        assert_eq!(codes(&outcome), ["CS0409"], "{more:?}");
        assert_eq!(only_profile(&outcome).id, "A", "a warning stops nothing");
    }
    assert_eq!(codes(&compiled(CODE, &[("UsePolicyInRedirectUri", "")], CLIENT_SECRET)), ["CS0411"]);
}

#[test]
fn no_two_parameters_of_a_request_have_one_name() {
    let claims = ("ClaimsEndpoint", "https://id.example/me");
    for more in [
        &[("claimsmith.authorization_parameter_names", "scope=state")][..],
        &[("claimsmith.authorization_parameter_names", "scope=s"), ("AdditionalRequestQueryParameters", "s=1")],
        &[("claimsmith.token_parameter_names", "code=client_secret")],
        &[("ClientSecretParamName", "secret"), ("claimsmith.token_parameter_names", "code=secret")],
        &[("ClientIdParamName", "state")],
        &[("ClientIdParamName", "scope")],
        &[("ClientIdParamName", "response_mode")],
        &[("ClientIdParamName", "token"), ("claimsmith.revocation_endpoint", "https://id.example/revoke")],
        &[
            ("scope", "s"),
            ("response_mode", "query"),
            ("claimsmith.authorization_parameter_names", "scope=response_mode"),
        ],
        &[claims, ("ExtraParamsInClaimsEndpointRequest", "access_token")],
        &[claims, ("ExtraParamsInClaimsEndpointRequest", "uid,uid")],
        &[claims, ("claimsmith.claims_proof_parameter", "access_token")],
        &[
            ("claimsmith.follow_up.1.endpoint", "https://id.example/user"),
            ("claimsmith.follow_up.1.parameters", "access_token=a"),
        ],
    ] {
        assert_eq!(codes(&compiled(CODE, more, CLIENT_SECRET)), ["CS0407"], "{more:?}");
    }
    let renamed = [("claimsmith.authorization_parameter_names", "scope=scope,redirect_uri=return_to")];
    assert_eq!(codes(&compiled(CODE, &renamed, CLIENT_SECRET)), [""; 0]);
}

#[test]
fn scope_and_response_mode_may_be_overridden_except_for_an_id_token() {
    let overridden = [("scope", "a"), ("AdditionalRequestQueryParameters", "scope=b,response_mode=query")];
    assert_eq!(codes(&compiled(CODE, &overridden, CLIENT_SECRET)), [""; 0]);
    // An id_token must not stand in a query.
    let mode = [("AdditionalRequestQueryParameters", "response_mode=query")];
    assert_eq!(codes(&compiled(ID_TOKEN, &mode, &[])), ["CS0407"]);
}

#[test]
fn values_of_the_wrong_kind_are_errors() {
    let claims = ("ClaimsEndpoint", "https://id.example/me");
    let header = ("BearerTokenTransmissionMethod", "AuthorizationHeader");
    let follow_up = ("claimsmith.follow_up.1.endpoint", "https://id.example/user");
    for more in [
        &[("claimsmith.authorization_parameter_names", "state=s")][..],
        &[("claimsmith.callback_parameters", "user,code")],
        &[("ExtraParamsInAccessTokenEndpointResponse", "a,,b")],
        &[("claimsmith.token_parameter_names", "client_secret=s")],
        &[("claimsmith.token_request_encoding", "xml")],
        &[("claimsmith.token_headers", "X-Token={access_token}")],
        &[claims, ("claimsmith.claims_headers", "X-Id={claims:id}")],
        &[claims, ("claimsmith.claims_headers", "Host=evil.example")],
        &[header, ("claimsmith.authorization_scheme", "Bearer token")],
        &[follow_up, ("claimsmith.follow_up.1.parameters", "id={unknown}")],
        &[follow_up, ("claimsmith.follow_up.1.path", "a..b")],
        &[
            ("METADATA", "https://id.example/.well-known/openid-configuration"),
            ("claimsmith.id_token_algorithms", "none"),
        ],
    ] {
        assert_eq!(codes(&compiled(CODE, more, CLIENT_SECRET)), ["CS0403"], "{more:?}");
    }
    let plain = [("claimsmith.follow_up.1.endpoint", "http://id.example/user")];
    assert_eq!(codes(&compiled(CODE, &plain, CLIENT_SECRET)), ["CS0404"]);
}

#[test]
fn a_slip_in_a_numbered_key_keeps_its_number() {
    let suggestion = |key: &str| {
        let outcome = compiled(CODE, &[(key, "https://id.example/user")], CLIENT_SECRET);
        assert_eq!(codes(&outcome), ["CS0401"], "{key}");
        let finding = outcome.diagnostics.into_iter().next().expect("it is reported");
        finding.fix.map(|fix| fix.message).or(finding.help.first().cloned()).unwrap_or_default()
    };
    assert_eq!(suggestion("claimsmith.follow_up.4.endpont"), "did you mean `claimsmith.follow_up.4.endpoint`?");
    let keys = "`endpoint`, `method`, `parameters`, `headers`, `path`, `prefix`, `format`, `error_member`, `optional`";
    assert_eq!(
        suggestion("claimsmith.follow_up.1.completely_unrelated"),
        format!("write `claimsmith.follow_up.N.…`: N is a number from 1 to 9, and behind it stands {keys}")
    );
}
