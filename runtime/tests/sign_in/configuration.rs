//! What a deployment gives: S11, S29, flow keys, missing settings.

use crate::support::*;
use claimsmith_runtime::profile::{
    AuthorizationRequest, ClaimsRequest, ClientAuthentication, InputClaim, Parameter, Profile, Subject, SubjectIssuer,
    TokenRequest, text,
};
use claimsmith_runtime::{
    Client, ClientConfig, ClientOptions, ConfigError, ConfigSource, FlowKey, FlowKeys, MissingSetting,
};
use std::collections::BTreeMap;
use std::time::Duration;

fn error(profile: Profile, config: ClientConfig) -> Option<ConfigError> {
    Client::new(profile, config).err()
}

fn settings(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn s11_endpoints_are_https_or_loopback_when_asked() {
    let at = |endpoint: &'static str| Profile {
        token: TokenRequest { endpoint: text(endpoint), ..TokenRequest::EMPTY },
        ..plain()
    };
    for endpoint in ["http://id.example.com/token", "http://10.0.0.1/token", "http://localhost.example.com/token"] {
        for allow in [false, true] {
            let config = config(options().with_loopback_http(allow));
            assert!(matches!(error(at(endpoint), config), Some(ConfigError::InsecureUrl { .. })), "{endpoint}");
        }
    }
    for endpoint in ["http://127.0.0.1:8080/token", "http://localhost/token", "http://[::1]:1/token"] {
        assert!(matches!(error(at(endpoint), config(options())), Some(ConfigError::InsecureUrl { .. })), "{endpoint}");
        assert_eq!(error(at(endpoint), config(options().with_loopback_http(true))), None, "{endpoint}");
    }
    for base in ["http://staging.example.com", "http://127.0.0.1:1"] {
        let config = config(options().with_endpoint_base(base));
        assert!(matches!(error(plain(), config), Some(ConfigError::InsecureUrl { .. })), "{base}");
    }
    let authorization =
        AuthorizationRequest { endpoint: text("http://id.example.com/a"), ..AuthorizationRequest::EMPTY };
    let insecure = error(Profile { authorization, ..plain() }, config(options()));
    assert!(
        matches!(insecure, Some(ConfigError::InsecureUrl { what, .. }) if what == "authorization_endpoint of Plain")
    );
    let claims = ClaimsRequest { endpoint: Some(text("http://id.example.com/me")), ..ClaimsRequest::EMPTY };
    let insecure = error(Profile { claims, ..plain() }, config(options()));
    assert!(matches!(insecure, Some(ConfigError::InsecureUrl { what, .. }) if what == "ClaimsEndpoint of Plain"));
}

#[test]
fn urls_that_cannot_be_used_are_refused() {
    for endpoint in [
        "",
        "token",
        "//id.example.com/token",
        "ftp://id.example.com/",
        "https://u:p@id.example.com/",
        "https://id.example.com/#f",
    ] {
        let token = TokenRequest { endpoint: text(endpoint), ..TokenRequest::EMPTY };
        let invalid = error(Profile { token, ..plain() }, config(options()));
        assert!(matches!(invalid, Some(ConfigError::InvalidUrl { .. })), "{endpoint}");
    }
    for base in ["", "127.0.0.1:1", "https://a.example/?q", "https://a.example/#f"] {
        let invalid = error(plain(), config(options().with_endpoint_base(base)));
        assert!(matches!(invalid, Some(ConfigError::InvalidUrl { .. })), "{base}");
    }
}

#[test]
fn parameters_that_make_the_flow_are_the_runtimes() {
    for name in claimsmith_runtime::profile::rules::RESERVED_PARAMETERS {
        let name: &'static str = name;
        let input = InputClaim { claim: text("c"), parameter: text(name), ..InputClaim::EMPTY };
        let by_input = Profile { inputs: vec![input].into(), ..plain() };
        let parameter = Parameter { name: text(name), value: text("x") };
        let authorization = AuthorizationRequest { parameters: vec![parameter].into(), ..plain().authorization };
        let by_metadata = Profile { authorization, ..plain() };
        let endpoint = text(Box::leak(format!("https://id.example.com/?{name}=x").into_boxed_str()));
        let by_endpoint =
            Profile { authorization: AuthorizationRequest { endpoint, ..AuthorizationRequest::EMPTY }, ..plain() };
        for profile in [by_input, by_metadata, by_endpoint] {
            let refused = error(profile, config(options()));
            assert!(matches!(refused, Some(ConfigError::InvalidProfile { .. })), "{name}");
        }
    }
}

