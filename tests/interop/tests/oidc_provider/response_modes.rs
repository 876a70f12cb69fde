//! How the browser brings the answer back.

use crate::browser::{User, Way};
use crate::stage::{Stage, text};
use claimsmith_runtime::ClaimValue;

#[tokio::test]
async fn query() {
    let stage = Stage::new("Interop-Post");
    let (begin, arrival) = stage.visit(User::Agrees("meili")).await;
    assert_eq!(arrival.way, Way::Query);
    let signed_in = stage.finish(begin, &arrival).await.expect("signed in");
    assert_eq!(text(&signed_in, "displayName"), "梅丽 “Mei” O’Néill", "letters outside ASCII stay what they are");
    assert_eq!(signed_in.claims.get("givenName"), None, "null is no value");
    assert_eq!(text(&signed_in, "email"), "mei+li@example.com");
    assert_eq!(signed_in.claims.get("emailVerified"), Some(&ClaimValue::Boolean(false)));
}

#[tokio::test]
async fn form_post() {
    let stage = Stage::new("Interop-FormPost");
    let (begin, arrival) = stage.visit(User::Agrees("alice")).await;
    assert_eq!(arrival.way, Way::Form);
    let signed_in = stage.finish(begin, &arrival).await.expect("signed in");
    assert_eq!(text(&signed_in, "displayName"), "Alice Liddell");
}

#[tokio::test]
async fn fragment() {
    let stage = Stage::new("Interop-Fragment");
    let (begin, arrival) = stage.visit(User::Agrees("alice")).await;
    assert_eq!(arrival.way, Way::Fragment);
    let signed_in = stage.finish(begin, &arrival).await.expect("signed in");
    assert_eq!(text(&signed_in, "displayName"), "Alice Liddell");
}

#[tokio::test]
async fn an_id_of_digits_keeps_its_text() {
    let signed_in = Stage::new("Interop-Post").sign_in("12345678901234567890").await.expect("signed in");
    assert_eq!(text(&signed_in, "issuerUserId"), "12345678901234567890");
}
