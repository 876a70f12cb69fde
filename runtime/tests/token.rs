//! Payloads of tokens, typed by a contract: what is read, what is refused, and what is kept beside it.

use claimsmith_runtime::profile::{OutputClaim, Profile, list, text};
use claimsmith_runtime::{
    ClaimReader, Claims, DataType, RegisteredClaims, ResponseFault, SignInError, Token, TokenContract, TokenError,
};
use serde::{Deserialize, Deserializer};

/// As generated code writes it.
#[derive(Debug, Clone, PartialEq)]
struct TokenClaims {
    sub: String,
    email: Option<String>,
    new_user: bool,
    points: Option<i64>,
    groups: Option<Vec<String>>,
    acr: Option<i32>,
}

impl Claims for TokenClaims {
    fn read(reader: &mut ClaimReader<'_>) -> Result<Self, SignInError> {
        Ok(Self {
            sub: reader.required(0)?,
            email: reader.optional(1)?,
            new_user: reader.required(2)?,
            points: reader.optional(3)?,
            groups: reader.optional(4)?,
            acr: reader.optional(5)?,
        })
    }
}

impl TokenContract for TokenClaims {
    const PROFILE: Profile = Profile {
        id: text("PolicyProfile"),
        outputs: list({
            const L: &[OutputClaim] = &[
                OutputClaim::string("sub", "sub"),
                OutputClaim::string("email", "email"),
                OutputClaim::member("newUser", DataType::Boolean, "newUser"),
                OutputClaim::member("points", DataType::Long, "points"),
                OutputClaim::member("groups", DataType::StringCollection, "groups"),
                OutputClaim::member("acr", DataType::Int, "acr"),
            ];
            L
        }),
        ..Profile::EMPTY
    };
}

impl<'de> Deserialize<'de> for TokenClaims {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        claimsmith_runtime::shim::deserialize_token_claims(deserializer)
    }
}

/// An ID token of B2C, with two members that neither the policy nor a specification names.
const PAYLOAD: &str = r#"{
    "exp": 1542404800, "nbf": 1542401200, "iat": 1542401200, "auth_time": 1542401200.75, "ver": "1.0",
    "iss": "https://contoso.b2clogin.com/775527ff-9a37-4307-8b3d-cc311f58d925/v2.0/",
    "sub": "6fbbd70d-262b-4b50-804c-257ae1706ef2", "aud": "90c0fe63-bcf2-44d5-8fb7-b8bbc0b29dc6",
    "nonce": "defaultNonce", "newUser": true, "points": 9007199254740993, "groups": ["a", "b"], "acr": 2,
    "email": null, "quota": 12345678901234567890.50
}"#;

fn read(payload: &str) -> Result<Token<TokenClaims>, TokenError> {
    Token::from_payload(payload.as_bytes())
}

/// The payload with this in place of something that stands there.
fn with(replaced: &str, by: &str) -> Result<Token<TokenClaims>, TokenError> {
    assert!(PAYLOAD.contains(replaced), "{replaced}");
    read(&PAYLOAD.replacen(replaced, by, 1))
}

fn expected() -> TokenClaims {
    TokenClaims {
        sub: "6fbbd70d-262b-4b50-804c-257ae1706ef2".to_owned(),
        email: None,
        new_user: true,
        points: Some(9_007_199_254_740_993),
        groups: Some(vec!["a".to_owned(), "b".to_owned()]),
        acr: Some(2),
    }
}

