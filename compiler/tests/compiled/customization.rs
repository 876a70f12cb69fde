//! What the caller changes about generated items, and every way to say it wrongly.

use crate::common::{claims_schema, codes, policy, provider};
use claimsmith_compiler::loader::MemoryLoader;
use claimsmith_compiler::{Argument, ItemAttribute, Options, Outcome, Purpose, Rename, TypeOverride, compile};

fn profile(id: &str, protocol: &str, claims: &str) -> String {
    format!(
        "<TechnicalProfile Id='{id}'><DisplayName>{id}</DisplayName><Protocol Name='{protocol}'/><Metadata>\
         <Item Key='client_id'>a</Item><Item Key='UsePolicyInRedirectUri'>false</Item>\
         <Item Key='authorization_endpoint'>https://id.example/authorize</Item>\
         <Item Key='AccessTokenEndpoint'>https://id.example/token</Item></Metadata>\
         <CryptographicKeys><Key Id='client_secret' StorageReferenceId='B2C_1A_{id}'/></CryptographicKeys>{claims}\
         </TechnicalProfile>"
    )
}

/// Two profiles, `A-OAUTH` with every claim and `B-OAUTH` with the id alone, and one that does not sign anybody in.
fn generate(change: impl FnOnce(&mut Options)) -> Outcome {
    let claims = "<InputClaims><InputClaim ClaimTypeReferenceId='hint'/></InputClaims>\
        <OutputClaims><OutputClaim ClaimTypeReferenceId='issuerUserId' PartnerClaimType='id'/>\
        <OutputClaim ClaimTypeReferenceId='birthday'/><OutputClaim ClaimTypeReferenceId='verified'/></OutputClaims>";
    let id = "<OutputClaims><OutputClaim ClaimTypeReferenceId='issuerUserId' PartnerClaimType='id'/></OutputClaims>";
    let idle = "<TechnicalProfile Id='Idle'><DisplayName>Idle</DisplayName><Protocol Name='None'/></TechnicalProfile>";
    let profiles = [profile("A-OAUTH", "OAuth2", claims), profile("B-OAUTH", "OAuth2", id), idle.to_owned()].concat();
    let schema = claims_schema(&[
        ("issuerUserId", "string"),
        ("birthday", "string"),
        ("verified", "boolean"),
        ("hint", "string"),
    ]);
    let policy = policy("B2C_1A_Contoso", None, &(schema + &provider(&profiles)));
    let mut loader = MemoryLoader::default();
    loader.insert("a.xml", policy);
    let mut options = Options::new(["a.xml"], Purpose::Generate);
    change(&mut options);
    compile(&options, &loader)
}

fn clean(change: impl FnOnce(&mut Options)) -> claimsmith_compiler::ir::Sdk {
    let outcome = generate(change);
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    outcome.sdk.expect("a leaf")
}

/// The code, the argument and the message of the one error, and the first advice.
fn error(change: impl FnOnce(&mut Options)) -> (&'static str, Option<usize>, String, String) {
    let outcome = generate(change);
    let mut errors =
        outcome.diagnostics.iter().filter(|it| it.severity == claimsmith_compiler::Severity::Error).collect::<Vec<_>>();
    let error = errors.pop().expect("an error");
    assert!(errors.is_empty(), "{errors:?} {error:?}");
    assert!(outcome.sdk.is_none_or(|sdk| sdk.profiles.is_empty()), "nothing is generated");
    (error.code.id, error.argument, error.message.clone(), error.help.first().cloned().unwrap_or_default())
}

fn argument(value: &str, index: usize) -> Argument {
    Argument { value: value.to_owned(), index }
}

fn attribute(selector: &str, attribute: &str) -> ItemAttribute {
    ItemAttribute { selector: argument(selector, 1), attribute: argument(attribute, 2) }
}

fn own_type(selector: &str, path: &str) -> TypeOverride {
    TypeOverride { selector: argument(selector, 1), path: argument(path, 2) }
}

fn rename(selector: &str, name: &str) -> Rename {
    Rename { selector: argument(selector, 1), name: argument(name, 2) }
}

#[test]
fn an_excluded_profile_is_left_out_and_listed() {
    let sdk = clean(|options| options.exclude = vec![argument("a-oauth", 1)]);
    assert_eq!(sdk.profiles.iter().map(|client| client.name.as_str()).collect::<Vec<_>>(), ["BOauth"]);
    let omitted = sdk.omitted.iter().find(|omitted| omitted.id == "A-OAUTH").expect("it is listed");
    assert_eq!(omitted.reason, "is left out by `exclude`");
    assert!(sdk.complete, "the policy has what it is to have");
    clean(|options| options.exclude = vec![argument("Idle", 1), argument("A-OAUTH", 2)]);
}