fn pairs(pairs: &[(&'static str, &'static str)]) -> claimsmith_runtime::profile::List<Parameter> {
    let pair = |(name, value): &(&'static str, &'static str)| Parameter { name: text(name), value: text(value) };
    pairs.iter().map(pair).collect::<Vec<_>>().into()
}

fn refused(profile: Profile) -> String {
    match error(profile, config(options())) {
        Some(ConfigError::InvalidProfile { reason, .. }) => reason,
        other => panic!("{other:?}"),
    }
}

fn authorizing(authorization: AuthorizationRequest) -> Profile {
    Profile { authorization, ..plain() }
}

#[test]
fn no_two_parameters_of_the_authorization_request_have_one_name() {
    use claimsmith_runtime::profile::ResponseMode;
    let with = || AuthorizationRequest {
        scope: Some(text("s")),
        response_mode: Some(ResponseMode::Query),
        ..plain().authorization
    };
    for name in ["state", "nonce", "redirect_uri", "response_type", "code_challenge", "scope", "response_mode"] {
        refused(Profile { client_id_parameter: text(name), ..plain() });
    }
    for names in [
        &[("scope", "response_mode")][..],
        &[("scope", "a"), ("response_mode", "a")],
        &[("scope", "state")],
        &[("state", "st")],
        &[("client_id", "id")],
    ] {
        refused(authorizing(AuthorizationRequest { parameter_names: pairs(names), ..with() }));
    }
    for query in ["scope=a", "sco%70e=a", "response_mode=query", "client_id=a", "extra=a"] {
        let endpoint = text(Box::leak(format!("https://id.example.com/?{query}").into_boxed_str()));
        refused(authorizing(AuthorizationRequest { endpoint, parameters: pairs(&[("extra", "b")]), ..with() }));
    }
    let swapped = pairs(&[("scope", "permissions"), ("response_mode", "scope")]);
    for fine in [
        AuthorizationRequest { parameters: pairs(&[("scope", "a"), ("response_mode", "form_post")]), ..with() },
        AuthorizationRequest { parameter_names: swapped, ..with() },
        AuthorizationRequest { endpoint: text("https://id.example.com/?scope=a&b=c"), ..plain().authorization },
    ] {
        assert_eq!(error(authorizing(fine), config(options())), None);
    }
}

#[test]
fn no_two_parameters_of_the_other_requests_have_one_name() {
    use claimsmith_runtime::profile::FollowUpRequest;
    let revocation_endpoint = Some(text("https://id.example.com/revoke"));
    for name in ["token", "token_type_hint"] {
        let profile = Profile { client_id_parameter: text(name), ..plain() };
        assert_eq!(error(profile.clone(), config(options())), None, "nothing is revoked");
        refused(Profile { revocation_endpoint: revocation_endpoint.clone(), ..profile });
        let token = TokenRequest { client_secret_parameter: text(name), ..plain().token };
        refused(Profile { token, revocation_endpoint: revocation_endpoint.clone(), ..plain() });
    }
    for (token, refresh, revoke, claims, follow_up) in [
        ("?code=a", "", "", "", ""),
        ("?refresh_token=a", "", "", "", ""),
        ("", "?client_secret=a", "", "", ""),
        ("", "", "?token=a", "", ""),
        ("", "", "", "?access_token=a", ""),
        ("", "", "", "", "?access_token=a"),
    ] {
        let at = |path: &str, query: &str| format!("https://id.example.com/{path}{query}").into();
        refused(Profile {
            token: TokenRequest {
                endpoint: at("token", token),
                refresh_endpoint: (!refresh.is_empty()).then(|| at("refresh", refresh)),
                ..plain().token
            },
            revocation_endpoint: Some(at("revoke", revoke)),
            claims: ClaimsRequest { endpoint: Some(at("me", claims)), ..ClaimsRequest::EMPTY },
            follow_ups: vec![FollowUpRequest { endpoint: at("more", follow_up), ..FollowUpRequest::EMPTY }].into(),
            ..plain()
        });
    }
}