#[test]
fn a_payload_is_read_whole() {
    let token = read(PAYLOAD).expect("it is what the contract says");
    assert_eq!(token.claims, expected());
    let RegisteredClaims { issuer, subject, audience, expires_at, authenticated_at, .. } = &token.registered;
    assert!(issuer.as_ref().is_some_and(|issuer| issuer.ends_with("/v2.0/")));
    assert_eq!(subject.as_ref(), Some(&token.claims.sub));
    assert_eq!(audience, &["90c0fe63-bcf2-44d5-8fb7-b8bbc0b29dc6"]);
    assert_eq!((*expires_at, *authenticated_at), (Some(1_542_404_800), Some(1_542_401_200)));
    // The policy gives tokens an `acr` of its own type.
    assert_eq!(token.registered.authentication_context, None);
    let further: Vec<_> = token.further.iter().collect();
    assert_eq!(further, [("quota", "12345678901234567890.50"), ("ver", "\"1.0\"")]);
    assert_eq!((token.further.get("ver"), token.further.get("email")), (Some("\"1.0\""), None));
    assert_eq!(format!("{:?}", token.further), r#"{"quota", "ver"}"#);
}

#[test]
fn serde_reads_the_same() {
    assert_eq!(serde_json::from_str::<Token<TokenClaims>>(PAYLOAD).expect("it is read"), read(PAYLOAD).expect("too"));
    assert_eq!(serde_json::from_str::<TokenClaims>(PAYLOAD).expect("it is read"), expected());
    let value: serde_json::Value = serde_json::from_str(PAYLOAD).expect("it is JSON");
    assert_eq!(serde_json::from_value::<Token<TokenClaims>>(value).expect("it is read").claims, expected());
}

#[test]
fn a_contract_is_a_part_of_something_larger() {
    #[derive(Deserialize)]
    struct Larger {
        exp: u64,
        #[serde(flatten)]
        token: Token<TokenClaims>,
    }
    let larger: Larger = serde_json::from_str(PAYLOAD).expect("it is read");
    assert_eq!((larger.exp, &larger.token.claims), (1_542_404_800, &expected()));
    assert_eq!(larger.token.further.get("ver"), Some("\"1.0\""));
}

#[test]
fn claims_convert_as_those_of_a_provider() {
    let token = with("\"newUser\": true", "\"newUser\": \"True\"").expect("a text of a boolean");
    assert!(token.claims.new_user);
    let token = with("9007199254740993", "\"7\"").expect("a text of digits");
    assert_eq!(token.claims.points, Some(7));
    let token = with("[\"a\", \"b\"]", "\"a\"").expect("one text where several could be");
    assert_eq!(token.claims.groups, Some(vec!["a".to_owned()]));
    let token = with("[\"a\", \"b\"]", "[]").expect("an empty collection is none");
    assert_eq!(token.claims.groups, None);
    let token = with("\"email\": null", "\"email\": \"\"").expect("an empty text is none");
    assert_eq!(token.claims.email, None);
}

#[test]
fn a_claim_that_the_policy_always_gives_is_there() {
    let missing = |claim: &str| Err(TokenError::MissingClaim { claim: claim.to_owned() });
    assert_eq!(with("\"newUser\": true, ", ""), missing("newUser"));
    assert_eq!(with("\"newUser\": true", "\"newUser\": null"), missing("newUser"));
    assert_eq!(with("\"sub\"", "\"subject\""), missing("sub"));
    assert_eq!(with("6fbbd70d-262b-4b50-804c-257ae1706ef2", ""), missing("sub"));
    let error = serde_json::from_str::<TokenClaims>("{\"sub\": \"1\"}").expect_err("one is missing");
    assert_eq!(error.to_string(), "the token has no value for the claim newUser, which its policy always gives");
}

#[test]
fn a_claim_of_another_type_is_refused_and_not_shown() {
    let refused = |replaced: &str, by: &str| with(replaced, by).expect_err("another type");
    let error = refused("9007199254740993", "\"a secret\"");
    assert_eq!(
        error.to_string(),
        "the claim points of the token must be a long, and is a text that does not read as one"
    );
    let is_type = |error: TokenError| matches!(error, TokenError::ClaimType { expected: DataType::Boolean, .. });
    assert!(is_type(refused("\"newUser\": true", "\"newUser\": {}")));
    assert!(is_type(refused("\"newUser\": true", "\"newUser\": 2")));
}

#[test]
fn registered_claims_are_of_their_kind() {
    let refused = |replaced: &str, by: &str| match with(replaced, by) {
        Err(TokenError::RegisteredClaim { claim, expected }) => (claim, expected),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused("\"exp\": 1542404800", "\"exp\": \"99999999999\"").0, "exp");
    assert_eq!(refused("\"exp\": 1542404800", "\"exp\": -1"), ("exp", "a number of seconds since 1970"));
    assert_eq!(refused("\"90c0fe63-bcf2-44d5-8fb7-b8bbc0b29dc6\"", "{}").0, "aud");
    assert_eq!(refused("\"90c0fe63-bcf2-44d5-8fb7-b8bbc0b29dc6\"", "[1]").0, "aud");
    // A number could be the id of another user, although the contract takes any text.
    assert_eq!(refused("\"6fbbd70d-262b-4b50-804c-257ae1706ef2\"", "7"), ("sub", "a text"));
    let several = with("\"90c0fe63-bcf2-44d5-8fb7-b8bbc0b29dc6\"", "[\"a\", \"b\"]").expect("several");
    assert_eq!(several.registered.audience, ["a", "b"]);
    let late = with("\"exp\": 1542404800", "\"exp\": 1e300").expect("a time beyond all others");
    assert_eq!(late.registered.expires_at, Some(u64::MAX));
}

#[test]
fn what_is_no_payload_is_refused() {
    let fault = |payload: &str| match read(payload) {
        Err(TokenError::Payload { reason }) => reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(fault(""), ResponseFault::Syntax);
    assert_eq!(fault("[]"), ResponseFault::NotAnObject);
    assert_eq!(fault(r#"{"sub": "1", "sub": "2"}"#), ResponseFault::DuplicateMember);
    assert_eq!(fault(&format!("{{\"a\": {}}}", "[".repeat(100) + &"]".repeat(100))), ResponseFault::Depth);
    let no_text = Token::<TokenClaims>::from_payload(b"\xff").expect_err("no UTF-8");
    assert_eq!(no_text, TokenError::Payload { reason: ResponseFault::Encoding });
    for payload in [r#"{"sub": "1", "sub": "2"}"#, "[]", "7", r#"{"a": {"b": 1, "b": 2}}"#] {
        assert!(serde_json::from_str::<Token<TokenClaims>>(payload).is_err(), "{payload}");
    }
    let deep = format!("{{\"a\": {}}}", "[".repeat(100) + &"]".repeat(100));
    assert!(serde_json::from_str::<TokenClaims>(&deep).is_err());
}
