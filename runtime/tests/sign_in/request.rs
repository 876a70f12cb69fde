//! What stands on the wire: every field of a profile that shapes a request.

use crate::support::*;
use claimsmith_runtime::profile::{
    AnswerFormat, AuthorizationRequest, BearerTransmission, ClaimsRequest, ClientAuthentication, Constant, DataType,
    InputClaim, Method, Parameter, Profile, ResponseMode, TokenRequest, text,
};
use claimsmith_runtime::{BeginOptions, ClaimSet, ClaimValue, InputValues, Inputs, Request, Response, SignInError};

const TOKEN: &str = r#"{"access_token":"A T+/=","openid":"O P","uid":42,"token_type":"bearer"}"#;

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(header, _)| *header == name).map(|(_, value)| value.as_str())
}

fn form_names(request: &Request) -> Vec<String> {
    let body = request.body.as_deref().expect("a body");
    url::form_urlencoded::parse(body).map(|(name, _)| name.into_owned()).collect()
}

fn requests(profile: Profile) -> Vec<Request> {
    let fake = Fake::new(|_| Ok(Response::new(200, vec![], TOKEN.into())));
    drop(sign_in(&fake.client(profile)).expect("signed in"));
    fake.requests()
}

fn with_claims(claims: ClaimsRequest) -> Profile {
    let endpoint = Some(text("https://id.example.com/me?fields=id%2Cname"));
    Profile { claims: ClaimsRequest { endpoint, ..claims }, ..plain() }
}

#[test]
fn the_authorization_request_has_b2cs_order() {
    let url = begin(&Fake::bodies(&[]).client(qq())).url;
    assert!(
        url.starts_with("https://graph.qq.com/oauth2.0/authorize?client_id=101+%26+co&redirect_uri=https%3A%2F%2F")
    );
    let expected =
        ["client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge", "code_challenge_method"];
    assert_eq!(names(&url), expected);
    assert_eq!(query(&url)["response_type"], "code");
    assert!(url.is_ascii());

    let url = begin(&Fake::bodies(&[]).client(github())).url;
    assert!(url.contains("scope=read%3Auser+user%3Aemail&state="), "blanks become +");
}

#[test]
fn everything_the_profile_says_of_the_authorization_request_is_sent() {
    let profile = Profile {
        client_id_parameter: text("appid"),
        authorization: AuthorizationRequest {
            endpoint: text("https://open.weixin.qq.com/connect/qrconnect?lang=en"),
            response_mode: Some(ResponseMode::FormPost),
            parameters: vec![
                Parameter { name: text("display"), value: text("page&co") },
                Parameter { name: text("prompt"), value: text("login") },
            ]
            .into(),
            ..AuthorizationRequest::EMPTY
        },
        inputs: vec![input("prompt", None, false), input("login_hint", None, false)].into(),
        ..plain()
    };
    let mut inputs = ClaimSet::new();
    inputs.insert("PROMPT", ClaimValue::String("consent".to_owned()));
    let client = Fake::bodies(&[]).client(profile);
    let url = client.begin(inputs, BeginOptions::default()).expect("a flow").url;
    let expected = [
        "lang",
        "appid",
        "redirect_uri",
        "response_type",
        "response_mode",
        "state",
        "code_challenge",
        "code_challenge_method",
        "display",
        "prompt",
    ];
    assert_eq!(names(&url), expected, "no scope, no empty login_hint, nothing twice");
    let sent = query(&url);
    assert_eq!((sent["response_mode"].as_str(), sent["display"].as_str()), ("form_post", "page&co"));
    assert_eq!(sent["prompt"], "consent", "an input claim beats the policy's fixed parameter");
}

#[test]
fn every_response_mode_is_sent_as_the_specifications_spell_it() {
    for (response_mode, expected) in [
        (None, None),
        (Some(ResponseMode::Query), Some("query")),
        (Some(ResponseMode::FormPost), Some("form_post")),
        (Some(ResponseMode::Fragment), Some("fragment")),
    ] {
        let authorization = AuthorizationRequest { response_mode, ..plain().authorization };
        let url = begin(&Fake::bodies(&[]).client(Profile { authorization, ..plain() })).url;
        assert_eq!(query(&url).get("response_mode").map(String::as_str), expected);
    }
}

