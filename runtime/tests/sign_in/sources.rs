//! Claims from several answers of one sign-in: claims answer, follow-up requests, token answer, callback.

use crate::support::*;
use claimsmith_runtime::profile::{
    AuthorizationRequest, ClaimSource, ClaimsRequest, DataType, FollowUpRequest, OutputClaim, PathSegment, Profile,
    Subject, SubjectIssuer, text,
};
use claimsmith_runtime::{ClaimSet, ClaimValue, SignInError, SignedIn, Verified};

const TOKEN: &str = r#"{"access_token":"AT","token_type":"Bearer"}"#;

fn follow_up(endpoint: &'static str, prefix: &'static str, path: Vec<PathSegment>) -> FollowUpRequest {
    FollowUpRequest { endpoint: text(endpoint), prefix: text(prefix), path: path.into(), ..FollowUpRequest::EMPTY }
}

fn primary() -> PathSegment {
    PathSegment::Find { member: text("primary"), value: text("true") }
}

/// As at GitHub: the profile, then the primary address of a list.
fn with_addresses(outputs: Vec<OutputClaim>) -> Profile {
    Profile {
        claims: ClaimsRequest { endpoint: Some(text("https://api.example.com/user")), ..ClaimsRequest::EMPTY },
        follow_ups: vec![follow_up("https://api.example.com/user/emails", "emails.", vec![primary()])].into(),
        outputs: outputs.into(),
        subject: Some(Subject { issuer: SubjectIssuer::Constant(text("example.com")), claim: 0 }),
        ..plain()
    }
}

fn string(text: &str) -> ClaimValue {
    ClaimValue::String(text.to_owned())
}

#[test]
fn s18_the_primary_address_brings_its_verification() {
    let outputs = || {
        vec![
            OutputClaim::string("issuerUserId", "id"),
            OutputClaim::string("email", "emails.email"),
            OutputClaim::member("email_verified", DataType::Boolean, "emails.verified"),
        ]
    };
    let emails = |verified: bool| {
        format!(
            r#"[{{"email":"old@example.com","primary":false,"verified":true}},{{"email":"a@example.com","primary":true,"verified":{verified}}}]"#
        )
    };
    for (verified, expected) in [(true, Verified::Yes), (false, Verified::No)] {
        let user = r#"{"id":9007199254740993,"email":"public@example.com"}"#;
        let signed_in = answered(with_addresses(outputs()), &[TOKEN, user, &emails(verified)]).expect("signed in");
        let email = signed_in.email().expect("an address");
        assert_eq!((email.address.as_str(), email.verified), ("a@example.com", expected));
        assert_eq!(signed_in.subject().map(|key| key.id.as_str()), Some("9007199254740993"));
        let mapped: SignedIn<()> = signed_in.clone().map(drop);
        assert_eq!(mapped.email(), signed_in.email());
    }
}

#[test]
fn s18_most_providers_do_not_say_whether_an_address_is_the_users() {
    let user = r#"{"id":1,"email":"a@example.com"}"#;
    let signed_in = answered(github(), &["access_token=AT", user]).expect("signed in");
    assert_eq!(signed_in.email().map(|email| email.verified), Some(Verified::Unknown));
    let signed_in = answered(github(), &["access_token=AT", r#"{"id":1,"email":null}"#]).expect("signed in");
    assert_eq!(signed_in.email(), None);
}

#[test]
fn s20_ids_of_a_follow_up_keep_their_text() {
    let outputs = || vec![OutputClaim::string("issuerUserId", "emails.id")];
    for number in ["9007199254740993", "18446744073709551615", "123456789012345678901234567890"] {
        for written in [number.to_owned(), format!("\"{number}\"")] {
            let body = format!(r#"[{{"primary":true,"id":{written}}}]"#);
            let signed_in = answered(with_addresses(outputs()), &[TOKEN, "{}", &body]).expect("signed in");
            assert_eq!(signed_in.subject().map(|key| key.id.as_str()), Some(number));
        }
    }
    for written in ["1.0", "1e3", "-0", "true", "[1]"] {
        let body = format!(r#"[{{"primary":true,"id":{written}}}]"#);
        let refused = answered(with_addresses(outputs()), &[TOKEN, "{}", &body]);
        assert!(matches!(refused, Err(SignInError::ClaimType { .. })), "{written}");
    }
}

#[test]
fn apples_name_comes_with_the_callback() {
    let segments = |name| [text("user"), text("name"), text(name)].map(PathSegment::Member).to_vec();
    let name = |claim, name| OutputClaim {
        source: ClaimSource::Path(segments(name).into()),
        ..OutputClaim::string(claim, "")
    };
    let profile = || Profile {
        authorization: AuthorizationRequest { callback_parameters: vec![text("user")].into(), ..plain().authorization },
        outputs: vec![
            OutputClaim::string("issuerUserId", "sub"),
            name("givenName", "firstName"),
            name("surname", "lastName"),
        ]
        .into(),
        subject: Some(Subject { issuer: SubjectIssuer::Constant(text("apple.com")), claim: 0 }),
        ..plain()
    };
    let finish = |parameters: &[(&str, &str)]| {
        let client = Fake::bodies(&[r#"{"access_token":"AT","sub":"U-1"}"#]).client(profile());
        let begin = begin(&client);
        run(client.finish::<ClaimSet>(callback(&begin.url, parameters), begin.flow))
    };
    let user = r#"{"name":{"firstName":"Wei","lastName":"Li"},"sub":"U-2"}"#;
    let signed_in = finish(&[("code", CODE), ("user", user)]).expect("signed in");
    assert_eq!(signed_in.claims.get("givenName"), Some(&string("Wei")));
    assert_eq!(signed_in.claims.get("surname"), Some(&string("Li")));
    assert_eq!(signed_in.subject().map(|key| key.id.as_str()), Some("U-1"));
    assert_eq!(finish(&[("code", CODE)]).expect("the second time there is no name").claims.get("givenName"), None);
}
