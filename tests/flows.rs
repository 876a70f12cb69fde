//! Sign-ins with QQ and GitHub against the emulator: from a policy through generated code and real HTTP to typed claims,
//! and every error answer of both.

mod common;

use claimsmith::{Begin, ResponseFault, SignInError, SignedIn, TransportFault, Verified};
use claimsmith_emulator::{Emulator, Endpoint, Fault, Provider};
use common::contoso::{GitHubOauth2, GitHubOauth2Claims, GitHubOauth2Inputs, QqOauth, QqOauthClaims, QqOauthInputs};
use common::{CLIENT_ID, SECRET, callback, emulator, github, qq};
use std::time::Duration;

async fn qq_sign_in(emulator: &Emulator, client: &QqOauth) -> Result<SignedIn<QqOauthClaims>, SignInError> {
    let Begin { url, flow, .. } = client.begin(QqOauthInputs::default())?;
    let returned = emulator.authorize_as(&url, "xiaoming").await.expect("the user consents");
    client.finish(callback(&returned), flow).await
}

async fn github_sign_in(
    emulator: &Emulator,
    client: &GitHubOauth2,
    user: &str,
) -> Result<SignedIn<GitHubOauth2Claims>, SignInError> {
    let Begin { url, flow, .. } = client.begin(GitHubOauth2Inputs::default())?;
    let returned = emulator.authorize_as(&url, user).await.expect("the user consents");
    client.finish(callback(&returned), flow).await
}

fn code_of<T: std::fmt::Debug>(result: Result<T, SignInError>) -> (claimsmith::Endpoint, String) {
    match result.expect_err("an error answer") {
        SignInError::Provider { endpoint, code, .. } => (endpoint, code),
        other => panic!("{other:?} instead of an error of the provider"),
    }
}

#[tokio::test]
async fn a_user_signs_in_with_qq() {
    let emulator = emulator::<QqOauth>(Provider::Qq).await;
    let client = qq(&emulator, CLIENT_ID, SECRET);
    let signed_in = qq_sign_in(&emulator, &client).await.expect("signed in");
    let openid = emulator.subject("xiaoming").expect("QQ knows the user");
    assert_eq!(signed_in.claims.issuer_user_id, openid);
    assert_eq!(signed_in.claims.identity_provider, "qq.com");
    assert_eq!(signed_in.claims.display_name.as_deref(), Some("小明"), "from the second request");
    let picture = |size| Some(format!("{}/.emulator/avatar/xiaoming?size={size}", emulator.origin()));
    assert_eq!(signed_in.claims.profile_picture_url, picture(100));
    assert_eq!(signed_in.claims.small_picture_url, picture(40));
    assert_eq!(signed_in.email(), None, "QQ gives no address");
    let subject = signed_in.subject().expect("the policy says who the user is");
    assert_eq!((subject.issuer.as_str(), &subject.id), ("qq.com", &openid));

    let [authorize] = emulator.requests_to(Endpoint::Authorization).try_into().expect("one authorization");
    assert_eq!(authorize.query().get("scope"), Some("get_user_info"));
    assert_eq!(authorize.query().get("code_challenge_method"), Some("S256"));
    assert_eq!(authorize.query().get("response_mode"), None, "not sent unless the policy says so");
    let [token] = emulator.requests_to(Endpoint::Token).try_into().expect("one exchange");
    assert_eq!(token.method(), "GET");
    assert_eq!(token.query().get("grant_type"), Some("authorization_code"));
    let [claims] = emulator.requests_to(Endpoint::Claims).try_into().expect("one claims request");
    assert!(claims.query().get("access_token").is_some(), "the bearer stands in the query");
    assert_eq!(claims.header("authorization"), None);
    let [user_information] = emulator.requests_to(Endpoint::FurtherClaims).try_into().expect("one more request");
    assert_eq!(user_information.query().get("oauth_consumer_key"), Some(CLIENT_ID));
    assert_eq!(user_information.query().get("openid"), Some(openid.as_str()));
    assert_eq!(user_information.query().get("access_token"), claims.query().get("access_token"));
}

