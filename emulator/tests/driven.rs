//! Emulators that a technical profile drives, with every switch.

mod common;

use claimsmith_emulator::{AuthorizeError, Decision, Emulator, Endpoint, Fault, Quirks, Refusal, User};
use claimsmith_profile::{
    AnswerFormat, AuthorizationRequest, BearerTransmission, ClaimSource, ClaimsRequest, DataType, FollowUpRequest,
    InputClaim, Method, OutputClaim, Parameter, PathSegment, Profile, RequestEncoding, ResponseMode, TemplateParameter,
    TemplatePart, TokenRequest, list, text,
};
use common::driven::*;
use common::{Answer, CALLBACK, CLIENT_ID, SECRET, get, query, send};
use serde_json::json;
use std::time::Duration;

fn member(name: &'static str) -> PathSegment {
    PathSegment::Member(text(name))
}

fn at(claim: &'static str, data_type: DataType, path: Vec<PathSegment>) -> OutputClaim {
    OutputClaim { source: ClaimSource::Path(path.into()), ..OutputClaim::member(claim, data_type, "") }
}

fn pair(name: &'static str, value: &'static str) -> Parameter {
    Parameter { name: text(name), value: text(value) }
}

#[tokio::test]
async fn a_plain_profile_signs_in() {
    let emulator = start(&profile(), Quirks::new()).await;
    let callback = callback(&emulator, "ada", &[]).await;
    assert_eq!((callback.parameter("state"), callback.form()), (Some("s t"), None));
    let names: Vec<_> = callback.parameters().iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["code", "state"]);
    let answer = token(&emulator, callback.parameter("code").unwrap(), &[]).await.json();
    assert_eq!((&answer["token_type"], &answer["expires_in"]), (&json!("Bearer"), &json!(3600)));
    let claims = claims(&emulator, "ada").await.json();
    assert_eq!(claims["sub"], json!(emulator.subject("ada").unwrap()));
    assert_eq!((&claims["email"], &claims["email_verified"]), (&json!("ada@example.com"), &json!(true)));
    assert_eq!(claims["name"], json!("Ada Lovelace"));
}

#[tokio::test]
async fn users_have_everything_or_little_or_null() {
    let emulator = start(&profile(), Quirks::new()).await;
    let bo = claims(&emulator, "bo").await.json();
    assert!(bo["name"].as_str().unwrap().contains("<b>") && bo["email_verified"] == json!(false));
    let cy = claims(&emulator, "cy").await.json();
    assert_eq!(cy, json!({"sub": emulator.subject("cy").unwrap()}));
    let dee = claims(&emulator, "dee").await.json();
    assert!(dee["email"].is_null() && dee.as_object().unwrap().len() == 4 && dee["sub"].is_string());
    let mine = User::new("mine").named("Me").with("displayName", "Given").with_number("issuerUserId", "1".repeat(30));
    let emulator = start(&profile(), Quirks::new().user(mine)).await;
    let answer = claims(&emulator, "mine").await;
    assert!(answer.body.contains(&format!("\"sub\":{},", "1".repeat(30))), "{}", answer.body);
    assert_eq!((&answer.body.contains("Given"), emulator.subject("mine").unwrap()), (&true, "1".repeat(30)));
}

#[tokio::test]
async fn values_have_their_data_type_at_their_path() {
    let primary = PathSegment::Find { member: text("primary"), value: text("true") };
    let outputs = vec![
        at("issuerUserId", DataType::Long, vec![member("data"), PathSegment::Index(1), member("id")]),
        at("age", DataType::Int, vec![member("data"), PathSegment::Index(1), member("age")]),
        at("email", DataType::String, vec![member("emails"), primary, member("value")]),
        OutputClaim::member("born", DataType::Date, "born"),
        OutputClaim::member("groups", DataType::StringCollection, "https://x.example/groups"),
    ];
    let profile = Profile { outputs: outputs.into(), ..profile() };
    let emulator = start(&profile, Quirks::new()).await;
    let answer = claims(&emulator, "ada").await.json();
    let id = answer["data"][1]["id"].as_u64().unwrap();
    assert!(id > 1 << 53 && emulator.subject("ada").unwrap() == id.to_string());
    assert!(answer["data"][1]["age"].is_u64() && answer["data"][0].is_null());
    assert_eq!(answer["emails"], json!([{"primary": false}, {"primary": true, "value": "ada@example.com"}]));
    assert_eq!((&answer["born"], &answer["https://x.example/groups"][0]), (&json!("1990-12-10"), &json!("ada")));

    let emulator = start(&profile, Quirks::new().numbers_as_text()).await;
    assert_eq!(claims(&emulator, "ada").await.json()["data"][1]["id"], json!(id.to_string()));
}

