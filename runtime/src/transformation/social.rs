//! Methods over alternative security ids: who a user is at the identity providers of an account.

use super::fault::Fault;
use crate::claims::AlternativeSecurityId;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeSet;

/// The id of a user at an identity provider, as JSON: the key in base64 of its UTF-8, the provider as it stands.
///
/// Microsoft: claims transformations reference, `CreateAlternativeSecurityId`. Its example writes the members `issuer`
/// and `issuerUserId`, and so does this; the members that tokens show are read as well.
pub(crate) fn create_alternative_security_id(key: &str, identity_provider: &str) -> String {
    let id =
        AlternativeSecurityId { issuer: identity_provider.to_owned(), issuer_user_id: STANDARD.encode(key.as_bytes()) };
    // Two texts are JSON, whatever they hold.
    serde_json::to_string(&id).unwrap_or_default()
}

/// The collection with one more, a new collection when there was none.
///
/// The item is a text that holds JSON, in either form. One that the collection has already is added again: nothing says
/// that B2C leaves it out.
///
/// Microsoft: claims transformations reference, `AddItemToAlternativeSecurityIdCollection`.
///
/// # Errors
/// [`Fault::Failed`] for a text that holds no alternative security id.
pub(crate) fn add_item_to_alternative_security_id_collection(
    item: &str,
    collection: Option<&[AlternativeSecurityId]>,
) -> Result<Vec<AlternativeSecurityId>, Fault> {
    let item = serde_json::from_str(item)
        .map_err(|_| Fault::Failed("the item is no alternative security id: JSON with `issuer` and `issuerUserId`"))?;
    let mut collection = collection.unwrap_or_default().to_vec();
    collection.push(item);
    Ok(collection)
}

/// The identity providers of a collection, each once, in the order of the collection.
///
/// Microsoft: claims transformations reference,
/// `GetIdentityProvidersFromAlternativeSecurityIdCollectionTransformation`. Its example prints the order reversed and
/// says nothing about it.
pub(crate) fn get_identity_providers_from_alternative_security_id_collection_transformation(
    collection: &[AlternativeSecurityId],
) -> Vec<String> {
    let mut seen = BTreeSet::new();
    collection.iter().map(|id| &id.issuer).filter(|issuer| seen.insert(*issuer)).cloned().collect()
}

/// The collection without those of an identity provider, which is compared exactly; the same when there is none of it.
///
/// Microsoft: claims transformations reference, `RemoveAlternativeSecurityIdByIdentityProvider`.
pub(crate) fn remove_alternative_security_id_by_identity_provider(
    identity_provider: &str,
    collection: &[AlternativeSecurityId],
) -> Vec<AlternativeSecurityId> {
    collection.iter().filter(|id| id.issuer != identity_provider).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(issuer: &str, issuer_user_id: &str) -> AlternativeSecurityId {
        AlternativeSecurityId { issuer: issuer.to_owned(), issuer_user_id: issuer_user_id.to_owned() }
    }

    #[test]
    fn an_id_is_json_with_the_key_in_base64() {
        for (key, provider, expected) in [
            ("42", "weibo.com", r#"{"issuer":"weibo.com","issuerUserId":"NDI="}"#),
            ("ключ", "Example \"One\"", r#"{"issuer":"Example \"One\"","issuerUserId":"0LrQu9GO0Yc="}"#),
            ("", "", r#"{"issuer":"","issuerUserId":""}"#),
        ] {
            assert_eq!(create_alternative_security_id(key, provider), expected);
        }
    }

    #[test]
    fn an_item_goes_to_the_end() {
        let older = r#"{"type":6,"identityProvider":"qq.com","key":"NDI="}"#;
        let add = add_item_to_alternative_security_id_collection;
        assert_eq!(add(older, None), Ok(vec![id("qq.com", "NDI=")]));
        let item = create_alternative_security_id("42", "qq.com");
        let collection = [id("weibo.com", "NDM="), id("qq.com", "NDI=")];
        assert_eq!(add(&item, Some(&collection)), Ok([&collection[..], &collection[1..]].concat()));
        for bad in ["", "qq.com", "{}", "[]", r#"{"issuer":"qq.com"}"#] {
            assert!(matches!(add(bad, Some(&collection)), Err(Fault::Failed(_))), "{bad}");
        }
    }

    #[test]
    fn providers_are_listed_once() {
        let providers = get_identity_providers_from_alternative_security_id_collection_transformation;
        assert_eq!(providers(&[id("qq.com", "1"), id("weibo.com", "2"), id("qq.com", "3")]), ["qq.com", "weibo.com"]);
        assert!(providers(&[]).is_empty());
    }

    #[test]
    fn all_ids_of_a_provider_are_removed() {
        let collection = [id("qq.com", "1"), id("weibo.com", "2"), id("qq.com", "3")];
        let remove = remove_alternative_security_id_by_identity_provider;
        assert_eq!(remove("qq.com", &collection), [id("weibo.com", "2")]);
        assert_eq!(remove("QQ.com", &collection), collection);
        assert!(remove("qq.com", &[]).is_empty());
    }

    proptest! {
        #[test]
        fn what_was_added_is_listed_and_removed(
            key: String,
            issuer: String,
            others in prop::collection::vec(".{0,3}", 0..4),
        ) {
            let issuers = get_identity_providers_from_alternative_security_id_collection_transformation;
            let others: Vec<_> = others.iter().filter(|it| **it != issuer).map(|it| id(it, "x")).collect();
            let item = create_alternative_security_id(&key, &issuer);
            let all = add_item_to_alternative_security_id_collection(&item, Some(&others)).expect("an id");
            prop_assert!(issuers(&all).contains(&issuer));
            prop_assert_eq!(remove_alternative_security_id_by_identity_provider(&issuer, &all), others);
        }
    }
}