#[test]
fn what_exclude_names_is_there_and_not_asked_for() {
    let (code, at, message, help) = error(|options| options.exclude = vec![argument("A-OAUHT", 7)]);
    assert_eq!((code, at), ("CS0008", Some(7)));
    assert_eq!(message, "`exclude` names `A-OAUHT`, which the policy does not define");
    assert_eq!(help, "did you mean `A-OAUTH`?");
    let (code, at, message, _) = error(|options| {
        options.profiles = Some(vec![argument("A-OAUTH", 1), argument("B-OAUTH", 2)]);
        options.exclude = vec![argument("b-oauth", 3)];
    });
    assert_eq!((code, at), ("CS0708", Some(3)));
    assert_eq!(message, "`profiles` names `b-oauth`, and `exclude` leaves it out");
    let (code, _, _, help) = error(|options| options.exclude = vec![argument("A-OAUTH", 1), argument("B-OAUTH", 2)]);
    assert_eq!((code, help.as_str()), ("CS0705", "`exclude` leaves some out: name fewer there"));
}

#[test]
fn nothing_can_be_changed_about_what_is_left_out() {
    for change in [
        (|options: &mut Options| options.rename = vec![rename("A-OAUTH", "A")]) as fn(&mut Options),
        |options| options.rename = vec![rename("A-OAUTH/birthday", "day")],
        |options| options.attributes = vec![attribute("A-OAUTH", "#[must_use]")],
        |options| options.types = vec![own_type("A-OAUTH/birthday", "crate::Birthday")],
    ] {
        let (code, at, message, _) = error(|options| {
            options.exclude = vec![argument("A-OAUTH", 9)];
            change(options);
        });
        assert_eq!((code, at), ("CS0708", Some(1)));
        assert!(message.ends_with("and `exclude` leaves the profile out"), "{message}");
    }
}

#[test]
fn attributes_reach_the_struct_and_the_fields() {
    let sdk = clean(|options| {
        options.attributes = vec![
            attribute("A-OAUTH", "#[derive(Eq)]"),
            attribute("a-oauth/Birthday", "#[doc = \"here\"]"),
            attribute("issuerUserId", "#[doc = \"everywhere\"]"),
        ];
    });
    let [a, b] = sdk.profiles.as_slice() else { panic!("two clients") };
    assert_eq!((a.attributes.len(), b.attributes.len()), (1, 0));
    let counts = |client: &claimsmith_compiler::ir::Client| {
        client.claims.iter().map(|claim| claim.attributes.len()).collect::<Vec<_>>()
    };
    assert_eq!((counts(a), counts(b)), (vec![1, 1, 0], vec![1]));
    assert!(a.inputs.iter().all(|input| input.attributes.is_empty()));
}

#[test]
fn nothing_but_an_attribute_reaches_the_code() {
    for (text, reason) in [
        ("#[must_use] fn injected() {}", "is not one attribute, `#[…]`"),
        ("#[must_use] fn injected() {} #[must_use]", "has a bracket without its other half"),
        ("#![allow(missing_docs)]", "is an inner attribute: write `#[…]`"),
        ("#[cfg(test)]", "would take the item away, and the rest of the generated code names it"),
    ] {
        let (code, at, message, _) = error(|options| options.attributes = vec![attribute("A-OAUTH", text)]);
        assert_eq!((code, at), ("CS0709", Some(2)), "{message}");
        assert_eq!(message, format!("the attribute `{text}` {reason}"));
    }
    let (code, _, message, _) = error(|options| options.attributes = vec![attribute("birthday", "#[derive(Hash)]")]);
    assert_eq!(code, "CS0709");
    assert!(message.ends_with("belongs to a struct: name a profile"), "{message}");
}

#[test]
fn derives_in_attributes_are_checked_as_all_derives_are() {
    for derive in ["#[derive(Clone)]", "#[derive(Eq, ::serde::Serialize)]", "#[derive(Eq + Hash)]"] {
        let (code, at, ..) = error(|options| options.attributes = vec![attribute("A-OAUTH", derive)]);
        assert_eq!((code, at), ("CS0707", Some(2)), "{derive}");
    }
    let (code, at, message, _) = error(|options| {
        options.derive = vec![argument("Eq", 0)];
        options.attributes = vec![attribute("A-OAUTH", "#[derive(Hash, Eq)]")];
    });
    assert_eq!((code, at), ("CS0708", Some(2)));
    assert_eq!(message, "one claims struct would get the derive `Eq` twice");
    let (code, at, ..) = error(|options| options.derive = vec![argument("Eq", 0), argument("Eq", 1)]);
    assert_eq!((code, at), ("CS0708", Some(1)));
}