#[tokio::test]
async fn fixed_parameters_and_headers_have_to_be_sent() {
    let base = profile();
    let profile = Profile {
        client_id_parameter: text("appid"),
        authorization: AuthorizationRequest {
            endpoint: text("https://login.contoso.example/oauth/authorize?brand=red"),
            parameters: list(const { &[Parameter { name: text("access_type"), value: text("offline") }] }),
            parameter_names: vec![pair("redirect_uri", "back"), pair("scope", "")].into(),
            ..base.authorization.clone()
        },
        token: TokenRequest {
            headers: vec![TemplateParameter {
                name: text("client-id"),
                value: vec![TemplatePart::Text(text("id ")), TemplatePart::ClientId].into(),
            }]
            .into(),
            ..base.token.clone()
        },
        inputs: vec![InputClaim { parameter: text("login_hint"), required: true, ..InputClaim::EMPTY }].into(),
        ..base.clone()
    };
    let emulator = start(&profile, Quirks::new()).await;
    let right = [("client_id", ""), ("appid", CLIENT_ID), ("redirect_uri", ""), ("back", CALLBACK), ("scope", "")];
    let extra = [("brand", "red"), ("access_type", "offline"), ("login_hint", "x")];
    for left_out in 0..=extra.len() {
        let sent: Vec<_> = extra.iter().enumerate().filter(|(index, _)| *index != left_out).map(|(_, p)| *p).collect();
        let url = authorize(&emulator, &[&right[..], &sent].concat());
        assert_eq!(emulator.authorize_as(&url, "ada").await.is_ok(), left_out == extra.len(), "{left_out}");
    }
    let callback = callback(&emulator, "ada", &[&right[..], &extra].concat()).await;
    let (code, right) = (callback.parameter("code").unwrap(), [("client_id", ""), ("appid", CLIENT_ID)]);
    assert_eq!(token(&emulator, code, &right).await.status, 400);
    assert_eq!(emulator.requests().last().unwrap().refusal(), Some(Refusal::HeaderWrong));
    let header = format!("id {CLIENT_ID}");
    assert_eq!(token_with(&emulator, code, &right, &[("client-id", &header)]).await.status, 200);

    let tolerant = start(&profile, Quirks::new().tolerant()).await;
    let url =
        authorize(&tolerant, &[("client_id", ""), ("appid", CLIENT_ID), ("redirect_uri", ""), ("back", CALLBACK)]);
    assert!(tolerant.authorize_as(&url, "ada").await.is_ok());
}

#[tokio::test]
async fn names_of_redirect_uris_and_of_bearer_tokens() {
    let base = profile();
    let authorization =
        AuthorizationRequest { redirect_uri_value: Some(text("Contoso-RuName")), ..base.authorization.clone() };
    let token_request = TokenRequest { token_type: text("User Access Token"), ..base.token.clone() };
    let emulator = start(&Profile { authorization, token: token_request, ..base }, Quirks::new()).await;
    let by_uri = emulator.authorize_as(&authorize(&emulator, &[]), "ada").await;
    assert_eq!(by_uri, Err(AuthorizeError::Refused(Refusal::RedirectUriMismatch)));
    let by_name = [("redirect_uri", "Contoso-RuName")];
    let callback = callback(&emulator, "ada", &by_name).await;
    assert!(callback.url().starts_with(CALLBACK));
    let code = callback.parameter("code").unwrap();
    assert_eq!(token(&emulator, code, &[]).await.status, 400);
    let answer = token(&emulator, code, &by_name).await;
    assert_eq!((answer.status, &answer.json()["token_type"]), (200, &json!("User Access Token")));
}

