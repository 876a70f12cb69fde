//! The examples of B2C's page "Define an OAuth2 technical profile" compile and do what that page says: the protocol
//! element, the `domain_hint` input claim, and Facebook's output claims with `socialIdpUserId`.

use claimsmith::{BoxFuture, ClientOptions, Request, Response, Secret, Transport, TransportError};
use std::sync::{Arc, Mutex};

mod facebook {
    claimsmith::include_policy!("tests/golden/facebook.xml");
}

/// Answers as Facebook does and keeps what it was asked.
#[derive(Default)]
struct Graph {
    requests: Mutex<Vec<String>>,
}

impl Transport for Graph {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let url = request.url.clone();
        let body = if url.contains("/oauth/access_token") {
            r#"{"access_token":"EAAB","token_type":"bearer","expires_in":5183944}"#
        } else {
            r#"{"id":"10158","first_name":"Ada","last_name":"Lovelace","name":"Ada Lovelace","email":"ada@example.com"}"#
        };
        self.requests.lock().expect("not poisoned").push(url);
        Box::pin(async move { Ok(Response::new(200, Vec::new(), body.as_bytes().to_vec())) })
    }
}

fn client(graph: &Arc<Graph>) -> facebook::FacebookOauth {
    facebook::FacebookOauth::new(facebook::FacebookOauthConfig {
        client_id: "123456789012345".into(),
        client_secret: Secret::from("the-app-secret"),
        redirect_uri: "http://127.0.0.1:3000/signin/facebook-oauth/callback".into(),
        options: ClientOptions::default().with_transport(graph.clone()),
    })
    .expect("the configuration is complete")
}

fn parameter<'u>(url: &'u str, name: &str) -> Option<&'u str> {
    let query = url.split_once('?')?.1;
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

#[test]
fn the_domain_hint_is_sent_with_its_default_unless_the_application_has_another() {
    let client = client(&Arc::default());
    let begin = client.begin(facebook::FacebookOauthInputs::default()).expect("begun");
    assert_eq!(parameter(&begin.url, "domain_hint"), Some("contoso.com"));
    let inputs = facebook::FacebookOauthInputs { domain_hint: Some("fabrikam.com".into()) };
    let begin = client.begin(inputs).expect("begun");
    assert_eq!(parameter(&begin.url, "domain_hint"), Some("fabrikam.com"));
}

#[tokio::test]
async fn facebook_claims_are_mapped_as_the_page_says() {
    let graph = Arc::new(Graph::default());
    let client = client(&graph);
    let begin = client.begin(facebook::FacebookOauthInputs::default()).expect("begun");
    assert!(begin.url.starts_with("https://www.facebook.com/dialog/oauth?"), "{}", begin.url);
    assert_eq!(parameter(&begin.url, "scope"), Some("email+public_profile"));
    let state = parameter(&begin.url, "state").expect("a state");
    let callback = claimsmith::Callback::from_query(&format!("code=AQD&state={state}")).expect("readable");
    let signed_in = client.finish(callback, begin.flow).await.expect("signed in");
    assert_eq!(
        signed_in.claims,
        facebook::FacebookOauthClaims {
            social_idp_user_id: Some("10158".into()),
            given_name: Some("Ada".into()),
            surname: Some("Lovelace".into()),
            display_name: Some("Ada Lovelace".into()),
            email: Some("ada@example.com".into()),
            identity_provider: "facebook.com".into(),
            authentication_source: "socialIdpAuthentication".into(),
        }
    );
    let subject = signed_in.subject().expect("socialIdpUserId identifies the user");
    assert_eq!((subject.issuer.as_str(), subject.id.as_str()), ("facebook.com", "10158"));

    let requests = graph.requests.lock().expect("not poisoned").clone();
    let [token, claims] = requests.as_slice() else { panic!("two requests, not {requests:?}") };
    assert!(token.starts_with("https://graph.facebook.com/oauth/access_token?"), "HttpBinding is GET");
    assert_eq!(parameter(token, "code"), Some("AQD"));
    assert_eq!(
        claims, "https://graph.facebook.com/me?fields=id,first_name,last_name,name,email&access_token=EAAB",
        "the endpoint's own query is kept"
    );
}
