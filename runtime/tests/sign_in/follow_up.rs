//! Claims requests after the one to the claims endpoint.

use crate::support::*;
use crate::token_request::{body, header, part, template};
use claimsmith_runtime::profile::{
    AnswerFormat, BearerTransmission, ClaimSource, ClaimsRequest, DataType, FollowUpRequest, Method, OutputClaim,
    PathSegment, Profile, TemplatePart, text,
};
use claimsmith_runtime::{
    ClaimSet, ClaimValue, Client, ConfigError, Endpoint, Response, ResponseFault, SignInError, SignedIn,
    TransportError, TransportFault,
};

const QQ_TOKEN: &str = "access_token=AT%2B&uid=7";
const QQ_ME: &str = "callback( {\"client_id\":\"101\",\"openid\":\"O P\"} );";
const TOKEN: &str = r#"{"access_token":"AT+"}"#;

fn member(name: &'static str) -> PathSegment {
    PathSegment::Member(text(name))
}

fn claims_member(name: &'static str) -> TemplatePart {
    TemplatePart::ClaimsMember(vec![member(name)].into())
}

fn follow_up(endpoint: &'static str) -> FollowUpRequest {
    FollowUpRequest { endpoint: text(endpoint), ..FollowUpRequest::EMPTY }
}

/// QQ gives the nickname in a second answer, and errors there as `ret`.
fn qq_with_user_info() -> Profile {
    let user_info = FollowUpRequest {
        parameters: vec![
            template("oauth_consumer_key", &[TemplatePart::ClientId]),
            template("openid", &[claims_member("openid")]),
        ]
        .into(),
        error_member: Some(text("ret")),
        ..follow_up("https://graph.qq.com/user/get_user_info?lang=en")
    };
    Profile { follow_ups: vec![user_info].into(), ..qq() }
}

/// GitHub gives private addresses in an array.
fn github_with_emails(optional: bool) -> Profile {
    let primary = PathSegment::Find { member: text("primary"), value: text("true") };
    let emails = FollowUpRequest {
        path: vec![primary].into(),
        prefix: text("primary_"),
        headers: vec![template("X-GitHub-Api-Version", &[part("2022-11-28")])].into(),
        optional,
        ..follow_up("https://api.github.com/user/emails")
    };
    let outputs = vec![
        OutputClaim::member("issuerUserId", DataType::String, "id"),
        OutputClaim::member("email", DataType::String, "primary_email"),
    ];
    Profile { follow_ups: vec![emails].into(), outputs: outputs.into(), subject: None, ..github() }
}

fn claim(signed_in: &SignedIn<ClaimSet>, name: &str) -> Option<String> {
    match signed_in.claims.get(name) {
        Some(ClaimValue::String(text)) => Some(text.clone()),
        None => None,
        other => panic!("{other:?}"),
    }
}

fn bad(endpoint: Endpoint, reason: ResponseFault, path: Option<&str>) -> SignInError {
    SignInError::BadResponse { endpoint, reason, path: path.map(str::to_owned) }
}