#[test]
fn nothing_but_the_metadata_says_how_an_id_token_arrives() {
    use claimsmith_runtime::profile::{IdToken, KeySource, ResponseMode, ResponseType};
    let profile = |parameters: &[(&'static str, &'static str)], inputs: Vec<InputClaim>| Profile {
        authorization: AuthorizationRequest {
            response_type: ResponseType::IdToken,
            response_mode: Some(ResponseMode::FormPost),
            parameters: pairs(parameters),
            ..plain().authorization
        },
        id_token: Some(IdToken { keys: KeySource::Jwks(text("https://id.example.com/keys")), ..IdToken::EMPTY }),
        issuer: Some(text("https://id.example.com")),
        inputs: inputs.into(),
        ..plain()
    };
    assert!(!cfg!(feature = "id-token") || error(profile(&[], Vec::new()), config(options())).is_none());
    refused(profile(&[("response_mode", "query")], Vec::new()));
    let input = InputClaim { claim: text("mode"), parameter: text("response_mode"), ..InputClaim::EMPTY };
    refused(profile(&[], vec![input]));
}

#[test]
fn impossible_profiles_and_settings_are_refused() {
    let subject = Some(Subject { issuer: SubjectIssuer::Constant(text("a")), claim: 0 });
    assert!(matches!(
        error(Profile { subject, ..plain() }, config(options())),
        Some(ConfigError::InvalidProfile { .. })
    ));
    let user_agent = Some(text("a\r\nb: c"));
    let claims = ClaimsRequest { user_agent, ..ClaimsRequest::EMPTY };
    assert!(matches!(
        error(Profile { claims, ..plain() }, config(options())),
        Some(ConfigError::InvalidProfile { .. })
    ));
    let token = TokenRequest { authentication: ClientAuthentication::SecretBasic, ..plain().token };
    let mut keyless = config(options());
    keyless.keys.clear();
    let basic = Profile { token, keys: Profile::EMPTY.keys, ..plain() };
    assert!(matches!(error(basic, keyless), Some(ConfigError::InvalidProfile { .. })));
    for timeout in [Duration::ZERO, Duration::from_secs(61)] {
        let invalid = error(plain(), config(options().with_timeout(timeout)));
        assert!(matches!(invalid, Some(ConfigError::InvalidSetting { .. })));
    }
    let mut placeholder = config(options());
    let refused = Some(ConfigError::Placeholder { what: "client id of QQ-OAUTH".to_owned() });
    for client_id in ["Your QQ application ID", "Enter your client id", "0", ""] {
        placeholder.client_id = client_id.to_owned();
        assert_eq!(error(qq(), placeholder.clone()), refused, "{client_id}");
    }
}

#[test]
fn a_missing_key_is_named_with_its_variable() {
    for secret in [None, Some("")] {
        let mut config = config(options());
        config.keys = secret.map(|secret| ("client_secret".to_owned(), secret.into())).into_iter().collect();
        let missing = MissingSetting {
            variable: "B2C_1A_QQSECRET".to_owned(),
            alternatives: Vec::new(),
            what: "the client_secret of QQ (policy key B2C_1A_QqSecret)".to_owned(),
            places: String::new(),
        };
        assert_eq!(error(qq(), config), Some(ConfigError::Missing(vec![missing])));
    }
}

#[test]
fn flow_keys_may_be_missing_on_loopback_only() {
    let mut config = config(ClientOptions::default());
    assert!(matches!(error(plain(), config.clone()), Some(ConfigError::FlowKeys { .. })));
    config.redirect_uri = "http://127.0.0.1:3000/signin/plain/callback".to_owned();
    assert_eq!(error(plain(), config), None);
}

