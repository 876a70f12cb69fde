//! The features of the facade that a profile needs, asked for in its code: without one of them the facade says which is
//! missing, and where to add it.

use claimsmith_profile::transformation::{ClaimValidation, Mask, PredicateValidation};
use claimsmith_profile::{ClientAuthentication, KeySource, Profile, ResponseType};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// A feature: its name in a manifest, the macro of the facade that asks for it, and which profiles need it.
type Feature = (&'static str, &'static str, fn(&Profile) -> bool);

/// In the order in which they are asked for.
const FEATURES: &[Feature] = &[
    ("id-token", "require_id_token", validates_id_tokens),
    ("client-assertion", "require_client_assertion", signs_assertions),
    ("dates", "require_dates", |profile| any_step(profile, "dates")),
    ("regex", "require_regex", |profile| any_step(profile, "regex") || validates_patterns(profile)),
    ("phone", "require_phone", |profile| any_step(profile, "phone")),
    ("xml", "require_xml", |profile| any_step(profile, "xml")),
];

/// One macro call a feature, or nothing.
pub(super) fn needed(profile: &Profile, runtime: &TokenStream) -> TokenStream {
    let needed = FEATURES.iter().filter(|(_, _, is_needed)| is_needed(profile));
    needed
        .map(|(_, required, _)| {
            let required = Ident::new(required, Span::call_site());
            quote!(#runtime::__private::#required!();)
        })
        .collect()
}

/// The same features by the names that a manifest gives them.
pub(super) fn names(profile: &Profile) -> impl Iterator<Item = &'static str> {
    FEATURES.iter().filter(|(_, _, is_needed)| is_needed(profile)).map(|(name, _, _)| *name)
}

fn validates_id_tokens(profile: &Profile) -> bool {
    profile.id_token.as_ref().is_some_and(|id_token| id_token.keys != KeySource::Unknown)
}

fn signs_assertions(profile: &Profile) -> bool {
    let is_signed =
        profile.token.authentication == ClientAuthentication::PrivateKeyJwt || profile.token.minted_secret.is_some();
    is_signed && profile.authorization.response_type == ResponseType::Code
}

fn any_step(profile: &Profile, feature: &str) -> bool {
    let transformations = &profile.transformations;
    transformations.before.iter().chain(transformations.after.iter()).any(|it| it.step.feature() == Some(feature))
}

fn validates_patterns(profile: &Profile) -> bool {
    let has_pattern = |it: &ClaimValidation| it.pattern.is_some() || it.predicates.as_ref().is_some_and(tests_pattern);
    let is_pattern = |mask: &Mask| matches!(mask, Mask::Regex { .. });
    profile.validations.iter().any(has_pattern) || profile.masks.iter().any(|(_, mask)| is_pattern(mask))
}

fn tests_pattern(validation: &PredicateValidation) -> bool {
    validation.patterns().next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_profile::transformation::{
        Pattern, Predicate, PredicateGroup, PredicateTest, Slot, Step, Transformation, Transformations,
    };
    use claimsmith_profile::{DataType, IdToken, MintedSecret, TokenRequest};

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

    #[test]
    fn a_step_asks_for_what_the_runtime_wants_of_it() {
        let slot = Slot { index: 0, data_type: DataType::String };
        let (input, output) = (slot, slot);
        let in_array = Step::GetClaimsFromJsonArray {
            input,
            fails_without_claim: false,
            keeps_empty_claims: false,
            key_name: "key".into(),
            value_name: "value".into(),
            outputs: vec![].into(),
        };
        for (step, expected) in [
            (Step::ConvertPhoneNumberClaimToString { input, output }, &["phone"][..]),
            (Step::GetCurrentDateTime { output }, &["dates"]),
            (Step::XmlStringToJsonString { input, output }, &["xml"]),
            (Step::ParseDomain { input, output }, &[]),
            (in_array, &[]),
        ] {
            let after = vec![Transformation { id: "T".into(), step }].into();
            let transformations = Transformations { after, ..Transformations::EMPTY };
            let profile = Profile { transformations, ..Profile::EMPTY };
            assert_eq!(names(&profile).collect::<Vec<_>>(), expected);
        }
    }
}
