//! The features of the facade that a profile needs, asked for in its code: without one of them the facade says which is
//! missing, and where to add it.

use claimsmith_profile::transformation::{ClaimValidation, Mask, PredicateTest};
use claimsmith_profile::{ClientAuthentication, KeySource, Profile, ResponseType};
use proc_macro2::TokenStream;
use quote::quote;

/// One macro call a feature, or nothing.
pub(super) fn needed(profile: &Profile, runtime: &TokenStream) -> TokenStream {
    let mut tokens = TokenStream::new();
    if validates_id_tokens(profile) {
        tokens.extend(quote!(#runtime::__private::require_id_token!();));
    }
    if signs_assertions(profile) {
        tokens.extend(quote!(#runtime::__private::require_client_assertion!();));
    }
    if matches_patterns(profile) {
        tokens.extend(quote!(#runtime::__private::require_regex!();));
    }
    tokens
}

/// The same features by the names that a manifest gives them.
pub(super) fn names(profile: &Profile) -> impl Iterator<Item = &'static str> {
    let id_token = validates_id_tokens(profile).then_some("id-token");
    let client_assertion = signs_assertions(profile).then_some("client-assertion");
    let regex = matches_patterns(profile).then_some("regex");
    client_assertion.into_iter().chain(id_token).chain(regex)
}

fn validates_id_tokens(profile: &Profile) -> bool {
    profile.id_token.as_ref().is_some_and(|id_token| id_token.keys != KeySource::Unknown)
}

fn signs_assertions(profile: &Profile) -> bool {
    let is_signed =
        profile.token.authentication == ClientAuthentication::PrivateKeyJwt || profile.token.minted_secret.is_some();
    is_signed && profile.authorization.response_type == ResponseType::Code
}

fn matches_patterns(profile: &Profile) -> bool {
    let has_pattern = |validation: &ClaimValidation| {
        let groups = validation.predicates.iter().flat_map(|predicates| predicates.groups.iter());
        let mut tests = groups.flat_map(|group| group.predicates.iter()).map(|predicate| &predicate.test);
        validation.pattern.is_some() || tests.any(|test| matches!(test, PredicateTest::MatchesRegex(_)))
    };
    let is_pattern = |mask: &Mask| matches!(mask, Mask::Regex { .. });
    profile.validations.iter().any(has_pattern) || profile.masks.iter().any(|(_, mask)| is_pattern(mask))
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_profile::transformation::{Pattern, Predicate, PredicateGroup, PredicateValidation};
    use claimsmith_profile::{IdToken, MintedSecret, TokenRequest};

    fn features(profile: &Profile) -> String {
        needed(profile, &quote!(::claimsmith)).to_string().replace(' ', "")
    }

    #[test]
    fn a_profile_names_the_features_it_needs() {
        let id_token = |keys| Some(IdToken { keys, ..IdToken::EMPTY });
        let secret = MintedSecret { issuer: "a".into(), key_id: "b".into(), audience: "c".into() };
        let jwks = KeySource::Jwks("https://id.example/keys".into());
        let minted = TokenRequest { minted_secret: Some(secret), ..TokenRequest::EMPTY };
        let signed = TokenRequest { authentication: ClientAuthentication::PrivateKeyJwt, ..TokenRequest::EMPTY };
        assert_eq!(features(&Profile::EMPTY), "");
        assert_eq!(names(&Profile::EMPTY).count(), 0);
        let simple = vec![(0, Mask::Simple("X".into()))];
        assert_eq!(features(&Profile { masks: simple.into(), ..Profile::EMPTY }), "");
        let regex = Mask::Regex { pattern: Pattern("a".into()), replacement: vec![].into() };
        let of_mask = Profile { masks: vec![(0, regex)].into(), ..Profile::EMPTY };
        let predicate = |test| Predicate { id: "a".into(), help_text: vec![].into(), test };
        let group = |test| PredicateGroup {
            id: "a".into(),
            help_text: vec![].into(),
            match_at_least: 1,
            predicates: vec![predicate(test)].into(),
        };
        let asking = |test| {
            let predicates = PredicateValidation { id: "a".into(), groups: vec![group(test)].into() };
            let validation = ClaimValidation { predicates: Some(predicates), ..ClaimValidation::EMPTY };
            Profile { validations: vec![validation].into(), ..Profile::EMPTY }
        };
        for profile in [of_mask, asking(PredicateTest::MatchesRegex(Pattern("a".into())))] {
            assert_eq!(features(&profile), "::claimsmith::__private::require_regex!();");
            assert_eq!(names(&profile).collect::<Vec<_>>(), ["regex"]);
        }
        assert_eq!(features(&asking(PredicateTest::IsLengthRange { minimum: 1, maximum: 2 })), "");
        assert_eq!(features(&Profile { id_token: id_token(KeySource::Unknown), ..Profile::EMPTY }), "");
        assert_eq!(
            features(&Profile { id_token: id_token(jwks), ..Profile::EMPTY }),
            "::claimsmith::__private::require_id_token!();"
        );
        for token in [minted, signed] {
            assert_eq!(
                features(&Profile { token, ..Profile::EMPTY }),
                "::claimsmith::__private::require_client_assertion!();"
            );
        }
    }
}