#[test]
fn flow_keys_are_read_in_every_spelling_of_base64() {
    let bytes: Vec<u8> = (200..232).collect();
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
    for engine in [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD] {
        assert!(FlowKey::from_base64(&format!(" {}\n", engine.encode(&bytes))).is_ok());
    }
    for text in [String::new(), "x".to_owned(), STANDARD.encode([1; 32]), STANDARD.encode(&bytes[1..]), "!".repeat(44)]
    {
        assert!(matches!(FlowKey::from_base64(&text), Err(ConfigError::FlowKeys { .. })), "{text}");
    }
    let key = FlowKey::generate_base64();
    assert_ne!(key, FlowKey::generate_base64());
    assert!(FlowKeys::from_list(&format!("{key},{key},")).is_ok());
    assert!(FlowKeys::from_list(" , ").is_err());
    assert!(FlowKeys::from_list(&vec![key.as_str(); 17].join(",")).is_err());
}

#[test]
fn all_missing_settings_are_named_at_once() {
    let environment = settings(&[("B2C_1A_QQSECRET", " ")]);
    let mut source = ConfigSource::new(&environment);
    source.client_config(&qq());
    source.client_config(&Profile { client_id_variable: text("GITHUB_OAUTH2_CLIENT_ID"), ..github() });
    let Err(ConfigError::Missing(missing)) = source.finish() else { panic!("nothing is there") };
    let variables: Vec<&str> = missing.iter().map(|missing| missing.variable.as_str()).collect();
    let expected = [
        "B2C_1A_QQSECRET",
        "CLAIMSMITH_FLOW_KEYS",
        "CLAIMSMITH_PUBLIC_URL",
        "GITHUB_OAUTH2_CLIENT_ID",
        "QQ_OAUTH_CLIENT_ID",
    ];
    assert_eq!(variables, expected);
    let message = ConfigError::Missing(missing).to_string();
    assert!(expected.iter().all(|variable| message.contains(variable)), "{message}");
}

#[test]
fn a_configuration_is_read_from_settings() {
    let key = FlowKey::generate_base64();
    let environment = settings(&[
        ("QQ_OAUTH_CLIENT_ID", " 101 "),
        ("CONTOSO_TEST__QQ_OAUTH_CLIENT_ID", "102"),
        ("CONTOSO_TEST__B2C_1A_QQSECRET", " "),
        ("CONTOSO_TEST__CLAIMSMITH_PUBLIC_URL", ""),
        ("B2C_1A_QQSECRET", "s e c\r\n"),
        ("CLAIMSMITH_PUBLIC_URL", "https://www.example.com/app/"),
        ("CLAIMSMITH_FLOW_KEYS", &key),
    ]);
    let mut source = ConfigSource::new(&environment);
    let config = source.client_config(&qq());
    assert_eq!(source.finish(), Ok(()));
    assert_eq!((config.client_id.as_str(), config.keys[0].1.expose()), ("101", "s e c"));
    assert_eq!(config.redirect_uri, "https://www.example.com/app/signin/qq-oauth/callback");
    assert_eq!(error(qq(), config), None);

    let mut source = ConfigSource::new(&environment).with_environment("contoso-test");
    assert_eq!(source.client_id(&qq()), "102");
    assert_eq!(source.key(&qq(), "CLIENT_SECRET").expose(), "s e c", "an empty variable hides nothing");
    assert_eq!(source.redirect_uri(&qq()), "https://www.example.com/app/signin/qq-oauth/callback");
    assert_eq!(source.finish(), Ok(()));

    let with_id = Profile { client_id: Some(text("from policy")), client_id_variable: text("NOWHERE"), ..qq() };
    assert_eq!(ConfigSource::new(&environment).client_id(&with_id), "from policy");
}