#[test]
fn qq_gives_the_nickname_in_a_second_answer() {
    let fake = Fake::bodies(&[QQ_TOKEN, QQ_ME, r#"{"ret":0,"msg":"","nickname":"小明","figureurl":"https://q"}"#]);
    let signed_in = sign_in(&fake.client(qq_with_user_info())).expect("signed in");
    assert_eq!(claim(&signed_in, "displayName").as_deref(), Some("小明"));
    let request = fake.requests().remove(2);
    assert_eq!(
        request.url,
        "https://graph.qq.com/user/get_user_info?lang=en&oauth_consumer_key=101+%26+co&openid=O+P&access_token=AT%2B"
    );
    assert_eq!((request.method, request.body_limit), (Method::Get, 1024 * 1024));
    assert_eq!(header(&request, "accept"), Some("application/json"));
    assert_eq!(header(&request, "accept-encoding"), Some("identity"));
}

#[test]
fn an_error_inside_a_second_answer_is_the_providers() {
    let fake = Fake::bodies(&[QQ_TOKEN, QQ_ME, r#"{"ret":-1,"msg":"client request's parameters are invalid"}"#]);
    let Err(SignInError::Provider { endpoint, code, description, status }) =
        sign_in(&fake.client(qq_with_user_info())).map(drop)
    else {
        panic!("no error of the provider")
    };
    assert_eq!((endpoint, code.as_str(), status), (Endpoint::FollowUp, "-1", Some(200)));
    assert_eq!(description.as_deref(), Some("client request's parameters are invalid"));
}

#[test]
fn githubs_primary_address_is_found_in_an_array() {
    let emails = r#"[{"email":"a@example.com","primary":false},{"email":"b@example.com","primary":true}]"#;
    let fake = Fake::bodies(&["access_token=AT", r#"{"id":5,"email":null}"#, emails]);
    let signed_in = sign_in(&fake.client(github_with_emails(false))).expect("signed in");
    assert_eq!(claim(&signed_in, "email").as_deref(), Some("b@example.com"));
    let request = fake.requests().remove(2);
    assert_eq!(request.url, "https://api.github.com/user/emails");
    assert_eq!(header(&request, "authorization"), Some("Bearer AT"));
    assert_eq!(header(&request, "user-agent"), Some("CPIM-Basic/contoso/B2C_1A_signup"));
    assert_eq!(header(&request, "x-github-api-version"), Some("2022-11-28"));
}

#[test]
fn a_path_has_to_lead_to_an_object() {
    for (emails, expected) in [
        ("[]", bad(Endpoint::FollowUp, ResponseFault::MissingMember, Some("[primary=true]"))),
        (r#"[{"primary":false}]"#, bad(Endpoint::FollowUp, ResponseFault::MissingMember, Some("[primary=true]"))),
        (r#"{"id":1}"#, bad(Endpoint::FollowUp, ResponseFault::MissingMember, Some("[primary=true]"))),
        ("<html>", bad(Endpoint::FollowUp, ResponseFault::Syntax, None)),
        (r#"[{"a":1,"a":2}]"#, bad(Endpoint::FollowUp, ResponseFault::DuplicateMember, None)),
    ] {
        let fake = Fake::bodies(&["access_token=AT", r#"{"id":5}"#, emails]);
        assert_eq!(sign_in(&fake.client(github_with_emails(false))).map(drop), Err(expected), "{emails}");
        let fake = Fake::bodies(&["access_token=AT", r#"{"id":5}"#, emails]);
        let signed_in = sign_in(&fake.client(github_with_emails(true))).expect("it is optional");
        assert_eq!(claim(&signed_in, "email"), None);
        assert_eq!(claim(&signed_in, "issuerUserId").as_deref(), Some("5"));
    }
    let whole = Profile { follow_ups: vec![follow_up("https://api.github.com/user/emails")].into(), ..github() };
    let outcome = answered(whole, &["access_token=AT", r#"{"id":5}"#, "[]"]).map(drop);
    assert_eq!(outcome, Err(bad(Endpoint::FollowUp, ResponseFault::NotAnObject, None)));
    let nested = FollowUpRequest {
        path: vec![member("data"), PathSegment::Index(0), member("user")].into(),
        ..follow_up("https://api.github.com/user/emails")
    };
    let outputs = vec![OutputClaim::member("name", DataType::String, "name")];
    let nested = Profile { follow_ups: vec![nested].into(), outputs: outputs.into(), subject: None, ..github() };
    let bodies = ["access_token=AT", "{}", r#"{"data":[{"user":{"name":"N"}}]}"#];
    assert_eq!(claim(&answered(nested.clone(), &bodies).expect("signed in"), "name").as_deref(), Some("N"));
    let bodies = ["access_token=AT", "{}", r#"{"data":[{"user":"N"}]}"#];
    let expected = bad(Endpoint::FollowUp, ResponseFault::NotAnObject, Some("data[0].user"));
    assert_eq!(answered(nested, &bodies).map(drop), Err(expected));
}

#[test]
fn a_failed_request_that_is_optional_leaves_no_members() {
    let scenarios: [fn() -> Result<Response, TransportError>; 5] = [
        || Ok(Response::new(403, vec![], br#"{"message":"Not for you"}"#.to_vec())),
        || Ok(Response::new(302, vec![("Location".to_owned(), "https://evil".to_owned())], vec![])),
        || Ok(Response::new(200, vec![("Content-Encoding".to_owned(), "gzip".to_owned())], vec![])),
        || Ok(Response::new(200, vec![], vec![b' '; 1024 * 1024 + 1])),
        || Err(TransportError::new(TransportFault::Timeout)),
    ];
    for scenario in scenarios {
        let fake = Fake::new(move |request| {
            let answer = |body: &str| Ok(Response::new(200, vec![], body.as_bytes().to_vec()));
            match request.url.as_str() {
                url if url.contains("/emails") => scenario(),
                url if url.contains("/user") => answer(r#"{"id":5}"#),
                _ => answer("access_token=AT"),
            }
        });
        let signed_in = sign_in(&fake.client(github_with_emails(true))).expect("it is optional");
        assert_eq!(claim(&signed_in, "email"), None);
        let outcome = sign_in(&fake.client(github_with_emails(false))).map(drop);
        let endpoint = match outcome.expect_err("it is needed") {
            SignInError::Provider { endpoint, .. }
            | SignInError::Transport { endpoint, .. }
            | SignInError::BadResponse { endpoint, .. } => endpoint,
            other => panic!("{other:?}"),
        };
        assert_eq!(endpoint, Endpoint::FollowUp);
    }
}

fn chain(optional: bool) -> Profile {
    let first = FollowUpRequest { prefix: text("a."), optional, ..follow_up("https://id.example.com/first") };
    let second = FollowUpRequest {
        method: Method::Post,
        parameters: vec![template(
            "q",
            &[part("id:"), claims_member("a.id"), part("&x="), TemplatePart::TokenMember(text("uid"))],
        )]
        .into(),
        headers: vec![template("X-Name", &[claims_member("name")])].into(),
        prefix: text("b."),
        optional: true,
        ..follow_up("https://id.example.com/second")
    };
    let claims = ClaimsRequest {
        endpoint: Some(text("https://id.example.com/me")),
        bearer: BearerTransmission::AuthorizationHeader,
        ..ClaimsRequest::EMPTY
    };
    let outputs = vec![
        OutputClaim::member("first", DataType::String, "a.id"),
        OutputClaim {
            source: ClaimSource::Path(vec![member("b.deep"), member("id")].into()),
            ..OutputClaim::member("second", DataType::String, "")
        },
    ];
    Profile { claims, follow_ups: vec![first, second].into(), outputs: outputs.into(), ..plain() }
}

#[test]
fn later_requests_read_earlier_answers() {
    let token = r#"{"access_token":"AT","uid":42}"#;
    let fake = Fake::bodies(&[token, r#"{"name":"N"}"#, r#"{"id":"1&2=3"}"#, r#"{"deep":{"id":true}}"#]);
    let signed_in = sign_in(&fake.client(chain(false))).expect("signed in");
    assert_eq!(claim(&signed_in, "first").as_deref(), Some("1&2=3"));
    assert_eq!(claim(&signed_in, "second").as_deref(), Some("true"));
    let requests = fake.requests();
    assert_eq!(requests[2].url, "https://id.example.com/first");
    assert_eq!(requests[3].url, "https://id.example.com/second");
    assert_eq!(body(&requests[3]), "q=id%3A1%262%3D3%26x%3D42", "one parameter, whatever the values hold");
    assert_eq!(header(&requests[3], "x-name"), Some("N"));
    assert_eq!(header(&requests[3], "authorization"), Some("Bearer AT"));
}

#[test]
fn a_placeholder_without_a_value_sends_nothing() {
    for (token, me, first) in [
        (r#"{"access_token":"AT"}"#, r#"{"name":"N"}"#, r#"{"id":1}"#),
        (r#"{"access_token":"AT","uid":1}"#, "{}", r#"{"id":1}"#),
        (r#"{"access_token":"AT","uid":1}"#, r#"{"name":"N"}"#, "{}"),
        (r#"{"access_token":"AT","uid":1}"#, r#"{"name":"N"}"#, r#"{"id":null}"#),
        (r#"{"access_token":"AT","uid":1}"#, r#"{"name":"a\r\nb"}"#, r#"{"id":1}"#),
        (r#"{"access_token":"AT","uid":1}"#, r#"{"name":"N"}"#, r#"{"id":[1]}"#),
    ] {
        let fake = Fake::bodies(&[token, me, first]);
        sign_in(&fake.client(chain(false))).expect("the second request is optional");
        assert_eq!(fake.requests().len(), 3, "{token} {me} {first}");
    }
    let needed = Profile {
        follow_ups: chain(false)
            .follow_ups
            .iter()
            .cloned()
            .map(|it| FollowUpRequest { optional: false, ..it })
            .collect(),
        ..chain(false)
    };
    let outcome = answered(needed.clone(), &[r#"{"access_token":"AT"}"#, r#"{"name":"N"}"#, r#"{"id":1}"#]).map(drop);
    assert_eq!(outcome, Err(bad(Endpoint::Token, ResponseFault::MissingMember, Some("uid"))));
    let outcome = answered(needed, &[r#"{"access_token":"AT","uid":1}"#, r#"{"name":"N"}"#, "{}"]).map(drop);
    assert_eq!(outcome, Err(bad(Endpoint::Claims, ResponseFault::MissingMember, Some("a.id"))));
}

#[test]
fn only_reading_requests_are_sent_again() {
    for (method, kind, requests) in [
        (Method::Get, TransportFault::Connect, 4),
        (Method::Get, TransportFault::Timeout, 3),
        (Method::Get, TransportFault::Other, 3),
        (Method::Post, TransportFault::Connect, 3),
    ] {
        let fake = Fake::new(move |request| match request.url.as_str() {
            url if url.contains("/again") => Err(TransportError::new(kind)),
            _ => Ok(Response::new(200, vec![], TOKEN.into())),
        });
        let claims = ClaimsRequest { endpoint: Some(text("https://id.example.com/me")), ..ClaimsRequest::EMPTY };
        let again = FollowUpRequest { method, ..follow_up("https://id.example.com/again") };
        let profile = Profile { claims, follow_ups: vec![again].into(), ..plain() };
        let outcome = sign_in(&fake.client(profile)).map(drop);
        assert_eq!(outcome, Err(SignInError::Transport { endpoint: Endpoint::FollowUp, kind }));
        assert_eq!(fake.requests().len(), requests, "{method:?} {kind}");
    }
}

#[test]
fn a_second_answer_may_be_jsonp_and_may_come_without_a_claims_request() {
    let format = Some(AnswerFormat::JsonP);
    let request = FollowUpRequest { format, ..follow_up("https://id.example.com/me") };
    let outputs = vec![OutputClaim::member("name", DataType::String, "name")];
    let profile = Profile { follow_ups: vec![request].into(), outputs: outputs.into(), ..plain() };
    let fake = Fake::bodies(&[TOKEN, "cb({\"name\":\"N\"});"]);
    let signed_in = sign_in(&fake.client(profile)).expect("signed in");
    assert_eq!(claim(&signed_in, "name").as_deref(), Some("N"));
    assert_eq!(header(&fake.requests()[1], "accept"), None);
}

#[test]
fn follow_up_requests_are_checked_when_the_client_is_made() {
    let parameters = |name| vec![template(name, &[part("a")])].into();
    for request in [
        follow_up("http://id.example.com/a"),
        follow_up("a"),
        FollowUpRequest { parameters: parameters("access_token"), ..follow_up("https://id.example.com/a") },
        FollowUpRequest {
            headers: vec![template("Host", &[part("a")])].into(),
            ..follow_up("https://id.example.com/a")
        },
    ] {
        let refused = Client::new(Profile { follow_ups: vec![request].into(), ..plain() }, config(options()));
        assert!(
            matches!(
                refused.err(),
                Some(
                    ConfigError::InvalidProfile { .. }
                        | ConfigError::InvalidUrl { .. }
                        | ConfigError::InsecureUrl { .. }
                )
            ),
            "a refusal"
        );
    }
}