#[test]
fn a_claim_of_one_profile_goes_before_the_claim() {
    let sdk = clean(|options| {
        options.types = vec![own_type("issuerUserId", "crate::Id"), own_type("B-OAUTH/issueruserid", "crate::Own")];
    });
    let types: Vec<_> = sdk.profiles.iter().map(|client| client.claims[0].own_type.as_deref()).collect();
    assert_eq!(types, [Some("crate::Id"), Some("crate::Own")]);
    let sdk = clean(|options| options.types = vec![own_type("hint", "crate::Hint")]);
    assert_eq!(sdk.profiles[0].inputs[0].own_type.as_deref(), Some("crate::Hint"));
}

#[test]
fn a_type_is_a_path_and_belongs_to_a_claim() {
    for path in ["", "Vec<u8>", "crate::A; fn injected() {}", "&'static str", "a::crate::B", "Self"] {
        let (code, at, ..) = error(|options| options.types = vec![own_type("birthday", path)]);
        assert_eq!((code, at), ("CS0710", Some(2)), "{path}");
    }
    let (code, _, message, _) = error(|options| options.types = vec![own_type("verified", "String")]);
    assert_eq!(code, "CS0710");
    assert_eq!(message, "`String` does not hold the claim `verified`, whose data type is `boolean`");
    let (code, at, message, _) = error(|options| options.types = vec![own_type("A-OAUTH", "crate::A")]);
    assert_eq!((code, at), ("CS0008", Some(1)));
    assert!(message.ends_with("which is a technical profile: types belong to claims"), "{message}");
}

#[test]
fn a_selector_is_said_once() {
    let twice: [fn(&mut Options); 2] = [
        |options| options.rename = vec![rename("birthday", "a"), rename("BIRTHDAY", "b")],
        |options| options.types = vec![own_type("birthday", "A"), own_type("Birthday", "A")],
    ];
    for change in twice {
        let (code, at, message, _) = error(change);
        assert_eq!((code, at), ("CS0708", Some(1)), "{message}");
    }
}

#[test]
fn the_nearest_selector_is_suggested() {
    for (selector, nearest) in [
        ("A-OAUHT", "A-OAUTH"),
        ("brithday", "birthday"),
        ("A-OAUTH/brithday", "A-OAUTH/birthday"),
        ("A-OAUHT/birthday", "A-OAUTH/birthday"),
    ] {
        let (code, at, message, help) = error(|options| options.attributes = vec![attribute(selector, "#[must_use]")]);
        assert_eq!((code, at), ("CS0008", Some(1)), "{message}");
        assert_eq!(help, format!("did you mean `{nearest}`?"), "{message}");
    }
    let (_, _, message, _) = error(|options| options.attributes = vec![attribute("hint", "#[must_use]")]);
    assert_eq!(message, "`attributes` names `hint`, which is neither a profile nor a claim that one yields");
    let (code, _, message, _) = error(|options| options.rename = vec![rename("Idle", "A")]);
    assert_eq!(code, "CS0008");
    assert!(message.ends_with("the profile is not generated: it does not hand the user to another provider"));
}

#[test]
fn arguments_for_several_policies_may_match_nothing_in_one() {
    let outcome = generate(|options| {
        options.are_arguments_shared = true;
        options.exclude = vec![argument("C-OAUTH", 1)];
        options.types = vec![
            TypeOverride { selector: argument("elsewhere", 2), path: argument("crate::A", 3) },
            TypeOverride { selector: argument("birthday", 4), path: argument("crate::Birthday", 5) },
        ];
    });
    assert!(codes(&outcome).iter().all(|code| !code.starts_with("CS07")), "{:?}", outcome.diagnostics);
    let unmatched: Vec<_> = outcome.unmatched.iter().map(|finding| (finding.code.id, finding.argument)).collect();
    assert_eq!(unmatched, [("CS0008", Some(1)), ("CS0008", Some(2))]);
    assert_eq!(outcome.sdk.expect("a leaf").profiles.len(), 2);
    let outcome = generate(|options| {
        options.are_arguments_shared = true;
        options.profiles = Some(vec![argument("C-OAUTH", 1)]);
    });
    assert!(!outcome.has_errors() && outcome.unmatched.len() == 1, "{:?}", outcome.diagnostics);
}