fn input(name: &'static str, default: Option<Constant>, always_default: bool) -> InputClaim {
    InputClaim { claim: text(name), parameter: text(name), default, always_default, ..InputClaim::EMPTY }
}

struct Hint(Option<&'static str>);

impl Inputs for Hint {
    fn write(self, values: &mut InputValues<'_>) {
        values.set(0, self.0.map(str::to_owned));
        values.set(99, Some(true));
    }
}

#[test]
fn input_claims_take_their_defaults() {
    let default = || Some(Constant::String(text("default")));
    for (given, default, always, expected) in [
        (None, None, false, None),
        (Some(""), None, false, None),
        (Some("given"), None, false, Some("given")),
        (Some("given"), default(), false, Some("given")),
        (Some(""), default(), false, Some("default")),
        (None, default(), false, Some("default")),
        (Some("given"), default(), true, Some("default")),
        (Some("given"), None, true, Some("given")),
        (None, Some(Constant::String(text(""))), false, None),
        (None, Some(Constant::Boolean(true)), true, Some("true")),
        (None, Some(Constant::Long(-3)), true, Some("-3")),
    ] {
        let profile = Profile { inputs: vec![input("hint", default.clone(), always)].into(), ..plain() };
        let client = Fake::bodies(&[]).client(profile);
        let url = client.begin(Hint(given), BeginOptions::default()).expect("a flow").url;
        assert_eq!(query(&url).get("hint").map(String::as_str), expected, "{given:?} {default:?} {always}");
    }
}

#[test]
fn a_required_input_claim_needs_a_value() {
    let required = InputClaim { required: true, data_type: DataType::String, ..input("hint", None, false) };
    let client = Fake::bodies(&[]).client(Profile { inputs: vec![required].into(), ..plain() });
    let missing = client.begin((), BeginOptions::default()).map(drop);
    assert_eq!(missing, Err(SignInError::MissingInput { claim: "hint".to_owned() }));
    assert!(client.begin(Hint(Some("given")), BeginOptions::default()).is_ok());
}

#[test]
fn a_get_token_request_has_everything_in_the_query() {
    let token = TokenRequest {
        endpoint: text("https://graph.qq.com/oauth2.0/token?fmt=json"),
        method: Method::Get,
        client_secret_parameter: text("secret"),
        ..TokenRequest::EMPTY
    };
    let request = requests(Profile { token, client_id_parameter: text("appid"), ..plain() }).remove(0);
    assert_eq!(request.method, Method::Get);
    let expected = ["fmt", "appid", "secret", "redirect_uri", "code", "grant_type", "code_verifier"];
    assert_eq!(names(&request.url), expected);
    let sent = query(&request.url);
    assert_eq!((sent["appid"].as_str(), sent["secret"].as_str(), sent["code"].as_str()), ("101 & co", SECRET, CODE));
    assert_eq!(sent["grant_type"], "authorization_code");
    assert!(request.body.is_none());
    assert_eq!(header(&request, "accept"), None, "B2C does not ask for JSON where the policy does not");
}

#[test]
fn a_post_token_request_has_everything_in_the_body() {
    let token = TokenRequest { format: Some(AnswerFormat::Json), ..plain().token };
    let request = requests(Profile { token, ..plain() }).remove(0);
    assert_eq!((request.method, request.url.as_str()), (Method::Post, "https://id.example.com/token"));
    assert_eq!(
        form_names(&request),
        ["client_id", "client_secret", "redirect_uri", "code", "grant_type", "code_verifier"]
    );
    assert_eq!(header(&request, "content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(header(&request, "accept"), Some("application/json"));
    assert_eq!(header(&request, "authorization"), None);
}

#[test]
fn basic_authentication_form_encodes_id_and_secret_first() {
    use base64::Engine;
    for method in [Method::Get, Method::Post] {
        let token = TokenRequest { authentication: ClientAuthentication::SecretBasic, method, ..plain().token };
        let request = requests(Profile { token, ..plain() }).remove(0);
        let credentials = header(&request, "authorization").and_then(|value| value.strip_prefix("Basic "));
        let decoded = base64::engine::general_purpose::STANDARD.decode(credentials.expect("Basic")).expect("base64");
        assert_eq!(decoded, b"101+%26+co:hunter2%2B%3A%2F%25%26%3D+secret");
        let sent = if method == Method::Get { names(&request.url) } else { form_names(&request) };
        assert_eq!(sent, ["redirect_uri", "code", "grant_type", "code_verifier"], "neither id nor secret");
    }
}

#[test]
fn a_profile_without_a_key_is_a_public_client() {
    let request = requests(Profile { keys: Profile::EMPTY.keys, ..plain() });
    // The configuration of the tests gives a secret, so it is sent; without one it is not.
    assert!(form_names(&request[0]).contains(&"client_secret".to_owned()));
    let fake = Fake::bodies(&[TOKEN]);
    let mut config = config(options().with_transport(std::sync::Arc::new(fake.clone())));
    config.keys.clear();
    let client = claimsmith_runtime::Client::new(Profile { keys: Profile::EMPTY.keys, ..plain() }, config);
    sign_in(&client.expect("a client")).expect("signed in");
    assert_eq!(form_names(&fake.requests()[0]), ["client_id", "redirect_uri", "code", "grant_type", "code_verifier"]);
}

#[test]
fn the_claims_request_has_b2cs_order() {
    let request = requests(with_claims(ClaimsRequest {
        access_token_parameter: text("token"),
        format_parameter: Some(Parameter { name: text("format"), value: text("json") }),
        token_members: vec![text("openid"), text("uid")].into(),
        ..ClaimsRequest::EMPTY
    }))
    .remove(1);
    assert_eq!(request.method, Method::Get);
    assert_eq!(
        request.url,
        "https://id.example.com/me?fields=id%2Cname&openid=O+P&uid=42&format=json&token=A+T%2B%2F%3D"
    );
    assert_eq!(header(&request, "authorization"), None);
    assert_eq!(header(&request, "user-agent"), None, "the transport's own");
    assert_eq!(header(&request, "accept"), Some("application/json"));
    assert_eq!(request.body_limit, 1024 * 1024);
}

#[test]
fn the_bearer_header_replaces_the_query_parameter() {
    let request = requests(with_claims(ClaimsRequest {
        bearer: BearerTransmission::AuthorizationHeader,
        user_agent: Some(text("CPIM-Basic/contoso/B2C_1A_signup")),
        ..ClaimsRequest::EMPTY
    }))
    .remove(1);
    assert_eq!(request.url, "https://id.example.com/me?fields=id%2Cname");
    assert_eq!(header(&request, "authorization"), Some("Bearer A T+/="));
    assert_eq!(header(&request, "user-agent"), Some("CPIM-Basic/contoso/B2C_1A_signup"));
}

#[test]
fn without_a_claims_endpoint_there_is_one_request() {
    assert_eq!(requests(plain()).len(), 1);
}

#[test]
fn a_token_member_that_the_claims_request_needs_must_be_there() {
    let claims = ClaimsRequest { token_members: vec![text("unionid")].into(), ..ClaimsRequest::EMPTY };
    let error = answered(with_claims(claims), &[TOKEN]).map(drop);
    assert!(matches!(error, Err(SignInError::BadResponse { path: Some(path), .. }) if path == "unionid"));
}

#[test]
fn moved_endpoints_keep_path_and_query() {
    let fake = Fake::new(|_| Ok(Response::new(200, vec![], TOKEN.into())));
    let options = options().with_transport(std::sync::Arc::new(fake.clone()));
    let options = options.with_endpoint_base("http://127.0.0.1:9/stage").with_loopback_http(true);
    let client = claimsmith_runtime::Client::new(with_claims(ClaimsRequest::EMPTY), config(options)).expect("a client");
    sign_in(&client).expect("signed in");
    assert!(begin(&client).url.starts_with("http://127.0.0.1:9/stage/authorize?client_id="));
    assert_eq!(fake.requests()[0].url, "http://127.0.0.1:9/stage/token");
    assert!(fake.requests()[1].url.starts_with("http://127.0.0.1:9/stage/me?fields=id%2Cname&access_token="));
}