#[tokio::test]
async fn a_second_request_that_fails_at_qq_ends_the_sign_in() {
    let emulator = emulator::<QqOauth>(Provider::Qq).await;
    let client = qq(&emulator, CLIENT_ID, SECRET);
    for code in ["-1", "-23", "100030"] {
        emulator.order(Endpoint::FurtherClaims, Fault::error(code, "as ordered"));
        let error = code_of(qq_sign_in(&emulator, &client).await);
        assert_eq!(error, (claimsmith::Endpoint::FollowUp, code.into()), "the member is ret here, not error");
    }
    emulator.order(Endpoint::FurtherClaims, Fault::status(503));
    let error = qq_sign_in(&emulator, &client).await.expect_err("no answer");
    let is_expected = matches!(
        error,
        SignInError::BadResponse { endpoint: claimsmith::Endpoint::FollowUp, reason: ResponseFault::Status(503), .. }
    );
    assert!(is_expected, "{error:?}");
    let signed_in = qq_sign_in(&emulator, &client).await.expect("nothing of it stays");
    assert_eq!(signed_in.claims.display_name.as_deref(), Some("小明"));
}

#[tokio::test]
async fn a_qq_user_without_a_large_picture_has_the_small_one() {
    let emulator = emulator::<QqOauth>(Provider::Qq).await;
    let client = qq(&emulator, CLIENT_ID, SECRET);
    let Begin { url, flow, .. } = client.begin(QqOauthInputs::default()).expect("begun");
    let returned = emulator.authorize_as(&url, "zhangwei").await.expect("the user consents");
    let claims = client.finish(callback(&returned), flow).await.expect("signed in").claims;
    assert_eq!(claims.display_name.as_deref(), Some("张伟 ☀️"));
    assert_eq!((claims.profile_picture_url.is_some(), claims.small_picture_url.is_some()), (false, true));
}

#[tokio::test]
async fn a_user_signs_in_with_github() {
    let emulator = emulator::<GitHubOauth2>(Provider::GitHub).await;
    let client = github(&emulator, CLIENT_ID, SECRET);
    let signed_in = github_sign_in(&emulator, &client, "octavia").await.expect("signed in");
    let id = emulator.subject("octavia").expect("GitHub knows the user");
    assert_eq!(signed_in.claims.issuer_user_id, id, "a JSON number as the exact text of a string claim");
    assert_eq!(signed_in.subject().map(|subject| subject.issuer.as_str()), Some("github.com"));
    assert_eq!(signed_in.claims.email.as_deref(), Some("octavia@example.com"), "private, from the second request");
    assert_eq!(signed_in.claims.email_verified, Some(true));
    let email = signed_in.email().map(|email| (email.address.as_str(), email.verified));
    assert_eq!(email, Some(("octavia@example.com", Verified::Yes)));

    let [token] = emulator.requests_to(Endpoint::Token).try_into().expect("one exchange");
    assert_eq!((token.method(), token.query().names().count()), ("POST", 0), "no secret in an address");
    assert_eq!(token.form().get("client_secret"), Some(SECRET));
    let [claims] = emulator.requests_to(Endpoint::Claims).try_into().expect("one claims request");
    assert_eq!(claims.query().get("access_token"), None);
    assert!(claims.header("authorization").is_some_and(|value| value.starts_with("Bearer ")));
    assert_eq!(claims.header("user-agent"), Some("CPIM-Basic/contoso.onmicrosoft.com/B2C_1A_SignUpOrSignIn"));
    let [emails] = emulator.requests_to(Endpoint::FurtherClaims).try_into().expect("one more request");
    assert_eq!(emails.path(), "/user/emails");
    assert_eq!(emails.header("authorization"), claims.header("authorization"));
}

#[tokio::test]
async fn who_shows_github_no_address_signs_in_without_one() {
    let emulator = emulator::<GitHubOauth2>(Provider::GitHub).await;
    let client = github(&emulator, CLIENT_ID, SECRET);
    for fault in [Fault::status(404), Fault::status(403), Fault::body("[]"), Fault::body("<html>maintenance</html>")] {
        emulator.order(Endpoint::FurtherClaims, fault);
        let signed_in = github_sign_in(&emulator, &client, "mei").await.expect("the second request is optional");
        assert_eq!(signed_in.claims.display_name.as_deref(), Some("梅 Mei"), "the first answer counts");
        assert_eq!((signed_in.email(), signed_in.claims.email_verified), (None, None));
    }
    let signed_in = github_sign_in(&emulator, &client, "nameless").await.expect("signed in");
    let email = signed_in.email().map(|email| (email.address.as_str(), email.verified));
    assert_eq!(email, Some(("nameless@example.net", Verified::No)));
}

#[tokio::test]
async fn a_github_id_beyond_what_a_float_holds_keeps_its_digits() {
    let emulator = emulator::<GitHubOauth2>(Provider::GitHub).await;
    let client = github(&emulator, CLIENT_ID, SECRET);
    let signed_in = github_sign_in(&emulator, &client, "large").await.expect("signed in");
    assert_eq!(signed_in.claims.issuer_user_id, "9007199254740993");
}

