//! Changes of names, derives, attributes and types.

use crate::support::{before, between, named, sdk, with_options};
use claimsmith_compiler::api::Level::{Breaking, Minor, Patch};
use claimsmith_compiler::api::{Change, Kind, Level};
use claimsmith_compiler::ir::Sdk;
use claimsmith_compiler::{Argument, ItemAttribute, Options, Rename, TypeOverride};

#[test]
fn names_derives_and_order() {
    let old = sdk(&before());
    let kinds = |new: &Sdk| -> Vec<(Kind, Level)> {
        between(&old, new).into_iter().map(|change| (change.kind, change.level)).collect()
    };
    let rename = |selector: &str, name: &str| Rename { selector: Argument::new(selector), name: Argument::new(name) };
    let renamed = with_options(&before(), |options| {
        options.rename = vec![rename("Qq-OAUTH", "Tencent"), rename("Qq-OAUTH/displayName", "nickname")];
    });
    assert_eq!(kinds(&renamed), [(Kind::ClientName, Breaking), (Kind::FieldName, Breaking)]);
    let derived = with_options(&before(), |options| options.derive = named("Eq"));
    assert_eq!(kinds(&derived), [(Kind::DeriveAdded, Minor)]);
    assert_eq!(
        between(&derived, &old).iter().map(|it| (it.kind, it.level)).collect::<Vec<_>>(),
        [(Kind::DeriveRemoved, Breaking)]
    );
    let mut turned = old.clone();
    turned.profiles.reverse();
    assert_eq!(kinds(&turned), [(Kind::ProviderOrder, Patch)]);
}

/// What it means that options are given, and that they are taken back.
fn customized(change: impl Fn(&mut Options)) -> [Vec<Change>; 2] {
    let (old, new) = (sdk(&before()), with_options(&before(), change));
    [between(&old, &new), between(&new, &old)]
}

#[test]
fn types_that_the_caller_gives() {
    let types = |selector: &str, path: &str| {
        let one = TypeOverride { selector: Argument::new(selector), path: Argument::new(path) };
        customized(move |options| options.types = vec![one.clone()])
    };
    for changes in types("displayName", "crate::Name") {
        let [change] = changes.as_slice() else { panic!("{changes:?}") };
        assert_eq!((change.kind, change.level), (Kind::ClaimType, Breaking));
        assert_eq!(change.item, "QqOauthClaims::display_name");
        assert!(change.advice.ends_with("takes the values in stored claims"), "{}", change.advice);
    }
    let [forwards, _] = types("displayName", "crate::Name");
    let values = (forwards[0].old.as_deref(), forwards[0].new.as_deref());
    assert_eq!(values, (Some("Option<String>"), Some("Option<crate::Name>")));
    let of_input = types("ui_locales", "crate::Locales");
    for changes in of_input {
        let facts: Vec<_> = changes.iter().map(|it| (it.kind, it.level, it.item.as_str())).collect();
        assert_eq!(facts, [(Kind::InputType, Breaking, "QqOauthInputs::ui_locales")]);
    }
}

#[test]
fn attributes_beside_derives() {
    let facts = |selector: &str, attributes: &[&str]| {
        let attribute =
            |text: &&str| ItemAttribute { selector: Argument::new(selector), attribute: Argument::new(*text) };
        let attributes: Vec<ItemAttribute> = attributes.iter().map(attribute).collect();
        customized(|options| options.attributes = attributes.clone())
            .map(|changes| changes.into_iter().map(|it| (it.kind, it.level, it.item)).collect::<Vec<_>>())
    };
    let on_struct = |kind, level| vec![(kind, level, "QqOauthClaims".to_owned())];
    let on_field = |level| vec![(Kind::Attributes, level, "QqOauthClaims::display_name".to_owned())];
    assert_eq!(
        facts("Qq-OAUTH", &["#[derive(Eq)]"]),
        [on_struct(Kind::DeriveAdded, Minor), on_struct(Kind::DeriveRemoved, Breaking)]
    );
    for (attributes, level) in [
        (&["#[doc = \"Shown to others.\"]"][..], Patch),
        (&["#[doc = \"Shown to others.\"]", "#[deprecated]"], Minor),
        (&["#[deprecated]", "#[example::checked(min = 1)]"], Breaking),
    ] {
        assert_eq!(facts("displayName", attributes), [on_field(level), on_field(level)], "{attributes:?}");
    }
    assert_eq!(
        facts("Qq-OAUTH", &["#[non_exhaustive]"]),
        [on_struct(Kind::Attributes, Breaking), on_struct(Kind::Attributes, Breaking)]
    );
}

/// A derive of all claims structs, and the same as an attribute of some of them.
#[test]
fn a_derive_that_moves_is_no_change() {
    let of_all = with_options(&before(), |options| options.derive = named("Eq"));
    let of = |profiles: &[&str]| {
        with_options(&before(), |options| {
            let attribute = |profile: &&str| ItemAttribute {
                selector: Argument::new(*profile),
                attribute: Argument::new("#[derive(Eq)]"),
            };
            options.attributes = profiles.iter().map(attribute).collect();
        })
    };
    let facts = |old: &Sdk, new: &Sdk| -> Vec<(Kind, Level, String)> {
        between(old, new).into_iter().map(|change| (change.kind, change.level, change.item)).collect()
    };
    let each = of(&["Qq-OAUTH", "Other"]);
    assert_eq!(facts(&of_all, &each), []);
    assert_eq!(facts(&each, &of_all), []);
    let one = of(&["Qq-OAUTH"]);
    assert_eq!(facts(&of_all, &one), [(Kind::DeriveRemoved, Breaking, "OtherClaims".to_owned())]);
    assert_eq!(facts(&one, &of_all), [(Kind::DeriveAdded, Minor, "OtherClaims".to_owned())]);
    let none = sdk(&before());
    assert_eq!(facts(&of_all, &none), [(Kind::DeriveRemoved, Breaking, "Eq".to_owned())]);
    let two: Vec<_> = facts(&none, &each).into_iter().map(|(kind, _, item)| (kind, item)).collect();
    assert_eq!(two, ["OtherClaims", "QqOauthClaims"].map(|item| (Kind::DeriveAdded, item.to_owned())));
}