#[tokio::test]
async fn token_requests_in_query_and_json_and_with_other_names() {
    let wanted = |encoding, method| {
        let token = TokenRequest {
            encoding,
            method,
            parameter_names: vec![pair("code", "auth_code"), pair("grant_type", "")].into(),
            ..profile().token
        };
        Profile { token, ..profile() }
    };
    for (encoding, method) in [
        (RequestEncoding::Json, Method::Post),
        (RequestEncoding::Query, Method::Post),
        (RequestEncoding::Form, Method::Get),
    ] {
        let emulator = start(&wanted(encoding, method), Quirks::new().token_answer(AnswerFormat::Json)).await;
        let code = code(&emulator, "ada").await;
        let path = path(&emulator, Endpoint::Token);
        let parameters =
            [("client_id", CLIENT_ID), ("client_secret", SECRET), ("redirect_uri", CALLBACK), ("auth_code", &code)];
        let elsewhere = send(&emulator, "POST", &path, &[common::FORM], &query(&parameters)).await;
        assert_ne!(elsewhere.status, 200);
        let answer = match (encoding, method) {
            (RequestEncoding::Json, _) => {
                let body = json!({
                    "client_id": CLIENT_ID, "client_secret": SECRET, "redirect_uri": CALLBACK, "auth_code": code
                });
                send(&emulator, "POST", &path, &[("content-type", "application/json")], &body.to_string()).await
            }
            (_, Method::Post) => send(&emulator, "POST", &format!("{path}?{}", query(&parameters)), &[], "").await,
            (_, Method::Get) => get(&emulator, &format!("{path}?{}", query(&parameters))).await,
        };
        // Without its name `grant_type` is not looked for, and the grant is the code.
        assert_eq!((answer.status, answer.json()["token_type"].as_str()), (200, Some("Bearer")), "{answer:?}");
        if encoding == RequestEncoding::Json {
            assert_eq!(emulator.requests().last().unwrap().json().get("auth_code"), Some(code.as_str()));
            let broken = send(&emulator, "POST", &path, &[("content-type", "application/json")], "[]").await;
            assert_eq!(broken.status, 400);
        }
    }
}

#[tokio::test]
async fn members_of_the_token_answer_come_back_in_the_claims_request() {
    let base = profile();
    let profile = Profile {
        claims: ClaimsRequest {
            token_members: vec![text("openid")].into(),
            proof_parameter: Some(text("appsecret_proof")),
            bearer: BearerTransmission::Query,
            access_token_parameter: text("token"),
            format_parameter: Some(pair("alt", "json")),
            user_agent: Some(text("Agent/1")),
            format: Some(AnswerFormat::JsonP),
            ..base.claims.clone()
        },
        outputs: vec![OutputClaim::string("issuerUserId", "openid")].into(),
        ..base
    };
    let emulator = start(&profile, Quirks::new()).await;
    let answer = token(&emulator, &code(&emulator, "ada").await, &[]).await.json();
    let openid = emulator.subject("ada").unwrap();
    assert_eq!(answer["openid"], json!(openid));
    let access_token = answer["access_token"].as_str().unwrap();
    let proof = aws_lc_rs::hmac::sign(
        &aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, SECRET.as_bytes()),
        access_token.as_bytes(),
    );
    let proof: String = proof.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    let base = [("token", access_token), ("alt", "json"), ("openid", &openid), ("appsecret_proof", &proof)];
    let ask = async |changes: &[(&str, &str)], agent: &str| {
        let mut parameters = base.to_vec();
        change(&mut parameters, changes);
        send(&emulator, "GET", &format!("/me?{}", query(&parameters)), &[("user-agent", agent)], "").await
    };
    assert_eq!(ask(&[], "Agent/1").await.jsonp(), json!({"openid": openid}));
    for (changes, agent, refusal) in [
        (&[("openid", "x")][..], "Agent/1", Refusal::ParameterWrong),
        (&[("alt", "")], "Agent/1", Refusal::ParameterWrong),
        (&[("appsecret_proof", "00")], "Agent/1", Refusal::ProofWrong),
        (&[("appsecret_proof", "")], "Agent/1", Refusal::ProofWrong),
        (&[("token", "")], "Agent/1", Refusal::AccessTokenMissing),
        (&[], "Agent/2", Refusal::UserAgentMissing),
    ] {
        assert!(ask(changes, agent).await.status >= 400);
        assert_eq!(emulator.requests().last().unwrap().refusal(), Some(refusal), "{changes:?}");
    }
}