#[tokio::test]
async fn the_enum_over_all_providers_knows_who_signed_in() {
    let qq_emulator = emulator::<QqOauth>(Provider::Qq).await;
    let github_emulator = emulator::<GitHubOauth2>(Provider::GitHub).await;
    let config = |id: &str, options| {
        (CLIENT_ID.to_owned(), SECRET, format!("http://127.0.0.1:3000{}", claimsmith::callback_path(id)), options)
    };
    let (client_id, secret, redirect_uri, options) = config("QQ-OAUTH", common::options(&qq_emulator));
    let qq_oauth = common::contoso::QqOauthConfig { client_id, client_secret: secret.into(), redirect_uri, options };
    let (client_id, secret, redirect_uri, options) = config("GitHub-OAUTH2", common::options(&github_emulator));
    let git_hub_oauth2 =
        common::contoso::GitHubOauth2Config { client_id, client_secret: secret.into(), redirect_uri, options };
    let policy = common::contoso::Policy::new(common::contoso::PolicyConfig { qq_oauth, git_hub_oauth2 })
        .expect("the configuration is complete");

    let ids: Vec<&str> = common::contoso::PROVIDERS.iter().map(|provider| provider.id.as_ref()).collect();
    assert_eq!(ids, ["QQ-OAUTH", "GitHub-OAUTH2"], "in the order of the journey's selections");
    for (id, emulator, user) in [("qq-oauth", &qq_emulator, "meili"), ("GITHUB-OAUTH2", &github_emulator, "mei")] {
        let begin = policy.begin(id, claimsmith::BeginOptions::default()).expect("the provider is there");
        let returned = emulator.authorize_as(&begin.url, user).await.expect("the user consents");
        let signed_in = policy.finish(callback(&returned), begin.flow).await.expect("signed in");
        assert!(signed_in.profile_id().eq_ignore_ascii_case(id));
        assert_eq!(signed_in.subject().map(|subject| subject.id.clone()), emulator.subject(user));
    }
    let unknown = policy.begin("Facebook-OAUTH", claimsmith::BeginOptions::default());
    assert_eq!(unknown.expect_err("not in this policy"), SignInError::UnknownProfile);
}

#[tokio::test]
async fn a_user_who_declines_is_no_error_of_the_provider() {
    let emulator_qq = emulator::<QqOauth>(Provider::Qq).await;
    let client = qq(&emulator_qq, CLIENT_ID, SECRET);
    let begin = client.begin(QqOauthInputs::default()).expect("begun");
    let returned = emulator_qq.deny(&begin.url).await.expect("the user declines");
    let error = client.finish(callback(&returned), begin.flow).await.expect_err("declined");
    assert_eq!(error, SignInError::UserDenied { provider: "qq".into() });
    assert!(emulator_qq.requests_to(Endpoint::Token).is_empty());

    let emulator_github = emulator::<GitHubOauth2>(Provider::GitHub).await;
    let client = github(&emulator_github, CLIENT_ID, SECRET);
    let begin = client.begin(GitHubOauth2Inputs::default()).expect("begun");
    let returned = emulator_github.deny(&begin.url).await.expect("the user declines");
    let error = client.finish(callback(&returned), begin.flow).await.expect_err("declined");
    assert_eq!(error, SignInError::UserDenied { provider: "github.com".into() });
}

#[tokio::test]
async fn qq_answers_token_errors_as_jsonp_inside_status_200() {
    let emulator = emulator::<QqOauth>(Provider::Qq).await;
    let wrong_secret = qq(&emulator, CLIENT_ID, "not-the-app-key");
    assert_eq!(code_of(qq_sign_in(&emulator, &wrong_secret).await), (claimsmith::Endpoint::Token, "100009".into()));

    let client = qq(&emulator, CLIENT_ID, SECRET);
    for code in ["100001", "100008", "100010", "100019", "100020", "100030"] {
        emulator.order(Endpoint::Token, Fault::error(code, "as ordered"));
        assert_eq!(code_of(qq_sign_in(&emulator, &client).await), (claimsmith::Endpoint::Token, code.into()));
    }
    for code in ["100013", "100014", "100016", "100030"] {
        emulator.order(Endpoint::Claims, Fault::error(code, "as ordered"));
        assert_eq!(code_of(qq_sign_in(&emulator, &client).await), (claimsmith::Endpoint::Claims, code.into()));
    }
    qq_sign_in(&emulator, &client).await.expect("nothing of it stays");
}