#[test]
fn a_key_that_nothing_uses_is_not_asked_for() {
    use claimsmith_runtime::profile::{
        ClaimsRequest, CryptographicKey, IdToken, KeySource, ResponseType, SignatureAlgorithm,
    };
    let assertion_key = CryptographicKey {
        id: text("assertion_signing_key"),
        storage_reference_id: text("B2C_1A_Assertion"),
        variable: text("B2C_1A_ASSERTION"),
    };
    let keys = vec![client_secret(), assertion_key];
    let with = |authentication| Profile {
        keys: keys.clone().into(),
        token: TokenRequest { authentication, ..plain().token },
        ..plain()
    };
    let id_token = |algorithms: Vec<SignatureAlgorithm>| Profile {
        authorization: AuthorizationRequest { response_type: ResponseType::IdToken, ..plain().authorization },
        id_token: Some(IdToken {
            keys: KeySource::Jwks(text("https://id.example.com/keys")),
            algorithms: algorithms.into(),
            ..IdToken::EMPTY
        }),
        ..with(ClientAuthentication::SecretPost)
    };
    let claims = ClaimsRequest { proof_parameter: Some(text("proof")), ..ClaimsRequest::EMPTY };
    for (profile, expected) in [
        (with(ClientAuthentication::SecretPost), vec!["B2C_1A_QQSECRET"]),
        (with(ClientAuthentication::PrivateKeyJwt), vec!["B2C_1A_ASSERTION"]),
        (Profile { claims, ..with(ClientAuthentication::PrivateKeyJwt) }, vec!["B2C_1A_ASSERTION", "B2C_1A_QQSECRET"]),
        (id_token(vec![SignatureAlgorithm::Rs256]), vec![]),
        (id_token(vec![SignatureAlgorithm::Hs256]), vec!["B2C_1A_QQSECRET"]),
    ] {
        let environment = settings(&[("CLAIMSMITH_PUBLIC_URL", "http://localhost"), ("ID", "101")]);
        let profile = Profile { client_id_variable: text("ID"), ..profile };
        let mut source = ConfigSource::new(&environment);
        source.client_config(&profile);
        source.key(&profile, "client_secret");
        let missing = match source.finish() {
            Err(ConfigError::Missing(missing)) => missing.into_iter().map(|missing| missing.variable).collect(),
            other => other.map(|()| Vec::new()).expect("nothing else is wrong"),
        };
        assert_eq!(missing, expected);
    }
}

#[test]
fn settings_that_cannot_be_used_are_reported() {
    for (public_url, keys) in
        [("www.example.com", None), ("http://www.example.com", None), ("https://www.example.com", Some("x"))]
    {
        let good = FlowKey::generate_base64();
        let environment = settings(&[
            ("QQ_OAUTH_CLIENT_ID", "101"),
            ("B2C_1A_QQSECRET", "s"),
            ("CLAIMSMITH_PUBLIC_URL", public_url),
            ("CLAIMSMITH_FLOW_KEYS", keys.unwrap_or(&good)),
        ]);
        let mut source = ConfigSource::new(&environment);
        source.client_config(&qq());
        assert!(source.finish().is_err(), "{public_url} {keys:?}");
    }
    let loopback = settings(&[
        ("QQ_OAUTH_CLIENT_ID", "1"),
        ("B2C_1A_QQSECRET", "s"),
        ("CLAIMSMITH_PUBLIC_URL", "http://localhost:3000"),
    ]);
    let mut source = ConfigSource::new(&loopback);
    assert!(source.client_config(&qq()).options.flow_keys.is_some(), "a random key on loopback");
    assert_eq!(source.finish(), Ok(()));
}

#[cfg(not(feature = "client-assertion"))]
#[test]
fn a_missing_feature_is_named() {
    use claimsmith_runtime::profile::MintedSecret;
    let minted = MintedSecret { issuer: text("TEAM"), key_id: text("KEY"), audience: text("https://id.example.com") };
    for token in [
        TokenRequest { authentication: ClientAuthentication::PrivateKeyJwt, ..plain().token },
        TokenRequest { minted_secret: Some(minted), ..plain().token },
    ] {
        let refused = error(Profile { token, ..plain() }, config(options()));
        let Some(ConfigError::InvalidProfile { reason, .. }) = refused else { panic!("{refused:?}") };
        assert!(reason.contains("`client-assertion`"), "{reason}");
    }
}
