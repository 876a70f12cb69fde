//! Methods over user identities, which the directory keeps with an account. Microsoft documents none of them; what they
//! do is read from the policies that use them.

use crate::claims::UserIdentity;
use std::collections::BTreeSet;

/// The id of a user at an issuer. Both as they stand: nothing says that B2C encodes the id.
///
/// Undocumented: `CreateUserIdentity`.
pub(crate) fn create_user_identity(issuer_user_id: &str, issuer: &str) -> UserIdentity {
    UserIdentity { issuer: issuer.to_owned(), issuer_user_id: issuer_user_id.to_owned() }
}

/// The collection with one more, a new collection when there was none. One that the collection has already is added
/// again.
///
/// Undocumented: `AddItemToUserIdentityCollection`.
pub(crate) fn add_item_to_user_identity_collection(
    item: &UserIdentity,
    collection: Option<&[UserIdentity]>,
) -> Vec<UserIdentity> {
    [collection.unwrap_or_default(), std::slice::from_ref(item)].concat()
}

/// The collection without those of an issuer, which is compared exactly; the same when there is none of it.
///
/// Undocumented: `RemoveUserIdentityFromCollectionByIssuer`.
pub(crate) fn remove_user_identity_from_collection_by_issuer(
    issuer: &str,
    collection: &[UserIdentity],
) -> Vec<UserIdentity> {
    collection.iter().filter(|identity| identity.issuer != issuer).cloned().collect()
}

/// The issuers of a collection, each once, in the order of the collection.
///
/// Undocumented: `GetIssuersFromUserIdentityCollectionTransformation`.
pub(crate) fn get_issuers_from_user_identity_collection_transformation(collection: &[UserIdentity]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    collection.iter().map(|identity| &identity.issuer).filter(|issuer| seen.insert(*issuer)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn identity(issuer: &str, issuer_user_id: &str) -> UserIdentity {
        create_user_identity(issuer_user_id, issuer)
    }

    #[test]
    fn an_identity_is_what_it_is_made_of() {
        let made = create_user_identity("42", "weibo.com");
        assert_eq!((made.issuer.as_str(), made.issuer_user_id.as_str()), ("weibo.com", "42"));
    }

    #[test]
    fn an_item_goes_to_the_end() {
        let collection = [identity("weibo.com", "1"), identity("qq.com", "2")];
        let add = add_item_to_user_identity_collection;
        assert_eq!(add(&collection[0], None), collection[..1]);
        assert_eq!(add(&collection[0], Some(&collection)), [&collection[..], &collection[..1]].concat());
    }

    #[test]
    fn issuers_are_removed_and_listed() {
        let collection = [identity("qq.com", "1"), identity("weibo.com", "2"), identity("qq.com", "3")];
        assert_eq!(get_issuers_from_user_identity_collection_transformation(&collection), ["qq.com", "weibo.com"]);
        let remove = remove_user_identity_from_collection_by_issuer;
        assert_eq!(remove("qq.com", &collection), [identity("weibo.com", "2")]);
        assert_eq!(remove("Qq.com", &collection), collection);
        assert!(get_issuers_from_user_identity_collection_transformation(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn removing_an_issuer_leaves_the_others(
            issuers in prop::collection::vec("[ab]{0,2}", 0..6),
            issuer in "[ab]{0,2}",
        ) {
            let collection: Vec<_> = issuers.iter().map(|it| identity(it, "x")).collect();
            let left = remove_user_identity_from_collection_by_issuer(&issuer, &collection);
            let mut expected = get_issuers_from_user_identity_collection_transformation(&collection);
            expected.retain(|it| *it != issuer);
            prop_assert_eq!(get_issuers_from_user_identity_collection_transformation(&left), expected);
        }
    }
}