#[tokio::test]
async fn a_code_that_expired_at_qq_is_an_error_of_the_provider() {
    let emulator = emulator::<QqOauth>(Provider::Qq).await;
    let client = qq(&emulator, CLIENT_ID, SECRET);
    let begin = client.begin(QqOauthInputs::default()).expect("begun");
    let returned = emulator.authorize_as(&begin.url, "nana").await.expect("the user consents");
    emulator.advance_clock(Duration::from_secs(11 * 60));
    assert_eq!(code_of(client.finish(callback(&returned), begin.flow).await).1, "100019");
}

#[tokio::test]
async fn github_answers_errors_inside_status_200() {
    let emulator = emulator::<GitHubOauth2>(Provider::GitHub).await;
    let wrong_secret = github(&emulator, CLIENT_ID, "wrong");
    let error = github_sign_in(&emulator, &wrong_secret, "octavia").await;
    assert_eq!(code_of(error), (claimsmith::Endpoint::Token, "incorrect_client_credentials".into()));

    let client = github(&emulator, CLIENT_ID, SECRET);
    for code in ["bad_verification_code", "redirect_uri_mismatch", "unverified_user_email"] {
        emulator.order(Endpoint::Token, Fault::error(code, "as ordered"));
        let error = github_sign_in(&emulator, &client, "octavia").await;
        assert_eq!(code_of(error), (claimsmith::Endpoint::Token, code.into()));
    }
    emulator.order(Endpoint::Claims, Fault::status(401));
    let error = github_sign_in(&emulator, &client, "octavia").await.expect_err("refused");
    assert!(matches!(error, SignInError::BadResponse { reason: ResponseFault::Status(401), .. }), "{error:?}");
}

#[tokio::test]
async fn answers_that_are_no_answers_end_the_sign_in() {
    let emulator = emulator::<QqOauth>(Provider::Qq).await;
    let client = qq(&emulator, CLIENT_ID, SECRET);
    for endpoint in [Endpoint::Token, Endpoint::Claims] {
        for fault in [
            Fault::status(500),
            Fault::body("<html>maintenance</html>"),
            Fault::body("callback( {\"openid\": } );"),
            Fault::body(""),
            Fault::redirect("http://127.0.0.1:9/elsewhere"),
        ] {
            emulator.order(endpoint, fault);
            let error = qq_sign_in(&emulator, &client).await.expect_err("no answer");
            let is_expected = matches!(
                error,
                SignInError::BadResponse { .. } | SignInError::Transport { kind: TransportFault::Redirect, .. }
            );
            assert!(is_expected, "{error:?}");
            let text = format!("{error} {error:?}");
            assert!(!text.contains(SECRET) && !text.contains("maintenance"), "{text}");
        }
    }
}

#[tokio::test]
async fn a_missing_id_is_named() {
    let emulator = emulator::<QqOauth>(Provider::Qq).await;
    let client = qq(&emulator, CLIENT_ID, SECRET);
    emulator.order(Endpoint::Claims, Fault::without("openid"));
    let error = qq_sign_in(&emulator, &client).await.expect_err("nobody is identified");
    let (endpoint, reason) = (claimsmith::Endpoint::Claims, ResponseFault::MissingMember);
    let expected = SignInError::BadResponse { endpoint, reason, path: Some("openid".into()) };
    assert_eq!(error, expected, "the second request needs it");
    assert!(emulator.requests_to(Endpoint::FurtherClaims).is_empty());

    let emulator = common::emulator::<GitHubOauth2>(Provider::GitHub).await;
    let client = github(&emulator, CLIENT_ID, SECRET);
    emulator.order(Endpoint::Claims, Fault::without("id"));
    let error = github_sign_in(&emulator, &client, "octavia").await.expect_err("nobody is identified");
    assert_eq!(error, SignInError::MissingClaim { claim: "issuerUserId".into() });
}

#[tokio::test]
async fn neither_debug_nor_errors_show_a_secret() {
    let emulator = emulator::<QqOauth>(Provider::Qq).await;
    let client = qq(&emulator, CLIENT_ID, SECRET);
    let begin = client.begin(QqOauthInputs::default()).expect("begun");
    let returned = emulator.authorize_as(&begin.url, "xiaoming").await.expect("the user consents");
    let code = returned.split("code=").nth(1).and_then(|rest| rest.split('&').next()).expect("a code").to_owned();
    let mut shown = format!("{client:?} {begin:?} {:?}", callback(&returned));
    let signed_in = client.finish(callback(&returned), begin.flow).await.expect("signed in");
    shown += &format!("{signed_in:?}");
    let token = signed_in.tokens.access_token().expect("an access token").expose().to_owned();
    for secret in [SECRET, code.as_str(), token.as_str()] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