fn with_follow_ups() -> Profile {
    let template = |name, parts: Vec<TemplatePart>| TemplateParameter { name: text(name), value: parts.into() };
    let base = profile();
    Profile {
        claims: ClaimsRequest { authorization_scheme: text(""), ..base.claims.clone() },
        outputs: vec![
            OutputClaim::string("issuerUserId", "openid"),
            OutputClaim::string("displayName", "info_nickname"),
            OutputClaim::string("email", "mail_address"),
        ]
        .into(),
        follow_ups: vec![
            FollowUpRequest {
                endpoint: text("https://api.contoso.example/info?v=2"),
                parameters: vec![
                    template("key", vec![TemplatePart::ClientId]),
                    template("openid", vec![TemplatePart::ClaimsMember(vec![member("openid")].into())]),
                ]
                .into(),
                path: vec![member("data"), member("user")].into(),
                prefix: text("info_"),
                error_member: Some(text("ret")),
                ..FollowUpRequest::EMPTY
            },
            FollowUpRequest {
                endpoint: text("https://api.contoso.example/mails"),
                method: Method::Post,
                headers: vec![template(
                    "x-name",
                    vec![TemplatePart::ClaimsMember(vec![member("info_nickname")].into())],
                )]
                .into(),
                path: vec![PathSegment::Find { member: text("primary"), value: text("true") }].into(),
                prefix: text("mail_"),
                ..FollowUpRequest::EMPTY
            },
        ]
        .into(),
        ..base
    }
}

#[tokio::test]
async fn follow_up_requests_are_answered_where_the_profile_reads_them() {
    let emulator = start(&with_follow_ups(), Quirks::new().success_code()).await;
    let access_token = access_token(&emulator, "ada").await;
    let alone: &[(&str, &str)] = &[("authorization", &access_token)];
    let openid = send(&emulator, "GET", "/me", alone, "").await.json()["openid"].as_str().unwrap().to_owned();
    assert_eq!(
        send(&emulator, "GET", "/me", &[("authorization", &format!("Bearer {access_token}"))], "").await.status,
        401
    );

    let target = format!("/info?v=2&key={CLIENT_ID}&openid={openid}");
    let info = send(&emulator, "GET", &target, alone, "").await.json();
    assert_eq!(info, json!({"data": {"user": {"nickname": "Ada Lovelace"}}, "ret": 0}));
    assert_eq!(send(&emulator, "GET", &target.replace("v=2", "v=3"), alone, "").await.status, 400);
    assert_eq!(send(&emulator, "GET", &format!("{target}x"), alone, "").await.status, 400);

    let headers = [alone, &[("x-name", "Ada Lovelace")]].concat();
    let mails = send(&emulator, "POST", "/mails", &headers, "").await.json();
    assert_eq!(mails, json!([{"primary": false}, {"primary": true, "address": mails[1]["address"]}]));
    assert_eq!(send(&emulator, "POST", "/mails", alone, "").await.status, 400);
    emulator.order(Endpoint::FurtherClaims, Fault::status(503));
    assert_eq!(send(&emulator, "GET", &target, alone, "").await.status, 503);
}

