//! The issuer in the callback (RFC 9207): S5.

use crate::support::*;
use claimsmith_runtime::profile::{AuthorizationRequest, IdToken, Profile, text};
use claimsmith_runtime::{ConfigError, IdTokenFault, SignInError};
use serde_json::json;

fn finish(world: &World, parameters: &[(&str, &str)]) -> Result<(), SignInError> {
    let attempt = world.begin();
    let good = attempt.good("RS256");
    world.serve_token(&json!({"access_token": ACCESS_TOKEN, "id_token": good}));
    run(world.finish_with(attempt, parameters)).map(drop)
}

fn requiring(profile: Profile) -> Profile {
    let authorization = AuthorizationRequest { issuer_required: true, ..profile.authorization.clone() };
    Profile { authorization, ..profile }
}

#[test]
fn s05_invalid_authorization_response_iss() {
    for profile in [code(), discovered(code()), Profile { id_token: None, ..code() }, requiring(code())] {
        for wrong in ["https://evil.example.com", "https://id.example.com/tenant/", "HTTPS://id.example.com/tenant", ""]
        {
            let world = World::new(profile.clone());
            let callbacks: [&[(&str, &str)]; 4] = [
                &[("code", CODE), ("iss", wrong)],
                &[("error", "server_error"), ("iss", wrong)],
                &[("error", "access_denied"), ("iss", wrong)],
                &[("iss", wrong)],
            ];
            for parameters in callbacks {
                assert_eq!(finish(&world, parameters), Err(SignInError::IssuerMismatch), "{parameters:?}");
            }
            assert_eq!(world.provider.asked(TOKEN), 0, "not one token request");
            assert_eq!(finish(&world, &[("code", CODE), ("iss", ISSUER)]).is_err(), profile.id_token.is_none());
            assert_eq!(world.provider.asked(TOKEN), 1, "the right issuer goes on");
        }
    }
}

#[test]
fn s05_a_missing_issuer_is_refused_where_it_is_required() {
    let named_by_provider = World::new(discovered(code()));
    let mut document = document();
    document["authorization_response_iss_parameter_supported"] = json!(true);
    named_by_provider.provider.serve(METADATA, document.to_string());
    for world in [World::new(requiring(code())), World::new(requiring(discovered(code()))), named_by_provider] {
        assert_eq!(finish(&world, &[("code", CODE)]), Err(SignInError::IssuerMismatch));
        assert_eq!(finish(&world, &[("error", "access_denied")]), Err(SignInError::IssuerMismatch));
        assert_eq!(world.provider.asked(TOKEN), 0, "not one token request");
        assert_eq!(finish(&world, &[("code", CODE), ("iss", ISSUER)]), Ok(()));
        let denied = finish(&world, &[("error", "access_denied"), ("iss", ISSUER)]);
        assert!(matches!(denied, Err(SignInError::UserDenied { .. })));
    }
    assert_eq!(finish(&World::new(code()), &[("code", CODE)]), Ok(()), "optional elsewhere");
}

#[test]
fn s05_a_signed_issuer_replaces_the_parameter() {
    for profile in [requiring(implicit()), requiring(discovered(implicit()))] {
        let world = World::new(profile);
        assert_accepted(world.sign_in(|attempt| attempt.good("RS256")));
        let outcome = world.sign_in(|attempt| {
            let mut claims = attempt.claims();
            claims["iss"] = json!("https://evil.example.com");
            signed("RS256", &claims)
        });
        assert_refused(outcome, IdTokenFault::Issuer);
        assert_eq!(
            finish(&world, &[("error", "access_denied")]),
            Err(SignInError::IssuerMismatch),
            "an error has none"
        );
        let attempt = world.begin();
        let good = attempt.good("RS256");
        let outcome = run(world.finish_with(attempt, &[("id_token", &good), ("iss", "https://evil.example.com")]));
        assert_eq!(outcome.map(drop), Err(SignInError::IssuerMismatch));
    }
    // Beside a code anybody could add a token.
    let world = World::new(requiring(code()));
    assert_eq!(finish(&world, &[("code", CODE), ("id_token", "a.b.c")]), Err(SignInError::IssuerMismatch));
}

#[test]
fn s05_the_state_comes_before_the_issuer() {
    let world = World::new(discovered(code()));
    let (mine, other) = (world.begin(), world.begin());
    let callback = other.callback(&[("code", CODE), ("iss", "https://evil.example.com")]);
    let outcome = run(world.client.finish::<claimsmith_runtime::ClaimSet>(callback, mine.begin.flow));
    assert_eq!(outcome.map(drop), Err(SignInError::StateMismatch));
    assert!(world.provider.asked_at_all().is_empty(), "not even the discovery document");
}

#[test]
fn s05_nobody_knows_the_issuer_where_the_policy_names_none() {
    let profile = Profile { id_token: None, issuer: None, outputs: Profile::EMPTY.outputs, subject: None, ..code() };
    let world = World::new(profile.clone());
    assert_eq!(finish(&world, &[("code", CODE), ("iss", "https://whoever.example.com")]), Ok(()));
    let refused = World::with(requiring(profile), Default::default()).map(drop);
    assert!(matches!(refused, Err(ConfigError::InvalidProfile { reason, .. }) if reason.contains("issuer")));
}

#[test]
fn a_profile_that_cannot_be_validated_is_refused() {
    use claimsmith_runtime::profile::{ResponseMode, SignatureAlgorithm};
    let refused = |profile: Profile| match World::with(profile, Default::default()).map(drop) {
        Err(ConfigError::InvalidProfile { reason, .. }) => reason,
        other => panic!("{other:?}"),
    };
    let unknown = Some(IdToken { audience: Some(text("a")), ..IdToken::EMPTY });
    assert!(refused(Profile { issuer: None, ..code() }).contains("`issuer`"));
    assert!(refused(Profile { id_token: None, ..implicit() }).contains("JWKS or METADATA"));
    assert!(refused(Profile { id_token: unknown, ..implicit() }).contains("JWKS or METADATA"));
    let query = AuthorizationRequest { response_mode: Some(ResponseMode::Query), ..implicit().authorization };
    assert!(refused(Profile { authorization: query, ..implicit() }).contains("form_post or fragment"));
    assert!(refused(with_algorithms(implicit(), &[SignatureAlgorithm::Hs256])).contains("client_secret"));
}
