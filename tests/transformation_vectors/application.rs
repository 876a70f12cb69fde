//! Signs in with every technical profile of the generated crates, with a provider that gives the inputs of a vector, and
//! prints how each sign-in ended.

use claimsmith::{
    BeginOptions, BoxFuture, Callback, ClientOptions, Clock, Culture, Endpoint, Request, ResolverContext, Response,
    Secret, SignInError, Transport, TransportError,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// A provider that gives these claims.
struct Answering(String);

impl Transport for Answering {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let body = match request.endpoint {
            Endpoint::Token => r#"{"access_token":"the-access-token","token_type":"bearer"}"#,
            _ => &self.0,
        };
        Box::pin(async move { Ok(Response::new(200, Vec::new(), body.as_bytes().to_vec())) })
    }
}

/// A clock that stands still.
struct Standing(u64);

impl Clock for Standing {
    fn now(&self) -> u64 {
        self.0
    }
}

/// Seconds since 1970 of a text such as `2022-01-14T11:40:35Z`.
fn seconds(text: &str) -> u64 {
    let number = |range: std::ops::Range<usize>| text[range].parse::<u64>().expect("a moment");
    let is_leap = |year: u64| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let year = number(0..4);
    let february = if is_leap(year) { 29 } else { 28 };
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let years: u64 = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    let months: u64 = (1..number(5..7)).zip(months).map(|(_, days)| days).sum();
    let days = years + months + number(8..10) - 1;
    ((days * 24 + number(11..13)) * 60 + number(14..16)) * 60 + number(17..19)
}

fn redirect_uri(profile: &str) -> String {
    format!("http://127.0.0.1:3000{}", claimsmith::callback_path(profile))
}

fn options(given: &Value) -> ClientOptions {
    let options = ClientOptions::default().with_transport(Arc::new(Answering(given["answer"].to_string())));
    match given["now"].as_str() {
        Some(now) => options.with_clock(Arc::new(Standing(seconds(now)))),
        None => options,
    }
}

/// The value of a policy key; a vector that does not look at it does not say one.
fn key(given: &Value, name: &str) -> Secret {
    Secret::from(given["keys"][name].as_str().unwrap_or("any key"))
}

fn begin_options(given: &Value) -> BeginOptions {
    let culture = given["culture"].as_str().and_then(Culture::new);
    let context = ResolverContext::default();
    BeginOptions::default().with_context(culture.into_iter().fold(context, ResolverContext::with_culture))
}

/// What the browser comes back with.
fn callback(url: &str) -> Callback {
    let state = url.split(['?', '&']).find(|pair| pair.starts_with("state=")).expect("a state");
    Callback::from_query(&format!("code=the-code&{state}")).expect("readable")
}

fn error(error: &SignInError) -> Value {
    match error {
        SignInError::Assertion { key, .. } => json!({ "key": key }),
        SignInError::Transformation { .. } => json!({ "failed": error.to_string() }),
        _ => json!({ "error": error.to_string() }),
    }
}

/// Signs in with a client of a crate for each vector.
macro_rules! sign_ins {
    ($($id:literal => $crate_name:ident, $client:ident, $config:ident { $($key:ident: $name:literal,)* };)*) => {
        #[tokio::main(flavor = "current_thread")]
        async fn main() {
            let path = std::env::args().nth(1).expect("a file");
            let given = std::fs::read_to_string(path).expect("it can be read");
            let given: Value = serde_json::from_str(&given).expect("JSON");
            $({
                let given = &given[$id];
                let client = $crate_name::$client::new($crate_name::$config {
                    client_id: "101".into(),
                    client_secret: Secret::from("the-client-secret"),
                    redirect_uri: redirect_uri(&<$crate_name::$client as claimsmith::Provider>::PROFILE.id),
                    options: options(given),
                    $($key: key(given, $name),)*
                });
                let client = client.expect("the configuration is complete");
                let begun = client.begin_with(Default::default(), begin_options(given)).expect("begun");
                let mut line = match client.finish(callback(&begun.url), begun.flow).await {
                    Ok(signed_in) => json!({ "claims": serde_json::to_value(&signed_in.claims).expect("JSON") }),
                    Err(failure) => error(&failure),
                };
                line["id"] = Value::from($id);
                println!("{line}");
            })*
        }
    };
}