#[tokio::test]
async fn callback_parameters_come_with_the_first_consent_or_always() {
    let base = profile();
    let profile = Profile {
        authorization: AuthorizationRequest {
            response_mode: Some(ResponseMode::FormPost),
            callback_parameters: vec![text("user")].into(),
            ..base.authorization.clone()
        },
        outputs: vec![
            OutputClaim::string("issuerUserId", "sub"),
            at("givenName", DataType::String, vec![member("user"), member("name"), member("firstName")]),
        ]
        .into(),
        ..base
    };
    for (quirks, second) in [(Quirks::new(), true), (Quirks::new().callback_parameters_once(), false)] {
        let emulator = start(&profile, quirks).await;
        let form_post = [("response_mode", "form_post")];
        let first = callback(&emulator, "ada", &form_post).await;
        assert_eq!(first.parameter("user"), Some(r#"{"name":{"firstName":"Ada"}}"#));
        assert_eq!((first.url(), first.form().unwrap().contains("user=%7B")), (CALLBACK, true));
        assert_eq!(callback(&emulator, "ada", &form_post).await.parameter("user").is_some(), second);
        let answer = token(&emulator, first.parameter("code").unwrap(), &[]).await.json();
        let bearer = format!("Bearer {}", answer["access_token"].as_str().unwrap());
        let claims = send(&emulator, "GET", "/me", &[("authorization", &bearer)], "").await.json();
        assert_eq!(claims.as_object().unwrap().len(), 1);
        let error = emulator.authorize_as(&authorize(&emulator, &form_post), "ada").await.unwrap_err();
        assert!(error.to_string().contains("form post"));
        assert!(emulator.authorize_as(&authorize(&emulator, &[]), "ada").await.is_err(), "response_mode was not sent");
    }
}

async fn token_answer(quirks: Quirks) -> Answer {
    let emulator = start(&profile(), quirks).await;
    token(&emulator, &code(&emulator, "ada").await, &[]).await
}

#[tokio::test]
async fn switches_of_the_token_answer() {
    let answer = token_answer(Quirks::new().without_token_type().without_expires_in().without_refresh_token()).await;
    assert_eq!(answer.json().as_object().unwrap().keys().collect::<Vec<_>>(), ["access_token"]);
    let answer = token_answer(Quirks::new().token_type("mac").token_member("uid", 7).content_type("text/plain")).await;
    assert_eq!((&answer.json()["token_type"], &answer.json()["uid"]), (&json!("mac"), &json!(7)));
    assert_eq!(answer.header("content-type"), Some("text/plain"));
    assert_eq!(token_answer(Quirks::new().token_answer(AnswerFormat::Form)).await.form_value("expires_in"), "3600");

    let emulator = start(&profile(), Quirks::new().error_in_200("errcode")).await;
    let refused = token(&emulator, "nonsense", &[]).await;
    assert_eq!((refused.status, &refused.json()["errcode"]), (200, &json!("invalid_grant")));
    emulator.order(Endpoint::Token, Fault::error("40029", "invalid code"));
    assert_eq!(token(&emulator, "nonsense", &[]).await.json()["errcode"], json!(40029));
    assert_eq!(get(&emulator, "/me").await.status, 200);

    let emulator = start(&profile(), Quirks::new().ignore_redirect_uri().public_client()).await;
    let code = code(&emulator, "ada").await;
    assert_eq!(token(&emulator, &code, &[("redirect_uri", ""), ("client_secret", "")]).await.status, 200);

    let emulator = start(&profile(), Quirks::new().id_as_number().claims_answer(AnswerFormat::JsonP)).await;
    assert!(claims(&emulator, "ada").await.jsonp()["sub"].as_u64().unwrap() > 1 << 53);
}

#[tokio::test]
async fn refresh_tokens_rotate_last_or_depend_on_a_parameter() {
    let refresh = async |emulator: &Emulator, token: &str| {
        let changes = [("grant_type", "refresh_token"), ("refresh_token", token), ("redirect_uri", ""), ("code", "")];
        common::driven::token(emulator, "", &changes).await
    };
    for (quirks, rotates) in [(Quirks::new(), true), (Quirks::new().lasting_refresh_token(), false)] {
        let emulator = start(&profile(), quirks).await;
        let answer = token(&emulator, &code(&emulator, "ada").await, &[]).await.json();
        let first = answer["refresh_token"].as_str().unwrap();
        let second = refresh(&emulator, first).await;
        assert_eq!((second.status, second.json().get("refresh_token").is_some()), (200, rotates));
        assert_eq!(refresh(&emulator, first).await.status, if rotates { 400 } else { 200 });
    }
    let quirks = Quirks::new().refresh_token_for("access_type", "offline").refresh_token_for("prompt", "consent");
    let emulator = start(&profile(), quirks).await;
    for (changes, expected) in
        [(&[("access_type", "offline")][..], false), (&[("access_type", "offline"), ("prompt", "consent")], true)]
    {
        let code = callback(&emulator, "ada", changes).await.parameter("code").unwrap().to_owned();
        assert_eq!(token(&emulator, &code, &[]).await.json().get("refresh_token").is_some(), expected);
    }
    let token_request = TokenRequest { refresh_endpoint: Some(text("https://x.example/renew")), ..profile().token };
    let emulator = start(&Profile { token: token_request, ..profile() }, Quirks::new()).await;
    let answer = token(&emulator, &code(&emulator, "ada").await, &[]).await.json();
    let token = answer["refresh_token"].as_str().unwrap();
    assert_eq!(refresh(&emulator, token).await.status, 400, "not at the token endpoint");
    let mut form = vec![("grant_type", "refresh_token"), ("refresh_token", token)];
    form.extend([("client_id", CLIENT_ID), ("client_secret", SECRET)]);
    assert_eq!(common::post(&emulator, "/renew", &form).await.status, 200);
    assert_eq!(emulator.requests_to(Endpoint::Refresh).len(), 1);
}

#[tokio::test]
async fn switches_of_pkce() {
    let challenge = [("code_challenge", common::CHALLENGE), ("code_challenge_method", "S256")];
    let refused =
        Profile { authorization: AuthorizationRequest { pkce: false, ..profile().authorization }, ..profile() };
    for (profile, quirks, without, with) in [
        (profile(), Quirks::new(), true, true),
        (profile(), Quirks::new().strict_pkce(), false, true),
        (profile(), Quirks::new().refuse_pkce(), true, false),
        (refused.clone(), Quirks::new(), true, false),
        (refused, Quirks::new().ignore_pkce(), true, true),
    ] {
        let emulator = start(&profile, quirks).await;
        assert_eq!(emulator.authorize_as(&authorize(&emulator, &[]), "ada").await.is_ok(), without);
        assert_eq!(emulator.authorize_as(&authorize(&emulator, &challenge), "ada").await.is_ok(), with);
    }
    let emulator = start(&profile(), Quirks::new().ignore_pkce()).await;
    let code = callback(&emulator, "ada", &challenge).await.parameter("code").unwrap().to_owned();
    assert_eq!(token(&emulator, &code, &[]).await.status, 200);
}

#[tokio::test]
async fn switches_of_the_callback() {
    let quirks =
        Quirks::new().callback_issuer().issuer("https://contoso.example").response_mode(ResponseMode::Fragment);
    let emulator = start(&profile(), quirks.denial([("usercancel", "1")])).await;
    let callback = callback(&emulator, "ada", &[]).await;
    assert_eq!(callback.parameter("iss"), Some("https://contoso.example"));
    assert!(callback.url().starts_with(&format!("{CALLBACK}#code=")), "{callback:?}");
    let denied = emulator.decide(&authorize(&emulator, &[]), Decision::Deny).await.unwrap();
    let names: Vec<_> = denied.parameters().iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["usercancel", "state", "iss"]);
    let emulator = start(&profile(), Quirks::new().denial::<&str, &str>([])).await;
    let denied = emulator.deny(&authorize(&emulator, &[])).await.unwrap();
    assert_eq!(denied, format!("{CALLBACK}&state=s%20t"));
}

#[tokio::test]
async fn lifetimes_scopes_and_addresses() {
    let quirks = Quirks::new().access_token_lifetime(Duration::from_secs(60)).default_scope("openid");
    let emulator = start(&Profile { ..profile() }, quirks.address("127.0.0.3:0".parse().unwrap())).await;
    assert!(emulator.origin().starts_with("http://127.0.0.3:"));
    let bearer = format!("Bearer {}", access_token(&emulator, "ada").await);
    let ask = async || send(&emulator, "GET", "/me", &[("authorization", &bearer)], "").await;
    assert_eq!(ask().await.status, 200);
    emulator.advance_clock(Duration::from_secs(61));
    let expired = ask().await;
    assert_eq!((expired.status, expired.header("www-authenticate")), (401, Some("Bearer error=\"invalid_token\"")));
}

#[tokio::test]
async fn endpoints_that_one_origin_cannot_tell_apart_are_refused() {
    let token = TokenRequest { endpoint: text("https://other.example/me?x=1"), ..profile().token };
    let error = Emulator::for_profile(&Profile { token, ..profile() }, application()).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    assert!(error.to_string().contains("claims endpoint") && error.to_string().contains("/me"), "{error}");
}
